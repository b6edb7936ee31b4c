//! What administrators do with accounts.

use domain::{
    AccountId, ActorId, Error, FieldErrors, Result,
    access::{Role, Who},
};
use federation::{ActorState, actor};
use store::{Query, Store, Tx, args, statements};

use super::{Account, NewAccount, by_id};
use crate::{
    Passwords,
    accounts::{NewPerson, PersonForm, insert},
    moderation::{self, Deed, action},
    notifications::{self, Notice, kind},
    sessions, site,
};

statements! {
    /// Administrators who may act, without this one.
    pub OTHER_ADMINISTRATORS = "SELECT CAST(COUNT(*) AS bigint) FROM account \
        WHERE role = 'administrator' AND state = 'active' AND id <> $1";
    /// Another role.
    pub ROLE_SET = "UPDATE account SET role = $2 WHERE id = $1";
    /// Stops an account or lets it act again.
    pub ACCOUNT_STATE = "UPDATE account SET state = $2 WHERE id = $1";
}

/// Refuses with `error-last-administrator` when nobody would be left. The lock of the instance must
/// be held, so that two administrators cannot go in the same moment.
pub(super) async fn keep_an_administrator(tx: &mut Tx, account: &Account) -> Result<()> {
    if account.role != Role::Administrator || account.state != ActorState::Active {
        return Ok(());
    }
    let (others,): (i64,) = tx.one(&OTHER_ADMINISTRATORS, args![account.id]).await?;
    if others == 0 { Err(Error::Conflict("error-last-administrator")) } else { Ok(()) }
}

/// The account to be decided about, with the lock of the instance.
async fn locked(tx: &mut Tx, id: AccountId) -> Result<Account> {
    site::lock(tx).await?;
    by_id(tx, id).await
}

/// Makes an account. Needs Administer. Fields as in [`NewAccount`].
pub async fn create(
    store: &Store,
    passwords: &Passwords,
    who: &Who,
    new: NewAccount,
) -> Result<Account> {
    site::administer(who)?;
    let site = site::loaded(&mut store.read()).await?;
    let mut errors = FieldErrors::default();
    let chosen = new.password.is_some();
    let form = PersonForm {
        name: new.name,
        handle: new.handle,
        email: new.email,
        password: new.password.unwrap_or_default(),
    }
    .check(&mut errors);
    if chosen {
        form.check_password(&[], &mut errors);
    }
    errors.check()?;
    let hash = if chosen { Some(passwords.hash(&form.password).await?) } else { None };

    let mut tx = store.begin().await?;
    let person = NewPerson {
        form: &form,
        hash,
        role: new.role,
        lang: new.lang.as_ref().unwrap_or(&site.default_lang),
        organisation: new.organisation,
        illustrative: site.illustrative,
    };
    let (id, _) = insert(&mut tx, person).await?;
    let account = by_id(&mut tx, id).await?;
    tx.save().await?;
    Ok(account)
}

/// Gives somebody another role; her sessions end. Needs Administer. Conflict
/// `error-last-administrator` when nobody would be left.
pub async fn set_role(store: &Store, who: &Who, id: AccountId, role: Role) -> Result<()> {
    site::administer(who)?;
    let mut tx = store.begin().await?;
    let account = locked(&mut tx, id).await?;
    if account.state == ActorState::Closed {
        return Err(Error::NotFound);
    }
    if account.role == role {
        return Ok(());
    }
    keep_an_administrator(&mut tx, &account).await?;
    tx.execute(&ROLE_SET, args![id, role]).await?;
    sessions::end_all(&mut tx, id).await?;
    let notice = Notice {
        to: account.actor_id,
        kind: kind::ROLE,
        by: who.actor(),
        content: None,
        group: None,
        ledger: None,
    };
    notifications::notify(&mut tx, &[notice]).await?;
    Ok(tx.save().await?)
}

/// Stops an account and ends its sessions. Needs Administer. Conflict `error-last-administrator`.
pub async fn suspend(store: &Store, who: &Who, id: AccountId) -> Result<()> {
    site::administer(who)?;
    let mut tx = store.begin().await?;
    let account = locked(&mut tx, id).await?;
    match account.state {
        ActorState::Active => {}
        ActorState::Suspended => return Ok(()),
        ActorState::Closed => return Err(Error::NotFound),
    }
    keep_an_administrator(&mut tx, &account).await?;
    set_state(&mut tx, &account, ActorState::Suspended).await?;
    sessions::end_all(&mut tx, id).await?;
    record(&mut tx, who, action::SUSPEND, account.actor_id).await?;
    Ok(tx.save().await?)
}

/// Lets a suspended account act again. Needs Administer.
pub async fn reactivate(store: &Store, who: &Who, id: AccountId) -> Result<()> {
    site::administer(who)?;
    let mut tx = store.begin().await?;
    let account = locked(&mut tx, id).await?;
    match account.state {
        ActorState::Active => return Ok(()),
        ActorState::Suspended => {}
        ActorState::Closed => return Err(Error::NotFound),
    }
    set_state(&mut tx, &account, ActorState::Active).await?;
    record(&mut tx, who, action::REACTIVATE, account.actor_id).await?;
    Ok(tx.save().await?)
}

pub(super) async fn set_state(tx: &mut Tx, account: &Account, state: ActorState) -> Result<()> {
    tx.execute(&ACCOUNT_STATE, args![account.id, state]).await?;
    actor::set_state(tx, account.actor_id, state).await
}

async fn record(tx: &mut Tx, who: &Who, action: &'static str, actor: ActorId) -> Result<()> {
    let deed = Deed {
        group: None,
        moderator: who.actor(),
        action,
        content: None,
        actor: Some(actor),
        reason: "",
    };
    moderation::record(tx, deed).await
}
