//! People, organisations and communities across instances: following and joining, what actors say
//! of themselves, and their documents.

mod actors;
mod changes;
mod deciding;
mod documents;
mod following;
mod keeper;
mod moving;

use federation::Builder;

pub use actors::{announced_change, announced_departure};
pub use changes::rotate_keys;
pub(crate) use changes::{changed, decided, departed, moved};
pub use deciding::{Decision, EndOfBan, decision};
pub use documents::{followers, moderators, type_of};
pub use keeper::{keep_hosts, keep_member_count};

/// Registers everything of this crate. Fails when another crate claims the same activities.
pub fn register(builder: Builder) -> Result<Builder, federation::DoubleClaim> {
    Ok(builder
        .handler(following::Following)?
        .handler(actors::Actors)?
        .handler(moving::Moving)?
        .keeper(keeper::Keeping)
        .writer(documents::Documents))
}
