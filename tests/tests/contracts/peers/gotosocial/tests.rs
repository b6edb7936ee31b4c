use serde_json::json;

use super::super::sample::{self, ADA, GROUP, NO, refused};
use super::*;

#[test]
fn the_summary_is_the_warning() {
    let seen = GoToSocial.object(&sample::article()).unwrap();
    let shown = seen.shown().unwrap();
    assert_eq!(shown.title.as_deref(), Some("In short."));
    assert_eq!(shown.visible, "<p>At length.</p>");
    assert_eq!(shown.language.as_deref(), Some("de"));
    refused(
        |d| GoToSocial.object(d),
        &sample::article(),
        &[
            ("/type", json!("Audio"), "no status"),
            ("/attributedTo", json!(NO), "nobody"),
            ("/updated", json!("2026-11-22T08:59:59Z"), "before"),
            ("/published", json!("x"), "no time"),
            ("/@context", json!("https://w3id.org/security/v1"), "@context"),
            ("/tag", json!([{ "type": "Mention" }]), "Mention of nobody"),
        ],
    );
    let mut lonely = sample::article();
    lonely["cc"] = json!([]);
    refused(|d| GoToSocial.object(d), &lonely, &[("/to", json!([]), "neither `to` nor `cc`")]);
}

#[test]
fn an_account_owns_its_key() {
    refused(
        |d| GoToSocial.actor(d),
        &sample::group(),
        &[
            ("/publicKey/owner", json!(ADA), "somebody else"),
            ("/publicKey/publicKeyPem", json!("x"), "no PEM"),
            ("/publicKey/id", json!(NO), "id"),
            ("/preferredUsername", json!(""), "preferredUsername"),
            ("/@context", json!(AS2), "security"),
            ("/endpoints/sharedInbox", json!("https://cdn.example/inbox"), "another host"),
            ("/type", json!("Feed"), "no account"),
        ],
    );
}

#[test]
fn activities() {
    let activity = |d: &Value| GoToSocial.activity(d);
    let thing = json!("https://city.example/ap/object/2");
    refused(
        activity,
        &sample::said("Create", sample::note()),
        &[("/object", thing.clone(), "embedded"), ("/id", json!(NO), "id")],
    );
    assert_eq!(activity(&sample::flag()), Ok(Seen::Flag));
    refused(activity, &sample::flag(), &[("/object", thing.clone(), "name the account")]);
    refused(activity, &sample::undone(sample::did("Like")), &[("/object", thing, "not embedded")]);
    let mut boost = sample::announced(sample::article());
    boost["cc"] = json!([]);
    refused(activity, &boost, &[("/to", json!([]), "names anybody")]);
    refused(
        activity,
        &sample::announced(sample::did("Like")),
        &[("/object/id", json!(NO), "no id")],
    );
    let mut update = sample::said("Update", sample::person());
    update["actor"] = GROUP.into();
    assert!(activity(&update).is_err());
    assert!(activity(&sample::did("Lock")).unwrap().ignored().is_some());
    refused(
        |d| GoToSocial.collection(d),
        &sample::conversation(),
        &[("/type", json!("x"), "no collection")],
    );
}
