//! How the towns become a network: people join communities of other towns and follow one another,
//! each from her own instance.

use std::collections::BTreeMap;

use anyhow::{Context as _, anyhow};
use content::{
    catalogue::partners,
    federating::{Find, find},
};
use domain::{
    ActorId, Lang,
    access::{Role, Standing, Who},
};
use federation::actor;
use people::{communities, follows};

use super::{
    load::{self, failed},
    records::{Community, Records},
    settle::settle,
    town::Town,
};

/// Makes everybody a member of the communities elsewhere that her record names. Facilitators come
/// first, so that whoever comes next learns who they are.
pub async fn join(towns: &mut [Town], records: &Records) -> anyhow::Result<()> {
    let facilitators = |c: &Community| c.facilitators.clone();
    let members = |c: &Community| c.members.clone();
    for round in [facilitators as fn(&Community) -> Vec<String>, members] {
        ask(towns, records, round).await?;
        settle(towns).await?;
        for town in &*towns {
            for record in abroad(records).filter(|c| c.instance == town.slug) {
                admit(town, record).await.with_context(|| record.slug.clone())?;
            }
        }
        settle(towns).await?;
    }
    Ok(())
}

/// Communities that people of other instances can be in: what is for members alone stays at home.
fn abroad(records: &Records) -> impl Iterator<Item = &Community> {
    records.communities.iter().filter(|c| c.visibility == "public" && c.join != "invitation")
}

async fn ask(
    towns: &mut [Town],
    records: &Records,
    who: fn(&Community) -> Vec<String>,
) -> anyhow::Result<()> {
    let hosts = hosts(towns);
    for town in towns {
        for record in abroad(records).filter(|c| c.instance != town.slug) {
            let handles = who(record);
            let people: Vec<Who> =
                handles.iter().filter_map(|handle| town.people.get(handle)).copied().collect();
            if people.is_empty() {
                continue;
            }
            let handle = record.slug.replace('-', "_");
            let group = found(town, &format!("!{handle}@{}", hosts[&record.instance])).await?;
            town.communities.insert(record.slug.clone(), group);
            for who in people {
                communities::join(town.store(), &who, group, "")
                    .await
                    .map_err(failed(&record.slug))?;
            }
        }
    }
    Ok(())
}

/// Lets in whoever asked from elsewhere, and appoints those who are to facilitate.
async fn admit(town: &Town, record: &Community) -> anyhow::Result<()> {
    let Some(group) = town.communities.get(&record.slug).copied() else { return Ok(()) };
    let (store, host) = (town.store(), load::founder(town, record)?);
    let (mut q, lang) = (store.read(), Lang::english());
    let asked = communities::requests(&mut q, &host, group, Standing::Requested, &lang).await;
    for request in asked.map_err(failed("requests"))? {
        let done = communities::handle_request(store, &host, group, request.id, true).await;
        done.map_err(failed("approve"))?;
    }
    let inside = communities::members(&mut q, &host, group, &lang, None, 100).await;
    for member in inside.map_err(failed("members"))?.items {
        if !member.host.is_empty()
            && member.standing == Standing::Member
            && record.facilitators.contains(&member.handle)
        {
            let done = communities::appoint(store, &host, group, member.id).await;
            done.map_err(failed("facilitator"))?;
        }
    }
    Ok(())
}

/// Makes everybody follow those whom her record names.
pub async fn follow(towns: &[Town], records: &Records) -> anyhow::Result<()> {
    let hosts = hosts(towns);
    let homes: BTreeMap<&str, &str> =
        records.people.iter().map(|p| (p.handle.as_str(), p.instance.as_str())).collect();
    for record in &records.people {
        let town = towns.iter().find(|t| t.slug == record.instance);
        let Some((town, who)) = town.and_then(|t| Some((t, t.people.get(&record.handle)?))) else {
            continue;
        };
        for other in &record.follows {
            let home = homes.get(other.as_str()).ok_or_else(|| anyhow!("nobody is {other}"))?;
            let target = if *home == town.slug {
                let handle = actor::by_handle(&mut town.store().read(), other, "").await;
                handle.map_err(failed(other))?.ok_or_else(|| anyhow!("nobody is {other}"))?.id
            } else {
                found(town, &format!("@{other}@{}", hosts[*home])).await?
            };
            follows::follow(town.store(), who, target).await.map_err(failed(other))?;
        }
    }
    settle(towns).await
}

/// The instances as handles name them, by slug.
fn hosts(towns: &[Town]) -> BTreeMap<String, String> {
    towns.iter().map(|t| (t.slug.clone(), t.origin.authority().to_owned())).collect()
}

/// The row of somebody elsewhere, found as the search box finds it.
async fn found(town: &Town, address: &str) -> anyhow::Result<ActorId> {
    match find(town.federation()?, town.publishing(), address).await {
        Ok(Find::Actor(actor)) => Ok(actor.id),
        Ok(Find::Content(_)) => Err(anyhow!("{address} is not somebody")),
        Err(e) => Err(anyhow::Error::new(e).context(format!("{} looks for {address}", town.slug))),
    }
}

/// Makes the towns partners of one another, so that each searches what the others have.
pub async fn partner(towns: &[Town]) -> anyhow::Result<()> {
    for (n, town) in towns.iter().enumerate() {
        for other in &towns[n + 1..] {
            let federation = town.city.app.federation().ok_or_else(|| anyhow!("no federation"))?;
            let theirs = other.city.app.federation().ok_or_else(|| anyhow!("no federation"))?;
            let (asks, answers) = (administrator(town)?, administrator(other)?);
            let offered = partners::offer(federation, &asks, other.origin.authority()).await;
            offered.map_err(failed("partner"))?;
            settle(towns).await?;
            let taken = partners::answer(theirs, &answers, town.origin.authority(), true).await;
            taken.map_err(failed("partner"))?;
            settle(towns).await?;
        }
    }
    Ok(())
}

fn administrator(town: &Town) -> anyhow::Result<Who> {
    let is = |who: &&Who| matches!(who, Who::Person { role: Role::Administrator, .. });
    town.people
        .values()
        .find(is)
        .copied()
        .ok_or_else(|| anyhow!("nobody administers {}", town.slug))
}
