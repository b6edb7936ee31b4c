//! Offering a language version, and taking the offer back.

use domain::{
    ActorId, ContentId, Error, Result,
    access::{Who, act, permit},
    id::RowId,
    text,
};
use people::notifications::{Notice, kind, notify};
use store::{Query, Tx, args, statements};

use super::{ONE, Offer, OfferState, offerable};
use crate::{
    Publishing,
    activity::object::leaves,
    model::Content,
    service::{Change, NewVersion, version::whole},
    voices::writing::writers,
};

/// The most versions of one thing that wait for an answer.
pub const MOST: i64 = 20;
/// The most characters of what is said to an offer, and to an answer.
pub const NOTE_MAX: usize = 1_000;

statements! {
    WAITING = "SELECT CAST(count(*) AS bigint) FROM version_offer WHERE content_id = $1 AND state = 'offered' \
        AND (by_id <> $2 OR lang <> $3)";
    FORMER = "DELETE FROM version_offer WHERE content_id = $1 AND by_id = $2 AND lang = $3";
    INSERT = "INSERT INTO version_offer (id, content_id, lang, by_id, activity, text, note, state, answer, \
        offered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'offered', '', $8)";
    DROP = "DELETE FROM version_offer WHERE id = $1";
}

/// Offers a language version to those who write a thing, in place of what one had offered in that language.
/// Needs Read, and no right to Edit: whoever may change it adds versions herself. Fields as in
/// [`crate::service::add_version`], `note`; Conflict `content-error-offers-many`.
pub async fn offer(
    p: &Publishing,
    who: &Who,
    id: ContentId,
    version: &NewVersion,
    note: &str,
) -> Result<()> {
    who.signed_in()?;
    let mut q = p.store().read();
    let content = offerable(p, &mut q, who, id).await?;
    if permit::<act::Edit, _>(who, content.standing, &content).is_ok() {
        return Err(Error::Conflict("content-error-offer-own"));
    }
    if !content.host.is_empty() && !leaves(&content) {
        return Err(Error::NotFound);
    }
    let version = checked(p, &mut q, &content, version).await?;
    let note = text::block(note);
    if note.chars().count() > NOTE_MAX {
        return Err(Error::field("note", "content-error-long"));
    }
    let mut tx = p.store().begin().await?;
    let content = offerable(p, &mut tx, who, id).await?;
    let offer = tx.id();
    keep(&mut tx, who, &content, &version, (offer, "", &note)).await?;
    if !content.host.is_empty() {
        p.emit(&mut tx, who, id, Change::VersionOffered(offer)).await?;
    }
    tx.save().await?;
    Ok(())
}

/// The version with nothing but what the thing can have, in the shapes of its fields.
pub(super) async fn checked(
    p: &Publishing,
    q: &mut impl Query,
    content: &Content,
    version: &NewVersion,
) -> Result<NewVersion> {
    let draft = whole(p, q, content, version).await?;
    let kind = p.kinds().or_article(&content.kind);
    let translated = |name: &String| {
        kind.field(name).is_some_and(|f| {
            f.scope == crate::Scope::Translated || f.shape == crate::Shape::Figures
        })
    };
    Ok(NewVersion {
        lang: draft.lang,
        title: draft.title,
        summary: draft.summary,
        body: draft.body,
        values: draft.values.into_iter().filter(|(name, _)| translated(name)).collect(),
        ..version.clone()
    })
}

/// Writes it down and tells those who write the thing, where they live here.
pub(super) async fn keep(
    tx: &mut Tx,
    who: &Who,
    content: &Content,
    version: &NewVersion,
    (id, activity, note): (RowId, &str, &str),
) -> Result<()> {
    let by = crate::service::acting(who)?;
    let (waiting,): (i64,) = tx.one(&WAITING, args![content.id, by, &version.lang]).await?;
    if waiting >= MOST {
        return Err(Error::Conflict("content-error-offers-many"));
    }
    tx.execute(&FORMER, args![content.id, by, &version.lang]).await?;
    let now = tx.now();
    let text = serde_json::to_string(version).map_err(Error::internal)?;
    tx.execute(&INSERT, args![id, content.id, &version.lang, by, activity, text, note, now])
        .await?;
    if content.host.is_empty() {
        let told: Vec<ActorId> = writers(tx, content).await?;
        tell(tx, told, kind::VERSION_OFFERED, Some(by), content).await?;
    }
    Ok(())
}

pub(super) async fn tell(
    tx: &mut Tx,
    to: Vec<ActorId>,
    kind: &'static str,
    by: Option<ActorId>,
    content: &Content,
) -> Result<()> {
    let notice = |to| Notice {
        to,
        kind,
        by,
        content: Some(content.id),
        group: content.group_id,
        ledger: None,
    };
    let notices: Vec<Notice> = to.into_iter().map(notice).collect();
    notify(tx, &notices).await
}

/// Takes an offer of one's own back while nobody has answered, or an answered one out of sight. NotFound for
/// those of others.
pub async fn take_back(p: &Publishing, who: &Who, offer: RowId) -> Result<ContentId> {
    let me = who.signed_in()?;
    let mut tx = p.store().begin().await?;
    let found: Option<Offer> = tx.optional(&ONE, args![offer, domain::Lang::english()]).await?;
    let found = found.filter(|o| o.by.id == me).ok_or(Error::NotFound)?;
    let content = crate::sql::load(&mut tx, who, found.content_id).await?;
    tx.execute(&DROP, args![offer]).await?;
    if !content.host.is_empty() && found.state == OfferState::Offered {
        p.emit(&mut tx, who, content.id, Change::OfferTakenBack(offer)).await?;
    }
    tx.save().await?;
    Ok(content.id)
}
