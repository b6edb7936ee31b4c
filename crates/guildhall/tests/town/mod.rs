//! A house with something in each of its lists, and where they are.

use std::time::Duration;

use content::{
    Draft, Goal,
    files::{Reader, Settings},
    service, tables, voices,
};
use domain::{ActorId, ContentId, Lang, Visibility, access::Who};
use federation::keys::Secret;
use mentoring::{
    assistance::asking::{self, Need},
    coordinating, openers,
    programme::{PROGRAMME, Programme},
};
use people::{
    follows,
    persons::{self, PersonText, Profile},
    site,
    testing::{City, Person},
};
use serde_json::json;
use store::Store;
use web::{
    House,
    testing::{Answer, Browser, ORIGIN},
};

/// The program under test.
const PROGRAM: &str = env!("CARGO_BIN_EXE_guildhall");

/// Who may have a list besides Elena.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    Everybody,
    SignedIn,
    Members,
    /// Nobody; it is not there even for those who are in it.
    Coordinator,
}

/// A list.
pub struct List {
    /// Its page, and the address below which it is given.
    pub page: String,
    pub below: String,
    pub query: String,
    /// What finds the names of its rows on the page; empty where they are no links.
    pub rows: &'static str,
    /// The message over the column in which these names stand, and some other headings.
    pub named: &'static str,
    pub heads: &'static [&'static str],
    pub open: Open,
}

impl List {
    /// The address of the table in this form.
    pub fn at(&self, ending: &str) -> String {
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

/// The house, with somebody for whom all is there and others for whom it is not.
pub struct Town {
    pub city: City,
    pub house: House,
    pub elena: Person,
    pub boris: Person,
    /// She works for an organisation that was invited to a programme.
    pub vera: Person,
    /// The programme that Elena coordinates.
    pub programme: ContentId,
    /// A practice for everybody, and one for the members of a community.
    pub practice: ContentId,
    pub hidden: ContentId,
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
pub async fn town(store: &Store) -> Town {
    let city = people::testing::city(store).await;
    let reader = Reader::new(PROGRAM, &["read-table"]).patient(Duration::from_secs(30));
    let files = Settings { tables: Some(reader), ..Settings::default() };
    site::fix_origin(store, &Who::System, ORIGIN).await.unwrap();
    let secret = Secret::from_bytes(&[7; 32]).unwrap();
    let federation = Some(web::federation_settings(secret));
    let config = web::Config { files, federation, ..web::Config::default() };
    let house = web::build(store.clone(), config, guildhall::rooms()).await.unwrap();
    let elena = city.person("elena").of(city.organisation).await;
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
        organisation: Some(city.organisation),
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
    asked(&house, &vera, [burgas, city.organisation]).await;
    openers::name(store, &city.admin.who, &elena.handle).await.unwrap();
    let programme = invited(&house, &elena, city.organisation, burgas).await;
    Town { city, house, elena, boris, vera, programme, practice: shared, hidden }
}

/// Somebody of the first asks the second for help.
async fn asked(house: &House, by: &Person, [asker, helper]: [ActorId; 2]) {
    let need = Need {
        text: "=Скрито питане: кой плаща преводача?".to_owned(),
        lang: "bg".to_owned(),
        sectors: vec!["housing".to_owned()],
        ..Need::default()
    };
    asking::ask(house.app.ledgers().unwrap(), &by.who, (asker, helper), &need).await.unwrap();
}

/// A programme to which a city was invited.
async fn invited(
    house: &House,
    coordinator: &Person,
    organisation: ActorId,
    city: ActorId,
) -> ContentId {
    let (app, who, lang) = (&house.app, &coordinator.who, Lang::bulgarian());
    let values = json!({ "stand": "open", "rules": "Двете страни подписват." });
    let draft = Draft {
        title: "Градове учат от градове".to_owned(),
        summary: "=Наставничество".to_owned(),
        body: "Кой помага, на кого и как.".to_owned(),
        sectors: vec!["housing".to_owned()],
        values: values.as_object().cloned().unwrap(),
        organisation: Some(organisation),
        ..Draft::new(PROGRAMME.name, lang.clone())
    };
    let id = service::publish(app.publishing(), who, &draft).await.unwrap();
    let (mut q, origin) = (app.store().read(), app.origin().unwrap());
    let programme = Programme::read(&mut q, app.kinds(), &origin, who, id, &lang).await.unwrap();
    drop(q);
    let ledgers = app.ledgers().unwrap();
    coordinating::invite(ledgers, who, &programme, city, "Елате.").await.unwrap();
    id
}

/// The heading of the column with addresses.
const ADDRESS: &str = "table-address";

impl Town {
    /// Somebody who is not signed in.
    pub fn visitor(&self, lang: &str) -> Browser {
        Browser::new(&self.house).reading(lang)
    }

    /// Somebody who is, and reads this language.
    pub async fn reader(&self, person: &Person, lang: &str) -> Browser {
        let mut browser = self.visitor(lang).signed_in(&self.city, person).await;
        browser.get("/").await;
        browser.post("/language", &[("lang", lang), ("next", "/")]).await;
        browser
    }

    /// Every list of the house.
    pub fn lists(&self) -> Vec<List> {
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
        let mut all = vec![
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
        ];
        all.extend(self.private());
        all
    }

    /// Those of what a few keep together.
    fn private(&self) -> [List; 3] {
        let (requests, figures) = ("/mentoring/assistance", "/mentoring/assistance/figures");
        let programme = format!("/mentoring/programmes/{}", self.programme);
        let (rows, heads) = ("main .row-title a", &["table-other-side", ADDRESS]);
        let sectors = "#figures tbody th[scope=row]";
        let applied = "section[aria-labelledby=applications] .row-title a";
        let named = "assistance-sectors-short";
        [
            list(requests, rows, "table-asked", heads, Open::SignedIn),
            list(figures, sectors, named, &["assistance-asked"], Open::SignedIn),
            list(&programme, applied, "programme-invited", &["programme-state"], Open::Coordinator),
        ]
    }

    /// The rows of a table with its heading.
    pub async fn cells(&self, answer: &Answer, ending: &str) -> Vec<Vec<String>> {
        let rows = if ending == "csv" {
            web::table::read(&answer.bytes, &Lang::bulgarian()).unwrap()
        } else {
            let book = answer.bytes.clone().into();
            tables::read_book(self.house.app.publishing(), book).await.unwrap().unwrap()
        };
        rows.into_iter().map(|row| row.cells).collect()
    }
}
