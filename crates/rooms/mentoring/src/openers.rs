//! Who may open programmes: whoever acts for an organisation, and oversees this instance or was named for it by an
//! administrator. The rule itself is that of all kinds that are kept to some ([`content::service::may_write`]).

use domain::{
    ActorId, Error, Lang, Result,
    access::{Instance, Standing, Who, act, permit},
};
use federation::{ActorKind, ActorState, actor};
use people::entrusted::{self, Trustee};
use store::Store;

use crate::programme::PROGRAMME;

/// Whoever is named is told so.
pub const NOTICE: &str = "mentoring-entrusted";

/// Who is named. Needs Administer.
pub async fn list(store: &Store, who: &Who, lang: &Lang) -> Result<Vec<Trustee>> {
    entrusted::list(store, who, PROGRAMME.name, lang).await
}

/// Names the person of this instance with this handle. Needs Administer. Errors of the field `handle`.
pub async fn name(store: &Store, who: &Who, handle: &str) -> Result<()> {
    permit::<act::Administer, _>(who, Standing::Outsider, Instance)?;
    let handle = handle.trim().trim_start_matches('@');
    let found = actor::by_handle(&mut store.read(), handle, "").await?;
    let person = found.filter(|a| a.kind == ActorKind::Person && a.state == ActorState::Active);
    let person = person.ok_or_else(|| Error::field("handle", "content-error-nobody"))?;
    entrusted::entrust(store, who, PROGRAMME.name, NOTICE, person.id).await
}

/// Takes somebody's name back; her programmes stay. Needs Administer. NotFound for whoever is not named.
pub async fn dismiss(store: &Store, who: &Who, person: ActorId) -> Result<()> {
    entrusted::release(store, who, PROGRAMME.name, person).await
}
