//! `/practices/{id}/taken-up`: who took a thing up and what became of it, and who uses it, as a table.

use std::collections::BTreeSet;

use axum::extract::Path;
use content::{
    Values,
    lineage::{self, CHANGES, COST, FAILED, RESULT, Standing, Taken},
    markdown,
    read::Page,
    voices::Said,
};
use domain::{
    ActorId, Error, Time,
    access::{Action, State},
};
use web::{
    Ctx, Html, Shell,
    table::{self, Cell, List, Of},
};

use super::{
    super::{sheet, voices},
    block::{Named, host, named, says},
};
use crate::links;

/// Whoever has taken it up, or uses it.
struct Line {
    named: Named,
    relation: String,
    says: String,
    published: Option<Time>,
    /// What was done differently and what came of it, as HTML.
    notes: Values,
    since: String,
    how: String,
    /// Who says that it is used.
    by: String,
}

impl Line {
    fn note(&self, field: &str) -> Cell {
        let html = self.notes.get(field).and_then(|value| value.as_str());
        Cell::text(markdown::plain_cleaned(html.unwrap_or_default()))
    }
}

static LIST: List<Line> = List {
    name: "taken-up",
    columns: &[
        Of::new("city", "lineage-col-city", |_, l: &Line| Cell::text(&l.named.place)),
        Of::new("title", "lineage-col-thing", |_, l: &Line| Cell::text(&l.named.title)),
        Of::new("relation", "lineage-col-relation", |_, l: &Line| Cell::text(&l.relation)),
        Of::new("says", "lineage-col-says", |_, l: &Line| Cell::text(&l.says)),
        Of::new("published", "lineage-col-when", |ctx, l: &Line| {
            l.published.map_or(Cell::Empty, |time| table::day(ctx, time))
        }),
        Of::new("changes", CHANGES.words, |_, l: &Line| l.note(CHANGES.name)),
        Of::new("cost", COST.words, |_, l: &Line| l.note(COST.name)),
        Of::new("result", RESULT.words, |_, l: &Line| l.note(RESULT.name)),
        Of::new("failed", FAILED.words, |_, l: &Line| l.note(FAILED.name)),
        Of::new("used_since", "table-used-since", |_, l: &Line| Cell::text(&l.since)),
        Of::new("used_how", "table-used-how", |_, l: &Line| Cell::text(&l.how)),
        Of::new("confirmed_by", "table-used-by", |_, l: &Line| Cell::text(&l.by)),
        Of::new("host", "table-host", |_, l: &Line| Cell::text(&l.named.host)),
        Of::new("address", "table-address", |ctx, l: &Line| table::address(ctx, &l.named.href)),
    ],
};

/// Where it can be taken along, for the sheet of a thing that somebody has taken up or uses.
pub fn link(shell: &Shell, page: &Page, somebody: bool) -> Html {
    if !somebody {
        return Html::default();
    }
    let list = links::below(page.kind, page.content.id, "taken-up");
    shell.take_as("take", "table-take-taken", &list)
}

/// `GET /practices/{id}/taken-up/list.csv` and the same in other forms: what the sheet says of all of them.
pub async fn take(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let page = sheet::open(&ctx, links::id(&id)?).await?;
    if page.content.state != State::Published || page.content.position.is_some() {
        return Err(Error::NotFound.into());
    }
    let title = ctx.tr.t1("table-taken-title", "title", page.text.title.as_str());
    let lines = lines(&ctx, &page).await?;
    LIST.answer(&ctx, &title, table::rows(lines)).await
}

async fn lines(ctx: &Ctx, page: &Page) -> Result<Vec<Line>, Error> {
    let (who, lang, shell) = (ctx.who(), ctx.tr.lang(), ctx.shell(""));
    let uses = voices::uses(ctx, page).await?;
    let known = ctx.app.kinds().get(&page.content.kind);
    let taken = if known.is_some_and(|kind| kind.adapted.is_some()) {
        let author = page.may(&who, Action::Edit) && page.content.host.is_empty();
        lineage::taken_up(&mut ctx.read(), &who, page.content.id, author, lang).await?
    } else {
        Vec::new()
    };
    let mut lines = Vec::with_capacity(taken.len() + uses.len());
    let mut recognised: BTreeSet<ActorId> = BTreeSet::new();
    for one in taken {
        let own = one.card.as_ref().filter(|_| one.standing == Standing::Recognised);
        let own = own.and_then(|card| card.organisation_id);
        recognised.extend(own);
        let used = uses.iter().find(|said| own.is_some() && said.card.organisation_id == own);
        lines.push(adopted(ctx, &shell, one, used));
    }
    // Who stands among the first already stands there once.
    let others = uses.iter().filter(|said| {
        said.card.organisation_id.is_some_and(|organisation| !recognised.contains(&organisation))
    });
    lines.extend(others.map(|said| using(ctx, said)));
    Ok(lines)
}

fn adopted(ctx: &Ctx, shell: &Shell, one: Taken, used: Option<&Said>) -> Line {
    let (tr, (says, _)) = (ctx.tr, says(ctx.tr, one.standing));
    let named = match &one.card {
        Some(card) => named(shell, card),
        None => nameless(host(&one.iri)),
    };
    let relation = tr.t(&format!("lineage-is-{}", one.relation.as_str())).to_owned();
    Line {
        relation: if named.href.is_empty() { String::new() } else { relation },
        published: one.card.as_ref().map(|card| card.published_at),
        notes: one.notes,
        since: used.map(|said| said.card.value("since").to_owned()).unwrap_or_default(),
        how: used.map(|said| said.field("how").to_owned()).unwrap_or_default(),
        by: String::new(),
        named,
        says,
    }
}

fn using(ctx: &Ctx, said: &Said) -> Line {
    Line {
        named: Named {
            href: voices::organisation(said),
            host: said.card.host.clone(),
            ..nameless(said.card.organisation_name.clone())
        },
        relation: ctx.tr.t("uses-note").to_owned(),
        says: String::new(),
        published: None,
        notes: Values::new(),
        since: said.card.value("since").to_owned(),
        how: said.field("how").to_owned(),
        by: said.card.author_name.clone(),
    }
}

/// What has a place and no page here.
fn nameless(place: String) -> Named {
    Named {
        place,
        title: String::new(),
        lang_attr: Html::default(),
        href: String::new(),
        host: String::new(),
    }
}
