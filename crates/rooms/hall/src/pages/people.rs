//! `/people`: the directory of those who want to be found, and the people section of the search.

use askama::Template;
use axum::routing::get;
use domain::{FieldErrors, Sector};
use people::{
    Cursor,
    persons::{self, PersonCard, PersonFilter},
};
use web::{
    Choice, Ctx, Form, FormView, Html, Routes, SearchSection, Shell,
    pieces::Empty,
    room::Slot,
    table::{self, Cell, List, Of},
};

use super::{person::href, search::marked};

/// People on one page.
const PAGE: usize = 40;
/// People who are read at a time for a table.
const BATCH: usize = 200;
/// People among the results of a search.
const FOUND: usize = 8;

pub(crate) fn routes() -> Routes {
    Routes::new().route("/people", get(show)).table("/people", &get(take))
}

/// The directory as a table.
static LIST: List<PersonCard> = List {
    name: "people",
    columns: &[
        Of::new("name", "table-name", |_, p: &PersonCard| Cell::text(&p.name)),
        Of::new("headline", "table-headline", |_, p: &PersonCard| Cell::text(&p.headline)),
        Of::new("organisation", "table-works-for", |_, p: &PersonCard| {
            Cell::text(&p.organisation_name)
        }),
        Of::new("handle", "table-handle", |ctx, p: &PersonCard| {
            let origin = ctx.app.origin().map_or_else(String::new, |origin| origin.to_string());
            let own = origin.split("://").last().unwrap_or_default();
            let host = if p.host.is_empty() { own } else { &p.host };
            Cell::text(format!("{}@{host}", p.handle))
        }),
        Of::new("address", "table-address", |ctx, p: &PersonCard| {
            table::address(ctx, &href(&p.handle, &p.host))
        }),
    ],
};

#[derive(Template)]
#[template(path = "hall/people.html")]
struct PeoplePage {
    shell: Shell,
    f: FormView,
    sectors: Vec<Choice>,
    languages: Vec<Choice>,
    people: people::Page<PersonCard>,
    empty: Empty,
}

impl PeoplePage {
    /// Whole directories of people are for those who work here.
    fn takes(&self) -> bool {
        self.shell.ctx().viewer.is_some()
    }

    fn href(&self, person: &PersonCard) -> String {
        href(&person.handle, &person.host)
    }

    fn name<'a>(&self, person: &'a PersonCard) -> &'a str {
        &person.name
    }
}

/// The filter in an address.
fn filter(form: &Form) -> PersonFilter {
    PersonFilter {
        sector: Sector::parse(form.get("sector")),
        language: form.lang("language"),
        organisation: None,
        text: form.line("q"),
    }
}

async fn show(ctx: Ctx) -> web::Result {
    let (params, tr) = (ctx.params(), ctx.tr);
    let filter = filter(&params);
    let after = Cursor::parse(params.get("after"));
    let people = persons::list(&mut ctx.read(), &filter, tr.lang(), after.as_ref(), PAGE).await?;
    let filtered = filter.sector.is_some() || filter.language.is_some() || !filter.text.is_empty();
    let site = ctx.site()?;
    ctx.page(&PeoplePage {
        shell: ctx.shell(tr.t("people-page")).description(tr.t("people-lead")),
        sectors: Choice::sectors(tr),
        languages: Choice::languages(tr, &site.languages),
        people,
        empty: Empty {
            title: tr.t("people-empty").to_owned(),
            text: tr.t("people-empty-text").to_owned(),
            action: if filtered { tr.t("people-empty-link").to_owned() } else { String::new() },
            href: "/people".to_owned(),
        },
        f: ctx.form(params, FieldErrors::default()),
    })
}

/// `GET /people/list.csv` and the same in other forms: the directory of the page with its filters, for whoever is
/// signed in.
async fn take(ctx: Ctx) -> web::Result {
    ctx.signed_in()?;
    let filter = filter(&ctx.params());
    let (store, lang) = (ctx.store().clone(), ctx.tr.lang());
    let all = table::pages(move |after| {
        let (store, filter) = (store.clone(), filter.clone());
        async move { persons::list(&mut store.read(), &filter, lang, after.as_ref(), BATCH).await }
    });
    LIST.answer(&ctx, ctx.tr.t("people-page"), all).await
}

/// People among the results of a search.
pub(crate) const SEARCH: SearchSection =
    SearchSection { name: "people", key: "search-people", order: 40, render: found };

#[derive(Template)]
#[template(path = "hall/people_found.html")]
struct Found {
    shell: Shell,
    people: Vec<PersonCard>,
    query: String,
    more: bool,
}

impl Found {
    fn href(&self, person: &PersonCard) -> String {
        href(&person.handle, &person.host)
    }

    fn name(&self, person: &PersonCard) -> Html {
        marked(&person.name, &self.query)
    }
}

fn found<'a>(ctx: &'a Ctx, query: &'a str) -> Slot<'a> {
    Box::pin(async move {
        let filter = PersonFilter { text: query.to_owned(), ..PersonFilter::default() };
        let page = persons::list(&mut ctx.read(), &filter, ctx.tr.lang(), None, FOUND).await?;
        if page.items.is_empty() {
            return Ok(None);
        }
        Ok(Some(Html::render(&Found {
            shell: ctx.shell(""),
            more: page.next.is_some(),
            people: page.items,
            query: query.to_owned(),
        })))
    })
}
