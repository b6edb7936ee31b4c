//! Sessions: rows that a secret in a cookie leads to, revocable, renewed whenever rights change.

use std::{net::IpAddr, time::Duration};

use domain::{
    AccountId, ActorId, Error, Lang, Result, Time,
    access::{Role, Who},
    id::RowId,
    text,
};
use store::{Query, Store, Tx, args, statements};

use crate::{Token, TokenHash, entrusted};

/// How long a session lives after it was last seen.
pub const LIFETIME: Duration = Duration::from_hours(30 * 24);
/// How seldom `last_seen_at` is written.
pub const SEEN_EVERY: Duration = Duration::from_mins(10);

/// The program somebody reads with.
#[derive(Debug, Clone)]
pub struct Client {
    /// Its address, for rate limits only; never kept.
    pub address: IpAddr,
    /// What it calls itself; kept with the session, cut at 200 characters.
    pub user_agent: String,
    /// The session it already has, which a new one replaces.
    pub session: Option<TokenHash>,
}

/// Somebody has just signed in: what the cookie is to hold, and until when.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// For the cookie.
    pub token: Token,
    /// When the session ends unless it is used again.
    pub expires_at: Time,
    /// Who it is.
    pub account: AccountId,
    /// Her actor.
    pub actor: ActorId,
}

/// Whoever is signed in, as every page needs her.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Viewer {
    /// This session.
    pub session_id: RowId,
    /// When this session was last written down as seen.
    pub last_seen_at: Time,
    /// When this session ends.
    pub expires_at: Time,
    /// Her account.
    pub account_id: AccountId,
    /// Her actor.
    pub actor_id: ActorId,
    /// Her handle.
    pub handle: String,
    /// Her name in the language she reads in, where she has chosen one and has a name in it.
    pub name: String,
    /// Her role on this instance.
    pub role: Role,
    /// The interface language she has chosen; `None` follows the browser.
    pub lang: Option<Lang>,
    /// The organisation on whose behalf she writes.
    pub organisation_id: Option<ActorId>,
    /// The tasks with which she is entrusted, with blanks between.
    pub entrusted: String,
    /// Notifications she has not read; at most 100 are counted.
    pub unread: i64,
}

impl Viewer {
    /// She as somebody who wants something.
    pub fn who(&self) -> Who {
        Who::Person { actor: self.actor_id, role: self.role }
    }

    /// Whether she may do what is kept to those who are entrusted with this task ([`crate::entrusted`]).
    pub fn is_entrusted_with(&self, task: &str) -> bool {
        let has = self.entrusted.split(' ').any(|own| own == task);
        entrusted::may(self.role, self.organisation_id, has)
    }

    /// Whether `last_seen_at` should be written again.
    pub fn is_stale(&self, now: Time) -> bool {
        now.since(self.last_seen_at) >= SEEN_EVERY
    }
}

/// One of a person's own sessions.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Session {
    /// Its id.
    pub id: RowId,
    /// What the program called itself.
    pub user_agent: String,
    /// When she signed in.
    pub created_at: Time,
    /// When it was last used, to ten minutes.
    pub last_seen_at: Time,
    /// When it ends unless it is used again.
    pub expires_at: Time,
}

statements! {
    /// Who holds a token, with all that every page needs of her.
    pub VIEWER = "SELECT s.id AS session_id, s.last_seen_at, s.expires_at, ac.id AS account_id, \
        a.id AS actor_id, a.handle, COALESCE(NULLIF(t.name, ''), a.name) AS name, ac.role, ac.lang, f.organisation_id, \
        (SELECT {words e.task} FROM entrusted e WHERE e.person_id = a.id) AS entrusted, \
        (SELECT CAST(COUNT(*) AS bigint) FROM (SELECT 1 AS one FROM notification n \
            WHERE n.actor_id = a.id AND n.read_at IS NULL LIMIT 100) u) AS unread \
        FROM session s JOIN account ac ON ac.id = s.account_id JOIN actor a ON a.id = ac.actor_id \
        LEFT JOIN actor_text t ON t.actor_id = a.id AND t.lang = ac.lang \
        LEFT JOIN affiliation f ON f.person_id = a.id \
        WHERE s.token_hash = $1 AND s.expires_at > $2 AND ac.state = 'active'";
    /// A new session, unless the account was stopped meanwhile.
    pub SESSION_INSERT = "INSERT INTO session \
        (id, account_id, token_hash, user_agent, created_at, last_seen_at, expires_at) \
        SELECT $1, ac.id, $3, $4, $5, $5, $6 FROM account ac WHERE ac.id = $2 AND ac.state = 'active'";
    /// Ends the session of a token.
    pub SESSION_END_BY_TOKEN = "DELETE FROM session WHERE token_hash = $1";
    /// Ends all sessions of an account.
    pub SESSIONS_END = "DELETE FROM session WHERE account_id = $1";
    /// Ends all sessions of an account but one.
    pub SESSIONS_END_OTHERS = "DELETE FROM session WHERE account_id = $1 AND id <> $2";
    /// Ends one session of an account.
    pub SESSION_END = "DELETE FROM session WHERE id = $1 AND account_id = $2";
    /// A session was seen.
    pub SESSION_SEEN = "UPDATE session SET last_seen_at = $2, expires_at = $3 WHERE id = $1";
    /// An account was seen.
    pub ACCOUNT_SEEN = "UPDATE account SET last_seen_at = $2 WHERE id = $1";
    /// The sessions of an account.
    pub SESSIONS = "SELECT id, user_agent, created_at, last_seen_at, expires_at FROM session \
        WHERE account_id = $1 AND expires_at > $2 ORDER BY last_seen_at DESC, id";
    /// Sessions that are over.
    pub SESSIONS_SWEEP = "DELETE FROM session WHERE expires_at <= $1";
    /// Links that are over.
    pub LINKS_SWEEP = "DELETE FROM one_time_link WHERE expires_at <= $1";
}

