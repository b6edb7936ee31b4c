//! Lists of other instances, read page by page within bounds (`federation.md` §6).

use std::collections::HashSet;

use serde_json::Value;

use crate::{
    document::{self, Class, keys},
    handler::Unresolved,
    receiving::Resolve,
};

/// The most pages of one list.
const MAX_PAGES: usize = 10;
/// The most entries of one list.
pub const MAX_ITEMS: usize = 1_000;

/// The entries of a list or of one page of it, whichever of the two names they stand under.
pub fn items(list: &Value) -> impl Iterator<Item = &Value> {
    document::each(list, keys::ORDERED_ITEMS).chain(document::each(list, keys::ITEMS))
}

/// Where a list goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page<'a> {
    /// The page stands in the document.
    Here(&'a Value),
    /// The page has this address.
    At(&'a str),
    /// It does not go on.
    End,
}

/// The first page of a list, or what comes after a page. [`Unresolved::Refused`] for something that
/// is no page.
pub fn page_after(list: &Value) -> Result<Page<'_>, Unresolved> {
    let is_page = document::type_of(list).is_some_and(|t| t.ends_with("Page"));
    match list.get(if is_page { keys::NEXT } else { keys::FIRST }) {
        None | Some(Value::Null) => Ok(Page::End),
        Some(Value::String(at)) => Ok(Page::At(at)),
        Some(page) if document::type_of(page).is_some_and(|t| t.ends_with("Page")) => {
            Ok(Page::Here(page))
        }
        // A reference written as an object.
        Some(page) if page.get(keys::TYPE).is_none() => {
            document::id_of(page).map(Page::At).ok_or(Unresolved::Refused("not a page of a list"))
        }
        Some(_) => Err(Unresolved::Refused("not a page of a list")),
    }
}

impl Resolve<'_> {
    /// The first entries of a list, at most `most` and never more than [`MAX_ITEMS`] on ten pages.
    /// Pages are of the list's own origin, and none is read twice.
    pub async fn list(&self, iri: &str, most: usize) -> Result<Vec<Value>, Unresolved> {
        let most = most.min(MAX_ITEMS);
        let mut page = self.object(iri).await?.value;
        if document::classify(&page) != Ok(Class::Collection) {
            return Err(Unresolved::Refused("not a list"));
        }
        let (mut found, mut seen) = (Vec::new(), HashSet::from([iri.to_owned()]));
        for _ in 0..MAX_PAGES {
            found.extend(items(&page).take(most - found.len()).cloned());
            if found.len() >= most {
                break;
            }
            page = match page_after(&page)? {
                Page::End => break,
                Page::Here(next) => next.clone(),
                Page::At(at) if !document::same_origin(at, iri) || !seen.insert(at.to_owned()) => {
                    break;
                }
                // What was found until here is worth having.
                Page::At(at) => match self.object(at).await {
                    Ok(page) => page.value,
                    Err(e) if found.is_empty() => return Err(e),
                    Err(_) => break,
                },
            };
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_list_goes_on_in_pages_only() {
        let list = json!({ "type": "OrderedCollection", "first": "https://a.example/1" });
        assert_eq!(page_after(&list).unwrap(), Page::At("https://a.example/1"));
        let list = json!({ "type": "Collection", "first":
            { "type": "CollectionPage", "items": ["https://a.example/x"] } });
        let Page::Here(page) = page_after(&list).unwrap() else { panic!("a page") };
        assert_eq!(items(page).count(), 1);
        assert_eq!(page_after(page).unwrap(), Page::End);
        for first in [json!({ "type": "Note" }), json!({ "type": "Collection" }), json!({})] {
            let list = json!({ "type": "Collection", "first": first });
            assert!(page_after(&list).is_err(), "{first}");
        }
        let page = json!({ "type": "OrderedCollectionPage", "first": "https://a.example/1",
            "next": "https://a.example/2" });
        assert_eq!(page_after(&page).unwrap(), Page::At("https://a.example/2"));
    }
}
