//! Where something that is for members is kept.

use askama::Template;
use axum::extract::Path;
use content::read::{self, Copies};
use domain::access::State;

use super::parse_id;
use crate::{Ctx, Result, Shell};

#[derive(Template)]
#[template(path = "conversation/copies.html")]
struct CopiesPage {
    shell: Shell,
    found: Copies,
    own: String,
}

impl CopiesPage {
    /// Whether its text is gone at its home.
    fn gone(&self) -> bool {
        self.found.content.state != State::Published
    }
}

/// `GET /content/{id}/copies`
pub(super) async fn show(ctx: Ctx, Path(id): Path<String>) -> Result {
    let found = read::copies(&mut ctx.read(), &ctx.who(), parse_id(&id)?).await?;
    let own = ctx.app.origin().map(|o| o.authority().to_owned()).unwrap_or_default();
    let shell = ctx.shell(ctx.tr.t("conversation-copies")).noindex();
    ctx.page(&CopiesPage { shell, found, own })
}
