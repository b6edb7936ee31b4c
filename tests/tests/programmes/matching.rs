//! Two cities are brought together, with what the coordinator has decided.

use guildhall_tests::{
    cities,
    reader::{Reader, attribute, text},
};
use mentoring::{
    application::{self, Applicant, Role},
    workspace,
};
use people::ledger;
use serde_json::json;

use crate::support::{TERMS, applications, begun, paired, say, table, three, tr, with};

cities! {
    async fn a_pair_that_only_one_of_its_cities_has_is_finished(net: Network) {
        let t = three(&net).await;
        let at_a = Reader::of(&t.helped, &t.mentee, "bg").await;
        let at_b = Reader::of(&t.helping, &t.mentor, "en").await;
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        let [_, apply_a, apply_b] = t.programme.map(|id| format!("/mentoring/programmes/{id}/apply"));
        let application = at_a.post(&apply_a, &with(&[("role", "mentee")])).await;
        at_b.post(&apply_b, &with(&[("role", "mentor")])).await;
        net.settle().await;
        for href in applications(&at_net, &home).await {
            at_net.post(&format!("{href}/decide"), &[("state", "accepted"), ("text", "")]).await;
        }
        net.settle().await;

        // Something came between the two ledgers: only the city that helps has it.
        let iri = format!("{}/ap/object/{}", t.network.origin, t.programme[0]);
        let (lang, own) = (domain::Lang::english(), [t.network.people.organisation]);
        let mut q = t.network.store().read();
        let lines = ledger::about(&mut q, application::KIND.name, &iri, &own, &lang).await.unwrap();
        drop(q);
        let both: Vec<Applicant> = lines.into_iter().map(Applicant::of).collect();
        let of = |role| both.iter().find(|a| a.role == Some(role)).unwrap();
        let (mentor, mentee) = (of(Role::Mentor), of(Role::Mentee));
        let set = json!({ "state": "decided", "role": "mentor", "name": mentee.name(), "grant": 500 });
        let draft = ledger::Draft::new(application::entry::MATCH, &*mentee.iri, set);
        let ledgers = t.network.city.app.ledgers().unwrap();
        ledger::append(ledgers, &t.coordinator.who, mentor.line.id, None, vec![draft]).await.unwrap();
        net.settle().await;

        let page = at_net.get(&home).await;
        let pairs = table(&page, "[aria-labelledby=pairs]");
        assert!(pairs.contains(say("en", "programme-incomplete")), "{pairs}");
        let task = tr("en").t1("programme-task-incomplete", "n", 1_i64);
        assert!(text(&page, "[aria-labelledby=tasks]").contains(&task));
        // Nobody else is suggested for the city that has not heard of it.
        assert_eq!(text(&at_net.get(&format!("{home}/matching")).await, "[data-pair]"), "");
        let hidden = |name: &str| {
            attribute(&page, &format!("[aria-labelledby=pairs] form[action$='/matching'] [name={name}]"), "value")
        };
        let form = ["finish", "mentor", "mentee", "grant"].map(|name| (name, hidden(name)));
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, &**value)).collect();
        assert_eq!(at_net.post(&format!("{home}/matching"), &form).await, format!("{home}#pairs"));
        net.settle().await;
        let page = at_net.get(&home).await;
        assert!(!text(&page, "main").contains(say("en", "programme-incomplete")));
        assert_eq!(table(&page, "[aria-labelledby=pairs]").lines().count(), 1);
        assert!(text(&at_a.get(&application).await, "[aria-labelledby=match1]").contains("500"));
    }

    async fn a_grant_that_the_coordinator_has_not_given_is_not_signed(net: Network) {
        let t = paired(&net).await;
        let (work, there) = begun(&net, &t).await;
        let at_a = Reader::of(&t.helped, &t.mentee, "bg").await;
        at_a.post(&format!("/mentoring/workspaces/{work}/agreement/edit"), TERMS).await;
        // The mentored city's instance proposes the same with a grant, past its own form.
        let ledgers = t.helped.city.app.ledgers().unwrap();
        let open = ledgers.see(&t.mentee.who, work).await.unwrap();
        let versions = mentoring::agreement::Agreement::of(&open.ledger, &open.operations).versions;
        let mut document = versions[0].document.clone();
        document["gh:terms"]["grant"] = json!(9000);
        let digest = federation::proof::digest_of(&document).unwrap();
        let mut signed = document.clone();
        ledgers.federation().prove(&mut signed, open.ledger.party(open.side)).await.unwrap();
        let set = json!({ "document": document, "mentee_signature": signed["proof"] });
        let draft = ledger::Draft::new(workspace::entry::VERSION, &*digest, set);
        ledger::append(ledgers, &t.mentee.who, work, None, vec![draft]).await.unwrap();
        net.settle().await;
        let at_b = Reader::of(&t.helping, &t.mentor, "en").await;
        let page = at_b.answer(&format!("{there}/agreement"), &[("sign", &digest)], 422).await;
        assert!(text(&page, "main").contains("The coordinator has decided on another small grant"));
        at_b.post(&format!("{there}/agreement"), &[("sign", &versions[0].digest)]).await;
    }
}
