//! Lists of pages as tables.

use std::future::Future;

use askama::Template;
use domain::{Error, Result};
use futures::{
    StreamExt as _, TryStreamExt as _,
    stream::{self, BoxStream},
};
use people::{Cursor, Page};

use super::Format;
use crate::{Ctx, Html, Shell};

/// The form of table that the end of a page's address asks for: `/people/list.csv`.
pub fn asked(ctx: &Ctx) -> Result<Format> {
    Format::parse(ctx.path.rsplit('.').next().unwrap_or_default()).ok_or(Error::NotFound)
}

/// What an address says of the place in a list, which is taken along from its beginning.
const PLACES: [&str; 3] = ["after", "page", "whom"];

/// The group of links under a list.
#[derive(Template)]
#[template(path = "take.html")]
struct Take<'a> {
    shell: &'a Shell,
    id: &'a str,
    label: &'a str,
    /// The message with the name of each form, and its address.
    forms: Vec<(&'static str, String)>,
}

impl Shell {
    /// Where the list on this page can be taken along, with the filters that it has now. `list` is the address below
    /// which [`crate::Routes::table`] gives it.
    pub fn take(&self, list: &str) -> Html {
        self.take_as("take", "table-take", list)
    }

    /// The same where the page has several lists: the group has this id, and the message `label` says which it is.
    pub fn take_as(&self, id: &str, label: &str, list: &str) -> Html {
        let mut query = self.ctx().params().query_without(&PLACES);
        if !query.is_empty() {
            query.insert(0, '?');
        }
        let forms = Format::ALL.iter();
        let forms = forms.map(|f| (f.key(), format!("{list}/list.{}{query}", f.ending())));
        Html::render(&Take { shell: self, id, label: self.t(label), forms: forms.collect() })
    }
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

/// All of a list that was read at once.
pub fn rows<T: Send + 'static>(all: Vec<T>) -> BoxStream<'static, Result<T>> {
    stream::iter(all.into_iter().map(Ok)).boxed()
}
