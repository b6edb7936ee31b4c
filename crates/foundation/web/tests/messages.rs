//! The messages of all languages: complete, alike, and used by their right names.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};
use regex::Regex;

/// Words in Latin letters that Bulgarian texts use as they are.
const LATIN: &[&str] = &[
    "Guildhall",
    "ActivityPub",
    "PDF",
    "ODT",
    "DOCX",
    "XLSX",
    "CSV",
    "JSON",
    "Excel",
    "LibreOffice",
    "Markdown",
    "CC",
    "BY",
    "SA",
    "NC",
    "ND",
    "https",
    "http",
    "example",
    "MB",
    "GB",
    "KB",
    "II",
    "III",
    "IV",
    "ISO",
    "PNG",
    "JPEG",
    "WebP",
    "GIF",
    "NUTS",
    "LAU",
    "RSS",
    "Atom",
    "URL",
    "IP",
    "SQLite",
    "PostgreSQL",
    "WCAG",
    "AA",
    "Source",
    "Sans",
    "Serif",
    "Lucide",
    "AGPL",
    "EN",
    "SPDX",
    "Creative",
    "Commons",
    "Mastodon",
    "Lemmy",
    "WebFinger",
    "Fediverse",
    "JavaScript",
    "BG",
    "GNU",
    "Affero",
    "General",
    "Public",
    "License",
    // Examples of what is typed in Latin letters.
    "Europe",
    "Sofia",
    "elena",
    "markova",
    "abc",
    "guildhall",
    "user",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

/// All messages and attributes of a language, each with its variables and its text.
type Messages = BTreeMap<String, (BTreeSet<String>, String)>;

fn languages() -> BTreeMap<String, Messages> {
    let mut all = BTreeMap::new();
    for lang in fs::read_dir(root().join("messages")).unwrap().map(|e| e.unwrap().path()) {
        let mut messages = Messages::new();
        let tag = lang.file_name().unwrap().to_str().unwrap().to_owned();
        for file in fs::read_dir(&lang).unwrap().map(|e| e.unwrap().path()) {
            read(&file, &mut messages);
        }
        all.insert(tag, messages);
    }
    all
}

fn read(file: &Path, messages: &mut Messages) {
    let text = fs::read_to_string(file).unwrap();
    let resource = parser::parse(text.as_str())
        .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", file.display()));
    for entry in resource.body {
        assert!(!matches!(entry, Entry::Junk { .. }), "{}: {entry:?}", file.display());
        let Entry::Message(message) = entry else { continue };
        let mut add = |key: String, pattern: &Pattern<&str>| {
            let (mut variables, mut words) = (BTreeSet::new(), String::new());
            walk(pattern, &mut variables, &mut words);
            let old = messages.insert(key.clone(), (variables, words));
            assert!(old.is_none(), "{key} stands twice, again in {}", file.display());
        };
        if let Some(value) = &message.value {
            add(message.id.name.to_owned(), value);
        }
        for attribute in &message.attributes {
            add(format!("{}.{}", message.id.name, attribute.id.name), &attribute.value);
        }
    }
}

fn walk(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>, words: &mut String) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => words.push_str(value),
            PatternElement::Placeable { expression } => expression_in(expression, variables, words),
        }
    }
}

fn expression_in(e: &Expression<&str>, variables: &mut BTreeSet<String>, words: &mut String) {
    let (inline, variants) = match e {
        Expression::Inline(inline) => (inline, &[][..]),
        Expression::Select { selector, variants } => (selector, &variants[..]),
    };
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => expression_in(expression, variables, words),
        InlineExpression::StringLiteral { value } => words.push_str(value),
        _ => {}
    }
    for variant in variants {
        walk(&variant.value, variables, words);
        words.push(' ');
    }
}

