//! Texts that a machine has translated: asked for by a reader, kept while the original stays, always shown as
//! what they are.

use std::sync::{Arc, Mutex};

use axum::{Json, Router, extract::State, http::StatusCode, routing::post};
use content::{
    machine::{Machine, TranslateText, Translator},
    read, service,
};
use domain::{Lang, Visibility, access::Who};
use serde_json::{Value, json};
use store::{Jobs, Store, TestClock};
use web::{App, House, testing::Browser};

use crate::kit::{Library, draft, tr};

/// What a machine was asked, and whether it works.
#[derive(Clone, Default)]
struct Server(Arc<Mutex<(Vec<Value>, bool)>>);

impl Server {
    /// One that puts the language before each text, as far as it does not stand in a tag.
    async fn start() -> (Self, String) {
        let server = Self::default();
        let router = Router::new().route("/translate", post(translate)).with_state(server.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(async move { axum::serve(listener, router).await });
        (server, url)
    }

    fn asked(&self) -> Vec<Value> {
        self.0.lock().expect("nobody fails").0.clone()
    }

    fn breaks(&self, broken: bool) {
        self.0.lock().expect("nobody fails").1 = broken;
    }
}

async fn translate(
    State(server): State<Server>,
    Json(body): Json<Value>,
) -> Result<Json<Value>, StatusCode> {
    let mut state = server.0.lock().expect("nobody fails");
    state.0.push(body.clone());
    if state.1 {
        return Err(StatusCode::INTERNAL_SERVER_ERROR);
    }
    let to = body["target"].as_str().unwrap_or_default();
    let one = |text: &Value| {
        let text = text.as_str().unwrap_or_default();
        match text.split_once('>') {
            // A machine is no reason to believe what stands in its answer.
            Some((tag, rest)) if body["format"] == "html" => {
                format!("{tag}>{to}: {rest}<script>alert(1)</script>")
            }
            _ => format!("{to}: {text}"),
        }
    };
    let all: Vec<String> = body["q"].as_array().into_iter().flatten().map(one).collect();
    Ok(Json(json!({ "translatedText": all })))
}

/// A house with a machine, in which Elena's practice is in English.
async fn open(store: &Store, url: &str, members: bool) -> (Library, House) {
    let library = Library::open(store).await;
    let translator = Some(Translator::new(url, "key", members).expect("an address"));
    let config = web::Config { translator, ..web::Config::default() };
    let house = web::build(store.clone(), config, vec![guildhall_library::room(&[])]).await;
    (library, house.expect("the room fits"))
}

/// Presses the button while the jobs of the house run.
async fn press(
    store: &Store,
    house: &House,
    browser: &mut Browser,
    at: &str,
) -> web::testing::Answer {
    let jobs: Jobs<App> = Jobs::default().with::<TranslateText>();
    let working = async {
        for _ in 0..400 {
            if jobs.run_due(store, &house.app).await.expect("jobs") > 0 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    };
    tokio::join!(browser.post(at, &[]), working).0
}

fn english(title: &str) -> content::Draft {
    let mut draft = content::Draft { lang: Lang::english(), ..draft(title) };
    draft.values.insert("approach".into(), "First.\n\nThen **that**.".into());
    draft
}

store::on_both! {
    async fn a_text_is_translated_when_a_reader_asks(store: Store, clock: TestClock) {
        let (server, url) = Server::start().await;
        let (library, house) = open(&store, &url, false).await;
        let p = house.app.publishing();
        let id = service::publish(p, &library.elena.who, &english("One counter")).await.unwrap();
        let sheet = format!("/practices/{id}");
        let boris = library.city.person("boris").await;
        let mut visitor = Browser::new(&house);
        assert!(!visitor.get(&sheet).await.has("#machine"), "only who is signed in asks");
        let mut reader = Browser::new(&house).signed_in(&library.city, &boris).await;
        let page = reader.get(&sheet).await;
        let ask = page.attributes("#machine form", "action").first().expect("the button").clone();
        let done = press(&store, &house, &mut reader, &ask).await;
        let there = done.location().expect("the text").to_owned();
        assert!(there.ends_with("?by=machine"), "{there}");
        for browser in [&mut reader, &mut visitor] {
            let page = browser.get(&there).await;
            assert_eq!(page.one("h1"), "bg: One counter");
            assert_eq!(page.attributes("h1", "lang"), Vec::<String>::new(), "it is in the language of the page");
            let words = page.all("main").join(" ");
            assert!(words.contains("bg: First.") && words.contains("bg: Then that."), "{words}");
            assert!(page.all("#language-note").join(" ").contains("машинен превод"), "it says what it is");
            assert!(page.has("#language-note a[hreflang=en]"));
            assert!(!page.body.contains("alert(1)"));
        }
        // The key is told to the machine, the reader is not; nothing is asked twice.
        let asked = server.asked();
        assert!(asked.iter().all(|q| q["source"] == "en" && q["target"] == "bg" && q["api_key"] == "key"));
        assert!(asked.iter().any(|q| q["format"] == "html"));
        let again = press(&store, &house, &mut reader, &ask).await;
        assert_eq!((again.status, server.asked().len()), (303, asked.len()));
        // The page in the original's words offers it; others read the original in English.
        let page = visitor.get(&sheet).await;
        assert_eq!(page.one("h1"), "One counter");
        assert!(page.has("#machine a[href$=\"?by=machine\"]"));
        assert!(!Browser::new(&house).reading("en").get(&sheet).await.has("#machine"));
        // It is no version of the thing, and goes when that changes.
        let card = read::page(&mut store.read(), p.kinds(), &Who::Visitor, id, &[Lang::bulgarian()]).await.unwrap();
        assert_eq!((card.text.lang.as_str(), card.versions.len()), ("en", 1));
        clock.advance(std::time::Duration::from_secs(1));
        service::edit(p, &library.elena.who, id, &english("One desk"), "", None).await.unwrap();
        assert_eq!(visitor.get(&there).await.one("h1"), "One desk");
        let done = press(&store, &house, &mut reader, &ask).await;
        assert_eq!(reader.get(done.location().unwrap()).await.one("h1"), "bg: One desk");
        let kept = || async {
            content::machine::state(&mut store.read(), id, &Lang::bulgarian()).await.unwrap().is_some()
        };
        content::machine::sweep(p).await.unwrap();
        assert!(kept().await);
        clock.advance(std::time::Duration::from_secs(1));
        service::edit(p, &library.elena.who, id, &english("Another desk"), "", None).await.unwrap();
        content::machine::sweep(p).await.unwrap();
        assert!(!kept().await, "what is made of an earlier text is forgotten");
        press(&store, &house, &mut reader, &ask).await;
        service::withdraw(p, &library.elena.who, id).await.unwrap();
        assert!(!kept().await, "nothing stays of what was withdrawn");
    }

    async fn a_machine_that_fails_is_asked_again(store: Store) {
        let (server, url) = Server::start().await;
        let (library, house) = open(&store, &url, false).await;
        let id = service::publish(house.app.publishing(), &library.elena.who, &english("One counter")).await.unwrap();
        let mut elena = Browser::new(&house).signed_in(&library.city, &library.elena).await;
        let ask = format!("/content/{id}/translation");
        server.breaks(true);
        let done = press(&store, &house, &mut elena, &ask).await;
        let page = elena.get(done.location().unwrap()).await;
        assert!(page.all("#machine").join(" ").contains(tr("bg").t("machine-failed")));
        server.breaks(false);
        let done = press(&store, &house, &mut elena, &ask).await;
        assert_eq!(elena.get(done.location().unwrap()).await.one("h1"), "bg: One counter");
    }

    /// What is not for everybody stays here, unless the operator says otherwise; drafts always do.
    async fn what_is_not_for_everybody_stays_here(store: Store) {
        let (server, url) = Server::start().await;
        let (library, house) = open(&store, &url, false).await;
        let p = house.app.publishing();
        let local = content::Draft { visibility: Visibility::Local, ..english("For us") };
        let local = service::publish(p, &library.elena.who, &local).await.unwrap();
        let draft = service::save_draft(p, &library.elena.who, &english("Not yet")).await.unwrap();
        let mut elena = Browser::new(&house).signed_in(&library.city, &library.elena).await;
        for id in [local, draft] {
            assert!(!elena.get(&format!("/practices/{id}")).await.has("#machine"));
            assert_eq!(elena.post(&format!("/content/{id}/translation"), &[]).await.status, 404);
        }
        assert!(server.asked().is_empty());
        let trusted = Translator::new(&url, "", true).unwrap();
        let trusting = p.clone().translated_by(Some(trusted));
        let page = read::page(&mut store.read(), p.kinds(), &library.elena.who, local, &[]).await.unwrap();
        let there = content::machine::of(&trusting, &mut store.read(), &page, &Lang::bulgarian()).await.unwrap();
        assert!(matches!(there, Machine::Ask(false)), "{there:?}");
        // Without a machine there is nothing to ask.
        assert_eq!(library.reader(&library.elena).await.post(&format!("/content/{local}/translation"), &[]).await.status, 404);
    }
}
