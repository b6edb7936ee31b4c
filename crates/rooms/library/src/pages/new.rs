//! `/practices/new`: the first step. With it the draft exists, and nothing is lost any more.

use askama::Template;
use content::{
    Draft, Goal, draft,
    read::{self, Filter},
    service,
};
use domain::{Error, FieldErrors};
use web::{Ctx, Form, FormView, Html, Shell};

use super::form::{self, Places, StepLink};
use crate::{KIND, links, steps};

/// Drafts that are offered beside a new one.
const DRAFTS: usize = 5;

/// A step of the form.
#[derive(Template)]
#[template(path = "library/step.html")]
pub struct Step {
    pub shell: Shell,
    pub heading: String,
    pub steps: Vec<StepLink>,
    pub saved: String,
    pub f: FormView,
    /// Whether what was typed is saved although something is missing; where one goes without it.
    pub skip: Option<String>,
    pub number: usize,
    pub label: String,
    pub hint: Option<&'static str>,
    pub action: String,
    pub fields: Vec<Html>,
    pub cancel: String,
    pub drafts: Vec<DraftLink>,
}

/// A draft that can be continued.
pub struct DraftLink {
    pub title: String,
    pub href: String,
    pub saved: Html,
}

/// `GET /practices/new?community=ADDRESS`
pub async fn show(ctx: Ctx) -> web::Result {
    let viewer = ctx.signed_in()?;
    let places = Places::of(&ctx).await?;
    let mut draft = Draft::new(KIND.name, ctx.tr.lang().clone());
    draft.group = places.community(ctx.params().get("community"));
    draft.organisation = viewer.organisation_id;
    let filter = Filter { kinds: vec![KIND.name], drafts: true, ..Filter::default() };
    let own = read::list(&mut ctx.read(), &ctx.who(), &filter, ctx.tr.lang(), None, DRAFTS).await?;
    let drafts = own.items.into_iter().map(|card| DraftLink {
        title: if card.title.is_empty() {
            ctx.tr.t("library-draft-untitled").to_owned()
        } else {
            card.title
        },
        href: links::edit(card.id, ""),
        saved: ctx.local.ago_tag(card.last_activity_at),
    });
    let form = steps::fill(KIND, &draft);
    ctx.page(&first(&ctx, form, FieldErrors::default(), &places, drafts.collect()))
}

/// `POST /practices/new`
pub async fn save(ctx: Ctx, typed: Form) -> web::Result {
    let viewer = ctx.signed_in()?;
    let read = steps::read(KIND, &typed, ctx.tr.lang(), viewer.organisation_id);
    let mut draft = Draft {
        licence: Some(form::LICENCE.to_owned()),
        ..Draft::new(KIND.name, read.lang.clone())
    };
    steps::take_over(KIND, &mut draft, read, &[steps::PROMISE], &[]);
    let onward = typed.get("go") == "next";
    let goal = if onward { Goal::Publish } else { Goal::Keep };
    let wrong = match draft::check(KIND, &draft, goal) {
        Ok(_) => FieldErrors::default(),
        Err(errors) => steps::only(KIND, errors, steps::PROMISE),
    };
    let saved = if wrong.is_empty() {
        service::save_draft(ctx.app.publishing(), &ctx.who(), &draft).await
    } else {
        Err(Error::Invalid(wrong))
    };
    match saved {
        Ok(id) if onward => Ok(ctx.redirect(&links::edit(id, steps::next(KIND, steps::PROMISE)))),
        Ok(id) => ctx.done(&links::edit(id, steps::PROMISE), "library-done-draft"),
        Err(Error::Invalid(errors)) => {
            let places = Places::of(&ctx).await?;
            ctx.invalid(&first(&ctx, typed, errors, &places, Vec::new()))
        }
        Err(error) => Err(error.into()),
    }
}

fn first(
    ctx: &Ctx,
    form: Form,
    errors: FieldErrors,
    places: &Places,
    drafts: Vec<DraftLink>,
) -> Step {
    let f = ctx.form(form, errors);
    let empty = Draft::new(KIND.name, ctx.tr.lang().clone());
    let all = form::step_links(ctx, None, &empty, steps::PROMISE);
    let title = ctx.tr.t2("library-new-page", "n", 1, "of", all.len());
    Step {
        shell: ctx.shell(title).crumb(ctx.tr.t("library-list-title"), "/practices").for_form(&f),
        heading: ctx.tr.t("library-new-title").to_owned(),
        steps: all,
        saved: ctx.tr.t("library-step-unsaved").to_owned(),
        skip: None,
        number: 1,
        label: ctx.tr.t(&steps::key(KIND, steps::PROMISE)).to_owned(),
        hint: hint(ctx, steps::PROMISE),
        action: "/practices/new".into(),
        fields: form::fields(ctx, &f, steps::PROMISE, Some(places)),
        cancel: "/practices".into(),
        drafts,
        f,
    }
}

/// What a step is for.
pub fn hint(ctx: &Ctx, step: &str) -> Option<&'static str> {
    ctx.tr.find(&format!("library-step-{step}-hint"))
}
