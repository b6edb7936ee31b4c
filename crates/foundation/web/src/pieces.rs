//! Small pieces of pages: icons, pictures made of initials, who wrote something and where, tabs,
//! the way here, the way on, and what stands where there is nothing yet.

use askama::{Template, filters::HtmlSafe};
use domain::Lang;
use unicode_segmentation::UnicodeSegmentation;

use crate::{Html, Shell, assets};

/// An icon of the sprite, hidden from screen readers: words stand beside it. Names are those of
/// the symbols in `assets/sprite.svg` without `i-`.
pub fn icon(name: &str) -> Html {
    let sprite = assets::path("sprite.svg");
    Html::trusted(format!(
        "<svg class=\"ico\" aria-hidden=\"true\"><use href=\"{sprite}#i-{name}\"/></svg>"
    ))
}

/// The first letters of the first two words of a name.
pub fn initials(name: &str) -> String {
    let words = name
        .split_whitespace()
        .filter_map(|word| word.graphemes(true).find(|g| g.chars().any(char::is_alphanumeric)));
    let initials: String = words.take(2).collect::<Vec<_>>().concat().to_uppercase();
    if initials.is_empty() { "·".to_owned() } else { initials }
}

/// One of six colours, always the same for a name.
fn colour(name: &str) -> u32 {
    // FNV-1a: the same on every machine and in every release.
    let hash =
        name.bytes().fold(0x811c_9dc5_u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
    hash % 6 + 1
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<span class="avatar av-{{ colour }}{% if !class.is_empty() %} {{ class }}{% endif %}" aria-hidden="true">{{ initials }}</span>"#
)]
struct Avatar<'a> {
    colour: u32,
    class: &'a str,
    initials: String,
}

/// A picture made of initials; `class` is empty, `avatar-l` or `avatar-city`.
pub fn avatar(name: &str, class: &str) -> Html {
    Html::render(&Avatar { colour: colour(name), class, initials: initials(name) })
}

/// Who, and from where: „Lotte Vermeulen, Гент @gent.example“. The city always, its host only
/// when the thing comes from another instance.
#[derive(Debug, Clone, Default, Template)]
#[template(
    ext = "html",
    source = r#"{% if href.is_empty() %}<span class="by"{% call lg() %}{% endcall %}>{{ name }}</span>{% else %}<a class="by" href="{{ href }}"{% call lg() %}{% endcall %}>{{ name }}</a>{% endif %}{% if !city.is_empty() || !host.is_empty() %}{% if !city.is_empty() %}, {% else %} {% endif %}<span class="origin">{{ city }}{% if !host.is_empty() %}{% if !city.is_empty() %} {% endif %}<span class="host">{{ host }}</span>{% endif %}</span>{% endif %}{% macro lg() %}{% if let Some(lang) = lang %} lang="{{ lang }}"{% endif %}{% endmacro %}"#
)]
pub struct Byline {
    /// The name.
    pub name: String,
    /// The address of the profile; empty for no link.
    pub href: String,
    /// The city or organisation; empty when it is not known.
    pub city: String,
    /// The host of another instance; empty for this one.
    pub host: String,
    /// The language of the name when it is not that of the page.
    pub lang: Option<Lang>,
}

impl HtmlSafe for Byline {}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<p class="note">{{ shell.icon("network") }}<span>{{ text }}{% if let Some(url) = url %} <a href="{{ url }}" rel="nofollow noopener">{{ shell.t(link) }}</a>{% endif %}</span></p>"#
)]
struct Elsewhere<'a> {
    shell: &'a Shell,
    text: String,
    url: Option<&'a str>,
    link: &'a str,
}

/// Says that something lives on another server, with a link to its page there. `key` is a message
/// with `$host`, `key-link` the text of the link. Nothing for what lives here.
pub fn elsewhere(shell: &Shell, key: &str, host: &str, url: Option<&str>) -> Html {
    if host.is_empty() {
        return Html::default();
    }
    let (text, url) = (shell.t1(key, "host", host), url.filter(|url| is_web(url)));
    Html::render(&Elsewhere { shell, text, url, link: &format!("{key}-link") })
}

/// Whether an address from elsewhere may stand in a link.
pub(crate) fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// One tab.
#[derive(Debug, Clone, Default)]
pub struct Tab {
    /// What it is called.
    pub label: String,
    /// Its address.
    pub href: String,
    /// How many things are behind it, if that is worth saying.
    pub count: Option<i64>,
}

impl Tab {
    /// A tab without a number.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into(), count: None }
    }

    /// A tab with a number.
    #[must_use]
    pub fn count(mut self, count: i64) -> Self {
        self.count = Some(count);
        self
    }
}

#[derive(Template)]
#[template(path = "tabs.html")]
pub(crate) struct Tabs<'a> {
    pub shell: &'a Shell,
    pub label: &'a str,
    pub items: &'a [Tab],
    /// Which of them is this page, or the one that it is below.
    pub current: Option<usize>,
    /// Whether this page is below it.
    pub below: bool,
}

impl Tabs<'_> {
    fn is_current(&self, index: &usize) -> bool {
        self.current == Some(*index)
    }

    /// What assistive technology is told of the marked one (WAI-ARIA 1.2, `aria-current`).
    fn word(&self) -> &'static str {
        if self.below { "true" } else { "page" }
    }
}

/// A page above this one.
#[derive(Debug, Clone)]
pub(crate) struct Crumb {
    pub label: String,
    pub href: String,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<nav aria-label="{{ label }}"><ol class="crumbs">{% for crumb in above %}<li><a href="{{ crumb.href }}">{{ crumb.label }}</a></li>{% endfor %}<li aria-current="page">{{ here }}</li></ol></nav>"#
)]
pub(crate) struct Crumbs<'a> {
    pub label: &'a str,
    pub above: &'a [Crumb],
    pub here: &'a str,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<nav class="pager mt-16"><a class="btn btn-2 btn-s" rel="next" href="{{ href }}">{{ label }}</a></nav>"#
)]
pub(crate) struct Pager<'a> {
    pub href: &'a str,
    pub label: &'a str,
}

/// What stands where there is nothing yet: what would be here, and the next step.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "empty.html")]
pub struct Empty {
    /// One sentence: „В тази общност още няма обсъждания.“
    pub title: String,
    /// What one can do about it.
    pub text: String,
    /// The label of the next step; empty for none.
    pub action: String,
    /// Its address.
    pub href: String,
}

impl HtmlSafe for Empty {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_come_from_any_alphabet() {
        assert_eq!(initials("Мария Стоянова"), "МС");
        assert_eq!(initials("Sanne de Groot"), "SD");
        assert_eq!(initials("община „Хасково“"), "ОХ");
        assert_eq!(initials("é́lan"), "É́");
        assert_eq!(initials("—"), "·");
    }

    #[test]
    fn pictures_are_escaped_and_stable() {
        assert_eq!(
            avatar("Мария Стоянова", "").to_string(),
            avatar("Мария Стоянова", "").to_string()
        );
        assert!(!avatar("<b> <i>", "").to_string().contains("<b>"));
    }

    #[test]
    fn the_host_is_shown_only_when_it_is_another_one() {
        let here = Byline { name: "A & B".into(), city: "София".into(), ..Byline::default() };
        assert_eq!(
            here.to_string(),
            "<span class=\"by\">A &#38; B</span>, <span class=\"origin\">София</span>"
        );
        let there = Byline { host: "gent.example".into(), href: "/people/x".into(), ..here };
        assert!(there.to_string().contains("<span class=\"host\">gent.example</span>"));
    }
}
