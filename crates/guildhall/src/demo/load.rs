//! Loading the records: every city its own people, organisations and communities; then what
//! people write, each from her own city, in the order in which it was written.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context as _, anyhow};
use content::{Publishing, service};
use domain::{
    ActorId, ContentId, Sector,
    access::{JoinPolicy, Role, Who},
};
use people::{
    Markup, Texts,
    accounts::{self, NewAccount},
    communities::{self, CommunityForm, CommunityText},
    organisations::{self, Level, OrganisationForm, OrganisationText},
    persons::{self, PersonText, Profile},
    setup::{self, SetUp},
    site::{self, Registration, SiteUpdate},
};
use serde_json::json;
use store::Store;

use super::{
    drafts::{self, lang, word},
    records::{
        Community, Discussion, Instance, Organisation, Person, Practice, Records, Words, moment,
    },
};

/// The password of everybody in the demonstration.
pub const PASSWORD: &str = "welcome to every guildhall";

/// One city of the demonstration with what was loaded into it.
pub struct Loaded {
    /// Its store.
    pub store: Store,
    /// What its services need.
    pub publishing: Publishing,
    /// Its people by handle.
    pub people: HashMap<String, Who>,
    /// Its organisations by slug.
    pub organisations: HashMap<String, ActorId>,
    /// Its own communities by slug.
    pub communities: HashMap<String, ActorId>,
}

/// The address of somebody in the demonstration.
pub fn email(person: &Person) -> String {
    format!("{}@{}.example.org", person.handle, person.instance)
}

fn failed(what: impl std::fmt::Display) -> impl FnOnce(domain::Error) -> anyhow::Error {
    move |e| match e {
        domain::Error::Invalid(fields) => anyhow!("{what}: {:?}", fields.0),
        e => anyhow::Error::new(e).context(what.to_string()),
    }
}

fn markup(md: &str) -> Markup {
    let html = content::markdown::render(md, content::markdown::UNDER_HEADING);
    Markup { md: md.to_owned(), html }
}

fn texts(words: &Words) -> Texts {
    Texts(words.iter().map(|(tag, text)| (lang(tag), text.clone())).collect())
}

fn sectors(slugs: &[String]) -> Vec<Sector> {
    slugs.iter().filter_map(|slug| Sector::parse(slug)).collect()
}

/// Sets a city up and fills it with its organisations, people and communities. Fields of the
/// records without a place yet are left for later.
pub async fn load_city(
    publishing: Publishing,
    records: &Records,
    instance: &Instance,
    origin: Option<String>,
) -> anyhow::Result<Loaded> {
    let store = publishing.store().clone();
    let mut city = Loaded {
        store,
        publishing,
        people: HashMap::new(),
        organisations: HashMap::new(),
        communities: HashMap::new(),
    };
    set_up(&mut city, records, instance, origin).await?;
    for record in records.organisations.iter().filter(|o| o.instance == instance.slug) {
        organisation(&mut city, instance, record).await.with_context(|| record.slug.clone())?;
    }
    for record in records.people.iter().filter(|p| p.instance == instance.slug) {
        person(&mut city, record).await.with_context(|| record.handle.clone())?;
    }
    for record in records.communities.iter().filter(|c| c.instance == instance.slug) {
        community(&mut city, record).await.with_context(|| record.slug.clone())?;
    }
    Ok(city)
}

