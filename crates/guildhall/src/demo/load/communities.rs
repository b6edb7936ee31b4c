//! The communities of a town with those members who live in it.

use ::people::{
    Markup,
    communities::{self, CommunityForm, CommunityText},
};
use anyhow::anyhow;
use domain::{
    ActorId,
    access::{JoinPolicy, Role, Who},
};

use super::{failed, markup, sectors};
use crate::demo::{
    drafts::{lang, word},
    records::Community,
    town::Town,
};

/// Who opens a community and decides in it: a facilitator who lives in its town. Where all live
/// elsewhere, the administrator opens the house for them.
pub fn founder(town: &Town, record: &Community) -> anyhow::Result<Who> {
    let facilitator = record.facilitators.iter().find_map(|handle| town.people.get(handle));
    let is_administrator =
        |who: &&Who| matches!(who, Who::Person { role: Role::Administrator, .. });
    facilitator
        .or_else(|| town.people.values().find(is_administrator))
        .copied()
        .ok_or_else(|| anyhow!("{}: nobody can open it", record.slug))
}

pub(super) async fn community(town: &mut Town, record: &Community) -> anyhow::Result<()> {
    let founder = founder(town, record)?;
    let own = record.languages.first().map_or("en", String::as_str);
    let mut tags: Vec<&String> = record.name.keys().collect();
    tags.sort_by_key(|tag| (tag.as_str() != own, (*tag).clone()));
    let form = CommunityForm {
        texts: tags
            .into_iter()
            .map(|tag| {
                let purpose = word(&record.purpose, tag);
                CommunityText {
                    lang: lang(tag),
                    name: word(&record.name, tag).to_owned(),
                    headline: first_sentence(purpose),
                    purpose: markup(purpose),
                }
            })
            .collect(),
        handle: record.slug.replace('-', "_"),
        sectors: sectors(&record.sectors),
        languages: record.languages.iter().map(|l| lang(l)).collect(),
        join_policy: JoinPolicy::parse(&record.join).unwrap_or(JoinPolicy::Open),
        visibility: domain::Visibility::parse(&record.visibility)
            .unwrap_or(domain::Visibility::Public),
        rules: Markup::default(),
        illustrative: true,
    };
    let group =
        communities::create(town.store(), &founder, form).await.map_err(failed("community"))?;
    town.communities.insert(record.slug.clone(), group);
    for handle in record.facilitators.iter().chain(&record.members) {
        let Some(who) = town.people.get(handle).copied().filter(|who| *who != founder) else {
            continue;
        };
        admit(town, record, group, &founder, &who).await?;
        if record.facilitators.contains(handle)
            && let Some(person) = who.person()
        {
            communities::appoint(town.store(), &founder, group, person)
                .await
                .map_err(failed("facilitator"))?;
        }
    }
    Ok(())
}

/// Lets somebody of the same city in, the way the community's policy asks for.
async fn admit(
    town: &Town,
    record: &Community,
    group: ActorId,
    facilitator: &Who,
    who: &Who,
) -> anyhow::Result<()> {
    let person = who.person().ok_or_else(|| anyhow!("only people join here"))?;
    let store = town.store();
    match record.join.as_str() {
        "invitation" => {
            communities::invite(store, facilitator, group, person)
                .await
                .map_err(failed("invite"))?;
            communities::join(store, who, group, "").await.map_err(failed("join"))?;
        }
        "approval" => {
            communities::join(store, who, group, "").await.map_err(failed("join"))?;
            communities::handle_request(store, facilitator, group, person, true)
                .await
                .map_err(failed("approve"))?;
        }
        _ => {
            communities::join(store, who, group, "").await.map_err(failed("join"))?;
        }
    }
    Ok(())
}

fn first_sentence(text: &str) -> String {
    let text = text.trim().replace("**", "");
    let end = text
        .char_indices()
        .find(|(i, c)| matches!(c, '.' | '?') && text[i + c.len_utf8()..].starts_with([' ', '\n']))
        .map_or(text.len(), |(i, c)| i + c.len_utf8());
    domain::text::excerpt(&text[..end], 155)
}
