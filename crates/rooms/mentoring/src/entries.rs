//! What can be written in a workspace, as lists of fields: the forms and the pages read them, like those of the kinds of
//! content, which these are not.

use content::{
    Draft, Field, Goal, Kind, Shape, draft,
    kind::{PLAIN, Place, Section},
};
use domain::FieldErrors;
use jiff::civil::{Date, Time};

use crate::workspace::entry;

/// How a meeting is held.
pub const MODES: &[&str] = &["online", "visit", "phone"];
/// What a visit is for (the method of IncluCities: plan, consolidate, review).
pub const PHASES: &[&str] = &["plan", "consolidate", "review"];
/// What has become of a meeting.
pub const SESSION_STATES: &[&str] = &["planned", "held", "cancelled"];
/// How far an action is.
pub const ACTION_STATES: &[&str] = &["todo", "doing", "done", "dropped"];
/// How far a goal is.
pub const GOAL_STATES: &[&str] = &["open", "done", "dropped"];
/// How it goes.
pub const MOODS: &[&str] = &["on-track", "slow", "stuck"];
/// When feedback is given.
pub const MOMENTS: &[&str] = &["middle", "end"];

/// The most years from this one in which a day can be.
const YEARS: u16 = 10;

const SECTION: &str = "all";
static SECTIONS: [Section; 1] = [Section { name: SECTION, step: SECTION, place: Place::Body }];

const fn number(min: i64, max: i64) -> Shape {
    Shape::Number { min, max, decimals: 0, unit: "" }
}

const fn field(name: &'static str, shape: Shape) -> Field {
    Field::new(name, shape, SECTION, name)
}

static SESSION_FIELDS: &[Field] = &[
    field("title", Shape::Line).required(),
    field("state", Shape::Choice(SESSION_STATES)).required(),
    field("date", Shape::Date).required(),
    field("time", Shape::Line).max(10),
    field("minutes", number(5, 1440)),
    field("mode", Shape::Choice(MODES)).required(),
    field("place", Shape::Line),
    field("link", Shape::Url),
    field("agenda", Shape::Text).max(4000),
    field("attended", Shape::Line).max(500),
    field("notes", Shape::Text).max(10_000),
    field("phase", Shape::Choice(PHASES)),
    field("report", Shape::Text).max(20_000),
    field("rating", number(1, 5)),
];

static ACTION_FIELDS: &[Field] = &[
    field("text", Shape::Line).required().max(300),
    field("owner", Shape::Line).required(),
    field("due", Shape::Date),
    field("state", Shape::Choice(ACTION_STATES)).required(),
];

static GOAL_FIELDS: &[Field] = &[
    field("state", Shape::Choice(GOAL_STATES)).required(),
    field("progress", number(0, 100)),
    field("note", Shape::Text).max(4000),
];

static CHECKIN_FIELDS: &[Field] =
    &[field("mood", Shape::Choice(MOODS)).required(), field("text", Shape::Text).max(4000)];

static FEEDBACK_FIELDS: &[Field] = &[
    field("moment", Shape::Choice(MOMENTS)).required(),
    field("satisfaction", number(1, 5)).required(),
    field("helped", Shape::Text).max(4000),
    field("better", Shape::Text).max(4000),
];

static CLOSING_FIELDS: &[Field] = &[
    field("lessons", Shape::Text).required().max(10_000),
    field("failed", Shape::Text).max(10_000),
];

const fn form(name: &'static str, fields: &'static [Field]) -> Kind {
    Kind { name, fields, sections: &SECTIONS, titled: false, body: false, check, ..PLAIN }
}

/// Days are whole ones here, or nobody could be reminded of them, and an hour is one of the clock.
fn check(draft: &Draft, errors: &mut FieldErrors) {
    for field in ["date", "due"] {
        whole_day(draft, field, errors);
    }
    let time = draft.values.get("time").and_then(|v| v.as_str()).unwrap_or_default();
    if !time.is_empty()
        && let Err(key) = hour(time)
    {
        errors.add("time", key);
    }
}

