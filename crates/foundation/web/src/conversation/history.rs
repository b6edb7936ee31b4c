//! The earlier states of a text, and the one address by which any text can be found.

use askama::Template;
use axum::extract::Path;
use content::{
    markdown,
    read::{self, Page, RevisionRow},
};
use domain::{ContentId, Lang, Time};

use super::{find, href, parse_id, profile};
use crate::{Ctx, Html, Result, Shell};

#[derive(Template)]
#[template(path = "conversation/history.html")]
struct History {
    shell: Shell,
    page: Page,
    back: String,
    /// The address of this page, to which the number of an earlier state is added.
    here: String,
    body: Html,
    revisions: Vec<RevisionRow>,
    chosen: Option<Chosen>,
}

/// An earlier state that the reader wants to see in full.
struct Chosen {
    number: i64,
    title: String,
    body: Html,
    lang: Lang,
    at: Time,
}

impl History {
    fn editor(&self, row: &RevisionRow) -> String {
        profile(&row.editor_handle, &row.editor_host)
    }

    fn is_shown(&self, number: &i64) -> bool {
        self.chosen.as_ref().is_some_and(|c| c.number == *number)
    }
}

/// The history of any text, for the route of its room; `?revision=` shows one state in full.
pub async fn history(ctx: &Ctx, id: ContentId) -> Result {
    let page = find(ctx, id).await?;
    let (who, mut q) = (ctx.who(), ctx.read());
    let revisions = read::revisions(&mut q, &who, id).await?;
    let chosen = match ctx.params().get("revision").parse::<i64>() {
        Ok(number) => {
            let revision = read::revision(&mut q, &who, id, number).await?;
            let then = revision.snapshot.0;
            Some(Chosen {
                number,
                title: then.title,
                body: Html::trusted(markdown::render(&then.body, markdown::UNDER_HEADING)),
                lang: then.lang,
                at: revision.created_at,
            })
        }
        Err(_) => None,
    };
    let title = if page.text.title.is_empty() {
        ctx.tr.t("conversation-history-comment").to_owned()
    } else {
        ctx.tr.t1("conversation-history-title", "title", &page.text.title)
    };
    ctx.page(&History {
        shell: ctx.shell(title).noindex(),
        back: href(&page),
        here: ctx.path.clone(),
        body: Html::trusted(page.text.body_html.clone()),
        page,
        revisions,
        chosen,
    })
}

/// `GET /content/{id}/history`
pub(super) async fn show(ctx: Ctx, Path(id): Path<String>) -> Result {
    history(&ctx, parse_id(&id)?).await
}

/// `GET /content/{id}`: leads to the page of the text, or to its place on that page.
pub(super) async fn find_page(ctx: Ctx, Path(id): Path<String>) -> Result {
    let page = find(&ctx, parse_id(&id)?).await?;
    Ok(ctx.redirect(&href(&page)))
}
