//! The round of wishes: who is asked, and what somebody declares.

use guildhall_tests::{
    cities,
    reader::{Reader, attribute, text},
};
use scraper::Selector;

use crate::support::{TITLE, applications, operations_with, say, three, tr, with};

cities! {
    async fn wishes_are_asked_of_those_who_take_part(net: Network) {
        let t = three(&net).await;
        let (at_a, at_b) = (Reader::of(&t.helped, &t.mentee, "bg").await, Reader::of(&t.helping, &t.mentor, "en").await);
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        let [_, apply_a, apply_b] = t.programme.map(|id| format!("/mentoring/programmes/{id}/apply"));
        let application_a = at_a.post(&apply_a, &with(&[("role", "mentee")])).await;
        let application_b = at_b.post(&apply_b, &with(&[("role", "mentor")])).await;
        net.settle().await;
        for href in applications(&at_net, &home).await {
            at_net.post(&format!("{href}/decide"), &[("state", "accepted"), ("text", "")]).await;
        }
        net.settle().await;

        // It is asked by jobs, which leave nothing behind; the candidates come in one operation, and asked again in none.
        for _ in 0..2 {
            at_net.post(&format!("{home}/wishes"), &[("ask", "1")]).await;
            net.settle().await;
            assert_eq!(text(&at_net.get(&home).await, "#asking, #unasked"), "");
            assert_eq!(operations_with(&t.helped, "\"gh:entry\":\"candidates\"").await, 1);
        }
        for (reader, home) in [(&at_a, &application_a), (&at_b, &application_b)] {
            assert_ne!(attribute(&reader.get(home).await, "form[action$='/wishes']", "action"), "");
        }
        let waits = "[aria-labelledby=mentoring-waits]";
        assert!(text(&at_a.get("/").await, waits).contains(say("bg", "next-wish")));
        let task = |n: i64| tr("en").t1("programme-task-wishes", "n", n);
        assert!(text(&at_net.get(&home).await, "[aria-labelledby=tasks]").contains(&task(2)));

        // Whoever has taken its application back owes nothing any more.
        at_a.post(&format!("{application_a}/withdraw"), &[]).await;
        net.settle().await;
        assert!(!text(&at_a.get("/").await, waits).contains(say("bg", "next-wish")));
        assert!(!text(&at_a.get("/mentoring/workspaces").await, "main").contains(say("bg", "workspace-waits")));
        assert_eq!(attribute(&at_a.get(&application_a).await, "form[action$='/wishes']", "action"), "");
        assert!(text(&at_net.get(&home).await, "[aria-labelledby=tasks]").contains(&task(1)));

        at_net.post(&format!("{home}/wishes"), &[("end", "1")]).await;
        net.settle().await;
        assert_eq!(attribute(&at_b.get(&application_b).await, "form[action$='/wishes']", "action"), "");
        assert_eq!(at_b.times(&tr("en").t1("notification-application-round", "title", TITLE)).await, 1);
    }

    async fn what_one_declares_bars_the_pair_for_all_her_colleagues(net: Network) {
        let t = three(&net).await;
        let dora = t.helped.people.person("dora").of(t.helped.people.organisation).await;
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let (at_a, at_b) = (Reader::of(&t.helped, &t.mentee, "bg").await, Reader::of(&t.helping, &t.mentor, "en").await);
        let at_dora = Reader::of(&t.helped, &dora, "bg").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        let [_, apply_a, apply_b] = t.programme.map(|id| format!("/mentoring/programmes/{id}/apply"));
        let application = at_a.post(&apply_a, &with(&[("role", "mentee")])).await;
        at_b.post(&apply_b, &with(&[("role", "mentor")])).await;
        net.settle().await;
        let open = applications(&at_net, &home).await;
        for href in &open {
            at_net.post(&format!("{href}/decide"), &[("state", "accepted"), ("text", "")]).await;
        }
        net.settle().await;
        at_net.post(&format!("{home}/wishes"), &[("ask", "1")]).await;
        net.settle().await;

        // She cannot work with that city. Her colleague, whose page is older, wishes for it.
        let wishes = format!("{application}/wishes");
        at_a.post(&wishes, &[("choice.0", "conflict")]).await;
        at_dora.post(&wishes, &[("choice.0", "1")]).await;
        net.settle().await;
        let declared = |lang| tr(lang).t1("application-declared", "names", "Anna");
        let options = Selector::parse("select[name='choice.0'] option").unwrap();
        let page = at_dora.get(&application).await;
        assert!(text(&page, "[aria-labelledby=wishes] .banner").contains(&declared("bg")));
        assert_eq!(page.select(&options).count(), 2, "no wish is left to her");
        let mut told = 0;
        for href in &open {
            let said = text(&at_net.get(href).await, "[aria-labelledby=wishes]");
            if said.contains(&declared("en")) {
                assert!(said.contains(say("en", "wish-conflict")), "{said}");
                told += 1;
            }
        }
        assert_eq!(told, 1, "the coordinator reads who has declared it");

        // The two are not suggested, nor can they be brought together.
        let matching = format!("{home}/matching");
        let page = at_net.get(&matching).await;
        assert_eq!(text(&page, "[data-pair]"), "");
        assert!(text(&page, "main").contains(say("en", "matching-bar-conflict")));
        let chosen = |name: &str| attribute(&page, &format!("select[name={name}] option:not([value=''])"), "value");
        let (mentor, mentee) = (chosen("mentor"), chosen("mentee"));
        let pair = [("mentor", &*mentor), ("mentee", &*mentee), ("grant", "")];
        let refused = at_net.answer(&matching, &pair, 422).await;
        assert!(text(&refused, "#f-mentor-err").contains(say("en", "application-error-pair")));

        // It ends when she takes it back, or no longer works there; nobody takes it back for her.
        for leaves in [false, true] {
            at_dora.post(&wishes, &[("choice.0", "none")]).await;
            net.settle().await;
            assert_eq!(text(&at_net.get(&matching).await, "[data-pair]"), "");
            if leaves {
                let admin = &t.helped.people.admin.who;
                people::organisations::affiliate(t.helped.store(), admin, t.mentee.actor, None).await.unwrap();
            } else {
                at_a.post(&wishes, &[("choice.0", "none")]).await;
            }
            at_dora.post(&wishes, &[("choice.0", "1")]).await;
            net.settle().await;
            assert_ne!(text(&at_net.get(&matching).await, "[data-pair]"), "");
            if !leaves {
                at_a.post(&wishes, &[("choice.0", "conflict")]).await;
            }
        }
    }
}
