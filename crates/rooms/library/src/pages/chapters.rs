//! The chapters of a handbook for whoever writes it: a step of its draft, and a page of its own once it is
//! published. Each is kept as soon as it is added.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use content::{
    Draft,
    parts::{self, Part},
    read::Page,
    service,
};
use domain::{ContentId, Error, FieldErrors, access::State};
use web::{Choice, Ctx, Form, FormView, Html, Shell, Upload};

use super::{form, frame::Frame};
use crate::{handbook::CHAPTER, links, shelf, steps};

#[derive(Template)]
#[template(path = "library/chapters.html")]
struct Chapters {
    shell: Shell,
    /// Around the step of a draft; `None` when the handbook is published.
    frame: Option<Frame>,
    title: String,
    rows: Vec<Row>,
    f: FormView,
    fields: Vec<Html>,
    several: Vec<Html>,
    /// Where the handbook is, or the next step of the draft.
    back: String,
    action: String,
    add: String,
}

struct Row {
    part: Part,
    edit: String,
    up: String,
    remove: String,
}

impl Chapters {
    fn named<'a>(&'a self, row: &'a Row) -> &'a str {
        if row.part.title.is_empty() { self.shell.t("chapter-untitled") } else { &row.part.title }
    }
}

/// `GET /library/{id}/edit?step=chapters`
pub async fn show(ctx: &Ctx, page: &Page) -> web::Result {
    let mut form = Form::new();
    form.set("lang", page.content.lang.as_str());
    ctx.page(&chapters(ctx, page, form, FieldErrors::default()).await?)
}

/// `POST /library/{id}/chapters`: one chapter, or a whole text that falls into chapters.
pub async fn add(ctx: Ctx, Path(id): Path<String>, Upload(typed): Upload) -> web::Result {
    let page = form::open(&ctx, &id).await?;
    let id = page.content.id;
    let lang = typed.lang("lang").unwrap_or_else(|| page.content.lang.clone());
    let drafts = if typed.get("go") == "several" {
        let file = typed.get("file");
        let text = if file.trim().is_empty() { typed.get("text") } else { file };
        parts::split(CHAPTER.name, &lang, text)
    } else {
        let (title, body) = (typed.line("title"), typed.block("body"));
        vec![Draft { title, body, ..Draft::new(CHAPTER.name, lang) }]
    };
    let several = typed.get("go") == "several";
    let added = if drafts.is_empty() {
        Err(Error::field("text", "chapter-error-empty"))
    } else if !several && drafts.iter().all(|d| d.title.is_empty() && d.body.is_empty()) {
        Err(Error::field("title", "content-error-title"))
    } else {
        parts::add(ctx.app.publishing(), &ctx.who(), id, &drafts).await
    };
    match added {
        Ok(_) => ctx.done(&links::edit(page.kind, id, steps::CHAPTERS), "chapter-done-added"),
        Err(Error::Invalid(mut errors)) => {
            if several {
                for error in &mut errors.0 {
                    error.field = "text".into();
                }
            }
            ctx.invalid(&chapters(&ctx, &page, typed, errors).await?)
        }
        Err(Error::Conflict(key)) => {
            let mut errors = FieldErrors::default();
            errors.add("", key);
            let page = chapters(&ctx, &page, typed, errors).await?;
            ctx.page_with(StatusCode::CONFLICT, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /library/{id}/up`: a chapter one place further up.
pub async fn up(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    ctx.signed_in()?;
    let (p, who) = (ctx.app.publishing(), ctx.who());
    let whole = parts::move_up(p, &who, links::id(&id)?).await?;
    Ok(ctx.redirect(&back(&ctx, whole)))
}

/// `POST /library/{id}/remove`: a chapter is taken out.
pub async fn remove(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let page = form::open(&ctx, &id).await?;
    let whole = page.content.root_id.filter(|_| page.content.position.is_some());
    let whole = whole.ok_or(Error::NotFound)?;
    service::withdraw(ctx.app.publishing(), &ctx.who(), page.content.id).await?;
    ctx.done(&back(&ctx, whole), "chapter-done-removed")
}

/// The page with the chapters of a whole.
pub fn back(ctx: &Ctx, whole: ContentId) -> String {
    format!("{}/{whole}/edit?step={}", shelf::at(ctx).href, steps::CHAPTERS)
}

async fn chapters(
    ctx: &Ctx,
    page: &Page,
    form: Form,
    errors: FieldErrors,
) -> web::Result<Chapters> {
    let (id, kind, shelf) = (page.content.id, page.kind, shelf::at(ctx));
    if kind.parts.is_none() {
        return Err(Error::NotFound.into());
    }
    let f = ctx.form(form, errors);
    let draft = page.content.state == State::Draft;
    let stored = form::draft_of(page);
    let saved = page.content.updated_at;
    let frame = draft.then(|| Frame::of(ctx, kind, id, &stored, saved, steps::CHAPTERS));
    let shell = match &frame {
        Some(frame) => frame.shell(ctx, "library-edit-page"),
        None => ctx
            .shell(ctx.tr.t("handbook-chapters-edit"))
            .crumb(shelf.t(ctx.tr, "library-list-title"), shelf.href),
    };
    let mut parts = parts::of(&mut ctx.read(), id, &page.content.lang).await?;
    parts.retain(|part| matches!(part.state, State::Draft | State::Published));
    let at = |part: &Part, rest: &str| links::below(kind, part.id, rest);
    let lang = f.values().lang("lang").unwrap_or_else(|| page.content.lang.clone());
    Ok(Chapters {
        shell: shell.for_form(&f).noindex(),
        title: stored.title,
        rows: parts
            .into_iter()
            .map(|part| Row {
                edit: at(&part, "edit"),
                up: at(&part, "up"),
                remove: at(&part, "remove"),
                part,
            })
            .collect(),
        fields: fields(ctx, &f, &lang),
        several: several(&f, &lang),
        back: if draft { String::new() } else { links::sheet(kind, id, &page.content.slug) },
        action: links::edit(kind, id, steps::CHAPTERS),
        add: links::below(kind, id, "chapters"),
        frame,
        f,
    })
}

fn fields(ctx: &Ctx, f: &FormView, lang: &domain::Lang) -> Vec<Html> {
    let mut all = text_fields(f, lang);
    let languages = Choice::languages(ctx.tr, &ctx.app.interface_languages());
    all.push(Html::render(&f.select("lang", "library-lang", &languages)));
    all
}

/// Title and text of a chapter.
pub fn text_fields(f: &FormView, lang: &domain::Lang) -> Vec<Html> {
    let title = f.text("title", "chapter-title").required().max(content::draft::TITLE_MAX);
    let body = f.editor("body", "chapter-body").required().rows(14).max(content::draft::BODY_MAX);
    vec![Html::render(&title.lang(lang)), Html::render(&body.lang(lang))]
}

fn several(f: &FormView, lang: &domain::Lang) -> Vec<Html> {
    let text = f.textarea("text", "chapter-several-text").rows(10).lang(lang);
    vec![Html::render(&text), Html::render(&f.file("file", "chapter-several-file"))]
}
