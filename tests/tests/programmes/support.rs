//! Three instances, what their people send, and what is read off their pages.

use std::fmt::Write as _;

use content::{Draft, service};
use guildhall_tests::{
    network::{Network, Town},
    reader::{Reader, attribute},
};
use mentoring::{openers, programme, workspace};
use people::{ledger, testing::Person};
use scraper::{Html, Selector};
use serde_json::json;
use store::Query as _;
use web::{Messages, Tr};

/// What the programme is called.
pub const TITLE: &str = "Cities learn from cities";

/// The words of a language.
pub fn tr(lang: &str) -> Tr {
    Messages::load().get(lang).unwrap()
}

/// A message without arguments.
pub fn say(lang: &str, key: &str) -> &'static str {
    tr(lang).find(key).unwrap()
}

/// Three instances, with somebody at each.
pub struct Three {
    pub network: Town,
    pub helped: Town,
    pub helping: Town,
    pub coordinator: Person,
    pub mentee: Person,
    pub mentor: Person,
    /// The programme, on each of them in this order.
    pub programme: [domain::ContentId; 3],
}

pub async fn three(net: &Network) -> Three {
    three_called(net, None).await
}

/// The same three, with a programme that has a title in Bulgarian, too.
pub async fn three_called(net: &Network, named: Option<&str>) -> Three {
    let (network, helped, helping) =
        (net.city("net").await, net.city("a").await, net.city("b").await);
    let coordinator = network.people.person("matteo").of(network.people.organisation).await;
    let mentee = helped.people.person("anna").of(helped.people.organisation).await;
    let mentor = helping.people.person("boris").of(helping.people.organisation).await;
    let administrator = &network.people.admin.who;
    openers::name(network.store(), administrator, &coordinator.handle).await.unwrap();
    let mut draft = Draft::new(programme::PROGRAMME.name, domain::Lang::english());
    draft.title = TITLE.into();
    draft.summary = "Mentoring with small grants.".into();
    draft.body = "Who helps, who is helped, and how.".into();
    draft.sectors = vec!["housing".into()];
    draft.organisation = Some(network.people.organisation);
    let values = json!({
        "stand": "open", "rules": "Both sign.", "capacity": 7, "grant_max": 9000, "weight_sector": 10,
        "period_start": "2026-01", "period_end": "2027-12",
    });
    draft.values = values.as_object().unwrap().clone();
    let id = service::publish(network.publishing(), &coordinator.who, &draft).await.unwrap();
    if let Some(named) = named {
        let version = Draft {
            title: named.into(),
            summary: "Наставничество с малки грантове.".into(),
            body: "Кой помага, на кого и как.".into(),
            values: json!({ "rules": "Двете страни подписват." }).as_object().unwrap().clone(),
            ..Draft::new(programme::PROGRAMME.name, domain::Lang::bulgarian())
        };
        let version = service::NewVersion::from_draft(version);
        service::add_version(network.publishing(), &coordinator.who, id, version).await.unwrap();
    }
    net.settle().await;
    let iri = format!("{}/ap/object/{id}", network.origin);
    let programme = [id, helped.find_content(&iri).await, helping.find_content(&iri).await];
    Three { network, helped, helping, coordinator, mentee, mentor, programme }
}

/// The same three, with both cities taking part in the programme and brought together.
pub async fn paired(net: &Network) -> Three {
    bring_together(net, three(net).await).await
}

pub async fn bring_together(net: &Network, t: Three) -> Three {
    let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
    let home = format!("/mentoring/programmes/{}", t.programme[0]);
    for (town, person, role, at) in
        [(&t.helped, &t.mentee, "mentee", 1), (&t.helping, &t.mentor, "mentor", 2)]
    {
        let apply = format!("/mentoring/programmes/{}/apply", t.programme[at]);
        Reader::of(town, person, "bg").await.post(&apply, &with(&[("role", role)])).await;
    }
    net.settle().await;
    for href in applications(&at_net, &home).await {
        at_net.post(&format!("{href}/decide"), &[("state", "accepted"), ("text", "")]).await;
    }
    net.settle().await;
    let matching = format!("{home}/matching");
    let page = at_net.get(&matching).await;
    let chosen = |name: &str| {
        attribute(&page, &format!("select[name={name}] option:not([value=''])"), "value")
    };
    let (mentor, mentee) = (chosen("mentor"), chosen("mentee"));
    at_net.post(&matching, &[("mentor", &mentor), ("mentee", &mentee), ("grant", "")]).await;
    net.settle().await;
    t
}

