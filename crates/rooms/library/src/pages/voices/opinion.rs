//! `/reviews/{id}/{slug}`: one review, with the conversation about it.

use askama::Template;
use axum::extract::Path;
use content::{
    files,
    read::{self, Actor, Card, Page},
    voices,
};
use domain::{ContentId, Error, Time, access::State};
use serde_json::Value;
use web::{
    Ctx, Html, Shell,
    conversation::{self, Conversation, framed, wanted},
};

use crate::{
    links,
    review::{CRITERIA, REVIEW},
    shelf,
};

struct Criterion {
    name: String,
    mark: String,
    word: String,
    why: Html,
}

#[derive(Template)]
#[template(path = "library/voices/opinion.html")]
struct OpinionPage {
    shell: Shell,
    /// What is reviewed.
    of: Card,
    of_href: String,
    shelf: (String, &'static str),
    page: Page,
    at: Time,
    lang_attr: Html,
    of_lang: Html,
    by: String,
    organisation: Option<(String, String)>,
    opinion: String,
    class: &'static str,
    criteria: Vec<Criterion>,
    body: Html,
    interest: String,
    interest_text: String,
    /// The earlier state of which it speaks, where the thing was changed since; empty where that was not kept.
    earlier: Option<String>,
    origin: Html,
    files: Html,
    actions: Html,
    replies: Html,
}

/// The look of an opinion's tag.
pub fn look(opinion: &str) -> &'static str {
    match opinion {
        "recommended" => "tag-ok",
        "conditions" => "tag-info",
        _ => "tag-warn",
    }
}

/// The review with this id, for whoever may read it.
pub(super) async fn open(ctx: &Ctx, id: &str) -> web::Result<Page> {
    let id = links::id(id)?;
    let page = read::page(&mut ctx.read(), ctx.app.kinds(), &ctx.who(), id, &wanted(ctx)).await?;
    if page.kind.name != REVIEW.name || !page.content.is_voice() {
        return Err(Error::NotFound.into());
    }
    Ok(page)
}

/// `GET /reviews/{id}`
pub async fn short(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    Box::pin(show(&ctx, &id)).await
}

/// `GET /reviews/{id}/{slug}`. The id alone decides.
pub async fn long(ctx: Ctx, Path((id, _)): Path<(String, String)>) -> web::Result {
    Box::pin(show(&ctx, &id)).await
}

async fn show(ctx: &Ctx, id: &str) -> web::Result {
    let page = open(ctx, id).await?;
    if page.content.state == State::Draft {
        return Ok(ctx.redirect(&links::edit(page.kind, page.content.id, "")));
    }
    let (who, root, tr) = (ctx.who(), page.content.root(), ctx.tr);
    let of = read::cards(&mut ctx.read(), &who, &[root], tr.lang()).await?.pop();
    // What can no longer be read is no longer judged where others see it.
    let Some(of) = of.filter(|of| of.state == State::Published) else {
        return Err(Error::Gone.into());
    };
    let kind = ctx.app.kinds().or_article(&of.kind);
    let shelf = shelf::of(&ctx.app, kind).unwrap_or(&shelf::PRACTICES);
    let earlier = earlier(ctx, &page, kind, root).await?;
    let conversation = Conversation::open(ctx, &page).await?;
    let (values, html) = (page.values(), page.html());
    let word = |field: &str| values.get(field).and_then(Value::as_str).unwrap_or_default();
    let option = |field: &str| tr.t(&REVIEW.option_key(field, word(field))).to_owned();
    let shell = framed(ctx.shell(page.text.title.clone()).description(&page.text.summary), &page);
    let attached = files::of(&mut ctx.read(), page.content.id).await?;
    let profile = |actor: &Actor| (actor.name.clone(), links::organisation(actor));
    ctx.page(&OpinionPage {
        of_href: links::sheet(kind, root, &of.slug),
        shelf: (shelf.t(tr, "library-list-title"), shelf.href),
        lang_attr: shell.lang_of(&page.text.lang),
        of_lang: shell.lang_of(&of.lang),
        by: links::person(&page.author),
        organisation: page.organisation.as_ref().map(profile),
        opinion: option("opinion"),
        class: look(word("opinion")),
        criteria: CRITERIA
            .iter()
            .map(|(mark, why)| Criterion {
                name: tr.t(&REVIEW.section_key(mark)).to_owned(),
                mark: word(mark).to_owned(),
                word: option(mark),
                why: Html::trusted(html.get(*why).and_then(Value::as_str).unwrap_or_default()),
            })
            .collect(),
        body: Html::trusted(page.text.body_html.clone()),
        interest: option("interest"),
        interest_text: word("interest_text").to_owned(),
        earlier,
        origin: conversation::origin(&shell, &page),
        files: web::files::list(&shell, &attached, &page.content.lang),
        actions: conversation.actions(),
        replies: conversation.replies(),
        at: page.content.published_at.unwrap_or(page.content.created_at),
        of,
        page,
        shell,
    })
}

/// Where the state of the thing stands of which a review speaks, when the thing was changed since: the
/// first one that was replaced after it.
async fn earlier(
    ctx: &Ctx,
    page: &Page,
    kind: &content::Kind,
    root: ContentId,
) -> Result<Option<String>, Error> {
    let mut q = ctx.read();
    let judged = page.content.judged_at;
    let whole = read::page(&mut q, ctx.app.kinds(), &ctx.who(), root, &[]).await?;
    if !voices::read::is_earlier(judged, whole.content.edited_at) {
        return Ok(None);
    }
    let states = read::revisions(&mut q, &ctx.who(), root).await?;
    let state = states.iter().rev().find(|state| Some(state.created_at) > judged);
    let link = state.map(|s| links::below(kind, root, &format!("history/{}", s.number)));
    Ok(Some(link.unwrap_or_default()))
}
