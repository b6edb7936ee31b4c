//! The next step of a mentoring.

use jiff::civil::Date;
use people::ledger::{Entry, Registers, Side};
use serde_json::{Map, Value, json};

use super::{Next, Step};
use crate::{
    agreement::{Agreement, Version},
    entries, meetings,
    workspace::{entry, word},
};

/// How far the agreement is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Standing {
    /// Whatever wrote the summary did not say it.
    #[default]
    Unknown,
    /// Nobody has proposed anything.
    Nothing,
    /// What was proposed was declined or taken back.
    Refused,
    /// Something waits for a signature.
    Open,
    /// Both have signed something.
    Signed,
    /// Something is in the register. Whether its signatures hold is not said by it.
    Entered,
    /// It is, and both signatures were verified here.
    InForce,
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Unknown,
        Self::Nothing,
        Self::Refused,
        Self::Open,
        Self::Signed,
        Self::Entered,
        Self::InForce,
    ];

    /// The word in summaries.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Nothing => "nothing",
            Self::Refused => "refused",
            Self::Open => "open",
            Self::Signed => "signed",
            Self::Entered => "entered",
            Self::InForce => "in-force",
        }
    }

    fn parse(word: &str) -> Self {
        Self::ALL.into_iter().find(|standing| standing.as_str() == word).unwrap_or_default()
    }

    fn of(agreement: &Agreement) -> Self {
        if agreement.in_force().is_some() {
            Self::InForce
        } else if agreement.registered().is_some() {
            Self::Entered
        } else if agreement.ready().next().is_some() {
            Self::Signed
        } else if agreement.open().next().is_some() {
            Self::Open
        } else if agreement.versions.is_empty() {
            Self::Nothing
        } else {
            Self::Refused
        }
    }
}

/// What the next step of a mentoring depends on. What is said of both parties is said of the mentor first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Situation {
    /// How far the agreement is.
    pub agreement: Standing,
    /// Whether a version waits for the signature of each party.
    pub waits: [bool; 2],
    /// Whether what was proposed last was proposed by each party and declined by the other, which proposed nothing instead.
    pub declined: [bool; 2],
    /// The earliest day by which something was to be done that is not done.
    pub due: Option<Date>,
    /// When the agreement ends.
    pub ends: Option<Date>,
    /// How many meetings were held.
    pub held: u64,
    /// The day of the earliest meeting that is planned, be it over or to come.
    pub planned: Option<Date>,
    /// Whether the two have written different things.
    pub contested: bool,
    /// Whether each party has given feedback at the end.
    pub feedback: [bool; 2],
    /// Whether each party has written what it learnt.
    pub lessons: [bool; 2],
    /// Whether a party has left.
    pub left: bool,
    /// Whether somebody has made a practice of it.
    pub shared: bool,
}

impl Situation {
    /// Of a workspace.
    pub fn of(now: &Registers, agreement: &Agreement) -> Self {
        let closing = now.one(entry::CLOSING);
        let said = |what: &str| {
            Side::BOTH.map(|side| !closing.value(&format!("{}_{what}", word(side))).is_null())
        };
        let feedback = now.all(entry::FEEDBACK);
        let at_end = |side: Side| {
            let own = format!("{}-", word(side));
            let mut end = feedback.iter().filter(|(_, e)| e.text("moment") == "end");
            end.any(|(key, _)| key.starts_with(&own))
        };
        let version = agreement.in_force().or_else(|| agreement.registered());
        let held =
            now.all(entry::SESSION).iter().filter(|(_, s)| s.text("state") == "held").count();
        let mut written = entries::ALL.iter().flat_map(|kind| now.all(kind.name));
        let declined = agreement.versions.last().filter(|v| {
            v.bound.is_none() && !v.withdrawn && v.instead.is_empty() && !v.declined.is_empty()
        });
        Self {
            agreement: Standing::of(agreement),
            waits: Side::BOTH.map(|side| agreement.open().any(|v| v.waits_for(side))),
            declined: Side::BOTH.map(|side| declined.is_some_and(|v| v.by == side)),
            due: now.all(entry::ACTION).into_iter().filter_map(|(_, a)| due(a)).min(),
            ends: version.and_then(ends),
            held: u64::try_from(held).unwrap_or(u64::MAX),
            planned: meetings::earliest(now),
            contested: written.any(|(_, e)| e.conflicts().next().is_some()),
            feedback: Side::BOTH.map(at_end),
            lessons: said("lessons"),
            left: said("left").contains(&true),
            shared: said("practice").contains(&true),
        }
    }

