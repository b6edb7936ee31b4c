//! Files of things in other cities: listed with the thing, fetched through one's own city, and for those
//! alone who may read it.

use bytes::Bytes;
use content::{
    Draft,
    files::{self, FileRole, NewFile},
    service,
};
use domain::{ActorId, ContentId, Lang, access::Who, id::RowId};
use federation::client;
use guildhall_tests::{cities, network::Town, peer::get};
use people::testing::Person;
use serde_json::json;
use store::args;

use super::{members::closed, practice::three};

const PDF: &[u8] = b"%PDF-1.7\n% a handbook of very few pages\n%%EOF\n";

store::statements! {
    ANNOUNCE = "UPDATE attachment SET digest = $2 WHERE id = $1";
}

/// The least of a resource in a community.
fn draft(title: &str, group: ActorId) -> Draft {
    let values = json!({ "form": "template", "target_groups": ["ngos"], "level": "local" });
    Draft {
        title: title.into(),
        summary: "Образец за всеки ден.".into(),
        sectors: vec!["one-stop-services".into()],
        licence: Some("CC0-1.0".into()),
        group: Some(group),
        values: values.as_object().cloned().unwrap_or_default(),
        ..Draft::new("resource", Lang::bulgarian())
    }
}

async fn add(town: &Town, who: &Who, id: ContentId, name: &str, bytes: &'static [u8]) -> RowId {
    let pieces = futures::stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(bytes))]);
    let arrived = town.store().files().receive(pieces, 1 << 20).await.expect("it fits");
    let new = NewFile { name: name.into(), label: "Всичко".into(), role: FileRole::File };
    files::attach(town.publishing(), who, id, arrived, new).await.expect("it is taken")
}

async fn listed(town: &Town, id: ContentId) -> Vec<files::Attachment> {
    files::of(&mut town.store().read(), id).await.expect("files")
}

fn address(town: &Town, file: &files::Attachment) -> String {
    format!("{}{}", town.origin, files::path(file))
}

/// The body of a file as a signed-in person of the town gets it, with this range.
async fn fetched(
    town: &Town,
    person: &Person,
    file: &files::Attachment,
    range: &str,
) -> (u16, Vec<u8>) {
    let signed_in = town.people.sign_in(person).await;
    let at = format!("http://{}{}", town.city.address, files::path(file));
    let response = reqwest::Client::new()
        .get(at)
        .header("host", town.origin.authority())
        .header("cookie", format!("session={}", signed_in.token.as_str()))
        .header("range", range)
        .send()
        .await
        .expect("the city answers");
    (response.status().as_u16(), response.bytes().await.expect("the body").to_vec())
}

/// What a city itself gets when it asks for a file with its own signature.
async fn asked_by(town: &Town, url: &str) -> Result<u16, client::Error> {
    let live = town.federation().live().expect("it federates");
    let signer = town.federation().signer(&live.instance).await.expect("a key");
    let url = live.client.url(url).expect("an address");
    live.client.get_file(&url, None, Some(&signer)).await.map(|file| file.status)
}

