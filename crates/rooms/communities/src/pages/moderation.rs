//! `/communities/{handle}/moderation`: what was done here and why, for all members.

use askama::Template;
use axum::extract::Path;
use people::{
    Cursor,
    moderation::{self, Entry},
};
use web::{Ctx, Shell};

use crate::head::{Head, actor_href};

/// Entries on one page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "communities/moderation.html")]
struct Log {
    shell: Shell,
    entries: Vec<Entry>,
    next: Option<Cursor>,
}

impl Log {
    fn key(&self, entry: &Entry) -> String {
        format!("moderation-{}", entry.action)
    }

    fn person(&self, entry: &Entry) -> String {
        actor_href(false, &entry.actor_handle, "")
    }
}

/// `GET /communities/{handle}/moderation`
pub async fn show(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let head = Head::open_here(&ctx, &handle).await?;
    let after = Cursor::parse(ctx.params().get("after"));
    let (who, lang) = (ctx.who(), ctx.tr.lang());
    let log =
        moderation::log(ctx.store(), &who, Some(head.id()), lang, after.as_ref(), PAGE).await?;
    let shell = head.shell(&ctx, "moderation-title").noindex();
    ctx.page(&Log { shell, entries: log.items, next: log.next })
}
