//! Files are asked about before they are kept: clean, infected, and while the scanner is away.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use content::files::{self, Scan, ScanHeld, Scanner, Settings, WhenAway};
use guildhall_library::room;
use store::{Jobs, Store, TestClock};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};
use web::{App, testing::Browser};

use crate::{
    files::{on_disk, to},
    kit::{Library, tr},
};

/// What a scanner answers.
#[derive(Clone, Copy, PartialEq)]
enum Mood {
    /// What it finds: everything with the word is infected, and what is longer than 10,000 bytes too large.
    Well,
    /// It closes the connection without a word.
    Away,
}

/// A server that speaks as much of clamd's protocol as is needed.
struct Clamd {
    at: String,
    mood: Arc<Mutex<Mood>>,
}

impl Clamd {
    async fn start(mood: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let at = listener.local_addr().expect("an address").to_string();
        let mood = Arc::new(Mutex::new(mood));
        let now = Arc::clone(&mood);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let mood = *now.lock().unwrap_or_else(PoisonError::into_inner);
                if mood == Mood::Well {
                    tokio::spawn(answer(stream));
                }
            }
        });
        Self { at, mood }
    }

    fn is(&self, mood: Mood) {
        *self.mood.lock().unwrap_or_else(PoisonError::into_inner) = mood;
    }
}

async fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    let mut command = [0; 10];
    stream.read_exact(&mut command).await?;
    assert_eq!(&command, b"zINSTREAM\0");
    let mut all = Vec::new();
    loop {
        let length = stream.read_u32().await?;
        if length == 0 {
            break;
        }
        let mut piece = vec![0; usize::try_from(length).expect("a length")];
        stream.read_exact(&mut piece).await?;
        all.extend(piece);
        if all.len() > 10_000 {
            stream.write_all(b"INSTREAM size limit exceeded. ERROR\0").await?;
            return stream.shutdown().await;
        }
    }
    let infected = all.windows(9).any(|part| part == b"EVIL-TEST");
    let said: &[u8] = if infected { b"stream: Evil.Test FOUND\0" } else { b"stream: OK\0" };
    stream.write_all(said).await
}

async fn library(store: &Store, clamd: &Clamd, away: WhenAway) -> Library {
    let scanner: Scanner = clamd.at.parse().expect("an address");
    let files = Settings { scanner: Some(scanner.when_away(away)), ..Settings::default() };
    let config = web::Config { files, ..web::Config::default() };
    let city = people::testing::city(store).await;
    let house = web::build(store.clone(), config, vec![room(&[])]).await.expect("a house");
    let elena = city.person("elena").await;
    Library { city, house, elena }
}

/// What is said beside the field.
async fn said(browser: &mut Browser, at: &str, bytes: &[u8]) -> String {
    let answer = browser.upload(at, &[("a.txt", bytes)]).await;
    let page = browser.get(answer.location().expect("the form")).await;
    if page.has("#upload-error") { page.one("#upload-error") } else { String::new() }
}

store::on_both! {
    async fn an_infected_file_is_refused(store: Store) {
        let clamd = Clamd::start(Mood::Well).await;
        let library = library(&store, &clamd, WhenAway::Refuse).await;
        let id = library.practice("Гише", |_| {}).await;
        let mut elena = library.reader(&library.elena).await;
        let bg = tr("bg");
        let wrong = said(&mut elena, &to(id), b"so EVIL-TEST so").await;
        assert!(wrong.contains(bg.t("files-error-infected")), "{wrong}");
        let wrong = said(&mut elena, &to(id), &b"long ".repeat(100_000)).await;
        assert!(wrong.contains(bg.t("files-error-unscannable")), "{wrong}");
        assert_eq!(on_disk(&store), (0, 0));
        assert_eq!(said(&mut elena, &to(id), b"nothing wrong").await, "");
        let all = files::of(&mut store.read(), id).await.expect("files");
        assert_eq!((all.len(), all[0].scan), (1, Some(Scan::Clean)));
    }

    async fn nothing_is_taken_while_the_scanner_is_away(store: Store) {
        let clamd = Clamd::start(Mood::Away).await;
        let library = library(&store, &clamd, WhenAway::Refuse).await;
        let id = library.practice("Гише", |_| {}).await;
        let mut elena = library.reader(&library.elena).await;
        let wrong = said(&mut elena, &to(id), b"text").await;
        assert!(wrong.contains(tr("bg").t("files-error-scanner")), "{wrong}");
        assert_eq!(on_disk(&store), (0, 0));
        clamd.is(Mood::Well);
        assert_eq!(said(&mut elena, &to(id), b"text").await, "");
    }

    async fn or_it_is_held_until_it_was_looked_at(store: Store, clock: TestClock) {
        let clamd = Clamd::start(Mood::Away).await;
        let library = library(&store, &clamd, WhenAway::Hold).await;
        let id = library.practice("Гише", |_| {}).await;
        let mut elena = library.reader(&library.elena).await;
        assert_eq!(said(&mut elena, &to(id), b"nothing wrong").await, "");
        assert_eq!(said(&mut elena, &to(id), b"so EVIL-TEST so").await, "");
        let all = files::of(&mut store.read(), id).await.expect("files");
        let hrefs: Vec<String> = all.iter().map(files::path).collect();
        for href in &hrefs {
            let held = elena.get(href).await;
            assert_eq!(held.status, 409);
            assert!(held.body.contains(tr("bg").t("files-held")), "{}", held.body);
        }
        let sheet = library.visitor().get(&format!("/practices/{id}")).await;
        assert!(sheet.one("#files").contains(tr("bg").t("files-meta-held")));

        let jobs: Jobs<App> = Jobs::default().with::<ScanHeld>();
        let minute = Duration::from_secs(60);
        clock.advance(minute);
        jobs.run_due(&store, &library.house.app).await.expect("jobs");
        assert_eq!(elena.get(&hrefs[0]).await.status, 409, "it is still away");
        clamd.is(Mood::Well);
        clock.advance(10 * minute);
        jobs.run_due(&store, &library.house.app).await.expect("jobs");
        let (clean, infected) = (elena.get(&hrefs[0]).await, elena.get(&hrefs[1]).await);
        assert_eq!((clean.status, &*clean.body), (200, "nothing wrong"));
        assert_eq!(infected.status, 403);
        assert!(infected.body.contains(tr("bg").t("files-infected")), "{}", infected.body);
    }
}
