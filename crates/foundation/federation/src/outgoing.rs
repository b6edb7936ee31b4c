//! The log of everything that leaves: one row for each activity, written in the transaction of the
//! action, whoever gets it. [`crate::delivery`] reads it.
//!
//! A row says what happened, not what is sent: the document is made from the rows when it is needed,
//! so that a late delivery says what is true then. Only what was said by others is kept as it came.

use std::collections::BTreeSet;

use domain::{
    ActorId, ContentId, Result, Time,
    id::{LedgerId, MessageId, RowId},
};
use store::{Bell, Query, Tx, Value, args, statements};

use crate::{holders::Copies, policy};

/// What an activity is, as far as delivering it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, store::FromCell)]
#[expect(missing_docs, reason = "the words of ActivityStreams")]
pub enum Verb {
    Accept,
    Add,
    Announce,
    Block,
    Create,
    Delete,
    Flag,
    Follow,
    Like,
    Lock,
    Offer,
    Move,
    Reject,
    Remove,
    Resolve,
    Undo,
    Update,
}

impl Verb {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::Accept,
        Self::Add,
        Self::Announce,
        Self::Block,
        Self::Create,
        Self::Delete,
        Self::Flag,
        Self::Follow,
        Self::Like,
        Self::Lock,
        Self::Offer,
        Self::Move,
        Self::Reject,
        Self::Remove,
        Self::Resolve,
        Self::Undo,
        Self::Update,
    ];

    /// The type on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "Accept",
            Self::Add => "Add",
            Self::Announce => "Announce",
            Self::Block => "Block",
            Self::Create => "Create",
            Self::Delete => "Delete",
            Self::Flag => "Flag",
            Self::Follow => "Follow",
            Self::Like => "Like",
            Self::Lock => "Lock",
            Self::Offer => "Offer",
            Self::Move => "Move",
            Self::Reject => "Reject",
            Self::Remove => "Remove",
            Self::Resolve => "Resolve",
            Self::Undo => "Undo",
            Self::Update => "Update",
        }
    }

    fn word(self) -> String {
        self.as_str().to_ascii_lowercase()
    }
}

impl From<Verb> for Value {
    fn from(verb: Verb) -> Self {
        Self::Text(Some(verb.word()))
    }
}

/// An inbox elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, store::FromRow)]
pub struct Recipient {
    /// The instance, as in handles.
    pub host: String,
    /// Where to deliver.
    pub inbox: String,
}

/// An activity that is to leave.
#[derive(Debug, Clone)]
pub struct NewActivity {
    /// Its id; made when there is none.
    pub id: Option<RowId>,
    /// Who acts, and signs.
    pub actor: ActorId,
    /// What is done.
    pub verb: Verb,
    /// What it is about. Two activities about one thing are delivered in their order.
    pub about: String,
    /// The thing that is acted on, if it is one.
    pub content: Option<ContentId>,
    /// The private message that is acted on, if it is one. Its documents are for its recipient alone.
    pub message: Option<MessageId>,
    /// The ledger that is written in, if it is one. Its documents are for its other party alone.
    pub ledger: Option<LedgerId>,
    /// The actor that is acted on, if it is one.
    pub target: Option<ActorId>,
    /// The activity that is accepted, undone or announced: the id of one of ours, or an IRI.
    pub inner: String,
    /// The whole document, when it cannot be made from the rows.
    pub document: Option<String>,
    /// Whose followers or members elsewhere get it.
    pub audience: Option<ActorId>,
    /// Who else gets it.
    pub recipients: BTreeSet<Recipient>,
    /// Whether it may overtake what is about other things.
    pub urgent: bool,
    /// What it does with copies of something that is not for everybody.
    pub copies: Copies,
}

impl NewActivity {
    /// An activity about a thing.
    pub fn about_content(actor: ActorId, verb: Verb, content: ContentId) -> Self {
        Self { content: Some(content), ..Self::plain(actor, verb, content.to_string()) }
    }

    /// An activity about a private message. Name its recipient's own inbox, and nobody's followers.
    pub fn about_message(actor: ActorId, verb: Verb, message: MessageId) -> Self {
        Self { message: Some(message), ..Self::plain(actor, verb, message.to_string()) }
    }

    /// An activity about a ledger. Name its other party's own inbox, and nobody's followers.
    pub fn about_ledger(actor: ActorId, verb: Verb, ledger: LedgerId) -> Self {
        Self { ledger: Some(ledger), ..Self::plain(actor, verb, ledger.to_string()) }
    }

    /// An activity that acts on an actor.
    pub fn about_actor(actor: ActorId, verb: Verb, target: ActorId) -> Self {
        // Whatever one actor wants of another stays in its order: Follow, Undo, Follow.
        let about = format!("{actor} {target}");
        Self { target: Some(target), ..Self::plain(actor, verb, about) }
    }

