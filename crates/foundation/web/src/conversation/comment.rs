//! `/comments/{id}/edit`: changing an answer of one's own.

use askama::Template;
use axum::extract::Path;
use content::{
    read::{self, Page},
    service,
};
use domain::{Error, FieldErrors, access::Action};

use super::{find, href, parse_id, reply};
use crate::{Choice, Ctx, Form, FormView, Result, Shell};

#[derive(Template)]
#[template(path = "conversation/edit.html")]
struct Edit {
    shell: Shell,
    f: FormView,
    preview: Option<reply::Preview>,
    action: String,
    cancel: String,
    langs: Vec<Choice>,
}

impl Edit {
    fn new(ctx: &Ctx, page: &Page, form: Form, errors: FieldErrors) -> Self {
        let preview = reply::Preview::of(ctx, &form);
        let f = ctx.form(form, errors);
        Self {
            shell: ctx.shell(ctx.tr.t("conversation-edit-title")).for_form(&f).noindex(),
            f,
            preview,
            action: format!("/comments/{}/edit", page.content.id),
            cancel: href(page),
            langs: reply::langs(ctx),
        }
    }
}

/// The comment, for its author.
async fn own(ctx: &Ctx, id: &str) -> Result<Page> {
    let page = find(ctx, parse_id(id)?).await?;
    ctx.signed_in()?;
    if page.content.parent_id.is_none() {
        return Err(Error::NotFound.into());
    }
    if page.may(&ctx.who(), Action::Edit) {
        Ok(page)
    } else {
        Err(Error::Forbidden("error-forbidden").into())
    }
}

/// `GET /comments/{id}/edit`
pub(super) async fn edit(ctx: Ctx, Path(id): Path<String>) -> Result {
    let page = own(&ctx, &id).await?;
    let (draft, _) = read::draft(&mut ctx.read(), &ctx.who(), page.content.id).await?;
    let form = Form::new().with("body", draft.body).with("lang", draft.lang.as_str());
    ctx.page(&Edit::new(&ctx, &page, form, FieldErrors::default()))
}

/// `POST /comments/{id}/edit`
pub(super) async fn save(ctx: Ctx, Path(id): Path<String>, form: Form) -> Result {
    let page = own(&ctx, &id).await?;
    if form.on("preview") {
        return ctx.preview(&Edit::new(&ctx, &page, form, FieldErrors::default()));
    }
    let lang = form.lang("lang").unwrap_or_else(|| page.content.lang.clone());
    let (p, who) = (ctx.app.publishing(), ctx.who());
    match service::edit_comment(p, &who, page.content.id, lang, form.get("body")).await {
        Ok(()) => ctx.done(&href(&page), "conversation-done-edited"),
        Err(Error::Invalid(errors)) => ctx.invalid(&Edit::new(&ctx, &page, form, errors)),
        Err(error) => Err(error.into()),
    }
}
