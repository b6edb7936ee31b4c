//! Addresses of things that other rooms show.

use domain::ContentId;
use web::Ctx;

/// The page of a published thing: `/practices/ID/SLUG`; for a comment its place in the
/// conversation.
pub(crate) fn content(
    ctx: &Ctx,
    kind: &str,
    id: ContentId,
    slug: &str,
    root: Option<ContentId>,
) -> String {
    match root {
        Some(root) if root != id => format!("/content/{id}"),
        _ => web::kind::href(&ctx.app, kind, id, slug),
    }
}

/// The page of a community.
pub(crate) fn community(handle: &str, host: &str) -> String {
    if host.is_empty() {
        format!("/communities/{handle}")
    } else {
        format!("/communities/{handle}@{host}")
    }
}

/// An address as it may stand in a header: handles of other software may hold letters of any
/// alphabet.
pub(crate) fn header(href: &str) -> String {
    if href.is_ascii() { href.to_owned() } else { web::context::encode(href) }
}
