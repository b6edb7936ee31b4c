//! The long form in steps. Which field is asked in which step comes from the kind's field list;
//! what every practice has besides is asked where one thinks of it: the promise first, sectors with
//! the key facts, the licence at the end.

use content::{Draft, Field, Goal, Kind, checks, draft};
use domain::{ActorId, FieldErrors, Lang, day::Date};
use web::{Ctx, Form};

use crate::shelf;

/// The first step: title and summary, and where the practice is to stand.
pub const PROMISE: &str = "promise";
/// The step in which the parts of a whole are written, each for itself.
pub const CHAPTERS: &str = "chapters";
/// The step in which files are added. It asks nothing.
pub const FILES: &str = "files";
/// The last step, in which one reads everything and publishes. It asks nothing.
pub const REVIEW: &str = "review";

/// What the first step asks.
const FIRST: [&str; 7] =
    ["title", "summary", "body", "lang", "community", "visibility", "organisation"];

/// The steps of a kind's form, in order.
pub fn steps(kind: &Kind) -> Vec<&'static str> {
    let mut steps = vec![PROMISE];
    steps.extend(kind.steps());
    steps.extend(kind.parts.map(|_| CHAPTERS));
    steps.extend(kind.files.then_some(FILES));
    steps.push(REVIEW);
    steps
}

/// The name of a step.
pub fn label(ctx: &Ctx, kind: &Kind, step: &str) -> String {
    let key = match step {
        PROMISE | CHAPTERS | FILES | REVIEW => format!("library-step-{step}"),
        step => kind.step_key(step),
    };
    let shelf = shelf::of(&ctx.app, kind);
    shelf.map_or_else(|| ctx.tr.t(&key).to_owned(), |shelf| shelf.t_of(ctx.tr, kind, &key))
}

/// The step of this name; the first one for any other word.
pub fn find(kind: &Kind, word: &str) -> &'static str {
    let steps = steps(kind);
    steps.iter().copied().find(|s| *s == word).unwrap_or(steps[0])
}

/// The one after it; the last one stays.
pub fn next(kind: &Kind, step: &str) -> &'static str {
    beside(kind, step, 1)
}

/// The one before it; the first one stays.
pub fn back(kind: &Kind, step: &str) -> &'static str {
    beside(kind, step, -1)
}

fn beside(kind: &Kind, step: &str, by: isize) -> &'static str {
    let steps = steps(kind);
    let at = steps.iter().position(|s| *s == step).unwrap_or(0);
    steps[at.saturating_add_signed(by).min(steps.len() - 1)]
}

/// The step in which what an error names is asked. Rows of figures are `FIELD.ROW.PART`.
pub fn of(kind: &Kind, name: &str) -> &'static str {
    let own = kind.steps();
    let name = name.split('.').next().unwrap_or(name);
    match name {
        _ if FIRST.contains(&name) => PROMISE,
        CHAPTERS if kind.parts.is_some() => CHAPTERS,
        "sectors" => own.first().copied().unwrap_or(PROMISE),
        "licence" => own.last().copied().unwrap_or(PROMISE),
        _ => kind.field(name).map_or(PROMISE, |field| step_of(kind, field)),
    }
}

fn step_of(kind: &Kind, field: &Field) -> &'static str {
    let section = kind.sections.iter().find(|s| s.name == field.section);
    section.map_or(PROMISE, |s| s.step)
}

/// The names of sections among words of a form.
pub fn sections(kind: &Kind, words: &[String]) -> Vec<&'static str> {
    let all = kind.sections.iter().map(|s| s.name);
    all.filter(|name| words.iter().any(|w| w == name)).collect()
}

/// Takes over what these steps and sections ask, and nothing else.
pub fn take_over(kind: &Kind, into: &mut Draft, typed: Draft, asked: &[&str], also: &[&str]) {
    if asked.contains(&PROMISE) {
        into.title = typed.title;
        into.summary = typed.summary;
        into.body = typed.body;
        into.lang = typed.lang;
        into.group = typed.group;
        into.visibility = typed.visibility;
        into.organisation = typed.organisation;
    }
    if asked.contains(&of(kind, "sectors")) {
        into.sectors = typed.sectors;
    }
    if asked.contains(&of(kind, "licence")) {
        into.licence = typed.licence;
    }
    let mut values = typed.values;
    for field in kind.fields {
        if !asked.contains(&step_of(kind, field)) && !also.contains(&field.section) {
            continue;
        }
        match values.remove(field.name) {
            Some(value) => into.values.insert(field.name.to_owned(), value),
            None => into.values.remove(field.name),
        };
    }
}

