//! What is called like its programme is called by its cities also where it is only named.

use std::time::Duration;

use guildhall_tests::{
    cities,
    network::Town,
    reader::{Reader, text},
};
use mentoring::workspace;
use people::ledger;
use serde_json::json;

use crate::support::{TITLE, Three, bring_together, three_called};

/// What the programme is called in Bulgarian.
const NAMED: &str = "Градовете се учат";

/// Two workspaces of the pair, both called like the programme, as if each city had begun one: the younger one.
async fn two(t: &Three, clock: &store::TestClock) -> domain::id::LedgerId {
    let iri = format!("{}/ap/object/{}", t.network.origin, t.programme[0]);
    let party = |town: &Town| format!("{}/ap/actor/{}", town.origin, town.people.organisation);
    let helping = t.helped.find(&party(&t.helping)).await;
    let asked = format!("{}/ap/actor/{}", t.helping.origin, t.mentor.actor);
    let ledgers = t.helped.city.app.ledgers().unwrap();
    let mut last = None;
    for _ in 0..2 {
        let about = json!({ "title": TITLE, "programme": iri });
        let opening = ledger::Opening {
            kind: &workspace::MENTORING,
            parties: [helping, t.helped.people.organisation],
            side: ledger::Side::Second,
            drafts: vec![
                ledger::Draft::new(workspace::entry::ABOUT, "", about),
                ledger::Draft::ask(&asked),
            ],
        };
        last = Some(ledger::open(ledgers, &t.mentee.who, opening).await.unwrap());
        clock.advance(Duration::from_mins(1));
    }
    last.unwrap()
}

cities! {
    async fn administrators_and_notices_call_a_mentoring_as_its_page_does(net: Network) {
        let t = bring_together(&net, three_called(&net, Some(NAMED)).await).await;
        let younger = two(&t, net.clock()).await;
        net.settle().await;
        for (lang, programme, other) in [("bg", NAMED, TITLE), ("en", TITLE, NAMED)] {
            let ada = Reader::of(&t.helped, &t.helped.people.admin, lang).await;
            let list = text(&ada.get("/admin/mentorings").await, "main .stack");
            assert!(list.contains(" ↔ ") && list.contains(programme), "{lang}: {list}");
            assert!(!list.contains(other), "{lang}: {list}");
            let reader = Reader::of(&t.helped, &t.mentee, lang).await;
            let notice = text(&reader.get(&format!("/mentoring/workspaces/{younger}")).await, "[data-elder]");
            assert!(notice.contains(" ↔ "), "{lang}: {notice}");
            assert!(!notice.contains(TITLE) && !notice.contains(NAMED), "{lang}: {notice}");
        }
    }
}
