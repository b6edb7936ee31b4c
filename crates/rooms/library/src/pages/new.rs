//! `/practices/new`, `/library/new`: the first step. With it the draft exists, and nothing is lost any more.

use askama::Template;
use content::{
    Draft, Goal, Kind, draft,
    read::{self, Filter},
    service,
};
use domain::{Error, FieldErrors};
use web::{Ctx, Form, FormView, Html, Shelf, Shell};

use super::{
    form::{self, Places},
    frame::Frame,
    kinds,
};
use crate::{links, shelf, steps};

/// Drafts that are offered beside a new one.
const DRAFTS: usize = 5;

/// A step of the form.
#[derive(Template)]
#[template(path = "library/step.html")]
pub struct Step {
    pub shell: Shell,
    pub frame: Frame,
    pub f: FormView,
    /// Whether what was typed is saved although something is missing; where one goes without it.
    pub skip: Option<String>,
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

/// `GET /practices/new?community=ADDRESS`; on a shelf of several kinds, `kind=NAME`.
pub async fn show(ctx: Ctx) -> web::Result {
    let viewer = ctx.signed_in()?;
    let shelf = shelf::at(&ctx);
    let Some(kind) = chosen(&ctx, shelf) else { return kinds::show(&ctx, shelf) };
    service::may_write(&mut ctx.read(), viewer.actor_id, kind).await?;
    let places = Places::of(&ctx).await?;
    let mut draft = Draft::new(kind.name, ctx.tr.lang().clone());
    draft.group = places.community(ctx.params().get("community"));
    draft.organisation = viewer.organisation_id;
    let filter = Filter { kinds: shelf.names(), drafts: true, ..Filter::default() };
    let own = read::list(&mut ctx.read(), &ctx.who(), &filter, ctx.tr.lang(), None, DRAFTS).await?;
    let drafts = own.items.into_iter().map(|card| DraftLink {
        title: if card.title.is_empty() {
            let kind = shelf.kind(&card.kind).unwrap_or(kind);
            shelf.t_of(ctx.tr, kind, "library-draft-untitled")
        } else {
            card.title
        },
        href: links::edit(shelf.kind(&card.kind).unwrap_or(kind), card.id, ""),
        saved: ctx.local.ago_tag(card.last_activity_at),
    });
    let form = steps::fill(kind, &draft);
    ctx.page(&first(&ctx, kind, form, FieldErrors::default(), &places, drafts.collect()))
}

/// The kind that is asked for.
fn chosen(ctx: &Ctx, shelf: &'static Shelf) -> Option<&'static Kind> {
    match shelf.kinds {
        [only] => Some(only),
        _ => shelf.kinds.iter().copied().find(|k| k.name == ctx.params().get("kind")),
    }
}

/// `POST /practices/new`
pub async fn save(ctx: Ctx, typed: Form) -> web::Result {
    let viewer = ctx.signed_in()?;
    let kind = chosen(&ctx, shelf::at(&ctx)).ok_or(Error::NotFound)?;
    service::may_write(&mut ctx.read(), viewer.actor_id, kind).await?;
    let read = steps::read(kind, &typed, ctx.tr.lang(), viewer.organisation_id);
    let mut draft = Draft {
        licence: kind.licence.then(|| form::LICENCE.to_owned()),
        ..Draft::new(kind.name, read.lang.clone())
    };
    steps::take_over(kind, &mut draft, read, &[steps::PROMISE], &[]);
    let onward = typed.get("go") == "next";
    let goal = if onward { Goal::Publish } else { Goal::Keep };
    let wrong = match draft::check(kind, &draft, goal) {
        Ok(_) => FieldErrors::default(),
        Err(errors) => steps::only(kind, errors, steps::PROMISE),
    };
    let saved = if wrong.is_empty() {
        service::save_draft(ctx.app.publishing(), &ctx.who(), &draft).await
    } else {
        Err(Error::Invalid(wrong))
    };
    match saved {
        Ok(id) if onward => {
            Ok(ctx.redirect(&links::edit(kind, id, steps::next(kind, steps::PROMISE))))
        }
        Ok(id) => ctx.done(&links::edit(kind, id, steps::PROMISE), "library-done-draft"),
        Err(Error::Invalid(errors)) => {
            let places = Places::of(&ctx).await?;
            ctx.invalid(&first(&ctx, kind, typed, errors, &places, Vec::new()))
        }
        Err(error) => Err(error.into()),
    }
}

fn first(
    ctx: &Ctx,
    kind: &'static Kind,
    form: Form,
    errors: FieldErrors,
    places: &Places,
    drafts: Vec<DraftLink>,
) -> Step {
    let f = ctx.form(form, errors);
    let shelf = shelf::at(ctx);
    let frame = Frame::first(ctx, kind);
    Step {
        shell: frame.shell(ctx, "library-new-page").for_form(&f),
        frame,
        skip: None,
        action: action(kind, shelf),
        fields: form::fields(ctx, kind, &f, steps::PROMISE, Some(places)),
        cancel: shelf.href.into(),
        drafts,
        f,
    }
}

fn action(kind: &Kind, shelf: &Shelf) -> String {
    match shelf.kinds {
        [_] => format!("{}/new", shelf.href),
        _ => format!("{}/new?kind={}", shelf.href, kind.name),
    }
}
