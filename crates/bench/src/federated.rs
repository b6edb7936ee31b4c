//! What happens between instances: deliveries in, deliveries out, joining.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use anyhow::ensure;
use guildhall::city::City;
use store::{Query as _, args};
use url::Url;

use crate::{
    generate::ORIGIN,
    limit::{self, Bare},
    load,
    measure::Bench,
    peers::{self, Federated, HOSTS, Member, Peers},
    report::Measured,
    scenario::Scenario,
};

store::statements! {
    /// Comments that came from elsewhere.
    COMMENTS_ARRIVED = "SELECT CAST(count(*) AS bigint) FROM content WHERE host <> '' \
        AND root_id IS NOT NULL";
}

/// Deliveries of one round.
const ROUND: usize = 1_500;
/// Posts of one round of `deliveries`.
const POSTS: usize = 20;
/// Writers elsewhere.
const WRITERS: usize = 16;

impl Bench {
    /// Measures one of the scenarios between instances.
    pub async fn federated(
        &self,
        scenario: Scenario,
        database: &'static str,
        running: &City,
    ) -> anyhow::Result<Measured> {
        let peers = Peers::start().await?;
        let publishing = running.app.publishing();
        let place = peers::community(&running.store, publishing, ORIGIN).await?;
        let inbox = Url::parse(&format!("{ORIGIN}/inbox"))?;
        let round = Round { peers: &peers, place: &place, inbox: &inbox, running };
        match scenario {
            Scenario::Inbox => round.inbox(self, scenario, database, 1).await,
            Scenario::InboxAnnouncing => round.inbox(self, scenario, database, HOSTS).await,
            Scenario::Deliveries => round.deliveries(self, database).await,
            Scenario::OnePost50Hosts => round.one_post(self, database).await,
            Scenario::FollowAccept => round.follow(self, database).await,
            _ => round.object(self, database).await,
        }
    }
}

struct Round<'a> {
    peers: &'a Peers,
    place: &'a Federated,
    inbox: &'a Url,
    running: &'a City,
}

