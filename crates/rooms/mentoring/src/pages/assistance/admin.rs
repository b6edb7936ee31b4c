//! `/admin/assistance`: who answers the requests of this instance, and after how long they are brought up again.

use askama::Template;
use content::federating::{Find, find};
use domain::{
    Error, FieldErrors,
    access::{Instance, Standing, act, permit},
};
use federation::Actor;
use web::{Choice, Ctx, Form, FormView, Shell};

use super::{ADMIN, name};
use crate::{
    assistance::coordinator::{self, Setting},
    parties,
};

/// Organisations that the form offers.
const OFFERED: usize = 200;

#[derive(Template)]
#[template(path = "mentoring/assistance-admin.html")]
struct Page {
    shell: Shell,
    f: FormView,
    /// Who answers now.
    current: Option<(String, String)>,
    /// Organisations that are known here, by their addresses.
    known: Vec<Choice>,
}

fn may(ctx: &Ctx) -> web::Result<()> {
    permit::<act::Administer, _>(&ctx.who(), Standing::Outsider, Instance)?;
    Ok(())
}

/// `GET /admin/assistance`
pub async fn show(ctx: Ctx) -> web::Result {
    may(&ctx)?;
    let mut q = ctx.read();
    let setting = coordinator::load(&mut q).await?;
    let address = match setting.coordinator {
        Some(id) => {
            let actor = federation::actor::by_id(&mut q, id).await?;
            address(&actor.handle, &actor.host)
        }
        None => String::new(),
    };
    drop(q);
    let form = Form::new().with("coordinator", address).with("days", setting.days.to_string());
    ctx.page(&page(&ctx, form, FieldErrors::default()).await?)
}

fn address(handle: &str, host: &str) -> String {
    if host.is_empty() { format!("@{handle}") } else { format!("@{handle}@{host}") }
}

async fn page(ctx: &Ctx, form: Form, errors: FieldErrors) -> web::Result<Page> {
    let current = coordinator::current(&mut ctx.read(), ctx.site()?).await?;
    let current = match current {
        Some(actor) => Some((name(ctx, &actor).await?, actor.host)),
        None => None,
    };
    let (f, tr) = (ctx.form(form, errors), ctx.tr);
    let known = parties::known(&mut ctx.read(), tr.lang()).await?.into_iter().take(OFFERED);
    let choice = |address: String, name: &str| Choice::new(&*address, format!("{name}, {address}"));
    let known = known.map(|o| choice(address(&o.handle, &o.host), &o.name)).collect();
    let shell = ctx.administration(tr.t("assistance-admin")).for_form(&f);
    Ok(Page { shell, f, current, known })
}

/// `POST /admin/assistance`
pub async fn save(ctx: Ctx, form: Form) -> web::Result {
    may(&ctx)?;
    match set(&ctx, &form).await {
        Ok(()) => ctx.done(ADMIN, "assistance-done-set"),
        Err(web::Error(Error::Invalid(errors))) => ctx.invalid(&page(&ctx, form, errors).await?),
        Err(error) => Err(error),
    }
}

async fn set(ctx: &Ctx, form: &Form) -> web::Result<()> {
    let coordinator = somebody(ctx, &form.line("coordinator")).await?;
    if coordinator.as_ref().is_some_and(|actor| !coordinator::answers(actor)) {
        return Err(Error::field("coordinator", "workspace-error-with").into());
    }
    let setting = Setting {
        coordinator: coordinator.map(|actor| actor.id),
        days: form.line("days").parse().unwrap_or(0),
    };
    Ok(coordinator::save(ctx.store(), &ctx.who(), setting).await?)
}

/// Who has the address that was typed, or the name, where one organisation alone has it here; nobody for none.
async fn somebody(ctx: &Ctx, typed: &str) -> web::Result<Option<Actor>> {
    if typed.is_empty() {
        return Ok(None);
    }
    if let Some(id) = parties::called(&mut ctx.read(), typed, ctx.tr.lang()).await? {
        return Ok(Some(federation::actor::by_id(&mut ctx.read(), id).await?));
    }
    let federation = ctx.app.federation().ok_or(Error::NotFound)?;
    if let Ok(Find::Actor(actor)) = find(federation, ctx.app.publishing(), typed).await {
        return Ok(Some(*actor));
    }
    let handle = typed.trim_start_matches('@');
    let here = federation::actor::by_handle(&mut ctx.read(), handle, "").await?;
    here.map(Some).ok_or_else(|| Error::field("coordinator", "workspace-error-with").into())
}
