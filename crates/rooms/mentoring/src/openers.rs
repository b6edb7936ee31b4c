//! Who may open programmes: whoever acts for an organisation, and oversees this instance or was named for it by an
//! administrator. The rule itself is that of all kinds that are kept to some ([`content::service::may_write`]).

use domain::{
    ActorId, Lang, Result,
    access::{Instance, Standing, Who, act, permit},
};
use people::{
    colleagues::{self, Among, Colleague},
    entrusted::{self, Trustee},
};
use store::Store;

use crate::programme::PROGRAMME;

/// Whoever is named is told so.
pub const NOTICE: &str = "mentoring-entrusted";

/// Who is named. Needs Administer.
pub async fn list(store: &Store, who: &Who, lang: &Lang) -> Result<Vec<Trustee>> {
    entrusted::list(store, who, PROGRAMME.name, lang).await
}

/// Those who can be named: whoever acts for an organisation and is not named yet, at most 200. Needs Administer.
pub async fn candidates(store: &Store, who: &Who, lang: &Lang) -> Result<Vec<Colleague>> {
    permit::<act::Administer, _>(who, Standing::Outsider, Instance)?;
    let named = list(store, who, lang).await?;
    let mut all = colleagues::list(&mut store.read(), Among::Instance, lang).await?;
    all.retain(|person| named.iter().all(|trustee| trustee.id != person.id));
    Ok(all)
}

/// Names the person of this instance with this name or short name. Needs Administer. Errors of the field `handle`, as in
/// [`colleagues::find`] and [`entrusted::entrust`].
pub async fn name(store: &Store, who: &Who, handle: &str) -> Result<()> {
    permit::<act::Administer, _>(who, Standing::Outsider, Instance)?;
    let person = colleagues::find(&mut store.read(), Among::Instance, handle, "handle").await?;
    entrusted::entrust(store, who, PROGRAMME.name, NOTICE, person).await
}

/// Takes somebody's name back; her programmes stay. Needs Administer. NotFound for whoever is not named.
pub async fn dismiss(store: &Store, who: &Who, person: ActorId) -> Result<()> {
    entrusted::release(store, who, PROGRAMME.name, person).await
}
