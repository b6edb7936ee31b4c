//! What a reader sees of a practice, whether it is published, a draft to be checked, or an earlier
//! state: the promise, the key facts, the text, the kit.

use askama::Template;
use content::{
    Draft, Kind, Values,
    coauthors::Named,
    kind::{Place, lists},
    markdown,
    model::Snapshot,
    read::{self, Actor},
};
use domain::{Lang, Sector, Time, Visibility, access::State};
use serde_json::Value;
use web::{Ctx, Html, Shell, Tr, kind::Shown};

use crate::{links, shelf};

/// Everything that is shown of one state of a practice in one language.
#[derive(Debug, Clone)]
pub struct Face {
    kind: &'static Kind,
    /// The language of the texts.
    pub lang: Lang,
    /// The promise.
    pub title: String,
    summary: String,
    body: Html,
    values: Values,
    html: Values,
    sectors: Vec<Sector>,
    licence: Option<String>,
    host: String,
    organisation: Option<Actor>,
    author: Option<Actor>,
    coauthors: Vec<Named>,
    group: Option<Actor>,
    illustrative: bool,
    state: State,
    visibility: Visibility,
    published: Option<Time>,
}

impl Face {
    /// A practice as its page shows it.
    pub fn of_page(page: &read::Page) -> Self {
        let mut html = page.html();
        for (name, value) in &mut html {
            let lang = page.lang_of(name);
            if *lang != page.text.lang
                && let Value::String(text) = value
            {
                // What the translation lacks is shown in the original's language, and says so.
                *text = format!("<div lang=\"{lang}\" dir=\"auto\">{text}</div>");
            }
        }
        let c = &page.content;
        Self {
            kind: page.kind,
            lang: page.text.lang.clone(),
            title: page.text.title.clone(),
            summary: page.text.summary.clone(),
            body: Html::trusted(page.text.body_html.clone()),
            values: page.values(),
            html,
            sectors: page.sectors.clone(),
            licence: c.licence.clone(),
            host: c.host.clone(),
            // Without one of its own, the page gives the author's, who then spoke for herself.
            organisation: page.organisation.clone().filter(|_| c.organisation_id.is_some()),
            author: Some(page.author.clone()),
            coauthors: page.coauthors.clone(),
            group: page.group.clone(),
            illustrative: c.illustrative,
            state: c.state,
            visibility: c.visibility,
            published: c.published_at,
        }
    }

    /// What somebody is about to publish, or to change it to.
    pub fn of_draft(kind: &'static Kind, draft: &Draft) -> Self {
        let html = rendered(kind, &draft.values);
        Self {
            kind,
            lang: draft.lang.clone(),
            title: draft.title.clone(),
            summary: draft.summary.clone(),
            body: Html::trusted(markdown::render(&draft.body, markdown::UNDER_TITLE)),
            values: draft.values.clone(),
            html,
            sectors: draft.sectors.iter().filter_map(|s| Sector::parse(s)).collect(),
            licence: draft.licence.clone(),
            host: String::new(),
            organisation: None,
            author: None,
            coauthors: Vec::new(),
            group: None,
            illustrative: draft.illustrative,
            state: State::Published,
            visibility: Visibility::Public,
            published: None,
        }
    }

    /// An earlier state.
    pub fn of_snapshot(kind: &'static Kind, snapshot: &Snapshot, illustrative: bool) -> Self {
        let draft = Draft {
            title: snapshot.title.clone(),
            summary: snapshot.summary.clone(),
            body: snapshot.body.clone(),
            values: snapshot.values.clone(),
            sectors: snapshot.sectors.clone(),
            licence: snapshot.licence.clone(),
            illustrative,
            ..Draft::new(kind.name, snapshot.lang.clone())
        };
        Self::of_draft(kind, &draft)
    }

