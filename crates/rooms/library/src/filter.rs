//! The filter of the list: an address, read and written.
//!
//! Parameters: `q` words, `sector`, `language`, one for each facet of the kind (`cost_band=…`), all
//! of them repeatable; `sort`; where the next page begins.

use content::{
    Field, Kind, Shape,
    checks::year_ago,
    kind::lists,
    read::{FacetCounts, Filter, Quality, Sort},
};
use domain::{ContentId, Lang, Sector, day::Date, text};
use web::{Form, Shelf, Tr};

/// The parameter with the language of the description. `lang` is the language of the interface.
const LANGUAGE: &str = "language";
/// The words of the count of sectors and languages.
const SECTOR: &str = "sector";
const LANG: &str = "lang";
/// The kind, on shelves whose kinds say it among their words.
const KIND: &str = "kind";
/// What is said of a thing. Here every word that is chosen must be true, not one of them.
const QUALITY: &str = "quality";

/// The facets in the order in which people think of them; others follow.
const ORDER: [&str; 15] = [
    KIND,
    "form",
    SECTOR,
    "need",
    "availability",
    "stand",
    QUALITY,
    "population",
    "cost_band",
    "evidence_grade",
    "outcome",
    "target_groups",
    LANG,
    "country",
    "stage",
];

/// A facet: the parameter and the word under which it is counted.
#[derive(Debug, Clone, Copy)]
pub struct Facet {
    /// The name of the parameter.
    pub name: &'static str,
    /// The name in [`FacetCounts`].
    pub counted: &'static str,
    /// The field it counts, and the first kind that has it; `None` for what all kinds have.
    field: Option<(&'static Kind, &'static Field)>,
    /// The shelf whose list has it.
    shelf: &'static Shelf,
}

/// The facets of what stands on a shelf, in the order of the page.
pub fn facets(shelf: &'static Shelf) -> Vec<Facet> {
    let mut all: Vec<Facet> = Vec::new();
    for kind in shelf.kinds.iter().copied() {
        for field in kind.fields.iter().filter(|f| f.facet) {
            if all.iter().all(|facet| facet.name != field.name) {
                let (name, field) = (field.name, Some((kind, field)));
                all.push(Facet { name, counted: name, field, shelf });
            }
        }
    }
    if shelf.kinds.iter().any(|kind| kind.also.contains(&(KIND, kind.name))) {
        all.push(Facet { name: KIND, counted: KIND, field: None, shelf });
    }
    all.push(Facet { name: SECTOR, counted: SECTOR, field: None, shelf });
    all.push(Facet { name: QUALITY, counted: QUALITY, field: None, shelf });
    all.push(Facet { name: LANGUAGE, counted: LANG, field: None, shelf });
    let place = |f: &Facet| ORDER.iter().position(|o| *o == f.counted).unwrap_or(ORDER.len());
    all.sort_by_key(place);
    all
}

impl Facet {
    /// Its name in the language of the page.
    pub fn label(&self, tr: Tr) -> String {
        match self.field {
            Some((kind, field)) => web::kind::noun(tr, kind, field.name),
            None if self.name == SECTOR => tr.t("library-facet-sector").to_owned(),
            None if self.name == QUALITY => tr.t("library-facet-quality").to_owned(),
            None if self.name == KIND => tr.t("library-facet-kind").to_owned(),
            None => tr.t("library-facet-lang").to_owned(),
        }
    }

    /// A word of it in the language of the page.
    pub fn word(&self, tr: Tr, word: &str) -> String {
        let Some((kind, field)) = self.field else {
            return match self.name {
                SECTOR => tr.t(&format!("sector-{word}")).to_owned(),
                QUALITY => tr.t(&format!("library-quality-{word}")).to_owned(),
                KIND => {
                    let kind = self.shelf.kind(word);
                    kind.map_or_else(String::new, |kind| tr.t(&kind.name_key()).to_owned())
                }
                _ => tr.language(word).to_owned(),
            };
        };
        match field.shape {
            Shape::Country => tr.country(word).to_owned(),
            Shape::Langs => tr.language(word).to_owned(),
            Shape::Flag => tr.t("form-yes").to_owned(),
            Shape::Date => word.to_owned(),
            _ => {
                // Some options are answers to the question of the form.
                let short = tr.find(&format!("library-{}-{word}", field.name.replace('_', "-")));
                let long = || tr.t(&kind.option_key(field.name, word)).to_owned();
                short.map_or_else(long, ToOwned::to_owned)
            }
        }
    }

