//! The table `actor`: everybody who can act or be followed, local (`host` is empty) or remote.
//!
//! People, organisations, groups and the instance itself share one namespace of handles. Rows are
//! never deleted, only closed, so that a handle is never given to somebody else. A remote identity
//! is its `ap_id`, never its handle.

use domain::{ActorId, Error, FieldErrors, Handle, Lang, Policy, Result, Time, text};
use serde::{Deserialize, Serialize};
use store::{Query, Tx, Value, args, statements};

/// What somebody is. The words stand in the column `kind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, store::FromCell)]
#[serde(rename_all = "kebab-case")]
pub enum ActorKind {
    /// A human being (`Person` in ActivityPub).
    Person,
    /// A city, an NGO, an institution (`Organization`).
    Organisation,
    /// A community of practice (`Group`).
    Group,
    /// The instance itself (`Application`).
    Instance,
}

impl ActorKind {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Group => "group",
            Self::Instance => "instance",
        }
    }
}

impl From<ActorKind> for Value {
    fn from(kind: ActorKind) -> Self {
        Self::Static(kind.as_str())
    }
}

/// Whether an actor still acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, store::FromCell)]
#[serde(rename_all = "kebab-case")]
pub enum ActorState {
    /// It does.
    Active,
    /// An administrator has stopped it; it may come back.
    Suspended,
    /// It is gone for good. The row stays, so that the handle is never reused.
    Closed,
}

impl ActorState {
    /// The word in the database and in message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Closed => "closed",
        }
    }
}

impl From<ActorState> for Value {
    fn from(state: ActorState) -> Self {
        Self::Static(state.as_str())
    }
}

/// One row of `actor`.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Actor {
    /// Its id.
    pub id: ActorId,
    /// Its IRI; `None` for what has never left this instance.
    pub ap_id: Option<String>,
    /// What it is.
    pub kind: ActorKind,
    /// The name in `@name@host`.
    pub handle: String,
    /// Empty for actors of this instance.
    pub host: String,
    /// Its name in its own language `lang`.
    pub name: String,
    /// The name folded, for sorting and comparing.
    pub name_key: String,
    /// The language it writes its name and summary in first.
    pub lang: Lang,
    /// What it says of itself in `lang`, clean HTML.
    pub summary_html: String,
    /// Its page elsewhere; `None` for local actors.
    pub url: Option<String>,
    /// Whether it still acts.
    pub state: ActorState,
    /// Whether it may appear in directories.
    pub discoverable: bool,
    /// Whether search engines and other instances may index what it publishes.
    pub indexable: bool,
    /// Whether it is invented for a demonstration and must be labelled so.
    pub illustrative: bool,
    /// What was decided about its instance.
    pub policy: Policy,
    /// When it came into being here.
    pub created_at: Time,
    /// When it last changed.
    pub updated_at: Time,
    /// Where it says that it has moved to: an IRI.
    pub moved_to: Option<String>,
    /// When a move of its was last carried out here.
    pub moved_at: Option<Time>,
}

impl Actor {
    /// Whether it lives on this instance.
    pub fn is_local(&self) -> bool {
        self.host.is_empty()
    }

    /// `@name`, or `@name@host` for a remote actor.
    pub fn address(&self) -> String {
        address(&self.handle, &self.host)
    }
}

/// `@handle`, or `@handle@host` where `host` is not empty.
pub fn address(handle: &str, host: &str) -> String {
    if host.is_empty() { format!("@{handle}") } else { format!("@{handle}@{host}") }
}

/// What an actor says of itself in one language.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct ActorText {
    /// The language of everything else in the row.
    pub lang: Lang,
    /// Its name.
    pub name: String,
    /// One line: a person's work, an organisation's or community's purpose in short.
    pub headline: String,
    /// The summary as it was typed, Markdown.
    pub summary_md: String,
    /// The summary as clean HTML, made when it was written.
    pub summary_html: String,
}

