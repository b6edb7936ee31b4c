//! What the coordinator of a programme gets to know of a mentoring: what both cities have agreed that it does
//! ([`crate::agreement::REPORTED`]), each from its own instance, in the ledger of its own application.

use domain::{Result, id::LedgerId};
use jiff::civil::Date;
use people::ledger::{self, Draft, Ledger, Ledgers, Operation, Registers, Side};
use serde_json::{Map, Value, json};

use crate::{
    agreement::Agreement,
    application, applying, elder, verifying,
    workspace::{MENTORING, Stage, entry, is_overdue, word},
};

/// The programme to which reports go, once both cities have signed that they do, and what they say.
fn programme(agreement: &Agreement) -> Option<&str> {
    let version = agreement.in_force().filter(|version| version.reports_as_shown())?;
    Some(version.programme()).filter(|iri| !iri.is_empty())
}

/// What one side reports of a mentoring on this day.
pub fn report(
    now: &Registers,
    agreement: &Agreement,
    side: Side,
    today: Date,
) -> Map<String, Value> {
    let today = today.to_string();
    let terms = agreement.in_force().map(crate::agreement::Version::terms).unwrap_or_default();
    // What others have written is a day only when it is one.
    let is_day = |text: &&str| text.len() <= 10 && text.starts_with(|c: char| c.is_ascii_digit());
    let term = |name: &str| terms.get(name).and_then(Value::as_str).filter(is_day);
    let sessions = now.all(entry::SESSION);
    let held: Vec<_> =
        sessions.iter().map(|(_, s)| *s).filter(|s| s.text("state") == "held").collect();
    let dates = || held.iter().map(|s| s.text("date")).filter(is_day);
    let planned = sessions.iter().map(|(_, s)| *s).filter(|s| s.text("state") == "planned");
    let next =
        planned.map(|s| s.text("date")).filter(is_day).filter(|d| *d >= today.as_str()).min();
    let rating = format!("{}_rating", word(side));
    let own = format!("{}-", word(side));
    let feedback = now.all(entry::FEEDBACK);
    let ratings = sessions.iter().filter_map(|(_, s)| s.number(&rating));
    let given = feedback.iter().filter(|(key, _)| key.starts_with(&own));
    let given = given.filter_map(|(_, f)| f.number("satisfaction"));
    let values: Vec<i64> = ratings.chain(given).filter(|n| (1..=5).contains(n)).collect();
    let count = i64::try_from(values.len()).unwrap_or(i64::MAX);
    let satisfaction = (values.iter().sum::<i64>() * 10 + count / 2).checked_div(count);
    let actions = now.all(entry::ACTION);
    let stage = Stage::of(now, agreement);
    let overdue = actions.iter().filter(|(_, a)| stage.is_at_work() && is_overdue(a, &today));
    let report = json!({
        "stage": stage.as_str(),
        "starts": term("starts"),
        "ends": term("ends"),
        "review": term("review"),
        "first": dates().min(),
        "last": dates().max(),
        "next": next,
        "meetings": held.len(),
        "minutes": held.iter().filter_map(|s| s.number("minutes")).map(|n| n.clamp(0, 1440)).sum::<i64>(),
        // In tenths of a point, from 10 to 50.
        "satisfaction": satisfaction,
        "overdue": overdue.count(),
    });
    match report {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// Reports a mentoring for every party that lives here and has been brought together with the other one by the
/// programme in whose name they have agreed, until its coordinator parts them. What has not changed is not written
/// again. Of two workspaces of one pair the older counts, and what was reported of the younger one is taken back.
pub async fn send(ledgers: &Ledgers, id: LedgerId, today: Date) -> Result<()> {
    let mut q = ledgers.store().read();
    let (workspace, operations) = ledgers.load(&mut q, id).await?;
    if workspace.kind.name != MENTORING.name {
        return Ok(());
    }
    let agreement = verifying::agreement(&mut q, &workspace, &operations).await?;
    let Some(programme) = programme(&agreement) else { return Ok(()) };
    let now = workspace.registers(&operations);
    let all = elder::with(&mut q, &workspace, now.one(entry::ABOUT).text("programme")).await?;
    let oldest = elder::oldest(&mut q, ledgers, &all).await?;
    let counts = oldest.is_none_or(|oldest| oldest == id);
    drop(q);
    for side in Side::BOTH.into_iter().filter(|side| workspace.party(*side).is_local()) {
        let party = workspace.party(side).id;
        let Some(own) = applying::existing(ledgers, programme, party).await? else { continue };
        let mut set = report(&now, &agreement, side, today);
        let other = workspace.party_iris[side.other().index()].clone();
        set.insert("with".into(), other.clone().into());
        if !counts {
            for value in set.values_mut() {
                *value = Value::Null;
            }
        }
        let report = |ledger: &Ledger, operations: &[Operation]| {
            let now = ledger.registers(operations);
            let matched = now.entry(application::entry::MATCH, &other).text("state") == "decided";
            let draft = Draft {
                entry: application::entry::REPORT,
                key: workspace.iri.clone(),
                set: set.clone(),
            };
            if matched { vec![draft] } else { Vec::new() }
        };
        ledger::append_as(ledgers, own, Side::First, report).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use people::testing::operation;

    use super::*;
    use crate::agreement::REPORTED;

    #[test]
    fn what_is_over_has_nothing_overdue() {
        let document = json!({ "gh:terms": {}, "gh:number": 1 });
        let agreement = Agreement::binding(document.as_object().unwrap().clone());
        let overdue = |closing: Value| {
            let action = json!({ "text": "Решение", "due": "2027-01-01", "state": "todo" });
            let all = [
                operation("a", 1, entry::ACTION, "", &action),
                operation("a", 2, entry::CLOSING, "", &closing),
            ];
            let now = Registers::of(&all, |_| true);
            report(&now, &agreement, Side::First, jiff::civil::date(2027, 2, 1))["overdue"].clone()
        };
        assert_eq!(overdue(json!({})), 1);
        assert_eq!(overdue(json!({ "mentor_left": true })), 0);
        assert_eq!(overdue(json!({ "mentor_lessons": "x", "mentee_lessons": "y" })), 0);
    }

    #[test]
    fn nothing_is_reported_that_is_not_on_the_list_that_both_sign() {
        let agreement = Agreement { versions: Vec::new() };
        let report =
            report(&Registers::default(), &agreement, Side::First, jiff::civil::date(2027, 1, 1));
        let of = |name: &str| match name {
            "stage" => "stage",
            "starts" | "ends" | "review" | "first" | "last" | "next" => "dates",
            "meetings" | "minutes" => "hours",
            "satisfaction" => "satisfaction",
            "overdue" => "overdue",
            other => panic!("{other} is reported without having been agreed on"),
        };
        let mut groups: Vec<&str> = report.keys().map(|name| of(name)).collect();
        groups.sort_unstable();
        groups.dedup();
        let mut agreed = REPORTED.to_vec();
        agreed.sort_unstable();
        assert_eq!(groups, agreed);
    }
}
