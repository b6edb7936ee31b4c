//! Asking a virus scanner before a file is kept: clamd of ClamAV, by its command `INSTREAM` (clamd(8)), over a
//! connection of its own for each file.

use std::{io, str::FromStr, time::Duration};

use domain::{Error, Result};
use futures::TryStreamExt as _;
use serde::{Deserialize, Serialize};
use store::{
    Job, JobError, Query, Tx, args, enqueue,
    files::{Arrived, Hash, Pieces},
    statements,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::{TcpStream, UnixStream},
    time::timeout,
};

use crate::Publishing;

/// The longest that it may take to connect, to take a piece, or to answer after the last one.
const PATIENCE: Duration = Duration::from_secs(60);
/// The longest answer.
const ANSWER_MAX: u64 = 4096;

/// Where the scanner is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Address {
    /// A host and port.
    Host(String),
    /// A socket in the file system.
    Socket(String),
}

/// What becomes of a file while the scanner does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WhenAway {
    /// It is refused, and can be sent again later.
    #[default]
    Refuse,
    /// It is kept, and given to nobody until it was looked at.
    Hold,
}

/// A virus scanner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scanner {
    address: Address,
    away: WhenAway,
    patience: Duration,
}

/// Neither `host:port` nor the path of a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("give host:port, or the path of a socket that begins with /")]
pub struct NoAddress;

impl FromStr for Scanner {
    type Err = NoAddress;

    fn from_str(s: &str) -> std::result::Result<Self, NoAddress> {
        let address = if s.starts_with('/') {
            Address::Socket(s.to_owned())
        } else {
            let (host, port) = s.rsplit_once(':').ok_or(NoAddress)?;
            let is_port = port.parse::<u16>().is_ok_and(|port| port > 0);
            if host.is_empty() || !is_port {
                return Err(NoAddress);
            }
            Address::Host(s.to_owned())
        };
        Ok(Self { address, away: WhenAway::default(), patience: PATIENCE })
    }
}

/// What the scanner says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing is known against it.
    Clean,
    /// It holds what is known under this name.
    Infected(String),
    /// It is larger than the scanner looks at.
    TooLarge,
}

impl Scanner {
    /// What becomes of a file while it does not answer.
    #[must_use]
    pub fn when_away(mut self, away: WhenAway) -> Self {
        self.away = away;
        self
    }

    /// What becomes of a file while it does not answer.
    pub fn away(&self) -> WhenAway {
        self.away
    }

    /// Whether it answers.
    pub async fn is_there(&self) -> bool {
        let asked = async {
            match &self.address {
                Address::Host(at) => ping(TcpStream::connect(at).await?).await,
                Address::Socket(at) => ping(UnixStream::connect(at).await?).await,
            }
        };
        timeout(self.patience, asked).await.is_ok_and(|answer| answer.is_ok_and(|is| is))
    }

    /// Asks about a file. Fails when there is no answer, or none that can be understood.
    async fn scan(&self, file: Pieces) -> io::Result<Verdict> {
        let away = |_| io::Error::from(io::ErrorKind::TimedOut);
        match &self.address {
            Address::Host(at) => {
                let stream =
                    timeout(self.patience, TcpStream::connect(at)).await.map_err(away)??;
                self.ask(stream, file).await
            }
            Address::Socket(at) => {
                let stream =
                    timeout(self.patience, UnixStream::connect(at)).await.map_err(away)??;
                self.ask(stream, file).await
            }
        }
    }

    async fn ask(
        &self,
        mut stream: impl AsyncRead + AsyncWrite + Unpin,
        mut file: Pieces,
    ) -> io::Result<Verdict> {
        let away = |_| io::Error::from(io::ErrorKind::TimedOut);
        stream.write_all(b"zINSTREAM\0").await?;
        loop {
            // An empty piece is the last one.
            let piece = loop {
                match file.try_next().await? {
                    Some(piece) if piece.is_empty() => {}
                    other => break other.unwrap_or_default(),
                }
            };
            let length = piece.len();
            let announced = u32::try_from(length).map_err(io::Error::other)?.to_be_bytes();
            let sent = async {
                stream.write_all(&announced).await?;
                stream.write_all(&piece).await
            };
            // Whoever has heard enough says so and closes: the answer is there to be read.
            if timeout(self.patience, sent).await.map_err(away)?.is_err() || length == 0 {
                break;
            }
        }
        // The answer waits for it.
        let _ = timeout(self.patience, stream.flush()).await;
        let mut answer = Vec::new();
        let mut stream = stream.take(ANSWER_MAX);
        let heard = stream.read_to_end(&mut answer);
        if let Err(e) = timeout(self.patience, heard).await.map_err(away)?
            && answer.is_empty()
        {
            return Err(e);
        }
        verdict(&answer)
    }
}

async fn ping(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> io::Result<bool> {
    stream.write_all(b"zPING\0").await?;
    let mut answer = Vec::new();
    stream.take(ANSWER_MAX).read_to_end(&mut answer).await?;
    Ok(answer.starts_with(b"PONG"))
}

/// `stream: OK`, `stream: NAME FOUND`, or what went wrong.
fn verdict(answer: &[u8]) -> io::Result<Verdict> {
    let said = String::from_utf8_lossy(answer);
    let said = said.trim_end_matches(['\0', '\n']).trim();
    if said.contains("size limit exceeded") {
        return Ok(Verdict::TooLarge);
    }
    let said = said.strip_prefix("stream: ").unwrap_or(said);
    match said.strip_suffix(" FOUND") {
        Some(name) => Ok(Verdict::Infected(name.to_owned())),
        None if said == "OK" => Ok(Verdict::Clean),
        None => Err(io::Error::other(format!("the scanner says: {said:?}"))),
    }
}

/// How a file stands with the scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, store::FromCell, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scan {
    /// Nobody was asked.
    Unscanned,
    /// It waits until the scanner answers, and is given to nobody.
    Pending,
    /// Nothing is known against it.
    Clean,
    /// It is known to do harm, and is given to nobody.
    Infected,
}