    /// What somebody, or the community itself, decides about what a person is in a community.
    pub fn about_membership(actor: ActorId, verb: Verb, group: ActorId, person: ActorId) -> Self {
        // In their order whoever decides, and with what the community answers her.
        let about = format!("{group} {person}");
        Self { target: Some(person), ..Self::plain(actor, verb, about) }
    }

    fn plain(actor: ActorId, verb: Verb, about: String) -> Self {
        Self {
            id: None,
            actor,
            verb,
            about,
            content: None,
            message: None,
            ledger: None,
            target: None,
            inner: String::new(),
            document: None,
            audience: None,
            recipients: BTreeSet::new(),
            urgent: false,
            copies: Copies::None,
        }
    }

    /// To the followers or members of this actor.
    #[must_use]
    pub fn to_followers_of(mut self, audience: ActorId) -> Self {
        self.audience = Some(audience);
        self
    }

    /// To this inbox too.
    #[must_use]
    pub fn to(mut self, recipients: impl IntoIterator<Item = Recipient>) -> Self {
        self.recipients.extend(recipients);
        self
    }

    /// With this activity inside.
    #[must_use]
    pub fn with(mut self, inner: impl Into<String>) -> Self {
        self.inner = inner.into();
        self
    }

    /// What it does with copies of the thing is written down for each instance that takes it.
    #[must_use]
    pub fn noting(mut self, copies: Copies) -> Self {
        self.copies = copies;
        self
    }

    /// May overtake what is about other things.
    #[must_use]
    pub fn urgent(mut self) -> Self {
        self.urgent = true;
        self
    }
}

/// A row of the log.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Logged {
    /// Its number: what is higher was decided later.
    pub id: i64,
    /// The end of its IRI.
    pub activity_id: RowId,
    /// Who acts.
    pub actor_id: ActorId,
    /// What is done.
    #[row(rename = "kind")]
    pub verb: Verb,
    /// What it is about.
    pub about: String,
    /// The thing that is acted on. `None` also when it has since been erased.
    pub content_id: Option<ContentId>,
    /// The private message that is acted on.
    pub message_id: Option<MessageId>,
    /// The ledger that is written in.
    pub ledger_id: Option<LedgerId>,
    /// The actor that is acted on.
    pub target_id: Option<ActorId>,
    /// The activity inside.
    pub inner_id: String,
    /// The whole document, when it cannot be made from the rows.
    pub document: Option<String>,
    /// Whose followers get it.
    pub audience_id: Option<ActorId>,
    /// Whether it may overtake.
    pub urgent: bool,
    /// What it does with copies of something that is not for everybody.
    pub copies: Copies,
    /// When it was decided.
    pub created_at: Time,
}

impl Logged {
    /// The community in which something is decided about a person
    /// ([`NewActivity::about_membership`]).
    pub fn community(&self) -> Option<ActorId> {
        self.about.split_once(' ')?.0.parse().ok()
    }
}

statements! {
    /// On PostgreSQL numbers must become visible in their order, or a reader that has gone past one
    /// would never see it. SQLite has one writer.
    OUTGOING_LOCK = sqlite "SELECT 1" postgres "SELECT CAST(1 AS bigint) FROM \
        (SELECT pg_advisory_xact_lock(4712001)) AS held";
    OUTGOING_INSERT = "INSERT INTO outgoing_activity (activity_id, actor_id, kind, about, content_id, \
        target_id, inner_id, document, audience_id, urgent, created_at, copies, message_id, ledger_id) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (activity_id) DO NOTHING \
        RETURNING id";
    /// Nothing waits for who is blocked.
    RECIPIENT_INSERT = "INSERT INTO outgoing_recipient (host, activity, inbox) SELECT $1, $2, $3 \
        WHERE NOT EXISTS (SELECT 1 FROM remote_host h WHERE h.host = $1 AND h.policy = 'blocked') \
        ON CONFLICT DO NOTHING";
    OVERTAKING_INSERT = "INSERT INTO delivery_exception (host, activity, inbox, about, state, run_at, \
        created_at) SELECT $1, $2, $3, $4, 'waiting', $5, $5 \
        WHERE NOT EXISTS (SELECT 1 FROM remote_host h WHERE h.host = $1 AND h.policy = 'blocked') \
        ON CONFLICT DO NOTHING";
    /// One activity by the end of its IRI.
    pub OUTGOING_BY_ACTIVITY = "SELECT * FROM outgoing_activity WHERE activity_id = $1";
    /// One activity by its number.
    pub OUTGOING_BY_ID = "SELECT * FROM outgoing_activity WHERE id = $1";
    /// The newest activity of this kind of an actor about a thing.
    OUTGOING_LATEST = "SELECT * FROM outgoing_activity WHERE content_id = $1 AND kind = $2 \
        AND actor_id = $3 ORDER BY id DESC LIMIT 1";
    /// The same, whoever did it.
    OUTGOING_LATEST_BY_ANYBODY = "SELECT * FROM outgoing_activity WHERE content_id = $1 AND kind = $2 \
        ORDER BY id DESC LIMIT 1";
    /// The newest activity of this kind about what a person is in a community.
    OUTGOING_LATEST_ABOUT = "SELECT * FROM outgoing_activity WHERE target_id = $1 AND kind = $2 \
        AND about = $3 ORDER BY id DESC LIMIT 1";
    /// What an actor published, the newest first.
    OUTGOING_CREATED = "SELECT * FROM outgoing_activity WHERE actor_id = $1 AND kind = 'create' \
        AND content_id IS NOT NULL ORDER BY id DESC LIMIT $2";
    OUTGOING_NEWEST = "SELECT CAST(COALESCE(max(id), 0) AS bigint) FROM outgoing_activity";
    HOST_INSERT = "INSERT INTO remote_host (host, position, created_at) \
        SELECT $1, COALESCE(max(id), 0), $2 FROM outgoing_activity WHERE true \
        ON CONFLICT (host) DO NOTHING";
}

