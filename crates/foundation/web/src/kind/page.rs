//! The page of a kind, from its field list: a panel of facts, sections of text, a kit.

use askama::Template;
use content::{
    Field, Kind, Shape, Values,
    kind::{Cell, Column, Place},
};
use domain::Lang;
use serde_json::Value as Json;

use crate::{Html, Local, Tr};

/// What a page knows of one language version: the values in their final shape, neutral and
/// translated together, and the HTML made of its Markdown.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// The language of the version.
    pub lang: &'a Lang,
    /// The values, by the names of the fields.
    pub values: &'a Values,
    /// The HTML of Markdown fields, by the same names. It comes from the one renderer in `content`.
    pub html: &'a Values,
}

/// One field with its value, ready to be shown.
struct Fact {
    label: String,
    html: Html,
}

/// The key facts of a thing as rows of a definition list, to stand in `<dl class="facts">`: all
/// fields of the sections that stand with the facts, without those that say nothing.
pub fn facts(local: &Local, kind: &Kind, shown: Shown<'_>) -> Html {
    let sections = kind.sections.iter().filter(|s| s.place == Place::Facts);
    let fields = sections.flat_map(|s| kind.in_section(s.name));
    Html::render(&Facts { facts: fields.filter_map(|f| fact(local, kind, f, shown)).collect() })
}

#[derive(Template)]
#[template(path = "kind-facts.html")]
struct Facts {
    facts: Vec<Fact>,
}

/// The sections of a thing that stand in this place, each under its heading, without those that
/// say nothing.
pub fn sections(local: &Local, kind: &Kind, place: Place, shown: Shown<'_>) -> Html {
    sections_of(local, kind, place, shown, "")
}

/// The same where one page shows several things of a kind: `which` tells their headings apart.
pub fn sections_of(
    local: &Local,
    kind: &Kind,
    place: Place,
    shown: Shown<'_>,
    which: &str,
) -> Html {
    let mut out = String::new();
    for section in kind.sections.iter().filter(|s| s.place == place) {
        let (mut texts, mut facts) = (Vec::new(), Vec::new());
        for field in kind.in_section(section.name) {
            let Some(fact) = fact(local, kind, field, shown) else { continue };
            let long =
                field.shape.is_markdown() || matches!(field.shape, Shape::Figures | Shape::Rows(_));
            if long { &mut texts } else { &mut facts }.push(fact);
        }
        if !texts.is_empty() || !facts.is_empty() {
            let heading = local.tr.t(&kind.section_key(section.name)).to_owned();
            let id = format!("s-{which}{}", section.name);
            let section = Section { id, heading, texts, facts };
            out.push_str(Html::render(&section).as_str());
        }
    }
    Html::trusted(out)
}

#[derive(Template)]
#[template(path = "kind-section.html")]
struct Section {
    id: String,
    heading: String,
    /// What fills the width; a single one needs no second heading.
    texts: Vec<Fact>,
    facts: Vec<Fact>,
}

fn fact(local: &Local, kind: &Kind, field: &Field, shown: Shown<'_>) -> Option<Fact> {
    if field.quiet {
        return None;
    }
    let value = value(local, kind, field, shown)?;
    let lang = attributes(local.tr, shown.lang);
    Some(Fact {
        label: super::noun(local.tr, kind, field.name),
        html: Html::render(&Written { value, lang }),
    })
}

