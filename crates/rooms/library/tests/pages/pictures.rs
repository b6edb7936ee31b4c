//! Pictures: kept without what cameras write into them, and shown small before they are opened.

use std::time::Duration;

use content::{
    files, service,
    testing::pictures::{SECRET, drawing, film, photograph, web_picture},
};
use domain::Visibility;
use store::{Store, TestClock};

use crate::{
    files::{add, on_disk, to},
    kit::{Library, draft, in_group, tr},
};

fn has_secret(bytes: &[u8]) -> bool {
    bytes.windows(SECRET.len()).any(|part| part == SECRET)
}

store::on_both! {
    async fn nobody_learns_from_a_picture_where_it_was_taken(store: Store) {
        let library = Library::open(&store).await;
        let id = library.practice("Гише", |_| {}).await;
        let mut elena = library.reader(&library.elena).await;
        for (name, given) in [
            ("снимка.jpg", photograph(6)), ("схема.png", drawing(1)),
            ("изглед.webp", web_picture(1)), ("движение.gif", film()),
        ] {
            assert!(has_secret(&given), "{name}");
            let href = add(&mut elena, id, name, &given).await;
            let seen = library.visitor().get(&href).await;
            assert_eq!(seen.status, 200);
            assert!(!has_secret(&seen.bytes), "{name}");
            // What is said of it is true of what is kept.
            let all = files::of(&mut store.read(), id).await.expect("files");
            let file = all.last().expect("it was added");
            assert_eq!(file.size, i64::try_from(seen.bytes.len()).ok(), "{name}");
            let hash = file.hash.as_deref().expect("it is here");
            assert_eq!(seen.header("etag"), format!("\"{hash}\""));
            if name.ends_with("jpg") {
                assert_eq!((file.width, file.height), (Some(32), Some(64)), "it was turned");
            }
        }
        assert_eq!(on_disk(&store).1, 0, "nothing stays aside");
    }

    async fn a_broken_or_huge_picture_is_refused_beside_the_field(store: Store) {
        let library = Library::open(&store).await;
        let id = library.practice("Гише", |_| {}).await;
        let mut elena = library.reader(&library.elena).await;
        let half = { let mut all = photograph(1); all.truncate(all.len() / 2); all };
        let mut huge = drawing(1);
        // 60,000 pixels across and down; the checksum of the header fits.
        huge.splice(8..33, content::testing::pictures::chunk(
            b"IHDR", &[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60, 8, 2, 0, 0, 0],
        ));
        for (name, given, key) in [
            ("снимка.jpg", half, "files-error-broken-picture"),
            ("схема.png", huge, "files-error-large-picture"),
        ] {
            let answer = elena.upload(&to(id), &[(name, &given)]).await;
            assert_eq!(answer.status, 303);
            let page = elena.get(answer.location().expect("the form")).await;
            let said = page.one("#upload-error");
            assert!(said.contains(name) && said.contains(tr("bg").t(key)), "{said}");
        }
        assert_eq!(on_disk(&store), (0, 0));
        assert!(files::of(&mut store.read(), id).await.expect("files").is_empty());
    }

    async fn what_is_refused_at_the_end_leaves_nothing(store: Store) {
        let library = Library::open(&store).await;
        let id = library.practice("Гише", |_| {}).await;
        let picture = photograph(1);
        let size = u64::try_from(picture.len()).expect("a size");
        let limits = files::Limits { largest: size, per_organisation: size };
        let p = library.house.app.publishing().clone().limited(limits);
        let who = &library.elena.who;
        let send = async || {
            let pieces = futures::stream::iter([Ok::<_, std::io::Error>(picture.clone().into())]);
            let arrived = store.files().receive(pieces, size).await.expect("it fits");
            let new = files::NewFile {
                name: "a.jpg".into(), label: String::new(), role: files::FileRole::File,
            };
            files::attach(&p, who, id, arrived, new).await
        };
        send().await.expect("it fits");
        let before = on_disk(&store);
        // The same once more is too much, and keeps what is there.
        send().await.expect_err("no space is left");
        assert_eq!(on_disk(&store), before);
        let all = files::of(&mut store.read(), id).await.expect("files");
        files::detach(&p, who, all[0].id).await.expect("it goes");
    }

    async fn a_page_shows_pictures_small(store: Store, clock: TestClock) {
        let library = Library::open(&store).await;
        let id = library.practice("Гише", |_| {}).await;
        let mut elena = library.reader(&library.elena).await;
        let href = add(&mut elena, id, "снимка.jpg", &photograph(6)).await;
        let at = format!("/practices/{id}");
        let shown = library.visitor().get(&at).await;
        let attribute = |name: &str| shown.attributes("#files img.thumb", name).concat();
        assert_eq!(attribute("src"), format!("{href}?fits=640"));
        assert_eq!((&*attribute("width"), &*attribute("height")), ("32", "64"));
        assert_eq!((&*attribute("loading"), &*attribute("alt")), ("lazy", "снимка.jpg"));
        let file = href.split('/').nth(2).expect("an id").to_owned();
        let said = [("label", "Гишето отпред"), ("next", "/")];
        elena.post(&format!("/files/{file}/describe"), &said).await;
        let shown = library.visitor().get(&at).await;
        assert_eq!(shown.attributes("#files img.thumb", "alt"), ["Гишето отпред"]);
        let step = elena.get(&format!("{at}/edit?step=files")).await;
        assert_eq!(step.attributes("#files img.thumb", "src"), [format!("{href}?fits=160")]);

        let mut visitor = library.visitor();
        for fits in ["640", "160"] {
            let small = visitor.get(&format!("{href}?fits={fits}")).await;
            assert_eq!((small.status, small.header("content-type")), (200, "image/jpeg"));
            assert!(small.bytes.starts_with(b"\xff\xd8") && !has_secret(&small.bytes));
            assert!(small.header("cache-control").starts_with("public"));
            assert!(small.header("content-security-policy").contains("sandbox"));
            let tag = small.header("etag").to_owned();
            let same = library.visitor().header("if-none-match", &tag)
                .get(&format!("{href}?fits={fits}")).await;
            assert_eq!((same.status, same.bytes.len()), (304, 0));
        }
        for wrong in ["0", "641", "-1", "x"] {
            assert_eq!(visitor.get(&format!("{href}?fits={wrong}")).await.status, 404, "{wrong}");
        }

        // It goes with what it shows.
        let before = on_disk(&store).0;
        elena.post(&format!("/files/{file}/remove"), &[("next", "/")]).await;
        assert_eq!(visitor.get(&format!("{href}?fits=160")).await.status, 404);
        clock.advance(Duration::from_secs(90_000));
        assert_eq!(files::sweep(&store).await.expect("a sweep"), before);
        assert_eq!(on_disk(&store), (0, 0));
    }

    async fn a_small_picture_is_for_whoever_may_have_the_large_one(store: Store) {
        let library = Library::open(&store).await;
        let elena = &library.elena;
        let boris = library.city.person("boris").await;
        let circle = library.city.community("circle").by(elena).visible(Visibility::Members).await;
        let mut closed = draft("Затворено");
        in_group(circle)(&mut closed);
        let id = service::publish(library.house.app.publishing(), &elena.who, &closed)
            .await
            .expect("published");
        let mut browser = library.reader(elena).await;
        let href = add(&mut browser, id, "снимка.jpg", &photograph(1)).await;
        let at = format!("{href}?fits=640");
        let own = browser.get(&at).await;
        assert_eq!((own.status, own.header("cache-control")), (200, "private, no-cache"));
        assert_eq!(library.visitor().get(&at).await.status, 404);
        assert_eq!(library.reader(&boris).await.get(&at).await.status, 404);
    }

    async fn what_has_no_picture_has_no_small_one(store: Store) {
        let library = Library::open(&store).await;
        let id = library.practice("Гише", |_| {}).await;
        let mut elena = library.reader(&library.elena).await;
        let href = add(&mut elena, id, "list.csv", "Град;Брой".as_bytes()).await;
        assert_eq!(elena.get(&format!("{href}?fits=640")).await.status, 404);
        let page = library.visitor().get(&format!("/practices/{id}")).await;
        assert!(!page.has("#files img"));
    }
}