/// Writes an activity to the log. Returns the id at the end of its IRI. An id that was used before
/// leaves the earlier activity as it is.
pub async fn write(tx: &mut Tx, new: NewActivity) -> Result<RowId> {
    let activity = new.id.unwrap_or_else(|| tx.id());
    let now = tx.now();
    // Before the row: a host that is met only now has nothing to catch up with.
    for recipient in &new.recipients {
        meet(tx, &recipient.host).await?;
    }
    lock(tx).await?;
    let values = args![
        activity,
        new.actor,
        new.verb,
        &new.about,
        new.content,
        new.target,
        &new.inner,
        new.document,
        new.audience,
        new.urgent,
        now,
        new.copies,
        new.message,
        new.ledger,
    ];
    let row: Option<(i64,)> = tx.optional(&OUTGOING_INSERT, values).await?;
    let Some((number,)) = row else { return Ok(activity) };
    for Recipient { host, inbox } in &new.recipients {
        if new.urgent {
            let values = args![host, number, inbox, &new.about, now];
            tx.execute(&OVERTAKING_INSERT, values).await?;
        } else {
            tx.execute(&RECIPIENT_INSERT, args![host, number, inbox]).await?;
        }
    }
    tx.ring(Bell::Deliveries);
    Ok(activity)
}

async fn lock(tx: &mut Tx) -> Result<()> {
    if tx.is_shared() {
        let _: Vec<(i64,)> = tx.all(&OUTGOING_LOCK, args![]).await?;
    }
    Ok(())
}

/// Makes the row of an instance that something will be delivered to. It begins after what was
/// decided so far.
pub async fn meet(tx: &mut Tx, host: &str) -> Result<()> {
    // Before the row: two units that meet a host at once must not wait for one another in turn.
    lock(tx).await?;
    let now = tx.now();
    if tx.execute(&HOST_INSERT, args![host, now]).await? == 1 {
        policy::keep_new_host(tx, host).await?;
    }
    Ok(())
}

/// The activity with this id.
pub async fn by_activity(q: &mut impl Query, id: RowId) -> Result<Option<Logged>> {
    Ok(q.optional(&OUTGOING_BY_ACTIVITY, args![id]).await?)
}

/// The newest activity of this kind that an actor did about a thing.
pub async fn latest(
    q: &mut impl Query,
    actor: ActorId,
    verb: Verb,
    content: ContentId,
) -> Result<Option<Logged>> {
    Ok(q.optional(&OUTGOING_LATEST, args![content, verb, actor]).await?)
}

/// The newest activity of this kind that anybody here did about a thing.
pub async fn latest_by_anybody(
    q: &mut impl Query,
    verb: Verb,
    content: ContentId,
) -> Result<Option<Logged>> {
    Ok(q.optional(&OUTGOING_LATEST_BY_ANYBODY, args![content, verb]).await?)
}

/// The newest activity of this kind about what a person is in a community, whoever did it.
pub async fn latest_about_membership(
    q: &mut impl Query,
    group: ActorId,
    person: ActorId,
    verb: Verb,
) -> Result<Option<Logged>> {
    let about = NewActivity::about_membership(group, verb, group, person).about;
    Ok(q.optional(&OUTGOING_LATEST_ABOUT, args![person, verb, about]).await?)
}

/// The newest things that an actor published, at most `limit`.
pub async fn created_by(q: &mut impl Query, actor: ActorId, limit: i64) -> Result<Vec<Logged>> {
    Ok(q.all(&OUTGOING_CREATED, args![actor, limit]).await?)
}

/// The number of the newest activity; 0 when there is none.
pub async fn newest(q: &mut impl Query) -> Result<i64> {
    let (id,): (i64,) = q.one(&OUTGOING_NEWEST, args![]).await?;
    Ok(id)
}
