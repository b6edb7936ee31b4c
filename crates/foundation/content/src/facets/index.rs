//! The words of things in memory: for each word of each facet the set of the things that have it.

use std::collections::{BTreeMap, HashMap};

use domain::{ActorId, ContentId, Time};

use super::{
    bits::Bits,
    reading::{Row, WITHIN},
};
use crate::read::{FacetCounts, Filter, Quality};

/// Facets that are no fields. What is shown of them is in [`FacetCounts`]; the kind is not.
const KIND: &str = "";
const SECTOR: &str = "sector";
const LANG: &str = "lang";
const QUALITY: &str = "quality";

struct Thing {
    author: ActorId,
    /// When it was last checked; the beginning of time when it does not say.
    checked: i64,
    /// The numbers of its words.
    words: Box<[u32]>,
}

/// What everybody may see, by its words. Things and words are numbered in the order in which they came.
#[derive(Default)]
pub(super) struct Index {
    /// By facet, by word: its number.
    numbers: BTreeMap<String, BTreeMap<String, u32>>,
    /// By the number of a word: what has it.
    having: Vec<Bits>,
    places: HashMap<ContentId, usize>,
    things: Vec<Option<Thing>>,
    free: Vec<usize>,
}

impl Index {
    /// Puts a thing in, or in place of what it was.
    pub fn put(&mut self, row: &Row) {
        self.remove(row.id);
        let place = self.free.pop().unwrap_or(self.things.len());
        let mut words = vec![self.number(KIND, &row.kind)];
        words.extend(
            row.sectors.split(' ').filter(|w| !w.is_empty()).map(|w| self.number(SECTOR, w)),
        );
        words.extend(row.langs.split(' ').filter(|w| !w.is_empty()).map(|w| self.number(LANG, w)));
        words.extend(row.facets.split(' ').filter_map(|w| {
            let (facet, word) = w.split_once('=')?;
            Some(self.number(facet, &word.replace(WITHIN, " ")))
        }));
        for (has, quality) in [(row.reviewed, Quality::Reviewed), (row.used, Quality::Used)] {
            words.extend(has.then(|| self.number(QUALITY, quality.as_str())));
        }
        for word in &words {
            self.having[*word as usize].add(place);
        }
        let checked = row.checked_at.map_or(i64::MIN, |at| at.0);
        let thing = Thing { author: row.author_id, checked, words: words.into() };
        if place == self.things.len() {
            self.things.push(Some(thing));
        } else {
            self.things[place] = Some(thing);
        }
        self.places.insert(row.id, place);
    }

    /// Takes a thing out, if it is in.
    pub fn remove(&mut self, id: ContentId) {
        let Some(place) = self.places.remove(&id) else { return };
        let Some(thing) = self.things[place].take() else { return };
        for word in &thing.words {
            self.having[*word as usize].remove(place);
        }
        self.free.push(place);
    }

    fn number(&mut self, facet: &str, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(facet).and_then(|words| words.get(word)) {
            return *number;
        }
        let number = u32::try_from(self.having.len()).unwrap_or(u32::MAX);
        self.having.push(Bits::default());
        self.numbers.entry(facet.to_owned()).or_default().insert(word.to_owned(), number);
        number
    }

    /// Whether it is one of those that everybody may see.
    pub fn has(&self, id: ContentId) -> bool {
        self.places.contains_key(&id)
    }

