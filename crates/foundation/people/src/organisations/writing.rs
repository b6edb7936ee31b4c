//! Making and changing organisations, and saying who works for them.

use domain::{
    ActorId, Error, FieldErrors, Handle, Lang, Result, Sector,
    access::{Instance, Permit, Who, act},
    text,
};
use federation::{ActorKind, ActorText, NewActor, actor};
use store::{Query, Store, Tx, args, statements};

use super::{Level, OrganisationForm, PopulationBand};
use crate::{
    facets, site,
    texts::{Written, check_length, check_texts},
};

statements! {
    /// A new civic profile.
    pub ORGANISATION_INSERT = "INSERT INTO organisation (actor_id, level, country, territory, nuts, \
        population_band, website, details) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// A changed civic profile; only organisations of this instance.
    pub ORGANISATION_UPDATE = "UPDATE organisation SET level = $2, country = $3, territory = $4, \
        nuts = $5, population_band = $6, website = $7, details = $8 WHERE actor_id = $1 \
        AND EXISTS (SELECT 1 FROM actor a WHERE a.id = $1 AND a.host = '')";
    /// Nobody's organisation any more.
    pub AFFILIATION_DELETE = "DELETE FROM affiliation WHERE person_id = $1";
    /// Somebody's organisation.
    pub AFFILIATION_SET = "INSERT INTO affiliation (person_id, organisation_id, created_at) \
        VALUES ($1, $2, $3) ON CONFLICT (person_id) DO UPDATE SET \
        organisation_id = excluded.organisation_id, created_at = excluded.created_at";
    /// Whether there is such an organisation that still acts.
    pub ORGANISATION_ACTIVE = "SELECT a.id FROM organisation og JOIN actor a ON a.id = og.actor_id \
        WHERE a.id = $1 AND a.state = 'active'";
}

/// An organisation's form that was checked.
pub(crate) struct Checked {
    pub texts: Vec<ActorText>,
    /// Empty when it is to be made from the name.
    pub handle: String,
    level: Level,
    country: String,
    territory: String,
    nuts: String,
    population_band: Option<PopulationBand>,
    website: String,
    sectors: Vec<Sector>,
    languages: Vec<Lang>,
    details: serde_json::Value,
    illustrative: bool,
}

impl Checked {
    /// Cleans and checks every field.
    pub fn check(form: OrganisationForm, errors: &mut FieldErrors) -> Self {
        let texts = form.texts.into_iter().map(|t| Written {
            lang: t.lang,
            name: t.name,
            headline: t.headline,
            long: t.summary,
        });
        let texts = check_texts(texts.collect(), ["name", "headline", "summary"], false, errors);
        let handle = crate::accounts::check_handle(&form.handle, errors);
        let country = text::line(&form.country).to_uppercase();
        let two_letters = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
        if !country.is_empty() && !two_letters {
            errors.add("country", "error-country");
        }
        let territory = text::line(&form.territory);
        check_length("territory", &territory, 200, errors);
        let nuts = text::line(&form.nuts).to_uppercase();
        let code = nuts.len() <= 20 && nuts.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if !code {
            errors.add("nuts", "error-nuts");
        }
        let website = text::line(&form.website);
        let web = ["https://", "http://"].iter().any(|s| website.starts_with(s));
        if !website.is_empty() && (!web || website.len() > 500 || website.contains(' ')) {
            errors.add("website", "error-website");
        }
        Self {
            texts,
            handle,
            level: form.level,
            country,
            territory,
            nuts,
            population_band: form.population_band,
            website,
            sectors: form.sectors,
            languages: form.languages,
            details: form.details,
            illustrative: form.illustrative,
        }
    }

    fn profile(&self, id: ActorId) -> Vec<store::Value> {
        args![
            id,
            self.level,
            &self.country,
            &self.territory,
            &self.nuts,
            self.population_band.map_or("", PopulationBand::as_str),
            &self.website,
            self.details.to_string(),
        ]
    }
}

/// Writes a new organisation that was checked.
pub(crate) async fn insert(
    tx: &mut Tx,
    _: &Permit<act::Administer, Instance>,
    new: &Checked,
) -> Result<ActorId> {
    let name = new.texts.first().map_or("", |t| t.name.as_str());
    let handle = match Handle::parse(&new.handle) {
        Ok(handle) => handle,
        Err(_) => actor::free_handle(tx, name, "organisation").await?,
    };
    let row = NewActor {
        kind: ActorKind::Organisation,
        handle,
        texts: new.texts.clone(),
        discoverable: true,
        illustrative: new.illustrative,
    };
    let id = actor::insert(tx, &row).await?;
    tx.execute(&ORGANISATION_INSERT, new.profile(id)).await?;
    facets::save(tx, id, &new.sectors, &new.languages).await?;
    Ok(id)
}

/// Makes an organisation of this instance. Needs Administer.
pub async fn create(store: &Store, who: &Who, form: OrganisationForm) -> Result<ActorId> {
    let permit = site::administer(who)?;
    let mut errors = FieldErrors::default();
    let new = Checked::check(form, &mut errors);
    errors.check()?;
    let mut tx = store.begin().await?;
    let id = insert(&mut tx, &permit, &new).await?;
    tx.save().await?;
    Ok(id)
}

/// Changes an organisation of this instance. Needs Administer.
pub async fn update(store: &Store, who: &Who, id: ActorId, form: OrganisationForm) -> Result<()> {
    site::administer(who)?;
    let mut errors = FieldErrors::default();
    let changed = Checked::check(form, &mut errors);
    errors.check()?;
    let mut tx = store.begin().await?;
    if tx.execute(&ORGANISATION_UPDATE, changed.profile(id)).await? == 0 {
        return Err(Error::NotFound);
    }
    actor::update(&mut tx, id, &changed.texts, true, true).await?;
    facets::save(&mut tx, id, &changed.sectors, &changed.languages).await?;
    crate::federating::changed(&mut tx, id).await?;
    Ok(tx.save().await?)
}

/// Says whom a person works for; `None` for nobody. Needs Administer.
pub async fn affiliate(
    store: &Store,
    who: &Who,
    person: ActorId,
    organisation: Option<ActorId>,
) -> Result<()> {
    site::administer(who)?;
    let mut tx = store.begin().await?;
    let actor = actor::by_id(&mut tx, person).await?;
    if actor.kind != ActorKind::Person || !actor.is_local() {
        return Err(Error::NotFound);
    }
    set_affiliation(&mut tx, person, organisation).await?;
    Ok(tx.save().await?)
}

/// Writes an affiliation. An organisation that does not act is an error of the field
/// `organisation`.
pub(crate) async fn set_affiliation(
    tx: &mut Tx,
    person: ActorId,
    organisation: Option<ActorId>,
) -> Result<()> {
    let Some(organisation) = organisation else {
        tx.execute(&AFFILIATION_DELETE, args![person]).await?;
        return Ok(());
    };
    let found: Option<(ActorId,)> = tx.optional(&ORGANISATION_ACTIVE, args![organisation]).await?;
    if found.is_none() {
        return Err(Error::field("organisation", "error-organisation-unknown"));
    }
    let now = tx.now();
    tx.execute(&AFFILIATION_SET, args![person, organisation, now]).await?;
    Ok(())
}