async fn set_up(
    city: &mut Loaded,
    records: &Records,
    instance: &Instance,
    origin: Option<String>,
) -> anyhow::Result<()> {
    let admin = records
        .people
        .iter()
        .find(|p| p.instance == instance.slug && p.roles.iter().any(|r| r == "instance-admin"))
        .or_else(|| records.people.iter().find(|p| p.instance == instance.slug))
        .ok_or_else(|| anyhow!("{} has nobody", instance.slug))?;
    let operator = records
        .organisations
        .iter()
        .find(|o| o.slug == instance.operator)
        .ok_or_else(|| anyhow!("there is no organisation {}", instance.operator))?;
    let default_lang = lang(&instance.default_language);
    let form = SetUp {
        name: Texts::one(default_lang.clone(), &instance.name),
        organisation_name: texts(&operator.name),
        organisation_handle: operator.slug.replace('-', "_"),
        level: Level::parse(&instance.level).unwrap_or(Level::Local),
        country: instance.territory.country.clone(),
        territory: word(&instance.territory.label, &instance.default_language).to_owned(),
        nuts: instance.territory.nuts.clone(),
        population_band: None,
        languages: instance.languages.iter().map(|l| lang(l)).collect(),
        default_lang: default_lang.clone(),
        timezone: instance.timezone.clone(),
        origin: origin.unwrap_or_default(),
        registration: Registration::Invitation,
        administrator_name: word(&admin.name, own_language(admin)).to_owned(),
        administrator_handle: admin.handle.clone(),
        email: email(admin),
        password: PASSWORD.into(),
        illustrative: true,
    };
    let passwords = people::Passwords::new(city.store.world());
    let actor = setup::set_up_by_house(&city.store, &passwords, &Who::System, form)
        .await
        .map_err(failed("set-up"))?;
    let who = Who::Person { actor, role: Role::Administrator };
    city.people.insert(admin.handle.clone(), who);
    let site = site::loaded(&mut city.store.read()).await.map_err(failed("site"))?;
    city.organisations.insert(operator.slug.clone(), site.organisation);
    let mut tagline = Texts::default();
    let mut description = Vec::new();
    for (tag, text) in &instance.text {
        tagline = tagline.and(lang(tag), text.tagline.clone());
        description.push((lang(tag), markup(&text.description)));
    }
    let change = SiteUpdate {
        name: site.name,
        tagline,
        description,
        rules: site.rules,
        default_lang,
        languages: site.languages,
        timezone: site.timezone,
        registration: if instance.registration == "open" {
            Registration::Open
        } else {
            Registration::Invitation
        },
        founding: site.founding,
        contact: instance.contact.email.clone(),
    };
    site::update(&city.store, &who, change).await.map_err(failed("site"))?;
    Ok(())
}

async fn organisation(
    city: &mut Loaded,
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
    if let Some(id) = city.organisations.get(&record.slug) {
        return organisations::update(&city.store, &Who::System, *id, form)
            .await
            .map_err(failed("organisation"));
    }
    let id = organisations::create(&city.store, &Who::System, form)
        .await
        .map_err(failed("organisation"))?;
    city.organisations.insert(record.slug.clone(), id);
    Ok(())
}

/// The first of somebody's languages in which the record has her name.
fn own_language(record: &Person) -> &str {
    record.languages.iter().find(|l| record.name.contains_key(*l)).map_or("en", String::as_str)
}

