//! Answering in a conversation.

use domain::{
    ActorId, ContentId, Error, Lang, Result, Time,
    access::{State, Who, act, permit},
};
use people::{
    avoidance::is_blocked,
    communities::{Counts, record_activity},
    notifications::{self, Notice, notify},
};
use store::Tx;

use super::{Change, Publishing, acting, counters};
use crate::{
    Draft, Goal,
    kind::COMMENT,
    model::{Content, DEPTH_MAX},
    prepare::prepare,
    sql::{self, Position},
};

/// An answer.
#[derive(Debug, Clone)]
pub struct NewComment {
    /// What it answers: the thing itself or a comment on it.
    pub parent: ContentId,
    /// The language it is written in.
    pub lang: Lang,
    /// Markdown.
    pub body: String,
    /// Whether it was made up for demonstration.
    pub illustrative: bool,
    /// When it was written, for imports; see [`Draft::at`].
    pub at: Option<Time>,
}

impl NewComment {
    /// An answer written now.
    pub fn new(parent: ContentId, lang: Lang, body: impl Into<String>) -> Self {
        Self { parent, lang, body: body.into(), illustrative: false, at: None }
    }
}

/// Answers. Needs Comment on what is answered, in a conversation that is still there. Forbidden
/// `content-error-locked` when it is closed, `content-error-blocked` when whoever began it or is
/// answered has blocked the author.
pub async fn comment(p: &Publishing, who: &Who, new: NewComment) -> Result<ContentId> {
    let author = acting(who)?;
    let draft = Draft {
        body: new.body,
        illustrative: new.illustrative,
        at: new.at,
        ..Draft::new(COMMENT.name, new.lang)
    };
    let ready = prepare(&p.kinds, &draft, Goal::Publish)?;
    let now = p.store.now();
    let id: ContentId = p.store.id();
    let mut tx = p.store.begin().await?;
    let parent = sql::load(&mut tx, who, new.parent).await?;
    let (parent, others) = answerable(p, &mut tx, who, author, parent).await?;
    let position = under(&parent, author);
    sql::insert(&mut tx, id, &ready, &position, now).await?;
    let at = new.at.map_or(now, |t| t.min(now));
    added(&mut tx, &position, id, at, &others).await?;
    p.emit(&mut tx, who, id, Change::Created).await?;
    tx.save().await?;
    Ok(id)
}

/// What is answered, as `who` sees it, if she may answer it, with those who are to be told.
pub(crate) async fn answerable(
    p: &Publishing,
    tx: &mut Tx,
    who: &Who,
    author: ActorId,
    parent: Content,
) -> Result<(Content, Vec<ActorId>)> {
    let (closed, standing) = (parent.closed, parent.standing);
    let parent = permit::<act::Comment, Content>(who, standing, parent).map_err(|e| match e {
        Error::Forbidden(_) if closed => Error::Forbidden("content-error-locked"),
        e => e,
    })?;
    if parent.root_state != State::Published {
        return Err(Error::NotFound);
    }
    if !p.kinds.or_article(&parent.kind).commentable {
        return Err(Error::Forbidden("content-error-no-comments"));
    }
    let others = others(&parent, author);
    for other in &others {
        if is_blocked(tx, author, *other).await? {
            return Err(Error::Forbidden("content-error-blocked"));
        }
    }
    Ok((parent.into_inner(), others))
}

/// Those who are told of an answer: whoever wrote what it answers, and whoever began.
pub(crate) fn others(parent: &Content, author: ActorId) -> Vec<ActorId> {
    let mut others = vec![parent.author_id];
    if parent.root_author_id != parent.author_id {
        others.push(parent.root_author_id);
    }
    others.retain(|other| *other != author);
    others
}

/// Where an answer stands.
pub(crate) fn under(parent: &Content, author: ActorId) -> Position {
    // What would be too deep stands beside what it answers.
    let deepest = parent.depth >= DEPTH_MAX;
    let root = parent.root();
    Position {
        author,
        group: parent.group_id,
        visibility: parent.visibility,
        root: Some(root),
        parent: if deepest { parent.parent_id } else { Some(parent.id) },
        depth: if deepest { parent.depth } else { parent.depth + 1 },
        state: State::Published,
    }
}

/// An answer was written: counts it and tells the others.
pub(crate) async fn added(
    tx: &mut Tx,
    position: &Position,
    id: ContentId,
    at: Time,
    others: &[ActorId],
) -> Result<()> {
    let root = position.root.unwrap_or(id);
    counters::comments(tx, root, id, 1, Some(at)).await?;
    if let Some(group) = position.group {
        record_activity(tx, group, Counts::default(), Some(at)).await?;
    }
    tell(tx, others, position.author, id, position.group).await
}

async fn tell(
    tx: &mut Tx,
    to: &[ActorId],
    by: ActorId,
    content: ContentId,
    group: Option<ActorId>,
) -> Result<()> {
    let notices: Vec<Notice> = to
        .iter()
        .map(|to| Notice {
            to: *to,
            kind: notifications::kind::REPLY,
            by: Some(by),
            content: Some(content),
            group,
            ledger: None,
        })
        .collect();
    if notices.is_empty() { Ok(()) } else { notify(tx, &notices).await }
}
