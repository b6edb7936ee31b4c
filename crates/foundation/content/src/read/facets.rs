//! How many things each choice of a filter would show, all in one query.

use std::collections::BTreeMap;

use domain::{Result, access::Who};
use store::{Built, Query};

use super::{Filter, Quality, list::conditions};

/// Counts for the panel of filters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FacetCounts {
    /// How many things the filter shows now.
    pub total: i64,
    /// By facet (also `sector`, `lang` and `quality`), by word: how many it would show with this word, the
    /// facet's other words put aside. Words that show nothing are missing.
    pub counts: BTreeMap<String, BTreeMap<String, i64>>,
}

impl FacetCounts {
    /// How many things a word would show.
    pub fn of(&self, facet: &str, word: &str) -> i64 {
        self.counts.get(facet).and_then(|words| words.get(word)).copied().unwrap_or(0)
    }

    /// Counts more things that have a word.
    pub(crate) fn add(&mut self, facet: &str, word: &str, n: i64) {
        if n > 0 {
            let words = self.counts.entry(facet.to_owned()).or_default();
            *words.entry(word.to_owned()).or_default() += n;
        }
    }

    /// Counts other things, too.
    pub(crate) fn join(&mut self, others: Self) {
        self.total += others.total;
        for (facet, words) in others.counts {
            for (word, n) in words {
                self.add(&facet, &word, n);
            }
        }
    }
}

/// One pass over the facets of things.
const PASS: &str = " UNION ALL SELECT x.facet, x.value, CAST(count(*) AS bigint) FROM content c \
        JOIN content_facet x ON x.content_id = c.id ";

/// Counts what a filter shows, and what each word of each facet would.
pub async fn facet_counts(q: &mut impl Query, who: &Who, filter: &Filter) -> Result<FacetCounts> {
    let mut built = Built::new(
        "SELECT CAST('' AS text) AS facet, CAST('' AS text) AS word, CAST(count(*) AS bigint) AS n FROM content c ",
    );
    built = conditions(built, who, filter, None);
    built = built.push(
        " UNION ALL SELECT 'sector', x.sector, CAST(count(*) AS bigint) FROM content c \
         JOIN content_sector x ON x.content_id = c.id ",
    );
    built = conditions(built, who, filter, Some("sector")).push(" GROUP BY x.sector");
    built = built.push(
        " UNION ALL SELECT 'lang', x.lang, CAST(count(*) AS bigint) FROM content c \
         JOIN content_text x ON x.content_id = c.id ",
    );
    built = conditions(built, who, filter, Some("lang")).push(" GROUP BY x.lang");
    // Facets in which nothing is chosen share one pass; the others need one each.
    let chosen: Vec<&str> =
        filter.facets.iter().filter(|(_, w)| !w.is_empty()).map(|(f, _)| f.as_str()).collect();
    built = conditions(built.push(PASS), who, filter, None)
        .with(" AND NOT {in_text x.facet $}", &chosen[..])
        .push(" GROUP BY x.facet, x.value");
    for facet in chosen {
        built = conditions(built.push(PASS), who, filter, Some(facet))
            .push(" AND x.facet = ")
            .bind(facet)
            .push(" GROUP BY x.facet, x.value");
    }
    for quality in Quality::ALL {
        built = built.push(" UNION ALL SELECT 'quality', ").bind(quality.as_str());
        built = built.push(", CAST(count(*) AS bigint) FROM content c ");
        built = quality.condition(conditions(built, who, filter, None), filter.checked_since);
    }
    let mut out = FacetCounts::default();
    for (facet, word, n) in q.all_built::<(String, String, i64)>(built).await? {
        if facet.is_empty() {
            out.total = n;
        } else {
            out.add(&facet, &word, n);
        }
    }
    Ok(out)
}
