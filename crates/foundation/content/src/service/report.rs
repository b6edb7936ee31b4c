//! Reports: somebody says that something breaks the rules, somebody who may decides.

use domain::{
    ActorId, ContentId, Error, FieldErrors, Lang, Result, Time,
    access::{Instance, State, Who, act, permit},
    id::RowId,
    text,
};
use people::{
    communities,
    moderation::{Deed, action, record},
    notifications::{self, Notice, notify, notify_facilitators},
};
use store::{Built, Query, Tx, args, statements};

use super::{Change, Publishing, acting, moderate};
use crate::{model::Content, sql};

/// What one can say is wrong, in the order of the form; `other` needs an explanation.
pub const REASONS: &[&str] = &["off-topic", "offence", "personal-data", "wrong", "spam", "other"];

statements! {
    OPEN_BY = "SELECT id FROM report WHERE content_id = $1 AND reporter_id = $2 AND state = 'open'";
    ADD_REPORT = "INSERT INTO report (id, reporter_id, content_id, actor_id, group_id, reason, detail, \
        state, created_at, activity) VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $9)";
    REPORT_BY_ID = "SELECT content_id, state FROM report WHERE id = $1";
    DECIDE = "UPDATE report SET state = 'decided', decided_by = $2, decision = $3, decided_at = $4 \
        WHERE content_id = $1 AND state = 'open' RETURNING reporter_id, activity";
    DECIDED_ELSEWHERE = "UPDATE report SET state = 'decided', decided_by = $3, decision = $4, \
        decided_at = $5 WHERE content_id = $1 AND reporter_id = $2 AND state = 'open'";
    // Whoever reported and was not told of anything since.
    WAITS = "SELECT p.id FROM report p WHERE p.content_id = $1 AND p.reporter_id = $2 \
        AND p.state = 'open' AND NOT EXISTS (SELECT 1 FROM notification n \
        WHERE n.actor_id = p.reporter_id AND n.content_id = p.content_id AND n.kind = $3 \
        AND n.created_at >= p.created_at) LIMIT 1";
    MODERATORS = "SELECT actor_id FROM account WHERE role IN ('moderator', 'administrator') \
        AND state = 'active'";
    COUNT_OPEN = "SELECT CAST(count(*) AS bigint) FROM report WHERE state = 'open' \
        AND (group_id = $1 OR $1 IS NULL)";
}

/// A report in the queue, with the beginning of what it is about where whoever looks may read it.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct ReportRow {
    /// Its id.
    pub id: RowId,
    /// One of [`REASONS`].
    pub reason: String,
    /// In the reporter's words; may be empty.
    pub detail: String,
    /// When it was made.
    pub created_at: Time,
    /// Whether it was decided.
    pub decided: bool,
    /// `remove` or `dismiss`; empty while it is open.
    pub decision: String,
    /// When it was decided.
    pub decided_at: Option<Time>,
    /// Who decided; empty while it is open.
    pub decided_by_name: String,
    /// Who reported.
    pub reporter_handle: String,
    /// Her host.
    pub reporter_host: String,
    /// Her name.
    pub reporter_name: String,
    /// What was reported.
    pub content_id: ContentId,
    /// Its kind.
    pub kind: String,
    /// The readable part of its address.
    pub slug: String,
    /// Where it stands now.
    pub state: State,
    /// The conversation it belongs to, for a comment.
    pub root_id: Option<ContentId>,
    /// Who wrote it.
    pub author_handle: String,
    /// Her host.
    pub author_host: String,
    /// Her name.
    pub author_name: String,
    /// The community it belongs to; empty without one.
    pub group_handle: String,
    /// That community's name.
    pub group_name: String,
    /// Its title, or that of its conversation; empty when whoever looks may not read it.
    pub title: String,
    /// Its beginning; empty when whoever looks may not read it.
    pub excerpt: String,
    /// The language of title and excerpt.
    pub lang: Lang,
}

/// Says that something breaks the rules. Needs Report. Whoever may decide is told: the
/// facilitators of its community, else the moderators of this instance. A second report while
/// one's first is open changes nothing. Fields: `reason`, `detail`.
pub async fn report(
    p: &Publishing,
    who: &Who,
    id: ContentId,
    reason: &str,
    detail: &str,
) -> Result<()> {
    acting(who)?;
    let mut errors = FieldErrors::default();
    let Some(reason) = REASONS.iter().find(|r| **r == reason) else {
        return Err(Error::field("reason", "content-error-report-reason"));
    };
    let detail = text::block(detail);
    if *reason == "other" && detail.is_empty() {
        errors.add("detail", "content-error-report-detail");
    }
    if text::len(&detail) > 2000 {
        let args = vec![("max", "2000".to_owned()), ("length", text::len(&detail).to_string())];
        errors.add_with("detail", "content-error-long", args);
    }
    errors.check()?;
    let mut tx = p.store.begin().await?;
    report_in(p, &mut tx, who, id, reason, &detail, "").await?;
    tx.save().await?;
    Ok(())
}

