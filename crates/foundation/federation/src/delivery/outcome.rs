//! What an answer to a delivery means (`architecture.md`, sending).

use std::time::Duration;

use crate::client::{Answer, Error};

/// What became of one delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It was taken.
    Delivered,
    /// There is nothing left to be said.
    Nothing,
    /// It will never be taken.
    Refused(String),
    /// This one was not taken; others may be.
    Aside(String),
    /// The instance cannot be reached, or asks to be left alone for so long.
    Down(String, Option<Duration>),
}

impl Outcome {
    /// `slow` says that this very delivery has brought the instance down several times: then it is
    /// the delivery that is at fault.
    pub(super) fn of(answer: Result<Answer, Error>, slow: bool) -> Self {
        match answer {
            Ok(answer) => Self::of_answer(&answer),
            Err(e @ (Error::Timeout | Error::TooLarge)) if slow => Self::Aside(e.to_string()),
            Err(e @ (Error::Timeout | Error::Connection(_) | Error::Busy | Error::Stopped)) => {
                Self::Down(e.to_string(), None)
            }
            Err(e @ Error::Refused(_)) => Self::Refused(e.to_string()),
            Err(e) => Self::Aside(e.to_string()),
        }
    }

    fn of_answer(answer: &Answer) -> Self {
        let said = || {
            let text: String = answer.text.chars().take(300).collect();
            format!("{} {}", answer.status, text.trim()).trim().to_owned()
        };
        match answer.status {
            200..=299 => Self::Delivered,
            // To both ways of signing, as the client has tried them.
            400 | 404 | 410 | 422 => Self::Refused(said()),
            429 | 502 | 503 | 504 => Self::Down(said(), answer.retry_after),
            _ => Self::Aside(said()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16) -> Answer {
        Answer { status, retry_after: None, text: "<p>x</p>".into(), learnt: None }
    }

    #[test]
    fn each_answer_has_its_meaning() {
        for (status, expected) in [
            (200, "delivered"),
            (202, "delivered"),
            (400, "refused"),
            (404, "refused"),
            (410, "refused"),
            (422, "refused"),
            (301, "aside"),
            (401, "aside"),
            (403, "aside"),
            (413, "aside"),
            (500, "aside"),
            (429, "down"),
            (502, "down"),
            (503, "down"),
        ] {
            let found = match Outcome::of(Ok(answer(status)), false) {
                Outcome::Delivered => "delivered",
                Outcome::Nothing => "nothing",
                Outcome::Refused(_) => "refused",
                Outcome::Aside(_) => "aside",
                Outcome::Down(..) => "down",
            };
            assert_eq!(found, expected, "{status}");
        }
    }

    #[test]
    fn a_delivery_that_brings_an_instance_down_again_and_again_is_put_aside() {
        assert!(matches!(Outcome::of(Err(Error::Timeout), false), Outcome::Down(..)));
        assert!(matches!(Outcome::of(Err(Error::Timeout), true), Outcome::Aside(_)));
        assert!(matches!(Outcome::of(Err(Error::Busy), true), Outcome::Down(..)));
    }
}
