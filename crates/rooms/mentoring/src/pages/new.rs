//! `/mentoring/workspaces/new`: one city proposes a mentoring to another.

use askama::Template;
use content::federating::{Find, find};
use domain::{Error, FieldErrors};
use federation::{Actor, ActorKind, iri};
use people::ledger::Side;
use web::{Choice, Ctx, Form, FormView, Html, Shell};

use super::{
    HREF,
    elsewhere::{self, SOFTWARE, There},
    href,
};
use crate::{
    application::address,
    parties,
    service::{self, Beginning},
};

#[derive(Template)]
#[template(path = "mentoring/new.html")]
struct New {
    shell: Shell,
    f: FormView,
    sides: Vec<Choice>,
    /// For whom the reader acts.
    own: String,
    /// Organisations that are known here.
    known: Vec<Choice>,
    /// What can be done where it cannot be begun.
    instead: Html,
}

/// `GET /mentoring/workspaces/new?with=@city@host&person=@somebody@host&side=mentee&title=…`
pub async fn show(ctx: Ctx) -> web::Result {
    let params = ctx.params();
    let mut form = Form::new().with("side", "mentee");
    for name in ["with", "person", "side", "title", "from", "programme"] {
        if params.has(name) {
            form.set(name, params.line(name));
        }
    }
    ctx.page(&new(&ctx, form, FieldErrors::default(), Html::default()).await?)
}

async fn new(ctx: &Ctx, form: Form, errors: FieldErrors, instead: Html) -> web::Result<New> {
    let viewer = ctx.signed_in()?;
    let own = match viewer.organisation_id {
        Some(id) => people::organisations::by_id(&mut ctx.read(), id, ctx.tr.lang()).await?.name,
        None => viewer.name.clone(),
    };
    let mut known = parties::known(&mut ctx.read(), ctx.tr.lang()).await?;
    known.retain(|o| Some(o.id) != viewer.organisation_id);
    let known = known.into_iter().map(|o| Choice::new(address(&o.handle, &o.host), o.name));
    let (f, tr) = (ctx.form(form, errors), ctx.tr);
    Ok(New {
        known: known.collect(),
        shell: ctx
            .shell(tr.t("workspace-new"))
            .crumb(tr.t("mentoring-menu"), "/mentoring")
            .crumb(tr.t("workspace-list"), HREF)
            .for_form(&f)
            .noindex(),
        sides: Choice::all(tr, "workspace-side", crate::workspace::SIDES.into_iter().rev()),
        f,
        own,
        instead,
    })
}

/// `POST /mentoring/workspaces/new`
pub async fn save(ctx: Ctx, form: Form) -> web::Result {
    // All that is wrong is said at once.
    let mut errors = FieldErrors::default();
    let there = taken(there(&ctx, &form).await, &mut errors)?;
    errors.0.extend(service::wrong(form.get("title"), form.get("message")).0);
    let Some(there) = there.filter(|_| errors.is_empty()) else {
        return ctx.invalid(&new(&ctx, form, errors, Html::default()).await?);
    };
    match begin(&ctx, &form, &there).await {
        Ok(id) => ctx.done(&href(id), "workspace-done-begun"),
        Err(web::Error(Error::Invalid(errors))) => {
            ctx.invalid(&new(&ctx, form, errors, Html::default()).await?)
        }
        Err(web::Error(Error::Forbidden(key) | Error::Conflict(key))) => {
            let mut errors = FieldErrors::default();
            errors.add("with", key);
            let instead = match key {
                SOFTWARE => elsewhere::mentoring(&ctx, &form, &there).await?,
                _ => Html::default(),
            };
            ctx.invalid(&new(&ctx, form, errors, instead).await?)
        }
        Err(error) => Err(error),
    }
}

