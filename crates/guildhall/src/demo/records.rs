//! The records of the demonstration as the files in `demo/` hold them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

/// A text in some languages.
pub type Words = BTreeMap<String, String>;

/// All records.
#[derive(Debug, Default)]
pub struct Records {
    /// The instances.
    pub instances: Vec<Instance>,
    /// The organisations.
    pub organisations: Vec<Organisation>,
    /// The people.
    pub people: Vec<Person>,
    /// The communities.
    pub communities: Vec<Community>,
    /// The practices.
    pub practices: Vec<Practice>,
    /// The resources, which are written as practices are.
    pub resources: Vec<Practice>,
    /// The discussions.
    pub discussions: Vec<Discussion>,
    /// What people think of practices.
    pub reviews: Vec<Review>,
    /// Who uses practices.
    pub endorsements: Vec<Endorsement>,
}

/// One instance.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the fields of the file")]
pub struct Instance {
    pub slug: String,
    pub name: String,
    pub operator: String,
    pub languages: Vec<String>,
    pub default_language: String,
    pub timezone: String,
    #[serde(default)]
    pub population_band: String,
    pub level: String,
    pub registration: String,
    pub territory: Territory,
    pub contact: Contact,
    pub text: BTreeMap<String, InstanceText>,
}

/// Where an instance is at home.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the fields of the file")]
pub struct Territory {
    pub country: String,
    pub nuts: String,
    pub label: Words,
}

/// How to reach its operator.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the fields of the file")]
pub struct Contact {
    pub email: String,
}

/// What an instance says of itself.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the fields of the file")]
pub struct InstanceText {
    pub tagline: String,
    pub description: String,
}

/// One organisation.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the fields of the file")]
pub struct Organisation {
    pub slug: String,
    pub instance: String,
    pub level: String,
    #[serde(default)]
    pub territory: String,
    pub languages: Vec<String>,
    pub sectors: Vec<String>,
    pub url: String,
    pub name: Words,
    pub summary: Words,
    pub information: Words,
    pub competences: Words,
    #[serde(default)]
    pub services: Vec<Value>,
    #[serde(default)]
    pub footprint: Value,
}

/// One person.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the fields of the file")]
pub struct Person {
    pub handle: String,
    pub instance: String,
    pub organisation: String,
    pub languages: Vec<String>,
    pub sectors: Vec<String>,
    pub roles: Vec<String>,
    #[serde(default)]
    pub follows: Vec<String>,
    pub name: Words,
    pub role: Words,
    pub bio: Words,
}

/// One community.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the fields of the file")]
pub struct Community {
    pub slug: String,
    pub instance: String,
    pub languages: Vec<String>,
    pub sectors: Vec<String>,
    pub join: String,
    pub visibility: String,
    pub facilitators: Vec<String>,
    pub members: Vec<String>,
    pub pinned: Vec<String>,
    pub name: Words,
    pub purpose: Words,
}

/// One practice.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the fields of the file")]
pub struct Practice {
    pub slug: String,
    pub community: String,
    pub authors: Vec<String>,
    pub source_language: String,
    pub illustrative: bool,
    pub sectors: Vec<String>,
    pub licence: String,
    #[serde(default)]
    pub useful: Vec<String>,
    #[serde(default)]
    pub translation: Words,
    pub text: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    pub files: Vec<DemoFile>,
    /// The name of its kind, where it is not the usual one of its list.
    #[serde(default)]
    pub kind: Option<String>,
    /// The chapters of a handbook, by language.
    #[serde(default)]
    pub chapters: Vec<BTreeMap<String, DemoChapter>>,
    /// Translated fields of rows, by language. An address `@SLUG` is that of another record.
    #[serde(default)]
    pub lists: BTreeMap<String, serde_json::Map<String, Value>>,
    /// Everything else, by the names of the kind's fields.
    #[serde(flatten)]
    pub values: serde_json::Map<String, Value>,
}

/// A chapter of a handbook in one language.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the fields of the file")]
pub struct DemoChapter {
    pub title: String,
    pub body: String,
}

/// A file of a resource.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the fields of the file")]
pub struct DemoFile {
    pub name: String,
    pub label: String,
    pub text: String,
}

/// One discussion.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the fields of the file")]
pub struct Discussion {
    pub slug: String,
    pub community: String,
    pub author: String,
    pub kind: String,
    #[serde(default)]
    pub useful: Vec<String>,
    #[serde(default)]
    pub accepted: Option<String>,
    #[serde(default)]
    pub decision: Option<Value>,
    pub languages: Vec<String>,
    pub sectors: Vec<String>,
    pub created: Value,
    #[serde(default)]
    pub translation: Words,
    pub title: Words,
    pub body: Words,
    #[serde(default)]
    pub comments: Vec<Comment>,
}

/// What somebody thinks of a practice.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the fields of the file")]
pub struct Review {
    pub practice: String,
    pub author: String,
    pub on_behalf: bool,
    pub source_language: String,
    pub created: Value,
    pub text: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    pub answer: Option<Answer>,
    /// Marks and the opinion, by the names of the kind's fields.
    #[serde(flatten)]
    pub values: serde_json::Map<String, Value>,
}

/// What the author of a practice answers to a review.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the fields of the file")]
pub struct Answer {
    pub author: String,
    pub created: Value,
    pub body: Words,
}

/// That the organisation of somebody uses a practice.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the fields of the file")]
pub struct Endorsement {
    pub practice: String,
    pub author: String,
    pub since: String,
    pub source_language: String,
    pub how: Words,
}

