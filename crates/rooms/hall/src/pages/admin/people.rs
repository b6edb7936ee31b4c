//! `/admin/people`: everybody with an account: roles, access, links for a new password.

use askama::Template;
use axum::{
    extract::Path,
    routing::{get, post},
};
use domain::{
    AccountId, Error, FieldErrors,
    access::{Role, act},
};
use federation::ActorState;
use people::{
    Cursor,
    accounts::{self, Account},
};
use web::{Choice, Ctx, Form, FormView, Routes, Shell};

use super::may;
use crate::{pages::person, words};

/// Accounts on one page.
const PAGE: usize = 50;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/admin/people", get(show))
        .route("/admin/people/{id}/role", post(set_role))
        .route("/admin/people/{id}/suspend", post(suspend))
        .route("/admin/people/{id}/resume", post(resume))
        .route("/admin/people/{id}/reset", post(reset))
}

#[derive(Template)]
#[template(path = "hall/admin/people.html")]
struct PeoplePage {
    shell: Shell,
    f: FormView,
    accounts: people::Page<Account>,
    roles: Vec<Choice>,
    viewer: AccountId,
}

impl PeoplePage {
    fn href(&self, account: &Account) -> String {
        person::href(&account.handle, "")
    }

    fn is_own(&self, account: &Account) -> bool {
        account.id == self.viewer
    }

    fn is_suspended(&self, account: &Account) -> bool {
        account.state == ActorState::Suspended
    }
}

/// The link that was just made; it is shown this once.
#[derive(Template)]
#[template(path = "hall/admin/link.html")]
pub(super) struct LinkPage {
    pub shell: Shell,
    pub lead: String,
    pub link: String,
    pub back: &'static str,
}

/// The whole address of one of our pages, as somebody else has to type it.
pub(super) fn whole(ctx: &Ctx, host: Option<&str>, path: &str) -> String {
    let origin = match (ctx.app.origin(), host) {
        (Some(origin), _) => origin.to_string(),
        (None, Some(host)) => format!("http://{host}"),
        (None, None) => String::new(),
    };
    format!("{origin}{path}")
}

/// The host that the reader's browser asked.
pub(super) fn host(headers: &axum::http::HeaderMap) -> Option<&str> {
    headers.get(axum::http::header::HOST).and_then(|host| host.to_str().ok())
}

async fn show(ctx: Ctx) -> web::Result {
    may::<act::Administer>(&ctx)?;
    let params = ctx.params();
    let after = Cursor::parse(params.get("after"));
    let text = params.line("q");
    let accounts = accounts::list(ctx.store(), &ctx.who(), &text, after.as_ref(), PAGE).await?;
    let shell = ctx.administration(ctx.tr.t("admin-people"));
    ctx.page(&PeoplePage {
        shell,
        f: ctx.form(params, FieldErrors::default()),
        accounts,
        roles: words::roles(ctx.tr),
        viewer: ctx.signed_in()?.account_id,
    })
}

async fn set_role(ctx: Ctx, Path(id): Path<AccountId>, form: Form) -> web::Result {
    let role = Role::parse(form.get("role")).ok_or(Error::field("role", "content-error-choose"))?;
    accounts::set_role(ctx.store(), &ctx.who(), id, role).await?;
    ctx.done("/admin/people", "admin-role-saved")
}

async fn suspend(ctx: Ctx, Path(id): Path<AccountId>) -> web::Result {
    accounts::suspend(ctx.store(), &ctx.who(), id).await?;
    ctx.done("/admin/people", "admin-suspended")
}

async fn resume(ctx: Ctx, Path(id): Path<AccountId>) -> web::Result {
    accounts::reactivate(ctx.store(), &ctx.who(), id).await?;
    ctx.done("/admin/people", "admin-resumed")
}

async fn reset(ctx: Ctx, Path(id): Path<AccountId>, headers: axum::http::HeaderMap) -> web::Result {
    let link = accounts::create_reset_link(ctx.store(), &ctx.who(), id).await?;
    let account = accounts::by_id(&mut ctx.read(), id).await?;
    let tr = ctx.tr;
    ctx.page(&LinkPage {
        shell: ctx
            .administration(tr.t("admin-reset-page"))
            .crumb(tr.t("admin-people"), "/admin/people"),
        lead: tr.t2(
            "admin-reset-lead",
            "name",
            &account.name,
            "date",
            ctx.local.date_time(link.expires_at),
        ),
        link: whole(&ctx, host(&headers), &format!("/reset/{}", link.token.as_str())),
        back: "/admin/people",
    })
}
