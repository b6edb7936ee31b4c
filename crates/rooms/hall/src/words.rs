//! Words that several pages of the hall write.

use content::kind::lists::COUNTRIES;
use domain::{Lang, Sector, access::Role};
use people::organisations::{Level, Organisation, PopulationBand};
use web::{Choice, FormView, Site, Tr, form::Field};

use crate::input;

/// The names of languages, one after the other.
pub(crate) fn languages(tr: Tr, langs: &[Lang]) -> String {
    langs.iter().map(|lang| tr.language(lang.as_str())).collect::<Vec<_>>().join(tr.t("list-comma"))
}

/// The name of a sector.
pub(crate) fn sector(tr: Tr, sector: Sector) -> String {
    tr.t(&format!("sector-{}", sector.slug())).to_owned()
}

/// The name of a country; empty for none.
pub(crate) fn country(tr: Tr, code: &str) -> String {
    tr.country(code).to_owned()
}

/// The level of an organisation; a word we do not know is shown as it is.
pub(crate) fn level(tr: Tr, organisation: &Organisation) -> String {
    organisation.level().map_or_else(
        || organisation.level.clone(),
        |level| tr.t(&format!("level-{}", level.as_str())).to_owned(),
    )
}

/// How many people live in an organisation's territory; empty when it is not known.
pub(crate) fn population(tr: Tr, organisation: &Organisation) -> String {
    organisation
        .population_band()
        .map_or_else(String::new, |band| tr.t(&format!("population-{}", band.as_str())).to_owned())
}

/// All levels, as a form offers them.
pub(crate) fn levels(tr: Tr) -> Vec<Choice> {
    Choice::all(tr, "level", Level::ALL.iter().map(|level| level.as_str()))
}

/// All bands of population.
pub(crate) fn bands(tr: Tr) -> Vec<Choice> {
    Choice::all(tr, "population", PopulationBand::ALL.iter().map(|band| band.as_str()))
}

/// All roles.
pub(crate) fn roles(tr: Tr) -> Vec<Choice> {
    Choice::all(tr, "admin-role", Role::ALL.iter().map(|role| role.as_str()))
}

/// All countries by their names in the language of the page.
pub(crate) fn countries(tr: Tr) -> Vec<Choice> {
    let mut all: Vec<Choice> =
        COUNTRIES.iter().map(|code| Choice::new(*code, country(tr, code))).collect();
    all.sort_by_key(|choice| domain::text::fold(&choice.label));
    all
}

/// The time zones of the cities that are likely here, and the one already chosen.
pub(crate) fn zones(chosen: &str) -> Vec<Choice> {
    const ZONES: &[&str] = &[
        "Europe/Amsterdam",
        "Europe/Andorra",
        "Europe/Athens",
        "Europe/Belgrade",
        "Europe/Berlin",
        "Europe/Bratislava",
        "Europe/Brussels",
        "Europe/Bucharest",
        "Europe/Budapest",
        "Europe/Chisinau",
        "Europe/Copenhagen",
        "Europe/Dublin",
        "Europe/Helsinki",
        "Europe/Istanbul",
        "Europe/Kyiv",
        "Europe/Lisbon",
        "Europe/Ljubljana",
        "Europe/London",
        "Europe/Luxembourg",
        "Europe/Madrid",
        "Europe/Malta",
        "Europe/Monaco",
        "Europe/Oslo",
        "Europe/Paris",
        "Europe/Podgorica",
        "Europe/Prague",
        "Europe/Riga",
        "Europe/Rome",
        "Europe/San_Marino",
        "Europe/Sarajevo",
        "Europe/Skopje",
        "Europe/Sofia",
        "Europe/Stockholm",
        "Europe/Tallinn",
        "Europe/Tirane",
        "Europe/Vaduz",
        "Europe/Vienna",
        "Europe/Vilnius",
        "Europe/Warsaw",
        "Europe/Zagreb",
        "Europe/Zurich",
        "Asia/Nicosia",
        "Asia/Tbilisi",
        "Asia/Yerevan",
        "Asia/Baku",
        "Asia/Beirut",
        "Asia/Amman",
        "Atlantic/Reykjavik",
        "Africa/Tunis",
        "Africa/Casablanca",
        "UTC",
    ];
    let other = (!chosen.is_empty() && !ZONES.contains(&chosen)).then_some(chosen);
    other.into_iter().chain(ZONES.iter().copied()).map(|zone| Choice::new(zone, zone)).collect()
}

/// The languages of an organisation's or a person's texts: those of the site, with `own` first.
pub(crate) fn text_langs(site: &Site, own: Option<&Lang>) -> Vec<Lang> {
    let mut all: Vec<Lang> = own.cloned().into_iter().collect();
    for lang in &site.languages {
        if !all.contains(lang) {
            all.push(lang.clone());
        }
    }
    all
}

/// A form whose texts are asked in several languages.
#[derive(Debug, Clone)]
pub(crate) struct Spoken {
    tr: Tr,
    f: FormView,
    /// The languages, the first one explained.
    pub langs: Vec<Lang>,
}

impl Spoken {
    /// The texts of a form in these languages.
    pub(crate) fn new(tr: Tr, f: &FormView, langs: Vec<Lang>) -> Self {
        Self { tr, f: f.clone(), langs }
    }

    /// One line in one language: „Име (английски)“.
    pub(crate) fn line(&self, name: &str, key: &str, lang: &Lang) -> Field {
        self.field(self.f.text(&input::field(name, lang), key), key, lang)
    }

    /// Markdown in one language.
    pub(crate) fn editor(&self, name: &str, key: &str, lang: &Lang) -> Field {
        self.field(self.f.editor(&input::field(name, lang), key), key, lang)
    }

    /// The hint is said once, with the first language.
    fn field(&self, field: Field, key: &str, lang: &Lang) -> Field {
        let language = self.tr.language(lang.as_str());
        let label = self.tr.t2("hall-label-in", "label", self.tr.t(key), "lang", language);
        let field = field.lang(lang).label(label);
        if self.langs.first() == Some(lang) { field } else { field.hint("") }
    }
}
