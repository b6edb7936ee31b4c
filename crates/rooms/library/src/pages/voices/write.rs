//! `/practices/{id}/review`, `/reviews/{id}/edit`: writing a review, first for oneself, then for others.

use askama::Template;
use axum::extract::Path;
use content::{
    Draft, Goal, draft,
    kind::Voice,
    read::Page,
    service,
    voices::{self, writing},
};
use domain::{
    ContentId, Error, FieldErrors, Lang,
    access::{Action, State},
};
use web::{Choice, Ctx, Form, FormView, Html, Messages, Shell, conversation::wanted};

use super::{
    super::{form, sheet},
    opinion,
};
use crate::{links, review::REVIEW, shelf, steps};

#[derive(Template)]
#[template(path = "library/voices/write.html")]
struct WritePage {
    shell: Shell,
    f: FormView,
    /// What is reviewed.
    title: String,
    lang_attr: Html,
    fields: Html,
    body: Html,
    languages: Vec<Choice>,
    /// For which organisation she may say it.
    organisation: Option<String>,
    /// Whether it is read by others already.
    published: bool,
    action: String,
    cancel: String,
}

/// The thing that is to be reviewed, for somebody who is signed in.
async fn reviewed(ctx: &Ctx, id: ContentId) -> web::Result<Page> {
    let page = sheet::open(ctx, id).await?;
    if page.kind.said_by(Voice::Review).is_none() || page.content.state != State::Published {
        return Err(Error::NotFound.into());
    }
    ctx.signed_in()?;
    Ok(page)
}

/// `GET /practices/{id}/review`: whoever has begun one goes on with it.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let page = reviewed(&ctx, links::id(&id)?).await?;
    let (who, of, viewer) = (ctx.who(), page.content.id, ctx.signed_in()?);
    let own = writing::own(&mut ctx.read(), of, Voice::Review, viewer.actor_id, None).await?;
    if let Some((own, _)) = own.filter(|(_, state)| *state != State::Deleted) {
        return Ok(ctx.redirect(&links::edit(&REVIEW, own, "")));
    }
    // She learns that she may not before she has written it all.
    voices::permitted(ctx.app.publishing(), &mut ctx.read(), &who, of, Voice::Review).await?;
    let mut form =
        Form::new().with("lang", ctx.tr.lang().as_str()).with("seen", seen(&page).as_str());
    if viewer.organisation_id.is_some() {
        form.set("organisation", "true");
    }
    ctx.page(&view(&ctx, &page, form, FieldErrors::default(), None).await?)
}

/// `POST /practices/{id}/review`
pub async fn save(ctx: Ctx, Path(id): Path<String>, typed: Form) -> web::Result {
    let page = reviewed(&ctx, links::id(&id)?).await?;
    let draft = read(&ctx, &page, &typed)?;
    let goal = if typed.get("go") == "draft" { Goal::Keep } else { Goal::Publish };
    if goal == Goal::Publish && has_changed(&page, &typed) {
        return read_again(&ctx, &page, typed, None).await;
    }
    let p = ctx.app.publishing();
    match voices::begin(p, &ctx.who(), page.content.id, &draft, goal).await {
        Ok(id) if goal == Goal::Keep => {
            ctx.done(&links::edit(&REVIEW, id, ""), "review-done-draft")
        }
        Ok(id) => ctx.done(&links::sheet(&REVIEW, id, ""), "review-done"),
        Err(Error::Invalid(errors)) => ctx.invalid(&view(&ctx, &page, typed, errors, None).await?),
        Err(error) => Err(error.into()),
    }
}

/// A review that the reader may change, with what it is about.
async fn own(ctx: &Ctx, id: &str) -> web::Result<(Page, Page)> {
    let own = opinion::open(ctx, id).await?;
    ctx.signed_in()?;
    if !own.may(&ctx.who(), Action::Edit) {
        return Err(Error::Forbidden("error-forbidden").into());
    }
    let (who, kinds, root) = (ctx.who(), ctx.app.kinds(), own.content.root());
    let of = content::read::page(&mut ctx.read(), kinds, &who, root, &wanted(ctx)).await?;
    Ok((own, of))
}

/// `GET /reviews/{id}/edit`
pub async fn edit(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let (own, of) = own(&ctx, &id).await?;
    let mut typed = steps::fill(&REVIEW, &form::draft_of(&own));
    typed.set("revision", own.content.revision.to_string());
    typed.set("seen", seen(&of));
    ctx.page(&view(&ctx, &of, typed, FieldErrors::default(), Some(&own)).await?)
}

