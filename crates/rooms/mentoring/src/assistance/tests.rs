use people::testing;
use serde_json::json;

use super::*;

pub(crate) fn operation(side: Side, n: i64, entry: &str, key: &str, set: &Value) -> Operation {
    testing::operation(word(side), n, entry, key, set)
}

fn may(side: Side, entry: &str, key: &str, field: &str) -> bool {
    allows(&operation(side, 1, entry, key, &json!({ field: 1 })), side)
}

#[test]
fn neither_side_writes_for_the_other() {
    let (asker, helper) = (Side::First, Side::Second);
    assert!(may(asker, entry::ABOUT, "", "need"));
    assert!(!may(helper, entry::ABOUT, "", "need"), "nobody says what somebody else needs");
    assert!(may(helper, entry::ROUTE, "e", "state"));
    assert!(!may(asker, entry::ROUTE, "e", "state"));
    assert!(may(asker, entry::MESSAGE, "asker-1", "text"));
    assert!(!may(helper, entry::MESSAGE, "asker-1", "text"));
    assert!(!may(helper, entry::MESSAGE, "askerish", "text"));
    assert!(may(asker, entry::OUTCOME, "", "asker_helped"));
    assert!(!may(helper, entry::OUTCOME, "", "asker_helped"));
    assert!(may(helper, entry::OUTCOME, "", "helper_declined"));
    assert!(!may(asker, entry::OUTCOME, "", "helper_declined"));
    assert!(may(helper, entry::REMINDER, "helper-late", "sent"));
    assert!(!may(asker, entry::REMINDER, "helper-late", "sent"));
    assert!(may(asker, "something-newer", "x", "y"), "what is not known is kept");
}

#[test]
fn a_request_goes_from_asked_to_helped() {
    let (asker, helper) = (Side::First, Side::Second);
    let steps = [
        (operation(asker, 1, entry::ABOUT, "", &json!({ "sectors": ["housing"] })), State::New),
        (operation(asker, 2, entry::MESSAGE, "asker-1", &json!({ "text": "?" })), State::New),
        (operation(helper, 3, entry::ROUTE, "e", &json!({ "state": "asked" })), State::Routed),
        (
            operation(helper, 4, entry::MESSAGE, "helper-1", &json!({ "text": "!" })),
            State::Answered,
        ),
        (
            operation(helper, 5, entry::MESSAGE, "helper-2", &json!({ "text": "!" })),
            State::Answered,
        ),
        (
            operation(asker, 6, entry::OUTCOME, "", &json!({ "asker_helped": "partly" })),
            State::Helped,
        ),
    ];
    let mut all = Vec::new();
    for (operation, state) in steps {
        all.push(operation);
        assert_eq!(Standing::of(&Registers::of(&all, |_| true)).state, state);
    }
    let standing = Standing::of(&Registers::of(&all, |_| true));
    assert_eq!((standing.asked_at, standing.answered_at), (Time(1), Some(Time(4))));
    assert_eq!(standing.sectors, ["housing"]);
    all.push(operation(asker, 7, entry::OUTCOME, "", &json!({ "asker_helped": "no" })));
    all[6].seen.saw("asker", 6);
    let standing = Standing::of(&Registers::of(&all, |_| true));
    assert_eq!((standing.state, standing.since), (State::Again, Time(7)));
    assert!(standing.state.waits(), "somebody has to look for another answer");
    all.push(operation(helper, 8, entry::ROUTE, "f", &json!({ "state": "asked" })));
    assert_eq!(Standing::of(&Registers::of(&all, |_| true)).state, State::Routed);
    all.push(operation(helper, 9, entry::MESSAGE, "helper-3", &json!({ "text": "!" })));
    assert_eq!(Standing::of(&Registers::of(&all, |_| true)).state, State::Answered);
    all.push(operation(helper, 10, entry::OUTCOME, "", &json!({ "helper_declined": true })));
    let standing = Standing::of(&Registers::of(&all, |_| true));
    assert_eq!((standing.state, standing.ended()), (State::Declined, Some("closed")));
    assert!(standing.state.is_over() && !standing.state.waits());
    assert_eq!(State::parse(standing.state.as_str()), Some(State::Declined));
}

#[test]
fn whoever_was_asked_learns_that_it_has_ended() {
    let (coordinator, expert) = (Side::First, Side::Second);
    let about = json!({ "relays": "l0", "asker": "Хасково", "asker_names": { "en": "Haskovo" } });
    let closed = json!({ "asker_closed": true, "asker_ended": "helped" });
    assert!(may(coordinator, entry::OUTCOME, "", "asker_ended"));
    assert!(!may(expert, entry::OUTCOME, "", "asker_ended"));
    let all = [
        operation(coordinator, 1, entry::ABOUT, "", &about),
        operation(expert, 2, entry::MESSAGE, "helper-1", &json!({ "text": "!" })),
        operation(coordinator, 3, entry::OUTCOME, "", &closed),
    ];
    let standing = Standing::of(&Registers::of(&all, |_| true));
    assert_eq!((standing.state, standing.ended()), (State::Ended, Some("closed")));
    assert!(!standing.state.waits());
    assert_eq!(standing.origin(&Lang::english()), "Haskovo");
    assert_eq!(standing.origin(&Lang::bulgarian()), "Хасково");
}

#[test]
fn who_was_reminded_before_is_reminded_again_when_no_answer_helped() {
    let (asker, helper) = (Side::First, Side::Second);
    let reminded = |n| operation(helper, n, entry::REMINDER, "helper-late", &json!({ "sent": n }));
    let mut all = vec![
        operation(asker, 1, entry::ABOUT, "", &json!({})),
        reminded(2),
        operation(helper, 3, entry::MESSAGE, "helper-1", &json!({ "text": "!" })),
    ];
    assert!(Standing::of(&Registers::of(&all, |_| true)).escalated);
    all.push(operation(asker, 4, entry::OUTCOME, "", &json!({ "asker_helped": "no" })));
    assert!(!Standing::of(&Registers::of(&all, |_| true)).escalated);
    all.push(reminded(5));
    assert!(Standing::of(&Registers::of(&all, |_| true)).escalated);
}

#[test]
fn another_clock_is_believed_only_as_far_as_it_can_be_true() {
    let (asker, helper) = (Side::First, Side::Second);
    let at = |time: i64, operation: Operation| Operation { at: Time(time), ..operation };
    let all = [
        at(-9, operation(asker, 1, entry::ABOUT, "", &json!({}))),
        at(500, operation(helper, 2, entry::MESSAGE, "helper-1", &json!({ "text": "!" }))),
        at(900, operation(asker, 3, entry::OUTCOME, "", &json!({ "asker_helped": "no" }))),
        at(60, operation(helper, 4, entry::REMINDER, "helper-late", &json!({ "sent": 900 }))),
    ];
    let standing = Standing::of(&Registers::of(&all, |_| true)).within(Time(10), Time(70));
    assert_eq!((standing.asked_at, standing.answered_at), (Time(10), Some(Time(70))));
    assert_eq!(standing.since, Time(70));
    assert!(standing.escalated, "it was sent after that was said, whatever the clocks say");
}
