//! What one may do with one's own account.

use domain::{AccountId, Error, FieldErrors, Lang, Result, text};
use store::{Store, args, statements};

use super::{by_id, password_hash, writing};
use crate::{Client, Passwords, SignedIn, Viewer, passwords, sessions};

statements! {
    /// A new password.
    pub PASSWORD_SET = "UPDATE account SET password_hash = $2 WHERE id = $1";
    /// A new e-mail, unless somebody else has it.
    pub EMAIL_SET = "UPDATE account SET email = $2, email_key = $3 WHERE id = $1 \
        AND NOT EXISTS (SELECT 1 FROM account o WHERE o.email_key = $3 AND o.id <> $1)";
    /// Another interface language.
    pub LANG_SET = "UPDATE account SET lang = $2 WHERE id = $1";
}

/// Asks for the password again: an error of the field `current` when it is wrong.
pub(crate) async fn ask_again(
    store: &Store,
    passwords: &Passwords,
    account: AccountId,
    current: &str,
) -> Result<()> {
    let hash = password_hash(&mut store.read(), account).await?;
    if passwords.verify(current, hash).await? {
        Ok(())
    } else {
        Err(Error::field("current", "error-password-wrong"))
    }
}

/// Changes one's own password: fields `current` and `password`. All sessions end; a new one for
/// this client comes back.
pub async fn change_password(
    store: &Store,
    passwords: &Passwords,
    viewer: &Viewer,
    current: &str,
    password: &str,
    client: &Client,
) -> Result<SignedIn> {
    let account = by_id(&mut store.read(), viewer.account_id).await?;
    let mut errors = FieldErrors::default();
    let known = [account.name.as_str(), &account.handle, &account.email];
    passwords::check("password", password, &known, &mut errors);
    errors.check()?;
    ask_again(store, passwords, account.id, current).await?;
    let hash = passwords.hash(password).await?;

    let mut tx = store.begin().await?;
    tx.execute(&PASSWORD_SET, args![account.id, hash.into_string()]).await?;
    sessions::end_all(&mut tx, account.id).await?;
    let signed_in = sessions::open(&mut tx, account.id, account.actor_id, client).await?;
    tx.save().await?;
    Ok(signed_in)
}

/// Changes one's own e-mail: fields `email` and `current` (the password).
pub async fn change_email(
    store: &Store,
    passwords: &Passwords,
    viewer: &Viewer,
    email: &str,
    current: &str,
) -> Result<()> {
    let mut errors = FieldErrors::default();
    let email = writing::check_email(email, &mut errors);
    errors.check()?;
    ask_again(store, passwords, viewer.account_id, current).await?;
    let mut tx = store.begin().await?;
    let key = text::fold(&email);
    match tx.execute(&EMAIL_SET, args![viewer.account_id, email, key]).await {
        Ok(0) => Err(Error::field("email", "error-email-taken")),
        // Two people may take one e-mail in the same moment.
        Err(e) if e.is_unique() => Err(Error::field("email", "error-email-taken")),
        Err(e) => Err(e.into()),
        Ok(_) => Ok(tx.save().await?),
    }
}

/// Chooses one's own interface language; `None` follows the browser.
pub async fn set_lang(store: &Store, viewer: &Viewer, lang: Option<Lang>) -> Result<()> {
    let mut tx = store.begin().await?;
    tx.execute(&LANG_SET, args![viewer.account_id, lang]).await?;
    Ok(tx.save().await?)
}