/// A local actor that is to be made. The first text is in its own language.
#[derive(Debug, Clone)]
pub struct NewActor {
    /// What it is.
    pub kind: ActorKind,
    /// A handle that is hoped to be free.
    pub handle: Handle,
    /// What it says of itself; at least one.
    pub texts: Vec<ActorText>,
    /// Whether it may appear in directories.
    pub discoverable: bool,
    /// Whether it is invented for a demonstration.
    pub illustrative: bool,
}

statements! {
    /// One actor.
    pub ACTOR_BY_ID = "SELECT * FROM actor WHERE id = $1";
    /// One actor by its handle and host.
    pub ACTOR_BY_HANDLE = "SELECT * FROM actor WHERE handle = $1 AND host = $2";
    /// One actor by its IRI.
    pub ACTOR_BY_AP_ID = "SELECT * FROM actor WHERE ap_id = $1";
    /// Some actors.
    pub ACTORS_BY_ID = "SELECT * FROM actor WHERE {in id $1}";
    /// Handles of this instance that begin like a proposal.
    pub HANDLES_LIKE = "SELECT handle FROM actor WHERE host = '' AND handle >= $1 AND handle < $2";
    /// A new local actor, unless its handle was ever given.
    pub ACTOR_INSERT = "INSERT INTO actor (id, kind, handle, host, name, name_key, lang, \
        summary_html, discoverable, illustrative, created_at, updated_at) \
        VALUES ($1, $2, $3, '', $4, $5, $6, $7, $8, $9, $10, $10) \
        ON CONFLICT (handle, host) DO NOTHING";
    /// What changes when an actor is edited.
    pub ACTOR_UPDATE = "UPDATE actor SET name = $2, name_key = $3, lang = $4, summary_html = $5, \
        discoverable = $6, indexable = $7, updated_at = $8 WHERE id = $1";
    /// Stops an actor, lets it act again or closes it.
    pub ACTOR_STATE = "UPDATE actor SET state = $2, updated_at = $3 WHERE id = $1";
    /// Says where an actor has moved to.
    pub ACTOR_MOVED = "UPDATE actor SET moved_to = $2, moved_at = $3, updated_at = $4 WHERE id = $1";
    /// An actor says something else of itself that stands in no row of its own.
    pub ACTOR_TOUCH = "UPDATE actor SET updated_at = $2 WHERE id = $1";
    /// An actor's texts, its own language first.
    pub ACTOR_TEXTS = "SELECT t.lang, t.name, t.headline, t.summary_md, t.summary_html \
        FROM actor_text t JOIN actor a ON a.id = t.actor_id WHERE t.actor_id = $1 \
        ORDER BY CASE WHEN t.lang = a.lang THEN 0 ELSE 1 END, t.lang";
    /// All languages of an actor, to be written anew.
    pub ACTOR_TEXTS_DELETE = "DELETE FROM actor_text WHERE actor_id = $1";
    /// One language of an actor.
    pub ACTOR_TEXT_INSERT = "INSERT INTO actor_text \
        (actor_id, lang, name, headline, summary_md, summary_html, text_key) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
}

/// The actor with this id, or [`Error::NotFound`].
pub async fn by_id(q: &mut impl Query, id: ActorId) -> Result<Actor> {
    Ok(q.one(&ACTOR_BY_ID, args![id]).await?)
}

/// The actors with these ids, in no order; ids without a row are left out.
pub async fn by_ids(q: &mut impl Query, ids: &[ActorId]) -> Result<Vec<Actor>> {
    Ok(q.all(&ACTORS_BY_ID, args![ids]).await?)
}

/// The actor with this handle; `host` is empty for this instance.
pub async fn by_handle(q: &mut impl Query, handle: &str, host: &str) -> Result<Option<Actor>> {
    Ok(q.optional(&ACTOR_BY_HANDLE, args![handle.to_ascii_lowercase(), host]).await?)
}

/// The actor with this IRI.
pub async fn by_ap_id(q: &mut impl Query, ap_id: &str) -> Result<Option<Actor>> {
    Ok(q.optional(&ACTOR_BY_AP_ID, args![ap_id]).await?)
}

/// Whether nobody on this instance has, or ever had, this handle.
pub async fn is_free(q: &mut impl Query, handle: &Handle) -> Result<bool> {
    Ok(by_handle(q, handle.as_str(), "").await?.is_none())
}

