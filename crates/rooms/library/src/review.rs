//! The kind `review`: what one person thinks of a practice, by the criteria that programmes judge
//! practices by (URBACT, Interreg Europe, SPRING): whether it answers a need, whether those concerned took
//! part, what proves it, and what others can do with it. Each is a word with a reason, never a number; the
//! whole is an opinion that says for whom and under which conditions.

use content::{
    Draft, Field, Kind, Shape,
    kind::{PLAIN, Place, Section, Voice},
};
use domain::FieldErrors;

/// The marks, the best first. Whoever cannot tell says so.
pub const MARKS: &[&str] = &["strong", "sufficient", "weak", "unclear"];

/// The opinion as a whole.
pub const OPINIONS: &[&str] = &["recommended", "conditions", "not-yet"];

/// Whether she declares an interest.
pub const INTERESTS: &[&str] = &["none", "declared"];

/// The criteria: the field of the mark, and that of the reason.
pub const CRITERIA: [(&str, &str); 4] = [
    ("relevance", "relevance_why"),
    ("participation", "participation_why"),
    ("evidence", "evidence_why"),
    ("transferability", "transferability_why"),
];

const fn mark(name: &'static str, wire: &'static str) -> Field {
    Field::new(name, Shape::Choice(MARKS), name, wire).required()
}

const fn why(name: &'static str, section: &'static str, wire: &'static str) -> Field {
    Field::new(name, Shape::Text, section, wire).translated().required().max(3_000)
}

static FIELDS: &[Field] = &[
    mark("relevance", "gh:relevance"),
    why("relevance_why", "relevance", "gh:relevanceReason"),
    mark("participation", "gh:participationMark"),
    why("participation_why", "participation", "gh:participationReason"),
    mark("evidence", "gh:evidenceMark"),
    why("evidence_why", "evidence", "gh:evidenceReason"),
    mark("transferability", "gh:transferability"),
    why("transferability_why", "transferability", "gh:transferabilityReason"),
    Field::new("opinion", Shape::Choice(OPINIONS), "opinion", "gh:opinion").required(),
    Field::new("interest", Shape::Choice(INTERESTS), "interest", "gh:interest").required(),
    Field::new("interest_text", Shape::Line, "interest", "gh:interestDeclared")
        .translated()
        .max(500),
];

const fn section(name: &'static str) -> Section {
    Section { name, step: "review", place: Place::Body }
}

static SECTIONS: &[Section] = &[
    section("relevance"),
    section("participation"),
    section("evidence"),
    section("transferability"),
    section("opinion"),
    section("interest"),
];

/// A review. Its text says for whom the practice is right, and under which conditions.
pub static REVIEW: Kind = Kind {
    name: "review",
    wire: "Review",
    path: "reviews",
    fields: FIELDS,
    sections: SECTIONS,
    files: true,
    voice: Some(Voice::Review),
    check,
    ..PLAIN
};

fn check(draft: &Draft, errors: &mut FieldErrors) {
    if draft.text("interest") == "declared" && draft.text("interest_text").is_empty() {
        errors.add("interest_text", "review-error-interest");
    }
}

#[cfg(test)]
mod tests {
    use content::{Goal, draft};
    use domain::Lang;
    use serde_json::json;

    use super::*;

    #[test]
    fn an_interest_is_said_in_words() {
        let mut said = Draft::new("review", Lang::bulgarian());
        said.values.insert("interest".into(), json!("declared"));
        let errors = draft::check(&REVIEW, &said, Goal::Keep).unwrap_err();
        assert_eq!(errors.of("interest_text").unwrap().key, "review-error-interest");
        said.values.insert("interest_text".into(), json!("Работихме заедно."));
        assert!(draft::check(&REVIEW, &said, Goal::Keep).is_ok());
    }

    #[test]
    fn every_criterion_is_a_word_with_a_reason() {
        for (mark, why) in CRITERIA {
            assert_eq!(REVIEW.field(mark).unwrap().shape, Shape::Choice(MARKS));
            assert_eq!(REVIEW.field(why).unwrap().section, mark);
        }
    }
}
