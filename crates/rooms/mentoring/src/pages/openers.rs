//! `/admin/programmes`: who may open programmes.

use askama::Template;
use domain::{Error, FieldErrors};
use people::entrusted::Trustee;
use web::{Choice, Ctx, Form, FormView, Shell};

use crate::openers;

/// Where administrators name them.
pub const ADMIN: &str = "/admin/programmes";

#[derive(Template)]
#[template(path = "mentoring/openers.html")]
struct Page {
    shell: Shell,
    f: FormView,
    named: Vec<Trustee>,
    /// Who can be named.
    people: Vec<Choice>,
}

/// `GET /admin/programmes`
pub async fn show(ctx: Ctx) -> web::Result {
    ctx.page(&page(&ctx, Form::new(), FieldErrors::default()).await?)
}

async fn page(ctx: &Ctx, form: Form, errors: FieldErrors) -> web::Result<Page> {
    let named = openers::list(ctx.store(), &ctx.who(), ctx.tr.lang()).await?;
    let people = openers::candidates(ctx.store(), &ctx.who(), ctx.tr.lang()).await?;
    let (f, tr) = (ctx.form(form, errors), ctx.tr);
    Ok(Page {
        shell: ctx.administration(tr.t("openers-title")).for_form(&f),
        f,
        named,
        people: Choice::people(&people),
    })
}

/// `POST /admin/programmes`
pub async fn save(ctx: Ctx, form: Form) -> web::Result {
    match openers::name(ctx.store(), &ctx.who(), form.get("handle")).await {
        Ok(()) => ctx.done(ADMIN, "openers-done-named"),
        Err(Error::Invalid(errors)) => ctx.invalid(&page(&ctx, form, errors).await?),
        Err(error) => Err(error.into()),
    }
}

/// `POST /admin/programmes/remove`
pub async fn remove(ctx: Ctx, form: Form) -> web::Result {
    let person = form.get("person").parse().map_err(|_| Error::NotFound)?;
    openers::dismiss(ctx.store(), &ctx.who(), person).await?;
    ctx.done(ADMIN, "openers-done-removed")
}