/// A handle made from a name that nobody has: the name itself, or numbered from 2. Somebody may
/// take it before it is used.
pub async fn free_handle(q: &mut impl Query, name: &str, fallback: &str) -> Result<Handle> {
    let wish = Handle::from_name(name, fallback);
    let end = format!("{}~", wish.as_str());
    let taken: Vec<(String,)> = q.all(&HANDLES_LIKE, args![wish.as_str(), end]).await?;
    let taken: std::collections::HashSet<String> = taken.into_iter().map(|t| t.0).collect();
    let free = |h: &Handle| !taken.contains(h.as_str());
    if free(&wish) {
        return Ok(wish);
    }
    // One more number than there are taken handles, so one of them is free.
    let numbers = 2..=u32::try_from(taken.len()).unwrap_or(u32::MAX - 2) + 2;
    Ok(numbers.map(|n| wish.numbered(n)).find(free).unwrap_or(wish))
}

/// Makes a local actor. A handle that was ever given is an error beside the field `handle`.
pub async fn insert(tx: &mut Tx, new: &NewActor) -> Result<ActorId> {
    let Some(own) = new.texts.first() else {
        return Err(Error::field("name", "error-required"));
    };
    let id: ActorId = tx.id();
    let values = args![
        id,
        new.kind,
        new.handle.as_str(),
        &own.name,
        text::fold(&own.name),
        &own.lang,
        &own.summary_html,
        new.discoverable,
        new.illustrative,
        tx.now(),
    ];
    if tx.execute(&ACTOR_INSERT, values).await? == 0 {
        let mut errors = FieldErrors::default();
        let handle = new.handle.as_str().to_owned();
        errors.add_with("handle", "error-handle-taken", vec![("handle", handle)]);
        return Err(Error::Invalid(errors));
    }
    insert_texts(tx, id, &new.texts).await?;
    Ok(id)
}

/// Changes an actor's texts and whether it may be found. The first text is in its own language.
pub async fn update(
    tx: &mut Tx,
    id: ActorId,
    texts: &[ActorText],
    discoverable: bool,
    indexable: bool,
) -> Result<()> {
    let Some(own) = texts.first() else {
        return Err(Error::field("name", "error-required"));
    };
    let values = args![
        id,
        &own.name,
        text::fold(&own.name),
        &own.lang,
        &own.summary_html,
        discoverable,
        indexable,
        tx.now(),
    ];
    tx.execute(&ACTOR_UPDATE, values).await?;
    tx.execute(&ACTOR_TEXTS_DELETE, args![id]).await?;
    insert_texts(tx, id, texts).await
}

async fn insert_texts(tx: &mut Tx, id: ActorId, texts: &[ActorText]) -> Result<()> {
    for t in texts {
        let key = text::fold(&format!("{} {}", t.name, t.headline));
        let values = args![id, &t.lang, &t.name, &t.headline, &t.summary_md, &t.summary_html, key];
        tx.execute(&ACTOR_TEXT_INSERT, values).await?;
    }
    Ok(())
}

/// Stops an actor, lets it act again or closes it for good.
pub async fn set_state(tx: &mut Tx, id: ActorId, state: ActorState) -> Result<()> {
    let now = tx.now();
    tx.execute(&ACTOR_STATE, args![id, state, now]).await?;
    Ok(())
}

/// Writes down where an actor has moved to, and when that was carried out.
pub async fn set_moved(tx: &mut Tx, id: ActorId, to: Option<&str>, at: Option<Time>) -> Result<()> {
    let now = tx.now();
    tx.execute(&ACTOR_MOVED, args![id, to.map(str::to_owned), at, now]).await?;
    Ok(())
}

/// Makes an actor's document newer than those that were given away.
pub async fn touch(tx: &mut Tx, id: ActorId) -> Result<()> {
    let now = tx.now();
    tx.execute(&ACTOR_TOUCH, args![id, now]).await?;
    Ok(())
}

/// What an actor says of itself, its own language first.
pub async fn texts(q: &mut impl Query, id: ActorId) -> Result<Vec<ActorText>> {
    Ok(q.all(&ACTOR_TEXTS, args![id]).await?)
}
