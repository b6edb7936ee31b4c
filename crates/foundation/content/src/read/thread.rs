//! A conversation: its comments in one query, as a tree.

use std::collections::{HashMap, HashSet};

use domain::{
    ActorId, ContentId, Error, Lang, Result, Time,
    access::{State, Who, act, permit},
};
use people::Cursor;
use store::{Query, args, statements};

use crate::{
    markdown,
    model::{Content, TextState},
    sql,
};

/// The most comments on one page of a conversation.
pub const PAGE: usize = 500;

statements! {
    COMMENTS = "SELECT c.id, c.parent_id, c.depth, c.state, c.author_id, a.handle AS author_handle, \
        a.host AS author_host, COALESCE(NULLIF(ay.name, ''), a.name) AS author_name, \
        org.id AS organisation_id, COALESCE(org.handle, '') AS organisation_handle, \
        COALESCE(org.host, '') AS organisation_host, \
        COALESCE(NULLIF(oy.name, ''), org.name, '') AS organisation_name, \
        COALESCE(ms.standing = 'facilitator', FALSE) AS facilitator, \
        COALESCE(t.lang, c.lang) AS lang, c.lang AS original_lang, \
        COALESCE(t.body_html, o.body_html, '') AS html, COALESCE(t.cleaner, o.cleaner, 0) AS cleaner, \
        COALESCE(t.state, 'current') AS text_state, COALESCE(t.origin, 'original') AS origin, \
        c.illustrative, c.reaction_count, c.published_at, c.edited_at, c.revision, \
        EXISTS (SELECT 1 FROM reaction x WHERE x.content_id = c.id AND x.actor_id = $2) AS reacted, \
        EXISTS (SELECT 1 FROM bookmark x WHERE x.content_id = c.id AND x.actor_id = $2) AS bookmarked, \
        EXISTS (SELECT 1 FROM avoidance x WHERE x.actor_id = $2 AND x.target_id = c.author_id) AS muted, \
        CASE WHEN c.state = 'removed' THEN COALESCE((SELECT x.reason FROM moderation x \
        WHERE x.content_id = c.id AND x.action IN ('remove', 'remove-with-author') \
        ORDER BY x.created_at DESC, x.id DESC LIMIT 1), '') \
        ELSE '' END AS removal_reason \
        FROM content c JOIN actor a ON a.id = c.author_id \
        LEFT JOIN actor_text ay ON ay.actor_id = a.id AND ay.lang = $3 \
        LEFT JOIN affiliation af ON af.person_id = c.author_id \
        LEFT JOIN actor org ON org.id = COALESCE(c.organisation_id, af.organisation_id) \
        LEFT JOIN actor_text oy ON oy.actor_id = org.id AND oy.lang = $3 \
        LEFT JOIN membership ms ON ms.group_id = c.group_id AND ms.actor_id = c.author_id \
        LEFT JOIN content_text o ON o.content_id = c.id AND o.lang = c.lang \
        LEFT JOIN content_text t ON t.content_id = c.id AND t.lang = $3 \
        WHERE c.root_id = $1 AND c.depth > 0 AND c.state IN ('published', 'removed', 'deleted') \
        AND (c.author_id = $2 OR {shown $2}) \
        AND (c.published_at, c.id) > ($4, $5) ORDER BY c.published_at, c.id LIMIT $6";
}

/// Why a comment's place is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tombstone {
    /// Its author withdrew it.
    Withdrawn,
    /// A moderator removed it.
    Removed,
}

/// One comment, without those under it.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Comment {
    /// Its id.
    pub id: ContentId,
    /// What it answers.
    pub parent_id: Option<ContentId>,
    /// 1 for a direct answer.
    pub depth: i64,
    /// Where it stands in its life.
    pub state: State,
    /// Who wrote it.
    pub author_id: ActorId,
    /// Her handle.
    pub author_handle: String,
    /// Her host; empty for people of this instance.
    pub author_host: String,
    /// Her name.
    pub author_name: String,
    /// Her organisation.
    pub organisation_id: Option<ActorId>,
    /// Its handle; empty without one.
    pub organisation_handle: String,
    /// Its host.
    pub organisation_host: String,
    /// Its name; empty without one.
    pub organisation_name: String,
    /// Whether she hosts the community.
    pub facilitator: bool,
    /// The language of the text shown.
    pub lang: Lang,
    /// The language it was written in.
    pub original_lang: Lang,
    /// Clean HTML; empty for a tombstone.
    pub html: String,
    cleaner: i64,
    /// Whether a translation says what the original says now.
    pub text_state: TextState,
    /// Where the text shown comes from.
    pub origin: crate::model::Origin,
    /// Whether it was made up for demonstration.
    pub illustrative: bool,
    /// How many found it useful.
    pub reaction_count: i64,
    /// When it was written.
    pub published_at: Time,
    /// When it was last changed.
    pub edited_at: Option<Time>,
    /// The number of its present state.
    pub revision: i64,
    /// Whether the reader found it useful.
    pub reacted: bool,
    /// Whether the reader has saved it.
    pub bookmarked: bool,
    /// Whether the reader keeps away from its author; its text folds away.
    pub muted: bool,
    /// Why it was removed, when it was.
    pub removal_reason: String,
}