cities! {
    async fn a_file_is_there_wherever_its_thing_is(net: Network) {
        let t = three(&net).await;
        let id = service::publish(t.a.publishing(), &t.anna.who, &draft("С файл", t.group_a)).await.unwrap();
        let here = add(&t.a, &t.anna.who, id, "наръчник.pdf", PDF).await;
        net.settle().await;
        for town in [&t.b, &t.c] {
            let copy = town.copy_of(&t.a, id).await.expect("it has the thing");
            let all = listed(town, copy).await;
            assert_eq!(all.len(), 1, "{all:?}");
            let file = &all[0];
            assert_eq!((file.name.as_str(), file.label.as_str()), ("наръчник.pdf", "Всичко"));
            assert_eq!(file.size, Some(i64::try_from(PDF.len()).unwrap()));
            let (status, media, body) = get(&address(town, file), "*/*").await;
            assert_eq!((status, media.as_str(), body.as_bytes()), (200, "application/pdf", PDF));
            // Nothing of it stays: the reader's city passes it on.
            assert_eq!(town.store().files().size(&files_hash(&t.a, here).await).await.unwrap(), None);
        }
        let copy = t.b.copy_of(&t.a, id).await.unwrap();
        let file = listed(&t.b, copy).await.remove(0);
        assert_eq!(fetched(&t.b, &t.boris, &file, "bytes=1-3").await, (206, b"PDF".to_vec()));
        assert_eq!(fetched(&t.b, &t.boris, &file, "bytes=9999-").await.0, 416);

        // Another one is added: the first keeps its address. Then the first goes.
        add(&t.a, &t.anna.who, id, "таблица.csv", "Град;Брой".as_bytes()).await;
        net.settle().await;
        let both = listed(&t.b, copy).await;
        assert_eq!((both.len(), both[0].id), (2, file.id));
        files::detach(t.a.publishing(), &t.anna.who, here).await.unwrap();
        net.settle().await;
        let left = listed(&t.b, copy).await;
        assert_eq!((left.len(), left[0].name.as_str()), (1, "таблица.csv"));
        assert_eq!(get(&address(&t.b, &file), "*/*").await.0, 404);
        // What is withdrawn takes its files along, everywhere.
        service::withdraw(t.a.publishing(), &t.anna.who, id).await.unwrap();
        net.settle().await;
        assert_eq!(get(&address(&t.b, &left[0]), "*/*").await.0, 404);
        assert!(listed(&t.b, copy).await.is_empty());
    }

    async fn a_file_for_members_stays_among_their_cities(net: Network) {
        let t = closed(&net).await;
        let id = service::publish(t.b.publishing(), &t.boris.who, &draft("Случай", t.group_b)).await.unwrap();
        add(&t.b, &t.boris.who, id, "случай.pdf", PDF).await;
        net.settle().await;
        let own = listed(&t.b, id).await.remove(0);
        let copy = t.a.copy_of(&t.b, id).await.expect("A has it");
        let file = listed(&t.a, copy).await.remove(0);
        assert_eq!(fetched(&t.a, &t.anna, &file, "bytes=0-").await.1, PDF);
        // Neither strangers nor other people of her city get it, nor other cities.
        let other = t.a.person("other").await;
        assert_eq!(fetched(&t.a, &other, &file, "bytes=0-").await.0, 404);
        assert_eq!(get(&address(&t.a, &file), "*/*").await.0, 404);
        assert_eq!(get(&address(&t.b, &own), "*/*").await.0, 404);
        assert_eq!(asked_by(&t.a, &address(&t.b, &own)).await.ok(), Some(200));
        let refused = asked_by(&t.c, &address(&t.b, &own)).await;
        assert!(matches!(refused, Err(client::Error::Status(404))), "{refused:?}");
    }

    async fn a_city_that_is_gone_is_said_so(net: Network) {
        let t = three(&net).await;
        let id = service::publish(t.a.publishing(), &t.anna.who, &draft("С файл", t.group_a)).await.unwrap();
        add(&t.a, &t.anna.who, id, "наръчник.pdf", PDF).await;
        net.settle().await;
        let copy = t.b.copy_of(&t.a, id).await.unwrap();
        let file = listed(&t.b, copy).await.remove(0);
        let fallen = net.kill(t.a);
        let signed_in = t.b.people.sign_in(&t.boris).await;
        let page = reqwest::Client::new()
            .get(format!("http://{}{}", t.b.city.address, files::path(&file)))
            .header("host", t.b.origin.authority())
            .header("cookie", format!("session={}", signed_in.token.as_str()))
            .header("accept", "text/html")
            .header("accept-language", "bg")
            .send()
            .await
            .expect("the city answers");
        assert_eq!(page.status().as_u16(), 502);
        let text = page.text().await.expect("a page");
        assert!(text.contains("Сървърът, на който е файлът, не отговаря"), "{text}");
        drop(fallen);
    }

    async fn a_small_file_is_fetched_once(net: Network) {
        let t = three(&net).await;
        let id = service::publish(t.a.publishing(), &t.anna.who, &draft("С файл", t.group_a)).await.unwrap();
        add(&t.a, &t.anna.who, id, "наръчник.pdf", PDF).await;
        add(&t.a, &t.anna.who, id, "таблица.csv", "Град;Брой".as_bytes()).await;
        net.settle().await;
        let copy = t.b.copy_of(&t.a, id).await.unwrap();
        let all = listed(&t.b, copy).await;
        for file in &all {
            assert_eq!(fetched(&t.b, &t.boris, file, "bytes=0-").await.0, 206);
        }
        let fallen = net.kill(t.a);
        // What was read is here still, whole and in parts; what is no picture and no PDF is passed on only.
        assert_eq!(fetched(&t.b, &t.boris, &all[0], "bytes=0-").await, (206, PDF.to_vec()));
        assert_eq!(fetched(&t.b, &t.boris, &all[0], "bytes=1-3").await, (206, b"PDF".to_vec()));
        assert_eq!(fetched(&t.b, &t.boris, &all[0], "bytes=9999-").await.0, 416);
        assert_eq!(fetched(&t.b, &t.boris, &all[1], "bytes=0-").await.0, 502);
        drop(fallen);
    }

    async fn a_file_that_is_not_what_was_announced_is_refused(net: Network) {
        let t = three(&net).await;
        let id = service::publish(t.a.publishing(), &t.anna.who, &draft("С файл", t.group_a)).await.unwrap();
        add(&t.a, &t.anna.who, id, "наръчник.pdf", PDF).await;
        net.settle().await;
        let copy = t.b.copy_of(&t.a, id).await.unwrap();
        let file = listed(&t.b, copy).await.remove(0);
        // Its host had announced something else.
        let mut tx = t.b.store().begin().await.unwrap();
        let other = "zQmWvQxTqbG2Z9HPJgG57jjwR154cKhbtJenbyYTWkjgF3e";
        assert_eq!(tx.execute(&ANNOUNCE, args![file.id, other]).await.unwrap(), 1);
        tx.save().await.unwrap();
        assert_eq!(fetched(&t.b, &t.boris, &file, "bytes=0-").await.0, 502);
    }

    async fn a_picture_from_elsewhere_is_shown_as_we_have_written_it(net: Network) {
        let t = three(&net).await;
        let id = service::publish(t.a.publishing(), &t.anna.who, &draft("С файл", t.group_a)).await.unwrap();
        let picture: &'static [u8] = content::testing::pictures::photograph(6).leak();
        add(&t.a, &t.anna.who, id, "снимка.jpg", picture).await;
        net.settle().await;
        let copy = t.b.copy_of(&t.a, id).await.unwrap();
        let file = listed(&t.b, copy).await.remove(0);
        let page = get(&format!("{}/library/{copy}", t.b.origin), "text/html").await.2;
        let small = format!("{}?fits=640", files::path(&file));
        assert!(page.contains(&format!("src=\"{small}\"")), "{page}");
        for fits in ["640", "160"] {
            let at = format!("{}{}?fits={fits}", t.b.origin, files::path(&file));
            let (status, media, body) = get(&at, "*/*").await;
            assert_eq!((status, media.as_str()), (200, "image/jpeg"), "{body}");
        }
        let fallen = net.kill(t.a);
        // Both sizes were made of one answer.
        assert_eq!(get(&format!("{}{small}", t.b.origin), "*/*").await.0, 200);
        drop(fallen);
    }
}

async fn files_hash(town: &Town, id: RowId) -> store::files::Hash {
    let opened = files::open(&mut town.store().read(), &Who::System, id).await.expect("the file");
    opened.hash().expect("it is here")
}
