//! draft-cavage-http-signatures-12, as the fediverse uses it: RSASSA-PKCS1-v1_5 with SHA-256 under
//! either name of the algorithm.

use base64::{Engine, prelude::BASE64_STANDARD};
use domain::Time;
use http::{HeaderMap, HeaderValue, Method};
use url::{Position, Url};

use super::{
    Claim, Incoming, MAX_KEY_ID, Prepared, Refusal, Rules, Scheme, ToSign, date, digest, edge,
};
use crate::keys::{Algorithm, KeyError};

/// How many headers a signature may cover; peers cover four to seven.
const MAX_COVERED: usize = 32;

const TARGET: &str = "(request-target)";
const CREATED: &str = "(created)";
const EXPIRES: &str = "(expires)";

/// The host as HTTP clients write it: with a port only when it is not the usual one.
fn host_of(url: &Url) -> &str {
    &url[Position::BeforeHost..Position::AfterPort]
}

/// The signing string (draft §2.3) of `(request-target) host date`, with `digest` for a body.
pub(super) fn prepare(request: &ToSign<'_>) -> Prepared {
    let at = date::print(request.at);
    let mut message = format!(
        "{TARGET}: {} {}\nhost: {}\ndate: {at}",
        request.method.as_str().to_ascii_lowercase(),
        &request.url[Position::BeforePath..Position::AfterQuery],
        host_of(request.url),
    );
    let mut headers = HeaderMap::with_capacity(3);
    insert(&mut headers, "date", &at);
    let covered = match request.payload {
        None => "(request-target) host date",
        Some(payload) => {
            message.push_str("\ndigest: ");
            message.push_str(payload.digest());
            insert(&mut headers, "digest", payload.digest());
            "(request-target) host date digest"
        }
    };
    Prepared { message: message.into_bytes(), covered: covered.to_owned(), headers }
}

fn insert(headers: &mut HeaderMap, name: &'static str, value: &str) {
    // Dates and digests are ASCII.
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// Adds the header `Signature` (draft §4). Fails for a key id that no header can hold.
pub(super) fn finish(
    mut prepared: Prepared,
    key_id: &str,
    algorithm: Algorithm,
    signature: &[u8],
) -> Result<HeaderMap, KeyError> {
    if key_id.contains(['"', '\\']) {
        return Err(KeyError::Rejected);
    }
    let algorithm = match algorithm {
        Algorithm::Rsa => "rsa-sha256",
        Algorithm::Ed25519 => "hs2019",
    };
    let value = format!(
        "keyId=\"{key_id}\",algorithm=\"{algorithm}\",headers=\"{}\",signature=\"{}\"",
        prepared.covered,
        BASE64_STANDARD.encode(signature)
    );
    let value = HeaderValue::from_str(&value).map_err(|_| KeyError::Rejected)?;
    prepared.headers.insert(HEADER, value);
    Ok(prepared.headers)
}

/// The parameters of a `Signature` header (draft §2.1).
#[derive(Debug, Default, PartialEq, Eq)]
struct Parameters<'a> {
    key_id: &'a str,
    algorithm: Option<&'a str>,
    created: Option<&'a str>,
    expires: Option<&'a str>,
    headers: Option<&'a str>,
    signature: &'a str,
}

const HEADER: &str = "signature";
const MALFORMED: Refusal = Refusal::Malformed(HEADER);

impl<'a> Parameters<'a> {
    fn parse(mut rest: &'a str) -> Result<Self, Refusal> {
        let mut found: Vec<(&str, &str)> = Vec::with_capacity(6);
        loop {
            let (name, after) = rest.split_once('=').ok_or(MALFORMED)?;
            let (name, after) = (name.trim(), after.trim_start());
            let (value, after) = match after.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').ok_or(MALFORMED)?,
                None => after.split_at(after.find(',').unwrap_or(after.len())),
            };
            // Nobody escapes anything in here, so whoever does is looking for a difference.
            if value.contains('\\') || found.iter().any(|(n, _)| *n == name) || found.len() >= 16 {
                return Err(MALFORMED);
            }
            found.push((name, value.trim()));
            let after = after.trim_start();
            if after.is_empty() {
                break;
            }
            rest = after.strip_prefix(',').ok_or(MALFORMED)?.trim_start();
        }
        let get = |name| found.iter().find(|(n, _)| *n == name).map(|(_, v)| *v);
        Ok(Self {
            key_id: get("keyId").ok_or(MALFORMED)?,
            algorithm: get("algorithm"),
            created: get("created"),
            expires: get("expires"),
            headers: get("headers"),
            signature: get("signature").ok_or(MALFORMED)?,
        })
    }
}

