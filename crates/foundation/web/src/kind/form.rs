//! The form of a kind, from its field list.

use askama::Template;
use content::{
    Draft, Field as KindField, Kind, Shape,
    kind::{Cell, Column, Required, lists},
};
use domain::Lang;
use serde_json::Value;

use crate::{Choice, Form, FormView, Html, Tr, form::Field};

/// The fields of one section of a kind's form, in order. `site` are the languages offered first.
pub fn form_fields(f: &FormView, kind: &Kind, section: &str, site: &[Lang]) -> Html {
    let fields = kind.in_section(section);
    Html::trusted(fields.map(|field| one(f, kind, field, site)).collect::<String>())
}

/// The fields of all sections of one step of a long form, each section under its heading.
pub fn step_fields(f: &FormView, kind: &Kind, step: &str, site: &[Lang]) -> Html {
    let sections = kind.sections.iter().filter(|s| s.step == step);
    let parts = sections.map(|s| {
        (f.tr().t(&kind.section_key(s.name)).to_owned(), form_fields(f, kind, s.name, site))
    });
    Html::render(&Step { parts: parts.collect() })
}

#[derive(Template)]
#[template(path = "kind-step.html")]
struct Step {
    /// Heading and fields.
    parts: Vec<(String, Html)>,
}

/// One field of a kind as HTML.
fn one(f: &FormView, kind: &Kind, field: &KindField, site: &[Lang]) -> String {
    let (tr, name) = (f.tr(), field.name);
    let key = kind.label_key(name);
    let options = || -> Vec<Choice> {
        let words = field.shape.options().iter();
        words.map(|word| Choice::new(*word, tr.t(&kind.option_key(name, word)))).collect()
    };
    let control = match field.shape {
        Shape::Line => f.text(name, &key).max(field.max),
        Shape::Text | Shape::Steps | Shape::Checklist => f.editor(name, &key).max(field.max),
        // A few words are seen at once; many fold away.
        Shape::Choice(words) if words.len() <= 6 => f.radios(name, &key, &options()),
        Shape::Choice(_) => f.select(name, &key, &options()).blank("form-choose"),
        Shape::Choices(_) => f.checks(name, &key, &options()),
        Shape::Number { unit, .. } => {
            let number = f.number(name, &key);
            if unit.is_empty() { number } else { number.unit(tr.t(&format!("unit-{unit}"))) }
        }
        Shape::Money => f.number(name, &key).unit("€"),
        Shape::Date => f.text(name, &key).short(),
        Shape::Url => f.url(name, &key).max(field.max),
        Shape::Country => f.select(name, &key, &countries(tr)).blank("form-choose"),
        Shape::Langs => f.checks(name, &key, &Choice::languages(tr, site)).folded(),
        Shape::Flag => f.checkbox(name, &key),
        Shape::Person => f.text(name, &key).mid(),
        Shape::Figures => return figures(f, kind, field),
        Shape::Rows(columns) => return rows(f, kind, field, columns),
    };
    let control = match field.required {
        Required::Never if field.shape != Shape::Flag => control.optional(),
        _ => control,
    };
    control.to_string()
}

fn countries(tr: Tr) -> Vec<Choice> {
    let mut all: Vec<_> = lists::COUNTRIES
        .iter()
        .map(|code| Choice::new(*code, tr.t(&lists::country_key(code))))
        .collect();
    all.sort_by_key(|c| domain::text::fold(&c.label));
    all
}

/// Rows of numbers before and after: as many as are filled, and three more.
fn figures(f: &FormView, kind: &Kind, field: &KindField) -> String {
    let (tr, name) = (f.tr(), field.name);
    let key = kind.label_key(name);
    let units: Vec<_> =
        lists::UNITS.iter().map(|u| Choice::new(*u, tr.t(&format!("unit-{u}")))).collect();
    let typed = |row: usize| {
        let parts = ["label", "before", "after"];
        parts.iter().any(|part| !f.values().get(&format!("{name}.{row}.{part}")).is_empty())
    };
    let filled = (0..field.max).rev().find(|row| typed(*row)).map_or(0, |row| row + 1);
    let rows = (filled + 3).min(field.max);
    let row = |row: usize| {
        let part = |part: &str| format!("{name}.{row}.{part}");
        let label = tr.t1("figures-row", "n", row + 1);
        FiguresRow {
            fields: [
                f.text(&part("label"), "figures-label").max(200),
                f.number(&part("before"), "figures-before"),
                f.number(&part("after"), "figures-after"),
                f.select(&part("unit"), "figures-unit", &units),
            ]
            .map(|field| {
                let name = tr.t2("figures-part", "row", &label, "part", &field.label);
                field.called(&name)
            }),
            label,
        }
    };
    let form = FiguresForm {
        label: tr.t(&key).to_owned(),
        hint: crate::form::hint(tr, &key),
        rows: (0..rows).map(row).collect(),
    };
    Html::render(&form).to_string()
}

