//! Every list in every form: with the rows of its page, for whoever sees the page, and for nobody else; and the empty
//! table in which things are described.
#![expect(clippy::unwrap_used, reason = "tests")]
#![cfg(feature = "xlsx")]

mod zip;

use std::time::Duration;

use content::{
    Draft, Goal,
    files::{Reader, Settings},
    service, tables, voices,
};
use domain::{ActorId, ContentId, Lang, Visibility};
use people::{
    follows,
    persons::{self, PersonText, Profile},
    testing::{City, Person},
};
use serde_json::json;
use store::Store;
use web::{
    House, Messages, Tr,
    testing::{Answer, Browser},
};

/// The program under test.
const PROGRAM: &str = env!("CARGO_BIN_EXE_guildhall");
const FORMS: [(&str, &str); 3] = [
    ("csv", "text/csv; charset=utf-8"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("json", "application/json"),
];

/// Who may have a list besides Elena.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Everybody,
    SignedIn,
    Members,
}

struct List {
    /// Its page, and the address below which it is given.
    page: String,
    below: String,
    query: String,
    /// What finds the names of its rows on the page; empty where they are no links.
    rows: &'static str,
    /// The message over the column in which these names stand, and some other headings.
    named: &'static str,
    heads: &'static [&'static str],
    open: Open,
}

impl List {
    fn at(&self, ending: &str) -> String {
        format!("{}/list.{ending}{}", self.below, self.query)
    }
}

fn list(
    page: &str,
    rows: &'static str,
    named: &'static str,
    heads: &'static [&'static str],
    open: Open,
) -> List {
    let (page, below) = (page.to_owned(), page.to_owned());
    List { page, below, query: String::new(), rows, named, heads, open }
}

struct Town {
    city: City,
    house: House,
    elena: Person,
    boris: Person,
    /// A practice for everybody, and one for the members of a community.
    practice: ContentId,
    hidden: ContentId,
}

fn practice(title: &str, group: Option<ActorId>) -> Draft {
    let values = json!({
        "target_groups": ["newcomers"], "city": "Хасково", "country": "BG",
        "cost_band": "5k-20k", "status": "running", "outcome": "worked",
        "evidence_grade": "documented", "stage": "implementation", "population": "50k-200k",
        "problem": "Проблем", "approach": "Подход", "results": "Резултат", "failed": "Неуспех",
    });
    Draft {
        title: title.to_owned(),
        summary: format!("=Резюме: {title}"),
        sectors: vec!["one-stop-services".to_owned()],
        licence: Some("CC-BY-4.0".to_owned()),
        values: values.as_object().cloned().unwrap(),
        group,
        ..Draft::new("practice", Lang::bulgarian())
    }
}

