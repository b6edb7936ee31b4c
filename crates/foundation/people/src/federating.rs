//! People, organisations and communities across instances: following and joining, what actors say
//! of themselves, private messages, and the documents of all this.

mod actors;
mod changes;
mod deciding;
mod documents;
mod following;
mod keeper;
mod messages;
mod moving;

use federation::Builder;

use crate::ledger::{self, LedgerKinds};

pub use actors::{announced_change, announced_departure};
pub use changes::{NewKeysHold, rotate_keys};
pub(crate) use changes::{changed, decided, departed, moved};
pub use deciding::{Decision, EndOfBan, decision};
pub use documents::{first_host, followers, moderators, type_of};
pub use keeper::{keep_hosts, keep_member_count};
pub use messages::{Cleaner, Private, message, private};

/// Registers everything of this crate, and what happens in ledgers of these kinds. Fails when another crate claims the same activities.
pub fn register(
    builder: Builder,
    ledgers: &LedgerKinds,
) -> Result<Builder, federation::DoubleClaim> {
    Ok(builder
        // Before the writer of what is about actors: what is written in a ledger names one, too.
        .handler(ledger::Arriving(ledgers.clone()))?
        .writer(ledger::Documents(ledgers.clone()))
        .handler(following::Following)?
        .handler(actors::Actors)?
        .handler(moving::Moving)?
        .keeper(keeper::Keeping)
        .writer(documents::Documents))
}
