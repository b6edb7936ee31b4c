//! `/practices/{id}/history`, the same of `/library`: every state it has had, each of them to be read, with what
//! the next one changed, and to be brought back.

use askama::Template;
use axum::extract::Path;
use content::{
    Draft,
    model::Snapshot,
    read::{self, Page, RevisionRow},
    service,
};
use domain::{Error, access::Action};
use web::{Ctx, Html, Shell};

use super::{form, sheet};
use crate::{face::Face, links, shelf};

/// One state in the list.
struct Row {
    number: i64,
    /// Its address; the present state is the practice itself.
    href: String,
    current: bool,
    note: String,
    by: String,
}

#[derive(Template)]
#[template(path = "library/history.html")]
struct History {
    shell: Shell,
    title: String,
    lang_attr: Html,
    rows: Vec<Row>,
    back: String,
}

/// `GET /practices/{id}/history`
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let id = links::id(&id)?;
    let page = sheet::open(&ctx, id).await?;
    let revisions = read::revisions(&mut ctx.read(), &ctx.who(), id).await?;
    let back = links::sheet(page.kind, id, &page.content.slug);
    let shelf = shelf::at(&ctx);
    let shell = ctx
        .shell(shelf.t_of(ctx.tr, page.kind, "library-history-title"))
        .crumb(shelf.t(ctx.tr, "library-list-title"), shelf.href)
        .crumb(&page.text.title, &*back)
        .noindex();
    ctx.page(&History {
        title: page.text.title.clone(),
        lang_attr: shell.lang_of(&page.text.lang),
        rows: rows(&ctx, &page, &revisions),
        back,
        shell,
    })
}

/// The states, the newest first. A kept state says what changed *after* it, so that the note of a
/// state stands with the one before it.
fn rows(ctx: &Ctx, page: &Page, revisions: &[RevisionRow]) -> Vec<Row> {
    let (c, local) = (&page.content, &ctx.local);
    let made = |number: i64| -> (String, String) {
        if let Some(before) = revisions.iter().find(|r| r.number == number - 1) {
            let name = if before.editor_name.is_empty() {
                ctx.tr.t("library-history-somebody")
            } else {
                &before.editor_name
            };
            let when = local.date_time(before.created_at);
            return (
                before.note.clone(),
                ctx.tr.t2("library-history-by", "name", name, "when", when),
            );
        }
        let when = local.date_time(c.published_at.unwrap_or(c.created_at));
        let name = page.author.name.as_str();
        (
            ctx.tr.t("library-history-first").to_owned(),
            ctx.tr.t2("library-history-by", "name", name, "when", when),
        )
    };
    let numbers = std::iter::once(c.revision).chain(revisions.iter().map(|r| r.number));
    numbers
        .map(|number| {
            let (note, by) = made(number);
            let current = number == c.revision;
            let href = if current {
                links::sheet(page.kind, c.id, &c.slug)
            } else {
                links::below(page.kind, c.id, &format!("history/{number}"))
            };
            Row { number, href, current, note, by }
        })
        .collect()
}

#[derive(Template)]
#[template(path = "library/state.html")]
struct State {
    shell: Shell,
    note: String,
    head: Html,
    facts: Html,
    article: Html,
    kit: Html,
    /// What the next state changed in it.
    changes: Html,
    /// Where the reader brings it back; `None` when she may not.
    restore: Option<String>,
    back: String,
    history: String,
}

/// `GET /practices/{id}/history/{number}`
pub async fn state(ctx: Ctx, Path((id, number)): Path<(String, String)>) -> web::Result {
    let id = links::id(&id)?;
    let number: i64 = number.parse().map_err(|_| Error::NotFound)?;
    let page = sheet::open(&ctx, id).await?;
    let back = links::sheet(page.kind, id, &page.content.slug);
    if number == page.content.revision {
        return Ok(ctx.redirect(&back));
    }
    let then = read::revision(&mut ctx.read(), &ctx.who(), id, number).await?;
    let snapshot: &Snapshot = &then.snapshot;
    let face = Face::of_snapshot(page.kind, snapshot, page.content.illustrative);
    let history = links::below(page.kind, id, "history");
    let title =
        ctx.tr.t2("library-history-state-title", "n", number, "title", snapshot.title.as_str());
    let shelf = shelf::at(&ctx);
    let shell = ctx
        .shell(title)
        .crumb(shelf.t(ctx.tr, "library-list-title"), shelf.href)
        .crumb(&page.text.title, &*back)
        .crumb(shelf.t_of(ctx.tr, page.kind, "library-history-title"), &*history)
        .noindex();
    let date = ctx.local.date_time(then.created_at);
    let next = following(&ctx, &page, number).await?;
    let may = page.may(&ctx.who(), Action::Edit);
    ctx.page(&State {
        changes: web::kind::changes(&ctx.local, page.kind, snapshot, &next),
        restore: may.then(|| links::below(page.kind, id, &format!("history/{number}"))),
        note: ctx.tr.t2("library-history-state-note", "n", number, "date", date),
        head: face.head(&shell, Html::default()),
        facts: face.facts(&shell),
        article: face.article(&shell),
        kit: face.kit(&shell),
        back,
        history,
        shell,
    })
}

/// The state that replaced one: an earlier one too, or the present one.
async fn following(ctx: &Ctx, page: &Page, number: i64) -> web::Result<Snapshot> {
    if number + 1 < page.content.revision {
        let (who, id) = (ctx.who(), page.content.id);
        return Ok(read::revision(&mut ctx.read(), &who, id, number + 1).await?.snapshot.0);
    }
    let now = form::draft_of(page);
    Ok(Snapshot {
        lang: now.lang,
        title: now.title,
        summary: if page.kind.summary { now.summary } else { String::new() },
        body: now.body,
        values: now.values,
        sectors: now.sectors,
        licence: now.licence,
    })
}

/// `POST /practices/{id}/history/{number}`: an earlier state becomes the present one again, as one more
/// change.
pub async fn restore(ctx: Ctx, Path((id, number)): Path<(String, String)>) -> web::Result {
    let page = form::open(&ctx, &id).await?;
    let number: i64 = number.parse().map_err(|_| Error::NotFound)?;
    let (p, who, id) = (ctx.app.publishing(), ctx.who(), page.content.id);
    let then = read::revision(&mut ctx.read(), &who, id, number).await?.snapshot.0;
    let draft = Draft {
        lang: then.lang,
        title: then.title,
        summary: then.summary,
        body: then.body,
        values: then.values,
        sectors: then.sectors,
        licence: then.licence,
        ..form::draft_of(&page)
    };
    let note = ctx.tr.t1("library-history-restored", "n", number);
    service::edit(p, &who, id, &draft, &note, Some(page.content.revision)).await?;
    ctx.done(&links::sheet(page.kind, id, &page.content.slug), "library-done-restored")
}
