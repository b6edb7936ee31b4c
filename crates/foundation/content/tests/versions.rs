//! Language versions that others of the same city offer. On both databases.
#![expect(clippy::unwrap_used, reason = "tests")]

use domain::{ContentId, Error, Lang, Visibility, access::Who, id::RowId};
use guildhall_content::{
    Draft, Publishing, coauthors, read,
    service::{self, NewVersion},
    testing::{SHEET, full, publishing},
    versions::{self, MOST, Offer, OfferState},
};
use people::{
    notifications,
    testing::{City, Person, city},
};
use store::Store;

fn bg() -> Lang {
    Lang::bulgarian()
}

fn sheet() -> Draft {
    let mut draft = full(&SHEET, &bg());
    for (field, _) in &guildhall_content::lineage::FIELDS {
        draft.values.remove(field.name);
    }
    draft
}

fn english(title: &str) -> NewVersion {
    NewVersion { title: title.into(), ..NewVersion::from_draft(full(&SHEET, &Lang::english())) }
}

async fn open(p: &Publishing, who: &Person, id: ContentId) -> Vec<Offer> {
    versions::open(&mut p.store().read(), &who.who, id, &bg()).await.unwrap()
}

async fn mine(p: &Publishing, who: &Person, id: ContentId) -> Vec<Offer> {
    versions::mine(&mut p.store().read(), &who.who, id, &bg()).await.unwrap()
}

async fn told(city: &City, who: &Person) -> Vec<String> {
    let viewer = city.viewer(who).await;
    let page = notifications::list(&mut city.store.read(), &viewer, &bg(), None, 50).await.unwrap();
    page.items.into_iter().map(|n| n.kind).collect()
}

store::on_both! {
    async fn whoever_reads_offers_and_whoever_writes_decides(store: Store) {
        let (city, p) = (city(&store).await, publishing(&store));
        let (anna, boris, vera) = (city.person("anna").await, city.person("boris").await, city.person("vera").await);
        let id = service::publish(&p, &anna.who, &sheet()).await.unwrap();
        coauthors::add(&p, &anna.who, id, "vera").await.unwrap();
        let offer = |who: Who, version: NewVersion, note: &'static str| {
            let p = p.clone();
            async move { versions::offer(&p, &who, id, &version, note).await }
        };
        assert!(matches!(offer(Who::Visitor, english("x"), "").await, Err(Error::SignIn)));
        assert!(matches!(offer(anna.who, english("x"), "").await, Err(Error::Conflict("content-error-offer-own"))));
        assert!(matches!(offer(vera.who, english("x"), "").await, Err(Error::Conflict("content-error-offer-own"))));
        for (wrong, field) in [
            (NewVersion { lang: bg(), ..english("x") }, "lang"),
            (english(""), "title"),
            (NewVersion { summary: "x".repeat(3_000), ..english("x") }, "summary"),
        ] {
            let Err(Error::Invalid(errors)) = offer(boris.who, wrong, "").await else { panic!("{field}") };
            assert!(errors.0.iter().any(|e| e.field == field), "{field}: {errors:?}");
        }
        offer(boris.who, english("One"), "note").await.unwrap();
        for writer in [&anna, &vera] {
            assert!(told(&city, writer).await.contains(&"version-offered".to_owned()));
            assert_eq!(open(&p, writer, id).await.len(), 1);
        }
        assert!(versions::open(&mut store.read(), &boris.who, id, &bg()).await.is_err());
        let row = mine(&p, &boris, id).await[0].row_id;
        assert!(versions::take_back(&p, &vera.who, row).await.is_err());
        assert!(versions::accept(&p, &boris.who, row, english("x")).await.is_err());
        // Taking it over is an edit like others: what is wrong is said, and the offer stays.
        assert!(versions::accept(&p, &vera.who, row, english("")).await.is_err());
        versions::accept(&p, &vera.who, row, english("One")).await.unwrap();
        assert!(matches!(versions::accept(&p, &anna.who, row, english("One")).await, Err(Error::NotFound)));
        let langs = [Lang::english()];
        let page = read::page(&mut store.read(), p.kinds(), &Who::Visitor, id, &langs).await.unwrap();
        assert_eq!((page.text.title.as_str(), page.text.author_id), ("One", Some(boris.actor)));
        assert_eq!((page.text.reviewed_by, page.content.revision), (None, 1));
        assert_eq!(told(&city, &boris).await, ["version-accepted"]);
        let done = mine(&p, &boris, id).await;
        assert_eq!((done[0].state, done[0].version()), (OfferState::Accepted, None));
        versions::take_back(&p, &boris.who, row).await.unwrap();
        assert!(mine(&p, &boris, id).await.is_empty());
        assert!(versions::take_back(&p, &boris.who, RowId(row.0)).await.is_err());
    }

    async fn what_one_may_not_read_one_does_not_translate(store: Store) {
        let (city, p) = (city(&store).await, publishing(&store));
        let (anna, boris) = (city.person("anna").await, city.person("boris").await);
        let draft = service::save_draft(&p, &anna.who, &sheet()).await.unwrap();
        let local = Draft { visibility: Visibility::Local, ..sheet() };
        let local = service::publish(&p, &anna.who, &local).await.unwrap();
        let new = english("x");
        assert!(matches!(versions::offer(&p, &boris.who, draft, &new, "").await, Err(Error::NotFound)));
        versions::offer(&p, &boris.who, local, &new, "").await.unwrap();
        service::withdraw(&p, &anna.who, local).await.unwrap();
        assert!(mine(&p, &boris, local).await.is_empty());
    }

    async fn only_so_many_wait(store: Store) {
        let (city, p) = (city(&store).await, publishing(&store));
        let anna = city.person("anna").await;
        let id = service::publish(&p, &anna.who, &sheet()).await.unwrap();
        for n in 0..=MOST {
            let who = city.person(&format!("person{n}")).await;
            let offered = versions::offer(&p, &who.who, id, &english("x"), "").await;
            assert_eq!(offered.is_ok(), n < MOST, "{n}");
            if n == 0 {
                // One's own is replaced, not added.
                versions::offer(&p, &who.who, id, &english("y"), "").await.unwrap();
            }
        }
        assert_eq!(open(&p, &anna, id).await.len(), usize::try_from(MOST).unwrap());
    }
}
