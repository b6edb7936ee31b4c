//! How many meetings two cities have held, and which are still to come.

use jiff::civil::Date;
use people::ledger::{Entry, Registers};

use crate::workspace::entry;

/// The meetings of a workspace, without those that were cancelled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Meetings {
    /// Those that were held.
    pub held: usize,
    /// Those that are still to come.
    pub coming: usize,
    /// Those whose day is over without anybody having written what came of them.
    pub past: usize,
}

/// The day of a meeting that is planned; nothing for any other, or where no day is written.
fn planned(meeting: &Entry) -> Option<Date> {
    let day = meeting.text("date").parse::<Date>().ok();
    day.filter(|_| meeting.text("state") == "planned")
}

impl Meetings {
    /// As they stand on a day.
    pub fn of(now: &Registers, today: Date) -> Self {
        let mut all = Self::default();
        for (_, meeting) in now.all(entry::SESSION) {
            match meeting.text("state") {
                "held" => all.held += 1,
                "planned" if planned(meeting).is_some_and(|day| day < today) => all.past += 1,
                "planned" => all.coming += 1,
                _ => {}
            }
        }
        all
    }
}

/// The day of the earliest meeting that is planned, be it over or to come.
pub fn earliest(now: &Registers) -> Option<Date> {
    now.all(entry::SESSION).into_iter().filter_map(|(_, meeting)| planned(meeting)).min()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use people::{ledger::Operation, testing::operation};
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn each_meeting_counts_once_by_what_has_become_of_it() {
        let of = |all: &[Value]| {
            let one = |(n, set): (usize, &Value)| {
                let n = i64::try_from(n).unwrap() + 1;
                operation("a", n, entry::SESSION, &format!("s{n}"), set)
            };
            let all: Vec<Operation> = all.iter().enumerate().map(one).collect();
            Registers::of(&all, |_| true)
        };
        let now = of(&[
            json!({ "state": "held", "date": "2027-01-20" }),
            json!({ "state": "held", "date": "2027-02-20" }),
            json!({ "state": "planned", "date": "2027-03-09" }),
            json!({ "state": "planned", "date": "2027-03-10" }),
            json!({ "state": "planned", "date": "some day" }),
            json!({ "state": "cancelled", "date": "2027-03-01" }),
        ]);
        assert_eq!(
            Meetings::of(&now, date(2027, 3, 10)),
            Meetings { held: 2, coming: 2, past: 1 },
            "one that is today is still to come"
        );
        assert_eq!(earliest(&now), Some(date(2027, 3, 9)));
        assert_eq!(earliest(&of(&[json!({ "state": "held", "date": "2027-01-20" })])), None);
        assert_eq!(Meetings::of(&Registers::default(), date(2027, 3, 10)), Meetings::default());
    }
}
