//! The settings of the instance: one document in the table `setting`, written at set-up.

use domain::{
    ActorId, Error, FieldErrors, Lang, Result,
    access::{Instance, Permit, Standing, Who, act, permit},
    origin::Origin,
    text,
};
use serde::{Deserialize, Serialize};
use store::{JsonText, Query, Store, Tx, args, statements};

use crate::{Markup, Texts, texts::check_length};

/// How one gets an account here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Registration {
    /// Only administrators make accounts.
    Closed,
    /// With an invitation link.
    Invitation,
    /// Everybody may sign up.
    Open,
}

/// Who may open a community.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Founding {
    /// Everybody with an account.
    Everyone,
    /// Moderators and administrators.
    Moderators,
}

/// The settings of the instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// Its name.
    pub name: Texts,
    /// One line under the name.
    #[serde(default)]
    pub tagline: Texts,
    /// What this instance is, for the page about it; one for each language.
    #[serde(default)]
    pub description: Vec<(Lang, Markup)>,
    /// The rules of conduct; one for each language.
    #[serde(default)]
    pub rules: Vec<(Lang, Markup)>,
    /// The language when nothing is known of the reader.
    pub default_lang: Lang,
    /// The languages this instance writes in, the default one included.
    pub languages: Vec<Lang>,
    /// IANA name, for instance `Europe/Sofia`.
    pub timezone: String,
    /// The organisation this instance belongs to.
    pub organisation: ActorId,
    /// How one gets an account.
    pub registration: Registration,
    /// Who may open a community.
    pub founding: Founding,
    /// The public address, fixed once for ever; `None` until then, and nothing federates.
    #[serde(default, with = "origin_text")]
    pub origin: Option<Origin>,
    /// E-mail for questions; empty when there is none.
    #[serde(default)]
    pub contact: String,
    /// Whether everything here is invented for a demonstration.
    #[serde(default)]
    pub illustrative: bool,
}

impl Site {
    /// The rules or the description in the first wanted language that there is, else the first.
    pub fn best<'a>(
        texts: &'a [(Lang, Markup)],
        wanted: impl IntoIterator<Item = &'a Lang>,
    ) -> Option<&'a (Lang, Markup)> {
        wanted
            .into_iter()
            .find_map(|lang| texts.iter().find(|(l, _)| l == lang))
            .or_else(|| texts.first())
    }
}

mod origin_text {
    use domain::origin::Origin;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    #[expect(clippy::ref_option, reason = "serde passes it so")]
    pub fn serialize<S: Serializer>(v: &Option<Origin>, s: S) -> Result<S::Ok, S::Error> {
        v.as_ref().map(Origin::as_str).serialize(s)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Origin>, D::Error> {
        let Some(text) = Option::<String>::deserialize(d)? else {
            return Ok(None);
        };
        Origin::parse(&text).map(Some).map_err(|e| D::Error::custom(e.remedy()))
    }
}

/// What administrators may change. Fields of errors have the same names, texts with their
/// language (`name.bg`, `rules.en`).
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same as in Site")]
pub struct SiteUpdate {
    pub name: Texts,
    pub tagline: Texts,
    pub description: Vec<(Lang, Markup)>,
    pub rules: Vec<(Lang, Markup)>,
    pub default_lang: Lang,
    pub languages: Vec<Lang>,
    pub timezone: String,
    pub registration: Registration,
    pub founding: Founding,
    pub contact: String,
}

/// A configured origin that cannot be used. Says key, value and remedy, for the start and `doctor`.
#[derive(Debug, thiserror::Error)]
pub enum OriginError {
    /// Not an origin an instance may have.
    #[error("origin = {value:?} cannot be used; remedy: {remedy}")]
    Malformed {
        /// What is configured.
        value: String,
        /// What to do.
        remedy: &'static str,
    },
    /// Another one was fixed at set-up.
    #[error(
        "origin = {configured:?}, but this instance was set up as {fixed:?} and its addresses carry \
         that for ever; remedy: set origin back to {fixed:?}, or begin with an empty store"
    )]
    Different {
        /// What is configured.
        configured: String,
        /// What was fixed.
        fixed: String,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] Error),
}

impl From<store::Error> for OriginError {
    fn from(e: store::Error) -> Self {
        Self::Store(e.into())
    }
}

statements! {
    /// The settings of the instance.
    pub SITE = "SELECT value FROM setting WHERE key = 'site'";
    /// The settings at set-up; nothing when there are some.
    pub SITE_INSERT =
        "INSERT INTO setting (key, value) VALUES ('site', $1) ON CONFLICT (key) DO NOTHING";
    /// Changed settings.
    pub SITE_UPDATE = "UPDATE setting SET value = $1 WHERE key = 'site'";
    /// Waits for other units that hold this lock. PostgreSQL runs units beside one another, and
    /// two administrators must not step down in the same moment.
    pub SITE_LOCK = "UPDATE setting SET value = value WHERE key = 'site'";
}

/// The settings, or `None` before set-up.
pub async fn load(q: &mut impl Query) -> Result<Option<Site>> {
    let row: Option<(JsonText<Site>,)> = q.optional(&SITE, args![]).await?;
    Ok(row.map(|r| r.0.0))
}

/// The settings of an instance that was set up; [`domain::Error::NotFound`] otherwise.
pub async fn loaded(q: &mut impl Query) -> Result<Site> {
    load(q).await?.ok_or(Error::NotFound)
}

