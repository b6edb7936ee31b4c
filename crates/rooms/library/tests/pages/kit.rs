//! A city with its library, and a practice in which every field is filled.

use content::{
    Draft, Field, Kind, Scope, Shape,
    kind::{Cell, Column},
    service,
};
use domain::{ActorId, ContentId, Lang};
use people::testing::{City, Person};
use serde_json::json;
use store::Store;
use web::{House, Messages, Tr, testing::Browser};

use guildhall_library::{
    collection::COLLECTION, deck::DECK, handbook::HANDBOOK, practice::PRACTICE, resource::RESOURCE,
    room,
};

/// The kind that most tests are about.
pub static KIND: &Kind = &PRACTICE;

/// All kinds of the room.
pub static KINDS: [&Kind; 5] = [&PRACTICE, &RESOURCE, &HANDBOOK, &DECK, &COLLECTION];

/// The names of the steps of the form, the last one aside.
pub fn steps(kind: &Kind) -> Vec<&'static str> {
    let mut steps = vec!["promise"];
    steps.extend(kind.steps());
    steps.extend(kind.parts.map(|_| "chapters"));
    steps.extend(kind.files.then_some("files"));
    steps
}

/// The address at which a new one is begun.
pub fn new(kind: &Kind) -> String {
    match kind.name {
        "practice" => "/practices/new".to_owned(),
        name => format!("/{}/new?kind={name}", kind.path),
    }
}

/// The fields that a step asks.
pub fn fields(kind: &Kind, step: &str) -> Vec<&'static Field> {
    let sections = kind.sections.iter().filter(|s| s.step == step);
    sections.flat_map(|s| kind.in_section(s.name)).collect()
}

/// A city that has opened its library.
pub struct Library {
    pub city: City,
    pub house: House,
    pub elena: Person,
}

impl Library {
    pub async fn open(store: &Store) -> Self {
        let city = people::testing::city(store).await;
        let house = web::testing::house(store, vec![room(&[])]).await;
        let elena = city.person("elena").await;
        Self { city, house, elena }
    }

    pub fn visitor(&self) -> Browser {
        Browser::new(&self.house)
    }

    pub async fn reader(&self, person: &Person) -> Browser {
        self.visitor().signed_in(&self.city, person).await
    }

    /// A published practice of Elena's with these changes.
    pub async fn practice(&self, title: &str, change: impl FnOnce(&mut Draft)) -> ContentId {
        let mut draft = draft(title);
        change(&mut draft);
        service::publish(self.house.app.publishing(), &self.elena.who, &draft)
            .await
            .expect("the practice is right")
    }
}

pub fn tr(lang: &str) -> Tr {
    Messages::load().get(lang).expect("a language of the interface")
}

/// The least that can be published.
pub fn draft(title: &str) -> Draft {
    let mut draft = Draft::new(KIND.name, Lang::bulgarian());
    title.clone_into(&mut draft.title);
    draft.summary = format!("Резюме: {title}");
    draft.sectors = vec!["one-stop-services".into()];
    draft.licence = Some("CC-BY-4.0".into());
    let values = json!({
        "target_groups": ["newcomers"], "city": "Хасково", "country": "BG",
        "cost_band": "5k-20k", "status": "running", "outcome": "worked",
        "evidence_grade": "documented", "stage": "implementation", "population": "50k-200k",
        "problem": "Проблем", "approach": "Подход", "results": "Резултат", "failed": "Неуспех",
    });
    draft.values = values.as_object().cloned().unwrap_or_default();
    draft
}

/// The same in a community.
pub fn in_group(group: ActorId) -> impl FnOnce(&mut Draft) {
    move |draft| draft.group = Some(group)
}

/// What is typed into a field.
pub fn typed(field: &Field) -> Vec<(String, String)> {
    let one = |value: &str| vec![(field.name.to_owned(), value.to_owned())];
    match (field.name, field.shape) {
        // The higher grades need a field of another step; that has a test of its own.
        ("evidence_grade", _) => one("documented"),
        ("cost_band", _) => one("5k-20k"),
        ("cost_start", _) => one("11 800"),
        ("cost_year", _) => one("16400 €"),
        ("status", _) => one("running"),
        ("period_start", _) => one("03.2019"),
        ("period_end", _) => one("2024"),
        (_, Shape::Line) => one(&format!("Ред {}", word(field))),
        (_, Shape::Text) => one(&format!("Текст **{}** & още", word(field))),
        (_, Shape::Steps) => one(&format!("1. Първо {0}\n2. Второ {0}", word(field))),
        (_, Shape::Checklist) => one(&format!("- Едно {0}\n- Друго {0}", word(field))),
        (_, Shape::Choice(options)) => one(options.last().expect("an option")),
        (_, Shape::Choices(options)) => {
            options.iter().take(2).map(|o| (field.name.to_owned(), (*o).to_owned())).collect()
        }
        (_, Shape::Number { min, .. }) => one(&min.to_string()),
        (_, Shape::Money) => one("500"),
        (_, Shape::Date) => one("22.11.2026"),
        (_, Shape::Url) => one("https://example.org/praktika"),
        (_, Shape::Country) => one("BG"),
        (_, Shape::Langs) => one("bg"),
        (_, Shape::Flag) => one("true"),
        (_, Shape::Figures) => [
            ("0.label", "Посещения до готов план"),
            ("0.before", "6,4"),
            ("0.after", "2,1"),
            ("0.unit", "visits"),
            ("1.label", "Решени на място"),
            ("1.after", "74"),
            ("1.unit", "percent"),
        ]
        .iter()
        .map(|(part, value)| (format!("{}.{part}", field.name), (*value).to_owned()))
        .collect(),
        (_, Shape::Rows(columns)) => {
            let cell = |row: usize, c: &Column| match c.cell {
                Cell::Line | Cell::Text => format!("Клетка {row} {}", c.name),
                Cell::Date => "05.2026".to_owned(),
                Cell::Url => format!("https://example.org/red/{row}"),
            };
            let name = |row: usize, c: &Column| format!("{}.{row}.{}", field.name, c.name);
            let rows = [0, 1].into_iter();
            rows.flat_map(|row| columns.iter().map(move |c| (name(row, c), cell(row, c)))).collect()
        }
        (_, Shape::Person) => Vec::new(),
    }
}

