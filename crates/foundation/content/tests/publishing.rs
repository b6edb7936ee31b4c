//! Publishing, editing, withdrawing, language versions: on both databases.
#![expect(clippy::unwrap_used, reason = "tests")]

use domain::{
    ContentId, Error, Lang, Visibility,
    access::{State, Who},
};
use guildhall_content::{
    Draft, Publishing,
    model::{Origin, TextState},
    read::{self, Filter},
    search,
    service::{self, NewVersion},
    testing::{POST, SHEET, assert_round_trip, full, post, publishing},
};
use people::testing::city;
use serde_json::json;
use store::{Store, TestClock, args, statements};

statements! {
    OF_ANOTHER_KIND = "UPDATE content SET kind = 'hologram', details = $2 WHERE id = $1";
    WITH_OTHER_FIELDS = "UPDATE content_text SET fields = $2 WHERE content_id = $1";
}

fn bg() -> [Lang; 1] {
    [Lang::bulgarian()]
}

async fn titles(p: &Publishing, who: &Who, filter: &Filter) -> Vec<String> {
    let mut q = p.store().read();
    let page = read::list(&mut q, who, filter, &Lang::bulgarian(), None, 50).await.unwrap();
    page.items.into_iter().map(|c| c.title).collect()
}

async fn page(
    p: &Publishing,
    who: &Who,
    id: ContentId,
    langs: &[Lang],
) -> domain::Result<read::Page> {
    read::page(&mut p.store().read(), p.kinds(), who, id, langs).await
}