/// Elena's house: what people write there begins as formulas do.
async fn town(store: &Store) -> Town {
    let city = people::testing::city(store).await;
    let reader = Reader::new(PROGRAM, &["read-table"]).patient(Duration::from_secs(30));
    let files = Settings { tables: Some(reader), ..Settings::default() };
    let config = web::Config { files, ..web::Config::default() };
    let house = web::build(store.clone(), config, guildhall::rooms()).await.unwrap();
    let elena = city.person("elena").await;
    let inner = city.community("inner").by(&elena).by_approval().visible(Visibility::Members);
    let inner = inner.await;
    let dora = city.person("dora").of(city.organisation).member_of(inner).await;
    let burgas = city.another_organisation("burgas").await;
    let vera = city.person("vera").of(burgas).await;
    let text = PersonText {
        lang: Lang::bulgarian(),
        name: "=Елена".to_owned(),
        headline: "+юрист".to_owned(),
        bio: people::Markup::default(),
    };
    let profile = Profile {
        texts: vec![text],
        sectors: Vec::new(),
        languages: Vec::new(),
        organisation: None,
        discoverable: true,
        indexable: true,
    };
    persons::update(store, &elena.who, profile).await.unwrap();

    let p = house.app.publishing();
    let shared = service::publish(p, &dora.who, &practice("=Едно гише", None)).await.unwrap();
    let hidden = practice("@Скрито гише", Some(inner));
    let hidden = service::publish(p, &elena.who, &hidden).await.unwrap();
    let topic = Draft {
        title: "+Кой плаща гишето?".to_owned(),
        body: "Питат ни всяка седмица.".to_owned(),
        values: json!({ "type": "question" }).as_object().cloned().unwrap(),
        group: Some(inner),
        ..Draft::new("discussion", Lang::bulgarian())
    };
    service::publish(p, &dora.who, &topic).await.unwrap();
    let used = json!({ "use": "in-use", "since": "2024", "how": "=HYPERLINK(1)" });
    let used = Draft {
        values: used.as_object().cloned().unwrap(),
        organisation: Some(burgas),
        ..Draft::new("endorsement", Lang::bulgarian())
    };
    voices::begin(p, &vera.who, shared, &used, Goal::Publish).await.unwrap();
    service::bookmark(p, &elena.who, shared).await.unwrap();
    follows::follow(store, &elena.who, dora.actor).await.unwrap();
    let boris = city.person("boris").await;
    Town { city, house, elena, boris, practice: shared, hidden }
}

/// The heading of the column with addresses.
const ADDRESS: &str = "table-address";

impl Town {
    fn visitor(&self, lang: &str) -> Browser {
        Browser::new(&self.house).reading(lang)
    }

    async fn reader(&self, person: &Person, lang: &str) -> Browser {
        let mut browser = self.visitor(lang).signed_in(&self.city, person).await;
        browser.get("/").await;
        browser.post("/language", &[("lang", lang), ("next", "/")]).await;
        browser
    }

    fn lists(&self) -> Vec<List> {
        use Open::{Everybody, Members, SignedIn};
        let cards = "main .row-title a";
        let practices = "section[aria-labelledby=practices] .row-title a";
        let members = "section[aria-labelledby=members] .row-title a";
        let whom = list("/following", ".side .row-title a", "table-name", &["table-who"], SignedIn);
        let found = "section[aria-labelledby=published] .row-title a";
        let found = list("/search", found, "library-title", &["table-excerpt", ADDRESS], Everybody);
        let query = format!("?q={}", web::context::encode("гише"));
        let sheet = format!("/practices/{}", self.practice);
        let newest = "section[aria-labelledby=newest] .row-title a";
        let taken: &[&str] = &["lineage-result", "table-used-how"];
        vec![
            list("/people", cards, "table-name", &["table-headline", ADDRESS], SignedIn),
            list(
                "/organisations",
                cards,
                "table-name",
                &["organisations-level", ADDRESS],
                Everybody,
            ),
            list("/communities", ".card-title a", "table-name", &["table-members"], Members),
            list(
                "/communities/inner",
                "#results .row-title a",
                "library-title",
                &["table-state"],
                Members,
            ),
            list(
                "/communities/inner/practices",
                practices,
                "library-title",
                &["library-summary"],
                Members,
            ),
            list(
                "/communities/inner/members",
                members,
                "table-name",
                &["table-role", ADDRESS],
                Members,
            ),
            list("/bookmarks", cards, "library-title", &["table-kind", ADDRESS], SignedIn),
            list(
                "/following",
                ".cols > div:first-child .row-title a",
                "library-title",
                &[],
                SignedIn,
            ),
            List { below: "/following/whom".to_owned(), ..whom },
            List { page: format!("/search{query}"), query, ..found },
            list("/sectors/one-stop-services", newest, "library-title", &["table-kind"], Everybody),
            list("/practices", ".result h3 a", "library-title", &["library-summary"], Everybody),
            list("/library", ".result h3 a", "library-title", &["table-kind"], Everybody),
            list("/mentoring", ".result h3 a", "library-title", &["table-kind"], Everybody),
            List {
                below: format!("{sheet}/taken-up"),
                ..list(&sheet, "#uses .row-title a", "lineage-col-city", taken, Everybody)
            },
            list(
                &format!("{sheet}/lineage"),
                "",
                "lineage-col-city",
                &["lineage-col-when"],
                Everybody,
            ),
        ]
    }

