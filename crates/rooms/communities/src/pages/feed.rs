//! `/communities/{handle}/feed.atom` and `feed.json`: what is new in a public community.

use axum::extract::Path;
use content::read::{self, Filter, Sort};
use domain::access::Who;
use people::communities;
use web::{Ctx, feed};

use crate::head::{self, best};

/// `GET /communities/{handle}/feed.atom`, `GET /communities/{handle}/feed.json`
pub async fn show(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let (handle, host) = head::split(&handle);
    let (lang, mut q) = (ctx.tr.lang(), ctx.read());
    let page = communities::page(&mut q, &Who::Visitor, handle, host, lang).await?;
    let community = &page.community;
    if community.visibility != domain::Visibility::Public {
        return Err(domain::Error::NotFound.into());
    }
    let filter = Filter { group: Some(community.id), sort: Sort::New, ..Filter::default() };
    let list = read::list(&mut q, &Who::Visitor, &filter, lang, None, feed::ENTRIES).await?;
    let name = best(&page.texts, lang).map_or(&community.name, |text| &text.name);
    ctx.feed(name, &head::href(&community.handle, &community.host), &list.items)
}
