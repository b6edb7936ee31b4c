//! `/communities/new`: opening a community.

use askama::Template;
use domain::{Error, FieldErrors};
use people::communities;
use web::{Ctx, Form, Shell};

use crate::{
    form::{self, Parts},
    head,
};

#[derive(Template)]
#[template(path = "communities/new.html")]
struct NewPage {
    shell: Shell,
    parts: Parts,
}

impl NewPage {
    fn new(ctx: &Ctx, form: Form, errors: FieldErrors) -> Self {
        let parts = Parts::new(ctx, form, errors);
        let shell = ctx
            .shell(ctx.tr.t("communities-new-title"))
            .crumb(ctx.tr.t("communities"), "/communities")
            .for_form(&parts.f);
        Self { shell, parts }
    }
}

/// `GET /communities/new`
pub async fn show(ctx: Ctx) -> web::Result {
    ctx.signed_in()?;
    ctx.page(&NewPage::new(&ctx, form::blank(&ctx), FieldErrors::default()))
}

/// `POST /communities/new`
pub async fn create(ctx: Ctx, form: Form) -> web::Result {
    ctx.signed_in()?;
    let made = match form::read(&ctx, &form, None) {
        Ok(community) => communities::create(ctx.store(), &ctx.who(), community).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(id) => {
            let made = communities::by_id(&mut ctx.read(), &ctx.who(), id).await?;
            ctx.done(&head::href(&made.handle, &made.host), "communities-done-founded")
        }
        Err(Error::Invalid(errors)) => ctx.invalid(&NewPage::new(&ctx, form, errors)),
        Err(error) => Err(error.into()),
    }
}
