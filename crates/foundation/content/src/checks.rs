//! When somebody last looked whether a thing still holds, and when it is due again. Both are fields of the
//! thing ([`FIELDS`]); beside them stand the days by which lists are made and people are reminded, as columns hold days
//! ([`day::stored`]). Which day it is today is said by whoever calls: it is that of the instance.

use std::time::Duration;

use domain::{
    ActorId, ContentId, Error, FieldErrors, Lang, Result, Time,
    access::{State, Who, act, permit},
    day::{self, Date},
    text,
};
use jiff::ToSpan as _;
use people::notifications::{Notice, kind, notify};
use store::{Query, Tx, args, statements};

use crate::{
    Draft, Field, Kind, Publishing, Shape, Values,
    draft::parse_date,
    model::Content,
    prepare::json,
    read::{Card, cards},
    service::Change,
    sql,
    voices::writing::writers,
};

/// When it was last checked, and by when it is to be checked again: part of the list of fields of every kind
/// that grows old.
pub const FIELDS: [Field; 2] = [
    Field::new("checked_on", Shape::Date, "facts", "gh:checkedOn").words("check-on"),
    Field::new("next_review", Shape::Date, "facts", "gh:nextReview").words("check-next"),
];

/// How long before it is due its authors are reminded.
const AHEAD: Duration = Duration::from_secs(30 * 86_400);
/// Reminders in one unit of work.
const BATCH: i64 = 100;
/// The most entries of a list of what is to be checked.
const MOST: i64 = 200;

statements! {
    // Another day is another reminder.
    PUT_CHECKS = "UPDATE content SET checked_at = $2, next_check = $3, check_told = CASE \
        WHEN next_check IS NOT DISTINCT FROM $3 THEN check_told ELSE 0 END WHERE id = $1";
    SET_DETAILS = "UPDATE content SET details = $2, updated_at = $3 WHERE id = $1";
    TO_TELL = "SELECT id FROM content WHERE next_check IS NOT NULL AND state = 'published' AND host = '' \
        AND ((check_told < 1 AND next_check <= $1) OR (check_told < 2 AND next_check <= $2)) \
        ORDER BY next_check, id LIMIT $3";
    CHECK_TOLD = "UPDATE content SET check_told = $2 WHERE id = $1";
    OWN_CHECKS = "SELECT id FROM content WHERE next_check <= $2 AND state = 'published' AND host = '' \
        AND root_id IS NULL AND (author_id = $1 OR EXISTS (SELECT 1 FROM coauthor w \
        WHERE w.content_id = content.id AND w.actor_id = $1 AND w.ended_at IS NULL)) ORDER BY next_check, id LIMIT $3";
    HOSTED_CHECKS = "SELECT c.id FROM content c JOIN membership m ON m.group_id = c.group_id AND m.actor_id = $1 \
        AND m.standing = 'facilitator' WHERE c.next_check <= $2 AND c.state = 'published' AND c.host = '' \
        AND c.root_id IS NULL AND c.author_id <> $1 AND NOT EXISTS (SELECT 1 FROM coauthor w \
        WHERE w.content_id = c.id AND w.actor_id = $1 AND w.ended_at IS NULL) ORDER BY c.next_check, c.id LIMIT $3";
}

/// The next check is not before the last one.
pub fn order(draft: &Draft, errors: &mut FieldErrors) {
    if draft.is_before(FIELDS[1].name, FIELDS[0].name) {
        errors.add(FIELDS[1].name, "content-error-check-order");
    }
}

/// What is said today of checks is possible: the last one was not after today, and the time for the next one has not
/// passed. What stood there `before` may stay, because days pass; without it, everything counts as said today.
pub fn timely(draft: &Draft, before: Option<&Draft>, today: Date, errors: &mut FieldErrors) {
    let today = day::stored(today);
    let [checked, next] = FIELDS.map(|field| {
        let said = parse_date(&text::line(&draft.text(field.name))).ok()?;
        let stood = before.is_some_and(|before| before.text(field.name) == said);
        if stood || errors.of(field.name).is_some() { None } else { days(&said) }
    });
    if checked.is_some_and(|(first, _)| first > today) {
        errors.add(FIELDS[0].name, "content-error-check-ahead");
    }
    if next.is_some_and(|(_, last)| last < today) {
        errors.add(FIELDS[1].name, "content-error-check-past");
    }
}

