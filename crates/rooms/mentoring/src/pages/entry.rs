//! `/mentoring/workspaces/{id}/{entry}/{key}`: one meeting, action, goal, check-in or feedback, as a form.

use askama::Template;
use axum::extract::Path;
use content::{Draft as Typed, Kind, Shape, draft};
use domain::{Error, FieldErrors, id::RowId};
use people::ledger::{Draft, Open};
use serde_json::{Map, Value};
use web::{Ctx, Form, FormView, Html, Shell, kind};

use super::{HREF, at_form, elder, href, open, seen_of, seen_text, show::own_note};
use crate::{
    agreement::Agreed,
    entries::{self, is_own},
    service, verifying,
    workspace::{entry, word},
};

/// The most characters of a text of which [`shown`] is the whole.
pub const SHOWN: usize = 300;

/// The key of what does not exist yet.
const NEW: &str = "new";

#[derive(Template)]
#[template(path = "mentoring/entry.html")]
struct Page {
    shell: Shell,
    f: FormView,
    kind: &'static Kind,
    action: String,
    back: String,
    fields: Html,
    /// What the two have agreed on, for how far a goal is.
    goal: Option<Agreed>,
    /// To what the reader's own notes on it belong, for a meeting that there is.
    place: Option<String>,
    /// What the two have written differently, of which the form shows one.
    contested: Vec<String>,
    /// That there is an older workspace of the same pair.
    elder: Html,
    /// The time zone of its hour, when it is not that of this instance.
    zone: Option<String>,
}

impl Page {
    /// What the form is for, where that must be said.
    fn lead_key(&self) -> String {
        format!("workspace-{}", self.kind.name)
    }
}

/// The form of an entry and the key under which it stands, or will.
struct Place {
    kind: &'static Kind,
    key: String,
    /// What it is in the agreement, for a goal that stands there.
    goal: Option<Agreed>,
}

impl Place {
    /// Where its form is, below the workspace.
    fn address(&self) -> String {
        let key = if self.key.is_empty() { "own" } else { &self.key };
        format!("{}/{key}", self.kind.name)
    }
}

async fn place(ctx: &Ctx, open: &Open, name: &str, key: &str) -> web::Result<Place> {
    let kind = entries::of(name).ok_or(Error::NotFound)?;
    let own = word(open.side);
    let key = match kind.name {
        // There is only one.
        entry::CLOSING => String::new(),
        entry::CHECKIN | entry::FEEDBACK if key == NEW => {
            let id: RowId = ctx.store().id();
            format!("{own}-{id}")
        }
        _ if key == NEW => {
            let id: RowId = ctx.store().id();
            id.to_string()
        }
        _ => key.to_owned(),
    };
    let known = key.is_empty() || !open.now.entry(kind.name, &key).is_empty();
    // A goal stands in the agreement before anybody says how far it is.
    let goal = if kind.name == entry::GOAL { agreed(ctx, open, &key).await? } else { None };
    let made = known || if kind.name == entry::GOAL { goal.is_some() } else { key.contains('-') };
    if !made {
        return Err(Error::NotFound.into());
    }
    Ok(Place { kind, key, goal })
}

/// A goal of the agreement that binds.
async fn agreed(ctx: &Ctx, open: &Open, key: &str) -> web::Result<Option<Agreed>> {
    let mut q = ctx.read();
    let agreement = verifying::agreement(&mut q, &open.ledger, &open.operations).await?;
    Ok(agreement.goals().into_iter().find(|goal| goal.key == key))
}

/// What stands in a field for the reader's side.
fn stored(open: &Open, place: &Place, field: &str) -> String {
    if is_own(place.kind.name, field) {
        return format!("{}_{field}", word(open.side));
    }
    field.to_owned()
}

/// `GET /mentoring/workspaces/{id}/{entry}/{key}`
pub async fn show(ctx: Ctx, Path((id, name, key)): Path<(String, String, String)>) -> web::Result {
    let open = open(&ctx, &id).await?;
    let place = place(&ctx, &open, &name, &key).await?;
    let there = open.now.entry(place.kind.name, &place.key);
    let mut typed = Typed::new(place.kind.name, ctx.tr.lang().clone());
    for field in place.kind.fields {
        let value = there.value(&stored(&open, &place, field.name));
        if !value.is_null() {
            typed.values.insert(field.name.to_owned(), value.clone());
        }
    }
    let mut form = kind::fill(place.kind, &typed).with("seen", seen_text(open.now.seen()));
    if there.is_empty() {
        for (field, value) in [("state", first(place.kind, "state")), ("moment", "middle")] {
            if place.kind.field(field).is_some() && form.get(field).is_empty() {
                form.set(field, value);
            }
        }
    }
    if place.kind.name == entry::SESSION && !there.is_empty() {
        let note = own_note(&ctx, open.ledger.id, &place.address()).await?;
        form.set("note", note);
    }
    ctx.page(&page(&ctx, &open, &place, form, FieldErrors::default()).await?)
}

/// A time zone that the reader must be told of, because it is not hers.
fn zone(ctx: &Ctx, zone: &str) -> Option<String> {
    let own = ctx.site.as_deref().is_some_and(|site| site.timezone == zone);
    (!zone.is_empty() && !own).then(|| zone.to_owned())
}

