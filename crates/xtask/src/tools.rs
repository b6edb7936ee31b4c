//! Finding the programs the steps need, and bringing them where we may.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{cargo, on_path, output, run};
use crate::workspace::Workspace;

/// The oldest PostgreSQL that Guildhall supports.
const OLDEST_POSTGRES: u32 = 15;

/// Debian's way of putting settings beside its own, read when a cluster would be made.
const CLUSTER_SETTINGS: &str = "/etc/postgresql-common/createcluster.d";

/// A program that is not Rust's and not ours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tool {
    /// The server's programs, with `psql`.
    Postgres,
    /// The browser.
    Chromium,
    /// Node.js of any version.
    Node,
    /// The package manager of Node.js.
    Npm,
}

impl Tool {
    fn is_there(self) -> bool {
        match self {
            Self::Postgres => postgres_bin().is_some(),
            Self::Chromium => chromium().is_some(),
            Self::Node => on_path("node").is_some(),
            Self::Npm => on_path("npm").is_some(),
        }
    }

    fn debian_package(self) -> &'static str {
        match self {
            Self::Postgres => "postgresql",
            Self::Chromium => "chromium",
            Self::Node => "nodejs",
            Self::Npm => "npm",
        }
    }
}

/// Makes sure that these tools are there, installing what is missing.
///
/// Fails when something is missing and this is not root on Debian, with the one command to run.
pub fn ensure(tools: &[Tool]) -> Result<()> {
    let mut missing: Vec<Tool> = Vec::new();
    for &tool in tools {
        if !tool.is_there() && !missing.contains(&tool) {
            missing.push(tool);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().map(|tool| tool.debian_package()).collect();
    let list = packages.join(" ");
    if !is_root() || on_path("apt-get").is_none() {
        bail!(
            "missing on this machine: {list}. On Debian this command brings it:\n\n    \
             sudo apt-get install --no-install-recommends {list}\n"
        );
    }
    println!("Missing on this machine, and now installed from Debian: {list}");
    install(&packages, missing.contains(&Tool::Postgres))?;
    match missing.iter().find(|tool| !tool.is_there()) {
        None => Ok(()),
        Some(Tool::Postgres) => {
            bail!("this system's PostgreSQL is older than {OLDEST_POSTGRES}")
        }
        Some(tool) => bail!("{} was installed and is still missing", tool.debian_package()),
    }
}

fn install(packages: &[&str], with_postgres: bool) -> Result<()> {
    let _settings = if with_postgres { Some(NoMainCluster::set()?) } else { None };
    let apt_get = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    run(apt_get().args(["--quiet", "update"]))?;
    run(apt_get().args(["--quiet", "install", "--yes", "--no-install-recommends"]).args(packages))
}

/// While this lives, installing Debian's PostgreSQL does not make and start a cluster on port 5432.
struct NoMainCluster {
    file: PathBuf,
}

impl NoMainCluster {
    fn set() -> Result<Self> {
        let file = Path::new(CLUSTER_SETTINGS).join("guildhall-xtask.conf");
        fs::create_dir_all(CLUSTER_SETTINGS)?;
        fs::write(&file, "create_main_cluster = false\n")?;
        Ok(Self { file })
    }
}

impl Drop for NoMainCluster {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_file(&self.file) {
            eprintln!("{} could not be removed: {error}", self.file.display());
        }
        // Not empty means that the folder is somebody else's as well.
        let _ = fs::remove_dir(CLUSTER_SETTINGS);
    }
}

/// A program that cargo installs, of this version, built when it is not there yet.
pub fn cargo_tool(workspace: &Workspace, name: &str, version: &str) -> Result<PathBuf> {
    let tools = workspace.tools();
    let program = tools.join("bin").join(name);
    let is_current = output(Command::new(&program).arg("--version"))
        .is_ok_and(|said| said.trim() == format!("{name} {version}"));
    if is_current {
        return Ok(program);
    }
    println!("{name} {version} is built once and kept in {}", tools.display());
    let build = tools.join("build");
    // Without optimisation it builds in a third of the time and still works within seconds.
    run(cargo(workspace)
        .args(["install", "--quiet", "--locked", "--debug", "--force"])
        .args(["--config", "profile.dev.debug=false"])
        .arg("--root")
        .arg(&tools)
        .arg("--target-dir")
        .arg(&build)
        .arg(format!("{name}@{version}")))
    .with_context(|| format!("{name} could not be built"))?;
    fs::remove_dir_all(&build)
        .with_context(|| format!("{} could not be removed", build.display()))?;
    Ok(program)
}

/// Whether we may install packages, and must not run PostgreSQL as we are.
pub fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

/// The folder with the programs of the newest PostgreSQL that is recent enough.
///
/// Debian keeps them outside of the path, one folder for each version.
pub fn postgres_bin() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path())))
        .filter(|(version, path): &(u32, PathBuf)| {
            *version >= OLDEST_POSTGRES && is_postgres(&path.join("bin"))
        })
        .max()
        .map(|(_, path)| path.join("bin"));
    newest.or_else(|| {
        let bin = fs::canonicalize(on_path("initdb")?).ok()?.parent()?.to_path_buf();
        let version = output(Command::new(bin.join("postgres")).arg("--version")).ok()?;
        (is_postgres(&bin) && major_version(&version)? >= OLDEST_POSTGRES).then_some(bin)
    })
}

fn is_postgres(bin: &Path) -> bool {
    ["initdb", "postgres", "psql"].iter().all(|program| bin.join(program).is_file())
}

/// The browser to test with.
pub fn chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| on_path(name))
}

/// The major version a program gives when asked for its version.
pub fn version_of(program: &Path) -> Result<u32> {
    let text = output(Command::new(program).arg("--version"))?;
    major_version(&text).with_context(|| format!("no version in `{}`", text.trim()))
}

/// The first number in the text.
fn major_version(text: &str) -> Option<u32> {
    let digits = text.trim_start_matches(|character: char| !character.is_ascii_digit());
    let end = digits.find(|character: char| !character.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_programs_print_them() {
        assert_eq!(major_version("v18.20.4\n"), Some(18));
        assert_eq!(major_version("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"), Some(15));
        assert_eq!(major_version("17beta1"), Some(17));
        assert_eq!(major_version("none"), None);
    }
}
