//! Lineage across instances: whom an adaptation is told of, how a source lists what was made of it,
//! and what is believed of such lists. Only the source's own origin adds to its list.

use std::collections::BTreeSet;

use async_trait::async_trait;
use domain::{ActorId, ContentId, Error, Origin, Result, access::State};
use federation::{
    document,
    handler::{Activity, Effect, Unresolved, object_of},
    iri::{self, Own},
    outgoing::{self, NewActivity, Recipient, Verb},
    receiving::Resolve,
    remote,
};
use serde_json::Value;
use store::{Query, Tx, args, statements};

use super::{
    Cleared, arriving,
    arriving::Said,
    documents::may_have,
    sending::{self, announce, community_elsewhere},
};
use crate::{
    Publishing,
    activity::{
        lineage::Lineage,
        object::{is_public, leaves, object_iri},
    },
    lineage::{
        self,
        list::{self, Listing},
    },
    model::Content,
    sql,
};

statements! {
    SOURCE_ACTORS = "SELECT CAST(0 AS bigint) AS what, a.* FROM content c JOIN actor a ON a.id = c.author_id \
        WHERE c.id = $1 UNION ALL SELECT 1, a.* FROM content c JOIN actor a ON a.id = c.group_id WHERE c.id = $1";
    ADAPTERS = "SELECT DISTINCT c.author_id FROM adaptation a JOIN content c ON c.id = a.content_id \
        WHERE a.source_id = $1 AND c.host <> '' ORDER BY c.author_id LIMIT 500";
    BY_LIST = "SELECT c.id, c.ap_id FROM remote_content r JOIN content c ON c.id = r.content_id \
        WHERE r.adaptations = $1";
}

#[derive(store::FromRow)]
struct Named {
    what: i64,
    #[row(flatten)]
    actor: federation::Actor,
}

/// What a thing says of its source, with the ids that its document names.
pub(super) async fn of(
    q: &mut impl Query,
    origin: &Origin,
    id: ContentId,
) -> Result<Option<Lineage>> {
    let Some(adaptation) = lineage::row(q, id).await? else { return Ok(None) };
    let mut lineage = Lineage { adaptation, author: None, group: None };
    if let Some(source) = lineage.adaptation.source_id {
        let all: Vec<Named> = q.all(&SOURCE_ACTORS, args![source]).await?;
        for Named { what, actor } in all {
            let iri = iri::of_actor(origin, &actor);
            if what == 0 { &mut lineage.author } else { &mut lineage.group }.replace(iri);
        }
    }
    Ok(Some(lineage))
}

/// Who else learns of something that is for everybody: of an adaptation the author of its source and
/// her community, of a source whoever has taken it up.
pub(super) async fn told(
    tx: &mut Tx,
    content: &Content,
    verb: Verb,
) -> Result<BTreeSet<Recipient>> {
    let mut to = BTreeSet::new();
    let row = lineage::row(tx, content.id).await?;
    if let Some(source) = row.and_then(|row| row.source_id) {
        let source = sql::load(tx, &domain::access::Who::System, source).await?;
        // Of what was made of something that is not for everybody nobody outside learns.
        if is_public(source.visibility) {
            to.extend(remote::shared_inbox_of(tx, source.author_id).await?);
            to.extend(community_elsewhere(tx, &source).await?);
        }
    }
    if matches!(verb, Verb::Update | Verb::Delete) {
        let adapters: Vec<(ActorId,)> = tx.all(&ADAPTERS, args![content.id]).await?;
        for (adapter,) in adapters {
            to.extend(remote::shared_inbox_of(tx, adapter).await?);
        }
    }
    Ok(to)
}

/// The author of a source lists an adaptation (`Add`) or takes it away (`Remove`): whoever made it
/// learns of it, and everybody who has the source.
pub(super) async fn listed(
    tx: &mut Tx,
    source: &Content,
    adaptation: ContentId,
    verb: Verb,
) -> Result<()> {
    if !source.host.is_empty() {
        return Ok(());
    }
    let other = sql::load(tx, &domain::access::Who::System, adaptation).await?;
    if !leaves(&other) {
        return Ok(());
    }
    let mut to = BTreeSet::new();
    to.extend(remote::shared_inbox_of(tx, other.author_id).await?);
    to.extend(community_elsewhere(tx, source).await?);
    let inner = other.ap_id.clone().unwrap_or_else(|| adaptation.to_string());
    let mut new = NewActivity::about_content(source.author_id, verb, source.id).with(inner);
    if is_public(source.visibility) {
        new = new.to_followers_of(source.author_id);
    }
    let activity = outgoing::write(tx, new.to(to)).await?;
    match sending::hosts(source) {
        Some(group) => announce(tx, source, group, verb, &activity.to_string()).await,
        None => Ok(()),
    }
}

/// The object and the target of such an activity: what is listed, and where.
pub(super) fn listing(origin: &Origin, source: ContentId, inner: &str) -> (Value, Value) {
    let own = inner.parse::<ContentId>().map(|id| object_iri(origin, id));
    let iri = own.unwrap_or_else(|_| inner.to_owned());
    (iri.into(), Own::Adaptations(source).iri(origin).into())
}

