//! A list taken along, with the filters and words of its page, as far as the reader may see it; and the empty
//! form of a table to be brought in.

use std::collections::VecDeque;

use content::{
    Publishing,
    read::{self, Card, Filter},
    search::{self, Scope},
};
use domain::{ContentId, Error, Lang, Result, access::Who};
use futures::{
    StreamExt as _, TryStreamExt as _,
    stream::{self, BoxStream},
};
use people::Cursor;
use serde_json::Value;
use web::{
    Ctx,
    table::{self, Format},
};

use crate::{
    filter::Asked,
    pages::list::title,
    shelf,
    table::{Line, asked_of, cell, of},
};

/// Things that are read at a time.
const BATCH: usize = 100;

/// `GET /practices/list.csv` and the same in other forms and of `/library`.
pub async fn list(ctx: Ctx) -> web::Result {
    let format = table::asked(&ctx)?;
    let asked = Asked::read(shelf::at(&ctx), &ctx.params(), ctx.local.today());
    let (shelf, tr) = (asked.shelf, ctx.tr);
    let name = shelf.href.trim_start_matches('/');
    let about = table::About::new(tr, name, &title(&ctx, &asked));
    let things = Walk::of(&ctx, &asked, format).await?.things();
    if format == Format::Json {
        return Ok(table::json(&about, things.map_ok(|(_, thing)| thing).boxed()).await?);
    }
    let columns = of(shelf.kinds);
    let heads = columns.iter().map(|c| table::Column::new(c.key(), c.label(shelf, tr))).collect();
    let (origin, local) = (ctx.app.origin(), ctx.local.clone());
    let rows = things.try_filter_map(move |(card, thing)| {
        let line = shelf.kind(&card.kind).map(|kind| {
            let line =
                Line { card: &card, thing: &thing, kind, origin: origin.as_ref(), local: &local };
            columns.iter().map(|column| cell(tr, *column, &line)).collect()
        });
        futures::future::ready(Ok(line))
    });
    Ok(table::answer(ctx.app.workbooks(), format, &about, heads, rows.boxed()).await?)
}

/// `GET /practices/import/form.xlsx`: the headings of a table that can be brought in, and the words that may
/// stand below them.
pub async fn form(ctx: Ctx) -> web::Result {
    let format = table::asked(&ctx)?;
    ctx.signed_in()?;
    let shelf = shelf::at(&ctx);
    let asked = ctx.params();
    let kind = shelf.kinds.iter().find(|k| k.name == asked.get("kind")).or(shelf.kinds.first());
    let kind = *kind.ok_or(Error::NotFound)?;
    let about = table::About::new(ctx.tr, kind.name, ctx.tr.t(&kind.name_key()));
    let columns = asked_of(kind, shelf, ctx.tr);
    Ok(table::form(ctx.app.workbooks(), format, &about, columns).await?)
}

/// The way through a list: what comes next, and where it goes on.
struct Walk {
    publishing: Publishing,
    who: Who,
    lang: Lang,
    filter: Filter,
    /// What words have found, in its order; `None` where none were given.
    found: Option<VecDeque<ContentId>>,
    after: Option<Cursor>,
    /// Whether things come with their parts, for which a row has no room.
    parts: bool,
    ended: bool,
}

impl Walk {
    async fn of(ctx: &Ctx, asked: &Asked, format: Format) -> Result<Self> {
        let (who, lang, mut filter) = (ctx.who(), ctx.tr.lang().clone(), asked.filter());
        let mut found = None;
        if !asked.q.is_empty() {
            let scope = Scope { kinds: asked.shelf.names(), group: None };
            let mut q = ctx.read();
            let mut hits = search::hits(&mut q, &who, &asked.q, &scope, &lang).await?;
            // As on the page: in any other order the rest would stand among the better ones.
            if asked.sort.is_some() && !hits.partly() {
                hits.keep_whole();
            }
            let ids = hits.ids();
            filter.among = Some(ids.clone());
            let kept = read::ids(&mut q, &who, &filter).await?;
            found = Some(asked.order(&ids, kept).into());
        }
        let publishing = ctx.app.publishing().clone();
        let parts = format == Format::Json;
        Ok(Self { publishing, who, lang, filter, found, after: None, parts, ended: false })
    }

    /// All things, read while they are written.
    fn things(self) -> BoxStream<'static, Result<(Card, Value)>> {
        let batches = stream::try_unfold(self, |mut walk| async move {
            if walk.ended {
                return Ok(None);
            }
            let batch = walk.batch().await?;
            Ok::<_, Error>(Some((batch, walk)))
        });
        batches.map_ok(|batch| stream::iter(batch).map(Ok)).try_flatten().boxed()
    }

    async fn batch(&mut self) -> Result<Vec<(Card, Value)>> {
        let mut q = self.publishing.store().read();
        let cards = match &mut self.found {
            Some(found) => {
                let ids: Vec<ContentId> = found.drain(..BATCH.min(found.len())).collect();
                self.ended = found.is_empty();
                read::cards(&mut q, &self.who, &ids, &self.lang).await?
            }
            None => {
                let after = self.after.take();
                let page =
                    read::list(&mut q, &self.who, &self.filter, &self.lang, after.as_ref(), BATCH);
                let page = page.await?;
                self.after = page.next;
                self.ended = self.after.is_none();
                page.items
            }
        };
        let ids: Vec<ContentId> = cards.iter().map(|card| card.id).collect();
        let kinds = self.publishing.kinds();
        let mut things = read::export_all(&mut q, kinds, &self.who, &ids, self.parts).await?;
        // What went in this moment is not among them.
        let pairs = cards.into_iter().filter_map(|card| {
            let thing = things.remove(&card.id)?;
            Some((card, thing))
        });
        Ok(pairs.collect())
    }
}
