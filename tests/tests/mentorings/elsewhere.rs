//! Somebody whose server keeps no ledgers is written to instead.

use content::{service, testing::full};
use domain::Lang;
use guildhall_tests::{
    cities,
    peer::Peer,
    reader::{Reader, attribute, text},
};
use mentoring::request::REQUEST;

use crate::support::tr;

cities! {
    async fn whoever_lives_where_no_ledgers_are_kept_can_be_written_to(net: Network) {
        let a = net.city("a").await;
        let anna = a.people.person("anna").of(a.people.organisation).await;
        let at_a = Reader::of(&a, &anna, "bg").await;
        let peer = Peer::start("peer", net.clock()).await;
        let (eve, city) = (peer.somebody("eve"), peer.actor("town", "Organization"));
        for somebody in [&eve, &city] {
            a.find(&somebody.iri).await;
        }
        let mut request = full(&REQUEST, &Lang::bulgarian());
        request.title = "Търсим опит с мобилно гише".into();
        request.organisation = Some(a.people.organisation);
        request.values.insert("need".into(), "open".into());
        let id = service::publish(a.publishing(), &anna.who, &request).await.unwrap();

        let typed = |with: &str, person: &str| {
            [("side", "mentee"), ("with", with), ("person", person), ("title", "Мобилно гише"), ("message", "Чухме за Вашето гише.")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        let send = async |with: &str, person: &str| {
            let typed = typed(with, person);
            let form: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (&**name, &**value)).collect();
            at_a.answer("/mentoring/workspaces/new", &form, 422).await
        };
        for (with, person) in [(&*eve.iri, ""), (&*city.iri, &*eve.iri)] {
            let page = send(with, person).await;
            assert!(text(&page, "#f-with-err").contains(tr("bg").t("ledger-error-software")));
            assert_eq!(attribute(&page, "input[name=title]", "value"), "Мобилно гише", "nothing typed is lost");
            let write = attribute(&page, "#instead a", "href");
            assert!(write.starts_with("/messages/eve%40"), "{write}");

            // The words stand ready in her language, with the address of the request; she sends them herself.
            let form = at_a.get(&write).await;
            let words = text(&form, "textarea[name=body]");
            for said in ["Мобилно гише", "Чухме за Вашето гише.", &format!("{}/mentoring/{id}", a.origin)] {
                assert!(words.contains(said), "{said}: {words}");
            }
            assert!(words.contains("Бихме искали да се учим"), "{words}");
            assert_eq!(text(&form, ".thread"), "", "nothing was sent");
        }

        // Nobody writes to an organisation: somebody who works there is asked for.
        let page = send(&city.iri, "").await;
        assert!(text(&page, "#instead").contains(tr("bg").t("instead-nobody")));
        assert_eq!(attribute(&page, "#instead a", "href"), "");
    }
}
