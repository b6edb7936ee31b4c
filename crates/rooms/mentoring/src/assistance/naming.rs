//! What somebody is called in each language in which she has a name: what is passed on is read by people who have never
//! met her, in languages of their own.

use domain::{ActorId, Lang, Result};
use federation::actor;
use serde_json::{Map, Value};
use store::Query;

/// The names of an actor by language, as far as this instance knows them.
pub async fn names(q: &mut impl Query, id: ActorId) -> Result<Value> {
    let texts = actor::texts(q, id).await?;
    let named = texts.into_iter().filter(|text| !text.name.is_empty());
    let names: Map<String, Value> =
        named.map(|text| (text.lang.to_string(), Value::String(text.name))).collect();
    Ok(Value::Object(names))
}

/// The name in this language where there is one, else `name`.
pub fn called<'a>(name: &'a str, names: &'a Value, lang: &Lang) -> &'a str {
    let known = names.get(lang.as_str()).and_then(Value::as_str);
    known.filter(|known| !known.is_empty()).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_name_is_read_in_the_language_of_the_reader() {
        let names = json!({ "bg": "Община Хасково", "en": "Haskovo Municipality", "de": "" });
        let of = |lang: &str| called("Хасково", &names, &Lang::parse(lang).unwrap()).to_owned();
        assert_eq!(of("en"), "Haskovo Municipality");
        assert_eq!((of("de"), of("fr")), ("Хасково".to_owned(), "Хасково".to_owned()));
        assert_eq!(called("Хасково", &Value::Null, &Lang::english()), "Хасково");
    }
}
