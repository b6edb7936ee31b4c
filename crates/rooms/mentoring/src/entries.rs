//! What can be written in a workspace, as lists of fields: the forms and the pages read them, like those of the kinds of
//! content, which these are not.

use content::{
    Field, Kind, Shape,
    kind::{PLAIN, Place, Section},
};

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
    field("time", Shape::Line).max(5),
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
    Kind { name, fields, sections: &SECTIONS, titled: false, body: false, ..PLAIN }
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
