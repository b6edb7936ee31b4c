//! A programme over three instances, by its forms: a coordinator's network, the city that helps and the city that is
//! helped.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fmt::Write as _;

use content::{
    Draft,
    hosts::{self, Decision},
    service,
};
use federation::policy::Ruling;
use guildhall_tests::{
    cities,
    network::{Network, Town},
    reader::{Reader, attribute, text},
};
use mentoring::{
    application::{self, Applicant, Role},
    coordinating, openers, programme, workspace,
};
use people::{ledger, testing::Person};
use scraper::{Html, Selector};
use serde_json::json;
use store::Query as _;
use web::{Messages, Tr};

/// What the programme is called.
const TITLE: &str = "Cities learn from cities";

/// The words of a language.
fn tr(lang: &str) -> Tr {
    Messages::load().get(lang).unwrap()
}

/// A message without arguments.
fn say(lang: &str, key: &str) -> &'static str {
    tr(lang).find(key).unwrap()
}

/// Three instances, with somebody at each.
struct Three {
    network: Town,
    helped: Town,
    helping: Town,
    coordinator: Person,
    mentee: Person,
    mentor: Person,
    /// The programme, on each of them in this order.
    programme: [domain::ContentId; 3],
}

async fn three(net: &Network) -> Three {
    three_called(net, None).await
}

