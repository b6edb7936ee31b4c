use serde_json::json;

use super::super::sample::{self, NO, refused};
use super::*;

#[test]
fn what_it_makes_of_things() {
    let article = Mobilizon.activity(&sample::said("Create", sample::article())).unwrap();
    assert!(article.ignored().is_some_and(|why| why.contains("articles of groups")));
    let note = Mobilizon.activity(&sample::said("Create", sample::note())).unwrap();
    assert!(matches!(note.inner(), Some(Seen::Comment(_))));
    assert!(Mobilizon.activity(&sample::did("Lock")).unwrap().ignored().is_some());
    let event = json!({ "id": "https://city.example/ap/object/9", "type": "Event",
        "attributedTo": sample::ADA, "name": "Day", "startTime": "2026-12-01T10:00:00+01:00",
        "category": "MEETING", "to": [PUBLIC], "attachment": [],
        "location": { "type": "Place", "name": "Hall", "latitude": 50.5, "longitude": 7.0 } });
    assert!(matches!(Mobilizon.object(&event), Ok(Seen::Post(_))));
    refused(
        |d| Mobilizon.object(d),
        &event,
        &[
            ("/location", json!([event["location"]]), "single place"),
            ("/location/longitude", json!(7), "point"),
            ("/category", json!("Meeting"), "capitals"),
            ("/startTime", json!("soon"), "no time"),
            ("/name", json!(NO), "name"),
            ("/attachment", json!({}), "no list"),
            ("/attributedTo", json!([sample::ADA]), "one author"),
        ],
    );
    let mut post = sample::article();
    post["actor"] = sample::ADA.into();
    post["attributedTo"] = sample::GROUP.into();
    refused(
        |d| Mobilizon.object(d),
        &post,
        &[
            ("/image", json!(null), "image"),
            ("/to", json!([]), "nobody"),
            ("/attributedTo", json!([sample::GROUP]), "attributedTo"),
        ],
    );
}

#[test]
fn an_actor_that_is_slightly_wrong_is_lost() {
    refused(
        |d| Mobilizon.actor(d),
        &sample::group(),
        &[
            ("/publicKey", json!([]), "not one object"),
            ("/endpoints", json!("x"), "not one object"),
            ("/publicKey/publicKeyPem", json!(NO), "publicKeyPem"),
            ("/preferredUsername", json!("x".repeat(101)), "too long"),
            ("/summary", json!("x".repeat(5_001)), "longer"),
            ("/location", json!([{ "type": "Place" }]), "single place"),
            ("/type", json!("Actor"), "no actor"),
            ("/icon", json!([{ "type": "Image", "url": "https://city.example/x.png" }]), "array"),
        ],
    );
}

#[test]
fn activities() {
    let activity = |d: &Value| Mobilizon.activity(d);
    let thing = json!("https://city.example/ap/object/1");
    assert_eq!(activity(&sample::flag()), Ok(Seen::Flag));
    refused(activity, &sample::flag(), &[("/object", thing, "no list")]);
    refused(activity, &sample::follow(), &[("/object", json!({ "id": "x" }), "no string")]);
    refused(
        activity,
        &sample::announced(sample::did("Like")),
        &[("/object/id", json!(NO), "no id")],
    );
    refused(
        activity,
        &sample::said("Create", sample::note()),
        &[
            ("/id", json!(""), "id"),
            ("/actor", json!(NO), "nobody"),
            ("/object/attributedTo", json!([sample::ADA]), "one author"),
        ],
    );
    refused(
        |d| Mobilizon.collection(d),
        &sample::outbox(),
        &[("/orderedItems", json!([1]), "neither")],
    );
}