    /// What a filter shows of what is in here, and what each word of each facet would. Whom the reader does not want
    /// to hear counts for nothing. Of the filter, what depends on who reads is not looked at.
    pub fn count(&self, filter: &Filter, avoided: &[ActorId]) -> FacetCounts {
        let (all, chosen) = (self.all(filter, avoided), self.chosen(filter));
        // What a facet's other words would show is counted without those that are chosen in it.
        let without = |facet: &str| {
            let mut those = all.clone();
            chosen.iter().filter(|(of, _)| *of != facet).for_each(|(_, bits)| those.meet(bits));
            those
        };
        let shown = without(KIND);
        let mut counts = FacetCounts { total: shown.count(), counts: BTreeMap::new() };
        for (facet, words) in &self.numbers {
            if facet == KIND || facet == QUALITY {
                continue;
            }
            let others: Option<Bits> =
                chosen.iter().any(|(of, _)| of == facet).then(|| without(facet));
            let those = others.as_ref().unwrap_or(&shown);
            for (word, number) in words {
                counts.add(facet, word, self.having[*number as usize].shared(those));
            }
        }
        for quality in Quality::ALL {
            let n = self.quality(quality, filter.checked_since).shared(&shown);
            counts.add(QUALITY, quality.as_str(), n);
        }
        counts
    }

    /// Those of the things of a filter that it shows and that are in here.
    pub fn fitting(&self, filter: &Filter, avoided: &[ActorId]) -> Vec<ContentId> {
        let mut shown = self.all(filter, avoided);
        self.chosen(filter).iter().for_each(|(_, bits)| shown.meet(bits));
        let fits = |id: &&ContentId| self.places.get(*id).is_some_and(|place| shown.has(*place));
        filter.among.iter().flatten().filter(fits).copied().collect()
    }

    /// What a filter shows when no words are chosen in its facets.
    fn all(&self, filter: &Filter, avoided: &[ActorId]) -> Bits {
        let mut all = self.any(KIND, filter.kinds.iter().copied());
        if let Some(among) = &filter.among {
            let mut these = Bits::default();
            among.iter().filter_map(|id| self.places.get(id)).for_each(|place| these.add(*place));
            all.meet(&these);
        }
        for quality in &filter.quality {
            all.meet(&self.quality(*quality, filter.checked_since));
        }
        if !avoided.is_empty() {
            self.places_of(|thing| avoided.contains(&thing.author))
                .for_each(|place| all.remove(place));
        }
        all
    }

    /// The things that have the words which are chosen, facet by facet.
    fn chosen<'a>(&self, filter: &'a Filter) -> Vec<(&'a str, Bits)> {
        let mut chosen: Vec<(&'a str, Bits)> = Vec::new();
        if !filter.sectors.is_empty() {
            chosen.push((SECTOR, self.any(SECTOR, filter.sectors.iter().map(|s| s.slug()))));
        }
        if !filter.langs.is_empty() {
            chosen.push((LANG, self.any(LANG, filter.langs.iter().map(domain::Lang::as_str))));
        }
        for (facet, words) in filter.facets.iter().filter(|(_, words)| !words.is_empty()) {
            chosen.push((facet, self.any(facet, words.iter().map(String::as_str))));
        }
        chosen
    }

    /// What has one of these words; everything when there are none.
    fn any<'a>(&self, facet: &str, words: impl ExactSizeIterator<Item = &'a str>) -> Bits {
        let mut any = Bits::default();
        let numbers = self.numbers.get(facet);
        if words.len() == 0 {
            numbers
                .into_iter()
                .flat_map(BTreeMap::values)
                .for_each(|n| any.join(&self.having[*n as usize]));
            return any;
        }
        for number in words.filter_map(|word| numbers?.get(word)) {
            any.join(&self.having[*number as usize]);
        }
        any
    }

    fn quality(&self, quality: Quality, since: Option<Time>) -> Bits {
        if quality != Quality::Checked {
            return self.any(QUALITY, [quality.as_str()].into_iter());
        }
        let mut checked = Bits::default();
        if let Some(since) = since {
            self.places_of(|thing| thing.checked >= since.0).for_each(|place| checked.add(place));
        }
        checked
    }

    fn places_of(&self, fits: impl Fn(&Thing) -> bool) -> impl Iterator<Item = usize> {
        let things = self.things.iter().enumerate();
        things.filter_map(move |(place, thing)| thing.as_ref().is_some_and(&fits).then_some(place))
    }
}
