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
fn what_waits_besides_is_not_hidden_by_the_next_step() {
    let now = Situation {
        waits: [true, true],
        declined: [true, false],
        due: Some(date(2027, 3, 9)),
        contested: true,
        planned: Some(date(2027, 3, 1)),
        ..works()
    };
    let all = |now: &Situation, side: Side| -> Vec<Step> {
        all_of_workspace(now, side, TODAY).into_iter().map(|next| next.step).collect()
    };
    let besides = [Step::Sign, Step::Settle, Step::AwaitSignature];
    let (record, overdue) = (Step::Record, Step::Overdue);
    let mentor = [&besides[..], &[Step::Declined, record, overdue]].concat();
    assert_eq!(all(&now, Side::First), mentor);
    assert_eq!(all(&now, Side::Second), [&besides[..], &[record, overdue]].concat());
    let due = Situation { due: Some(TODAY), ..works() };
    assert_eq!(all(&due, Side::First), [Step::First], "its day is not over");
    let own = Situation { waits: [false, true], ..works() };
    assert_eq!(all(&own, Side::First), [Step::First, Step::AwaitSignature]);
    assert_eq!(all(&Situation { left: true, ..now }, Side::First), [Step::Over]);
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
        declined: [false, true],
        due: Some(date(2027, 3, 1)),
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
        (entry::ACTION, "a1", json!({ "state": "done", "due": "2027-01-01" })),
        (entry::ACTION, "a2", json!({ "state": "todo", "due": "2027-02-01" })),
        (entry::ACTION, "a3", json!({ "state": "doing", "due": "2027-03-01" })),
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
        due: Some(date(2027, 2, 1)),
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
