//! Invitation links: so many people, until such a day, with a role, an organisation, a community.
//!
//! Administrators invite with any role and organisation. Facilitators invite into their community,
//! as members. A link makes an account, a facilitator's one only unless registration is closed,
//! and lets somebody who has an account join the community.

use std::time::Duration;

use domain::{
    ActorId, Error, FieldErrors, Result, Time,
    access::{Role, Standing, Who, act},
    id::RowId,
    text,
};
use store::{Query, Store, Tx, args, statements};

use crate::{
    Token, Viewer,
    communities::{self, membership},
    site,
    texts::check_length,
};

/// How long a link works unless said otherwise.
pub const LIFETIME: Duration = Duration::from_hours(14 * 24);
/// The longest a link may work.
pub const MAX_DAYS: u32 = 90;
/// The most people one link may bring.
pub const MAX_USES: u32 = 500;

/// A link that is to be made. Fields of errors have the same names.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    /// The role of those who come.
    pub role: Role,
    /// Their organisation.
    pub organisation: Option<ActorId>,
    /// The community they become members of.
    pub community: Option<ActorId>,
    /// For whom it is; only those who list invitations see it.
    pub note: String,
    /// How many people, 1 to [`MAX_USES`].
    pub uses: u32,
    /// For how many days, 1 to [`MAX_DAYS`].
    pub days: u32,
}

impl Default for NewInvitation {
    fn default() -> Self {
        Self {
            role: Role::Member,
            organisation: None,
            community: None,
            note: String::new(),
            uses: 1,
            days: 14,
        }
    }
}

/// An invitation, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Invitation {
    /// Its id.
    pub id: RowId,
    /// Who made it.
    pub created_by: Option<ActorId>,
    /// Her name; empty for the operator.
    pub created_by_name: String,
    /// Whether an administrator or the operator made it.
    pub by_administrator: bool,
    /// The role of those who come.
    pub role: Role,
    /// Their organisation.
    pub organisation_id: Option<ActorId>,
    /// Its name; empty without one.
    pub organisation_name: String,
    /// The community they become members of.
    pub group_id: Option<ActorId>,
    /// Its name; empty without one.
    pub community_name: String,
    /// For whom it is.
    pub note: String,
    /// How many may still come.
    pub uses_left: i64,
    /// How many came.
    pub uses: i64,
    /// When it was made.
    pub created_at: Time,
    /// When it stops working.
    pub expires_at: Time,
    /// When it was called off.
    pub revoked_at: Option<Time>,
}

impl Invitation {
    /// Whether it still works.
    pub fn is_open(&self, now: Time) -> bool {
        self.revoked_at.is_none() && self.uses_left > 0 && self.expires_at > now
    }
}

macro_rules! invitation_from {
    () => {
        "SELECT i.id, i.created_by, COALESCE(b.name, '') AS created_by_name, \
         COALESCE(i.created_by IS NULL OR (ac.role = 'administrator' AND ac.state = 'active'), FALSE) \
         AS by_administrator, i.role, i.organisation_id, COALESCE(o.name, '') AS organisation_name, \
         i.group_id, COALESCE(g.name, '') AS community_name, i.note, i.uses_left, i.uses, \
         i.created_at, i.expires_at, i.revoked_at FROM invitation i \
         LEFT JOIN actor b ON b.id = i.created_by LEFT JOIN account ac ON ac.actor_id = i.created_by \
         LEFT JOIN actor o ON o.id = i.organisation_id LEFT JOIN actor g ON g.id = i.group_id "
    };
}

statements! {
    /// One invitation.
    pub INVITATION_BY_ID = concat!(invitation_from!(), "WHERE i.id = $1");
    /// The invitation behind a link that still works.
    pub INVITATION_OPEN = concat!(invitation_from!(), "WHERE i.token_hash = $1 \
        AND i.revoked_at IS NULL AND i.uses_left > 0 AND i.expires_at > $2");
    /// The newest invitations.
    pub INVITATIONS = concat!(invitation_from!(), "ORDER BY i.created_at DESC, i.id LIMIT 500");
    /// The newest invitations to a community.
    pub INVITATIONS_OF_GROUP = concat!(invitation_from!(),
        "WHERE i.group_id = $1 ORDER BY i.created_at DESC, i.id LIMIT 500");
    /// A new invitation.
    pub INVITATION_INSERT = "INSERT INTO invitation (id, token_hash, created_by, organisation_id, \
        group_id, role, note, uses_left, created_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    /// Calls an invitation off.
    pub INVITATION_REVOKE =
        "UPDATE invitation SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";
    /// Takes one use, if there is one.
    pub INVITATION_TAKE = "UPDATE invitation SET uses_left = uses_left - 1, uses = uses + 1 \
        WHERE token_hash = $1 AND revoked_at IS NULL AND uses_left > 0 AND expires_at > $2 \
        RETURNING role, organisation_id, group_id, created_by";
}

