//! `/practices/import/{id}`: what would become of each row, what its columns mean, and what is to be done. Once
//! that has begun, what became of them.

use askama::Template;
use axum::extract::Path;
use content::{
    Draft, Goal,
    kind::lists,
    tables::{self, Choice, Refused, Table, TableState},
};
use domain::{Error, FieldErrors, Visibility, id::RowId};
use web::{Choice as Choosable, Ctx, Form, FormView, Shell};

use super::{corrections, href, outcome};
use crate::{
    pages::form::{self, Places},
    shelf,
    table::{self, Checked, Here, Words},
};

/// Rows that are named one by one; all others are in the table of what is to be corrected.
const NAMED: usize = 50;
/// Rows that are shown as they were understood.
const SHOWN: usize = 5;

/// A row that is named.
struct Named {
    number: i64,
    title: String,
    errors: Vec<String>,
}

/// A row as it was understood.
struct Understood {
    title: String,
    summary: String,
    more: usize,
}

#[derive(Template)]
#[template(path = "library/import-look.html")]
struct Look {
    shell: Shell,
    f: FormView,
    action: String,
    name: String,
    /// The heading of each column, and the name of its control.
    columns: Vec<(String, String)>,
    meanings: Vec<Choosable>,
    /// What columns are called that mean nothing.
    unused: Vec<String>,
    languages: Vec<Choosable>,
    levels: Vec<Choosable>,
    licences: Vec<Choosable>,
    places: Vec<Choosable>,
    organisation: Option<String>,
    all: usize,
    whole: usize,
    fitting: usize,
    wrong: Vec<Named>,
    wrong_more: usize,
    lacking: Vec<Named>,
    lacking_more: usize,
    twice: Vec<Named>,
    twice_more: usize,
    alike: Vec<Named>,
    alike_more: usize,
    understood: Vec<Understood>,
    corrections: Vec<(&'static str, String)>,
}

/// `GET /practices/import/{id}`
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let table = open(&ctx, &id).await?;
    if table.state != TableState::Open {
        return outcome::show(&ctx, &table).await;
    }
    let form = filled(&table.choice);
    ctx.page(&page(&ctx, &table, form, FieldErrors::default()).await?)
}

/// `POST /practices/import/{id}`: `go` is `check`, `keep` or `publish`.
pub async fn act(ctx: Ctx, Path(id): Path<String>, typed: Form) -> web::Result {
    let mut table = open(&ctx, &id).await?;
    let (store, who, shelf) = (ctx.store(), ctx.who(), shelf::at(&ctx));
    let back = href(shelf, table.id);
    if table.state != TableState::Open {
        return Ok(ctx.redirect(&back));
    }
    let chosen = match chosen(&ctx, &table, &typed).await? {
        Ok(chosen) => chosen,
        Err(errors) => return ctx.invalid(&page(&ctx, &table, typed, errors).await?),
    };
    let changed = chosen != *table.choice;
    table.choice = store::JsonText(chosen);
    tables::choose(store, &who, table.id, &table.choice).await?;
    let goal = match typed.get("go") {
        // Nobody brings in what she has not seen.
        _ if changed => None,
        "keep" => Some(Goal::Keep),
        "publish" => Some(Goal::Publish),
        _ => None,
    };
    let Some(goal) = goal else {
        let key = if typed.get("go") == "check" { "table-checked" } else { "table-look-again" };
        return ctx.done(&back, key);
    };
    let (_, checked) = checked(&ctx, &table).await?;
    let (mut rows, mut refused) = (Vec::<(i64, Draft, Goal)>::new(), Vec::new());
    for row in checked {
        if row.fits() {
            let goal = if row.is_whole() { goal } else { Goal::Keep };
            rows.push((row.number, row.draft, goal));
        } else {
            let (number, errors) = (row.number, row.errors());
            refused.push(Refused { number, title: row.draft.title, errors });
        }
    }
    if rows.is_empty() {
        return ctx.done(&back, "table-nothing");
    }
    tables::start(store, &who, table.id, &rows, &refused).await?;
    Ok(ctx.redirect(&back))
}

