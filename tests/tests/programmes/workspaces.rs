//! The workspaces of a programme: what they are called, and what is reported of them.

use guildhall_tests::{
    cities,
    network::Town,
    reader::{Reader, attribute, text},
};
use mentoring::workspace;
use people::ledger;
use scraper::Selector;
use serde_json::json;

use crate::support::{TERMS, TITLE, begun, bring_together, operations_with, paired, three_called};

cities! {
    async fn a_mentoring_called_like_its_programme_is_called_by_its_cities(net: Network) {
        let named = "Градовете се учат";
        let t = bring_together(&net, three_called(&net, Some(named)).await).await;
        let (at_a, at_b) = (Reader::of(&t.helped, &t.mentee, "bg").await, Reader::of(&t.helping, &t.mentor, "en").await);
        let iri = format!("{}/ap/object/{}", t.network.origin, t.programme[0]);
        let home = at_a.post("/mentoring/workspaces/new", &[
            ("side", "mentee"), ("with", &format!("@{}", t.helping.address("haskovo"))), ("title", TITLE),
            ("programme", &iri), ("message", "Здравейте"),
        ]).await;
        net.settle().await;
        for (reader, programme, other) in [(&at_a, named, TITLE), (&at_b, TITLE, named)] {
            let list = reader.get("/mentoring/workspaces").await;
            assert!(text(&list, "#workspaces a").contains(" ↔ "), "{programme}");
            let line = text(&list, "#workspaces li");
            assert!(line.contains(programme), "{programme}: {line}");
            assert!(text(&list, "[aria-labelledby=applications] a").contains(programme));
            let page = reader.get(&attribute(&list, "#workspaces a", "href")).await;
            assert!(text(&page, "h1").contains(" ↔ ") && text(&page, "#programme").contains(programme));
            assert!(!text(&page, "main").contains(other));
            let told = reader.told().await;
            assert!(told.contains(programme) && !told.contains(other), "{told}");
        }
        assert!(at_b.told().await.contains(" ↔ "));
        // The agreement begins with what the two have typed.
        let edit = at_a.get(&format!("{home}/agreement/edit")).await;
        assert_eq!(attribute(&edit, "[name=title]", "value"), TITLE);
    }

    async fn of_two_workspaces_of_one_pair_the_older_is_reported(net: Network) {
        let t = paired(&net).await;
        let (at_a, at_b) = (Reader::of(&t.helped, &t.mentee, "bg").await, Reader::of(&t.helping, &t.mentor, "en").await);
        let iri = format!("{}/ap/object/{}", t.network.origin, t.programme[0]);
        let party = |town: &Town| format!("{}/ap/actor/{}", town.origin, town.people.organisation);
        let helping = t.helped.find(&party(&t.helping)).await;
        // As if each had begun before it heard of the other one.
        let mut works = Vec::new();
        for title in ["Older", "Younger"] {
            let about = json!({ "title": title, "programme": iri });
            let asked = format!("{}/ap/actor/{}", t.helping.origin, t.mentor.actor);
            let opening = ledger::Opening {
                kind: &workspace::MENTORING,
                parties: [helping, t.helped.people.organisation],
                side: ledger::Side::Second,
                drafts: vec![ledger::Draft::new(workspace::entry::ABOUT, "", about), ledger::Draft::ask(&asked)],
            };
            let ledgers = t.helped.city.app.ledgers().unwrap();
            works.push(ledger::open(ledgers, &t.mentee.who, opening).await.unwrap());
            net.clock().advance(std::time::Duration::from_mins(1));
        }
        net.settle().await;
        let lines = at_b.get("/mentoring/workspaces").await;
        let rows = Selector::parse("#workspaces a").unwrap();
        let theirs = |title: &str| {
            let mut links = lines.select(&rows);
            let link = links.find(|a| a.text().collect::<String>().contains(title)).unwrap();
            link.value().attr("href").unwrap().to_owned()
        };
        let (younger, older) = (theirs("Younger"), theirs("Older"));
        // The younger one is agreed first, then the older.
        for (at, there) in [(works[1], &younger), (works[0], &older)] {
            at_a.post(&format!("/mentoring/workspaces/{at}/agreement/edit"), TERMS).await;
            net.settle().await;
            let page = at_b.get(&format!("{there}/agreement")).await;
            let digest = attribute(&page, "button[name=sign]", "value");
            at_b.post(&format!("{there}/agreement"), &[("sign", &digest)]).await;
            net.settle().await;
            let reported = operations_with(&t.network, "meetings").await;
            if at == works[1] {
                assert_eq!(reported, 0, "the younger one is not reported");
            } else {
                assert_eq!(reported, 2, "each city reports the older one");
            }
        }
        for (work, some) in [(works[0], true), (works[1], false)] {
            let reports = operations_with(&t.network, &format!("report%{work}")).await;
            assert_eq!(reports > 0, some, "{work}");
        }
    }

    async fn nothing_is_reported_of_what_one_city_alone_calls_signed(net: Network) {
        let t = paired(&net).await;
        let (work, there) = begun(&net, &t).await;
        let at_b = Reader::of(&t.helping, &t.mentor, "en").await;
        at_b.post(&format!("{there}/agreement/edit"), TERMS).await;
        net.settle().await;
        let here = format!("{there}/agreement");
        let digest = attribute(&at_b.get(&here).await, "button[name=refuse]", "value");
        // The mentored city's instance says that its city has signed, and enters it in the register.
        let sets = [json!({ "mentee_signature": { "x": 1 } }), json!({ "bound": 1 })];
        let drafts = sets.map(|set| ledger::Draft::new(workspace::entry::VERSION, &*digest, set)).to_vec();
        let ledgers = t.helped.city.app.ledgers().unwrap();
        ledger::append_as(ledgers, work, ledger::Side::Second, |_, _| drafts.clone()).await.unwrap();
        net.settle().await;
        assert!(text(&at_b.get(&here).await, "#v1").contains("Signature not verified"));
        assert_eq!(operations_with(&t.network, "meetings").await, 0);
        // Nor a day later, and nobody is reminded of what is not agreed.
        at_b.post(&format!("{there}/action/new"), &[("text", "Решение"), ("owner", "Boris"), ("due", "20.11.2026"), ("state", "todo")]).await;
        let mut tx = t.helping.store().begin().await.unwrap();
        for ask in t.helping.city.app.daily() {
            ask(&mut tx).await.unwrap();
        }
        tx.save().await.unwrap();
        net.settle().await;
        assert_eq!(operations_with(&t.network, "meetings").await, 0);
        assert!(!at_b.told().await.contains("overdue"));
    }
}
