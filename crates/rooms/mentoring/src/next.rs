//! What the next step is, and whose turn it is: of a mentoring for either of its cities, of an application for the applicant
//! and for the coordinator. The one rule of lists, pages and the home page.
//!
//! - [`Situation`]: what it depends on in a mentoring.
//! - [`Applied`]: what it depends on in an application.

mod application;
mod workspace;

use jiff::civil::Date;

pub use application::{Applied, Together, of_application};
pub use workspace::{Situation, Standing, all_of_workspace, of_workspace};

/// Who can take a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// The reader's side, and nobody else.
    Ours,
    /// The other side, for which the reader's waits.
    Theirs,
    /// Whichever of the two does it first.
    Either,
    /// There is nothing to be done now.
    Nobody,
}

/// A next step, as one side sees it. The word is the message `next-WORD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Nothing is agreed, and nobody has proposed anything.
    Write,
    /// All that was proposed was declined or taken back.
    Again,
    /// A version waits for the signature of this side.
    Sign,
    /// A version waits for the signature of the other side.
    AwaitSignature,
    /// Both have signed, and it is not in the register yet.
    Entering,
    /// It is in the register, and a signature could not be verified.
    Doubtful,
    /// The two have written different things.
    Settle,
    /// A meeting is over, and nobody has written what came of it.
    Record,
    /// The first meeting is to be planned.
    First,
    /// Another meeting is to be planned.
    Meet,
    /// There is a meeting to come.
    Coming,
    /// What one party has proposed last was declined, and what was agreed before still binds.
    Declined,
    /// Something was to be done by a day that is over.
    Overdue,
    /// The time is over: how was it?
    Feedback,
    /// What was learnt is to be written down.
    Lessons,
    /// The other side has to write it.
    AwaitLessons,
    /// Both have written it, and nobody has made a practice of it.
    Share,
    /// Somebody is invited, and one cannot apply yet.
    Opens,
    /// Somebody is invited and can apply.
    Apply,
    /// Whoever is invited has not applied.
    AwaitApplication,
    /// The coordinator has to decide.
    Decide,
    /// The coordinator has not decided.
    AwaitDecision,
    /// The applicant says with whom it would like to work.
    Wish,
    /// The applicant has not said so.
    AwaitWishes,
    /// It takes part if somebody else does not.
    Reserve,
    /// The coordinator can bring it together with another city.
    Match,
    /// Nobody has been found for it yet.
    AwaitMatch,
    /// Two were brought together, and neither has begun.
    Begin,
    /// Colleagues work in it already.
    Join,
    /// They work together.
    Work,
    /// It is over, or nothing is known of it.
    Over,
}

impl Step {
    /// All of them.
    pub const ALL: [Self; 31] = [
        Self::Write,
        Self::Again,
        Self::Sign,
        Self::AwaitSignature,
        Self::Entering,
        Self::Doubtful,
        Self::Settle,
        Self::Record,
        Self::First,
        Self::Meet,
        Self::Coming,
        Self::Declined,
        Self::Overdue,
        Self::Feedback,
        Self::Lessons,
        Self::AwaitLessons,
        Self::Share,
        Self::Opens,
        Self::Apply,
        Self::AwaitApplication,
        Self::Decide,
        Self::AwaitDecision,
        Self::Wish,
        Self::AwaitWishes,
        Self::Reserve,
        Self::Match,
        Self::AwaitMatch,
        Self::Begin,
        Self::Join,
        Self::Work,
        Self::Over,
    ];

    /// The word in message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Write => "write",
            Self::Again => "again",
            Self::Sign => "sign",
            Self::AwaitSignature => "await-signature",
            Self::Entering => "entering",
            Self::Doubtful => "doubtful",
            Self::Settle => "settle",
            Self::Record => "record",
            Self::First => "first",
            Self::Meet => "meet",
            Self::Coming => "coming",
            Self::Declined => "declined",
            Self::Overdue => "overdue",
            Self::Feedback => "feedback",
            Self::Lessons => "lessons",
            Self::AwaitLessons => "await-lessons",
            Self::Share => "share",
            Self::Opens => "opens",
            Self::Apply => "apply",
            Self::AwaitApplication => "await-application",
            Self::Decide => "decide",
            Self::AwaitDecision => "await-decision",
            Self::Wish => "wish",
            Self::AwaitWishes => "await-wishes",
            Self::Reserve => "reserve",
            Self::Match => "match",
            Self::AwaitMatch => "await-match",
            Self::Begin => "begin",
            Self::Join => "join",
            Self::Work => "work",
            Self::Over => "over",
        }
    }

    /// Whose turn it is.
    pub fn turn(self) -> Turn {
        match self {
            Self::Sign
            | Self::Feedback
            | Self::Lessons
            | Self::Apply
            | Self::Decide
            | Self::Wish
            | Self::Match => Turn::Ours,
            Self::AwaitSignature
            | Self::AwaitLessons
            | Self::AwaitApplication
            | Self::AwaitDecision
            | Self::AwaitWishes
            | Self::AwaitMatch
            | Self::Reserve => Turn::Theirs,
            Self::Write
            | Self::Again
            | Self::Settle
            | Self::Record
            | Self::First
            | Self::Meet
            | Self::Declined
            | Self::Overdue
            | Self::Share
            | Self::Begin => Turn::Either,
            // Whether she wants to work in it, too, is hers to say: nobody waits for it.
            Self::Join
            | Self::Entering
            | Self::Doubtful
            | Self::Coming
            | Self::Opens
            | Self::Work
            | Self::Over => Turn::Nobody,
        }
    }

    /// Whether something stands that somebody of the reader's side does away with: hers alone, or left undone by both.
    pub fn is_task(self) -> bool {
        let undone = matches!(self, Self::Again | Self::Settle | Self::Record | Self::Overdue);
        undone || self.turn() == Turn::Ours
    }
}

/// A next step, with the day that it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// What is to be done.
    pub step: Step,
    /// Of a meeting, when it is; of what is overdue, since when.
    pub day: Option<Date>,
}

impl Next {
    const fn new(step: Step) -> Self {
        Self { step, day: None }
    }
}

#[cfg(test)]
mod tests {
    use web::Messages;

    use super::*;

    #[test]
    fn every_step_is_said_in_every_language() {
        for tr in Messages::load().languages() {
            for step in Step::ALL.into_iter().filter(|step| *step != Step::Over) {
                let key = format!("next-{}", step.as_str());
                assert!(tr.knows(&key), "{} {key}", tr.lang());
            }
        }
    }

    #[test]
    fn nobody_waits_where_there_is_nothing_to_be_done() {
        for step in [Step::Join, Step::Opens, Step::Work, Step::Over] {
            assert_eq!(step.turn(), Turn::Nobody, "{step:?}");
        }
    }

    #[test]
    fn each_step_has_a_word_of_its_own() {
        let mut words: Vec<&str> = Step::ALL.into_iter().map(Step::as_str).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), Step::ALL.len());
    }
}
