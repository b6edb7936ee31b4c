//! Files that come along when a thing is taken up.

use domain::{ContentId, Result, access::Who, id::RowId};
use store::{Tx, args};

use super::{
    FileRole,
    attach::{PUT_ATTACHMENT, space_of},
    look, reading,
};
use crate::{Publishing, service::acting, sql};

/// Gives a new thing of one's own the files of another one that are on this instance, as far as there is room for
/// them: what they hold is kept once. Emblems say with whose money the other one was made, and stay with it. Whoever
/// calls has checked that the other one may be read; nothing happens where the new one is of a kind without files.
pub(crate) async fn take_along(
    p: &Publishing,
    tx: &mut Tx,
    who: &Who,
    from: ContentId,
    to: ContentId,
) -> Result<()> {
    let (person, now) = (acting(who)?, tx.now());
    let content = sql::load(tx, who, to).await?;
    if !p.kinds().or_article(&content.kind).files {
        return Ok(());
    }
    let mut position = 0_i64;
    for file in reading::of(tx, from).await? {
        let (Some(hash), Some(size), FileRole::File) = (&file.hash, file.size, file.role) else {
            continue;
        };
        let space = space_of(p, tx, who, content.organisation_id).await?;
        if u64::try_from(size).unwrap_or(u64::MAX) > space.largest {
            continue;
        }
        let id: RowId = tx.id();
        let args = args![
            id,
            to,
            file.role.as_str(),
            position,
            &file.name,
            &file.label,
            &file.media_type,
            size,
            hash,
            person,
            space.organisation,
            now
        ];
        tx.execute(&PUT_ATTACHMENT, args).await?;
        look::ask(tx, &file.media_type, hash, to).await?;
        position += 1;
    }
    Ok(())
}
