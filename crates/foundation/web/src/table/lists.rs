//! Lists of pages as tables.

use std::future::Future;

use domain::{Error, Result};
use futures::{
    StreamExt as _, TryStreamExt as _,
    stream::{self, BoxStream},
};
use people::{Cursor, Page};

use super::Format;
use crate::Ctx;

/// The form of table that the end of a page's address asks for: `/people/list.csv`.
pub fn asked(ctx: &Ctx) -> Result<Format> {
    Format::parse(ctx.path.rsplit('.').next().unwrap_or_default()).ok_or(Error::NotFound)
}

/// Where the list of a page can be taken along with the filters that it has now: the message with the name of
/// the form, and the address. `list` is the page of the list.
pub fn takes(ctx: &Ctx, list: &str) -> Vec<(&'static str, String)> {
    let filters =
        ctx.query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("after="));
    let mut query = filters.collect::<Vec<_>>().join("&");
    if !query.is_empty() {
        query.insert(0, '?');
    }
    let one = |format: &Format| (format.key(), format!("{list}/list.{}{query}", format.ending()));
    Format::ALL.iter().map(one).collect()
}

/// All of a list that is read page by page, while it is written.
pub fn pages<T, F, Fut>(fetch: F) -> BoxStream<'static, Result<T>>
where
    T: Send + 'static,
    F: FnMut(Option<Cursor>) -> Fut + Send + 'static,
    Fut: Future<Output = Result<Page<T>>> + Send + 'static,
{
    let begin = (fetch, None, false);
    let pages = stream::try_unfold(begin, |(mut fetch, after, ended)| async move {
        if ended {
            return Ok(None);
        }
        let page = fetch(after).await?;
        let ended = page.next.is_none();
        Ok::<_, Error>(Some((page.items, (fetch, page.next, ended))))
    });
    pages.map_ok(|items| stream::iter(items).map(Ok)).try_flatten().boxed()
}
