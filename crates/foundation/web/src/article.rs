//! `/articles/{id}/{slug}`: a thing whose kind no room here shows, as title, text and conversation.

use askama::Template;
use axum::{extract::Path, routing::get};
use content::read::{self, Page};
use domain::{Error, access::State};

use crate::{
    Ctx, Result, Routes, Shell,
    conversation::{self, Conversation},
};

/// Its addresses: the path of [`content::kind::ARTICLE`].
pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/articles/{id}", get(short))
        .route("/articles/{id}/{slug}", get(long))
        .route("/articles/{id}/history", get(history))
}

#[derive(Template)]
#[template(path = "article.html")]
struct Article {
    shell: Shell,
    page: Page,
    conversation: Conversation,
}

impl Article {
    fn is_draft(&self) -> bool {
        self.page.content.state == State::Draft
    }

    fn group_href(&self) -> String {
        let group = self.page.group.as_ref();
        group.map(|g| conversation::community(&g.handle, &g.host)).unwrap_or_default()
    }
}

/// `GET /articles/{id}`
async fn short(ctx: Ctx, Path(id): Path<String>) -> Result {
    show(&ctx, &id).await
}

/// `GET /articles/{id}/{slug}`: the id alone decides.
async fn long(ctx: Ctx, Path((id, _)): Path<(String, String)>) -> Result {
    show(&ctx, &id).await
}

/// `GET /articles/{id}/history`
async fn history(ctx: Ctx, Path(id): Path<String>) -> Result {
    conversation::history(&ctx, id.parse().map_err(|_| Error::NotFound)?).await
}

async fn show(ctx: &Ctx, id: &str) -> Result {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let langs = conversation::wanted(ctx);
    let page = read::page(&mut ctx.read(), ctx.app.kinds(), &ctx.who(), id, &langs).await?;
    if page.kind.name != content::kind::ARTICLE.name {
        return Ok(ctx.redirect(&conversation::href(&page)));
    }
    let conversation = Conversation::open(ctx, &page).await?;
    let shell = ctx.shell(page.text.title.clone()).description(page.text.summary.clone());
    let shell = conversation::framed(shell, &page);
    ctx.page(&Article { shell, page, conversation })
}
