//! `/practices`, `/library`: words and filters, every one of them an address.

use askama::Template;
use content::{
    read::{self, Card, FacetCounts, Filter, Sort},
    search::{self, Found, Scope, Words, saved},
};
use domain::access::Who;
use people::Cursor;
use web::{Ctx, Html, Shelf, Shell, feed::ENTRIES};

use crate::{card, filter::Asked, shelf};

/// Things on one page of the list.
const PAGE: usize = 10;
/// Words of a facet that are seen at once.
const FIRST: usize = 5;
/// Facets that are open when nothing is chosen in them.
const OPEN: usize = 3;
struct FacetView {
    name: &'static str,
    label: String,
    open: bool,
    first: Vec<OptionView>,
    more: Vec<OptionView>,
}

struct OptionView {
    value: String,
    label: String,
    count: i64,
    chosen: bool,
}

struct Link {
    label: String,
    href: String,
}

#[derive(Template)]
#[template(path = "library/list.html")]
struct List {
    shell: Shell,
    shelf: &'static Shelf,
    /// What the shelf says of itself, where nothing is sought.
    lead: Html,
    q: String,
    facets: Vec<FacetView>,
    total: i64,
    chips: Vec<Link>,
    sorts: Vec<(&'static str, &'static str, bool)>,
    cards: Vec<Html>,
    /// Those that follow and lack one of the words.
    rest: Vec<Html>,
    next: Option<String>,
    /// The beginning of the list, when this page is another.
    first: Option<String>,
    drops: Vec<Link>,
    /// Whether nothing has all the words that were sought.
    partly: bool,
    /// Whether the reader may save this search.
    saves: bool,
    /// What it consists of.
    hidden: Vec<(&'static str, String)>,
}

/// What one page of the list holds.
struct Rows {
    cards: Vec<Html>,
    rest: Vec<Html>,
    counts: FacetCounts,
    next: Option<String>,
    first: Option<String>,
    partly: bool,
}

/// `GET /practices`, `GET /library`
pub async fn show(ctx: Ctx) -> web::Result {
    let asked = Asked::read(shelf::at(&ctx), &ctx.params(), ctx.local.today());
    let shelf = asked.shelf;
    let rows =
        if asked.q.is_empty() { all(&ctx, &asked).await? } else { found(&ctx, &asked).await? };
    let title = title(&ctx, &asked);
    let shell = ctx.shell(title).description(shelf.t(ctx.tr, "library-list-lead")).feeds();
    let shell = if asked.is_everything() { shell.canonical(shelf.href) } else { shell.noindex() };
    ctx.page(&List {
        shell,
        shelf,
        lead: if asked.is_everything() { (shelf.lead)(&ctx) } else { Html::default() },
        facets: facets(&ctx, &asked, &rows.counts),
        total: rows.counts.total,
        chips: chips(&ctx, &asked),
        sorts: sorts(&ctx, &asked),
        drops: if rows.cards.is_empty() && rows.rest.is_empty() {
            drops(&ctx, &asked, &rows.counts)
        } else {
            Vec::new()
        },
        cards: rows.cards,
        rest: rows.rest,
        next: rows.next,
        first: rows.first,
        partly: rows.partly,
        saves: ctx.viewer.is_some() && !asked.is_everything(),
        hidden: asked.parameters(),
        q: asked.q,
    })
}

/// `POST /practices/searches`, `POST /library/searches`: keeps a search under a name, with its words and filters.
pub async fn save(ctx: Ctx, form: web::Form) -> web::Result {
    let viewer = ctx.signed_in()?;
    let asked = Asked::read(shelf::at(&ctx), &form, ctx.local.today());
    let (name, href, filter) = (form.line("name"), asked.at(None), asked.filter());
    let name = if name.is_empty() && asked.q.is_empty() { title(&ctx, &asked) } else { name };
    saved::save(ctx.store(), viewer, &name, &href, &asked.q, &filter).await?;
    ctx.done("/searches", "searches-saved")
}

/// `GET /practices/feed.atom`, `GET /practices/feed.json` and the same of `/library`: what is new
/// and fits the same filters.
pub async fn feed(ctx: Ctx) -> web::Result {
    let asked = Asked::read(shelf::at(&ctx), &ctx.params(), ctx.local.today());
    let (who, lang, mut q) = (Who::Visitor, ctx.tr.lang(), ctx.read());
    let title = title(&ctx, &asked);
    let mut cards = if asked.q.is_empty() {
        let filter = Filter { sort: Sort::New, ..asked.filter() };
        read::list(&mut q, &who, &filter, lang, None, ENTRIES).await?.items
    } else {
        let scope = Scope { kinds: asked.shelf.names(), group: None };
        let mut hits = search::hits(&mut q, &who, &asked.q, &scope, lang).await?;
        // Who reads along wants what fits, and nothing that only resembles it.
        hits.keep_whole();
        let filter = Filter { sort: Sort::New, among: Some(hits.ids()), ..asked.filter() };
        read::list(&mut q, &who, &filter, lang, None, ENTRIES).await?.items
    };
    cards.sort_by_key(|card| std::cmp::Reverse(card.published_at));
    cards.truncate(ENTRIES);
    ctx.feed(&title, &asked.at(None), &cards)
}

/// What the list is called.
pub fn title(ctx: &Ctx, asked: &Asked) -> String {
    if asked.q.is_empty() {
        asked.shelf.t(ctx.tr, "library-list-title")
    } else {
        ctx.tr.t1(&asked.shelf.key(ctx.tr, "library-list-title-for"), "q", asked.q.as_str())
    }
}

/// A page of everything that the filters let through.
async fn all(ctx: &Ctx, asked: &Asked) -> web::Result<Rows> {
    let (who, filter, mut q) = (ctx.who(), asked.filter(), ctx.read());
    let after = Cursor::parse(ctx.params().get("after"));
    let list = read::list(&mut q, &who, &filter, ctx.tr.lang(), after.as_ref(), PAGE).await?;
    let counts = ctx.app.facets().count(&mut q, ctx.app.kinds(), &who, &filter).await?;
    Ok(Rows {
        cards: list.items.iter().filter_map(|card| plain(ctx, asked, card)).collect(),
        rest: Vec::new(),
        counts,
        next: list.next.map(|cursor| asked.at(Some(("after", cursor.to_string())))),
        first: after.map(|_| asked.at(None)),
        partly: false,
    })
}

/// A page of what the words find. There are at most 200 hits, so filters and counts work on them.
async fn found(ctx: &Ctx, asked: &Asked) -> web::Result<Rows> {
    let scope = Scope { kinds: asked.shelf.names(), group: None };
    let (who, lang, mut q) = (ctx.who(), ctx.tr.lang(), ctx.read());
    let mut hits = search::hits(&mut q, &who, &asked.q, &scope, lang).await?;
    // In any other order they would stand among the better ones.
    if asked.sort.is_some() && !hits.partly() {
        hits.keep_whole();
    }
    let filter = Filter { among: Some(hits.ids()), ..asked.filter() };
    let counts = ctx.app.facets().count(&mut q, ctx.app.kinds(), &who, &filter).await?;
    if !asked.is_words_only() {
        let kept = if asked.sort.is_some() {
            read::ids(&mut q, &who, &filter).await?
        } else {
            ctx.app.facets().ids(&mut q, ctx.app.kinds(), &who, &filter).await?
        };
        hits.keep(&asked.order(&hits.ids(), kept));
    }
    let page: usize = ctx.params().get("page").parse().unwrap_or(0);
    let begin = page.saturating_mul(PAGE).min(hits.len());
    let shown = search::show(&mut q, &who, &hits, begin, PAGE, lang).await?;
    let end = (begin + PAGE).min(hits.len());
    let whole = if hits.partly() { hits.len() } else { hits.whole() };
    let (cards, rest) = shown.split_at(whole.saturating_sub(begin).min(shown.len()));
    let rows = |found: &[Found]| -> Vec<Html> {
        found.iter().filter_map(|hit| marked(ctx, asked, hit, hits.words())).collect()
    };
    Ok(Rows {
        cards: rows(cards),
        rest: rows(rest),
        counts,
        next: (end < hits.len()).then(|| asked.at(Some(("page", (page + 1).to_string())))),
        first: (page > 0).then(|| asked.at(None)),
        partly: hits.partly(),
    })
}

fn plain(ctx: &Ctx, asked: &Asked, row: &Card) -> Option<Html> {
    let kind = asked.shelf.kind(&row.kind)?;
    Some(card::row(ctx, kind, row, &card::Marked::default()))
}

/// The row of a hit. The summary is marked as a whole; where the words stand elsewhere, the place
/// is shown under it.
fn marked(ctx: &Ctx, asked: &Asked, hit: &Found, words: Option<&Words>) -> Option<Html> {
    let kind = asked.shelf.kind(&hit.card.kind)?;
    let summary =
        words.and_then(|w| search::snippet(&hit.card.summary, w, &hit.card.lang, usize::MAX));
    let snippet = if summary.is_some() { String::new() } else { hit.snippet.clone() };
    let marked = card::Marked {
        title: if hit.within.is_none() { hit.title.clone() } else { String::new() },
        summary: summary.unwrap_or_default(),
        within: hit.within.map(|id| format!("/content/{id}")).unwrap_or_default(),
        within_title: hit.within_title.clone(),
        snippet,
        snippet_lang: Some(hit.snippet_lang.clone()),
    };
    Some(card::row(ctx, kind, &hit.card, &marked))
}

fn facets(ctx: &Ctx, asked: &Asked, counts: &FacetCounts) -> Vec<FacetView> {
    let views = asked.chosen.iter().enumerate().map(|(place, (facet, chosen))| {
        let options = facet.words(counts, chosen).into_iter().map(|(word, count)| OptionView {
            label: facet.word(ctx.tr, &word),
            chosen: chosen.contains(&word),
            value: word,
            count,
        });
        let (mut first, mut more) = (Vec::new(), Vec::new());
        for option in options {
            if option.chosen || first.len() < FIRST {
                first.push(option);
            } else {
                more.push(option);
            }
        }
        FacetView {
            name: facet.name,
            label: facet.label(ctx.tr),
            open: place < OPEN || !chosen.is_empty(),
            first,
            more,
        }
    });
    views.filter(|view| !view.first.is_empty()).collect()
}

fn chips(ctx: &Ctx, asked: &Asked) -> Vec<Link> {
    let mut chips = Vec::new();
    if !asked.q.is_empty() {
        chips.push(Link {
            label: ctx.tr.t1("library-filter-words", "q", asked.q.as_str()),
            href: asked.without("q", &asked.q),
        });
    }
    for (facet, words) in &asked.chosen {
        chips.extend(words.iter().map(|word| Link {
            label: facet.word(ctx.tr, word),
            href: asked.without(facet.name, word),
        }));
    }
    chips
}

fn sorts(ctx: &Ctx, asked: &Asked) -> Vec<(&'static str, &'static str, bool)> {
    let mut sorts = Vec::new();
    if !asked.q.is_empty() {
        sorts.push(("", ctx.tr.t("library-sort-best"), asked.sort.is_none()));
    }
    for sort in [Sort::New, Sort::Useful, Sort::Used] {
        let chosen =
            asked.sort.unwrap_or(Sort::New) == sort && (asked.q.is_empty() || asked.sort.is_some());
        let key = match sort {
            Sort::Useful => "library-sort-useful",
            Sort::Used => "library-sort-used",
            Sort::New | Sort::Active => "library-sort-new",
        };
        sorts.push((sort.as_str(), ctx.tr.t(key), chosen));
    }
    sorts
}

/// Which one filter to drop so that something is found. The counts say it: they put the words of
/// their own facet aside.
fn drops(ctx: &Ctx, asked: &Asked, counts: &FacetCounts) -> Vec<Link> {
    let mut drops = Vec::new();
    for (facet, words) in &asked.chosen {
        let helps = counts.counts.get(facet.counted).is_some_and(|c| c.values().any(|n| *n > 0));
        if let ([word], true) = (words.as_slice(), helps) {
            let label = facet.word(ctx.tr, word);
            drops.push(Link {
                label: ctx.tr.t1("library-empty-drop-one", "filter", label),
                href: asked.without(facet.name, word),
            });
        }
    }
    if !asked.q.is_empty() && asked.chosen.iter().any(|(_, words)| !words.is_empty()) {
        let label = asked.q.as_str();
        drops.push(Link {
            label: ctx.tr.t1("library-empty-drop-one", "filter", label),
            href: asked.without("q", &asked.q),
        });
    }
    drops
}
