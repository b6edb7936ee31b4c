//! How well search answers: judged queries over the texts of the demonstration, on both databases. The scores may only
//! rise (`GUILDHALL_BLESS=1` writes higher ones into `relevance/floor.toml`). And what is suggested to somebody who says
//! in plain words what she needs.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

use std::collections::BTreeMap;

use domain::{ContentId, Lang, Sector, access::Who};
use guildhall_content::{
    Draft, Publishing,
    search::{self, Scope},
    service::{self, NewVersion},
    testing::{SHEET, full, post, publishing, reply},
};
use people::testing::city;
use serde::Deserialize;
use store::Store;

const PRACTICES: &str = include_str!("../../../guildhall/demo/practices.toml");
const DISCUSSIONS: &str = include_str!("../../../guildhall/demo/discussions.toml");
const TEXTS: &str = include_str!("relevance/texts.toml");
const QUERIES: &str = include_str!("relevance/queries.toml");
const NEEDS: &str = include_str!("relevance/needs.toml");
const FLOOR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/relevance/floor.toml");

type Words = BTreeMap<String, String>;

#[derive(Deserialize)]
struct Practices {
    practice: Vec<Practice>,
}

#[derive(Deserialize)]
struct Practice {
    slug: String,
    source_language: String,
    sectors: Vec<String>,
    text: BTreeMap<String, Words>,
}

#[derive(Deserialize)]
struct Discussions {
    discussion: Vec<Discussion>,
}

#[derive(Deserialize)]
struct Discussion {
    slug: String,
    title: Words,
    body: Words,
    #[serde(default)]
    comments: Vec<Comment>,
}

#[derive(Deserialize)]
struct Comment {
    body: Words,
}

#[derive(Deserialize)]
struct Texts {
    text: Vec<Text>,
}

#[derive(Deserialize)]
struct Text {
    slug: String,
    lang: String,
    title: String,
    summary: String,
    body: String,
}

#[derive(Deserialize)]
struct Queries {
    query: Vec<Judged>,
}

#[derive(Deserialize)]
struct Judged {
    q: String,
    #[serde(default)]
    lang: Option<String>,
    good: BTreeMap<String, u32>,
}

#[derive(Deserialize)]
struct Needs {
    need: Vec<Need>,
}

#[derive(Deserialize)]
struct Need {
    text: String,
    lang: String,
    #[serde(default)]
    sectors: Vec<String>,
    #[serde(default)]
    alone: Suggested,
    #[serde(default)]
    beside: Suggested,
}

#[derive(Default, Deserialize)]
struct Suggested {
    #[serde(default)]
    good: Vec<String>,
    #[serde(default)]
    fair: Vec<String>,
}

/// Mean normalised discounted cumulative gain of ten (Järvelin and Kekäläinen 2002), and mean
/// reciprocal rank of the first that was meant.
#[derive(Debug, Clone, Copy, Deserialize, serde::Serialize)]
struct Score {
    ndcg: f64,
    mrr: f64,
}

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

fn sheet(tag: &str, title: &str, summary: &str, text: &str) -> Draft {
    let mut draft =
        Draft { title: title.into(), summary: summary.into(), ..full(&SHEET, &lang(tag)) };
    draft.values.retain(|name, _| name == "promise");
    draft.values.insert("promise".into(), "–".into());
    draft.values.insert("text".into(), text.into());
    draft
}

/// Publishes the practices; the names of the records by the ids they got.
async fn practices(p: &Publishing, who: &Who) -> BTreeMap<ContentId, String> {
    let mut names = BTreeMap::new();
    let practices: Practices = toml::from_str(PRACTICES).unwrap();
    for practice in practices.practice {
        let draft = |tag: &str, text: &Words| {
            let rest = text.iter().filter(|(k, _)| *k != "title" && *k != "summary");
            let rest: Vec<&str> = rest.map(|(_, v)| v.as_str()).collect();
            sheet(tag, &text["title"], &text["summary"], &rest.join("\n\n"))
        };
        let source = &practice.source_language;
        let first = draft(source, &practice.text[source]);
        let first = Draft { sectors: practice.sectors.clone(), ..first };
        let id = service::publish(p, who, &first).await.unwrap();
        for (tag, text) in practice.text.iter().filter(|(tag, _)| *tag != source) {
            let version = NewVersion::from_draft(draft(tag, text));
            service::add_version(p, who, id, version).await.unwrap();
        }
        names.insert(id, practice.slug);
    }
    names
}

/// Publishes everything; the names of the records by the ids they got.
async fn corpus(p: &Publishing, who: &Who) -> BTreeMap<ContentId, String> {
    let mut names = practices(p, who).await;
    let discussions: Discussions = toml::from_str(DISCUSSIONS).unwrap();
    for discussion in discussions.discussion {
        let draft = |tag: &str| Draft {
            lang: lang(tag),
            body: discussion.body.get(tag).or(discussion.body.values().next()).cloned().unwrap(),
            ..post(&discussion.title[tag], None)
        };
        let tags: Vec<&String> = discussion.title.keys().collect();
        let id = service::publish(p, who, &draft(tags[0])).await.unwrap();
        for tag in &tags[1..] {
            service::add_version(p, who, id, NewVersion::from_draft(draft(tag))).await.unwrap();
        }
        for comment in &discussion.comments {
            reply(p, who, id, comment.body.values().next().unwrap()).await;
        }
        names.insert(id, discussion.slug);
    }
    let texts: Texts = toml::from_str(TEXTS).unwrap();
    for text in texts.text {
        let draft = sheet(&text.lang, &text.title, &text.summary, &text.body);
        // No need is in this sector.
        let draft = Draft { sectors: vec!["media-and-host-society".into()], ..draft };
        names.insert(service::publish(p, who, &draft).await.unwrap(), text.slug);
    }
    names
}

