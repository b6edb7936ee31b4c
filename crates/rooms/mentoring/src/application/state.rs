//! Where an application stands.

use people::ledger::{Operation, Place, Registers, Written};

use super::entry;

/// Where an application stands. The word is the message `application-state-WORD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The coordinator has asked for it and nothing was said yet.
    Invited,
    /// It waits for the coordinator.
    Received,
    /// It takes part.
    Accepted,
    /// It takes part if somebody else does not.
    Reserve,
    /// It does not take part.
    Declined,
    /// The applicant has taken it back.
    Withdrawn,
    /// Who was invited does not want to apply.
    Refused,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Invited,
        Self::Received,
        Self::Accepted,
        Self::Reserve,
        Self::Declined,
        Self::Withdrawn,
        Self::Refused,
    ];

    /// What a coordinator can decide.
    pub const DECISIONS: [Self; 3] = [Self::Accepted, Self::Reserve, Self::Declined];

    /// The word in the ledger and in message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Received => "received",
            Self::Accepted => "accepted",
            Self::Reserve => "reserve",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Refused => "refused",
        }
    }

    /// Reads the word back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Whether the applicant has said what it gives or needs.
    pub fn has_applied(self) -> bool {
        !matches!(self, Self::Invited | Self::Refused)
    }

    pub(super) fn of(now: &Registers, operations: &[Operation]) -> Self {
        let application = now.one(entry::APPLICATION);
        if application.is_empty() {
            Self::Invited
        } else if application.flag("withdrawn") && application.value("role").is_null() {
            Self::Refused
        } else if application.flag("withdrawn") {
            Self::Withdrawn
        } else {
            decided(now, operations).unwrap_or(Self::Received)
        }
    }
}

/// By what an applicant has said in which role it applies, or that it does not apply any more.
pub fn said_role(now: &Registers) -> impl Iterator<Item = &Place> {
    let application = now.one(entry::APPLICATION);
    let written = ["role", "withdrawn"].into_iter().flat_map(move |f| application.standing(f));
    written.map(|written| &written.place)
}

/// What the coordinator has decided of what stands. Whoever comes back, or in another role, is decided on anew: a decision
/// counts for what whoever wrote it had seen.
fn decided(now: &Registers, operations: &[Operation]) -> Option<State> {
    let decision = now.one(entry::DECISION);
    let had_seen = |written: &Written| {
        let by = operations.iter().find(|operation| operation.place == written.place);
        by.is_some_and(|operation| said_role(now).all(|place| operation.saw(place)))
    };
    // Only of these, or whoever sets many others would make it slow.
    let mut written = ["state", "text", "on"].into_iter().flat_map(|f| decision.standing(f));
    let counts = written.any(had_seen);
    let state = State::parse(decision.text("state")).filter(|_| counts);
    state.filter(|state| State::DECISIONS.contains(state))
}

#[cfg(test)]
mod tests {
    use people::testing;
    use serde_json::{Value, json};

    use super::*;

    /// What a side writes, who had seen so much of the applicant's instance and of the coordinator's.
    fn written(
        site: &str,
        (sequence, clock): (i64, i64),
        seen: (i64, i64),
        entry: &str,
        set: &Value,
    ) -> Operation {
        Operation {
            place: Place { clock, site: site.into(), sequence },
            seen: testing::seen(&[("a", seen.0), ("c", seen.1)]),
            ..testing::operation(site, sequence, entry, "", set)
        }
    }

    #[test]
    fn a_decision_counts_for_what_was_seen() {
        let state = |all: &[Operation]| State::of(&Registers::of(all, |_| true), all);
        let applies = json!({ "role": "mentor", "withdrawn": null });
        let mut all = vec![written("a", (1, 1), (0, 0), entry::APPLICATION, &applies)];
        assert_eq!(state(&all), State::Received);
        // The city changes its role; the coordinator, who has not heard of it, takes it as a mentor. Her clock is later.
        let role = json!({ "role": "mentee" });
        all.push(written("a", (2, 2), (1, 0), entry::APPLICATION, &role));
        let taken = json!({ "state": "accepted", "text": "" });
        all.push(written("c", (1, 7), (1, 0), entry::DECISION, &taken));
        assert_eq!(state(&all), State::Received, "nobody has decided on a mentee");
        // She looks again and decides the same.
        let on = json!({ "on": "a 2" });
        all.push(written("c", (2, 8), (2, 1), entry::DECISION, &on));
        assert_eq!(state(&all), State::Accepted);
        // A word more changes nothing.
        let team = json!({ "team": "двама" });
        all.push(written("a", (3, 9), (2, 2), entry::APPLICATION, &team));
        assert_eq!(state(&all), State::Accepted);
    }
}
