//! `/communities/{handle}/practices`: the practices that belong to the community.

use askama::Template;
use axum::extract::Path;
use content::read::{self, Card, Filter, Sort};
use domain::access::Standing;
use people::Cursor;
use web::{Ctx, Html, Shell};

use crate::head::Head;

/// Practices on one page of the list.
const PAGE: usize = 20;

#[derive(Template)]
#[template(path = "communities/practices.html")]
struct Practices {
    shell: Shell,
    head: Head,
    cards: Vec<Card>,
    next: Option<Cursor>,
}

impl Practices {
    /// A practice as its own room shows it in lists.
    fn row(&self, card: &Card) -> Html {
        (self.shell.ctx().app.view(&card.kind).row)(&self.shell, card)
    }

    fn new_href(&self) -> String {
        format!("/practices/new?community={}", self.head.address())
    }
}

/// `GET /communities/{handle}/practices`
pub async fn show(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let head = Head::open(&ctx, &handle).await?;
    let after = Cursor::parse(ctx.params().get("after"));
    let mut found = people::Page { items: Vec::new(), next: None };
    if head.reads {
        let (kinds, group) = (vec!["practice"], Some(head.id()));
        let filter = Filter { kinds, group, sort: Sort::New, ..Filter::default() };
        let (who, lang) = (ctx.who(), ctx.tr.lang());
        found = read::list(&mut ctx.read(), &who, &filter, lang, after.as_ref(), PAGE).await?;
    }
    ctx.page(&Practices {
        shell: head.shell(&ctx, "communities-practices-title"),
        head,
        cards: found.items,
        next: found.next,
    })
}
