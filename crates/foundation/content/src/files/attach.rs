//! Adding files to what one may change, and taking them away.

use domain::{
    ActorId, ContentId, Error, Result,
    access::{State, Who, act, permit},
    id::RowId,
    text,
};
use store::{Query, Tx, args, files::Arrived, statements};

use super::{
    FileRole, LABEL_MAX, MOST, Scan,
    kept::{self, Kept},
    look,
    media::{self, Media},
    scan,
    workshop::{Picture, SmallArrived},
};
use crate::{
    model::Content,
    service::{Change, Publishing, acting},
    sql,
};

statements! {
    USED_BY_ORGANISATION = "SELECT CAST(COALESCE((SELECT sum(size) FROM attachment \
        WHERE organisation_id = $1 AND hash IS NOT NULL), 0) + COALESCE((SELECT sum(size) FROM ledger_file \
        WHERE organisation_id = $1 AND hash IS NOT NULL), 0) AS bigint)";
    USED_BY_PERSON = "SELECT CAST(COALESCE((SELECT sum(size) FROM attachment \
        WHERE added_by = $1 AND organisation_id IS NULL AND hash IS NOT NULL), 0) \
        + COALESCE((SELECT sum(size) FROM ledger_file \
        WHERE added_by = $1 AND organisation_id IS NULL AND hash IS NOT NULL), 0) AS bigint)";
    ON_BEHALF_OF = "SELECT organisation_id FROM affiliation WHERE person_id = $1";
    PLACES_TAKEN = "SELECT CAST(count(*) AS bigint), CAST(COALESCE(max(position), -1) AS bigint) \
        FROM attachment WHERE content_id = $1";
    pub(super) PUT_ATTACHMENT = "INSERT INTO attachment (id, content_id, role, position, name, label, media_type, \
        size, hash, added_by, organisation_id, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    THING_OF = "SELECT content_id FROM attachment WHERE id = $1 AND hash IS NOT NULL";
    WHAT_GOES = "SELECT media_type, hash FROM attachment WHERE id = $1 AND hash IS NOT NULL";
    TAKE_AWAY = "DELETE FROM attachment WHERE id = $1";
    DESCRIBE = "UPDATE attachment SET label = $2 WHERE id = $1";
    IN_ORDER = "SELECT id FROM attachment WHERE content_id = $1 ORDER BY position, id";
    PLACE = "UPDATE attachment SET position = $2 WHERE id = $1";
    CHANGED = "UPDATE content SET updated_at = $2 WHERE id = $1";
}

/// What may still be added to a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// The most bytes of the next file; 0 when the space is used up.
    pub largest: u64,
    /// How many bytes are used, of the organisation or of the person.
    pub used: u64,
    /// How many there are.
    pub of: u64,
    /// Whose space it is; `None` for the person's own.
    pub(super) organisation: Option<ActorId>,
}

impl Quota {
    /// Whether it is the space that is short, and not the file that is large.
    pub fn is_nearly_full(&self, limits: super::Limits) -> bool {
        self.largest < limits.largest
    }
}

/// What somebody says of a file that she adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// The name it had on her machine.
    pub name: String,
    /// What it is; may be empty.
    pub label: String,
    /// What it is to the thing.
    pub role: FileRole,
}

/// How much may be added to a thing. Needs Edit, and a kind that has files. Told before anything is sent, so that nobody waits for
/// an upload that will be refused.
pub async fn quota(p: &Publishing, who: &Who, id: ContentId) -> Result<Quota> {
    let mut q = p.store().read();
    let content = sql::load(&mut q, who, id).await?;
    permit::<act::Edit, _>(who, content.standing, &content)?;
    space(p, &mut q, who, &content).await
}

async fn space(p: &Publishing, q: &mut impl Query, who: &Who, content: &Content) -> Result<Quota> {
    if !p.kinds().or_article(&content.kind).files {
        return Err(Error::NotFound);
    }
    space_of(p, q, who, content.organisation_id).await
}

