//! Records as the services take them.

use std::collections::BTreeMap;

use content::{
    Draft, Values,
    lineage::{FIELDS, Relation},
    model::Origin,
    service::{NewComment, NewVersion},
};
use domain::{ActorId, ContentId, Lang};
use serde_json::{Map, Value, json};

use super::records::{Comment, Discussion, Endorsement, Practice, Review, Words, day, moment};

/// A language of a record; all of them were checked when the files were written.
pub fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap_or_else(Lang::english)
}

/// The text in a language, or in any.
pub fn word<'a>(words: &'a Words, tag: &str) -> &'a str {
    words.get(tag).or_else(|| words.values().next()).map_or("", String::as_str)
}

/// The original language of a discussion: the first of its languages that has a title and is not
/// a translation.
fn original(discussion: &Discussion) -> &str {
    discussion
        .languages
        .iter()
        .find(|l| discussion.title.contains_key(*l) && !discussion.translation.contains_key(*l))
        .or_else(|| discussion.title.keys().next())
        .map_or("en", String::as_str)
}

/// The discussion in its original language.
pub fn discussion(record: &Discussion, group: ActorId) -> Draft {
    let tag = original(record);
    let mut draft = Draft::new("discussion", lang(tag));
    word(&record.title, tag).clone_into(&mut draft.title);
    word(&record.body, tag).clone_into(&mut draft.body);
    draft.sectors.clone_from(&record.sectors);
    draft.group = Some(group);
    draft.illustrative = true;
    draft.at = moment(&record.created);
    let kind = if record.kind == "exchange" { "discussion" } else { record.kind.as_str() };
    let mut values = Values::new();
    values.insert("type".into(), kind.into());
    if let Some(decision) = &record.decision {
        let text = decision["text"].get(tag).and_then(Value::as_str).unwrap_or_default();
        values.insert("type".into(), "decision".into());
        values.insert("decision".into(), text.into());
        let state = decision["state"].as_str().unwrap_or_default();
        let state = if state == "done" { "done" } else { "under-way" };
        values.insert("decision_state".into(), state.into());
        for (field, key) in [("decision_date", "date"), ("decision_due", "due")] {
            if let Some(day) = day(&decision[key]) {
                values.insert(field.into(), day.into());
            }
        }
    }
    draft.values = values;
    draft
}

/// Its other languages.
pub fn discussion_versions(record: &Discussion) -> Vec<NewVersion> {
    let tag = original(record);
    record
        .title
        .iter()
        .filter(|(other, _)| *other != tag)
        .map(|(other, title)| NewVersion {
            lang: lang(other),
            title: title.clone(),
            summary: String::new(),
            body: word(&record.body, other).to_owned(),
            values: record
                .decision
                .as_ref()
                .and_then(|d| d["text"].get(other.as_str()))
                .map(|text| json!({ "decision": text }).as_object().cloned().unwrap_or_default())
                .unwrap_or_default(),
            origin: version_origin(&record.translation, other),
            reviewed: false,
        })
        .collect()
}

fn version_origin(translation: &Words, tag: &str) -> Origin {
    match translation.get(tag).map(String::as_str) {
        Some("machine") => Origin::Machine,
        _ => Origin::Human,
    }
}

/// A comment in the language it was written in, and its translations.
pub fn comment(record: &Comment, parent: ContentId) -> (NewComment, Vec<NewVersion>) {
    let tag = record
        .body
        .keys()
        .find(|l| !record.translation.contains_key(*l))
        .map_or("en", String::as_str);
    let mut new = NewComment::new(parent, lang(tag), word(&record.body, tag));
    new.illustrative = true;
    new.at = moment(&record.created);
    let versions = record
        .body
        .iter()
        .filter(|(other, _)| *other != tag)
        .map(|(other, body)| NewVersion {
            lang: lang(other),
            title: String::new(),
            summary: String::new(),
            body: body.clone(),
            values: Values::new(),
            origin: version_origin(&record.translation, other),
            reviewed: false,
        })
        .collect();
    (new, versions)
}

/// The practice or the resource in its original language.
pub fn sheet(kind: &str, record: &Practice, group: ActorId) -> Draft {
    let tag = &record.source_language;
    let mut draft = Draft::new(kind, lang(tag));
    draft.sectors.clone_from(&record.sectors);
    draft.licence = Some(record.licence.clone());
    draft.group = Some(group);
    draft.illustrative = record.illustrative;
    draft.values = neutral(record);
    let texts = record.text.get(tag).cloned().unwrap_or_default();
    for (name, text) in texts {
        match name.as_str() {
            "title" => draft.title = text,
            "summary" => draft.summary = text,
            _ => {
                draft.values.insert(name, text.into());
            }
        }
    }
    draft.values.extend(translated(record, tag));
    draft.values.extend(notes(record, tag));
    draft
}

/// The slug of what a practice was made of.
pub fn source(record: &Practice) -> Option<&str> {
    record.values.get("lineage")?.get("based_on")?.as_str()
}

