//! What a city that takes part in a programme is to do next, and where its coordinator takes the figures from.

use guildhall_tests::{
    cities,
    peer::Peer,
    reader::{Reader, attribute, text},
};
use scraper::Html;

use crate::support::{TITLE, applications, begun, bring_together, say, three, tr, with};

/// The word of the step at the top of a page; empty where there is none.
fn step(page: &Html) -> String {
    attribute(page, ".banner[data-next]", "data-next")
}

cities! {
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
            let print = attribute(&page, &format!("{group} a[href$='/report']"), "href");
            assert_eq!(print, format!("{home}/report"));
            assert!(text(&page, group).contains(say("en", "programme-print")));
        }
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
