//! `/practices/{id}/edit`, `/library/{id}/edit`: a draft is continued step by step, saved at each; what is published is
//! changed on one page ([`super::revise`]).

use axum::extract::Path;
use content::{Draft, Kind, read::Page, service};
use domain::{Error, FieldErrors, access::State};
use web::{Ctx, Form};

use super::{
    chapter, chapters, files,
    form::{self, Places},
    frame::Frame,
    new::Step,
    review, revise,
};
use crate::{links, steps};

/// `GET /practices/{id}/edit?step=…`
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let page = form::open(&ctx, &id).await?;
    let kind = page.kind;
    if page.content.position.is_some() {
        return chapter::edit(&ctx, &page).await;
    }
    let step = steps::find(kind, ctx.params().get("step"));
    if step == steps::CHAPTERS {
        return chapters::show(&ctx, &page).await;
    }
    if page.content.state == State::Published {
        return revise::show(&ctx, &page).await;
    }
    let stored = form::draft_of(&page);
    match step {
        steps::REVIEW => return review::show(&ctx, &page, &stored).await,
        steps::FILES => return files::show(&ctx, &page, &stored).await,
        _ => {}
    }
    let form = (steps::fill(kind, &stored), FieldErrors::default());
    ctx.page(&at_step(&ctx, &page, &stored, step, form, &[], false).await?)
}

/// `POST /practices/{id}/edit?step=…`
pub async fn save(ctx: Ctx, Path(id): Path<String>, typed: Form) -> web::Result {
    let page = form::open(&ctx, &id).await?;
    let kind = page.kind;
    if page.content.position.is_some() {
        return chapter::save(&ctx, &page, typed).await;
    }
    let step = steps::find(kind, ctx.params().get("step"));
    if page.content.state == State::Published {
        return revise::save(&ctx, &page, typed).await;
    }
    let before = form::draft_of(&page);
    let mut stored = before.clone();
    match step {
        steps::REVIEW => return review::save(&ctx, &page, &stored, &typed).await,
        steps::CHAPTERS | steps::FILES => return onward_from(&ctx, &page, step, &typed),
        _ => {}
    }
    let own = ctx.signed_in()?.organisation_id;
    let read = steps::read(kind, &typed, &stored.lang, own);
    let also = steps::sections(kind, typed.all("also"));
    let (group, visibility, organisation) = (stored.group, stored.visibility, stored.organisation);
    steps::take_over(kind, &mut stored, read, &[step], &also);
    if ctx.who().actor() != Some(page.content.author_id) {
        (stored.group, stored.visibility, stored.organisation) = (group, visibility, organisation);
        stored.lang.clone_from(&page.content.lang);
    }
    let (p, who, id) = (ctx.app.publishing(), ctx.who(), page.content.id);
    let wrong = steps::wrong(kind, &stored, &before, ctx.local.today());
    let saved = if wrong.is_empty() {
        service::edit(p, &who, id, &stored, "", None).await
    } else {
        Err(Error::Invalid(wrong))
    };
    match saved {
        Ok(()) => {}
        Err(Error::Invalid(errors)) => {
            // One field that is wrong is no reason to lose the others.
            let mut good = stored.clone();
            steps::put_back(kind, &mut good, &before, &errors);
            match service::edit(p, &who, id, &good, "", None).await {
                Ok(()) | Err(Error::Invalid(_)) => {}
                Err(error) => return Err(error.into()),
            }
            // A rule about two fields may name one of another step; it is then asked here.
            let also = elsewhere(kind, &errors, step, also);
            let form = (steps::spread(kind, typed, &stored), errors);
            return ctx.invalid(&at_step(&ctx, &page, &stored, step, form, &also, false).await?);
        }
        Err(error) => return Err(error.into()),
    }
    match typed.get("go") {
        "back" => Ok(ctx.redirect(&links::edit(kind, id, steps::back(kind, step)))),
        "draft" => ctx.done(&links::edit(kind, id, step), "library-done-draft"),
        _ => {
            let typed = steps::spread(kind, typed, &stored);
            onward(&ctx, &page, &stored, step, typed).await
        }
    }
}

/// The step after one in which everything was kept already.
fn onward_from(ctx: &Ctx, page: &Page, step: &'static str, typed: &Form) -> web::Result {
    let (id, kind) = (page.content.id, page.kind);
    match typed.get("go") {
        "back" => Ok(ctx.redirect(&links::edit(kind, id, steps::back(kind, step)))),
        "draft" => ctx.done(&links::edit(kind, id, step), "library-done-draft"),
        _ => Ok(ctx.redirect(&links::edit(kind, id, steps::next(kind, step)))),
    }
}

/// The next step, when this one has all that will be needed.
async fn onward(
    ctx: &Ctx,
    page: &Page,
    stored: &Draft,
    step: &'static str,
    typed: Form,
) -> web::Result {
    let kind = page.kind;
    let missing = steps::missing(kind, stored, ctx.local.today());
    let missing = steps::only(kind, missing, step);
    if missing.is_empty() {
        return Ok(ctx.redirect(&links::edit(kind, page.content.id, steps::next(kind, step))));
    }
    ctx.invalid(&at_step(ctx, page, stored, step, (typed, missing), &[], true).await?)
}

fn elsewhere(
    kind: &Kind,
    errors: &FieldErrors,
    step: &str,
    mut also: Vec<&'static str>,
) -> Vec<&'static str> {
    for error in &errors.0 {
        let name = error.field.split('.').next().unwrap_or_default();
        if let Some(field) = kind.field(name)
            && steps::of(kind, name) != step
            && !also.contains(&field.section)
        {
            also.push(field.section);
        }
    }
    also
}

/// A step with what was typed in it. `kept` says that it is saved although something is missing.
async fn at_step(
    ctx: &Ctx,
    page: &Page,
    stored: &Draft,
    step: &'static str,
    (form, errors): (Form, FieldErrors),
    also: &[&'static str],
    kept: bool,
) -> web::Result<Step> {
    let (id, kind) = (page.content.id, page.kind);
    let f = ctx.form(form, errors);
    // Where it stands is its author's to say.
    let own = ctx.who().actor() == Some(page.content.author_id);
    let places = if step == steps::PROMISE && own { Some(Places::of(ctx).await?) } else { None };
    let frame = Frame::of(ctx, kind, id, stored, page.content.updated_at, step);
    let mut fields = form::fields(ctx, kind, &f, step, places.as_ref());
    fields.extend(also.iter().map(|section| form::section(ctx, kind, &f, section)));
    Ok(Step {
        shell: frame.shell(ctx, "library-edit-page").for_form(&f).noindex(),
        frame,
        skip: kept.then(|| links::edit(kind, id, steps::next(kind, step))),
        action: links::edit(kind, id, step),
        fields,
        cancel: links::sheet(kind, id, &page.content.slug),
        drafts: Vec::new(),
        f,
    })
}