/// The report itself, as a part of a unit. `activity` is the IRI of the Flag by which it came.
pub(crate) async fn report_in(
    p: &Publishing,
    tx: &mut Tx,
    who: &Who,
    id: ContentId,
    reason: &'static str,
    detail: &str,
    activity: &str,
) -> Result<()> {
    let reporter = acting(who)?;
    let now = p.store.now();
    let row: RowId = p.store.id();
    let content = sql::load(tx, who, id).await?;
    let content = permit::<act::Report, Content>(who, content.standing, content)?;
    if tx.optional::<(RowId,)>(&OPEN_BY, args![id, reporter]).await?.is_some() {
        return Ok(());
    }
    tx.execute(
        &ADD_REPORT,
        args![
            row,
            reporter,
            id,
            content.author_id,
            content.group_id,
            reason,
            detail,
            now,
            activity
        ],
    )
    .await?;
    // Nobody is named to those who are told: they see the reporter in the queue, and her being
    // avoided by one of them must not keep a report from him.
    match content.group_id {
        Some(group) if content.home.is_empty() => {
            notify_facilitators(tx, group, notifications::kind::REPORT, None, Some(id)).await?;
        }
        group => {
            let to = tx.all::<(ActorId,)>(&MODERATORS, args![]).await?;
            let notice = |to| Notice {
                to,
                kind: notifications::kind::REPORT,
                by: None,
                content: Some(id),
                group,
                ledger: None,
            };
            let notices: Vec<Notice> = to.into_iter().map(|(to,)| notice(to)).collect();
            notify(tx, &notices).await?;
        }
    }
    p.emit(tx, who, id, Change::Reported(reason.to_owned())).await
}

/// What comes of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// The thing is removed, for this reason.
    Remove(String),
    /// It stays; the note is for the log and may be empty.
    Dismiss(String),
}

/// Decides a report and every other open one about the same thing. Needs Moderate on the thing; to
/// dismiss, Oversee is enough. The reporters are told. Conflict `content-error-decided` when
/// somebody was quicker. Field of [`Decision::Remove`]: `reason`.
pub async fn decide_report(
    p: &Publishing,
    who: &Who,
    id: RowId,
    decision: &Decision,
) -> Result<()> {
    let (word, reason) = match decision {
        Decision::Remove(reason) => ("remove", moderate::check_reason(reason)?),
        Decision::Dismiss(note) => ("dismiss", text::excerpt(&text::line(note), 500)),
    };
    let now = p.store.now();
    let mut tx = p.store.begin().await?;
    let row = tx.optional::<(ContentId, String)>(&REPORT_BY_ID, args![id]).await?;
    let (thing, state) = row.ok_or(Error::NotFound)?;
    let content = sql::load(&mut tx, who, thing).await?;
    let standing = content.standing;
    let moderating = permit::<act::Moderate, _>(who, standing, content.clone());
    if let Err(refused) = &moderating
        && (word == "remove" || permit::<act::Oversee, _>(who, standing, Instance).is_err())
    {
        // Whoever may not decide is not told whether there is such a report.
        tracing::debug!(%refused, "a report was not to be decided");
        return Err(Error::NotFound);
    }
    if state != "open" {
        return Err(Error::Conflict("content-error-decided"));
    }
    let reporters: Vec<(ActorId, String)> =
        tx.all(&DECIDE, args![thing, who.actor(), word, now]).await?;
    match moderating {
        Ok(content) if word == "remove" && content.state == State::Published => {
            moderate::remove_in(p, &mut tx, who, &content, &reason).await?;
        }
        _ if word == "remove" => {}
        _ => dismissed(&mut tx, who, &content, &reason).await?,
    }
    for (reporter, flag) in reporters {
        tell(&mut tx, reporter, &content).await?;
        if !flag.is_empty() {
            p.emit(&mut tx, who, thing, Change::ReportDecided { reporter, flag }).await?;
        }
    }
    tx.save().await?;
    Ok(())
}

/// A reporter learns that it was decided, not how.
async fn tell(tx: &mut Tx, reporter: ActorId, content: &Content) -> Result<()> {
    let notice = Notice {
        to: reporter,
        kind: notifications::kind::REPORT_DECIDED,
        by: None,
        content: Some(content.id),
        group: content.group_id,
        ledger: None,
    };
    notify(tx, &[notice]).await
}

