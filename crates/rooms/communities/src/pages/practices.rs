//! `/communities/{handle}/practices`: the practices that belong to the community.

use askama::Template;
use axum::extract::Path;
use content::read::{self, Card, Filter, Sort};
use domain::access::Standing;
use people::Cursor;
use web::{Ctx, Html, Shell, table};

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
    take: Html,
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

fn filter(head: &Head) -> Filter {
    let (kinds, group) = (vec!["practice"], Some(head.id()));
    Filter { kinds, group, sort: Sort::New, ..Filter::default() }
}

/// `GET /communities/{handle}/practices`
pub async fn show(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let head = Head::open(&ctx, &handle).await?;
    let after = Cursor::parse(ctx.params().get("after"));
    let mut found = people::Page { items: Vec::new(), next: None };
    if head.reads {
        let (filter, who, lang) = (filter(&head), ctx.who(), ctx.tr.lang());
        found = read::list(&mut ctx.read(), &who, &filter, lang, after.as_ref(), PAGE).await?;
    }
    let shell = head.shell(&ctx, "communities-practices-title");
    ctx.page(&Practices {
        take: shell.take(&format!("{}/practices", head.href)),
        shell,
        head,
        cards: found.items,
        next: found.next,
    })
}

/// `GET /communities/{handle}/practices/list.csv` and the same in other forms.
pub async fn take(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let head = Head::open_to_read(&ctx, &handle).await?;
    let title = ctx.tr.t1("communities-practices-title", "name", &head.name);
    table::CARDS.answer(&ctx, &title, table::cards(&ctx, filter(&head))).await
}
