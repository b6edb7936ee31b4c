//! `/practices/{id}/versions/new`, the same of `/library`: a language version beside the original.

use askama::Template;
use axum::extract::Path;
use content::{
    Draft, Field, Scope, Shape, draft,
    kind::Column,
    model::{ContentText, Origin, TextState},
    read::Page,
    service::{self, NewVersion},
};
use domain::{Error, FieldErrors, Lang};
use serde_json::Value;
use web::{Choice, Ctx, Form, FormView, Html, Shell};

use super::form;
use crate::{links, shelf, steps};

/// A text of the original, and the field for the same in the other language.
pub(super) struct Pair {
    pub(super) label: String,
    pub(super) original: Html,
    pub(super) field: Html,
}

#[derive(Template)]
#[template(path = "library/version.html")]
pub(super) struct Version {
    pub(super) shell: Shell,
    pub(super) f: FormView,
    outdated: bool,
    original: String,
    original_lang: Html,
    yours: String,
    pairs: Vec<Pair>,
    pub(super) action: String,
    cancel: String,
    /// What is said above.
    pub(super) lead: &'static str,
    /// The button.
    pub(super) save: &'static str,
    /// What the translator says to the author; empty where she is the author herself.
    pub(super) note: Html,
    /// Who offered what is decided about, when, and what she said.
    pub(super) offered: Option<(content::read::Actor, String, String)>,
    /// The way to decline it.
    pub(super) decline: Option<(String, Html)>,
}

#[derive(Template)]
#[template(path = "library/language.html")]
struct Language {
    shell: Shell,
    f: FormView,
    choices: Vec<Choice>,
    cancel: String,
}

/// `GET /practices/{id}/versions/new?to=LANG`; without a language it is asked first.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let to = ctx.params().lang("to");
    let page = form::open_in(&ctx, &id, to.as_slice()).await?;
    let Some(to) = to.filter(|to| *to != page.content.lang) else {
        return ctx.page(&language(&ctx, &page));
    };
    let f = filled(&page, &to);
    ctx.page(&version(&ctx, &page, &to, ctx.form(f, FieldErrors::default())))
}

/// The form with what there is in this language.
pub(super) fn filled(page: &Page, to: &Lang) -> Form {
    let existing = (page.text.lang == *to).then_some(&page.text);
    let mut f = steps::fill(page.kind, &in_language(page, existing, to));
    if existing.is_some_and(|t| t.origin == Origin::Machine) {
        f.set("machine", "true");
    }
    f
}

/// The version that the form describes.
pub(super) fn typed_version(page: &Page, to: &Lang, typed: &Form) -> NewVersion {
    let mut read = draft::from_form(page.kind, &steps::pairs(typed), to);
    read.lang = to.clone();
    let mut new = NewVersion::from_draft(read);
    if typed.on("machine") {
        new.origin = Origin::Machine;
    }
    new.reviewed = typed.on("reviewed");
    new
}

