//! `POST /mentoring/assistance/{id}/route`: the coordinator passes a request on to experts of the roster.

use axum::extract::Path;
use content::read::{self, Card};
use domain::{ContentId, Error};
use federation::{Actor, ActorKind, actor, iri};
use people::{colleagues, ledger::Open};
use web::{Ctx, Form};

use super::{href, open, show, suggesting::Roster};
use crate::{
    assistance::asking::{self, Expert, Need},
    expert::EXPERT,
};

/// Passes it on to everybody who was ticked, and to whoever was named beside them.
pub async fn pass_on(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let open = open(&ctx, &id).await?;
    let cards = match chosen(&ctx, &open, &form).await {
        Ok(cards) => cards,
        Err(web::Error(Error::Invalid(errors))) => {
            return ctx.invalid(&show::page(&ctx, &open, form, errors).await?);
        }
        Err(error) => return Err(error),
    };
    for card in cards {
        let expert = expert(&ctx, &card).await?;
        asking::route(ctx.app.ledgers()?, &ctx.who(), open.ledger.id, &expert).await?;
    }
    ctx.done(&format!("{}#routes", href(open.ledger.id)), "assistance-done-routed")
}

/// Who was chosen. Errors of the field `other` for a name that nobody of the roster has, and of `expert` for nobody at all.
async fn chosen(ctx: &Ctx, open: &Open, form: &Form) -> web::Result<Vec<Card>> {
    let ids: Vec<ContentId> = form.all("expert").iter().filter_map(|id| id.parse().ok()).collect();
    let mut cards = read::cards(&mut ctx.read(), &ctx.who(), &ids, ctx.tr.lang()).await?;
    cards.retain(|card| card.kind == EXPERT.name);
    let typed = form.line("other");
    if !typed.is_empty() {
        let roster = Roster::load(ctx, &Need::of(open), Some(&open.ledger)).await?;
        let person = colleagues::resolve(&typed, &roster.colleagues())
            .map_err(|unclear| unclear.at("other", "assistance-error-roster"))?;
        cards.extend(roster.cards.into_iter().find(|card| card.author_id == person));
    }
    if cards.is_empty() {
        return Err(Error::field("expert", "assistance-error-expert").into());
    }
    Ok(cards)
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