/// Puts back what was there before wherever something is wrong, so that all the rest can be kept.
pub fn put_back(kind: &Kind, draft: &mut Draft, before: &Draft, errors: &FieldErrors) {
    for error in &errors.0 {
        let name = error.field.split('.').next().unwrap_or_default();
        match name {
            "title" => draft.title.clone_from(&before.title),
            "summary" => draft.summary.clone_from(&before.summary),
            "body" => draft.body.clone_from(&before.body),
            "lang" => draft.lang.clone_from(&before.lang),
            "sectors" => draft.sectors.clone_from(&before.sectors),
            "licence" => draft.licence.clone_from(&before.licence),
            "community" | "visibility" | "organisation" => {
                (draft.group, draft.visibility) = (before.group, before.visibility);
                draft.organisation = before.organisation;
            }
            // The two days of checks are judged by one another.
            _ if checks::FIELDS.iter().any(|field| field.name == name) => {
                for field in &checks::FIELDS {
                    put_back_value(draft, before, field.name);
                }
            }
            _ => {
                if let Some(field) = kind.field(name) {
                    put_back_value(draft, before, field.name);
                }
            }
        }
    }
}

fn put_back_value(draft: &mut Draft, before: &Draft, name: &str) {
    match before.values.get(name) {
        Some(value) => draft.values.insert(name.to_owned(), value.clone()),
        None => draft.values.remove(name),
    };
}

/// What is wrong with a draft that is saved today; what stood in it `before` may be there because days have passed.
pub fn wrong(kind: &Kind, draft: &Draft, before: &Draft, today: Date) -> FieldErrors {
    checked(kind, draft, Some(before), Goal::Keep, today)
}

/// What still stands between a draft and its publication today, in the order of the form.
pub fn missing(kind: &Kind, stored: &Draft, today: Date) -> FieldErrors {
    checked(kind, stored, None, Goal::Publish, today)
}

/// The same of what is published already and is changed today.
pub fn amiss(kind: &Kind, draft: &Draft, before: &Draft, today: Date) -> FieldErrors {
    checked(kind, draft, Some(before), Goal::Publish, today)
}

fn checked(
    kind: &Kind,
    draft: &Draft,
    before: Option<&Draft>,
    goal: Goal,
    today: Date,
) -> FieldErrors {
    let mut errors = draft::check(kind, draft, goal).err().unwrap_or_default();
    checks::timely(draft, before, today, &mut errors);
    errors
}

/// The errors that belong to one step.
pub fn only(kind: &Kind, errors: FieldErrors, step: &str) -> FieldErrors {
    FieldErrors(errors.0.into_iter().filter(|e| of(kind, &e.field) == step).collect())
}

/// A form as pairs of names and values, as [`content::draft::from_form`] wants them.
pub fn pairs(form: &Form) -> Vec<(String, String)> {
    form.iter()
        .flat_map(|(name, values)| values.iter().map(move |v| (name.to_owned(), v.clone())))
        .collect()
}

/// A form in which rows that were pasted stand cell by cell, as they were read, so that what is wrong
/// with one can be said beside it.
pub fn spread(kind: &Kind, mut form: Form, read: &Draft) -> Form {
    for field in kind.fields {
        let paste = format!("{}.paste", field.name);
        if field.shape.columns().is_empty() || form.get(&paste).is_empty() {
            continue;
        }
        let rows = read.values.get(field.name).and_then(|v| v.as_array());
        for (n, row) in rows.into_iter().flatten().enumerate() {
            for column in field.shape.columns() {
                let cell = row[column.name].as_str().unwrap_or_default();
                form.set(&format!("{}.{n}.{}", field.name, column.name), cell);
            }
        }
        form.set(&paste, "");
    }
    form
}

/// What was typed, as a draft. The community is chosen by its id; the box about the organisation
/// means the writer's own one.
pub fn read(kind: &Kind, form: &Form, fallback: &Lang, own: Option<ActorId>) -> Draft {
    let mut draft = draft::from_form(kind, &pairs(form), fallback);
    draft.group = form.get("community").parse().ok();
    draft.organisation = own.filter(|_| form.on("organisation"));
    draft
}

/// The other direction: a form that shows a draft.
pub fn fill(kind: &Kind, draft: &Draft) -> Form {
    let mut form = web::kind::fill(kind, draft);
    if let Some(group) = draft.group {
        form.set("community", group.to_string());
    }
    if draft.organisation.is_some() {
        form.set("organisation", "true");
    }
    form
}
