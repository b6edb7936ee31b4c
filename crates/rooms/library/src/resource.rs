//! The kind `resource`: something that was made for the work of others, with its files or at an address:
//! a guideline, a training video, a model of a debate, a template, a dataset. What the source programmes
//! asked of each stands here once: for whom, how far it reaches, who made it and when, whose money it was,
//! and when somebody last looked whether it still holds.

use content::{
    Draft, Field, Kind, Shape,
    kind::{ApType, PLAIN, Place, Section},
};
use domain::FieldErrors;

use crate::practice::TARGET_GROUPS;

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

static FIELDS: &[Field] = &[
    Field::new("form", Shape::Choice(FORMS), "facts", "gh:form").required().facet(),
    Field::new("target_groups", Shape::Choices(TARGET_GROUPS), "facts", "gh:targetGroup")
        .words("practice-target-groups")
        .required()
        .facet(),
    Field::new("level", Shape::Choice(LEVELS), "facts", "gh:reach").required().facet(),
    Field::new("url", Shape::Url, "facts", "gh:link"),
    Field::new("authors", Shape::Line, "facts", "gh:authors").max(500),
    Field::new("made", Shape::Date, "facts", "gh:made").facet(),
    Field::new(
        "duration",
        Shape::Number { min: 1, max: 10_000, decimals: 0, unit: "minutes" },
        "facts",
        "gh:duration",
    ),
    Field::new("country", Shape::Country, "facts", "gh:country").words("practice-country").facet(),
    Field::new("checked_on", Shape::Date, "facts", "gh:checkedOn"),
    Field::new("next_review", Shape::Date, "facts", "gh:nextReview"),
    Field::new("description", Shape::Text, "about", "gh:description").translated(),
    Field::new("use", Shape::Text, "about", "gh:use").translated(),
    Field::new("project", Shape::Line, "origin", "gh:project").translated(),
    Field::new("funder", Shape::Line, "origin", "gh:funder").translated(),
    Field::new("disclaimer", Shape::Text, "origin", "gh:disclaimer").translated().max(2_000),
];

static SECTIONS: &[Section] = &[
    Section { name: "facts", step: "facts", place: Place::Facts },
    Section { name: "about", step: "about", place: Place::Body },
    Section { name: "origin", step: "about", place: Place::Body },
];

/// A resource.
pub static RESOURCE: Kind = Kind {
    name: "resource",
    wire: "Resource",
    object: ApType::Article,
    path: "library",
    fields: FIELDS,
    sections: SECTIONS,
    summary: true,
    body: false,
    sectors: true,
    licence: true,
    files: true,
    check,
    ..PLAIN
};

fn check(draft: &Draft, errors: &mut FieldErrors) {
    let text = |field: &str| draft.values.get(field).and_then(|v| v.as_str());
    if text("form") == Some("link") && text("url").is_none() {
        errors.add("url", "resource-error-link");
    }
    if let (Some(checked), Some(next)) = (text("checked_on"), text("next_review")) {
        // Dates may be years or months; they are compared as far as both are known.
        let known = checked.len().min(next.len());
        if next.get(..known) < checked.get(..known) {
            errors.add("next_review", "resource-error-review");
        }
    }
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
            Some("resource-error-review")
        );
        assert_eq!(wrong(json!({"checked_on": "2026-05", "next_review": "2026"})), None);
    }
}