    /// The rows of a table with its heading.
    async fn cells(&self, answer: &Answer, ending: &str) -> Vec<Vec<String>> {
        let rows = if ending == "csv" {
            web::table::read(&answer.bytes, &Lang::bulgarian()).unwrap()
        } else {
            let book = answer.bytes.clone().into();
            tables::read_book(self.house.app.publishing(), book).await.unwrap().unwrap()
        };
        rows.into_iter().map(|row| row.cells).collect()
    }
}

fn tr(lang: &str) -> Tr {
    Messages::load().get(lang).unwrap()
}

/// What stands below a heading.
fn column(cells: &[Vec<String>], label: &str) -> Vec<String> {
    let at = cells[0].iter().position(|head| head == label);
    let at = at.unwrap_or_else(|| panic!("{label} in {:?}", cells[0]));
    cells[1..].iter().map(|row| row.get(at).cloned().unwrap_or_default()).collect()
}

/// What is said of a file: its type, its name, and that nobody keeps it on the way.
fn described(answer: &Answer, at: &str, media: &str, lang: &str) {
    assert_eq!(answer.status, 200, "{at}: {}", answer.body);
    assert!(answer.header("content-type").starts_with(media), "{at}");
    assert_eq!(answer.header("cache-control"), "private, no-store", "{at}");
    let named = answer.header("content-disposition");
    assert!(named.starts_with("attachment; filename=\""), "{at}: {named}");
    let cyrillic = named.contains("filename*=UTF-8''%D0");
    assert!(cyrillic || lang == "en", "{at}: {named}");
    assert!(!answer.body.contains("@example.org"), "{at} has e-mail addresses");
}

