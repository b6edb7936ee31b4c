//! Organisations: cities, NGOs, institutions and networks, and who works for them.

mod writing;

use domain::{ActorId, Error, Lang, Policy, Result, Sector, access::Who};
use federation::{ActorState, ActorText, actor};
use serde::{Deserialize, Serialize};
use store::{Built, JsonText, Query, Value, args, statements};

use crate::{
    Cursor, Markup, Page, facets,
    page::{self, ByShownName, shown_key},
};

pub(crate) use writing::{Checked, insert, set_affiliation};
pub use writing::{affiliate, create, update};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// All of them, in the order of forms.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in the database, forms and message keys.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads the word back.
            pub fn parse(s: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.as_str() == s)
            }
        }

        impl From<$name> for Value {
            fn from(v: $name) -> Self {
                Self::Static(v.as_str())
            }
        }
    };
}

words! {
    /// The level an organisation works at. Its name is the message `level-WORD`.
    Level {
        /// A city, a municipality, a neighbourhood.
        Local "local",
        /// A district, a region.
        Regional "regional",
        /// A whole country.
        National "national",
        /// The Union and beyond.
        Eu "eu",
    }
}

words! {
    /// How many people live in an organisation's territory. Its name is the message
    /// `population-WORD`.
    PopulationBand {
        /// Fewer than 10 000.
        Under10k "under-10000",
        /// 10 000 to 50 000.
        From10k "10000-50000",
        /// 50 000 to 100 000.
        From50k "50000-100000",
        /// 100 000 to 250 000.
        From100k "100000-250000",
        /// 250 000 to 500 000.
        From250k "250000-500000",
        /// 500 000 to 1 000 000.
        From500k "500000-1000000",
        /// More than 1 000 000.
        Over1m "over-1000000",
    }
}

/// An organisation, with its name in the reader's language where there is one.
#[derive(Debug, Clone, PartialEq, store::FromRow)]
pub struct Organisation {
    /// Its id.
    pub id: ActorId,
    /// Its handle.
    pub handle: String,
    /// Empty for organisations of this instance.
    pub host: String,
    /// Whether it still acts.
    pub state: ActorState,
    /// What was decided about its instance.
    pub policy: Policy,
    /// Its name.
    pub name: String,
    /// Its name in its own language, folded.
    pub name_key: String,
    /// One line.
    pub headline: String,
    /// The language of name and headline.
    pub lang: Lang,
    /// The word of its [`Level`].
    pub level: String,
    /// ISO 3166-1 alpha-2, or empty.
    pub country: String,
    /// Its territory in words, or empty.
    pub territory: String,
    /// NUTS or LAU code, or empty.
    pub nuts: String,
    /// The word of its [`PopulationBand`], or empty.
    pub population_band: String,
    /// Its page, or empty.
    pub website: String,
    /// What no list filters by: the civic profile.
    pub details: JsonText<serde_json::Value>,
    /// People of this instance who work for it.
    pub people_count: i64,
    /// Whether it is invented for a demonstration.
    pub illustrative: bool,
}

impl Organisation {
    /// Its level, unless a newer peer uses a word we do not know.
    pub fn level(&self) -> Option<Level> {
        Level::parse(&self.level)
    }

    /// How many people live in its territory, if that is known.
    pub fn population_band(&self) -> Option<PopulationBand> {
        PopulationBand::parse(&self.population_band)
    }
}

/// All that is shown of an organisation.
#[derive(Debug, Clone, PartialEq)]
pub struct OrganisationPage {
    /// The organisation, in the reader's language where there is one.
    pub organisation: Organisation,
    /// What it says of itself, its own language first.
    pub texts: Vec<ActorText>,
    /// What it works on.
    pub sectors: Vec<Sector>,
    /// The languages it works in.
    pub languages: Vec<Lang>,
}

/// What an organisation says of itself in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationText {
    /// The language.
    pub lang: Lang,
    /// Its name; needed in the first language.
    pub name: String,
    /// One line.
    pub headline: String,
    /// A few paragraphs.
    pub summary: Markup,
}

impl OrganisationText {
    /// Nothing said yet in this language.
    pub fn empty(lang: Lang) -> Self {
        Self { lang, name: String::new(), headline: String::new(), summary: Markup::default() }
    }
}

/// An organisation as administrators write it. Fields of errors have the same names, texts
/// `name.LANG`, `headline.LANG`, `summary.LANG`.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same as in Organisation")]
pub struct OrganisationForm {
    /// In each language, its own first.
    pub texts: Vec<OrganisationText>,
    /// Only read when it is made; made from the name when empty.
    pub handle: String,
    pub level: Level,
    pub country: String,
    pub territory: String,
    pub nuts: String,
    pub population_band: Option<PopulationBand>,
    pub website: String,
    pub sectors: Vec<Sector>,
    pub languages: Vec<Lang>,
    pub details: serde_json::Value,
    /// Only read when it is made.
    pub illustrative: bool,
}

