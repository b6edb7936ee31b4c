//! Private messages: what one person writes to another, here or elsewhere, and to nobody else.
//!
//! They are not encrypted: whoever looks after either of the two instances can read them in its
//! database. They never stand in a list, a feed or the search, and their documents are given to the
//! recipient's side alone.

mod writing;

use domain::{ActorId, Error, Lang, Result, Time, access::Who, id::MessageId};
use store::{Query, Store, Tx, args, statements};

use crate::{
    Cursor, Page, page,
    persons::{self, PersonCard},
};

pub use writing::{MAX, NewMessage, check_recipient, edit, is_expected, send, withdraw};
pub(crate) use writing::{New, ends, put, replace};

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Its IRI, when it was written elsewhere.
    pub ap_id: Option<String>,
    /// Who wrote it.
    pub author_id: ActorId,
    /// To whom.
    pub recipient_id: ActorId,
    /// The message that it answers.
    pub in_reply_to: Option<MessageId>,
    /// The language of its text.
    pub lang: Lang,
    /// The text as it was typed, where that is known.
    #[row(rename = "body_md")]
    pub md: String,
    /// The text as clean HTML.
    #[row(rename = "body_html")]
    pub html: String,
    /// The version of the allow-list that the HTML passed; what an older one let through is cleaned
    /// again before it is shown.
    pub cleaner: i64,
    /// When it was written.
    pub sent_at: Time,
    /// When its author last changed it.
    pub edited_at: Option<Time>,
    /// When the recipient saw it. Nobody else is told.
    pub read_at: Option<Time>,
    /// When its author withdrew it; then there is no text.
    pub deleted_at: Option<Time>,
}

/// Somebody whom one writes with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correspondence {
    /// She, in the reader's language where she has it.
    pub with: PersonCard,
    /// What came last.
    pub newest: Message,
    /// How many of hers one has not read.
    pub unread: i64,
}

#[derive(store::FromRow)]
struct Row {
    other_id: ActorId,
    updated_at: Time,
    unread: i64,
    #[row(flatten)]
    newest: Message,
}

statements! {
    /// One message.
    pub MESSAGE_BY_ID = "SELECT * FROM message WHERE id = $1";
    /// One message by its IRI.
    pub MESSAGE_BY_AP_ID = "SELECT * FROM message WHERE ap_id = $1";
    /// Whom one writes with, the newest first; those whom one keeps away from stay out of sight.
    pub CORRESPONDENCES = "SELECT c.other_id, c.updated_at, \
        (SELECT CAST(COUNT(*) AS bigint) FROM message u WHERE u.recipient_id = $1 \
        AND u.author_id = c.other_id AND u.read_at IS NULL AND u.deleted_at IS NULL) AS unread, m.* \
        FROM correspondence c JOIN message m ON m.id = c.message_id \
        WHERE c.owner_id = $1 AND (c.updated_at, c.other_id) < ($2, $3) \
        AND NOT EXISTS (SELECT 1 FROM avoidance v WHERE v.actor_id = $1 AND v.target_id = c.other_id) \
        ORDER BY c.updated_at DESC, c.other_id DESC LIMIT $4";
    /// What two wrote to one another before a moment, the newest first. Each direction stands in its
    /// own part of the index.
    pub BETWEEN = "SELECT * FROM (SELECT * FROM (SELECT * FROM message WHERE author_id = $1 \
        AND recipient_id = $2 AND (sent_at, id) < ($3, $4) ORDER BY sent_at DESC, id DESC LIMIT $5) s \
        UNION ALL SELECT * FROM (SELECT * FROM message WHERE author_id = $2 AND recipient_id = $1 \
        AND (sent_at, id) < ($3, $4) ORDER BY sent_at DESC, id DESC LIMIT $5) r) b \
        ORDER BY sent_at DESC, id DESC LIMIT $5";
    /// Everything of somebody's was read.
    pub MESSAGES_READ = "UPDATE message SET read_at = $3 WHERE recipient_id = $1 AND author_id = $2 \
        AND read_at IS NULL";
    /// How much of somebody's is unread; one is enough to know.
    pub UNREAD_FROM = "SELECT id FROM message WHERE recipient_id = $1 AND author_id = $2 \
        AND read_at IS NULL AND deleted_at IS NULL LIMIT 1";
    /// Nothing of hers need be told any more.
    pub MESSAGES_TOLD = "UPDATE notification SET read_at = $3 WHERE actor_id = $1 AND by_id = $2 \
        AND kind = 'message' AND read_at IS NULL";
}

