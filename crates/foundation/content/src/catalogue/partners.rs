//! Who the partners are, and how two instances become partners.

use std::time::Duration;

use domain::{
    ActorId, ContentId, Error, Result, Time,
    access::{Instance, Standing, Who, act, permit},
    id::RowId,
};
use federation::{
    Actor, ActorKind, Federation, actor,
    client::Budget,
    document,
    handler::Unresolved,
    iri,
    outgoing::{self, NewActivity, Verb},
    policy::Host,
    remote,
};
use people::notifications::{self, Notice, kind};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{Job, JobError, Query, Tx, args, enqueue, statements};

use super::fetching::{Catalogues, FetchCatalogue};
use crate::{Publishing, service::withdraw};

/// How far two instances have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, store::FromCell)]
pub enum Stage {
    /// We have offered, and they have not answered.
    Offered,
    /// They have offered, and we have not answered.
    Asked,
    /// Both have agreed.
    Partner,
}

impl Stage {
    /// The word in the database and in message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Asked => "asked",
            Self::Partner => "partner",
        }
    }
}

impl From<Stage> for store::Value {
    fn from(stage: Stage) -> Self {
        Self::Static(stage.as_str())
    }
}

/// Another instance that is a partner or may become one.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Partner {
    /// The instance, as in handles.
    pub host: String,
    /// Its instance actor.
    pub actor_id: ActorId,
    /// How far it has come.
    #[row(rename = "state")]
    pub stage: Stage,
    /// The Offer by which it began: the id of ours, or the IRI of theirs.
    pub activity: String,
    /// Where the next page of its catalogue begins; empty for the first.
    pub position: String,
    /// How many things came with its catalogue.
    pub entry_count: i64,
    /// When its catalogue was here whole for the first time.
    pub complete_at: Option<Time>,
    /// When it was last looked at.
    pub fetched_at: Option<Time>,
    /// What went wrong the last time; empty when nothing did.
    pub last_error: String,
    /// When it began.
    pub created_at: Time,
}

statements! {
    PARTNERS = "SELECT * FROM partner ORDER BY host";
    PARTNER = "SELECT * FROM partner WHERE host = $1";
    PARTNER_PUT = "INSERT INTO partner (host, actor_id, state, activity, created_at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (host) DO UPDATE SET actor_id = excluded.actor_id, \
        state = excluded.state, activity = excluded.activity";
    PARTNER_DELETE = "DELETE FROM partner WHERE host = $1";
    // What nobody here has any other reason to keep.
    ONLY_FROM_CATALOGUE = "SELECT e.content_id FROM catalogue_entry e JOIN content c ON c.id = e.content_id \
        WHERE e.host = $1 AND c.state = 'published' AND NOT EXISTS (SELECT 1 FROM membership m \
        JOIN actor a ON a.id = m.actor_id AND a.host = '' WHERE m.group_id = c.group_id \
        AND m.standing IN ('member', 'facilitator')) AND NOT EXISTS (SELECT 1 FROM follow f \
        JOIN actor a ON a.id = f.follower_id AND a.host = '' WHERE f.target_id = c.author_id \
        AND f.state = 'accepted') AND NOT EXISTS (SELECT 1 FROM bookmark b WHERE b.content_id = c.id) \
        AND NOT EXISTS (SELECT 1 FROM content l WHERE l.root_id = c.id AND l.host = '') \
        AND NOT EXISTS (SELECT 1 FROM reaction x JOIN actor a ON a.id = x.actor_id AND a.host = '' \
        WHERE x.content_id = c.id) ORDER BY e.content_id LIMIT 100";
    ENTRIES_DELETE = "DELETE FROM catalogue_entry WHERE host = $1";
    ADMINISTRATORS = "SELECT actor_id FROM account WHERE role = 'administrator' AND state = 'active'";
}

/// All partners, by name. Needs Administer.
pub async fn list(q: &mut impl Query, who: &Who) -> Result<Vec<Partner>> {
    permit::<act::Administer, _>(who, Standing::Outsider, Instance)?;
    Ok(q.all(&PARTNERS, args![]).await?)
}

/// Partners, for the house.
pub async fn all(q: &mut impl Query) -> Result<Vec<Partner>> {
    Ok(q.all(&PARTNERS, args![]).await?)
}

/// One of them.
pub async fn by_host(q: &mut impl Query, host: &str) -> Result<Option<Partner>> {
    Ok(q.optional(&PARTNER, args![host]).await?)
}

/// Whether an instance may have our catalogue.
pub async fn is_partner(q: &mut impl Query, host: &str) -> Result<bool> {
    Ok(by_host(q, host).await?.is_some_and(|p| p.stage == Stage::Partner))
}