/// With whom it is to be begun.
async fn there(ctx: &Ctx, form: &Form) -> web::Result<There> {
    ctx.signed_in()?;
    let mut errors = FieldErrors::default();
    let other = taken(party(ctx, form, "with").await, &mut errors)?;
    let person = taken(somebody(ctx, form, "person").await, &mut errors)?;
    match (other, person) {
        (Some((other, asked)), Some(person)) => Ok((other, person.or(asked))),
        _ => Err(Error::Invalid(errors).into()),
    }
}

/// What was read from a form; nothing where something is wrong with it, which joins the other errors.
fn taken<T>(read: web::Result<T>, errors: &mut FieldErrors) -> web::Result<Option<T>> {
    match read {
        Ok(read) => Ok(Some(read)),
        Err(web::Error(Error::Invalid(wrong))) => {
            errors.0.extend(wrong.0);
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

async fn begin(ctx: &Ctx, form: &Form, there: &There) -> web::Result<domain::id::LedgerId> {
    let viewer = ctx.signed_in()?;
    let (other, person) = there;
    let own = viewer.organisation_id.unwrap_or(viewer.actor_id);
    let side = if form.get("side") == "mentor" { Side::First } else { Side::Second };
    let (mentor, mentee) = if side == Side::First { (own, other.id) } else { (other.id, own) };
    let live = ctx.app.federation().and_then(|f| f.live()).ok_or(Error::NotFound)?;
    let new = Beginning {
        mentor,
        mentee,
        side,
        title: form.line("title"),
        message: form.block("message"),
        person: person.as_ref().map(|p| iri::of_actor(&live.origin, p)).unwrap_or_default(),
        from: form.line("from"),
        programme: form.line("programme"),
    };
    Ok(service::begin(ctx.app.ledgers()?, &ctx.who(), new).await?)
}

/// The party that was typed, by its name or its address: an organisation or a person. Whoever is written to acts for the
/// organisation that she works for, and should see it herself. Errors of the field: `error-required`,
/// `workspace-error-with`.
pub async fn party(
    ctx: &Ctx,
    form: &Form,
    field: &'static str,
) -> web::Result<(Actor, Option<Actor>)> {
    if form.line(field).is_empty() {
        return Err(Error::field(field, "error-required").into());
    }
    let named = parties::called(&mut ctx.read(), form.get(field), ctx.tr.lang()).await?;
    let other = match named {
        Some(id) => Some(federation::actor::by_id(&mut ctx.read(), id).await?),
        None => somebody(ctx, form, field).await?,
    };
    let other = other.filter(|a| matches!(a.kind, ActorKind::Organisation | ActorKind::Person));
    let other = other.ok_or_else(|| Error::field(field, "workspace-error-with"))?;
    if other.kind == ActorKind::Person
        && let Some(organisation) = works_for(ctx, other.id).await?
    {
        return Ok((organisation, Some(other)));
    }
    Ok((other, None))
}

async fn works_for(ctx: &Ctx, person: domain::ActorId) -> web::Result<Option<Actor>> {
    let mut q = ctx.read();
    match people::organisations::of_person(&mut q, person).await? {
        Some(id) => Ok(Some(federation::actor::by_id(&mut q, id).await?)),
        None => Ok(None),
    }
}

/// Who has the address that was typed; nobody for none. An error beside the field for an address that leads nowhere.
async fn somebody(ctx: &Ctx, form: &Form, field: &'static str) -> web::Result<Option<Actor>> {
    let typed = form.line(field);
    if typed.is_empty() {
        return Ok(None);
    }
    let federation = ctx.app.federation().ok_or(Error::NotFound)?;
    if let Ok(Find::Actor(actor)) = find(federation, ctx.app.publishing(), &typed).await {
        return Ok(Some(*actor));
    }
    // A name without a host is one of this instance.
    let handle = typed.trim_start_matches('@');
    let here = federation::actor::by_handle(&mut ctx.read(), handle, "").await?;
    here.map(Some).ok_or_else(|| Error::field(field, "workspace-error-with").into())
}
