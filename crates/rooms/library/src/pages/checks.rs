//! Whether a thing still holds: „still right“ by those who write it, a hint by whoever reads it, and the
//! list of what is to be checked.

use askama::Template;
use axum::{extract::Path, routing::get};
use content::{
    checks::{self, FIELDS},
    markdown,
    read::{Card, Page},
};
use domain::{
    Error, FieldErrors,
    access::{Action, State},
};
use federation::iri::Own;
use people::{
    Markup,
    messages::{self, NewMessage},
};
use web::{Ctx, Form, FormView, Html, Routes, Shell, room::Slot};

use super::sheet;
use crate::{links, shelf};

/// Entries of the panel on the home page.
const PANEL: usize = 3;

/// The list of what is to be checked.
pub fn routes() -> Routes {
    Routes::new().route("/to-check", get(list))
}

/// The addresses of a shelf.
pub fn of_shelf(at: impl Fn(&str) -> &'static str) -> Routes {
    Routes::new()
        .route(at("/{id}/checked"), get(ask).post(still_right))
        .route(at("/{id}/outdated"), get(hint).post(send))
}

#[derive(Template)]
#[template(path = "library/check.html")]
struct Check<'a> {
    shell: &'a Shell,
    checked: String,
    next: String,
    overdue: bool,
    /// For those who write it: where they confirm it, and the day that is proposed.
    confirm: Option<(String, String)>,
    /// Where others say that something is out of date.
    hint: Option<String>,
}

/// The part of a sheet that says when it was checked; empty for what does not grow old.
pub fn block(ctx: &Ctx, shell: &Shell, page: &Page) -> Html {
    if !checks::is_checked(page.kind) || page.content.state != State::Published {
        return Html::default();
    }
    let (id, kind, who) = (page.content.id, page.kind, ctx.who());
    let said = |field: usize| {
        let value = page.content.details.get(FIELDS[field].name).and_then(|v| v.as_str());
        value.map_or_else(String::new, |date| ctx.local.partial_date(date))
    };
    let writes = page.may(&who, Action::Edit);
    let here = page.content.host.is_empty();
    let stranger = who.person().is_some() && !writes;
    let block = Check {
        shell,
        checked: said(0),
        next: said(1),
        overdue: checks::is_overdue(page.content.next_check, ctx.local.today()),
        confirm: (writes && here)
            .then(|| (links::below(kind, id, "checked"), checks::proposed(ctx.local.today()))),
        hint: stranger.then(|| links::below(kind, id, "outdated")),
    };
    if block.checked.is_empty() && block.next.is_empty() && !stranger && block.confirm.is_none() {
        return Html::default();
    }
    Html::render(&block)
}

#[derive(Template)]
#[template(path = "library/checked.html")]
struct Ask {
    shell: Shell,
    f: FormView,
    title: String,
    lang_attr: Html,
    action: String,
    back: String,
}

fn frame(ctx: &Ctx, title: &str, f: &FormView) -> Shell {
    let shelf = shelf::at(ctx);
    let shell = ctx.shell(ctx.tr.t(title));
    shell.crumb(shelf.t(ctx.tr, "library-list-title"), shelf.href).for_form(f).noindex()
}

fn asking(ctx: &Ctx, page: &Page, form: Form, errors: FieldErrors) -> Ask {
    let f = ctx.form(form, errors);
    let shell = frame(ctx, "check-page", &f);
    Ask {
        title: page.text.title.clone(),
        lang_attr: shell.lang_of(&page.text.lang),
        action: links::below(page.kind, page.content.id, "checked"),
        back: links::sheet(page.kind, page.content.id, &page.content.slug),
        f,
        shell,
    }
}

/// A thing that grows old and that the reader may change.
async fn own(ctx: &Ctx, id: &str) -> web::Result<Page> {
    let page = super::form::open(ctx, id).await?;
    if checks::is_checked(page.kind) { Ok(page) } else { Err(Error::NotFound.into()) }
}

/// `GET /practices/{id}/checked`
async fn ask(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let page = own(&ctx, &id).await?;
    let form = Form::new().with("next", checks::proposed(ctx.local.today()));
    ctx.page(&asking(&ctx, &page, form, FieldErrors::default()))
}

/// `POST /practices/{id}/checked`
async fn still_right(ctx: Ctx, Path(id): Path<String>, typed: Form) -> web::Result {
    let page = own(&ctx, &id).await?;
    let (p, who, id) = (ctx.app.publishing(), ctx.who(), page.content.id);
    match checks::still_right(p, &who, id, typed.get("next"), ctx.local.today()).await {
        Ok(()) => {
            let sheet = links::sheet(page.kind, id, &page.content.slug);
            ctx.done(&format!("{sheet}#check"), "check-done")
        }
        Err(Error::Invalid(errors)) => ctx.invalid(&asking(&ctx, &page, typed, errors)),
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "library/outdated.html")]
struct Hint {
    shell: Shell,
    f: FormView,
    title: String,
    lang_attr: Html,
    author: String,
    action: String,
    back: String,
}

fn hinting(ctx: &Ctx, page: &Page, form: Form, errors: FieldErrors) -> Hint {
    let f = ctx.form(form, errors);
    let shell = frame(ctx, "hint-page", &f);
    Hint {
        title: page.text.title.clone(),
        lang_attr: shell.lang_of(&page.text.lang),
        author: page.author.name.clone(),
        action: links::below(page.kind, page.content.id, "outdated"),
        back: links::sheet(page.kind, page.content.id, &page.content.slug),
        f,
        shell,
    }
}

