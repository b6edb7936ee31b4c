//! `POST /practices/{id}/adaptations/{other}`: the author of a source lists an adaptation, or does not.

use axum::extract::Path;
use content::lineage;
use web::{Ctx, Form};

use crate::{links, shelf};

/// With `lists` the adaptation is listed, otherwise taken away.
pub async fn save(ctx: Ctx, Path((id, other)): Path<(String, String)>, typed: Form) -> web::Result {
    let (id, other) = (links::id(&id)?, links::id(&other)?);
    ctx.signed_in()?;
    let lists = typed.on("lists");
    lineage::decide(ctx.app.publishing(), &ctx.who(), id, other, lists).await?;
    let key = if lists { "lineage-done-listed" } else { "lineage-done-unlisted" };
    ctx.done(&format!("{}/{id}#taken", shelf::at(&ctx).href), key)
}
