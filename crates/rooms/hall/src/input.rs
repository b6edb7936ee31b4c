//! From what was typed to what services take, and back.

use content::markdown::{self, UNDER_HEADING};
use domain::{Lang, Sector};
use people::{Markup, Texts};
use web::Form;

/// The name of a field in one language: `name.bg`.
pub(crate) fn field(name: &str, lang: &Lang) -> String {
    format!("{name}.{lang}")
}

/// One line in each of these languages.
pub(crate) fn texts(form: &Form, name: &str, langs: &[Lang]) -> Texts {
    Texts(langs.iter().map(|lang| (lang.clone(), form.line(&field(name, lang)))).collect())
}

/// Markdown as it was typed, rendered by the one renderer.
pub(crate) fn markup(form: &Form, name: &str) -> Markup {
    let md = form.block(name);
    let html = markdown::render(&md, UNDER_HEADING);
    Markup { md, html }
}

/// Markdown in each of these languages; empty ones are left out.
pub(crate) fn markups(form: &Form, name: &str, langs: &[Lang]) -> Vec<(Lang, Markup)> {
    let all = langs.iter().map(|lang| (lang.clone(), markup(form, &field(name, lang))));
    all.filter(|(_, markup)| !markup.md.is_empty()).collect()
}

/// The languages ticked in a field.
pub(crate) fn langs(form: &Form, name: &str) -> Vec<Lang> {
    form.all(name).iter().filter_map(|tag| Lang::parse(tag)).collect()
}

/// The sectors ticked in the field `sectors`.
pub(crate) fn sectors(form: &Form) -> Vec<Sector> {
    form.all("sectors").iter().filter_map(|slug| Sector::parse(slug)).collect()
}

/// A form filled with one line in several languages.
pub(crate) fn with_texts(mut form: Form, name: &str, texts: &Texts) -> Form {
    for (lang, text) in &texts.0 {
        form.add(&field(name, lang), text);
    }
    form
}

/// A form filled with Markdown in several languages.
pub(crate) fn with_markups(mut form: Form, name: &str, texts: &[(Lang, Markup)]) -> Form {
    for (lang, markup) in texts {
        form.add(&field(name, lang), &markup.md);
    }
    form
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_texts_go_both_ways() {
        let (bg, en) = (Lang::bulgarian(), Lang::english());
        let form = Form::new()
            .with("name.bg", " София ")
            .with("bio.en", "**x**")
            .with_all("sectors", ["health", "nonsense"])
            .with_all("languages", ["bg", "?"]);
        let langs = [bg.clone(), en.clone()];
        let names = texts(&form, "name", &langs);
        assert_eq!(names.get(&bg), Some("София"));
        let bios = markups(&form, "bio", &langs);
        assert_eq!(bios.len(), 1);
        assert!(bios[0].1.html.contains("<strong>x</strong>"));
        assert_eq!(sectors(&form).len(), 1);
        assert_eq!(super::langs(&form, "languages"), [bg]);
        let back = with_markups(with_texts(Form::new(), "name", &names), "bio", &bios);
        assert_eq!((back.get("name.bg"), back.get("bio.en")), ("София", "**x**"));
    }
}
