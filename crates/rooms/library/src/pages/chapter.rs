//! One chapter of a handbook: reading it, with the way to the next one, and changing it. One that lives
//! elsewhere is fetched when it is opened.

use std::time::Duration;

use askama::Template;
use axum::http::StatusCode;
use content::{
    Draft,
    parts::{self, Fetched, Part},
    read::{self, Page},
    service,
};
use domain::{Error, FieldErrors, Lang, access::State};
use web::{
    Ctx, Form, FormView, Html, Shell,
    conversation::{self, framed, wanted},
};

use super::{chapters, offers};
use crate::{links, shelf, steps};

/// How long a reader waits for another server.
const PATIENCE: Duration = Duration::from_secs(8);

struct Link {
    label: String,
    href: String,
    lang: Lang,
}

#[derive(Template)]
#[template(path = "library/chapter.html")]
struct Chapter {
    shell: Shell,
    shelf: (String, &'static str),
    whole: Link,
    contents: Vec<(Link, bool)>,
    number: usize,
    of: usize,
    origin: Html,
    machine: Html,
    title: String,
    /// Whether the title is its own, and not what is said where there is none.
    titled: bool,
    lang: Lang,
    body: Html,
    files: Html,
    /// What is said where the text could not be fetched, and where it can be read.
    away: Option<(String, String, String)>,
    previous: Option<Link>,
    next: Option<Link>,
    versions: Vec<Link>,
    edit: Option<String>,
    translate: Option<String>,
    offers: Html,
    history: String,
}

/// `GET /library/{id}/{slug}` of a chapter.
pub async fn show(ctx: &Ctx, page: Page) -> web::Result {
    let fetched = fetched(ctx, &page).await?;
    let page = if page.content.host.is_empty() {
        page
    } else {
        super::sheet::open(ctx, page.content.id).await?
    };
    let mut page = page;
    let machine = conversation::machine(ctx, &mut page).await?;
    let (whole, contents) = whole(ctx, &page).await?;
    let at = contents.iter().position(|part| part.id == page.content.id).ok_or(Error::NotFound)?;
    let link = |part: &Part| Link {
        label: named(ctx, &part.title),
        href: links::sheet(page.kind, part.id, &part.slug),
        lang: part.lang.clone(),
    };
    let there = contents[at].here;
    let files = content::files::of(&mut ctx.read(), page.content.id).await?;
    let title = named(ctx, &page.text.title);
    let shell = framed(ctx.shell(title.clone()), &page);
    let away = (fetched == Fetched::Away).then(|| {
        let key = if there { "handbook-away-old" } else { "handbook-away" };
        let host = page.content.host.as_str();
        let href = page.url.clone().unwrap_or_default();
        (ctx.tr.t1(key, "host", host), ctx.tr.t1("handbook-there", "host", host), href)
    });
    let can_edit = page.may(&ctx.who(), domain::access::Action::Edit);
    let shelf = shelf::at(ctx);
    let chapter = Chapter {
        shelf: (shelf.t(ctx.tr, "library-list-title"), shelf.href),
        whole: Link {
            label: named(ctx, &whole.text.title),
            href: links::sheet(whole.kind, whole.content.id, &whole.content.slug),
            lang: whole.text.lang.clone(),
        },
        number: at + 1,
        of: contents.len(),
        origin: conversation::origin(&shell, &page),
        machine: match machine {
            Some(text) => text.note(&shell),
            None => Html::default(),
        },
        title,
        titled: !page.text.title.is_empty(),
        lang: page.text.lang.clone(),
        body: Html::trusted(page.text.body_html.clone()),
        files: web::files::list(&shell, &files, &page.content.lang),
        away,
        previous: at.checked_sub(1).map(|before| link(&contents[before])),
        next: contents.get(at + 1).map(link),
        versions: versions(&page),
        edit: can_edit.then(|| links::edit(page.kind, page.content.id, "")),
        translate: can_edit.then(|| links::below(page.kind, page.content.id, "versions/new")),
        offers: offers::Block::of(ctx, &shell, &page).await?,
        history: links::below(page.kind, page.content.id, "history"),
        contents: contents.iter().map(|part| (link(part), part.id == page.content.id)).collect(),
        shell,
    };
    let unavailable = chapter.away.is_some() && !there;
    if unavailable { ctx.page_with(StatusCode::BAD_GATEWAY, &chapter) } else { ctx.page(&chapter) }
}

fn versions(page: &Page) -> Vec<Link> {
    let others = page.versions.iter().filter(|v| v.lang != page.text.lang);
    let link = |lang: &Lang| Link {
        label: lang.autonym().to_owned(),
        href: links::sheet_in(page.kind, page.content.id, &page.content.slug, lang),
        lang: lang.clone(),
    };
    others.map(|v| link(&v.lang)).collect()
}

/// A title, or what is said where there is none.
pub fn named(ctx: &Ctx, title: &str) -> String {
    if title.is_empty() { ctx.tr.t("chapter-untitled").to_owned() } else { title.to_owned() }
}

/// Sees to it that the newest text is here, as far as its home gives it in time.
pub async fn fetched(ctx: &Ctx, page: &Page) -> web::Result<Fetched> {
    if page.content.host.is_empty() {
        return Ok(Fetched::Here);
    }
    let Some(federation) = ctx.app.federation() else { return Ok(Fetched::Away) };
    let (p, who) = (ctx.app.publishing(), ctx.who());
    let fetching = parts::fetch(federation, p, &who, page.content.id);
    match tokio::time::timeout(PATIENCE, fetching).await {
        Ok(fetched) => Ok(fetched?),
        Err(_) => Ok(Fetched::Away),
    }
}

/// The handbook of a chapter and all of its chapters that this reader sees.
async fn whole(ctx: &Ctx, page: &Page) -> web::Result<(Page, Vec<Part>)> {
    let id = page.content.root_id.ok_or(Error::NotFound)?;
    let mut q = ctx.read();
    let whole = read::page(&mut q, ctx.app.kinds(), &ctx.who(), id, &wanted(ctx)).await?;
    if whole.content.state == State::Removed {
        return Err(Error::Gone.into());
    }
    let mut parts = parts::of(&mut q, id, ctx.tr.lang()).await?;
    parts.retain(|part| part.state == whole.content.state || part.id == page.content.id);
    Ok((whole, parts))
}

#[derive(Template)]
#[template(path = "library/chapter-edit.html")]
struct Edit {
    shell: Shell,
    f: FormView,
    title: String,
    fields: Vec<Html>,
    files: Html,
    published: bool,
    action: String,
    cancel: String,
}

/// `GET /library/{id}/edit` of a chapter.
pub async fn edit(ctx: &Ctx, page: &Page) -> web::Result {
    let stored = super::form::draft_of(page);
    let mut form = steps::fill(page.kind, &stored);
    form.set("revision", page.content.revision.to_string());
    ctx.page(&edit_page(ctx, page, form, FieldErrors::default()).await?)
}

/// `POST /library/{id}/edit` of a chapter.
pub async fn save(ctx: &Ctx, page: &Page, typed: Form) -> web::Result {
    let stored = super::form::draft_of(page);
    let draft = Draft { title: typed.line("title"), body: typed.block("body"), ..stored };
    let (p, who, id) = (ctx.app.publishing(), ctx.who(), page.content.id);
    let based_on = typed.get("revision").parse().ok();
    let note = typed.line("note");
    match service::edit(p, &who, id, &draft, &note, based_on).await {
        Ok(()) => {
            let published = page.content.state == State::Published;
            let there = match page.content.root_id {
                Some(whole) if !published => chapters::back(ctx, whole),
                _ => links::sheet(page.kind, id, &page.content.slug),
            };
            ctx.done(&there, "chapter-done-changed")
        }
        Err(Error::Invalid(errors)) => ctx.invalid(&edit_page(ctx, page, typed, errors).await?),
        Err(Error::Conflict(key)) => {
            // Somebody was quicker; what was typed here must not be lost with the refusal.
            let mut errors = FieldErrors::default();
            errors.add("", key);
            let page = edit_page(ctx, page, typed, errors).await?;
            ctx.page_with(StatusCode::CONFLICT, &page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn edit_page(ctx: &Ctx, page: &Page, form: Form, errors: FieldErrors) -> web::Result<Edit> {
    let f = ctx.form(form, errors);
    let shelf = shelf::at(ctx);
    let shell = ctx
        .shell(ctx.tr.t("chapter-edit"))
        .crumb(shelf.t(ctx.tr, "library-list-title"), shelf.href)
        .for_form(&f)
        .noindex();
    let published = page.content.state == State::Published;
    let action = links::edit(page.kind, page.content.id, "");
    Ok(Edit {
        files: super::files::editor(ctx, &shell, page, &action).await?,
        title: page.original.as_ref().unwrap_or(&page.text).title.clone(),
        fields: chapters::text_fields(&f, &page.content.lang),
        cancel: match page.content.root_id {
            Some(whole) if !published => chapters::back(ctx, whole),
            _ => links::sheet(page.kind, page.content.id, &page.content.slug),
        },
        published,
        action,
        shell,
        f,
    })
}
