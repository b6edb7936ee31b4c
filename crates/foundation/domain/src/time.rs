//! Time as both databases keep it: microseconds since 1970 in UTC.

use std::{future::Future, pin::Pin, time::Duration};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A moment, to the microsecond. Sorts and compares as the integer it is stored as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Time(pub i64);

impl Time {
    /// The moment as `jiff` knows it. Values that no calendar holds become the nearest that one does.
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_microsecond(self.0).unwrap_or(if self.0 < 0 {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        })
    }

    /// RFC 3339 in UTC, to the second unless there is a fraction: `2026-11-22T09:00:00Z`.
    pub fn rfc3339(self) -> String {
        self.timestamp().to_string()
    }

    /// Reads RFC 3339 with any offset.
    pub fn parse(s: &str) -> Option<Self> {
        s.parse::<Timestamp>().ok().map(Self::from)
    }

    /// Whole milliseconds since 1970, as UUIDv7 wants them.
    pub fn millis(self) -> u64 {
        u64::try_from(self.0 / 1000).unwrap_or(0)
    }

    /// The time that has passed since `earlier`; zero when it lies ahead.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

impl From<Timestamp> for Time {
    fn from(t: Timestamp) -> Self {
        Self(t.as_microsecond())
    }
}

impl std::ops::Add<Duration> for Time {
    type Output = Self;
    fn add(self, d: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(d.as_micros()).unwrap_or(i64::MAX)))
    }
}

impl std::ops::Sub<Duration> for Time {
    type Output = Self;
    fn sub(self, d: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(d.as_micros()).unwrap_or(i64::MAX)))
    }
}

/// Where the time comes from. Workers also sleep on it, so that a test can move it.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Time;
    /// Resolves when the clock shows `until` or later.
    fn sleep_until(&self, until: Time) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc3339_goes_both_ways() {
        let t = Time::parse("2026-11-22T11:00:00+02:00").unwrap();
        assert_eq!(t.rfc3339(), "2026-11-22T09:00:00Z");
        assert_eq!(Time::parse(&t.rfc3339()), Some(t));
        assert_eq!(Time::parse("yesterday"), None);
    }

    #[test]
    fn no_value_of_the_column_panics() {
        for v in [i64::MIN, -1, 0, 1, i64::MAX] {
            let _ = Time(v).rfc3339();
            let _ = Time(v) + Duration::MAX;
        }
    }
}
