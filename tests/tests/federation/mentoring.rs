//! Offers, requests and programmes of mentoring in another city.

use content::{service, testing::full};
use domain::{Lang, access::Who};
use guildhall_tests::{cities, peer::get};
use mentoring::SHELVES;
use serde_json::{Value, json};

cities! {
    /// Every field of every kind on the shelf arrives as it was written.
    async fn what_stands_on_the_shelf_of_mentoring_arrives_whole(net: Network) {
        let (a, b) = (net.city("a").await, net.city("b").await);
        let anna = a.people.person("anna").moderator().of(a.people.organisation).await;
        let boris = b.person("boris").await;
        for kind in SHELVES.iter().flat_map(|shelf| shelf.kinds) {
            let draft = full(kind, &Lang::bulgarian());
            let id = service::publish(a.publishing(), &anna.who, &draft).await.unwrap();
            net.settle().await;
            let iri = format!("{}/ap/object/{id}", a.origin);
            let copy = b.find_content(&iri).await;
            let page = b.page(&boris.who, copy).await.unwrap();
            assert_eq!((page.kind.name, page.values()), (kind.name, draft.values.clone()));
            assert_eq!(page.text.title, draft.title);
            let (status, _, body) = get(&iri, "application/activity+json").await;
            assert_eq!(status, 200);
            let object: Value = serde_json::from_str(&body).unwrap();
            let purpose = match kind.name {
                "mentoring-offer" => json!("offer"),
                "mentoring-request" => json!("request"),
                _ => Value::Null,
            };
            assert_eq!(object["vf:purpose"], purpose);
            if !purpose.is_null() {
                let intent = json!({
                    "type": "vf:Intent", "vf:action": "vf:deliverService",
                    "vf:hasBeginning": "2026-11", "vf:hasEnd": "2026-11",
                });
                assert_eq!(object["vf:publishes"], intent);
                assert_eq!(object["@context"][2]["vf"], "https://w3id.org/valueflows/ont/vf#");
            }
            assert!(b.page(&Who::Visitor, copy).await.is_ok());
        }
    }
}
