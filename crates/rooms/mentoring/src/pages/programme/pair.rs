//! The pairs of a programme, with what their cities have reported.

use domain::id::LedgerId;
use serde_json::{Map, Value};
use web::Ctx;

use super::{hours, mean};
use crate::{
    application::{Applicant, Role},
    workspace::Stage,
};

/// Two who were brought together, with what both have reported.
pub struct Pair {
    pub mentor: (String, LedgerId),
    pub mentee: (String, LedgerId),
    pub grant: Option<i64>,
    /// Nothing while no agreement has been reported.
    pub stage: Option<Stage>,
    pub starts: String,
    pub ends: String,
    pub last: String,
    pub next: String,
    pub meetings: i64,
    pub minutes: i64,
    /// What each side says, in tenths.
    pub satisfied: [Option<i64>; 2],
    pub overdue: i64,
    /// Whether both applications have it. One that only one of them has is finished or parted.
    pub whole: bool,
    /// Whether nothing has happened for long.
    pub quiet: bool,
}

/// Days without a meeting after which a pair is quiet.
const QUIET: i64 = 60;

impl Pair {
    /// All pairs of a programme, in the order of the applications.
    pub fn all(applicants: &[Applicant], today: jiff::civil::Date) -> Vec<Self> {
        let find = |iri: &str| applicants.iter().find(|a| a.iri == iri);
        let mut pairs = Vec::new();
        // The roles that they had when they were brought together.
        for mentee in applicants {
            for (iri, fields) in mentee.partners_as(Role::Mentee) {
                let Some(mentor) = find(iri) else { continue };
                let whole = mentor.partners_as(Role::Mentor).any(|(iri, _)| iri == mentee.iri);
                pairs.push(Self { whole, ..Self::of(mentor, mentee, fields, today) });
            }
        }
        for mentor in applicants {
            for (iri, fields) in mentor.partners_as(Role::Mentor) {
                let Some(mentee) = find(iri) else { continue };
                if mentee.partners_as(Role::Mentee).all(|(iri, _)| iri != mentor.iri) {
                    pairs.push(Self { whole: false, ..Self::of(mentor, mentee, fields, today) });
                }
            }
        }
        pairs
    }

    fn of(
        mentor: &Applicant,
        mentee: &Applicant,
        fields: &Map<String, Value>,
        today: jiff::civil::Date,
    ) -> Self {
        let of_mentee = reported(mentee, mentor);
        let of_mentor = reported(mentor, mentee);
        // Both see the same workspace; who reported later knows more of it.
        let newest = [of_mentee, of_mentor].into_iter().flatten().max_by_key(|report| {
            let of = |name: &str| number(report, name).unwrap_or_default();
            (stage(report), of("meetings"), of("minutes"))
        });
        let text = |name: &str| {
            let value = newest.and_then(|r| r.get(name)).and_then(Value::as_str);
            value.unwrap_or_default().to_owned()
        };
        let count = |name: &str| newest.and_then(|r| number(r, name)).unwrap_or_default();
        let satisfied =
            [of_mentor, of_mentee].map(|report| report.and_then(|r| number(r, "satisfaction")));
        let stage = newest.and_then(stage);
        let last = if text("last").is_empty() { text("starts") } else { text("last") };
        let since = last.parse::<jiff::civil::Date>().ok();
        let since = since.and_then(|d| today.since(d).ok()).map(|span| i64::from(span.get_days()));
        let works = stage.is_some_and(Stage::is_at_work);
        Self {
            mentor: (mentor.name().to_owned(), mentor.line.id),
            mentee: (mentee.name().to_owned(), mentee.line.id),
            grant: fields.get("grant").and_then(Value::as_i64),
            stage,
            starts: text("starts"),
            ends: text("ends"),
            last: text("last"),
            next: text("next"),
            meetings: count("meetings"),
            minutes: count("minutes"),
            satisfied,
            overdue: if works { count("overdue") } else { 0 },
            whole: true,
            quiet: works && text("next").is_empty() && since.is_some_and(|days| days > QUIET),
        }
    }

    /// How far it has come, in words.
    pub fn stage_in(&self, ctx: &Ctx) -> String {
        if !self.whole {
            return ctx.tr.t("programme-incomplete").to_owned();
        }
        let word = self.stage.map_or("matched", Stage::as_str);
        ctx.tr.t(&format!("workspace-stage-{word}")).to_owned()
    }

    /// The mean of what both sides say; empty while neither has said anything.
    pub fn satisfaction(&self, ctx: &Ctx) -> String {
        let mean = mean(self.satisfied.into_iter().flatten());
        mean.map(|n| ctx.local.tenths(n)).unwrap_or_default()
    }

    /// The hours that the two have met.
    pub fn hours(&self, ctx: &Ctx) -> String {
        hours(ctx, self.minutes)
    }
}

/// A number of a report, which came from elsewhere.
fn number(report: &Map<String, Value>, name: &str) -> Option<i64> {
    report.get(name).and_then(Value::as_i64).map(|n| n.clamp(0, 1_000_000))
}

fn stage(report: &Map<String, Value>) -> Option<Stage> {
    report.get("stage").and_then(Value::as_str).and_then(Stage::parse)
}

/// What an applicant's instance has reported of its work with another.
fn reported<'a>(of: &'a Applicant, with: &Applicant) -> Option<&'a Map<String, Value>> {
    let reports = of.reports.values().filter_map(Value::as_object);
    let mut reports =
        reports.filter(|r| r.get("with").and_then(Value::as_str) == Some(with.iri.as_str()));
    reports.next_back()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::application::tests::applicant;

    fn with(other: &str, state: &str, role: &str) -> Value {
        json!({ "matches": { other: { "state": state, "role": role } } })
    }

    #[test]
    fn a_pair_that_only_one_of_its_cities_has_is_seen() {
        let all = |mentor: &Value, mentee: &Value| {
            let both = [applicant(1, mentor), applicant(2, mentee)];
            let pairs = Pair::all(&both, jiff::civil::date(2027, 1, 1)).into_iter();
            pairs.map(|p| (p.mentor.0, p.mentee.0, p.whole)).collect::<Vec<_>>()
        };
        let pair = |whole: bool| vec![("City 1".to_owned(), "City 2".to_owned(), whole)];
        let (mentor, mentee) = (with("2", "decided", "mentor"), with("1", "decided", "mentee"));
        assert_eq!(all(&mentor, &mentee), pair(true));
        assert_eq!(all(&mentor, &json!({})), pair(false), "only the one that helps has it");
        let parted = with("2", "ended", "mentor");
        assert_eq!(all(&parted, &mentee), pair(false), "only the one that is helped has it");
        assert_eq!(all(&parted, &with("1", "ended", "mentee")), []);
    }

    #[test]
    fn what_is_over_is_not_overdue() {
        let overdue = |stage: &str| {
            let mut mentee = with("1", "decided", "mentee");
            mentee["reports"] = json!({ "w": { "with": "1", "stage": stage, "overdue": 2 } });
            let both = [applicant(1, &with("2", "decided", "mentor")), applicant(2, &mentee)];
            Pair::all(&both, jiff::civil::date(2027, 1, 1))[0].overdue
        };
        assert_eq!((overdue("working"), overdue("feedback")), (2, 2));
        assert_eq!((overdue("closed"), overdue("left")), (0, 0));
    }
}
