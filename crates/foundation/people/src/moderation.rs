//! What moderators and facilitators did, for everybody they answer to.

use domain::{
    ActorId, ContentId, Error, Lang, Result, Time,
    access::{Instance, Standing, Who, act, permit},
    id::RowId,
    text,
};
use store::{Query, Store, Tx, args, statements};

use crate::{Cursor, Page, communities, page};

/// The words of the column `action`. The text is the message `moderation-ACTION`.
#[expect(missing_docs, reason = "the words say it")]
pub mod action {
    pub const REMOVE: &str = "remove";
    pub const REMOVE_WITH_AUTHOR: &str = "remove-with-author";
    pub const RESTORE: &str = "restore";
    pub const LOCK: &str = "lock";
    pub const UNLOCK: &str = "unlock";
    pub const PIN: &str = "pin";
    pub const UNPIN: &str = "unpin";
    pub const BAN: &str = "ban";
    pub const UNBAN: &str = "unban";
    pub const REJECT: &str = "reject";
    pub const REMOVE_MEMBER: &str = "remove-member";
    pub const APPOINT: &str = "appoint";
    pub const STEP_DOWN: &str = "step-down";
    pub const DISMISS_REPORT: &str = "dismiss-report";
    pub const SUSPEND: &str = "suspend";
    pub const REACTIVATE: &str = "reactivate";
    pub const ENTRUST: &str = "entrust";
    pub const RELEASE: &str = "release";
    pub const NAME_COLLEAGUE: &str = "name-colleague";

    /// All of them, for the test of the messages.
    pub const ALL: &[&str] = &[
        REMOVE,
        REMOVE_WITH_AUTHOR,
        RESTORE,
        LOCK,
        UNLOCK,
        PIN,
        UNPIN,
        BAN,
        UNBAN,
        REJECT,
        REMOVE_MEMBER,
        APPOINT,
        STEP_DOWN,
        DISMISS_REPORT,
        SUSPEND,
        REACTIVATE,
        ENTRUST,
        RELEASE,
        NAME_COLLEAGUE,
    ];
}

/// Something that was done.
#[derive(Debug, Clone, Copy)]
pub struct Deed<'a> {
    /// In which community; `None` on the whole instance.
    pub group: Option<ActorId>,
    /// Who did it; `None` for the operator.
    pub moderator: Option<ActorId>,
    /// One of [`action`].
    pub action: &'static str,
    /// To what.
    pub content: Option<ContentId>,
    /// To whom.
    pub actor: Option<ActorId>,
    /// Why; one line, may be empty.
    pub reason: &'a str,
}

/// A row of the log.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Entry {
    /// Its id.
    pub id: RowId,
    /// One of [`action`].
    pub action: String,
    /// Who did it.
    pub moderator_id: Option<ActorId>,
    /// Her name; empty for the operator.
    pub moderator_name: String,
    /// To whom.
    pub actor_id: Option<ActorId>,
    /// Her handle.
    pub actor_handle: String,
    /// Her name.
    pub actor_name: String,
    /// To what.
    pub content_id: Option<ContentId>,
    /// Its title; empty for a comment.
    pub content_title: String,
    /// Why.
    pub reason: String,
    /// When.
    pub created_at: Time,
}

macro_rules! log_from {
    () => {
        "SELECT l.id, l.action, l.moderator_id, COALESCE(mt.name, m.name, '') AS moderator_name, \
         l.actor_id, COALESCE(a.handle, '') AS actor_handle, \
         COALESCE(t.name, a.name, '') AS actor_name, l.content_id, \
         COALESCE(ct.title, co.title, '') AS content_title, l.reason, l.created_at \
         FROM moderation l LEFT JOIN actor m ON m.id = l.moderator_id \
         LEFT JOIN actor_text mt ON mt.actor_id = m.id AND mt.lang = $1 \
         LEFT JOIN actor a ON a.id = l.actor_id \
         LEFT JOIN actor_text t ON t.actor_id = a.id AND t.lang = $1 \
         LEFT JOIN content c ON c.id = l.content_id \
         LEFT JOIN content_text ct ON ct.content_id = c.id AND ct.lang = $1 \
         LEFT JOIN content_text co ON co.content_id = c.id AND co.lang = c.lang \
         WHERE (l.created_at, l.id) < ($2, $3) "
    };
}

statements! {
    /// A row of the log.
    pub MODERATION_INSERT = "INSERT INTO moderation \
        (id, group_id, moderator_id, action, content_id, actor_id, reason, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// The log of the whole instance.
    pub MODERATION_LOG = concat!(log_from!(), "ORDER BY l.created_at DESC, l.id DESC LIMIT $4");
    /// The log of a community.
    pub MODERATION_LOG_OF_GROUP = concat!(log_from!(),
        "AND l.group_id = $5 ORDER BY l.created_at DESC, l.id DESC LIMIT $4");
}

/// Writes a row into the log. Part of the action itself.
pub async fn record(tx: &mut Tx, deed: Deed<'_>) -> Result<()> {
    let (id, now) = (tx.id::<RowId>(), tx.now());
    let values = args![
        id,
        deed.group,
        deed.moderator,
        deed.action,
        deed.content,
        deed.actor,
        text::excerpt(deed.reason, 500),
        now,
    ];
    tx.execute(&MODERATION_INSERT, values).await?;
    Ok(())
}

/// The log, the newest first: of a community for its members, facilitators and administrators; of
/// the whole instance (`None`) for moderators.
pub async fn log(
    store: &Store,
    who: &Who,
    group: Option<ActorId>,
    lang: &Lang,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<Entry>> {
    let mut q = store.read();
    let (time, id) = page::before(after);
    let mut values = args![lang, time, id, page::rows(limit)];
    let rows = match group {
        None => {
            permit::<act::Oversee, _>(who, Standing::Outsider, Instance)?;
            q.all(&MODERATION_LOG, values).await?
        }
        Some(group) => {
            let community = communities::permitted::<act::View>(&mut q, who, group).await?;
            if !community.standing.is_inside() {
                // Moderators of the instance answer for its communities too.
                permit::<act::Oversee, _>(who, Standing::Outsider, Instance)
                    .map_err(|_| Error::Forbidden("error-members-only"))?;
            }
            values.extend(args![group]);
            q.all(&MODERATION_LOG_OF_GROUP, values).await?
        }
    };
    Ok(Page::of(rows, limit, |e: &Entry| Cursor::by_time(e.created_at, e.id)))
}
