//! `/search`: practices, discussions and whatever else is published, communities, people.

use askama::Template;
use axum::{Extension, routing::get};
use content::{
    markdown,
    read::Card,
    search::{self, Found, Results, Scope, Words},
};
use domain::{Error, Lang, access::Who};
use people::communities::{self, CommunityCard, CommunityFilter};
use web::{
    Ctx, Html, Routes, SearchSection, Shell,
    context::encode,
    feed::ENTRIES,
    pieces::Byline,
    room::Slot,
    table::{self, Cell, List, Of},
};

use crate::{
    links,
    lookup::{LookUps, Looked, Why, look_up},
};

/// Published things on one page.
const PAGE: usize = 20;
/// The most hits that the newest are taken from.
const MOST: usize = 200;
/// Communities among the results.
const FOUND: usize = 5;

pub(crate) fn routes(look_ups: &LookUps) -> Routes {
    Routes::new()
        .route("/search", get(show).layer(Extension(look_ups.clone())))
        .route("/search/feed.atom", get(feed))
        .route("/search/feed.json", get(feed))
        .table("/search", &get(take))
}

/// A hit of a table, and whether it has all the words.
struct Line(Found, bool);

/// What a search finds as a table.
static LIST: List<Line> = List {
    name: "search",
    columns: &[
        Of::new("kind", "table-kind", |ctx, Line(hit, _): &Line| {
            let kind = ctx.app.kinds().or_article(&hit.card.kind);
            Cell::text(ctx.tr.t(&kind.name_key()))
        }),
        Of::new("title", "library-title", |_, Line(hit, _): &Line| plain(&hit.title)),
        Of::new("part", "table-part", |_, Line(hit, _): &Line| plain(&hit.within_title)),
        Of::new("excerpt", "table-excerpt", |_, Line(hit, _): &Line| plain(&hit.snippet)),
        Of::new("all_words", "table-all-words", |ctx, Line(_, whole): &Line| yes(ctx, *whole)),
        Of::new("author", "table-written-by", |_, Line(hit, _): &Line| {
            Cell::text(&hit.card.author_name)
        }),
        Of::new("organisation", "table-works-for", |_, Line(hit, _): &Line| {
            Cell::text(&hit.card.organisation_name)
        }),
        Of::new("community", "table-community", |_, Line(hit, _): &Line| {
            Cell::text(&hit.card.group_name)
        }),
        Of::new("host", "table-host", |_, Line(hit, _): &Line| Cell::text(&hit.card.author_host)),
        Of::new("answered", "answered", |ctx, Line(hit, _): &Line| yes(ctx, hit.card.answered)),
        Of::new("active", "table-active", |ctx, Line(hit, _): &Line| {
            table::day(ctx, hit.card.last_activity_at)
        }),
        Of::new("address", "table-address", |ctx, Line(hit, _): &Line| {
            table::address(ctx, &page(ctx, hit))
        }),
    ],
};

/// What was marked, without its marks.
fn plain(html: &str) -> Cell {
    Cell::text(markdown::plain_cleaned(&html.replace("<mark>", "").replace("</mark>", "")))
}

fn yes(ctx: &Ctx, is_so: bool) -> Cell {
    Cell::text(if is_so { ctx.tr.t("form-yes") } else { "" })
}

/// The page of a hit, or of the part in which the words stand.
fn page(ctx: &Ctx, hit: &Found) -> String {
    let card = &hit.card;
    let whole = || web::kind::href(&ctx.app, &card.kind, card.id, &card.slug);
    hit.within.map_or_else(whole, |within| format!("/content/{within}"))
}

/// A choice of where to search.
struct Chip {
    label: String,
    href: String,
    current: bool,
}

/// A hit with its words marked.
struct Hit {
    card: Card,
    icon: &'static str,
    href: String,
    by: Byline,
    title: Html,
    /// The part of the thing in which the words stand; empty for none.
    within: Html,
    snippet: Html,
    snippet_lang: Lang,
}

impl Hit {
    fn new(ctx: &Ctx, found: Found) -> Self {
        let href = page(ctx, &found);
        let Found { card, within_title, title, snippet, snippet_lang, .. } = found;
        Self {
            icon: ctx.app.view(&card.kind).icon,
            href,
            by: Byline {
                name: card.author_name.clone(),
                city: card.organisation_name.clone(),
                host: card.author_host.clone(),
                ..Byline::default()
            },
            title: Html::trusted(title),
            within: Html::trusted(within_title),
            snippet: Html::trusted(snippet),
            snippet_lang,
            card,
        }
    }
}

