//! Saying something of a thing in one's own name, and what must be true of it whenever it is published.

use domain::{
    ActorId, ContentId, Error, Result, Time,
    access::{Action, State, Subject as _, Who, act, allowed, permit},
};
use people::{
    communities::{Counts, record_activity},
    notifications::{Notice, kind, notify},
};
use store::{Query, Tx, args, statements};

use super::recount;
use crate::{
    Draft, Goal, Publishing,
    kind::Voice,
    model::Content,
    prepare::prepare,
    service::{Change, acting, speaks_for},
    sql::{self, Position},
};

statements! {
    // What was taken away by a moderator counts also when it was withdrawn afterwards.
    BY_PERSON = "SELECT id, state FROM content WHERE root_id = $1 AND kind = 'review' AND {in author_id $2} AND depth = 0 \
        AND position IS NULL AND (state IN ('draft', 'published', 'removed') OR (state = 'deleted' AND (SELECT l.action \
        FROM moderation l WHERE l.content_id = content.id AND l.action IN ('remove', 'remove-with-author', 'restore') \
        ORDER BY l.created_at DESC, l.id DESC LIMIT 1) <> 'restore')) \
        ORDER BY CASE WHEN state = 'deleted' THEN 1 ELSE 0 END, created_at LIMIT 1";
    BY_ORGANISATION = "SELECT id, state FROM content WHERE root_id = $1 AND kind = 'endorsement' AND organisation_id = $2 \
        AND depth = 0 AND position IS NULL AND state IN ('published', 'removed', 'deleted') \
        ORDER BY CASE WHEN state = 'deleted' THEN 1 ELSE 0 END, created_at LIMIT 1";
    // The accounts that one account itself says are hers: what others say of it would let them speak for it.
    ACCOUNTS = "SELECT id FROM actor WHERE id = $1 \
        UNION SELECT b.id FROM actor a JOIN actor b ON b.ap_id = a.moved_to WHERE a.id = $1 \
        UNION SELECT b.id FROM actor_alias l JOIN actor b ON b.ap_id = l.iri WHERE l.actor_id = $1";
    // Whether the thing is of an organisation of hers or of the one that she names, by its own word or through
    // those who write it; whether she wrote it herself, when its author is gone; and whether one of these has blocked her.
    BIAS = "SELECT EXISTS (SELECT 1 FROM content t WHERE t.id = c.id AND (t.organisation_id = $3 \
        OR t.organisation_id IN (SELECT organisation_id FROM affiliation WHERE person_id = $2))) \
        OR EXISTS (SELECT 1 FROM affiliation o WHERE (o.person_id = c.author_id \
        OR o.person_id IN (SELECT actor_id FROM coauthor WHERE content_id = c.id UNION ALL SELECT x.id \
        FROM remote_coauthor n JOIN actor x ON x.ap_id = n.iri WHERE n.content_id = c.id)) AND (o.organisation_id = $3 \
        OR o.organisation_id IN (SELECT organisation_id FROM affiliation WHERE person_id = $2))) \
        OR EXISTS (SELECT 1 FROM coauthor s WHERE s.content_id = c.id AND s.actor_id = $2) AS theirs, \
        EXISTS (SELECT 1 FROM avoidance v WHERE v.target_id = $2 AND v.kind = 'block' AND (v.actor_id = c.author_id \
        OR v.actor_id IN (SELECT actor_id FROM coauthor WHERE content_id = c.id))) AS blocked \
        FROM content c WHERE c.id = $1";
    /// It speaks of the thing as it is now.
    JUDGE = "UPDATE content SET judged_at = (SELECT COALESCE(r.edited_at, r.published_at) FROM content r \
        WHERE r.id = content.root_id) WHERE id = $1";
    COAUTHORS_OF = "SELECT actor_id FROM coauthor WHERE content_id = $1 AND ended_at IS NULL";
}

/// Whether somebody may say this of a thing, for the buttons of its page. Whether her organisation may is
/// said when she does it.
pub fn may(who: &Who, of: &Content) -> bool {
    of.root_id.is_none()
        && who.person().is_some()
        && allowed(Action::Attest, who, of.standing, &of.facts())
}

/// The same, and whether [`neutral`] speaks for it: nobody is led to a refusal. Whoever has said it already goes
/// on with it. One statement.
pub async fn offered(q: &mut impl Query, who: &Who, of: &Content) -> Result<bool> {
    let Some(me) = who.person().filter(|_| may(who, of)) else { return Ok(false) };
    match neutral(q, of.id, me, None).await {
        Ok(()) => Ok(true),
        Err(Error::Forbidden(_)) => Ok(false),
        Err(e) => Err(e),
    }
}

