//! The next step of an application.

use people::ledger::Side;

use super::Step;
use crate::{
    application::{Applicant, State},
    begun::Work,
    programme::Admission,
};

/// How far an applicant is with those with whom it was brought together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Together {
    /// It was brought together with nobody.
    #[default]
    Nobody,
    /// With at least one of them nothing is begun.
    ToBegin,
    /// Colleagues of the reader work with one, and she does not take part.
    Others,
    /// They work together.
    Working,
}

impl Together {
    /// Of all with whom it was brought together and has not been parted.
    pub fn of<'a>(all: impl IntoIterator<Item = &'a Work>) -> Self {
        let rank = |work: &Work| match work {
            Work::Nowhere => (0, Self::ToBegin),
            Work::Others(_) => (1, Self::Others),
            Work::Here(_) => (2, Self::Working),
        };
        let first = all.into_iter().map(rank).min_by_key(|(rank, _)| *rank);
        first.map_or(Self::Nobody, |(_, together)| together)
    }
}

/// What the next step of an application depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Applied {
    /// Where it stands.
    pub state: State,
    /// Whether one can apply to its programme.
    pub admission: Admission,
    /// Whether it still has to say with whom it would like to work.
    pub owes_wishes: bool,
    /// How far it is with others. Of these a coordinator knows only whether there are any.
    pub together: Together,
}

impl Applied {
    /// Of an applicant. A programme that is not known here is one to which one can apply.
    pub fn of(applicant: &Applicant, admission: Option<Admission>, together: Together) -> Self {
        Self {
            state: applicant.state,
            admission: admission.unwrap_or(Admission::Open),
            owes_wishes: applicant.owes_wishes(),
            together,
        }
    }
}

/// The next step of an application for one side: the applicant is the first.
pub fn of_application(applied: Applied, side: Side) -> Step {
    match (applied.state, side) {
        (State::Invited, side) => match (applied.admission, side) {
            (Admission::Ahead, _) => Step::Opens,
            (Admission::Open, Side::First) => Step::Apply,
            (Admission::Open, Side::Second) => Step::AwaitApplication,
            (Admission::Closed, _) => Step::Over,
        },
        (State::Received, Side::First) => Step::AwaitDecision,
        (State::Received, Side::Second) => Step::Decide,
        (State::Reserve, Side::First) => Step::Reserve,
        (State::Accepted, Side::First) => takes_part(applied),
        (State::Accepted, Side::Second) if applied.owes_wishes => Step::AwaitWishes,
        (State::Accepted, Side::Second) if applied.together == Together::Nobody => Step::Match,
        _ => Step::Over,
    }
}

fn takes_part(applied: Applied) -> Step {
    match applied.together {
        Together::ToBegin => Step::Begin,
        _ if applied.owes_wishes => Step::Wish,
        Together::Nobody => Step::AwaitMatch,
        Together::Others => Step::Join,
        Together::Working => Step::Work,
    }
}

#[cfg(test)]
mod tests {
    use domain::id::LedgerId;
    use serde_json::{Value, json};

    use super::*;
    use crate::application::tests::applicant;

    fn applied(state: State) -> Applied {
        let (admission, together) = (Admission::Open, Together::Nobody);
        Applied { state, admission, owes_wishes: false, together }
    }

    /// What the applicant and the coordinator have to do.
    fn steps(applied: Applied) -> [Step; 2] {
        Side::BOTH.map(|side| of_application(applied, side))
    }

    #[test]
    fn until_it_takes_part_one_waits_for_the_other() {
        for (state, expected) in [
            (State::Invited, [Step::Apply, Step::AwaitApplication]),
            (State::Received, [Step::AwaitDecision, Step::Decide]),
            (State::Accepted, [Step::AwaitMatch, Step::Match]),
            (State::Reserve, [Step::Reserve, Step::Over]),
            (State::Declined, [Step::Over, Step::Over]),
            (State::Withdrawn, [Step::Over, Step::Over]),
            (State::Refused, [Step::Over, Step::Over]),
        ] {
            assert_eq!(steps(applied(state)), expected, "{state:?}");
        }
    }

    #[test]
    fn only_who_has_not_applied_cares_whether_one_can() {
        for state in State::ALL {
            let at = |admission| steps(Applied { admission, ..applied(state) });
            let expected = match state {
                State::Invited => [
                    [Step::Opens, Step::Opens],
                    [Step::Apply, Step::AwaitApplication],
                    [Step::Over, Step::Over],
                ],
                _ => [steps(applied(state)); 3],
            };
            let found = [Admission::Ahead, Admission::Open, Admission::Closed].map(at);
            assert_eq!(found, expected, "{state:?}");
        }
    }

    #[test]
    fn page_and_lists_know_the_same_of_an_applicant() {
        let asked = json!({ "round": true, "application": { "role": "mentee" } });
        let of = |values: &Value, admission| {
            Applied::of(&applicant(1, values), admission, Together::Nobody)
        };
        let wishes = Applied { owes_wishes: true, ..applied(State::Accepted) };
        assert_eq!(of(&asked, Some(Admission::Open)), wishes);
        let invited = json!({ "state": "invited" });
        let ahead = Applied { admission: Admission::Ahead, ..applied(State::Invited) };
        assert_eq!(of(&invited, Some(Admission::Ahead)), ahead);
        assert_eq!(of(&invited, None), applied(State::Invited), "its programme is not known here");
    }

    #[test]
    fn whoever_takes_part_wishes_begins_and_works() {
        let part = |together, owes_wishes| {
            steps(Applied { owes_wishes, together, ..applied(State::Accepted) })
        };
        assert_eq!(part(Together::Nobody, true), [Step::Wish, Step::AwaitWishes]);
        assert_eq!(part(Together::ToBegin, false), [Step::Begin, Step::Over]);
        assert_eq!(part(Together::ToBegin, true), [Step::Begin, Step::AwaitWishes]);
        assert_eq!(part(Together::Others, false), [Step::Join, Step::Over]);
        assert_eq!(part(Together::Working, false), [Step::Work, Step::Over]);
        assert_eq!(part(Together::Working, true), [Step::Wish, Step::AwaitWishes]);
    }

    #[test]
    fn of_several_that_which_is_not_begun_comes_first() {
        let here = Work::Here(LedgerId(uuid::Uuid::nil()));
        let others = Work::Others(vec!["Dora".into()]);
        assert_eq!(Together::of([]), Together::Nobody);
        assert_eq!(Together::of([&here]), Together::Working);
        assert_eq!(Together::of([&here, &others]), Together::Others);
        assert_eq!(Together::of([&here, &others, &Work::Nowhere]), Together::ToBegin);
    }
}
