//! `/practices/{id}/source`: what has changed in the source of an adaptation since it was taken over.

use askama::Template;
use axum::extract::Path;
use content::lineage;
use domain::{Error, access::State};
use web::{Ctx, Html, Shell};

use super::super::{form, sheet};
use crate::{links, shelf};

struct Note {
    text: String,
    by: String,
}

struct Part {
    label: String,
    before: Html,
    after: Html,
}

#[derive(Template)]
#[template(path = "library/lineage-source.html")]
struct SourcePage {
    shell: Shell,
    title: String,
    lang_attr: Html,
    lead: String,
    notes: Vec<Note>,
    parts: Vec<Part>,
    source: String,
    history: String,
    edit: String,
    action: String,
}

/// `GET /practices/{id}/source`
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let page = form::open(&ctx, &id).await?;
    let (id, kind, shelf) = (page.content.id, page.kind, shelf::at(&ctx));
    let (p, who) = (ctx.app.publishing(), ctx.who());
    let found = match lineage::difference(&mut ctx.read(), p, &who, id).await {
        Ok(found) => found,
        // What was kept of it stands on the sheet.
        Err(Error::Gone) => {
            return Ok(ctx.redirect(&links::sheet(kind, id, &page.content.slug)));
        }
        Err(error) => return Err(error.into()),
    };
    let source = sheet::open(&ctx, found.source).await?;
    let lead = match found.since {
        Some(since) => ctx.tr.t1("lineage-source-since", "date", ctx.local.date(since)),
        None => ctx.tr.t("lineage-source-unknown").to_owned(),
    };
    let written = |text: &str| Html::trusted(content::markdown::plain_to_html(text));
    let shell = ctx
        .shell(ctx.tr.t("lineage-source-page"))
        .crumb(shelf.t(ctx.tr, "library-list-title"), shelf.href)
        .noindex();
    ctx.page(&SourcePage {
        title: source.text.title.clone(),
        lang_attr: shell.lang_of(&source.text.lang),
        lead,
        notes: (found.notes.iter())
            .map(|note| Note {
                text: note.note.clone(),
                by: ctx.tr.t2(
                    "library-history-by",
                    "name",
                    note.editor_name.as_str(),
                    "when",
                    ctx.local.date(note.created_at),
                ),
            })
            .collect(),
        parts: (found.parts.iter())
            .map(|part| Part {
                label: ctx.tr.find(&part.key).unwrap_or_default().to_owned(),
                before: written(&part.before),
                after: written(&part.after),
            })
            .collect(),
        source: links::sheet(kind, found.source, &source.content.slug),
        history: links::below(kind, found.source, "history"),
        edit: if page.content.state == State::Draft {
            links::edit(kind, id, lineage::STEP)
        } else {
            links::edit(kind, id, "")
        },
        action: links::below(kind, id, "source"),
        shell,
    })
}

/// `POST /practices/{id}/source`: she has looked at it.
pub async fn save(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let page = form::open(&ctx, &id).await?;
    let (p, labels, id) = (ctx.app.publishing(), web::activitypub::labels(), page.content.id);
    lineage::caught_up(p, &ctx.who(), labels, ctx.app.origin().as_ref(), id).await?;
    ctx.done(&links::sheet(page.kind, id, &page.content.slug), "lineage-done-seen")
}
