//! Everything of one person with the files that she has added to what is hers.

use bytes::Bytes;
use domain::{Error, Origin, Result, id::RowId};
use people::Viewer;
use serde_json::json;
use store::{Query, Reader, args, statements};

use super::archive::{Entry, Holds};
use crate::{Publishing, activity::object::Labels, files};

statements! {
    OWN_FILES = "SELECT t.id FROM attachment t JOIN content c ON c.id = t.content_id \
        WHERE c.author_id = $1 AND c.host = '' AND c.state <> 'deleted' AND t.hash IS NOT NULL \
        ORDER BY c.created_at, c.id, t.position, t.id";
}

/// What [`super::person()`] tells, and beside it all files of what she wrote, for [`super::archive()`]. The document
/// says under `files` what each of them is.
pub async fn person_with_files(
    q: &mut Reader,
    p: &Publishing,
    labels: &dyn Labels,
    viewer: &Viewer,
    origin: Option<&Origin>,
) -> Result<Vec<Entry>> {
    let mut document = super::person(q, p, labels, viewer, origin).await?;
    let ids: Vec<(RowId,)> = q.all(&OWN_FILES, args![viewer.actor_id]).await?;
    let (mut entries, mut said) =
        (Vec::with_capacity(ids.len() + 1), Vec::with_capacity(ids.len()));
    for (id,) in ids {
        let opened = match files::open(q, &viewer.who(), id).await {
            Ok(opened) => opened,
            // What a moderator has taken away, or a scanner holds back, is not given to its author either.
            Err(Error::NotFound | Error::Gone | Error::Forbidden(_) | Error::Conflict(_)) => {
                continue;
            }
            Err(e) => return Err(e),
        };
        let Some(hash) = opened.hash() else { continue };
        let file = &opened.file;
        let Some(thing) = file.content_id else { continue };
        let path = format!("files/{thing}/{:02}-{}", file.position + 1, file.name);
        said.push(json!({
            "path": path,
            "thing": thing,
            "name": file.name,
            "label": file.label,
            "mediaType": file.media_type,
            "role": file.role.as_str(),
        }));
        entries.push(Entry { name: path, holds: Holds::File(hash) });
    }
    document["files"] = said.into();
    let document = Bytes::from(document.to_string());
    let first = Entry { name: "everything.json".into(), holds: Holds::Bytes(document) };
    entries.insert(0, first);
    Ok(entries)
}
