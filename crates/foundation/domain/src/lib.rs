//! What every part of the house means by the same words: ids, time, languages, sectors,
//! visibility, access rules and errors. There is no I/O here and nothing global: clock and
//! randomness are passed in as a [`World`].

pub mod access;
pub mod day;
pub mod error;
pub mod handle;
pub mod id;
pub mod lang;
pub mod origin;
pub mod policy;
pub mod sector;
pub mod text;
pub mod time;
pub mod translit;
pub mod visibility;
pub mod world;

pub use error::{Error, FieldError, FieldErrors, Result};
pub use handle::Handle;
pub use id::{AccountId, ActorId, ContentId, Id};
pub use lang::Lang;
pub use origin::Origin;
pub use policy::Policy;
pub use sector::Sector;
pub use time::{Clock, Time};
pub use visibility::Visibility;
pub use world::World;
