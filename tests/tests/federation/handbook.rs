//! Handbooks in other cities: their chapters are named with them and fetched one by one, when somebody
//! opens one.

use content::{
    Draft, lineage,
    parts::{self, Fetched, Part},
    read, service,
};
use domain::{ActorId, ContentId, Error, Lang, access::Who};
use guildhall_tests::{cities, network::Town, peer::get, reader::Reader};
use serde_json::json;

use super::{members::closed, practice::three};

fn handbook(group: ActorId) -> Draft {
    let values = json!({ "target_groups": ["ngos"], "level": "local" });
    Draft {
        title: "Наръчник".into(),
        summary: "За първата среща.".into(),
        sectors: vec!["one-stop-services".into()],
        licence: Some("CC-BY-4.0".into()),
        group: Some(group),
        values: values.as_object().cloned().unwrap_or_default(),
        ..Draft::new("handbook", Lang::bulgarian())
    }
}

fn chapter(n: usize) -> Draft {
    let (title, body) = (format!("Глава {n}"), format!("Текст на глава {n}."));
    Draft { title, body, ..Draft::new("chapter", Lang::bulgarian()) }
}

async fn listed(town: &Town, id: ContentId) -> Vec<Part> {
    parts::of(&mut town.store().read(), id, &Lang::bulgarian()).await.expect("parts")
}

async fn open(town: &Town, part: &Part) -> Fetched {
    parts::fetch(town.federation(), town.publishing(), &Who::Visitor, part.id)
        .await
        .expect("it is tried")
}

async fn page(town: &Town, part: &Part) -> (u16, String) {
    let (status, _, body) = get(&format!("{}/library/{}", town.origin, part.id), "text/html").await;
    (status, body)
}

fn titles(parts: &[Part]) -> Vec<&str> {
    parts.iter().map(|p| p.title.as_str()).collect()
}

