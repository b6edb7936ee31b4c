//! `/communities/{handle}/about`: purpose in full, rules, how one joins and who reads.

use askama::Template;
use axum::extract::Path;
use domain::access::Standing;
use federation::ActorText;
use web::{Ctx, Html, Shell};

use crate::head::{Head, best};

#[derive(Template)]
#[template(path = "communities/about.html")]
struct About {
    shell: Shell,
    head: Head,
    text: Option<ActorText>,
    others: Vec<ActorText>,
}

impl About {
    fn html(&self, html: &str) -> Html {
        Html::trusted(html)
    }
}

/// `GET /communities/{handle}/about`
pub async fn show(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let head = Head::open(&ctx, &handle).await?;
    let text = best(&head.page.texts, ctx.tr.lang()).cloned();
    let shown = text.as_ref().map(|t| t.lang.clone());
    let others = head.page.texts.iter().filter(|t| Some(&t.lang) != shown.as_ref());
    let others = others.filter(|t| !t.summary_html.is_empty()).cloned().collect();
    ctx.page(&About { shell: head.shell(&ctx, "communities-about-title"), text, others, head })
}
