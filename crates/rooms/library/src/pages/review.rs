//! The last step of a draft: reading it as others will, seeing what is missing, publishing.

use askama::Template;
use content::{Draft, read::Page, service};
use domain::{Error, FieldErrors, Visibility};
use web::{Ctx, Form, Html, Shell, form::field_id};

use super::{form, frame::Frame, inside, lineage};
use crate::{face::Face, links, shelf, steps};

/// Something that is missing, with the way to the step in which it is asked.
struct Missing {
    text: String,
    step: String,
    href: String,
}

#[derive(Template)]
#[template(path = "library/review.html")]
struct Review {
    shell: Shell,
    frame: Frame,
    missing: Vec<Missing>,
    /// Whether it is the reader's to publish.
    own: bool,
    seen: &'static str,
    action: String,
    delete: String,
    head: Html,
    /// What it was made of; empty for what has no source.
    from: Html,
    facts: Html,
    /// The chapters, the cards, what was collected.
    inside: Html,
    article: Html,
    kit: Html,
}

/// `GET /practices/{id}/edit?step=review`
pub async fn show(ctx: &Ctx, page: &Page, stored: &Draft) -> web::Result {
    let missing = amiss(ctx, page, stored).await?;
    ctx.page(&review(ctx, page, &missing).await?)
}

/// `POST /practices/{id}/edit?step=review`
pub async fn save(ctx: &Ctx, page: &Page, stored: &Draft, typed: &Form) -> web::Result {
    let (id, kind) = (page.content.id, page.kind);
    match typed.get("go") {
        "back" => {
            return Ok(ctx.redirect(&links::edit(kind, id, steps::back(kind, steps::REVIEW))));
        }
        "draft" => return ctx.done(&links::edit(kind, id, steps::REVIEW), "library-done-draft"),
        _ => {}
    }
    let missing = amiss(ctx, page, stored).await?;
    if !missing.is_empty() {
        return ctx.invalid(&review(ctx, page, &missing).await?);
    }
    match service::publish_saved(ctx.app.publishing(), &ctx.who(), id, stored).await {
        Ok(()) => {
            let shelf = shelf::at(ctx);
            let done = shelf.key_of(ctx.tr, kind, "library-done-published");
            ctx.done(&links::sheet(kind, id, &page.content.slug), &done)
        }
        Err(Error::Invalid(errors)) => ctx.invalid(&review(ctx, page, &errors).await?),
        Err(error) => Err(error.into()),
    }
}

/// All that keeps it from being published, so that nobody learns of one thing after the other.
async fn amiss(ctx: &Ctx, page: &Page, stored: &Draft) -> web::Result<FieldErrors> {
    let mut all = steps::missing(page.kind, stored, ctx.local.today());
    let (p, who) = (ctx.app.publishing(), ctx.who());
    match content::lineage::asks(p, &mut ctx.read(), &who, page.content.id).await {
        Err(Error::Invalid(more)) => {
            let said: Vec<_> = all.0.iter().map(|error| error.field.clone()).collect();
            all.0.extend(more.0.into_iter().filter(|error| !said.contains(&error.field)));
        }
        other => other?,
    }
    Ok(all)
}

async fn review(ctx: &Ctx, page: &Page, errors: &FieldErrors) -> web::Result<Review> {
    let (id, kind) = (page.content.id, page.kind);
    let stored = form::draft_of(page);
    let frame = Frame::of(ctx, kind, id, &stored, page.content.updated_at, steps::REVIEW);
    let shell = frame.shell(ctx, "library-edit-page").noindex();
    let face = Face::of_page(page);
    let missing = errors.0.iter().map(|error| {
        let step = steps::of(kind, &error.field);
        Missing {
            text: form::named(ctx, kind, error),
            step: steps::label(ctx, kind, step),
            href: format!("{}#{}", links::edit(kind, id, step), field_id(&error.field)),
        }
    });
    let in_group = page.content.group_id.is_some();
    let missing: Vec<Missing> = missing.collect();
    let inside = inside::inside(ctx, &shell, page, false).await?;
    let lineage = lineage::Blocks::of(ctx, &shell, page, &[]).await?;
    Ok(Review {
        frame,
        missing,
        own: ctx.who().actor() == Some(page.content.author_id),
        seen: match page.content.visibility {
            Visibility::Public => "library-publish-seen-public",
            Visibility::Unlisted => "library-publish-seen-unlisted",
            Visibility::Members => "library-publish-seen-members",
            Visibility::Local if in_group => "library-publish-seen-local-members",
            Visibility::Local => "library-publish-seen-local",
        },
        action: links::edit(kind, id, steps::REVIEW),
        delete: format!("/content/{id}/withdraw"),
        head: face.inner_head(&shell),
        facts: face.facts(&shell),
        article: face.article(&shell),
        kit: face.kit(&shell),
        from: lineage.from,
        inside: inside.html,
        shell,
    })
}
