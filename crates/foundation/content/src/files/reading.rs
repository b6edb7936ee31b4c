//! Which files a thing has, and who may have them: whoever may read the thing.

use domain::{
    ActorId, ContentId, Error, Result,
    access::{State, Who, act, permit},
    id::RowId,
};
use store::{Query, args, files::Hash, statements};

use super::{
    Attachment, Fits, Scan,
    media::{self, Media},
};
use crate::{federating::Cleared, model::Content, sql};

macro_rules! columns {
    () => {
        "t.id, t.content_id, t.role, t.position, t.name, t.label, t.media_type, t.size, t.hash, t.url, t.digest, f.scan, \
         t.added_by, f.width, f.height, f.pages, fp.width AS preview_width, fp.height AS preview_height, \
         ft.width AS thumb_width, ft.height AS thumb_height, t.created_at \
         FROM attachment t LEFT JOIN file f ON f.hash = t.hash \
         LEFT JOIN file fp ON fp.hash = f.preview LEFT JOIN file ft ON ft.hash = f.thumb"
    };
}

statements! {
    FILES_OF = concat!(
        "SELECT ", columns!(), " WHERE t.content_id = $1 ORDER BY t.position, t.id"
    );
    GROUP_OF = "SELECT c.group_id FROM attachment t JOIN content c ON c.id = t.content_id \
        WHERE t.id = $1 AND c.visibility = 'members' AND c.state = 'published' AND c.host = ''";
    PREVIEW_OF = "SELECT s.hash, s.media_type FROM file f JOIN file s ON s.hash = f.preview WHERE f.hash = $1";
    THUMB_OF = "SELECT s.hash, s.media_type FROM file f JOIN file s ON s.hash = f.thumb WHERE f.hash = $1";
    FILE_BY_ID = concat!("SELECT ", columns!(), " WHERE t.id = $1");
}

/// All files of a thing, in their order. Whoever calls has checked that the thing may be read.
pub async fn of(q: &mut impl Query, id: ContentId) -> Result<Vec<Attachment>> {
    Ok(q.all(&FILES_OF, args![id]).await?)
}

/// A file that somebody may have.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The file.
    pub file: Attachment,
    /// Whether everybody may have it.
    pub public: bool,
}

impl Opened {
    /// What it holds, when it is here.
    pub fn hash(&self) -> Option<Hash> {
        self.file.hash.as_deref()?.parse().ok()
    }
}

/// Whether everybody may have the files of a thing.
fn is_public(content: &Content) -> bool {
    content.state == State::Published
        && crate::activity::object::is_public(content.visibility)
        && content.policy == domain::Policy::Open
}

/// A file, for whoever may read its thing, or the ledger that it is in. [`Error::NotFound`] for everybody else, and when its thing was
/// withdrawn or removed; [`Error::Conflict`] and [`Error::Forbidden`] for what a virus scanner holds back.
pub async fn open(q: &mut impl Query, who: &Who, id: RowId) -> Result<Opened> {
    let Some(file) = q.optional::<Attachment>(&FILE_BY_ID, args![id]).await? else {
        return super::ledger::open(q, who, id).await;
    };
    let content = sql::load(q, who, file.content_id.ok_or(Error::NotFound)?).await?;
    if permit::<act::Read, _>(who, content.standing, &content).is_err() {
        return Err(Error::NotFound);
    }
    file.scan.map_or(Ok(()), Scan::check)?;
    Ok(Opened { file, public: is_public(&content) })
}

/// The smaller picture of a file that somebody may have, and its type. [`Error::NotFound`] where there is none.
pub async fn small(
    q: &mut impl Query,
    opened: &Opened,
    fits: Fits,
) -> Result<(Hash, &'static Media)> {
    let statement = match fits {
        Fits::Text => &PREVIEW_OF,
        Fits::List => &THUMB_OF,
    };
    let hash = opened.file.hash.as_deref().ok_or(Error::NotFound)?;
    let (hash, media_type): (String, String) = q.one(statement, args![hash]).await?;
    let media = media::by_type(&media_type).ok_or(Error::NotFound)?;
    Ok((hash.parse().map_err(Error::internal)?, media))
}

/// The community for whose members a file of this instance is; `None` for every other file.
pub async fn restricted_to(q: &mut impl Query, id: RowId) -> Result<Option<ActorId>> {
    Ok(q.optional::<(ActorId,)>(&GROUP_OF, args![id]).await?.map(|(group,)| group))
}

/// A file for an instance that has shown that it may have what is for the members of a community.
pub async fn open_for(q: &mut impl Query, cleared: &Cleared, id: RowId) -> Result<Opened> {
    let file: Attachment = q.one(&FILE_BY_ID, args![id]).await?;
    let content = sql::load(q, &Who::System, file.content_id.ok_or(Error::NotFound)?).await?;
    let live = content.state == State::Published && content.host.is_empty();
    if !live || !Cleared::covers(Some(cleared), content.group_id) {
        return Err(Error::NotFound);
    }
    file.scan.map_or(Ok(()), Scan::check)?;
    Ok(Opened { file, public: is_public(&content) })
}
