//! `/mentoring/workspaces/{id}/session/{key}/calendar.ics`: a meeting for one's own calendar (RFC 5545).

use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use domain::Error;
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
    let session = open.now.entry(entry::SESSION, &key);
    let day: civil::Date = session.text("date").parse().map_err(|_| Error::NotFound)?;
    let mut event = Event::new();
    event.uid(&format!("{key}@{}", open.ledger.id)).summary(session.text("title"));
    match starts(session, day) {
        Some(at) => {
            let minutes = session.number("minutes").unwrap_or(USUAL);
            // The other city may have written any number.
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
    if !session.text("place").is_empty() {
        event.location(session.text("place"));
    }
    if !session.text("link").is_empty() {
        event.url(session.text("link"));
    }
    if !session.text("agenda").is_empty() {
        event.description(session.text("agenda"));
    }
    event.status(match session.text("state") {
        "cancelled" => EventStatus::Cancelled,
        _ => EventStatus::Confirmed,
    });
    let calendar = Calendar::new().push(event.done()).done().to_string();
    Ok(file(calendar))
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
