//! The kind `resource`: something that was made for the work of others, with its files or at an address:
//! a guideline, a training video, a model of a debate, a template, a dataset. What the source programmes
//! asked of each stands here once: for whom, how far it reaches, who made it and when, whose money it was,
//! and when somebody last looked whether it still holds.

use content::{
    Draft, Field, Kind, Shape, checks,
    kind::{Cell, Column, PLAIN, Place, Section},
    lineage::{self, Relation},
};
use domain::FieldErrors;

use crate::{endorsement::ENDORSEMENT, practice::TARGET_GROUPS};

/// What it is.
pub const FORMS: &[&str] = &[
    "guideline",
    "video",
    "debate-model",
    "calendar",
    "template",
    "presentation",
    "report",
    "dataset",
    "link",
    "other",
];

/// How far it reaches.
pub const LEVELS: &[&str] = &["local", "regional", "national", "eu"];

/// An act, and what of it: the version that was looked at, and as of when.
const LEGAL: &[Column] = &[
    Column::new("act", Cell::Line, 200).required(),
    Column::new("article", Cell::Line, 100),
    Column::new("version", Cell::Line, 100),
    Column::new("as_of", Cell::Date, 10),
    Column::new("url", Cell::Url, 500),
];

/// What everything on this shelf says of itself in the panel of key facts.
pub(crate) const FACTS: [Field; 8] = [
    Field::new("target_groups", Shape::Choices(TARGET_GROUPS), "facts", "gh:targetGroup")
        .words("practice-target-groups")
        .required()
        .facet(),
    Field::new("level", Shape::Choice(LEVELS), "facts", "gh:reach")
        .words("resource-level")
        .required()
        .facet(),
    Field::new("authors", Shape::Line, "facts", "gh:authors")
        .own()
        .words("resource-authors")
        .max(500),
    Field::new("made", Shape::Date, "facts", "gh:made").own().words("resource-made").facet(),
    Field::new("country", Shape::Country, "facts", "gh:country")
        .own()
        .words("practice-country")
        .facet(),
    checks::FIELDS[0].own(),
    checks::FIELDS[1].own(),
    Field::new("legal", Shape::Rows(LEGAL), "law", "gh:legalReference")
        .words("resource-legal")
        .max(40),
];

/// Where it comes from: the project, whose money it was, and what the funder wants to be said.
pub(crate) const ORIGIN: [Field; 3] = [
    Field::new("project", Shape::Line, "origin", "gh:project")
        .own()
        .words("resource-project")
        .translated(),
    Field::new("funder", Shape::Line, "origin", "gh:funder")
        .own()
        .words("resource-funder")
        .translated(),
    Field::new("disclaimer", Shape::Text, "origin", "gh:disclaimer")
        .own()
        .words("resource-disclaimer")
        .translated()
        .max(2_000),
];

const OWN: [Field; 5] = [
    Field::new("form", Shape::Choice(FORMS), "facts", "gh:form").required().facet(),
    Field::new("url", Shape::Url, "facts", "gh:link"),
    Field::new(
        "duration",
        Shape::Number { min: 1, max: 10_000, decimals: 0, unit: "minutes" },
        "facts",
        "gh:duration",
    ),
    Field::new("description", Shape::Text, "about", "gh:description").translated(),
    Field::new("use", Shape::Text, "about", "gh:use").translated(),
];

/// These fields before the common ones of the shelf, and after them those of what was taken up, where `ALL` counts them.
pub(crate) const fn with_common<const OWN: usize, const ALL: usize>(
    own: &[Field; OWN],
) -> [Field; ALL] {
    let mut all = [FACTS[0]; ALL];
    let mut at = 0;
    while at < ALL {
        all[at] = if at < OWN {
            own[at]
        } else if at < OWN + FACTS.len() {
            FACTS[at - OWN]
        } else if at < OWN + FACTS.len() + ORIGIN.len() {
            ORIGIN[at - OWN - FACTS.len()]
        } else {
            lineage::FIELDS[at - OWN - FACTS.len() - ORIGIN.len()].0
        };
        at += 1;
    }
    all
}

const FIELDS: &[Field] = &with_common::<5, 20>(&OWN);

pub(crate) const FACTS_SECTION: Section =
    Section { name: "facts", step: "facts", place: Place::Facts };
pub(crate) const ABOUT_SECTION: Section =
    Section { name: "about", step: "about", place: Place::Body };
pub(crate) const LAW_SECTION: Section = Section { name: "law", step: "about", place: Place::Body };
pub(crate) const ORIGIN_SECTION: Section =
    Section { name: "origin", step: "about", place: Place::Body };

pub(crate) static SECTIONS: &[Section] =
    &[FACTS_SECTION, ABOUT_SECTION, LAW_SECTION, ORIGIN_SECTION];

/// The same with what another city did differently.
pub(crate) static ADAPTED_SECTIONS: &[Section] =
    &[FACTS_SECTION, lineage::SECTION, ABOUT_SECTION, LAW_SECTION, ORIGIN_SECTION];

/// What all kinds of this shelf have in common; each has its own name and fields.
pub(crate) const ON_THE_SHELF: Kind = Kind {
    path: "library",
    sections: SECTIONS,
    summary: true,
    body: false,
    sectors: true,
    licence: true,
    files: true,
    voices: &[&ENDORSEMENT],
    check: checks::order,
    ..PLAIN
};

/// How what stands on this shelf is taken up. Whoever only uses it as it is says so beside it.
pub(crate) const RELATIONS: &[Relation] = &[Relation::Adapted, Relation::Translated];

const KIND: Kind = Kind {
    name: "resource",
    wire: "Resource",
    fields: FIELDS,
    relations: RELATIONS,
    check,
    ..ON_THE_SHELF
};

/// A resource.
pub static RESOURCE: Kind = Kind { adapted: Some(&ADAPTED), changed: Some(&CHANGED), ..KIND };

/// The same, taken up from another city.
static ADAPTED: Kind = Kind { sections: ADAPTED_SECTIONS, ..KIND };

/// The same, where it says what was changed.
static CHANGED: Kind = Kind { sections: ADAPTED_SECTIONS, fields: CHANGED_FIELDS, ..KIND };

static CHANGED_FIELDS: &[Field] = &lineage::changed::<{ FIELDS.len() }>(FIELDS);

fn check(draft: &Draft, errors: &mut FieldErrors) {
    let form = draft.values.get("form").and_then(|v| v.as_str());
    if form == Some("link") && !draft.values.contains_key("url") {
        errors.add("url", "resource-error-link");
    }
    checks::order(draft, errors);
}

#[cfg(test)]
mod tests {
    use content::{Goal, draft};
    use domain::Lang;
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn what_contradicts_itself_is_said() {
        let wrong = |values: Value| {
            let mut draft = Draft::new("resource", Lang::bulgarian());
            draft.values = values.as_object().cloned().unwrap_or_default();
            let errors = draft::check(&RESOURCE, &draft, Goal::Keep).err()?;
            errors.0.first().map(|e| e.key)
        };
        assert_eq!(wrong(json!({"form": "link"})), Some("resource-error-link"));
        assert_eq!(wrong(json!({"form": "link", "url": "https://example.org/"})), None);
        assert_eq!(
            wrong(json!({"checked_on": "2026-05", "next_review": "2025"})),
            Some("content-error-check-order")
        );
        assert_eq!(wrong(json!({"checked_on": "2026-05", "next_review": "2026"})), None);
    }
}
