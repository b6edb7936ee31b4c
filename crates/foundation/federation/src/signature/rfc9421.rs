//! HTTP Message Signatures (RFC 9421), as the fediverse uses them: one signature over the method, the
//! target and the digest of the body (RFC 9530), with `created` and `keyid`.

use aws_lc_rs::digest::{Algorithm as Hash, SHA256, SHA512, digest as hash};
use base64::{Engine, prelude::BASE64_STANDARD};
use domain::Time;
use http::{HeaderMap, HeaderValue, Method, header::HeaderName};
use sfv::{BareItem, Dictionary, InnerList, ListEntry, ListSerializer, Parser};
use url::Position;

use super::{
    Claim, Incoming, MAX_KEY_ID, Prepared, Refusal, Rules, Scheme, ToSign, date, digest, edge,
};
use crate::keys::{Algorithm, KeyError};

/// Signatures of one request that are looked at; peers send one.
const MAX_SIGNATURES: usize = 4;
/// How many components a signature may cover; peers cover two to seven.
const MAX_COVERED: usize = 32;

const INPUT: &str = "signature-input";
const SIGNATURE: &str = "signature";
const DIGEST: &str = "content-digest";

const BAD_INPUT: Refusal = Refusal::Malformed(INPUT);

/// What is signed for a request, and the headers that go with it.
pub(super) fn prepare(
    key_id: &str,
    algorithm: Algorithm,
    request: &ToSign<'_>,
) -> Result<Prepared, KeyError> {
    if !key_id.is_ascii() || key_id.contains(['"', '\\']) {
        return Err(KeyError::Rejected);
    }
    let mut headers = HeaderMap::with_capacity(5);
    let mut insert = |name: &'static str, value: &str| -> Result<(), KeyError> {
        let value = HeaderValue::from_str(value).map_err(|_| KeyError::Rejected)?;
        headers.insert(HeaderName::from_static(name), value);
        Ok(())
    };
    insert("date", &date::print(request.at))?;
    let mut base = format!(
        "\"@method\": {}\n\"@target-uri\": {}\n",
        request.method,
        &request.url[..Position::AfterQuery]
    );
    let mut covered = String::from("\"@method\" \"@target-uri\"");
    if let Some(payload) = request.payload {
        let value = format!("sha-256=:{}:", payload.digest().trim_start_matches("SHA-256="));
        base = format!("{base}\"{DIGEST}\": {value}\n");
        covered.push_str(" \"content-digest\"");
        insert(DIGEST, &value)?;
        // Some that verify RFC 9421 still ask for the older header (`federation.md` §2).
        insert("digest", payload.digest())?;
    }
    let parameters = format!(
        "({covered});created={};keyid=\"{key_id}\";alg=\"{}\"",
        request.at.0 / 1_000_000,
        name_of(algorithm),
    );
    base.push_str("\"@signature-params\": ");
    base.push_str(&parameters);
    insert(INPUT, &format!("sig1={parameters}"))?;
    Ok(Prepared { message: base.into_bytes(), headers, covered: String::new() })
}

/// Adds the header `Signature` (RFC 9421 §4.2).
pub(super) fn finish(mut prepared: Prepared, signature: &[u8]) -> Result<HeaderMap, KeyError> {
    let value = format!("sig1=:{}:", BASE64_STANDARD.encode(signature));
    let value = HeaderValue::from_str(&value).map_err(|_| KeyError::Rejected)?;
    prepared.headers.insert(SIGNATURE, value);
    Ok(prepared.headers)
}

fn name_of(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Rsa => "rsa-v1_5-sha256",
        Algorithm::Ed25519 => "ed25519",
    }
}

