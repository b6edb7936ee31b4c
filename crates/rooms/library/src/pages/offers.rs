//! `/practices/{id}/versions/offer`, and the same of other shelves: a language version offered to whoever wrote a thing,
//! and `…/versions/offers/{offer}`, where those who write it decide.

mod block;

use axum::extract::Path;
use content::{
    read::{self, Page},
    versions::{self, NOTE_MAX, Offer},
};
use domain::{Error, FieldErrors, id::RowId};
use web::{Ctx, Form, Html, Routes};

use axum::routing::{get, post};

pub use block::Block;

use super::{form, version};
use crate::{links, shelf, steps};

/// The addresses of a shelf.
pub fn of_shelf(at: impl Fn(&str) -> &'static str) -> Routes {
    Routes::new()
        .route(at("/{id}/versions/offer"), get(show).post(save))
        .route(at("/{id}/versions/offers/{offer}"), get(open).post(accept))
        .route(at("/{id}/versions/offers/{offer}/decline"), post(decline))
        .route(at("/{id}/versions/offers/{offer}/take-back"), post(take_back))
}

/// The page of a thing that the reader may translate and not change.
async fn offerable(ctx: &Ctx, id: &str, langs: &[domain::Lang]) -> web::Result<Page> {
    let id = links::id(id)?;
    ctx.signed_in()?;
    let page = read::page(&mut ctx.read(), ctx.app.kinds(), &ctx.who(), id, langs).await?;
    let stands =
        shelf::of(&ctx.app, page.kind).is_some_and(|shelf| shelf.href == shelf::at(ctx).href);
    if !stands || !versions::may(&ctx.who(), page.kind, &page.content) {
        return Err(Error::NotFound.into());
    }
    Ok(page)
}

/// `GET /practices/{id}/versions/offer?to=LANG`; without a language it is asked first.
async fn show(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let to = ctx.params().lang("to");
    let page = offerable(&ctx, &id, to.as_slice()).await?;
    let Some(to) = to.filter(|to| *to != page.content.lang) else {
        return ctx.page(&version::language(&ctx, &page));
    };
    let mine = versions::mine(&mut ctx.read(), &ctx.who(), page.content.id, ctx.tr.lang()).await?;
    let before = mine.into_iter().find(|o| o.lang == to && o.version().is_some());
    let f = match &before {
        Some(offer) => {
            let mut f = filled(&page, offer);
            if offer.version().is_some_and(|version| version.reviewed) {
                f.set("reviewed", "true");
            }
            f.set("note", &offer.note);
            f
        }
        None => version::filled(&page, &to),
    };
    ctx.page(&offering(&ctx, &page, &to, f, FieldErrors::default()))
}

/// `POST /practices/{id}/versions/offer?to=LANG`
async fn save(ctx: Ctx, Path(id): Path<String>, typed: Form) -> web::Result {
    let to = ctx.params().lang("to").ok_or(Error::NotFound)?;
    let page = offerable(&ctx, &id, std::slice::from_ref(&to)).await?;
    let new = version::typed_version(&page, &to, &typed);
    let (p, who) = (ctx.app.publishing(), ctx.who());
    let errors = match versions::offer(p, &who, page.content.id, &new, typed.get("note")).await {
        Ok(()) => {
            let sheet = links::sheet(page.kind, page.content.id, &page.content.slug);
            return ctx.done(&format!("{sheet}#versions"), "offers-done-offered");
        }
        Err(Error::Invalid(errors)) => errors,
        Err(Error::Conflict(key)) => {
            let mut errors = FieldErrors::default();
            errors.add("note", key);
            errors
        }
        Err(error) => return Err(error.into()),
    };
    ctx.invalid(&offering(&ctx, &page, &to, typed, errors))
}

fn offering(
    ctx: &Ctx,
    page: &Page,
    to: &domain::Lang,
    f: Form,
    errors: FieldErrors,
) -> version::Version {
    let mut view = version::version(ctx, page, to, ctx.form(f, errors));
    view.lead = "offers-lead";
    view.save = "offers-save";
    view.note = Html::render(&view.f.textarea("note", "offers-note").rows(3).max(NOTE_MAX));
    view.action = links::below(page.kind, page.content.id, &format!("versions/offer?to={to}"));
    view
}