fn first(kind: &Kind, field: &str) -> &'static str {
    kind.field(field).and_then(|f| f.shape.options().first().copied()).unwrap_or_default()
}

async fn page(
    ctx: &Ctx,
    open: &Open,
    place: &Place,
    form: Form,
    errors: FieldErrors,
) -> web::Result<Page> {
    let (f, home) = (ctx.form(form, errors), href(open.ledger.id));
    let langs = ctx.app.interface_languages();
    let there = open.now.entry(place.kind.name, &place.key);
    let label = |(field, _): (&str, _)| label(ctx, place.kind, field);
    Ok(Page {
        elder: elder::notice(ctx, open).await?,
        contested: there.conflicts().map(label).collect(),
        zone: zone(ctx, there.text("zone")),
        shell: ctx
            .shell(ctx.tr.t(&format!("workspace-{}", place.kind.name)))
            .crumb(ctx.tr.t("workspace-list"), HREF)
            .crumb(&open.ledger.title, &home)
            .for_form(&f)
            .noindex(),
        fields: kind::form_fields(&f, place.kind, "all", &langs),
        f,
        goal: place.goal.clone(),
        kind: place.kind,
        place: (place.kind.name == entry::SESSION
            && !open.now.entry(place.kind.name, &place.key).is_empty())
        .then(|| place.address()),
        action: format!("{home}/{}", place.address()),
        back: home,
    })
}

/// `POST /mentoring/workspaces/{id}/{entry}/{key}`
pub async fn save(
    ctx: Ctx,
    Path((id, name, key)): Path<(String, String, String)>,
    form: Form,
) -> web::Result {
    let open = open(&ctx, &id).await?;
    let place = place(&ctx, &open, &name, &key).await?;
    match write(&ctx, &open, &place, &form).await {
        Ok(()) => ctx.done(&href(open.ledger.id), "workspace-done-saved"),
        Err(error) => {
            let errors = at_form(error)?;
            ctx.invalid(&page(&ctx, &open, &place, form, errors).await?)
        }
    }
}

async fn write(ctx: &Ctx, open: &Open, place: &Place, form: &Form) -> domain::Result<()> {
    let typed = draft::from_form(place.kind, &form.pairs(), ctx.tr.lang());
    let there = open.now.entry(place.kind.name, &place.key);
    let was = |field: &str| there.text(&stored(open, place, field)).to_owned();
    let checked =
        entries::checked(place.kind, &typed, was, ctx.local.today()).map_err(Error::Invalid)?;
    let mut set = Map::new();
    for field in place.kind.fields {
        let value = checked.values.get(field.name).cloned().unwrap_or(Value::Null);
        let name = stored(open, place, field.name);
        let there = open.now.entry(place.kind.name, &place.key).value(&name);
        // What was empty and stays so is nothing.
        if !(value.is_null() && there.is_null()) {
            set.insert(name, value);
        }
    }
    // An hour is one of the city that wrote it first; whoever changes it reads there which.
    let there = open.now.entry(place.kind.name, &place.key);
    let hour = set.get("time").is_some_and(Value::is_string) && there.text("zone").is_empty();
    if let Some(site) = ctx.site.as_deref().filter(|_| hour) {
        set.insert("zone".into(), site.timezone.clone().into());
    }
    let entry = Draft { entry: place.kind.name, key: place.key.clone(), set };
    let seen = seen_of(form.get("seen"));
    service::write(ctx.app.ledgers()?, &ctx.who(), open.ledger.id, seen.as_ref(), entry).await
}

/// `POST /mentoring/workspaces/{id}/settle`: of values that stand beside one another, one is taken.
pub async fn settle(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let open = open(&ctx, &id).await?;
    let kind = entries::of(form.get("entry")).ok_or(Error::NotFound)?;
    let (field, seen) = (form.get("field"), seen_of(form.get("seen")).ok_or(Error::NotFound)?);
    let entry = (kind.name, form.get("key"));
    let id = open.ledger.id;
    service::settle(ctx.app.ledgers()?, &ctx.who(), id, &seen, entry, field, form.get("value"))
        .await?;
    ctx.done(&href(id), "workspace-done-settled")
}

/// What a field is called; one that nobody here knows is called as the other city calls it.
pub fn label(ctx: &Ctx, kind: &Kind, field: &str) -> String {
    ctx.tr.find(&kind.label_key(field)).unwrap_or(field).to_owned()
}

/// A value of a field as people read it; of a long text its beginning.
pub fn shown(ctx: &Ctx, kind: &Kind, field: &str, value: &Value) -> String {
    let Some(known) = kind.field(field) else { return value.to_string() };
    match (known.shape, value) {
        (_, Value::Null) => ctx.tr.t("workspace-nothing").to_owned(),
        (Shape::Choice(_), Value::String(word)) => {
            ctx.tr.word(&kind.label_key(field), word).to_owned()
        }
        (Shape::Date, Value::String(day)) => ctx.local.partial_date(day),
        (_, Value::String(text)) => domain::text::excerpt(text, SHOWN),
        (_, other) => other.to_string(),
    }
}
