use serde_json::{Value, json};

use super::super::super::read::PUBLIC;
use super::super::super::sample::{self, GROUP, NO, refused};
use super::super::super::{Peer, Seen, Taken};
use super::super::Lemmy;

fn activity(doc: &Value) -> Taken {
    Lemmy.activity(doc)
}

#[test]
fn activities_have_arrays_and_ids() {
    let away = |place| (place, json!(NO), "");
    let doc = sample::said("Create", sample::note());
    refused(
        activity,
        &doc,
        &[
            away("/id"),
            away("/actor"),
            away("/to"),
            ("/to", json!(PUBLIC), "Create of a Note"),
            ("/cc", json!(PUBLIC), "Create of a Note"),
            ("/object", json!("https://city.example/ap/object/2"), "type"),
            ("/actor", json!("https://city.example/ap/actor/x"), "differ"),
            ("/object/content", json!("x".repeat(150_000)), "bytes"),
        ],
    );
    for verb in ["Lock", "Add", "Remove"] {
        let doc = sample::pinned(verb);
        refused(
            activity,
            &doc,
            &[
                away("/id"),
                away("/to"),
                away("/cc"),
                away("/object"),
                ("/object", json!({ "id": "https://city.example/ap/object/1" }), ""),
                ("/audience", json!([GROUP]), "audience"),
                ("/actor", json!(GROUP), "from persons"),
                ("/to", json!([GROUP]), "everybody"),
            ],
        );
    }
    refused(activity, &sample::pinned("Add"), &[away("/target")]);
    let mut block = sample::did("Block");
    block["target"] = GROUP.into();
    assert_eq!(activity(&block), Ok(Seen::Block));
    refused(activity, &block, &[away("/target"), away("/cc"), ("/endTime", json!("soon"), "time")]);
    refused(activity, &sample::did("Like"), &[away("/object"), ("/object", json!({}), "")]);
    refused(activity, &sample::follow(), &[("/to", json!([GROUP]), "differ"), away("/id")]);
    refused(
        activity,
        &sample::answered("Accept"),
        &[
            away("/object/id"),
            ("/actor", json!(sample::ADA), "differ"),
            ("/to", json!([sample::ADA]), "differ"),
        ],
    );
    refused(
        activity,
        &sample::flag(),
        &[
            ("/to", json!([GROUP, PUBLIC]), "not one"),
            ("/to", json!([]), "not one"),
            ("/object", json!({}), ""),
        ],
    );
}

#[test]
fn what_is_deleted_says_so_in_to() {
    assert_eq!(activity(&sample::deleted(None)), Ok(Seen::Delete));
    assert_eq!(activity(&sample::deleted(Some("spam"))), Ok(Seen::Removal));
    // Unlisted: everybody in `cc`.
    refused(
        activity,
        &sample::deleted(None),
        &[
            ("/to", json!([GROUP]), "everybody"),
            ("/object/id", json!("https://town.example/1"), "without `summary`"),
            ("/object/type", json!("Note"), ""),
        ],
    );
}

#[test]
fn what_is_undone_is_whole() {
    let undo = sample::undone(sample::did("Lock"));
    assert_eq!(activity(&undo), Ok(Seen::Undo(Box::new(Seen::Lock))));
    let away = |place| (place, json!(NO), "");
    refused(
        activity,
        &undo,
        &[
            away("/object/id"),
            away("/object/to"),
            away("/object/cc"),
            away("/to"),
            ("/object", json!("https://city.example/ap/activity/3"), "Undo of an id"),
        ],
    );
    refused(
        activity,
        &sample::undone(sample::deleted(Some("x"))),
        &[away("/object/id"), away("/to")],
    );
    refused(
        activity,
        &sample::undone(sample::did("Like")),
        &[
            away("/object/id"),
            ("/object/actor", json!("https://city.example/ap/actor/x"), "actors"),
        ],
    );
}

#[test]
fn announcements_carry_activities() {
    let plain = activity(&sample::announced(sample::article())).unwrap();
    assert!(plain.ignored().is_some_and(|why| why.contains("microblogs")));
    let doc = sample::announced(sample::did("Lock"));
    assert_eq!(activity(&doc), Ok(Seen::Announce(Box::new(Seen::Lock))));
    refused(
        activity,
        &doc,
        &[
            ("/to", json!(NO), "to"),
            ("/cc", json!(NO), "cc"),
            ("/object/id", json!(NO), "id"),
            ("/object/actor", json!(NO), "actor"),
            ("/to", json!([GROUP]), "everybody"),
            ("/object/type", json!("Ask"), "no activity"),
        ],
    );
}

#[test]
fn collections_hold_what_is_read_from_them() {
    let read = |d: &Value| Lemmy.collection(d);
    let page = "https://city.example/ap/object/1";
    refused(read, &sample::featured(), &[("/orderedItems", json!([page]), "Page")]);
    refused(
        read,
        &sample::outbox(),
        &[
            ("/orderedItems", json!([sample::announced(json!({ "id": page }))]), "no Create"),
            ("/totalItems", json!(NO), "totalItems"),
        ],
    );
    let mut bare = sample::announced(sample::article());
    bare["object"] = page.into();
    refused(read, &sample::outbox(), &[("/orderedItems", json!([bare]), "no Create")]);
    refused(
        read,
        &sample::followers(),
        &[
            ("/items", json!(NO), "items"),
            ("/items", json!([sample::ADA]), "not empty"),
            ("/type", json!("OrderedCollection"), "no Collection"),
        ],
    );
    let moderators = sample::collection("moderators", &json!([sample::ADA]));
    refused(read, &moderators, &[("/orderedItems", json!([{ "id": page }]), "moderator")]);
}
