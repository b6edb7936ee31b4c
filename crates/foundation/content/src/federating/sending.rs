//! Which activities a change makes. They are written in the unit of the change; the documents are
//! made later.

use std::collections::BTreeSet;

use domain::{ActorId, ContentId, Result, Visibility, id::RowId};
use federation::{
    Switch,
    holders::Copies,
    outgoing::{self, NewActivity, Recipient, Verb},
    remote,
};
use store::{Query, Tx, args, statements};

use super::lineage;
use crate::{
    activity::object::{is_public, leaves},
    model::Content,
    service::{Change, Event, Outgoing, outgoing::Handled},
    versions, voices,
};

statements! {
    IS_LOCAL = "SELECT CASE WHEN host = '' THEN CAST(1 AS bigint) ELSE CAST(0 AS bigint) END \
        FROM actor WHERE id = $1";
    ANSWERED_AUTHOR = "SELECT author_id FROM content WHERE id = $1";
}

/// The handler of changes. Until federation is on, nothing is written.
pub struct Sending(pub Switch);

impl Outgoing for Sending {
    fn handle<'a>(&'a self, tx: &'a mut Tx, event: &'a Event) -> Handled<'a> {
        Box::pin(async move {
            if !self.0.is_on() || !leaves(&event.content) {
                return Ok(());
            }
            change(tx, event).await
        })
    }
}

async fn change(tx: &mut Tx, event: &Event) -> Result<()> {
    let content = &event.content;
    let author = content.author_id;
    // What the house itself decides, somebody who hosts the community says: other software knows
    // no moderation but by people.
    let by = match (event.by, hosts(content)) {
        (Some(by), _) => by,
        (None, Some(group)) => people::federating::first_host(tx, group).await?.unwrap_or(group),
        (None, None) => author,
    };
    match &event.change {
        Change::Created => said(tx, content, author, Verb::Create, "").await,
        Change::Updated | Change::Version(_) | Change::Answered(_) => {
            // What others wrote is theirs to say again.
            if content.host.is_empty() {
                said(tx, content, author, Verb::Update, "").await?;
            }
            Ok(())
        }
        Change::Deleted => said(tx, content, author, Verb::Delete, "").await,
        Change::Removed(reason) => decided(tx, content, by, Verb::Delete, reason).await,
        Change::Restored => undone(tx, content, by, Verb::Delete).await,
        Change::Reacted => reacted(tx, content, by, Verb::Like, "").await,
        Change::Unreacted => {
            let like = outgoing::latest(tx, by, Verb::Like, content.id).await?;
            match like {
                Some(like) => {
                    let inner = like.activity_id.to_string();
                    reacted(tx, content, by, Verb::Undo, &inner).await
                }
                None => Ok(()),
            }
        }
        Change::Locked(true) => decided(tx, content, by, Verb::Lock, "").await,
        Change::Locked(false) => undone(tx, content, by, Verb::Lock).await,
        Change::Pinned(true) => decided(tx, content, by, Verb::Add, "").await,
        Change::Pinned(false) => decided(tx, content, by, Verb::Remove, "").await,
        Change::Listed(adaptation) => lineage::listed(tx, content, *adaptation, Verb::Add).await,
        Change::Unlisted(adaptation) => {
            lineage::listed(tx, content, *adaptation, Verb::Remove).await
        }
        Change::VersionOffered(offer) => offered(tx, content, by, Verb::Offer, *offer).await,
        Change::OfferTakenBack(offer) => offered(tx, content, by, Verb::Undo, *offer).await,
        Change::OfferAnswered { by: whose, offer, accepted } => {
            let verb = if *accepted { Verb::Accept } else { Verb::Reject };
            let to = remote::inbox_of(tx, *whose).await?;
            let new = NewActivity {
                target: Some(*whose),
                ..NewActivity::about_content(by, verb, content.id).with(offer.to_string()).to(to)
            };
            outgoing::write(tx, new).await.map(drop)
        }
        Change::Reported(reason) => reported(tx, content, by, reason).await,
        Change::ReportDecided { reporter, flag } => {
            // The community says it, where there is one: nobody need know who decided.
            let Some(by) = hosts(content).or(event.by) else { return Ok(()) };
            let to = remote::inbox_of(tx, *reporter).await?;
            let new = NewActivity {
                target: Some(*reporter),
                ..NewActivity::about_content(by, Verb::Resolve, content.id).with(flag).to(to)
            };
            outgoing::write(tx, new).await.map(drop)
        }
    }
}