/// A thing of this instance whose parts may be given to whoever asks. [`Error::NotFound`] otherwise.
pub(crate) async fn given_to(
    q: &mut impl Query,
    id: ContentId,
    cleared: Option<&Cleared>,
) -> Result<Content> {
    let content = sql::load(q, &domain::access::Who::System, id).await?;
    let given = content.host.is_empty()
        && content.state == State::Published
        && content.published_at.is_some()
        && may_have(&content, cleared);
    if given { Ok(content) } else { Err(Error::NotFound) }
}

/// Fetches something elsewhere once more and keeps what it says now.
pub(crate) async fn again(
    p: &Publishing,
    resolve: &Resolve<'_>,
    iri: &str,
) -> Result<(), Unresolved> {
    let id = Value::String(iri.to_owned());
    let put = arriving::thing(p, resolve, &arriving::Via::Asked, "", &id, true).await?;
    let mut tx = p.store().begin().await?;
    put.store(&mut tx, None).await?;
    tx.save().await?;
    Ok(())
}

/// Whether this is where a thing that is known here lists its adaptations, and of which.
async fn list_of(
    p: &Publishing,
    resolve: &Resolve<'_>,
    value: &Value,
) -> Result<Option<(ContentId, String)>, Unresolved> {
    let Some(target) = document::id(value, "target") else { return Ok(None) };
    if let Some(Own::Adaptations(_)) = Own::parse(&resolve.live().origin, target) {
        // A community elsewhere passes on to everybody what was said here.
        let by = document::id(value, "actor").unwrap_or_default();
        return Err(if document::same_origin(by, resolve.live().origin.as_str()) {
            Unresolved::Ignored("it was said here")
        } else {
            Unresolved::Refused("what a thing of this instance lists is said here")
        });
    }
    let row: Option<(ContentId, Option<String>)> =
        p.store().read().optional(&BY_LIST, args![target]).await?;
    Ok(row.and_then(|(id, iri)| Some((id, iri?))))
}

/// Whether an `Add` or `Remove` is about such a list.
pub(super) async fn is_list(p: &Publishing, resolve: &Resolve<'_>, value: &Value) -> Result<bool> {
    match list_of(p, resolve, value).await {
        Ok(found) => Ok(found.is_some()),
        Err(Unresolved::Failed(e)) => Err(e),
        Err(_) => Ok(true),
    }
}

/// What an `Add` or `Remove` says about the list of a source elsewhere; `None` when it is about
/// something else. Its author says it, or whoever else lives where the source does; what a community
/// of another instance passes on is asked for there.
pub(super) async fn says(
    p: &Publishing,
    resolve: &Resolve<'_>,
    said: &Said<'_>,
) -> Result<Option<Box<dyn Effect>>, Unresolved> {
    if !matches!(said.kind, "Add" | "Remove") {
        return Ok(None);
    }
    let Some((source, source_iri)) = list_of(p, resolve, said.value).await? else {
        return Ok(None);
    };
    let iri = document::id_of(object_of(said.value)).unwrap_or_default().to_owned();
    if document::iri(&iri).is_none() {
        return Err(Unresolved::Refused("nothing is listed"));
    }
    if !document::same_origin(said.by, &source_iri) {
        return Err(Unresolved::Refused("somebody else's list"));
    }
    let mut lists = said.kind == "Add";
    if !said.via.vouches(&source_iri) {
        let listed = lineage::fate::listed(p, resolve, source).await?.unwrap_or_default();
        lists = listed.contains(&iri);
    }
    let origin = resolve.live().origin.clone();
    let direct = said.via.group().is_none();
    Ok(Some(Box::new(Listed { origin, source, iri, lists, direct })))
}

struct Listed {
    origin: Origin,
    source: ContentId,
    /// The adaptation.
    iri: String,
    lists: bool,
    /// It came from whoever did it, so that a community here passes it on.
    direct: bool,
}

#[async_trait]
impl Effect for Listed {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        let Self { origin, source, iri, lists, direct } = *self;
        let own = matches!(Own::parse(&origin, &iri), Some(Own::Object(_)));
        let id = lineage::arriving::known(tx, &origin, &iri).await?;
        if own && id.is_none() {
            return Err(Error::NotFound);
        }
        let other = (!own).then_some(iri.as_str());
        let before = list::listing(tx, source, id, other).await?;
        let state = if lists { Listing::Listed } else { Listing::Refused };
        list::set(tx, source, id, other, state).await?;
        let content = sql::load(tx, &domain::access::Who::System, source).await?;
        if let Some(id) = id.filter(|_| !lists && before == Some(Listing::Listed)) {
            let adaptation = sql::load(tx, &domain::access::Who::System, id).await?;
            list::told_no(tx, &content, &adaptation).await?;
        }
        match sending::hosts(&content).filter(|_| direct) {
            Some(group) => {
                arriving::Relay::new(&origin, activity)
                    .pass_on(tx, source, group, content.visibility)
                    .await
            }
            None => Ok(()),
        }
    }
}