/// Whom one writes with, whoever wrote last first.
pub async fn list(
    q: &mut impl Query,
    who: &Who,
    lang: &Lang,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<Correspondence>> {
    let me = who.signed_in()?;
    let (time, id) = page::before(after);
    let rows: Vec<Row> = q.all(&CORRESPONDENCES, args![me, time, id, page::rows(limit)]).await?;
    let page = Page::of(rows, limit, |r: &Row| Cursor::by_time(r.updated_at, r.other_id));
    let ids: Vec<ActorId> = page.items.iter().map(|r| r.other_id).collect();
    let cards = persons::cards(q, &ids, lang).await?;
    let with_card = |row: Row| {
        let with = cards.iter().find(|c| c.id == row.other_id)?.clone();
        Some(Correspondence { with, newest: row.newest, unread: row.unread })
    };
    Ok(Page { items: page.items.into_iter().filter_map(with_card).collect(), next: page.next })
}

/// What one and somebody else wrote to one another, the newest first.
pub async fn with(
    q: &mut impl Query,
    who: &Who,
    other: ActorId,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<Message>> {
    let me = who.signed_in()?;
    let (time, id) = page::before(after);
    let rows = q.all(&BETWEEN, args![me, other, time, id, page::rows(limit)]).await?;
    Ok(Page::of(rows, limit, |m: &Message| Cursor::by_time(m.sent_at, m.id)))
}

/// A message that one wrote oneself and has not withdrawn; everything else is not found.
pub async fn own(q: &mut impl Query, who: &Who, id: MessageId) -> Result<Message> {
    let me = who.signed_in()?;
    let message = by_id(q, id).await?;
    if message.author_id != me || message.deleted_at.is_some() {
        return Err(Error::NotFound);
    }
    Ok(message)
}

/// Marks everything read that somebody wrote to one until now. It writes only when something is
/// unread; what one is told of it is read thereby.
pub async fn mark_read(store: &Store, who: &Who, other: ActorId) -> Result<()> {
    let me = who.signed_in()?;
    if !is_unread(&mut store.read(), me, other).await? {
        return Ok(());
    }
    let mut tx = store.begin().await?;
    let now = tx.now();
    tx.execute(&MESSAGES_READ, args![me, other, now]).await?;
    tx.execute(&MESSAGES_TOLD, args![me, other, now]).await?;
    Ok(tx.save().await?)
}

async fn is_unread(q: &mut impl Query, me: ActorId, from: ActorId) -> Result<bool> {
    let row: Option<(MessageId,)> = q.optional(&UNREAD_FROM, args![me, from]).await?;
    Ok(row.is_some())
}

/// Nothing is left to be told where the last unread message was withdrawn.
async fn told_enough(tx: &mut Tx, recipient: ActorId, author: ActorId) -> Result<()> {
    if !is_unread(tx, recipient, author).await? {
        let now = tx.now();
        tx.execute(&MESSAGES_TOLD, args![recipient, author, now]).await?;
    }
    Ok(())
}

pub(crate) async fn by_id(q: &mut impl Query, id: MessageId) -> Result<Message> {
    Ok(q.one(&MESSAGE_BY_ID, args![id]).await?)
}

pub(crate) async fn by_ap_id(q: &mut impl Query, iri: &str) -> Result<Option<Message>> {
    Ok(q.optional(&MESSAGE_BY_AP_ID, args![iri]).await?)
}
