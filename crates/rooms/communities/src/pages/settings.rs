//! `/communities/{handle}/settings`: changing a community, and closing it.

use askama::Template;
use axum::extract::Path;
use domain::{Error, FieldErrors, access::act};
use people::communities;
use web::{Ctx, Form, Shell};

use crate::{
    form::{self, Parts},
    head::Head,
};

#[derive(Template)]
#[template(path = "communities/settings.html")]
struct Settings {
    shell: Shell,
    head: Head,
    parts: Parts,
}

impl Settings {
    fn new(ctx: &Ctx, head: Head, form: Form, errors: FieldErrors) -> Self {
        let parts = Parts::new(ctx, form, errors);
        let shell = head.shell(ctx, "communities-settings-title").for_form(&parts.f);
        Self { shell, head, parts }
    }

    fn level_key(&self) -> String {
        format!("communities-visibility-{}", self.head.community().visibility.as_str())
    }

    fn level_hint(&self) -> String {
        format!("{}.hint", self.level_key())
    }
}

/// The community, for those who may change it.
async fn open(ctx: &Ctx, handle: &str) -> web::Result<Head> {
    let head = Head::open_here(ctx, handle).await?;
    communities::permitted::<act::Facilitate>(&mut ctx.read(), &ctx.who(), head.id()).await?;
    Ok(head)
}

/// `GET /communities/{handle}/settings`
pub async fn show(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let head = open(&ctx, &handle).await?;
    let form = form::filled(&head.page);
    ctx.page(&Settings::new(&ctx, head, form, FieldErrors::default()))
}

/// `POST /communities/{handle}/settings`
pub async fn save(ctx: Ctx, Path(handle): Path<String>, mut form: Form) -> web::Result {
    let head = open(&ctx, &handle).await?;
    form.set("visibility", head.community().visibility.as_str());
    let saved = match form::read(&ctx, &form, Some(&head.community().lang)) {
        Ok(change) => communities::update(ctx.store(), &ctx.who(), head.id(), change).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => ctx.done(&head.href, "communities-done-saved"),
        Err(Error::Invalid(errors)) => ctx.invalid(&Settings::new(&ctx, head, form, errors)),
        Err(error) => Err(error.into()),
    }
}

/// `POST /communities/{handle}/close`
pub async fn close(ctx: Ctx, Path(handle): Path<String>, form: Form) -> web::Result {
    let head = open(&ctx, &handle).await?;
    if !form.on("confirm") {
        let mut errors = FieldErrors::default();
        errors.add("confirm", "communities-close-error");
        let form = form::filled(&head.page);
        return ctx.invalid(&Settings::new(&ctx, head, form, errors));
    }
    communities::close(ctx.store(), &ctx.who(), head.id()).await?;
    ctx.done(&head.href, "communities-done-closed")
}