/// A section of another kind of results.
struct Section {
    name: &'static str,
    title: &'static str,
    html: Html,
}

#[derive(Template)]
#[template(path = "hall/search.html")]
struct SearchPage {
    shell: Shell,
    q: String,
    place: String,
    chips: Vec<Chip>,
    hits: Vec<Hit>,
    /// Those that follow them and lack one of the words.
    rest: Vec<Hit>,
    total: usize,
    /// Whether nothing has all the words.
    partly: bool,
    next: Option<String>,
    sections: Vec<Section>,
    /// Whether the reader may save this search.
    saves: bool,
    /// Why an address led to nothing.
    failed: Option<Why>,
}

/// Addresses as one can paste them.
const EXAMPLES: [&str; 3] =
    ["!jobs@utrecht.example", "@person@utrecht.example", "https://utrecht.example/…"];

impl SearchPage {
    fn examples(&self) -> [&'static str; 3] {
        EXAMPLES
    }

    fn failed_key(&self, why: &Why) -> String {
        format!("lookup-{}", why.as_str())
    }

    fn failed_text(&self, why: &Why) -> String {
        format!("lookup-{}-text", why.as_str())
    }

    /// Where one signs in, to come back and look up.
    fn sign_in(&self) -> String {
        format!("/sign-in?next={}", encode(&href(&self.q, "")))
    }

    /// What has all words, and what follows.
    fn lists(&self) -> [(bool, &[Hit]); 2] {
        [(false, &self.hits), (true, &self.rest)]
    }

    fn is_empty(&self) -> bool {
        self.hits.is_empty() && self.rest.is_empty() && self.sections.is_empty()
    }
}

/// The address of a search.
pub(crate) fn href(q: &str, place: &str) -> String {
    if place.is_empty() {
        format!("/search?q={}", encode(q))
    } else {
        format!("/search?q={}&in={place}", encode(q))
    }
}

/// Everything, then each kind that has pages, then the sections of the rooms.
fn chips(ctx: &Ctx, q: &str, place: &str) -> Vec<Chip> {
    let tr = ctx.tr;
    let chip = |label: &str, name: &str| Chip {
        label: label.to_owned(),
        href: href(q, name),
        current: name == place,
    };
    let mut chips = vec![chip(tr.t("search-everything"), "")];
    for kind in ctx.app.kinds().iter().filter(|kind| kind.titled) {
        chips.push(chip(tr.t(&kind.name_key()), kind.name));
    }
    for section in ctx.app.search_sections() {
        chips.push(chip(tr.t(section.key), section.name));
    }
    chips
}

async fn show(ctx: Ctx, Extension(look_ups): Extension<LookUps>) -> web::Result {
    ctx.site()?;
    let params = ctx.params();
    let q = domain::text::excerpt(&params.line("q"), 200);
    let tr = ctx.tr;
    let kind = ctx.app.kinds().get(params.get("in")).map(|kind| kind.name);
    let section = ctx.app.search_sections().iter().find(|s| s.name == params.get("in"));
    let place = kind.or(section.map(|s| s.name)).unwrap_or_default();
    let page = params.get("page").parse::<usize>().unwrap_or(0).min(PAGE);
    let mut failed = None;
    if place.is_empty() && page == 0 {
        match look_up(&ctx, &look_ups, &params.line("q")).await? {
            Some(Looked::At(path)) => return Ok(ctx.redirect(&path)),
            Some(Looked::Not(why)) => failed = Some(why),
            None => {}
        }
    }
    let mut results = Results::default();
    let mut sections = Vec::new();
    if !q.is_empty() && section.is_none() {
        let scope = Scope { kinds: kind.into_iter().collect(), group: None };
        let (who, lang) = (ctx.who(), tr.lang());
        results = search::find(&mut ctx.read(), &who, &q, &scope, lang, page, PAGE).await?;
    }
    if !q.is_empty() && kind.is_none() && page == 0 {
        for found in
            ctx.app.search_sections().iter().filter(|s| place.is_empty() || s.name == place)
        {
            if let Some(html) = (found.render)(&ctx, &q).await? {
                sections.push(Section { name: found.name, title: found.key, html });
            }
        }
    }
    let title = if q.is_empty() {
        tr.t("search-page").to_owned()
    } else {
        tr.t1("search-page-for", "q", &q)
    };
    let partly = results.partly();
    let mut hits: Vec<Hit> = results.found.into_iter().map(|found| Hit::new(&ctx, found)).collect();
    let whole = if partly { hits.len() } else { results.whole.saturating_sub(page * PAGE) };
    let rest = hits.split_off(whole.min(hits.len()));
    ctx.page(&SearchPage {
        shell: if q.is_empty() {
            ctx.shell(title).noindex()
        } else {
            ctx.shell(title).noindex().feeds()
        },
        chips: chips(&ctx, &q, place),
        total: results.total,
        partly,
        next: results.next.map(|next| {
            let start = href(&q, place);
            format!("{start}&page={next}")
        }),
        hits,
        rest,
        sections,
        saves: ctx.viewer.is_some() && section.is_none() && !q.is_empty(),
        place: place.to_owned(),
        failed,
        q,
    })
}

