//! Those who wrote a thing, in its object: `sc:author` has all of them, the author first, where there are several.
//!
//! `attributedTo` stays the author's alone: Lemmy and NodeBB take one address there, and whoever it names may change
//! and withdraw the thing. `sc:author` gives nobody any right; it says whose work it is.

use domain::text;
use federation::document;
use serde_json::{Map, Value, json};

use super::object::Names;
use crate::coauthors::MOST;

/// The property.
const KEY: &str = "sc:author";
/// The most characters of a name.
const NAME_MAX: usize = 200;

/// Somebody whom a thing from elsewhere names beside its author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedAuthor {
    /// Her id.
    pub iri: String,
    /// Her name, as that instance says; may be empty.
    pub name: String,
}

/// Writes all of them into the object, where there are several.
pub(super) fn write(o: &mut Map<String, Value>, names: &Names) {
    if names.authors.len() < 2 {
        return;
    }
    let all = names.authors.iter().map(|(iri, name)| json!({ "id": iri, "name": name }));
    o.insert(KEY.into(), all.collect::<Vec<Value>>().into());
}

/// Reads those beside the author. Whoever lives elsewhere than the thing is not among them: her own instance does not
/// say that she wrote it (FEP-fe34), and those who write something together are all of its instance.
pub(super) fn read(object: &Value, thing: &str, author: &str) -> Vec<ReceivedAuthor> {
    let mut all: Vec<ReceivedAuthor> = Vec::new();
    let most = usize::try_from(MOST).unwrap_or_default();
    // The author herself is one of them.
    for said in document::each(object, KEY).take(most + 1) {
        let Some(iri) = document::id_of(said).filter(|iri| document::same_origin(iri, thing))
        else {
            continue;
        };
        if iri == thing || iri == author || all.iter().any(|known| known.iri == iri) {
            continue;
        }
        let name = said.get("name").and_then(Value::as_str).unwrap_or_default();
        let name = text::excerpt(&text::line(name), NAME_MAX);
        all.push(ReceivedAuthor { iri: iri.to_owned(), name });
    }
    all.truncate(most);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const THING: &str = "https://a.example/1";
    const AUTHOR: &str = "https://a.example/anna";

    fn said(authors: &Value) -> Vec<String> {
        let all = read(&json!({ "id": THING, "sc:author": authors }), THING, AUTHOR);
        all.into_iter().map(|one| format!("{} {}", one.iri, one.name)).collect()
    }

    #[test]
    fn people_of_its_own_instance_are_named_and_nobody_else() {
        let all = json!([
            { "id": AUTHOR, "name": "Anna" },
            { "id": "https://a.example/vera", "name": "Vera\n\u{0}Petrova" },
            "https://a.example/boris",
            { "id": "https://a.example/vera", "name": "again" },
            { "id": "https://b.example/mayor", "name": "Mayor" },
            { "name": "nobody" }, 7, null, THING,
        ]);
        let named = said(&all);
        assert_eq!(named.len(), 2, "{named:?}");
        assert!(named[0].starts_with("https://a.example/vera Vera") && !named[0].contains('\n'));
        assert_eq!(named[1], "https://a.example/boris ");
        assert_eq!(said(&json!("https://a.example/vera")), ["https://a.example/vera "]);
        assert!(said(&json!(null)).is_empty());
    }

    #[test]
    fn nobody_names_more_than_can_write_together() {
        let many: Vec<_> =
            (0..90).map(|n| json!({ "id": format!("https://a.example/{n}x") })).collect();
        assert_eq!(said(&many.into()).len(), usize::try_from(MOST).unwrap());
        let long = said(&json!({ "id": "https://a.example/vera", "name": "x".repeat(9_000) }));
        assert!(long[0].chars().count() < 300);
    }

    #[test]
    fn one_author_alone_is_said_once() {
        let mut names = Names { authors: vec![(AUTHOR.into(), "Anna".into())], ..Names::default() };
        let mut o = Map::new();
        write(&mut o, &names);
        assert!(o.is_empty());
        names.authors.push(("https://a.example/vera".into(), "Vera".into()));
        write(&mut o, &names);
        assert_eq!(
            o["sc:author"],
            json!([{ "id": AUTHOR, "name": "Anna" },
            { "id": "https://a.example/vera", "name": "Vera" }])
        );
        let got = read(&o.into(), THING, AUTHOR);
        assert_eq!(
            got,
            [ReceivedAuthor { iri: "https://a.example/vera".into(), name: "Vera".into() }]
        );
    }
}