impl OrganisationForm {
    /// An empty form.
    pub fn new(level: Level) -> Self {
        Self {
            texts: Vec::new(),
            handle: String::new(),
            level,
            country: String::new(),
            territory: String::new(),
            nuts: String::new(),
            population_band: None,
            website: String::new(),
            sectors: Vec::new(),
            languages: Vec::new(),
            details: serde_json::json!({}),
            illustrative: false,
        }
    }
}

macro_rules! organisation_from {
    ($lang:literal) => {
        concat!(
            "SELECT a.id, a.handle, a.host, a.state, a.policy, COALESCE(t.name, a.name) AS name, a.name_key, \
             COALESCE(t.headline, o.headline, '') AS headline, COALESCE(t.lang, a.lang) AS lang, \
             og.level, og.country, og.territory, og.nuts, og.population_band, og.website, og.details, \
             (SELECT CAST(COUNT(*) AS bigint) FROM affiliation f WHERE f.organisation_id = a.id) \
             AS people_count, a.illustrative, ",
            shown_key!(),
            " AS shown_key FROM organisation og JOIN actor a ON a.id = og.actor_id \
             LEFT JOIN actor_text t ON t.actor_id = a.id AND t.lang = ",
            $lang,
            " LEFT JOIN actor_text o ON o.actor_id = a.id AND o.lang = a.lang "
        )
    };
}

statements! {
    /// One organisation.
    pub ORGANISATION_BY_ID = concat!(organisation_from!("$1"), "WHERE a.id = $2");
    /// Whom a person works for.
    ORGANISATION_OF = "SELECT organisation_id FROM affiliation WHERE person_id = $1";
    /// One organisation by handle and host.
    pub ORGANISATION_BY_HANDLE =
        concat!(organisation_from!("$1"), "WHERE a.handle = $2 AND a.host = $3");
}

/// The organisation that a person works for, as far as it is known here.
pub async fn of_person(q: &mut impl Query, person: ActorId) -> Result<Option<ActorId>> {
    let row: Option<(ActorId,)> = q.optional(&ORGANISATION_OF, args![person]).await?;
    Ok(row.map(|(id,)| id))
}

/// The organisation with this id.
pub async fn by_id(q: &mut impl Query, id: ActorId, lang: &Lang) -> Result<Organisation> {
    Ok(q.one(&ORGANISATION_BY_ID, args![lang, id]).await?)
}

/// The page of an organisation; [`domain::Error::Gone`] when it was closed, [`domain::Error::NotFound`]
/// also when what was decided about its instance keeps it from the reader.
pub async fn page(
    q: &mut impl Query,
    who: &Who,
    handle: &str,
    host: &str,
    lang: &Lang,
) -> Result<OrganisationPage> {
    let handle = handle.to_ascii_lowercase();
    let organisation: Organisation =
        q.one(&ORGANISATION_BY_HANDLE, args![lang, handle, host]).await?;
    if !organisation.policy.shows_actors_to(who) {
        return Err(Error::NotFound);
    }
    match organisation.state {
        ActorState::Active => {}
        ActorState::Suspended => return Err(Error::NotFound),
        ActorState::Closed => return Err(Error::Gone),
    }
    let texts = actor::texts(q, organisation.id).await?;
    let (sectors, languages) = facets::load(q, organisation.id).await?;
    Ok(OrganisationPage { organisation, texts, sectors, languages })
}

/// Organisations that still act, by the names that are shown; of this level if one is given.
pub async fn list(
    q: &mut impl Query,
    level: Option<Level>,
    lang: &Lang,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<Organisation>> {
    let after = after.cloned().unwrap_or_else(Cursor::start);
    let mut built = Built::new("").with(organisation_from!("$"), lang);
    built = built.push("WHERE a.state = 'active' AND a.policy = 'open'");
    if let Some(level) = level {
        built = built.push(" AND og.level = ").bind(level);
    }
    built = built.push(concat!(" AND (", shown_key!(), ", a.id) > ("));
    built = built.bind(after.key).push(", ").bind(after.id);
    built = built.push(concat!(") ORDER BY ", shown_key!(), ", a.id LIMIT "));
    let rows = q.all_built(built.bind(page::rows(limit))).await?;
    Ok(ByShownName::page(rows, limit, |o: &Organisation| o.id))
}
