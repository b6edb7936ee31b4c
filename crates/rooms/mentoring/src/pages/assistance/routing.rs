//! `POST /mentoring/assistance/{id}/route`: the coordinator passes a request on to experts of the roster.

use axum::extract::Path;
use content::read::{self, Card};
use domain::{ActorId, ContentId, Error, FieldErrors};
use federation::{Actor, ActorKind, actor, iri};
use people::{colleagues, ledger::Open};
use web::{Ctx, Form};

use super::{href, open, show, suggesting::Roster};
use crate::{
    assistance::asking::{self, Expert, Need},
    expert::EXPERT,
};

/// Passes it on to everybody who was ticked, and to whoever was named beside them. Who has it already is said.
pub async fn pass_on(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let open = open(&ctx, &id).await?;
    let experts = match experts(&ctx, &open, &form).await {
        Ok(experts) => experts,
        Err(web::Error(Error::Invalid(errors))) => {
            return ctx.invalid(&show::page(&ctx, &open, form, errors).await?);
        }
        Err(error) => return Err(error),
    };
    for expert in experts {
        asking::route(ctx.app.ledgers()?, &ctx.who(), open.ledger.id, &expert).await?;
    }
    ctx.done(&format!("{}#routes", href(open.ledger.id)), "assistance-done-routed")
}

/// Who was chosen. Errors of the field `other` as in [`chosen`], and where it was passed on to her before; of `expert` where
/// it was to all of them.
async fn experts(ctx: &Ctx, open: &Open, form: &Form) -> web::Result<Vec<Expert>> {
    let (cards, named) = chosen(ctx, open, form).await?;
    let mut experts = Vec::new();
    let mut known = Vec::new();
    for card in &cards {
        let expert = expert(ctx, card).await?;
        if asking::is_asked(open, &expert) {
            if named == Some(card.author_id) {
                return Err(already("other", card.author_name.clone()).into());
            }
            known.push(card.author_name.clone());
        }
        experts.push(expert);
    }
    if known.len() == experts.len() {
        return Err(already("expert", known.join(ctx.tr.t("list-comma"))).into());
    }
    Ok(experts)
}

/// It was passed on to them before.
fn already(field: &'static str, names: String) -> Error {
    let mut errors = FieldErrors::default();
    errors.add_with(field, "assistance-error-routed", vec![("names", names)]);
    Error::Invalid(errors)
}

/// Who was chosen, and who of them by her name. Errors of the field `other` for a name that nobody of the roster has, and of
/// `expert` for nobody at all.
async fn chosen(ctx: &Ctx, open: &Open, form: &Form) -> web::Result<(Vec<Card>, Option<ActorId>)> {
    let ids: Vec<ContentId> = form.all("expert").iter().filter_map(|id| id.parse().ok()).collect();
    let mut cards = read::cards(&mut ctx.read(), &ctx.who(), &ids, ctx.tr.lang()).await?;
    cards.retain(|card| card.kind == EXPERT.name);
    let mut named = None;
    let typed = form.line("other");
    if !typed.is_empty() {
        let roster = Roster::load(ctx, &Need::of(open), Some(&open.ledger)).await?;
        let person = colleagues::resolve(&typed, &roster.colleagues(ctx).await?)
            .map_err(|unclear| unclear.at("other", "assistance-error-roster"))?;
        cards.extend(roster.cards.into_iter().find(|card| card.author_id == person));
        named = Some(person);
    }
    if cards.is_empty() {
        return Err(Error::field("expert", "assistance-error-expert").into());
    }
    Ok((cards, named))
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
