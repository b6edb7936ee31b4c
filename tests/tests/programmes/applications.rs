//! Invitations, applications and what is decided on them.

use guildhall_tests::{
    cities,
    reader::{Reader, attribute, text},
};
use mentoring::application;
use people::ledger;
use scraper::Html;

use crate::support::{TITLE, accepts, applications, say, three, tr, with};

cities! {
    async fn whoever_is_invited_can_decline(net: Network) {
        let t = three(&net).await;
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let at_b = Reader::of(&t.helping, &t.mentor, "en").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        at_net.post(&format!("{home}/invite"), &[
            ("with", &format!("@{}", t.helping.address("boris"))), ("message", "We would like you to help."),
        ]).await;
        net.settle().await;
        let waits = "[aria-labelledby=mentoring-waits]";
        assert!(text(&at_b.get("/").await, waits).contains(say("en", "next-apply")));
        let application = attribute(&at_b.get("/mentoring/workspaces").await, "[aria-labelledby=applications] a", "href");
        let decline = text(&at_b.get(&application).await, "form[action$='/withdraw']");
        assert!(decline.contains(say("en", "application-refuse-now")), "{decline}");
        at_b.post(&format!("{application}/withdraw"), &[]).await;
        net.settle().await;

        // It waits for nobody any more, and the coordinator knows what it was.
        assert!(!text(&at_b.get("/").await, waits).contains(say("en", "next-apply")));
        let list = at_b.get("/mentoring/workspaces").await;
        assert!(text(&list, "#closed").contains(TITLE));
        assert!(!text(&list, "main").contains(say("en", "workspace-waits")));
        let refused = tr("en").t2("notification-application-refused", "who", "", "title", TITLE);
        assert_eq!(at_net.times(refused.trim()).await, 1);
        let applications = text(&at_net.get(&home).await, "[aria-labelledby=applications]");
        assert!(applications.contains(say("en", "application-state-refused")), "{applications}");
        let (_, _, list) = at_net.send(&format!("{home}/list.json"), None).await;
        let rows: serde_json::Value = serde_json::from_str(&list).unwrap();
        assert!(rows[0]["mentee"].is_null() && rows[0]["invited"].is_string(), "{list}");

        // Whoever thinks better of it applies in the same place.
        let apply = format!("/mentoring/programmes/{}/apply", t.programme[2]);
        assert_eq!(at_b.post(&apply, &with(&[("role", "mentor")])).await, application);
        net.settle().await;
        let tasks = text(&at_net.get(&home).await, "[aria-labelledby=tasks]");
        assert!(tasks.contains(&tr("en").t1("programme-task-decide", "n", 1_i64)), "{tasks}");
    }

    async fn what_is_sent_twice_is_one_application(net: Network) {
        let t = three(&net).await;
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let at_a = Reader::of(&t.helped, &t.mentee, "bg").await;
        let at_b = Reader::of(&t.helping, &t.mentor, "en").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        let [_, apply_a, apply_b] = t.programme.map(|id| format!("/mentoring/programmes/{id}/apply"));
        let typed = with(&[("role", "mentee")]);
        let first = at_a.post(&apply_a, &typed).await;
        assert_eq!(at_a.post(&apply_a, &typed).await, first);
        net.settle().await;

        // Whoever opens the form again is led to what was sent.
        assert_eq!(attribute(&at_a.get(&apply_a).await, ".note a[href^='/mentoring/applications/']", "href"), first);

        // Whoever invites nobody is told that the field is empty.
        let empty = at_net.answer(&format!("{home}/invite"), &[("with", " "), ("message", "")], 422).await;
        assert!(text(&empty, "#f-with-err").contains(say("en", "error-required")));
        // Nobody is invited twice, nor after having applied.
        let boris = format!("@{}", t.helping.address("boris"));
        let anna = format!("@{}", t.helped.address("anna"));
        at_net.post(&format!("{home}/invite"), &[("with", &*boris), ("message", "")]).await;
        for with in [&boris, &anna] {
            let page = at_net.answer(&format!("{home}/invite"), &[("with", &**with), ("message", "")], 422).await;
            assert!(text(&page, "#f-with-err").contains(say("en", "application-error-invited")), "{with}");
        }
        net.settle().await;
        at_b.post(&apply_b, &with(&[("role", "mentor")])).await;
        net.settle().await;
        let iri = format!("{}/ap/object/{}", t.network.origin, t.programme[0]);
        let party = format!("{}/ap/actor/{}", t.network.origin, t.network.people.organisation);
        let coordinators =
            [t.network.people.organisation, t.helped.find(&party).await, t.helping.find(&party).await];
        for ((town, all), coordinator) in [(&t.network, 2), (&t.helped, 1), (&t.helping, 1)].into_iter().zip(coordinators) {
            let (mut q, lang) = (town.store().read(), domain::Lang::english());
            let lines = ledger::about(&mut q, application::KIND.name, &iri, &[coordinator], &lang).await.unwrap();
            assert_eq!(lines.len(), all, "{}", town.origin);
        }

        // A city that is known here can be called by its name.
        t.network.people.another_organisation("old_town").await;
        assert!(text(&at_net.get(&home).await, "#f-with-list").contains("Old_town"));
        at_net.post(&format!("{home}/invite"), &[("with", "old_TOWN"), ("message", "")]).await;
    }

    async fn whoever_comes_back_is_decided_on_anew(net: Network) {
        let t = three(&net).await;
        let at_a = Reader::of(&t.helped, &t.mentee, "bg").await;
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        let apply = format!("/mentoring/programmes/{}/apply", t.programme[1]);
        let application = at_a.post(&apply, &with(&[("role", "mentee")])).await;
        net.settle().await;
        let row = attribute(&at_net.get(&home).await, "[aria-labelledby=applications] .rows a", "href");
        at_net.post(&format!("{row}/decide"), &[("state", "accepted")]).await;
        net.settle().await;
        // A word more changes nothing, another role does.
        let mut more = with(&[("role", "mentee")]);
        more.push(("team", "двама служители"));
        at_a.post(&apply, &more).await;
        assert!(text(&at_a.get(&application).await, ".tag-ok").contains("участва"));
        at_a.post(&apply, &with(&[("role", "mentor")])).await;
        net.settle().await;
        assert!(text(&at_a.get(&application).await, ".tag-warn").contains("очаква решение"));
        assert!(text(&at_net.get(&home).await, "[aria-labelledby=tasks]").contains("1 application waits"));
    }

    async fn nobody_decides_what_she_has_not_read(net: Network) {
        let t = three(&net).await;
        let at_a = Reader::of(&t.helped, &t.mentee, "bg").await;
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        let apply = format!("/mentoring/programmes/{}/apply", t.programme[1]);
        let application = at_a.post(&apply, &with(&[("role", "mentor")])).await;
        net.settle().await;
        let row = applications(&at_net, &home).await.remove(0);
        let seen = |page: &Html| attribute(page, "form[action$='/decide'] input[name=seen]", "value");
        let stood = seen(&at_net.get(&row).await);

        // While her page is open the city says that it wants help instead.
        at_a.post(&apply, &with(&[("role", "mentee")])).await;
        net.settle().await;
        let decide = format!("{row}/decide");
        let page = at_net.answer(&decide, &accepts(&stood), 422).await;
        assert!(text(&page, "#f-state-err").contains(say("en", "application-error-changed")));
        assert!(text(&at_a.get(&application).await, ".tag-warn").contains("очаква решение"));
        at_net.post(&decide, &accepts(&seen(&page))).await;
        net.settle().await;
        assert!(text(&at_a.get(&application).await, ".tag-ok").contains("участва"));

        // Whoever comes back is decided on anew, also when it is decided as before.
        at_a.post(&format!("{application}/withdraw"), &[]).await;
        at_a.post(&apply, &with(&[("role", "mentee")])).await;
        net.settle().await;
        let page = at_net.get(&row).await;
        assert!(text(&page, "[aria-labelledby=decide]").contains(say("en", "application-overtaken")));
        at_net.post(&decide, &accepts(&seen(&page))).await;
        net.settle().await;
        assert!(text(&at_a.get(&application).await, ".tag-ok").contains("участва"));
        assert!(!text(&at_net.get(&row).await, "main").contains(say("en", "application-overtaken")));
    }
}
