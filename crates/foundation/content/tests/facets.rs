//! Counts from memory are those that the database gives, after whatever happens, on both databases.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use domain::{ActorId, ContentId, Lang, Sector, Time, Visibility, access::Who};
use guildhall_content::{
    Draft, Facets, Publishing,
    lineage::FIELDS,
    read::{self, Filter, Quality},
    service::{self, NewVersion},
    testing::{OPINION, SHEET, USE, full, publishing},
    voices,
};
use people::{avoidance, testing::city};
use serde_json::json;
use store::{
    Built, FromRow, Query, Reader, Statement, Store, TestClock, args, dialect::Dialect, statements,
};
use tokio::sync::Semaphore;

statements! {
    LIMIT = "UPDATE content SET policy = $2 WHERE id = $1";
    CHECK = "UPDATE content SET checked_at = $2 WHERE id = $1";
}

fn draft(title: &str, change: impl FnOnce(&mut Draft)) -> Draft {
    let mut draft = full(&SHEET, &Lang::bulgarian());
    for (field, _) in &FIELDS {
        draft.values.remove(field.name);
    }
    draft.title = title.into();
    change(&mut draft);
    draft
}

/// Filters of every sort that a panel can ask for.
fn filters(among: &[ContentId], by: Option<ActorId>) -> Vec<Filter> {
    let all = Filter { kinds: vec![SHEET.name], checked_since: Some(Time(2)), ..Filter::default() };
    let choice = |words: &[&str]| {
        vec![("choice".to_owned(), words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>())]
    };
    let sectors = vec![Sector::parse("housing").unwrap()];
    vec![
        Filter { facets: choice(&["red"]), ..all.clone() },
        Filter { facets: choice(&["red", "green"]), sectors: sectors.clone(), ..all.clone() },
        Filter { langs: vec![Lang::english()], ..all.clone() },
        Filter { quality: vec![Quality::Reviewed], ..all.clone() },
        Filter { quality: vec![Quality::Checked, Quality::Used], ..all.clone() },
        Filter {
            sectors,
            langs: vec![Lang::bulgarian()],
            facets: choice(&["nothing"]),
            ..all.clone()
        },
        Filter { among: Some(among.to_vec()), ..all.clone() },
        Filter { among: Some(among.to_vec()), facets: choice(&["green"]), ..all.clone() },
        Filter { among: Some(Vec::new()), ..all.clone() },
        Filter { by, ..all.clone() },
        Filter { by, among: Some(among.to_vec()), ..all.clone() },
        all,
    ]
}

async fn set(store: &Store, statement: &'static Statement, args: Vec<store::Value>) {
    let mut tx = store.begin().await.unwrap();
    tx.execute(statement, args).await.unwrap();
    tx.save().await.unwrap();
}

/// Holds what is in memory against the database, for everybody.
async fn agree(p: &Publishing, held: &Facets, readers: &[Who], among: &[ContentId], after: &str) {
    let mut q = p.store().read();
    let by = readers.iter().find_map(Who::actor);
    for (n, filter) in filters(among, by).iter().enumerate() {
        for who in readers {
            let counted = held.count(&mut q, p.kinds(), who, filter).await.unwrap();
            let expected = read::facet_counts(&mut q, who, filter).await.unwrap();
            assert_eq!(counted, expected, "after {after}, filter {n}, {who:?}");
            let mut ids = held.ids(&mut q, p.kinds(), who, filter).await.unwrap();
            let mut expected = read::ids(&mut q, who, filter).await.unwrap();
            ids.sort();
            expected.sort();
            assert_eq!(ids, expected, "after {after}, filter {n}, {who:?}");
        }
    }
}

/// Reads like any other. It is noted how often everything of a kind is asked for, and that waits until it may go on.
#[derive(Clone)]
struct Watched {
    q: Reader,
    asked: Arc<AtomicUsize>,
    gate: Arc<Semaphore>,
}

impl Watched {
    /// One that waits until it is let go on.
    fn held(store: &Store) -> Self {
        Self { q: store.read(), asked: Arc::default(), gate: Arc::new(Semaphore::new(0)) }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// Returns when somebody waits.
    async fn begun(&self) {
        while self.asked() == 0 {
            tokio::task::yield_now().await;
        }
    }

    fn go_on(&self) {
        self.gate.add_permits(1);
    }
}

impl Query for Watched {
    fn dialect(&self) -> Dialect {
        self.q.dialect()
    }

    async fn all<T: FromRow>(
        &mut self,
        statement: &'static Statement,
        values: Vec<store::Value>,
    ) -> store::Result<Vec<T>> {
        if statement.name == "OF_KIND" {
            self.asked.fetch_add(1, Ordering::SeqCst);
            drop(self.gate.acquire().await);
        }
        self.q.all(statement, values).await
    }

