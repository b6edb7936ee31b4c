//! What arrives: checked at the edge, taken in once, applied in one unit.
//!
//! 1. [`edge`]: everything that can be checked without the network, then the key, then the signature.
//! 2. *Resolve*: the handler fetches and prepares. Where nothing has to be fetched this happens at
//!    once, with a budget of no requests at all.
//! 3. *Apply*: one unit sets the row *done* together with all effects. What must fetch waits in the
//!    table for [`work`], and so does everything about the same thing that comes after it.

mod edge;
mod reading;
mod strangers;
mod taken;
mod waiting;

use domain::{Error, Result};
use serde_json::Value;

use crate::{
    Actor, Federation, Live,
    client::{self, Budget, Object},
    document::{self, Class},
    handler::{Activity, Effect, On, Unresolved, object_of},
};

pub use edge::{FORWARD, Rejected, Shape, shape};
pub(crate) use reading::Reading;
pub(crate) use strangers::Strangers;
pub use taken::{ReceivedRow, by_iri, forget_text, is_idle, list as received, newest, sweep};
pub(crate) use waiting::work;

/// What became of an activity that was let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Received {
    /// It was applied.
    Done,
    /// It will be.
    Waiting,
    /// It was here before.
    Duplicate,
    /// It is of no concern here.
    Ignored,
}

/// What a handler may use to find what an activity refers to.
pub struct Resolve<'a> {
    federation: &'a Federation,
    live: &'a Live,
    budget: Budget,
    /// Who signed what is resolved.
    known: Option<&'a Activity>,
}

impl<'a> Resolve<'a> {
    /// With this many requests.
    pub fn new(federation: &'a Federation, budget: Budget) -> Result<Self> {
        let live = federation.live().ok_or(Error::NotFound)?;
        Ok(Self { federation, live, budget, known: None })
    }

    /// The federation.
    pub fn federation(&self) -> &'a Federation {
        self.federation
    }

    /// Origin, client and the instance actor.
    pub fn live(&self) -> &'a Live {
        self.live
    }

    /// What may still be fetched.
    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// An actor, local, known, or fetched.
    pub async fn actor(&self, iri: &str) -> Result<Actor, Unresolved> {
        if let Some(activity) = self.known.filter(|a| a.actor_iri == iri) {
            return Ok(activity.actor.clone());
        }
        self.federation.actor(iri, &self.budget).await
    }

    /// A thing as its own origin says it.
    pub async fn object(&self, iri: &str) -> Result<Object, Unresolved> {
        let url = self.live.client.url(iri)?;
        let signer = self.federation.signer(&self.live.instance).await?;
        Ok(self.live.client.get_object(&url, Some(&signer), &self.budget).await?)
    }

    /// Whether a thing is gone at its own origin: it answers 404 or 410, or with a tombstone
    /// (FEP-4f05).
    pub async fn is_gone(&self, iri: &str) -> Result<bool, Unresolved> {
        match self.object(iri).await {
            Ok(object) => Ok(document::type_of(&object.value) == Some("Tombstone")),
            Err(Unresolved::Fetch(e)) if e.is_gone() => Ok(true),
            Err(e) => Err(e),
        }
    }
}

impl Federation {
    /// What an activity acts on. Where only an id is given, what is known of it decides.
    async fn acts_on(&self, activity: &Activity) -> Result<On> {
        let object = activity.object();
        if let Some(on) = self.claimed_thing(&activity.kind, object) {
            return Ok(on);
        }
        if object.is_object()
            && let Some(on) = class_of(object)
        {
            return Ok(on);
        }
        let Some(id) = activity.object_id() else { return Ok(On::Content) };
        Ok(match activity.kind.as_str() {
            "Follow" | "Block" | "Move" => On::Actor,
            "Accept" | "Reject" => On::Follow,
            "Undo" => taken::kind_of(&mut self.store().read(), id)
                .await?
                .map_or(On::Activity, |kind| on_activity(&kind)),
            "Resolve" => On::Flag,
            "Delete" | "Update" if id == activity.actor_iri => On::Actor,
            "Add" | "Remove" if self.known_actor(id).await?.is_some() => On::Actor,
            _ => On::Content,
        })
    }

    /// The thing of a type of its own that somebody handles, itself or inside of what is answered.
    fn claimed_thing(&self, kind: &str, object: &Value) -> Option<On> {
        let claimed = |object: &Value| {
            let named = document::type_of(object)?;
            let all = self.inner().handlers.keys();
            all.filter(|(verb, _)| *verb == kind)
                .map(|(_, on)| *on)
                .find(|on| matches!(on, On::Thing(thing) if *thing == named))
        };
        claimed(object).or_else(|| claimed(object_of(object)))
    }

    /// Whether nothing of the text of a document may be kept once it is settled, whoever brought it.
    fn is_private(&self, document: &Value) -> bool {
        let kind = document::type_of(document).unwrap_or_default();
        let on = self.claimed_thing(kind, object_of(document));
        let mut all = self.inner().handlers.iter();
        let handler = all.find(|((verb, claimed), _)| *verb == kind && Some(*claimed) == on);
        handler.is_some_and(|(_, handler)| handler.is_private())
    }

    /// Lets the handler of an activity fetch and prepare.
    async fn resolve(
        &self,
        activity: &Activity,
        budget: Budget,
    ) -> Result<Box<dyn Effect>, Unresolved> {
        let on = self.acts_on(activity).await?;
        let claimed = (self.inner().handlers.iter())
            .find(|((kind, claimed), _)| *kind == activity.kind && *claimed == on);
        let Some((_, handler)) = claimed else {
            self.count(match document::is_activity(&activity.kind) {
                Some(kind) => format!("unknown-{kind}"),
                None => "unknown-other".to_owned(),
            });
            return Err(Unresolved::Ignored("nobody here handles it"));
        };
        let resolve = Resolve { known: Some(activity), ..Resolve::new(self, budget)? };
        handler.resolve(&resolve, activity, on).await
    }
}

fn class_of(object: &Value) -> Option<On> {
    match document::classify(object) {
        Ok(Class::Actor) => Some(On::Actor),
        Ok(Class::Activity) => document::type_of(object).map(on_activity),
        // An object with nothing but an id says nothing of what it is.
        Ok(_) if object.get("type").is_some() => Some(On::Content),
        _ => None,
    }
}

fn on_activity(kind: &str) -> On {
    match kind {
        "Follow" => On::Follow,
        "Like" | "Dislike" => On::Reaction,
        "Lock" => On::Lock,
        "Block" => On::Block,
        "Flag" => On::Flag,
        "Offer" => On::Offer,
        "Announce" => On::Announce,
        "Delete" => On::Delete,
        _ => On::Activity,
    }
}

/// What an activity is about: the innermost thing, so that an announced edit waits for the
/// announced creation.
pub(crate) fn about(activity: &Value) -> String {
    let mut inner = object_of(activity);
    for _ in 0..3 {
        if document::classify(inner) != Ok(Class::Activity) {
            break;
        }
        inner = object_of(inner);
    }
    document::id_of(inner).unwrap_or_default().to_owned()
}

/// Whether a fetch failed only because nothing may be fetched now.
fn must_fetch(e: &Unresolved) -> bool {
    matches!(e, Unresolved::Fetch(client::Error::Budget))
}