/// Offers another instance to become partners, or agrees when it has offered. `typed` is its name or
/// an address there. Needs Administer. Field `host`: `partners-error-host` for what is no name,
/// `partners-error-unreachable`, and `partners-error-software` for one that knows no catalogues.
pub async fn offer(federation: &Federation, who: &Who, typed: &str) -> Result<()> {
    permit::<act::Administer, _>(who, Standing::Outsider, Instance)?;
    let live = federation.live().ok_or(Error::Conflict("lookup-off"))?;
    let host = Host::parse(typed).filter(|h| h.as_str() != live.origin.authority());
    let host = host.ok_or_else(|| Error::field("host", "partners-error-host"))?;
    let host = host.as_str().to_owned();
    let scheme = live.origin.as_str().split("://").next().unwrap_or("https");
    let iri = format!("{scheme}://{host}{}", iri::INSTANCE);
    let found = match federation.fetch_actor(&iri, &Budget::new(6)).await {
        Ok(found) => found,
        Err(Unresolved::Failed(e @ Error::Internal(_))) => return Err(e),
        Err(e) => {
            tracing::info!(host, error = %e, "a partner could not be fetched");
            return Err(Error::field("host", "partners-error-unreachable"));
        }
    };
    let mut tx = federation.store().begin().await?;
    if found.kind != ActorKind::Instance || catalogue_of(&mut tx, &found).await?.is_none() {
        return Err(Error::field("host", "partners-error-software"));
    }
    match by_host(&mut tx, &host).await?.map(|p| p.stage) {
        Some(Stage::Partner | Stage::Offered) => return Ok(()),
        Some(Stage::Asked) => agree(&mut tx, &live.instance, &found).await?,
        None => {
            let id = say(&mut tx, &live.instance, &found, Verb::Offer, "").await?;
            put(&mut tx, &found, Stage::Offered, &id.to_string()).await?;
        }
    }
    Ok(tx.save().await?)
}

/// Answers an offer. Needs Administer. NotFound without one.
pub async fn answer(federation: &Federation, who: &Who, host: &str, accept: bool) -> Result<()> {
    if !accept {
        return end(federation, who, host).await;
    }
    permit::<act::Administer, _>(who, Standing::Outsider, Instance)?;
    let live = federation.live().ok_or(Error::NotFound)?;
    let mut tx = federation.store().begin().await?;
    let partner = by_host(&mut tx, host).await?.ok_or(Error::NotFound)?;
    if partner.stage == Stage::Asked {
        let theirs = actor::by_id(&mut tx, partner.actor_id).await?;
        agree(&mut tx, &live.instance, &theirs).await?;
    }
    Ok(tx.save().await?)
}

/// Ends a partnership, takes an offer back or refuses one; the other side is told, and what came only with
/// its catalogue goes. Needs Administer. Ends nothing where there is nothing.
pub async fn end(federation: &Federation, who: &Who, host: &str) -> Result<()> {
    permit::<act::Administer, _>(who, Standing::Outsider, Instance)?;
    let live = federation.live().ok_or(Error::NotFound)?;
    let mut tx = federation.store().begin().await?;
    let Some(partner) = by_host(&mut tx, host).await? else { return Ok(()) };
    let theirs = actor::by_id(&mut tx, partner.actor_id).await?;
    say(&mut tx, &live.instance, &theirs, Verb::Reject, &partner.activity).await?;
    forget(&mut tx, host).await?;
    Ok(tx.save().await?)
}

/// Their offer arrived. Whoever had offered too has agreed by that.
pub(super) async fn offered(tx: &mut Tx, own: &Actor, theirs: &Actor, offer: &str) -> Result<()> {
    match by_host(tx, &theirs.host).await?.map(|p| p.stage) {
        Some(Stage::Offered) => {
            put(tx, theirs, Stage::Asked, offer).await?;
            agree(tx, own, theirs).await?;
            tell(tx, theirs, kind::PARTNER_AGREED).await
        }
        Some(Stage::Partner) => {
            // They ask again: perhaps our answer was lost.
            say(tx, own, theirs, Verb::Accept, offer).await.map(drop)
        }
        Some(Stage::Asked) => put(tx, theirs, Stage::Asked, offer).await,
        None => {
            put(tx, theirs, Stage::Asked, offer).await?;
            tell(tx, theirs, kind::PARTNER_OFFERED).await
        }
    }
}

