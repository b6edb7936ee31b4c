//! Texts in several languages, and Markdown with the HTML made of it.

use domain::{FieldErrors, Lang, text};
use federation::ActorText;
use serde::{Deserialize, Serialize};

/// Markdown as it was typed, and the clean HTML made of it before the unit of work begins. The
/// HTML is the caller's responsibility: it comes from the one renderer in `content`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Markup {
    /// As typed.
    pub md: String,
    /// Clean HTML.
    pub html: String,
}

impl Markup {
    /// A text without any markup: every character stands for itself, empty lines part paragraphs.
    pub fn plain(s: &str) -> Self {
        let md = text::block(s);
        let mut html = String::new();
        for paragraph in md.split("\n\n").map(str::trim).filter(|p| !p.is_empty()) {
            html.push_str("<p>");
            for c in paragraph.chars() {
                match c {
                    '&' => html.push_str("&amp;"),
                    '<' => html.push_str("&lt;"),
                    '>' => html.push_str("&gt;"),
                    '"' => html.push_str("&quot;"),
                    '\n' => html.push_str("<br>"),
                    c => html.push(c),
                }
            }
            html.push_str("</p>");
        }
        Self { md, html }
    }
}

/// One line of text in several languages, the original first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Texts(pub Vec<(Lang, String)>);

impl Texts {
    /// A text in one language.
    pub fn one(lang: Lang, text: impl Into<String>) -> Self {
        Self(vec![(lang, text.into())])
    }

    /// The same text with another language, which replaces what was there.
    #[must_use]
    pub fn and(mut self, lang: Lang, text: impl Into<String>) -> Self {
        self.0.retain(|(l, _)| *l != lang);
        self.0.push((lang, text.into()));
        self
    }

    /// The text in this language.
    pub fn get(&self, lang: &Lang) -> Option<&str> {
        self.0.iter().find(|(l, _)| l == lang).map(|(_, t)| t.as_str())
    }

    /// The text in the first of the wanted languages that there is, else the original; with the
    /// language it is really in. `None` only when there is no text at all.
    pub fn best<'a>(
        &'a self,
        wanted: impl IntoIterator<Item = &'a Lang>,
    ) -> Option<(&'a Lang, &'a str)> {
        wanted
            .into_iter()
            .find_map(|lang| self.0.iter().find(|(l, t)| l == lang && !t.is_empty()))
            .or_else(|| self.0.iter().find(|(_, t)| !t.is_empty()))
            .map(|(l, t)| (l, t.as_str()))
    }

    /// Whether there is no text in any language.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, t)| t.is_empty())
    }

    /// Every line cleaned, empty ones and repeated languages left out. Lines over `max` characters
    /// are errors of the field `FIELD.LANG`; if `required`, no text at all is one of the field
    /// `FIELD` with the first language offered.
    pub(crate) fn checked(
        self,
        field: &'static str,
        required: bool,
        max: usize,
        errors: &mut FieldErrors,
    ) -> Self {
        let first = self.0.first().map(|(l, _)| l.clone());
        let mut clean = Self::default();
        for (lang, line) in self.0 {
            let line = text::line(&line);
            check_length(format!("{field}.{lang}"), &line, max, errors);
            if !line.is_empty() && clean.get(&lang).is_none() {
                clean.0.push((lang, line));
            }
        }
        if required && clean.0.is_empty() {
            let field = first.map_or_else(|| field.to_owned(), |l| format!("{field}.{l}"));
            errors.add(field, "error-required");
        }
        clean
    }
}

/// Adds `error-too-long` with the argument `max` when the text has more characters.
pub(crate) fn check_length(
    field: impl Into<std::borrow::Cow<'static, str>>,
    text: &str,
    max: usize,
    errors: &mut FieldErrors,
) {
    if text::len(text) > max {
        errors.add_with(field, "error-too-long", vec![("max", max.to_string())]);
    }
}

/// What somebody, an organisation or a community says of itself in one language, as typed.
pub(crate) struct Written {
    pub lang: Lang,
    pub name: String,
    pub headline: String,
    pub long: Markup,
}

/// Cleans and checks texts; `fields` are the names of name, headline and long text. The first
/// language is the own one and needs a name (and a headline, if `headline_needed`); other
/// languages take its name when they have none, and are left out when nothing is typed.
pub(crate) fn check_texts(
    texts: Vec<Written>,
    fields: [&'static str; 3],
    headline_needed: bool,
    errors: &mut FieldErrors,
) -> Vec<ActorText> {
    let [name_field, headline_field, long_field] = fields;
    let mut kept: Vec<ActorText> = Vec::new();
    if texts.is_empty() {
        errors.add(name_field, "error-required");
    }
    for (i, t) in texts.into_iter().enumerate() {
        let lang = t.lang;
        let mut name = text::line(&t.name);
        let headline = text::line(&t.headline);
        let long = text::block(&t.long.md);
        if i == 0 {
            if name.is_empty() {
                errors.add(format!("{name_field}.{lang}"), "error-required");
            }
            if headline_needed && headline.is_empty() {
                errors.add(format!("{headline_field}.{lang}"), "error-required");
            }
        } else if name.is_empty() && headline.is_empty() && long.is_empty() {
            continue;
        } else if name.is_empty() {
            name = kept.first().map(|own| own.name.clone()).unwrap_or_default();
        }
        check_length(format!("{name_field}.{lang}"), &name, 100, errors);
        check_length(format!("{headline_field}.{lang}"), &headline, 200, errors);
        check_length(format!("{long_field}.{lang}"), &long, 20_000, errors);
        if kept.iter().all(|k| k.lang != lang) {
            kept.push(ActorText {
                lang,
                name,
                headline,
                summary_md: long,
                summary_html: t.long.html,
            });
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stays_plain() {
        assert_eq!(Markup::plain("a <b>\nc\r\n\r\nd").html, "<p>a &lt;b&gt;<br>c</p><p>d</p>");
        assert_eq!(Markup::plain(" ").html, "");
    }

    #[test]
    fn the_best_text_is_a_wanted_one_or_the_original() {
        let (bg, en, de) = (Lang::bulgarian(), Lang::english(), Lang::parse("de").unwrap());
        let t = Texts::one(bg.clone(), "Град").and(en.clone(), "City");
        assert_eq!(t.best([&de, &en]), Some((&en, "City")));
        assert_eq!(t.best([&de]), Some((&bg, "Град")));
        assert_eq!(Texts::default().best([&de]), None);
    }

    #[test]
    fn texts_are_cleaned_and_checked() {
        let mut errors = FieldErrors::default();
        let (bg, en) = (Lang::bulgarian(), Lang::english());
        let t = Texts::one(bg.clone(), "  ").and(en, " a  b ");
        assert_eq!(t.checked("name", true, 5, &mut errors).0.len(), 1);
        assert!(errors.is_empty());
        Texts::one(bg.clone(), "").checked("name", true, 5, &mut errors);
        assert_eq!(errors.of("name.bg").unwrap().key, "error-required");
        let mut errors = FieldErrors::default();
        Texts::one(bg, "шест б").checked("name", true, 5, &mut errors);
        assert_eq!(errors.of("name.bg").unwrap().key, "error-too-long");
    }
}