/// Whether things of this kind grow old.
pub fn is_checked(kind: &Kind) -> bool {
    kind.field(FIELDS[1].name).is_some()
}

/// The first day of a day, a month or a year, and the last one, as columns hold them.
fn days(date: &str) -> Option<(Time, Time)> {
    let at = |day: &str| Time::parse(&format!("{day}T00:00:00Z"));
    match date.len() {
        4 => Some((at(&format!("{date}-01-01"))?, at(&format!("{date}-12-31"))?)),
        7 => {
            let last = (28..=31).rev().find_map(|day| at(&format!("{date}-{day}")))?;
            Some((at(&format!("{date}-01"))?, last))
        }
        10 => at(date).map(|day| (day, day)),
        _ => None,
    }
}

/// The day that is proposed for the next check: a year after today.
pub fn proposed(today: Date) -> String {
    today.saturating_add(1.year()).to_string()
}

/// Whether the time for a check has passed.
pub fn is_overdue(next_check: Option<Time>, today: Date) -> bool {
    // The day itself still counts.
    next_check.is_some_and(|next| next < day::stored(today))
}

/// The first day on which a check counts as one within a year, as columns hold it.
pub fn year_ago(today: Date) -> Time {
    day::stored(today.saturating_sub(1.year()))
}

/// Writes the days beside the fields of a thing.
pub(crate) async fn put(tx: &mut Tx, kind: &Kind, id: ContentId, details: &Values) -> Result<()> {
    if !is_checked(kind) {
        return Ok(());
    }
    let [checked, next] = FIELDS.map(|field| details.get(field.name)?.as_str().and_then(days));
    let (checked, next) = (checked.map(|d| d.0), next.map(|d| d.1));
    tx.execute(&PUT_CHECKS, args![id, checked, next]).await?;
    Ok(())
}

/// Whoever writes a thing has looked and found it still right: it was checked today, and is due again on
/// `next`. Needs Edit. This is no edit: no earlier state is kept, and nothing is marked as changed. The
/// errors stand at `next`: it is no date, or it has passed.
pub async fn still_right(
    p: &Publishing,
    who: &Who,
    id: ContentId,
    next: &str,
    today: Date,
) -> Result<()> {
    let now = p.store().now();
    let wrong = |key| Error::field("next", key);
    let next = parse_date(next.trim()).map_err(wrong)?;
    if days(&next).is_none_or(|(_, last)| last <= day::stored(today)) {
        return Err(wrong("content-error-check-past"));
    }
    let mut tx = p.store().begin().await?;
    sql::lock(&mut tx, id).await?;
    let content = sql::load(&mut tx, who, id).await?;
    let content = permit::<act::Edit, Content>(who, content.standing, content)?;
    let kind = p.kinds().or_article(&content.kind);
    let checked = is_checked(kind) && content.state == State::Published && content.host.is_empty();
    if !checked || content.root_id.is_some() {
        return Err(Error::NotFound);
    }
    let mut details = content.details.0.clone();
    details.insert(FIELDS[0].name.into(), today.to_string().into());
    details.insert(FIELDS[1].name.into(), next.into());
    tx.execute(&SET_DETAILS, args![id, json(&details)?, now]).await?;
    put(&mut tx, kind, id, &details).await?;
    p.emit(&mut tx, who, id, Change::Updated).await?;
    tx.save().await?;
    Ok(())
}

/// Reminds those who write something, a month before it is to be checked and when it is due, each once. It
/// may be called at any time, also after it was interrupted.
pub async fn remind(p: &Publishing, today: Date) -> Result<()> {
    let today = day::stored(today);
    loop {
        let mut tx = p.store().begin().await?;
        let due: Vec<(ContentId,)> = tx.all(&TO_TELL, args![today + AHEAD, today, BATCH]).await?;
        if due.is_empty() {
            return Ok(());
        }
        for (id,) in due {
            let content = sql::load(&mut tx, &Who::System, id).await?;
            let is_due = content.next_check.is_some_and(|next| next <= today);
            let (kind, told) =
                if is_due { (kind::CHECK_DUE, 2_i64) } else { (kind::CHECK_SOON, 1) };
            let notice = |to| Notice {
                to,
                kind,
                by: None,
                content: Some(id),
                group: content.group_id,
                ledger: None,
            };
            let to = writers(&mut tx, &content).await?;
            notify(&mut tx, &to.into_iter().map(notice).collect::<Vec<_>>()).await?;
            tx.execute(&CHECK_TOLD, args![id, told]).await?;
        }
        tx.save().await?;
        tokio::task::yield_now().await;
    }
}

