//! Lists of rulings that instances give one another: a document of ours that the issuing instance has
//! proven, and the unsigned CSV that Mastodon exports.

use domain::{Result, Time};
use serde_json::{Map, Value, json};

use super::{Host, Ruling, RulingRow};
use crate::{
    ActorKind, Federation,
    client::{self, Accept, Budget},
    document::{self, GH},
    handler::Unresolved,
    iri, own_keys, proof,
};

/// The type of our document.
pub const BLOCK_LIST: &str = "gh:BlockList";
/// The most entries that are taken from one list.
pub const MOST: usize = 10_000;
/// The longest reason that is kept.
const REASON: usize = 500;

/// A ruling that somebody else made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// About whom.
    pub host: Host,
    /// What.
    pub ruling: Ruling,
    /// Why.
    pub reason: String,
}

/// A list that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The host of the instance that proved it; empty for one that nobody did.
    pub issuer: String,
    /// When it was made, as far as it says.
    pub published: Option<Time>,
    /// Its entries, each host once.
    pub entries: Vec<Entry>,
    /// Entries that could not be used: no name of a host, an unknown ruling, or over the most.
    pub left_out: usize,
}

/// Why a list is not taken.
#[derive(Debug, thiserror::Error)]
pub enum BadList {
    /// Neither our document nor the CSV.
    #[error("not a list")]
    Form,
    /// A document of ours without a proof.
    #[error("the list is not signed")]
    Unsigned,
    /// The proof is not that of the instance that the list names.
    #[error("the signature does not fit the list")]
    WrongProof,
    /// Whoever it names is no instance, or cannot be asked.
    #[error("its issuer cannot be asked: {0}")]
    Issuer(String),
    /// It is this instance's own.
    #[error("a list of this instance")]
    Own,
    /// It cannot be fetched.
    #[error("the list cannot be fetched: {0}")]
    Fetch(String),
    /// The store failed.
    #[error(transparent)]
    Failed(#[from] domain::Error),
}

/// A CSV with one row for each host, as Mastodon exports it: `#domain,#severity,…`. Its `suspend` is to
/// be blocked, its `silence` to be limited; `noop` is left out.
pub fn read_csv(text: &str) -> Result<List, BadList> {
    let mut rows = csv::rows(text.trim_start_matches('\u{feff}'));
    let head: Vec<String> = rows
        .next()
        .ok_or(BadList::Form)?
        .iter()
        .map(|name| name.trim().trim_start_matches('#').to_ascii_lowercase())
        .collect();
    let column = |name: &str| head.iter().position(|h| h == name);
    let (host, severity) = (column("domain").ok_or(BadList::Form)?, column("severity"));
    let comment = column("public_comment").or_else(|| column("reason"));
    let mut list = Gathered::default();
    for row in rows.filter(|row| row.iter().any(|c| !c.trim().is_empty())) {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map_or("", |c| c.trim());
        let ruling = match cell(severity) {
            // A list of names alone is one of whom to block.
            "" | "suspend" => Some(Ruling::Blocked),
            "silence" => Some(Ruling::Limited),
            _ => None,
        };
        list.add(cell(Some(host)), ruling, cell(comment));
    }
    Ok(list.done(String::new(), None))
}

/// Collects entries, the first about each host.
#[derive(Default)]
struct Gathered {
    entries: std::collections::BTreeMap<Host, Entry>,
    left_out: usize,
}

impl Gathered {
    fn add(&mut self, host: &str, ruling: Option<Ruling>, reason: &str) {
        let (Some(host), Some(ruling)) = (Host::parse(host), ruling) else {
            self.left_out += 1;
            return;
        };
        if self.entries.len() >= MOST || self.entries.contains_key(&host) {
            self.left_out += 1;
            return;
        }
        let reason = domain::text::excerpt(&domain::text::line(reason), REASON);
        self.entries.insert(host.clone(), Entry { host, ruling, reason });
    }

    fn done(self, issuer: String, published: Option<Time>) -> List {
        let entries = self.entries.into_values().collect();
        List { issuer, published, entries, left_out: self.left_out }
    }
}

impl Federation {
    /// Reads a list of either form. One of ours must have the proof of the instance that it names,
    /// whose actor is fetched for it.
    pub async fn read_list(&self, text: &str) -> Result<List, BadList> {
        if !text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
            return read_csv(text);
        }
        let value = document::parse(text.trim_start_matches('\u{feff}').trim().as_bytes())
            .map_err(|_| BadList::Form)?;
        if document::type_of(&value) != Some(BLOCK_LIST) {
            return Err(BadList::Form);
        }
        let issuer = self.prove_list(&value).await?;
        let mut list = Gathered::default();
        for item in document::each(&value, "orderedItems") {
            let text = |name: &str| item.get(name).and_then(Value::as_str).unwrap_or_default();
            list.add(text("host"), Ruling::parse(text("policy")), text("reason"));
        }
        Ok(list.done(issuer, document::time(&value, "published")))
    }

