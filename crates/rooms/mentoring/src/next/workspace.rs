//! The next step of a mentoring.

use jiff::civil::Date;
use people::ledger::{Registers, Side};
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
        Self {
            agreement: Standing::of(agreement),
            waits: Side::BOTH.map(|side| agreement.open().any(|v| v.waits_for(side))),
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
mod tests {
    use jiff::civil::date;
    use people::{ledger::Operation, testing::operation};

    use super::*;

    const TODAY: Date = date(2027, 3, 10);

    /// What the mentor and the mentee have to do.
    fn steps(now: &Situation) -> [Step; 2] {
        Side::BOTH.map(|side| of_workspace(now, side, TODAY).step)
    }

    fn standing(agreement: Standing) -> Situation {
        Situation { agreement, ..Situation::default() }
    }

    fn works() -> Situation {
        Situation { ends: Some(date(2027, 12, 17)), ..standing(Standing::InForce) }
    }

    #[test]
    fn before_anything_binds_somebody_writes_and_both_sign() {
        let both = |step: Step| [step, step];
        assert_eq!(steps(&standing(Standing::Unknown)), both(Step::Over));
        assert_eq!(steps(&standing(Standing::Nothing)), both(Step::Write));
        assert_eq!(steps(&standing(Standing::Refused)), both(Step::Again));
        let open = |waits| steps(&Situation { waits, ..standing(Standing::Open) });
        assert_eq!(open([true, false]), [Step::Sign, Step::AwaitSignature]);
        assert_eq!(open([false, true]), [Step::AwaitSignature, Step::Sign]);
        assert_eq!(open([true, true]), both(Step::Sign), "each has proposed one");
        assert_eq!(steps(&standing(Standing::Signed)), both(Step::Entering));
        assert_eq!(steps(&standing(Standing::Entered)), both(Step::Doubtful));
    }

    #[test]
    fn at_work_there_is_always_a_meeting_to_plan_to_wait_for_or_to_record() {
        let both = |step: Step| [step, step];
        assert_eq!(steps(&works()), both(Step::First));
        assert_eq!(steps(&Situation { held: 2, ..works() }), both(Step::Meet));
        let planned = |day: Date| Situation { planned: Some(day), held: 2, ..works() };
        assert_eq!(steps(&planned(TODAY)), both(Step::Coming));
        assert_eq!(steps(&planned(date(2027, 3, 9))), both(Step::Record));
        let next = of_workspace(&planned(TODAY), Side::First, TODAY);
        assert_eq!(next.day, Some(TODAY));
        // A change is signed before all that, and so is what the two have written differently.
        let amended = Situation { waits: [false, true], ..planned(TODAY) };
        assert_eq!(steps(&amended), [Step::Coming, Step::Sign]);
        assert_eq!(steps(&Situation { contested: true, ..works() }), both(Step::Settle));
    }

    #[test]
    fn at_the_end_each_side_says_its_own() {
        let over = Situation { ends: Some(TODAY), held: 3, ..works() };
        assert_eq!(steps(&over), [Step::Feedback, Step::Feedback]);
        let given = Situation { feedback: [true, false], ..over.clone() };
        assert_eq!(steps(&given), [Step::Lessons, Step::Feedback]);
        let half = Situation { feedback: [true, true], lessons: [true, false], ..over.clone() };
        assert_eq!(steps(&half), [Step::AwaitLessons, Step::Lessons]);
        // Whoever closes early asks the other one to.
        let early = Situation { lessons: [false, true], feedback: [true, true], ..works() };
        assert_eq!(steps(&early), [Step::Lessons, Step::AwaitLessons]);
        let whole = Situation { lessons: [true, true], ..over.clone() };
        assert_eq!(steps(&whole), [Step::Share, Step::Share]);
        assert_eq!(steps(&Situation { shared: true, ..whole }), [Step::Over, Step::Over]);
        let left = Situation { left: true, waits: [true, true], ..over };
        assert_eq!(steps(&left), [Step::Over, Step::Over]);
    }

    #[test]
    fn a_summary_says_all_of_it_but_whether_signatures_hold() {
        let whole = Situation {
            agreement: Standing::Entered,
            waits: [true, false],
            ends: Some(date(2027, 12, 17)),
            held: 4,
            planned: Some(TODAY),
            contested: true,
            feedback: [false, true],
            lessons: [true, false],
            left: true,
            shared: true,
        };
        let summary = Value::Object(whole.write());
        assert_eq!(Situation::read(&summary, false), whole);
        let held = Situation { agreement: Standing::InForce, ..whole };
        assert_eq!(Situation::read(&summary, true), held);
        let own = Value::Object(held.write());
        assert_eq!(Situation::read(&own, false).agreement, Standing::Entered);
        // As an earlier version of the program has written it.
        let earlier = Situation::read(&json!({ "waits": ["mentee"], "bound": ["d1"] }), true);
        assert_eq!(steps(&earlier), [Step::Over, Step::Sign]);
        for standing in Standing::ALL {
            assert_eq!(Standing::parse(standing.as_str()), standing);
        }
    }

    #[test]
    fn it_is_computed_from_what_both_have_written() {
        let written = [
            (entry::SESSION, "s1", json!({ "state": "held", "date": "2027-01-20" })),
            (entry::SESSION, "s2", json!({ "state": "planned", "date": "2027-04-20" })),
            (entry::SESSION, "s3", json!({ "state": "planned", "date": "2027-04-01" })),
            (entry::FEEDBACK, "mentor-1", json!({ "moment": "middle" })),
            (entry::FEEDBACK, "mentee-1", json!({ "moment": "end" })),
            (entry::CLOSING, "", json!({ "mentor_lessons": "Да питаме." })),
        ];
        let one = |(n, (entry, key, set)): (usize, &(&str, &str, Value))| {
            operation("a", i64::try_from(n).unwrap() + 1, entry, key, set)
        };
        let all: Vec<Operation> = written.iter().enumerate().map(one).collect();
        let now = Registers::of(&all, |_| true);
        let document = json!({ "gh:terms": { "ends": "2027-12-17" }, "gh:number": 1 });
        let agreement = Agreement::binding(document.as_object().unwrap().clone());
        let found = Situation::of(&now, &agreement);
        let expected = Situation {
            held: 1,
            planned: Some(date(2027, 4, 1)),
            feedback: [false, true],
            lessons: [true, false],
            ..works()
        };
        assert_eq!(found, expected);
        let none = Situation::of(&Registers::default(), &Agreement { versions: Vec::new() });
        assert_eq!(none, standing(Standing::Nothing));
        // What each writes without having seen the other stands side by side.
        let other = operation("b", 1, entry::SESSION, "s2", &json!({ "date": "2027-05-01" }));
        let both: Vec<Operation> = all.into_iter().chain([other]).collect();
        assert!(Situation::of(&Registers::of(&both, |_| true), &agreement).contested);
    }
}