fn gain(grade: u32, place: usize) -> f64 {
    f64::from((1_u32 << grade) - 1) / f64::from(u32::try_from(place + 2).unwrap()).log2()
}

fn score(query: &Judged, found: &[String]) -> Score {
    let grade = |name: &String| query.good.get(name).copied().unwrap_or(0);
    let got: f64 = found.iter().take(10).enumerate().map(|(n, name)| gain(grade(name), n)).sum();
    let mut best: Vec<u32> = query.good.values().copied().collect();
    best.sort_unstable_by(|a, b| b.cmp(a));
    let ideal: f64 = best.into_iter().take(10).enumerate().map(|(n, g)| gain(g, n)).sum();
    let meant = found.iter().position(|name| grade(name) >= 2);
    let mrr = meant.map_or(0.0, |n| 1.0 / f64::from(u32::try_from(n + 1).unwrap()));
    Score { ndcg: got / ideal, mrr }
}

/// What is suggested wrongly, or not suggested, to those who say what they need.
async fn misjudged(
    store: &Store,
    names: &BTreeMap<ContentId, String>,
    of: fn(&Need) -> &Suggested,
) -> Vec<String> {
    let needs: Needs = toml::from_str(NEEDS).unwrap();
    assert!(needs.need.len() >= 12);
    let scope = Scope { kinds: vec![SHEET.name], group: None };
    let mut wrong = Vec::new();
    for need in &needs.need {
        let Suggested { good, fair } = of(need);
        for name in good.iter().chain(fair) {
            assert!(names.values().any(|n| n == name), "{}: there is no {name}", need.text);
        }
        let sectors: Vec<Sector> = need.sectors.iter().map(|s| Sector::parse(s).unwrap()).collect();
        let (mut q, tongue) = (store.read(), lang(&need.lang));
        let who = Who::Visitor;
        let cards =
            search::related(&mut q, &who, &need.text, &sectors, &scope, &tongue, 4).await.unwrap();
        let found: Vec<&String> = cards.iter().map(|card| &names[&card.id]).collect();
        let right = found.iter().all(|name| good.contains(name) || fair.contains(name));
        if !right || good.iter().any(|name| !found.contains(&name)) {
            wrong.push(format!("{} → {found:?}", need.text));
        }
    }
    wrong
}

store::on_both! {
    /// Suggested is what shares what a need is about, and nothing where there is nothing about it.
    async fn a_need_finds_what_is_about_it(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let names = corpus(&p, &city.admin.who).await;
        let wrong = misjudged(&store, &names, |need| &need.beside).await;
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    async fn a_need_finds_nothing_where_there_is_nothing_about_it(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let names = practices(&p, &city.admin.who).await;
        let wrong = misjudged(&store, &names, |need| &need.alone).await;
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    async fn judged_queries_are_answered(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let queries: Queries = toml::from_str(QUERIES).unwrap();
        let names = corpus(&p, &city.admin.who).await;
        assert!(queries.query.len() >= 60);
        let (mut ndcg, mut mrr) = (0.0, 0.0);
        for query in &queries.query {
            for name in query.good.keys() {
                assert!(names.values().any(|n| n == name), "{}: there is no {name}", query.q);
            }
            let tongue = lang(query.lang.as_deref().unwrap_or("bg"));
            let mut q = store.read();
            let results = search::find(&mut q, &Who::Visitor, &query.q, &Scope::default(), &tongue, 0, 10).await.unwrap();
            let found: Vec<String> = results.found.iter().map(|f| names[&f.card.id].clone()).collect();
            let one = score(query, &found);
            if one.ndcg < 0.8 {
                println!("{:.2} {}: {found:?}", one.ndcg, query.q);
            }
            ndcg += one.ndcg;
            mrr += one.mrr;
        }
        let count = f64::from(u32::try_from(queries.query.len()).unwrap());
        let score = Score { ndcg: ndcg / count, mrr: mrr / count };
        let engine = store.engine();
        println!("{engine}: nDCG@10 {:.4}, MRR {:.4}", score.ndcg, score.mrr);
        let text = std::fs::read_to_string(FLOOR).unwrap_or_default();
        let floor: Score = toml::from_str(&text).unwrap_or(Score { ndcg: 0.0, mrr: 0.0 });
        // What is written has four digits.
        assert!(score.ndcg > floor.ndcg - 0.0001, "nDCG@10 fell from {} to {}", floor.ndcg, score.ndcg);
        assert!(score.mrr > floor.mrr - 0.0001, "MRR fell from {} to {}", floor.mrr, score.mrr);
        if std::env::var_os("GUILDHALL_BLESS").is_some() {
            let (ndcg, mrr) = (score.ndcg.max(floor.ndcg), score.mrr.max(floor.mrr));
            std::fs::write(FLOOR, format!("# The lowest scores that search may have, on either database.\nndcg = {ndcg:.4}\nmrr = {mrr:.4}\n")).unwrap();
        }
    }
}