    /// The host of the instance whose proof a list has.
    async fn prove_list(&self, value: &Value) -> Result<String, BadList> {
        let live = self.live().ok_or(domain::Error::NotFound)?;
        if !document::has(value, document::keys::PROOF) {
            return Err(BadList::Unsigned);
        }
        let by = document::id(value, "attributedTo").ok_or(BadList::WrongProof)?;
        if document::same_origin(by, live.origin.as_str()) {
            return Err(BadList::Own);
        }
        let budget = Budget::new(4);
        let unreachable = |e: Unresolved| match e {
            Unresolved::Failed(e) => BadList::Failed(e),
            e => BadList::Issuer(e.to_string()),
        };
        let issuer = self.actor(by, &budget).await.map_err(unreachable)?;
        if issuer.kind != ActorKind::Instance {
            return Err(BadList::Issuer("it is no instance".to_owned()));
        }
        if !self.proves_lasting(value, by, &budget).await.map_err(unreachable)? {
            return Err(BadList::WrongProof);
        }
        Ok(issuer.host)
    }

    /// Fetches the text of a list from the web.
    pub async fn fetch_list(&self, address: &str) -> Result<String, BadList> {
        let live = self.live().ok_or(domain::Error::NotFound)?;
        let failed = |e: client::Error| BadList::Fetch(e.to_string());
        let url = live.client.url(address.trim()).map_err(|e| failed(e.into()))?;
        let found = live.client.get_document(&url, Accept::List, None, &Budget::new(4)).await;
        let found = found.and_then(client::Fetched::ok).map_err(failed)?;
        String::from_utf8(found.bytes.to_vec()).map_err(|_| BadList::Form)
    }

    /// The rulings of this instance as a document with its proof.
    pub async fn write_list(&self, rows: &[RulingRow]) -> Result<Map<String, Value>> {
        let live = self.live().ok_or(domain::Error::NotFound)?;
        let items: Vec<Value> = rows
            .iter()
            .map(|r| json!({ "host": r.host, "policy": r.ruling.as_str(), "reason": r.reason }))
            .collect();
        let now = self.store().now();
        let list = json!({
            "@context": [
                "https://www.w3.org/ns/activitystreams",
                "https://w3id.org/security/data-integrity/v1",
                { "gh": GH, "host": "gh:host", "policy": "gh:policy", "reason": "gh:reason" }
            ],
            "type": BLOCK_LIST,
            "attributedTo": iri::of_actor(&live.origin, &live.instance),
            "published": now.rfc3339(),
            "totalItems": items.len(),
            "orderedItems": items,
        });
        let Value::Object(mut list) = list else { return Ok(Map::new()) };
        let key = own_keys::prover(self, &live.instance).await?;
        proof::prove(&mut list, &key.key_id, &key.key, now).map_err(domain::Error::internal)?;
        Ok(list)
    }
}

/// The little of CSV that such lists need (RFC 4180): fields with quotes, doubled quotes, lines that
/// end in either way.
mod csv {
    /// The rows of a text, each with its fields.
    pub(super) fn rows(text: &str) -> impl Iterator<Item = Vec<String>> {
        let mut rows = Vec::new();
        let (mut row, mut field) = (Vec::new(), String::new());
        let (mut quoted, mut chars) = (false, text.chars().peekable());
        while let Some(c) = chars.next() {
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => {
                    chars.next();
                    field.push('"');
                }
                '"' if quoted || field.is_empty() => quoted = !quoted,
                ',' if !quoted => row.push(std::mem::take(&mut field)),
                '\n' if !quoted => {
                    row.push(std::mem::take(&mut field));
                    rows.push(std::mem::take(&mut row));
                }
                '\r' if !quoted => {}
                c => field.push(c),
            }
        }
        if !field.is_empty() || !row.is_empty() {
            row.push(field);
            rows.push(row);
        }
        rows.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_another_software_is_read() {
        let text = "\u{feff}#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate\r\n\
            Bad.example,suspend,FALSE,FALSE,\"spam, and \"\"worse\"\"\",FALSE\r\n\
            loud.example,silence,TRUE,FALSE,,FALSE\r\n\
            quiet.example,noop,FALSE,FALSE,,FALSE\r\n\
            *.hidden.example,suspend,FALSE,FALSE,,TRUE\r\n\
            bad.example,silence,FALSE,FALSE,again,FALSE\r\n";
        let list = read_csv(text).unwrap();
        assert_eq!((list.issuer.as_str(), list.left_out), ("", 3));
        let entries: Vec<(&str, Ruling, &str)> =
            list.entries.iter().map(|e| (e.host.as_str(), e.ruling, e.reason.as_str())).collect();
        assert_eq!(
            entries,
            [
                ("bad.example", Ruling::Blocked, "spam, and \"worse\""),
                ("loud.example", Ruling::Limited, ""),
            ]
        );
        let names = read_csv("domain\none.example\n\ntwo.example").unwrap();
        assert_eq!(names.entries.len(), 2);
        assert!(matches!(read_csv("<html></html>"), Err(BadList::Form)));
        assert!(matches!(read_csv(""), Err(BadList::Form)));
    }
}
