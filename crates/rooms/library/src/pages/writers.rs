//! `/library/{id}/writers`, `/practices/{id}/writers`: who may change a thing besides its author, and which of them readers
//! see.

use askama::Template;
use axum::extract::Path;
use content::{
    coauthors::{self, Coauthor},
    read::{Actor, Page},
};
use domain::{
    Error, FieldErrors,
    access::{Action, State},
};
use web::{Choice, Ctx, Form, FormView, Shell};

use super::form;
use crate::{links, shelf};

#[derive(Template)]
#[template(path = "library/writers.html")]
struct Writers {
    shell: Shell,
    f: FormView,
    /// Who can be named.
    people: Vec<Choice>,
    title: String,
    author: Actor,
    others: Vec<Coauthor>,
    /// Whether the reader may say who else.
    share: bool,
    me: Option<domain::ActorId>,
    action: String,
    back: String,
}

impl Writers {
    fn is_me(&self, one: &Coauthor) -> bool {
        self.me == Some(one.actor.id)
    }
}

/// `GET /library/{id}/writers`
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let page = form::open(&ctx, &id).await?;
    ctx.page(&writers(&ctx, &page, Form::new(), FieldErrors::default()).await?)
}

/// `POST /library/{id}/writers`: adds somebody by her handle, takes somebody away, or says of the reader herself
/// whether her name is seen.
pub async fn save(ctx: Ctx, Path(id): Path<String>, typed: Form) -> web::Result {
    let page = form::open(&ctx, &id).await?;
    let (p, who, id) = (ctx.app.publishing(), ctx.who(), page.content.id);
    let here = links::below(page.kind, id, "writers");
    if typed.has("remove") {
        let person = typed.get("remove").parse().map_err(|_| Error::NotFound)?;
        coauthors::remove(p, &who, id, person).await?;
        let gone = who.person() == Some(person);
        let there = match page.content.state {
            State::Draft if gone => shelf::at(&ctx).href.to_owned(),
            _ if gone => links::sheet(page.kind, id, &page.content.slug),
            _ => here,
        };
        return ctx.done(&there, "writers-done-removed");
    }
    if typed.has("named") {
        let named = typed.get("named") == "yes";
        coauthors::agree(p, &who, id, named).await?;
        return ctx.done(&here, if named { "writers-done-named" } else { "writers-done-unnamed" });
    }
    match coauthors::add(p, &who, id, typed.get("handle")).await {
        Ok(()) => ctx.done(&here, "writers-done-added"),
        Err(Error::Invalid(errors)) => ctx.invalid(&writers(&ctx, &page, typed, errors).await?),
        Err(error) => Err(error.into()),
    }
}

async fn writers(ctx: &Ctx, page: &Page, form: Form, errors: FieldErrors) -> web::Result<Writers> {
    if page.content.root_id.is_some() {
        return Err(Error::NotFound.into());
    }
    let (f, shelf) = (ctx.form(form, errors), shelf::at(ctx));
    let id = page.content.id;
    let share = page.may(&ctx.who(), Action::Share);
    Ok(Writers {
        shell: ctx
            .shell(ctx.tr.t("writers-title"))
            .crumb(shelf.t(ctx.tr, "library-list-title"), shelf.href)
            .for_form(&f)
            .noindex(),
        title: page.text.title.clone(),
        author: page.author.clone(),
        others: coauthors::of(&mut ctx.read(), id, ctx.tr.lang()).await?,
        people: if share { Choice::known(ctx).await? } else { Vec::new() },
        share,
        me: ctx.who().person(),
        action: links::below(page.kind, id, "writers"),
        back: links::edit(page.kind, id, ""),
        f,
    })
}