/// How much may be added on behalf of an organisation, of one's own where none is given, or else for oneself.
pub(super) async fn space_of(
    p: &Publishing,
    q: &mut impl Query,
    who: &Who,
    organisation: Option<ActorId>,
) -> Result<Quota> {
    let person = acting(who)?;
    let organisation = match organisation {
        Some(organisation) => Some(organisation),
        None => q.optional::<(ActorId,)>(&ON_BEHALF_OF, args![person]).await?.map(|(o,)| o),
    };
    let (used,): (i64,) = match organisation {
        Some(organisation) => q.one(&USED_BY_ORGANISATION, args![organisation]).await?,
        None => q.one(&USED_BY_PERSON, args![person]).await?,
    };
    let (limits, used) = (p.limits(), u64::try_from(used).unwrap_or(0));
    let largest = limits.per_organisation.saturating_sub(used).min(limits.largest);
    Ok(Quota { largest, used, of: limits.per_organisation, organisation })
}

/// Adds a file that has arrived. Needs Edit. A picture is kept without what cameras write into it. The error
/// stands at the field `file`: for what is empty, of a type that is not taken or holds something else than its
/// name says, for a picture that is broken or unfolds to too much, for what a virus scanner refuses, for the one too
/// many, and when the space is used up.
pub async fn attach(
    p: &Publishing,
    who: &Who,
    id: ContentId,
    arrived: Arrived,
    new: NewFile,
) -> Result<RowId> {
    acting(who)?;
    let media = checked(&arrived, &new.name)?;
    if new.role == FileRole::Emblem && media.shown != media::Shown::Picture {
        return Err(Error::field("file", "files-error-emblem"));
    }
    let label = label(&new.label)?;
    let name = media::name(&new.name, media);
    let scan = scan::arriving(p, &arrived).await?;
    let made = Made::of(p, arrived, media).await?;
    // From here until the unit is saved, nothing that is kept is thrown away.
    let _keeping = p.store().files().keeping().await;
    let kept = made.keep(p, media, scan).await?;
    let said = Said { name, label, role: new.role };
    let written = write(p, who, id, &kept, said).await;
    if written.is_err() {
        kept.give_up(p.store()).await;
    }
    written
}

/// What a file is that has arrived. Errors of the field `file`.
pub(super) fn checked(arrived: &Arrived, name: &str) -> Result<&'static Media> {
    if arrived.size == 0 {
        return Err(Error::field("file", "files-error-empty"));
    }
    media::of(name, &arrived.head).ok_or_else(|| Error::field("file", "files-error-type"))
}

/// What is said of a file, checked.
struct Said {
    name: String,
    label: String,
    role: FileRole,
}

/// Names a file that is in its place, and says to which thing it belongs.
async fn write(p: &Publishing, who: &Who, id: ContentId, kept: &Kept, said: Said) -> Result<RowId> {
    let (person, now) = (acting(who)?, p.store().now());
    let mut tx = p.store().begin().await?;
    let content = sql::load(&mut tx, who, id).await?;
    let content = permit::<act::Edit, Content>(who, content.standing, content)?;
    let space = space(p, &mut tx, who, &content).await?;
    if kept.whole.size > space.largest {
        return Err(Error::field("file", "files-error-full"));
    }
    let (count, last): (i64, i64) = tx.one(&PLACES_TAKEN, args![id]).await?;
    if count >= MOST {
        return Err(Error::field("file", "files-error-many"));
    }
    kept.put(&mut tx, now).await?;
    let attachment: RowId = p.store().id();
    let Said { name, label, role } = said;
    let args = args![
        attachment,
        id,
        role.as_str(),
        last + 1,
        name,
        label,
        kept.whole.media_type,
        i64::try_from(kept.whole.size).unwrap_or(i64::MAX),
        &kept.whole.hash,
        person,
        space.organisation,
        now
    ];
    tx.execute(&PUT_ATTACHMENT, args).await?;
    look::ask(&mut tx, kept.whole.media_type, &kept.whole.hash, id).await?;
    if kept.scan == Scan::Pending {
        scan::ask_later(&mut tx, &kept.whole.hash).await?;
    }
    changed(p, &mut tx, who, &content).await?;
    tx.save().await?;
    Ok(attachment)
}

