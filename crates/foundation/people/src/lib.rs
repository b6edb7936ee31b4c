//! People, their organisations and communities: accounts, sign-in, sessions, invitations,
//! membership, moving, moderation log, notifications, and the settings of the instance.
//!
//! A public function that writes is one action: one permission check, one unit of work. Functions
//! that take a [`store::Tx`] are parts of an action of somebody else, who has checked. Passwords
//! are hashed before the unit begins.
//!
//! Keys of errors are messages in `messages/*/people.ftl`. Names of fields in [`domain::FieldErrors`]
//! are those of the input structs; for a text in a language they are `name.bg`, `bio.en` ….

pub mod accounts;
pub mod avoidance;
pub mod colleagues;
pub mod communities;
pub mod entrusted;
mod facets;
pub mod federating;
pub mod follows;
pub mod instances;
pub mod invitations;
pub mod ledger;
pub mod messages;
pub mod moderation;
pub mod moving;
pub mod notifications;
pub mod organisations;
pub mod page;
pub mod passwords;
pub mod persons;
pub mod secrets;
pub mod sessions;
pub mod setup;
pub mod sign_in;
pub mod sign_up;
pub mod site;
pub mod takeout;
#[cfg(feature = "test-support")]
pub mod testing;
pub mod texts;
pub mod turns;

pub use communities::Community;
pub use page::{Cursor, Page};
pub use passwords::Passwords;
pub use secrets::{Token, TokenHash};
pub use sessions::{Client, SignedIn, Viewer};
pub use sign_in::Attempts;
pub use site::Site;
pub use texts::{Markup, Texts};
pub use turns::Turns;