/// A published thing of somebody else that grows old, for whoever is signed in.
async fn of_another(ctx: &Ctx, id: &str) -> web::Result<Page> {
    let page = sheet::open(ctx, links::id(id)?).await?;
    let me = ctx.signed_in()?.actor_id;
    let old = checks::is_checked(page.kind) && page.content.state == State::Published;
    if !old || page.content.author_id == me {
        return Err(Error::NotFound.into());
    }
    Ok(page)
}

/// `GET /practices/{id}/outdated`
async fn hint(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let page = of_another(&ctx, &id).await?;
    ctx.page(&hinting(&ctx, &page, Form::new(), FieldErrors::default()))
}

/// `POST /practices/{id}/outdated`: a private message to the author, here or elsewhere, with the address of
/// the thing.
async fn send(ctx: Ctx, Path(id): Path<String>, typed: Form) -> web::Result {
    let page = of_another(&ctx, &id).await?;
    let said = domain::text::block(typed.get("body"));
    let mut errors = FieldErrors::default();
    if said.is_empty() {
        errors.add("body", "content-error-required");
        return ctx.invalid(&hinting(&ctx, &page, typed, errors));
    }
    let (me, author) = (ctx.signed_in()?.actor_id, page.content.author_id);
    let elsewhere = !page.author.host.is_empty();
    if elsewhere && !messages::is_expected(&mut ctx.read(), me, author).await? {
        // Her instance would drop it without a word.
        errors.add("body", "hint-error-stranger");
        return ctx.invalid(&hinting(&ctx, &page, typed, errors));
    }
    let title = page.text.title.as_str();
    let md = format!(
        "{}\n\n{said}\n\n{}",
        ctx.tr.t1("hint-message", "title", title),
        address(&ctx, &page)
    );
    let body = Markup { html: markdown::render(&md, markdown::UNDER_HEADING), md };
    let new = NewMessage { lang: ctx.tr.lang().clone(), body, cleaner: markdown::CLEANER };
    match messages::send(ctx.store(), &ctx.who(), author, new).await {
        Ok(_) => {
            let back = links::sheet(page.kind, page.content.id, &page.content.slug);
            ctx.done(&back, "hint-done")
        }
        Err(Error::Invalid(errors)) => ctx.invalid(&hinting(&ctx, &page, typed, errors)),
        Err(Error::Forbidden(key)) => {
            errors.add("body", key);
            ctx.invalid(&hinting(&ctx, &page, typed, errors))
        }
        Err(Error::TooMany(_)) => {
            errors.add("body", "messages-too-many");
            ctx.invalid(&hinting(&ctx, &page, typed, errors))
        }
        Err(error) => Err(error.into()),
    }
}

/// Where the thing stands for its author: at her own instance.
fn address(ctx: &Ctx, page: &Page) -> String {
    let own = || ctx.app.origin().map(|origin| Own::Object(page.content.id).iri(&origin));
    page.url.clone().or_else(own).unwrap_or_default()
}

#[derive(Template)]
#[template(path = "library/to-check.html")]
struct ToCheckPage {
    shell: Shell,
    own: Vec<Html>,
    hosted: Vec<Html>,
}

#[derive(Template)]
#[template(path = "library/to-check-row.html")]
struct Row<'a> {
    shell: &'a Shell,
    card: &'a Card,
    href: String,
    next: String,
    overdue: bool,
}

fn row(shell: &Shell, card: &Card) -> Html {
    let ctx = shell.ctx();
    let kind = shelf::named(&ctx.app, &card.kind).map(|(_, kind)| kind);
    Html::render(&Row {
        shell,
        card,
        href: kind.map_or_else(String::new, |kind| links::sheet(kind, card.id, &card.slug)),
        next: ctx.local.partial_date(card.value(FIELDS[1].name)),
        overdue: checks::is_overdue(card.next_check, ctx.local.today()),
    })
}

/// `GET /to-check`
async fn list(ctx: Ctx) -> web::Result {
    let due =
        checks::to_check(&mut ctx.read(), &ctx.who(), ctx.local.today(), ctx.tr.lang()).await?;
    let shell = ctx.shell(ctx.tr.t("to-check-title")).noindex();
    ctx.page(&ToCheckPage {
        own: due.own.iter().map(|card| row(&shell, card)).collect(),
        hosted: due.hosted.iter().map(|card| row(&shell, card)).collect(),
        shell,
    })
}

#[derive(Template)]
#[template(path = "library/to-check-panel.html")]
struct Panel {
    shell: Shell,
    rows: Vec<Html>,
    count: usize,
}

/// The panel on the home page: what of one's own is to be checked.
pub fn panel(ctx: &Ctx) -> Slot<'_> {
    Box::pin(async move {
        let due =
            checks::to_check(&mut ctx.read(), &ctx.who(), ctx.local.today(), ctx.tr.lang()).await?;
        let count = due.own.len() + due.hosted.len();
        if count == 0 {
            return Ok(None);
        }
        let shell = ctx.shell("");
        let first = due.own.iter().chain(&due.hosted).take(PANEL);
        let rows = first.map(|card| row(&shell, card)).collect();
        Ok(Some(Html::render(&Panel { shell, rows, count })))
    })
}
