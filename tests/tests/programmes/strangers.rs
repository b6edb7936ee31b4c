//! What others say of a programme, and what is none of its coordinator's business.

use content::hosts::{self, Decision};
use federation::policy::Ruling;
use guildhall_tests::{
    cities,
    reader::{Reader, attribute, text},
};
use mentoring::application::{self, Applicant, Role};
use people::ledger;
use serde_json::json;

use crate::support::{applications, three, with};

store::statements! {
    OF_STRANGERS = "INSERT INTO ledger (id, kind, first_id, second_id, heads, opened_at, updated_at, subject) \
        VALUES ($1, $2, $3, $4, '{}', 0, 0, $5)";
}

cities! {
    async fn whoever_only_names_a_programme_gets_nothing_that_is_meant_for_it(net: Network) {
        let t = three(&net).await;
        // Somebody else opens a ledger with the city and says that it is about the programme.
        let ledgers = t.helping.city.app.ledgers().unwrap();
        let iri = format!("{}/ap/object/{}", t.network.origin, t.programme[0]);
        let city = t.helping.find(&format!("{}/ap/actor/{}", t.helped.origin, t.helped.people.organisation)).await;
        let about = json!({ "title": "Cities learn from cities", "programme": iri });
        let opening = ledger::Opening {
            kind: &application::KIND,
            parties: [city, t.helping.people.organisation],
            side: ledger::Side::Second,
            drafts: vec![ledger::Draft::new(application::entry::ABOUT, "", about)],
        };
        let caught = ledger::open(ledgers, &t.mentor.who, opening).await.unwrap();
        net.settle().await;
        let at_a = Reader::of(&t.helped, &t.mentee, "bg").await;
        at_a.post(&format!("/mentoring/programmes/{}/apply", t.programme[1]), &with(&[("role", "mentee")])).await;
        net.settle().await;
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        assert!(text(&at_net.get(&home).await, "[aria-labelledby=tasks]").contains("1 application waits"));
        let theirs = ledgers.see(&t.mentor.who, caught).await.unwrap();
        assert!(theirs.now.one(application::entry::APPLICATION).is_empty());
    }

    async fn strangers_take_no_place_in_a_programme(net: Network) {
        let t = three(&net).await;
        let iri = format!("{}/ap/object/{}", t.network.origin, t.programme[0]);
        // As if strangers had said of their ledgers, long before anybody applied, that they are about the programme.
        for town in [&t.network, &t.helped] {
            let (one, other) = (town.people.another_organisation("one").await, town.people.another_organisation("other").await);
            let mut tx = town.store().begin().await.unwrap();
            for _ in 0..2001 {
                let id: domain::id::LedgerId = tx.id();
                let values = store::args![id, application::KIND.name, one, other, &iri];
                tx.execute(&OF_STRANGERS, values).await.unwrap();
            }
            tx.save().await.unwrap();
        }
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let at_a = Reader::of(&t.helped, &t.mentee, "bg").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        let apply = format!("/mentoring/programmes/{}/apply", t.programme[1]);
        let application = at_a.post(&apply, &with(&[("role", "mentee")])).await;
        assert_eq!(at_a.post(&apply, &with(&[("role", "mentee")])).await, application, "it is found again");
        net.settle().await;
        assert_eq!(applications(&at_net, &home).await.len(), 1);

        // Nobody of a host of which nothing is shown is among the applicants, until that is taken back.
        for ruling in [Ruling::Limited, Ruling::Blocked] {
            for (ruling, all) in [(Some(ruling), 0), (None, 1)] {
                let (decision, admin) = (Decision { ruling, reason: "" }, &t.network.people.admin.who);
                hosts::decide(t.network.store(), admin, t.helped.origin.authority(), decision).await.unwrap();
                assert_eq!(applications(&at_net, &home).await.len(), all, "{ruling:?}");
            }
        }
    }

    async fn what_is_not_for_the_coordinator_never_reaches_its_instance(net: Network) {
        let t = three(&net).await;
        let lang = domain::Lang::english();
        let at_a = Reader::of(&t.helped, &t.mentee, "bg").await;
        at_a.post(&format!("/mentoring/programmes/{}/apply", t.programme[1]), &with(&[("role", "mentee")])).await;
        net.settle().await;
        let iri = format!("{}/ap/object/{}", t.network.origin, t.programme[0]);
        let (mut q, coordinator) = (t.network.store().read(), t.network.people.organisation);
        let lines = ledger::about(&mut q, application::KIND.name, &iri, &[coordinator], &lang).await.unwrap();
        drop(q);
        let applicant = Applicant::of(lines.into_iter().next().unwrap());
        assert_eq!((applicant.role, applicant.partners().count()), (Some(Role::Mentee), 0));
        assert!(applicant.reports.is_empty());
        // An application that is withdrawn waits for nobody, and can be sent again.
        let application = attribute(&at_a.get("/mentoring/workspaces").await, "[aria-labelledby=applications] a", "href");
        at_a.post(&format!("{application}/withdraw"), &[]).await;
        net.settle().await;
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        assert!(text(&at_net.get(&home).await, "[aria-labelledby=applications]").contains("withdrawn"));
        at_a.post(&format!("/mentoring/programmes/{}/apply", t.programme[1]), &with(&[("role", "mentee")])).await;
        net.settle().await;
        assert!(text(&at_net.get(&home).await, "[aria-labelledby=tasks]").contains("1 application waits for a decision"));
        // The coordinator does not apply to itself.
        let own = at_net.send(&format!("{home}/apply"), Some(&with(&[("role", "mentor")]))).await;
        assert_eq!(own.0, 422);
    }
}