    /// For the summary of a ledger. It has an end, whatever anybody writes.
    pub fn write(&self) -> Map<String, Value> {
        let sides = |all: [bool; 2]| {
            let sides = Side::BOTH.into_iter().filter(|side| all[side.index()]);
            sides.map(word).collect::<Vec<_>>()
        };
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        let written = json!({
            "agreement": self.agreement.as_str(),
            "waits": sides(self.waits),
            "declined": sides(self.declined),
            "due": day(self.due),
            "ends": day(self.ends),
            "held": self.held,
            "planned": day(self.planned),
            "contested": self.contested,
            "feedback": sides(self.feedback),
            "lessons": sides(self.lessons),
            "left": self.left,
            "shared": self.shared,
        });
        match written {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }

    /// Reads a summary. Whether what is in the register holds is said by its instance (`agreed`,
    /// [`crate::verifying::agreed`]).
    pub fn read(summary: &Value, agreed: bool) -> Self {
        let text = |name: &str| summary.get(name).and_then(Value::as_str).unwrap_or_default();
        let day = |name: &str| text(name).parse::<Date>().ok();
        let flag = |name: &str| summary.get(name).and_then(Value::as_bool).unwrap_or_default();
        let sides = |name: &str| {
            let all = summary.get(name).and_then(Value::as_array);
            let has = |side: Side| {
                let mut words = all.into_iter().flatten().filter_map(Value::as_str);
                words.any(|named| named == word(side))
            };
            Side::BOTH.map(has)
        };
        let agreement = match Standing::parse(text("agreement")) {
            Standing::Entered | Standing::InForce if agreed => Standing::InForce,
            Standing::InForce => Standing::Entered,
            standing => standing,
        };
        Self {
            agreement,
            waits: sides("waits"),
            declined: sides("declined"),
            due: day("due"),
            ends: day("ends"),
            held: summary.get("held").and_then(Value::as_u64).unwrap_or_default(),
            planned: day("planned"),
            contested: flag("contested"),
            feedback: sides("feedback"),
            lessons: sides("lessons"),
            left: flag("left"),
            shared: flag("shared"),
        }
    }
}

/// The day on which a version ends.
fn ends(version: &Version) -> Option<Date> {
    version.terms().get("ends").and_then(Value::as_str)?.parse().ok()
}

/// Until when something is to be done; nothing where that is done or no day is written.
fn due(action: &Entry) -> Option<Date> {
    let open = !matches!(action.text("state"), "done" | "dropped");
    action.text("due").parse().ok().filter(|_| open)
}

/// All that is open in a mentoring for one side, on a day: the next step, and what waits besides.
pub fn all_of_workspace(now: &Situation, side: Side, today: Date) -> Vec<Next> {
    let first = of_workspace(now, side, today);
    let mut all = vec![first];
    if now.left || now.lessons == [true; 2] || first.step == Step::Over {
        return all;
    }
    let works = now.agreement == Standing::InForce;
    let late = now.due.filter(|day| *day < today);
    let besides = [
        (now.contested, Next::new(Step::Settle)),
        (now.waits[side.other().index()], Next::new(Step::AwaitSignature)),
        (works && now.declined[side.index()], Next::new(Step::Declined)),
        (works, at_work(now, side, today)),
        (works && late.is_some(), Next { step: Step::Overdue, day: late }),
    ];
    let open = besides.into_iter().filter(|(open, next)| *open && next.step != first.step);
    all.extend(open.map(|(_, next)| next));
    all
}

/// The next step of a mentoring for one side, on a day.
pub fn of_workspace(now: &Situation, side: Side, today: Date) -> Next {
    let step = if now.lessons == [true; 2] {
        if now.shared { Step::Over } else { Step::Share }
    } else if now.left {
        Step::Over
    } else if now.waits[side.index()] {
        Step::Sign
    } else if now.contested {
        Step::Settle
    } else {
        match now.agreement {
            Standing::Unknown => Step::Over,
            Standing::Nothing => Step::Write,
            Standing::Refused => Step::Again,
            Standing::Open => Step::AwaitSignature,
            Standing::Signed => Step::Entering,
            Standing::Entered => Step::Doubtful,
            Standing::InForce => return at_work(now, side, today),
        }
    };
    Next::new(step)
}

/// The same where the agreement is in force.
fn at_work(now: &Situation, side: Side, today: Date) -> Next {
    let (own, other) = (side.index(), side.other().index());
    let on = |step: Step| Next { step, day: now.planned };
    if now.planned.is_some_and(|day| day < today) {
        return on(Step::Record);
    }
    if now.lessons[own] {
        return Next::new(Step::AwaitLessons);
    }
    // It ends on that day, or when one of them says that it does.
    if now.lessons[other] || now.ends.is_some_and(|day| day <= today) {
        return Next::new(if now.feedback[own] { Step::Lessons } else { Step::Feedback });
    }
    match now.planned {
        Some(_) => on(Step::Coming),
        None if now.held == 0 => Next::new(Step::First),
        None => Next::new(Step::Meet),
    }
}

#[cfg(test)]
mod tests;
