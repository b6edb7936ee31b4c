//! Asking somebody of this instance for a review: she is told, and says whether she will write one.

use domain::{
    ActorId, ContentId, Error, Lang, Result, Time,
    access::{Action, State, Subject as _, Who, act, allowed, permit},
};
use people::{
    colleagues::{self, Among},
    notifications::{Notice, kind, notify},
};
use store::{Query, Tx, args, statements};

use super::writing;
use crate::{Publishing, kind::Voice, model::Content, read::Actor, sql};

/// The most people who are asked about one thing.
pub const MOST: i64 = 20;

/// What became of a request.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, store::FromCell,
)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// She has not answered.
    Asked,
    /// She will write one.
    Accepted,
    /// She will not.
    Declined,
}

impl Asked {
    /// The word in the database and in message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
        }
    }
}

/// Somebody who was asked.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Requested {
    /// She.
    #[row(flatten)]
    pub person: Actor,
    /// What she said.
    pub state: Asked,
    /// When she was asked.
    pub asked_at: Time,
}

/// A request to oneself.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Request {
    /// Who asks.
    pub by_name: String,
    /// What one has said.
    pub state: Asked,
}

statements! {
    REQUESTS = "SELECT a.id, a.handle, a.host, COALESCE(NULLIF(y.name, ''), a.name) AS name, w.state, w.asked_at \
        FROM review_request w JOIN actor a ON a.id = w.person_id \
        LEFT JOIN actor_text y ON y.actor_id = a.id AND y.lang = $2 \
        WHERE w.content_id = $1 ORDER BY w.asked_at, a.id";
    REQUEST_TO = "SELECT COALESCE(NULLIF(y.name, ''), a.name, '') AS by_name, w.state FROM review_request w \
        LEFT JOIN actor a ON a.id = w.asked_by LEFT JOIN actor_text y ON y.actor_id = a.id AND y.lang = $3 \
        WHERE w.content_id = $1 AND w.person_id = $2";
    COUNT_REQUESTS = "SELECT CAST(count(*) AS bigint) FROM review_request WHERE content_id = $1";
    ASK = "INSERT INTO review_request (content_id, person_id, asked_by, state, asked_at) \
        VALUES ($1, $2, $3, 'asked', $4) ON CONFLICT DO NOTHING";
    ANSWER = "UPDATE review_request SET state = $3, answered_at = $4 WHERE content_id = $1 AND person_id = $2 \
        AND state <> $3 RETURNING asked_by";
    DROP_REQUEST = "DELETE FROM review_request WHERE content_id = $1 AND person_id = $2";
}

/// The thing, for those who write it: published, here, and of a kind that is reviewed. Needs Edit.
async fn asking(p: &Publishing, q: &mut impl Query, who: &Who, id: ContentId) -> Result<Content> {
    let content = sql::load(q, who, id).await?;
    let content = permit::<act::Edit, Content>(who, content.standing, content)?.into_inner();
    let reviewed = p.kinds().or_article(&content.kind).said_by(Voice::Review).is_some();
    if reviewed && content.state == State::Published && content.host.is_empty() {
        Ok(content)
    } else {
        Err(Error::NotFound)
    }
}

/// Asks somebody of this instance for a review, by her name or handle. Needs Edit. She is told. The error stands at
/// the field `handle`: as in [`colleagues::find`], she may not read it, may not judge it or has already done so,
/// there are [`MOST`] already.
pub async fn ask(p: &Publishing, who: &Who, id: ContentId, handle: &str) -> Result<()> {
    let known = Among::Known(who.signed_in()?);
    let now = p.store().now();
    let mut tx = p.store().begin().await?;
    let content = asking(p, &mut tx, who, id).await?;
    let wrong = |key| Error::field("handle", key);
    let person = colleagues::find(&mut tx, known, handle, "handle").await?;
    let she = Who::Person { actor: person, role: domain::access::Role::Member };
    let hers = sql::load(&mut tx, &she, id).await?;
    if !allowed(Action::Read, &she, hers.standing, &hers.facts()) {
        return Err(wrong("content-error-ask-hidden"));
    }
    if !allowed(Action::Attest, &she, hers.standing, &hers.facts())
        || writing::neutral(&mut tx, content.id, person, None).await.is_err()
    {
        return Err(wrong("content-error-ask-own"));
    }
    let theirs = writing::own(&mut tx, id, Voice::Review, person, None).await?;
    if theirs.is_some_and(|(_, state)| state != State::Draft) {
        return Err(wrong("content-error-ask-done"));
    }
    let (count,): (i64,) = tx.one(&COUNT_REQUESTS, args![id]).await?;
    if count >= MOST {
        return Err(wrong("content-error-ask-many"));
    }
    if tx.execute(&ASK, args![id, person, who.actor(), now]).await? > 0 {
        tell(&mut tx, person, kind::REVIEW_ASKED, who.actor(), &content).await?;
    }
    tx.save().await?;
    Ok(())
}

/// Takes a request back. Needs Edit.
pub async fn take_back(p: &Publishing, who: &Who, id: ContentId, person: ActorId) -> Result<()> {
    let mut tx = p.store().begin().await?;
    asking(p, &mut tx, who, id).await?;
    tx.execute(&DROP_REQUEST, args![id, person]).await?;
    tx.save().await?;
    Ok(())
}

/// Whoever was asked says whether she will write a review; whoever asked is told. [`Error::NotFound`] for
/// everybody else.
pub async fn answer(p: &Publishing, who: &Who, id: ContentId, accepts: bool) -> Result<()> {
    let me = who.signed_in()?;
    let now = p.store().now();
    let mut tx = p.store().begin().await?;
    let content = sql::load(&mut tx, who, id).await?;
    let content = permit::<act::Read, Content>(who, content.standing, content)?.into_inner();
    if to(&mut tx, id, me, &Lang::english()).await?.is_none() {
        return Err(Error::NotFound);
    }
    let state = if accepts { Asked::Accepted } else { Asked::Declined };
    let asked: Option<(Option<ActorId>,)> =
        tx.optional(&ANSWER, args![id, me, state.as_str(), now]).await?;
    if let Some((Some(by),)) = asked {
        let told = if accepts { kind::REVIEW_ACCEPTED } else { kind::REVIEW_DECLINED };
        tell(&mut tx, by, told, Some(me), &content).await?;
    }
    tx.save().await?;
    Ok(())
}

async fn tell(
    tx: &mut Tx,
    to: ActorId,
    kind: &'static str,
    by: Option<ActorId>,
    content: &Content,
) -> Result<()> {
    let notice =
        Notice { to, kind, by, content: Some(content.id), group: content.group_id, ledger: None };
    notify(tx, &[notice]).await
}

/// She has written one.
pub(super) async fn done(tx: &mut Tx, id: ContentId, person: ActorId) -> Result<()> {
    tx.execute(&DROP_REQUEST, args![id, person]).await?;
    Ok(())
}

/// Who was asked about a thing and has not written, in the order in which they were asked. Needs Edit.
pub async fn of(
    p: &Publishing,
    q: &mut impl Query,
    who: &Who,
    id: ContentId,
    lang: &Lang,
) -> Result<Vec<Requested>> {
    asking(p, q, who, id).await?;
    Ok(q.all(&REQUESTS, args![id, lang]).await?)
}

/// Whether somebody was asked about a thing.
pub async fn to(
    q: &mut impl Query,
    id: ContentId,
    person: ActorId,
    lang: &Lang,
) -> Result<Option<Request>> {
    Ok(q.optional(&REQUEST_TO, args![id, person, lang]).await?)
}