/// `POST /reviews/{id}/edit`
pub async fn change(ctx: Ctx, Path(id): Path<String>, typed: Form) -> web::Result {
    let (own, of) = own(&ctx, &id).await?;
    let (p, who, id) = (ctx.app.publishing(), ctx.who(), own.content.id);
    let draft = read(&ctx, &of, &typed)?;
    let published = own.content.state == State::Published;
    if (published || typed.get("go") != "draft") && has_changed(&of, &typed) {
        return read_again(&ctx, &of, typed, Some(&own)).await;
    }
    let (saved, key) = match typed.get("go") {
        _ if published => {
            let based_on = typed.get("revision").parse().ok();
            (service::edit(p, &who, id, &draft, "", based_on).await, "review-done-changed")
        }
        "draft" => (service::edit(p, &who, id, &draft, "", None).await, "review-done-draft"),
        _ => (service::publish_saved(p, &who, id, &draft).await, "review-done"),
    };
    match saved {
        Ok(()) if key == "review-done-draft" => ctx.done(&links::edit(&REVIEW, id, ""), key),
        Ok(()) => ctx.done(&links::sheet(&REVIEW, id, ""), key),
        Err(Error::Invalid(errors)) => {
            ctx.invalid(&view(&ctx, &of, typed, errors, Some(&own)).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// The state of a thing that the form was opened on.
fn seen(of: &Page) -> String {
    of.content.edited_at.or(of.content.published_at).map_or_else(String::new, |at| at.0.to_string())
}

/// Whether the thing has been changed while she wrote.
fn has_changed(of: &Page, typed: &Form) -> bool {
    !typed.get("seen").is_empty() && typed.get("seen") != seen(of)
}

/// Says that the thing is another now. What was typed stays, and is taken the next time.
async fn read_again(ctx: &Ctx, of: &Page, mut typed: Form, own: Option<&Page>) -> web::Result {
    typed.set("seen", seen(of));
    let mut errors = FieldErrors::default();
    errors.add("body", "review-error-changed");
    ctx.invalid(&view(ctx, of, typed, errors, own).await?)
}

/// What was typed. The title says what is reviewed, in the language of the review.
fn read(ctx: &Ctx, of: &Page, typed: &Form) -> web::Result<Draft> {
    let own = ctx.signed_in()?.organisation_id;
    let mut draft = steps::read(&REVIEW, typed, ctx.tr.lang(), own);
    let tr = Messages::load().of(&draft.lang);
    let title = domain::text::excerpt(&of.text.title, draft::TITLE_MAX - 40);
    draft.title = tr.t1("review-title", "title", title);
    Ok(draft)
}

async fn view(
    ctx: &Ctx,
    of: &Page,
    typed: Form,
    errors: FieldErrors,
    own: Option<&Page>,
) -> web::Result<WritePage> {
    let f = ctx.form(typed, errors);
    let langs = ctx.app.interface_languages();
    let lang = f.values().lang("lang").unwrap_or_else(|| ctx.tr.lang().clone());
    let shelf = shelf::of(&ctx.app, of.kind).unwrap_or(&shelf::PRACTICES);
    let shell = ctx
        .shell(ctx.tr.t("review-page"))
        .crumb(shelf.t(ctx.tr, "library-list-title"), shelf.href)
        .for_form(&f)
        .noindex();
    let sheet = links::sheet(of.kind, of.content.id, &of.content.slug);
    let published = own.is_some_and(|own| own.content.state == State::Published);
    let body = f.editor("body", "review-body").required().max(draft::BODY_MAX).lang(&lang);
    Ok(WritePage {
        title: of.text.title.clone(),
        lang_attr: shell.lang_of(&of.text.lang),
        fields: web::kind::step_fields(&f, &REVIEW, "review", &langs),
        body: Html::render(&body),
        languages: Choice::languages(ctx.tr, &langs),
        organisation: if published { None } else { organisation(ctx).await? },
        published,
        action: ctx.path.clone(),
        cancel: own
            .filter(|_| published)
            .map_or(sheet, |own| links::sheet(&REVIEW, own.content.id, &own.content.slug)),
        f,
        shell,
    })
}

/// The name of the reader's organisation.
pub(super) async fn organisation(ctx: &Ctx) -> web::Result<Option<String>> {
    let lang: &Lang = ctx.tr.lang();
    Ok(match ctx.signed_in()?.organisation_id {
        Some(id) => Some(people::organisations::by_id(&mut ctx.read(), id, lang).await?.name),
        None => None,
    })
}
