//! `/practices/{id}/lineage`: which city learnt from which, as a table and as a picture.

use askama::Template;
use axum::extract::Path;
use content::{
    lineage::tree::{self, Node, What},
    read::Page,
};
use domain::{Time, access::State};
use web::{
    Ctx, Html, Shell,
    table::{self, Cell, List, Of},
};

use super::{
    super::sheet,
    block::{Named, host, named, says},
    picture::{self, Box, Look},
};
use crate::{links, shelf};

struct Row {
    named: Named,
    /// Generations after the first, for the indent; no more than the page has room for.
    depth: usize,
    /// From whom it learnt; empty for the first.
    from: String,
    relation: String,
    says: String,
    class: &'static str,
    published: Option<Time>,
    gone: bool,
    here: bool,
}

/// The table of the page.
static LIST: List<Row> = List {
    name: "lineage",
    columns: &[
        Of::new("city", "lineage-col-city", |_, r: &Row| Cell::text(&r.named.place)),
        Of::new("title", "lineage-col-thing", |_, r: &Row| Cell::text(&r.named.title)),
        Of::new("from", "lineage-col-from", |_, r: &Row| Cell::text(&r.from)),
        Of::new("relation", "lineage-col-relation", |_, r: &Row| Cell::text(&r.relation)),
        Of::new("says", "lineage-col-says", |_, r: &Row| Cell::text(&r.says)),
        Of::new("published", "lineage-col-when", |ctx, r: &Row| {
            r.published.map_or(Cell::Empty, |time| table::day(ctx, time))
        }),
        Of::new("host", "table-host", |_, r: &Row| Cell::text(&r.named.host)),
        Of::new("address", "table-address", |ctx, r: &Row| table::address(ctx, &r.named.href)),
    ],
};

#[derive(Template)]
#[template(path = "library/lineage.html")]
struct LineagePage {
    shell: Shell,
    title: String,
    lang_attr: Html,
    rows: Vec<Row>,
    pictures: Vec<Html>,
    claimed: bool,
    take: Html,
    back: String,
}

impl LineagePage {
    fn when(&self, row: &Row) -> String {
        row.published.map(|time| self.shell.date(time)).unwrap_or_default()
    }
}

/// A thing that can be taken up, with the tree to which it belongs.
async fn open(ctx: &Ctx, id: &str) -> web::Result<(Page, Vec<Node>)> {
    let page = sheet::open(ctx, links::id(id)?).await?;
    if page.kind.adapted.is_none() || page.content.state != State::Published {
        return Err(domain::Error::NotFound.into());
    }
    let nodes = tree::tree(&mut ctx.read(), &ctx.who(), page.content.id, ctx.tr.lang()).await?;
    Ok((page, nodes))
}

fn rows(ctx: &Ctx, shell: &Shell, nodes: &[Node]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let row = row(ctx, shell, node, &rows);
        rows.push(row);
    }
    rows
}

/// `GET /practices/{id}/lineage`
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let (page, nodes) = open(&ctx, &id).await?;
    let (id, shelf) = (page.content.id, shelf::at(&ctx));
    let shell = ctx
        .shell(ctx.tr.t("lineage-page"))
        .crumb(shelf.t(ctx.tr, "library-list-title"), shelf.href)
        .noindex();
    let rows = rows(&ctx, &shell, &nodes);
    let boxes: Vec<Box> =
        nodes.iter().zip(&rows).map(|(node, row)| boxed(&ctx, node, row)).collect();
    let title = ctx.tr.t("lineage-picture").to_owned();
    let said = described(&ctx, &boxes);
    let pictures = if boxes.len() > 1 {
        vec![picture::wide(&boxes, &title, &said), picture::narrow(&boxes, &title, &said)]
    } else {
        Vec::new()
    };
    ctx.page(&LineagePage {
        title: page.text.title.clone(),
        lang_attr: shell.lang_of(&page.text.lang),
        claimed: boxes.iter().any(|b| b.claimed),
        rows,
        pictures,
        take: shell.take(&links::below(page.kind, id, "lineage")),
        back: links::sheet(page.kind, id, &page.content.slug),
        shell,
    })
}

/// `GET /practices/{id}/lineage/list.csv` and the same in other forms.
pub async fn take(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let (_, nodes) = open(&ctx, &id).await?;
    let rows = rows(&ctx, &ctx.shell(""), &nodes);
    LIST.answer(&ctx, ctx.tr.t("lineage-page"), table::rows(rows)).await
}

fn row(ctx: &Ctx, shell: &Shell, node: &Node, before: &[Row]) -> Row {
    let tr = ctx.tr;
    let unlinked = |place: String, title: String, lang_attr: Html| Named {
        place,
        title,
        lang_attr,
        href: String::new(),
        host: String::new(),
    };
    let named = match &node.what {
        What::Here(card) => named(shell, card),
        What::Withdrawn(kept) => {
            unlinked(kept.place.clone(), kept.title.clone(), shell.lang_of(&kept.lang))
        }
        What::Elsewhere(iri) => unlinked(host(iri), String::new(), Html::default()),
    };
    let (says, class) = match node.parent {
        Some(_) => says(tr, node.standing),
        None => (String::new(), ""),
    };
    Row {
        depth: node.depth.min(6),
        from: node.parent.map_or_else(String::new, |at| before[at].named.place.clone()),
        relation: match node.parent {
            Some(_) => tr.t(&format!("lineage-is-{}", node.relation.as_str())).to_owned(),
            None => tr.t("lineage-is-first").to_owned(),
        },
        says,
        class,
        published: match &node.what {
            What::Here(card) => Some(card.published_at),
            _ => None,
        },
        gone: matches!(node.what, What::Withdrawn(_)),
        here: node.here,
        named,
    }
}

fn boxed(ctx: &Ctx, node: &Node, row: &Row) -> Box {
    let tr = ctx.tr;
    let city = match &node.what {
        What::Here(card) if !card.value("city").is_empty() => card.value("city").to_owned(),
        _ => row.named.place.clone(),
    };
    let year = match &node.what {
        What::Here(card) => ctx.local.zoned(card.published_at).year().to_string(),
        _ => String::new(),
    };
    let below = match (&node.what, node.here) {
        (_, true) => tr.t("lineage-here").to_owned(),
        (What::Withdrawn(_), _) => tr.t("lineage-withdrawn").to_owned(),
        (What::Elsewhere(_), _) => tr.t("lineage-elsewhere").to_owned(),
        (What::Here(_), _) => {
            let word = row.relation.clone();
            tr.t2("lineage-box", "relation", word, "year", year)
        }
    };
    Box {
        parent: node.parent,
        depth: node.depth,
        title: city,
        below,
        look: match node {
            Node { here: true, .. } => Look::Here,
            Node { what: What::Withdrawn(_) | What::Elsewhere(_), .. } => Look::Gone,
            Node { parent: None, .. } => Look::Root,
            _ => Look::Plain,
        },
        claimed: node.parent.is_some() && node.standing != content::lineage::Standing::Recognised,
    }
}

/// The picture in one sentence for each step.
fn described(ctx: &Ctx, boxes: &[Box]) -> String {
    let steps: Vec<String> = (boxes.iter())
        .filter_map(|one| {
            let from = &boxes[one.parent?];
            Some(ctx.tr.t2("lineage-step", "from", from.title.as_str(), "to", one.title.as_str()))
        })
        .collect();
    steps.join("; ")
}