    /// Whether a word can occur in it. Others are left out, whatever stands in the address.
    fn knows(&self, word: &str) -> bool {
        let Some((_, field)) = self.field else {
            return match self.name {
                SECTOR => Sector::parse(word).is_some(),
                QUALITY => Quality::parse(word).is_some(),
                KIND => self.shelf.names().contains(&word),
                _ => Lang::parse(word).is_some(),
            };
        };
        match field.shape {
            Shape::Country => lists::COUNTRIES.contains(&word),
            Shape::Langs => Lang::parse(word).is_some(),
            Shape::Flag => word == "true",
            Shape::Date => word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()),
            // Some kinds have a word of their own among those of another kind's field.
            _ => {
                let of_kind = |k: &Kind| k.also.contains(&(self.name, word));
                field.shape.options().contains(&word) || self.shelf.kinds.iter().any(|k| of_kind(k))
            }
        }
    }

    /// Whether its words have an order of their own, such as bands of costs.
    fn ordered(&self) -> Option<&'static [&'static str]> {
        Some(self.field?.1.shape.options()).filter(|options| !options.is_empty())
    }

    /// The words that find something or are chosen: in their own order, else the most frequent
    /// first.
    pub fn words(&self, counts: &FacetCounts, chosen: &[String]) -> Vec<(String, i64)> {
        let mut words: Vec<(String, i64)> = counts
            .counts
            .get(self.counted)
            .into_iter()
            .flatten()
            .filter(|(word, _)| self.knows(word))
            .map(|(word, n)| (word.clone(), *n))
            .collect();
        for word in chosen {
            if !words.iter().any(|(w, _)| w == word) {
                words.push((word.clone(), 0));
            }
        }
        match self.ordered() {
            Some(options) => {
                let place = |w: &str| options.iter().position(|o| *o == w);
                words.sort_by_key(|(w, _)| place(w).unwrap_or(options.len()));
            }
            None => words.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b))),
        }
        words
    }
}

/// What somebody asks the list for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The shelf that is asked.
    pub shelf: &'static Shelf,
    /// Words; empty for none.
    pub q: String,
    /// The chosen words of each facet, in the order of the page.
    pub chosen: Vec<(Facet, Vec<String>)>,
    /// The order; with words, `None` is the best first.
    pub sort: Option<Sort>,
    /// The day on which it is asked.
    today: Date,
}

impl Asked {
    /// Reads an address.
    pub fn read(shelf: &'static Shelf, form: &Form, today: Date) -> Self {
        let chosen = facets(shelf).into_iter().map(|facet| {
            let mut words: Vec<String> = Vec::new();
            for word in form.all(facet.name) {
                if facet.knows(word) && !words.contains(word) {
                    words.push(word.clone());
                }
            }
            (facet, words)
        });
        Self {
            shelf,
            q: text::excerpt(form.get("q"), 200),
            chosen: chosen.collect(),
            sort: Sort::parse(form.get("sort")).filter(|s| *s != Sort::Active),
            today,
        }
    }

    /// Whether nothing is asked for but everything.
    pub fn is_everything(&self) -> bool {
        self.q.is_empty() && self.chosen.iter().all(|(_, words)| words.is_empty())
    }

    /// The filter for [`content::read::list`].
    pub fn filter(&self) -> Filter {
        let words = |counted: &str| {
            let facet = self.chosen.iter().find(|(f, _)| f.field.is_none() && f.counted == counted);
            facet.map(|(_, words)| words.as_slice()).unwrap_or_default()
        };
        Filter {
            kinds: self.shelf.names(),
            sectors: words(SECTOR).iter().filter_map(|s| Sector::parse(s)).collect(),
            quality: words(QUALITY).iter().filter_map(|q| Quality::parse(q)).collect(),
            // By the day, so that counts can be kept for a while.
            checked_since: Some(year_ago(self.today)),
            langs: words(LANG).iter().filter_map(|l| Lang::parse(l)).collect(),
            facets: self
                .chosen
                .iter()
                .filter(|(f, words)| (f.field.is_some() || f.name == KIND) && !words.is_empty())
                .map(|(f, words)| (f.counted.to_owned(), words.clone()))
                .collect(),
            sort: self.sort.unwrap_or(Sort::New),
            ..Filter::default()
        }
    }

    /// Whether words are all that is asked for, the best first.
    pub fn is_words_only(&self) -> bool {
        self.sort.is_none() && self.chosen.iter().all(|(_, words)| words.is_empty())
    }

    /// What was kept of things that were found by their words, in the order that was asked for.
    /// `found` has the best first, `kept` is in the order of a list.
    pub fn order(&self, found: &[ContentId], kept: Vec<ContentId>) -> Vec<ContentId> {
        if self.sort.is_some() {
            return kept;
        }
        found.iter().copied().filter(|id| kept.contains(id)).collect()
    }

    /// The parameters of its address, but for the order.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let words = (!self.q.is_empty()).then(|| ("q", self.q.clone()));
        let facets =
            self.chosen.iter().flat_map(|(f, all)| all.iter().map(|w| (f.name, w.clone())));
        words.into_iter().chain(facets).collect()
    }

    /// The address of the same list without one word of one parameter, and from its beginning.
    pub fn without(&self, name: &str, word: &str) -> String {
        self.address(|n, w| n != name || w != word, None)
    }

    /// The address of the same list, from its beginning or from `at`: a parameter and its value.
    pub fn at(&self, at: Option<(&str, String)>) -> String {
        self.address(|_, _| true, at)
    }

    fn address(&self, keep: impl Fn(&str, &str) -> bool, at: Option<(&str, String)>) -> String {
        let mut form = Form::new();
        if !self.q.is_empty() && keep("q", &self.q) {
            form.add("q", &self.q);
        }
        for (facet, words) in &self.chosen {
            for word in words.iter().filter(|w| keep(facet.name, w)) {
                form.add(facet.name, word);
            }
        }
        if let Some(sort) = self.sort {
            form.add("sort", sort.as_str());
        }
        if let Some((name, value)) = at {
            form.add(name, value);
        }
        let query = form.query_without(&[]);
        let href = self.shelf.href;
        if query.is_empty() { href.to_owned() } else { format!("{href}?{query}") }
    }
}
