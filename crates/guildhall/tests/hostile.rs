//! A city as a real process, a server that does it all the harm it can, and one that means well: the
//! first costs little, stops nothing of the second's, and leaves nothing behind.
#![expect(clippy::unwrap_used, reason = "tests")]

mod place;
mod hostile {
    pub mod flood;
    pub mod traps;
}

use std::sync::{Arc, atomic::Ordering};

use content::{Draft, service};
use domain::{ActorId, Lang};
use federation::{Acquaint, Federation, client::Budget, delivery, keys::PrivateKey, outgoing};
use guildhall::city::{City, real_world};
use hostile::{flood::Flood, traps::Traps};
use place::{Place, Process, join, until};
use store::{Query as _, args};
use tokio::task::JoinSet;

store::statements! {
    JOBS_OF = "SELECT CAST(count(*) AS bigint) FROM job WHERE kind = 'acquaint' AND payload LIKE $1";
    ACTORS_OF = "SELECT CAST(count(*) AS bigint) FROM actor WHERE host LIKE $1";
    CONTENT_OF = "SELECT CAST(count(*) AS bigint) FROM content WHERE host LIKE $1";
    HOSTS_OF = "SELECT CAST(count(*) AS bigint) FROM remote_host WHERE host LIKE $1";
    RECEIVED_OF = "SELECT CAST(count(*) AS bigint) FROM received_activity r \
        JOIN actor a ON a.id = r.actor_id WHERE a.host LIKE $1";
    WAITING_OF = "SELECT CAST(count(*) AS bigint) FROM received_activity r \
        JOIN actor a ON a.id = r.actor_id WHERE a.host LIKE $1 AND r.state = 'waiting'";
    RUNNING = "SELECT CAST(count(*) AS bigint) FROM job WHERE state = 'running'";
}

/// What the process may grow by, in KiB.
const GROWTH: u64 = 100 * 1024;
/// The least that is sent.
const ENOUGH: usize = 2_000;
/// How often the other server is heard in the meantime.
const ROUNDS: usize = 8;
/// Communities of the hostile server that somebody here has begun to follow.
const GROUPS: usize = 16;

fn draft(title: &str, group: ActorId) -> Draft {
    Draft {
        title: title.to_owned(),
        body: "Текст.".into(),
        group: Some(group),
        values: [("type".to_owned(), "discussion".into())].into_iter().collect(),
        ..Draft::new("discussion", Lang::bulgarian())
    }
}

async fn count(place: &Place, what: &'static store::Statement, of: &str) -> i64 {
    let (n,): (i64,) = place.store.read().one(what, args![of]).await.unwrap();
    n
}

/// Everybody of the test.
struct Stage {
    honest: Place,
    city: City,
    /// The community of the honest server that somebody of the other one belongs to.
    club: ActorId,
    victim: Place,
    /// The community of the server that is attacked.
    jobs: String,
    /// Somebody of the honest server whom the other one is about to get to know.
    newcomer: ActorId,
    flood: Arc<Flood>,
}

impl Stage {
    /// Two cities that know one another, one of them still in this process; what it knows of the
    /// hostile server is what its people asked for.
    async fn set() -> Self {
        let (honest, victim) = (Place::prepare("a").await, Place::prepare("b").await);
        let anna = honest.people.person("anna").await;
        let boris = victim.people.person("boris").await;
        let club = honest.people.community("club").by(&anna).await;
        victim.people.community("jobs").by(&boris).await;
        let (city, other) = (honest.inside().await, victim.inside().await);
        let jobs = format!("!jobs@{}", victim.origin.authority());
        join(&other, &boris, &format!("!club@{}", honest.origin.authority())).await;
        let group = join(&city, &anna, &jobs).await;
        let first = service::publish(city.app.publishing(), &anna.who, &draft("Първа", group))
            .await
            .unwrap();
        until("the first is there", || async { victim.arrived().await.len() == 1 }).await;

        let key = PrivateKey::generate_blocking().unwrap();
        let honest_iri = format!("{}/ap/actor/{}", honest.origin, anna.actor);
        let traps = Traps::start(key.public_text().unwrap(), honest_iri.clone()).await;
        let federation = other.app.federation().unwrap();
        let mut known = Vec::new();
        for n in 0..GROUPS {
            let iri = traps.iri(&format!("/groups/{n}"));
            known.push(federation.actor(&iri, &Budget::default()).await.unwrap().id);
        }
        // Last, and not to be waited for behind all of them.
        let newcomer = federation.actor(&honest_iri, &Budget::default()).await.unwrap().id;
        known.push(newcomer);
        federation.actor(&traps.iri("/users/mallory"), &Budget::default()).await.unwrap();
        other.stop().await;
        let mut tx = victim.store.begin().await.unwrap();
        for actor in known {
            let now = tx.now();
            store::enqueue::<Federation, _>(&mut tx, &Acquaint { actor }, now).await.unwrap();
        }
        tx.save().await.unwrap();
        let flood = Arc::new(Flood {
            traps,
            key,
            world: real_world().unwrap(),
            city: victim.listen,
            inbox: format!("{}/inbox", victim.origin),
            thing: format!("{}/ap/object/{first}", honest.origin),
            sent: 0.into(),
            faults: 0.into(),
            over: false.into(),
        });
        Self { honest, city, club, victim, jobs, newcomer, flood }
    }

