//! `guildhall doctor`: looks at an installation and says what to do about each finding.

use std::{fmt, io::Write as _, path::Path};

use domain::Time;
use store::Store;

use crate::{config::Config, serve};

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// As it should be.
    Good,
    /// Works, but something is better done.
    Note,
    /// Does not work.
    Bad,
}

/// One thing that was looked at.
#[derive(Debug)]
pub struct Finding {
    /// How it came out.
    pub level: Level,
    /// What was looked at.
    pub what: &'static str,
    /// What was found.
    pub found: String,
    /// What to do; empty when nothing.
    pub remedy: String,
}

/// All findings.
#[derive(Debug, Default)]
pub struct Report(pub Vec<Finding>);

impl Report {
    fn add(&mut self, level: Level, what: &'static str, found: impl Into<String>, remedy: &str) {
        self.0.push(Finding { level, what, found: found.into(), remedy: remedy.into() });
    }

    /// Whether everything works.
    pub fn is_healthy(&self) -> bool {
        self.0.iter().all(|f| f.level != Level::Bad)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.0 {
            let mark = match finding.level {
                Level::Good => "ok  ",
                Level::Note => "note",
                Level::Bad => "BAD ",
            };
            writeln!(f, "{mark}  {:<16} {}", finding.what, finding.found)?;
            if !finding.remedy.is_empty() {
                writeln!(f, "      {:<16} → {}", "", finding.remedy)?;
            }
        }
        let bad = self.0.iter().filter(|f| f.level == Level::Bad).count();
        write!(
            f,
            "{}",
            if bad == 0 { "Nothing is wrong.".into() } else { format!("{bad} to put right.") }
        )
    }
}

/// Looks at everything that can be seen from this machine.
pub async fn examine(config: &Config) -> Report {
    let mut report = Report::default();
    data_dir(config, &mut report);
    let files = config.store().files;
    writable(
        "files",
        &files,
        "set files.folder to a folder that this user may write to",
        &mut report,
    );
    scanner(config, &mut report).await;
    clock(&mut report);
    match serve::open(config).await {
        Ok(store) => {
            report.add(
                Level::Good,
                "database",
                format!("{}, schema up to date", store.engine()),
                "",
            );
            database(config, &store, &mut report).await;
            bucket(&store, &mut report).await;
            store.close().await;
        }
        Err(e) => report.add(
            Level::Bad,
            "database",
            format!("{e:#}"),
            "check database_url, or the rights on the data folder",
        ),
    }
    listening(config, &mut report).await;
    report
}

/// Whether a folder can be made and written to.
fn writable(what: &'static str, folder: &Path, remedy: &str, report: &mut Report) {
    let dir = folder.display().to_string();
    let probe = folder.join(".guildhall-doctor");
    let written = std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::File::create(&probe))
        .and_then(|mut file| file.write_all(b"probe"));
    let _ = std::fs::remove_file(&probe);
    match written {
        Ok(()) => report.add(Level::Good, what, dir, ""),
        Err(e) => report.add(Level::Bad, what, format!("{dir}: {e}"), remedy),
    }
}

fn data_dir(config: &Config, report: &mut Report) {
    let remedy = "set data_dir to a folder that this user may write to";
    writable("data folder", &config.data_dir, remedy, report);
    match rustix::fs::statvfs(&config.data_dir) {
        Ok(stat) => {
            let free = stat.f_bavail.saturating_mul(stat.f_frsize) / (1024 * 1024);
            let (level, remedy) = if free < 200 {
                (Level::Bad, "free some space: below 200 MB the database may stop taking changes")
            } else if free < 2048 {
                (Level::Note, "plan for more space")
            } else {
                (Level::Good, "")
            };
            report.add(level, "free space", format!("{free} MB"), remedy);
        }
        Err(e) => report.add(Level::Note, "free space", e.to_string(), ""),
    }
}

