//! ActivityPub: who can act and be followed, here and elsewhere.
//!
//! - [`Federation`] is what one instance shares: made by [`Builder`], asleep until the origin is fixed.
//! - [`actor`] is the table of everybody, [`remote`] what is known of those who live elsewhere,
//!   [`alias`] who says that she is also somebody else.
//! - [`outgoing`] is the log of what leaves, [`interest`] who gets it, [`delivery`] brings it there.
//! - [`relay`]: what a community passes on of what others did.
//! - [`policy`]: which instances this one speaks with.
//! - [`receiving`] takes in what arrives; [`handler`] is what the crates above register for it.
//! - [`named`]: servers that the operator names.
//! - Building blocks that need no database: which addresses may be spoken to ([`network`]), the one
//!   HTTP client ([`client`]), keys and signatures ([`keys`], [`signature`]), addresses and documents
//!   ([`iri`], [`document`], [`address`]), and how others find us ([`webfinger`], [`nodeinfo`],
//!   [`host_meta`]).

pub mod acquaint;
pub mod actor;
pub mod address;
pub mod alias;
pub mod client;
pub mod collection;
pub mod delivery;
pub mod document;
mod engine;
pub mod handler;
pub mod holders;
pub mod host_meta;
pub mod interest;
pub mod iri;
pub mod keys;
pub mod named;
pub mod network;
pub mod nodeinfo;
pub mod outgoing;
pub mod own_keys;
pub mod policy;
pub mod proof;
pub mod receiving;
pub mod relay;
pub mod remote;
pub mod signature;
mod task;
mod vouching;
pub mod webfinger;

pub use acquaint::{Acquaint, Federated};
pub use actor::{Actor, ActorKind, ActorState, ActorText, NewActor};
pub use engine::{Builder, DoubleClaim, Federation, Live, Settings, Switch};
