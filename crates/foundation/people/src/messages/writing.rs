//! Writing, changing and withdrawing messages; who may write to whom.

use std::time::Duration;

use domain::{ActorId, Error, FieldErrors, Lang, Result, Time, access::Who, id::MessageId, text};
use federation::{
    Actor, ActorKind, ActorState, actor,
    outgoing::{self, NewActivity, Verb},
    remote,
};
use store::{Query, Store, Tx, args, statements};

use super::{Message, own, told_enough};
use crate::{
    Markup, avoidance,
    notifications::{self, Notice, kind},
    texts::check_length,
};

/// The most characters of a message.
pub const MAX: usize = 10_000;
/// How many one may write to in a day with whom one had nothing to do before.
const STRANGERS: usize = 20;
/// How long that is counted.
const DAY: Duration = Duration::from_hours(24);

/// What is to be said. The field of errors is `body`.
#[derive(Debug, Clone)]
pub struct NewMessage {
    /// The language of the text.
    pub lang: Lang,
    /// The text, rendered before the unit of work.
    pub body: Markup,
    /// The version of the allow-list that its HTML passed.
    pub cleaner: i64,
}

/// A message that is to be kept, whoever wrote it.
pub(crate) struct New {
    pub iri: Option<String>,
    pub author: ActorId,
    pub recipient: ActorId,
    pub in_reply_to: Option<MessageId>,
    pub text: NewMessage,
    pub sent_at: Time,
    pub edited_at: Option<Time>,
}

statements! {
    /// A new message; one from elsewhere that is here already stays as it is.
    pub MESSAGE_INSERT = "INSERT INTO message (id, ap_id, author_id, recipient_id, in_reply_to, lang, \
        body_md, body_html, cleaner, sent_at, edited_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (ap_id) DO NOTHING";
    /// Its author says it otherwise.
    pub MESSAGE_EDIT = "UPDATE message SET lang = $2, body_md = $3, body_html = $4, cleaner = $5, \
        edited_at = $6 WHERE id = $1";
    /// Its author withdraws it.
    pub MESSAGE_WITHDRAW = "UPDATE message SET body_md = '', body_html = '', deleted_at = $2 \
        WHERE id = $1 AND deleted_at IS NULL";
    /// The last thing that came between two.
    pub NEWEST_BETWEEN = "SELECT message_id FROM correspondence WHERE owner_id = $1 AND other_id = $2";
    /// A message came.
    pub CORRESPOND = "INSERT INTO correspondence (owner_id, other_id, message_id, begun, created_at, \
        updated_at) VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT (owner_id, other_id) \
        DO UPDATE SET message_id = excluded.message_id, updated_at = excluded.updated_at";
    /// When one wrote first to somebody, lately.
    pub BEGUN_SINCE = "SELECT created_at FROM correspondence WHERE owner_id = $1 AND begun = TRUE \
        AND created_at > $2 ORDER BY created_at DESC LIMIT $3";
    /// Whether somebody was told of messages of another and has not looked yet.
    pub TOLD_OF_MESSAGES = "SELECT id FROM notification WHERE actor_id = $1 AND by_id = $2 \
        AND kind = 'message' AND read_at IS NULL LIMIT 1";
    /// Something that makes a message of $1 expected by $2: he has written to her, one of them follows
    /// the other, or they share a community.
    pub EXPECTED = "SELECT a.id FROM actor a WHERE a.id = $1 AND (\
        EXISTS (SELECT 1 FROM message m WHERE m.author_id = $2 AND m.recipient_id = $1) \
        OR EXISTS (SELECT 1 FROM follow f WHERE f.follower_id = $1 AND f.target_id = $2 \
        AND f.state = 'accepted') \
        OR EXISTS (SELECT 1 FROM follow f WHERE f.follower_id = $2 AND f.target_id = $1 \
        AND f.state = 'accepted') \
        OR EXISTS (SELECT 1 FROM membership hers JOIN membership his ON his.group_id = hers.group_id \
        WHERE hers.actor_id = $1 AND his.actor_id = $2 \
        AND hers.standing IN ('member', 'facilitator') \
        AND his.standing IN ('member', 'facilitator')))";
}

/// Writes to somebody. NotFound for whoever is no person or no longer acts; Forbidden
/// `error-blocked` or `error-blocking` where one of the two has blocked the other; TooMany after 20
/// people in a day with whom one had nothing to do before; errors of the field `body`.
pub async fn send(store: &Store, who: &Who, to: ActorId, new: NewMessage) -> Result<MessageId> {
    let me = who.signed_in()?;
    let text = checked(new)?;
    let mut tx = store.begin().await?;
    let recipient = check_recipient(&mut tx, me, to).await?;
    let newest: Option<(MessageId,)> = tx.optional(&NEWEST_BETWEEN, args![me, to]).await?;
    let sent_at = tx.now();
    let new = New {
        iri: None,
        author: me,
        recipient: to,
        in_reply_to: newest.map(|n| n.0),
        text,
        sent_at,
        edited_at: None,
    };
    let id = put(&mut tx, new).await?.ok_or(Error::NotFound)?;
    leave(&mut tx, Verb::Create, me, recipient.id, id).await?;
    tx.save().await?;
    Ok(id)
}

/// Says one's own message otherwise. Errors of the field `body`.
pub async fn edit(store: &Store, who: &Who, id: MessageId, new: NewMessage) -> Result<()> {
    who.signed_in()?;
    let text = checked(new)?;
    let mut tx = store.begin().await?;
    let message = own(&mut tx, who, id).await?;
    if (&message.md, &message.lang) == (&text.body.md, &text.lang) {
        return Ok(());
    }
    check_recipient(&mut tx, message.author_id, message.recipient_id).await?;
    let now = tx.now();
    replace(&mut tx, &message, &text, now).await?;
    leave(&mut tx, Verb::Update, message.author_id, message.recipient_id, id).await?;
    Ok(tx.save().await?)
}

