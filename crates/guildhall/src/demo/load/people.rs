//! The people and organisations of a town.

use ::people::{
    accounts::{self, NewAccount},
    organisations::{self, Level, OrganisationForm, OrganisationText},
    persons::{self, PersonText, Profile},
};
use domain::access::{Role, Who};
use serde_json::json;

use super::{PASSWORD, email, failed, markup, own_language, sectors};
use crate::demo::{
    drafts::{lang, word},
    records::{Instance, Organisation, Person},
    town::Town,
};

pub(super) async fn organisation(
    town: &mut Town,
    instance: &Instance,
    record: &Organisation,
) -> anyhow::Result<()> {
    let own = &instance.default_language;
    let mut tags: Vec<&String> = record.name.keys().collect();
    tags.sort_by_key(|tag| (*tag != own, (*tag).clone()));
    let mut form = OrganisationForm::new(Level::parse(&record.level).unwrap_or(Level::Local));
    form.texts = tags
        .into_iter()
        .map(|tag| OrganisationText {
            lang: lang(tag),
            name: word(&record.name, tag).to_owned(),
            headline: String::new(),
            summary: markup(word(&record.summary, tag)),
        })
        .collect();
    form.handle = record.slug.replace('-', "_");
    form.website.clone_from(&record.url);
    if record.territory.len() == 2 {
        form.country.clone_from(&record.territory);
    } else {
        form.country = record.territory.chars().take(2).collect();
        form.nuts.clone_from(&record.territory);
    }
    form.sectors = sectors(&record.sectors);
    form.languages = record.languages.iter().map(|l| lang(l)).collect();
    form.illustrative = true;
    form.details = json!({
        "information": record.information,
        "competences": record.competences,
        "services": record.services,
        "footprint": record.footprint,
    });
    if let Some(id) = town.organisations.get(&record.slug) {
        return organisations::update(town.store(), &Who::System, *id, form)
            .await
            .map_err(failed("organisation"));
    }
    let id = organisations::create(town.store(), &Who::System, form)
        .await
        .map_err(failed("organisation"))?;
    town.organisations.insert(record.slug.clone(), id);
    Ok(())
}

pub(super) async fn person(town: &mut Town, record: &Person) -> anyhow::Result<()> {
    let own = own_language(record);
    let who = match town.people.get(&record.handle) {
        Some(who) => *who,
        None => {
            let role = if record.roles.iter().any(|r| r == "moderator") {
                Role::Moderator
            } else {
                Role::Member
            };
            let account = accounts::create(
                town.store(),
                &::people::Passwords::new(town.store().world()),
                &Who::System,
                NewAccount {
                    name: word(&record.name, own).to_owned(),
                    handle: record.handle.clone(),
                    email: email(record),
                    password: Some(PASSWORD.into()),
                    role,
                    lang: None,
                    organisation: None,
                },
            )
            .await
            .map_err(failed("account"))?;
            Who::Person { actor: account.actor_id, role }
        }
    };
    town.people.insert(record.handle.clone(), who);
    let organisation = town.organisations.get(&record.organisation).copied();
    if let (Some(person), Some(organisation)) = (who.person(), organisation) {
        organisations::affiliate(town.store(), &Who::System, person, Some(organisation))
            .await
            .map_err(failed("affiliation"))?;
    }
    let mut tags: Vec<&String> = record.name.keys().collect();
    tags.sort_by_key(|tag| (tag.as_str() != own, (*tag).clone()));
    let profile = Profile {
        texts: tags
            .into_iter()
            .map(|tag| PersonText {
                lang: lang(tag),
                name: word(&record.name, tag).to_owned(),
                headline: word(&record.role, tag).to_owned(),
                bio: markup(word(&record.bio, tag)),
            })
            .collect(),
        sectors: sectors(&record.sectors),
        languages: record.languages.iter().map(|l| lang(l)).collect(),
        organisation,
        discoverable: true,
        indexable: false,
    };
    persons::update(town.store(), &who, profile).await.map_err(failed("profile"))
}
