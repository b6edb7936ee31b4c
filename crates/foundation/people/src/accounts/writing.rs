//! What every way to an account has in common: set-up, signing up, being given one.

use domain::{AccountId, ActorId, Error, FieldErrors, Handle, Lang, Result, access::Role, text};
use federation::{ActorKind, ActorText, NewActor, actor};
use store::{Tx, args, statements};

use crate::{
    organisations,
    passwords::{self, PasswordHash},
    texts::check_length,
};

statements! {
    /// A new account, unless somebody has this e-mail.
    pub ACCOUNT_INSERT = "INSERT INTO account \
        (id, actor_id, email, email_key, password_hash, role, lang, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (email_key) DO NOTHING";
}

/// What is asked of a new person. Fields of errors have the same names.
#[derive(Clone)]
pub(crate) struct PersonForm {
    pub name: String,
    /// Empty when it is to be made from the name.
    pub handle: String,
    pub email: String,
    pub password: String,
}

impl PersonForm {
    /// Cleans and checks everything but the password.
    pub fn check(self, errors: &mut FieldErrors) -> Self {
        let name = text::line(&self.name);
        if name.is_empty() {
            errors.add("name", "error-required");
        }
        check_length("name", &name, 100, errors);
        let handle = check_handle(&self.handle, errors);
        let email = check_email(&self.email, errors);
        Self { name, handle, email, password: self.password }
    }

    /// Checks that the password is hard to guess, also for somebody who knows these words.
    pub fn check_password(&self, known: &[&str], errors: &mut FieldErrors) {
        let mut words = vec![self.name.as_str(), &self.handle, &self.email];
        words.extend_from_slice(known);
        passwords::check("password", &self.password, &words, errors);
    }
}

/// A handle as typed, spelt as usual; empty stays empty.
pub(crate) fn check_handle(typed: &str, errors: &mut FieldErrors) -> String {
    if typed.trim().is_empty() {
        return String::new();
    }
    match Handle::parse(typed) {
        Ok(handle) => handle.as_str().to_owned(),
        Err(e) => {
            errors.add("handle", e.key());
            String::new()
        }
    }
}

/// An e-mail as typed, without spaces around it.
pub(crate) fn check_email(typed: &str, errors: &mut FieldErrors) -> String {
    let email = text::line(typed);
    if email.is_empty() {
        errors.add("email", "error-required");
    } else if !is_email(&email) {
        errors.add("email", "error-email");
    }
    email
}

/// Whether a text has the shape of an e-mail address (RFC 5321 §4.1.2, without quoting). Only
/// sending to it tells more.
pub(crate) fn is_email(s: &str) -> bool {
    let Some((local, domain)) = s.rsplit_once('@') else {
        return false;
    };
    let word = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[],;:\\\"@".contains(c);
    s.len() <= 254
        && (1..=64).contains(&local.len())
        && local.chars().all(word)
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty())
        && domain.chars().all(|c| word(c) && !"!#$%&'*+/=?^_`{|}~".contains(c))
}

/// A person that was checked, about to be written.
pub(crate) struct NewPerson<'a> {
    pub form: &'a PersonForm,
    /// `None` when she is to choose a password by a reset link.
    pub hash: Option<PasswordHash>,
    pub role: Role,
    pub lang: &'a Lang,
    pub organisation: Option<ActorId>,
    pub illustrative: bool,
}

/// Writes a person with actor and account. Taken e-mail or handle are errors of their fields.
pub(crate) async fn insert(tx: &mut Tx, new: NewPerson<'_>) -> Result<(AccountId, ActorId)> {
    let form = new.form;
    let handle = match Handle::parse(&form.handle) {
        Ok(handle) => handle,
        Err(_) => actor::free_handle(tx, &form.name, "person").await?,
    };
    let own = ActorText {
        lang: new.lang.clone(),
        name: form.name.clone(),
        headline: String::new(),
        summary_md: String::new(),
        summary_html: String::new(),
    };
    let row = NewActor {
        kind: ActorKind::Person,
        handle,
        texts: vec![own],
        discoverable: false,
        illustrative: new.illustrative,
    };
    let actor = actor::insert(tx, &row).await?;
    let account: AccountId = tx.id();
    let values = args![
        account,
        actor,
        &form.email,
        text::fold(&form.email),
        new.hash.map(PasswordHash::into_string),
        new.role,
        new.lang,
        tx.now(),
    ];
    if tx.execute(&ACCOUNT_INSERT, values).await? == 0 {
        return Err(Error::field("email", "error-email-taken"));
    }
    if new.organisation.is_some() {
        organisations::set_affiliation(tx, actor, new.organisation).await?;
    }
    Ok((account, actor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_of_an_email() {
        for good in ["a@b.bg", "елена@община.бг", "first.last+tag@sub.example.org"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["", "a", "a@b", "@b.bg", "a@", "a b@c.bg", "a@b..bg", "a@b.bg>", "a@@b.bg"] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
