//! What a source said when it was taken over: its state as one short word that anybody can compute
//! from its document.

use federation::{document, proof};
use serde_json::{Map, Value};

/// Properties that say what a thing says. Those of Guildhall and of schema.org count too, but for
/// the list of adaptations, for what a thing says of its own source, and for who else wrote it.
const SAYING: [&str; 11] = [
    "id",
    "type",
    "attributedTo",
    "name",
    "nameMap",
    "summary",
    "summaryMap",
    "content",
    "contentMap",
    "language",
    "attachment",
];

/// The digest of a document: SHA-256 of its canonical form (RFC 8785) with nothing but what the
/// thing says, as a multihash in base58btc. Whom it is addressed to, when it was changed and where
/// its page is make no difference. `None` for what is no object.
pub fn digest(document: &Value) -> Option<String> {
    let all = document.as_object()?;
    document::id_of(document)?;
    let counts = |key: &str| {
        SAYING.contains(&key)
            || ((key.starts_with("gh:") || key.starts_with("sc:"))
                && !matches!(
                    key,
                    "gh:adaptations" | "gh:adaptation" | "sc:isBasedOn" | "sc:author"
                ))
    };
    let said: Map<String, Value> = (all.iter())
        .filter(|(key, _)| counts(key))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    proof::digest_of(&said)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_digest_is_that_of_what_a_thing_says() {
        let thing = json!({ "id": "https://a.example/1", "type": "Article", "name": "A",
            "content": "<p>x</p>", "gh:kind": "Practice", "updated": "2026-11-22T08:00:00Z" });
        let first = digest(&thing).unwrap();
        // Worked out by hand from the canonical form, so that others can check theirs.
        assert_eq!(first, "zQmNWYeQ3zZaxqPLYLs8Y2HDByn95RbAfgVe1dWwTLppcPP");
        let mut again = thing.clone();
        again["updated"] = json!("2026-11-23T08:00:00Z");
        again["to"] = json!(["https://www.w3.org/ns/activitystreams#Public"]);
        again["gh:adaptations"] = json!("https://a.example/1/adaptations");
        again["sc:author"] = json!([{ "id": "https://a.example/2", "name": "B" }]);
        again["@context"] = json!("https://www.w3.org/ns/activitystreams");
        assert_eq!(digest(&again).unwrap(), first, "nothing that it says has changed");
        for (key, value) in
            [("name", json!("B")), ("gh:cost", json!(1)), ("sc:license", json!("x"))]
        {
            let mut other = thing.clone();
            other[key] = value;
            assert_ne!(digest(&other).unwrap(), first, "{key}");
        }
        assert_eq!(digest(&json!("https://a.example/1")), None);
        assert_eq!(digest(&json!({ "name": "nobody" })), None);
    }
}
