//! A PostgreSQL cluster of our own, on a free port, gone with the process that started it.

use std::fs;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio, id};
use std::thread::sleep;
use std::time::{Duration, Instant};
use std::{env, io};

use anyhow::{Context, Result, bail};

use crate::command::output;
use crate::tools;

/// Its comments say how the server and its directory are sure to disappear.
const SUPERVISOR: &str = include_str!("postgres.sh");

const PATIENCE: Duration = Duration::from_mins(1);

/// Whether a commit waits for the disk.
#[derive(Clone, Copy)]
pub enum Commits {
    /// As in service: for measuring.
    Durable,
    /// It does not, since only a loss of power would tell the difference: for testing.
    Quick,
}

/// A running server with empty databases. Dropping it stops the server and removes its data.
pub struct Cluster {
    supervisor: Child,
    /// The supervisor ends the server when this is closed.
    lifeline: Option<ChildStdin>,
    url: String,
    psql: PathBuf,
}

/// The user a server runs as when we are root, which PostgreSQL refuses.
struct Unprivileged {
    uid: u32,
    gid: u32,
}

impl Cluster {
    /// Makes a cluster and waits until it answers. PostgreSQL must be there ([`tools::ensure`]).
    pub fn start(commits: Commits) -> Result<Self> {
        let bin = tools::postgres_bin().context("PostgreSQL is missing")?;
        let user = if tools::is_root() { Some(Unprivileged::find()?) } else { None };
        // Another program may take the port between our looking and the server's binding it.
        let mut last = None;
        for _ in 0..3 {
            match Self::try_start(&bin, user.as_ref(), commits) {
                Ok(cluster) => return Ok(cluster),
                Err(error) => last = Some(error),
            }
        }
        Err(last.unwrap_or_else(|| anyhow::anyhow!("not tried")))
    }

    fn try_start(bin: &Path, user: Option<&Unprivileged>, commits: Commits) -> Result<Self> {
        let directory = fresh_directory(user)?;
        let port = free_port()?;
        let mut command = Command::new("sh");
        command.arg("-c").arg(SUPERVISOR).arg("postgres.sh");
        let durable = if matches!(commits, Commits::Durable) { "on" } else { "off" };
        command.arg(&directory).arg(port.to_string()).arg(bin).arg(durable);
        if let Some(user) = user {
            command.args(user.prefix());
        }
        // A group of its own keeps Ctrl-C away from the server: it ends when the lifeline does, and
        // tests that are still cleaning up find it alive.
        command.current_dir(&directory).process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::null());
        let mut supervisor = command.spawn().context("sh could not be started")?;
        let lifeline = supervisor.stdin.take();
        let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        let mut cluster = Self { supervisor, lifeline, url, psql: bin.join("psql") };
        cluster.wait_until_it_answers(&directory.join("data"))?;
        Ok(cluster)
    }

    fn wait_until_it_answers(&mut self, data: &Path) -> Result<()> {
        let began = Instant::now();
        loop {
            let answer = output(
                Command::new(&self.psql)
                    .args(["--no-psqlrc", "--tuples-only", "--no-align", "--dbname", &self.url])
                    .args(["--command", "SHOW data_directory"]),
            );
            match answer {
                Ok(directory) if Path::new(directory.trim()) == data => return Ok(()),
                Ok(other) => bail!("another server, of {}, answers at {}", other.trim(), self.url),
                Err(error) if began.elapsed() > PATIENCE => return Err(error),
                Err(_) => {}
            }
            if let Some(status) = self.supervisor.try_wait()? {
                bail!("PostgreSQL did not start: {status}");
            }
            sleep(Duration::from_millis(50));
        }
    }

    /// The address of a database one may connect to in order to make and drop others.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What tests are told about the server.
    pub fn environment(&self) -> [(&'static str, String); 2] {
        [
            ("GUILDHALL_TEST_POSTGRES", self.url.clone()),
            ("GUILDHALL_TEST_PSQL", self.psql.display().to_string()),
        ]
    }

    /// Waits for the server to end by itself, which is an error.
    pub fn wait(&mut self) -> Result<()> {
        let status: ExitStatus = self.supervisor.wait()?;
        bail!("PostgreSQL ended: {status}")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.lifeline.take());
        if let Err(error) = self.supervisor.wait() {
            eprintln!("PostgreSQL could not be waited for: {error}");
        }
    }
}

impl Unprivileged {
    const NAME: &str = "postgres";

    fn find() -> Result<Self> {
        let number = |flag: &str| -> Result<u32> {
            let text = output(Command::new("id").arg(flag).arg(Self::NAME))?;
            Ok(text.trim().parse()?)
        };
        let missing = "PostgreSQL refuses to run as root, and there is no user called postgres";
        Ok(Self { uid: number("-u").context(missing)?, gid: number("-g").context(missing)? })
    }

    /// What to put before a command so that it runs as this user, under the same process id.
    fn prefix(&self) -> [String; 4] {
        [
            "setpriv".into(),
            format!("--reuid={}", self.uid),
            format!("--regid={}", self.gid),
            "--init-groups".into(),
        ]
    }

    fn can_reach(&self, directory: &Path) -> bool {
        Command::new("setpriv")
            .args(&self.prefix()[1..])
            .args(["test", "-w"])
            .arg(directory)
            .status()
            .is_ok_and(|status| status.success())
    }
}

/// A new directory that belongs to the user, outside of folders this user may not enter.
fn fresh_directory(user: Option<&Unprivileged>) -> Result<PathBuf> {
    for parent in [env::temp_dir(), "/tmp".into(), "/var/tmp".into()] {
        let directory = create_unused(&parent.join(format!("guildhall-postgres-{}", id())))?;
        let Some(user) = user else {
            return Ok(directory);
        };
        chown(&directory, Some(user.uid), Some(user.gid))?;
        if user.can_reach(&directory) {
            return Ok(directory);
        }
        fs::remove_dir(&directory)?;
    }
    bail!("no folder for temporary files that the user postgres can reach")
}

/// Creates `base`, or the first of `base-1`, `base-2`… that does not exist.
fn create_unused(base: &Path) -> io::Result<PathBuf> {
    let mut candidate = base.to_path_buf();
    for number in 1.. {
        match fs::create_dir(&candidate) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                candidate = PathBuf::from(format!("{}-{number}", base.display()));
            }
            other => return other.map(|()| candidate),
        }
    }
    unreachable!("there are enough numbers")
}

fn free_port() -> io::Result<u16> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr().map(|address| address.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_that_exists_is_never_taken_over() -> Result<()> {
        let base = env::temp_dir().join(format!("guildhall-xtask-test-{}", id()));
        let (first, second) = (create_unused(&base)?, create_unused(&base)?);
        assert_ne!(first, second);
        fs::remove_dir(first)?;
        fs::remove_dir(second)?;
        Ok(())
    }
}