/// The same three, with a programme that has a title in Bulgarian, too.
async fn three_called(net: &Network, named: Option<&str>) -> Three {
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
async fn paired(net: &Network) -> Three {
    bring_together(net, three(net).await).await
}

async fn bring_together(net: &Network, t: Three) -> Three {
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
async fn applications(coordinator: &Reader, home: &str) -> Vec<String> {
    let links = Selector::parse("[aria-labelledby=applications] .rows a").unwrap();
    let page = coordinator.get(home).await;
    page.select(&links).map(|a| a.value().attr("href").unwrap().to_owned()).collect()
}

/// What a coordinator sends who takes an application, with what stood on her page.
fn accepts(seen: &str) -> [(&str, &str); 3] {
    [("state", "accepted"), ("text", ""), ("seen", seen)]
}

const APPLICATION: &[(&str, &str)] = &[
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

const TERMS: &[(&str, &str)] = &[
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

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    APPLICATION.iter().chain(more).copied().collect()
}

/// The rows of a table as lines of text.
fn table(page: &Html, selector: &str) -> String {
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
    OF_STRANGERS = "INSERT INTO ledger (id, kind, first_id, second_id, heads, opened_at, updated_at, subject) \
        VALUES ($1, $2, $3, $4, '{}', 0, 0, $5)";
    WITH = "SELECT CAST(count(*) AS bigint) FROM ledger_operation WHERE document LIKE $1";
}

/// How many operations of ledgers at an instance have this word.
async fn operations_with(town: &Town, word: &str) -> i64 {
    let (count,): (i64,) =
        town.store().read().one(&WITH, store::args![format!("%{word}%")]).await.unwrap();
    count
}

/// The workspace that the mentee's city has begun in the programme, and its page in the mentor's city.
async fn begun(net: &Network, t: &Three) -> (domain::id::LedgerId, String) {
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
fn snapshot(name: &str, found: &str) {
    let path = format!("{}/tests/snapshots/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("GUILDHALL_BLESS").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), found, "{name}");
}

cities! {
    async fn a_programme_from_the_call_to_the_report(net: Network) {
        let t = three(&net).await;
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let at_a = Reader::of(&t.helped, &t.mentee, "bg").await;
        let at_b = Reader::of(&t.helping, &t.mentor, "en").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);

        // The call: whoever reads the programme finds the way, whoever coordinates it goes on.
        let shelf = at_a.get(&format!("/mentoring/{}", t.programme[1])).await;
        let apply_a = attribute(&shelf, "a[href$='/apply']", "href");
        assert_eq!(apply_a, format!("/mentoring/programmes/{}/apply", t.programme[1]));
        assert!(text(&at_net.get(&format!("/mentoring/{}", t.programme[0])).await, "main").contains("Coordinate"));
        assert_eq!(at_a.send(&format!("/mentoring/programmes/{}", t.programme[1]), None).await.0, 404);

        // The mentor's city is invited; it hears of it and applies from there.
        let nowhere = at_net.send(&format!("{home}/invite"), Some(&[("with", "@nobody"), ("message", "Come")])).await;
        assert_eq!(nowhere.0, 422);
        at_net.post(&format!("{home}/invite"), &[
            ("with", &format!("@{}", t.helping.address("boris"))), ("message", "We would like you to help."),
        ]).await;
        net.settle().await;
        assert!(text(&at_b.get("/notifications").await, "main").contains("invites you to apply to “Cities learn from cities”"));
        let list = at_b.get("/mentoring/workspaces").await;
        let application_b = attribute(&list, "[aria-labelledby=applications] a", "href");
        let page = at_b.get(&application_b).await;
        assert!(text(&page, "[aria-labelledby=invitation]").contains("We would like you to help."));
        let apply_b = attribute(&page, "[aria-labelledby=invitation] a.btn", "href");
        assert_eq!(apply_b, format!("/mentoring/programmes/{}/apply", t.programme[2]));
        assert_eq!(at_b.post(&apply_b, &with(&[("role", "mentor"), ("capacity", "2")])).await, application_b);

        // The mentee's city applies; what it forgot is said beside the field, and what it typed stays.
        let (status, _, body) = at_a.send(&apply_a, Some(&APPLICATION[..3])).await;
        assert_eq!(status, 422);
        assert!(body.contains("Търсим опит с жилищния фонд."));
        let application_a = at_a.post(&apply_a, &with(&[("role", "mentee")])).await;
        net.settle().await;

        // The coordinator sees both, and takes both.
        let page = at_net.get(&home).await;
        assert!(text(&page, "[aria-labelledby=tasks]").contains("2 applications wait for a decision"));
        let links = Selector::parse("[aria-labelledby=applications] .rows a").unwrap();
        let open: Vec<String> =
            page.select(&links).map(|a| a.value().attr("href").unwrap().to_owned()).collect();
        assert_eq!(open.len(), 2);
        for href in &open {
            assert!(text(&at_net.get(href).await, "main").contains("Търсим опит"));
            at_net.post(&format!("{href}/decide"), &[("state", "accepted"), ("text", "Welcome.")]).await;
        }
        let refused = at_net.send(&format!("{}/decide", open[0]), Some(&[("state", "declined")])).await;
        assert_eq!(refused.0, 422, "a reason is needed");
        net.settle().await;
        assert!(text(&at_a.get(&application_a).await, "main").contains("Welcome."));

        // Both are asked with whom they would like to work.
        at_net.post(&format!("{home}/wishes"), &[("ask", "1")]).await;
        net.settle().await;
        for (reader, at) in [(&at_a, &application_a), (&at_b, &application_b)] {
            assert!(text(&reader.get(at).await, "[aria-labelledby=wishes]").contains("@haskovo@"));
            reader.post(&format!("{at}/wishes"), &[("choice.0", "1"), ("worked.0", "on")]).await;
        }
        net.settle().await;
        at_net.post(&format!("{home}/wishes"), &[("end", "1")]).await;
        net.settle().await;
        let late = at_a.send(&format!("{application_a}/wishes"), Some(&[("choice.0", "none")])).await;
        assert_eq!(late.0, 409);

        // What the page explains is what is computed: the same data, in both languages.
        let matching = format!("{home}/matching");
        let ledgers = t.network.city.app.ledgers().unwrap();
        let origin = t.network.origin.clone();
        let mut q = t.network.store().read();
        let (kinds, lang) = (t.network.city.app.kinds(), domain::Lang::english());
        let read = programme::Programme::read(&mut q, kinds, &origin, &t.coordinator.who, t.programme[0], &lang);
        let programme = read.await.unwrap();
        drop(q);
        let all = coordinating::applicants(ledgers, &t.coordinator.who, &programme, &lang).await.unwrap();
        let suggested = coordinating::suggest(&all, &programme::weights(&programme.values));
        let judged = &suggested.pairs[0].judgement;
        for lang in ["bg", "en"] {
            let page = Reader::of(&t.network, &t.coordinator, lang).await.get(&matching).await;
            let shown = table(&page, "[data-pair]");
            for (line, reason) in shown.lines().zip(&judged.reasons) {
                let end = format!("| {} % | {} | ", reason.share, reason.weight);
                assert!(line.contains(&end), "{line} {reason:?}");
            }
            assert_eq!(shown.lines().count(), judged.reasons.len());
            assert!(text(&page, "[data-pair] .tag").contains(&format!("{} %", judged.percent())));
            snapshot(&format!("matching-{lang}"), &shown);
        }

        // The coordinator decides; a grant beyond the programme's is refused.
        let page = at_net.get(&matching).await;
        let hidden = |name: &str| attribute(&page, &format!("[data-pair] input[name={name}]"), "value");
        let (mentor, mentee) = (hidden("mentor"), hidden("mentee"));
        let pair = |grant| [("mentor", &*mentor), ("mentee", &*mentee), ("grant", grant)];
        assert_eq!(at_net.send(&matching, Some(&pair("9001"))).await.0, 422);
        at_net.post(&matching, &pair("8000")).await;
        at_net.post(&matching, &pair("8000")).await;
        net.settle().await;
        let page = at_a.get(&application_a).await;
        let told = table(&page, "[aria-labelledby=match1]");
        assert!(!told.contains("Желания") && told.contains("Общи сектори"), "what the other wished stays with the coordinator: {told}");
        assert!(text(&page, "[aria-labelledby=match1]").contains("8000"));

        // The mentee's city begins, both sign; from then on the coordinator gets its report, and nothing else.
        let begin = attribute(&page, "[aria-labelledby=match1] a.btn", "href");
        let form = at_a.get(&begin).await;
        let field = |name: &str| attribute(&form, &format!("input[name={name}]"), "value");
        let (address, programme_iri) = (field("with"), field("programme"));
        let work_a = at_a.post("/mentoring/workspaces/new", &[
            ("side", "mentee"), ("with", &address), ("title", "Жилища"), ("programme", &programme_iri),
            ("message", "Тайна, която координаторът не чете."),
        ]).await;
        at_a.post(&format!("{work_a}/agreement/edit"), TERMS).await;
        net.settle().await;
        let work_b = attribute(&at_b.get("/mentoring/workspaces").await, "#workspaces a", "href");
        let page = at_b.get(&format!("{work_b}/agreement")).await;
        let digest = attribute(&page, "button[name=sign]", "value");
        at_a.post(&format!("{work_a}/session/new"), &[("title", "Преди подписа"), ("state", "held"), ("date", "20.11.2026"), ("minutes", "30"), ("mode", "online")]).await;
        net.settle().await;
        assert!(table(&at_net.get(&home).await, "[aria-labelledby=pairs]").contains("brought together"));
        at_b.post(&format!("{work_b}/agreement"), &[("sign", &digest)]).await;
        net.settle().await;
        at_a.post(&format!("{work_a}/session/new"), &[("title", "Първа"), ("state", "held"), ("date", "21.11.2026"), ("minutes", "90"), ("mode", "online"), ("rating", "4")]).await;
        at_b.post(&format!("{work_b}/feedback/new"), &[("moment", "middle"), ("satisfaction", "5")]).await;
        at_b.post(&format!("{work_b}/action/new"), &[("text", "Решение"), ("owner", "Boris"), ("due", "20.11.2026"), ("state", "todo")]).await;
        net.settle().await;
        let page = at_net.get(&home).await;
        let pairs = table(&page, "[aria-labelledby=pairs]");
        assert!(pairs.contains("feedback given | 2 · last on 21 November 2026 | 2 | 4.5 | 1 |"), "{pairs}");
        assert!(text(&page, "[aria-labelledby=tasks]").contains("1 pair has overdue actions"));
        let report = at_net.get(&format!("{home}/report")).await;
        assert!(text(&report, "main").contains("8,000"));
        let (status, _, csv) = at_net.send(&format!("{home}/list.csv"), None).await;
        assert_eq!(status, 200);
        assert_eq!(csv.lines().count(), 2, "{csv}");
        let (_, _, list) = at_net.send(&format!("{home}/list.json"), None).await;
        let rows: serde_json::Value = serde_json::from_str(&list).unwrap();
        assert_eq!((rows[0]["hours"].as_f64(), rows[0]["grant"].as_i64()), (Some(2.0), Some(8000)));

        // What the two cities wrote to each other has not come to the coordinator's instance, in whatever column.
        assert_eq!(operations_with(&t.network, "Тайна").await + operations_with(&t.network, "Първа").await, 0);
        assert!(operations_with(&t.helping, "Тайна").await > 0);

        // Both cities see what was reported of them.
        assert!(text(&at_a.get(&application_a).await, "[aria-labelledby=reports]").contains("дадена е оценка"));

        // Nobody else finds a trace, at any of the three.
        let dora = t.helped.people.person("dora").of(t.helped.people.organisation).await;
        let guest = t.network.people.person("guest").await;
        for (town, person) in [(&t.helped, &dora), (&t.helped, &t.helped.people.admin)] {
            let reader = Reader::of(town, person, "bg").await;
            assert_eq!(reader.send(&work_a, None).await.0, 404);
        }
        let root = t.network.people.person("root").administrator().await;
        for person in [&guest, &root] {
            let reader = Reader::of(&t.network, person, "en").await;
            for path in ["", "/matching", "/report", "/list.csv"] {
                assert_eq!(reader.send(&format!("{home}{path}"), None).await.0, 404, "{path}");
            }
            assert_eq!(reader.send(&open[0], None).await.0, 404);
        }
        let stranger = t.helped.people.person("nina").await;
        assert_eq!(Reader::of(&t.helped, &stranger, "bg").await.send(&application_a, None).await.0, 404);
        // A city applies as a whole: her colleague can go on with it, and is told what is decided.
        let reader = Reader::of(&t.helped, &dora, "bg").await;
        assert!(text(&reader.get(&application_a).await, "main").contains("Търсим опит"));
        // Whoever works for the coordinator does, without having been named.
        let colleague = t.network.people.person("gina").of(t.network.people.organisation).await;
        let reader = Reader::of(&t.network, &colleague, "en").await;
        assert!(text(&reader.get(&open[0]).await, "main").contains("Търсим опит"));
        assert!(text(&reader.get(&home).await, "h1").contains("Cities learn from cities"));

        // The coordinator parts the two: both are told that, and from then on nothing is reported.
        let notice = |lang, word: &str| tr(lang).t1(&format!("notification-application-{word}"), "title", TITLE);
        at_net.post(&format!("{home}/part"), &[("mentor", &*mentor), ("mentee", &*mentee)]).await;
        net.settle().await;
        for (reader, lang) in [(&at_a, "bg"), (&at_b, "en")] {
            assert_eq!(reader.times(&notice(lang, "matched")).await, 1, "{lang}");
            assert_eq!(reader.times(&notice(lang, "parted")).await, 1, "{lang}");
        }
        let reported = operations_with(&t.network, "meetings").await;
        assert!(reported > 0);
        at_a.post(&format!("{work_a}/session/new"), &[("title", "След това"), ("state", "held"), ("date", "22.11.2026"), ("minutes", "60"), ("mode", "online")]).await;
        net.settle().await;
        assert_eq!(operations_with(&t.network, "meetings").await, reported);
    }

    async fn whoever_is_invited_can_decline(net: Network) {
        let t = three(&net).await;
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let at_b = Reader::of(&t.helping, &t.mentor, "en").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        at_net.post(&format!("{home}/invite"), &[
            ("with", &format!("@{}", t.helping.address("boris"))), ("message", "We would like you to help."),
        ]).await;
        net.settle().await;
        let waits = "[aria-labelledby=mentoring-waits]";
        assert!(text(&at_b.get("/").await, waits).contains(say("en", "home-apply")));
        let application = attribute(&at_b.get("/mentoring/workspaces").await, "[aria-labelledby=applications] a", "href");
        let decline = text(&at_b.get(&application).await, "form[action$='/withdraw']");
        assert!(decline.contains(say("en", "application-refuse-now")), "{decline}");
        at_b.post(&format!("{application}/withdraw"), &[]).await;
        net.settle().await;

        // It waits for nobody any more, and the coordinator knows what it was.
        assert!(!text(&at_b.get("/").await, waits).contains(say("en", "home-apply")));
        let list = at_b.get("/mentoring/workspaces").await;
        assert!(text(&list, "#closed").contains(TITLE));
        assert!(!text(&list, "main").contains(say("en", "workspace-waits")));
        let refused = tr("en").t2("notification-application-refused", "who", "", "title", TITLE);
        assert_eq!(at_net.times(refused.trim()).await, 1);
        let applications = text(&at_net.get(&home).await, "[aria-labelledby=applications]");
        assert!(applications.contains(say("en", "application-state-refused")), "{applications}");
        let (_, _, list) = at_net.send(&format!("{home}/list.json"), None).await;
        let rows: serde_json::Value = serde_json::from_str(&list).unwrap();
        assert!(rows[0]["mentee"].is_null() && rows[0]["invited"].is_string(), "{list}");

        // Whoever thinks better of it applies in the same place.
        let apply = format!("/mentoring/programmes/{}/apply", t.programme[2]);
        assert_eq!(at_b.post(&apply, &with(&[("role", "mentor")])).await, application);
        net.settle().await;
        let tasks = text(&at_net.get(&home).await, "[aria-labelledby=tasks]");
        assert!(tasks.contains(&tr("en").t1("programme-task-decide", "n", 1_i64)), "{tasks}");
    }

    async fn a_mentoring_called_like_its_programme_is_called_by_its_cities(net: Network) {
        let named = "Градовете се учат";
        let t = bring_together(&net, three_called(&net, Some(named)).await).await;
        let (at_a, at_b) = (Reader::of(&t.helped, &t.mentee, "bg").await, Reader::of(&t.helping, &t.mentor, "en").await);
        let iri = format!("{}/ap/object/{}", t.network.origin, t.programme[0]);
        let home = at_a.post("/mentoring/workspaces/new", &[
            ("side", "mentee"), ("with", &format!("@{}", t.helping.address("haskovo"))), ("title", TITLE),
            ("programme", &iri), ("message", "Здравейте"),
        ]).await;
        net.settle().await;
        for (reader, programme, other) in [(&at_a, named, TITLE), (&at_b, TITLE, named)] {
            let list = reader.get("/mentoring/workspaces").await;
            assert!(text(&list, "#workspaces a").contains(" ↔ "), "{programme}");
            let line = text(&list, "#workspaces li");
            assert!(line.contains(programme), "{programme}: {line}");
            assert!(text(&list, "[aria-labelledby=applications] a").contains(programme));
            let page = reader.get(&attribute(&list, "#workspaces a", "href")).await;
            assert!(text(&page, "h1").contains(" ↔ ") && text(&page, "#programme").contains(programme));
            assert!(!text(&page, "main").contains(other));
            let told = reader.told().await;
            assert!(told.contains(programme) && !told.contains(other), "{told}");
        }
        assert!(at_b.told().await.contains(" ↔ "));
        // The agreement begins with what the two have typed.
        let edit = at_a.get(&format!("{home}/agreement/edit")).await;
        assert_eq!(attribute(&edit, "[name=title]", "value"), TITLE);
    }

    async fn of_two_workspaces_of_one_pair_the_older_is_reported(net: Network) {
        let t = paired(&net).await;
        let (at_a, at_b) = (Reader::of(&t.helped, &t.mentee, "bg").await, Reader::of(&t.helping, &t.mentor, "en").await);
        let iri = format!("{}/ap/object/{}", t.network.origin, t.programme[0]);
        let party = |town: &Town| format!("{}/ap/actor/{}", town.origin, town.people.organisation);
        let helping = t.helped.find(&party(&t.helping)).await;
        // As if each had begun before it heard of the other one.
        let mut works = Vec::new();
        for title in ["Older", "Younger"] {
            let about = json!({ "title": title, "programme": iri });
            let asked = format!("{}/ap/actor/{}", t.helping.origin, t.mentor.actor);
            let opening = ledger::Opening {
                kind: &workspace::MENTORING,
                parties: [helping, t.helped.people.organisation],
                side: ledger::Side::Second,
                drafts: vec![ledger::Draft::new(workspace::entry::ABOUT, "", about), ledger::Draft::ask(&asked)],
            };
            let ledgers = t.helped.city.app.ledgers().unwrap();
            works.push(ledger::open(ledgers, &t.mentee.who, opening).await.unwrap());
            net.clock().advance(std::time::Duration::from_mins(1));
        }
        net.settle().await;
        let lines = at_b.get("/mentoring/workspaces").await;
        let rows = Selector::parse("#workspaces a").unwrap();
        let theirs = |title: &str| {
            let mut links = lines.select(&rows);
            let link = links.find(|a| a.text().collect::<String>().contains(title)).unwrap();
            link.value().attr("href").unwrap().to_owned()
        };
        let (younger, older) = (theirs("Younger"), theirs("Older"));
        // The younger one is agreed first, then the older.
        for (at, there) in [(works[1], &younger), (works[0], &older)] {
            at_a.post(&format!("/mentoring/workspaces/{at}/agreement/edit"), TERMS).await;
            net.settle().await;
            let page = at_b.get(&format!("{there}/agreement")).await;
            let digest = attribute(&page, "button[name=sign]", "value");
            at_b.post(&format!("{there}/agreement"), &[("sign", &digest)]).await;
            net.settle().await;
            let reported = operations_with(&t.network, "meetings").await;
            if at == works[1] {
                assert_eq!(reported, 0, "the younger one is not reported");
            } else {
                assert_eq!(reported, 2, "each city reports the older one");
            }
        }
        for (work, some) in [(works[0], true), (works[1], false)] {
            let reports = operations_with(&t.network, &format!("report%{work}")).await;
            assert_eq!(reports > 0, some, "{work}");
        }
    }

    async fn nothing_is_reported_of_what_one_city_alone_calls_signed(net: Network) {
        let t = paired(&net).await;
        let (work, there) = begun(&net, &t).await;
        let at_b = Reader::of(&t.helping, &t.mentor, "en").await;
        at_b.post(&format!("{there}/agreement/edit"), TERMS).await;
        net.settle().await;
        let here = format!("{there}/agreement");
        let digest = attribute(&at_b.get(&here).await, "button[name=refuse]", "value");
        // The mentored city's instance says that its city has signed, and enters it in the register.
        let sets = [json!({ "mentee_signature": { "x": 1 } }), json!({ "bound": 1 })];
        let drafts = sets.map(|set| ledger::Draft::new(workspace::entry::VERSION, &*digest, set)).to_vec();
        let ledgers = t.helped.city.app.ledgers().unwrap();
        ledger::append_as(ledgers, work, ledger::Side::Second, |_, _| drafts.clone()).await.unwrap();
        net.settle().await;
        assert!(text(&at_b.get(&here).await, "#v1").contains("Signature not verified"));
        assert_eq!(operations_with(&t.network, "meetings").await, 0);
        // Nor a day later, and nobody is reminded of what is not agreed.
        at_b.post(&format!("{there}/action/new"), &[("text", "Решение"), ("owner", "Boris"), ("due", "20.11.2026"), ("state", "todo")]).await;
        let mut tx = t.helping.store().begin().await.unwrap();
        for ask in t.helping.city.app.daily() {
            ask(&mut tx).await.unwrap();
        }
        tx.save().await.unwrap();
        net.settle().await;
        assert_eq!(operations_with(&t.network, "meetings").await, 0);
        assert!(!at_b.told().await.contains("overdue"));
    }

    async fn a_grant_that_the_coordinator_has_not_given_is_not_signed(net: Network) {
        let t = paired(&net).await;
        let (work, there) = begun(&net, &t).await;
        let at_a = Reader::of(&t.helped, &t.mentee, "bg").await;
        at_a.post(&format!("/mentoring/workspaces/{work}/agreement/edit"), TERMS).await;
        // The mentored city's instance proposes the same with a grant, past its own form.
        let ledgers = t.helped.city.app.ledgers().unwrap();
        let open = ledgers.see(&t.mentee.who, work).await.unwrap();
        let versions = mentoring::agreement::Agreement::of(&open.ledger, &open.operations).versions;
        let mut document = versions[0].document.clone();
        document["gh:terms"]["grant"] = json!(9000);
        let digest = federation::proof::digest_of(&document).unwrap();
        let mut signed = document.clone();
        ledgers.federation().prove(&mut signed, open.ledger.party(open.side)).await.unwrap();
        let set = json!({ "document": document, "mentee_signature": signed["proof"] });
        let draft = ledger::Draft::new(workspace::entry::VERSION, &*digest, set);
        ledger::append(ledgers, &t.mentee.who, work, None, vec![draft]).await.unwrap();
        net.settle().await;
        let at_b = Reader::of(&t.helping, &t.mentor, "en").await;
        let page = at_b.answer(&format!("{there}/agreement"), &[("sign", &digest)], 422).await;
        assert!(text(&page, "main").contains("The coordinator has decided on another small grant"));
        at_b.post(&format!("{there}/agreement"), &[("sign", &versions[0].digest)]).await;
    }

    async fn what_one_declares_bars_the_pair_for_all_her_colleagues(net: Network) {
        let t = three(&net).await;
        let dora = t.helped.people.person("dora").of(t.helped.people.organisation).await;
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let (at_a, at_b) = (Reader::of(&t.helped, &t.mentee, "bg").await, Reader::of(&t.helping, &t.mentor, "en").await);
        let at_dora = Reader::of(&t.helped, &dora, "bg").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        let [_, apply_a, apply_b] = t.programme.map(|id| format!("/mentoring/programmes/{id}/apply"));
        let application = at_a.post(&apply_a, &with(&[("role", "mentee")])).await;
        at_b.post(&apply_b, &with(&[("role", "mentor")])).await;
        net.settle().await;
        let open = applications(&at_net, &home).await;
        for href in &open {
            at_net.post(&format!("{href}/decide"), &[("state", "accepted"), ("text", "")]).await;
        }
        net.settle().await;
        at_net.post(&format!("{home}/wishes"), &[("ask", "1")]).await;
        net.settle().await;

        // She cannot work with that city. Her colleague, whose page is older, wishes for it.
        let wishes = format!("{application}/wishes");
        at_a.post(&wishes, &[("choice.0", "conflict")]).await;
        at_dora.post(&wishes, &[("choice.0", "1")]).await;
        net.settle().await;
        let declared = |lang| tr(lang).t1("application-declared", "names", "Anna");
        let options = Selector::parse("select[name='choice.0'] option").unwrap();
        let page = at_dora.get(&application).await;
        assert!(text(&page, "[aria-labelledby=wishes] .banner").contains(&declared("bg")));
        assert_eq!(page.select(&options).count(), 2, "no wish is left to her");
        let mut told = 0;
        for href in &open {
            let said = text(&at_net.get(href).await, "[aria-labelledby=wishes]");
            if said.contains(&declared("en")) {
                assert!(said.contains(say("en", "wish-conflict")), "{said}");
                told += 1;
            }
        }
        assert_eq!(told, 1, "the coordinator reads who has declared it");

        // The two are not suggested, nor can they be brought together.
        let matching = format!("{home}/matching");
        let page = at_net.get(&matching).await;
        assert_eq!(text(&page, "[data-pair]"), "");
        assert!(text(&page, "main").contains(say("en", "matching-bar-conflict")));
        let chosen = |name: &str| attribute(&page, &format!("select[name={name}] option:not([value=''])"), "value");
        let (mentor, mentee) = (chosen("mentor"), chosen("mentee"));
        let pair = [("mentor", &*mentor), ("mentee", &*mentee), ("grant", "")];
        let refused = at_net.answer(&matching, &pair, 422).await;
        assert!(text(&refused, "#f-mentor-err").contains(say("en", "application-error-pair")));

        // It ends when she takes it back, or no longer works there; nobody takes it back for her.
        for leaves in [false, true] {
            at_dora.post(&wishes, &[("choice.0", "none")]).await;
            net.settle().await;
            assert_eq!(text(&at_net.get(&matching).await, "[data-pair]"), "");
            if leaves {
                let admin = &t.helped.people.admin.who;
                people::organisations::affiliate(t.helped.store(), admin, t.mentee.actor, None).await.unwrap();
            } else {
                at_a.post(&wishes, &[("choice.0", "none")]).await;
            }
            at_dora.post(&wishes, &[("choice.0", "1")]).await;
            net.settle().await;
            assert_ne!(text(&at_net.get(&matching).await, "[data-pair]"), "");
            if !leaves {
                at_a.post(&wishes, &[("choice.0", "conflict")]).await;
            }
        }
    }

    async fn what_is_sent_twice_is_one_application(net: Network) {
        let t = three(&net).await;
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let at_a = Reader::of(&t.helped, &t.mentee, "bg").await;
        let at_b = Reader::of(&t.helping, &t.mentor, "en").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        let [_, apply_a, apply_b] = t.programme.map(|id| format!("/mentoring/programmes/{id}/apply"));
        let typed = with(&[("role", "mentee")]);
        let first = at_a.post(&apply_a, &typed).await;
        assert_eq!(at_a.post(&apply_a, &typed).await, first);
        net.settle().await;

        // Whoever opens the form again is led to what was sent.
        assert_eq!(attribute(&at_a.get(&apply_a).await, ".note a[href^='/mentoring/applications/']", "href"), first);

        // Nobody is invited twice, nor after having applied.
        let boris = format!("@{}", t.helping.address("boris"));
        let anna = format!("@{}", t.helped.address("anna"));
        at_net.post(&format!("{home}/invite"), &[("with", &*boris), ("message", "")]).await;
        for with in [&boris, &anna] {
            let page = at_net.answer(&format!("{home}/invite"), &[("with", &**with), ("message", "")], 422).await;
            assert!(text(&page, "#f-with-err").contains(say("en", "application-error-invited")), "{with}");
        }
        net.settle().await;
        at_b.post(&apply_b, &with(&[("role", "mentor")])).await;
        net.settle().await;
        let iri = format!("{}/ap/object/{}", t.network.origin, t.programme[0]);
        let party = format!("{}/ap/actor/{}", t.network.origin, t.network.people.organisation);
        let coordinators =
            [t.network.people.organisation, t.helped.find(&party).await, t.helping.find(&party).await];
        for ((town, all), coordinator) in [(&t.network, 2), (&t.helped, 1), (&t.helping, 1)].into_iter().zip(coordinators) {
            let (mut q, lang) = (town.store().read(), domain::Lang::english());
            let lines = ledger::about(&mut q, application::KIND.name, &iri, &[coordinator], &lang).await.unwrap();
            assert_eq!(lines.len(), all, "{}", town.origin);
        }

        // A city that is known here can be called by its name.
        t.network.people.another_organisation("old_town").await;
        assert!(text(&at_net.get(&home).await, "#f-with-list").contains("Old_town"));
        at_net.post(&format!("{home}/invite"), &[("with", "old_TOWN"), ("message", "")]).await;
    }

    async fn whoever_only_names_a_programme_gets_nothing_that_is_meant_for_it(net: Network) {
        let t = three(&net).await;
        // Somebody else opens a ledger with the city and says that it is about the programme.
        let ledgers = t.helping.city.app.ledgers().unwrap();
        let iri = format!("{}/ap/object/{}", t.network.origin, t.programme[0]);
        let city = t.helping.find(&format!("{}/ap/actor/{}", t.helped.origin, t.helped.people.organisation)).await;
        let about = json!({ "title": "Cities learn from cities", "programme": iri });
        let opening = ledger::Opening {
            kind: &application::KIND,
            parties: [city, t.helping.people.organisation],
            side: ledger::Side::Second,
            drafts: vec![ledger::Draft::new(application::entry::ABOUT, "", about)],
        };
        let caught = ledger::open(ledgers, &t.mentor.who, opening).await.unwrap();
        net.settle().await;
        let at_a = Reader::of(&t.helped, &t.mentee, "bg").await;
        at_a.post(&format!("/mentoring/programmes/{}/apply", t.programme[1]), &with(&[("role", "mentee")])).await;
        net.settle().await;
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        assert!(text(&at_net.get(&home).await, "[aria-labelledby=tasks]").contains("1 application waits"));
        let theirs = ledgers.see(&t.mentor.who, caught).await.unwrap();
        assert!(theirs.now.one(application::entry::APPLICATION).is_empty());
    }

    async fn strangers_take_no_place_in_a_programme(net: Network) {
        let t = three(&net).await;
        let iri = format!("{}/ap/object/{}", t.network.origin, t.programme[0]);
        // As if strangers had said of their ledgers, long before anybody applied, that they are about the programme.
        for town in [&t.network, &t.helped] {
            let (one, other) = (town.people.another_organisation("one").await, town.people.another_organisation("other").await);
            let mut tx = town.store().begin().await.unwrap();
            for _ in 0..2001 {
                let id: domain::id::LedgerId = tx.id();
                let values = store::args![id, application::KIND.name, one, other, &iri];
                tx.execute(&OF_STRANGERS, values).await.unwrap();
            }
            tx.save().await.unwrap();
        }
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let at_a = Reader::of(&t.helped, &t.mentee, "bg").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        let apply = format!("/mentoring/programmes/{}/apply", t.programme[1]);
        let application = at_a.post(&apply, &with(&[("role", "mentee")])).await;
        assert_eq!(at_a.post(&apply, &with(&[("role", "mentee")])).await, application, "it is found again");
        net.settle().await;
        assert_eq!(applications(&at_net, &home).await.len(), 1);

        // Nobody of a host of which nothing is shown is among the applicants, until that is taken back.
        for ruling in [Ruling::Limited, Ruling::Blocked] {
            for (ruling, all) in [(Some(ruling), 0), (None, 1)] {
                let (decision, admin) = (Decision { ruling, reason: "" }, &t.network.people.admin.who);
                hosts::decide(t.network.store(), admin, t.helped.origin.authority(), decision).await.unwrap();
                assert_eq!(applications(&at_net, &home).await.len(), all, "{ruling:?}");
            }
        }
    }

    async fn whoever_comes_back_is_decided_on_anew(net: Network) {
        let t = three(&net).await;
        let at_a = Reader::of(&t.helped, &t.mentee, "bg").await;
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        let apply = format!("/mentoring/programmes/{}/apply", t.programme[1]);
        let application = at_a.post(&apply, &with(&[("role", "mentee")])).await;
        net.settle().await;
        let row = attribute(&at_net.get(&home).await, "[aria-labelledby=applications] .rows a", "href");
        at_net.post(&format!("{row}/decide"), &[("state", "accepted")]).await;
        net.settle().await;
        // A word more changes nothing, another role does.
        let mut more = with(&[("role", "mentee")]);
        more.push(("team", "двама служители"));
        at_a.post(&apply, &more).await;
        assert!(text(&at_a.get(&application).await, ".tag-ok").contains("участва"));
        at_a.post(&apply, &with(&[("role", "mentor")])).await;
        net.settle().await;
        assert!(text(&at_a.get(&application).await, ".tag-warn").contains("очаква решение"));
        assert!(text(&at_net.get(&home).await, "[aria-labelledby=tasks]").contains("1 application waits"));
    }

    async fn nobody_decides_what_she_has_not_read(net: Network) {
        let t = three(&net).await;
        let at_a = Reader::of(&t.helped, &t.mentee, "bg").await;
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        let apply = format!("/mentoring/programmes/{}/apply", t.programme[1]);
        let application = at_a.post(&apply, &with(&[("role", "mentor")])).await;
        net.settle().await;
        let row = applications(&at_net, &home).await.remove(0);
        let seen = |page: &Html| attribute(page, "form[action$='/decide'] input[name=seen]", "value");
        let stood = seen(&at_net.get(&row).await);

        // While her page is open the city says that it wants help instead.
        at_a.post(&apply, &with(&[("role", "mentee")])).await;
        net.settle().await;
        let decide = format!("{row}/decide");
        let page = at_net.answer(&decide, &accepts(&stood), 422).await;
        assert!(text(&page, "#f-state-err").contains(say("en", "application-error-changed")));
        assert!(text(&at_a.get(&application).await, ".tag-warn").contains("очаква решение"));
        at_net.post(&decide, &accepts(&seen(&page))).await;
        net.settle().await;
        assert!(text(&at_a.get(&application).await, ".tag-ok").contains("участва"));

        // Whoever comes back is decided on anew, also when it is decided as before.
        at_a.post(&format!("{application}/withdraw"), &[]).await;
        at_a.post(&apply, &with(&[("role", "mentee")])).await;
        net.settle().await;
        let page = at_net.get(&row).await;
        assert!(text(&page, "[aria-labelledby=decide]").contains(say("en", "application-overtaken")));
        at_net.post(&decide, &accepts(&seen(&page))).await;
        net.settle().await;
        assert!(text(&at_a.get(&application).await, ".tag-ok").contains("участва"));
        assert!(!text(&at_net.get(&row).await, "main").contains(say("en", "application-overtaken")));
    }

    async fn wishes_are_asked_of_those_who_take_part(net: Network) {
        let t = three(&net).await;
        let (at_a, at_b) = (Reader::of(&t.helped, &t.mentee, "bg").await, Reader::of(&t.helping, &t.mentor, "en").await);
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        let [_, apply_a, apply_b] = t.programme.map(|id| format!("/mentoring/programmes/{id}/apply"));
        let application_a = at_a.post(&apply_a, &with(&[("role", "mentee")])).await;
        let application_b = at_b.post(&apply_b, &with(&[("role", "mentor")])).await;
        net.settle().await;
        for href in applications(&at_net, &home).await {
            at_net.post(&format!("{href}/decide"), &[("state", "accepted"), ("text", "")]).await;
        }
        net.settle().await;

        // It is asked by jobs, which leave nothing behind; the candidates come in one operation, and asked again in none.
        for _ in 0..2 {
            at_net.post(&format!("{home}/wishes"), &[("ask", "1")]).await;
            net.settle().await;
            assert_eq!(text(&at_net.get(&home).await, "#asking, #unasked"), "");
            assert_eq!(operations_with(&t.helped, "\"gh:entry\":\"candidates\"").await, 1);
        }
        for (reader, home) in [(&at_a, &application_a), (&at_b, &application_b)] {
            assert_ne!(attribute(&reader.get(home).await, "form[action$='/wishes']", "action"), "");
        }
        let waits = "[aria-labelledby=mentoring-waits]";
        assert!(text(&at_a.get("/").await, waits).contains(say("bg", "home-wish")));
        let task = |n: i64| tr("en").t1("programme-task-wishes", "n", n);
        assert!(text(&at_net.get(&home).await, "[aria-labelledby=tasks]").contains(&task(2)));

        // Whoever has taken its application back owes nothing any more.
        at_a.post(&format!("{application_a}/withdraw"), &[]).await;
        net.settle().await;
        assert!(!text(&at_a.get("/").await, waits).contains(say("bg", "home-wish")));
        assert!(!text(&at_a.get("/mentoring/workspaces").await, "main").contains(say("bg", "workspace-waits")));
        assert_eq!(attribute(&at_a.get(&application_a).await, "form[action$='/wishes']", "action"), "");
        assert!(text(&at_net.get(&home).await, "[aria-labelledby=tasks]").contains(&task(1)));

        at_net.post(&format!("{home}/wishes"), &[("end", "1")]).await;
        net.settle().await;
        assert_eq!(attribute(&at_b.get(&application_b).await, "form[action$='/wishes']", "action"), "");
        assert_eq!(at_b.times(&tr("en").t1("notification-application-round", "title", TITLE)).await, 1);
    }

    async fn a_pair_that_only_one_of_its_cities_has_is_finished(net: Network) {
        let t = three(&net).await;
        let at_a = Reader::of(&t.helped, &t.mentee, "bg").await;
        let at_b = Reader::of(&t.helping, &t.mentor, "en").await;
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        let [_, apply_a, apply_b] = t.programme.map(|id| format!("/mentoring/programmes/{id}/apply"));
        let application = at_a.post(&apply_a, &with(&[("role", "mentee")])).await;
        at_b.post(&apply_b, &with(&[("role", "mentor")])).await;
        net.settle().await;
        for href in applications(&at_net, &home).await {
            at_net.post(&format!("{href}/decide"), &[("state", "accepted"), ("text", "")]).await;
        }
        net.settle().await;

        // Something came between the two ledgers: only the city that helps has it.
        let iri = format!("{}/ap/object/{}", t.network.origin, t.programme[0]);
        let (lang, own) = (domain::Lang::english(), [t.network.people.organisation]);
        let mut q = t.network.store().read();
        let lines = ledger::about(&mut q, application::KIND.name, &iri, &own, &lang).await.unwrap();
        drop(q);
        let both: Vec<Applicant> = lines.into_iter().map(Applicant::of).collect();
        let of = |role| both.iter().find(|a| a.role == Some(role)).unwrap();
        let (mentor, mentee) = (of(Role::Mentor), of(Role::Mentee));
        let set = json!({ "state": "decided", "role": "mentor", "name": mentee.name(), "grant": 500 });
        let draft = ledger::Draft::new(application::entry::MATCH, &*mentee.iri, set);
        let ledgers = t.network.city.app.ledgers().unwrap();
        ledger::append(ledgers, &t.coordinator.who, mentor.line.id, None, vec![draft]).await.unwrap();
        net.settle().await;

        let page = at_net.get(&home).await;
        let pairs = table(&page, "[aria-labelledby=pairs]");
        assert!(pairs.contains(say("en", "programme-incomplete")), "{pairs}");
        let task = tr("en").t1("programme-task-incomplete", "n", 1_i64);
        assert!(text(&page, "[aria-labelledby=tasks]").contains(&task));
        // Nobody else is suggested for the city that has not heard of it.
        assert_eq!(text(&at_net.get(&format!("{home}/matching")).await, "[data-pair]"), "");
        let hidden = |name: &str| {
            attribute(&page, &format!("[aria-labelledby=pairs] form[action$='/matching'] [name={name}]"), "value")
        };
        let form = ["finish", "mentor", "mentee", "grant"].map(|name| (name, hidden(name)));
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, &**value)).collect();
        assert_eq!(at_net.post(&format!("{home}/matching"), &form).await, format!("{home}#pairs"));
        net.settle().await;
        let page = at_net.get(&home).await;
        assert!(!text(&page, "main").contains(say("en", "programme-incomplete")));
        assert_eq!(table(&page, "[aria-labelledby=pairs]").lines().count(), 1);
        assert!(text(&at_a.get(&application).await, "[aria-labelledby=match1]").contains("500"));
    }

    async fn what_is_not_for_the_coordinator_never_reaches_its_instance(net: Network) {
        let t = three(&net).await;
        let lang = domain::Lang::english();
        let at_a = Reader::of(&t.helped, &t.mentee, "bg").await;
        at_a.post(&format!("/mentoring/programmes/{}/apply", t.programme[1]), &with(&[("role", "mentee")])).await;
        net.settle().await;
        let iri = format!("{}/ap/object/{}", t.network.origin, t.programme[0]);
        let (mut q, coordinator) = (t.network.store().read(), t.network.people.organisation);
        let lines = ledger::about(&mut q, application::KIND.name, &iri, &[coordinator], &lang).await.unwrap();
        drop(q);
        let applicant = Applicant::of(lines.into_iter().next().unwrap());
        assert_eq!((applicant.role, applicant.partners().count()), (Some(Role::Mentee), 0));
        assert!(applicant.reports.is_empty());
        // An application that is withdrawn waits for nobody, and can be sent again.
        let application = attribute(&at_a.get("/mentoring/workspaces").await, "[aria-labelledby=applications] a", "href");
        at_a.post(&format!("{application}/withdraw"), &[]).await;
        net.settle().await;
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);
        assert!(text(&at_net.get(&home).await, "[aria-labelledby=applications]").contains("withdrawn"));
        at_a.post(&format!("/mentoring/programmes/{}/apply", t.programme[1]), &with(&[("role", "mentee")])).await;
        net.settle().await;
        assert!(text(&at_net.get(&home).await, "[aria-labelledby=tasks]").contains("1 application waits for a decision"));
        // The coordinator does not apply to itself.
        let own = at_net.send(&format!("{home}/apply"), Some(&with(&[("role", "mentor")]))).await;
        assert_eq!(own.0, 422);
    }
}
