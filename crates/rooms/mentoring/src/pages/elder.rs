//! What stands at the top of a workspace when there is an older one of the same pair.

use askama::Template;
use people::ledger::Open;
use web::{Ctx, Html, Shell};

use crate::elder::{self, Elder};

#[derive(Template)]
#[template(path = "mentoring/elder.html")]
struct Notice {
    shell: Shell,
    elder: Elder,
    href: String,
}

/// That the two go on in the older workspace, with the way to it; nothing where there is none.
pub async fn notice(ctx: &Ctx, open: &Open) -> web::Result<Html> {
    let ledgers = ctx.app.ledgers()?;
    let elder = elder::older_of(ledgers, &ctx.who(), open, ctx.tr.lang()).await?;
    Ok(elder.map_or_else(Html::default, |elder| {
        let href = super::href(elder.id);
        Html::render(&Notice { shell: ctx.shell(""), elder, href })
    }))
}