/// One comment.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "the fields of the file")]
pub struct Comment {
    pub id: String,
    pub author: String,
    #[serde(default)]
    pub useful: Vec<String>,
    #[serde(default)]
    pub reply_to: Option<String>,
    pub created: Value,
    pub body: Words,
    #[serde(default)]
    pub translation: Words,
}

/// A moment of a file, RFC 3339 or a day.
pub fn moment(value: &Value) -> Option<domain::Time> {
    let text = day(value)?;
    domain::Time::parse(&text).or_else(|| domain::Time::parse(&format!("{text}T09:00:00Z")))
}

/// The text of a date, which TOML keeps as a table of its own.
pub fn day(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Object(o) => o.values().next()?.as_str().map(str::to_owned),
        _ => None,
    }
}

fn rows<T: serde::de::DeserializeOwned>(text: &str, table: &str) -> anyhow::Result<Vec<T>> {
    let mut file: BTreeMap<String, toml::Value> = toml::from_str(text)?;
    let rows = file.remove(table).unwrap_or(toml::Value::Array(Vec::new()));
    rows.try_into().map_err(|e| anyhow::anyhow!("[[{table}]]: {e}"))
}

impl Records {
    /// Reads the files that are built into the program.
    pub fn load() -> anyhow::Result<Self> {
        Ok(Self {
            instances: rows(include_str!("../../demo/instances.toml"), "instance")?,
            organisations: rows(include_str!("../../demo/organisations.toml"), "organisation")?,
            people: rows(include_str!("../../demo/people.toml"), "person")?,
            communities: rows(include_str!("../../demo/communities.toml"), "community")?,
            practices: rows(include_str!("../../demo/practices.toml"), "practice")?,
            resources: rows(include_str!("../../demo/resources.toml"), "resource")?,
            discussions: rows(include_str!("../../demo/discussions.toml"), "discussion")?,
            reviews: rows(include_str!("../../demo/opinions.toml"), "review")?,
            endorsements: rows(include_str!("../../demo/opinions.toml"), "endorsement")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;

    /// Whoever writes in a community or finds something useful there is in it.
    #[test]
    fn only_members_take_part() {
        let records = Records::load().unwrap();
        let inside: HashMap<&str, HashSet<&String>> = records
            .communities
            .iter()
            .map(|c| (c.slug.as_str(), c.facilitators.iter().chain(&c.members).collect()))
            .collect();
        let check = |what: &str, community: &str, handles: &[&String]| {
            for handle in handles {
                assert!(inside[community].contains(handle), "{what}: {handle}");
            }
        };
        for p in records.practices.iter().chain(&records.resources) {
            check(&p.slug, &p.community, &[&p.authors[0]]);
            check(&p.slug, &p.community, &p.useful.iter().collect::<Vec<_>>());
        }
        for d in &records.discussions {
            check(&d.slug, &d.community, &[&d.author]);
            check(&d.slug, &d.community, &d.useful.iter().collect::<Vec<_>>());
            for c in &d.comments {
                check(&d.slug, &d.community, &[&c.author]);
                check(&d.slug, &d.community, &c.useful.iter().collect::<Vec<_>>());
            }
        }
    }

    /// Nobody judges what she wrote, or what her organisation has made.
    #[test]
    fn others_judge() {
        let records = Records::load().unwrap();
        let house = |handle: &str| {
            let person = records.people.iter().find(|p| p.handle == handle).expect("she is known");
            person.organisation.as_str()
        };
        let reviews = records.reviews.iter().map(|r| (&r.practice, &r.author));
        let all = reviews.chain(records.endorsements.iter().map(|e| (&e.practice, &e.author)));
        for (practice, author) in all {
            let practice = records.practices.iter().find(|p| p.slug == *practice).unwrap();
            assert!(practice.authors.iter().all(|a| house(a) != house(author)), "{author}");
        }
    }

    #[test]
    fn records_refer_only_to_each_other() {
        let records = Records::load().unwrap();
        let instances: HashSet<_> = records.instances.iter().map(|i| &i.slug).collect();
        let organisations: HashSet<_> = records.organisations.iter().map(|o| &o.slug).collect();
        let people: HashSet<_> = records.people.iter().map(|p| &p.handle).collect();
        let communities: HashSet<_> = records.communities.iter().map(|c| &c.slug).collect();
        for person in &records.people {
            assert!(instances.contains(&person.instance), "{}", person.handle);
            assert!(organisations.contains(&person.organisation), "{}", person.handle);
            assert!(person.follows.iter().all(|other| people.contains(other)), "{}", person.handle);
        }
        for community in &records.communities {
            assert!(instances.contains(&community.instance), "{}", community.slug);
            assert!(!community.facilitators.is_empty(), "{}", community.slug);
            for handle in community.facilitators.iter().chain(&community.members) {
                assert!(people.contains(handle), "{}: {handle}", community.slug);
            }
        }
        for practice in records.practices.iter().chain(&records.resources) {
            assert!(communities.contains(&practice.community), "{}", practice.slug);
            assert!(people.contains(&practice.authors[0]), "{}", practice.slug);
            assert!(practice.text.contains_key(&practice.source_language), "{}", practice.slug);
        }
        for discussion in &records.discussions {
            assert!(communities.contains(&discussion.community), "{}", discussion.slug);
            assert!(moment(&discussion.created).is_some(), "{}", discussion.slug);
            let ids: HashSet<_> = discussion.comments.iter().map(|c| &c.id).collect();
            for comment in &discussion.comments {
                assert!(
                    people.contains(&comment.author),
                    "{}: {}",
                    discussion.slug,
                    comment.author
                );
                assert!(comment.reply_to.iter().all(|id| ids.contains(id)), "{}", discussion.slug);
            }
        }
    }
}