    fn shown(&self) -> Shown<'_> {
        Shown { lang: &self.lang, values: &self.values, html: &self.html }
    }

    /// The city it comes from; empty when it does not say.
    pub fn city(&self) -> &str {
        self.values.get("city").and_then(Value::as_str).unwrap_or_default()
    }

    /// City and country, in words.
    pub fn place(&self, tr: Tr) -> String {
        place(
            tr,
            self.city(),
            self.values.get("country").and_then(Value::as_str).unwrap_or_default(),
        )
    }

    /// What it is, in one or two words: its form where its kind has several.
    pub fn what(&self, tr: Tr) -> String {
        let form = self.values.get("form").and_then(Value::as_str);
        let form = form.filter(|form| {
            self.kind.field("form").is_some_and(|f| f.shape.options().contains(form))
        });
        let key = form.map_or_else(|| self.kind.name_key(), |f| self.kind.option_key("form", f));
        tr.t(&key).to_owned()
    }

    /// The licence in words.
    pub fn licence_name(&self, tr: Tr) -> String {
        let licence = self.licence.as_deref();
        licence.map_or_else(String::new, |l| tr.t(&lists::licence_key(l)).to_owned())
    }

    /// The promise with everything that belongs to it; `actions` stand under the summary.
    pub fn head(&self, shell: &Shell, actions: Html) -> Html {
        self.headed(shell, actions, "h1")
    }

    /// The same inside another page, which has a heading of its own.
    pub fn inner_head(&self, shell: &Shell) -> Html {
        self.headed(shell, Html::default(), "h3")
    }

    fn headed(&self, shell: &Shell, actions: Html, tag: &'static str) -> Html {
        let name = if self.city().is_empty() {
            self.organisation.as_ref().map_or("", |o| o.name.as_str())
        } else {
            self.city()
        };
        Html::render(&Head {
            tr: shell.tr(),
            face: self,
            tag,
            untitled: untitled(shell.ctx(), self.kind),
            place: self.place(shell.tr()),
            avatar: if name.is_empty() { Html::default() } else { shell.avatar_city(name) },
            lang_attr: shell.lang_of(&self.lang),
            level: match self.visibility {
                Visibility::Public => None,
                Visibility::Unlisted => Some("library-state-unlisted"),
                Visibility::Members => Some("library-state-members"),
                Visibility::Local => Some("library-state-local"),
            },
            actions,
        })
    }

    /// The panel of key facts.
    pub fn facts(&self, shell: &Shell) -> Html {
        let licence = self.licence.as_deref();
        // City and country stand over the title already.
        let mut values = self.values.clone();
        values.retain(|name, _| name != "city" && name != "country");
        let shown = Shown { values: &values, ..self.shown() };
        Html::render(&Facts {
            shell,
            face: self,
            sectors: self
                .sectors
                .iter()
                .map(|s| {
                    (
                        links::sector(self.kind, *s),
                        shell.t(&format!("sector-{}", s.slug())).to_owned(),
                    )
                })
                .collect(),
            rows: web::kind::facts(&shell.ctx().local, self.kind, shown),
            licence: licence.map(|_| self.licence_name(shell.tr())),
            licence_url: licence.and_then(lists::licence_url),
        })
    }

    /// The text.
    pub fn article(&self, shell: &Shell) -> Html {
        let sections =
            web::kind::sections(&shell.ctx().local, self.kind, Place::Body, self.shown());
        if !self.kind.body {
            return sections;
        }
        let lang = shell.lang_of(&self.lang);
        Html::trusted(format!("<div class=\"text prose\"{lang}>{}</div>{sections}", self.body))
    }

    /// What another city needs to do it too.
    pub fn kit(&self, shell: &Shell) -> Html {
        web::kind::sections(&shell.ctx().local, self.kind, Place::Kit, self.shown())
    }
}

/// What is said of a thing that has no title yet.
pub fn untitled(ctx: &Ctx, kind: &Kind) -> String {
    let shelf = shelf::of(&ctx.app, kind).unwrap_or(&shelf::PRACTICES);
    shelf.t_of(ctx.tr, kind, "library-draft-untitled")
}

/// City and country in words: „Гент, Белгия“.
pub fn place(tr: Tr, city: &str, country: &str) -> String {
    let country = tr.country(country);
    match (city.is_empty(), country.is_empty()) {
        (false, false) => tr.t2("library-place", "city", city, "country", country),
        (false, true) => city.to_owned(),
        (true, _) => country.to_owned(),
    }
}

/// The HTML of the fields that are Markdown, for a text that is not stored yet.
fn rendered(kind: &Kind, values: &Values) -> Values {
    let markdown = kind.fields.iter().filter(|f| f.shape.is_markdown());
    markdown
        .filter_map(|f| {
            let html = markdown::render(values.get(f.name)?.as_str()?, markdown::UNDER_HEADING);
            Some((f.name.to_owned(), Value::String(html)))
        })
        .collect()
}

#[derive(Template)]
#[template(path = "library/head.html")]
struct Head<'a> {
    tr: Tr,
    face: &'a Face,
    /// The element of the title.
    tag: &'static str,
    /// What stands there where it has no title.
    untitled: String,
    place: String,
    avatar: Html,
    lang_attr: Html,
    level: Option<&'static str>,
    actions: Html,
}

impl Head<'_> {
    fn is_draft(&self) -> bool {
        self.face.state == State::Draft
    }
}

#[derive(Template)]
#[template(path = "library/facts.html")]
struct Facts<'a> {
    shell: &'a Shell,
    face: &'a Face,
    sectors: Vec<(String, String)>,
    rows: Html,
    licence: Option<String>,
    licence_url: Option<String>,
}
