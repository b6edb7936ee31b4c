//! `/admin/moving`: former addresses of the organisation that keeps this server, and its move to another.

use askama::Template;
use axum::{Extension, extract::Path, routing::get};
use domain::{Error, FieldErrors, access::act};
use web::{
    Ctx, Form, FormView, Html, Routes, Shell,
    moving::{self, Asking},
};

use super::may;

/// Where the page is.
const BASE: &str = "/admin/moving";

pub(crate) fn routes(asking: &Asking) -> Routes {
    let deed = get(show).post(act).layer(Extension(asking.clone()));
    Routes::new().route("/admin/moving", get(show)).route("/admin/moving/{deed}", deed)
}

#[derive(Template)]
#[template(path = "hall/admin/moving.html")]
struct MovingPage {
    shell: Shell,
    f: FormView,
    forms: Html,
}

impl MovingPage {
    async fn new(ctx: &Ctx, form: Form, errors: FieldErrors) -> web::Result<Self> {
        may::<act::Administer>(ctx)?;
        let f = ctx.form(form, errors);
        let shell = ctx
            .administration(ctx.tr.t("moving-organisation"))
            .for_form(&f)
            .crumb(ctx.tr.t("admin-organisation"), "/admin/organisation");
        let forms = moving::forms(&shell, &f, BASE, ctx.site()?.organisation, None).await?;
        Ok(Self { shell, f, forms })
    }
}

async fn show(ctx: Ctx) -> web::Result {
    ctx.page(&MovingPage::new(&ctx, Form::new(), FieldErrors::default()).await?)
}

async fn act(
    ctx: Ctx,
    Extension(asking): Extension<Asking>,
    Path(deed): Path<String>,
    form: Form,
) -> web::Result {
    may::<act::Administer>(&ctx)?;
    let organisation = ctx.site()?.organisation;
    match moving::act(&ctx, &asking, organisation, &deed, &form, None).await {
        Ok(key) => ctx.done(BASE, key),
        Err(Error::Invalid(errors)) => ctx.invalid(&MovingPage::new(&ctx, form, errors).await?),
        Err(error) => Err(error.into()),
    }
}
