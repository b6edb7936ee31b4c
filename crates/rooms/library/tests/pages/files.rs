//! Files: they come in through the form, are seen by whoever sees their thing, and go with it.

use std::time::Duration;

use content::{
    files, service,
    takeout::{self, Holds},
};
use domain::{ContentId, Visibility};
use store::{Store, TestClock};
use web::testing::{Answer, Browser};

use crate::kit::{Library, draft, in_group, tr};

const PDF: &[u8] = b"%PDF-1.7\n% a handbook of very few pages\n%%EOF\n";

pub fn to(id: ContentId) -> String {
    format!("/files/to/{id}?next=%2Fpractices%2F{id}%2Fedit")
}

/// Adds a file; returns its address.
pub async fn add(browser: &mut Browser, id: ContentId, name: &str, bytes: &[u8]) -> String {
    let answer = browser.upload(&to(id), &[(name, bytes)]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert_eq!(answer.location(), Some(&*format!("/practices/{id}/edit")));
    let page = browser.get(&format!("/practices/{id}/edit?step=files")).await;
    let links = page.attributes("#files .row-title a", "href");
    links.last().expect("the file is on the page").clone()
}

/// The bytes of all files, and what stands aside.
pub fn on_disk(store: &Store) -> (usize, usize) {
    let count = |folder: &str| walk(&store.files().folder().join(folder));
    (count("sha256"), count("incoming"))
}

fn walk(folder: &std::path::Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let paths = entries.map(|e| e.expect("an entry").path());
    paths.map(|p| if p.is_dir() { walk(&p) } else { 1 }).sum()
}

fn header(answer: &Answer, name: &str) -> String {
    answer.header(name).to_owned()
}

store::on_both! {
    async fn a_file_is_added_read_in_parts_and_taken_away(store: Store, clock: TestClock) {
        let library = Library::open(&store).await;
        let id = library.practice("Гише", |_| {}).await;
        let mut elena = library.reader(&library.elena).await;
        let href = add(&mut elena, id, "Наръчник на гишето.pdf", PDF).await;
        assert!(href.contains(".pdf"), "{href}");

        let sheet = library.visitor().get(&format!("/practices/{id}")).await;
        assert_eq!(sheet.attributes("#files .row-title a", "href"), [&*href]);
        let mut visitor = library.visitor();
        let all = visitor.get(&href).await;
        assert_eq!((all.status, all.body.as_bytes()), (200, PDF));
        assert_eq!(header(&all, "content-type"), "application/pdf");
        assert_eq!(header(&all, "x-content-type-options"), "nosniff");
        assert!(header(&all, "cache-control").starts_with("public"), "{:?}", all.headers);
        assert!(header(&all, "content-security-policy").starts_with("default-src 'none'"));
        let shown = header(&all, "content-disposition");
        assert!(shown.starts_with("inline;") && shown.contains("filename*=UTF-8''%D0%9D"), "{shown}");
        let saved = visitor.get(&format!("{href}?save")).await;
        assert!(header(&saved, "content-disposition").starts_with("attachment;"));

        let part = library.visitor().header("range", "bytes=1-3").get(&href).await;
        assert_eq!((part.status, &*part.body), (206, "PDF"));
        assert_eq!(header(&part, "content-range"), format!("bytes 1-3/{}", PDF.len()));
        let beyond = library.visitor().header("range", "bytes=1000-").get(&href).await;
        assert_eq!(beyond.status, 416);
        let tag = header(&all, "etag");
        let same = library.visitor().header("if-none-match", &tag).get(&href).await;
        assert_eq!((same.status, &*same.body), (304, ""));

        let file = href.split('/').nth(2).expect("an id").to_owned();
        let described = [("label", "Пълният наръчник"), ("next", "/")];
        elena.post(&format!("/files/{file}/describe"), &described).await;
        let sheet = library.visitor().get(&format!("/practices/{id}")).await;
        assert_eq!(sheet.one("#files .row-title"), "Пълният наръчник");

        assert_eq!(on_disk(&store), (1, 0));
        elena.post(&format!("/files/{file}/remove"), &[("next", "/")]).await;
        assert_eq!(library.visitor().get(&href).await.status, 404);
        assert_eq!(files::sweep(&store).await.expect("a sweep"), 0, "not at once");
        clock.advance(Duration::from_secs(90_000));
        assert_eq!(files::sweep(&store).await.expect("a sweep"), 1);
        assert_eq!(on_disk(&store), (0, 0));
    }

    async fn only_whoever_reads_the_thing_gets_its_files(store: Store) {
        let library = Library::open(&store).await;
        let (elena, boris) = (&library.elena, library.city.person("boris").await);
        let circle = library.city.community("circle").by(elena).visible(Visibility::Members).await;
        let p = library.house.app.publishing();
        let closed = service::publish(p, &elena.who, &{
            let mut draft = draft("Затворено");
            in_group(circle)(&mut draft);
            draft
        }).await.expect("published");
        let begun = service::save_draft(p, &elena.who, &draft("Чернова")).await.expect("a draft");
        let mut browser = library.reader(elena).await;
        let mut other = library.reader(&boris).await;
        for id in [closed, begun] {
            let href = add(&mut browser, id, "list.csv", "Град;Брой".as_bytes()).await;
            let own = browser.get(&href).await;
            assert_eq!(own.status, 200);
            assert_eq!(header(&own, "cache-control"), "private, no-cache");
            assert!(header(&own, "content-disposition").starts_with("attachment;"));
            assert_eq!(library.visitor().get(&href).await.status, 404);
            assert_eq!(other.get(&href).await.status, 404);
            let file = href.split('/').nth(2).expect("an id");
            for deed in ["remove", "describe", "up"] {
                let path = format!("/files/{file}/{deed}");
                assert_eq!(other.post(&path, &[("next", "/")]).await.status, 404, "{deed}");
            }
            assert_eq!(other.upload(&to(id), &[("a.txt", b"text")]).await.status, 404);
        }
        let open = library.practice("Отворено", |_| {}).await;
        assert_eq!(other.upload(&to(open), &[("a.txt", b"text")]).await.status, 403);
        let stranger = library.visitor().upload(&to(open), &[("a.txt", b"text")]).await;
        assert!([303, 401].contains(&stranger.status), "{}", stranger.status);
        let files = files::of(&mut store.read(), open).await.expect("files");
        assert!(files.is_empty(), "{files:?}");

        // What is withdrawn takes its files along.
        let href = add(&mut browser, open, "a.txt", b"text").await;
        service::withdraw(p, &elena.who, open).await.expect("withdrawn");
        assert_eq!(library.visitor().get(&href).await.status, 404);
        assert_eq!(browser.get(&href).await.status, 404);
    }

    async fn what_is_wrong_with_a_file_is_said_beside_the_field(store: Store) {
        let library = Library::open(&store).await;
        let id = library.practice("Гише", |_| {}).await;
        let mut elena = library.reader(&library.elena).await;
        let bg = tr("bg");
        for (name, bytes, key) in [
            ("setup.exe", &b"MZ\x90\0"[..], "files-error-type"),
            ("handbook.pdf", b"MZ\x90\0", "files-error-type"),
            ("empty.pdf", b"", "files-error-empty"),
        ] {
            let answer = elena.upload(&to(id), &[("notes.txt", b"text"), (name, bytes)]).await;
            assert_eq!(answer.status, 303);
            let page = elena.get(answer.location().expect("the form")).await;
            let said = page.one("#upload-error");
            assert!(said.contains(name) && said.contains(bg.t(key)), "{said}");
        }
        let none = elena.upload(&to(id), &[]).await;
        let page = elena.get(none.location().expect("the form")).await;
        assert!(page.one("#upload-error").contains(bg.t("files-error-none")));
        // Those that were right are there.
        assert_eq!(page.all("#files .row-title").len(), 3);
        assert_eq!(on_disk(&store).1, 0);
        // A word that is no error of ours is not shown.
        let page = elena.get(&format!("/practices/{id}/edit?wrong=menu-about&file=x")).await;
        assert!(!page.has("#upload-error"));
    }

    async fn what_is_broken_off_leaves_nothing(store: Store) {
        let library = Library::open(&store).await;
        let id = library.practice("Гише", |_| {}).await;
        let mut elena = library.reader(&library.elena).await;
        let mut body = b"--parted\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n".to_vec();
        body.extend_from_slice(&b"text ".repeat(100_000));
        let answer = elena.send_files(&to(id), body).await;
        assert_eq!(answer.status, 408);
        assert_eq!(on_disk(&store), (0, 0));
        assert!(files::of(&mut store.read(), id).await.expect("files").is_empty());
    }

    async fn there_is_an_end_to_the_space(store: Store) {
        let library = Library::open(&store).await;
        let limits = files::Limits { largest: 100, per_organisation: 150 };
        let p = library.house.app.publishing().clone().limited(limits);
        let id = library.practice("Гише", |_| {}).await;
        let who = &library.elena.who;
        let send = async |bytes: &'static [u8]| {
            let pieces = futures::stream::iter([Ok::<_, std::io::Error>(bytes.into())]);
            let quota = files::quota(&p, who, id).await.expect("a quota");
            let arrived = store.files().receive(pieces, quota.largest).await.map_err(|_| "too large")?;
            let new = files::NewFile {
                name: "a.txt".into(), label: String::new(), role: files::FileRole::File,
            };
            files::attach(&p, who, id, arrived, new).await.map_err(|_| "refused")
        };
        send(&[b'a'; 90]).await.expect("it fits");
        assert_eq!(send(&[b'b'; 61]).await, Err("too large"));
        send(&[b'c'; 60]).await.expect("it fits exactly");
        assert_eq!(files::quota(&p, who, id).await.expect("a quota").largest, 0);
    }

    async fn the_same_bytes_are_kept_once(store: Store, clock: TestClock) {
        let library = Library::open(&store).await;
        let mut elena = library.reader(&library.elena).await;
        let mut hrefs = Vec::new();
        for title in ["Едно", "Друго"] {
            let id = library.practice(title, |_| {}).await;
            hrefs.push(add(&mut elena, id, "a.pdf", PDF).await);
        }
        assert_eq!(on_disk(&store), (1, 0));
        let first = hrefs[0].split('/').nth(2).expect("an id");
        elena.post(&format!("/files/{first}/remove"), &[("next", "/")]).await;
        clock.advance(Duration::from_secs(90_000));
        assert_eq!(files::sweep(&store).await.expect("a sweep"), 0);
        assert_eq!(library.visitor().get(&hrefs[1]).await.status, 200);
    }

    async fn her_files_are_hers_to_take_along_and_go_with_what_she_withdraws(store: Store, clock: TestClock) {
        let library = Library::open(&store).await;
        let (kept, given_up) = (library.practice("Гише", |_| {}).await, library.practice("Друго", |_| {}).await);
        let mut elena = library.reader(&library.elena).await;
        add(&mut elena, kept, "наръчник.pdf", PDF).await;
        add(&mut elena, given_up, "чернова.txt", b"draft").await;
        let p = library.house.app.publishing();
        let taken = async |person: &people::testing::Person| {
            let viewer = library.city.viewer(person).await;
            let words = web::activitypub::labels();
            let q = &mut store.read();
            let all = takeout::person_with_files(q, p, words, &viewer, None).await.expect("her files");
            let Holds::Bytes(document) = &all[0].holds else { panic!("the document comes first") };
            let document: serde_json::Value = serde_json::from_slice(document).expect("JSON");
            let said = document["files"].as_array().expect("a list").len();
            let names: Vec<String> = all[1..].iter().map(|entry| entry.name.clone()).collect();
            assert_eq!(said, names.len());
            names
        };
        let both = [format!("files/{kept}/01-наръчник.pdf"), format!("files/{given_up}/01-чернова.txt")];
        assert_eq!(taken(&library.elena).await, both);
        assert!(taken(&library.city.person("boris").await).await.is_empty());
        service::withdraw(p, &library.elena.who, given_up).await.expect("withdrawn");
        assert_eq!(taken(&library.elena).await, both[..1]);
        clock.advance(Duration::from_secs(90_000));
        assert_eq!(files::sweep(&store).await.expect("a sweep"), 1);
        assert_eq!(on_disk(&store), (1, 0));
    }
}
