//! Things by the addresses of their pages or of their objects, as people copy them.

use std::collections::HashMap;

use domain::{ContentId, Lang, Origin, Result, access::Who};
use store::{Query, args, statements};

use super::{Card, cards};

statements! {
    BY_ADDRESS = "SELECT c.id, c.ap_id FROM content c WHERE c.root_id IS NULL AND ({in_text c.ap_id $1} OR {in c.id $2})";
    STANDS_HERE = "SELECT id FROM content WHERE id = $1 AND host = '' AND state <> 'deleted'";
}

/// The cards of those addresses that lead to a thing which is on this instance and which `who` may read, by
/// the address. An address may be that of a page or an object, here or on another instance.
pub async fn by_address(
    q: &mut impl Query,
    who: &Who,
    origin: &Origin,
    addresses: &[String],
    lang: &Lang,
) -> Result<HashMap<String, Card>> {
    let wanted: Vec<(&String, Named)> =
        addresses.iter().filter_map(|a| Some((a, named(origin, a)?))).collect();
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let iris: Vec<String> = wanted.iter().flat_map(|(_, n)| n.iris.clone()).collect();
    let own: Vec<ContentId> = wanted.iter().filter_map(|(_, n)| n.own).collect();
    let rows: Vec<(ContentId, Option<String>)> = q.all(&BY_ADDRESS, args![iris, own]).await?;
    let ids: Vec<ContentId> = rows.iter().map(|(id, _)| *id).collect();
    let cards = cards(q, who, &ids, lang).await?;
    let mut found = HashMap::new();
    for (address, named) in wanted {
        let row = rows.iter().find(|(id, iri)| {
            named.own == Some(*id) || iri.as_ref().is_some_and(|iri| named.iris.contains(iri))
        });
        let card = row.and_then(|(id, _)| cards.iter().find(|card| card.id == *id));
        if let Some(card) = card {
            found.insert(address.clone(), card.clone());
        }
    }
    Ok(found)
}

/// Whether what was begun here under an address is still there, as somebody's draft or published. Of who may read it this
/// says nothing.
pub async fn stands_here(q: &mut impl Query, origin: &Origin, address: &str) -> Result<bool> {
    let Some(id) = named(origin, address).and_then(|named| named.own) else { return Ok(false) };
    let row: Option<(ContentId,)> = q.optional(&STANDS_HERE, args![id]).await?;
    Ok(row.is_some())
}

/// What an address may be called in the database.
struct Named {
    own: Option<ContentId>,
    iris: Vec<String>,
}

fn named(origin: &Origin, address: &str) -> Option<Named> {
    let url = url::Url::parse(address).ok()?;
    // Every page of a thing has its id in its path, as its object has.
    let id = url.path_segments()?.find_map(|segment| segment.parse::<ContentId>().ok());
    let site = url.origin().ascii_serialization();
    if site == origin.as_str() {
        return Some(Named { own: Some(id?), iris: Vec::new() });
    }
    let object = id.map(|id| format!("{site}/ap/object/{id}"));
    Some(Named { own: None, iris: object.into_iter().chain([address.to_owned()]).collect() })
}
