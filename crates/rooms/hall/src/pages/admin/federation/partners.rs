//! `/admin/federation/partners`: instances whose library is searched here, and that search ours.

use askama::Template;
use axum::{
    extract::Path,
    routing::{get, post},
};
use content::catalogue::partners::{self, Partner, Stage};
use domain::{Error, FieldErrors, access::act};
use federation::Federation;
use web::{Ctx, Form, FormView, Routes, Shell};

use super::may;

const PAGE: &str = "/admin/federation/partners";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/admin/federation/partners", get(show).post(offer))
        .route("/admin/federation/partners/{host}/answer", post(answer))
        .route("/admin/federation/partners/{host}/end", get(ask).post(end))
}

#[derive(Template)]
#[template(path = "hall/admin/federation/partners.html")]
struct PartnersPage {
    shell: Shell,
    f: FormView,
    asked: Vec<Partner>,
    partners: Vec<Partner>,
    offered: Vec<Partner>,
}

async fn page(ctx: &Ctx, form: Form, errors: FieldErrors) -> web::Result<PartnersPage> {
    let all = partners::list(&mut ctx.read(), &ctx.who()).await?;
    let at = |stage| all.iter().filter(move |p| p.stage == stage).cloned().collect();
    let f = ctx.form(form, errors);
    let shell = ctx
        .administration(ctx.tr.t("admin-partners"))
        .crumb(ctx.tr.t("admin-federation"), "/admin/federation")
        .for_form(&f);
    let (asked, offered) = (at(Stage::Asked), at(Stage::Offered));
    Ok(PartnersPage { shell, f, asked, partners: at(Stage::Partner), offered })
}

/// The federation, for those who administer; nothing for anybody else.
fn federation(ctx: &Ctx) -> domain::Result<&Federation> {
    may::<act::Administer>(ctx)?;
    ctx.app.federation().filter(|f| f.live().is_some()).ok_or(Error::Conflict("lookup-off"))
}

async fn show(ctx: Ctx) -> web::Result {
    may::<act::Administer>(&ctx)?;
    ctx.page(&page(&ctx, Form::new(), FieldErrors::default()).await?)
}

async fn offer(ctx: Ctx, form: Form) -> web::Result {
    match partners::offer(federation(&ctx)?, &ctx.who(), form.get("host")).await {
        Ok(()) => ctx.done(PAGE, "partners-done-offered"),
        Err(Error::Invalid(errors)) => ctx.invalid(&page(&ctx, form, errors).await?),
        Err(error) => Err(error.into()),
    }
}

async fn answer(ctx: Ctx, Path(host): Path<String>, form: Form) -> web::Result {
    let accept = form.get("answer") == "accept";
    partners::answer(federation(&ctx)?, &ctx.who(), &host, accept).await?;
    ctx.done(PAGE, if accept { "partners-done-agreed" } else { "partners-done-refused" })
}

#[derive(Template)]
#[template(path = "hall/admin/federation/partner-end.html")]
struct EndPage {
    shell: Shell,
    host: String,
}

async fn ask(ctx: Ctx, Path(host): Path<String>) -> web::Result {
    may::<act::Administer>(&ctx)?;
    partners::by_host(&mut ctx.read(), &host).await?.ok_or(Error::NotFound)?;
    let shell = ctx
        .administration(ctx.tr.t1("partners-end-title", "host", &host))
        .crumb(ctx.tr.t("admin-federation"), "/admin/federation")
        .crumb(ctx.tr.t("admin-partners"), PAGE)
        .noindex();
    ctx.page(&EndPage { shell, host })
}

async fn end(ctx: Ctx, Path(host): Path<String>) -> web::Result {
    partners::end(federation(&ctx)?, &ctx.who(), &host).await?;
    ctx.done(PAGE, "partners-done-ended")
}
