//! Serves a page with every piece that `web` has, on http://localhost:8099/, to look at while
//! changing the style: `cargo run -p guildhall-web --example components`.

use askama::Template;
use axum::routing::get;
use domain::FieldErrors;
use web::{
    Choice, Ctx, Form, FormView, Html, MenuItem, Place, Room, Routes, Shell,
    pieces::{Byline, Empty, Tab},
    room::Audience,
};

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% extends "base.html" %}{% block main %}
{{ f.summary() }}
<header class="page-head"><h1>{{ shell.title() }}</h1><p class="meta">{{ shell.full_date(shell.ctx().now) }}</p></header>
{{ shell.tabs("Tabs", tabs) }}
<div class="cols mt-24"><form method="post" novalidate data-guard data-confirm="Are you sure?" data-yes="Plant it">
{{ f.text("name", "figures-label").required().max(20) }}
{{ f.editor("text", "create-title").optional().max(200) }}
{{ f.radios("kind", "language-menu", some) }}
{{ f.checks("languages", "language-menu", languages).folded() }}
{{ f.select("sector", "foot-sections", sectors).blank("form-choose") }}
{{ f.number("cost", "figures-unit").unit("€") }}
{{ f.date("day", "time-yesterday") }}
{{ f.checkbox("agree", "form-yes") }}
<p class="cluster mt-32">{{ f.submit("create") }}<button type="button" class="btn btn-2" data-copy="/" data-script hidden>Copy link</button></p>
</form>
<div class="side"><section><h2>By</h2><p class="who">{{ shell.avatar("Lotte Vermeulen") }}<span>{{ by }}</span></p><p class="who mt-8">{{ shell.avatar_city("Гент") }}<span>{{ shell.ago(shell.ctx().now) }}</span></p></section>
{{ empty }}</div></div>{{ shell.older(cursor) }}
{% endblock %}"#
)]
struct Sheet {
    shell: Shell,
    f: FormView,
    tabs: Vec<Tab>,
    some: Vec<Choice>,
    languages: Vec<Choice>,
    sectors: Vec<Choice>,
    by: Byline,
    empty: Empty,
    cursor: Option<Html>,
}

async fn sheet(ctx: Ctx) -> web::Result {
    let mut errors = FieldErrors::default();
    if !ctx.params().has("right") {
        errors.add("name", "error-invalid");
        errors.add("kind", "error-conflict");
    }
    let form = Form::new().with("cost", "около 38 хил.").with("text", "**Първите** три месеца");
    let f = ctx.form(form, errors);
    ctx.page(&Sheet {
        shell: ctx.shell("Всички части").crumb("Начало", "/").for_form(&f),
        f,
        tabs: vec![Tab::new("Обсъждания", "/").count(11_400), Tab::new("Членове", "/?right")],
        some: vec![Choice::new("a", "Отворена"), Choice::new("b", "С одобрение")],
        languages: Choice::languages(ctx.tr, &ctx.app.interface_languages()),
        sectors: Choice::sectors(ctx.tr),
        by: Byline {
            name: "Lotte Vermeulen".into(),
            href: "/".into(),
            city: "Гент".into(),
            host: "gent.example".into(),
            lang: None,
        },
        empty: Empty {
            title: "Тук още няма нищо.".into(),
            text: "Започнете с една практика.".into(),
            action: "Опишете практика".into(),
            href: "/".into(),
        },
        cursor: Some(Html::trusted("x")),
    })
}

const fn item(place: Place, key: &'static str, href: &'static str) -> MenuItem {
    MenuItem { place, key, href, icon: "sprout", order: 1, audience: Audience::Everyone }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (store, _clock, _folder) = store::testing::sqlite().await;
    people::testing::city(&store).await;
    let room = Room {
        name: "components",
        routes: Routes::new()
            .route("/", get(sheet).post(sheet))
            .route("/search", get(sheet))
            .route("/sign-in", get(sheet)),
        menu: vec![
            item(Place::Main, "home", "/"),
            item(Place::Main, "create-title", "/practices"),
            item(Place::Help, "search", "/search"),
        ],
        ..Room::default()
    };
    let house = web::build(store, web::Config::default(), vec![room]).await?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8099").await?;
    axum::serve(listener, house.router).await?;
    Ok(())
}
