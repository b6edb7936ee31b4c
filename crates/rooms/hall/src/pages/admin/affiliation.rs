//! `/admin/people/{id}/organisation`: for which organisation somebody works.

use askama::Template;
use axum::{extract::Path, routing::get};
use domain::{AccountId, ActorId, Error, FieldErrors, access::act};
use people::{
    accounts::{self, Account},
    organisations, persons,
};
use web::{Choice, Ctx, Form, FormView, Routes, Shell};

use super::may;

/// The most organisations that are offered.
const MOST: usize = 1000;

pub(crate) fn routes() -> Routes {
    Routes::new().route("/admin/people/{id}/organisation", get(show).post(save))
}

#[derive(Template)]
#[template(path = "hall/admin/affiliation.html")]
struct AffiliationPage {
    shell: Shell,
    f: FormView,
    id: AccountId,
    name: String,
    organisations: Vec<Choice>,
}

async fn page(
    ctx: &Ctx,
    account: Account,
    form: Form,
    errors: FieldErrors,
) -> web::Result<AffiliationPage> {
    let tr = ctx.tr;
    let all = organisations::list(&mut ctx.read(), None, tr.lang(), None, MOST).await?.items;
    let f = ctx.form(form, errors);
    Ok(AffiliationPage {
        shell: ctx
            .administration(tr.t1("admin-affiliation-page", "name", &account.name))
            .crumb(tr.t("admin-people"), "/admin/people")
            .for_form(&f),
        f,
        id: account.id,
        name: account.name,
        organisations: all.into_iter().map(|o| Choice::new(o.id.to_string(), o.name)).collect(),
    })
}

async fn show(ctx: Ctx, Path(id): Path<AccountId>) -> web::Result {
    may::<act::Administer>(&ctx)?;
    let account = accounts::by_id(&mut ctx.read(), id).await?;
    let (who, lang) = (ctx.who(), ctx.tr.lang());
    let person = persons::page(&mut ctx.read(), &who, &account.handle, "", lang).await?;
    let now = person.card.organisation_id.map_or_else(String::new, |id| id.to_string());
    let form = Form::new().with("organisation", now);
    ctx.page(&page(&ctx, account, form, FieldErrors::default()).await?)
}

async fn save(ctx: Ctx, Path(id): Path<AccountId>, form: Form) -> web::Result {
    may::<act::Administer>(&ctx)?;
    let account = accounts::by_id(&mut ctx.read(), id).await?;
    let saved = match chosen(&form) {
        Ok(chosen) => {
            organisations::affiliate(ctx.store(), &ctx.who(), account.actor_id, chosen).await
        }
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => ctx.done("/admin/people", "admin-affiliation-saved"),
        Err(Error::Invalid(errors)) => ctx.invalid(&page(&ctx, account, form, errors).await?),
        Err(error) => Err(error.into()),
    }
}

fn chosen(form: &Form) -> domain::Result<Option<ActorId>> {
    match form.get("organisation") {
        "" => Ok(None),
        id => id
            .parse()
            .map(Some)
            .map_err(|_| Error::field("organisation", "error-organisation-unknown")),
    }
}
