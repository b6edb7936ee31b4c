//! `POST /mentoring/assistance/{id}/route`: the coordinator passes a request on to experts of the roster.

use axum::extract::Path;
use content::read::{self, Card};
use domain::{ContentId, Error, FieldErrors};
use federation::{Actor, ActorKind, actor, iri};
use web::{Ctx, Form};

use super::{href, open, show};
use crate::{
    assistance::asking::{self, Expert},
    expert::EXPERT,
};

/// Passes it on to everybody who was ticked.
pub async fn pass_on(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let open = open(&ctx, &id).await?;
    let ids: Vec<ContentId> = form.all("expert").iter().filter_map(|id| id.parse().ok()).collect();
    let cards = read::cards(&mut ctx.read(), &ctx.who(), &ids, ctx.tr.lang()).await?;
    let cards: Vec<Card> = cards.into_iter().filter(|c| c.kind == EXPERT.name).collect();
    if cards.is_empty() {
        let mut errors = FieldErrors::default();
        errors.add("expert", "assistance-error-expert");
        return ctx.invalid(&show::page(&ctx, &open, form, errors).await?);
    }
    for card in cards {
        let expert = expert(&ctx, &card).await?;
        asking::route(ctx.app.ledgers()?, &ctx.who(), open.ledger.id, &expert).await?;
    }
    ctx.done(&format!("{}#routes", href(open.ledger.id)), "assistance-done-routed")
}

/// An expert acts for the organisation for which she speaks, when both live on one instance; else for herself.
async fn expert(ctx: &Ctx, card: &Card) -> web::Result<Expert> {
    let mut q = ctx.read();
    let person = actor::by_id(&mut q, card.author_id).await?;
    let organisation: Option<Actor> = match card.organisation_id {
        Some(id) => Some(actor::by_id(&mut q, id).await?),
        None => None,
    };
    let organisation =
        organisation.filter(|o| o.kind == ActorKind::Organisation && o.host == person.host);
    let live = ctx.app.federation().and_then(|f| f.live()).ok_or(Error::NotFound)?;
    Ok(Expert {
        iri: iri::of_actor(&live.origin, &person),
        name: card.author_name.clone(),
        party: organisation.map_or(person.id, |o| o.id),
    })
}
