//! What somebody writes at once may be more than one operation takes. Then it is written in several, one after the other,
//! and still as one change.

use serde_json::Map;

use super::{
    Draft,
    operation::{MAX_BYTES, MAX_FIELDS},
};

/// The same fields in as many drafts of the same entry as operations need. A value that is too long for one stays alone.
pub(super) fn parts(draft: Draft) -> Vec<Draft> {
    let Draft { entry, key, set } = draft;
    let (mut parts, mut part, mut bytes) = (Vec::new(), Map::new(), 2);
    for (name, value) in set {
        // Quotation marks, colon, comma.
        let more = name.len() + value.to_string().len() + 4;
        if !part.is_empty() && (bytes + more > MAX_BYTES || part.len() == MAX_FIELDS) {
            parts.push(std::mem::take(&mut part));
            bytes = 2;
        }
        bytes += more;
        part.insert(name, value);
    }
    parts.push(part);
    parts.into_iter().map(|set| Draft { entry, key: key.clone(), set }).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn fit(drafts: &[Draft]) -> bool {
        drafts.iter().all(|draft| {
            draft.set.len() <= MAX_FIELDS
                && Value::Object(draft.set.clone()).to_string().len() <= MAX_BYTES
        })
    }

    #[test]
    fn a_full_form_goes_into_several_operations() {
        let set = json!({ "agenda": "ж".repeat(4000), "notes": "ж".repeat(10_000), "report": "ж".repeat(20_000), "title": "x" });
        let draft = Draft::new("session", "s1", set.clone());
        assert!(!fit(std::slice::from_ref(&draft)), "it would be refused");
        let parts = parts(draft);
        assert!(parts.len() == 2 && fit(&parts));
        let mut whole = Map::new();
        for part in parts {
            assert_eq!((part.entry, &*part.key), ("session", "s1"));
            whole.extend(part.set);
        }
        assert_eq!(Value::Object(whole), set);
    }

    #[test]
    fn what_fits_stays_whole() {
        for set in [json!({}), json!({ "a": 1, "b": null })] {
            let draft = Draft::new("session", "s1", set);
            assert_eq!(parts(draft.clone()), [draft]);
        }
        let exact = json!({ "a": "x".repeat(MAX_BYTES - 8) });
        assert!(fit(&[Draft::new("session", "s1", exact.clone())]));
        assert_eq!(parts(Draft::new("session", "s1", exact)).len(), 1);
        let many: Map<String, Value> =
            (0..=MAX_FIELDS).map(|n| (format!("f{n}"), n.into())).collect();
        let parts = parts(Draft { entry: "session", key: "s1".into(), set: many });
        assert!(parts.len() == 2 && fit(&parts));
    }
}
