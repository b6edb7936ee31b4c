//! What can go wrong outside.

use crate::{document::BadDocument, keys::KeyError, network::Refused};

/// Why nothing came of a request.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address may not be spoken to. Nothing was sent there.
    #[error("refused: {0}")]
    Refused(#[from] Refused),
    /// Administrators have stopped everything that leaves.
    #[error("nothing leaves this instance at present")]
    Stopped,
    /// The activity that this is about has caused enough requests.
    #[error("the fetch budget is used up")]
    Budget,
    /// What was fetched for the activity is more than is kept together.
    #[error("more was fetched for it than it may cost")]
    TooMuch,
    /// Too many requests to this host are under way.
    #[error("no turn at this host in time")]
    Busy,
    /// It took too long.
    #[error("timed out")]
    Timeout,
    /// No connection came about, or it broke.
    #[error("no connection: {0}")]
    Connection(#[source] reqwest::Error),
    /// More bytes than a document may have.
    #[error("the answer is too large")]
    TooLarge,
    /// More redirects than are followed.
    #[error("too many redirects")]
    TooManyRedirects,
    /// A redirect to where we have been.
    #[error("redirects go in a circle")]
    RedirectLoop,
    /// A redirect to something that is no address.
    #[error("a redirect to nowhere")]
    Location,
    /// Not the media type that was asked for. A file that somebody uploaded must not pass for a
    /// document of its server (CVE-2024-25623).
    #[error("unexpected media type: {0}")]
    MediaType(String),
    /// Compressed although that was not allowed.
    #[error("the answer is compressed")]
    Encoded,
    /// A status other than success.
    #[error("status {0}")]
    Status(u16),
    /// Not a document.
    #[error("unreadable document: {0}")]
    Document(#[from] BadDocument),
    /// The document's `id` is not where it was found.
    #[error("the document's id is not its address")]
    Identity,
    /// Signing failed.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The client could not be made.
    #[error("the HTTP client cannot be made: {0}")]
    Build(#[source] reqwest::Error),
}

impl Error {
    pub(super) fn build(e: reqwest::Error) -> Self {
        Self::Build(e)
    }

    /// Finds our own resolver's word in what the HTTP library says.
    pub(super) fn from_http(e: reqwest::Error) -> Self {
        if e.is_timeout() {
            return Self::Timeout;
        }
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&e);
        while let Some(c) = cause {
            if let Some(refused) = c.downcast_ref::<Refused>() {
                return Self::Refused(*refused);
            }
            cause = c.source();
        }
        // The address is in the log line of whoever asked, and may hold what is not for logs.
        Self::Connection(e.without_url())
    }

    /// Whether the thing is gone for good as far as one answer can tell (404 or 410).
    pub fn is_gone(&self) -> bool {
        matches!(self, Self::Status(404 | 410))
    }

    /// Whether trying later can help: the network's troubles, and the peer's (408, 429, 5xx).
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Busy | Self::Stopped | Self::Timeout | Self::Connection(_) => true,
            Self::Status(s) => matches!(s, 408 | 425 | 429 | 500..),
            _ => false,
        }
    }
}