/// Withdraws one's own message: its text goes, also elsewhere as far as others do as they are told.
pub async fn withdraw(store: &Store, who: &Who, id: MessageId) -> Result<()> {
    let mut tx = store.begin().await?;
    let message = own(&mut tx, who, id).await?;
    ends(&mut tx, &message).await?;
    leave(&mut tx, Verb::Delete, message.author_id, message.recipient_id, id).await?;
    Ok(tx.save().await?)
}

fn checked(new: NewMessage) -> Result<NewMessage> {
    let mut errors = FieldErrors::default();
    let md = text::block(&new.body.md);
    if md.is_empty() || new.body.html.trim().is_empty() {
        errors.add("body", "error-required");
    }
    check_length("body", &md, MAX, &mut errors);
    errors.check()?;
    Ok(NewMessage { body: Markup { md, html: new.body.html }, ..new })
}

/// Somebody who can be written to: another person who acts, where neither has blocked the other.
/// See [`send`] for what is said otherwise.
pub async fn check_recipient(q: &mut impl Query, me: ActorId, to: ActorId) -> Result<Actor> {
    let recipient = actor::by_id(q, to).await?;
    let acts = recipient.kind == ActorKind::Person && recipient.state == ActorState::Active;
    if !acts || to == me {
        return Err(Error::NotFound);
    }
    if avoidance::is_blocked(q, me, to).await? {
        return Err(Error::Forbidden("error-blocked"));
    }
    if avoidance::is_blocked(q, to, me).await? {
        return Err(Error::Forbidden("error-blocking"));
    }
    Ok(recipient)
}

/// Whether somebody may be written to from another instance, where one writes first only to people one
/// has something to do with; what is not expected is dropped there without a word.
pub async fn is_expected(q: &mut impl Query, author: ActorId, recipient: ActorId) -> Result<bool> {
    let row: Option<(ActorId,)> = q.optional(&EXPECTED, args![author, recipient]).await?;
    Ok(row.is_some())
}

/// Keeps a message and tells its recipient; `None` when it was here before. TooMany as in [`send`].
pub(crate) async fn put(tx: &mut Tx, new: New) -> Result<Option<MessageId>> {
    let now = tx.now();
    not_too_many(tx, new.author, new.recipient, now).await?;
    let id: MessageId = tx.id();
    let New { iri, author, recipient, in_reply_to, text, sent_at, edited_at } = new;
    let values = args![
        id,
        iri,
        author,
        recipient,
        in_reply_to,
        &text.lang,
        text.body.md,
        text.body.html,
        text.cleaner,
        sent_at,
        edited_at,
    ];
    if tx.execute(&MESSAGE_INSERT, values).await? == 0 {
        return Ok(None);
    }
    let mut sides = [(author, recipient, true), (recipient, author, false)];
    // Always in one order, so that two who write to one another at once do not wait in turn.
    sides.sort_unstable();
    for (owner, other, begun) in sides {
        tx.execute(&CORRESPOND, args![owner, other, id, begun, now]).await?;
    }
    let told: Option<(uuid::Uuid,)> =
        tx.optional(&TOLD_OF_MESSAGES, args![recipient, author]).await?;
    if told.is_none() {
        let by = Some(author);
        let notice = Notice {
            to: recipient,
            kind: kind::MESSAGE,
            by,
            content: None,
            group: None,
            ledger: None,
        };
        notifications::notify(tx, &[notice]).await?;
    }
    Ok(Some(id))
}

async fn not_too_many(tx: &mut Tx, author: ActorId, recipient: ActorId, now: Time) -> Result<()> {
    let known: Option<(MessageId,)> =
        tx.optional(&NEWEST_BETWEEN, args![author, recipient]).await?;
    if known.is_some() {
        return Ok(());
    }
    let most = i64::try_from(STRANGERS).unwrap_or(i64::MAX);
    let begun: Vec<(Time,)> = tx.all(&BEGUN_SINCE, args![author, now - DAY, most]).await?;
    match begun.last() {
        Some((oldest,)) if begun.len() >= STRANGERS => {
            Err(Error::TooMany((*oldest + DAY).since(now)))
        }
        _ => Ok(()),
    }
}

pub(crate) async fn replace(
    tx: &mut Tx,
    message: &Message,
    text: &NewMessage,
    at: Time,
) -> Result<()> {
    let NewMessage { lang, body, cleaner } = text;
    let values = args![message.id, lang, &body.md, &body.html, *cleaner, at];
    tx.execute(&MESSAGE_EDIT, values).await?;
    Ok(())
}

pub(crate) async fn ends(tx: &mut Tx, message: &Message) -> Result<()> {
    let now = tx.now();
    tx.execute(&MESSAGE_WITHDRAW, args![message.id, now]).await?;
    told_enough(tx, message.recipient_id, message.author_id).await
}

/// Tells the recipient's instance, when that is another one.
async fn leave(
    tx: &mut Tx,
    verb: Verb,
    author: ActorId,
    recipient: ActorId,
    id: MessageId,
) -> Result<()> {
    let Some(inbox) = remote::inbox_of(tx, recipient).await? else { return Ok(()) };
    let new = NewActivity::about_message(author, verb, id).to([inbox]).urgent();
    outgoing::write(tx, new).await?;
    Ok(())
}
