//! `/communities/{handle}/instances`: which instances hold what a community keeps for its members, for
//! those who belong to it; facilitators name them.

use askama::Template;
use axum::extract::Path;
use domain::{Error, FieldErrors, Visibility};
use people::communities::{self, Host};
use web::{Ctx, Form, FormView, Shell};

use crate::head::Head;

#[derive(Template)]
#[template(path = "communities/instances.html")]
struct Instances {
    shell: Shell,
    head: Head,
    f: FormView,
    hosts: Vec<Host>,
    own: String,
}

async fn page(ctx: &Ctx, handle: &str, form: Form, errors: FieldErrors) -> web::Result<Instances> {
    let head = Head::open(ctx, handle).await?;
    if head.community().visibility != Visibility::Members {
        return Err(Error::NotFound.into());
    }
    let hosts = communities::hosts(&mut ctx.read(), &ctx.who(), head.id()).await?;
    let own = ctx.app.origin().map(|o| o.authority().to_owned()).unwrap_or_default();
    let f = ctx.form(form, errors);
    let shell = head.shell(ctx, "instances-title").for_form(&f).noindex();
    Ok(Instances { shell, head, f, hosts, own })
}

/// `GET /communities/{handle}/instances`
pub async fn show(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    ctx.page(&page(&ctx, &handle, Form::new(), FieldErrors::default()).await?)
}

/// `POST /communities/{handle}/instances`
pub async fn add(ctx: Ctx, Path(handle): Path<String>, form: Form) -> web::Result {
    let head = Head::open_here(&ctx, &handle).await?;
    match communities::add_host(ctx.store(), &ctx.who(), head.id(), form.get("host")).await {
        Ok(()) => ctx.done(&format!("{}/instances", head.href), "instances-done-added"),
        Err(Error::Invalid(errors)) => ctx.invalid(&page(&ctx, &handle, form, errors).await?),
        Err(error) => Err(error.into()),
    }
}

/// `POST /communities/{handle}/instances/remove`
pub async fn remove(ctx: Ctx, Path(handle): Path<String>, form: Form) -> web::Result {
    let head = Head::open_here(&ctx, &handle).await?;
    match communities::remove_host(ctx.store(), &ctx.who(), head.id(), form.get("host")).await {
        Ok(()) => ctx.done(&format!("{}/instances", head.href), "instances-done-removed"),
        Err(Error::Invalid(errors)) => ctx.invalid(&page(&ctx, &handle, form, errors).await?),
        Err(error) => Err(error.into()),
    }
}
