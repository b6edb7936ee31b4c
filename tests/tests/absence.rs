//! Those who are named in a mentoring are away: an administrator names a colleague of theirs, and everybody knows.
#![expect(clippy::unwrap_used, reason = "tests")]

use domain::Lang;
use guildhall_tests::{
    cities,
    reader::{Reader, attribute, text},
};
use people::moderation;
use web::{Messages, Tr};

const TITLE: &str = "Мобилно гише";

/// The words of a language.
fn tr(lang: &str) -> Tr {
    Messages::load().get(lang).unwrap()
}

cities! {
    async fn an_administrator_names_a_colleague_of_those_who_are_away(net: Network) {
        let (a, b) = (net.city("a").await, net.city("b").await);
        let anna = a.people.person("anna").of(a.people.organisation).await;
        let dora = a.people.person("dora").of(a.people.organisation).await;
        let ngo = a.people.another_organisation("krag").await;
        a.people.person("nina").of(ngo).await;
        let boris = b.people.person("boris").of(b.people.organisation).await;
        let (at_a, at_b) = (Reader::of(&a, &anna, "bg").await, Reader::of(&b, &boris, "en").await);
        let (at_dora, ada) = (Reader::of(&a, &dora, "bg").await, Reader::of(&a, &a.people.admin, "bg").await);
        let home_a = at_a.post("/mentoring/workspaces/new", &[
            ("side", "mentee"), ("with", &format!("@{}", b.address("haskovo"))),
            ("person", &format!("@{}", b.address("boris"))), ("title", TITLE), ("message", "Здравейте"),
        ]).await;
        net.settle().await;
        let home_b = attribute(&at_b.get("/mentoring/workspaces").await, "#workspaces a", "href");
        assert_eq!(at_dora.send(&home_a, None).await.0, 404);

        // An administrator sees which there are and who takes part, and nothing of what is in them.
        let page = ada.get("/admin/mentorings").await;
        let list = text(&page, "main");
        assert!(list.contains(TITLE) && list.contains(&tr("bg").t1("absence-named", "names", "Anna")), "{list}");
        assert!(!list.contains("Здравейте"), "{list}");
        assert_eq!(ada.send(&home_a, None).await.0, 404);
        let [mentoring, party] =
            ["mentoring", "party"].map(|name| attribute(&page, &format!("input[name={name}]"), "value"));
        let field = attribute(&page, "input[name^='handle.']", "name");
        let form = |handle| [("mentoring", &*mentoring), ("party", &*party), (&*field, handle)];

        // Nobody else does it, and nobody else is named.
        for reader in [&at_a, &at_dora] {
            assert_eq!(reader.send("/admin/mentorings", None).await.0, 404);
            assert_eq!(reader.send("/admin/mentorings", Some(&form("dora")[..])).await.0, 404);
        }
        for (handle, wrong) in
            [("nobody", "error-colleague-unknown"), ("nina", "ledger-error-colleague"), ("Anna", "ledger-error-named")]
        {
            let page = ada.answer("/admin/mentorings", &form(handle), 422).await;
            let said = text(&page, "details[open] .err");
            assert!(said.contains(tr("bg").t(wrong)), "{handle}: {said}");
        }
        assert_eq!(at_dora.send(&home_a, None).await.0, 404);

        // She whom the administrator names takes part. She is told, and so are all others, in both cities.
        let offered = text(&page, &format!("#colleagues-{party} option"));
        assert!(offered.contains("Dora") && !offered.contains("Nina"), "{offered}");
        ada.post("/admin/mentorings", &form("dora")).await;
        net.settle().await;
        for (reader, lang, kind) in [(&at_dora, "bg", "added"), (&at_a, "bg", "named"), (&at_b, "en", "named")] {
            let told = tr(lang).t1(&format!("notification-mentoring-{kind}"), "title", TITLE);
            assert_eq!(reader.times(&told).await, 1, "{told}");
        }
        assert!(text(&at_dora.get(&home_a).await, "main").contains("Здравейте"));
        for (reader, home) in [(&at_a, &home_a), (&at_b, &home_b)] {
            assert!(text(&reader.get(home).await, "[aria-labelledby=people]").contains("Dora"));
        }
        assert!(text(&ada.get("/admin/mentorings").await, "main").contains("Dora"));
        assert_eq!(ada.send(&home_a, None).await.0, 404, "who named her has not named himself");

        // It is recorded.
        let log = moderation::log(a.store(), &a.people.admin.who, None, &Lang::english(), None, 10).await.unwrap();
        let deeds: Vec<_> = log.items.iter().map(|e| (&*e.action, e.actor_id, e.moderator_id)).collect();
        let admin = Some(a.people.admin.actor);
        assert_eq!(deeds, [(moderation::action::NAME_COLLEAGUE, Some(dora.actor), admin)]);
    }
}
