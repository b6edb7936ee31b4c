//! The few pages that belong to no room: what one can create, the chosen language, the licences of
//! fonts and icons.

use askama::Template;
use axum::{
    response::Response,
    routing::{get, post},
};

use crate::{
    Ctx, Form, MenuItem, Place, Result, Room, Routes, Shell, article, assets, context::safe_path,
    conversation, cookies, files, locale, room::Audience,
};

/// Addresses that are answered without a reader, outside all rooms.
pub(crate) const BARE: [&str; 4] = ["/assets/{name}", "/livez", "/readyz", "/robots.txt"];

/// What `web` itself has, as a room like the others.
pub(crate) fn room() -> Room {
    Room {
        name: "web",
        routes: Routes::new()
            .route("/create", get(create))
            .route("/language", post(language))
            .route("/about/licences", get(licences))
            .and(conversation::routes())
            .and(article::routes())
            .and(files::routes()),
        menu: vec![MenuItem {
            place: Place::About,
            key: "menu-licences",
            href: "/about/licences",
            icon: "info",
            order: 90,
            audience: Audience::Everyone,
        }],
        ..Room::default()
    }
}

#[derive(Template)]
#[template(path = "create.html")]
struct Create<'a> {
    shell: Shell,
    items: Vec<&'a MenuItem>,
}

/// `GET /create`: everything the reader can start.
async fn create(ctx: Ctx) -> Result {
    let viewer = ctx.signed_in()?;
    let all = ctx.app.menu().iter();
    let items = all
        .filter(|item| item.place == Place::Create && item.audience.includes(Some(viewer)))
        .collect();
    ctx.page(&Create { shell: ctx.shell(ctx.tr.t("create-title")), items })
}

/// `POST /language`: keeps the chosen language, for her account too when the reader has one.
async fn language(ctx: Ctx, form: Form) -> Result<Response> {
    let mut response = ctx.redirect(safe_path(form.get("next")).unwrap_or("/"));
    if let Some(lang) = locale::exact(form.get("lang"), &ctx.app.interface_languages()) {
        cookies::lang(&mut response, &ctx.app, lang.as_str());
        if let Some(viewer) = &ctx.viewer {
            people::accounts::set_lang(ctx.store(), viewer, Some(lang)).await?;
        }
    }
    Ok(response)
}

#[derive(Template)]
#[template(path = "licences.html")]
struct Licences {
    shell: Shell,
    /// What it is, and the address of its licence.
    list: [(&'static str, &'static str); 3],
}

/// `GET /about/licences`
async fn licences(ctx: Ctx) -> Result {
    let list = [
        ("Source Sans 3", assets::path("LICENSE-source-sans-3.txt")),
        ("Source Serif 4", assets::path("LICENSE-source-serif-4.txt")),
        ("Lucide", assets::path("LICENSE-icons.txt")),
    ];
    ctx.page(&Licences { shell: ctx.shell(ctx.tr.t("menu-licences")), list })
}