/// The thing of which something is said, if `who` may do so: Attest. Forbidden `content-error-attest-own`
/// to those who wrote it, `content-error-locked` when its conversation is closed.
pub(super) async fn spoken_of(
    p: &Publishing,
    q: &mut impl Query,
    who: &Who,
    of: ContentId,
    voice: Voice,
) -> Result<Content> {
    let content = sql::load(q, who, of).await?;
    let takes = p.kinds().or_article(&content.kind).said_by(voice);
    if takes.is_none() || content.root_id.is_some() {
        return Err(Error::NotFound);
    }
    let (closed, standing) = (content.closed, content.standing);
    let own = who.actor() == Some(content.author_id) || content.coauthor;
    let content = permit::<act::Attest, Content>(who, standing, content).map_err(|e| match e {
        Error::Forbidden(_) if own => Error::Forbidden("content-error-attest-own"),
        Error::Forbidden(_) if closed => Error::Forbidden("content-error-locked"),
        e => e,
    })?;
    Ok(content.into_inner())
}

/// Begins a review or an endorsement of `of`, as a draft or published at once. Needs Attest on it, which
/// must be of a kind of which this can be said; see [`kept`] for what else must be true.
pub async fn begin(
    p: &Publishing,
    who: &Who,
    of: ContentId,
    draft: &Draft,
    goal: Goal,
) -> Result<ContentId> {
    let author = acting(who)?;
    let ready = prepare(p.kinds(), draft, goal)?;
    let Some(voice) = ready.kind.voice else {
        return Err(Error::field("kind", "content-error-choice"));
    };
    let now = p.store().now();
    let id: ContentId = p.store().id();
    let mut tx = p.store().begin().await?;
    // Whoever else is saying something of it is waited for, so that each is counted among those before.
    sql::lock(&mut tx, of).await?;
    let root = spoken_of(p, &mut tx, who, of, voice).await?;
    check(&mut tx, &root, voice, author, ready.draft.organisation, None).await?;
    let published = goal == Goal::Publish;
    let state = if published { State::Published } else { State::Draft };
    sql::insert(&mut tx, id, &ready, &beside(&root, author, state), now).await?;
    tx.execute(&JUDGE, args![id]).await?;
    if published {
        let at = ready.draft.at.map_or(now, |at| at.min(now));
        added(&mut tx, &root, voice, (id, author), at).await?;
        p.emit(&mut tx, who, id, Change::Created).await?;
    }
    tx.save().await?;
    Ok(id)
}

/// Where it stands.
pub(super) fn beside(root: &Content, author: ActorId, state: State) -> Position {
    Position {
        author,
        group: root.group_id,
        visibility: root.visibility,
        root: Some(root.id),
        parent: None,
        depth: 0,
        state,
    }
}

/// What must be true of it: the author says each thing once and speaks for her own organisation, which is
/// not the one whose thing it is. Forbidden `content-error-attest-same`; Conflict `content-error-attest-twice`;
/// the field `organisation`.
pub(super) async fn check(
    tx: &mut Tx,
    root: &Content,
    voice: Voice,
    author: ActorId,
    organisation: Option<ActorId>,
    itself: Option<ContentId>,
) -> Result<()> {
    speaks_for(tx, author, organisation).await?;
    neutral(tx, root.id, author, organisation).await?;
    if voice == Voice::Endorsement && organisation.is_none() {
        return Err(Error::field("organisation", "content-error-attest-organisation"));
    }
    once(tx, root.id, voice, author, organisation, itself).await
}

/// Nobody judges what her own organisation, or one of those who write it, has made; nor does whom one of them
/// has blocked. Forbidden `content-error-blocked`, `content-error-attest-same`.
pub(super) async fn neutral(
    q: &mut impl Query,
    root: ContentId,
    author: ActorId,
    organisation: Option<ActorId>,
) -> Result<()> {
    let (theirs, blocked): (bool, bool) = q.one(&BIAS, args![root, author, organisation]).await?;
    if blocked {
        return Err(Error::Forbidden("content-error-blocked"));
    }
    if theirs {
        return Err(Error::Forbidden("content-error-attest-same"));
    }
    Ok(())
}

/// All accounts of a person, as far as this one says so.
pub(super) async fn accounts(q: &mut impl Query, person: ActorId) -> Result<Vec<ActorId>> {
    let all: Vec<(ActorId,)> = q.all(&ACCOUNTS, args![person]).await?;
    Ok(all.into_iter().map(|a| a.0).collect())
}

/// One review of each person, one endorsement of each organisation.
pub(super) async fn once(
    q: &mut impl Query,
    root: ContentId,
    voice: Voice,
    author: ActorId,
    organisation: Option<ActorId>,
    itself: Option<ContentId>,
) -> Result<()> {
    let before = own(q, root, voice, author, organisation).await?;
    match before.filter(|(id, _)| Some(*id) != itself) {
        Some(_) => Err(Error::Conflict("content-error-attest-twice")),
        None => Ok(()),
    }
}

