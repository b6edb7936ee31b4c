//! The frame around every page. A page's template has a field `shell: Shell` and begins with
//! `{% extends "base.html" %}`; what it shows stands in `{% block main %}`.

mod administration;

use askama::Template;
use domain::Lang;
use federation::{client::ACTIVITY_JSON, iri::Own};

use crate::{
    Ctx, FormView, Html, MenuItem, Place, ToArg, Tr, assets,
    feed::Format,
    format::{ToNumber, ToTime},
    pieces::{self, Crumb},
};

/// Another form of the same page: a feed, the ActivityPub document, another language.
#[derive(Debug, Clone)]
struct Alternate {
    mime: &'static str,
    lang: Option<Lang>,
    href: String,
}

/// The frame of one page, and the words, dates and icons its template writes.
#[derive(Clone)]
pub struct Shell {
    ctx: Ctx,
    title: String,
    description: String,
    noindex: bool,
    canonical: Option<String>,
    alternates: Vec<Alternate>,
    crumbs: Vec<Crumb>,
    failed: bool,
    /// Whether this is a page of the administration.
    administers: bool,
}

impl Shell {
    pub(crate) fn new(ctx: &Ctx, title: String) -> Self {
        Self {
            ctx: ctx.clone(),
            title,
            description: String::new(),
            noindex: false,
            canonical: None,
            alternates: Vec::new(),
            crumbs: Vec::new(),
            failed: false,
            administers: false,
        }
    }

