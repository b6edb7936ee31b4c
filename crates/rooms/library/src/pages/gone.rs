//! What stands where a practice was: that there was one, not what it said.

use askama::Template;
use axum::http::StatusCode;
use content::read::Page;
use domain::{ContentId, Error, Time, access::State};
use store::{Query, args, statements};
use web::{Ctx, Html, Shelf, Shell};

use crate::{face::Face, shelf};

statements! {
    /// What is left of a practice.
    pub TRACE = "SELECT c.state, c.published_at, c.updated_at, a.name FROM content c \
        JOIN actor a ON a.id = c.author_id WHERE c.id = $1 AND c.kind = 'practice'";
}

/// State, when it was published, when it went, whose it was.
type Trace = (State, Option<Time>, Time, String);

#[derive(Template)]
#[template(path = "library/gone.html")]
struct Gone {
    shell: Shell,
    shelf: &'static Shelf,
    text: String,
    by: String,
    /// For whoever can bring it back: why it was removed.
    removed: Option<Removed>,
}

/// A removed practice before a moderator.
pub struct Removed {
    id: ContentId,
    reason: String,
    article: Html,
}

impl Removed {
    /// The page of a removed practice, which only moderators get.
    pub fn new(shell: &Shell, page: &Page) -> Self {
        let article = Face::of_page(page).article(shell);
        Self { id: page.content.id, reason: page.removal_reason.clone(), article }
    }
}

/// The tombstone (410, RFC 9110 §15.5.11). Only for a reader of whom [`content::read::page`] has
/// said that she may know: it answered [`Error::Gone`], or gave a moderator the removed `page`.
pub async fn show(ctx: &Ctx, id: ContentId, page: Option<&Page>) -> web::Result {
    let trace: Option<Trace> = ctx.read().optional(&TRACE, args![id]).await?;
    let (state, published, withdrawn, name) = trace.ok_or(Error::Gone)?;
    let (removed, local) = (state == State::Removed, &ctx.local);
    let text = match published {
        Some(at) if removed => ctx.tr.t1("library-gone-removed-text", "published", local.date(at)),
        Some(at) => ctx.tr.t2(
            "library-gone-text",
            "published",
            local.date(at),
            "withdrawn",
            local.date(withdrawn),
        ),
        None => ctx.tr.t("library-gone-text-undated").to_owned(),
    };
    let title = ctx.tr.t(if removed { "library-gone-removed-title" } else { "library-gone-title" });
    let shell = ctx.shell(title).noindex();
    let gone = Gone {
        removed: page.map(|page| Removed::new(&shell, page)),
        text,
        shelf: shelf::at(ctx),
        by: ctx.tr.t1("library-gone-by", "name", name),
        shell,
    };
    ctx.page_with(StatusCode::GONE, &gone)
}
