//! Language versions that others offer: somebody who may read a thing but not change it, here or in another
//! city, translates it; whoever wrote it takes the translation over or declines it.
//!
//! Between instances this is an `Offer` to the author of the thing, and its `Accept` or `Reject`
//! (`docs/federation.md`). What is accepted becomes a language version like all others and federates with the
//! thing; until then only the two sides see it, also of what is for the members of a community.

pub(crate) mod arriving;
mod deciding;
pub(crate) mod document;
mod making;

use std::collections::BTreeSet;

use domain::{
    ActorId, ContentId, Error, Lang, Result, Time, Visibility,
    access::{Action, State, Subject as _, Who, act, allowed, permit},
    id::RowId,
};
use federation::{outgoing::Recipient, remote};
use store::{JsonText, Query, Tx, args, statements};

pub use deciding::{accept, decline};
pub use making::{MOST, NOTE_MAX, offer, take_back};

use crate::{
    Kind, Publishing, activity::object::leaves, federating::Cleared, model::Content, read::Actor,
    service::NewVersion, sql,
};

/// Where an offer stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, store::FromCell,
)]
#[serde(rename_all = "kebab-case")]
pub enum OfferState {
    /// Nobody has answered.
    Offered,
    /// It was taken over.
    Accepted,
    /// It was not.
    Declined,
}

impl OfferState {
    /// The word in the database and in message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
        }
    }
}

/// A language version that somebody offers.
#[derive(Debug, Clone, PartialEq, store::FromRow)]
pub struct Offer {
    /// The id of its row.
    pub row_id: RowId,
    /// Of what.
    pub content_id: ContentId,
    /// In which language.
    pub lang: Lang,
    /// Who offers it.
    #[row(flatten)]
    pub by: Actor,
    /// The address of the `Offer` that was made elsewhere; empty otherwise.
    pub activity: String,
    /// What she said to it.
    pub note: String,
    /// Where it stands.
    pub state: OfferState,
    /// Why it was declined, as far as that was said.
    pub answer: String,
    /// When it was offered.
    pub offered_at: Time,
    /// The address of the thing, where it lives elsewhere.
    pub thing_iri: Option<String>,
    text: JsonText<Option<NewVersion>>,
}

impl Offer {
    /// The version; `None` once it is decided.
    pub fn version(&self) -> Option<&NewVersion> {
        self.text.0.as_ref()
    }
}

macro_rules! offer_columns {
    () => {
        "SELECT o.id AS row_id, o.content_id, o.lang, o.activity, o.note, o.state, o.answer, o.offered_at, o.text, \
         c.ap_id AS thing_iri, a.id, a.handle, a.host, COALESCE(NULLIF(y.name, ''), a.name) AS name \
         FROM version_offer o JOIN content c ON c.id = o.content_id JOIN actor a ON a.id = o.by_id \
         LEFT JOIN actor_text y ON y.actor_id = a.id AND y.lang = $2 WHERE "
    };
}

statements! {
    OPEN = concat!(offer_columns!(), "o.content_id = $1 AND o.state = 'offered' \
        AND NOT EXISTS (SELECT 1 FROM avoidance v WHERE v.actor_id = $3 AND v.target_id = o.by_id) \
        ORDER BY o.offered_at, o.id");
    ONE = concat!(offer_columns!(), "o.id = $1");
    MINE = concat!(offer_columns!(), "o.content_id = $1 AND o.by_id = $3 ORDER BY o.lang");
    OFFERED_ELSEWHERE = "SELECT DISTINCT o.by_id FROM version_offer o JOIN actor a ON a.id = o.by_id \
        WHERE (o.content_id = $1 OR o.content_id IN (SELECT id FROM content WHERE root_id = $1 \
        AND position IS NOT NULL)) AND a.host <> '' ORDER BY o.by_id";
    EXPORTED = concat!(offer_columns!(), "o.by_id = $1 ORDER BY o.offered_at, o.id");
}