    /// What search engines and shared links say of the page, in one sentence.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = text.into();
        self
    }

    /// Search engines leave the page out. Pages that need a sign-in need not say so.
    #[must_use]
    pub fn noindex(mut self) -> Self {
        self.noindex = true;
        self
    }

    /// The one address of the page when it has several; a path, or a whole address when the page
    /// belongs to another instance.
    #[must_use]
    pub fn canonical(mut self, href: impl Into<String>) -> Self {
        self.canonical = Some(href.into());
        self
    }

    /// What the page shows has this address for programs when it lives here, and this page where it
    /// lives when it lives elsewhere.
    #[must_use]
    pub fn home(self, own: Own, url: Option<&str>) -> Self {
        if let Some(url) = url.filter(|url| pieces::is_web(url)) {
            return self.canonical(url);
        }
        let federation = self.ctx.app.federation();
        match federation.and_then(|f| f.live()).map(|live| own.iri(&live.origin)) {
            Some(iri) => self.alternate(ACTIVITY_JSON, iri),
            None => self,
        }
    }

    /// The same thing as another type: a feed, an ActivityPub document.
    #[must_use]
    pub fn alternate(mut self, mime: &'static str, href: impl Into<String>) -> Self {
        self.alternates.push(Alternate { mime, lang: None, href: href.into() });
        self
    }

    /// The list on this page as feeds, in the language of the page.
    #[must_use]
    pub fn feeds(mut self) -> Self {
        let mut params = self.ctx.params();
        params.set("lang", self.tr().lang().to_string());
        let query = params.query_without(&["after", "page"]);
        for format in Format::ALL {
            let href = format!("{}{}?{query}", self.ctx.path, format.file());
            self = self.alternate(format.media_type(), href);
        }
        self
    }

    /// The same text in another language.
    #[must_use]
    pub fn translation(mut self, lang: &Lang, href: impl Into<String>) -> Self {
        self.alternates.push(Alternate { mime: "", lang: Some(lang.clone()), href: href.into() });
        self
    }

    /// A page above this one, from the outside in; this page's title is added at the end.
    #[must_use]
    pub fn crumb(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.crumbs.push(Crumb { label: label.into(), href: href.into() });
        self
    }

    /// The page shows this form: when it has errors, the title says so first.
    #[must_use]
    pub fn for_form(mut self, form: &FormView) -> Self {
        self.failed = form.has_errors();
        self
    }

    /// The request and its reader.
    pub fn ctx(&self) -> &Ctx {
        &self.ctx
    }

    /// The title of the page, for its heading.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The words of the language, to hand on.
    pub fn tr(&self) -> Tr {
        self.ctx.tr
    }

    /// A message without arguments.
    pub fn t<'k>(&self, key: &'k (impl AsRef<str> + ?Sized)) -> &'k str {
        self.ctx.tr.t(key.as_ref())
    }

    /// A message with one argument: `shell.t1("members", "n", count)`.
    pub fn t1(&self, key: &str, name: &str, value: impl ToArg) -> String {
        self.ctx.tr.t1(key, name, value)
    }

    /// A message with two arguments.
    pub fn t2(&self, key: &str, n1: &str, v1: impl ToArg, n2: &str, v2: impl ToArg) -> String {
        self.ctx.tr.t2(key, n1, v1, n2, v2)
    }

    /// A message with three arguments.
    #[allow(clippy::too_many_arguments, reason = "templates have no array of mixed values")]
    pub fn t3(
        &self,
        key: &str,
        n1: &str,
        v1: impl ToArg,
        n2: &str,
        v2: impl ToArg,
        n3: &str,
        v3: impl ToArg,
    ) -> String {
        self.ctx.tr.t3(key, n1, v1, n2, v2, n3, v3)
    }

    /// „22 ноември 2026 г.“
    pub fn date(&self, time: impl ToTime) -> String {
        self.ctx.local.date(time)
    }

    /// „неделя, 22 ноември 2026 г.“
    pub fn full_date(&self, time: impl ToTime) -> String {
        self.ctx.local.full_date(time)
    }

    /// „22 ноември 2026 г., 14:00 ч.“
    pub fn date_time(&self, time: impl ToTime) -> String {
        self.ctx.local.date_time(time)
    }

    /// „преди 2 ч.“ as a `<time>` element.
    pub fn ago(&self, time: impl ToTime) -> Html {
        self.ctx.local.ago_tag(time)
    }

    /// A whole number: 8000, 11 400.
    pub fn number(&self, number: impl ToNumber) -> String {
        self.ctx.local.number(number)
    }

    /// An icon of the sprite, hidden from screen readers: words stand beside it.
    pub fn icon(&self, name: &str) -> Html {
        pieces::icon(name)
    }

    /// The round picture of a person, made of initials.
    pub fn avatar(&self, name: &str) -> Html {
        pieces::avatar(name, "")
    }

    /// The large round picture of a person.
    pub fn avatar_large(&self, name: &str) -> Html {
        pieces::avatar(name, "avatar-l")
    }

    /// The square picture of a city or an organisation.
    pub fn avatar_city(&self, name: &str) -> Html {
        pieces::avatar(name, "avatar-city")
    }

    /// `lang` and `dir` of a text, for any element; nothing when it is in the language of the page.
    pub fn lang_of(&self, lang: &Lang) -> Html {
        if lang == self.ctx.tr.lang() {
            return Html::default();
        }
        Html::trusted(format!(" lang=\"{lang}\" dir=\"auto\""))
    }

    /// The link to the next page of a list, which keeps all filters; nothing at its end.
    pub fn older(&self, cursor: &Option<impl std::fmt::Display>) -> Html {
        let Some(cursor) = cursor else { return Html::default() };
        let mut params = self.ctx.params();
        params.set("after", cursor.to_string());
        let href = format!("{}?{}", self.ctx.path, params.query_without(&["lang"]));
        Html::render(&pieces::Pager { href: &href, label: self.t("older") })
    }

    /// The list of filters without one parameter, as an address: for chips that remove a filter.
    pub fn without(&self, name: &str, value: &str) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (n, values) in self.ctx.params().iter() {
            for v in values.iter().filter(|v| !v.is_empty()) {
                if (n != name || v != value) && n != "after" && n != "lang" {
                    query.append_pair(n, v);
                }
            }
        }
        format!("{}?{}", self.ctx.path, query.finish())
    }

    /// The bar of tabs of a page: label, address, count; the tab of this page is marked.
    pub fn tabs(&self, label: &str, tabs: &[pieces::Tab]) -> Html {
        let here = self.ctx.path_and_query();
        let current = tabs
            .iter()
            .position(|tab| tab.href == here)
            .or_else(|| tabs.iter().position(|tab| tab.href == self.ctx.path));
        Html::render(&pieces::Tabs { shell: self, label, items: tabs, current, below: false })
    }

    /// What base.html writes into `<title>`.
    pub fn head_title(&self) -> String {
        let error = if self.failed { format!("{} ", self.t("form-error")) } else { String::new() };
        let name = self.site_name();
        if self.administers {
            return format!("{error}{} · {} · {name}", self.title, self.t("admin-page"));
        }
        if self.title == name {
            return format!("{error}{name}, Guildhall");
        }
        format!("{error}{} – {name}, Guildhall", self.title)
    }

    /// The name of the site.
    pub fn site_name(&self) -> &str {
        let site = self.ctx.site.as_deref();
        site.and_then(|s| s.name.best([self.tr().lang()])).map_or("Guildhall", |(_, name)| name)
    }

    fn site_tagline(&self) -> &str {
        let site = self.ctx.site.as_deref();
        site.and_then(|s| s.tagline.best([self.tr().lang()])).map_or("", |(_, line)| line)
    }

    fn is_hidden(&self) -> bool {
        self.noindex || self.ctx.site.as_ref().is_none_or(|s| s.illustrative)
    }

    fn canonical_href(&self) -> Option<String> {
        let href = self.canonical.as_deref().unwrap_or(&self.ctx.path);
        if href.starts_with("http") {
            return Some(href.to_owned());
        }
        Some(format!("{}{href}", self.ctx.app.origin()?.as_str()))
    }

    /// The sans font with the letters of the page's language.
    fn preload(&self) -> &'static str {
        let cyrillic = ["bg", "mk", "ru", "sr", "uk"].contains(&self.tr().lang().primary());
        assets::path(if cyrillic {
            "source-sans-3-cyrillic-wght-normal.woff2"
        } else {
            "source-sans-3-latin-wght-normal.woff2"
        })
    }

    fn asset(&self, name: &str) -> &'static str {
        assets::path(name)
    }

    /// What base.html writes into `<head>` after the title.
    pub fn head(&self) -> Html {
        Html::render(&Head { shell: self })
    }

    /// The few words that our script says, as attributes of `<body>`.
    pub fn words(&self) -> Html {
        Html::render(&Words { shell: self })
    }

    /// What base.html writes before `<main>`.
    pub fn header(&self) -> Html {
        Html::render(&Header { shell: self })
    }

    /// What base.html writes first into `<main>`: the one-time message and the way here.
    pub fn top(&self) -> Html {
        Html::render(&Top { shell: self })
    }

    /// What base.html writes after `<main>`.
    pub fn footer(&self) -> Html {
        Html::render(&Footer { shell: self })
    }

    fn breadcrumbs(&self) -> Html {
        if self.crumbs.is_empty() {
            return Html::default();
        }
        Html::render(&pieces::Crumbs {
            label: self.t("crumbs"),
            above: &self.crumbs,
            here: &self.title,
        })
    }

    fn flash(&self) -> Option<&str> {
        self.ctx.flash.as_deref().map(|key| self.t(key))
    }

    fn menu(&self, place: impl std::borrow::Borrow<Place>) -> Vec<&MenuItem> {
        let (viewer, place) = (self.ctx.viewer.as_ref(), *place.borrow());
        let items = self.ctx.app.menu().iter();
        items.filter(|i| i.place == place && i.audience.includes(viewer)).collect()
    }

    /// „Create“ is shown to visitors too when there is something to start after signing in.
    fn can_create(&self) -> bool {
        self.ctx.viewer.is_some() && !self.menu(Place::Create).is_empty()
    }

    fn languages(&self) -> Vec<Tr> {
        self.ctx.app.languages()
    }

    /// The hint of a message, if it has one.
    pub fn hint(&self, key: &str) -> Option<&'static str> {
        self.ctx.tr.find(&format!("{key}.hint"))
    }

    /// Whether some room has this address, for links that only then lead somewhere.
    pub fn has(&self, path: &str) -> bool {
        self.ctx.app.has_route(path)
    }

    fn at(&self, href: &str) -> bool {
        self.ctx.is_at(href)
    }

    fn profile(&self) -> Option<String> {
        let viewer = self.ctx.viewer.as_ref()?;
        self.has("/people/{handle}").then(|| format!("/people/{}", viewer.handle))
    }

    /// The address of this page without a choice of language.
    fn here(&self) -> String {
        let query = self.ctx.params().query_without(&["lang"]);
        if query.is_empty() { self.ctx.path.clone() } else { format!("{}?{query}", self.ctx.path) }
    }

    fn is_illustrative(&self) -> bool {
        self.ctx.site.as_ref().is_some_and(|site| site.illustrative)
    }
}

#[derive(Template)]
#[template(path = "head.html")]
struct Head<'a> {
    shell: &'a Shell,
}

#[derive(Template)]
#[template(path = "words.html")]
struct Words<'a> {
    shell: &'a Shell,
}

#[derive(Template)]
#[template(path = "top.html")]
struct Top<'a> {
    shell: &'a Shell,
}

#[derive(Template)]
#[template(path = "header.html")]
struct Header<'a> {
    shell: &'a Shell,
}

#[derive(Template)]
#[template(path = "footer.html")]
struct Footer<'a> {
    shell: &'a Shell,
}