/// What somebody, or her organisation, has said of a thing; of a review also what she has begun. One that
/// was removed is there too: it is not said again.
pub async fn own(
    q: &mut impl Query,
    root: ContentId,
    voice: Voice,
    author: ActorId,
    organisation: Option<ActorId>,
) -> Result<Option<(ContentId, State)>> {
    Ok(match (voice, organisation) {
        (Voice::Endorsement, Some(own)) => q.optional(&BY_ORGANISATION, args![root, own]).await?,
        (Voice::Endorsement, None) => None,
        (Voice::Review, _) => {
            let accounts = accounts(q, author).await?;
            q.optional(&BY_PERSON, args![root, accounts]).await?
        }
    })
}

/// Where a draft is put when it is changed or published: where its root stands now.
pub(crate) async fn place(
    p: &Publishing,
    tx: &mut Tx,
    who: &Who,
    content: &Content,
    draft: &Draft,
) -> Result<(Option<ActorId>, domain::Visibility)> {
    let voice = p.kinds().or_article(&content.kind).voice.ok_or(Error::NotFound)?;
    sql::lock(tx, content.root()).await?;
    let root = spoken_of(p, tx, who, content.root(), voice).await?;
    let own = Some(content.id);
    check(tx, &root, voice, content.author_id, draft.organisation, own).await?;
    Ok((root.group_id, root.visibility))
}

/// One was published (`began`) or changed: it speaks of the thing as it is now.
pub(crate) async fn kept(
    p: &Publishing,
    tx: &mut Tx,
    content: &Content,
    began: bool,
) -> Result<()> {
    let voice = p.kinds().or_article(&content.kind).voice.filter(|_| content.is_voice());
    let Some(voice) = voice else { return Ok(()) };
    if content.root_state != State::Published {
        return Err(Error::NotFound);
    }
    tx.execute(&JUDGE, args![content.id]).await?;
    if began {
        let root = sql::load(tx, &Who::System, content.root()).await?;
        let now = tx.now();
        added(tx, &root, voice, (content.id, content.author_id), now).await?;
    }
    Ok(())
}

/// It was read again and says the same: it now speaks of the thing as it is. Nothing for what is no voice.
pub(crate) async fn again(p: &Publishing, who: &Who, content: &Content) -> Result<()> {
    if !content.is_voice() {
        return Ok(());
    }
    let mut tx = p.store().begin().await?;
    let content = sql::load(&mut tx, who, content.id).await?;
    let content = permit::<act::Edit, Content>(who, content.standing, content)?;
    let before = content.judged_at;
    tx.execute(&JUDGE, args![content.id]).await?;
    if sql::load(&mut tx, &Who::System, content.id).await?.judged_at != before {
        p.emit(&mut tx, who, content.id, Change::Updated).await?;
    }
    tx.save().await?;
    Ok(())
}

/// Something was said of a thing: counts it, and tells those who wrote the thing.
pub(super) async fn added(
    tx: &mut Tx,
    root: &Content,
    voice: Voice,
    (id, author): (ContentId, ActorId),
    at: Time,
) -> Result<()> {
    recount(tx, root.id, voice).await?;
    if let Some(group) = root.group_id {
        record_activity(tx, group, Counts::default(), Some(at)).await?;
    }
    let told = match voice {
        Voice::Review => {
            super::asking::done(tx, root.id, author).await?;
            kind::REVIEWED
        }
        Voice::Endorsement => kind::ENDORSED,
    };
    let notice = |to| Notice {
        to,
        kind: told,
        by: Some(author),
        content: Some(id),
        group: root.group_id,
        ledger: None,
    };
    let notices: Vec<Notice> = writers(tx, root).await?.into_iter().map(notice).collect();
    notify(tx, &notices).await
}

/// The author of a thing and those who write it with her.
pub(crate) async fn writers(q: &mut impl Query, content: &Content) -> Result<Vec<ActorId>> {
    let others: Vec<(ActorId,)> = q.all(&COAUTHORS_OF, args![content.id]).await?;
    Ok(std::iter::once(content.author_id).chain(others.into_iter().map(|o| o.0)).collect())
}

/// Nothing when somebody may say this of a thing now, for pages that ask her to write: see [`begin`] for what
/// speaks against it.
pub async fn permitted(
    p: &Publishing,
    q: &mut impl Query,
    who: &Who,
    of: ContentId,
    voice: Voice,
) -> Result<()> {
    let author = who.signed_in()?;
    let root = spoken_of(p, q, who, of, voice).await?;
    neutral(q, root.id, author, None).await?;
    if voice == Voice::Review { once(q, of, voice, author, None, None).await } else { Ok(()) }
}
