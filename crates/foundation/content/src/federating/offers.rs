//! Offers, and answers to them: between instances the catalogue, between people language versions.

use async_trait::async_trait;
use domain::Result;
use federation::{
    ActorKind,
    handler::{Activity, Effect, Handler, On, Unresolved},
    receiving::Resolve,
};

use crate::{Publishing, catalogue, versions};

/// Handles them.
pub(super) struct Offers {
    pub p: Publishing,
}

#[async_trait]
impl Handler for Offers {
    fn claims(&self) -> &'static [(&'static str, On)] {
        &[("Offer", On::Content), ("Accept", On::Offer), ("Reject", On::Offer), ("Undo", On::Offer)]
    }

    async fn resolve(
        &self,
        resolve: &Resolve<'_>,
        activity: &Activity,
        _: On,
    ) -> Result<Box<dyn Effect>, Unresolved> {
        if activity.actor.kind == ActorKind::Instance {
            catalogue::resolve(resolve, activity)
        } else {
            versions::arriving::resolve(&self.p, resolve, activity).await
        }
    }
}
