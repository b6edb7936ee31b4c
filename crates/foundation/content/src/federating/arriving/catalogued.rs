//! An entry of a partner's catalogue: as its own instance says it.

use domain::ContentId;
use federation::{document, handler::Unresolved, receiving::Resolve};
use serde_json::Value;

use super::{
    by_iri,
    put::Put,
    thing::{Via, thing},
};
use crate::Publishing;

/// What an entry comes to.
pub(crate) enum Catalogued {
    /// Something that is to be kept, and whether it was not here before.
    Thing { put: Box<Put>, new: bool },
    /// Something that was here and is gone at its home.
    Gone(ContentId),
    /// Nothing that was ever here.
    Nothing,
}

/// Reads an entry that the instance at which it lives has given.
pub(crate) async fn keep_catalogued(
    p: &Publishing,
    resolve: &Resolve<'_>,
    entry: &Value,
) -> Result<Catalogued, Unresolved> {
    let iri = document::id_of(entry).ok_or(Unresolved::Refused("an entry without an id"))?;
    let known = by_iri(p, resolve, iri).await?;
    if document::type_of(entry) == Some("Tombstone") {
        return Ok(known.map_or(Catalogued::Nothing, Catalogued::Gone));
    }
    let put = thing(p, resolve, &Via::Asked, "", entry, known.is_some()).await?;
    Ok(Catalogued::Thing { put: Box::new(put), new: known.is_none() })
}