cities! {
    async fn chapters_are_fetched_when_they_are_opened(net: Network) {
        let t = three(&net).await;
        let id = service::publish(t.a.publishing(), &t.anna.who, &handbook(t.group_a)).await.unwrap();
        let drafts: Vec<Draft> = (1..=3).map(chapter).collect();
        let own = parts::add(t.a.publishing(), &t.anna.who, id, &drafts).await.unwrap();
        // What is said within one moment of the clock may overtake what was said before it.
        net.advance(std::time::Duration::from_secs(60)).await;
        let english = Draft { title: "Chapter 3".into(), body: "Text.".into(), ..Draft::new("chapter", Lang::english()) };
        let english = service::NewVersion::from_draft(english);
        service::add_version(t.a.publishing(), &t.anna.who, own[2], english).await.unwrap();
        net.settle().await;
        let copy = t.b.copy_of(&t.a, id).await.expect("B has the handbook");
        let known = listed(&t.b, copy).await;
        assert_eq!(titles(&known), ["Глава 1", "Глава 2", "Глава 3"]);
        let english = parts::of(&mut t.b.store().read(), copy, &Lang::english()).await.unwrap();
        assert_eq!(titles(&english), ["Глава 1", "Глава 2", "Chapter 3"]);
        assert!(known.iter().all(|part| !part.here), "only their titles came: {known:?}");

        let (status, body) = page(&t.b, &known[1]).await;
        assert_eq!(status, 200);
        assert!(body.contains("Текст на глава 2."));
        let now = listed(&t.b, copy).await;
        assert_eq!(now.iter().map(|p| p.here).collect::<Vec<_>>(), [false, true, false]);

        // A chapter that was fetched is fetched again when it has changed, in any of its languages.
        net.advance(std::time::Duration::from_secs(60)).await;
        let change = Draft { body: "Нов текст.".into(), ..chapter(2) };
        service::edit(t.a.publishing(), &t.anna.who, own[1], &change, "", None).await.unwrap();
        net.settle().await;
        let (_, body) = page(&t.b, &known[1]).await;
        assert!(body.contains("Нов текст."));
        net.advance(std::time::Duration::from_secs(60)).await;
        let english = service::NewVersion {
            title: "Chapter 2".into(),
            body: "New text.".into(),
            ..service::NewVersion::from_draft(Draft::new("chapter", Lang::english()))
        };
        service::add_version(t.a.publishing(), &t.anna.who, own[1], english).await.unwrap();
        net.settle().await;
        assert_eq!(open(&t.b, &known[1]).await, Fetched::Here);
        let (_, _, body) =
            get(&format!("{}/library/{}?in=en", t.b.origin, known[1].id), "text/html").await;
        assert!(body.contains("New text."), "{body}");

        // The whole text for print has all of them, also those that nobody has opened.
        let (status, _, body) = get(&format!("{}/library/{copy}/whole", t.b.origin), "text/html").await;
        assert_eq!(status, 200);
        for text in ["Текст на глава 1.", "Нов текст.", "Текст на глава 3."] {
            assert!(body.contains(text), "{text}: {body}");
        }
        assert!(listed(&t.b, copy).await.iter().all(|part| part.here));

        // They move and go as they do at home.
        parts::move_up(t.a.publishing(), &t.anna.who, own[2]).await.unwrap();
        service::withdraw(t.a.publishing(), &t.anna.who, own[0]).await.unwrap();
        net.settle().await;
        assert_eq!(titles(&listed(&t.b, copy).await), ["Глава 3", "Глава 2"]);
        service::withdraw(t.a.publishing(), &t.anna.who, id).await.unwrap();
        net.settle().await;
        assert!(listed(&t.b, copy).await.is_empty());
        assert_eq!(page(&t.b, &known[1]).await.0, 404);
    }

    async fn a_home_that_is_away_is_said_so(net: Network) {
        let t = three(&net).await;
        let id = service::publish(t.a.publishing(), &t.anna.who, &handbook(t.group_a)).await.unwrap();
        parts::add(t.a.publishing(), &t.anna.who, id, &[chapter(1), chapter(2)]).await.unwrap();
        net.settle().await;
        let copy = t.b.copy_of(&t.a, id).await.unwrap();
        let known = listed(&t.b, copy).await;
        assert_eq!(page(&t.b, &known[0]).await.0, 200);
        let fallen = net.kill(t.a);
        // What was read before can be read still; the rest is said to be away.
        let (status, body) = page(&t.b, &known[0]).await;
        assert!(status == 200 && body.contains("Текст на глава 1."));
        let (status, body) = page(&t.b, &known[1]).await;
        assert_eq!(status, 502);
        assert!(body.contains("id=\"away\""));
        drop(fallen);
    }

    async fn chapters_for_members_stay_among_their_cities(net: Network) {
        let t = closed(&net).await;
        let id = service::publish(t.b.publishing(), &t.boris.who, &handbook(t.group_b)).await.unwrap();
        let own = parts::add(t.b.publishing(), &t.boris.who, id, &[chapter(1)]).await.unwrap();
        net.settle().await;
        let copy = t.a.copy_of(&t.b, id).await.expect("A has it");
        let known = listed(&t.a, copy).await;
        let fetched = parts::fetch(t.a.federation(), t.a.publishing(), &t.anna.who, known[0].id).await;
        assert_eq!(fetched.unwrap(), Fetched::Here);
        assert!(listed(&t.a, copy).await[0].here);
        assert_eq!(page(&t.a, &known[0]).await.0, 404);
        let object = format!("{}/ap/object/{}", t.b.origin, own[0]);
        assert_eq!(get(&object, "application/activity+json").await.0, 404);
    }

    /// What was opened here before it was changed at home is not taken over as it was.
    async fn a_handbook_is_adapted_as_it_is_today(net: Network) {
        let t = three(&net).await;
        let id = service::publish(t.a.publishing(), &t.anna.who, &handbook(t.group_a)).await.unwrap();
        let own = parts::add(t.a.publishing(), &t.anna.who, id, &[chapter(1), chapter(2)]).await.unwrap();
        net.settle().await;
        let copy = t.b.copy_of(&t.a, id).await.expect("B has the handbook");
        let known = listed(&t.b, copy).await;
        for part in &known {
            assert_eq!(open(&t.b, part).await, Fetched::Here);
        }
        assert!(listed(&t.b, copy).await.iter().all(|part| part.here && part.current));
        net.advance(std::time::Duration::from_secs(60)).await;
        let change = Draft { body: "Днешен текст.".into(), ..chapter(2) };
        service::edit(t.a.publishing(), &t.anna.who, own[1], &change, "", None).await.unwrap();
        net.settle().await;
        let now = listed(&t.b, copy).await;
        assert!(now.iter().all(|part| part.here));
        assert_eq!(now.iter().map(|part| part.current).collect::<Vec<_>>(), [true, false]);

        // Without its home it is refused rather than taken over as it was.
        let labels = web::activitypub::labels();
        let new = lineage::Adopt {
            source: copy,
            relation: lineage::Relation::Adapted,
            lang: Lang::bulgarian(),
            organisation: None,
            illustrative: false,
        };
        let refused = lineage::adopt(t.b.publishing(), &t.boris.who, labels, None, new).await;
        let Err(Error::Invalid(errors)) = refused else { panic!("{refused:?}") };
        assert_eq!(errors.of("relation").unwrap().key, "lineage-error-parts");

        let reader = Reader::of(&t.b, &t.boris, "bg").await;
        let draft = reader.post(&format!("/library/{copy}/adopt"), &[("relation", "adapted"), ("lang", "bg")]).await;
        let own: ContentId = draft.split('/').nth(2).unwrap().parse().unwrap();
        let second = listed(&t.b, own).await[1].id;
        let second = t.b.page(&t.boris.who, second).await.unwrap();
        assert_eq!(second.text.body_md, "Днешен текст.");
    }

    /// A handbook is taken up with the chapters that nobody has opened here yet, and its home learns of it.
    async fn a_handbook_of_another_city_is_adapted_with_its_chapters(net: Network) {
        let t = three(&net).await;
        let id = service::publish(t.a.publishing(), &t.anna.who, &handbook(t.group_a)).await.unwrap();
        let drafts: Vec<Draft> = (1..=3).map(chapter).collect();
        parts::add(t.a.publishing(), &t.anna.who, id, &drafts).await.unwrap();
        net.settle().await;
        let copy = t.b.copy_of(&t.a, id).await.expect("B has the handbook");
        assert!(listed(&t.b, copy).await.iter().all(|part| !part.here), "only their titles came");
        let reader = Reader::of(&t.b, &t.boris, "bg").await;
        let draft = reader.post(&format!("/library/{copy}/adopt"), &[("relation", "adapted"), ("lang", "bg")]).await;
        let own: ContentId = draft.split('/').nth(2).unwrap().parse().unwrap();
        let chapters = listed(&t.b, own).await;
        assert_eq!(titles(&chapters), ["Глава 1", "Глава 2", "Глава 3"]);
        let second = t.b.page(&t.boris.who, chapters[1].id).await.unwrap();
        assert_eq!(second.text.body_md, "Текст на глава 2.");

        let (mut text, _) = read::draft(&mut t.b.store().read(), &t.boris.who, own).await.unwrap();
        text.values.insert("changes".into(), "Местните адреси.".into());
        service::publish_saved(t.b.publishing(), &t.boris.who, own, &text).await.unwrap();
        net.settle().await;
        let mut q = t.a.store().read();
        let taken = lineage::taken_up(&mut q, &Who::Visitor, id, false, &Lang::bulgarian()).await.unwrap();
        assert_eq!(taken.iter().map(|one| one.standing).collect::<Vec<_>>(), [lineage::Standing::Recognised]);
        let at_a = t.a.copy_of(&t.b, own).await.expect("its source has it");
        assert_eq!(titles(&listed(&t.a, at_a).await), ["Глава 1", "Глава 2", "Глава 3"]);
    }
}