/// `POST /practices/import/{id}/forget`
pub async fn forget(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let table = open(&ctx, &id).await?;
    tables::forget(ctx.store(), &ctx.who(), table.id).await?;
    ctx.done(&format!("{}/import", shelf::at(&ctx).href), "table-forgotten")
}

/// `GET /practices/import/{id}/wrong.csv`: the rows that cannot be or were not brought in, as they came, each with
/// what is wrong with it, to be corrected and uploaded again.
pub async fn wrong(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let format = web::table::asked(&ctx)?;
    let table = open(&ctx, &id).await?;
    if table.state != TableState::Open {
        let rows = outcome::wrong(&ctx, &table).await?;
        return corrections::answer(&ctx, &table, format, rows).await;
    }
    let (words, rows) = checked(&ctx, &table).await?;
    let (shelf, tr) = (shelf::at(&ctx), ctx.tr);
    let wrong = rows.iter().filter(|row| !row.wrong.is_empty());
    let said = wrong.map(|row| (row.number, Checked::said(&row.wrong, &words, shelf, tr)));
    corrections::answer(&ctx, &table, format, said.collect()).await
}

async fn open(ctx: &Ctx, id: &str) -> web::Result<Table> {
    ctx.signed_in()?;
    let id: RowId = id.parse().map_err(|_| Error::NotFound)?;
    let table = tables::find(&mut ctx.read(), &ctx.who(), id).await?;
    let stands_here = shelf::at(ctx).kind(&table.kind).is_some();
    if stands_here { Ok(table) } else { Err(Error::NotFound.into()) }
}

async fn checked(ctx: &Ctx, table: &Table) -> Result<(Words, Vec<Checked>), Error> {
    let shelf = shelf::at(ctx);
    let kind = shelf.kind(&table.kind).ok_or(Error::NotFound)?;
    let (mut q, who, choice) = (ctx.read(), ctx.who(), &table.choice);
    let own = tables::own_titles(&mut q, &who, kind.name).await?;
    let (group, organisation) = (choice.group, choice.organisation);
    let near = tables::near_titles(&mut q, &who, kind.name, group, organisation).await?;
    let words = Words::of(kind, shelf);
    let rows = words.read(&table.cells, choice, &Here { own, near });
    Ok((words, rows))
}

/// A form that shows what was chosen.
fn filled(choice: &Choice) -> Form {
    let mut form = Form::new()
        .with("lang", choice.lang.as_str())
        .with("visibility", choice.visibility.as_str())
        .with("licence", choice.licence.as_deref().unwrap_or_default());
    if let Some(group) = choice.group {
        form.set("community", group.to_string());
    }
    if choice.organisation.is_some() {
        form.set("organisation", "true");
    }
    for (place, column) in choice.columns.iter().enumerate() {
        form.set(&control(place), column);
    }
    form
}

/// The name of the control that says what a column means.
fn control(place: usize) -> String {
    format!("column.{place}")
}

/// What was chosen; a column that means two things is refused.
async fn chosen(
    ctx: &Ctx,
    table: &Table,
    typed: &Form,
) -> web::Result<Result<Choice, FieldErrors>> {
    let shelf = shelf::at(ctx);
    let kind = shelf.kind(&table.kind).ok_or(Error::NotFound)?;
    let (words, viewer) = (Words::of(kind, shelf), ctx.signed_in()?);
    let places = Places::of(ctx).await?;
    let mut errors = FieldErrors::default();
    let mut columns: Vec<String> = Vec::new();
    for place in 0..table::Places::of(&table.cells).count() {
        let meant = words.columns().iter().find(|c| c.key() == typed.get(&control(place)));
        let key = meant.map_or("", |c| c.key());
        if !key.is_empty() && columns.iter().any(|c| c == key) {
            errors.add(control(place), "table-error-column");
        }
        columns.push(key.to_owned());
    }
    if !errors.is_empty() {
        return Ok(Err(errors));
    }
    let licence = typed.get("licence");
    Ok(Ok(Choice {
        columns,
        lang: typed.lang("lang").unwrap_or_else(|| table.choice.lang.clone()),
        group: typed.get("community").parse().ok().filter(|id| places.has(*id)),
        organisation: viewer.organisation_id.filter(|_| typed.on("organisation")),
        visibility: Visibility::parse(typed.get("visibility")).unwrap_or(Visibility::Public),
        licence: lists::LICENCES.contains(&licence).then(|| licence.to_owned()),
    }))
}