async fn person(city: &mut Loaded, record: &Person) -> anyhow::Result<()> {
    let own = own_language(record);
    let who = match city.people.get(&record.handle) {
        Some(who) => *who,
        None => {
            let role = if record.roles.iter().any(|r| r == "moderator") {
                Role::Moderator
            } else {
                Role::Member
            };
            let account = accounts::create(
                &city.store,
                &people::Passwords::new(city.store.world()),
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
    city.people.insert(record.handle.clone(), who);
    let organisation = city.organisations.get(&record.organisation).copied();
    if let (Some(person), Some(organisation)) = (who.person(), organisation) {
        organisations::affiliate(&city.store, &Who::System, person, Some(organisation))
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
    persons::update(&city.store, &who, profile).await.map_err(failed("profile"))
}

async fn community(city: &mut Loaded, record: &Community) -> anyhow::Result<()> {
    let home = |handle: &String| city.people.get(handle).copied();
    // Where every facilitator lives elsewhere, the administrator opens the house for them.
    let founder = record
        .facilitators
        .iter()
        .find_map(home)
        .or_else(|| {
            let mut all: Vec<Who> = city.people.values().copied().collect();
            all.sort_by_key(|who| !matches!(who, Who::Person { role: Role::Administrator, .. }));
            all.first().copied()
        })
        .ok_or_else(|| anyhow!("nobody can open it"))?;
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
        communities::create(&city.store, &founder, form).await.map_err(failed("community"))?;
    city.communities.insert(record.slug.clone(), group);
    for handle in record.facilitators.iter().chain(&record.members) {
        let Some(who) = city.people.get(handle).copied().filter(|who| *who != founder) else {
            continue;
        };
        admit(city, record, group, &founder, &who).await?;
        if record.facilitators.contains(handle)
            && let Some(person) = who.person()
        {
            communities::appoint(&city.store, &founder, group, person)
                .await
                .map_err(failed("facilitator"))?;
        }
    }
    Ok(())
}

/// Lets somebody of the same city in, the way the community's policy asks for.
async fn admit(
    city: &Loaded,
    record: &Community,
    group: ActorId,
    facilitator: &Who,
    who: &Who,
) -> anyhow::Result<()> {
    let person = who.person().ok_or_else(|| anyhow!("only people join here"))?;
    let store = &city.store;
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

/// What was written, by the slug or id of its record.
pub type Written = BTreeMap<String, ContentId>;

/// Publishes a discussion and all its comments from this city, as far as its people wrote them
/// and its copy of the conversation has what they answer.
pub async fn discussion(
    city: &Loaded,
    record: &Discussion,
    group: ActorId,
) -> anyhow::Result<Option<ContentId>> {
    let Some(who) = city.people.get(&record.author) else { return Ok(None) };
    let draft = drafts::discussion(record, group);
    let p = &city.publishing;
    let id = service::publish(p, who, &draft).await.map_err(failed(&record.slug))?;
    for version in drafts::discussion_versions(record) {
        service::add_version(p, who, id, version).await.map_err(failed(&record.slug))?;
    }
    Ok(Some(id))
}

/// Publishes one comment from this city.
pub async fn comment(
    city: &Loaded,
    record: &super::records::Comment,
    parent: ContentId,
) -> anyhow::Result<Option<ContentId>> {
    let Some(who) = city.people.get(&record.author) else { return Ok(None) };
    let (new, versions) = drafts::comment(record, parent);
    let p = &city.publishing;
    let id = service::comment(p, who, new).await.map_err(failed(&record.id))?;
    for version in versions {
        service::add_version(p, who, id, version).await.map_err(failed(&record.id))?;
    }
    Ok(Some(id))
}

/// Publishes a practice from this city.
pub async fn practice(
    city: &Loaded,
    record: &Practice,
    group: ActorId,
) -> anyhow::Result<Option<ContentId>> {
    let Some(who) = record.authors.iter().find_map(|handle| city.people.get(handle)) else {
        return Ok(None);
    };
    let mut draft = drafts::practice(record, group);
    draft.at = record
        .values
        .get("period_start")
        .and_then(moment)
        .map(|began| began + std::time::Duration::from_secs(400 * 86_400));
    let p = &city.publishing;
    let id = service::publish(p, who, &draft).await.map_err(failed(&record.slug))?;
    for version in drafts::practice_versions(record) {
        service::add_version(p, who, id, version).await.map_err(failed(&record.slug))?;
    }
    Ok(Some(id))
}

/// Everything that the people of one city write in its own communities, for an instance that
/// stands alone.
pub async fn write_alone(city: &Loaded, records: &Records) -> anyhow::Result<()> {
    for record in &records.practices {
        if let Some(group) = city.communities.get(&record.community) {
            practice(city, record, *group).await?;
        }
    }
    for record in &records.discussions {
        let Some(group) = city.communities.get(&record.community) else { continue };
        let Some(root) = discussion(city, record, *group).await? else { continue };
        let mut written = Written::new();
        for reply in &record.comments {
            let parent = reply.reply_to.as_ref().and_then(|id| written.get(id)).copied();
            if let Some(id) = comment(city, reply, parent.unwrap_or(root)).await? {
                written.insert(reply.id.clone(), id);
            }
        }
        if let Some(answer) = record.accepted.as_ref().and_then(|id| written.get(id))
            && let Some(who) = city.people.get(&record.author)
        {
            service::accept_answer(&city.publishing, who, *answer)
                .await
                .map_err(failed(&record.slug))?;
        }
    }
    Ok(())
}