/// How it stands to that.
pub fn relation(record: &Practice) -> Relation {
    let word = record.values.get("lineage").and_then(|l| l.get("relation")?.as_str());
    word.and_then(Relation::parse).unwrap_or(Relation::Adopted)
}

/// What was done differently, in a language.
fn notes(record: &Practice, tag: &str) -> Values {
    let said = record.values.get("lineage").unwrap_or(&Value::Null);
    let names = ["changed", "cost", "result", "failed"];
    FIELDS
        .iter()
        .zip(names)
        .filter_map(|((field, _), name)| {
            Some((field.name.to_owned(), said[name].get(tag)?.clone()))
        })
        .collect()
}

/// Its other languages.
pub fn sheet_versions(record: &Practice) -> Vec<NewVersion> {
    record
        .text
        .iter()
        .filter(|(tag, _)| **tag != record.source_language)
        .map(|(tag, texts)| {
            let mut values: Values =
                texts.iter().map(|(k, v)| (k.clone(), Value::from(v.clone()))).collect();
            values.extend(translated(record, tag));
            values.extend(notes(record, tag));
            let mut take = |key: &str| match values.remove(key) {
                Some(Value::String(s)) => s,
                _ => String::new(),
            };
            NewVersion {
                lang: lang(tag),
                title: take("title"),
                summary: take("summary"),
                body: String::new(),
                origin: version_origin(&record.translation, tag),
                reviewed: record.translation.get(tag).is_some_and(|t| t == "reviewed"),
                values,
            }
        })
        .collect()
}

/// A review in its original language.
pub fn review(record: &Review, organisation: Option<ActorId>) -> Draft {
    let tag = &record.source_language;
    let mut draft = Draft::new("review", lang(tag));
    fill(&mut draft, record.text.get(tag));
    draft.values.extend(record.values.clone());
    draft.organisation = organisation.filter(|_| record.on_behalf);
    draft.illustrative = true;
    draft.at = moment(&record.created);
    draft
}

/// Its other languages.
pub fn review_versions(record: &Review) -> Vec<NewVersion> {
    let others = record.text.iter().filter(|(tag, _)| **tag != record.source_language);
    others
        .map(|(tag, texts)| {
            let mut draft = Draft::new("review", lang(tag));
            fill(&mut draft, Some(texts));
            NewVersion::from_draft(draft)
        })
        .collect()
}

fn fill(draft: &mut Draft, texts: Option<&BTreeMap<String, String>>) {
    for (name, text) in texts.into_iter().flatten() {
        match name.as_str() {
            "title" => draft.title.clone_from(text),
            "body" => draft.body.clone_from(text),
            _ => drop(draft.values.insert(name.clone(), text.clone().into())),
        }
    }
}

/// That an organisation uses something, in the original language and in others.
pub fn endorsement(record: &Endorsement, organisation: ActorId) -> (Draft, Vec<NewVersion>) {
    let said = |tag: &str| {
        let mut draft = Draft::new("endorsement", lang(tag));
        draft.values.insert("how".into(), word(&record.how, tag).into());
        draft
    };
    let mut draft = said(&record.source_language);
    draft.values.insert("use".into(), library::endorsement::IN_USE.into());
    draft.values.insert("since".into(), record.since.clone().into());
    draft.organisation = Some(organisation);
    draft.illustrative = true;
    let others = record.how.keys().filter(|tag| **tag != record.source_language);
    (draft, others.map(|tag| NewVersion::from_draft(said(tag))).collect())
}

/// Values that are the same in every language, under the names of the kind's fields.
fn neutral(record: &Practice) -> Values {
    let mut values = Map::new();
    for (name, value) in &record.values {
        let name = match name.as_str() {
            "cost_eur_start" => "cost_start",
            "cost_eur_per_year" => "cost_year",
            name => name,
        };
        match name {
            "target_groups" | "legal_status" | "city" | "country" | "cost_band" | "cost_start"
            | "cost_year" | "status" | "outcome" | "evidence_grade" | "stage" | "figures"
            | "form" | "level" | "url" | "duration" | "made" | "legal" => {
                values.insert(name.into(), value.clone());
            }
            "period_start" | "period_end" | "next_review" | "checked_on" => {
                if let Some(day) = day(value) {
                    values.insert(name.into(), day.into());
                }
            }
            _ => {}
        }
    }
    values
}

/// Values with a text for each language that stand outside the texts in the file.
fn translated(record: &Practice, tag: &str) -> Values {
    let mut values = record.lists.get(tag).cloned().unwrap_or_default();
    for (from, to) in
        [("contact_role", "contact_role"), ("lead_organisation_name", "lead_organisation")]
    {
        let words = record.values.get(from).and_then(Value::as_object);
        if let Some(text) = words.and_then(|w| w.get(tag)).and_then(Value::as_str) {
            values.insert(to.into(), text.into());
        }
    }
    values
}
