//! Dates as HTTP writes them (RFC 9110 §5.6.7).

use domain::Time;
use jiff::fmt::rfc2822::{DateTimeParser, DateTimePrinter};

/// `Sun, 22 Nov 2026 09:00:00 GMT`.
pub(crate) fn print(time: Time) -> String {
    // Only years beyond 9999 have no such form, and an epoch is as wrong there as anything.
    DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&time.timestamp())
        .unwrap_or_else(|_| "Thu, 01 Jan 1970 00:00:00 GMT".to_owned())
}

/// Reads a date; the time zone may be spelt in any way RFC 2822 knows.
pub(crate) fn parse(s: &str) -> Option<Time> {
    DateTimeParser::new().parse_timestamp(s).ok().map(Time::from)
}
