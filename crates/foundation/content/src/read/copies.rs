//! Where something that is for members is kept, for those whom it concerns.

use domain::{
    ContentId, Error, Result, Visibility,
    access::{State, Who},
};
use federation::holders::{self, Holder};
use store::Query;

use crate::{model::Content, sql};

/// A thing for members, and the other instances that hold a copy of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Copies {
    /// The thing, as whoever asks sees it; what it said may be gone.
    pub content: Content,
    /// The instances, by name.
    pub holders: Vec<Holder>,
}

/// Which other instances hold a copy of something for members, and which confirmed that they were told
/// to erase it: for its author and for whoever belongs to the community. [`Error::NotFound`] for
/// everybody else and for everything else.
pub async fn copies(q: &mut impl Query, who: &Who, id: ContentId) -> Result<Copies> {
    let content = sql::load(q, who, id).await?;
    let author = who.actor() == Some(content.author_id);
    let restricted = content.visibility == Visibility::Members && content.state != State::Draft;
    if !restricted || who.person().is_none() || !(author || content.standing.is_inside()) {
        return Err(Error::NotFound);
    }
    let holders = holders::of(q, id).await?;
    Ok(Copies { content, holders })
}