/// What is to be checked within a month or has been due, the most urgent first.
#[derive(Debug, Clone, Default)]
pub struct ToCheck {
    /// What one writes oneself.
    pub own: Vec<Card>,
    /// What others write in the communities that one facilitates.
    pub hosted: Vec<Card>,
}

/// What somebody should see to. Two statements, and two more where there is something.
pub async fn to_check(q: &mut impl Query, who: &Who, today: Date, lang: &Lang) -> Result<ToCheck> {
    let me = who.signed_in()?;
    let own = list(q, who, &OWN_CHECKS, (me, today), lang).await?;
    let hosted = list(q, who, &HOSTED_CHECKS, (me, today), lang).await?;
    Ok(ToCheck { own, hosted })
}

async fn list(
    q: &mut impl Query,
    who: &Who,
    statement: &'static store::Statement,
    (me, today): (ActorId, Date),
    lang: &Lang,
) -> Result<Vec<Card>> {
    let until = day::stored(today) + AHEAD;
    let ids: Vec<(ContentId,)> = q.all(statement, args![me, until, MOST]).await?;
    let ids: Vec<ContentId> = ids.into_iter().map(|row| row.0).collect();
    cards(q, who, &ids, lang).await
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_are_as_exact_as_they_are_known() {
        let is = |first, last| Some((day::stored(first), day::stored(last)));
        assert_eq!(days("2026-11-29"), is(date(2026, 11, 29), date(2026, 11, 29)));
        assert_eq!(days("2024-02"), is(date(2024, 2, 1), date(2024, 2, 29)));
        assert_eq!(days("2026"), is(date(2026, 1, 1), date(2026, 12, 31)));
        for odd in ["", "soon", "2026-13", "2026-02-31", "20261129"] {
            assert_eq!(days(odd), None, "{odd}");
        }
    }

    #[test]
    fn what_is_said_of_checks_today_is_possible_today() {
        let said = |checked: &str, next: &str| {
            let mut draft = Draft::new("sheet", Lang::english());
            draft.values.insert(FIELDS[0].name.into(), checked.into());
            draft.values.insert(FIELDS[1].name.into(), next.into());
            draft
        };
        let wrong = |draft: &Draft, before: Option<&Draft>| {
            let mut errors = FieldErrors::default();
            timely(draft, before, date(2026, 11, 29), &mut errors);
            errors.0.iter().map(|e| e.key).collect::<Vec<_>>()
        };
        for (checked, next) in [("29.11.2026", "2026-11-29"), ("2026", "11.2026"), ("", "soon")] {
            assert_eq!(wrong(&said(checked, next), None), Vec::<&str>::new(), "{checked} {next}");
        }
        let late = said("30.11.2026", "1.1.1990");
        assert_eq!(wrong(&late, None), ["content-error-check-ahead", "content-error-check-past"]);
        let stored = said("2026-11-30", "1990-01-01");
        assert_eq!(wrong(&late, Some(&stored)), Vec::<&str>::new(), "that stood there before");
        assert_eq!(wrong(&said("", "1991"), Some(&stored)), ["content-error-check-past"]);
    }

    #[test]
    fn a_check_is_overdue_when_its_day_is_over() {
        let next = Some(day::stored(date(2026, 11, 29)));
        assert!(!is_overdue(next, date(2026, 11, 29)));
        assert!(is_overdue(next, date(2026, 11, 30)));
        assert!(!is_overdue(None, date(2026, 11, 30)));
        assert_eq!(proposed(date(2026, 11, 29)), "2027-11-29");
        assert_eq!(proposed(date(2028, 2, 29)), "2029-02-28");
        assert_eq!(year_ago(date(2026, 11, 29)), day::stored(date(2025, 11, 29)));
    }
}
