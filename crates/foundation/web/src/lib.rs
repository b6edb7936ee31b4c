//! What every page of the house has in common: the shell around it, words, dates, forms, assets,
//! errors with a way onward, and the slots that a [`Room`] fills.
//!
//! A handler reads like a sentence: it takes a [`Ctx`], calls one function of a service and
//! answers with a page or a redirect.
//!
//! ```ignore
//! #[derive(askama::Template)]
//! #[template(path = "communities/show.html")]
//! struct Show { shell: Shell, community: Community }
//!
//! async fn show(ctx: Ctx, Path(slug): Path<String>) -> web::Result {
//!     let community = service::show(&mut ctx.read(), &ctx.who(), &slug).await?;
//!     ctx.page(&Show { shell: ctx.shell(&*community.name), community })
//! }
//! ```

#![allow(
    clippy::trivially_copy_pass_by_ref,
    clippy::unused_self,
    reason = "templates call helpers as methods, with references to whatever they hold"
)]

pub mod activitypub;
pub mod app;
mod article;
pub mod assets;
pub mod context;
pub mod conversation;
pub mod cookies;
mod crowd;
pub mod error;
pub mod feed;
pub mod files;
pub mod form;
pub mod format;
pub mod html;
pub mod kind;
pub mod locale;
pub mod messages;
pub mod moving;
mod own;
pub mod pieces;
pub mod room;
pub mod serve;
mod shelf;
pub mod shell;
pub mod table;
#[cfg(feature = "test-support")]
pub mod testing;

pub use app::{App, Config, federation_settings};
pub use context::{Ctx, Wants};
pub use error::{Error, Result};
pub use form::{Choice, Form, FormView, Sent, Upload};
pub use format::Local;
pub use html::Html;
pub use kind::KindView;
pub use messages::{Messages, ToArg, Tr};
pub use people::{sessions::Viewer, site::Site};
pub use room::{HomePanel, MenuItem, Place, Room, Routes, SearchSection};
pub use serve::{House, build};
pub use shelf::{Begin, Shelf};
pub use shell::Shell;
