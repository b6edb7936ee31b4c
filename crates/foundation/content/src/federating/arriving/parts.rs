//! A part of a whole from elsewhere, fetched because somebody opens it.

use domain::access::Who;
use federation::{handler::Unresolved, receiving::Resolve};
use store::Tx;

use super::{
    put::change,
    thing::{item, read},
};
use crate::{Publishing, activity::object::is_public, model::Content, sql};

/// Fetches a part that its whole has named, and puts its text where it belongs. It must say itself that
/// it is a part of that whole, be by the same author and for the same readers. The unit is given back
/// open.
pub(crate) async fn put_part(
    p: &Publishing,
    resolve: &Resolve<'_>,
    part: &Content,
    whole: &str,
    iri: &str,
) -> Result<Tx, Unresolved> {
    let found = resolve.object(iri).await?;
    let text = String::from_utf8_lossy(&found.bytes).into_owned();
    let received = read(p, &found.value, &text)?;
    if received.iri != iri || received.part_of.as_deref() != Some(whole) {
        return Err(Unresolved::Refused("it is no part of what names it"));
    }
    let item = item(p, resolve, received, &found.value).await?;
    let elsewhere = item.members_of.is_some() && item.members_of != part.group_id;
    if item.author.id != part.author_id
        || is_public(item.level) != is_public(part.visibility)
        || elsewhere
    {
        return Err(Unresolved::Refused("a part of another author or level than its whole"));
    }
    let mut tx = p.store().begin().await?;
    let content = sql::load(&mut tx, &Who::System, part.id).await?;
    change(p, &mut tx, &content, &item, None).await?;
    Ok(tx)
}
