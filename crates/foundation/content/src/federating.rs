//! Things across instances: what is said of them when they leave, and what is believed and done
//! when they arrive. For all kinds alike; what a kind means is in its list of fields.
//!
//! - [`mod@whole`]: a thing with all that its object says, from the rows.
//! - [`sending`]: which activities a change makes, in the unit of the change.
//! - [`documents`]: these activities as documents, made when they are sent or asked for.
//! - [`arriving`]: handlers of activities about things.
//! - [`offers`]: what instances and people offer one another.
//! - [`lineage`]: adaptations and the lists in which sources name them.
//! - [`history`]: what somebody elsewhere published last, when one begins to follow.

mod arriving;
mod clearance;
mod documents;
mod history;
mod lineage;
mod offers;
mod progress;
mod sending;
mod whole;

use std::sync::Arc;

use federation::{Builder, DoubleClaim};

use crate::{Publishing, activity::object::Labels};

pub(crate) use arriving::{Catalogued, keep_catalogued, put_part};
pub use arriving::{Find, find};
pub use clearance::{Cleared, clearance, is_published, restricted_to, seats};
pub use documents::{Served, context, featured, outbox, served};
pub(crate) use lineage::{again, given_to};
pub use progress::{Progress, progress};
pub use sending::Sending;
pub use whole::whole;

/// Registers everything of this crate. Fails when another crate claims the same activities.
pub fn register(
    builder: Builder,
    publishing: &Publishing,
    labels: Arc<dyn Labels>,
) -> Result<Builder, DoubleClaim> {
    Ok(builder
        .handler(arriving::Arriving::new(publishing.clone()))?
        .handler(offers::Offers { p: publishing.clone() })?
        .writer(documents::Documents { publishing: publishing.clone(), labels })
        .newcomer(history::History { publishing: publishing.clone() }))
}
