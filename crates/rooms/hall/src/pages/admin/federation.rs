//! `/admin/federation`: how the other servers are, what could not be delivered to them, and what of
//! theirs was refused.

use askama::Template;
use axum::routing::{get, post};
use domain::{
    ActorId, Time,
    access::{Role, act},
};
use federation::{Actor, delivery::HostRow};
use people::instances::{self, Overview};
use web::{Ctx, Form, Html, Routes, Shell, pieces::Empty};

use super::{may, tabs};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/admin/federation", get(show))
        .route("/admin/federation/retry", post(retry))
}

/// How another server is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// It takes what it is sent.
    Well,
    /// It does not, and is left alone until then.
    Pausing(Time),
    /// It does not, and is being tried.
    Trouble,
}

impl State {
    fn of(host: &HostRow, now: Time) -> Self {
        match host.pause_until {
            _ if host.failures == 0 => Self::Well,
            Some(until) if until > now => Self::Pausing(until),
            _ => Self::Trouble,
        }
    }
}

#[derive(Template)]
#[template(path = "hall/admin/federation.html")]
struct FederationPage {
    shell: Shell,
    tabs: Html,
    /// Nothing where this server stands alone.
    found: Option<Overview>,
    alone: Empty,
    /// Whether the reader may have a server tried again.
    administers: bool,
}

impl FederationPage {
    fn state(&self, host: &HostRow) -> State {
        State::of(host, self.shell.ctx().now)
    }

    fn in_trouble(&self, found: &Overview) -> usize {
        found.hosts.iter().filter(|host| host.failures > 0).count()
    }

    /// How often things happened whose word begins so.
    fn counted(&self, found: &Overview, begins: &str) -> i64 {
        let counted = found.counters.iter().filter(|(what, _)| what.starts_with(begins));
        counted.map(|(_, n)| self.count_of(n)).sum()
    }

    fn count_of(&self, n: &u64) -> i64 {
        i64::try_from(*n).unwrap_or(i64::MAX)
    }

    /// Who did something, as an address.
    fn who(&self, found: &Overview, id: &ActorId) -> String {
        found.actors.iter().find(|a| a.id == *id).map_or_else(String::new, Actor::address)
    }

    /// What was done, in words where there are any.
    fn deed(&self, kind: &str) -> String {
        let key = format!("activity-{}", kind.to_ascii_lowercase());
        self.shell.tr().find(&key).map_or_else(|| kind.to_owned(), ToOwned::to_owned)
    }
}

async fn show(ctx: Ctx) -> web::Result {
    may::<act::Oversee>(&ctx)?;
    let found = match ctx.app.federation().filter(|f| f.live().is_some()) {
        Some(federation) => Some(instances::overview(federation, &ctx.who()).await?),
        None => None,
    };
    let shell = ctx.shell(ctx.tr.t("admin-federation"));
    let t = |key: &str| ctx.tr.t(key).to_owned();
    ctx.page(&FederationPage {
        tabs: tabs(&shell),
        shell,
        found,
        alone: Empty {
            title: t("lookup-off"),
            text: t("admin-federation-off"),
            action: t("admin-todo-address-button"),
            href: "/admin/site#address".to_owned(),
        },
        administers: ctx.viewer.as_ref().is_some_and(|v| v.role == Role::Administrator),
    })
}

async fn retry(ctx: Ctx, form: Form) -> web::Result {
    instances::retry(ctx.store(), &ctx.who(), &form.line("host")).await?;
    ctx.done("/admin/federation", "admin-federation-retried")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_that_is_over_is_none() {
        let now = Time(1_000);
        let host = |failures, pause_until| HostRow {
            host: "b.example".into(),
            position: 0,
            failures,
            pause_until,
            last_error: String::new(),
            last_success_at: None,
            last_failure_at: None,
            software: String::new(),
            created_at: now,
        };
        assert_eq!(State::of(&host(0, None), now), State::Well);
        assert_eq!(State::of(&host(2, Some(Time(2_000))), now), State::Pausing(Time(2_000)));
        assert_eq!(State::of(&host(2, Some(Time(500))), now), State::Trouble);
        assert_eq!(State::of(&host(1, None), now), State::Trouble);
    }
}
