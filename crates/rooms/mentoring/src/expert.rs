//! The kind `mentoring-expert`: an integration leader says what she is good at, in which languages she answers, and how
//! soon. All of them together are the roster from which a coordinator chooses who answers a request for assistance.

use content::{
    Field, Kind, Shape,
    kind::{Place, Section, lists::STAGES},
};

use crate::{
    offer::FORMS,
    shelf::{COUNTRY, ON_THE_SHELF},
};

/// How soon she answers.
pub const WITHIN: &[&str] = &["days", "week", "month"];

/// Whether she can be asked now.
pub const TAKING: &[&str] = &["open", "away"];

static FIELDS: &[Field] = &[
    Field::new("languages", Shape::Langs, "facts", "gh:workingLanguage")
        .words("mentoring-language")
        .required()
        .facet(),
    Field::new("stages", Shape::Choices(STAGES), "facts", "gh:policyStage").facet(),
    Field::new("forms", Shape::Choices(FORMS), "facts", "gh:mode").words("mentoring-form").facet(),
    COUNTRY,
    Field::new("taking", Shape::Choice(TAKING), "facts", "gh:takingRequests").required().facet(),
    Field::new("within", Shape::Choice(WITHIN), "facts", "gh:answersWithin"),
    Field::new("experience", Shape::Text, "experience", "gh:experience").translated(),
];

/// An entry of the roster.
pub static EXPERT: Kind = Kind {
    name: "mentoring-expert",
    wire: "MentoringExpert",
    fields: FIELDS,
    sections: &[
        Section { name: "facts", step: "facts", place: Place::Facts },
        Section { name: "experience", step: "experience", place: Place::Body },
    ],
    also: &[("kind", "mentoring-expert")],
    ..ON_THE_SHELF
};
