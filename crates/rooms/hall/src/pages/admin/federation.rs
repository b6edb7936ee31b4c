//! `/admin/federation`: the other servers and how they are, what could not be delivered to them, and
//! what of theirs was refused.

pub(crate) mod host;
pub(crate) mod lists;
pub(crate) mod partners;
pub(crate) mod settings;

use askama::Template;
use axum::{
    response::IntoResponse as _,
    routing::{get, post},
};
use content::hosts::{self, HostCard, HostFilter};
use domain::{
    ActorId, FieldErrors, Policy, Time,
    access::{Role, act},
};
use federation::{
    Actor,
    delivery::HostRow,
    policy::{Book, Host, Mode},
};
use people::instances::{self, Overview};
use web::{Choice, Ctx, Form, FormView, Html, Routes, Shell, pieces::Empty};

use super::may;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/admin/federation", get(show))
        .route("/admin/federation/find", get(find))
        .route("/admin/federation/retry", post(retry))
        .and(settings::routes())
        .and(lists::routes())
        .and(partners::routes())
        .and(host::routes())
}

/// How another server is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// It takes what it is sent.
    Well,
    /// It does not, and is left alone until then.
    Pausing(Time),
    /// It does not, and is being tried.
    Trouble,
    /// An administrator holds deliveries back.
    Held,
}

impl State {
    fn of(host: &HostRow, now: Time) -> Self {
        match host.pause_until {
            _ if host.paused_at.is_some() => Self::Held,
            _ if host.failures == 0 => Self::Well,
            Some(until) if until > now => Self::Pausing(until),
            _ => Self::Trouble,
        }
    }
}

/// The address of the page of a server.
pub(crate) fn href(host: &str) -> String {
    format!("/admin/federation/{}", web::context::encode(host))
}

/// Whether the reader may decide, and not only see.
pub(crate) fn administers(ctx: &Ctx) -> bool {
    ctx.viewer.as_ref().is_some_and(|v| v.role == Role::Administrator)
}

/// The tag that says what was decided, and how deliveries are.
#[derive(Template)]
#[template(path = "hall/admin/federation/state.html")]
struct StateTag<'a> {
    shell: &'a Shell,
    policy: Policy,
    /// Nothing where nothing was ever to be delivered.
    state: Option<State>,
}

/// What was decided about a server, and how deliveries to it are.
pub(crate) fn state_tag(shell: &Shell, policy: Policy, row: Option<&HostRow>) -> Html {
    let state = row.filter(|_| policy != Policy::Blocked).map(|r| State::of(r, shell.ctx().now));
    Html::render(&StateTag { shell, policy, state })
}

#[derive(Template)]
#[template(path = "hall/admin/federation.html")]
struct FederationPage {
    shell: Shell,
    /// Nothing where this server stands alone.
    found: Option<Found>,
    alone: Empty,
    f: FormView,
    filters: Vec<Choice>,
    /// Whether the reader may decide about servers.
    administers: bool,
}

/// What there is to be seen.
struct Found {
    overview: Overview,
    hosts: Vec<HostCard>,
    /// After which the list goes on.
    next: Option<String>,
    book: std::sync::Arc<Book>,
}

impl FederationPage {
    fn tag(&self, host: &HostCard) -> Html {
        state_tag(&self.shell, host.policy, host.row.as_ref())
    }

    fn href(&self, host: &HostCard) -> String {
        href(&host.host)
    }

    fn listed_only(&self, found: &Found) -> bool {
        found.book.mode == Mode::AllowList
    }

    /// How often things happened whose word begins so.
    fn counted(&self, found: &Found, begins: &str) -> i64 {
        let counted = found.overview.counters.iter().filter(|(what, _)| what.starts_with(begins));
        counted.map(|(_, n)| self.count_of(n)).sum()
    }

    fn count_of(&self, n: &u64) -> i64 {
        i64::try_from(*n).unwrap_or(i64::MAX)
    }

    /// Who did something, as an address.
    fn who(&self, found: &Found, id: &ActorId) -> String {
        let actors = &found.overview.actors;
        actors.iter().find(|a| a.id == *id).map_or_else(String::new, Actor::address)
    }

    /// What was done, in words where there are any.
    fn deed(&self, kind: &str) -> String {
        let key = format!("activity-{}", kind.to_ascii_lowercase());
        self.shell.tr().find(&key).map_or_else(|| kind.to_owned(), ToOwned::to_owned)
    }
}

async fn show(ctx: Ctx) -> web::Result {
    render(ctx, FieldErrors::default()).await
}

async fn render(ctx: Ctx, errors: FieldErrors) -> web::Result {
    may::<act::Oversee>(&ctx)?;
    let params = ctx.params();
    let found = match ctx.app.federation().filter(|f| f.live().is_some()) {
        Some(federation) => {
            let filter = HostFilter::parse(params.get("show")).unwrap_or_default();
            let after = params.line("after");
            let (hosts, more) = hosts::list(&mut ctx.read(), &ctx.who(), filter, &after).await?;
            Some(Found {
                overview: instances::overview(federation, &ctx.who()).await?,
                next: hosts.last().filter(|_| more).map(|h| h.host.clone()),
                hosts,
                book: federation.policies().current().await,
            })
        }
        None => None,
    };
    let t = |key: &str| ctx.tr.t(key).to_owned();
    let wrong = !errors.0.is_empty();
    let f = ctx.form(params, errors);
    let shell = ctx.administration(ctx.tr.t("admin-federation")).for_form(&f);
    let page = FederationPage {
        shell,
        found,
        alone: Empty {
            title: t("lookup-off"),
            text: t("admin-federation-off"),
            action: t("admin-todo-address-button"),
            href: "/admin/site#address".to_owned(),
        },
        f,
        filters: Choice::all(ctx.tr, "admin-hosts-show", HostFilter::ALL.map(HostFilter::as_str)),
        administers: administers(&ctx),
    };
    if wrong { ctx.invalid(&page) } else { ctx.page(&page) }
}

/// Leads to the page of a server, also of one that was never met.
async fn find(ctx: Ctx) -> web::Result {
    may::<act::Oversee>(&ctx)?;
    match Host::parse(ctx.params().get("host")) {
        Some(host) => Ok(ctx.redirect(&href(host.as_str())).into_response()),
        None => {
            let mut errors = FieldErrors::default();
            errors.add("host", "error-host");
            render(ctx, errors).await
        }
    }
}

async fn retry(ctx: Ctx, form: Form) -> web::Result {
    let host = form.line("host");
    instances::retry(ctx.store(), &ctx.who(), &host).await?;
    ctx.done(&href(&host), "admin-federation-retried")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_that_is_over_is_none() {
        let now = Time(1_000);
        let host = |failures, pause_until, paused_at| HostRow {
            host: "b.example".into(),
            position: 0,
            failures,
            pause_until,
            last_error: String::new(),
            last_success_at: None,
            last_failure_at: None,
            software: String::new(),
            software_version: String::new(),
            software_at: None,
            policy: Policy::Open,
            paused_at,
            created_at: now,
        };
        assert_eq!(State::of(&host(0, None, None), now), State::Well);
        let until = Time(2_000);
        assert_eq!(State::of(&host(2, Some(until), None), now), State::Pausing(until));
        assert_eq!(State::of(&host(2, Some(Time(500)), None), now), State::Trouble);
        assert_eq!(State::of(&host(1, None, None), now), State::Trouble);
        assert_eq!(State::of(&host(1, Some(until), Some(now)), now), State::Held);
    }
}
