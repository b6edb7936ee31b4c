//! The next step of a mentoring, as the page of each city says it, from the proposal to the end.

use std::time::Duration;

use guildhall_tests::{
    cities,
    reader::{attribute, text},
};

use crate::support::{TERMS, Two, step, tr, two, with};

const LIST: &str = "/mentoring/workspaces";

/// What each of the two is to do, by its page and by its list alike.
async fn steps(t: &Two) -> [String; 2] {
    let mut found = Vec::new();
    for (reader, home) in t.sides() {
        let word = step(&reader.get(home).await);
        let list = reader.get(LIST).await;
        assert_eq!(attribute(&list, "#workspaces [data-next]", "data-next"), word, "{home}");
        found.push(word);
    }
    found.try_into().unwrap()
}

fn both(word: &str) -> [String; 2] {
    [word.to_owned(), word.to_owned()]
}

cities! {
    async fn each_city_reads_what_it_is_to_do_next(net: Network) {
        let t = two(&net).await;
        let [here, there] = &t.home;

        // Whoever was proposed a mentoring finds the way to the agreement in the list.
        assert_eq!(steps(&t).await, both("write"));
        let list = t.mentor.get(LIST).await;
        assert_eq!(attribute(&list, "#workspaces li a.btn", "href"), format!("{there}/agreement/edit"));

        // One has proposed it, the other is to read and sign it: there, in the list and on the home page.
        t.mentee.post(&format!("{here}/agreement/edit"), TERMS).await;
        net.settle().await;
        assert_eq!(steps(&t).await, ["await-signature", "sign"]);
        let list = t.mentor.get(LIST).await;
        assert!(text(&list, "#workspaces .tag-warn").contains(tr("en").t("workspace-waits")));
        assert_eq!(attribute(&list, "#workspaces li a.btn", "href"), format!("{there}/agreement"));
        let waits = "[aria-labelledby=mentoring-waits]";
        let panel = t.mentor.get("/").await;
        assert_eq!(attribute(&panel, &format!("{waits} a"), "href"), format!("{there}/agreement"));
        assert!(text(&t.mentee.get(LIST).await, "#workspaces .tag").contains(tr("bg").t("next-theirs")));
        assert_eq!(text(&t.mentee.get("/").await, waits), "", "it is not her turn");

        // What is declined can be proposed anew by either.
        let agreement = format!("{there}/agreement");
        let digest = attribute(&t.mentor.get(&agreement).await, "button[name=sign]", "value");
        t.mentor.post(&agreement, &[("refuse", &digest), ("reason", "По-рядко, моля.")]).await;
        net.settle().await;
        assert_eq!(steps(&t).await, both("again"));
        t.agree(&net).await;
        assert_eq!(steps(&t).await, both("first"));

        // Meetings are counted by what has become of them.
        let session = |date, state| [("title", "Среща"), ("state", state), ("date", date), ("mode", "online")];
        t.mentee.post(&format!("{here}/session/new"), &session("20.11.2026", "held")).await;
        net.settle().await;
        assert_eq!(steps(&t).await, both("meet"));
        t.mentor.post(&format!("{there}/session/new"), &session("24.2.2027", "planned")).await;
        net.settle().await;
        assert_eq!(steps(&t).await, both("coming"));
        let page = t.mentor.get(there).await;
        assert!(text(&page, ".banner[data-next]").contains("24 February 2027"));
        assert_eq!(text(&page, "#meetings"), "1 held · 1 planned");
        assert_eq!(text(&t.mentee.get(here).await, "#meetings"), "1 проведена · 1 предстои");
        let new = format!("{here}/session/new");
        let refused = t.mentee.answer(&new, &session("1.1.1900", "planned"), 422).await;
        assert!(text(&refused, "#f-date-err").contains(tr("bg").t("workspace-error-far")));
        let refused = t.mentee.answer(&new, &session("21.11.2026", "planned"), 422).await;
        assert!(text(&refused, "#f-date-err").contains(tr("bg").t("workspace-error-past")));
        t.mentee.post(&new, &session("23.11.2026", "planned")).await;
        net.advance(Duration::from_secs(2 * 86_400)).await;
        assert_eq!(steps(&t).await, both("record"));
        let counted = text(&t.mentee.get(here).await, "#meetings");
        assert!(counted.contains(&tr("bg").t1("meetings-past", "n", 1)), "{counted}");
    }

    async fn a_change_is_signed_before_anything_else_is_done(net: Network) {
        let t = two(&net).await;
        let [_, there] = &t.home;
        t.agree(&net).await;
        let edit = format!("{there}/agreement/edit");
        let unchanged = t.mentor.answer(&edit, TERMS, 422).await;
        assert!(text(&unchanged, "main").contains(tr("en").t("agreement-error-unchanged")));
        t.mentor.post(&edit, &with(&[("rhythm", "всяка седмица")])).await;
        net.settle().await;
        assert_eq!(steps(&t).await, ["sign", "first"]);
        let page = t.mentor.get(there).await;
        assert_eq!(attribute(&page, "[data-besides]", "data-besides"), "await-signature", "it is not forgotten");
        let list = t.mentor.get(LIST).await;
        assert_eq!(attribute(&list, "#workspaces [data-besides]", "data-besides"), "await-signature");
    }

    async fn what_waits_stays_on_the_home_page_until_it_is_done(net: Network) {
        let t = two(&net).await;
        let [here, there] = &t.home;
        let waits = "[aria-labelledby=mentoring-waits]";
        t.mentee.post(&format!("{here}/agreement/edit"), TERMS).await;
        net.settle().await;
        // She reads it and does nothing.
        for path in [there.clone(), format!("{there}/agreement"), "/notifications".to_owned()] {
            t.mentor.get(&path).await;
            let home = t.mentor.get("/").await;
            assert_eq!(attribute(&home, &format!("{waits} a"), "href"), format!("{there}/agreement"), "{path}");
        }
        let agreement = format!("{there}/agreement");
        let digest = attribute(&t.mentor.get(&agreement).await, "button[name=sign]", "value");
        t.mentor.post(&agreement, &[("sign", &digest)]).await;
        net.settle().await;
        assert_eq!(text(&t.mentor.get("/").await, waits), "", "a meeting can be planned at any time");

        // What both have left undone stands at both.
        let action = [("text", "Решение на съвета"), ("owner", "Boris"), ("due", "20.11.2026"), ("state", "todo")];
        t.mentor.post(&format!("{there}/action/new"), &action).await;
        net.settle().await;
        for (reader, home) in t.sides() {
            let page = reader.get(home).await;
            assert_eq!(step(&page), "first");
            assert_eq!(attribute(&page, "[data-besides]", "data-besides"), "overdue");
            let link = attribute(&reader.get("/").await, &format!("{waits} a"), "href");
            assert_eq!(link, format!("{home}#actions"));
        }
    }

    async fn whoever_closes_asks_the_other_one_to(net: Network) {
        let t = two(&net).await;
        let [here, there] = &t.home;
        t.agree(&net).await;
        t.mentee.post(&format!("{here}/closing/own"), &[("lessons", "Да питаме по-рано.")]).await;
        net.settle().await;
        assert_eq!(steps(&t).await, ["await-lessons", "feedback"]);
        t.mentor.post(&format!("{there}/feedback/new"), &[("moment", "end"), ("satisfaction", "5")]).await;
        net.settle().await;
        assert_eq!(steps(&t).await, ["await-lessons", "lessons"]);
        t.mentor.post(&format!("{there}/closing/own"), &[("lessons", "Да слушаме.")]).await;
        net.settle().await;
        assert_eq!(steps(&t).await, both("share"));

        // Whoever leaves has nothing to do any more, nor has the other one.
        t.mentor.post(&format!("{there}/leave"), &[]).await;
        net.settle().await;
        assert_eq!(steps(&t).await, both("share"), "it was closed before");
    }

    async fn whoever_is_proposed_a_mentoring_can_decline_it(net: Network) {
        let t = two(&net).await;
        let [here, there] = &t.home;
        // Nothing that comes later is offered before anything is agreed.
        for (reader, home) in t.sides() {
            let page = reader.get(home).await;
            for link in ["feedback/new", "checkin/new", "closing/own"] {
                assert_eq!(attribute(&page, &format!("a[href$='{link}']"), "href"), "", "{link}");
            }
        }
        let decline = |home: &str| format!("form[action='{home}/decline']");
        assert_eq!(attribute(&t.mentee.get(here).await, &decline(here), "method"), "", "she has proposed it");
        assert_eq!(t.mentee.send(&format!("{here}/decline"), Some(&[])).await.0, 409);
        assert_eq!(attribute(&t.mentor.get(there).await, &decline(there), "method"), "post");
        t.mentor.post(&format!("{there}/decline"), &[("reason", "Нямаме хора тази година.")]).await;
        net.settle().await;
        let page = t.mentee.get(here).await;
        assert!(text(&page, "[aria-labelledby=messages]").contains("Нямаме хора тази година."));
        assert_eq!(steps(&t).await, both(""));
        assert_eq!(attribute(&t.mentor.get(there).await, &decline(there), "method"), "", "it is over");
    }

    async fn what_is_agreed_is_left_and_not_declined(net: Network) {
        let t = two(&net).await;
        t.agree(&net).await;
        let decline = format!("{}/decline", t.home[1]);
        assert_eq!(t.mentor.send(&decline, Some(&[])).await.0, 409);
        let page = t.mentor.get(&t.home[1]).await;
        assert_ne!(attribute(&page, "a[href$='feedback/new']", "href"), "");
    }

    async fn what_a_party_has_left_has_no_next_step(net: Network) {
        let t = two(&net).await;
        t.mentor.post(&format!("{}/leave", t.home[1]), &[]).await;
        net.settle().await;
        assert_eq!(steps(&t).await, both(""));
    }
}
