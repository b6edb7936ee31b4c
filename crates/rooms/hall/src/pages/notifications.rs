//! `/notifications`: who did what where.

use askama::Template;
use axum::{
    extract::Path,
    routing::{get, post},
};
use content::lineage::Relation;
use domain::{
    Lang,
    id::{LedgerId, RowId},
};
use people::{
    Cursor,
    notifications::{self, Notification},
};
use web::{Ctx, Routes, Shell, Tr, pieces::Empty};

use super::{messages, organisation, person};
use crate::links;

/// Notifications on one page.
const PAGE: usize = 30;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/notifications", get(show))
        .route("/notifications/read", post(read_all))
        .route("/notifications/{id}", post(open))
}

/// A notification as a row shows it.
pub(crate) struct Row {
    /// The notification.
    pub note: Notification,
    /// Who did what where.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// The icon that stands for it.
    pub icon: &'static str,
}

impl Row {
    /// A notification in the words of the reader.
    pub(crate) fn new(ctx: &Ctx, note: Notification) -> Self {
        Self { text: text(ctx, &note), href: target(ctx, &note), icon: icon(&note.kind), note }
    }

    /// Whether it has not been read.
    pub(crate) fn is_new(&self) -> bool {
        self.note.read_at.is_none()
    }
}

fn text(ctx: &Ctx, note: &Notification) -> String {
    let tr = ctx.tr;
    let kind = ctx.app.kinds().get(&note.content_kind);
    let changed = note.kind == notifications::kind::TAKEN_UP
        && kind.is_some_and(|kind| !kind.relations.contains(&Relation::Adopted));
    // Nobody adopts what is only changed for one's own use.
    let key = if changed {
        "notification-adapted".to_owned()
    } else {
        format!("notification-{}", note.kind)
    };
    let who = who(tr, note);
    let args: [(&str, &dyn web::ToArg); 3] =
        [("who", &who), ("community", &note.group_name), ("title", &note.title)];
    tr.tf(&key, &args)
}

/// Who did it, and for whom, where that was said.
fn who(tr: Tr, note: &Notification) -> String {
    match note.by(tr.lang()) {
        (name, _) if name.is_empty() => tr.t("notification-somebody").to_owned(),
        (name, party) if party.is_empty() => name,
        (name, party) => tr.t2("person-of", "name", name, "party", party),
    }
}

/// Where a notification leads: to the thing, the queue or the community it is about.
fn target(ctx: &Ctx, note: &Notification) -> String {
    use people::notifications::kind;
    match note.kind.as_str() {
        kind::REPORT if note.group_handle.is_empty() => "/admin/reports".to_owned(),
        kind::REPORT => format!("{}/reports", group(note)),
        kind::MESSAGE => messages::href(&note.by_handle, &note.by_host),
        kind::PARTNER_OFFERED | kind::PARTNER_AGREED | kind::PARTNER_ENDED => {
            "/admin/federation/partners".to_owned()
        }
        kind::MEMBERSHIP_REQUEST => format!("{}/requests", group(note)),
        kind::SOURCE_CHANGED => match (note.content_id, ctx.app.kinds().get(&note.content_kind)) {
            (Some(id), Some(kind)) => format!("/{}/{id}/source", kind.path),
            _ => "/notifications".to_owned(),
        },
        kind::REVIEW_ACCEPTED | kind::REVIEW_DECLINED => {
            match (note.content_id, ctx.app.kinds().get(&note.content_kind)) {
                (Some(id), Some(kind)) => format!("/{}/{id}/reviewers", kind.path),
                _ => "/notifications".to_owned(),
            }
        }
        kind::VERSION_OFFERED | kind::VERSION_ACCEPTED | kind::VERSION_DECLINED => {
            match (note.content_id, ctx.app.kinds().get(&note.content_kind)) {
                (Some(id), Some(kind)) => format!("/{}/{id}#versions", kind.path),
                _ => "/notifications".to_owned(),
            }
        }
        _ if note.ledger_id.is_some() => ledger(ctx, note),
        // Without a kind it is gone, or no longer for this reader.
        _ => match note.content_id.filter(|_| !note.content_kind.is_empty()) {
            Some(id) => links::content(
                ctx,
                &note.content_kind,
                id,
                &note.content_slug,
                note.content_root_id,
            ),
            None if !note.group_handle.is_empty() => group(note),
            None if note.by_kind == "organisation" => {
                organisation::href(&note.by_handle, &note.by_host)
            }
            None if !note.by_handle.is_empty() => person::href(&note.by_handle, &note.by_host),
            None => "/notifications".to_owned(),
        },
    }
}

