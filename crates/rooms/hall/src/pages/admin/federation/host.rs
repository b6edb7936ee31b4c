//! `/admin/federation/{host}`: one server, known or not yet: what is known of it, and what is decided
//! about it.

use askama::Template;
use axum::{
    extract::Path,
    routing::{get, post},
};
use content::hosts::{self, Decision, HostPage as Known};
use domain::{Error, FieldErrors, Policy, access::act};
use federation::policy::Ruling;
use people::instances;
use web::{Ctx, Form, FormView, Html, Routes, Shell};

use super::{administers, href, may, state_tag};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/admin/federation/{host}", get(show))
        .route("/admin/federation/{host}/pause", post(pause))
        .route("/admin/federation/{host}/resume", post(resume))
        .route("/admin/federation/{host}/decide", get(ask).post(decide))
}

#[derive(Template)]
#[template(path = "hall/admin/federation/host.html")]
struct HostPage {
    shell: Shell,
    known: Known,
    administers: bool,
}

impl HostPage {
    fn tag(&self) -> Html {
        state_tag(&self.shell, self.known.policy, self.known.row.as_ref())
    }

    fn base(&self) -> String {
        href(&self.known.host)
    }

    fn at(&self, host: &str) -> String {
        href(host)
    }

    fn ruling(&self) -> Option<Ruling> {
        self.known.ruling.as_ref().map(|r| r.ruling)
    }

    /// The words of a ruling.
    fn said(&self, ruling: &Ruling) -> &'static str {
        self.shell.tr().t(match ruling {
            Ruling::Blocked => "admin-host-blocked",
            Ruling::Limited => "admin-host-limited",
            Ruling::Allowed => "admin-host-allowed",
        })
    }

    fn is_held(&self) -> bool {
        self.known.row.as_ref().is_some_and(|r| r.paused_at.is_some())
    }

    fn is_blocked(&self) -> bool {
        self.known.policy == Policy::Blocked
    }

    /// Whether there is something to be tried again.
    fn can_retry(&self) -> bool {
        !self.is_blocked()
            && !self.is_held()
            && (self.known.lag.count > 0 || self.known.row.as_ref().is_some_and(|r| r.failures > 0))
    }
}

async fn show(ctx: Ctx, Path(host): Path<String>) -> web::Result {
    may::<act::Oversee>(&ctx)?;
    let known = hosts::page(&mut ctx.read(), &ctx.who(), &host).await?;
    let shell = ctx
        .administration(known.host.clone())
        .crumb(ctx.tr.t("admin-federation"), "/admin/federation");
    ctx.page(&HostPage { shell, known, administers: administers(&ctx) })
}

async fn pause(ctx: Ctx, Path(host): Path<String>) -> web::Result {
    hold(ctx, &host, true).await
}

async fn resume(ctx: Ctx, Path(host): Path<String>) -> web::Result {
    hold(ctx, &host, false).await
}

async fn hold(ctx: Ctx, host: &str, held: bool) -> web::Result {
    may::<act::Administer>(&ctx)?;
    let known = hosts::page(&mut ctx.read(), &ctx.who(), host).await?;
    instances::pause(ctx.store(), &ctx.who(), &known.host, held).await?;
    ctx.done(&href(host), if held { "admin-host-paused" } else { "admin-host-resumed" })
}

/// What can be decided, by the word in the address; `none` takes a decision back.
fn ruling_of(word: &str, otherwise: Error) -> domain::Result<Option<Ruling>> {
    match Ruling::parse(word) {
        None if word == "none" => Ok(None),
        None => Err(otherwise),
        ruling => Ok(ruling),
    }
}

/// What will happen, before it does.
#[derive(Template)]
#[template(path = "hall/admin/federation/decide.html")]
struct DecidePage {
    shell: Shell,
    known: Known,
    ruling: Option<Ruling>,
    /// Its word in the form.
    word: &'static str,
    f: FormView,
}

impl DecidePage {
    fn base(&self) -> String {
        href(&self.known.host)
    }
}

fn page(ctx: &Ctx, known: Known, ruling: Option<Ruling>, f: FormView) -> DecidePage {
    let word = ruling.map_or("none", Ruling::as_str);
    let title = match ruling {
        Some(Ruling::Blocked) => "admin-host-block-title",
        Some(Ruling::Limited) => "admin-host-limit-title",
        Some(Ruling::Allowed) => "admin-host-allow-title",
        None => "admin-host-none-title",
    };
    let shell = ctx
        .administration(ctx.tr.t1(title, "host", &known.host))
        .crumb(ctx.tr.t("admin-federation"), "/admin/federation")
        .crumb(known.host.clone(), href(&known.host))
        .for_form(&f);
    DecidePage { shell, known, ruling, word, f }
}

async fn ask(ctx: Ctx, Path(host): Path<String>) -> web::Result {
    may::<act::Administer>(&ctx)?;
    let params = ctx.params();
    let ruling = ruling_of(params.get("to"), Error::NotFound)?;
    let known = hosts::page(&mut ctx.read(), &ctx.who(), &host).await?;
    let reason = known.ruling.as_ref().map_or("", |r| r.reason.as_str());
    let f = ctx.form(Form::new().with("reason", reason), FieldErrors::default());
    ctx.page(&page(&ctx, known, ruling, f))
}

async fn decide(ctx: Ctx, Path(host): Path<String>, form: Form) -> web::Result {
    may::<act::Administer>(&ctx)?;
    let ruling = ruling_of(form.get("to"), Error::field("to", "content-error-choose"))?;
    let decision = Decision { ruling, reason: form.get("reason") };
    match hosts::decide(ctx.store(), &ctx.who(), &host, decision).await {
        Ok(_) => ctx.done(&href(&host), "admin-host-decided"),
        Err(Error::Invalid(errors)) => {
            let known = hosts::page(&mut ctx.read(), &ctx.who(), &host).await?;
            let f = ctx.form(form, errors);
            ctx.invalid(&page(&ctx, known, ruling, f))
        }
        Err(e) => Err(e.into()),
    }
}
