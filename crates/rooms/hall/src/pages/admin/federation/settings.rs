//! `/admin/federation/settings`: who is spoken with when nothing was decided, and what is stopped.

use askama::Template;
use axum::routing::{get, post};
use content::hosts;
use domain::{Error, FieldErrors, access::act};
use federation::policy::{self, Book, Mode, Switches};
use web::{Choice, Ctx, Form, FormView, Routes, Shell, Tr};

use super::may;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/admin/federation/settings", get(show).post(set_mode))
        .route("/admin/federation/stop", post(stop))
}

#[derive(Template)]
#[template(path = "hall/admin/federation/settings.html")]
struct SettingsPage {
    shell: Shell,
    f: FormView,
    modes: Vec<Choice>,
    /// Servers that would be cut off if only those on the list were spoken with.
    outside: usize,
    book: Book,
}

/// Whom an instance can speak with while nothing was decided; the first start asks it too.
pub(crate) fn mode_choices(tr: Tr) -> Vec<Choice> {
    Choice::all(tr, "admin-hosts-mode", [Mode::Open, Mode::AllowList].map(Mode::as_str))
}

async fn page(ctx: &Ctx, f: FormView) -> domain::Result<SettingsPage> {
    let mut q = ctx.read();
    let book = policy::book_in(&mut q).await?;
    let listed = Book { mode: Mode::AllowList, ..book.clone() };
    let known = policy::known_hosts(&mut q).await?;
    let lost = |host: &&String| {
        listed.of(host) == domain::Policy::Blocked && book.of(host) != domain::Policy::Blocked
    };
    let outside = known.keys().filter(lost).count();
    let shell = ctx
        .administration(ctx.tr.t("admin-hosts-settings"))
        .crumb(ctx.tr.t("admin-federation"), "/admin/federation")
        .for_form(&f);
    let modes = mode_choices(ctx.tr);
    Ok(SettingsPage { shell, f, modes, outside, book })
}

async fn show(ctx: Ctx) -> web::Result {
    may::<act::Administer>(&ctx)?;
    let book = policy::book_in(&mut ctx.read()).await?;
    let form = Form::new().with("mode", book.mode.as_str()).with("keep", "true");
    let f = ctx.form(form, FieldErrors::default());
    ctx.page(&page(&ctx, f).await?)
}

async fn set_mode(ctx: Ctx, form: Form) -> web::Result {
    may::<act::Administer>(&ctx)?;
    let Some(mode) = Mode::parse(form.get("mode")) else {
        let mut errors = FieldErrors::default();
        errors.add("mode", "content-error-choose");
        let f = ctx.form(form, errors);
        return ctx.invalid(&page(&ctx, f).await?);
    };
    let keep = mode == Mode::AllowList && form.on("keep");
    hosts::set_mode(ctx.store(), &ctx.who(), mode, keep).await?;
    ctx.done("/admin/federation/settings", "admin-hosts-mode-saved")
}

async fn stop(ctx: Ctx, form: Form) -> web::Result {
    may::<act::Administer>(&ctx)?;
    let what = match form.get("what") {
        "inbound" => Switches::Inbound,
        "outbound" => Switches::Outbound,
        _ => return Err(Error::NotFound.into()),
    };
    let stopped = form.on("stopped");
    hosts::stop(ctx.store(), &ctx.who(), what, stopped).await?;
    let key = if stopped { "admin-hosts-stopped" } else { "admin-hosts-started" };
    ctx.done("/admin/federation/settings", key)
}
