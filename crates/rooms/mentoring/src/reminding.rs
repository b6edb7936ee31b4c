//! Of what people are reminded, each time once: a meeting tomorrow, one of which nobody has written what came of it,
//! actions that are overdue, how it goes, feedback, the end. Each instance reminds its own people.

use domain::{Result, day, id::LedgerId};
use jiff::{ToSpan, civil::Date, tz::TimeZone};
use people::{
    ledger::{self, Entry, Ledgers, Registers, Side, notes},
    notifications::{self, Notice},
};

use crate::{
    agreement::Agreement,
    verifying,
    workspace::{Stage, entry, is_overdue, word},
};

/// Days after which one is asked how it goes.
const CHECK_IN: i32 = 30;

/// The kinds of notices.
pub mod notice {
    /// There is a meeting tomorrow, or today.
    pub const SOON: &str = "mentoring-session-soon";
    /// A meeting was planned for a day that is over.
    pub const PAST: &str = "mentoring-session-past";
    /// An action is overdue.
    pub const OVERDUE: &str = "mentoring-action-overdue";
    /// Nobody of one's side has said for a month how it goes.
    pub const CHECK_IN: &str = "mentoring-checkin-due";
    /// Half of the time is over, or all of it, and nobody of one's side has said how it was.
    pub const FEEDBACK: &str = "mentoring-feedback-due";
    /// The end of the agreement has come.
    pub const CLOSING: &str = "mentoring-closing-due";

    /// All of them.
    pub const ALL: &[&str] = &[SOON, PAST, OVERDUE, CHECK_IN, FEEDBACK, CLOSING];
}