fn ledger(ctx: &Ctx, note: &Notification) -> String {
    let kind = ctx.app.ledgers().ok().and_then(|l| l.kinds().get(&note.ledger_kind));
    match (note.ledger_id, kind) {
        (Some(id), Some(kind)) => format!("/{}/{id}", kind.path),
        _ => "/notifications".to_owned(),
    }
}

fn group(note: &Notification) -> String {
    links::community(&note.group_handle, &note.group_host)
}

fn icon(kind: &str) -> &'static str {
    use people::notifications::kind as k;
    match kind {
        k::REPLY => "reply",
        k::ANSWER_ACCEPTED | k::MEMBERSHIP_ACCEPTED => "circle-check",
        k::MENTION => "message-square",
        k::MEMBERSHIP_REQUEST | k::FOLLOW | k::INVITATION | k::FACILITATOR => "users",
        k::REPORT | k::REPORT_DECIDED | k::REMOVED => "gavel",
        k::MESSAGE => "mail",
        k::MOVED => "arrow-right",
        k::PARTNER_OFFERED | k::PARTNER_AGREED | k::PARTNER_ENDED => "users",
        k::SAVED_SEARCH => "search",
        k::COAUTHOR => "pencil",
        k::TAKEN_UP | k::UNLISTED => "sprout",
        k::SOURCE_CHANGED | k::SOURCE_WITHDRAWN | k::SOURCE_VANISHED => "sprout",
        k::REVIEWED | k::REVIEW_ASKED | k::REVIEW_ACCEPTED | k::REVIEW_DECLINED => "clipboard-list",
        k::ENDORSED => "handshake",
        k::CHECK_SOON | k::CHECK_DUE => "clock",
        k::VERSION_OFFERED | k::VERSION_ACCEPTED | k::VERSION_DECLINED => "languages",
        k::ROLE => "shield-check",
        kind if kind.starts_with("mentoring-") => "handshake",
        kind if kind.starts_with("assistance-") => "circle-help",
        _ => "bell",
    }
}

#[derive(Template)]
#[template(path = "hall/notifications.html")]
struct NotificationsPage {
    shell: Shell,
    rows: Vec<Row>,
    next: Option<Cursor>,
    unread: i64,
    empty: Empty,
}

/// One's notifications as rows.
pub(crate) async fn rows(
    ctx: &Ctx,
    after: Option<&Cursor>,
    limit: usize,
) -> web::Result<(Vec<Row>, Option<Cursor>)> {
    let viewer = ctx.signed_in()?;
    let lang: &Lang = ctx.tr.lang();
    let mut page = notifications::list(&mut ctx.read(), viewer, lang, after, limit).await?;
    call_ledgers(ctx, &mut page.items).await?;
    Ok((page.items.into_iter().map(|note| Row::new(ctx, note)).collect(), page.next))
}

/// Gives ledgers the titles that their rooms have for this reader.
async fn call_ledgers(ctx: &Ctx, notes: &mut [Notification]) -> web::Result<()> {
    let ids: Vec<LedgerId> = notes.iter().filter_map(|note| note.ledger_id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    for titles in ctx.app.ledger_titles() {
        let titles = titles(ctx, &ids).await?;
        for note in notes.iter_mut() {
            if let Some(title) = note.ledger_id.and_then(|id| titles.get(&id)) {
                note.title.clone_from(title);
            }
        }
    }
    Ok(())
}

async fn show(ctx: Ctx) -> web::Result {
    let after = Cursor::parse(ctx.params().get("after"));
    let (rows, next) = rows(&ctx, after.as_ref(), PAGE).await?;
    let tr = ctx.tr;
    ctx.page(&NotificationsPage {
        shell: ctx.shell(tr.t("notifications-page")),
        rows,
        next,
        unread: ctx.signed_in()?.unread,
        empty: Empty {
            title: tr.t("notifications-empty").to_owned(),
            text: tr.t("notifications-empty-text").to_owned(),
            action: tr.t("home-communities-find").to_owned(),
            href: "/communities".to_owned(),
        },
    })
}

async fn read_all(ctx: Ctx) -> web::Result {
    notifications::mark_all_read(ctx.store(), ctx.signed_in()?).await?;
    ctx.done("/notifications", "notifications-all-read")
}

/// Opens what a notification is about, which is thereby read.
async fn open(ctx: Ctx, Path(id): Path<RowId>, form: web::Form) -> web::Result {
    notifications::mark_read(ctx.store(), ctx.signed_in()?, id).await?;
    Ok(ctx.redirect(form.get("next")))
}
