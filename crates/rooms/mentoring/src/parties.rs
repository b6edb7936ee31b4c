//! With whom one can begin something: the organisations that this instance knows.

use domain::{ActorId, Lang, Result, text};
use people::organisations::{self, Organisation};
use store::Query;

/// The most organisations among which somebody chooses.
const MOST: usize = 1000;

/// The organisations that are known here, of this instance and of others, by their names in a language.
pub async fn known(q: &mut impl Query, lang: &Lang) -> Result<Vec<Organisation>> {
    Ok(organisations::list(q, None, lang, None, MOST).await?.items)
}

/// The organisation that is called so, in a language or in its own; nothing where none is or more than one.
pub async fn called(q: &mut impl Query, name: &str, lang: &Lang) -> Result<Option<ActorId>> {
    let name = text::fold(name);
    if name.is_empty() {
        return Ok(None);
    }
    let known = known(q, lang).await?;
    let is = |o: &&Organisation| o.name_key == name || text::fold(&o.name) == name;
    let mut named = known.iter().filter(is);
    let first = named.next().map(|o| o.id);
    Ok(first.filter(|_| named.next().is_none()))
}
