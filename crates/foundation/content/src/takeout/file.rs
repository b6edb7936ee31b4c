//! Reading what somebody brings: our own documents, and Mastodon's list.

use std::fmt::Write as _;

use domain::{Error, Result};
use serde_json::Value;

use super::{FORMAT, csv};

/// The most links that a draft lists, and the most characters they take.
const LINKS: usize = 300;
const LINKS_LENGTH: usize = 30_000;

/// What a file is.
#[derive(Debug)]
pub(super) enum File {
    /// Everything of one person.
    Person(Value),
    /// A community.
    Community(Value),
    /// Addresses of whom somebody follows.
    Addresses(Vec<String>),
}

/// Reads a file. Field `file`: `error-required`, `content-error-import-unknown`.
pub(super) fn read(text: &str) -> Result<File> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err(Error::field("file", "error-required"));
    }
    let unknown = || Error::field("file", "content-error-import-unknown");
    if !text.starts_with('{') {
        return csv::addresses(text).map(File::Addresses).ok_or_else(unknown);
    }
    let mut file: Value = serde_json::from_str(text).map_err(|_| unknown())?;
    clean(&mut file);
    match (file["format"].as_str(), file["type"].as_str()) {
        (Some(FORMAT), Some("person")) => Ok(File::Person(file)),
        (Some(FORMAT), Some("community")) => Ok(File::Community(file)),
        _ => Err(unknown()),
    }
}

/// Takes U+0000 out of every text, which no text of ours may hold.
fn clean(value: &mut Value) {
    match value {
        Value::String(s) if s.contains('\0') => s.retain(|c| c != '\0'),
        Value::Array(all) => all.iter_mut().for_each(clean),
        Value::Object(all) => all.values_mut().for_each(clean),
        _ => {}
    }
}

/// Addresses of those in a list, or their ids where they have no address.
pub(super) fn addresses<'a>(file: &'a Value, list: &str) -> impl Iterator<Item = String> + use<'a> {
    let all = file.get(list).and_then(Value::as_array).into_iter().flatten();
    all.filter_map(|one| one["address"].as_str().or_else(|| one["id"].as_str())).map(str::to_owned)
}

/// Links to the conversations of a community's document as Markdown, what is pinned first.
pub(super) fn links(file: &Value) -> String {
    let list = |key: &str| file.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let pinned: Vec<String> =
        list("pinned").iter().filter_map(Value::as_str).map(str::to_owned).collect();
    let mut roots: Vec<Value> =
        list("content").into_iter().filter(|o| o["inReplyTo"].is_null()).collect();
    let place = |o: &Value| pinned.iter().position(|p| Some(p.as_str()) == o["id"].as_str());
    roots.sort_by_key(|o| place(o).unwrap_or(usize::MAX));
    let mut out = String::new();
    for object in roots.iter().take(LINKS) {
        let url = object["url"].as_str().or_else(|| object["id"].as_str()).unwrap_or_default();
        if !(url.starts_with("https://") || url.starts_with("http://")) || out.len() > LINKS_LENGTH
        {
            continue;
        }
        let name = object["name"].as_str().unwrap_or(url);
        // A title may hold what means something in a link.
        let name: String = name.chars().filter(|c| !matches!(c, '[' | ']' | '<' | '>')).collect();
        let _ = writeln!(out, "- [{name}](<{}>)", url.replace(['<', '>'], ""));
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_not_ours_is_refused_beside_its_field() {
        for text in ["{}", "{", "hello world", r#"{"format":"guildhall-export-1","type":"x"}"#] {
            assert!(matches!(read(text), Err(Error::Invalid(_))), "{text}");
        }
        let text = json!({ "format": FORMAT, "type": "person", "x": ["a\0b"] }).to_string();
        assert!(matches!(read(&text), Ok(File::Person(f)) if f["x"][0] == "ab"));
        assert!(matches!(read("anna@a.example\n"), Ok(File::Addresses(a)) if a.len() == 1));
        let ours = json!({ "format": FORMAT, "type": "community" }).to_string();
        assert!(matches!(read(&ours), Ok(File::Community(_))));
    }

    #[test]
    fn what_is_pinned_comes_first_and_answers_are_left_out() {
        let file = json!({ "pinned": ["https://a.example/2"], "content": [
            { "id": "https://a.example/1", "name": "One [x]" },
            { "id": "https://a.example/2", "name": "Two", "url": "https://a.example/two" },
            { "id": "https://a.example/3", "inReplyTo": "https://a.example/1" },
            { "id": "javascript:alert(1)", "name": "Evil" },
        ] });
        assert_eq!(
            links(&file),
            "- [Two](<https://a.example/two>)\n- [One x](<https://a.example/1>)\n"
        );
    }
}
