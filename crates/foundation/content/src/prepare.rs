//! Everything slow about publishing, done before the unit of work begins: checking, rendering,
//! finding words.

use domain::{FieldErrors, Result, text, translit};
use serde_json::Value;

use crate::{
    Draft, Goal, Kind, Kinds, Scope, Values, draft, markdown,
    model::Snapshot,
    search::{self, Indexed},
};

/// The most characters of an excerpt that stands in for a summary.
const EXCERPT: usize = 300;

/// A draft that was accepted, with all that is stored of it.
pub(crate) struct Prepared {
    pub kind: &'static Kind,
    pub draft: Draft,
    pub slug: String,
    pub summary: String,
    pub body_html: String,
    pub details: Values,
    pub fields: Values,
    pub fields_html: Values,
    pub facets: Vec<(&'static str, String)>,
    pub indexed: Indexed,
}

/// Checks and renders a draft. Kinds this instance does not know cannot be written here.
pub(crate) fn prepare(kinds: &Kinds, draft: &Draft, goal: Goal) -> Result<Prepared> {
    let Some(kind) = kinds.get(&draft.kind) else {
        let mut errors = FieldErrors::default();
        errors.add("kind", "content-error-choice");
        return Err(domain::Error::Invalid(errors));
    };
    let draft = draft::check(kind, draft, goal).map_err(domain::Error::Invalid)?;
    Ok(render(kind, draft, &Values::new()))
}

/// Renders what was checked. Values that the kind does not know are kept where they were:
/// translated when `translated` has them, else with the neutral ones.
pub(crate) fn render(kind: &'static Kind, draft: Draft, translated: &Values) -> Prepared {
    let top = if kind.titled { markdown::UNDER_TITLE } else { markdown::UNDER_HEADING };
    let body_html = markdown::render(&draft.body, top);
    let body = markdown::plain(&body_html);
    let summary = if kind.summary { draft.summary.clone() } else { text::excerpt(&body, EXCERPT) };
    let (mut details, mut fields, mut fields_html) = Default::default();
    for (name, value) in &draft.values {
        let field = kind.field(name);
        let into: &mut Values = match field {
            Some(f) if f.scope == Scope::Translated => &mut fields,
            None if translated.contains_key(name) => &mut fields,
            _ => &mut details,
        };
        into.insert(name.clone(), value.clone());
        let Some(field) = field else { continue };
        if field.shape.is_markdown()
            && let Some(md) = value.as_str()
        {
            let html = markdown::render(md, markdown::UNDER_HEADING);
            Values::insert(&mut fields_html, name.clone(), Value::String(html));
        }
    }
    let (title, values) = (&draft.title, [&details, &fields]);
    let indexed = search::index(
        Some(kind),
        &draft.lang,
        title,
        &draft.summary,
        &body_html,
        values,
        &fields_html,
    );
    Prepared {
        kind,
        slug: slug(&draft.title),
        summary,
        body_html,
        details,
        fields,
        fields_html,
        facets: kind.facet_words(&draft.values),
        indexed,
        draft,
    }
}

/// Words that stand after the id of a thing in the addresses of its other pages.
const ROUTES: [&str; 22] = [
    "adaptations",
    "adopt",
    "asked",
    "beside",
    "cards",
    "chapters",
    "checked",
    "edit",
    "endorse",
    "history",
    "lineage",
    "new",
    "outdated",
    "play",
    "remove",
    "review",
    "reviewers",
    "source",
    "up",
    "versions",
    "whole",
    "writers",
];

/// The end of the address of a thing with this title. It is never that of another of its pages.
pub fn slug(title: &str) -> String {
    let slug = translit::slug(title, '-', 60);
    if ROUTES.contains(&slug.as_str()) { format!("{slug}-1") } else { slug }
}

impl Prepared {
    /// The state it describes, to be kept when the next one replaces it.
    pub(crate) fn snapshot(&self) -> Snapshot {
        Snapshot {
            lang: self.draft.lang.clone(),
            title: self.draft.title.clone(),
            summary: if self.kind.summary { self.draft.summary.clone() } else { String::new() },
            body: self.draft.body.clone(),
            values: self.draft.values.clone(),
            sectors: self.draft.sectors.clone(),
            licence: self.draft.licence.clone(),
        }
    }
}

/// JSON as it is kept in a column of text.
pub(crate) fn json(values: &Values) -> Result<String> {
    serde_json::to_string(values).map_err(domain::Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_never_leads_to_another_page_of_the_thing() {
        for word in ["Edit", "History!", "versions", "New"] {
            let slug = slug(word);
            assert!(!ROUTES.contains(&slug.as_str()), "{slug}");
            assert!(slug.ends_with("-1"), "{slug}");
        }
        assert_eq!(slug("New homes"), "new-homes");
    }
}
