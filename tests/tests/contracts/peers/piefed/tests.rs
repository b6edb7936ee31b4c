use serde_json::{Value, json};

use super::super::sample::{self, GROUP, NO, refused};
use super::super::{Peer, Taken};
use super::PieFed;

fn activity(doc: &Value) -> Taken {
    PieFed.activity(doc)
}

#[test]
fn posts_are_shown_from_their_source() {
    let seen = activity(&sample::announced(sample::said("Create", sample::article()))).unwrap();
    let shown = seen.shown().unwrap();
    assert_eq!((shown.title.as_deref(), &*shown.visible), (Some("Repair"), "At length."));
    assert_eq!(shown.language.as_deref(), Some("de"));
}

#[test]
fn persons_and_groups_only() {
    let organisation = sample::actors().remove(2);
    assert!(PieFed.actor(&organisation).unwrap().ignored().is_some());
    refused(
        |d| PieFed.actor(d),
        &sample::person(),
        &[
            ("/type", json!("Bot"), "no actor"),
            ("/preferredUsername", json!(NO), "preferredUsername"),
            ("/publicKey", json!([]), "not one object"),
            ("/endpoints", json!({}), "sharedInbox"),
            ("/source", json!("x"), "source"),
            ("/published", json!("x"), "no time"),
        ],
    );
    refused(
        |d| PieFed.actor(d),
        &sample::group(),
        &[
            ("/name", json!(NO), "name"),
            ("/outbox", json!(NO), "outbox"),
            ("/language", json!([{ "identifier": "de" }]), "name"),
        ],
    );
}

#[test]
fn a_thing_that_is_slightly_wrong_is_lost() {
    refused(
        |d| PieFed.object(d),
        &sample::article(),
        &[
            ("/type", json!("Document"), "no thing"),
            ("/language", json!({ "identifier": "de" }), "name"),
            ("/source", json!({ "content": "x" }), "mediaType"),
            ("/name", json!(null), "name"),
            ("/attachment", json!([{ "type": "Image", "href": "https://a.example/x" }]), "url"),
            ("/attributedTo", json!([sample::ADA]), "attributedTo"),
        ],
    );
    let mut poll = sample::note();
    poll["name"] = "x".into();
    refused(|d| PieFed.object(d), &poll, &[("/published", json!(NO), "vote")]);
}

#[test]
fn activities_name_things_by_strings() {
    let thing = json!({ "id": "https://city.example/ap/object/1" });
    for verb in ["Lock", "Add", "Remove"] {
        refused(
            activity,
            &sample::pinned(verb),
            &[("/object", thing.clone(), "no string"), ("/id", json!(NO), "no `id`")],
        );
    }
    refused(activity, &sample::pinned("Add"), &[("/target", json!(NO), "target")]);
    // A report of several things is not understood.
    assert!(activity(&sample::flag()).is_err());
    refused(activity, &sample::follow(), &[("/object", thing.clone(), "no string")]);
    refused(activity, &sample::deleted(None), &[("/object/type", json!(NO), "type")]);
    let lock = sample::undone(sample::did("Lock"));
    refused(activity, &lock, &[("/object", json!("https://city.example/ap/activity/3"), "type")]);
    refused(
        activity,
        &sample::answered("Accept"),
        &[
            ("/object", json!("https://town.example/follow/1"), "not embedded"),
            ("/object/actor", json!(NO), "actor"),
        ],
    );
}

#[test]
fn announcements_carry_what_a_person_did() {
    let doc = sample::announced(sample::did("Like"));
    refused(
        activity,
        &doc,
        &[
            ("/object/id", json!(NO), "no `id`"),
            ("/object/actor", json!(GROUP), "no person"),
            ("/object", json!("https://other.example/1"), "different hosts"),
        ],
    );
    assert!(activity(&sample::announced(sample::article())).unwrap().ignored().is_some());
}

#[test]
fn one_entry_ends_the_whole_history() {
    let read = |d: &Value| PieFed.collection(d);
    let thing = "https://city.example/ap/object/1";
    let mut bare = sample::announced(sample::article());
    bare["object"] = thing.into();
    refused(
        read,
        &sample::outbox(),
        &[
            ("/orderedItems", json!([bare]), "no Create"),
            ("/orderedItems", json!([sample::announced(sample::article())]), "no Create"),
            ("/orderedItems", json!(NO), "orderedItems"),
        ],
    );
    refused(read, &sample::featured(), &[("/orderedItems", json!([thing]), "no object")]);
    let moderators = sample::collection("moderators", &json!([sample::ADA]));
    refused(read, &moderators, &[("/type", json!("Collection"), "no OrderedCollection")]);
}