/// Somebody here offers a language version to whoever wrote a thing elsewhere, or no longer does. The offer
/// has the id of its row.
async fn offered(
    tx: &mut Tx,
    content: &Content,
    by: ActorId,
    verb: Verb,
    offer: RowId,
) -> Result<()> {
    let to = remote::inbox_of(tx, content.author_id).await?;
    let new = NewActivity {
        id: (verb == Verb::Offer).then_some(offer),
        target: Some(content.author_id),
        ..NewActivity::about_content(by, verb, content.id).with(offer.to_string()).to(to)
    };
    outgoing::write(tx, new).await.map(drop)
}

/// Whether the thing's community lives here and passes on what happens in it.
pub(super) fn hosts(content: &Content) -> Option<ActorId> {
    content.group_id.filter(|_| content.home.is_empty())
}

/// What taking this activity means for copies of a thing that is not for everybody.
pub(super) fn copies(level: Visibility, verb: Verb) -> Copies {
    match verb {
        _ if is_public(level) => Copies::None,
        Verb::Create | Verb::Update => Copies::Given,
        Verb::Delete => Copies::Erased,
        _ => Copies::None,
    }
}

/// The inbox of the thing's community, when it lives elsewhere.
pub(super) async fn community_elsewhere(
    tx: &mut Tx,
    content: &Content,
) -> Result<Option<Recipient>> {
    match content.group_id {
        Some(group) if !content.home.is_empty() => remote::inbox_of(tx, group).await,
        _ => Ok(None),
    }
}

/// Whoever wrote what is answered or spoken of, when she lives elsewhere.
async fn answered_elsewhere(tx: &mut Tx, content: &Content) -> Result<Option<Recipient>> {
    let spoken_of = content.root_id.filter(|_| content.is_voice());
    let Some(parent) = content.parent_id.or(spoken_of) else { return Ok(None) };
    let author: Option<(ActorId,)> = tx.optional(&ANSWERED_AUTHOR, args![parent]).await?;
    match author {
        Some((author,)) => remote::shared_inbox_of(tx, author).await,
        None => Ok(None),
    }
}

/// The author says something: to her followers, to the community, to whom she answers.
async fn said(
    tx: &mut Tx,
    content: &Content,
    author: ActorId,
    verb: Verb,
    inner: &str,
) -> Result<()> {
    let mut to = BTreeSet::new();
    to.extend(community_elsewhere(tx, content).await?);
    let mut new = NewActivity::about_content(author, verb, content.id)
        .with(inner)
        .noting(copies(content.visibility, verb));
    if is_public(content.visibility) {
        to.extend(answered_elsewhere(tx, content).await?);
        to.extend(lineage::told(tx, content, verb).await?);
        if matches!(verb, Verb::Update | Verb::Delete) {
            to.extend(versions::told(tx, content).await?);
        }
        new = new.to_followers_of(author);
    }
    let activity = outgoing::write(tx, new.to(to)).await?;
    if let Some(group) = hosts(content)
        && voices::is_passed_on(tx, content).await?
    {
        announce(tx, content, group, verb, &activity.to_string()).await?;
        // Of what is for members, software that only knows boosts gets nothing.
        let public = is_public(content.visibility);
        if verb == Verb::Create && content.root_id.is_none() && public {
            announce_thing(tx, content.id, group).await?;
        }
    }
    Ok(())
}

/// The community passes an activity of ours on to its members elsewhere (FEP-1b12).
pub(super) async fn announce(
    tx: &mut Tx,
    content: &Content,
    group: ActorId,
    verb: Verb,
    inner: &str,
) -> Result<()> {
    let new = NewActivity::about_content(group, Verb::Announce, content.id)
        .with(inner)
        .noting(copies(content.visibility, verb))
        .to_followers_of(group);
    outgoing::write(tx, new).await?;
    Ok(())
}

/// The community announces a new conversation as microblogs understand it. The announcement has
/// the thing's id, so that it can be made again from the thing alone.
pub(super) async fn announce_thing(tx: &mut Tx, content: ContentId, group: ActorId) -> Result<()> {
    let new = NewActivity {
        id: Some(content.0.into()),
        ..NewActivity::about_content(group, Verb::Announce, content).to_followers_of(group)
    };
    outgoing::write(tx, new).await?;
    Ok(())
}

/// The community passes on what somebody elsewhere did. `document` is the whole announcement.
pub(super) async fn pass_on(
    tx: &mut Tx,
    id: RowId,
    content: ContentId,
    group: ActorId,
    document: String,
    copies: Copies,
) -> Result<()> {
    let new = NewActivity {
        id: Some(id),
        document: Some(document),
        copies,
        ..NewActivity::about_content(group, Verb::Announce, content).to_followers_of(group)
    };
    outgoing::write(tx, new).await?;
    Ok(())
}