/// A reminder: what makes it the same as one that was given before, and the kind of notice.
type Due = (String, &'static str);

/// Of what one side is to be reminded on a day in its time zone.
pub fn due(
    now: &Registers,
    agreement: &Agreement,
    side: Side,
    today: Date,
    zone: &TimeZone,
) -> Vec<Due> {
    let stage = Stage::of(now, agreement);
    let Some(version) = agreement.in_force() else { return Vec::new() };
    if matches!(stage, Stage::Closed | Stage::Left) {
        return Vec::new();
    }
    let mut due: Vec<Due> = Vec::new();
    let this = today.to_string();
    let tomorrow = today.saturating_add(1.day()).to_string();
    for (key, session) in now.all(entry::SESSION) {
        let date = session.text("date");
        if date.len() != this.len() || session.text("state") != "planned" {
            continue;
        }
        let reason = |what: &str| format!("{what}/{key}/{date}");
        if date < this.as_str() {
            due.push((reason("past"), notice::PAST));
        } else if date <= tomorrow.as_str() {
            due.push((reason("soon"), notice::SOON));
        }
    }
    for (key, action) in now.all(entry::ACTION) {
        if is_overdue(action, &this) {
            due.push((format!("overdue/{key}/{}", action.text("due")), notice::OVERDUE));
        }
    }
    let terms = version.terms();
    let term = |name: &str| {
        let text = terms.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
        text.parse::<Date>().ok()
    };
    let own = format!("{}-", word(side));
    let said = |kind: &str| {
        let all = now.all(kind).into_iter();
        all.filter(|(key, _)| key.starts_with(&own)).map(|(_, e)| e).collect::<Vec<&Entry>>()
    };
    let last = said(entry::CHECKIN).iter().filter_map(|e| e.begun()).map(|w| w.at).max();
    let last = last.map(|at| day::of(at, zone));
    // Whoever does not answer is asked again after as long, but not after all is over.
    let until = term("ends").map_or(today, |ends| ends.min(today));
    if let Some(since) = last.or(term("starts")) {
        let asked = (until - since).get_days() / CHECK_IN;
        if asked > 0 {
            due.push((format!("checkin/{}/{since}/{asked}", word(side)), notice::CHECK_IN));
        }
    }
    let has = |moment: &str| said(entry::FEEDBACK).iter().any(|e| e.text("moment") == moment);
    let over = |day: &Date| *day <= today;
    let (half, end) = (middle(term("starts"), term("review"), term("ends")), term("ends"));
    let moment = match end.filter(over) {
        Some(day) => Some(("end", day)),
        None => half.filter(over).map(|day| ("middle", day)),
    };
    if let Some((moment, day)) = moment.filter(|(moment, _)| !has(moment) && !has("end")) {
        due.push((format!("feedback/{moment}/{}/{day}", word(side)), notice::FEEDBACK));
    }
    let closing = now.one(entry::CLOSING);
    if let Some(ends) = term("ends").filter(|ends| *ends <= today)
        && closing.value(&format!("{}_lessons", word(side))).is_null()
    {
        due.push((format!("closing/{}/{ends}", word(side)), notice::CLOSING));
    }
    due
}

/// When feedback is asked for in the middle: on the day of the review, or half way.
fn middle(starts: Option<Date>, review: Option<Date>, ends: Option<Date>) -> Option<Date> {
    review.or_else(|| {
        let (starts, ends) = (starts?, ends?);
        Some(starts.saturating_add(((ends - starts).get_days() / 2).days()))
    })
}

/// Reminds those of this instance who see a workspace.
pub async fn remind(ledgers: &Ledgers, id: LedgerId, today: Date, zone: &TimeZone) -> Result<()> {
    let mut q = ledgers.store().read();
    let (workspace, operations) = ledgers.load(&mut q, id).await?;
    let people = ledger::people(&mut q, id).await?;
    let agreement = verifying::agreement(&mut q, &workspace, &operations).await?;
    drop(q);
    let now = workspace.registers(&operations);
    for side in Side::BOTH.into_iter().filter(|side| workspace.party(*side).is_local()) {
        let party = workspace.party(side).id;
        for (reason, kind) in due(&now, &agreement, side, today, zone) {
            let mut tx = ledgers.store().begin().await?;
            // Both sides can live here, and each is reminded.
            if notes::is_first(&mut tx, id, &format!("{}:{reason}", word(side))).await? {
                let of = |p: &ledger::Named| Notice::of_ledger(p.person_id, kind, None, id);
                let own = people.iter().filter(|p| p.party_id == party);
                let notices: Vec<Notice> = own.map(of).collect();
                notifications::remind(&mut tx, &notices).await?;
            }
            tx.save().await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use domain::Time;
    use people::{ledger::Operation, testing};
    use serde_json::{Value, json};

    use super::*;

    fn registers(entries: &[(&str, &str, Value)]) -> Registers {
        let operation = |(n, (entry, key, set)): (usize, &(&str, &str, Value))| {
            let n = i64::try_from(n).unwrap() + 1;
            Operation {
                at: Time::parse("2027-02-01T09:00:00Z").unwrap(),
                ..testing::operation("a", n, entry, key, set)
            }
        };
        let all: Vec<Operation> = entries.iter().enumerate().map(operation).collect();
        Registers::of(&all, |_| true)
    }

    fn agreed(terms: &Value) -> Agreement {
        let document = json!({ "gh:terms": terms, "gh:number": 1 });
        Agreement::binding(document.as_object().unwrap().clone())
    }

    fn kinds(now: &Registers, agreement: &Agreement, side: Side, day: &str) -> Vec<&'static str> {
        let due = due(now, agreement, side, day.parse().unwrap(), &TimeZone::UTC);
        due.into_iter().map(|(_, kind)| kind).collect()
    }

    #[test]
    fn each_day_reminds_of_its_own() {
        let agreement = agreed(
            &json!({ "starts": "2027-01-01", "review": "2027-03-01", "ends": "2027-06-30" }),
        );
        let now = registers(&[
            (entry::SESSION, "s1", json!({ "date": "2027-01-20", "state": "planned" })),
            (entry::SESSION, "s2", json!({ "date": "2027-01-10", "state": "held" })),
            (entry::ACTION, "a1", json!({ "due": "2027-01-25", "state": "todo" })),
        ]);
        let on = |day: &str| kinds(&now, &agreement, Side::First, day);
        assert_eq!(on("2027-01-18"), <[&str; 0]>::default());
        assert_eq!(on("2027-01-19"), [notice::SOON]);
        assert_eq!(on("2027-01-21"), [notice::PAST]);
        assert_eq!(on("2027-01-26"), [notice::PAST, notice::OVERDUE]);
        assert_eq!(on("2027-01-31"), [notice::PAST, notice::OVERDUE, notice::CHECK_IN]);
        assert_eq!(
            on("2027-07-01"),
            [notice::PAST, notice::OVERDUE, notice::CHECK_IN, notice::FEEDBACK, notice::CLOSING]
        );
        assert_eq!(
            kinds(&now, &Agreement { versions: Vec::new() }, Side::First, "2027-07-01"),
            <[&str; 0]>::default()
        );
    }

    #[test]
    fn whoever_has_said_it_is_not_asked() {
        let agreement = agreed(
            &json!({ "starts": "2027-01-01", "review": "2027-02-10", "ends": "2027-02-11" }),
        );
        let now = registers(&[
            (entry::CHECKIN, "mentor-1", json!({ "mood": "on-track" })),
            (entry::FEEDBACK, "mentor-2", json!({ "satisfaction": 5, "moment": "middle" })),
            (entry::FEEDBACK, "mentor-3", json!({ "satisfaction": 4, "moment": "end" })),
            (entry::CLOSING, "", json!({ "mentor_lessons": "Да питаме." })),
        ]);
        assert_eq!(kinds(&now, &agreement, Side::First, "2027-02-12"), <[&str; 0]>::default());
        assert_eq!(
            kinds(&now, &agreement, Side::Second, "2027-02-12"),
            [notice::CHECK_IN, notice::FEEDBACK, notice::CLOSING]
        );
    }
}
