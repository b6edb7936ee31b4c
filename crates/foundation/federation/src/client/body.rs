//! Reading what a peer answers.

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, header};

use url::Url;

use super::{Error, gate::Gate};

/// The one media type; an answer with two is read differently by different programs.
pub(super) fn media_type(headers: &HeaderMap) -> Result<String, Error> {
    let mut values = headers.get_all(header::CONTENT_TYPE).iter();
    let first = values.next().map(|v| v.to_str().unwrap_or_default().to_owned());
    if values.next().is_some() {
        return Err(Error::MediaType("more than one".into()));
    }
    Ok(first.unwrap_or_default())
}

/// Where an answer sends on to, without fragment.
pub(super) fn redirect(from: &Url, headers: &HeaderMap) -> Result<Url, Error> {
    let location = headers.get(header::LOCATION).ok_or(Error::Location)?;
    let location = location.to_str().map_err(|_| Error::Location)?;
    let mut next = from.join(location).map_err(|_| Error::Location)?;
    next.set_fragment(None);
    Ok(next)
}

/// What may come before it has to be one's turn to read on.
const SMALL: usize = 64 * 1024;

/// Reads a body and counts it, whatever `Content-Length` says. Few large ones are read at a time.
pub(super) async fn whole(
    response: &mut reqwest::Response,
    max: usize,
    large: &Gate,
) -> Result<Bytes, Error> {
    let announced = response.content_length().unwrap_or(0);
    if announced > max as u64 {
        return Err(Error::TooLarge);
    }
    let host = response.url().host_str().unwrap_or_default().to_owned();
    let (mut out, mut turn) = (BytesMut::new(), None);
    while let Some(chunk) = response.chunk().await.map_err(Error::from_http)? {
        if out.len() + chunk.len() > max {
            return Err(Error::TooLarge);
        }
        if turn.is_none() && out.len() + chunk.len() > SMALL {
            turn = Some(large.turn(&host).await);
        }
        out.extend_from_slice(&chunk);
    }
    Ok(out.freeze())
}

/// The first `max` bytes of an answer as one line, as far as it comes.
pub(super) async fn beginning(response: &mut reqwest::Response, max: usize) -> String {
    let mut out = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        out.extend_from_slice(&chunk[..chunk.len().min(max - out.len())]);
        if out.len() >= max {
            break;
        }
    }
    domain::text::line(&String::from_utf8_lossy(&out))
}
