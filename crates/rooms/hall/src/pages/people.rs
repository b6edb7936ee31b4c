//! `/people`: the directory of those who want to be found, and the people section of the search.

use askama::Template;
use axum::routing::get;
use domain::{FieldErrors, Sector};
use futures::{StreamExt as _, TryStreamExt as _};
use people::{
    Cursor,
    persons::{self, PersonCard, PersonFilter},
};
use web::{
    Choice, Ctx, Form, FormView, Html, Routes, SearchSection, Shell,
    pieces::Empty,
    room::Slot,
    table::{self, Cell},
};

use super::{person::href, search::marked};

/// People on one page.
const PAGE: usize = 40;
/// People who are read at a time for a table.
const BATCH: usize = 200;
/// People among the results of a search.
const FOUND: usize = 8;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/people", get(show))
        .route("/people/list.csv", get(take))
        .route("/people/list.xlsx", get(take))
        .route("/people/list.json", get(take))
}

#[derive(Template)]
#[template(path = "hall/people.html")]
struct PeoplePage {
    shell: Shell,
    f: FormView,
    sectors: Vec<Choice>,
    languages: Vec<Choice>,
    people: people::Page<PersonCard>,
    empty: Empty,
    takes: Vec<(&'static str, String)>,
}

impl PeoplePage {
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
        // Whole directories of people are for those who work here.
        takes: ctx.viewer.as_ref().map(|_| table::takes(&ctx, "/people")).unwrap_or_default(),
        f: ctx.form(params, FieldErrors::default()),
    })
}

/// `GET /people/list.csv` and the same in other forms: the directory of the page with its filters, for whoever is
/// signed in.
async fn take(ctx: Ctx) -> web::Result {
    let format = table::asked(&ctx)?;
    ctx.signed_in()?;
    let filter = filter(&ctx.params());
    let (store, lang) = (ctx.store().clone(), ctx.tr.lang().clone());
    let all = table::pages(move |after| {
        let (store, lang, filter) = (store.clone(), lang.clone(), filter.clone());
        async move { persons::list(&mut store.read(), &filter, &lang, after.as_ref(), BATCH).await }
    });
    let columns = [
        ("name", "table-name"),
        ("headline", "table-headline"),
        ("organisation", "table-organisation"),
        ("handle", "table-handle"),
        ("address", "table-address"),
    ];
    let columns = columns.map(|(key, label)| table::Column::new(key, ctx.tr.t(label))).to_vec();
    let origin = ctx.app.origin().map_or_else(String::new, |origin| origin.to_string());
    let rows = all.map_ok(move |p| {
        let host = if p.host.is_empty() {
            origin.split("://").last().unwrap_or_default().to_owned()
        } else {
            p.host.clone()
        };
        let address = format!("{origin}{}", href(&p.handle, &p.host));
        let handle = format!("{}@{host}", p.handle);
        [p.name, p.headline, p.organisation_name, handle, address].map(Cell::text).to_vec()
    });
    Ok(table::answer(ctx.app.workbooks(), format, "people", columns, rows.boxed()).await?)
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