/// Whether the virus scanner answers, and files can be kept in the bucket.
async fn scanner(config: &Config, report: &mut Report) {
    let Some(scanner) = config.files.scanner() else {
        return report.add(
            Level::Note,
            "virus scanner",
            "none",
            "set files.clamav to the address of ClamAV's clamd where people open what others add",
        );
    };
    let at = config.files.clamav.clone().unwrap_or_default();
    if scanner.is_there().await {
        report.add(Level::Good, "virus scanner", at, "");
    } else {
        report.add(
            Level::Bad,
            "virus scanner",
            format!("{at} does not answer"),
            "start clamd, or put files.clamav right: until then no file is accepted or given out",
        );
    }
}

fn clock(report: &mut Report) {
    use domain::Clock;
    let now = store::SystemClock.now();
    let built = Time::parse("2026-11-01T00:00:00Z").unwrap_or(now);
    if now < built {
        report.add(
            Level::Bad,
            "clock",
            now.rfc3339(),
            "set the clock (for instance with timedatectl set-ntp true): other cities refuse requests that are an hour off",
        );
    } else {
        report.add(Level::Good, "clock", now.rfc3339(), "");
    }
}

/// Whether files can be kept in the bucket, read and thrown away.
async fn bucket(store: &Store, report: &mut Report) {
    let files = store.files();
    if !files.are_shared() {
        return;
    }
    match files.probe().await {
        Ok(()) => report.add(Level::Good, "bucket", "files can be kept there", ""),
        Err(e) => report.add(
            Level::Bad,
            "bucket",
            e.to_string(),
            "check files.s3: its address, the bucket, and what the key may do there",
        ),
    }
}

async fn database(config: &Config, store: &Store, report: &mut Report) {
    let mut reader = store.read();
    match people::site::load(&mut reader).await {
        Ok(Some(site)) => {
            report.add(Level::Good, "set-up", "done", "");
            match &site.origin {
                Some(fixed) => match config.origin.as_deref().map(domain::Origin::parse) {
                    Some(Ok(configured)) if configured != *fixed => report.add(
                        Level::Bad,
                        "public address",
                        format!("{fixed}, but origin = {configured} is configured"),
                        "set origin back: the address is fixed at set-up for ever",
                    ),
                    _ => report.add(Level::Good, "public address", fixed.to_string(), ""),
                },
                None => report.add(
                    Level::Note,
                    "public address",
                    "not fixed yet",
                    "fix it under Administration → This city; until then nothing federates",
                ),
            }
        }
        Ok(None) => report.add(
            Level::Note,
            "set-up",
            "not done",
            "start `guildhall serve` and open the link it prints",
        ),
        Err(e) => {
            report.add(Level::Bad, "set-up", e.to_string(), "restore the database from a backup");
        }
    }
    match store::job_list(&mut reader, "dead", 100).await {
        Ok(dead) if dead.is_empty() => report.add(Level::Good, "jobs", "none has died", ""),
        Ok(dead) => report.add(
            Level::Note,
            "jobs",
            format!("{} died, the last: {}", dead.len(), dead[0].last_error),
            "look at Administration → Jobs and retry them",
        ),
        Err(e) => report.add(Level::Bad, "jobs", e.to_string(), ""),
    }
}

async fn listening(config: &Config, report: &mut Report) {
    match tokio::net::TcpListener::bind(config.listen).await {
        Ok(_) => report.add(Level::Good, "port", format!("{} is free", config.listen), ""),
        Err(_) => report.add(
            Level::Note,
            "port",
            format!("{} is in use", config.listen),
            "right if this server is running; otherwise set listen to another port",
        ),
    }
    if !config.listen.ip().is_loopback() {
        report.add(
            Level::Note,
            "reverse proxy",
            format!("listening on {} without TLS", config.listen),
            "listen on 127.0.0.1 behind a proxy that speaks https (see config/)",
        );
    }
}
