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
