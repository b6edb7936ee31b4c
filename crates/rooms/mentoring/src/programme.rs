//! The kind `mentoring-programme`: a coordinator brings cities together within a time, by rules that everybody can read,
//! with weights that say what counts how much.

use content::{
    Draft, Field, Kind, Shape, Values,
    kind::{Kinds, Place, Section},
    read::{self, Page},
};
use domain::{ActorId, ContentId, Error, FieldErrors, Lang, Origin, Result, access::Who};
use people::ledger;
use serde_json::Value;
use store::{Query, args, statements};

use crate::{
    matching::{Criterion, Weights},
    shelf::{ON_THE_SHELF, period},
};

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
    // It binds the good name of the instance, and other cities answer it.
    reserved: Some("programme-error-reserved"),
    check,
    ..ON_THE_SHELF
};

fn check(draft: &Draft, errors: &mut FieldErrors) {
    period(draft, "period_start", "period_end", errors);
    if draft.is_before("deadline", "opens") {
        errors.add("deadline", "mentoring-error-deadline");
    }
    let amount = |field: &str| draft.values.get(field).and_then(Value::as_i64);
    if amount("grant_max").zip(amount("grant_min")).is_some_and(|(most, least)| most < least) {
        errors.add("grant_max", "mentoring-error-grant");
    }
}

/// The field with the weight of a criterion.
fn weight_of(criterion: Criterion) -> String {
    format!("weight_{}", criterion.as_str().replace('-', "_"))
}

/// How much each criterion counts in a programme: as it says, and as usual where it says nothing.
pub fn weights(values: &Values) -> Weights {
    let said = |criterion: Criterion| {
        let value = values.get(&weight_of(criterion)).and_then(Value::as_i64);
        value.and_then(|n| u8::try_from(n).ok())
    };
    Criterion::ALL.into_iter().fold(Weights::default(), |weights, criterion| {
        match said(criterion) {
            Some(weight) => weights.with(criterion, weight),
            None => weights,
        }
    })
}

/// A day as exact as another is known.
fn upto<'a>(today: &'a str, day: &str) -> &'a str {
    today.get(..day.len()).unwrap_or(today)
}

/// Whether one can apply to a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// Not yet: it is only planned, or the day on which it opens is to come.
    Ahead,
    /// One can.
    Open,
    /// Not any more: its deadline has passed, or it has gone on without one.
    Closed,
}

impl Admission {
    /// To a programme with these values, on a day (`2026-11-29`): a month or a year that is named counts as a whole.
    pub fn of(values: &Values, today: &str) -> Self {
        let deadline = text(values, "deadline");
        let passed = !deadline.is_empty() && upto(today, deadline) > deadline;
        if passed || !matches!(text(values, "stand"), "planned" | "open") {
            Self::Closed
        } else if text(values, "stand") == "planned" || opens(values, today).is_some() {
            Self::Ahead
        } else {
            Self::Open
        }
    }
}

/// When one can apply to a programme with these values from, as exact as it is known, where that is still to come.
pub fn opens<'a>(values: &'a Values, today: &str) -> Option<&'a str> {
    let opens = text(values, "opens");
    (!opens.is_empty() && upto(today, opens) < opens).then_some(opens)
}

fn text<'a>(values: &'a Values, field: &str) -> &'a str {
    values.get(field).and_then(Value::as_str).unwrap_or_default()
}

statements! {
    COORDINATES = "SELECT c.author_id, COALESCE(c.organisation_id, f.organisation_id) AS organisation_id \
        FROM content c LEFT JOIN affiliation f ON f.person_id = c.author_id \
        WHERE c.kind = 'mentoring-programme' AND (c.ap_id = $1 OR c.id = $2)";
}

/// Who coordinates the programme of this IRI, as far as it is known here: its author, and the organisation.
pub async fn coordinators(q: &mut impl Query, origin: &Origin, iri: &str) -> Result<Vec<ActorId>> {
    let own = content::activity::object::own_id(origin, iri);
    let row: Option<(ActorId, Option<ActorId>)> = q.optional(&COORDINATES, args![iri, own]).await?;
    Ok(row.into_iter().flat_map(|(author, of)| [Some(author), of]).flatten().collect())
}

/// A programme as those who apply and its coordinator know it.
#[derive(Debug, Clone)]
pub struct Programme {
    /// Its id here.
    pub id: ContentId,
    /// Its IRI, the same on every instance.
    pub iri: String,
    /// What it is called, in the reader's language.
    pub title: String,
    /// The address of its page here.
    pub href: String,
    /// The party that coordinates it: the organisation on whose behalf it was published, or its author.
    pub coordinator: ActorId,
    /// Its name.
    pub coordinator_name: String,
    /// Whether it lives here.
    pub is_local: bool,
    /// Whoever published it.
    pub author: ActorId,
    /// What it says.
    pub values: Values,
}

impl Programme {
    /// A programme that the reader may see. NotFound for what is none.
    pub async fn read(
        q: &mut impl Query,
        kinds: &Kinds,
        origin: &Origin,
        who: &Who,
        id: ContentId,
        lang: &Lang,
    ) -> Result<Self> {
        let page = read::page(q, kinds, who, id, std::slice::from_ref(lang)).await?;
        if page.content.kind != PROGRAMME.name || page.content.published_at.is_none() {
            return Err(Error::NotFound);
        }
        Ok(Self::of(origin, &page))
    }

