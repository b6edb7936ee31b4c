//! Making an account oneself: openly, or with an invitation link.

use domain::{Error, FieldErrors, Lang, Result, access::Role};
use federation::actor;
use store::{Query, Store};

use crate::{
    Attempts, Client, Passwords, SignedIn, Token,
    accounts::{self, NewPerson, PersonForm},
    communities::membership,
    invitations, sessions,
    site::{self, Registration},
};

/// What one types to sign up. Fields of errors have the same names.
#[derive(Debug, Clone)]
pub struct SignUp {
    /// One's name.
    pub name: String,
    /// One's handle; made from the name when empty.
    pub handle: String,
    /// One's e-mail.
    pub email: String,
    /// One's password.
    pub password: String,
    /// The language one reads in; names and texts are in it until said otherwise.
    pub lang: Lang,
    /// The secret of an invitation link.
    pub invitation: Option<Token>,
}

/// A free handle made from a name, to be shown in the form.
pub async fn propose_handle(q: &mut impl Query, name: &str) -> Result<String> {
    Ok(actor::free_handle(q, name, "person").await?.as_str().to_owned())
}

/// Makes an account and signs it in; an invitation also gives role, organisation and community.
/// Forbidden `error-registration-closed` or `error-invitation-needed`;
/// Conflict `error-invitation-over`.
pub async fn sign_up(
    store: &Store,
    passwords: &Passwords,
    attempts: &Attempts,
    form: SignUp,
    client: &Client,
) -> Result<SignedIn> {
    attempts.from_address(client.address)?;
    let mut q = store.read();
    let site = site::loaded(&mut q).await?;
    match (&form.invitation, site.registration) {
        (None, Registration::Open) => {}
        (None, Registration::Invitation) => {
            return Err(Error::Forbidden("error-invitation-needed"));
        }
        (None, Registration::Closed) => return Err(Error::Forbidden("error-registration-closed")),
        (Some(token), registration) => {
            let open = invitations::open(&mut q, token, store.now()).await;
            let invitation = match open {
                Err(Error::NotFound) => return Err(Error::Conflict("error-invitation-over")),
                other => other?,
            };
            if registration == Registration::Closed && !invitation.by_administrator {
                return Err(Error::Forbidden("error-registration-closed"));
            }
        }
    }
    let mut errors = FieldErrors::default();
    let person = PersonForm {
        name: form.name,
        handle: form.handle,
        email: form.email,
        password: form.password,
    }
    .check(&mut errors);
    let known: Vec<&str> = site.name.0.iter().map(|(_, name)| name.as_str()).collect();
    person.check_password(&known, &mut errors);
    errors.check()?;
    let hash = passwords.hash(&person.password).await?;

    let mut tx = store.begin().await?;
    let taken = match &form.invitation {
        Some(token) => Some(invitations::take(&mut tx, token).await?),
        None => None,
    };
    let new = NewPerson {
        form: &person,
        hash: Some(hash),
        role: taken.as_ref().map_or(Role::Member, |t| t.role),
        lang: &form.lang,
        organisation: taken.as_ref().and_then(|t| t.organisation_id),
        illustrative: site.illustrative,
    };
    let (account, actor) = accounts::insert(&mut tx, new).await?;
    if let Some((group, by)) = taken.and_then(|t| t.group_id.map(|group| (group, t.created_by))) {
        membership::admit(&mut tx, group, actor, by).await?;
    }
    let signed_in = sessions::open(&mut tx, account, actor, client).await?;
    tx.save().await?;
    Ok(signed_in)
}
