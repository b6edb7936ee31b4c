//! What is counted of the requests that somebody coordinates: pure functions of what lists know.

use std::collections::BTreeMap;

use super::{Standing, State};

/// Microseconds of a day.
const DAY: f64 = 86_400_000_000.0;

/// The figures of some requests.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures {
    /// How many there are.
    pub asked: i64,
    /// How many wait for an answer.
    pub open: i64,
    /// How many have had one.
    pub answered: i64,
    /// How many were declined.
    pub declined: i64,
    /// How many were taken back by whoever asked.
    pub closed: i64,
    /// How many were brought up again because nobody had answered.
    pub escalated: i64,
    /// Of how many it was said what came of them.
    pub concluded: i64,
    /// How many of those helped, at least in part.
    pub helped: i64,
    /// The median number of days until the first answer.
    pub days: Option<f64>,
}

impl Figures {
    /// Of these requests.
    pub fn of<'a>(all: impl IntoIterator<Item = &'a Standing>) -> Self {
        let mut figures = Self::default();
        let mut days = Vec::new();
        for one in all {
            figures.asked += 1;
            figures.open += i64::from(one.state.waits());
            figures.declined += i64::from(one.state == State::Declined);
            figures.closed += i64::from(matches!(one.state, State::Closed | State::Ended));
            figures.escalated += i64::from(one.escalated);
            figures.concluded += i64::from(!one.helped.is_empty());
            figures.helped += i64::from(one.state == State::Helped);
            if let Some(at) = one.answered_at {
                figures.answered += 1;
                days.push(at.0.saturating_sub(one.asked_at.0).max(0));
            }
        }
        figures.days = median(days);
        figures
    }

    /// How many of a hundred of which it was said what came of them helped.
    pub fn share(&self) -> Option<i64> {
        (self.concluded > 0).then(|| (self.helped * 100 + self.concluded / 2) / self.concluded)
    }
}

/// The figures of each sector that a request names, in the order of its slug. A request counts in each of its own. Those
/// that name none come last, under an empty slug.
pub fn by_sector(all: &[Standing]) -> Vec<(String, Figures)> {
    let mut sectors: BTreeMap<&str, Vec<&Standing>> = BTreeMap::new();
    for one in all {
        for sector in &one.sectors {
            sectors.entry(sector).or_default().push(one);
        }
    }
    let none: Vec<&Standing> = all.iter().filter(|one| one.sectors.is_empty()).collect();
    let last = (!none.is_empty()).then_some(("", none));
    let all = sectors.into_iter().chain(last);
    all.map(|(slug, of)| (slug.to_owned(), Figures::of(of))).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a time between two days of one century")]
fn median(mut times: Vec<i64>) -> Option<f64> {
    times.sort_unstable();
    let middle = times.len() / 2;
    let upper = *times.get(middle)?;
    let lower = if times.len().is_multiple_of(2) { *times.get(middle - 1)? } else { upper };
    let days = f64::midpoint(lower as f64, upper as f64) / DAY;
    Some((days * 10.0).round() / 10.0)
}

#[cfg(test)]
mod tests {
    use domain::Time;

    use super::*;

    fn standing(state: State, days: Option<i64>, helped: &str, sectors: &[&str]) -> Standing {
        Standing {
            state,
            asked_at: Time(0),
            since: Time(0),
            answered_at: days.map(|n| Time(n * 86_400_000_000)),
            escalated: days.is_none(),
            told: false,
            followed: false,
            helped: helped.into(),
            sectors: sectors.iter().map(|s| (*s).to_owned()).collect(),
            asker: String::new(),
            asker_names: serde_json::Value::Null,
        }
    }

    #[test]
    fn what_is_open_answered_and_helped_is_counted() {
        let all = [
            standing(State::New, None, "", &["housing"]),
            standing(State::Answered, Some(2), "no", &["housing", "health"]),
            standing(State::Helped, Some(4), "yes", &[]),
            standing(State::Helped, Some(9), "partly", &["health"]),
            standing(State::Closed, None, "", &[]),
            standing(State::Declined, None, "", &["housing"]),
            standing(State::Ended, None, "", &["housing"]),
        ];
        let figures = Figures::of(&all);
        assert_eq!((figures.asked, figures.open, figures.answered), (7, 1, 3));
        assert_eq!((figures.declined, figures.closed), (1, 2));
        assert_eq!((figures.escalated, figures.concluded, figures.helped), (4, 3, 2));
        assert_eq!((figures.days, figures.share()), (Some(4.0), Some(67)));
        let sectors = by_sector(&all);
        let names: Vec<&str> = sectors.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["health", "housing", ""]);
        assert_eq!(sectors.iter().map(|(_, of)| of.asked).collect::<Vec<_>>(), [2, 4, 2]);
        assert_eq!((sectors[0].1.asked, sectors[0].1.days), (2, Some(5.5)));
        assert_eq!(Figures::of([]).share(), None);
        assert_eq!(Figures::of([]).days, None);
    }
}