/// What must then be read on the page, in a language of the interface.
pub fn read(kind: &Kind, field: &Field, tr: Tr) -> Vec<String> {
    let option = |word: &str| tr.t(&kind.option_key(field.name, word)).to_owned();
    let bulgarian = tr.lang().as_str() == "bg";
    let both = |bg: &str, en: &str| vec![if bulgarian { bg } else { en }.to_owned()];
    match (field.name, field.shape) {
        ("cost_start", _) => both("11 800 €", "€11,800"),
        ("cost_year", _) => both("16 400 €", "€16,400"),
        ("period_start", _) => both("март 2019", "March 2019"),
        ("period_end", _) => vec!["2024".into()],
        ("next_review" | "made" | "checked_on", _) => both("22 ноември 2026", "22 November 2026"),
        (_, Shape::Line) => vec![format!("Ред {}", word(field))],
        (_, Shape::Text) => vec![format!("Текст {} & още", word(field))],
        (_, Shape::Steps) => {
            vec![format!("Първо {}", word(field)), format!("Второ {}", word(field))]
        }
        (_, Shape::Checklist) => {
            vec![format!("Едно {}", word(field)), format!("Друго {}", word(field))]
        }
        (_, Shape::Choice(_) | Shape::Choices(_)) => {
            typed(field).iter().map(|(_, word)| option(word)).collect()
        }
        (_, Shape::Url) => vec!["example.org".into()],
        (_, Shape::Country) => both("България", "Bulgaria"),
        (_, Shape::Rows(columns)) => {
            let words = columns.iter().filter(|c| matches!(c.cell, Cell::Line | Cell::Text));
            let mut all: Vec<String> = words.map(|c| format!("Клетка 1 {}", c.name)).collect();
            if columns.iter().any(|c| c.cell == Cell::Date) {
                all.extend(both("май 2026", "May 2026"));
            }
            all
        }
        (_, Shape::Figures) => {
            let mut all = vec!["Посещения до готов план".into(), "Решени на място".into()];
            all.extend(
                if bulgarian { ["6,4", "2,1", "74"] } else { ["6.4", "2.1", "74"] }
                    .map(String::from),
            );
            all
        }
        _ => Vec::new(),
    }
}

/// A word that stands in one field only.
fn word(field: &Field) -> String {
    format!("дума{}", field.name.len() * 100 + usize::from(field.name.as_bytes()[0]))
}

/// What is typed in a step besides the fields of the kind.
pub fn besides(kind: &Kind, step: &str) -> Vec<(String, String)> {
    let last = kind.steps().last().copied().unwrap_or_default();
    let pairs: &[(&str, &str)] = match step {
        "promise" => &[
            ("title", "Едно гише, един план: новодошлият разказва историята си само веднъж"),
            ("summary", "Пет гишета станаха един екип. Посещенията намаляха от шест на две."),
            ("lang", "bg"),
            ("visibility", "public"),
        ],
        "facts" => &[("sectors", "one-stop-services"), ("sectors", "housing")],
        step if step == last => &[("licence", "CC-BY-SA-4.0")],
        _ => &[],
    };
    pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect()
}

/// All that is typed in a step.
pub fn step(kind: &Kind, name: &str) -> Vec<(String, String)> {
    let mut pairs = besides(kind, name);
    pairs.extend(fields(kind, name).into_iter().flat_map(typed));
    pairs
}

/// Pairs as browsers of tests want them.
pub fn refs(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect()
}

/// The fields that differ by language, those aside that only an adaptation has.
pub fn translated() -> impl Iterator<Item = &'static Field> {
    let asked = |f: &&Field| KIND.sections.iter().any(|s| s.name == f.section);
    KIND.fields.iter().filter(|f| f.scope == Scope::Translated).filter(asked)
}
