//! `/practices/{id}/endorse`: „we use this“, for the organisation that one belongs to.

use askama::Template;
use axum::extract::Path;
use content::{
    Draft, Goal,
    kind::Voice,
    read::Page,
    service,
    voices::{self, writing},
};
use domain::{ContentId, Error, FieldErrors, access::State};
use web::{Choice, Ctx, Form, FormView, Html, Shell};

use super::{
    super::{form, sheet},
    write::organisation,
};
use crate::{
    endorsement::{ENDORSEMENT, IN_USE},
    links, shelf, steps,
};

#[derive(Template)]
#[template(path = "library/voices/endorse.html")]
struct EndorsePage {
    shell: Shell,
    f: FormView,
    title: String,
    lang_attr: Html,
    organisation: String,
    languages: Vec<Choice>,
    action: String,
    cancel: String,
    /// Where what was said is withdrawn.
    withdraw: Option<String>,
}

/// What is used, and what the reader's organisation has said of it.
async fn open(ctx: &Ctx, id: &str) -> web::Result<(Page, Option<ContentId>)> {
    let page = sheet::open(ctx, links::id(id)?).await?;
    if page.kind.said_by(Voice::Endorsement).is_none() || page.content.state != State::Published {
        return Err(Error::NotFound.into());
    }
    let viewer = ctx.signed_in()?;
    if viewer.organisation_id.is_none() {
        return Err(Error::Forbidden("content-error-attest-organisation").into());
    }
    let (of, me, ours) = (page.content.id, viewer.actor_id, viewer.organisation_id);
    let own = writing::own(&mut ctx.read(), of, Voice::Endorsement, me, ours).await?;
    if own.is_none() {
        let (p, who) = (ctx.app.publishing(), ctx.who());
        voices::permitted(p, &mut ctx.read(), &who, of, Voice::Endorsement).await?;
    }
    if own.is_some_and(|(_, state)| state == State::Deleted) {
        return Err(Error::Conflict("content-error-attest-twice").into());
    }
    Ok((page, own.map(|(id, _)| id)))
}

/// `GET /practices/{id}/endorse`
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let (page, own) = open(&ctx, &id).await?;
    let typed = match own {
        Some(own) => steps::fill(&ENDORSEMENT, &form::draft_of(&said(&ctx, own).await?)),
        None => Form::new().with("lang", ctx.tr.lang().as_str()),
    };
    ctx.page(&view(&ctx, &page, own, ctx.form(typed, FieldErrors::default())).await?)
}

/// What was said, for whoever may change it.
async fn said(ctx: &Ctx, id: ContentId) -> web::Result<Page> {
    let page = content::read::page(&mut ctx.read(), ctx.app.kinds(), &ctx.who(), id, &[]).await?;
    if page.may(&ctx.who(), domain::access::Action::Edit) {
        Ok(page)
    } else {
        // A colleague has said it.
        Err(Error::Conflict("content-error-attest-twice").into())
    }
}

/// `POST /practices/{id}/endorse`
pub async fn save(ctx: Ctx, Path(id): Path<String>, typed: Form) -> web::Result {
    let (page, own) = open(&ctx, &id).await?;
    let (p, who, of) = (ctx.app.publishing(), ctx.who(), page.content.id);
    let ours = ctx.signed_in()?.organisation_id;
    let mut draft: Draft = steps::read(&ENDORSEMENT, &typed, ctx.tr.lang(), None);
    draft.organisation = ours;
    draft.values.insert("use".into(), IN_USE.into());
    let saved = match own {
        Some(own) => service::edit(p, &who, own, &draft, "", None).await,
        None => voices::begin(p, &who, of, &draft, Goal::Publish).await.map(drop),
    };
    let back = format!("{}#uses", links::sheet(page.kind, of, &page.content.slug));
    match saved {
        Ok(()) => ctx.done(&back, "endorse-done"),
        Err(Error::Invalid(errors)) => {
            ctx.invalid(&view(&ctx, &page, own, ctx.form(typed, errors)).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn view(
    ctx: &Ctx,
    page: &Page,
    own: Option<ContentId>,
    f: FormView,
) -> web::Result<EndorsePage> {
    let shelf = shelf::at(ctx);
    let shell = ctx
        .shell(ctx.tr.t("endorse-page"))
        .crumb(shelf.t(ctx.tr, "library-list-title"), shelf.href)
        .for_form(&f)
        .noindex();
    Ok(EndorsePage {
        title: page.text.title.clone(),
        lang_attr: shell.lang_of(&page.text.lang),
        organisation: organisation(ctx).await?.unwrap_or_default(),
        languages: Choice::languages(ctx.tr, &ctx.app.interface_languages()),
        action: links::below(page.kind, page.content.id, "endorse"),
        cancel: links::sheet(page.kind, page.content.id, &page.content.slug),
        withdraw: own.map(|id| format!("/content/{id}/withdraw")),
        f,
        shell,
    })
}
