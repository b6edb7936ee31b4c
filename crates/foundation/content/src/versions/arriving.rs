//! Offers of language versions, and answers to ours, as they arrive.

use async_trait::async_trait;
use domain::{ContentId, Error, Result, Visibility, access::Who, id::RowId, text};
use federation::{
    Actor, ActorKind, document,
    handler::{Activity, Effect, Unresolved},
    iri::Own,
    receiving::Resolve,
};
use serde_json::Value;
use store::{Query, Tx, args, statements};

use super::{
    deciding::answered,
    making::{NOTE_MAX, checked, keep},
    offerable, offerable_to,
};
use crate::{
    Publishing, Shape, Values,
    activity::{object::leaves, received},
    federating::{Cleared, clearance},
    model::Origin,
    service::NewVersion,
    sql,
};

statements! {
    OFFERED_HERE = "SELECT 1 FROM version_offer o JOIN content c ON c.id = o.content_id \
        JOIN actor a ON a.id = o.by_id AND a.host = '' LEFT JOIN content r ON r.id = c.root_id \
        WHERE c.ap_id = $1 OR r.ap_id = $1 LIMIT 1";
    TAKEN_BACK = "DELETE FROM version_offer WHERE activity = $1 AND by_id = $2 AND state = 'offered'";
}

/// Whether somebody here has offered a version of a thing elsewhere, so that what becomes of it concerns this
/// instance although nobody here follows its author.
pub(crate) async fn concerns(q: &mut impl Query, iri: &str) -> Result<bool> {
    let row: Option<(i64,)> = q.optional(&OFFERED_HERE, args![iri]).await?;
    Ok(row.is_some())
}

const OTHER: Unresolved = Unresolved::Ignored("no offer of a language version");

/// What an `Offer` by a person, or something said of one, does here.
pub(crate) async fn resolve(
    p: &Publishing,
    resolve: &Resolve<'_>,
    activity: &Activity,
) -> Result<Box<dyn Effect>, Unresolved> {
    let own = &resolve.live().origin;
    let object = activity.object();
    let said = activity.value.get("content").and_then(Value::as_str).unwrap_or_default();
    let note = text::excerpt(&text::block(said), NOTE_MAX);
    match activity.kind.as_str() {
        "Offer" => {
            if !matches!(activity.actor.kind, ActorKind::Person | ActorKind::Organisation) {
                return Err(OTHER);
            }
            let target = document::id(&activity.value, "target").ok_or(OTHER)?;
            let Some(Own::Object(id)) = Own::parse(own, target) else { return Err(OTHER) };
            let version = version(p, object, &activity.actor_iri)?;
            let cleared = cleared(p, resolve, id, &activity.actor).await?;
            Ok(Box::new(Offered { p: p.clone(), id, version, note, cleared }))
        }
        "Undo" => {
            let iri = document::id_of(object).ok_or(OTHER)?.to_owned();
            Ok(Box::new(TakenBack { iri }))
        }
        kind => {
            let iri = document::id_of(object).ok_or(OTHER)?;
            let Some(Own::Activity(offer)) = Own::parse(own, iri) else { return Err(OTHER) };
            Ok(Box::new(Answered { offer, accepted: kind == "Accept", note }))
        }
    }
}

/// What the home of a community elsewhere says of the instance from which an offer comes, where the thing is for that
/// community's members. Nothing for everything else: then this instance knows itself who may read it.
async fn cleared(
    p: &Publishing,
    resolve: &Resolve<'_>,
    id: ContentId,
    by: &Actor,
) -> Result<Option<Cleared>, Unresolved> {
    let content = match sql::load(&mut p.store().read(), &Who::System, id).await {
        Ok(content) => content,
        Err(Error::NotFound) => return Ok(None),
        Err(e) => return Err(e.into()),
    };
    let elsewhere = content.visibility == Visibility::Members && !content.home.is_empty();
    let Some(group) = content.group_id.filter(|_| elsewhere) else { return Ok(None) };
    if by.host != content.home {
        // Its home is asked, but not while whoever sent the offer waits for an answer.
        resolve.budget().take()?;
    }
    Ok(clearance(resolve.federation(), group, by).await?)
}

/// The version in the object of an offer.
fn version(p: &Publishing, object: &Value, by: &str) -> Result<NewVersion, Unresolved> {
    let read = received::read(p.kinds(), object, "").map_err(|_| OTHER)?;
    if read.author != by || p.kinds().get(&read.kind).is_none() {
        return Err(OTHER);
    }
    let state = object.pointer("/gh:versions/0");
    let word = |key| state.and_then(|v| v.get(key)).and_then(Value::as_str);
    let origin = match word("origin").and_then(Origin::parse) {
        Some(Origin::Machine) => Origin::Machine,
        _ => Origin::Human,
    };
    let reviewed = word("state") == Some("reviewed");
    let kind = p.kinds().or_article(&read.kind);
    let labels = |name: &String| kind.field(name).is_some_and(|f| f.shape == Shape::Figures);
    let mut values: Values = read.details.into_iter().filter(|(name, _)| labels(name)).collect();
    let text = read.texts.into_iter().next().ok_or(OTHER)?;
    values.extend(text.fields);
    Ok(NewVersion {
        lang: text.lang,
        title: text.title,
        summary: if kind.summary { text.summary } else { String::new() },
        body: text.body_md,
        values,
        origin,
        reviewed,
    })
}

struct Offered {
    p: Publishing,
    id: ContentId,
    version: NewVersion,
    note: String,
    cleared: Option<Cleared>,
}

#[async_trait]
impl Effect for Offered {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        let Self { p, id, version, note, cleared } = *self;
        let who = Who::RemoteActor(activity.actor.id);
        let content = match cleared {
            Some(cleared) => offerable_to(&p, tx, cleared, id).await?,
            None => offerable(&p, tx, &who, id).await?,
        };
        if !content.host.is_empty() || !leaves(&content) {
            return Err(Error::NotFound);
        }
        let version = checked(&p, tx, &content, &version).await?;
        let row = tx.id();
        keep(tx, &who, &content, &version, (row, &activity.iri, &note)).await
    }
}

struct TakenBack {
    iri: String,
}

#[async_trait]
impl Effect for TakenBack {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        tx.execute(&TAKEN_BACK, args![&self.iri, activity.actor.id]).await?;
        Ok(())
    }
}

struct Answered {
    offer: RowId,
    accepted: bool,
    note: String,
}

#[async_trait]
impl Effect for Answered {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        answered(tx, self.offer, &activity.actor, self.accepted, &self.note).await
    }
}