/// Who holds this token, in one statement; `None` when the session is over or the account stopped.
pub async fn viewer(q: &mut impl Query, token: TokenHash, now: Time) -> Result<Option<Viewer>> {
    Ok(q.optional(&VIEWER, args![token, now]).await?)
}

/// Opens a session and ends the one the client had. Part of signing in.
pub(crate) async fn open(
    tx: &mut Tx,
    account: AccountId,
    actor: ActorId,
    client: &Client,
) -> Result<SignedIn> {
    if let Some(old) = client.session {
        tx.execute(&SESSION_END_BY_TOKEN, args![old]).await?;
    }
    let token = Token::new(tx.world());
    let now = tx.now();
    let expires_at = now + LIFETIME;
    let user_agent: String = text::line(&client.user_agent).chars().take(200).collect();
    let id: RowId = tx.id();
    let values = args![id, account, token.hash(), user_agent, now, expires_at];
    if tx.execute(&SESSION_INSERT, values).await? == 0 {
        return Err(Error::field("form", "error-suspended"));
    }
    tx.execute(&ACCOUNT_SEEN, args![account, now]).await?;
    Ok(SignedIn { token, expires_at, account, actor })
}

/// Ends all sessions of an account. Part of what changes its rights.
pub(crate) async fn end_all(tx: &mut Tx, account: AccountId) -> Result<()> {
    tx.execute(&SESSIONS_END, args![account]).await?;
    Ok(())
}

/// Writes down that a session was seen and lets it live on, at most every ten minutes. Call it
/// beside the answer, not before it.
pub async fn touch(store: &Store, viewer: &Viewer) -> Result<()> {
    let now = store.now();
    if !viewer.is_stale(now) {
        return Ok(());
    }
    let mut tx = store.begin().await?;
    tx.execute(&SESSION_SEEN, args![viewer.session_id, now, now + LIFETIME]).await?;
    tx.execute(&ACCOUNT_SEEN, args![viewer.account_id, now]).await?;
    Ok(tx.save().await?)
}

/// One's own sessions, the one last used first.
pub async fn list(q: &mut impl Query, viewer: &Viewer, now: Time) -> Result<Vec<Session>> {
    Ok(q.all(&SESSIONS, args![viewer.account_id, now]).await?)
}

/// Signs out: ends the session of this token, if there is one.
pub async fn sign_out(store: &Store, token: TokenHash) -> Result<()> {
    let mut tx = store.begin().await?;
    tx.execute(&SESSION_END_BY_TOKEN, args![token]).await?;
    Ok(tx.save().await?)
}

/// Ends one of one's own sessions; [`domain::Error::NotFound`] for anybody else's.
pub async fn revoke(store: &Store, viewer: &Viewer, id: RowId) -> Result<()> {
    let mut tx = store.begin().await?;
    if tx.execute(&SESSION_END, args![id, viewer.account_id]).await? == 0 {
        return Err(Error::NotFound);
    }
    Ok(tx.save().await?)
}

/// Ends all of one's own sessions but this one; returns how many.
pub async fn revoke_others(store: &Store, viewer: &Viewer) -> Result<u64> {
    let mut tx = store.begin().await?;
    let ended =
        tx.execute(&SESSIONS_END_OTHERS, args![viewer.account_id, viewer.session_id]).await?;
    tx.save().await?;
    Ok(ended)
}

/// Removes sessions and links that are over; returns how many rows. A job calls it daily.
pub async fn sweep(store: &Store) -> Result<u64> {
    let now = store.now();
    let mut tx = store.begin().await?;
    let sessions = tx.execute(&SESSIONS_SWEEP, args![now]).await?;
    let links = tx.execute(&LINKS_SWEEP, args![now]).await?;
    tx.save().await?;
    Ok(sessions + links)
}
