//! The kind `mentoring-offer`: a city or somebody who works for one says in what she can help others, how and when.

use content::{
    Field, Kind, Shape, Values,
    kind::{
        Place, Section,
        lists::{POPULATION, STAGES},
    },
};

use crate::shelf::{COUNTRY, FROM, ON_THE_SHELF, UNTIL, intent, possible};

/// How cities meet.
pub const FORMS: &[&str] = &["visit", "online", "documents", "question"];

/// Whether there is room for more.
pub const AVAILABILITY: &[&str] = &["open", "full", "closed"];

/// How far away the other city may be.
pub const REACH: &[&str] = &["anywhere", "same-country"];

static FIELDS: &[Field] = &[
    Field::new("stages", Shape::Choices(STAGES), "facts", "gh:policyStage").required().facet(),
    Field::new("forms", Shape::Choices(FORMS), "facts", "gh:mode")
        .words("mentoring-form")
        .required()
        .facet(),
    Field::new("languages", Shape::Langs, "facts", "gh:workingLanguage")
        .words("mentoring-language")
        .required()
        .facet(),
    Field::new("population", Shape::Choices(POPULATION), "facts", "gh:citySize").facet(),
    Field::new("reach", Shape::Choice(REACH), "facts", "gh:offeredTo"),
    COUNTRY,
    Field::new("availability", Shape::Choice(AVAILABILITY), "time", "gh:availability")
        .required()
        .facet(),
    Field::new(
        "capacity",
        Shape::Number { min: 1, max: 20, decimals: 0, unit: "" },
        "time",
        "gh:capacity",
    ),
    Field::new(
        "hours",
        Shape::Number { min: 1, max: 80, decimals: 0, unit: "hours" },
        "time",
        "gh:hoursPerMonth",
    ),
    FROM,
    UNTIL,
    Field::new("conditions", Shape::Text, "conditions", "gh:conditions").translated(),
];

/// An offer.
pub static OFFER: Kind = Kind {
    name: "mentoring-offer",
    wire: "MentoringOffer",
    fields: FIELDS,
    sections: &[
        Section { name: "facts", step: "facts", place: Place::Facts },
        Section { name: "time", step: "time", place: Place::Facts },
        Section { name: "conditions", step: "time", place: Place::Body },
    ],
    also: &[("kind", "mentoring-offer")],
    further,
    check: possible,
    ..ON_THE_SHELF
};

fn further(values: &Values) -> Values {
    intent("offer", values)
}

#[cfg(test)]
mod tests {
    use content::Draft;
    use domain::Lang;
    use serde_json::{Value, json};

    use super::*;
    use crate::shelf::tests::wrong;

    #[test]
    fn it_does_not_end_before_it_begins() {
        let until = |from: &str, until: &str| {
            let mut draft = Draft::new(OFFER.name, Lang::english());
            draft.values.insert("from".into(), from.into());
            draft.values.insert("until".into(), until.into());
            wrong(&OFFER, &draft)
        };
        let period = vec![("until".to_owned(), "mentoring-error-period")];
        assert_eq!(until("2027-03", "2027-02-28"), period);
        assert_eq!(until("2027-03-02", "2027-03-01"), period);
        assert_eq!(until("2027-03", "2027"), []);
        assert_eq!(until("", "2027"), []);
    }

    #[test]
    fn it_is_a_proposal_of_value_flows() {
        let values = json!({"from": "2027-01", "until": "2027-06", "capacity": 2});
        let further = (OFFER.further)(values.as_object().unwrap());
        let expected = json!({
            "vf:purpose": "offer",
            "vf:publishes": {
                "type": "vf:Intent",
                "vf:action": "vf:deliverService",
                "vf:hasBeginning": "2027-01",
                "vf:hasEnd": "2027-06",
            },
        });
        assert_eq!(Value::Object(further), expected);
    }
}
