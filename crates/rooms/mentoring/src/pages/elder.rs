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
    let Some(mut elder) = elder else { return Ok(Html::default()) };
    if elder.seen {
        // What it is called for the reader, as its own page says it.
        elder.title = super::open(ctx, &elder.id.to_string()).await?.ledger.title;
    }
    let href = super::href(elder.id);
    Ok(Html::render(&Notice { shell: ctx.shell(""), elder, href }))
}
