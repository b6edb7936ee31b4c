//! Lists of published things of all kinds.

use content::read::{self, Card, Filter};
use domain::Result;
use futures::stream::BoxStream;

use super::{Cell, List, Of, address, day, pages};
use crate::{Ctx, kind};

/// Things that are read at a time.
const BATCH: usize = 100;

/// Published things as rows of lists show them, whatever their kinds.
pub static CARDS: List<Card> = List {
    name: "list",
    columns: &[
        Of::new("kind", "table-kind", |ctx, card: &Card| {
            let kind = ctx.app.kinds().or_article(&card.kind);
            Cell::text(ctx.tr.t(&kind.name_key()))
        }),
        Of::new("title", "library-title", |_, card: &Card| {
            // Kinds without titles are shown by the beginning of their text.
            Cell::text(if card.title.is_empty() { &card.summary } else { &card.title })
        }),
        Of::new("summary", "library-summary", |ctx, card: &Card| {
            // Only rows of shelves say it.
            let shown = ctx.app.shelves().iter().any(|shelf| shelf.kind(&card.kind).is_some());
            Cell::text(if shown { card.summary.as_str() } else { "" })
        }),
        Of::new("author", "table-written-by", |_, card: &Card| Cell::text(&card.author_name)),
        Of::new("organisation", "table-works-for", |_, card: &Card| {
            Cell::text(&card.organisation_name)
        }),
        Of::new("community", "table-community", |_, card: &Card| Cell::text(&card.group_name)),
        Of::new("host", "table-host", |_, card: &Card| Cell::text(&card.host)),
        Of::new("comments", "table-comments", |_, card: &Card| Cell::count(card.comment_count)),
        Of::new("answered", "answered", |ctx, card: &Card| {
            Cell::text(if card.answered { ctx.tr.t("form-yes") } else { "" })
        }),
        Of::new("published", "table-published", |ctx, card: &Card| day(ctx, card.published_at)),
        Of::new("active", "table-active", |ctx, card: &Card| day(ctx, card.last_activity_at)),
        Of::new("address", "table-address", |ctx, card: &Card| {
            address(ctx, &kind::href(&ctx.app, &card.kind, card.id, &card.slug))
        }),
    ],
};

/// All published things that a filter lets through, as far as the reader may see them.
pub fn cards(ctx: &Ctx, filter: Filter) -> BoxStream<'static, Result<Card>> {
    let (store, who, lang) = (ctx.store().clone(), ctx.who(), ctx.tr.lang());
    pages(move |after| {
        let (store, filter) = (store.clone(), filter.clone());
        async move { read::list(&mut store.read(), &who, &filter, lang, after.as_ref(), BATCH).await }
    })
}