/// All checks that need no key. Of several signatures the first that holds up to them counts.
pub(super) fn inspect(request: &Incoming<'_>, rules: &Rules, now: Time) -> Result<Claim, Refusal> {
    edge::host(request, rules)?;
    let input = edge::text(request.headers, INPUT)?.ok_or(Refusal::Unsigned)?;
    let input: Dictionary = Parser::new(input).parse().map_err(|_| BAD_INPUT)?;
    let signatures = edge::text(request.headers, SIGNATURE)?.ok_or(Refusal::Missing(SIGNATURE))?;
    let signatures: Dictionary =
        Parser::new(signatures).parse().map_err(|_| Refusal::Malformed(SIGNATURE))?;
    check_digests(request)?;
    let mut first = None;
    for (label, entry) in input.iter().take(MAX_SIGNATURES) {
        let claim = match (entry, signatures.get(label)) {
            (ListEntry::InnerList(covered), Some(ListEntry::Item(signature))) => {
                claim(request, rules, now, covered, &signature.bare_item)
            }
            (_, None) => Err(Refusal::Missing(SIGNATURE)),
            _ => Err(BAD_INPUT),
        };
        match claim {
            Ok(claim) => return Ok(claim),
            Err(e) => first = first.or(Some(e)),
        }
    }
    Err(first.unwrap_or(Refusal::Unsigned))
}

fn claim(
    request: &Incoming<'_>,
    rules: &Rules,
    now: Time,
    covered: &InnerList,
    signature: &BareItem,
) -> Result<Claim, Refusal> {
    let BareItem::ByteSequence(signature) = signature else {
        return Err(Refusal::Malformed(SIGNATURE));
    };
    let names = names(covered)?;
    check_coverage(request, &names)?;
    let key_id = text(covered, "keyid")?.ok_or(BAD_INPUT)?;
    if key_id.is_empty() || key_id.len() > MAX_KEY_ID {
        return Err(BAD_INPUT);
    }
    check_time(covered, rules, now)?;
    let algorithm = match text(covered, "alg")? {
        None => None,
        Some("rsa-v1_5-sha256") => Some(Algorithm::Rsa),
        Some("ed25519") => Some(Algorithm::Ed25519),
        Some(_) => return Err(Refusal::Algorithm),
    };
    let base = base(request, rules, covered, &names)?;
    Ok(Claim {
        scheme: Scheme::Rfc9421,
        key_id: key_id.to_owned(),
        algorithm,
        signature: signature.clone(),
        messages: vec![base],
    })
}

/// The names of the components. Those with parameters, which take a part of a field or a field of
/// another message, are not known here.
fn names(covered: &InnerList) -> Result<Vec<&str>, Refusal> {
    let mut names = Vec::with_capacity(covered.items.len());
    for item in &covered.items {
        let BareItem::String(name) = &item.bare_item else { return Err(BAD_INPUT) };
        let name = name.as_str();
        if !item.params.is_empty() {
            return Err(Refusal::Coverage("whole fields of the request"));
        }
        if name.is_empty() || name != name.to_ascii_lowercase() || names.contains(&name) {
            return Err(BAD_INPUT);
        }
        names.push(name);
    }
    if names.len() > MAX_COVERED { Err(BAD_INPUT) } else { Ok(names) }
}

fn check_coverage(request: &Incoming<'_>, names: &[&str]) -> Result<(), Refusal> {
    let has = |name: &str| names.contains(&name);
    if !has("@method") {
        return Err(Refusal::Coverage("@method"));
    }
    let path = has("@request-target") || (has("@path") && has("@query"));
    let target = has("@target-uri") || (has("@authority") && path);
    if !target {
        return Err(Refusal::Coverage("@target-uri"));
    }
    let bodiless = matches!(*request.method, Method::GET | Method::HEAD) && request.body.is_empty();
    if !bodiless {
        if !request.headers.contains_key(DIGEST) {
            return Err(Refusal::Missing(DIGEST));
        }
        if !has(DIGEST) {
            return Err(Refusal::Coverage(DIGEST));
        }
    }
    Ok(())
}

/// `created` is there and near, `expires` is not over.
fn check_time(covered: &InnerList, rules: &Rules, now: Time) -> Result<(), Refusal> {
    let created = seconds(covered, "created")?.ok_or(BAD_INPUT)?;
    if created.since(now).max(now.since(created)) > rules.window {
        return Err(Refusal::Time);
    }
    if seconds(covered, "expires")?.is_some_and(|expires| now > expires) {
        return Err(Refusal::Expired);
    }
    Ok(())
}

