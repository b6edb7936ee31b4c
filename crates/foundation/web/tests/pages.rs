//! What every page has, seen through the pages of a small room.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use askama::Template;
use axum::{
    http::Method,
    routing::{get, post},
};
use domain::{Error, FieldErrors};
use people::testing::city;
use store::on_both;
use web::{
    Choice, Ctx, Form, FormView, MenuItem, Place, Room, Routes, Shell,
    pieces::{Empty, Tab},
    room::Audience,
    testing::{Browser, house},
};

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% extends "base.html" %}{% block main %}{{ f.summary() }}<h1>{{ shell.title() }}</h1>
    <form method="post" action="/garden" novalidate data-guard>
    {{ f.text("name", "home").required().max(20) }}
    {{ f.text("hour", "menu").max(5) }}{{ f.text("code", "menu").max(30).short() }}
    {{ f.editor("text", "menu").optional() }}
    {{ f.radios("kind", "create", kinds) }}
    {{ f.checks("languages", "language-menu", languages).folded() }}
    {{ f.number("cost", "search").unit("€") }}
    {{ f.submit("create") }}</form>
    {{ shell.tabs("x", tabs) }}{{ empty }}{{ shell.older(cursor) }}
    {% endblock %}"#
)]
struct Garden {
    shell: Shell,
    f: FormView,
    kinds: Vec<Choice>,
    languages: Vec<Choice>,
    tabs: Vec<Tab>,
    empty: Empty,
    cursor: Option<String>,
}

fn garden(ctx: &Ctx, form: Form, errors: FieldErrors) -> Garden {
    let f = ctx.form(form, errors);
    Garden {
        shell: ctx.shell("Garden & <house>").description("A garden").crumb("Up", "/").for_form(&f),
        f,
        kinds: vec![Choice::new("a", "A"), Choice::new("b", "B")],
        languages: Choice::languages(ctx.tr, &ctx.app.interface_languages()),
        tabs: vec![Tab::new("One", "/garden").count(11_400), Tab::new("Two", "/garden?tab=2")],
        empty: Empty { title: "Nothing".into(), ..Empty::default() },
        cursor: Some("abc.1".into()),
    }
}

async fn show(ctx: Ctx) -> web::Result {
    ctx.page(&garden(&ctx, Form::new(), FieldErrors::default()))
}

async fn plant(ctx: Ctx, form: Form) -> web::Result {
    let mut errors = FieldErrors::default();
    if form.line("name").is_empty() {
        errors.add("name", "error-invalid");
    }
    if form.get("cost").parse::<i64>().is_err() {
        errors.add("cost", "error-invalid");
    }
    match errors.check() {
        Ok(()) => ctx.done("/garden", "loaded"),
        Err(Error::Invalid(errors)) => ctx.invalid(&garden(&ctx, form, errors)),
        Err(error) => Err(error.into()),
    }
}

fn room() -> Room {
    let fail = |error: fn() -> Error| move || async move { Err::<(), _>(web::Error(error())) };
    Room {
        name: "garden",
        routes: Routes::new()
            .route("/garden", get(show).post(plant))
            .route("/sign-in", get(show))
            .route("/people/{handle}", get(show))
            .route("/mine", get(fail(|| Error::SignIn)).post(fail(|| Error::SignIn)))
            .route("/gone", get(fail(|| Error::Gone)))
            .route("/many", get(fail(|| Error::TooMany(std::time::Duration::from_secs(90)))))
            .route("/broken", get(fail(|| Error::internal("the secret cause"))))
            .route(
                "/panic",
                get(|| async {
                    assert!(std::hint::black_box(false), "a test of panics");
                }),
            )
            .route("/bad", post(fail(|| Error::field("name", "error-invalid")))),
        menu: vec![MenuItem {
            place: Place::Main,
            key: "home",
            href: "/garden",
            icon: "sprout",
            order: 1,
            audience: Audience::Everyone,
        }],
        ..Room::default()
    }
}

