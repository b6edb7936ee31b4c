//! `/library/{id}/whole`: a handbook with all of its chapters on one page, to be printed or saved as PDF.

use std::time::Duration;

use askama::Template;
use axum::extract::Path;
use content::{
    parts::{self, Fetched},
    read::{self, Page},
};
use domain::{Error, access::State};
use futures::{StreamExt as _, stream};
use web::{
    Ctx, Html, Shell,
    conversation::{framed, wanted},
};

use super::{chapter::named, sheet};
use crate::{face::Face, links};

#[derive(Template)]
#[template(path = "library/whole.html")]
struct Whole {
    shell: Shell,
    back: String,
    head: Html,
    facts: Html,
    article: Html,
    emblems: Html,
    chapters: Vec<Chapter>,
    /// How many are still elsewhere.
    missing: usize,
    host: String,
    printed: String,
}

/// How long a reader waits for the chapters of another server.
const PATIENCE: Duration = Duration::from_secs(15);
/// How many of them are asked for at a time.
const AT_A_TIME: usize = 4;

struct Chapter {
    title: String,
    href: String,
    lang: domain::Lang,
    body: Html,
    here: bool,
}

/// `GET /library/{id}/whole`
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let page = sheet::open(&ctx, links::id(&id)?).await?;
    if page.kind.parts.is_none() || page.content.state == State::Removed {
        return Err(Error::NotFound.into());
    }
    fetch_missing(&ctx, &page).await?;
    let chapters = chapters(&ctx, &page).await?;
    let face = Face::of_page(&page);
    let title = ctx.tr.t1("handbook-whole-title", "title", face.title.as_str());
    let shell = framed(ctx.shell(title), &page);
    let files = content::files::of(&mut ctx.read(), page.content.id).await?;
    ctx.page(&Whole {
        back: links::sheet(page.kind, page.content.id, &page.content.slug),
        head: face.head(&shell, Html::default()),
        facts: face.facts(&shell),
        article: face.article(&shell),
        emblems: web::files::emblems(&shell, &files),
        missing: chapters.iter().filter(|c| !c.here).count(),
        host: page.content.host.clone(),
        printed: sheet::printed(&ctx, &page, &face),
        chapters,
        shell,
    })
}

/// Has the chapters fetched of which the newest text is not here, some at a time, as far as their home gives them while the
/// reader waits. What has come stays, so that whoever comes again gets the rest.
pub(super) async fn fetch_missing(ctx: &Ctx, page: &Page) -> web::Result<()> {
    let Some(federation) = ctx.app.federation().filter(|_| !page.content.host.is_empty()) else {
        return Ok(());
    };
    let mut parts = parts::of(&mut ctx.read(), page.content.id, ctx.tr.lang()).await?;
    parts.retain(|part| part.state == page.content.state && !part.current);
    let (p, who) = (ctx.app.publishing(), ctx.who());
    let fetching = parts.into_iter().map(|part| parts::fetch(federation, p, &who, part.id));
    let all = stream::iter(fetching)
        .buffer_unordered(AT_A_TIME)
        .take_while(|fetched| std::future::ready(matches!(fetched, Ok(Fetched::Here))))
        .for_each(|_| std::future::ready(()));
    // What is missing then is said on the page.
    let _ = tokio::time::timeout(PATIENCE, all).await;
    Ok(())
}

async fn chapters(ctx: &Ctx, page: &Page) -> web::Result<Vec<Chapter>> {
    let mut q = ctx.read();
    let (who, langs) = (ctx.who(), wanted(ctx));
    let mut parts = parts::of(&mut q, page.content.id, ctx.tr.lang()).await?;
    parts.retain(|part| part.state == page.content.state);
    let mut chapters = Vec::with_capacity(parts.len());
    for part in parts {
        let href = links::sheet(page.kind, part.id, &part.slug);
        let (title, lang, body) = if part.here {
            let one = read::page(&mut q, ctx.app.kinds(), &who, part.id, &langs).await?;
            (one.text.title, one.text.lang, Html::trusted(one.text.body_html))
        } else {
            (part.title, part.lang, Html::default())
        };
        chapters.push(Chapter { title: named(ctx, &title), href, lang, body, here: part.here });
    }
    Ok(chapters)
}
