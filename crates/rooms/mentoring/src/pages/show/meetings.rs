//! The meetings of a workspace.

use jiff::civil::Date;
use people::ledger::{Entry, Open, Side};
use web::{Ctx, Html};

use super::{
    super::{href, party},
    rendered,
};
use crate::{
    meetings::Meetings,
    workspace::{entry, word},
};

/// A meeting.
pub struct Session {
    pub title: String,
    /// Day, minutes, mode and place.
    pub about: String,
    pub state: String,
    pub phase: String,
    pub href: String,
    pub notes: Html,
    pub report: Html,
    /// What both sides thought of it.
    pub ratings: Vec<(String, i64)>,
    pub contested: bool,
}

/// How many meetings there were, how many are to come, and of how many nobody has written what came of them.
pub fn counted(ctx: &Ctx, meetings: Meetings) -> String {
    let all = [
        ("meetings-held", meetings.held),
        ("meetings-coming", meetings.coming),
        ("meetings-past", meetings.past),
    ];
    let some = all.into_iter().filter(|(_, n)| *n > 0);
    some.map(|(key, n)| ctx.tr.t1(key, "n", n)).collect::<Vec<_>>().join(" · ")
}

/// All of them, in the order in which they were begun.
pub fn sessions(ctx: &Ctx, open: &Open) -> Vec<Session> {
    let all = open.now.all(entry::SESSION).into_iter();
    all.map(|(key, s)| session(ctx, open, key, s)).collect()
}

/// The next one that is to come: what it is about, when and where, and its file for a calendar.
pub fn upcoming(ctx: &Ctx, open: &Open, today: Date) -> Option<(String, String, String)> {
    let coming = |s: &Entry| {
        let day = s.text("date").parse::<Date>().ok();
        s.text("state") == "planned" && day.is_some_and(|day| day >= today)
    };
    let all = open.now.all(entry::SESSION).into_iter().filter(|(_, s)| coming(s));
    let all = all.map(|(key, s)| ([s.text("date"), s.text("time")], key, s));
    let first = all.min_by_key(|(when, ..)| *when);
    first.map(|(_, key, s)| {
        let file = format!("{}/{}/{key}/calendar.ics", href(open.ledger.id), entry::SESSION);
        (s.text("title").to_owned(), about(ctx, s), file)
    })
}

fn session(ctx: &Ctx, open: &Open, key: &str, s: &Entry) -> Session {
    let rating = |side: Side| {
        let rating = s.number(&format!("{}_rating", word(side)))?;
        Some((party(&open.ledger, side).0, rating))
    };
    let home = href(open.ledger.id);
    Session {
        ratings: Side::BOTH.into_iter().filter_map(rating).collect(),
        title: s.text("title").to_owned(),
        about: about(ctx, s),
        state: s.text("state").to_owned(),
        phase: s.text("phase").to_owned(),
        href: format!("{home}/{}/{key}", entry::SESSION),
        notes: rendered(s.text("notes")),
        report: rendered(s.text("report")),
        contested: s.conflicts().next().is_some(),
    }
}

/// Day, hour, length, form and place of a meeting.
fn about(ctx: &Ctx, s: &Entry) -> String {
    let tr = ctx.tr;
    let mut parts = vec![ctx.local.partial_date(s.text("date"))];
    if !s.text("time").is_empty() {
        let zone = s.text("zone");
        let other =
            ctx.site.as_deref().is_some_and(|site| !zone.is_empty() && site.timezone != zone);
        let at = tr.t1("session-at", "time", s.text("time"));
        // The other city writes its own hours.
        parts.push(if other { format!("{at} ({zone})") } else { at });
    }
    if let Some(minutes) = s.number("minutes") {
        parts.push(tr.t1("session-length", "n", minutes));
    }
    if !s.text("mode").is_empty() {
        parts.push(tr.word("session-mode", s.text("mode")).to_owned());
    }
    if !s.text("place").is_empty() {
        parts.push(s.text("place").to_owned());
    }
    parts.retain(|p| !p.is_empty());
    parts.join(" · ")
}