    async fn all_built<T: FromRow>(&mut self, built: Built) -> store::Result<Vec<T>> {
        self.q.all_built(built).await
    }
}

store::on_both! {
    async fn whoever_asks_while_everything_is_read_waits_for_it(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let elena = city.person("elena").await;
        service::publish(&p, &elena.who, &draft("Първи", |_| {})).await.unwrap();
        let filter = Filter { kinds: vec![SHEET.name], ..Filter::default() };

        let alone = Watched::held(&store);
        alone.go_on();
        Facets::default().warm(&mut alone.clone(), p.kinds()).await.unwrap();
        let once = alone.asked();
        assert!(once > 0);

        let (held, watched) = (Facets::default(), Watched::held(&store));
        assert!(!held.is_read());
        let (mut background, mut reader) = (watched.clone(), watched.clone());
        let (warmed, counted, ()) = tokio::join!(
            held.warm(&mut background, p.kinds()),
            held.count(&mut reader, p.kinds(), &Who::Visitor, &filter),
            async {
                watched.begun().await;
                watched.go_on();
            },
        );
        warmed.unwrap();
        assert_eq!(counted.unwrap().total, 1);
        assert!(held.is_read());
        held.count(&mut reader, p.kinds(), &Who::Visitor, &filter).await.unwrap();
        held.warm(&mut background, p.kinds()).await.unwrap();
        assert_eq!(watched.asked(), once, "it is read once, whoever began it");
    }

    async fn what_was_stopped_is_begun_anew_by_whoever_asks(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let elena = city.person("elena").await;
        service::publish(&p, &elena.who, &draft("Първи", |_| {})).await.unwrap();
        let (held, watched) = (Facets::default(), Watched::held(&store));
        let mut background = watched.clone();
        tokio::select! {
            warmed = held.warm(&mut background, p.kinds()) => panic!("it waits: {warmed:?}"),
            () = watched.begun() => {}
        }
        assert!(!held.is_read());
        let filter = Filter { kinds: vec![SHEET.name], ..Filter::default() };
        let counted = held.count(&mut store.read(), p.kinds(), &Who::Visitor, &filter).await.unwrap();
        assert_eq!(counted.total, 1);
    }
}

store::on_both! {
    async fn counts_in_memory_are_those_of_the_database(store: Store, clock: TestClock) {
        let (p, city, held) = (publishing(&store), city(&store).await, Facets::default());
        let (elena, vera) = (city.person("elena").await, city.person("vera").await);
        let varna = city.another_organisation("varna").await;
        let inner = city.community("inner").by(&elena).visible(Visibility::Members).await;
        let boris = city.person("boris").member_of(inner).of(varna).await;
        let readers = [Who::Visitor, elena.who, boris.who, vera.who];
        let (red, green) = (json!("red"), json!("green"));
        let a = service::publish(&p, &elena.who, &draft("Първи", |d| { d.values.insert("choice".into(), red.clone()); })).await.unwrap();
        agree(&p, &held, &readers, &[a], "the first").await;
        let b = service::publish(&p, &boris.who, &draft("Втори", |d| d.sectors = vec!["funding".into()])).await.unwrap();
        let hidden = draft("За членове", |d| { d.group = Some(inner); d.values.insert("choice".into(), green.clone()); });
        let c = service::publish(&p, &boris.who, &hidden).await.unwrap();
        let unlisted = draft("Само с адрес", |d| d.visibility = Visibility::Unlisted);
        let d = service::publish(&p, &vera.who, &unlisted).await.unwrap();
        let all = [a, b, c, d];
        agree(&p, &held, &readers, &all, "some that not everybody may see").await;
        agree(&p, &held, &readers, &[c], "those alone").await;

        let draft_of_a = draft("Първи", |d| { d.values.insert("choice".into(), green.clone()); d.sectors = vec!["funding".into()]; });
        let revision = read::page(&mut store.read(), p.kinds(), &elena.who, a, &[]).await.unwrap().content.revision;
        service::edit(&p, &elena.who, a, &draft_of_a, "друго", Some(revision)).await.unwrap();
        agree(&p, &held, &readers, &all, "an edit").await;
        let english = Draft { lang: Lang::english(), ..draft("The first", |_| {}) };
        service::add_version(&p, &elena.who, a, NewVersion::from_draft(english)).await.unwrap();
        agree(&p, &held, &readers, &all, "a version").await;
        service::remove_version(&p, &elena.who, a, &Lang::english()).await.unwrap();
        agree(&p, &held, &readers, &all, "a version that goes").await;

        voices::begin(&p, &boris.who, a, &full(&OPINION, &Lang::bulgarian()), guildhall_content::Goal::Publish).await.unwrap();
        agree(&p, &held, &readers, &all, "a review").await;
        let uses = Draft { organisation: Some(varna), ..full(&USE, &Lang::bulgarian()) };
        let uses = voices::begin(&p, &boris.who, a, &uses, guildhall_content::Goal::Publish).await.unwrap();
        agree(&p, &held, &readers, &all, "an endorsement").await;
        service::withdraw(&p, &boris.who, uses).await.unwrap();
        agree(&p, &held, &readers, &all, "an endorsement that is withdrawn").await;
        set(&store, &CHECK, args![b, Time(5)]).await;
        agree(&p, &held, &readers, &all, "a check").await;

        set(&store, &LIMIT, args![b, "limited"]).await;
        agree(&p, &held, &readers, &all, "a limited host").await;
        set(&store, &LIMIT, args![b, "open"]).await;
        avoidance::avoid(&store, &vera.who, boris.actor, avoidance::Avoidance::Mute).await.unwrap();
        agree(&p, &held, &readers, &all, "one whom a reader mutes").await;

        service::remove(&p, &city.admin.who, a, "причина").await.unwrap();
        agree(&p, &held, &readers, &all, "a removal").await;
        service::restore(&p, &city.admin.who, a).await.unwrap();
        agree(&p, &held, &readers, &all, "a return").await;
        service::withdraw(&p, &boris.who, b).await.unwrap();
        agree(&p, &held, &readers, &all, "a withdrawal").await;
        let kept = draft("Чернова", |d| { d.values.insert("choice".into(), red.clone()); });
        let kept = service::save_draft(&p, &vera.who, &kept).await.unwrap();
        agree(&p, &held, &readers, &all, "a draft").await;
        service::withdraw(&p, &vera.who, kept).await.unwrap();
        clock.advance(std::time::Duration::from_secs(1));
        // Whoever begins later reads the same.
        agree(&p, &Facets::default(), &readers, &all, "everything, read at once").await;
    }
}