    /// The honest server goes about its business: somebody new joins and writes, here and there.
    async fn live(&self, round: usize) {
        let name = format!("p{round}");
        let person = self.honest.people.person(&name).member_of(self.club).await;
        let publishing = self.city.app.publishing();
        let inner = format!("В клуба {round}");
        service::publish(publishing, &person.who, &draft(&inner, self.club)).await.unwrap();
        // Her key is not known there yet, and an answer has to come back.
        let group = join(&self.city, &person, &self.jobs).await;
        let outer = format!("Навън {round}");
        service::publish(publishing, &person.who, &draft(&outer, group)).await.unwrap();
        until("both are there", || async {
            let there = self.victim.arrived().await;
            there.contains(&inner) && there.contains(&outer)
        })
        .await;
        until("everything was delivered", || async {
            let mut q = self.victim.store.read();
            let newest = outgoing::newest(&mut q).await.unwrap();
            let host = delivery::host(&mut q, self.honest.origin.authority()).await.unwrap();
            host.is_some_and(|h| h.position >= newest)
        })
        .await;
    }

    /// What is there of the hostile server once it is over.
    async fn nothing_is_left(&self, process: &Process) {
        let mallory = "%mallory.localhost%";
        assert_eq!(count(&self.victim, &CONTENT_OF, mallory).await, 0);
        let known = i64::try_from(GROUPS).unwrap() + 1;
        assert!(count(&self.victim, &ACTORS_OF, mallory).await <= known);
        assert!(count(&self.victim, &HOSTS_OF, mallory).await <= 1);
        let received = count(&self.victim, &RECEIVED_OF, mallory).await;
        let waiting = count(&self.victim, &WAITING_OF, mallory).await;
        assert!(waiting <= 500, "{waiting} activities of the hostile server wait");
        assert!(received < 2 * 500, "{received} activities of the hostile server are kept");
        until("no job is stuck", || async {
            let (running,): (i64,) = self.victim.store.read().one(&RUNNING, args![]).await.unwrap();
            running == 0
        })
        .await;
        let left: Vec<_> = std::fs::read_dir(self.victim.temporary()).unwrap().collect();
        assert!(left.is_empty(), "{left:?}");
        let open = std::fs::read_dir(process.folder("fd")).unwrap().count();
        assert!(open < 200, "{open} files are open");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hostile_server_costs_little_stops_nobody_and_leaves_nothing() {
    let stage = Stage::set().await;
    let process = stage.victim.outside();
    stage.victim.is_up().await;
    stage.live(100).await;
    let before = process.memory("VmRSS");

    let mut all = JoinSet::new();
    for _ in 0..24 {
        all.spawn(stage.flood.clone().deliver());
    }
    for _ in 0..300 {
        all.spawn(stage.flood.clone().slow_head());
    }
    for _ in 0..150 {
        all.spawn(stage.flood.clone().slow_body());
    }
    until("the flood has begun", || async { stage.flood.sent.load(Ordering::Relaxed) > 200 }).await;
    for round in 0..ROUNDS {
        stage.live(round).await;
        eprintln!(
            "round {round}: {} sent, {} KiB",
            stage.flood.sent.load(Ordering::Relaxed),
            process.memory("VmRSS")
        );
    }
    let newcomer = format!("%{}%", stage.newcomer);
    until("the newcomer is got to know", || async {
        count(&stage.victim, &JOBS_OF, &newcomer).await == 0
    })
    .await;
    until("enough was sent", || async { stage.flood.sent.load(Ordering::Relaxed) >= ENOUGH }).await;
    stage.flood.over.store(true, Ordering::Relaxed);
    while all.join_next().await.is_some() {}
    let grown = process.memory("VmHWM").saturating_sub(before);
    eprintln!(
        "{} sent, {} asked, {grown} KiB",
        stage.flood.sent.load(Ordering::Relaxed),
        stage.flood.traps.asked()
    );
    assert_eq!(stage.flood.faults.load(Ordering::Relaxed), 0, "errors of ours");
    assert!(grown < GROWTH, "it grew by {grown} KiB");
    let said = stage.victim.said();
    assert!(!said.contains("panicked"), "{said}");
    stage.flood.traps.end();
    stage.nothing_is_left(&process).await;
    stage.live(ROUNDS).await;
    process.kill();
    stage.city.stop().await;
}