/// Reports a day of which only the month or the year was written.
pub fn whole_day(draft: &Draft, field: &'static str, errors: &mut FieldErrors) {
    let day = draft.values.get(field).and_then(|v| v.as_str()).unwrap_or_default();
    if !day.is_empty() && day.parse::<Date>().is_err() {
        errors.add(field, "workspace-error-day");
    }
}

/// An hour as people write it: `9:30`, `09.30`, a final „ч.“ allowed. Otherwise the message that says whether it is no
/// hour at all or one that no clock shows.
fn hour(typed: &str) -> Result<Time, &'static str> {
    let (hour, minute) = clock(typed).ok_or("workspace-error-time")?;
    Time::new(hour, minute, 0, 0).map_err(|_| "workspace-error-no-time")
}

/// The two numbers of what is written as an hour.
fn clock(typed: &str) -> Option<(i8, i8)> {
    let typed = typed.trim_end_matches("ч.").trim_end_matches('ч').trim();
    let (hour, minute) = typed.split_once([':', '.'])?;
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let written = (1..=2).contains(&hour.len()) && minute.len() == 2;
    if !written || !digits(hour) || !digits(minute) {
        return None;
    }
    Some((hour.parse().ok()?, minute.parse().ok()?))
}

/// An entry as it was typed, checked on a day: what is still to come has not been held, and nobody plans for a day that is
/// over, or for one many years away. A day that stood there already (`was`) stays.
pub fn checked(
    kind: &'static Kind,
    typed: &Draft,
    was: impl Fn(&str) -> String,
    today: Date,
) -> Result<Draft, FieldErrors> {
    let mut checked = draft::check(kind, typed, Goal::Publish)?;
    let text = |draft: &Draft, name: &str| {
        draft.values.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned()
    };
    let mut errors = FieldErrors::default();
    for field in ["date", "due"] {
        let written = text(&checked, field);
        let Ok(day) = written.parse::<Date>() else { continue };
        let state = text(&checked, "state");
        let fresh = was(field) != written;
        if fresh && day.year().abs_diff(today.year()) > YEARS {
            errors.add(field, "workspace-error-far");
        } else if field == "date" && state == "held" && day > today {
            errors.add("state", "workspace-error-held");
        } else if field == "date"
            && state == "planned"
            && day < today
            && (fresh || was("state") != state)
        {
            errors.add(field, "workspace-error-past");
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    if let Ok(time) = hour(&text(&checked, "time")) {
        checked.values.insert("time".into(), time.strftime("%H:%M").to_string().into());
    }
    Ok(checked)
}

static SESSION: Kind = form(entry::SESSION, SESSION_FIELDS);
static ACTION: Kind = form(entry::ACTION, ACTION_FIELDS);
static GOAL: Kind = form(entry::GOAL, GOAL_FIELDS);
static CHECKIN: Kind = form(entry::CHECKIN, CHECKIN_FIELDS);
static FEEDBACK: Kind = form(entry::FEEDBACK, FEEDBACK_FIELDS);
static CLOSING: Kind = form(entry::CLOSING, CLOSING_FIELDS);

/// All of them.
pub static ALL: [&Kind; 6] = [&SESSION, &ACTION, &GOAL, &CHECKIN, &FEEDBACK, &CLOSING];

/// The form of an entry that is written by hand.
pub fn of(name: &str) -> Option<&'static Kind> {
    ALL.into_iter().find(|kind| kind.name == name)
}

/// Fields that each party says for itself, kept under its own word: `mentor_rating`.
pub fn is_own(entry: &str, field: &str) -> bool {
    matches!((entry, field), (entry::SESSION, "rating") | (entry::CLOSING, _))
}

#[cfg(test)]
mod tests {
    use domain::Lang;
    use serde_json::json;

    use super::*;

    fn session(values: &serde_json::Value) -> Result<Draft, FieldErrors> {
        let mut typed = Draft::new(entry::SESSION, Lang::english());
        typed.values = json!({ "title": "Посещение", "state": "planned", "date": "2027-03-12", "mode": "visit" })
            .as_object()
            .unwrap()
            .clone();
        typed.values.extend(values.as_object().unwrap().clone());
        checked(&SESSION, &typed, |_| String::new(), "2027-03-10".parse().unwrap())
    }

    #[test]
    fn a_meeting_has_a_day_and_an_hour_that_there_are() {
        for (field, value, error) in [
            ("date", "2027", "workspace-error-day"),
            ("date", "2027-03", "workspace-error-day"),
            ("date", "31.02.2027", "content-error-no-day"),
            ("time", "25:00", "workspace-error-no-time"),
            ("time", "12.60 ч.", "workspace-error-no-time"),
            ("time", "noon", "workspace-error-time"),
            ("time", "ч.", "workspace-error-time"),
            ("time", "9:5", "workspace-error-time"),
        ] {
            let FieldErrors(errors) = session(&json!({ field: value })).unwrap_err();
            assert!(format!("{errors:?}").contains(error), "{field} {value}: {errors:?}");
        }
        for (typed, kept) in [("9.30", "09:30"), ("18:00 ч.", "18:00"), ("0:05", "00:05")] {
            let read = session(&json!({ "time": typed })).unwrap();
            assert_eq!(read.values["time"], kept, "{typed}");
        }
    }

    #[test]
    fn what_is_to_come_was_not_held() {
        session(&json!({ "state": "held", "date": "2027-03-10" })).unwrap();
        session(&json!({ "state": "held", "date": "2027-03-11" })).unwrap_err();
    }

    fn of(errors: FieldErrors) -> Vec<(String, &'static str)> {
        errors.0.into_iter().map(|e| (e.field.into_owned(), e.key)).collect()
    }

    #[test]
    fn nobody_plans_a_meeting_for_a_day_that_is_over_or_far_away() {
        for (state, day, error) in [
            ("planned", "2027-03-09", "workspace-error-past"),
            ("planned", "1900-01-01", "workspace-error-far"),
            ("planned", "2099-01-01", "workspace-error-far"),
            ("held", "1900-01-01", "workspace-error-far"),
        ] {
            let refused = session(&json!({ "state": state, "date": day })).unwrap_err();
            assert_eq!(of(refused), [("date".to_owned(), error)], "{state} {day}");
        }
        for (state, day) in
            [("planned", "2027-03-10"), ("held", "2027-03-09"), ("cancelled", "2027-03-01")]
        {
            session(&json!({ "state": state, "date": day })).unwrap();
        }
        let mut action = Draft::new(entry::ACTION, Lang::english());
        let values =
            json!({ "text": "Решение", "owner": "Анна", "state": "todo", "due": "1900-01-01" });
        action.values = values.as_object().unwrap().clone();
        let today = "2027-03-10".parse().unwrap();
        let refused = checked(&ACTION, &action, |_| String::new(), today).unwrap_err();
        assert_eq!(of(refused), [("due".to_owned(), "workspace-error-far")]);
    }

    #[test]
    fn a_meeting_that_is_over_is_written_on_where_it_stands() {
        let mut typed = Draft::new(entry::SESSION, Lang::english());
        let values = json!({ "title": "Посещение", "state": "planned", "date": "2027-03-01",
            "mode": "visit", "agenda": "Гише" });
        typed.values = values.as_object().unwrap().clone();
        let stood = |field: &str| {
            let known = [("date", "2027-03-01"), ("state", "planned")];
            let found = known.into_iter().find(|(name, _)| *name == field);
            found.map(|(_, value)| value.to_owned()).unwrap_or_default()
        };
        let today = "2027-03-10".parse().unwrap();
        checked(&SESSION, &typed, stood, today).unwrap();
        typed.values.insert("date".into(), "2027-03-02".into());
        checked(&SESSION, &typed, stood, today).unwrap_err();
    }
}
