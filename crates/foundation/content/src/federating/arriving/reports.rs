//! Reports that arrive, and what became of those that were sent.

use async_trait::async_trait;
use domain::{
    ActorId, ContentId, Result,
    access::{Standing, Who},
};
use federation::{
    document,
    handler::{Activity, Effect, Unresolved, object_of},
    iri::Own,
    outgoing::{self, Verb},
    receiving::Resolve,
};
use people::communities;
use store::Tx;

use super::Said;
use crate::{Publishing, service::report, sql};

/// Somebody elsewhere says that something here breaks the rules.
pub(super) struct Reported {
    pub p: Publishing,
    pub id: ContentId,
    pub by: ActorId,
    pub text: String,
    pub iri: String,
}

#[async_trait]
impl Effect for Reported {
    async fn apply(self: Box<Self>, tx: &mut Tx, _: &Activity) -> Result<()> {
        let Self { p, id, by, text, iri } = *self;
        let who = Who::RemoteActor(by);
        let text = domain::text::excerpt(&domain::text::block(&text), 2000);
        let named = report::REASONS.iter().find(|r| **r == text).copied();
        let (reason, detail) = named.map_or(("other", text.as_str()), |reason| (reason, ""));
        report::report_in(&p, tx, &who, id, reason, detail, &iri).await
    }
}

/// Whoever decides about something that somebody here reported has done so.
pub(super) async fn resolved(
    p: &Publishing,
    resolve: &Resolve<'_>,
    said: &Said<'_>,
) -> Result<Box<dyn Effect>, Unresolved> {
    const UNKNOWN: Unresolved = Unresolved::Ignored("no report of ours");
    let flag = document::id_of(object_of(said.value)).ok_or(UNKNOWN)?;
    let Some(Own::Activity(id)) = Own::parse(&resolve.live().origin, flag) else {
        return Err(UNKNOWN);
    };
    let row = outgoing::by_activity(&mut p.store().read(), id).await?.ok_or(UNKNOWN)?;
    match (row.verb, row.content_id) {
        (Verb::Flag, Some(content)) => {
            Ok(Box::new(Resolved { p: p.clone(), content, reporter: row.actor_id }))
        }
        _ => Err(UNKNOWN),
    }
}

struct Resolved {
    p: Publishing,
    content: ContentId,
    reporter: ActorId,
}

#[async_trait]
impl Effect for Resolved {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        let Self { p, content, reporter } = *self;
        let content = sql::load(tx, &Who::System, content).await?;
        let by = &activity.actor;
        // Where the community is here, its own queue decides, and nobody else empties it.
        let decides = match content.group_id {
            Some(group) => {
                group == by.id
                    || by.host == content.home
                    || communities::standing(tx, group, by.id).await? == Standing::Facilitator
            }
            None => false,
        };
        if decides {
            return report::decided_elsewhere(&p, tx, &content, reporter, by.id).await;
        }
        // The author's own instance may have done something: whoever reported learns it.
        if by.host == content.host && !content.home.is_empty() {
            return report::done_elsewhere(tx, &content, reporter).await;
        }
        Err(domain::Error::Forbidden("error-forbidden"))
    }
}
