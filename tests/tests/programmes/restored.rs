//! What a city has in a programme comes back from the others, though its own backup is older than all of it.

use std::time::Duration;

use domain::Lang;
use guildhall_tests::{
    cities,
    network::{Network, Town},
    reader::{Reader, text},
};
use mentoring::{application, workspace};
use people::{ledger, testing::Person};
use store::args;

use crate::support::{applications, begun, paired, say, table};

store::statements! {
    LOSE = "DELETE FROM ledger";
}

const DAY: Duration = Duration::from_hours(24);

async fn days(net: &Network, n: usize) {
    for _ in 0..n {
        net.advance(DAY).await;
    }
}

async fn lose(town: &Town) {
    let mut tx = town.store().begin().await.unwrap();
    tx.execute(&LOSE, args![]).await.unwrap();
    tx.save().await.unwrap();
}

/// What lists need of the ledgers that somebody sees: what they are called, to what they belong, what their kinds make of
/// them.
async fn shown(town: &Town, person: &Person) -> Vec<[String; 3]> {
    let kinds = [application::KIND.name, workspace::MENTORING.name];
    let (mut q, lang) = (town.store().read(), Lang::english());
    let lines = ledger::latest(&mut q, person.actor, &kinds, &lang).await.unwrap();
    let of = |line: ledger::Line| [line.title, line.subject, line.summary.0.to_string()];
    let mut all: Vec<[String; 3]> = lines.into_iter().map(of).collect();
    all.sort();
    all
}

cities! {
    async fn applications_and_pairs_come_back_after_an_older_backup(net: Network) {
        let t = paired(&net).await;
        let (work, _) = begun(&net, &t).await;
        days(&net, 3).await;
        let (applicant, coordinator) =
            (shown(&t.helped, &t.mentee).await, shown(&t.network, &t.coordinator).await);
        assert_eq!((applicant.len(), coordinator.len()), (2, 2));

        // The city that is helped has opened both of its own.
        lose(&t.helped).await;
        days(&net, 8).await;
        assert_eq!(shown(&t.helped, &t.mentee).await, applicant);
        let at_a = Reader::of(&t.helped, &t.mentee, "bg").await;
        at_a.get(&format!("/mentoring/workspaces/{work}")).await;

        // The coordinator was only ever written to.
        lose(&t.network).await;
        days(&net, 8).await;
        assert_eq!(shown(&t.network, &t.coordinator).await, coordinator);
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        assert_eq!(applications(&at_net, &home).await.len(), 2);
        let page = at_net.get(&home).await;
        assert_eq!(table(&page, "[aria-labelledby=pairs]").lines().count(), 1);
        assert!(!text(&page, "main").contains(say("en", "programme-incomplete")));
    }
}