store::on_both! {
    async fn every_list_is_taken_along_as_its_page_shows_it(store: Store) {
        let town = town(&store).await;
        for lang in ["bg", "en"] {
            let (mut elena, tr) = (town.reader(&town.elena, lang).await, tr(lang));
            for list in town.lists() {
                let page = elena.get(&list.page).await;
                assert_eq!(page.status, 200, "{}: {}", list.page, page.body);
                let names = if list.rows.is_empty() { Vec::new() } else { page.all(list.rows) };
                if !names.is_empty() {
                    let links = page.attributes("[id^=take] a", "href");
                    assert!(links.contains(&list.at("csv")), "{}: {links:?}", list.page);
                }
                let mut count = 0;
                for (ending, media) in FORMS {
                    let at = list.at(ending);
                    let answer = elena.get(&at).await;
                    described(&answer, &at, media, lang);
                    if ending == "json" {
                        assert_eq!(answer.json().as_array().map(Vec::len), Some(count), "{at}");
                        continue;
                    }
                    let cells = town.cells(&answer, ending).await;
                    for head in &cells[0] {
                        assert!(!head.starts_with("table-"), "{at}: {:?}", cells[0]);
                    }
                    for head in list.heads {
                        assert!(cells[0].iter().any(|h| h == tr.t(head)), "{at}: {head} in {:?}", cells[0]);
                    }
                    let column = column(&cells, tr.t(list.named));
                    if !list.rows.is_empty() {
                        assert_eq!(column, names, "{at}");
                    }
                    count = column.len();
                }
            }
        }
    }

    /// What the lists would show nobody by accident: each has rows, those of rooms aside in which nobody has begun.
    async fn the_town_has_something_in_its_lists(store: Store) {
        let town = town(&store).await;
        let mut elena = town.reader(&town.elena, "bg").await;
        for list in town.lists().iter().filter(|l| !["/library", "/mentoring"].contains(&&*l.page)) {
            let answer = elena.get(&list.at("json")).await;
            assert_ne!(answer.json().as_array().map(Vec::len), Some(0), "{}", list.page);
        }
    }

    async fn what_one_may_not_see_is_not_taken_along(store: Store) {
        let town = town(&store).await;
        let (mut visitor, mut boris) = (town.visitor("bg"), town.reader(&town.boris, "bg").await);
        for list in town.lists() {
            for (ending, _) in FORMS {
                let at = list.at(ending);
                let (outside, stranger) = (visitor.get(&at).await, boris.get(&at).await);
                match list.open {
                    Open::Everybody => assert_eq!((outside.status, stranger.status), (200, 200), "{at}"),
                    Open::SignedIn => {
                        assert!(outside.header("location").starts_with("/sign-in"), "{at}: {}", outside.status);
                        assert_eq!(stranger.status, 200, "{at}");
                    }
                    // The list of communities is there, but for those that one does not see.
                    Open::Members if list.page == "/communities" => assert_eq!(outside.status, 200),
                    Open::Members => assert_eq!((outside.status, stranger.status), (404, 404), "{at}"),
                }
                for answer in [&outside, &stranger] {
                    assert!(!answer.body.contains("Скрито"), "{at}");
                }
            }
        }
        for below in ["taken-up", "lineage"] {
            let at = format!("/practices/{}/{below}/list.csv", town.hidden);
            assert_eq!((visitor.get(&at).await.status, boris.get(&at).await.status), (404, 404), "{at}");
        }
    }

    /// What people write stays text, whatever program opens it.
    async fn nothing_of_a_list_is_a_formula(store: Store) {
        let town = town(&store).await;
        let mut elena = town.reader(&town.elena, "bg").await;
        let mut marked = 0;
        for list in town.lists() {
            let table = elena.get(&list.at("csv")).await.body;
            for sign in ["=", "+", "@"] {
                for before in ["\n", ",", "\""] {
                    assert!(!table.contains(&format!("{before}{sign}")), "{}: {table}", list.page);
                }
                marked += table.matches(&format!("'{sign}")).count();
            }
            let book = elena.get(&list.at("xlsx")).await.bytes;
            let sheet = zip::part(&book, "xl/worksheets/sheet1.xml");
            assert!(sheet.contains("<sheetData>") && !sheet.contains("<f>"), "{}: {sheet}", list.page);
        }
        assert!(marked > 5, "{marked}");
    }

    /// A program for tables offers the words of each cell, and says what helps, in the reader's language.
    async fn the_empty_table_offers_words_and_says_what_helps(store: Store) {
        let town = town(&store).await;
        for lang in ["bg", "en"] {
            let (mut elena, tr) = (town.reader(&town.elena, lang).await, tr(lang));
            let at = "/practices/import/form.xlsx";
            let answer = elena.get(at).await;
            described(&answer, at, FORMS[1].1, lang);
            let sheet = zip::part(&answer.bytes, "xl/worksheets/sheet1.xml");
            let lists = sheet.matches("<dataValidation type=\"list\"").count();
            assert!(lists >= 8, "{lists}: {sheet}");
            let words = format!("<formula1>'{}'!$", tr.t("table-words"));
            assert_eq!(sheet.matches(&words).count(), lists, "{sheet}");
            for help in ["practice-country-hint", "table-form-many", "table-published.hint"] {
                let said = tr.t(help).split(['“', '„', '"', '\'', '&']).next().unwrap();
                assert!(sheet.contains(said), "{lang} {help}: {said} in {sheet}");
            }
            let cells = town.cells(&answer, "xlsx").await;
            assert_eq!(cells.len(), 1, "the first sheet is the one to be filled in");
            assert!(cells[0].iter().any(|head| head == tr.t("library-title")), "{:?}", cells[0]);
        }
    }
}