/// A value as it is written.
enum Value {
    /// Words in the language of the page.
    Words(String),
    /// A line in the language of the version.
    Line(String),
    /// Markdown of the version, rendered, with its class.
    Text(&'static str, Html),
    /// Address and host.
    Link(String, String),
    /// Large numbers.
    Figures(Html),
    /// Rows of cells.
    Rows(Html),
}

#[derive(Template)]
#[template(path = "kind-value.html")]
struct Written {
    value: Value,
    lang: Html,
}

/// One value; nothing when there is none.
fn value(local: &Local, kind: &Kind, field: &Field, shown: Shown<'_>) -> Option<Value> {
    let tr = local.tr;
    let found = shown.values.get(field.name)?;
    let option = |word: &str| tr.word(&kind.label_key(field.name), word).to_owned();
    let words = match field.shape {
        Shape::Line => return Some(Value::Line(found.as_str()?.to_owned())),
        Shape::Text | Shape::Steps | Shape::Checklist => {
            let class = match field.shape {
                Shape::Steps => "text text-steps",
                Shape::Checklist => "text text-checks",
                _ => "text",
            };
            let html = shown.html.get(field.name)?.as_str()?;
            return Some(Value::Text(class, Html::trusted(html)));
        }
        Shape::Url => return link(found.as_str()?),
        Shape::Rows(columns) => return rows(local, kind, field, columns, found, shown.lang),
        Shape::Figures => return figures(tr, found, shown.lang).map(Value::Figures),
        Shape::Choice(_) => option(found.as_str()?),
        Shape::Choices(_) => join(tr, found, option)?,
        Shape::Number { unit: "", .. } => tr.formats().decimal(found.as_f64()?),
        Shape::Number { unit, .. } => quantity(tr, found.as_f64()?, unit),
        Shape::Money => quantity(tr, found.as_f64()?, "euro"),
        Shape::Date => local.partial_date(found.as_str()?),
        Shape::Country => tr.country(found.as_str()?).to_owned(),
        Shape::Langs => join(tr, found, |tag| tr.language(tag).to_owned())?,
        Shape::Flag => found.as_bool()?.then(|| tr.t("form-yes").to_owned())?,
        // A name needs the database: pages show people themselves.
        Shape::Person => return None,
    };
    Some(Value::Words(words)).filter(|v| !matches!(v, Value::Words(w) if w.is_empty()))
}

/// `lang` and `dir` of a version that is not in the language of the page.
pub(super) fn attributes(tr: Tr, lang: &Lang) -> Html {
    if lang == tr.lang() {
        return Html::default();
    }
    Html::trusted(format!(" lang=\"{lang}\" dir=\"auto\""))
}

fn join(tr: Tr, list: &Json, word: impl Fn(&str) -> String) -> Option<String> {
    let words: Vec<_> = list.as_array()?.iter().filter_map(Json::as_str).map(word).collect();
    (!words.is_empty()).then(|| words.join(tr.t("list-comma")))
}

pub(super) fn quantity(tr: Tr, number: f64, unit: &str) -> String {
    let written = tr.formats().decimal(number);
    let key = format!("unit-{unit}-value");
    // Others may count what nobody here knows.
    let key = if tr.knows(&key) { key.as_str() } else { "unit-number-value" };
    tr.t2(key, "n", number, "value", written)
}

fn link(href: &str) -> Option<Value> {
    let url = url::Url::parse(href).ok().filter(|u| matches!(u.scheme(), "http" | "https"))?;
    let host = url.host_str()?.trim_start_matches("www.").to_owned();
    Some(Value::Link(url.into(), host))
}

/// Rows, one after the other: the first cell leads to the address of its row, and a date says what it
/// is the date of.
fn rows(
    local: &Local,
    kind: &Kind,
    field: &Field,
    columns: &[Column],
    found: &Json,
    lang: &Lang,
) -> Option<Value> {
    let row = |row: &Json| {
        let (mut cells, mut href) = (Vec::new(), None);
        for column in columns {
            // Whoever wrote it elsewhere may have left a cell empty.
            let Some(cell) = row[column.name].as_str().filter(|c| !c.trim().is_empty()) else {
                continue;
            };
            match column.cell {
                Cell::Line | Cell::Text => cells.push((true, cell.to_owned())),
                Cell::Url => href = link(cell),
                Cell::Date => {
                    let label = local.tr.t(&kind.column_key(field.name, column.name)).to_owned();
                    let date = local.partial_date(cell);
                    cells.push((false, local.tr.t2("rows-named", "label", label, "text", date)));
                }
            }
        }
        let href = href.map(|link| match link {
            Value::Link(href, _) => href,
            _ => String::new(),
        });
        (!cells.is_empty()).then_some(CellsRow { cells, href })
    };
    let rows: Vec<_> = found.as_array()?.iter().filter_map(row).collect();
    let lang = attributes(local.tr, lang);
    (!rows.is_empty()).then(|| Value::Rows(Html::render(&Rows { lang, rows })))
}

#[derive(Template)]
#[template(path = "kind-rows.html")]
struct Rows {
    lang: Html,
    rows: Vec<CellsRow>,
}

struct CellsRow {
    /// Whether it is in the language of the version, and what stands in it.
    cells: Vec<(bool, String)>,
    href: Option<String>,
}

/// What was measured, each number large, with what it was before.
fn figures(tr: Tr, rows: &Json, version: &Lang) -> Option<Html> {
    let row = |row: &Json| {
        let labels = row["label"].as_object()?;
        let wanted = [version.as_str(), "en"].into_iter().find_map(|tag| labels.get(tag));
        let label = wanted.or_else(|| labels.values().next())?.as_str()?.to_owned();
        let unit = row["unit"].as_str().unwrap_or("number");
        let before = row["before"].as_f64().map(|n| quantity(tr, n, unit));
        Some(FiguresRow { label, before, after: parted(tr, row["after"].as_f64()?, unit) })
    };
    let rows: Vec<_> = rows.as_array()?.iter().filter_map(row).collect();
    let lang = attributes(tr, version);
    (!rows.is_empty()).then(|| Html::render(&Figures { tr, lang, rows }))
}

#[derive(Template)]
#[template(path = "kind-figures.html")]
struct Figures {
    tr: Tr,
    lang: Html,
    rows: Vec<FiguresRow>,
}

struct FiguresRow {
    label: String,
    before: Option<String>,
    /// The number, and what follows it.
    after: (String, String),
}

/// A quantity as the number and its unit, where the unit stands behind it.
fn parted(tr: Tr, number: f64, unit: &str) -> (String, String) {
    let whole = quantity(tr, number, unit);
    let written = tr.formats().decimal(number);
    match whole.strip_prefix(&written) {
        Some(unit) => (written, unit.to_owned()),
        None => (whole, String::new()),
    }
}

#[cfg(test)]
mod tests {
    use content::kind::PLAIN;
    use serde_json::json;

    use super::*;
    use crate::Messages;

    #[test]
    fn an_empty_cell_leaves_no_sign() {
        const COLUMNS: &[Column] = &[
            Column::new("text", Cell::Line, 300),
            Column::new("measure", Cell::Line, 300),
            Column::new("due", Cell::Date, 10),
        ];
        let kind = Kind { name: "agreement", ..PLAIN };
        let field = Field::new("goals", Shape::Rows(COLUMNS), "goals", "goals");
        let tr = Messages::load().get("en").unwrap();
        let local = Local { tr, zone: crate::format::zone("UTC"), now: domain::Time(0) };
        let spans = |row: Json| {
            let found = Json::Array(vec![row]);
            let shown = rows(&local, &kind, &field, COLUMNS, &found, &Lang::bulgarian());
            let Some(Value::Rows(html)) = shown else { return 0 };
            html.as_str().matches("<span").count()
        };
        assert_eq!(spans(json!({ "text": "Гише", "measure": " ", "due": "" })), 1);
        assert_eq!(spans(json!({ "text": "Гише", "measure": "10", "due": "2027-06" })), 3);
        assert_eq!(spans(json!({ "text": "", "measure": "" })), 0);
    }
}