    /// The programme of a page.
    pub fn of(origin: &Origin, page: &Page) -> Self {
        let party = page.organisation.as_ref().unwrap_or(&page.author);
        Self {
            id: page.content.id,
            iri: content::activity::object::iri_of(origin, &page.content),
            title: page.text.title.clone(),
            href: read::path(page.kind, page.content.id, &page.content.slug),
            coordinator: party.id,
            coordinator_name: party.name.clone(),
            is_local: page.content.host.is_empty(),
            author: page.author.id,
            values: page.values(),
        }
    }

    fn text(&self, field: &str) -> &str {
        text(&self.values, field)
    }

    /// How far it has come: a word of [`STAND`].
    pub fn stand(&self) -> &str {
        self.text("stand")
    }

    /// The last day for applications, as exact as it is known.
    pub fn deadline(&self) -> &str {
        self.text("deadline")
    }

    /// When it begins and ends, as exact as it is known.
    pub fn period(&self) -> (&str, &str) {
        (self.text("period_start"), self.text("period_end"))
    }

    /// How many pairs there can be.
    pub fn capacity(&self) -> Option<i64> {
        self.values.get("capacity").and_then(Value::as_i64)
    }

    /// The least and the most euros of a small grant.
    pub fn grant(&self) -> (Option<i64>, Option<i64>) {
        let amount = |field: &str| self.values.get(field).and_then(Value::as_i64);
        (amount("grant_min"), amount("grant_max"))
    }

    /// Whether one can apply on this day, as [`Admission::of`] has it.
    pub fn takes_applications(&self, today: &str) -> bool {
        Admission::of(&self.values, today) == Admission::Open
    }

    /// Whether somebody of this instance coordinates it: she works for the party that does, or is it.
    pub async fn is_coordinated_by(&self, q: &mut impl Query, who: &Who) -> Result<bool> {
        match who.person() {
            Some(person) if self.is_local => ledger::belongs(q, person, self.coordinator).await,
            _ => Ok(false),
        }
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
            let name = weight_of(criterion);
            assert!(PROGRAMME.field(&name).is_some(), "{name}");
        }
        let values = json!({"weight_sector": 0, "weight_legal_system": 9});
        let weights = weights(values.as_object().unwrap());
        let usual = Weights::default();
        assert_eq!(weights.of(Criterion::Sector), 0);
        assert_eq!(weights.of(Criterion::LegalSystem), 9);
        assert_eq!(weights.of(Criterion::Stage), usual.of(Criterion::Stage));
    }

    #[test]
    fn one_can_apply_from_the_first_day_to_the_last() {
        let open = |values: Value, today: &str| {
            let programme = Programme {
                id: ContentId(uuid::Uuid::nil()),
                iri: String::new(),
                title: String::new(),
                href: String::new(),
                coordinator: ActorId(uuid::Uuid::nil()),
                coordinator_name: String::new(),
                is_local: true,
                author: ActorId(uuid::Uuid::nil()),
                values: values.as_object().unwrap().clone(),
            };
            programme.takes_applications(today)
        };
        let dated = json!({"stand": "open", "opens": "2027-01-10", "deadline": "2027-02"});
        for (today, may) in [
            ("2027-01-09", false),
            ("2027-01-10", true),
            ("2027-02-28", true),
            ("2027-03-01", false),
        ] {
            assert_eq!(open(dated.clone(), today), may, "{today}");
        }
        assert!(open(json!({"stand": "open"}), "2027-01-01"));
        assert!(!open(json!({"stand": "matching"}), "2027-01-01"));
    }

    #[test]
    fn it_is_ahead_then_open_then_closed() {
        let of = |values: &Value, today: &str| {
            let values = values.as_object().unwrap();
            (Admission::of(values, today), opens(values, today).map(str::to_owned))
        };
        let dated = json!({"stand": "open", "opens": "2027-01-10", "deadline": "2027-01-31"});
        let day = Some("2027-01-10".to_owned());
        for (today, expected) in [
            ("2027-01-09", (Admission::Ahead, day.clone())),
            ("2027-01-10", (Admission::Open, None)),
            ("2027-01-31", (Admission::Open, None)),
            ("2027-02-01", (Admission::Closed, None)),
        ] {
            assert_eq!(of(&dated, today), expected, "{today}");
        }
        let planned = json!({"stand": "planned", "opens": "2027-01-10"});
        assert_eq!(of(&planned, "2027-01-09"), (Admission::Ahead, day));
        assert_eq!(of(&planned, "2027-01-11"), (Admission::Ahead, None), "it is late");
        assert_eq!(of(&json!({"stand": "planned"}), "2027-01-01"), (Admission::Ahead, None));
        let late = json!({"stand": "planned", "deadline": "2026-12"});
        assert_eq!(of(&late, "2027-01-01"), (Admission::Closed, None));
        for stand in ["matching", "running", "closed"] {
            assert_eq!(
                of(&json!({ "stand": stand }), "2027-01-01").0,
                Admission::Closed,
                "{stand}"
            );
        }
    }
}