/// Whoever decides about a thing elsewhere has decided about somebody's report.
pub(crate) async fn decided_elsewhere(
    p: &Publishing,
    tx: &mut Tx,
    content: &Content,
    reporter: ActorId,
    by: ActorId,
) -> Result<()> {
    let word = if content.state == State::Published { "dismiss" } else { "remove" };
    let values = args![content.id, reporter, by, word, p.store.now()];
    if tx.execute(&DECIDED_ELSEWHERE, values).await? == 0 {
        return Ok(());
    }
    tell(tx, reporter, content).await
}

/// The author's own instance says that something was done: whoever reported learns it once, and the report
/// stays open.
pub(crate) async fn done_elsewhere(
    tx: &mut Tx,
    content: &Content,
    reporter: ActorId,
) -> Result<()> {
    let values = args![content.id, reporter, notifications::kind::REPORT_DECIDED];
    match tx.optional::<(RowId,)>(&WAITS, values).await? {
        Some(_) => tell(tx, reporter, content).await,
        None => Ok(()),
    }
}

async fn dismissed(tx: &mut Tx, who: &Who, content: &Content, note: &str) -> Result<()> {
    let deed = Deed {
        group: content.group_id,
        moderator: who.actor(),
        action: action::DISMISS_REPORT,
        content: Some(content.id),
        actor: Some(content.author_id),
        reason: note,
    };
    record(tx, deed).await
}

const QUEUE: &str = "SELECT p.id, p.reason, p.detail, p.created_at, p.state = 'decided' AS decided, \
    p.decision, p.decided_at, COALESCE(d.name, '') AS decided_by_name, w.handle AS reporter_handle, \
    w.host AS reporter_host, w.name AS reporter_name, c.id AS content_id, c.kind, \
    CASE WHEN c.root_id IS NULL THEN c.slug ELSE r.slug END AS slug, c.state, c.root_id, \
    a.handle AS author_handle, a.host AS author_host, a.name AS author_name, \
    COALESCE(g.handle, '') AS group_handle, COALESCE(g.name, '') AS group_name, \
    CASE WHEN s.ok THEN COALESCE(NULLIF(t.title, ''), rt.title, '') ELSE '' END AS title, \
    CASE WHEN s.ok THEN COALESCE(t.summary, '') ELSE '' END AS excerpt, c.lang \
    FROM report p JOIN content c ON c.id = p.content_id JOIN actor a ON a.id = c.author_id \
    JOIN actor w ON w.id = p.reporter_id LEFT JOIN actor d ON d.id = p.decided_by \
    LEFT JOIN actor g ON g.id = c.group_id LEFT JOIN content r ON r.id = c.root_id \
    LEFT JOIN content_text t ON t.content_id = c.id AND t.lang = c.lang \
    LEFT JOIN content_text rt ON rt.content_id = r.id AND rt.lang = r.lang ";

/// The reports of a community, for its facilitators and for moderators; without one, all that
/// are moderators' business. The open ones first, the oldest of them first; then the last hundred
/// decided ones. At most two hundred open ones.
pub async fn reports(
    q: &mut impl Query,
    who: &Who,
    group: Option<ActorId>,
    decided: bool,
) -> Result<Vec<ReportRow>> {
    may_see(q, who, group).await?;
    // What somebody may read or could read before it was removed, she may see in the queue.
    let built = Built::new(QUEUE)
        .with(
            "LEFT JOIN (SELECT c.id, TRUE AS ok FROM content c WHERE {visible $} OR (c.state = 'removed' AND {shown $} \
             AND (c.visibility IN ('public', 'unlisted') OR EXISTS (SELECT 1 FROM membership vm WHERE \
             vm.group_id = c.group_id AND vm.actor_id = $ AND vm.standing IN ('member', 'facilitator'))))) s \
             ON s.id = c.id ",
            who.person(),
        )
        .push("WHERE p.state = ")
        .bind(if decided { "decided" } else { "open" });
    let built = match group {
        Some(group) => built.push(" AND p.group_id = ").bind(group),
        None => built,
    };
    let built = built.push(if decided {
        " ORDER BY p.decided_at DESC, p.id DESC LIMIT 100"
    } else {
        " ORDER BY p.created_at, p.id LIMIT 200"
    });
    Ok(q.all_built(built).await?)
}

/// How many reports wait, for whoever may see them.
pub async fn open_reports(q: &mut impl Query, who: &Who, group: Option<ActorId>) -> Result<i64> {
    may_see(q, who, group).await?;
    Ok(q.one::<(i64,)>(&COUNT_OPEN, args![group]).await?.0)
}

async fn may_see(q: &mut impl Query, who: &Who, group: Option<ActorId>) -> Result<()> {
    let oversees =
        permit::<act::Oversee, _>(who, domain::access::Standing::Outsider, Instance).map(drop);
    match (oversees, group) {
        (Ok(()), _) => Ok(()),
        (Err(_), Some(group)) => {
            communities::permitted::<act::Facilitate>(q, who, group).await.map(drop)
        }
        (Err(e), None) => Err(e),
    }
}