/// `GET /search/feed.atom`, `GET /search/feed.json`: the newest of what is found.
async fn feed(ctx: Ctx) -> web::Result {
    ctx.site()?;
    let params = ctx.params();
    let q = domain::text::excerpt(&params.line("q"), 200);
    let kind = ctx.app.kinds().get(params.get("in")).map(|kind| kind.name);
    let scope = Scope { kinds: kind.into_iter().collect(), group: None };
    let (who, lang) = (Who::Visitor, ctx.tr.lang());
    let results = search::find(&mut ctx.read(), &who, &q, &scope, lang, 0, MOST).await?;
    // Who reads along wants what fits, and nothing that only resembles it.
    let found: Vec<Found> = results.found.into_iter().take(results.whole).collect();
    let mut cards: Vec<Card> = found.into_iter().map(|found| found.card).collect();
    cards.sort_by_key(|card| std::cmp::Reverse(card.published_at));
    cards.dedup_by_key(|card| card.id);
    cards.truncate(ENTRIES);
    ctx.feed(&ctx.tr.t1("search-page-for", "q", &q), &href(&q, kind.unwrap_or_default()), &cards)
}

/// `GET /search/list.csv` and the same in other forms: all hits of the page and of those that follow, in their order.
async fn take(ctx: Ctx) -> web::Result {
    ctx.site()?;
    let params = ctx.params();
    let q = domain::text::excerpt(&params.line("q"), 200);
    let kind = ctx.app.kinds().get(params.get("in")).map(|kind| kind.name);
    if ctx.app.search_sections().iter().any(|s| s.name == params.get("in")) {
        return Err(Error::NotFound.into());
    }
    let scope = Scope { kinds: kind.into_iter().collect(), group: None };
    let (who, lang, mut reader) = (ctx.who(), ctx.tr.lang(), ctx.read());
    let hits = search::hits(&mut reader, &who, &q, &scope, lang).await?;
    let found = search::show(&mut reader, &who, &hits, 0, hits.len(), lang).await?;
    let whole = hits.whole();
    let lines = found.into_iter().enumerate().map(|(n, hit)| Line(hit, n < whole)).collect();
    LIST.answer(&ctx, &ctx.tr.t1("search-page-for", "q", &q), table::rows(lines)).await
}

/// A name with the sought words marked.
pub(crate) fn marked(text: &str, query: &str) -> Html {
    let lang = Lang::english();
    let marked =
        Words::parse(query).and_then(|words| search::snippet(text, &words, &lang, usize::MAX));
    marked.map_or_else(|| Html::trusted(markdown::escape(text)), Html::trusted)
}

/// Communities among the results of a search.
pub(crate) const COMMUNITIES: SearchSection =
    SearchSection { name: "communities", key: "search-communities", order: 30, render: found };

#[derive(Template)]
#[template(path = "hall/communities_found.html")]
struct CommunitiesFound {
    shell: Shell,
    communities: Vec<CommunityCard>,
    query: String,
}

impl CommunitiesFound {
    fn href(&self, community: &CommunityCard) -> String {
        links::community(&community.handle, &community.host)
    }

    fn marked(&self, text: &str) -> Html {
        marked(text, &self.query)
    }
}

fn found<'a>(ctx: &'a Ctx, query: &'a str) -> Slot<'a> {
    Box::pin(async move {
        let filter = CommunityFilter { text: query.to_owned(), ..CommunityFilter::default() };
        let (who, lang) = (ctx.who(), ctx.tr.lang());
        let page = communities::list(&mut ctx.read(), &who, &filter, lang, None, FOUND).await?;
        if page.items.is_empty() {
            return Ok(None);
        }
        Ok(Some(Html::render(&CommunitiesFound {
            shell: ctx.shell(""),
            communities: page.items,
            query: query.to_owned(),
        })))
    })
}
