//! What is decided about people in communities, with what follows for their texts.

use async_trait::async_trait;
use domain::{ActorId, ContentId, Result, access::Who};
use federation::{
    Actor, document,
    handler::{Activity, Effect, Unresolved},
    receiving::Resolve,
};
use people::federating::Decision;
use serde_json::Value;
use store::{Query, Tx, args, statements};

use super::{super::documents::featured_iri, Said};
use crate::{Publishing, service::moderate, sql};

statements! {
    HERS_IN = "SELECT id FROM content WHERE group_id = $1 AND author_id = $2 AND state = 'published' \
        ORDER BY id DESC LIMIT 1000";
    // What was removed last because she was put out, by whoever put her out and for that reason; what was
    // removed for itself stays so.
    WENT_WITH_HER = "SELECT c.id FROM content c WHERE c.group_id = $1 AND c.author_id = $2 \
        AND c.state = 'removed' AND EXISTS (SELECT 1 FROM moderation l JOIN moderation b \
        ON b.group_id = $1 AND b.actor_id = $2 AND b.action = 'ban' AND b.reason = l.reason \
        AND b.moderator_id = l.moderator_id AND l.created_at >= b.created_at \
        AND l.created_at <= b.created_at + 60000000 WHERE l.content_id = c.id AND l.action = 'remove' \
        AND l.created_at = (SELECT max(x.created_at) FROM moderation x WHERE x.content_id = c.id \
        AND x.action = 'remove')) ORDER BY c.id DESC LIMIT 1000";
}

/// Reads it; `community` is the one that announced it.
pub(super) async fn decision(
    p: &Publishing,
    resolve: &Resolve<'_>,
    community: Option<&Actor>,
    said: &Said<'_>,
) -> Result<Box<dyn Effect>, Unresolved> {
    let decision = people::federating::decision(resolve, community, said.by, said.value).await?;
    Ok(Box::new(Decided { p: p.clone(), decision }))
}

struct Decided {
    p: Publishing,
    decision: Decision,
}

#[async_trait]
impl Effect for Decided {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        let Self { p, decision } = *self;
        let changed = decision.carry_out(tx, activity).await?;
        if !changed || !decision.with_content {
            return Ok(());
        }
        let (group, person) = (decision.group.id, decision.person.id);
        let bars = decision.bars();
        let which = if bars.is_some() { &HERS_IN } else { &WENT_WITH_HER };
        let rows: Vec<(ContentId,)> = tx.all(which, args![group, person]).await?;
        for (id,) in rows {
            all_of_hers(&p, tx, &decision, id, bars).await?;
        }
        Ok(())
    }
}

/// Takes away one of the texts of somebody who is kept out, or brings it back. Where the community is
/// here, its members elsewhere do the same when they learn of the decision itself.
async fn all_of_hers(
    p: &Publishing,
    tx: &mut Tx,
    decision: &Decision,
    id: ContentId,
    bars: Option<&str>,
) -> Result<()> {
    let group: ActorId = decision.group.id;
    match bars {
        Some(reason) => {
            let content = sql::load(tx, &Who::System, id).await?;
            moderate::removed_with(p, tx, &decision.by(), &content, reason).await
        }
        None => moderate::decided_elsewhere(p, tx, id, group, moderate::Decision::Restore).await,
    }
}

/// Refused unless an `Add` or `Remove` is about what is pinned in the community of a thing.
pub(super) async fn is_featured(
    p: &Publishing,
    resolve: &Resolve<'_>,
    id: ContentId,
    value: &Value,
) -> Result<(), Unresolved> {
    const OTHER: Unresolved = Unresolved::Ignored("no list that is known here");
    let mut q = p.store().read();
    let group = sql::load(&mut q, &Who::System, id).await?.group_id.ok_or(OTHER)?;
    let origin = &resolve.live().origin;
    let group = federation::actor::by_id(&mut q, group).await?;
    let featured = featured_iri(&mut q, origin, &group).await?;
    let target = document::id(value, "target");
    if featured.is_some() && featured.as_deref() == target { Ok(()) } else { Err(OTHER) }
}
