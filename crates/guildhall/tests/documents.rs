//! Documents that people add are looked into by a program of its own: what is in them is found, and whatever
//! is wrong with them does no harm.
#![expect(clippy::unwrap_used, reason = "tests")]
#![cfg(feature = "pdf")]

mod document;

use std::{process::Stdio, time::Duration};

use content::{
    Draft,
    files::{self, Attachment, Fits, LookInto, Reader, Settings},
    service,
};
use document::Document;
use domain::{ContentId, Lang, Visibility};
use people::testing::{City, Person};
use serde_json::json;
use store::{Jobs, Store};
use web::{App, House, testing::Browser};

/// The program under test.
const PROGRAM: &str = env!("CARGO_BIN_EXE_guildhall");

struct Library {
    city: City,
    house: House,
    elena: Person,
}

impl Library {
    async fn open(store: &Store, reader: Reader) -> Self {
        let city = people::testing::city(store).await;
        let files = Settings { reader: Some(reader), ..Settings::default() };
        let config = web::Config { files, ..web::Config::default() };
        let house = web::build(store.clone(), config, guildhall::rooms()).await.unwrap();
        let elena = city.person("elena").await;
        Self { city, house, elena }
    }

    async fn resource(&self, change: impl FnOnce(&mut Draft)) -> ContentId {
        let mut draft = draft();
        change(&mut draft);
        service::publish(self.house.app.publishing(), &self.elena.who, &draft).await.unwrap()
    }

    async fn add(&self, id: ContentId, bytes: &[u8]) {
        let mut elena = Browser::new(&self.house).signed_in(&self.city, &self.elena).await;
        let to = format!("/files/to/{id}?next=%2F");
        let answer = elena.upload(&to, &[("наръчник.pdf", bytes)]).await;
        assert_eq!(answer.location(), Some("/"), "{}", answer.body);
    }

    /// Does what waits.
    async fn look(&self) {
        let store = self.house.app.store();
        let jobs: Jobs<App> = Jobs::default().with::<LookInto>();
        while jobs.run_due(store, &self.house.app).await.unwrap() > 0 {}
        assert!(store::job_list(&mut store.read(), "dead", 10).await.unwrap().is_empty());
        assert!(store::job_list(&mut store.read(), "waiting", 10).await.unwrap().is_empty());
    }

    async fn file(&self, id: ContentId) -> Attachment {
        files::of(&mut self.house.app.store().read(), id).await.unwrap().pop().unwrap()
    }

    /// Whether somebody who looks for this word is led to the thing.
    async fn finds(&self, browser: &mut Browser, word: &str, id: ContentId) -> bool {
        let page = browser.get(&format!("/search?q={}", web::context::encode(word))).await;
        assert_eq!(page.status, 200);
        page.attributes("main a", "href").iter().any(|href| href.contains(&id.to_string()))
    }
}

/// The least of a resource.
fn draft() -> Draft {
    let values = json!({ "form": "template", "target_groups": ["ngos"], "level": "local" });
    Draft {
        title: "Наръчник".into(),
        summary: "За всеки ден.".into(),
        sectors: vec!["one-stop-services".into()],
        licence: Some("CC0-1.0".into()),
        values: values.as_object().cloned().unwrap(),
        ..Draft::new("resource", Lang::bulgarian())
    }
}

fn reader() -> Reader {
    Reader::new(PROGRAM, &["look-into"])
}