/// `POST /practices/{id}/versions/new?to=LANG`
pub async fn save(ctx: Ctx, Path(id): Path<String>, typed: Form) -> web::Result {
    let to = ctx.params().lang("to").or_else(|| typed.lang("lang"));
    let page = form::open_in(&ctx, &id, to.as_slice()).await?;
    let to = to.ok_or(Error::NotFound)?;
    let (new, id) = (typed_version(&page, &to, &typed), page.content.id);
    match service::add_version(ctx.app.publishing(), &ctx.who(), id, new).await {
        Ok(()) => ctx
            .done(&links::sheet_in(page.kind, id, &page.content.slug, &to), "library-done-version"),
        Err(Error::Invalid(errors)) => {
            ctx.invalid(&version(&ctx, &page, &to, ctx.form(typed, errors)))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /practices/{id}/versions/{lang}/review`
pub async fn review(ctx: Ctx, Path((id, lang)): Path<(String, String)>) -> web::Result {
    let id = links::id(&id)?;
    let lang = Lang::parse(&lang).ok_or(Error::NotFound)?;
    ctx.signed_in()?;
    service::review_version(ctx.app.publishing(), &ctx.who(), id, &lang).await?;
    ctx.done(&format!("{}/{id}?in={lang}", shelf::at(&ctx).href), "library-done-reviewed")
}

/// What there is in a language, as a draft: empty where there is nothing yet.
pub(super) fn in_language(page: &Page, existing: Option<&ContentText>, to: &Lang) -> Draft {
    let mut draft =
        Draft { values: page.content.details.0.clone(), ..Draft::new(page.kind.name, to.clone()) };
    if let Some(text) = existing {
        draft.title.clone_from(&text.title);
        draft.summary.clone_from(&text.summary);
        draft.body.clone_from(&text.body_md);
        draft.values.extend(text.fields.0.clone());
    }
    draft
}

pub(super) fn language(ctx: &Ctx, page: &Page) -> impl Template {
    let all = Choice::languages(ctx.tr, &ctx.app.interface_languages());
    let (original, shelf) = (page.content.lang.as_str(), shelf::at(ctx));
    Language {
        shell: ctx
            .shell(shelf.t_of(ctx.tr, page.kind, "library-translate-title"))
            .crumb(shelf.t(ctx.tr, "library-list-title"), shelf.href)
            .noindex(),
        f: ctx.form(Form::new(), FieldErrors::default()),
        choices: all.into_iter().filter(|c| c.value != original).collect(),
        cancel: links::sheet(page.kind, page.content.id, &page.content.slug),
    }
}

pub(super) fn version(ctx: &Ctx, page: &Page, to: &Lang, f: FormView) -> Version {
    let original = page.original.as_ref().unwrap_or(&page.text);
    let title = ctx.tr.t1("library-translate-heading", "title", original.title.as_str());
    let shelf = shelf::at(ctx);
    let shell = ctx
        .shell(title)
        .crumb(shelf.t(ctx.tr, "library-list-title"), shelf.href)
        .for_form(&f)
        .noindex();
    let language =
        |key: &str, lang: &Lang| ctx.tr.t1(key, "language", ctx.tr.language(lang.as_str()));
    Version {
        outdated: page.text.lang == *to && page.text.state == TextState::Outdated,
        original: language("library-translate-original", &original.lang),
        original_lang: shell.lang_of(&original.lang),
        yours: language("library-translate-yours", to),
        pairs: pairs(ctx, page, original, to, &f),
        action: links::version(page.kind, page.content.id, to),
        cancel: links::sheet(page.kind, page.content.id, &page.content.slug),
        lead: "library-translate-lead",
        save: "library-translate-save",
        note: Html::default(),
        offered: None,
        decline: None,
        f,
        shell,
    }
}

pub(super) fn pairs(
    ctx: &Ctx,
    page: &Page,
    original: &ContentText,
    to: &Lang,
    f: &FormView,
) -> Vec<Pair> {
    let pair = |key: &str, original: Html, field: web::form::Field| {
        let label = ctx.tr.t(key).to_owned();
        // The hint is about describing, not about translating.
        Pair { label, original, field: Html::render(&field.hint("").lang(to)) }
    };
    let mut out = vec![pair(
        "library-title",
        plain(&original.title),
        f.text("title", "library-title").required().max(draft::TITLE_MAX),
    )];
    if page.kind.summary {
        let field = f.textarea("summary", "library-summary").rows(4).max(draft::SUMMARY_MAX);
        out.push(pair("library-summary", plain(&original.summary), field));
    }
    if page.kind.body {
        let field = f.editor("body", "chapter-body").rows(14).max(draft::BODY_MAX);
        out.push(pair("chapter-body", Html::trusted(original.body_html.clone()), field));
    }
    for field in page.kind.fields {
        let key = page.kind.label_key(field.name);
        if field.shape == Shape::Figures {
            out.extend(figures(ctx, page, field.name, original, to, f));
        }
        if field.scope != Scope::Translated {
            continue;
        }
        if let Shape::Rows(columns) = field.shape {
            out.extend(rows(page, field, columns, original, to, f));
            continue;
        }
        let text = original.fields.get(field.name).and_then(Value::as_str).unwrap_or_default();
        if text.is_empty() && f.values().get(field.name).is_empty() && f.error(field.name).is_none()
        {
            continue;
        }
        out.push(if field.shape.is_markdown() {
            let html = original.fields_html.get(field.name).and_then(Value::as_str);
            let html = Html::trusted(html.unwrap_or_default());
            pair(&key, html, f.editor(field.name, &key).max(field.max))
        } else {
            pair(&key, plain(text), f.text(field.name, &key).max(field.max))
        });
    }
    out
}

/// Rows, cell by cell: what one reads in a cell is said anew, and what is the same in every language
/// stands there already.
fn rows(
    page: &Page,
    field: &'static Field,
    columns: &'static [Column],
    original: &ContentText,
    to: &Lang,
    f: &FormView,
) -> Vec<Pair> {
    let kind = page.kind;
    let rows = original.fields.get(field.name).and_then(Value::as_array);
    let mut out = Vec::new();
    for (n, row) in rows.into_iter().flatten().enumerate() {
        let heading = f.tr().t1(&kind.column_key(field.name, "row"), "n", n + 1);
        for column in columns {
            let Some(text) = row[column.name].as_str() else { continue };
            let name = format!("{}.{n}.{}", field.name, column.name);
            let control = web::kind::row_cell(f, kind, field, column, &name);
            let label = f.tr().t2("figures-part", "row", &heading, "part", control.label_text());
            let control = control.label(label.clone()).lang(to);
            out.push(Pair { label, original: plain(text), field: Html::render(&control) });
        }
    }
    out
}

/// The labels of figures; the numbers are the same in all languages.
fn figures(
    ctx: &Ctx,
    page: &Page,
    name: &str,
    original: &ContentText,
    to: &Lang,
    f: &FormView,
) -> Vec<Pair> {
    let rows = page.content.details.get(name).and_then(Value::as_array);
    let mut out = Vec::new();
    for (n, row) in rows.into_iter().flatten().enumerate() {
        let label = row["label"][original.lang.as_str()].as_str().unwrap_or_default();
        let heading = ctx.tr.t1("library-translate-figure", "n", n + 1);
        let control = f
            .text(&format!("{name}.{n}.label"), "figures-label")
            .label(heading.clone())
            .hint("")
            .max(200)
            .lang(to);
        out.push(Pair { label: heading, original: plain(label), field: Html::render(&control) });
    }
    out
}

fn plain(text: &str) -> Html {
    Html::trusted(content::markdown::plain_to_html(text))
}
