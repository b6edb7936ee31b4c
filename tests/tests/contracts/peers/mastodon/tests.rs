use serde_json::{Value, json};

use super::super::read::PUBLIC;
use super::super::sample::{self, ADA, GROUP, NO, refused};
use super::super::{Level, Peer, Seen};
use super::Mastodon;

#[test]
fn an_article_is_title_summary_and_link() {
    let seen = Mastodon.activity(&sample::said("Create", sample::article())).unwrap();
    let shown = seen.shown().unwrap();
    assert_eq!(shown.title.as_deref(), Some("Repair"));
    assert_eq!(shown.visible, "In short.");
    assert_eq!(shown.link.as_deref(), Some("https://city.example/practices/1/repair"));
    // The first key of the map, whatever stands in `content`.
    assert_eq!(shown.language.as_deref(), Some("de"));
    let seen = Mastodon.object(&sample::note()).unwrap();
    assert_eq!(seen.shown().unwrap().visible, "<p>Yes.</p>");
}

#[test]
fn whom_a_status_is_for() {
    let level = |to: Value, cc: Value| {
        let mut doc = sample::note();
        (doc["to"], doc["cc"]) = (to, cc);
        Mastodon.object(&doc).map(|s| s.shown().and_then(|s| s.level))
    };
    let followers = format!("{ADA}/followers");
    assert_eq!(level(json!([PUBLIC]), json!([])), Ok(Some(Level::Public)));
    assert_eq!(level(json!([GROUP]), json!([PUBLIC])), Ok(Some(Level::Unlisted)));
    assert_eq!(level(json!([followers]), json!([])), Ok(Some(Level::Followers)));
    let bo = "https://town.example/users/bo";
    assert_eq!(level(json!([bo]), json!([])), Ok(Some(Level::Direct)));
    refused(|d| Mastodon.object(d), &sample::message(), &[("/tag", json!([]), "no Mention")]);
}

#[test]
fn a_status_that_is_slightly_wrong_is_lost() {
    let link =
        json!([{ "type": "Link", "href": "https://city.example/x", "mediaType": "text/html" }]);
    refused(
        |d| Mastodon.object(d),
        &sample::article(),
        &[
            ("/@context", json!(NO), "@context"),
            ("/type", json!("Document"), "no status"),
            ("/url", link, "`url`"),
            ("/attributedTo", json!("https://other.example/a"), "different hosts"),
            ("/tag", json!(["x"]), "tag"),
            ("/attachment", json!(["https://city.example/x"]), "attachment"),
        ],
    );
    refused(
        |d| Mastodon.activity(d),
        &sample::said("Create", sample::note()),
        &[
            ("/object/id", json!("https://other.example/1"), "different hosts"),
            ("/object/content", json!("x".repeat(1_000_000)), "bytes"),
            ("/object", json!(NO), "no `object`"),
        ],
    );
}

#[test]
fn accounts_have_a_name_and_a_key() {
    let mut doc = sample::person();
    refused(
        |d| Mastodon.actor(d),
        &doc,
        &[
            ("/inbox", json!(NO), "inbox"),
            ("/publicKey", json!(NO), "publicKey"),
            ("/type", json!("Place"), "no account"),
            ("/webfinger", json!("a b@city.example"), "no name"),
        ],
    );
    doc.as_object_mut().unwrap().shift_remove("webfinger");
    refused(|d| Mastodon.actor(d), &doc, &[("/preferredUsername", json!(NO), "neither")]);
}

#[test]
fn what_it_does_not_know_it_leaves_out() {
    for doc in [sample::did("Lock"), sample::pinned("Add"), sample::undone(sample::did("Lock"))] {
        assert!(Mastodon.activity(&doc).unwrap().ignored().is_some(), "{doc}");
    }
    let like = Mastodon.activity(&sample::announced(sample::did("Like"))).unwrap();
    assert_eq!(like.ignored(), Some("only things are boosted"));
    // A comment becomes a boost too.
    let boost = Mastodon.activity(&sample::announced(sample::said("Create", sample::note())));
    assert!(boost.unwrap().shown().is_some());
    let announced = sample::announced(sample::undone(sample::did("Lock")));
    refused(
        |d| Mastodon.activity(d),
        &announced,
        &[("/object/id", json!(NO), "no id"), ("/to", json!([GROUP]), "not for everybody")],
    );
}

#[test]
fn reports_and_answers() {
    let activity = |d: &Value| Mastodon.activity(d);
    assert_eq!(activity(&sample::flag()), Ok(Seen::Flag));
    let thing = json!("https://city.example/ap/object/1");
    refused(activity, &sample::flag(), &[("/object", thing, "name the account")]);
    refused(
        activity,
        &sample::answered("Accept"),
        &[("/object/type", json!("Join"), "no Follow"), ("/object/actor", json!(NO), "actor")],
    );
    let mut update = sample::said("Update", sample::person());
    update["actor"] = GROUP.into();
    assert!(activity(&update).is_err());
    refused(
        |d| Mastodon.collection(d),
        &sample::followers(),
        &[("/totalItems", json!("3"), "no number")],
    );
    refused(
        |d| Mastodon.collection(d),
        &sample::featured(),
        &[("/orderedItems", json!([1]), "entry")],
    );
}
