//! What we are asked.

use domain::Origin;
use percent_encoding::percent_decode_str;
use url::Url;

use super::Account;

/// How many `rel` are honoured.
const MAX_RELS: usize = 20;

/// A question to us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// Whom or what it is about.
    pub resource: Resource,
    /// The link relations that are wanted; all when empty (RFC 7033 §4.3).
    pub rels: Vec<String>,
}

/// Something that may exist here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resource {
    /// A handle of this instance in lower case, or its own name (the instance actor).
    Account(String),
    /// An id or a page of this instance, without fragment.
    Page(Url),
}

/// Why a question has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No `resource`, two of them, or not a URI (RFC 7033 §4.2): 400.
    #[error("the parameter resource must be one URI")]
    Malformed,
    /// A resource that is not ours: 404.
    #[error("no such resource here")]
    Unknown,
}

impl Refusal {
    /// The HTTP status.
    pub fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::Unknown => 404,
        }
    }
}

impl Query {
    /// Reads the query of a request as it stands in its target, still percent-encoded.
    pub fn parse(query: &str, own: &Origin) -> Result<Self, Refusal> {
        let decode = |s: &str| {
            let s = percent_decode_str(s).decode_utf8().map_err(|_| Refusal::Malformed)?;
            Ok(s.into_owned())
        };
        let (mut resource, mut rels) = (None, Vec::new());
        for pair in query.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match decode(name)?.as_str() {
                "resource" if resource.is_some() => return Err(Refusal::Malformed),
                "resource" => resource = Some(decode(value)?),
                "rel" if rels.len() < MAX_RELS => rels.push(decode(value)?),
                _ => {}
            }
        }
        let resource = resource.ok_or(Refusal::Malformed)?;
        Ok(Self { resource: Resource::parse(&resource, own)?, rels })
    }
}

impl Resource {
    /// Reads a URI that was percent-decoded once; encoding it twice is a common mistake and does
    /// no harm.
    pub fn parse(text: &str, own: &Origin) -> Result<Self, Refusal> {
        let decoded;
        let text = if scheme(text).is_some() {
            text
        } else {
            decoded = percent_decode_str(text).decode_utf8().map_err(|_| Refusal::Malformed)?;
            &decoded
        };
        let scheme = scheme(text).ok_or(Refusal::Malformed)?;
        match scheme.as_str() {
            "acct" => {
                let account = Account::parse(text).ok_or(Refusal::Malformed)?;
                if account.host == own.authority() {
                    Ok(Self::Account(account.user))
                } else {
                    Err(Refusal::Unknown)
                }
            }
            "https" | "http" => {
                let mut url = Url::parse(text).map_err(|_| Refusal::Malformed)?;
                url.set_fragment(None);
                let ours = url.origin().ascii_serialization() == own.as_str();
                if ours && url.username().is_empty() && url.password().is_none() {
                    Ok(Self::Page(url))
                } else {
                    Err(Refusal::Unknown)
                }
            }
            _ => Err(Refusal::Unknown),
        }
    }
}

/// The scheme of a URI in lower case (RFC 3986 §3.1).
fn scheme(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once(':')?;
    let well_formed = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
        && !rest.is_empty();
    well_formed.then(|| scheme.to_ascii_lowercase())
}
