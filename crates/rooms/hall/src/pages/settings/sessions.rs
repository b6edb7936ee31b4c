//! `/settings/sessions`: where one is signed in.

use askama::Template;
use axum::{
    extract::Path,
    routing::{get, post},
};
use domain::id::RowId;
use people::sessions::{self, Session};
use web::{Ctx, Html, Routes, Shell};

use super::tabs;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/settings/sessions", get(show))
        .route("/settings/sessions/end-others", post(end_others))
        .route("/settings/sessions/{id}/end", post(end))
}

#[derive(Template)]
#[template(path = "hall/settings/sessions.html")]
struct SessionsPage {
    shell: Shell,
    tabs: Html,
    sessions: Vec<Session>,
    current: RowId,
}

impl SessionsPage {
    fn is_current(&self, session: &Session) -> bool {
        session.id == self.current
    }

    /// What the program is called in few words: browsers say much more than anybody can read.
    fn program(&self, session: &Session) -> String {
        const BROWSERS: [(&str, &str); 6] = [
            ("Firefox/", "Firefox"),
            ("Edg/", "Edge"),
            ("OPR/", "Opera"),
            ("Chrome/", "Chrome"),
            ("Safari/", "Safari"),
            ("curl/", "curl"),
        ];
        const SYSTEMS: [(&str, &str); 6] = [
            ("Android", "Android"),
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Windows", "Windows"),
            ("Mac OS", "macOS"),
            ("Linux", "Linux"),
        ];
        let agent = session.user_agent.as_str();
        let find = |list: &[(&str, &'static str)]| {
            list.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
        };
        match (find(&BROWSERS), find(&SYSTEMS)) {
            (Some(browser), Some(system)) => format!("{browser}, {system}"),
            (Some(name), None) | (None, Some(name)) => name.to_owned(),
            (None, None) if agent.is_empty() => self.shell.t("settings-session-unknown").to_owned(),
            (None, None) => domain::text::excerpt(agent, 60),
        }
    }
}

async fn show(ctx: Ctx) -> web::Result {
    let viewer = ctx.signed_in()?;
    let sessions = sessions::list(&mut ctx.read(), viewer, ctx.now).await?;
    let shell = ctx.shell(ctx.tr.t("settings-page"));
    ctx.page(&SessionsPage { tabs: tabs(&shell), shell, sessions, current: viewer.session_id })
}

async fn end(ctx: Ctx, Path(id): Path<RowId>) -> web::Result {
    sessions::revoke(ctx.store(), ctx.signed_in()?, id).await?;
    ctx.done("/settings/sessions", "settings-session-ended")
}

async fn end_others(ctx: Ctx) -> web::Result {
    sessions::revoke_others(ctx.store(), ctx.signed_in()?).await?;
    ctx.done("/settings/sessions", "settings-sessions-ended")
}
