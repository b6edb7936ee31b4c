//! A form as it stands on the page.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use askama::Template;
use domain::{FieldError, FieldErrors, text};

use super::{
    Choice, Field, Form,
    field::{self, Shape},
};
use crate::{Html, Tr};

/// What was typed, and what is wrong with it, ready for a template. Each method makes one
/// [`Field`]: its name in the form, and the message with its label (`KEY.hint` is the hint).
#[derive(Debug, Clone)]
pub struct FormView {
    tr: Tr,
    form: Form,
    /// What is wrong with which field, in the order of the form.
    errors: Vec<Wrong>,
    labels: Labels,
}

#[derive(Debug, Clone)]
struct Wrong {
    field: String,
    text: String,
}

/// The labels of the fields that were made so far, by the names of the fields. The list of errors
/// stands before the fields; a page with errors is therefore rendered twice, and the second time
/// all labels are known.
#[derive(Debug, Clone, Default)]
pub(crate) struct Labels(Arc<Mutex<BTreeMap<String, String>>>);

impl Labels {
    pub(crate) fn learn(&self, name: &str, label: &str) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(name.to_owned(), label.to_owned());
    }

    fn of(&self, name: &str) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }
}

/// „Costs: choose one of these“: what is wrong with the field that has this label, to stand where
/// the field cannot be seen. A message that names its field already stays as it is; a short word, as for a day or an hour,
/// may stand in it for something else.
pub fn named_error(tr: Tr, label: &str, error: &FieldError) -> String {
    named_text(tr, label, tr.field_error(error))
}

/// The same with a message that has been put into words already.
pub fn named_text(tr: Tr, label: &str, message: String) -> String {
    const SHORT: usize = 4;
    let label = label.trim_end_matches(['?', ':', '.']);
    let is_named = text::len(label) > SHORT && text::fold(&message).contains(&text::fold(label));
    if label.is_empty() || is_named {
        return message;
    }
    tr.t2("form-named", "label", label, "text", message)
}

impl FormView {
    /// A form as it stands on the page.
    pub fn new(tr: Tr, form: Form, errors: &FieldErrors) -> Self {
        let wrong = |e: &FieldError| Wrong { field: e.field.to_string(), text: tr.field_error(e) };
        let errors = errors.0.iter().map(wrong).collect();
        Self { tr, form, errors, labels: Labels::default() }
    }

    /// The words of the language.
    pub fn tr(&self) -> Tr {
        self.tr
    }

    /// What was typed.
    pub fn values(&self) -> &Form {
        &self.form
    }

    /// Whether something is wrong.
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// What is wrong with a field, for fields that a page draws itself.
    pub fn error(&self, name: &str) -> Option<&str> {
        self.errors.iter().find(|e| e.field == name).map(|e| e.text.as_str())
    }

    /// The list of all errors with links to their fields, each with the name of its field; nothing
    /// when there is none. It stands before the heading of the page.
    pub fn summary(&self) -> Html {
        if self.errors.is_empty() {
            return Html::default();
        }
        let lines = self.errors.iter().map(|Wrong { field, text }| {
            let link = if field.is_empty() { String::new() } else { field::id(field) };
            let label = self.labels.of(field).unwrap_or_default();
            (link, named_text(self.tr, &label, text.clone()))
        });
        Html::render(&Summary {
            title: self.tr.t1("form-errors", "n", self.errors.len()),
            lines: lines.collect(),
        })
    }

    fn field(&self, shape: Shape, name: &str, key: &str) -> Field {
        self.labels.learn(name, self.tr.t(key));
        Field {
            tr: self.tr,
            labels: self.labels.clone(),
            shape,
            name: name.to_owned(),
            id: field::id(name),
            label: self.tr.t(key).to_owned(),
            hint: field::hint(self.tr, key).unwrap_or_default().to_owned(),
            error: self.error(name).map(ToOwned::to_owned),
            values: self.form.all(name).to_vec(),
            choices: Vec::new(),
            list: String::new(),
            required: false,
            optional: false,
            width: "",
            autocomplete: "",
            inputmode: "",
            unit: String::new(),
            max: 0,
            rows: 5,
            lang: None,
            blank: None,
            submits: false,
            folded: false,
        }
    }

    /// One line.
    pub fn text(&self, name: &str, key: &str) -> Field {
        self.field(Shape::Input("text"), name, key)
    }

    /// An e-mail address.
    pub fn email(&self, name: &str, key: &str) -> Field {
        Field { width: "w-mid", ..self.field(Shape::Input("email"), name, key) }
            .autocomplete("email")
    }

