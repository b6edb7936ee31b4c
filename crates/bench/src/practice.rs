//! What an invented practice says: every field of the kind, in the shape in which it is stored.

use rand::{Rng as _, rngs::StdRng};
use serde_json::{Map, Value, json};

use crate::words::Vocabulary;

/// Markdown fields of a practice that are paragraphs, with their length in words.
const TEXTS: [(&str, usize); 11] = [
    ("problem", 70),
    ("context", 50),
    ("target_groups_text", 30),
    ("approach", 110),
    ("results", 80),
    ("evidence", 40),
    ("failed", 60),
    ("lessons", 60),
    ("participation", 40),
    ("resources", 40),
    ("kit_text", 60),
];
/// Those that are lists, with the number of their items.
const LISTS: [(&str, usize, &str); 2] = [("preconditions", 5, "ul"), ("steps", 7, "ol")];
/// Lines.
const LINES: [(&str, usize); 4] =
    [("lead_organisation", 4), ("partners", 10), ("staffing", 8), ("contact_role", 3)];

const GROUPS: [&str; 6] =
    ["refugees", "newcomers", "children", "job-seekers", "employers", "municipal-staff"];
const COUNTRIES: [&str; 8] = ["BG", "DE", "BE", "IT", "ES", "SE", "PL", "RO"];
const POPULATION: [&str; 5] = ["under-20k", "20k-50k", "50k-200k", "200k-500k", "500k-1m"];
const COSTS: [(&str, i64); 4] =
    [("under-5k", 3_500), ("5k-20k", 12_000), ("20k-100k", 64_000), ("over-100k", 240_000)];
const FUNDING: [&str; 5] = ["municipal", "state", "amif", "esf", "foundation"];
const STATUS: [&str; 3] = ["pilot", "running", "completed"];
const OUTCOMES: [&str; 3] = ["worked", "mixed", "failed"];
const EVIDENCE: [&str; 4] = ["described", "documented", "measured", "evaluated"];
const STAGES: [&str; 6] =
    ["needs-analysis", "design", "adoption", "implementation", "monitoring", "evaluation"];
const CHECKS: [&str; 4] = ["accessible", "users-consulted", "partnership", "continuation-secured"];

fn one<'a>(random: &mut StdRng, of: &[&'a str]) -> &'a str {
    of[random.random_range(0..of.len())]
}

fn some<'a>(random: &mut StdRng, of: &[&'a str]) -> Vec<&'a str> {
    let some: Vec<&str> = of.iter().copied().filter(|_| random.random_bool(0.4)).collect();
    if some.is_empty() { vec![of[0]] } else { some }
}

/// The values that are the same in every language, and the facets among them.
pub fn neutral(random: &mut StdRng) -> (Value, Vec<(&'static str, String)>) {
    let (band, cost) = COSTS[random.random_range(0..COSTS.len())];
    let year = random.random_range(2018..2026);
    let groups = some(random, &GROUPS);
    let funding = some(random, &FUNDING);
    let checks = some(random, &CHECKS);
    let single = [
        ("country", one(random, &COUNTRIES)),
        ("population", one(random, &POPULATION)),
        ("cost_band", band),
        ("status", one(random, &STATUS)),
        ("outcome", one(random, &OUTCOMES)),
        ("evidence_grade", one(random, &EVIDENCE)),
        ("stage", one(random, &STAGES)),
    ];
    let mut details = json!({
        "target_groups": groups, "legal_status": ["any"], "city": "Град", "cost_start": cost,
        "cost_year": cost / 2, "funding": funding, "period_start": format!("{year}-03"),
        "website": "https://city.example/practice", "checks": checks,
        "figures": [
            {"label": {"bg": "чакащи", "en": "waiting"}, "before": 120, "after": 14, "unit": "people"},
            {"label": {"bg": "дни", "en": "days"}, "before": 42, "after": 9, "unit": "days"},
        ],
    });
    let mut facets = vec![("legal_status", "any".to_owned())];
    for (name, word) in single {
        details[name] = json!(word);
        facets.push((name, word.to_owned()));
    }
    for (name, words) in [("target_groups", groups), ("funding", funding), ("checks", checks)] {
        facets.extend(words.into_iter().map(|word| (name, word.to_owned())));
    }
    (details, facets)
}

/// What one language version says.
pub struct Version {
    /// Markdown and lines.
    pub fields: Value,
    /// The Markdown as HTML.
    pub html: Value,
    /// The words of everything.
    pub stems: String,
}

/// A version in the language of these words.
pub fn version(random: &mut StdRng, words: &Vocabulary) -> Version {
    let (mut fields, mut html, mut stems) = (Map::new(), Map::new(), String::new());
    for (name, count) in LINES {
        let text = words.text(random, count);
        stems.push_str(&text.stems);
        stems.push(' ');
        fields.insert(name.into(), json!(text.plain));
    }
    for (name, count) in TEXTS {
        let text = words.text(random, count);
        stems.push_str(&text.stems);
        stems.push(' ');
        html.insert(name.into(), json!(text.html()));
        fields.insert(name.into(), json!(text.plain));
    }
    for (name, count, tag) in LISTS {
        let (mut md, mut list) = (String::new(), format!("<{tag}>\n"));
        for _ in 0..count {
            let text = words.text(random, 12);
            stems.push_str(&text.stems);
            stems.push(' ');
            md.push_str("- ");
            md.push_str(&text.plain);
            md.push('\n');
            list.push_str("<li>");
            list.push_str(&text.plain);
            list.push_str("</li>\n");
        }
        list.push_str("</");
        list.push_str(tag);
        list.push('>');
        fields.insert(name.into(), json!(md));
        html.insert(name.into(), json!(list));
    }
    Version { fields: Value::Object(fields), html: Value::Object(html), stems }
}