/// Whether language versions of things of this kind are offered: it has texts of its own and a page.
fn is_translated(kind: &Kind) -> bool {
    kind.titled && kind.voice.is_none()
}

/// Whether somebody may offer a language version of a thing, for the buttons of its page: she may read it and
/// not change it.
pub fn may(who: &Who, kind: &Kind, content: &Content) -> bool {
    let may = |action| allowed(action, who, content.standing, &content.facts());
    who.person().is_some()
        && is_translated(kind)
        && content.state == State::Published
        && (content.host.is_empty() || leaves(content))
        && may(Action::Read)
        && !may(Action::Edit)
}

/// Versions that wait for an answer, for those who write the thing. Needs Edit.
pub async fn open(q: &mut impl Query, who: &Who, id: ContentId, lang: &Lang) -> Result<Vec<Offer>> {
    let content = sql::load(q, who, id).await?;
    permit::<act::Edit, _>(who, content.standing, &content)?;
    Ok(q.all(&OPEN, args![id, lang, who.actor()]).await?)
}

/// One that waits for an answer. Needs Edit of the thing; NotFound for what is decided.
pub async fn waiting(
    q: &mut impl Query,
    who: &Who,
    offer: RowId,
    lang: &Lang,
) -> Result<(Offer, NewVersion)> {
    let offer: Offer = q.optional(&ONE, args![offer, lang]).await?.ok_or(Error::NotFound)?;
    let content = sql::load(q, who, offer.content_id).await?;
    permit::<act::Edit, _>(who, content.standing, &content)?;
    match (offer.state, offer.text.0.clone()) {
        (OfferState::Offered, Some(version)) => Ok((offer, version)),
        _ => Err(Error::NotFound),
    }
}

/// What somebody has offered of a thing, and what became of it.
pub async fn mine(q: &mut impl Query, who: &Who, id: ContentId, lang: &Lang) -> Result<Vec<Offer>> {
    match who.person() {
        Some(me) => Ok(q.all(&MINE, args![id, lang, me]).await?),
        None => Ok(Vec::new()),
    }
}

/// All that somebody has offered, for her data.
pub(crate) async fn exported(q: &mut impl Query, by: ActorId) -> Result<Vec<Offer>> {
    Ok(q.all(&EXPORTED, args![by, Lang::english()]).await?)
}

/// Who else learns of what becomes of a thing: those of other instances who have offered versions of it.
pub(crate) async fn told(tx: &mut Tx, content: &Content) -> Result<BTreeSet<Recipient>> {
    let all: Vec<(ActorId,)> = tx.all(&OFFERED_ELSEWHERE, args![content.id]).await?;
    let mut to = BTreeSet::new();
    for (by,) in all {
        to.extend(remote::shared_inbox_of(tx, by).await?);
    }
    Ok(to)
}

/// The thing, when versions of it may be offered by whoever asks. Needs Read.
async fn offerable(
    p: &Publishing,
    q: &mut impl Query,
    who: &Who,
    id: ContentId,
) -> Result<Content> {
    let content = sql::load(q, who, id).await?;
    translated(p, permit::<act::Read, Content>(who, content.standing, content)?.into_inner())
}

/// The same where its community lives elsewhere, whose home says that the instance of whoever asks may have what is for
/// its members: which of its people may read it is that instance's to say.
async fn offerable_to(
    p: &Publishing,
    q: &mut impl Query,
    cleared: Cleared,
    id: ContentId,
) -> Result<Content> {
    let content = sql::load(q, &Who::System, id).await?;
    if content.visibility != Visibility::Members
        || !Cleared::covers(Some(&cleared), content.group_id)
    {
        return Err(Error::NotFound);
    }
    translated(p, content)
}

fn translated(p: &Publishing, content: Content) -> Result<Content> {
    let known = p.kinds().get(&content.kind).is_some_and(is_translated);
    if known && content.state == State::Published { Ok(content) } else { Err(Error::NotFound) }
}