/// Their answer to an offer of ours arrived.
pub(super) async fn answered(tx: &mut Tx, theirs: &Actor, offer: RowId) -> Result<()> {
    let Some(partner) = by_host(tx, &theirs.host).await? else { return Ok(()) };
    if partner.stage == Stage::Offered && partner.activity == offer.to_string() {
        put(tx, theirs, Stage::Partner, &partner.activity).await?;
        let now = tx.now();
        fetch(tx, &theirs.host, now).await?;
        tell(tx, theirs, kind::PARTNER_AGREED).await?;
    }
    Ok(())
}

/// They want to be no partner, or no longer.
pub(super) async fn refused(tx: &mut Tx, theirs: &Actor) -> Result<()> {
    if by_host(tx, &theirs.host).await?.is_some() {
        forget(tx, &theirs.host).await?;
        tell(tx, theirs, kind::PARTNER_ENDED).await?;
    }
    Ok(())
}

async fn agree(tx: &mut Tx, own: &Actor, theirs: &Actor) -> Result<()> {
    let partner = by_host(tx, &theirs.host).await?.ok_or(Error::NotFound)?;
    say(tx, own, theirs, Verb::Accept, &partner.activity).await?;
    put(tx, theirs, Stage::Partner, &partner.activity).await?;
    // They answer only once they have ours.
    let due = tx.now() + Duration::from_secs(5);
    fetch(tx, &theirs.host, due).await
}

async fn put(tx: &mut Tx, theirs: &Actor, stage: Stage, activity: &str) -> Result<()> {
    let now = tx.now();
    tx.execute(&PARTNER_PUT, args![&theirs.host, theirs.id, stage, activity, now]).await?;
    Ok(())
}

async fn say(tx: &mut Tx, own: &Actor, theirs: &Actor, verb: Verb, inner: &str) -> Result<RowId> {
    let inbox = remote::inbox_of(tx, theirs.id).await?;
    let new = NewActivity::about_actor(own.id, verb, theirs.id).with(inner).to(inbox).urgent();
    outgoing::write(tx, new).await
}

async fn fetch(tx: &mut Tx, host: &str, due: Time) -> Result<()> {
    let job = FetchCatalogue { host: host.to_owned() };
    Ok(enqueue::<Publishing, _>(tx, &job, due).await?)
}

async fn tell(tx: &mut Tx, theirs: &Actor, kind: &'static str) -> Result<()> {
    let rows: Vec<(ActorId,)> = tx.all(&ADMINISTRATORS, args![]).await?;
    let notice =
        |to| Notice { to, kind, by: Some(theirs.id), content: None, group: None, ledger: None };
    let notices: Vec<Notice> = rows.into_iter().map(|(to,)| notice(to)).collect();
    notifications::notify(tx, &notices).await
}

/// It is no partner from now on; its catalogue goes in the background.
async fn forget(tx: &mut Tx, host: &str) -> Result<()> {
    tx.execute(&PARTNER_DELETE, args![host]).await?;
    let now = tx.now();
    let job = ForgetCatalogue { host: host.to_owned() };
    Ok(enqueue::<Publishing, _>(tx, &job, now).await?)
}

/// The job: what came only with the catalogue of somebody who is no partner any more goes, a few things
/// in each unit.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ForgetCatalogue {
    host: String,
}

impl<C: Catalogues> Job<C> for ForgetCatalogue {
    const KIND: &'static str = "forget-catalogue";

    async fn run(self, context: C) -> Result<(), JobError> {
        match context.catalogues() {
            Some((_, publishing)) => Ok(self.forget(publishing).await?),
            None => Ok(()),
        }
    }
}

impl ForgetCatalogue {
    async fn forget(&self, p: &Publishing) -> Result<()> {
        loop {
            let mut tx = p.store().begin().await?;
            // They may have become partners again meanwhile.
            if by_host(&mut tx, &self.host).await?.is_some_and(|p| p.stage == Stage::Partner) {
                return Ok(());
            }
            let rows: Vec<(ContentId,)> = tx.all(&ONLY_FROM_CATALOGUE, args![&self.host]).await?;
            if rows.is_empty() {
                tx.execute(&ENTRIES_DELETE, args![&self.host]).await?;
                return Ok(tx.save().await?);
            }
            for (id,) in rows {
                withdraw::forget(p, &mut tx, id).await?;
            }
            tx.save().await?;
        }
    }
}

/// Where an instance has its catalogue, as its actor says.
pub(super) async fn catalogue_of(q: &mut impl Query, theirs: &Actor) -> Result<Option<String>> {
    let text = remote::document_of(q, theirs.id).await?;
    let said: Value = serde_json::from_str(&text).unwrap_or_default();
    let own = document::id_of(&said).unwrap_or_default();
    let found = document::id(&said, "gh:catalogue").filter(|c| document::same_origin(c, own));
    Ok(found.map(str::to_owned))
}
