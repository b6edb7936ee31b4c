//! Loading the records into the towns: each its own people, organisations and communities.

mod communities;
mod people;

use ::people::{
    Markup, Texts,
    organisations::Level,
    setup::{self, SetUp},
    site::{self, Registration, SiteUpdate},
};
use anyhow::{Context as _, anyhow};
use domain::{
    Sector,
    access::{Role, Who},
};
use federation::policy::Mode;

use super::{
    drafts::{lang, word},
    records::{Instance, Person, Records, Words},
    town::Town,
};

pub use self::communities::founder;

/// The password of everybody in the demonstration.
pub const PASSWORD: &str = "welcome to every guildhall";

/// The address of somebody in the demonstration.
pub fn email(person: &Person) -> String {
    format!("{}@{}.example.org", person.handle, person.instance)
}

pub(super) fn failed(what: impl std::fmt::Display) -> impl FnOnce(domain::Error) -> anyhow::Error {
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

/// Sets a town up and fills it with its organisations, people and communities; from then on it
/// federates. Fields of the records without a place yet are left for later.
pub async fn load(town: &mut Town, records: &Records, instance: &Instance) -> anyhow::Result<()> {
    set_up(town, records, instance).await?;
    for record in records.organisations.iter().filter(|o| o.instance == instance.slug) {
        let done = people::organisation(town, instance, record).await;
        done.with_context(|| record.slug.clone())?;
    }
    for record in records.people.iter().filter(|p| p.instance == instance.slug) {
        people::person(town, record).await.with_context(|| record.handle.clone())?;
    }
    for record in records.communities.iter().filter(|c| c.instance == instance.slug) {
        communities::community(town, record).await.with_context(|| record.slug.clone())?;
    }
    town.city.app.reload_site().await.map_err(failed("site"))
}

async fn set_up(town: &mut Town, records: &Records, instance: &Instance) -> anyhow::Result<()> {
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
        origin: town.origin.to_string(),
        registration: Registration::Invitation,
        mode: Mode::Open,
        administrator_name: word(&admin.name, own_language(admin)).to_owned(),
        administrator_handle: admin.handle.clone(),
        email: email(admin),
        password: PASSWORD.into(),
        illustrative: true,
    };
    let passwords = ::people::Passwords::new(town.store().world());
    let actor = setup::set_up_by_house(town.store(), &passwords, &Who::System, form)
        .await
        .map_err(failed("set-up"))?;
    let who = Who::Person { actor, role: Role::Administrator };
    town.people.insert(admin.handle.clone(), who);
    let site = site::loaded(&mut town.store().read()).await.map_err(failed("site"))?;
    town.organisations.insert(operator.slug.clone(), site.organisation);
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
    site::update(town.store(), &who, change).await.map_err(failed("site"))?;
    Ok(())
}

/// The first of somebody's languages in which the record has her name.
fn own_language(record: &Person) -> &str {
    record.languages.iter().find(|l| record.name.contains_key(*l)).map_or("en", String::as_str)
}
