//! The page of an agreement: who has signed which version, and what a version changes.

use guildhall_tests::{
    cities,
    reader::{attribute, text},
};
use scraper::{Html, Selector};

use crate::support::{tr, two, with};

fn count(page: &Html, selector: &str) -> usize {
    page.select(&Selector::parse(selector).unwrap()).count()
}

cities! {
    async fn each_version_says_who_signed_it_and_when(net: Network) {
        let t = two(&net).await;
        let [here, there] = &t.home.clone().map(|home| format!("{home}/agreement"));
        t.mentee.post(&format!("{here}/edit"), &with(&[])).await;
        net.settle().await;
        let facts = text(&t.mentor.get(there).await, "#v1 > .panel-b > .facts");
        assert!(facts.contains("Anna") && facts.contains("22 November 2026"), "{facts}");
        assert!(facts.contains(tr("en").t("agreement-unsigned")), "{facts}");
        assert!(!facts.contains("Boris") && !facts.contains(tr("en").t("agreement-since")), "{facts}");

        let digest = attribute(&t.mentor.get(there).await, "button[name=sign]", "value");
        t.mentor.post(there, &[("sign", &digest)]).await;
        net.settle().await;
        for (reader, page, lang) in [(&t.mentee, here, "bg"), (&t.mentor, there, "en")] {
            let facts = text(&reader.get(page).await, "#v1 > .panel-b > .facts");
            assert!(facts.contains("Anna") && facts.contains("Boris"), "{facts}");
            assert_eq!(facts.matches(tr(lang).t("agreement-verified")).count(), 2, "{facts}");
            assert!(facts.contains(tr(lang).t("agreement-since")), "{facts}");
        }

        // Who declines it is named, too.
        t.mentee.post(&format!("{here}/edit"), &with(&[("rhythm", "всяка седмица")])).await;
        net.settle().await;
        let digest = attribute(&t.mentor.get(there).await, "button[name=sign]", "value");
        t.mentor.post(there, &[("refuse", &digest), ("reason", "Твърде често.")]).await;
        net.settle().await;
        let facts = text(&t.mentee.get(here).await, "#v2 > .panel-b > .facts");
        assert!(facts.contains(tr("bg").t("agreement-declined")) && facts.contains("Boris"), "{facts}");
    }

    async fn a_goal_is_read_where_its_progress_is_written(net: Network) {
        let t = two(&net).await;
        t.agree(&net).await;
        let page = t.mentor.get(&format!("{}/goal/g1", t.home[1])).await;
        let agreed = text(&page, "[aria-labelledby=agreed]");
        for words in ["Гишето да работи с всеки обучен служител", "Десет излизания"] {
            assert!(agreed.contains(words), "{words}: {agreed}");
        }
        // Of the two cities the one on another server stands with its address.
        let head = text(&t.mentor.get(&t.home[1]).await, ".page-head .meta");
        let (mentee, mentor) = head.split_once("learns from").unwrap();
        assert!(mentee.contains("(@") && !mentor.contains("(@"), "{head}");
    }

    async fn whoever_proposes_anew_reads_what_it_takes_the_place_of(net: Network) {
        let t = two(&net).await;
        let [here, there] = &t.home.clone().map(|home| format!("{home}/agreement"));
        let edit = format!("{here}/edit");
        assert_eq!(count(&t.mentee.get(&edit).await, "[data-takes-place]"), 0);
        t.agree(&net).await;
        t.mentee.post(&edit, &with(&[("title", "Второ гише")])).await;
        net.settle().await;
        // Both begin with what waits, and read what becomes of it.
        for (reader, edit, lang, key) in [
            (&t.mentee, &edit, "bg", "agreement-takes-place-own"),
            (&t.mentor, &format!("{there}/edit"), "en", "agreement-takes-place"),
        ] {
            let page = reader.get(edit).await;
            assert_eq!(attribute(&page, "[name=title]", "value"), "Второ гише");
            let name = text(&page, "[data-takes-place]");
            let said = tr(lang).t2(key, "n", 2, "name", "");
            assert_eq!(name.split_whitespace().next(), said.split_whitespace().next(), "{name}");
        }
        t.mentee.post(&edit, &with(&[("title", "Трето гише")])).await;
        net.settle().await;
        let page = t.mentor.get(there).await;
        assert_eq!(count(&page, "button[name=sign]"), 1, "one version waits");
        let said = text(&page, "#v2 > .panel-h .tag");
        assert!(said.contains(&tr("en").t1("agreement-superseded-by", "n", 3)), "{said}");
    }

    async fn whoever_is_to_sign_reads_what_a_version_changes(net: Network) {
        let t = two(&net).await;
        let [here, there] = &t.home.clone().map(|home| format!("{home}/agreement"));
        t.agree(&net).await;
        assert_eq!(count(&t.mentor.get(there).await, "[data-changes]"), 0, "the first changes nothing");
        let amended = with(&[
            ("goals.0.measure", "Двадесет излизания"), ("goals.1.text", "Двама медиатори"),
            ("goals.1.measure", "Два договора"), ("ends", "17.6.2028"),
            ("confidentiality", "Без имена и адреси на жители."),
        ]);
        t.mentor.post(&format!("{there}/edit"), &amended).await;
        net.settle().await;

        let page = t.mentee.get(here).await;
        assert_eq!(count(&page, "#v2 [data-changes][open]"), 1, "it stands open before her");
        let changes = text(&page, "#v2 [data-changes]");
        let bg = tr("bg");
        assert!(changes.contains(&bg.t1("agreement-changes-of", "n", 1)), "{changes}");
        for label in ["agreement-goals-measure", "agreement-ends", "agreement-confidentiality", "agreement-goal-added"] {
            assert!(changes.contains(bg.t(label)), "{label}: {changes}");
        }
        for label in ["agreement-rhythm", "agreement-mentor-role", "agreement-summary", "agreement-goal-dropped"] {
            assert!(!changes.contains(bg.t(label)), "{label}: {changes}");
        }
        let [went, came] = ["del", "ins"].map(|tag| text(&page, &format!("#v2 [data-changes] {tag}")));
        for (words, found) in [(["Десет", "декември", "2027"], &went), (["Двадесет", "юни", "и адреси"], &came)] {
            for word in words {
                assert!(found.contains(word), "{word}: {found}");
            }
        }
        assert!(came.contains("Двама медиатори · Два договора"), "{came}");
    }
}
