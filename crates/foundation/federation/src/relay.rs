//! What a community here passes on of what somebody elsewhere did (FEP-1b12).

use domain::{ActorId, Origin, id::RowId};
use serde_json::{Map, Value, json};

use crate::{
    address::PUBLIC,
    document::{activity, with_context},
    handler::Activity,
    iri::Own,
};

/// What a community announces goes to everybody and its members, or to these alone.
pub fn address_community(a: &mut Map<String, Value>, followers: &str, public: bool) {
    if public {
        a.insert("to".into(), json!([PUBLIC]));
        a.insert("cc".into(), json!([followers]));
    } else {
        a.insert("to".into(), json!([followers]));
        a.insert("cc".into(), json!([]));
    }
}

/// The whole `Announce` with this id: the activity inside stands as it came, in the order and
/// spelling of whoever said it. What was announced is never announced again, so that a community
/// only passes on what came to it directly. `public` says whether it is for everybody, or for the
/// members alone.
pub fn announcement(
    origin: &Origin,
    id: RowId,
    group: ActorId,
    public: bool,
    inner: &Activity,
) -> String {
    let followers = Own::Followers(group).iri(origin);
    let own = Own::Activity(id).iri(origin);
    let mut a = activity(&own, "Announce", &Own::Actor(group).iri(origin), Value::Null);
    address_community(&mut a, &followers, public);
    a.shift_remove("object");
    let outer = Value::Object(with_context(a)).to_string();
    let open = outer.strip_suffix('}').unwrap_or(&outer);
    format!("{open},\"object\":{}}}", inner.bytes.trim())
}
