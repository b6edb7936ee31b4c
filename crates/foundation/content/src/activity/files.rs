//! The files of a thing on the wire: as links that everybody follows, and as `gh:file` with what another
//! house needs to list them as its own.

use domain::{Origin, text};
use federation::document;
use serde_json::{Map, Value, json};

use crate::files::{Attachment, FileRole, LABEL_MAX, NAME_MAX, media};

/// The most files of one thing that are taken over.
const MOST: usize = 60;
/// The most bytes of an address.
const ADDRESS_MAX: usize = 2048;

/// A file of something from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedFile {
    /// Where it is.
    pub url: String,
    /// Its name, safe.
    pub name: String,
    /// What is said of it.
    pub label: String,
    /// Its type, as its host says.
    pub media_type: String,
    /// Its bytes, as its host says.
    pub size: Option<i64>,
    /// What it holds, as its host says (`digestMultibase`); only of the form that we write ourselves.
    pub digest: Option<String>,
    /// What it is to its thing.
    pub role: FileRole,
}

/// The address of a file of this instance.
pub fn address(origin: &Origin, file: &Attachment) -> String {
    format!("{origin}{}", crate::files::path(file))
}

/// Writes the files into an object: the main one first, which Lemmy takes for the link of the whole.
pub(super) fn write(o: &mut Map<String, Value>, origin: &Origin, files: &[Attachment]) {
    let own = files.iter().filter(|f| f.hash.is_some());
    let (mut links, mut all) = (Vec::new(), Vec::new());
    for file in own {
        let href = address(origin, file);
        let said = if file.label.is_empty() { &file.name } else { &file.label };
        if file.role == FileRole::File && links.len() < document::MAX_ATTACHMENTS {
            links.push(document::link(&href, &file.media_type, said));
        }
        let digest = file.hash.as_deref().and_then(document::digest_multibase);
        let mut one = json!({
            "href": href, "mediaType": file.media_type, "name": file.name, "role": file.role.as_str(),
        });
        if !file.label.is_empty() {
            one["summary"] = file.label.clone().into();
        }
        if let Some(size) = file.size {
            one["size"] = size.into();
        }
        if let Some(digest) = digest {
            one["digestMultibase"] = digest.into();
        }
        all.push(one);
    }
    if !links.is_empty() {
        o.insert("attachment".into(), links.into());
    }
    if !all.is_empty() {
        o.insert("gh:file".into(), all.into());
    }
}

/// The files that an object names as another house does.
pub(super) fn read(object: &Value) -> Vec<ReceivedFile> {
    let all = document::each(object, "gh:file").take(MOST);
    let mut files: Vec<ReceivedFile> = Vec::new();
    for file in all.filter_map(one) {
        if files.iter().all(|f| f.url != file.url) {
            files.push(file);
        }
    }
    files
}

fn one(file: &Value) -> Option<ReceivedFile> {
    let words = |key: &str, max: usize| {
        text::excerpt(&text::line(file.get(key).and_then(Value::as_str).unwrap_or_default()), max)
    };
    let url = file.get("href")?.as_str()?;
    let parsed = url::Url::parse(url).ok().filter(|u| matches!(u.scheme(), "http" | "https"))?;
    let known = file.get("mediaType").and_then(Value::as_str).and_then(media::by_type);
    let given = words("name", NAME_MAX);
    // What is of no type that we know is only ever saved, under the ending that it has.
    let name = match known {
        Some(media) => media::name(&given, media),
        None => text::excerpt(&given.replace(['/', '\\', '"'], "_"), NAME_MAX),
    };
    (url.len() <= ADDRESS_MAX && parsed.has_host() && !name.is_empty()).then(|| ReceivedFile {
        url: parsed.into(),
        name,
        label: words("summary", LABEL_MAX),
        media_type: known.map_or("application/octet-stream", |m| m.media_type).to_owned(),
        size: file.get("size").and_then(Value::as_i64).filter(|n| *n >= 0),
        digest: file
            .get("digestMultibase")
            .and_then(Value::as_str)
            // SHA-256 in base58: others may be right as well, and cannot be compared.
            .filter(|d| d.starts_with("zQm") && d.len() < 60)
            .map(str::to_owned),
        role: file
            .get("role")
            .and_then(Value::as_str)
            .and_then(FileRole::parse)
            .unwrap_or(FileRole::File),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_safe_is_taken() {
        let object = json!({ "gh:file": [
            { "href": "https://b.example/files/1/a.pdf", "mediaType": "application/pdf", "name": "../a.exe",
              "size": 12, "digestMultibase": "zQmWvQxTqbG2Z9HPJgG57jjwR154cKhbtJenbyYTWkjgF3e", "role": "file", "summary": " The\u{202e} whole " },
            { "href": "https://b.example/files/1/a.pdf", "mediaType": "application/pdf", "name": "again" },
            { "href": "javascript:alert(1)", "name": "a.pdf", "mediaType": "application/pdf" },
            { "href": "https://b.example/files/2/x", "name": "x.bin", "mediaType": "text/evil", "size": -1, "digestMultibase": "uOther",
              "role": "master" },
            { "name": "nowhere" }, 7, null, "text",
        ]});
        let files = read(&object);
        assert_eq!(files.len(), 2, "{files:?}");
        assert_eq!((files[0].name.as_str(), files[0].size), ("a.pdf", Some(12)));
        assert!(files[0].digest.is_some());
        assert_eq!(files[1].digest, None);
        assert_eq!(files[1].media_type, "application/octet-stream");
        assert_eq!((files[1].size, files[1].role), (None, FileRole::File));
        assert!(read(&json!({ "gh:file": null })).is_empty());
    }
}
