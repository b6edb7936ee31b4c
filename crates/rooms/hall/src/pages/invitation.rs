//! `/invitations/{token}`: what the link promises, and an account through it.

use askama::Template;
use axum::{Extension, extract::Path, http::StatusCode, routing::get};
use domain::{Error, FieldErrors, access::Role};
use people::{Token, invitations::Invitation};
use web::{Choice, Ctx, Form, FormView, Routes, Shell};

use super::sign_up;
use crate::doors::{Doors, client, enter};

pub(crate) fn routes(doors: &Doors) -> Routes {
    Routes::new()
        .route("/invitations/{token}", get(show).post(accept).layer(Extension(doors.clone())))
}

#[derive(Template)]
#[template(path = "hall/invitation.html")]
struct InvitationPage {
    shell: Shell,
    invitation: Invitation,
    token: String,
    site: String,
    f: FormView,
    languages: Vec<Choice>,
    viewer: Option<String>,
}

#[derive(Template)]
#[template(path = "hall/over.html")]
struct OverPage {
    shell: Shell,
    text: &'static str,
}

fn page(
    ctx: &Ctx,
    token: &Token,
    invitation: Invitation,
    form: Form,
    errors: FieldErrors,
) -> InvitationPage {
    let (f, languages) = sign_up::form(ctx, form, errors);
    InvitationPage {
        shell: ctx.shell(ctx.tr.t("invitation-page")).noindex().for_form(&f),
        invitation,
        token: token.as_str().to_owned(),
        site: ctx
            .site
            .as_ref()
            .and_then(|s| s.name.best([ctx.tr.lang()]))
            .map_or_else(String::new, |(_, name)| name.to_owned()),
        f,
        languages,
        viewer: ctx.viewer.as_ref().map(|v| v.name.clone()),
    }
}

/// A link that opens nothing any more says so, and what to do.
fn over(ctx: &Ctx) -> web::Result {
    let shell = ctx.shell(ctx.tr.t("invitation-over")).noindex();
    ctx.page_with(StatusCode::NOT_FOUND, &OverPage { shell, text: "invitation-over-text" })
}

/// The invitation behind a link, if it still is one.
async fn find(ctx: &Ctx, token: &str) -> domain::Result<Option<(Token, Invitation)>> {
    let Some(token) = Token::parse(token) else { return Ok(None) };
    match people::invitations::open(&mut ctx.read(), &token, ctx.now).await {
        Ok(invitation) => Ok(Some((token, invitation))),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn show(ctx: Ctx, Path(token): Path<String>) -> web::Result {
    match find(&ctx, &token).await? {
        Some((token, invitation)) => {
            ctx.page(&page(&ctx, &token, invitation, Form::new(), FieldErrors::default()))
        }
        None => over(&ctx),
    }
}

async fn accept(
    ctx: Ctx,
    Extension(doors): Extension<Doors>,
    Path(token): Path<String>,
    form: Form,
) -> web::Result {
    let Some((token, invitation)) = find(&ctx, &token).await? else { return over(&ctx) };
    if let Some(viewer) = &ctx.viewer {
        people::invitations::accept(ctx.store(), viewer, &token).await?;
        return ctx.done("/", "invitation-accepted");
    }
    let new = sign_up::typed(&ctx, &form, Some(token.clone()));
    let (passwords, attempts) = (doors.passwords(&ctx), doors.attempts(&ctx));
    match people::sign_up::sign_up(ctx.store(), passwords, attempts, new, &client(&ctx)).await {
        Ok(signed_in) => enter(&ctx, &signed_in, "/", "signed-up"),
        Err(Error::Invalid(errors)) => ctx.invalid(&page(&ctx, &token, invitation, form, errors)),
        Err(error) => Err(error.into()),
    }
}

impl InvitationPage {
    fn role_key(&self) -> Option<&'static str> {
        match self.invitation.role {
            Role::Member => None,
            Role::Moderator => Some("invitation-role-moderator"),
            Role::Administrator => Some("invitation-role-administrator"),
        }
    }
}
