//! What each program makes of each document, in words, beside what `readings.md` says.

use std::collections::BTreeMap;

use serde_json::Value;

use super::peers::{Peer, Seen, Taken, all};

/// What is written down.
const WRITTEN: &str = include_str!("readings.md");

/// What every program makes of the documents of one kind.
pub struct Readings {
    section: &'static str,
    see: fn(&dyn Peer, &Value) -> Taken,
    rows: BTreeMap<String, Vec<String>>,
    /// Why something is refused.
    reasons: Vec<String>,
}

impl Readings {
    pub fn new(section: &'static str, see: fn(&dyn Peer, &Value) -> Taken) -> Self {
        Self { section, see, rows: BTreeMap::new(), reasons: Vec::new() }
    }

    /// All read one more, under this name.
    pub fn read(&mut self, name: &str, document: &Value) {
        let mut row = Vec::new();
        for peer in all() {
            let seen = (self.see)(&*peer, document);
            if let Err(why) = &seen {
                self.reasons.push(format!("{} refuses {name}: {why}: {document}", peer.name()));
            }
            row.push(seen.as_ref().map_or_else(|_| "refused".to_owned(), word));
        }
        if let Some(before) = self.rows.get(name) {
            assert_eq!(before, &row, "two documents are read otherwise: {name}: {document}");
        }
        self.rows.insert(name.to_owned(), row);
    }

    /// Compares with what is written down.
    pub fn check(&self) {
        let lines = WRITTEN.lines().skip_while(|l| *l != format!("## {}", self.section)).skip(1);
        let lines = lines.take_while(|l| !l.starts_with("## ")).filter(|l| l.starts_with("| "));
        let written: Vec<String> = lines.skip(2).map(str::to_owned).collect();
        let line =
            |(name, row): (&String, &Vec<String>)| format!("| {name} | {} |", row.join(" | "));
        let found: Vec<String> = self.rows.iter().map(line).collect();
        let (found, written) = (found.join("\n"), written.join("\n"));
        let reasons = self.reasons.join("\n");
        assert_eq!(written, found, "{}:\n{found}\n\n{reasons}", self.section);
    }
}

/// In a word or two; a dash for what a program leaves out.
fn word(seen: &Seen) -> String {
    let around = |what: &str, inner: &Seen| match word(inner) {
        dash if dash == "–" => dash,
        inner => format!("{what} {inner}"),
    };
    match seen {
        Seen::Actor { kind, .. } => kind.clone(),
        Seen::Post(_) => "post".into(),
        Seen::Comment(_) => "comment".into(),
        Seen::Message(_) => "message".into(),
        Seen::Ignored(_) => "–".into(),
        Seen::Accept(inner) => around("accept", inner),
        Seen::Reject(inner) => around("reject", inner),
        Seen::Undo(inner) => around("undo", inner),
        Seen::Create(inner) => around("new", inner),
        Seen::Update(inner) => around("changed", inner),
        // Only what comes of it counts.
        Seen::Announce(inner) => word(inner),
        Seen::Collection { items, .. } => format!("list of {items}"),
        other => format!("{other:?}").to_lowercase(),
    }
}

/// The types of an activity and of what is in it, from the outside to the inside.
pub fn name(activity: &Value) -> String {
    let kind = activity["type"].as_str().unwrap_or_default();
    let more = match kind {
        "Delete" if activity.get("summary").is_some() => " with summary",
        "Create" | "Update" | "Delete" if !activity["to"].to_string().contains("#Public") => {
            " for one person"
        }
        "Add" | "Remove" => match activity["target"].as_str() {
            Some(target) if target.ends_with("/featured") => " on featured",
            _ => " on moderators",
        },
        _ => "",
    };
    match &activity["object"] {
        inner if inner.get("type").is_some() => format!("{kind}{more} of {}", name(inner)),
        Value::Array(_) => format!("{kind}{more} of several"),
        Value::String(id) if *id == activity["actor"] => format!("{kind}{more} of itself"),
        Value::Null if activity["inReplyTo"].is_string() => format!("{kind} in answer"),
        Value::Null if kind == "Article" && activity.get("audience").is_none() => {
            format!("{kind} in no community")
        }
        Value::Null => kind.to_owned(),
        _ => format!("{kind}{more} of an id"),
    }
}
