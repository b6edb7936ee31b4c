//! Published things in the lists of the hall, each shown as its kind wants to be.

use content::read::{self, Card, Filter, Sort};
use domain::ActorId;
use people::{Cursor, Page};
use web::{Ctx, Html, Shell};

/// Things on the page of a person or an organisation.
const BESIDE: usize = 10;

/// Things as rows of a list.
pub(crate) fn rows(shell: &Shell, cards: &[Card]) -> Vec<Html> {
    let app = &shell.ctx().app;
    cards.iter().map(|card| (app.view(&card.kind).row)(shell, card)).collect()
}

/// The names of kinds that this house knows among these.
pub(crate) fn kinds(ctx: &Ctx, names: &[&str]) -> Vec<&'static str> {
    names.iter().filter_map(|name| ctx.app.kinds().get(name)).map(|kind| kind.name).collect()
}

/// A list as far as the reader may see it.
pub(crate) async fn list(
    ctx: &Ctx,
    filter: &Filter,
    after: Option<&Cursor>,
    limit: usize,
) -> web::Result<Page<Card>> {
    let page = read::list(&mut ctx.read(), &ctx.who(), filter, ctx.tr.lang(), after, limit).await?;
    Ok(page)
}

/// What a person has published, alone or with others, the newest first.
pub(crate) async fn by_author(ctx: &Ctx, author: ActorId) -> web::Result<Vec<Card>> {
    let filter = Filter { by: Some(author), sort: Sort::New, ..Filter::default() };
    Ok(list(ctx, &filter, None, BESIDE).await?.items)
}

/// The practices of an organisation, the newest first.
pub(crate) async fn of_organisation(ctx: &Ctx, id: ActorId) -> web::Result<Vec<Card>> {
    let kinds = kinds(ctx, &["practice"]);
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    let filter = Filter { kinds, organisation: Some(id), sort: Sort::New, ..Filter::default() };
    Ok(list(ctx, &filter, None, BESIDE).await?.items)
}
