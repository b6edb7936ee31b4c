//! What a city that takes part in a programme is to do next, and where its coordinator takes the figures from.

use content::{Draft, service};
use domain::Lang;
use guildhall_tests::{
    cities,
    network::Town,
    peer::Peer,
    reader::{Reader, attribute, text},
};
use mentoring::{application, coordinating, openers, programme, workspace};
use people::{ledger, testing::Person};
use scraper::Html;
use serde_json::{Value, json};
use store::args;

use crate::support::{TITLE, applications, begun, bring_together, paired, say, three, tr, with};

store::statements! {
    // As a version of the program that knows of no next step has written them.
    FORGET_SUMMARIES = "UPDATE ledger SET summary = '{}' WHERE kind IN ('mentoring', 'application')";
}

/// The word of the step at the top of a page; empty where there is none.
fn step(page: &Html) -> String {
    attribute(page, ".banner[data-next]", "data-next")
}

/// Somebody's mentorings and applications as lists have them: what is shown of each, and when it changed.
async fn lines(town: &Town, person: &Person) -> Vec<(String, domain::Time, Value)> {
    let mut all = Vec::new();
    for kind in [workspace::MENTORING.name, application::KIND.name] {
        let mut q = town.store().read();
        let of = ledger::of(&mut q, person.actor, kind, &Lang::english()).await.unwrap();
        all.extend(
            of.into_iter().map(|line| (line.id.to_string(), line.updated_at, line.summary.0)),
        );
    }
    all
}

