//! Days, as people where an instance stands count them. Which day it is depends on the place: whoever makes a day of a
//! moment does it here, and says where.

use std::time::Duration;

use jiff::ToSpan;
pub use jiff::{civil::Date, tz::TimeZone};

use crate::Time;

/// The day that a moment is on in a time zone.
pub fn of(time: Time, zone: &TimeZone) -> Date {
    time.timestamp().to_zoned(zone.clone()).date()
}

/// The next moment after `now` at which clocks in a time zone strike this hour, 0 to 23. On a day that leaves the hour out,
/// because clocks are put forward, it comes when they have been.
pub fn next(now: Time, hour: i8, zone: &TimeZone) -> Time {
    let today = of(now, zone);
    let strikes = |day: Date| {
        let struck = day.at(hour, 0, 0, 0).to_zoned(zone.clone()).ok()?;
        Some(Time::from(struck.timestamp()))
    };
    let days = [today, today.saturating_add(1.day()), today.saturating_add(2.days())];
    let next = days.into_iter().filter_map(strikes).find(|at| *at > now);
    next.unwrap_or(now + Duration::from_secs(86_400))
}

/// A day as columns hold it, which sort by it and are compared with days alone: as if it began in UTC, wherever it is meant.
pub fn stored(day: Date) -> Time {
    let begins = day.to_zoned(TimeZone::UTC);
    begins.map_or(Time(i64::MAX), |begins| Time::from(begins.timestamp()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn sofia() -> TimeZone {
        TimeZone::get("Europe/Sofia").unwrap()
    }

    fn at(s: &str) -> Time {
        Time::parse(s).unwrap()
    }

    #[test]
    fn a_day_ends_at_midnight_of_the_place() {
        for (last, first, day) in [
            // Two hours before UTC in winter, three in summer.
            ("2026-11-22T21:59:59Z", "2026-11-22T22:00:00Z", date(2026, 11, 23)),
            ("2026-07-01T20:59:59Z", "2026-07-01T21:00:00Z", date(2026, 7, 2)),
            // The days on which clocks are put forward and back have 23 and 25 hours.
            ("2026-03-28T21:59:59Z", "2026-03-28T22:00:00Z", date(2026, 3, 29)),
            ("2026-03-29T20:59:59Z", "2026-03-29T21:00:00Z", date(2026, 3, 30)),
            ("2026-10-24T20:59:59Z", "2026-10-24T21:00:00Z", date(2026, 10, 25)),
            ("2026-10-25T21:59:59Z", "2026-10-25T22:00:00Z", date(2026, 10, 26)),
        ] {
            assert_eq!(of(at(first), &sofia()), day, "{first}");
            assert_eq!(of(at(last), &sofia()), day.saturating_sub(1.day()), "{last}");
        }
        assert_eq!(of(at("2026-11-22T23:59:59Z"), &TimeZone::UTC), date(2026, 11, 22));
    }

    #[test]
    fn an_hour_strikes_once_a_day() {
        for (now, hour, next) in [
            ("2026-11-22T03:59:59Z", 6, "2026-11-22T04:00:00Z"),
            ("2026-11-22T04:00:00Z", 6, "2026-11-23T04:00:00Z"),
            ("2026-11-22T23:00:00Z", 6, "2026-11-23T04:00:00Z"),
            ("2026-03-28T10:00:00Z", 6, "2026-03-29T03:00:00Z"),
            ("2026-10-24T10:00:00Z", 6, "2026-10-25T04:00:00Z"),
            // There is no third hour on that day.
            ("2026-03-28T10:00:00Z", 3, "2026-03-29T01:00:00Z"),
        ] {
            assert_eq!(super::next(at(now), hour, &sofia()), at(next), "{now} {hour}");
        }
    }

    #[test]
    fn columns_hold_days_and_no_moments() {
        assert_eq!(stored(date(2026, 11, 22)), at("2026-11-22T00:00:00Z"));
        assert!(stored(date(2026, 3, 29)) < stored(date(2026, 3, 30)));
        for moment in [i64::MIN, i64::MAX] {
            let _ = (of(Time(moment), &sofia()), next(Time(moment), 6, &sofia()));
        }
    }
}
