//! `/discussions/{id}/{slug}`: a topic with its conversation.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use content::{
    kind::Place,
    read::{self, Page},
};
use domain::{ContentId, Error};
use web::{
    Ctx, Html, Shell,
    conversation::{self, Conversation},
    kind::{self, Shown},
};

use crate::{discussion::DISCUSSION, head, pages::deciding::parse_id, row::Mark};

#[derive(Template)]
#[template(path = "discussions/show.html")]
struct Topic {
    shell: Shell,
    machine: Html,
    page: Page,
    mark: Mark,
    conversation: Conversation,
    decision: Html,
    group_href: String,
    /// Whether the reader could describe a practice here.
    inside: bool,
}

impl Topic {
    fn flag_key(&self) -> &'static str {
        match self.mark {
            Mark::Open => "discussions-flag-question-open",
            Mark::Answered => "discussions-flag-question-answered",
            other => other.key(),
        }
    }

    fn is_draft(&self) -> bool {
        self.page.content.state == domain::access::State::Draft
    }

    fn is_removed(&self) -> bool {
        self.page.content.state == domain::access::State::Removed
    }

    fn share_href(&self) -> String {
        let group = self.page.group.as_ref();
        let address = group.map(|g| head::address(&g.handle, &g.host)).unwrap_or_default();
        format!("/practices/new?community={address}")
    }
}

/// The address of a topic that was just written.
pub(super) fn href(id: ContentId, title: &str) -> String {
    read::path(&DISCUSSION, id, &content::slug(title))
}

/// What a topic that is gone leaves.
#[derive(Template)]
#[template(path = "discussions/gone.html")]
struct Gone {
    shell: Shell,
}

/// `GET /discussions/{id}`: leads to the address with the title in it.
pub async fn find(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let id = parse_id(&id)?;
    match open(&ctx, id).await {
        Ok(page) if page.content.slug.is_empty() => draw(&ctx, page).await,
        Ok(page) => Ok(ctx.redirect(&conversation::href(&page))),
        Err(Error::Gone) => gone(&ctx),
        Err(error) => Err(error.into()),
    }
}

/// `GET /discussions/{id}/{slug}`
pub async fn show(ctx: Ctx, Path((id, _)): Path<(String, String)>) -> web::Result {
    match open(&ctx, parse_id(&id)?).await {
        Ok(page) if page.kind.name == DISCUSSION.name => draw(&ctx, page).await,
        Ok(page) => Ok(ctx.redirect(&conversation::href(&page))),
        Err(Error::Gone) => gone(&ctx),
        Err(error) => Err(error.into()),
    }
}

async fn open(ctx: &Ctx, id: ContentId) -> domain::Result<Page> {
    let langs = conversation::wanted(ctx);
    read::page(&mut ctx.read(), ctx.app.kinds(), &ctx.who(), id, &langs).await
}

fn gone(ctx: &Ctx) -> web::Result {
    let shell = ctx
        .shell(ctx.tr.t("discussions-gone"))
        .crumb(ctx.tr.t("communities"), "/communities")
        .noindex();
    ctx.page_with(StatusCode::GONE, &Gone { shell })
}

async fn draw(ctx: &Ctx, mut page: Page) -> web::Result {
    let machine = conversation::machine(ctx, &mut page).await?;
    let conversation = Conversation::open(ctx, &page).await?;
    let (values, html) = (page.values(), page.html());
    let shown = Shown { lang: &page.text.lang, values: &values, html: &html };
    let decision = kind::sections(&ctx.local, &DISCUSSION, Place::Body, shown);
    let answered = page.content.answer_id.is_some();
    let mark =
        Mark::of(page.content.details.get("type").and_then(|v| v.as_str()).unwrap_or(""), answered);
    let group = page.group.as_ref();
    let group_href = group.map(|g| head::href(&g.handle, &g.host)).unwrap_or_default();
    let shell = ctx.shell(page.text.title.clone()).description(page.text.summary.clone());
    let mut shell =
        conversation::framed(shell, &page).crumb(ctx.tr.t("communities"), "/communities");
    if let Some(group) = group {
        shell = shell.crumb(group.name.clone(), group_href.clone());
    }
    let inside = page.content.standing.is_inside();
    let machine = machine.map(|text| text.note(&shell)).unwrap_or_default();
    ctx.page(&Topic { shell, machine, page, mark, conversation, decision, group_href, inside })
}

/// `GET /discussions/{id}/history`
pub async fn history(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    conversation::history(&ctx, parse_id(&id)?).await
}
