//! Answering an offer: those who write the thing take the version over, as it is or improved, or decline it.

use domain::{Error, Lang, Result, access::Who, id::RowId, text};
use people::notifications::kind;
use store::{Query, Tx, args, statements};

use super::{NOTE_MAX, ONE, Offer, OfferState, making::tell, waiting};
use crate::{
    Publishing,
    service::{
        Change, NewVersion,
        version::{put_version, ready},
    },
    sql,
};

statements! {
    pub(super) DECIDE = "UPDATE version_offer SET state = $2, answer = $3, answered_at = $4, text = 'null' \
        WHERE id = $1 AND state = 'offered'";
}

/// Takes a version over as it is given here, which may be better than what was offered; whoever offered it is
/// named as its translator and told. It counts as reviewed when she said that she has looked it through, or
/// whoever accepts it does (`version.reviewed`). Needs Edit. NotFound when it is decided already; fields as in
/// [`crate::service::add_version`].
pub async fn accept(p: &Publishing, who: &Who, offer: RowId, version: NewVersion) -> Result<()> {
    let me = who.signed_in()?;
    let (found, offered) = waiting(&mut p.store().read(), who, offer, &Lang::english()).await?;
    let version = NewVersion { lang: offered.lang, ..version };
    let reviewed =
        if version.reviewed { Some(me) } else { offered.reviewed.then_some(found.by.id) };
    let ready = ready(p, who, found.content_id, &version).await?;
    let mut tx = p.store().begin().await?;
    let credit = (found.by.id, reviewed);
    put_version(p, &mut tx, who, ready, version.origin, credit).await?;
    decided(p, &mut tx, who, &found, OfferState::Accepted, "").await?;
    tx.save().await?;
    Ok(())
}

/// Declines a version and says why, if one likes; whoever offered it is told. Needs Edit. NotFound when it is
/// decided already; field `answer`.
pub async fn decline(p: &Publishing, who: &Who, offer: RowId, answer: &str) -> Result<()> {
    who.signed_in()?;
    let answer = text::block(answer);
    if answer.chars().count() > NOTE_MAX {
        return Err(Error::field("answer", "content-error-long"));
    }
    let mut tx = p.store().begin().await?;
    let (found, _) = waiting(&mut tx, who, offer, &Lang::english()).await?;
    decided(p, &mut tx, who, &found, OfferState::Declined, &answer).await?;
    tx.save().await?;
    Ok(())
}

async fn decided(
    p: &Publishing,
    tx: &mut Tx,
    who: &Who,
    offer: &Offer,
    state: OfferState,
    answer: &str,
) -> Result<()> {
    settle(tx, offer, state, answer).await?;
    let content = sql::load(tx, who, offer.content_id).await?;
    if offer.by.host.is_empty() {
        tell(tx, vec![offer.by.id], word(state), who.actor(), &content).await?;
    } else {
        let accepted = state == OfferState::Accepted;
        let change = Change::OfferAnswered { by: offer.by.id, offer: offer.row_id, accepted };
        p.emit(tx, who, content.id, change).await?;
    }
    Ok(())
}

async fn settle(tx: &mut Tx, offer: &Offer, state: OfferState, answer: &str) -> Result<()> {
    let now = tx.now();
    if tx.execute(&DECIDE, args![offer.row_id, state.as_str(), answer, now]).await? == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}

fn word(state: OfferState) -> &'static str {
    match state {
        OfferState::Accepted => kind::VERSION_ACCEPTED,
        _ => kind::VERSION_DECLINED,
    }
}

/// The answer from where the thing lives has arrived. Nothing for what was taken back.
pub(super) async fn answered(
    tx: &mut Tx,
    offer: RowId,
    by: &federation::Actor,
    accepted: bool,
    answer: &str,
) -> Result<()> {
    let found: Option<Offer> = tx.optional(&ONE, args![offer, Lang::english()]).await?;
    let Some(found) = found.filter(|o| o.state == OfferState::Offered) else { return Ok(()) };
    let content = sql::load(tx, &Who::System, found.content_id).await?;
    if content.host != by.host || !found.by.host.is_empty() {
        return Err(Error::Forbidden("error-forbidden"));
    }
    let state = if accepted { OfferState::Accepted } else { OfferState::Declined };
    let answer = text::excerpt(&text::block(answer), NOTE_MAX);
    settle(tx, &found, state, &answer).await?;
    tell(tx, vec![found.by.id], word(state), Some(by.id), &content).await
}
