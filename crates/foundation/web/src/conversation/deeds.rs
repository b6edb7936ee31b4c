//! Buttons under a post: one press, one action, and back to where one was.

use axum::extract::Path;
use content::service::{self, Publishing};
use domain::{ContentId, Error, access::Who};

use super::{parse_id, return_to};
use crate::{Ctx, Form, Result};

/// What a button does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    React,
    Unreact,
    Bookmark,
    Unbookmark,
    Accept,
    Unaccept,
    Pin(bool),
    Lock(bool),
    Restore,
}

impl Deed {
    fn parse(word: &str) -> Result<Self, Error> {
        Ok(match word {
            "react" => Self::React,
            "unreact" => Self::Unreact,
            "bookmark" => Self::Bookmark,
            "unbookmark" => Self::Unbookmark,
            "accept" => Self::Accept,
            "unaccept" => Self::Unaccept,
            "pin" => Self::Pin(true),
            "unpin" => Self::Pin(false),
            "lock" => Self::Lock(true),
            "unlock" => Self::Lock(false),
            "restore" => Self::Restore,
            _ => return Err(Error::NotFound),
        })
    }

    /// What is said when it is done; nothing where the button itself shows it.
    fn done(self) -> Option<&'static str> {
        match self {
            Self::React | Self::Unreact => None,
            Self::Bookmark => Some("conversation-done-bookmarked"),
            Self::Unbookmark => Some("conversation-done-unbookmarked"),
            Self::Accept => Some("conversation-done-accepted"),
            Self::Unaccept => Some("conversation-done-unaccepted"),
            Self::Pin(true) => Some("conversation-done-pinned"),
            Self::Pin(false) => Some("conversation-done-unpinned"),
            Self::Lock(true) => Some("conversation-done-locked"),
            Self::Lock(false) => Some("conversation-done-unlocked"),
            Self::Restore => Some("conversation-done-restored"),
        }
    }

    async fn carry_out(self, p: &Publishing, who: &Who, id: ContentId) -> domain::Result<()> {
        match self {
            Self::React => service::react(p, who, id).await,
            Self::Unreact => service::unreact(p, who, id).await,
            Self::Bookmark => service::bookmark(p, who, id).await,
            Self::Unbookmark => service::unbookmark(p, who, id).await,
            Self::Accept => service::accept_answer(p, who, id).await,
            Self::Unaccept => service::unaccept_answer(p, who, id).await,
            Self::Pin(pinned) => service::pin(p, who, id, pinned).await,
            Self::Lock(locked) => service::lock(p, who, id, locked).await,
            Self::Restore => service::restore(p, who, id).await,
        }
    }
}

/// `POST /content/{id}/{deed}`
pub(super) async fn press(
    ctx: Ctx,
    Path((id, deed)): Path<(String, String)>,
    form: Form,
) -> Result {
    let (id, deed) = (parse_id(&id)?, Deed::parse(&deed)?);
    deed.carry_out(ctx.app.publishing(), &ctx.who(), id).await?;
    let back = return_to(&ctx, &form);
    match deed.done() {
        Some(key) => ctx.done(&back, key),
        None => Ok(ctx.redirect(&back)),
    }
}