impl Round<'_> {
    fn address(&self) -> SocketAddr {
        self.running.address
    }

    async fn join(&self, host: usize, name: &str) -> anyhow::Result<(Member, Duration)> {
        let member = self.peers.member(host, name).await?;
        let took = self.peers.join(&member, self.address(), self.inbox, &self.place.group).await?;
        Ok((member, took))
    }

    /// Comments delivered by members elsewhere, sixteen at a time; the community has members on so
    /// many hosts.
    async fn inbox(
        &self,
        bench: &Bench,
        scenario: Scenario,
        database: &'static str,
        hosts: usize,
    ) -> anyhow::Result<Measured> {
        let mut members = Vec::new();
        for n in 0..WRITERS {
            members.push(self.join(0, &format!("w{n}")).await?.0);
        }
        for host in 1..hosts {
            self.join(host, "reader").await?;
        }
        let limit = limit::commits(&self.running.store, WRITERS, bench.time).await?;
        let (mut rounds, mut n) = (Vec::new(), 0);
        for turn in 0..=bench.rounds {
            let count = if turn == 0 { ROUND / 5 } else { ROUND };
            let mut requests = Vec::with_capacity(count);
            for _ in 0..count {
                let who = &members[n % WRITERS];
                let activity = peers::comment(who, self.place, n);
                requests.push(self.peers.delivery(who, self.inbox, &activity).await?);
                n += 1;
            }
            let (before,) = self.arrived().await?;
            let outcome = load::run_all(self.address(), WRITERS, requests, 202).await?;
            let (after,) = self.arrived().await?;
            let arrived = usize::try_from(after - before)?;
            ensure!(arrived == count, "{count} were accepted, {arrived} are there");
            if turn > 0 {
                rounds.push((outcome.rate, Some((outcome.p50, outcome.p99))));
            }
        }
        Ok(Measured::new(scenario.name(), database, "per second", rounds, Some(limit)))
    }

    async fn arrived(&self) -> anyhow::Result<(i64,)> {
        Ok(self.running.store.read().one(&COMMENTS_ARRIVED, args![]).await?)
    }

    async fn publish(&self, n: usize) -> anyhow::Result<()> {
        let draft = peers::post(self.place.group_id, n);
        let publishing = self.running.app.publishing();
        content::service::publish(publishing, &self.place.host, &draft).await?;
        Ok(())
    }

    async fn join_all(&self) -> anyhow::Result<()> {
        for host in 0..HOSTS {
            self.join(host, "reader").await?;
        }
        Ok(())
    }

    /// Many posts to fifty hosts: how many deliveries a second arrive.
    async fn deliveries(&self, bench: &Bench, database: &'static str) -> anyhow::Result<Measured> {
        self.join_all().await?;
        let mut rounds = Vec::new();
        for round in 0..bench.rounds {
            self.peers.forget();
            let began = Instant::now();
            for n in 0..POSTS {
                self.publish(round * POSTS + n).await?;
            }
            // What was done and the thing itself, each announced once to each host.
            let count = POSTS * HOSTS * 2;
            let last = self.peers.wait(count, |kind, _| kind == "Announce").await?;
            let seconds = last.saturating_duration_since(began).as_secs_f64();
            rounds.push((f64::from(u32::try_from(count)?) / seconds, None));
        }
        let limit = signing_limit(bench.time).await?;
        Ok(Measured::new(Scenario::Deliveries.name(), database, "per second", rounds, Some(limit)))
    }

    /// One post, until the last of fifty hosts has it.
    async fn one_post(&self, bench: &Bench, database: &'static str) -> anyhow::Result<Measured> {
        self.join_all().await?;
        self.publish(0).await?;
        self.peers.wait(2 * HOSTS, |kind, _| kind == "Announce").await?;
        let mut rounds = Vec::new();
        for n in 0..bench.rounds * 3 {
            self.peers.forget();
            let began = Instant::now();
            self.publish(n + 1).await?;
            // The first announcement to each host says it all.
            let last = self.peers.wait(2 * HOSTS, |kind, _| kind == "Announce").await?;
            rounds.push((last.saturating_duration_since(began).as_secs_f64() * 1e3, None));
        }
        Ok(Measured::new(Scenario::OnePost50Hosts.name(), database, "ms", rounds, None))
    }

    /// From the first word of an unknown host to its Accept.
    async fn follow(&self, bench: &Bench, database: &'static str) -> anyhow::Result<Measured> {
        let mut rounds = Vec::new();
        for host in 0..(bench.rounds * 3).min(HOSTS) {
            let (_, took) = self.join(host, "reader").await?;
            rounds.push((took.as_secs_f64() * 1e3, None));
        }
        Ok(Measured::new(Scenario::FollowAccept.name(), database, "ms", rounds, None))
    }

    /// A thing as an ActivityPub object.
    async fn object(&self, bench: &Bench, database: &'static str) -> anyhow::Result<Measured> {
        let path = self.place.discussion.trim_start_matches(ORIGIN).to_owned();
        let host = ORIGIN.trim_start_matches("http://");
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: application/activity+json\r\n\r\n"
        )
        .into_bytes();
        let size = {
            let mut connection = load::Connection::open(self.address()).await?;
            let (status, _, body) = connection.fetch(&request).await?;
            ensure!(status == 200, "the object was answered with {status}");
            body.len()
        };
        let mut rounds = Vec::new();
        for _ in 0..bench.rounds {
            let request = request.clone();
            let outcome =
                load::run(self.address(), 16, bench.time, 200, move |_| request.clone()).await?;
            rounds.push((outcome.rate, Some((outcome.p50, outcome.p99))));
        }
        let bare = Bare::start(size).await?;
        let request = load::get("bench.localhost", "/", "");
        let limit = load::run(bare.address, 16, bench.time, 200, move |_| request.clone()).await?;
        Ok(Measured::new(Scenario::Object.name(), database, "per second", rounds, Some(limit.rate)))
    }
}

/// Signatures per second on all cores.
async fn signing_limit(time: Duration) -> anyhow::Result<f64> {
    let pool = federation::keys::SigningPool::default();
    let key = pool.generate().await?;
    let began = Instant::now();
    let mut count = 0_u32;
    while began.elapsed() < time {
        count += u32::try_from(pool.sign_all(&key, vec![vec![7; 200]; 64]).await?.len())?;
    }
    Ok(f64::from(count) / began.elapsed().as_secs_f64())
}
