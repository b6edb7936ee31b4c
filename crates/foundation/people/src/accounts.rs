//! Accounts: who may sign in, with which role; passwords and reset links.

mod administration;
mod closing;
mod own;
mod reset;
mod writing;

use std::time::Duration;

use domain::{
    AccountId, ActorId, Error, Lang, Result, Time,
    access::{Role, Who},
    text,
};
use federation::ActorState;
use store::{Built, Query, Store, args, statements};

use crate::{Cursor, Page, Token, page, site};

pub use administration::{create, reactivate, set_role, suspend};
pub use closing::{close, close_own};
pub(crate) use own::ask_again;
pub use own::{change_email, change_password, set_lang};
pub use reset::{create_reset_link, reset_link, reset_password};
pub(crate) use writing::{NewPerson, PersonForm, check_handle, insert, is_email};

/// How long a reset link works.
pub const RESET_LIFETIME: Duration = Duration::from_hours(24);

/// An account, as its owner, administrators and the operator see it.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Its person.
    pub actor_id: ActorId,
    /// The person's handle.
    pub handle: String,
    /// The person's name in her own language.
    pub name: String,
    /// The name folded, as the list is sorted.
    pub name_key: String,
    /// As typed; empty once closed.
    pub email: String,
    /// Her role.
    pub role: Role,
    /// The interface language she has chosen.
    pub lang: Option<Lang>,
    /// Active, suspended or closed.
    pub state: ActorState,
    /// When it was made.
    pub created_at: Time,
    /// When she was last seen, to ten minutes.
    pub last_seen_at: Option<Time>,
}

/// An account that an administrator or the operator makes.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Her name.
    pub name: String,
    /// Her handle; made from the name when empty.
    pub handle: String,
    /// Her e-mail.
    pub email: String,
    /// Her password; `None` when she is to choose it by a reset link.
    pub password: Option<String>,
    /// Her role.
    pub role: Role,
    /// Her language; the instance's when `None`.
    pub lang: Option<Lang>,
    /// Her organisation.
    pub organisation: Option<ActorId>,
}

/// A link that works once, to be handed over by whoever asked for it.
#[derive(Debug, Clone)]
pub struct Link {
    /// The secret in its address.
    pub token: Token,
    /// When it stops working.
    pub expires_at: Time,
}

macro_rules! account_from {
    () => {
        "SELECT ac.id, ac.actor_id, a.handle, a.name, a.name_key, ac.email, ac.role, ac.lang, \
         ac.state, ac.created_at, ac.last_seen_at FROM account ac JOIN actor a ON a.id = ac.actor_id "
    };
}

statements! {
    /// One account.
    pub ACCOUNT_BY_ID = concat!(account_from!(), "WHERE ac.id = $1");
    /// The account of a person.
    pub ACCOUNT_BY_ACTOR = concat!(account_from!(), "WHERE ac.actor_id = $1");
    /// The account with an e-mail.
    pub ACCOUNT_BY_EMAIL = concat!(account_from!(), "WHERE ac.email_key = $1");
    /// The account with a handle.
    pub ACCOUNT_BY_HANDLE = concat!(account_from!(), "WHERE a.handle = $1 AND a.host = ''");
    /// The hash of an account's password.
    pub PASSWORD_HASH = "SELECT password_hash FROM account WHERE id = $1";
}

/// The account with this id.
pub async fn by_id(q: &mut impl Query, id: AccountId) -> Result<Account> {
    Ok(q.one(&ACCOUNT_BY_ID, args![id]).await?)
}

/// The account of this person.
pub async fn of_actor(q: &mut impl Query, actor: ActorId) -> Result<Account> {
    Ok(q.one(&ACCOUNT_BY_ACTOR, args![actor]).await?)
}

/// The account with this e-mail, regardless of case.
pub async fn by_email(q: &mut impl Query, email: &str) -> Result<Option<Account>> {
    Ok(q.optional(&ACCOUNT_BY_EMAIL, args![text::fold(email)]).await?)
}

/// The account with this handle (a leading `@` allowed) or this e-mail.
pub async fn named(q: &mut impl Query, name: &str) -> Result<Account> {
    let name = name.trim();
    let handle = name.trim_start_matches('@');
    if handle.contains('@') {
        return by_email(q, name).await?.ok_or(Error::NotFound);
    }
    Ok(q.one(&ACCOUNT_BY_HANDLE, args![handle.to_ascii_lowercase()]).await?)
}

/// All accounts that are not closed, by name; those whose name, handle or e-mail contains `text`
/// when it is not empty. Needs Administer.
pub async fn list(
    store: &Store,
    who: &Who,
    text: &str,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<Account>> {
    site::administer(who)?;
    let after = after.cloned().unwrap_or_else(Cursor::start);
    let mut built = Built::new(account_from!()).push("WHERE ac.state <> 'closed'");
    if !text.trim().is_empty() {
        built = built.with(
            " AND (a.name_key LIKE $ ESCAPE '!' OR a.handle LIKE $ ESCAPE '!' \
             OR ac.email_key LIKE $ ESCAPE '!')",
            page::containing(text),
        );
    }
    built = built.push(" AND (a.name_key, ac.id) > (").bind(after.key).push(", ").bind(after.id);
    built = built.push(") ORDER BY a.name_key, ac.id LIMIT ").bind(page::rows(limit));
    let rows = store.read().all_built(built).await?;
    Ok(Page::of(rows, limit, |a: &Account| Cursor::by_text(&a.name_key, a.id)))
}

/// The hash of an account's password; `None` when she has not chosen one yet.
pub(crate) async fn password_hash(q: &mut impl Query, id: AccountId) -> Result<Option<String>> {
    let row: (Option<String>,) = q.one(&PASSWORD_HASH, args![id]).await?;
    Ok(row.0)
}
