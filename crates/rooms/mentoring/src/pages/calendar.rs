//! `/mentoring/workspaces/{id}/session/{key}/calendar.ics`: a meeting for one's own calendar (RFC 5545).

use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use domain::{Error, text};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};
use jiff::{Timestamp, civil};
use people::ledger::Entry;
use web::Ctx;

use super::open;
use crate::workspace::entry;

/// How long a meeting lasts of which nobody has said it.
const USUAL: i64 = 60;
/// The minutes of a day, beyond which no meeting lasts.
const DAY: i64 = 1440;

/// `GET /mentoring/workspaces/{id}/session/{key}/calendar.ics`
pub async fn show(ctx: Ctx, Path((id, key)): Path<(String, String)>) -> web::Result {
    let open = open(&ctx, &id).await?;
    let uid = format!("{}@{}", text::line(&key), open.ledger.id);
    let calendar = calendar(&uid, open.now.entry(entry::SESSION, &key));
    Ok(file(calendar.ok_or(Error::NotFound)?))
}

/// A meeting as a calendar; nothing where there is no day. The other city may have written anything in it, and the library
/// escapes neither `\r` nor what ends a line in an address.
fn calendar(uid: &str, session: &Entry) -> Option<String> {
    let day: civil::Date = session.text("date").parse().ok()?;
    let line = |name: &str| text::line(session.text(name));
    let mut event = Event::new();
    event.uid(uid).summary(&line("title"));
    match starts(session, day) {
        Some(at) => {
            let minutes = session.number("minutes").unwrap_or(USUAL);
            let minutes = jiff::SignedDuration::from_mins(minutes.clamp(0, DAY));
            let end = at.checked_add(minutes).unwrap_or(at);
            event.add_property("DTSTART", utc(at)).add_property("DTEND", utc(end));
        }
        None => {
            let date = day.strftime("%Y%m%d").to_string();
            event.append_property(
                icalendar::Property::new("DTSTART", date).add_parameter("VALUE", "DATE").done(),
            );
        }
    }
    let changed = session.changed();
    if let Some(at) = changed.and_then(|w| Timestamp::from_microsecond(w.at.0).ok()) {
        event.add_property("DTSTAMP", utc(at)).add_property("LAST-MODIFIED", utc(at));
    }
    if let Some(written) = changed {
        event.sequence(u32::try_from(written.place.clock).unwrap_or(u32::MAX));
    }
    let (place, agenda) = (line("place"), text::block(session.text("agenda")));
    if !place.is_empty() {
        event.location(&place);
    }
    if let Some(link) = address(session.text("link")) {
        event.url(link.as_str());
    }
    if !agenda.is_empty() {
        event.description(&agenda);
    }
    event.status(match session.text("state") {
        "cancelled" => EventStatus::Cancelled,
        _ => EventStatus::Confirmed,
    });
    Some(Calendar::new().push(event.done()).done().to_string())
}

/// An address on the web, of one line.
fn address(written: &str) -> Option<url::Url> {
    if written.chars().any(char::is_control) {
        return None;
    }
    url::Url::parse(written).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

/// The moment at which it begins; nothing where no hour was said.
fn starts(session: &Entry, day: civil::Date) -> Option<Timestamp> {
    let time = session.text("time");
    let (hour, minute) = time.split_once(':')?;
    let time = civil::Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()?;
    let zone = jiff::tz::TimeZone::get(session.text("zone")).unwrap_or(jiff::tz::TimeZone::UTC);
    Some(day.to_datetime(time).to_zoned(zone).ok()?.timestamp())
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn file(text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"meeting.ics\""),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    (headers, text).into_response()
}

#[cfg(test)]
mod tests {
    use domain::Time;
    use people::{
        ledger::{Operation, Registers},
        testing,
    };
    use serde_json::{Value, json};

    use super::*;

    fn file_of(set: &Value) -> String {
        let operation = Operation {
            at: Time::parse("2027-02-01T09:00:00Z").unwrap(),
            ..testing::operation("a", 1, entry::SESSION, "s1", set)
        };
        let now = Registers::of(&[operation], |_| true);
        calendar("s1@l", now.entry(entry::SESSION, "s1")).unwrap()
    }

    #[test]
    fn nobody_puts_lines_into_it() {
        let alarm = "\r\nBEGIN:VALARM\r\nACTION:AUDIO\r\nEND:VALARM\r\n";
        for field in ["title", "place", "link", "agenda"] {
            for value in
                [format!("https://x.example/{alarm}"), format!("x{}", alarm.replace('\n', ""))]
            {
                let mut set = json!({ "date": "2027-03-01" });
                set[field] = json!(value);
                let file = file_of(&set);
                let inside = |line: &str| line.starts_with("BEGIN:VALARM");
                assert!(!file.split(['\r', '\n']).any(inside), "{field}: {file}");
            }
        }
        assert!(
            !file_of(&json!({ "date": "2027-03-01", "link": "javascript:alert(1)" }))
                .contains("URL")
        );
        let file = file_of(&json!({ "date": "2027-03-01", "link": "https://срещи.example/a?b=1" }));
        assert!(file.contains("URL:https://xn--"), "{file}");
    }
}