#[test]
fn all_languages_say_the_same_things() {
    let all = languages();
    let english = &all["en"];
    assert!(all.len() >= 2);
    let mut wrong = Vec::new();
    for (lang, messages) in &all {
        for (key, (variables, text)) in messages {
            if text.trim().is_empty() && variables.is_empty() {
                wrong.push(format!("{lang}: {key} says nothing"));
            }
            match english.get(key) {
                None => wrong.push(format!("{lang}: {key} is not in English")),
                Some((others, _)) if others != variables => {
                    wrong.push(format!("{lang}: {key} has {variables:?}, in English {others:?}"));
                }
                Some(_) => {}
            }
        }
        for key in english.keys().filter(|key| !messages.contains_key(*key)) {
            wrong.push(format!("{lang}: {key} is missing"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn bulgarian_is_written_in_cyrillic() {
    let word = Regex::new(r"[A-Za-z][A-Za-z-]+").unwrap();
    // Addresses, file names and Markdown examples are what they are.
    let code = Regex::new(r"(https?://\S*|\S*@\S*|`[^`]*`|[a-z-]+\.[a-z.-]+)").unwrap();
    // A Latin letter that looks like a Cyrillic one, inside a Cyrillic word.
    let mixed = Regex::new(r"[А-я][A-Za-z]|[A-Za-z][А-я]").unwrap();
    let mut wrong = Vec::new();
    for (key, (_, text)) in &languages()["bg"] {
        let text = code.replace_all(text, "");
        for found in word.find_iter(&text) {
            let known =
                found.as_str().split('-').all(|part| LATIN.contains(&part) || part.len() < 2);
            if !known {
                wrong.push(format!("{key}: {}", found.as_str()));
            }
        }
        wrong.extend(
            mixed.find_iter(&text).map(|m| format!("{key}: {:?} mixes alphabets", m.as_str())),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn bulgarian_addresses_the_reader_politely() {
    let familiar = Regex::new(r"\b(ви|вие|вас|вам|ваш[а-я]*)\b").unwrap();
    let messages = &languages()["bg"];
    let wrong: Vec<&String> =
        messages.iter().filter(|(_, (_, text))| familiar.is_match(text)).map(|(k, _)| k).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn every_sector_and_language_has_a_name() {
    for (lang, messages) in languages() {
        for sector in domain::sector::BUILT_IN {
            assert!(
                messages.contains_key(&format!("sector-{}", sector.slug())),
                "{lang} {sector:?}"
            );
        }
        for known in domain::lang::KNOWN {
            assert!(messages.contains_key(&format!("language-{}", known.tag)), "{lang} {known:?}");
        }
    }
}

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for path in fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()) {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs" || e == "html") {
            found.push(path);
        }
    }
}

/// Calls whose first text is a key, calls whose second is, and errors and menu items that name one.
const CALLS: [&str; 5] = [
    r#"\b(?:t|t1|t2|t3|tf|find|submit|blank)\(\s*"([a-z][a-z0-9-]*(?:\.[a-z-]+)?)""#,
    r#"\.(?:text|email|password|url|number|date|search|textarea|editor|select|radios|checks|checkbox|person)\(\s*[^,()]*(?:\([^()]*\))?[^,()]*,\s*"([a-z][a-z0-9-]*)""#,
    r#"(?:\.(?:add|add_with|done)|Error::field)\(\s*[^,()]*(?:\([^()]*\))?[^,()]*,\s*"([a-z0-9]+-[a-z0-9-]*)""#,
    // A shelf words some messages in its own way, and so do the kinds on it.
    r#"\bshelf\.(?:t|key)(?:_of)?\(\s*[a-z]+\.tr(?:\(\))?,\s*(?:[a-z_.]+,\s*)?"([a-z][a-z0-9-]*)""#,
    r#"Error::(?:Forbidden|Conflict)\(\s*"([a-z][a-z0-9-]*)"|\bkey: "([a-z0-9]+-[a-z0-9-]*)""#,
];

#[test]
fn every_key_that_is_used_exists() {
    let all = languages();
    let patterns = CALLS.map(|p| Regex::new(p).unwrap());
    let mut files = Vec::new();
    // The command line speaks English only.
    for part in ["foundation", "rooms"] {
        sources(&root().join("crates").join(part), &mut files);
    }
    let mut missing = BTreeSet::new();
    for file in &files {
        let text = fs::read_to_string(file).unwrap();
        // What stands in a file's own tests may use invented keys.
        let inside = file
            .components()
            .any(|c| matches!(c.as_os_str().to_str(), Some("tests" | "tests.rs" | "testing.rs")));
        if inside {
            continue;
        }
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let text: String = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .fold(String::new(), |all, line| all + line + "\n");
        for key in patterns
            .iter()
            .flat_map(|p| p.captures_iter(&text))
            .filter_map(|c| c.get(1).or_else(|| c.get(2)))
        {
            for (lang, messages) in &all {
                if !messages.contains_key(key.as_str()) {
                    let file = file.strip_prefix(root()).unwrap_or(file).display();
                    missing.insert(format!("{lang}: {} in {file}", key.as_str()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_question_says_on_its_button_what_is_done() {
    let says = Regex::new(r#"data-confirm="\{\{[^}]*\}\}" data-yes="\{\{"#).unwrap();
    let mut files = Vec::new();
    sources(&root().join("crates"), &mut files);
    let mut found = 0;
    for file in files.iter().filter(|file| file.extension().is_some_and(|e| e == "html")) {
        let text = fs::read_to_string(file).unwrap();
        let questions = text.matches("data-confirm=").count();
        assert_eq!(says.find_iter(&text).count(), questions, "{}", file.display());
        found += questions;
    }
    assert!(found > 0, "there are questions");
}
