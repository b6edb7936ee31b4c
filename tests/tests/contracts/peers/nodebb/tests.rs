use serde_json::json;

use super::super::sample::{self, ADA, GROUP, NO, refused};
use super::*;

#[test]
fn posts_are_shown_from_their_source() {
    let seen = NodeBb.activity(&sample::said("Create", sample::article())).unwrap();
    let shown = seen.shown().unwrap();
    assert_eq!((shown.title.as_deref(), &*shown.visible), (Some("Repair"), "At length."));
    assert_eq!(shown.group.as_deref(), Some(GROUP));
    assert!(matches!(NodeBb.object(&sample::message()), Ok(Seen::Message(_))));
}

#[test]
fn one_author_of_one_host() {
    let activity = |d: &Value| NodeBb.activity(d);
    refused(
        activity,
        &sample::said("Create", sample::article()),
        &[
            ("/object/attributedTo", json!([ADA]), "array"),
            ("/object/attributedTo", json!("https://other.example/u"), "different hosts"),
            ("/object/attributedTo", json!(7), "attributedTo"),
            ("/object/type", json!("Event"), "no post"),
            ("/object/published", json!("x"), "no time"),
            ("/id", json!(NO), "no `id`"),
            ("/object", json!(NO), "no `object`"),
        ],
    );
    let other = json!("https://other.example/1");
    refused(activity, &sample::deleted(None), &[("/object/id", other, "different hosts")]);
}

#[test]
fn an_actor_leads_back_to_itself() {
    refused(
        |d| NodeBb.actor(d),
        &sample::group(),
        &[
            ("/preferredUsername", json!("other"), "another account"),
            ("/preferredUsername", json!(NO), "preferredUsername"),
            ("/webfinger", json!("repair@www.city.example"), "another account"),
            ("/publicKey/id", json!("https://city.example/key"), "the id of the key"),
            ("/publicKey", json!([sample::group()["publicKey"]]), "not one object"),
            ("/inbox", json!(NO), "inbox"),
            ("/type", json!("Feed"), "no actor"),
        ],
    );
}

#[test]
fn what_is_announced_can_be_fetched() {
    let activity = |d: &Value| NodeBb.activity(d);
    let doc = sample::announced(sample::said("Create", sample::note()));
    refused(
        activity,
        &doc,
        &[
            ("/object/id", json!(NO), "no id"),
            ("/object/id", json!("urn:x"), "cannot be fetched"),
            ("/object/object", json!("https://city.example/ap/object/2"), "only an id"),
        ],
    );
    refused(
        |d| NodeBb.collection(d),
        &sample::conversation(),
        &[
            ("/orderedItems", json!([]), "empty"),
            ("/orderedItems", json!([1]), "entry"),
            ("/type", json!("Thread"), "no collection"),
        ],
    );
    let undo = sample::undone(sample::did("Like"));
    refused(activity, &undo, &[("/object/object", json!(NO), "object")]);
    refused(activity, &sample::answered("Accept"), &[("/object/actor", json!(NO), "actor")]);
}