/// Somebody found something useful, or no longer does: its community learns of it, else its author.
async fn reacted(
    tx: &mut Tx,
    content: &Content,
    by: ActorId,
    verb: Verb,
    inner: &str,
) -> Result<()> {
    let mut to = BTreeSet::new();
    to.extend(community_elsewhere(tx, content).await?);
    if to.is_empty() && is_public(content.visibility) {
        to.extend(remote::shared_inbox_of(tx, content.author_id).await?);
    }
    if to.is_empty() && hosts(content).is_none() {
        return Ok(());
    }
    let new = NewActivity::about_content(by, verb, content.id).with(inner).to(to);
    let activity = outgoing::write(tx, new).await?;
    match hosts(content) {
        Some(group) => announce(tx, content, group, verb, &activity.to_string()).await,
        None => Ok(()),
    }
}

/// A moderator of a community here decides something, or one of this instance about what is in none.
async fn decided(
    tx: &mut Tx,
    content: &Content,
    by: ActorId,
    verb: Verb,
    reason: &str,
) -> Result<()> {
    let Some(group) = hosts(content) else {
        // In no community, only the author's followers have it.
        if content.group_id.is_none() && content.host.is_empty() && verb == Verb::Delete {
            return said(tx, content, content.author_id, verb, reason).await;
        }
        return hosted_elsewhere(tx, content, by, verb, reason).await;
    };
    // What somebody elsewhere decided is passed on as it came.
    if !is_local(tx, by).await? {
        return Ok(());
    }
    let author = remote::shared_inbox_of(tx, content.author_id).await?;
    let new = NewActivity::about_content(by, verb, content.id)
        .with(reason)
        .noting(copies(content.visibility, verb))
        .to(author);
    let activity = outgoing::write(tx, new).await?;
    announce(tx, content, group, verb, &activity.to_string()).await
}

/// Somebody here who hosts the community elsewhere decides: its home measures it by its own rules and
/// announces it.
async fn hosted_elsewhere(
    tx: &mut Tx,
    content: &Content,
    by: ActorId,
    verb: Verb,
    inner: &str,
) -> Result<()> {
    if !is_local(tx, by).await? {
        return Ok(());
    }
    if let Some(home) = community_elsewhere(tx, content).await? {
        let new = NewActivity::about_content(by, verb, content.id).with(inner).to([home]);
        outgoing::write(tx, new).await?;
    }
    Ok(())
}

async fn undone(tx: &mut Tx, content: &Content, by: ActorId, verb: Verb) -> Result<()> {
    let Some(group) = hosts(content) else {
        let before = outgoing::latest(tx, by, verb, content.id).await?;
        let inner = before.map_or_else(|| verb.as_str().to_owned(), |b| b.activity_id.to_string());
        return hosted_elsewhere(tx, content, by, Verb::Undo, &inner).await;
    };
    if !is_local(tx, by).await? {
        return Ok(());
    }
    // Whoever had decided it.
    let before = outgoing::latest_by_anybody(tx, verb, content.id).await?;
    let inner = before.map_or_else(String::new, |b| b.activity_id.to_string());
    let author = remote::shared_inbox_of(tx, content.author_id).await?;
    // The verb that is undone stands in the row's inner activity; without one, the thing is all.
    let new = NewActivity::about_content(by, Verb::Undo, content.id)
        .with(if inner.is_empty() { verb.as_str().to_owned() } else { inner })
        .to(author);
    let activity = outgoing::write(tx, new).await?;
    announce(tx, content, group, Verb::Undo, &activity.to_string()).await
}

/// Whoever decides about a thing elsewhere learns of a report; it is never announced.
async fn reported(tx: &mut Tx, content: &Content, by: ActorId, reason: &str) -> Result<()> {
    // What somebody elsewhere reports is hers to send.
    if !is_local(tx, by).await? {
        return Ok(());
    }
    let mut to = BTreeSet::new();
    to.extend(community_elsewhere(tx, content).await?);
    if is_public(content.visibility) {
        to.extend(remote::shared_inbox_of(tx, content.author_id).await?);
    }
    if to.is_empty() {
        return Ok(());
    }
    let new = NewActivity::about_content(by, Verb::Flag, content.id).with(reason).to(to);
    outgoing::write(tx, new).await?;
    Ok(())
}

async fn is_local(tx: &mut Tx, actor: ActorId) -> Result<bool> {
    let row: Option<(i64,)> = tx.optional(&IS_LOCAL, args![actor]).await?;
    Ok(row.is_some_and(|r| r.0 == 1))
}
