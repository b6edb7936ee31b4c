//! The kind `mentoring-programme`: a coordinator brings cities together within a time, by rules that everybody can read,
//! with weights that say what counts how much.

use content::{
    Draft, Field, Kind, Shape,
    kind::{Place, Section},
};
use domain::FieldErrors;

use crate::shelf::{ON_THE_SHELF, period};

/// How far it has come.
pub const STAND: &[&str] = &["planned", "open", "matching", "running", "closed"];

const fn weight(name: &'static str, wire: &'static str) -> Field {
    Field::new(name, Shape::Number { min: 0, max: 10, decimals: 0, unit: "" }, "weights", wire)
}

static FIELDS: &[Field] = &[
    Field::new("stand", Shape::Choice(STAND), "facts", "gh:stand").required().facet(),
    Field::new("opens", Shape::Date, "facts", "gh:opens"),
    Field::new("deadline", Shape::Date, "facts", "gh:deadline"),
    Field::new("period_start", Shape::Date, "facts", "gh:periodStart"),
    Field::new("period_end", Shape::Date, "facts", "gh:periodEnd"),
    Field::new(
        "capacity",
        Shape::Number { min: 1, max: 200, decimals: 0, unit: "" },
        "facts",
        "gh:capacity",
    ),
    Field::new("grant_min", Shape::Money, "facts", "gh:grantMin"),
    Field::new("grant_max", Shape::Money, "facts", "gh:grantMax"),
    Field::new("countries", Shape::Line, "facts", "gh:countries"),
    Field::new("eligibility", Shape::Text, "rules", "gh:eligibility").translated(),
    Field::new("rules", Shape::Text, "rules", "gh:programmeRules").translated().required(),
    weight("weight_sector", "gh:weightSector"),
    weight("weight_stage", "gh:weightStage"),
    weight("weight_language", "gh:weightLanguage"),
    weight("weight_size", "gh:weightSize"),
    weight("weight_legal_system", "gh:weightLegalSystem"),
    weight("weight_availability", "gh:weightAvailability"),
    weight("weight_earlier_work", "gh:weightEarlierWork"),
    weight("weight_preference", "gh:weightPreference"),
];

/// A programme.
pub static PROGRAMME: Kind = Kind {
    name: "mentoring-programme",
    wire: "MentoringProgramme",
    fields: FIELDS,
    sections: &[
        Section { name: "facts", step: "facts", place: Place::Facts },
        Section { name: "rules", step: "rules", place: Place::Body },
        Section { name: "weights", step: "weights", place: Place::Body },
    ],
    also: &[("kind", "mentoring-programme")],
    check,
    ..ON_THE_SHELF
};

fn check(draft: &Draft, errors: &mut FieldErrors) {
    period(draft, "period_start", "period_end", errors);
    if draft.is_before("deadline", "opens") {
        errors.add("deadline", "mentoring-error-deadline");
    }
    let amount = |field: &str| draft.values.get(field).and_then(serde_json::Value::as_i64);
    if amount("grant_max").zip(amount("grant_min")).is_some_and(|(most, least)| most < least) {
        errors.add("grant_max", "mentoring-error-grant");
    }
}

#[cfg(test)]
mod tests {
    use domain::Lang;
    use serde_json::{Value, json};

    use super::*;
    use crate::{matching::Criterion, shelf::tests::wrong};

    #[test]
    fn what_contradicts_itself_is_said_beside_its_field() {
        let said = |values: Value| {
            let mut draft = Draft::new(PROGRAMME.name, Lang::bulgarian());
            draft.values = values.as_object().unwrap().clone();
            wrong(&PROGRAMME, &draft).pop()
        };
        let error = |field: &str, key| Some((field.to_owned(), key));
        assert_eq!(
            said(json!({"period_start": "2027-05", "period_end": "2027-04-30"})),
            error("period_end", "mentoring-error-period")
        );
        assert_eq!(
            said(json!({"opens": "2027-01-15", "deadline": "2027-01-14"})),
            error("deadline", "mentoring-error-deadline")
        );
        assert_eq!(
            said(json!({"grant_min": 5000, "grant_max": 4999})),
            error("grant_max", "mentoring-error-grant")
        );
        let right =
            json!({"opens": "2027-01", "deadline": "2027-01-14", "grant_max": 1, "grant_min": 1});
        assert_eq!(said(right), None);
    }

    #[test]
    fn every_criterion_has_a_weight() {
        for criterion in Criterion::ALL {
            let name = format!("weight_{}", criterion.as_str().replace('-', "_"));
            assert!(PROGRAMME.field(&name).is_some(), "{name}");
        }
    }
}