/// A file that stands aside, with what was made of it.
pub(super) struct Made {
    arrived: Arrived,
    pixels: Option<(u32, u32)>,
    small: Vec<SmallArrived>,
}

impl Made {
    pub(super) async fn of(
        p: &Publishing,
        arrived: Arrived,
        media: &'static Media,
    ) -> Result<Self> {
        if media.shown != media::Shown::Picture {
            return Ok(Self { arrived, pixels: None, small: Vec::new() });
        }
        let picture = p.workshop().picture(p.store(), arrived, media).await?;
        let Picture { arrived, width, height, small } = picture;
        Ok(Self { arrived, pixels: Some((width, height)), small })
    }

    /// Puts everything in its place. Hold [`store::files::Files::keeping`].
    pub(super) async fn keep(
        self,
        p: &Publishing,
        media: &'static Media,
        scan: Scan,
    ) -> Result<Kept> {
        let small = kept::keep_all(p.store(), self.small).await?;
        let whole = kept::keep(p.store(), self.arrived, media.media_type, self.pixels).await?;
        Ok(Kept { whole, small, scan })
    }
}

fn label(given: &str) -> Result<String> {
    let label = text::line(given);
    if text::len(&label) > LABEL_MAX {
        return Err(Error::field("label", "files-error-label"));
    }
    Ok(label)
}

/// Everybody who has the thing must learn that its files are others now.
async fn changed(p: &Publishing, tx: &mut Tx, who: &Who, content: &Content) -> Result<()> {
    tx.execute(&CHANGED, args![content.id, p.store().now()]).await?;
    if content.state == State::Published {
        p.emit(tx, who, content.id, Change::Updated).await?;
    }
    Ok(())
}

/// The thing that a file belongs to, when it may be changed.
async fn editable(tx: &mut Tx, who: &Who, id: RowId) -> Result<Content> {
    let (thing,): (ContentId,) = tx.one(&THING_OF, args![id]).await?;
    let content = sql::load(tx, who, thing).await?;
    Ok(permit::<act::Edit, Content>(who, content.standing, content)?.into_inner())
}

/// Takes a file away. Needs Edit on its thing, which is given back. What it held is thrown away when
/// nothing else needs it.
pub async fn detach(p: &Publishing, who: &Who, id: RowId) -> Result<ContentId> {
    let mut tx = p.store().begin().await?;
    let content = editable(&mut tx, who, id).await?;
    let (media_type, hash): (String, String) = tx.one(&WHAT_GOES, args![id]).await?;
    tx.execute(&TAKE_AWAY, args![id]).await?;
    look::ask(&mut tx, &media_type, &hash, content.id).await?;
    changed(p, &mut tx, who, &content).await?;
    tx.save().await?;
    Ok(content.id)
}

/// Says of a file what it is. Needs Edit on its thing, which is given back.
pub async fn describe(p: &Publishing, who: &Who, id: RowId, said: &str) -> Result<ContentId> {
    let label = label(said)?;
    let mut tx = p.store().begin().await?;
    let content = editable(&mut tx, who, id).await?;
    tx.execute(&DESCRIBE, args![id, label]).await?;
    changed(p, &mut tx, who, &content).await?;
    tx.save().await?;
    Ok(content.id)
}

/// Puts a file one place further up. Needs Edit on its thing, which is given back.
pub async fn move_up(p: &Publishing, who: &Who, id: RowId) -> Result<ContentId> {
    let mut tx = p.store().begin().await?;
    let content = editable(&mut tx, who, id).await?;
    let rows = tx.all::<(RowId,)>(&IN_ORDER, args![content.id]).await?;
    let mut order: Vec<RowId> = rows.into_iter().map(|(id,)| id).collect();
    if let Some(at @ 1..) = order.iter().position(|one| *one == id) {
        order.swap(at - 1, at);
        for (position, one) in (0_i64..).zip(&order) {
            tx.execute(&PLACE, args![*one, position]).await?;
        }
        changed(p, &mut tx, who, &content).await?;
    }
    tx.save().await?;
    Ok(content.id)
}