/// The form with what was offered.
fn filled(page: &Page, offer: &Offer) -> Form {
    let mut draft = version::in_language(page, None, &offer.lang);
    let Some(new) = offer.version() else { return steps::fill(page.kind, &draft) };
    draft.title.clone_from(&new.title);
    draft.summary.clone_from(&new.summary);
    draft.body.clone_from(&new.body);
    draft.values.extend(new.values.clone());
    let mut f = steps::fill(page.kind, &draft);
    if new.origin == content::model::Origin::Machine {
        f.set("machine", "true");
    }
    f
}

/// The thing and the offer about which its author decides.
async fn decided(ctx: &Ctx, id: &str, offer: &str) -> web::Result<(Page, Offer)> {
    let offer: RowId = offer.parse().map_err(|_| Error::NotFound)?;
    let (who, lang) = (ctx.who(), ctx.tr.lang());
    let page = form::open(ctx, id).await?;
    let (offer, _) = versions::waiting(&mut ctx.read(), &who, offer, lang).await?;
    if offer.content_id != page.content.id {
        return Err(Error::NotFound.into());
    }
    Ok((page, offer))
}

/// `GET /practices/{id}/versions/offers/{offer}`
async fn open(ctx: Ctx, Path((id, offer)): Path<(String, String)>) -> web::Result {
    let (page, offer) = decided(&ctx, &id, &offer).await?;
    // That she has looked it through counts without saying it again.
    let f = filled(&page, &offer);
    ctx.page(&deciding(&ctx, &page, &offer, f, FieldErrors::default()))
}

/// `POST /practices/{id}/versions/offers/{offer}`: takes it over as it stands in the form.
async fn accept(ctx: Ctx, Path((id, offer)): Path<(String, String)>, typed: Form) -> web::Result {
    let (page, offer) = decided(&ctx, &id, &offer).await?;
    let new = version::typed_version(&page, &offer.lang, &typed);
    let (p, who) = (ctx.app.publishing(), ctx.who());
    let sheet = links::sheet_in(page.kind, page.content.id, &page.content.slug, &offer.lang);
    match versions::accept(p, &who, offer.row_id, new).await {
        Ok(()) => ctx.done(&sheet, "offers-done-accepted"),
        Err(Error::Invalid(errors)) => ctx.invalid(&deciding(&ctx, &page, &offer, typed, errors)),
        Err(error) => Err(error.into()),
    }
}

/// `POST /practices/{id}/versions/offers/{offer}/decline`
async fn decline(ctx: Ctx, Path((id, offer)): Path<(String, String)>, typed: Form) -> web::Result {
    let (page, offer) = decided(&ctx, &id, &offer).await?;
    let (p, who) = (ctx.app.publishing(), ctx.who());
    match versions::decline(p, &who, offer.row_id, typed.get("answer")).await {
        Ok(()) => {
            let sheet = links::sheet(page.kind, page.content.id, &page.content.slug);
            ctx.done(&format!("{sheet}#versions"), "offers-done-declined")
        }
        Err(Error::Invalid(errors)) => {
            let mut f = filled(&page, &offer);
            f.set("answer", typed.get("answer"));
            ctx.invalid(&deciding(&ctx, &page, &offer, f, errors))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /practices/{id}/versions/offers/{offer}/take-back`
async fn take_back(ctx: Ctx, Path((id, offer)): Path<(String, String)>) -> web::Result {
    let offer: RowId = offer.parse().map_err(|_| Error::NotFound)?;
    links::id(&id)?;
    let of = versions::take_back(ctx.app.publishing(), &ctx.who(), offer).await?;
    ctx.done(&format!("{}/{of}", shelf::at(&ctx).href), "offers-done-taken-back")
}

fn deciding(
    ctx: &Ctx,
    page: &Page,
    offer: &Offer,
    f: Form,
    errors: FieldErrors,
) -> version::Version {
    let mut view = version::version(ctx, page, &offer.lang, ctx.form(f, errors));
    let here =
        links::below(page.kind, page.content.id, &format!("versions/offers/{}", offer.row_id));
    let date = ctx.local.date(offer.offered_at);
    view.lead = "offers-decide-lead";
    view.save = "offers-accept";
    view.offered = Some((offer.by.clone(), date, offer.note.clone()));
    let field = view.f.textarea("answer", "offers-answer").rows(3).max(NOTE_MAX);
    view.decline = Some((format!("{here}/decline"), Html::render(&field)));
    view.action = here;
    view
}
