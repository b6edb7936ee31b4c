//! A link by which somebody chooses a new password, handed over by an administrator.

use domain::{AccountId, Error, FieldErrors, Result, Time, access::Who, id::RowId};
use federation::ActorState;
use store::{Query, Store, args, statements};

use super::{Account, Link, RESET_LIFETIME, by_id, own::PASSWORD_SET};
use crate::{Client, Passwords, SignedIn, Token, passwords, sessions, site};

statements! {
    /// Older reset links of an account.
    pub RESET_LINKS_DELETE =
        "DELETE FROM one_time_link WHERE purpose = 'reset' AND account_id = $1";
    /// A reset link.
    pub RESET_LINK_INSERT = "INSERT INTO one_time_link \
        (id, purpose, token_hash, account_id, created_at, expires_at) \
        VALUES ($1, 'reset', $2, $3, $4, $5)";
    /// Whose reset link this is, while it works.
    pub RESET_LINK = "SELECT account_id FROM one_time_link WHERE purpose = 'reset' \
        AND token_hash = $1 AND used_at IS NULL AND expires_at > $2";
    /// Uses a reset link up.
    pub RESET_LINK_USE = "UPDATE one_time_link SET used_at = $2 WHERE purpose = 'reset' \
        AND token_hash = $1 AND used_at IS NULL AND expires_at > $2";
}

/// A link by which somebody chooses a new password; older ones stop working. Needs Administer.
pub async fn create_reset_link(store: &Store, who: &Who, id: AccountId) -> Result<Link> {
    site::administer(who)?;
    let mut tx = store.begin().await?;
    let account = by_id(&mut tx, id).await?;
    if account.state != ActorState::Active {
        return Err(Error::Conflict("error-account-not-active"));
    }
    let token = Token::new(tx.world());
    let (row, now) = (tx.id::<RowId>(), tx.now());
    let expires_at = now + RESET_LIFETIME;
    tx.execute(&RESET_LINKS_DELETE, args![id]).await?;
    tx.execute(&RESET_LINK_INSERT, args![row, token.hash(), id, now, expires_at]).await?;
    tx.save().await?;
    Ok(Link { token, expires_at })
}

/// Whose reset link this is; [`domain::Error::NotFound`] when it is used, old or wrong.
pub async fn reset_link(q: &mut impl Query, token: &Token, now: Time) -> Result<Account> {
    let (id,): (AccountId,) = q.one(&RESET_LINK, args![token.hash(), now]).await?;
    let account = by_id(q, id).await?;
    if account.state == ActorState::Active { Ok(account) } else { Err(Error::NotFound) }
}

/// Uses a reset link up: field `password`. All sessions end and she is signed in.
pub async fn reset_password(
    store: &Store,
    passwords: &Passwords,
    token: &Token,
    password: &str,
    client: &Client,
) -> Result<SignedIn> {
    let account = reset_link(&mut store.read(), token, store.now()).await?;
    let mut errors = FieldErrors::default();
    let known = [account.name.as_str(), &account.handle, &account.email];
    passwords::check("password", password, &known, &mut errors);
    errors.check()?;
    let hash = passwords.hash(password).await?;

    let mut tx = store.begin().await?;
    let now = tx.now();
    if tx.execute(&RESET_LINK_USE, args![token.hash(), now]).await? == 0 {
        return Err(Error::NotFound);
    }
    tx.execute(&PASSWORD_SET, args![account.id, hash.into_string()]).await?;
    sessions::end_all(&mut tx, account.id).await?;
    let signed_in = sessions::open(&mut tx, account.id, account.actor_id, client).await?;
    tx.save().await?;
    Ok(signed_in)
}
