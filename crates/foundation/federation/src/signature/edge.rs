//! What is asked of the headers of any signed request, whatever its scheme.

use http::HeaderMap;

use super::{Incoming, Refusal, Rules};

/// Headers that a decision rests on: were there two, we could check one and somebody behind us
/// could use the other.
const ONCE: [&str; 6] =
    ["host", "date", "digest", "content-digest", "signature", "signature-input"];

/// Refuses a request in which one of them is repeated.
pub(super) fn refuse_doubled(headers: &HeaderMap) -> Result<(), Refusal> {
    for name in ONCE {
        if headers.get_all(name).iter().nth(1).is_some() {
            return Err(Refusal::Doubled(name));
        }
    }
    Ok(())
}

/// The text of a header, [`Refusal::Malformed`] when it is not visible ASCII.
pub(super) fn text<'a>(
    headers: &'a HeaderMap,
    name: &'static str,
) -> Result<Option<&'a str>, Refusal> {
    headers
        .get(name)
        .map(|v| v.to_str().map(str::trim).map_err(|_| Refusal::Malformed(name)))
        .transpose()
}

/// The host that the request is addressed to, if it is us (RFC 9110 §7.2; over HTTP/2 the
/// authority of the target, RFC 9113 §8.3.1).
pub(super) fn host<'a>(request: &Incoming<'a>, rules: &Rules) -> Result<&'a str, Refusal> {
    let authority = request.uri.authority().map(http::uri::Authority::as_str);
    let host = match (text(request.headers, "host")?, authority) {
        (Some(host), Some(authority)) if !host.eq_ignore_ascii_case(authority) => {
            return Err(Refusal::Host);
        }
        (Some(host), _) | (None, Some(host)) => host,
        (None, None) => return Err(Refusal::Missing("host")),
    };
    let own = &rules.authority;
    let ours = host.eq_ignore_ascii_case(own)
        || (!own.contains(':')
            && host.strip_suffix(":443").is_some_and(|h| h.eq_ignore_ascii_case(own)));
    if ours { Ok(host) } else { Err(Refusal::Host) }
}
