//! What people say of the practices of others, each from her own town.

use anyhow::Context as _;
use content::{
    Goal,
    service::{self, NewComment},
    voices,
};
use domain::{ActorId, access::Who};
use store::{Query as _, args, statements};

use super::{
    drafts,
    load::failed,
    records::{Answer, Endorsement, Records, Review, moment},
    settle::settle,
    town::Town,
    writing::{Written, add_versions, arrived},
};

statements! {
    ORGANISATION_OF = "SELECT organisation_id FROM affiliation WHERE person_id = $1";
}

/// Somebody with her town and her organisation.
async fn somebody<'a>(
    towns: &'a [Town],
    handle: &str,
) -> anyhow::Result<(&'a Town, Who, Option<ActorId>)> {
    let town = towns.iter().find(|t| t.people.contains_key(handle)).context("nobody has it")?;
    let who = town.people[handle];
    let row: Option<(ActorId,)> =
        town.store().read().optional(&ORGANISATION_OF, args![who.actor()]).await?;
    Ok((town, who, row.map(|r| r.0)))
}

/// Reviews, what their practices' authors answer, and endorsements.
pub async fn judge(towns: &[Town], records: &Records, written: &Written) -> anyhow::Result<()> {
    let mut answers = Vec::new();
    for record in &records.reviews {
        let Some(iri) = written.get(&record.practice) else { continue };
        let review = review(towns, record, iri).await.with_context(|| record.author.clone())?;
        answers.extend(record.answer.as_ref().map(|answer| (answer, review)));
    }
    for record in &records.endorsements {
        let Some(iri) = written.get(&record.practice) else { continue };
        endorse(towns, record, iri).await.with_context(|| record.author.clone())?;
    }
    settle(towns).await?;
    for (record, review) in answers {
        answer(towns, record, &review).await.with_context(|| record.author.clone())?;
    }
    settle(towns).await
}

async fn review(towns: &[Town], record: &Review, practice: &str) -> anyhow::Result<String> {
    let (town, who, organisation) = somebody(towns, &record.author).await?;
    let (p, of) = (town.publishing(), arrived(town, practice).await?);
    let draft = drafts::review(record, organisation);
    let id = voices::begin(p, &who, of, &draft, Goal::Publish).await;
    let id = id.map_err(failed(&record.practice))?;
    add_versions(town, &who, id, drafts::review_versions(record)).await?;
    Ok(town.iri(id))
}

async fn endorse(towns: &[Town], record: &Endorsement, practice: &str) -> anyhow::Result<()> {
    let (town, who, organisation) = somebody(towns, &record.author).await?;
    let organisation = organisation.context("she belongs to no organisation")?;
    let of = arrived(town, practice).await?;
    let (draft, versions) = drafts::endorsement(record, organisation);
    let id = voices::begin(town.publishing(), &who, of, &draft, Goal::Publish).await;
    add_versions(town, &who, id.map_err(failed(&record.practice))?, versions).await
}

async fn answer(towns: &[Town], record: &Answer, review: &str) -> anyhow::Result<()> {
    let (town, who, _) = somebody(towns, &record.author).await?;
    let of = arrived(town, review).await?;
    let tag = record.body.keys().next().map_or("bg", String::as_str);
    let mut new = NewComment::new(of, drafts::lang(tag), drafts::word(&record.body, tag));
    new.illustrative = true;
    new.at = moment(&record.created);
    service::comment(town.publishing(), &who, new).await.map_err(failed(review))?;
    Ok(())
}
