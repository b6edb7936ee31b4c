//! `/practices/{id}/beside`: a translation that is begun, with the text of its source beside it.

use askama::Template;
use axum::extract::Path;
use content::{
    Draft, Scope, Shape, draft,
    lineage::{self, Source},
    read::Page,
    service,
};
use domain::{Error, FieldErrors, access::State};
use serde_json::{Map, Value};
use web::{Ctx, Form, FormView, Html, Shell};

use super::super::{
    form, sheet,
    version::{Pair, pairs},
};
use crate::{links, shelf, steps};

#[derive(Template)]
#[template(path = "library/lineage-beside.html")]
struct Beside {
    shell: Shell,
    f: FormView,
    original: String,
    original_lang: Html,
    yours: String,
    pairs: Vec<Pair>,
    action: String,
    cancel: String,
}

/// `GET /practices/{id}/beside`
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let (page, source) = open(&ctx, &id).await?;
    let f = steps::fill(page.kind, &form::draft_of(&page));
    ctx.page(&beside(&ctx, &page, &source, ctx.form(f, FieldErrors::default())))
}

/// `POST /practices/{id}/beside`
pub async fn save(ctx: Ctx, Path(id): Path<String>, typed: Form) -> web::Result {
    let (page, source) = open(&ctx, &id).await?;
    let (kind, id) = (page.kind, page.content.id);
    let mut stored = form::draft_of(&page);
    let read = draft::from_form(kind, &steps::pairs(&typed), &stored.lang);
    take_over(&page, &source, &mut stored, read);
    match service::edit(ctx.app.publishing(), &ctx.who(), id, &stored, "", None).await {
        Ok(()) if typed.is("go", "draft") => {
            ctx.done(&links::below(kind, id, "beside"), "library-done-draft")
        }
        Ok(()) => Ok(ctx.redirect(&links::edit(kind, id, steps::next(kind, steps::PROMISE)))),
        Err(Error::Invalid(errors)) => {
            ctx.invalid(&beside(&ctx, &page, &source, ctx.form(typed, errors)))
        }
        Err(error) => Err(error.into()),
    }
}

/// The draft, and its source as far as she may read it.
async fn open(ctx: &Ctx, id: &str) -> web::Result<(Page, Page)> {
    let page = form::open(ctx, id).await?;
    let (who, lang) = (ctx.who(), ctx.tr.lang());
    let parent = lineage::parent(&mut ctx.read(), &who, page.content.id, lang).await?;
    match parent.map(|p| p.source) {
        Some(Source::Here(card)) if page.content.state == State::Draft => {
            Ok((page, sheet::open(ctx, card.id).await?))
        }
        _ => Err(Error::NotFound.into()),
    }
}

/// Takes over what stands beside a text of the source.
fn take_over(page: &Page, source: &Page, into: &mut Draft, read: Draft) {
    let original = source.original.as_ref().unwrap_or(&source.text);
    into.title = read.title;
    into.summary = read.summary;
    let mut values = read.values;
    for field in page.kind.fields {
        let given = values.remove(field.name);
        if field.scope == Scope::Translated && original.fields.contains_key(field.name) {
            match given {
                Some(value) => into.values.insert(field.name.to_owned(), value),
                None => into.values.remove(field.name),
            };
        } else if field.shape == Shape::Figures
            && let (Some(Value::Array(rows)), Some(Value::Array(given))) =
                (into.values.get_mut(field.name), given)
        {
            for (row, given) in rows.iter_mut().zip(given) {
                let label = given["label"].as_object().and_then(|l| l.values().next()).cloned();
                let labels = row["label"].as_object().cloned().unwrap_or_else(Map::new);
                let said = label.into_iter().map(|l| (into.lang.to_string(), l));
                row["label"] = Value::Object(labels.into_iter().chain(said).collect());
            }
        }
    }
}

fn beside(ctx: &Ctx, page: &Page, source: &Page, f: FormView) -> Beside {
    let original = source.original.as_ref().unwrap_or(&source.text);
    let (to, shelf) = (&page.content.lang, shelf::at(ctx));
    let title = ctx.tr.t1("library-translate-heading", "title", original.title.as_str());
    let shell = ctx
        .shell(title)
        .crumb(shelf.t(ctx.tr, "library-list-title"), shelf.href)
        .for_form(&f)
        .noindex();
    let language =
        |key: &str, lang: &domain::Lang| ctx.tr.t1(key, "language", ctx.tr.language(lang.as_str()));
    Beside {
        original: language("library-translate-original", &original.lang),
        original_lang: shell.lang_of(&original.lang),
        yours: language("library-translate-yours", to),
        pairs: pairs(ctx, source, original, to, &f),
        action: links::below(page.kind, page.content.id, "beside"),
        cancel: links::edit(page.kind, page.content.id, steps::PROMISE),
        f,
        shell,
    }
}
