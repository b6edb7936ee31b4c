//! Both cities begin the workspace of one pair while neither hears of the other.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::time::Duration;

use domain::{ActorId, Lang, id::LedgerId};
use guildhall_tests::{
    cities,
    network::Town,
    reader::{Reader, attribute, text},
};
use mentoring::{
    elder::{self, Elder},
    workspace::{MENTORING, entry},
};
use people::{
    ledger::{self, Draft, Ledgers, Opening, Side},
    testing::Person,
};
use serde_json::json;
use web::Messages;

const DAY: Duration = Duration::from_hours(24);
const PROGRAMME: &str = "https://net.example/ap/object/1";

fn ledgers(town: &Town) -> &Ledgers {
    town.city.app.ledgers().expect("this city federates")
}

fn iri(town: &Town, id: ActorId) -> String {
    format!("{}/ap/actor/{id}", town.origin)
}

/// Begins a workspace in the programme, for one side; `asked` is the IRI of whom the other one should let see it.
async fn begin(
    town: &Town,
    who: &Person,
    parties: [ActorId; 2],
    side: Side,
    (title, asked): (&str, String),
) -> LedgerId {
    let about = json!({ "title": title, "programme": PROGRAMME });
    let drafts = vec![Draft::new(entry::ABOUT, "", about), Draft::ask(&asked)];
    let opening = Opening { kind: &MENTORING, parties, side, drafts };
    ledger::open(ledgers(town), &who.who, opening).await.unwrap()
}

/// The workspace of this title at a town, and what somebody there learns of an older one.
async fn at(town: &Town, who: &Person, title: &str) -> (LedgerId, Option<Elder>) {
    let lang = Lang::english();
    let all = ledger::of(&mut town.store().read(), who.actor, MENTORING.name, &lang).await.unwrap();
    let id = all.iter().find(|line| line.title == title).expect("it is here").id;
    let open = ledgers(town).see(&who.who, id).await.unwrap();
    (id, elder::older_of(ledgers(town), &who.who, &open, &lang).await.unwrap())
}

cities! {
    async fn of_two_workspaces_of_one_pair_the_younger_leads_to_the_older(net: Network) {
        let (a, b) = (net.city("a").await, net.city("b").await);
        let anna = a.people.person("anna").of(a.people.organisation).await;
        let dora = a.people.person("dora").of(a.people.organisation).await;
        let boris = b.people.person("boris").of(b.people.organisation).await;
        let b_at_a = a.find(&iri(&b, b.people.organisation)).await;
        let a_at_b = b.find(&iri(&a, a.people.organisation)).await;
        let (asks_anna, asks_boris) = (iri(&a, anna.actor), iri(&b, boris.actor));
        net.settle().await;

        // Each begins while the other one is away: B first.
        let fallen = net.kill(a);
        begin(&b, &boris, [b.people.organisation, a_at_b], Side::First, ("Старо", asks_anna)).await;
        let gone = net.kill(b);
        let a = net.restart(fallen).await;
        net.clock().advance(Duration::from_mins(1));
        let id = begin(&a, &anna, [b_at_a, a.people.organisation], Side::Second, ("Ново", asks_boris)).await;
        let name = Draft::name(&iri(&a, dora.actor), "Dora", "participant");
        ledger::append(ledgers(&a), &anna.who, id, None, vec![name]).await.unwrap();
        assert_eq!(at(&a, &anna, "Ново").await, (id, None), "she has not heard of the other one");
        let b = net.restart(gone).await;
        for _ in 0..2 {
            net.advance(DAY).await;
        }

        // Both have both, and both say the same.
        for (town, who) in [(&a, &anna), (&b, &boris)] {
            let (old, of_old) = at(town, who, "Старо").await;
            assert_eq!(of_old, None);
            let (_, elder) = at(town, who, "Ново").await;
            let elder = elder.expect("there is an older one");
            assert_eq!((elder.id, &*elder.title, elder.seen), (old, "Старо", true));
        }

        // The page of the younger one says so; who is not named in the older one is told whom to ask.
        let tr = Messages::load().get("bg").unwrap();
        let (old, new) = (at(&a, &anna, "Старо").await.0, at(&a, &anna, "Ново").await.0);
        let at_a = Reader::of(&a, &anna, "bg").await;
        for page in ["", "/session/new"] {
            let page = at_a.get(&format!("/mentoring/workspaces/{new}{page}")).await;
            assert!(text(&page, "[data-elder]").contains(tr.t("elder-text")));
            assert_eq!(attribute(&page, "[data-elder] a", "href"), format!("/mentoring/workspaces/{old}"));
        }
        let page = at_a.get(&format!("/mentoring/workspaces/{old}/session/new")).await;
        assert_eq!(text(&page, "[data-elder]"), "");
        let at_dora = Reader::of(&a, &dora, "bg").await;
        assert_eq!(at_dora.send(&format!("/mentoring/workspaces/{old}"), None).await.0, 404);
        let page = at_dora.get(&format!("/mentoring/workspaces/{new}/session/new")).await;
        assert!(text(&page, "[data-elder]").contains(&tr.t1("elder-ask", "names", "Anna")));
        assert_eq!(attribute(&page, "[data-elder] a", "href"), "");

        // Nothing is lost: one can go on writing in both.
        for id in [old, new] {
            at_a.post(&format!("/mentoring/workspaces/{id}/messages"), &[("message", "Ето ни")]).await;
        }
    }
}