/// The permit to administer this instance.
pub(crate) fn administer(who: &Who) -> Result<Permit<act::Administer, Instance>> {
    permit(who, Standing::Outsider, Instance)
}

/// Lets one unit at a time decide what concerns the whole instance.
pub(crate) async fn lock(tx: &mut Tx) -> Result<()> {
    tx.execute(&SITE_LOCK, args![]).await?;
    Ok(())
}

fn json(site: &Site) -> Result<String> {
    serde_json::to_string(site).map_err(Error::internal)
}

/// Writes the settings for the first time; `false` when there are some.
pub(crate) async fn insert(
    tx: &mut Tx,
    _: &Permit<act::Administer, Instance>,
    site: &Site,
) -> Result<bool> {
    Ok(tx.execute(&SITE_INSERT, args![json(site)?]).await? == 1)
}

async fn write(tx: &mut Tx, _: &Permit<act::Administer, Instance>, site: &Site) -> Result<()> {
    tx.execute(&SITE_UPDATE, args![json(site)?]).await?;
    Ok(())
}

/// Changes the settings. Needs Administer. Fields as in [`SiteUpdate`].
pub async fn update(store: &Store, who: &Who, change: SiteUpdate) -> Result<Site> {
    let permit = administer(who)?;
    let mut errors = FieldErrors::default();
    let name = change.name.checked("name", true, 100, &mut errors);
    let tagline = change.tagline.checked("tagline", false, 200, &mut errors);
    let description = check_markup("description", change.description, &mut errors);
    let rules = check_markup("rules", change.rules, &mut errors);
    let timezone = check_timezone(&change.timezone, &mut errors);
    let contact = text::line(&change.contact);
    if !contact.is_empty() && !crate::accounts::is_email(&contact) {
        errors.add("contact", "error-email");
    }
    errors.check()?;

    let mut tx = store.begin().await?;
    lock(&mut tx).await?;
    let before = loaded(&mut tx).await?;
    let site = Site {
        name,
        tagline,
        description,
        rules,
        languages: with_default(change.languages, &change.default_lang),
        default_lang: change.default_lang,
        timezone,
        registration: change.registration,
        founding: change.founding,
        contact,
        ..before
    };
    write(&mut tx, &permit, &site).await?;
    tx.save().await?;
    Ok(site)
}

/// Fixes the public address for ever. Needs Administer. Field `origin`; Conflict
/// `error-origin-fixed` when it was fixed as something else.
pub async fn fix_origin(store: &Store, who: &Who, origin: &str) -> Result<Site> {
    let permit = administer(who)?;
    let origin = Origin::parse(origin).map_err(|e| Error::field("origin", e.key()))?;
    let mut tx = store.begin().await?;
    lock(&mut tx).await?;
    let mut site = loaded(&mut tx).await?;
    if site.origin.as_ref().is_some_and(|fixed| *fixed != origin) {
        return Err(Error::Conflict("error-origin-fixed"));
    }
    site.origin = Some(origin);
    write(&mut tx, &permit, &site).await?;
    tx.save().await?;
    Ok(site)
}

/// Compares the configured origin with the fixed one, at start. Fixes it when the instance was set
/// up without one. Returns the origin in force; `None` before set-up or without any.
pub async fn settle_origin(
    store: &Store,
    configured: Option<&str>,
) -> Result<Option<Origin>, OriginError> {
    let configured =
        match configured {
            None => None,
            Some(value) => Some(Origin::parse(value).map_err(|e| OriginError::Malformed {
                value: value.to_owned(),
                remedy: e.remedy(),
            })?),
        };
    let Some(site) = load(&mut store.read()).await? else {
        return Ok(None);
    };
    match (site.origin, configured) {
        (Some(fixed), Some(configured)) if fixed != configured => Err(OriginError::Different {
            configured: configured.to_string(),
            fixed: fixed.to_string(),
        }),
        (None, Some(configured)) => {
            let site = fix_origin(store, &Who::System, configured.as_str()).await?;
            Ok(site.origin)
        }
        (fixed, _) => Ok(fixed),
    }
}

/// An IANA name that this machine knows; where it knows none, any that looks like one.
pub(crate) fn check_timezone(s: &str, errors: &mut FieldErrors) -> String {
    let s = text::line(s);
    let shape = !s.is_empty()
        && s.len() <= 64
        && s.bytes().all(|b| b.is_ascii_alphanumeric() || b"/_+-".contains(&b));
    let known = jiff::tz::db().is_definitively_empty() || jiff::tz::TimeZone::get(&s).is_ok();
    if !shape || !known {
        errors.add("timezone", "error-timezone");
    }
    s
}

/// The languages once each, the default one first.
pub(crate) fn with_default(languages: Vec<Lang>, default: &Lang) -> Vec<Lang> {
    let mut all = vec![default.clone()];
    for lang in languages {
        if !all.contains(&lang) {
            all.push(lang);
        }
    }
    all
}

fn check_markup(
    field: &'static str,
    texts: Vec<(Lang, Markup)>,
    errors: &mut FieldErrors,
) -> Vec<(Lang, Markup)> {
    let mut kept: Vec<(Lang, Markup)> = Vec::new();
    for (lang, markup) in texts {
        check_length(format!("{field}.{lang}"), &markup.md, 20_000, errors);
        if !markup.md.trim().is_empty() && kept.iter().all(|(l, _)| *l != lang) {
            kept.push((lang, markup));
        }
    }
    kept
}