cities! {
    async fn whoever_is_invited_before_it_opens_waits_for_the_day(net: Network) {
        let town = net.city("net").await;
        let coordinator = town.people.person("matteo").of(town.people.organisation).await;
        openers::name(town.store(), &town.people.admin.who, &coordinator.handle).await.unwrap();
        let values = json!({ "stand": "open", "rules": "Both sign.", "opens": "2026-12-10", "deadline": "2027-01-31" });
        let draft = Draft {
            title: TITLE.into(),
            summary: "Mentoring.".into(),
            body: "Who helps, who is helped, and how.".into(),
            sectors: vec!["housing".into()],
            organisation: Some(town.people.organisation),
            values: values.as_object().unwrap().clone(),
            ..Draft::new(programme::PROGRAMME.name, Lang::english())
        };
        let id = service::publish(town.publishing(), &coordinator.who, &draft).await.unwrap();
        let ruse = town.people.another_organisation("ruse").await;
        let anna = town.people.person("anna").of(ruse).await;
        let (app, lang) = (&town.city.app, Lang::english());
        let mut q = town.store().read();
        let read = programme::Programme::read(&mut q, app.kinds(), &town.origin, &coordinator.who, id, &lang);
        let programme = read.await.unwrap();
        drop(q);
        let ledgers = app.ledgers().unwrap();
        let invited = coordinating::invite(ledgers, &coordinator.who, &programme, ruse, "Come.").await.unwrap();
        net.settle().await;

        let (at_anna, at_net) = (Reader::of(&town, &anna, "en").await, Reader::of(&town, &coordinator, "en").await);
        let page = format!("/mentoring/applications/{invited}");
        for reader in [&at_anna, &at_net] {
            let page = reader.get(&page).await;
            assert_eq!(step(&page), "opens");
            assert!(text(&page, ".banner[data-next]").contains("10 December 2026"));
        }
        let list = at_anna.get("/mentoring/workspaces").await;
        assert_eq!(attribute(&list, "[aria-labelledby=applications] [data-next]", "data-next"), "opens");
        assert_eq!(text(&at_anna.get("/").await, "[aria-labelledby=mentoring-waits]"), "", "nobody waits for her");
    }

    /// What lists show is written when something is kept; what an earlier version of the program wrote is made anew.
    async fn an_old_summary_is_renewed_by_the_daily_work(net: Network) {
        let t = paired(&net).await;
        begun(&net, &t).await;
        let at_a = Reader::of(&t.helped, &t.mentee, "bg").await;
        let before = lines(&t.helped, &t.mentee).await;
        assert_eq!(before.len(), 2);
        let mut tx = t.helped.store().begin().await.unwrap();
        tx.execute(&FORGET_SUMMARIES, args![]).await.unwrap();
        tx.save().await.unwrap();
        let next = "#workspaces [data-next]";
        assert_eq!(attribute(&at_a.get("/mentoring/workspaces").await, next, "data-next"), "");

        let mut tx = t.helped.store().begin().await.unwrap();
        for ask in t.helped.city.app.daily() {
            ask(&mut tx).await.unwrap();
        }
        tx.save().await.unwrap();
        net.settle().await;
        assert_eq!(lines(&t.helped, &t.mentee).await, before, "all is there again, and nothing has moved");
        assert_eq!(attribute(&at_a.get("/mentoring/workspaces").await, next, "data-next"), "write");
    }

    async fn a_city_that_was_just_brought_together_is_told_to_begin(net: Network) {
        let t = three(&net).await;
        let (at_a, at_b) = (Reader::of(&t.helped, &t.mentee, "bg").await, Reader::of(&t.helping, &t.mentor, "en").await);
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        let apply = format!("/mentoring/programmes/{}/apply", t.programme[1]);
        let application = at_a.post(&apply, &with(&[("role", "mentee")])).await;
        net.settle().await;
        let row = applications(&at_net, &home).await.remove(0);
        assert_eq!(step(&at_a.get(&application).await), "await-decision");
        assert_eq!(step(&at_net.get(&row).await), "decide");

        let t = bring_together(&net, t).await;
        assert_eq!(step(&at_a.get(&application).await), "begin");
        assert_eq!(step(&at_net.get(&row).await), "");
        for reader in [&at_a, &at_b] {
            let list = reader.get("/mentoring/workspaces").await;
            let begin = attribute(&list, "[aria-labelledby=begin] a.btn", "href");
            let form = reader.get(&begin).await;
            assert_ne!(attribute(&form, "input[name=with]", "value"), "");
            assert_eq!(attribute(&form, "input[name=title]", "value"), TITLE);
            assert_eq!(attribute(&list, "[aria-labelledby=applications] [data-next]", "data-next"), "begin");
            let panel = reader.get("/").await;
            assert_eq!(attribute(&panel, "[aria-labelledby=mentoring-waits] a", "href"), begin);
        }

        // Once one of them has begun, nobody is asked to any more; a colleague who does not take part is told whom to ask.
        begun(&net, &t).await;
        for reader in [&at_a, &at_b] {
            let list = reader.get("/mentoring/workspaces").await;
            assert_eq!(text(&list, "[aria-labelledby=begin]"), "");
            assert_eq!(attribute(&list, "#workspaces [data-next]", "data-next"), "write");
            assert_eq!(attribute(&list, "[aria-labelledby=applications] [data-next]", "data-next"), "work");
            assert_eq!(text(&reader.get("/").await, "[aria-labelledby=mentoring-waits]"), "");
        }
        assert_eq!(step(&at_a.get(&application).await), "work");
        let dora = t.helped.people.person("dora").of(t.helped.people.organisation).await;
        let at_dora = Reader::of(&t.helped, &dora, "bg").await;
        assert_eq!(step(&at_dora.get(&application).await), "join");
        assert_eq!(text(&at_dora.get("/").await, "[aria-labelledby=mentoring-waits]"), "", "nobody waits for her");
    }

    async fn its_coordinator_finds_the_figures_on_both_pages(net: Network) {
        let t = three(&net).await;
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        let group = "[aria-labelledby=download]";
        for page in [home.clone(), format!("{home}/report")] {
            let page = at_net.get(&page).await;
            for form in ["xlsx", "csv", "json"] {
                let link = attribute(&page, &format!("{group} a[href$='/list.{form}']"), "href");
                assert_eq!(at_net.send(&link, None).await.0, 200, "{form}");
            }
        }
        let page = at_net.get(&home).await;
        let print = attribute(&page, &format!("{group} a[href$='/report']"), "href");
        assert_eq!(print, format!("{home}/report"));
        assert!(text(&page, group).contains(say("en", "programme-print")));
        // Who is there prints it.
        let page = at_net.get(&format!("{home}/report")).await;
        assert_eq!(text(&page, &format!("{group} [data-print]")), say("en", "library-print"));
        assert_eq!(attribute(&page, &format!("{group} a[href$='/report']"), "href"), "");
    }

    async fn a_city_of_other_software_is_invited_by_a_message(net: Network) {
        let t = three(&net).await;
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        let peer = Peer::start("peer", net.clock()).await;
        let eve = peer.somebody("eve");
        t.network.find(&eve.iri).await;
        let form = [("with", &*eve.iri), ("message", "We would like you to help.")];
        let page = at_net.answer(&format!("{home}/invite"), &form, 422).await;
        assert!(text(&page, "#f-with-err").contains(say("en", "ledger-error-software")));
        assert!(text(&page, "#instead").contains(&tr("en").t1("instead-why", "name", "eve")));
        let words = text(&at_net.get(&attribute(&page, "#instead a", "href")).await, "textarea[name=body]");
        let address = format!("{}/mentoring/{}", t.network.origin, t.programme[0]);
        for said in [TITLE, "We would like you to help.", &address] {
            assert!(words.contains(said), "{said}: {words}");
        }
    }
}