impl Scan {
    /// The word in the database.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Unscanned => "unscanned",
            Self::Pending => "pending",
            Self::Clean => "clean",
            Self::Infected => "infected",
        }
    }

    /// Whether it may be given to readers. [`Error::Conflict`] while it waits, [`Error::Forbidden`] for good.
    pub(super) fn check(self) -> Result<()> {
        match self {
            Self::Unscanned | Self::Clean => Ok(()),
            Self::Pending => Err(Error::Conflict("files-held")),
            Self::Infected => Err(Error::Forbidden("files-infected")),
        }
    }
}

/// Asks about a file that has arrived. The error stands at the field `file`: for what is infected or larger than
/// the scanner looks at, and for everything while it is away, unless such files are held.
pub(super) async fn arriving(p: &Publishing, arrived: &Arrived) -> Result<Scan> {
    let Some(scanner) = p.settings().scanner.as_ref() else { return Ok(Scan::Unscanned) };
    let file = arrived.read().await.map_err(Error::internal)?;
    match scanner.scan(file).await {
        Ok(Verdict::Clean) => Ok(Scan::Clean),
        Ok(Verdict::Infected(name)) => {
            tracing::warn!(%name, hash = %arrived.hash, "an infected file was refused");
            Err(Error::field("file", "files-error-infected"))
        }
        Ok(Verdict::TooLarge) => Err(Error::field("file", "files-error-unscannable")),
        Err(error) => {
            tracing::error!(%error, "the virus scanner does not answer");
            match scanner.away {
                WhenAway::Refuse => Err(Error::field("file", "files-error-scanner")),
                WhenAway::Hold => Ok(Scan::Pending),
            }
        }
    }
}

statements! {
    WAITS = "SELECT size FROM file WHERE hash = $1 AND scan = 'pending'";
    SCANNED = "UPDATE file SET scan = $2 WHERE hash = $1 AND scan = 'pending'";
}

/// The job: asks again about a file that is held.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ScanHeld {
    hash: String,
}

/// Has a file that is held asked about in a minute, and again until the scanner answers.
pub(super) async fn ask_later(tx: &mut Tx, hash: &str) -> Result<()> {
    let when = tx.now() + Duration::from_secs(60);
    Ok(enqueue::<super::look::Nobody, _>(tx, &ScanHeld { hash: hash.to_owned() }, when).await?)
}

impl<C: super::Looking> Job<C> for ScanHeld {
    const KIND: &'static str = "scan-held-file";
    // With pauses of at most six hours, more than a week.
    const ATTEMPTS: i64 = 40;
    const PAUSE: Duration = Duration::from_secs(60);
    const LIMIT: Duration = Duration::from_secs(600);
    const ASIDE: bool = true;

    async fn run(self, context: C) -> std::result::Result<(), JobError> {
        let p = context.publishing();
        let store = p.store();
        let waits: Option<(i64,)> = store.read().optional(&WAITS, args![&self.hash]).await?;
        let (Some((size,)), Some(scanner)) = (waits, p.settings().scanner.as_ref()) else {
            return Ok(());
        };
        let hash: Hash = self.hash.parse().map_err(|_| JobError::Fail("no hash".into()))?;
        let retry = |e: io::Error| JobError::Retry(e.to_string());
        let size = u64::try_from(size).unwrap_or(0);
        let Some(file) = store.files().read(&hash, 0, size).await.map_err(retry)? else {
            return Ok(());
        };
        let scan = match scanner.scan(file).await.map_err(retry)? {
            Verdict::Clean => Scan::Clean,
            Verdict::Infected(_) | Verdict::TooLarge => Scan::Infected,
        };
        if scan == Scan::Infected {
            tracing::warn!(%hash, "a file that was held is infected, or too large to be looked at");
        }
        let mut tx = store.begin().await?;
        tx.execute(&SCANNED, args![&self.hash, scan.as_str()]).await?;
        tx.save().await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_understood_or_refused() {
        let of = |said: &str| verdict(said.as_bytes()).ok();
        assert_eq!(of("stream: OK\0"), Some(Verdict::Clean));
        let found = Verdict::Infected("Eicar-Signature".into());
        assert_eq!(of("stream: Eicar-Signature FOUND\0"), Some(found));
        assert_eq!(of("INSTREAM size limit exceeded. ERROR\0"), Some(Verdict::TooLarge));
        for said in ["", "stream: ERROR", "OKAY", "UNKNOWN COMMAND", "stream: OK but"] {
            assert_eq!(of(said), None, "{said}");
        }
    }

    #[test]
    fn addresses_are_hosts_or_sockets() {
        for good in ["127.0.0.1:3310", "clamd:3310", "[::1]:3310", "/run/clamav/clamd.ctl"] {
            good.parse::<Scanner>().unwrap_or_else(|_| panic!("{good}"));
        }
        for wrong in ["", "clamd", ":3310", "clamd:", "clamd:0", "clamd:99999", "run/clamd.ctl"] {
            assert_eq!(wrong.parse::<Scanner>(), Err(NoAddress), "{wrong}");
        }
    }
}
