//! A form as it stands on the page.

use askama::Template;
use domain::FieldErrors;

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
    /// Field and message, in the order of the form.
    errors: Vec<(String, String)>,
}

impl FormView {
    /// A form as it stands on the page.
    pub fn new(tr: Tr, form: Form, errors: &FieldErrors) -> Self {
        let errors = errors.0.iter().map(|e| (e.field.to_string(), tr.field_error(e))).collect();
        Self { tr, form, errors }
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
        self.errors.iter().find(|(field, _)| field == name).map(|(_, text)| text.as_str())
    }

    /// The list of all errors with links to their fields; nothing when there is none. It stands
    /// before the heading of the page.
    pub fn summary(&self) -> Html {
        if self.errors.is_empty() {
            return Html::default();
        }
        let lines = self.errors.iter().map(|(field, text)| {
            let link = if field.is_empty() { String::new() } else { field::id(field) };
            (link, text.clone())
        });
        Html::render(&Summary {
            title: self.tr.t1("form-errors", "n", self.errors.len()),
            lines: lines.collect(),
        })
    }

    fn field(&self, shape: Shape, name: &str, key: &str) -> Field {
        Field {
            tr: self.tr,
            shape,
            name: name.to_owned(),
            id: field::id(name),
            label: self.tr.t(key).to_owned(),
            hint: field::hint(self.tr, key).unwrap_or_default().to_owned(),
            error: self.error(name).map(ToOwned::to_owned),
            values: self.form.all(name).to_vec(),
            choices: Vec::new(),
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
