//! ActivityPub: who can act and be followed, here and elsewhere.
//!
//! [`actor`] is the table of everybody. The rest are building blocks that need no database: which
//! addresses may be spoken to ([`network`]), the one HTTP client ([`client`]), keys and signatures
//! ([`keys`], [`signature`]), reading and writing documents ([`document`], [`address`]), and how
//! others find us ([`webfinger`], [`nodeinfo`], [`host_meta`]).

pub mod actor;
pub mod address;
pub mod client;
pub mod document;
pub mod host_meta;
pub mod keys;
pub mod network;
pub mod nodeinfo;
pub mod signature;
pub mod webfinger;

pub use actor::{Actor, ActorKind, ActorState, ActorText, NewActor};