fn text<'a>(covered: &'a InnerList, name: &str) -> Result<Option<&'a str>, Refusal> {
    match covered.params.get(name) {
        None => Ok(None),
        Some(BareItem::String(text)) => Ok(Some(text.as_str())),
        Some(_) => Err(BAD_INPUT),
    }
}

fn seconds(covered: &InnerList, name: &str) -> Result<Option<Time>, Refusal> {
    match covered.params.get(name) {
        None => Ok(None),
        Some(BareItem::Integer(n)) => {
            let micros = i64::from(*n).checked_mul(1_000_000).ok_or(BAD_INPUT)?;
            Ok(Some(Time(micros)))
        }
        Some(_) => Err(BAD_INPUT),
    }
}

/// Every digest of a kind we know is that of the body; where one is sent, one of a kind we know is
/// among them.
fn check_digests(request: &Incoming<'_>) -> Result<(), Refusal> {
    if let Some(older) = edge::text(request.headers, "digest")? {
        digest::check(older, request.body)?;
    }
    let Some(header) = edge::text(request.headers, DIGEST)? else { return Ok(()) };
    let digests: Dictionary =
        Parser::new(header).parse().map_err(|_| Refusal::Malformed(DIGEST))?;
    let known: [(&str, &'static Hash); 2] = [("sha-256", &SHA256), ("sha-512", &SHA512)];
    let mut checked = false;
    for (name, algorithm) in known {
        match digests.get(name) {
            None => {}
            Some(ListEntry::Item(item)) => {
                let BareItem::ByteSequence(claimed) = &item.bare_item else {
                    return Err(Refusal::Malformed(DIGEST));
                };
                if claimed.as_slice() != hash(algorithm, request.body).as_ref() {
                    return Err(Refusal::Digest);
                }
                checked = true;
            }
            Some(ListEntry::InnerList(_)) => return Err(Refusal::Malformed(DIGEST)),
        }
    }
    if checked { Ok(()) } else { Err(Refusal::Malformed(DIGEST)) }
}

/// The signature base (RFC 9421 §2.5).
fn base(
    request: &Incoming<'_>,
    rules: &Rules,
    covered: &InnerList,
    names: &[&str],
) -> Result<Vec<u8>, Refusal> {
    let target = request.uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
    let (path, query) = target.split_once('?').map_or((target, ""), |(p, q)| (p, q));
    let mut out = Vec::with_capacity(512);
    for name in names {
        out.extend_from_slice(format!("\"{name}\": ").as_bytes());
        match *name {
            "@method" => out.extend_from_slice(request.method.as_str().as_bytes()),
            "@target-uri" => {
                let uri = format!("{}://{}{target}", rules.scheme, rules.authority);
                out.extend_from_slice(uri.as_bytes());
            }
            "@authority" => out.extend_from_slice(rules.authority.as_bytes()),
            "@scheme" => out.extend_from_slice(rules.scheme.as_bytes()),
            "@request-target" => out.extend_from_slice(target.as_bytes()),
            "@path" => out.extend_from_slice(path.as_bytes()),
            "@query" => out.extend_from_slice(format!("?{query}").as_bytes()),
            name if name.starts_with('@') => {
                return Err(Refusal::Coverage("components that are known here"));
            }
            name => field(request.headers, name, &mut out)?,
        }
        out.push(b'\n');
    }
    let mut parameters = ListSerializer::new();
    parameters.members([&ListEntry::InnerList(covered.clone())]);
    let parameters = parameters.finish().ok_or(BAD_INPUT)?;
    out.extend_from_slice(b"\"@signature-params\": ");
    out.extend_from_slice(parameters.as_bytes());
    Ok(out)
}

/// The values of a field, trimmed, with a comma between (RFC 9421 §2.1).
fn field(headers: &HeaderMap, name: &str, out: &mut Vec<u8>) -> Result<(), Refusal> {
    let mut values = headers.get_all(name).iter();
    let first = values.next().ok_or(Refusal::Coverage("only headers that are sent"))?;
    out.extend_from_slice(first.as_bytes().trim_ascii());
    for value in values {
        out.extend_from_slice(b", ");
        out.extend_from_slice(value.as_bytes().trim_ascii());
    }
    Ok(())
}

#[cfg(test)]
mod vectors;
