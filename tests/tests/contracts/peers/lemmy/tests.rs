use serde_json::{Value, json};

use super::super::sample::{self, GROUP, NO, refused};
use super::super::{Level, Peer, Seen, Taken};
use super::Lemmy;

fn activity(doc: &Value) -> Taken {
    Lemmy.activity(doc)
}

#[test]
fn posts_are_shown_from_their_source() {
    let seen = Lemmy.activity(&sample::announced(sample::said("Create", sample::article())));
    let seen = seen.unwrap();
    let shown = seen.shown().unwrap();
    assert_eq!(shown.title.as_deref(), Some("Repair"));
    assert_eq!(shown.visible, "At length.");
    assert_eq!(shown.language.as_deref(), Some("de"));
    assert_eq!(shown.group.as_deref(), Some(GROUP));
    assert_eq!(shown.level, Some(Level::Public));
    let note = Lemmy.object(&sample::note()).unwrap();
    assert!(matches!(note, Seen::Comment(_)));
    assert!(matches!(Lemmy.object(&sample::message()), Ok(Seen::Message(_))));
    let mut doc = sample::article();
    doc["attachment"] = json!([{ "type": "Link", "href": "https://a.example/x.pdf" },
        { "type": "Image", "url": "https://a.example/x.png", "name": "x" },
        { "type": "Document", "url": "https://a.example/y", "mediaType": "text/plain" }]);
    let seen = Lemmy.object(&doc).unwrap();
    assert_eq!(seen.shown().unwrap().link.as_deref(), Some("https://a.example/x.pdf"));
}

#[test]
fn a_post_that_is_slightly_wrong_is_lost() {
    refused(
        |d| Lemmy.object(d),
        &sample::article(),
        &[
            ("/type", json!("Project"), "no object of type"),
            ("/type", json!(["Article"]), "`type`"),
            ("/attributedTo", json!([sample::ADA]), "attributedTo"),
            ("/attributedTo", json!("https://other.example/u/a"), "different hosts"),
            ("/audience", json!([GROUP]), "audience"),
            ("/audience", json!("https://city.example/ap/actor/x"), "neither in `to`"),
            ("/context", json!({ "id": "https://city.example/x" }), "context"),
            ("/mediaType", json!("text/plain"), "mediaType"),
            ("/inReplyTo", json!("https://city.example/ap/object/0"), "inReplyTo"),
            ("/language", json!("de"), "language"),
            ("/language", json!({ "identifier": "de" }), "name"),
            ("/image", json!([{ "type": "Image", "url": "https://a.example/x" }]), "image"),
            ("/published", json!("yesterday"), "no time"),
            ("/sensitive", json!("no"), "sensitive"),
            ("/to", json!([GROUP]), "not addressed to everybody"),
            ("/name", json!({ "de": "x" }), "name"),
            ("/attachment", json!({ "type": "Link", "href": "https://a.example" }), "attachment"),
            (
                "/attachment",
                json!([{ "type": "PropertyValue", "name": "x", "value": "y" }]),
                "Page",
            ),
            ("/attachment", json!([{ "type": "Audio", "url": "https://a.example/x" }]), "Page"),
            ("/attachment", json!([{ "type": "Link", "url": "https://a.example/x" }]), "Page"),
            ("/attachment", json!([{ "type": "Image", "href": "https://a.example/x" }]), "Page"),
        ],
    );
    refused(
        |d| Lemmy.object(d),
        &sample::note(),
        &[
            ("/content", json!(NO), "content"),
            ("/tag", json!({}), "tag"),
            ("/inReplyTo", json!(["https://city.example/ap/object/1"]), "inReplyTo"),
        ],
    );
}

#[test]
fn a_message_is_for_one() {
    let doc = sample::said("Create", sample::message());
    let seen = Lemmy.activity(&doc).unwrap();
    assert!(matches!(seen.inner(), Some(Seen::Message(_))));
    let two = json!(["https://town.example/users/bo", "https://town.example/users/cy"]);
    refused(activity, &doc, &[("/to", two.clone(), "not one"), ("/object/to", two, "not one")]);
}

#[test]
fn an_actor_has_everything_once() {
    for doc in [sample::person(), sample::group()] {
        refused(
            |d| Lemmy.actor(d),
            &doc,
            &[
                ("/outbox", json!(NO), "outbox"),
                ("/inbox", json!(NO), "inbox"),
                ("/preferredUsername", json!(NO), "preferredUsername"),
                ("/publicKey", json!([doc["publicKey"]]), "publicKey"),
                ("/publicKey/owner", json!(NO), "owner"),
                ("/endpoints", json!({}), "sharedInbox"),
                ("/icon", json!({ "type": "Image" }), "url"),
                ("/type", json!("Place"), "no actor"),
            ],
        );
    }
    refused(
        |d| Lemmy.actor(d),
        &sample::group(),
        &[
            ("/language", json!({ "identifier": "de", "name": "Deutsch" }), "language"),
            ("/featured", json!({ "id": "https://city.example/x" }), "featured"),
            ("/postingRestrictedToMods", json!("no"), "postingRestrictedToMods"),
        ],
    );
}