/// All checks that need no key, in the order of what they cost.
pub(super) fn inspect(request: &Incoming<'_>, rules: &Rules, now: Time) -> Result<Claim, Refusal> {
    let header = edge::text(request.headers, HEADER)?.ok_or(Refusal::Unsigned)?;
    let parameters = Parameters::parse(header)?;
    let key_id = parameters.key_id;
    if key_id.is_empty() || key_id.len() > MAX_KEY_ID {
        return Err(MALFORMED);
    }
    let (older, algorithm) = match parameters.algorithm {
        Some(a) if a.eq_ignore_ascii_case("rsa-sha256") => (true, Some(Algorithm::Rsa)),
        Some(a) if a.eq_ignore_ascii_case("ed25519") => (false, Some(Algorithm::Ed25519)),
        Some(a) if a.eq_ignore_ascii_case("hs2019") => (false, None),
        // The draft lets the key say what it is for.
        None => (false, None),
        Some(_) => return Err(Refusal::Algorithm),
    };
    let host = edge::host(request, rules)?;
    let covered = covered(&parameters, older)?;
    check_coverage(request, &covered)?;
    check_time(request, &parameters, &covered, rules, now)?;
    if let Some(header) = edge::text(request.headers, "digest")? {
        digest::check(header, request.body)?;
    }
    let signature = BASE64_STANDARD.decode(parameters.signature).map_err(|_| MALFORMED)?;

    let target = request.uri.path_and_query().map_or("/", |p| p.as_str());
    let mut messages = vec![message(request, &parameters, &covered, host, target)?];
    if let Some((path, _)) = target.split_once('?') {
        messages.push(message(request, &parameters, &covered, host, path)?);
    }
    let key_id = key_id.to_owned();
    Ok(Claim { scheme: Scheme::Cavage, key_id, algorithm, signature, messages })
}

/// The names that are covered, in lower case and in their order; without the parameter `(created)`
/// alone (draft §2.1.6). The older algorithm knows neither `(created)` nor `(expires)` (§2.3).
fn covered(parameters: &Parameters<'_>, older: bool) -> Result<Vec<String>, Refusal> {
    let names: Vec<String> = parameters
        .headers
        .unwrap_or(CREATED)
        .split_ascii_whitespace()
        .map(str::to_ascii_lowercase)
        .collect();
    let doubled = names.iter().enumerate().any(|(i, n)| names[..i].contains(n));
    let unknown = names
        .iter()
        .any(|n| n.starts_with('(') && ![TARGET, CREATED, EXPIRES].contains(&n.as_str()));
    let too_new = older && names.iter().any(|n| n == CREATED || n == EXPIRES);
    if names.is_empty() || names.len() > MAX_COVERED || doubled || unknown || too_new {
        return Err(MALFORMED);
    }
    Ok(names)
}

/// What must be covered (`federation.md` §2): the request, our name and a time always, and the
/// body where there can be one.
fn check_coverage(request: &Incoming<'_>, covered: &[String]) -> Result<(), Refusal> {
    let has = |name: &str| covered.iter().any(|n| n == name);
    if !has(TARGET) {
        return Err(Refusal::Coverage(TARGET));
    }
    if !has("host") {
        return Err(Refusal::Coverage("host"));
    }
    if !has("date") && !has(CREATED) {
        return Err(Refusal::Coverage("date"));
    }
    let bodiless = matches!(*request.method, Method::GET | Method::HEAD) && request.body.is_empty();
    if !bodiless {
        if !request.headers.contains_key("digest") {
            return Err(Refusal::Missing("digest"));
        }
        if !has("digest") {
            return Err(Refusal::Coverage("digest"));
        }
    }
    Ok(())
}

/// Every time that the request gives is within the window, and it has not expired. A time that is
/// not covered can still only make it less believable.
fn check_time(
    request: &Incoming<'_>,
    parameters: &Parameters<'_>,
    covered: &[String],
    rules: &Rules,
    now: Time,
) -> Result<(), Refusal> {
    let near = |t: Time| t.since(now).max(now.since(t)) <= rules.window;
    if let Some(text) = edge::text(request.headers, "date")? {
        let date = date::parse(text).ok_or(Refusal::Malformed("date"))?;
        // A proxy may have added a date of its own that nobody signed.
        if covered.iter().any(|n| n == "date") && !near(date) {
            return Err(Refusal::Time);
        }
    }
    if let Some(created) = parameters.created.map(seconds).transpose()?
        && !near(created)
    {
        return Err(Refusal::Time);
    }
    if let Some(expires) = parameters.expires.map(seconds).transpose()?
        && now > expires
    {
        return Err(Refusal::Expired);
    }
    Ok(())
}

/// Unix time in seconds; a fraction (which the draft allows for `expires`) is cut off.
fn seconds(text: &str) -> Result<Time, Refusal> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(MALFORMED);
    }
    let seconds: i64 = whole.parse().map_err(|_| MALFORMED)?;
    seconds.checked_mul(1_000_000).map(Time).ok_or(MALFORMED)
}

/// The signing string (draft §2.3) with this request target.
fn message(
    request: &Incoming<'_>,
    parameters: &Parameters<'_>,
    covered: &[String],
    host: &str,
    target: &str,
) -> Result<Vec<u8>, Refusal> {
    let mut out = Vec::with_capacity(256);
    for (i, name) in covered.iter().enumerate() {
        if i > 0 {
            out.push(b'\n');
        }
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b": ");
        match name.as_str() {
            TARGET => {
                let method = request.method.as_str().to_ascii_lowercase();
                out.extend_from_slice(format!("{method} {target}").as_bytes());
            }
            CREATED => out.extend_from_slice(parameters.created.ok_or(MALFORMED)?.as_bytes()),
            EXPIRES => out.extend_from_slice(parameters.expires.ok_or(MALFORMED)?.as_bytes()),
            "host" => out.extend_from_slice(host.as_bytes()),
            name => {
                let mut values = request.headers.get_all(name).iter();
                let first = values.next().ok_or(Refusal::Coverage("only headers that are sent"))?;
                out.extend_from_slice(first.as_bytes().trim_ascii());
                for value in values {
                    out.extend_from_slice(b", ");
                    out.extend_from_slice(value.as_bytes().trim_ascii());
                }
            }
        }
    }
    Ok(out)
}

#[cfg(test)]
mod vectors;