store::on_both! {
    /// Many things at once are what each of them is alone, and none is among them that may not be read.
    async fn many_are_exported_like_one(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let elena = city.person("elena").await;
        let boris = city.person("boris").await;
        let inner = city.community("inner").by(&elena).visible(Visibility::Members).await;
        let mut ids = Vec::new();
        for draft in [full(&SHEET, &Lang::bulgarian()), post("Тайно", Some(inner)), post("Явно", None)] {
            ids.push(service::publish(&p, &elena.who, &draft).await.unwrap());
        }
        let english = NewVersion::from_draft(full(&SHEET, &Lang::english()));
        service::add_version(&p, &elena.who, ids[0], english).await.unwrap();
        let q = &mut store.read();
        for (who, seen) in [(&elena.who, 3), (&boris.who, 2), (&Who::Visitor, 2)] {
            let all = read::export_all(q, p.kinds(), who, &ids, true).await.unwrap();
            assert_eq!(all.len(), seen);
            for (id, thing) in &all {
                assert_eq!(thing, &read::export(q, p.kinds(), who, *id).await.unwrap());
            }
        }
        assert!(read::export_all(q, p.kinds(), &elena.who, &[], true).await.unwrap().is_empty());
    }

    async fn what_is_published_is_listed_and_read(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        let id = service::publish(&p, &elena.who, &post("Кой плаща превода?", Some(jobs))).await.unwrap();
        let filter = Filter { group: Some(jobs), ..Filter::default() };
        assert_eq!(titles(&p, &Who::Visitor, &filter).await, ["Кой плаща превода?"]);
        let page = page(&p, &Who::Visitor, id, &bg()).await.unwrap();
        assert_eq!(page.text.title, "Кой плаща превода?");
        assert!(page.text.body_html.starts_with("<p>Текст"));
        assert_eq!(page.author.handle, "elena");
        assert_eq!(page.group.unwrap().handle, "jobs");
        assert_eq!(page.content.visibility, Visibility::Public, "the community's level");
        assert_eq!(page.content.slug, "koy-plashta-prevoda");
        let community = people::communities::by_id(&mut store.read(), &Who::Visitor, jobs).await.unwrap();
        assert_eq!(community.discussion_count, 1);
    }

    async fn every_shape_survives(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        assert_round_trip(&p, &city.admin.who, &full(&SHEET, &Lang::bulgarian())).await;
    }

    async fn only_members_publish_in_a_community(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let jobs = city.community("jobs").await;
        let boris = city.person("boris").await;
        let refused = service::publish(&p, &boris.who, &post("Вопрос", Some(jobs))).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
        let refused = service::publish(&p, &Who::Visitor, &post("Въпрос", Some(jobs))).await;
        assert!(matches!(refused, Err(Error::SignIn)), "{refused:?}");
        let alone = Draft { visibility: Visibility::Members, ..post("Сам", None) };
        let refused = service::publish(&p, &boris.who, &alone).await;
        assert!(matches!(refused, Err(Error::Invalid(e)) if e.of("visibility").is_some()));
        let unknown = Draft { kind: "from-the-future".into(), ..post("Сам", None) };
        assert!(matches!(service::publish(&p, &boris.who, &unknown).await, Err(Error::Invalid(_))));
        let foreign = Draft { organisation: Some(jobs), ..post("Сам", None) };
        let refused = service::publish(&p, &boris.who, &foreign).await;
        assert!(matches!(refused, Err(Error::Invalid(e)) if e.of("organisation").is_some()));
    }

    async fn a_draft_is_its_authors_until_it_is_published(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        let id = service::save_draft(&p, &elena.who, &post("", Some(jobs))).await.unwrap();
        assert!(matches!(page(&p, &city.admin.who, id, &bg()).await, Err(Error::NotFound)));
        assert_eq!(titles(&p, &elena.who, &Filter::default()).await, [""; 0]);
        let drafts = Filter { drafts: true, ..Filter::default() };
        assert_eq!(titles(&p, &elena.who, &drafts).await, [""]);
        let refused = service::publish_saved(&p, &elena.who, id, &post("", Some(jobs))).await;
        assert!(matches!(refused, Err(Error::Invalid(e)) if e.of("title").is_some()));
        service::publish_saved(&p, &elena.who, id, &post("Готово", Some(jobs))).await.unwrap();
        assert_eq!(titles(&p, &Who::Visitor, &Filter::default()).await, ["Готово"]);
        let community = people::communities::by_id(&mut store.read(), &Who::Visitor, jobs).await.unwrap();
        assert_eq!(community.discussion_count, 1);
        assert!(read::revisions(&mut store.read(), &elena.who, id).await.unwrap().is_empty());
    }

    async fn editing_keeps_the_earlier_state(store: Store, clock: TestClock) {
        let (p, city) = (publishing(&store), city(&store).await);
        let who = city.admin.who;
        let id = service::publish(&p, &who, &full(&SHEET, &Lang::bulgarian())).await.unwrap();
        clock.advance(std::time::Duration::from_mins(1));
        let (mut draft, revision) = read::draft(&mut store.read(), &who, id).await.unwrap();
        service::edit(&p, &who, id, &draft, "нищо", Some(revision)).await.unwrap();
        assert!(read::revisions(&mut store.read(), &who, id).await.unwrap().is_empty(), "nothing changed");
        draft.title = "Ново".into();
        draft.values.remove("money");
        draft.sectors = vec!["funding".into()];
        service::edit(&p, &who, id, &draft, "поправено", Some(revision)).await.unwrap();
        let stale = service::edit(&p, &who, id, &draft, "", Some(revision)).await;
        let stale = stale.and(service::edit(&p, &who, id, &Draft { title: "Друго".into(), ..draft.clone() }, "", Some(revision)).await);
        assert!(matches!(stale, Err(Error::Conflict("content-error-changed"))), "{stale:?}");
        let page = page(&p, &Who::Visitor, id, &bg()).await.unwrap();
        assert_eq!((page.text.title.as_str(), page.content.revision), ("Ново", 2));
        assert_eq!(page.sectors.iter().map(|s| s.slug()).collect::<Vec<_>>(), ["funding"]);
        assert!(page.content.edited_at.is_some() && !page.values().contains_key("money"));
        let list = read::revisions(&mut store.read(), &Who::Visitor, id).await.unwrap();
        assert_eq!((list[0].number, list[0].note.as_str(), list.len()), (1, "поправено", 1));
        let old = read::revision(&mut store.read(), &Who::Visitor, id, 1).await.unwrap().snapshot.0;
        assert_eq!((old.title.as_str(), &old.values["money"]), ("Заглавие bg", &json!(38_000)));
        assert_eq!(old.sectors, ["health", "housing"]);
        let boris = city.person("boris").await;
        let refused = service::edit(&p, &boris.who, id, &draft, "", None).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))));
    }

    async fn withdrawing_leaves_only_the_id(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let who = city.admin.who;
        let mut draft = full(&SHEET, &Lang::bulgarian());
        let id = service::publish(&p, &who, &draft).await.unwrap();
        draft.title = "Второ".into();
        service::edit(&p, &who, id, &draft, "", None).await.unwrap();
        service::react(&p, &who, id).await.unwrap();
        let boris = city.person("boris").await;
        assert!(matches!(service::withdraw(&p, &boris.who, id).await, Err(Error::Forbidden(_))));
        service::withdraw(&p, &who, id).await.unwrap();
        for reader in [Who::Visitor, who, boris.who] {
            assert!(matches!(page(&p, &reader, id, &bg()).await, Err(Error::Gone)));
        }
        assert!(titles(&p, &who, &Filter::default()).await.is_empty());
        let scope = search::Scope::default();
        let found = search::find(&mut store.read(), &who, "заглавие", &scope, &bg()[0], 0, 10).await;
        let found = found.unwrap();
        assert_eq!(found.total, 0);
        assert!(matches!(read::revisions(&mut store.read(), &who, id).await, Err(Error::NotFound | Error::Forbidden(_))));
        assert!(matches!(service::withdraw(&p, &who, id).await, Err(Error::Forbidden(_) | Error::NotFound)));
        assert!(read::export(&mut store.read(), p.kinds(), &who, id).await.is_err());
    }

    async fn a_version_is_shown_to_its_readers_and_ages(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let who = city.admin.who;
        let id = service::publish(&p, &who, &full(&SHEET, &Lang::bulgarian())).await.unwrap();
        let values = json!({"promise": "Promise", "figures": [{"label": "Visits"}, {"label": "Days"}]});
        let version = NewVersion {
            lang: Lang::english(),
            title: "Title".into(),
            summary: "Summary".into(),
            body: "Body".into(),
            values: values.as_object().unwrap().clone(),
            origin: Origin::Human,
            reviewed: true,
        };
        let own = NewVersion { lang: Lang::bulgarian(), ..version.clone() };
        assert!(matches!(service::add_version(&p, &who, id, own).await, Err(Error::Invalid(_))));
        service::add_version(&p, &who, id, version).await.unwrap();
        let de = Lang::parse("de").unwrap();
        let seen = page(&p, &Who::Visitor, id, &[de.clone(), Lang::english()]).await.unwrap();
        assert_eq!((seen.text.title.as_str(), seen.text.state), ("Title", TextState::Current));
        assert_eq!(seen.values()["promise"], "Promise");
        assert_eq!(seen.values()["text"], "text на bg: **удебелено**", "the original's, as it is missing");
        assert_eq!((seen.lang_of("promise").as_str(), seen.lang_of("text").as_str()), ("en", "bg"));
        assert_eq!(seen.values()["figures"][1]["label"], json!({"bg": "Дни", "en": "Days"}));
        assert_eq!(seen.versions.iter().map(|v| v.lang.as_str()).collect::<Vec<_>>(), ["bg", "en"]);
        assert_eq!(seen.versions[1].reviewer.as_deref(), Some(seen.author.name.as_str()));
        let original = page(&p, &Who::Visitor, id, &[de]).await.unwrap();
        assert_eq!(original.text.title, "Заглавие bg");
        assert!(original.original.is_none());

        let (mut draft, _) = read::draft(&mut store.read(), &who, id).await.unwrap();
        draft.title = "Ново".into();
        service::edit(&p, &who, id, &draft, "", None).await.unwrap();
        let seen = page(&p, &Who::Visitor, id, &[Lang::english()]).await.unwrap();
        assert_eq!((seen.text.state, seen.text.source_revision), (TextState::Outdated, 1));
        let cards = read::list(&mut store.read(), &Who::Visitor, &Filter::default(), &Lang::english(), None, 5).await.unwrap();
        assert_eq!((cards.items[0].title.as_str(), cards.items[0].lang.as_str()), ("Title", "en"));
        assert_eq!(cards.items[0].langs().len(), 2);
        service::remove_version(&p, &who, id, &Lang::english()).await.unwrap();
        assert_eq!(page(&p, &Who::Visitor, id, &[Lang::english()]).await.unwrap().text.title, "Ново");
    }

    async fn lists_are_filtered_sorted_and_paged(store: Store, clock: TestClock) {
        let (p, city) = (publishing(&store), city(&store).await);
        let who = city.admin.who;
        for (n, choice) in ["red", "green", "red", "red"].into_iter().enumerate() {
            clock.advance(std::time::Duration::from_secs(1));
            let mut draft = full(&SHEET, &Lang::bulgarian());
            draft.title = format!("Лист {n}");
            draft.values.insert("choice".into(), json!(choice));
            if n == 3 {
                draft.values.insert("choices".into(), json!(["b"]));
                draft.sectors = vec!["funding".into()];
            }
            service::publish(&p, &who, &draft).await.unwrap();
        }
        let red = Filter {
            kinds: vec![SHEET.name],
            facets: vec![("choice".into(), vec!["red".into()])],
            ..Filter::default()
        };
        assert_eq!(titles(&p, &who, &red).await, ["Лист 3", "Лист 2", "Лист 0"]);
        let mut q = store.read();
        let counts = read::facet_counts(&mut q, &who, &red).await.unwrap();
        assert_eq!(counts.total, 3);
        assert_eq!((counts.of("choice", "red"), counts.of("choice", "green")), (3, 1));
        assert_eq!((counts.of("choices", "a"), counts.of("choices", "b")), (2, 1));
        assert_eq!((counts.of("sector", "housing"), counts.of("sector", "funding")), (2, 1));
        assert_eq!(counts.of("lang", "bg"), 3);
        let funding = Filter { sectors: vec![domain::Sector::parse("funding").unwrap()], ..red.clone() };
        assert_eq!(titles(&p, &who, &funding).await, ["Лист 3"]);
        let counts = read::facet_counts(&mut q, &who, &funding).await.unwrap();
        assert_eq!((counts.total, counts.of("sector", "housing"), counts.of("choice", "green")), (1, 2, 0));
        for sort in read::Sort::ALL {
            let filter = Filter { sort, ..Filter::default() };
            let first = read::list(&mut q, &who, &filter, &Lang::bulgarian(), None, 3).await.unwrap();
            let rest = read::list(&mut q, &who, &filter, &Lang::bulgarian(), first.next.as_ref(), 3).await.unwrap();
            let mut all: Vec<_> = first.items.iter().chain(&rest.items).map(|c| c.id).collect();
            assert!(rest.next.is_none());
            all.dedup();
            assert_eq!(all.len(), 4, "{sort:?}");
        }
        assert_eq!(titles(&p, &who, &Filter { kinds: vec![POST.name], ..Filter::default() }).await, [""; 0]);
    }

    async fn values_of_a_newer_peer_survive_editing(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let who = city.admin.who;
        let mut draft = post("Въпрос", None);
        draft.values.insert("from-the-future".into(), json!({"a": [1]}));
        let id = service::publish(&p, &who, &draft).await.unwrap();
        service::edit(&p, &who, id, &post("Друго", None), "", None).await.unwrap();
        let page = page(&p, &who, id, &bg()).await.unwrap();
        assert_eq!(page.values()["from-the-future"], json!({"a": [1]}));
        assert_eq!(page.content.state, State::Published);
    }

    async fn a_kind_from_the_future_is_an_article_and_loses_nothing(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let who = city.admin.who;
        let id = service::publish(&p, &who, &post("Нещо ново", None)).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let (neutral, translated) = (r#"{"orbit": {"a": [1]}}"#, r#"{"tale": "приказка"}"#);
        tx.execute(&OF_ANOTHER_KIND, args![id, neutral]).await.unwrap();
        tx.execute(&WITH_OTHER_FIELDS, args![id, translated]).await.unwrap();
        tx.save().await.unwrap();
        let seen = page(&p, &who, id, &bg()).await.unwrap();
        assert_eq!((seen.kind.name, seen.content.kind.as_str()), ("article", "hologram"));
        let (mut draft, _) = read::draft(&mut store.read(), &who, id).await.unwrap();
        draft.title = "Ново заглавие".into();
        draft.values.clear();
        service::edit(&p, &who, id, &draft, "", None).await.unwrap();
        let version = NewVersion::from_draft(Draft { lang: Lang::english(), ..draft });
        service::add_version(&p, &who, id, version).await.unwrap();
        let json = read::export(&mut store.read(), p.kinds(), &who, id).await.unwrap();
        assert_eq!(json["values"], json!({"orbit": {"a": [1]}}));
        assert_eq!(json["versions"]["bg"]["tale"], "приказка");
        assert!(json["versions"]["en"]["tale"].is_null());
    }
}
