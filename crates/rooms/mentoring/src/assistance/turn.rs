//! What happens with requests once a day: those that nobody has answered are brought up again, and whoever got an
//! answer is asked what came of it. Each of it once: that it was done stands in the ledger.

use std::time::Duration;

use domain::{Lang, Time};
use people::ledger::{self, Draft, Ledger, Operation, Side};
use serde_json::json;
use web::App;

use super::{ASSISTANCE, Standing, coordinator, entry};

/// How long after the first answer somebody is asked whether it helped.
pub const FOLLOW_UP: Duration = days(14);
/// Requests that are older are left alone.
const OLDEST: Duration = days(400);

const fn days(n: u64) -> Duration {
    Duration::from_secs(n * 86_400)
}

/// Something of which a side is to be reminded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Those who should have answered.
    Late,
    /// Whoever waits: nobody has answered.
    Unanswered,
    /// Whoever asked: did it help?
    FollowUp,
}

impl Due {
    const ALL: [Self; 3] = [Self::Late, Self::Unanswered, Self::FollowUp];

    /// The key of its entry, which begins with the side.
    pub fn key(self) -> &'static str {
        match self {
            Self::Late => "helper-late",
            Self::Unanswered => "asker-late",
            Self::FollowUp => "asker-follow-up",
        }
    }

    /// Reads the key back.
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|due| due.key() == key)
    }

    /// The side whose instance reminds.
    pub fn side(self) -> Side {
        match self {
            Self::Late => Side::Second,
            Self::Unanswered | Self::FollowUp => Side::First,
        }
    }
}

/// Of what a request is to be reminded now. `wait` is how long an answer may take; whether it was passed on says
/// `relayed`: the one who asked is asked once what came of it, and not everybody in between.
pub fn due(standing: &Standing, relayed: bool, wait: Duration, now: Time) -> Vec<Due> {
    let waited = now.since(standing.since);
    let waits = standing.state.waits();
    let unanswered = waits && standing.answered_at.is_none();
    let answered = standing.answered_at.is_some_and(|at| now.since(at) >= FOLLOW_UP) && !relayed;
    let asks = standing.state == super::State::Answered && standing.helped.is_empty();
    let is = |due: &Due| match due {
        Due::Late => waits && waited >= wait && !standing.escalated,
        Due::Unanswered => unanswered && waited >= wait * 2 && !standing.told,
        Due::FollowUp => answered && asks && !standing.followed,
    };
    Due::ALL.into_iter().filter(is).collect()
}

/// The job.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Turn {}

impl store::Job<App> for Turn {
    const KIND: &'static str = "assistance-turn";

    async fn run(self, app: App) -> Result<(), store::JobError> {
        Ok(turn(&app).await?)
    }
}

async fn turn(app: &App) -> domain::Result<()> {
    let Ok(ledgers) = app.ledgers() else { return Ok(()) };
    let (store, now) = (ledgers.store(), ledgers.store().now());
    let mut q = store.read();
    let wait = coordinator::load(&mut q).await?.wait();
    let lines = ledger::since(&mut q, ASSISTANCE.name, now - OLDEST, &Lang::english()).await?;
    drop(q);
    for line in lines {
        for due in due(&Standing::of_line(&line), !line.subject.is_empty(), wait, now) {
            let (_, host) = line.party(due.side());
            if host.is_empty() {
                let decide =
                    |ledger: &Ledger, all: &[Operation]| still(ledger, all, due, wait, now);
                // What is wrong with one of them is no reason to leave out the others.
                if let Err(error) = ledger::append_as(ledgers, line.id, due.side(), decide).await {
                    tracing::warn!(ledger = %line.id, %error, "the daily turn of a request");
                }
            }
        }
    }
    Ok(())
}

/// The entry, when it is still due by all that is in the ledger.
fn still(
    ledger: &Ledger,
    operations: &[Operation],
    this: Due,
    wait: Duration,
    now: Time,
) -> Vec<Draft> {
    let all = ledger.registers(operations);
    let relayed = !all.one(entry::ABOUT).text("relays").is_empty();
    let standing = Standing::of_ledger(ledger, &all);
    let is = due(&standing, relayed, wait, now).contains(&this);
    // For which waiting it was sent: there is another one after an answer that has not helped.
    let draft = || Draft::new(entry::REMINDER, this.key(), json!({ "sent": standing.since.0 }));
    is.then(draft).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::{super::State, *};

    fn standing(state: State, answered: Option<u64>) -> Standing {
        Standing {
            state,
            asked_at: Time(0),
            since: Time(0),
            answered_at: answered.map(|n| Time(0) + days(n)),
            escalated: false,
            told: false,
            followed: false,
            helped: String::new(),
            sectors: Vec::new(),
            asker: String::new(),
            asker_names: serde_json::Value::Null,
        }
    }

    #[test]
    fn everything_is_said_once_and_in_its_time() {
        let at = |s: &Standing, relayed, n| due(s, relayed, days(5), Time(0) + days(n));
        let new = standing(State::New, None);
        assert_eq!(at(&new, false, 4), []);
        assert_eq!(at(&new, false, 5), [Due::Late]);
        assert_eq!(at(&new, false, 10), [Due::Late, Due::Unanswered]);
        let reminded = Standing { escalated: true, ..new };
        assert_eq!(at(&reminded, false, 9), []);
        assert_eq!(at(&reminded, false, 10), [Due::Unanswered]);
        assert_eq!(at(&Standing { told: true, ..reminded }, false, 90), []);
        let answered = standing(State::Answered, Some(3));
        assert_eq!(at(&answered, false, 16), []);
        assert_eq!(at(&answered, false, 17), [Due::FollowUp]);
        assert_eq!(at(&answered, true, 17), [], "whoever asked is asked, nobody in between");
        assert_eq!(at(&Standing { helped: "no".into(), ..answered.clone() }, false, 17), []);
        assert_eq!(at(&Standing { followed: true, ..answered }, false, 17), []);
        assert_eq!(at(&standing(State::Closed, None), false, 90), []);
        assert_eq!(at(&standing(State::Ended, None), true, 90), [], "nobody waits for it");
    }

    #[test]
    fn what_has_not_helped_waits_from_then_on() {
        let again = Standing {
            since: Time(0) + days(20),
            helped: "no".into(),
            ..standing(State::Again, Some(3))
        };
        let at = |n| due(&again, false, days(5), Time(0) + days(n));
        assert_eq!(at(24), []);
        assert_eq!(at(25), [Due::Late]);
        assert_eq!(at(90), [Due::Late], "somebody has answered");
    }

    #[test]
    fn a_reminder_belongs_to_the_side_that_its_key_names() {
        for due in Due::ALL {
            assert_eq!(Due::of(due.key()), Some(due));
            assert!(due.key().starts_with(super::super::word(due.side())));
        }
    }
}