/// What somebody who came by an invitation is given.
#[derive(store::FromRow)]
pub(crate) struct Taken {
    pub role: Role,
    pub organisation_id: Option<ActorId>,
    pub group_id: Option<ActorId>,
    pub created_by: Option<ActorId>,
}

/// An administrator; or, for a community, one of its facilitators.
async fn check_inviter(q: &mut impl Query, who: &Who, community: Option<ActorId>) -> Result<()> {
    match community {
        None => site::administer(who).map(drop),
        Some(id) => communities::permitted::<act::Facilitate>(q, who, id).await.map(drop),
    }
}

/// Makes a link; its secret is shown this once. Needs Administer, or Facilitate of the community
/// for members of it without an organisation.
pub async fn create(store: &Store, who: &Who, new: NewInvitation) -> Result<(Invitation, Token)> {
    let mut errors = FieldErrors::default();
    let note = text::line(&new.note);
    check_length("note", &note, 200, &mut errors);
    if !(1..=MAX_USES).contains(&new.uses) {
        errors.add_with("uses", "error-range", range(MAX_USES));
    }
    if !(1..=MAX_DAYS).contains(&new.days) {
        errors.add_with("days", "error-range", range(MAX_DAYS));
    }
    if new.role != Role::Member || new.organisation.is_some() {
        site::administer(who)?;
    }
    let mut tx = store.begin().await?;
    check_inviter(&mut tx, who, new.community).await?;
    errors.check()?;
    let token = Token::new(tx.world());
    let (id, now) = (tx.id::<RowId>(), tx.now());
    let expires_at = now + Duration::from_hours(u64::from(new.days) * 24);
    let values = args![
        id,
        token.hash(),
        who.actor(),
        new.organisation,
        new.community,
        new.role,
        note,
        new.uses,
        now,
        expires_at,
    ];
    tx.execute(&INVITATION_INSERT, values).await?;
    let invitation = tx.one(&INVITATION_BY_ID, args![id]).await?;
    tx.save().await?;
    Ok((invitation, token))
}

/// Invitations, the newest first: all for administrators (`community` = `None`), or those of one
/// community for its facilitators.
pub async fn list(store: &Store, who: &Who, community: Option<ActorId>) -> Result<Vec<Invitation>> {
    let mut q = store.read();
    check_inviter(&mut q, who, community).await?;
    Ok(match community {
        None => q.all(&INVITATIONS, args![]).await?,
        Some(group) => q.all(&INVITATIONS_OF_GROUP, args![group]).await?,
    })
}

/// Calls a link off. Needs what making it needs.
pub async fn revoke(store: &Store, who: &Who, id: RowId) -> Result<()> {
    let mut tx = store.begin().await?;
    let invitation: Invitation = tx.one(&INVITATION_BY_ID, args![id]).await?;
    check_inviter(&mut tx, who, invitation.group_id).await?;
    let now = tx.now();
    tx.execute(&INVITATION_REVOKE, args![id, now]).await?;
    Ok(tx.save().await?)
}

/// The invitation behind a link that still works; [`domain::Error::NotFound`] otherwise.
pub async fn open(q: &mut impl Query, token: &Token, now: Time) -> Result<Invitation> {
    Ok(q.one(&INVITATION_OPEN, args![token.hash(), now]).await?)
}

/// Somebody who has an account follows a link into its community. Returns the community.
/// Conflict `error-invitation-over`, or `error-invitation-no-community`.
pub async fn accept(store: &Store, viewer: &Viewer, token: &Token) -> Result<ActorId> {
    let mut tx = store.begin().await?;
    // Whatever is refused below gives the use back, because the unit is not saved.
    let taken = take(&mut tx, token).await?;
    let Some(group) = taken.group_id else {
        return Err(Error::Conflict("error-invitation-no-community"));
    };
    match communities::standing(&mut tx, group, viewer.actor_id).await? {
        Standing::Member | Standing::Facilitator => return Ok(group),
        Standing::Banned => return Err(Error::Forbidden("error-banned")),
        Standing::Outsider | Standing::Requested | Standing::Invited => {}
    }
    if !membership::admit(&mut tx, group, viewer.actor_id, taken.created_by).await? {
        return Err(Error::Conflict("error-community-closed"));
    }
    tx.save().await?;
    Ok(group)
}

/// Takes one use; Conflict `error-invitation-over` when there is none. Part of signing up.
pub(crate) async fn take(tx: &mut Tx, token: &Token) -> Result<Taken> {
    let now = tx.now();
    let taken: Option<Taken> = tx.optional(&INVITATION_TAKE, args![token.hash(), now]).await?;
    taken.ok_or(Error::Conflict("error-invitation-over"))
}

fn range(max: u32) -> Vec<(&'static str, String)> {
    vec![("min", "1".to_owned()), ("max", max.to_string())]
}
