//! What a community here passes on of what somebody elsewhere did (FEP-1b12).

use domain::{ActorId, Origin, id::RowId};
use serde_json::{Value, json};

use crate::{
    address::PUBLIC,
    document::{activity, with_context},
    handler::Activity,
    iri::Own,
};

/// The whole `Announce` with this id: the activity inside stands as it came, in the order and
/// spelling of whoever said it. What was announced is never announced again, so that a community
/// only passes on what came to it directly.
pub fn announcement(origin: &Origin, id: RowId, group: ActorId, inner: &Activity) -> String {
    let followers = Own::Followers(group).iri(origin);
    let own = Own::Activity(id).iri(origin);
    let mut a = activity(&own, "Announce", &Own::Actor(group).iri(origin), Value::Null);
    a.insert("to".into(), json!([PUBLIC]));
    a.insert("cc".into(), json!([followers]));
    a.shift_remove("object");
    let outer = Value::Object(with_context(a)).to_string();
    let open = outer.strip_suffix('}').unwrap_or(&outer);
    format!("{open},\"object\":{}}}", inner.bytes.trim())
}