/// The pages of the applications to a programme, as its coordinator finds them.
pub async fn applications(coordinator: &Reader, home: &str) -> Vec<String> {
    let links = Selector::parse("[aria-labelledby=applications] .rows a").unwrap();
    let page = coordinator.get(home).await;
    page.select(&links).map(|a| a.value().attr("href").unwrap().to_owned()).collect()
}

/// What a coordinator sends who takes an application, with what stood on her page.
pub fn accepts(seen: &str) -> [(&str, &str); 3] {
    [("state", "accepted"), ("text", ""), ("seen", seen)]
}

pub const APPLICATION: &[(&str, &str)] = &[
    ("sectors", "housing"),
    ("need", "Търсим опит с жилищния фонд."),
    ("stages", "design"),
    ("languages", "bg"),
    ("languages", "en"),
    ("forms", "online"),
    ("forms", "visit"),
    ("country", "BG"),
    ("population", "50k-200k"),
];

pub const TERMS: &[(&str, &str)] = &[
    ("lang", "bg"),
    ("title", "Жилища"),
    ("summary", "Жилища за новодошли."),
    ("sectors", "housing"),
    ("goals.0.text", "Правила за настаняване"),
    ("goals.0.measure", "Приети от съвета"),
    ("starts", "1.11.2026"),
    ("ends", "30.6.2027"),
    ("rhythm", "всеки месец"),
    ("languages", "bg"),
    ("mentor_role", "Пита."),
    ("mentee_role", "Носи въпроси."),
    ("confidentiality", "Без имена."),
    ("exit", "С едно съобщение."),
];

pub fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    APPLICATION.iter().chain(more).copied().collect()
}

/// The rows of a table as lines of text.
pub fn table(page: &Html, selector: &str) -> String {
    let (rows, cells) = (
        Selector::parse(&format!("{selector} tbody tr")).unwrap(),
        Selector::parse("th, td").unwrap(),
    );
    let mut out = String::new();
    for row in page.select(&rows) {
        let cells: Vec<String> =
            row.select(&cells).map(|c| c.text().collect::<String>().trim().to_owned()).collect();
        writeln!(out, "{}", cells.join(" | ")).unwrap();
    }
    out
}

store::statements! {
    WITH = "SELECT CAST(count(*) AS bigint) FROM ledger_operation WHERE document LIKE $1";
}

/// How many operations of ledgers at an instance have this word.
pub async fn operations_with(town: &Town, word: &str) -> i64 {
    let (count,): (i64,) =
        town.store().read().one(&WITH, store::args![format!("%{word}%")]).await.unwrap();
    count
}

/// The workspace that the mentee's city has begun in the programme, and its page in the mentor's city.
pub async fn begun(net: &Network, t: &Three) -> (domain::id::LedgerId, String) {
    let mentor = format!("{}/ap/actor/{}", t.helping.origin, t.helping.people.organisation);
    let programme = format!("{}/ap/object/{}", t.network.origin, t.programme[0]);
    let about = json!({ "title": "Жилища", "programme": programme });
    let asked = format!("{}/ap/actor/{}", t.helping.origin, t.mentor.actor);
    let opening = ledger::Opening {
        kind: &workspace::MENTORING,
        parties: [t.helped.find(&mentor).await, t.helped.people.organisation],
        side: ledger::Side::Second,
        drafts: vec![
            ledger::Draft::new(workspace::entry::ABOUT, "", about),
            ledger::Draft::ask(&asked),
        ],
    };
    let ledgers = t.helped.city.app.ledgers().unwrap();
    let id = ledger::open(ledgers, &t.mentee.who, opening).await.unwrap();
    net.settle().await;
    let at_b = Reader::of(&t.helping, &t.mentor, "en").await;
    let lines = at_b.get("/mentoring/workspaces").await;
    (id, attribute(&lines, "#workspaces a", "href"))
}

/// Compares with the snapshot of this name, or writes it where that is asked for.
pub fn snapshot(name: &str, found: &str) {
    let path = format!("{}/tests/snapshots/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("GUILDHALL_BLESS").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), found, "{name}");
}