store::on_both! {
    async fn what_is_in_a_document_is_found_by_whoever_may_read_it(store: Store) {
        let library = Library::open(&store, reader()).await;
        let id = library.resource(|_| {}).await;
        library.add(id, &Document::of(&["Zephyrwort grows here", "and gromwell on the second page"])).await;
        let mut visitor = Browser::new(&library.house);
        assert!(!library.finds(&mut visitor, "zephyrwort", id).await, "nobody has looked yet");
        library.look().await;
        for word in ["zephyrwort", "gromwell", "grow"] {
            assert!(library.finds(&mut visitor, word, id).await, "{word}");
        }
        let file = library.file(id).await;
        assert_eq!(file.pages, Some(2));
        // A page of A4 that fits.
        assert_eq!((file.small(Fits::Text), file.small(Fits::List)), (Some((452, 640)), Some((113, 160))));
        let at = format!("{}?fits=640", files::path(&file));
        let seen = visitor.get(&at).await;
        assert_eq!((seen.status, seen.header("content-type")), (200, "image/jpeg"));
        let page = visitor.get(&format!("/library/{id}")).await;
        assert_eq!(page.attributes("#files img.thumb", "src"), [at]);

        // Another text of the thing leaves the words of the file, and with the file they go.
        let p = library.house.app.publishing();
        let other = Draft { summary: "За всяка седмица.".into(), ..draft() };
        service::edit(p, &library.elena.who, id, &other, "", None).await.unwrap();
        files::describe(p, &library.elena.who, file.id, "Всичко").await.unwrap();
        assert!(library.finds(&mut visitor, "zephyrwort", id).await);
        files::detach(p, &library.elena.who, file.id).await.unwrap();
        library.look().await;
        assert!(!library.finds(&mut visitor, "zephyrwort", id).await);
        // Added again, nothing is read anew, and the words are back.
        library.add(id, &Document::of(&["Zephyrwort grows here", "and gromwell on the second page"])).await;
        library.look().await;
        assert!(library.finds(&mut visitor, "zephyrwort", id).await);
    }

    async fn words_for_members_are_found_by_members(store: Store) {
        let library = Library::open(&store, reader()).await;
        let circle = library.city.community("circle").by(&library.elena).visible(Visibility::Members).await;
        let id = library.resource(|d| d.group = Some(circle)).await;
        library.add(id, &Document::of(&["Zephyrwort for us alone"])).await;
        library.look().await;
        let mut elena = Browser::new(&library.house).signed_in(&library.city, &library.elena).await;
        assert!(library.finds(&mut elena, "zephyrwort", id).await);
        assert!(!library.finds(&mut Browser::new(&library.house), "zephyrwort", id).await);
    }

    async fn letters_are_those_that_the_document_says(store: Store) {
        let library = Library::open(&store, reader()).await;
        let id = library.resource(|_| {}).await;
        library.add(id, &Document::cyrillic()).await;
        library.look().await;
        let mut visitor = Browser::new(&library.house);
        assert!(library.finds(&mut visitor, "главоболие", id).await);
    }

    async fn a_hostile_document_does_no_harm(store: Store) {
        let library = Library::open(&store, reader().patient(Duration::from_secs(6))).await;
        let whole = Document::of(&["Zephyrwort"]);
        let id = library.resource(|_| {}).await;
        for (what, document) in [
            ("garbage", [b"%PDF-1.7\n", &[0xa5; 5000][..]].concat()),
            ("cut off", whole[..whole.len() / 3].to_vec()),
            ("without an end", Document::endless()),
            ("large inside", Document::bomb()),
            ("a picture of the world", Document::huge_page()),
            ("itself inside", Document::within_itself()),
        ] {
            library.add(id, &document).await;
            library.look().await;
            let file = library.file(id).await;
            assert_eq!(file.media_type, "application/pdf", "{what}");
            files::detach(library.house.app.publishing(), &library.elena.who, file.id).await.unwrap();
        }
        // It looks into the next one as if nothing had been.
        library.add(id, &whole).await;
        library.look().await;
        assert!(library.finds(&mut Browser::new(&library.house), "zephyrwort", id).await);
    }
}

/// The program bounds itself before it has read a single byte.
#[tokio::test]
async fn the_reader_is_bounded() {
    let mut reader = tokio::process::Command::new(PROGRAM)
        .arg("look-into")
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let limits = format!("/proc/{}/limits", reader.id().unwrap());
    let bound = |limits: &str, name: &str| {
        let line = limits.lines().find(|l| l.starts_with(name)).unwrap().to_owned();
        line[name.len()..].split_whitespace().next().unwrap().to_owned()
    };
    // The last bound to be set says that all are.
    for _ in 0..600 {
        let now = std::fs::read_to_string(&limits).unwrap();
        if bound(&now, "Max file size") == "0" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let limits = std::fs::read_to_string(&limits).unwrap();
    for (name, most) in [
        ("Max address space", "1073741824"),
        ("Max cpu time", "20"),
        ("Max open files", "3"),
        ("Max core file size", "0"),
        ("Max file size", "0"),
    ] {
        assert_eq!(bound(&limits, name), most, "{name}");
    }
    // Without a document it has nothing to say.
    drop(reader.stdin.take());
    assert!(!reader.wait().await.unwrap().success());
}