on_both! {
    async fn before_it_is_set_up_there_is_one_answer(store: store::Store) {
        let house = house(&store, vec![room()]).await;
        let page = Browser::new(&house).get("/garden").await;
        assert_eq!(page.status, 503);
        assert_eq!(page.one("h1"), "Сървърът още не е настроен");
    }

    async fn a_page_has_its_frame(store: store::Store) {
        let city = city(&store).await;
        let house = house(&store, vec![room()]).await;
        let mut visitor = Browser::new(&house);
        let page = visitor.get("/garden").await;
        assert_eq!(page.status, 200);
        assert_eq!(page.attributes("html", "lang"), ["bg"]);
        assert!(page.one("title").starts_with("Garden & <house> – "));
        assert_eq!(page.attributes(".site-nav a", "aria-current"), ["page"]);
        assert_eq!(page.all(".skip"), ["Към съдържанието"]);
        assert_eq!(page.all(".tabs [aria-current]"), ["One 11 400"]);
        assert_eq!(page.attributes("[rel=next]", "href"), ["/garden?after=abc.1"]);
        assert!(page.has("meta[name=description]"));
        assert!(!page.has("a[href='/search']") && !page.has("a[href='/create']"));
        assert!(page.has("header a[href='/sign-in']") && !page.has("body[data-reader]"));
        assert!(!page.has("body[data-unsaved]"));
        // Nothing that the policy forbids, and nothing from elsewhere.
        assert!(!page.has("[style]") && !page.has("script:not([src])") && !page.has("style"));
        for link in page.attributes("[src], link[href], use", "href").iter().chain(&page.attributes("[src]", "src")) {
            assert!(link.starts_with("/assets/") && !link.contains("missing"), "{link}");
            let path = link.split('#').next().unwrap();
            assert_eq!(visitor.get(path).await.status, 200, "{path}");
        }
        assert!(page.header("content-security-policy").contains("default-src 'none'"));
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert!(!page.header("x-request-id").is_empty());
        assert!(page.body.len() < 30_000);
        let elena = city.person("elena").await;
        let page = Browser::new(&house).signed_in(&city, &elena).await.get("/garden").await;
        assert!(page.has("header a[href='/people/elena']"));
        // Our script keeps what she types for nobody else.
        assert_eq!(page.attributes("body", "data-reader"), ["elena"]);
        assert_eq!(page.attributes("body", "data-kept"), ["Попълненото тук е запазено, но още не е изпратено."]);
        assert!(!page.has("header a[href='/sign-in']"));
    }

    async fn what_was_typed_stays_and_errors_stand_beside_it(store: store::Store) {
        let _city = city(&store).await;
        let house = house(&store, vec![room()]).await;
        let mut visitor = Browser::new(&house);
        let typed = [("name", " "), ("text", "<b>\n  x"), ("kind", "b"), ("cost", "около 38 хил."), ("languages", "vi")];
        let page = visitor.post("/garden", &typed).await;
        assert_eq!(page.status, 422);
        assert!(page.one("title").starts_with("Грешка: "));
        // By this our script knows that what was sent is still only on this page.
        assert!(page.has("body[data-unsaved]"));
        assert_eq!(page.all(".err-summary a").len(), 2);
        assert_eq!(page.attributes(".err-summary a", "href"), ["#f-name", "#f-cost"]);
        assert_eq!(page.error("cost").unwrap(), "Някои полета не могат да бъдат приети така.");
        assert_eq!(page.value("cost").unwrap(), "около 38 хил.");
        assert!(page.body.contains("&#60;b&#62;\n  x</textarea>"));
        assert_eq!(page.attributes("input[type=radio][checked]", "value"), ["b"]);
        assert_eq!(page.attributes("input[name=cost]", "aria-describedby"), ["f-cost-err f-cost-unit"]);
        assert_eq!(page.attributes("input[name=cost]", "aria-invalid"), ["true"]);
        assert!(page.has("details.fold[open] input[value=vi][checked]"));
        // Nobody counts the characters of an hour.
        assert!(page.has("input.w-short[name=hour]:not([data-max])"));
        assert!(page.has("input.w-short[name=code]:not([data-max])"));
        assert!(page.has("input[name=name][data-max='20']:not(.w-short)"));
        // Every label and every description leads somewhere.
        for id in page.attributes("label[for]", "for").iter().chain(
            page.attributes("[aria-describedby]", "aria-describedby").iter().flat_map(|ids| ids.split(' ').map(String::from).collect::<Vec<_>>()).collect::<Vec<_>>().iter(),
        ) {
            assert!(page.has(&format!("#{id}")), "{id}");
        }
        let page = visitor.post_and_follow("/garden", &[("name", "x"), ("cost", "5")]).await;
        assert_eq!((page.status, page.flash().as_deref()), (200, Some("Страницата е обновена.")));
        assert!(!page.has("body[data-unsaved]"));
        assert_eq!(visitor.get("/garden").await.flash(), None);
    }

    async fn errors_have_two_faces(store: store::Store) {
        let city = city(&store).await;
        let house = house(&store, vec![room()]).await;
        let mut visitor = Browser::new(&house);
        let page = visitor.get("/nowhere").await;
        assert_eq!((page.status, page.one("h1")), (404, "Няма такава страница".into()));
        assert!(page.has("body[data-unsaved]"));
        assert_eq!(visitor.get("/gone").await.status, 410);
        let page = visitor.get("/many").await;
        assert_eq!((page.status, page.header("retry-after")), (429, "90"));
        assert!(page.one(".lead").contains("2 минути"));
        let page = visitor.get("/mine?a=b").await;
        assert_eq!(page.location(), Some("/sign-in?next=/mine%3Fa%3Db"));
        let broken = visitor.get("/broken").await;
        assert_eq!(broken.status, 500);
        assert!(broken.has("body[data-unsaved]"));
        assert!(!broken.body.contains("secret") && broken.body.contains(broken.header("x-request-id")));
        assert_eq!(visitor.get("/panic").await.status, 500);
        assert_eq!(visitor.post("/mine", &[]).await.status, 303);
        let page = visitor.send(Method::DELETE, "/garden", Vec::new()).await;
        assert_eq!((page.status, page.header("allow")), (405, "GET,HEAD,POST"));
        let long = "x".repeat(2 * 1024 * 1024);
        assert_eq!(visitor.post("/garden", &[("name", &long)]).await.status, 413);
        let mut program = Browser::new(&house).header("accept", "application/json").reading("en");
        let problem = program.get("/nowhere").await;
        assert_eq!(problem.header("content-type"), "application/problem+json");
        assert_eq!(problem.json()["status"], 404);
        assert_eq!(problem.json()["title"], "There is no such page");
        assert_eq!(program.get("/mine").await.status, 401);
        assert_eq!(program.post("/bad", &[]).await.json()["errors"][0]["field"], "name");
        drop(city);
    }

    async fn other_sites_cannot_post(store: store::Store) {
        let _city = city(&store).await;
        let house = house(&store, vec![room()]).await;
        let mut visitor = Browser::new(&house).header("sec-fetch-site", "cross-site");
        let page = visitor.post("/garden", &[("name", "x"), ("cost", "1")]).await;
        assert_eq!(page.status, 403);
        assert!(page.one(".lead").contains("друг сайт"));
    }

    async fn the_reader_chooses_the_language(store: store::Store) {
        let city = city(&store).await;
        let house = house(&store, vec![room()]).await;
        let mut visitor = Browser::new(&house).reading("en");
        assert_eq!(visitor.get("/garden").await.attributes("html", "lang"), ["en"]);
        assert_eq!(visitor.get("/garden?lang=bg").await.attributes("html", "lang"), ["bg"]);
        assert_eq!(visitor.get("/garden").await.attributes("html", "lang"), ["bg"]);
        let page = visitor.post("/language", &[("lang", "en"), ("next", "//evil.example")]).await;
        assert_eq!(page.location(), Some("/"));
        assert_eq!(visitor.get("/garden").await.attributes("html", "lang"), ["en"]);
        // Somebody with an account takes her choice along.
        let elena = city.person("elena").await;
        let mut here = Browser::new(&house).signed_in(&city, &elena).await;
        here.post("/language", &[("lang", "en")]).await;
        let mut there = Browser::new(&house).signed_in(&city, &elena).await;
        assert_eq!(there.get("/garden").await.attributes("html", "lang"), ["en"]);
    }

    async fn our_script_is_told_where_to_go(store: store::Store) {
        let _city = city(&store).await;
        let house = house(&store, vec![room()]).await;
        let mut script = Browser::new(&house).header("accept", "text/html; fragment=results");
        let answer = script.post("/garden", &[("name", "x"), ("cost", "1")]).await;
        assert_eq!((answer.status, answer.header("x-location")), (204, "/garden"));
        assert_eq!(script.get("/garden").await.flash().as_deref(), Some("Страницата е обновена."));
    }

    async fn two_rooms_cannot_have_one_address(store: store::Store) {
        let other = Room { name: "shed", routes: Routes::new().route("/garden", get(show)), ..Room::default() };
        let error = web::build(store, web::Config::default(), vec![room(), other]).await;
        let Err(Error::Internal(cause)) = error else { panic!("it must not start") };
        assert_eq!(cause.to_string(), "the rooms garden and shed both claim the address /garden");
    }
}
