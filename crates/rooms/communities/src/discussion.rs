//! The kind `discussion`: a question, an exchange or a decision in a community.

use content::{
    Draft, Field, Kind, Shape, Values,
    kind::{ApType, Counter, PLAIN, Place, Section},
};
use domain::FieldErrors;

/// What a discussion is for.
pub const TYPES: &[&str] = &["question", "discussion", "decision"];

/// How far a decision is.
pub const DECISION_STATES: &[&str] = &["proposed", "agreed", "under-way", "done", "dropped"];

static FIELDS: &[Field] = &[
    Field::new("type", Shape::Choice(TYPES), "about", "gh:discussionType")
        .required()
        .facet()
        .quiet(),
    Field::new("decision", Shape::Text, "decision", "gh:decision").translated().max(4_000),
    Field::new("decision_state", Shape::Choice(DECISION_STATES), "decision", "gh:decisionState")
        .facet(),
    Field::new("decision_date", Shape::Date, "decision", "gh:decided"),
    Field::new("decision_owner", Shape::Line, "decision", "gh:responsible").translated().max(120),
    Field::new("decision_due", Shape::Date, "decision", "gh:due"),
];

static SECTIONS: &[Section] = &[
    Section { name: "about", step: "text", place: Place::Facts },
    Section { name: "decision", step: "decision", place: Place::Body },
];

/// A discussion. A question has an answer: the comment that was accepted.
pub static DISCUSSION: Kind = Kind {
    name: "discussion",
    wire: "Discussion",
    object: ApType::Article,
    path: "discussions",
    fields: FIELDS,
    sections: SECTIONS,
    answerable: |values| is(values, "question"),
    in_community: true,
    counter: Counter::Discussions,
    check,
    ..PLAIN
};

fn is(values: &Values, kind: &str) -> bool {
    values.get("type").is_some_and(|v| v == kind)
}

/// Only a decision has an outcome, and one that is to be carried out says which.
fn check(draft: &Draft, errors: &mut FieldErrors) {
    let has = |field: &str| draft.values.contains_key(field);
    let outcome = ["decision_state", "decision_date", "decision_owner", "decision_due"];
    if is(&draft.values, "question") {
        for field in ["decision"].into_iter().chain(outcome) {
            if has(field) {
                errors.add(field, "discussion-error-no-decision");
            }
        }
    } else if !has("decision") && outcome.into_iter().any(has) && errors.of("decision").is_none() {
        errors.add("decision", "discussion-error-decision");
    }
    let date = |field: &str| draft.values.get(field).and_then(|v| v.as_str());
    if let (Some(decided), Some(due)) = (date("decision_date"), date("decision_due"))
        && due.get(..decided.len().min(due.len())) < decided.get(..decided.len().min(due.len()))
    {
        errors.add("decision_due", "discussion-error-due");
    }
}

#[cfg(test)]
mod tests {
    use content::{Goal, draft};
    use domain::Lang;
    use serde_json::json;

    use super::*;

    fn keys(values: &serde_json::Value) -> Vec<(String, &'static str)> {
        let mut draft = Draft::new("discussion", Lang::bulgarian());
        draft.title = "Кой плаща превода?".into();
        draft.body = "Въпрос".into();
        draft.values = values.as_object().cloned().unwrap_or_default();
        match draft::check(&DISCUSSION, &draft, Goal::Publish) {
            Ok(_) => Vec::new(),
            Err(errors) => errors.0.into_iter().map(|e| (e.field.into_owned(), e.key)).collect(),
        }
    }

    #[test]
    fn only_decisions_have_outcomes() {
        assert_eq!(keys(&json!({"type": "question"})), []);
        assert_eq!(keys(&json!({})), [("type".into(), "content-error-choose")]);
        assert_eq!(
            keys(&json!({"type": "question", "decision": "Да"})),
            [("decision".into(), "discussion-error-no-decision")]
        );
        assert_eq!(
            keys(&json!({"type": "decision", "decision_state": "agreed"})),
            [("decision".into(), "discussion-error-decision")]
        );
        let due = |due| json!({"type": "decision", "decision": "Да", "decision_date": "2026-02-10", "decision_due": due});
        assert_eq!(keys(&due("2026-04-30")), []);
        assert_eq!(keys(&due("2026")), [], "a year that may be meant is not too early");
        assert_eq!(keys(&due("2026-01-01")), [("decision_due".into(), "discussion-error-due")]);
    }

    #[test]
    fn only_questions_are_answered() {
        let values = |t: &str| json!({"type": t}).as_object().cloned().unwrap_or_default();
        assert!((DISCUSSION.answerable)(&values("question")));
        assert!(!(DISCUSSION.answerable)(&values("decision")));
    }
}