/// Rows of cells: as many as are filled, and three more; below them a field for what is copied from a
/// table.
fn rows(f: &FormView, kind: &Kind, field: &KindField, columns: &[Column]) -> String {
    let (tr, name) = (f.tr(), field.name);
    let cell = |row: usize, column: &Column| format!("{name}.{row}.{}", column.name);
    let typed = |row: usize| columns.iter().any(|c| !f.values().get(&cell(row, c)).is_empty());
    let filled = (0..field.max).rev().find(|row| typed(*row)).map_or(0, |row| row + 1);
    let row = |row: usize| {
        let label = tr.t1(&kind.column_key(name, "row"), "n", row + 1);
        let control = |column: &Column| {
            let control = row_cell(f, kind, field, column, &cell(row, column));
            let called = tr.t2("figures-part", "row", &label, "part", &control.label);
            let control = if column.required { control } else { control.optional() };
            control.called(&called)
        };
        CellsRow { fields: columns.iter().map(control).collect(), label }
    };
    let key = kind.label_key(name);
    let form = RowsForm {
        tr,
        label: tr.t(&key).to_owned(),
        hint: crate::form::hint(tr, &key),
        error: f.error(name).map(ToOwned::to_owned),
        id: crate::form::field_id(name),
        rows: (0..(filled + 3).min(field.max)).map(row).collect(),
        paste: f.textarea(&format!("{name}.paste"), "rows-paste").hint(tr.t1(
            "rows-paste-hint",
            "columns",
            column_labels(tr, kind, field, columns),
        )),
    };
    Html::render(&form).to_string()
}

/// One cell of a row, as it is asked.
pub fn row_cell(
    f: &FormView,
    kind: &Kind,
    field: &KindField,
    column: &Column,
    name: &str,
) -> Field {
    let key = kind.column_key(field.name, column.name);
    match column.cell {
        Cell::Line => f.text(name, &key).max(column.max),
        Cell::Text => f.textarea(name, &key).rows(3).max(column.max),
        Cell::Date => f.text(name, &key),
        Cell::Url => f.url(name, &key).max(column.max),
    }
}

fn column_labels(tr: Tr, kind: &Kind, field: &KindField, columns: &[Column]) -> String {
    let label = |c: &Column| tr.t(&kind.column_key(field.name, c.name)).to_owned();
    columns.iter().map(label).collect::<Vec<_>>().join(tr.t("list-comma"))
}

#[derive(Template)]
#[template(path = "kind-rows-form.html")]
struct RowsForm {
    tr: Tr,
    label: String,
    hint: Option<&'static str>,
    error: Option<String>,
    id: String,
    rows: Vec<CellsRow>,
    paste: Field,
}

struct CellsRow {
    /// „Card 1“
    label: String,
    fields: Vec<Field>,
}

#[derive(Template)]
#[template(path = "kind-figures-form.html")]
struct FiguresForm {
    label: String,
    hint: Option<&'static str>,
    rows: Vec<FiguresRow>,
}

struct FiguresRow {
    /// „Figure 1“
    label: String,
    fields: [Field; 4],
}

/// Fills a form with a draft, to be edited: the other direction of
/// [`content::draft::from_form`].
pub fn fill(kind: &Kind, draft: &Draft) -> Form {
    let mut form = Form::new();
    form.set("lang", draft.lang.as_str());
    form.set("title", &draft.title);
    form.set("summary", &draft.summary);
    form.set("body", &draft.body);
    form.set("licence", draft.licence.as_deref().unwrap_or_default());
    form.set("visibility", draft.visibility.as_str());
    for sector in &draft.sectors {
        form.add("sectors", sector);
    }
    for field in kind.fields {
        match draft.values.get(field.name) {
            Some(Value::Array(rows)) if field.shape == Shape::Figures => {
                fill_figures(&mut form, field.name, rows, &draft.lang);
            }
            Some(Value::Array(rows)) if !field.shape.columns().is_empty() => {
                for (n, row) in rows.iter().enumerate() {
                    for column in field.shape.columns() {
                        if let Some(cell) = row[column.name].as_str() {
                            let cell = match column.cell {
                                Cell::Date => as_typed(cell),
                                _ => cell.to_owned(),
                            };
                            form.set(&format!("{}.{n}.{}", field.name, column.name), cell);
                        }
                    }
                }
            }
            Some(Value::Array(list)) => {
                for value in list.iter().filter_map(Value::as_str) {
                    form.add(field.name, value);
                }
            }
            Some(_) if field.shape == Shape::Date => {
                form.set(field.name, as_typed(&draft.text(field.name)));
            }
            Some(_) => form.set(field.name, draft.text(field.name)),
            None => {}
        }
    }
    form
}

/// A day, a month or a year as the hints of forms write it: `24.11.2026` for `2026-11-24`.
fn as_typed(date: &str) -> String {
    let parts = date.rsplit('-').map(|part| part.trim_start_matches('0'));
    parts.collect::<Vec<_>>().join(".")
}

fn fill_figures(form: &mut Form, name: &str, rows: &[Value], lang: &Lang) {
    for (row, figure) in rows.iter().enumerate() {
        for part in ["before", "after", "unit"] {
            let text = match &figure[part] {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                _ => continue,
            };
            form.set(&format!("{name}.{row}.{part}"), text);
        }
        let Some(labels) = figure["label"].as_object() else { continue };
        for (tag, label) in labels.iter().filter_map(|(tag, v)| Some((tag, v.as_str()?))) {
            // The label in the language of the draft is the one that is typed.
            let own = tag.is_empty() || tag == lang.as_str();
            let suffix = if own { String::new() } else { format!(".{tag}") };
            form.set(&format!("{name}.{row}.label{suffix}"), label);
        }
    }
}
