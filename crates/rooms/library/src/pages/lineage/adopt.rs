//! `/practices/{id}/adopt`, `/library/{id}/adopt`: taking a thing up, with what its licence allows said first.

use askama::Template;
use axum::extract::Path;
use content::{
    kind::lists,
    lineage::{self, Adopt, Relation},
    read::Page,
};
use domain::{Error, FieldErrors, access::State};
use web::{Choice, Ctx, Form, FormView, Html, Shell};

use super::super::{sheet, whole::fetch_missing};
use crate::{face::Face, links, shelf};

#[derive(Template)]
#[template(path = "library/lineage-adopt.html")]
struct AdoptPage {
    shell: Shell,
    f: FormView,
    title: String,
    lang_attr: Html,
    place: String,
    host: String,
    licence: String,
    licence_url: Option<String>,
    /// The message that says what the licence means here.
    terms: String,
    /// Whether the text may be taken over.
    copies: bool,
    /// How; none where the licence allows nothing.
    choices: Vec<Choice>,
    /// The only one of them, about which nothing is asked.
    only: Option<Choice>,
    languages: Vec<Choice>,
    ask: String,
    /// What is not taken over.
    meta: String,
    action: String,
    cancel: String,
}

/// `GET /practices/{id}/adopt`
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let page = open(&ctx, &id).await?;
    let mut form = Form::new();
    form.set("relation", page.kind.relations.first().map_or("", |relation| relation.as_str()));
    form.set("lang", page.text.lang.as_str());
    ctx.page(&adopt(&ctx, &page, ctx.form(form, FieldErrors::default())))
}

/// `POST /practices/{id}/adopt`
pub async fn save(ctx: Ctx, Path(id): Path<String>, typed: Form) -> web::Result {
    let page = open(&ctx, &id).await?;
    let viewer = ctx.signed_in()?;
    let (relation, lang) = (Relation::parse(typed.get("relation")), typed.lang("lang"));
    let mut errors = FieldErrors::default();
    if relation.is_none() {
        errors.add("relation", "content-error-choose");
    }
    if lang.is_none() {
        errors.add("lang", "content-error-choose");
    } else if relation == Some(Relation::Translated) && lang.as_ref() == Some(&page.content.lang) {
        errors.add("lang", "lineage-error-same-language");
    }
    let (Some(relation), Some(lang), true) = (relation, lang, errors.is_empty()) else {
        return ctx.invalid(&adopt(&ctx, &page, ctx.form(typed, errors)));
    };
    let new = Adopt {
        source: page.content.id,
        relation,
        lang,
        organisation: viewer.organisation_id,
        illustrative: false,
    };
    // A handbook of another city comes with chapters that nobody has opened here, or not since they changed.
    fetch_missing(&ctx, &page).await?;
    let (p, labels) = (ctx.app.publishing(), web::activitypub::labels());
    match lineage::adopt(p, &ctx.who(), labels, ctx.app.origin().as_ref(), new).await {
        Ok(id) if relation == Relation::Translated => {
            ctx.done(&links::below(page.kind, id, "beside"), "lineage-done-translate")
        }
        Ok(id) => ctx.done(&links::edit(page.kind, id, "promise"), "lineage-done-adopt"),
        Err(Error::Invalid(errors)) => ctx.invalid(&adopt(&ctx, &page, ctx.form(typed, errors))),
        Err(error) => Err(error.into()),
    }
}

/// What is to be taken up, for somebody who is signed in.
async fn open(ctx: &Ctx, id: &str) -> web::Result<Page> {
    let page = sheet::open(ctx, links::id(id)?).await?;
    if page.kind.adapted.is_none() || page.content.state != State::Published {
        return Err(Error::NotFound.into());
    }
    ctx.signed_in()?;
    Ok(page)
}

fn adopt(ctx: &Ctx, page: &Page, f: FormView) -> AdoptPage {
    let (id, kind, shelf) = (page.content.id, page.kind, shelf::at(ctx));
    let face = Face::of_page(page);
    let terms = lineage::adopt::terms(&ctx.who(), &page.content);
    let licence = page.content.licence.as_deref();
    let allowed = kind.relations.iter().filter(|r| terms.allow(**r)).map(|r| r.as_str());
    let words = if kind.relations.contains(&Relation::Adopted) {
        "lineage-relation"
    } else {
        "resources-lineage-relation"
    };
    let shell = ctx
        .shell(shelf.t(ctx.tr, "lineage-adopt-page"))
        .crumb(shelf.t(ctx.tr, "library-list-title"), shelf.href)
        .for_form(&f)
        .noindex();
    let sheet = links::sheet(kind, id, &page.content.slug);
    let choices = Choice::all(ctx.tr, words, allowed);
    AdoptPage {
        title: face.title.clone(),
        lang_attr: shell.lang_of(&face.lang),
        place: face.place(ctx.tr),
        host: page.content.host.clone(),
        licence: match licence {
            Some(licence) => {
                ctx.tr.find(&lists::licence_key(licence)).unwrap_or(licence).to_owned()
            }
            None => ctx.tr.t("licence-unknown").to_owned(),
        },
        licence_url: licence.and_then(lists::licence_url),
        terms: if terms == lineage::licence::Terms::OWN
            && ctx.who().actor() == Some(page.content.author_id)
        {
            "lineage-licence-own".to_owned()
        } else {
            shelf.key(ctx.tr, &format!("lineage-licence-{}", terms.word()))
        },
        copies: terms.copies(),
        only: choices.first().filter(|_| choices.len() == 1).cloned(),
        choices,
        languages: Choice::languages(ctx.tr, &ctx.app.interface_languages()),
        ask: format!("{sheet}#ask"),
        meta: if terms.copies() && page.content.host.is_empty() {
            shelf.t(ctx.tr, "lineage-adopt-meta-here")
        } else {
            shelf.t(ctx.tr, "lineage-adopt-meta")
        },
        action: links::below(kind, id, "adopt"),
        cancel: sheet,
        f,
        shell,
    }
}