impl Comment {
    /// Why its place is empty, when it is.
    pub fn tombstone(&self) -> Option<Tombstone> {
        match self.state {
            State::Removed => Some(Tombstone::Removed),
            State::Deleted => Some(Tombstone::Withdrawn),
            State::Published | State::Draft => None,
        }
    }
}

/// A comment with the answers to it, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thread {
    /// The comment.
    pub comment: Comment,
    /// The answers to it.
    pub replies: Vec<Thread>,
}

/// One page of a conversation as a tree, the oldest first, with where it goes on. Needs Read on
/// its root, or Trace when the root is gone. What was withdrawn or removed stays as a tombstone
/// where something visible answers it; to moderators and its author's readers it gives the reason.
/// An answer whose parent is on an earlier page stands at the top.
pub async fn thread(
    q: &mut impl Query,
    who: &Who,
    root: ContentId,
    lang: &Lang,
    after: Option<&Cursor>,
) -> Result<(Vec<Thread>, Option<Cursor>)> {
    let content = sql::load(q, who, root).await?;
    if content.root_id.is_some() && !content.is_voice() {
        return Err(Error::NotFound);
    }
    readable(who, &content)?;
    let (at, id) = after.map_or((Time(i64::MIN), uuid::Uuid::nil()), |c| (c.time(), c.id));
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let args = args![content.root(), who.actor(), lang, at, id, limit];
    let mut rows = q.all::<Comment>(&COMMENTS, args).await?;
    if content.is_voice() {
        // The conversation is that of the root; all of it is read, as far as one page of answers reaches.
        let mut last = rows.last().map(|c| (c.published_at, c.id)).filter(|_| rows.len() > PAGE);
        while let Some((at, id)) = last {
            let args = args![content.root(), who.actor(), lang, at, id, limit];
            let more = q.all::<Comment>(&COMMENTS, args).await?;
            last = more.last().map(|c| (c.published_at, c.id)).filter(|_| more.len() > PAGE);
            rows.extend(more);
        }
        only_under(root, &mut rows);
    }
    let page = people::Page::of(rows, PAGE, |c| Cursor::by_time(c.published_at, c.id));
    let moderates = permit::<act::Moderate, _>(who, content.standing, &content).is_ok();
    let tree = assemble(page.items.into_iter().map(|c| shown(c, moderates)).collect());
    Ok((tree, page.next))
}

/// Of the answers in a conversation, in the order of time, those to one voice beside it.
fn only_under(voice: ContentId, comments: &mut Vec<Comment>) {
    let mut under = HashSet::from([voice]);
    comments.retain(|c| {
        let below = c.parent_id.is_some_and(|parent| under.contains(&parent));
        if below {
            under.insert(c.id);
        }
        below
    });
}

fn readable(who: &Who, content: &Content) -> Result<()> {
    permit::<act::Read, _>(who, content.standing, content)
        .map(drop)
        .or_else(|_| permit::<act::Trace, _>(who, content.standing, content).map(drop))
}

/// What a reader sees of a comment: nothing of what is gone, but moderators see what was removed,
/// to decide whether it comes back.
fn shown(mut comment: Comment, moderates: bool) -> Comment {
    match comment.tombstone() {
        None => comment.html = markdown::renew(&comment.html, comment.cleaner),
        Some(Tombstone::Removed) if moderates => {
            comment.html = markdown::renew(&comment.html, comment.cleaner);
        }
        Some(_) => {
            comment.html.clear();
            comment.edited_at = None;
        }
    }
    comment
}

/// Comments in the order of time become a tree. Tombstones without anything visible under them
/// are left out, but for those that still show a text to a moderator.
fn assemble(comments: Vec<Comment>) -> Vec<Thread> {
    let here: HashMap<ContentId, usize> =
        comments.iter().enumerate().map(|(i, c)| (c.id, i)).collect();
    let parents: Vec<Option<usize>> = comments
        .iter()
        .enumerate()
        // A parent stands before its child; anything else would be a circle.
        .map(|(i, c)| c.parent_id.and_then(|p| here.get(&p).copied()).filter(|p| *p != i))
        .collect();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); comments.len()];
    let mut tops = Vec::new();
    for (i, parent) in parents.iter().enumerate() {
        match parent {
            Some(p) => children[*p].push(i),
            None => tops.push(i),
        }
    }
    let mut slots: Vec<Option<Comment>> = comments.into_iter().map(Some).collect();
    tops.into_iter().filter_map(|i| grow(i, &children, &mut slots)).collect()
}

fn grow(i: usize, children: &[Vec<usize>], slots: &mut [Option<Comment>]) -> Option<Thread> {
    let comment = slots[i].take()?;
    let replies: Vec<Thread> =
        children[i].iter().filter_map(|c| grow(*c, children, slots)).collect();
    let empty = comment.tombstone().is_some() && comment.html.is_empty();
    (!empty || !replies.is_empty()).then_some(Thread { comment, replies })
}
