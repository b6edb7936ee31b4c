//! The kind `mentoring-request`: a city says with what it wants help, what it has tried, and by when.

use content::{
    Field, Kind, Shape, Values,
    kind::{
        Place, Section,
        lists::{POPULATION, STAGES},
    },
};

use crate::{
    offer::FORMS,
    shelf::{COUNTRY, FROM, ON_THE_SHELF, UNTIL, intent, possible},
};

/// Whether somebody is still sought.
pub const NEED: &[&str] = &["open", "matched", "closed"];

static FIELDS: &[Field] = &[
    Field::new("stage", Shape::Choice(STAGES), "facts", "gh:policyStage").required().facet(),
    Field::new("forms", Shape::Choices(FORMS), "facts", "gh:mode")
        .words("mentoring-form")
        .required()
        .facet(),
    Field::new("languages", Shape::Langs, "facts", "gh:workingLanguage")
        .words("mentoring-language")
        .required()
        .facet(),
    Field::new("interpreter", Shape::Flag, "facts", "gh:interpreter"),
    Field::new("population", Shape::Choice(POPULATION), "facts", "gh:population").facet(),
    COUNTRY.required(),
    Field::new("need", Shape::Choice(NEED), "time", "gh:need").required().facet(),
    FROM,
    UNTIL,
    Field::new("tried", Shape::Text, "tried", "gh:tried").translated(),
];

/// A request.
pub static REQUEST: Kind = Kind {
    name: "mentoring-request",
    wire: "MentoringRequest",
    fields: FIELDS,
    sections: &[
        Section { name: "facts", step: "facts", place: Place::Facts },
        Section { name: "time", step: "time", place: Place::Facts },
        Section { name: "tried", step: "time", place: Place::Body },
    ],
    also: &[("kind", "mentoring-request")],
    further,
    check: possible,
    ..ON_THE_SHELF
};

fn further(values: &Values) -> Values {
    intent("request", values)
}