async fn page(ctx: &Ctx, table: &Table, form: Form, errors: FieldErrors) -> web::Result<Look> {
    let (shelf, tr) = (shelf::at(ctx), ctx.tr);
    let (words, rows) = checked(ctx, table).await?;
    let places = Places::of(ctx).await?;
    let f = ctx.form(form, errors);
    let named = |row: &Checked, errors: &FieldErrors| Named {
        number: row.number,
        title: row.draft.title.clone(),
        errors: Checked::said(errors, &words, shelf, tr),
    };
    let of = |keep: &dyn Fn(&&Checked) -> bool, errors: &dyn Fn(&Checked) -> FieldErrors| {
        let all: Vec<&Checked> = rows.iter().filter(|row| keep(row)).collect();
        let list: Vec<Named> = all.iter().take(NAMED).map(|row| named(row, &errors(row))).collect();
        let more = all.len() - list.len();
        (list, more)
    };
    let (wrong, wrong_more) = of(&|row| !row.wrong.is_empty(), &|row| row.wrong.clone());
    let (lacking, lacking_more) =
        of(&|row| row.fits() && !row.missing.is_empty(), &|row| row.missing.clone());
    let (twice, twice_more) = of(&|row| row.twice, &|_| FieldErrors::default());
    let (alike, alike_more) = of(&|row| row.fits() && row.alike, &|_| FieldErrors::default());
    let understood = rows.iter().filter(|row| row.fits()).take(SHOWN).map(|row| Understood {
        title: row.draft.title.clone(),
        summary: row.draft.summary.clone(),
        more: row.draft.values.len() + row.draft.sectors.len(),
    });
    let columns = table::Places::of(&table.cells);
    let meant = |place: usize| table.choice.columns.get(place).is_some_and(|key| !key.is_empty());
    let columns = (0..columns.count()).filter_map(|place| Some((columns.name(place, tr)?, place)));
    let columns: Vec<(String, usize)> = columns.collect();
    let unused = columns.iter().filter(|(_, place)| !meant(*place)).map(|(name, _)| name.clone());
    let base = href(shelf, table.id);
    let offered = if words.kind().licence { lists::LICENCES } else { &[] };
    Ok(Look {
        shell: ctx
            .shell(shelf.t(tr, "table-look-title"))
            .crumb(shelf.t(tr, "library-list-title"), shelf.href)
            .crumb(shelf.t(tr, "table-import-title"), format!("{}/import", shelf.href))
            .noindex()
            .for_form(&f),
        unused: unused.collect(),
        columns: columns.iter().map(|(name, place)| (name.clone(), control(*place))).collect(),
        meanings: words
            .columns()
            .iter()
            .map(|c| Choosable::new(c.key(), c.label(shelf, tr)))
            .collect(),
        languages: Choosable::languages(tr, &ctx.app.interface_languages()),
        levels: Choosable::all(tr, "library-visibility", form::LEVELS),
        licences: offered
            .iter()
            .map(|l| Choosable::new(*l, tr.t(&lists::licence_key(l))))
            .collect(),
        places: places.choices(),
        organisation: places.organisation().map(ToOwned::to_owned),
        all: rows.len(),
        whole: rows.iter().filter(|row| row.is_whole()).count(),
        fitting: rows.iter().filter(|row| row.fits()).count(),
        wrong,
        wrong_more,
        lacking,
        lacking_more,
        twice,
        twice_more,
        alike,
        alike_more,
        understood: understood.collect(),
        corrections: corrections::links(&base),
        name: table.name.clone(),
        action: base,
        f,
    })
}
