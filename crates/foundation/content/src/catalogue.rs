//! What partner instances exchange: a public catalogue of communities, practices, resources and
//! organisations, so that a city that joined this morning searches the whole network's library by noon.
//!
//! - [`partners`]: two administrators connect their instances; the offer and its answer travel as
//!   `Offer`, `Accept` and `Reject` between the instance actors.
//! - [`serving`]: the catalogue, in the order in which its entries changed, page by page.
//! - [`fetching`]: another's catalogue, from where one had come to; interrupted, it goes on there.

pub mod fetching;
mod handler;
pub mod partners;
pub mod serving;

pub(crate) use handler::{document, resolve};
