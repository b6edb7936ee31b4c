use serde_json::json;

use super::super::sample::{self, ADA, NO, refused};
use super::*;

#[test]
fn articles_and_notes_only() {
    let seen = Discourse.activity(&sample::announced(sample::article())).unwrap();
    let shown = seen.shown().unwrap();
    let title = shown.title.as_deref();
    assert_eq!((title, &*shown.visible), (Some("Repair"), "<p>At length.</p>"));
    refused(
        |d| Discourse.object(d),
        &sample::article(),
        &[
            ("/type", json!("Page"), "no post"),
            ("/type", json!("Event"), "no post"),
            ("/@context", json!(NO), "@context"),
            ("/id", json!(NO), "id"),
            ("/attributedTo", json!([ADA]), "array"),
            ("/content", json!(NO), "content"),
            ("/attachment", json!([{ "type": "Link", "href": "https://a.example" }]), "exception"),
            ("/attachment", json!([{ "url": "https://a.example" }]), "no type"),
        ],
    );
    let link = json!([{ "type": "Document", "url": "https://a.example/x.pdf" }]);
    let mut doc = sample::article();
    doc["attachment"] = link;
    assert!(Discourse.object(&doc).is_ok());
}

#[test]
fn activities_of_the_author() {
    let activity = |d: &Value| Discourse.activity(d);
    refused(
        activity,
        &sample::said("Create", sample::note()),
        &[
            ("/id", json!("https://other.example/1"), "different hosts"),
            ("/actor", json!("https://city.example/ap/actor/x"), "not who acts"),
            ("/@context", json!("https://w3id.org/security/v1"), "@context"),
        ],
    );
    let gone = json!("https://city.example/ap/object/1");
    refused(
        activity,
        &sample::deleted(None),
        &[("/object", gone, "nothing is found"), ("/object/type", json!(NO), "no type")],
    );
    refused(
        activity,
        &sample::announced(sample::article()),
        &[("/to", json!([]), "not for everybody"), ("/object/type", json!("Page"), "no post")],
    );
    let follow = json!("https://town.example/follow/1");
    refused(activity, &sample::answered("Accept"), &[("/object", follow, "no embedded")]);
    refused(
        |d| Discourse.collection(d),
        &sample::outbox(),
        &[("/orderedItems", json!(["x"]), "entry")],
    );
    for doc in [sample::did("Lock"), sample::announced(sample::said("Create", sample::note()))] {
        assert!(activity(&doc).unwrap().ignored().is_some());
    }
}

#[test]
fn an_actor_has_one_key_of_its_own() {
    refused(
        |d| Discourse.actor(d),
        &sample::person(),
        &[
            ("/publicKey", json!([sample::person()["publicKey"]]), "not one object"),
            ("/publicKey/owner", json!("https://city.example/x"), "somebody else"),
            ("/inbox", json!(NO), "inbox"),
            ("/type", json!("Bot"), "no actor"),
        ],
    );
    assert!(Discourse.actor(&sample::actors().remove(2)).unwrap().ignored().is_some());
}