    /// A password. It is never shown again.
    pub fn password(&self, name: &str, key: &str) -> Field {
        let field = self.field(Shape::Input("password"), name, key);
        Field { values: Vec::new(), width: "w-mid", ..field }
    }

    /// A file from the reader's machine, in a form of the type `multipart/form-data`.
    pub fn file(&self, name: &str, key: &str) -> Field {
        Field { values: Vec::new(), width: "w-mid", ..self.field(Shape::Input("file"), name, key) }
    }

    /// An address on the web.
    pub fn url(&self, name: &str, key: &str) -> Field {
        Field { inputmode: "url", ..self.field(Shape::Input("text"), name, key) }
    }

    /// A number. It is a line of text with a keyboard of digits: what somebody typed is kept even
    /// when it is no number, and nothing changes by scrolling.
    pub fn number(&self, name: &str, key: &str) -> Field {
        Field {
            inputmode: "decimal",
            width: "w-short",
            ..self.field(Shape::Input("text"), name, key)
        }
    }

    /// A day, as browsers offer it: `2026-11-22`.
    pub fn date(&self, name: &str, key: &str) -> Field {
        Field { width: "w-short", ..self.field(Shape::Input("date"), name, key) }
    }

    /// Somebody, by her name or her short name. A browser offers these; what is typed is resolved by
    /// [`people::colleagues::resolve`].
    pub fn person(&self, name: &str, key: &str, known: &[Choice]) -> Field {
        Field { width: "w-mid", ..self.text(name, key) }.suggest(known.to_vec())
    }

    /// Words to search for.
    pub fn search(&self, name: &str, key: &str) -> Field {
        self.field(Shape::Input("search"), name, key)
    }

    /// Plain text of several lines.
    pub fn textarea(&self, name: &str, key: &str) -> Field {
        self.field(Shape::Textarea, name, key)
    }

    /// Text with Markdown; its bar of buttons shows when there is a script.
    pub fn editor(&self, name: &str, key: &str) -> Field {
        Field { rows: 8, ..self.field(Shape::Editor, name, key) }
    }

    /// A list that unfolds, for one of many.
    pub fn select(&self, name: &str, key: &str, choices: &[Choice]) -> Field {
        let field = self.field(Shape::Select, name, key);
        Field { choices: choices.to_vec(), width: "w-mid", ..field }
    }

    /// One of a few.
    pub fn radios(&self, name: &str, key: &str, choices: &[Choice]) -> Field {
        Field { choices: choices.to_vec(), ..self.field(Shape::Radios, name, key) }
    }

    /// Any of these.
    pub fn checks(&self, name: &str, key: &str, choices: &[Choice]) -> Field {
        Field { choices: choices.to_vec(), ..self.field(Shape::Checks, name, key) }
    }

    /// Yes or nothing; sends `true`.
    pub fn checkbox(&self, name: &str, key: &str) -> Field {
        self.field(Shape::Checkbox, name, key)
    }

    /// A value that nobody sees.
    pub fn hidden(&self, name: &str) -> Html {
        Html::render(&Hidden { name, value: self.form.get(name) })
    }

    /// The one filled button of the form.
    pub fn submit(&self, key: &str) -> Html {
        Html::render(&Submit { label: self.tr.t(key) })
    }
}

#[derive(Template)]
#[template(ext = "html", source = r#"<input type="hidden" name="{{ name }}" value="{{ value }}">"#)]
struct Hidden<'a> {
    name: &'a str,
    value: &'a str,
}

#[derive(Template)]
#[template(ext = "html", source = r#"<button type="submit" class="btn">{{ label }}</button>"#)]
struct Submit<'a> {
    label: &'a str,
}

#[derive(Template)]
#[template(path = "error-summary.html")]
struct Summary {
    title: String,
    /// The id of the field, or nothing, and the message.
    lines: Vec<(String, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_names_its_field() {
        let tr = crate::Messages::load().get("bg").unwrap();
        let named = |label: &str, message: &str| named_text(tr, label, message.to_owned());
        assert_eq!(named("Час", "Такъв час няма"), "Час: Такъв час няма");
        assert_eq!(named("Разходи?", "Въведете число"), "Разходи: Въведете число");
        assert_eq!(named("Заглавие", "Въведете заглавие"), "Въведете заглавие");
        assert_eq!(named("", "Въведете число"), "Въведете число");
    }
}
