//! `/admin/invitations`: links for so many people, until such a day.

use askama::Template;
use axum::{
    extract::Path,
    http::HeaderMap,
    routing::{get, post},
};
use domain::{
    Error, FieldErrors,
    access::{Role, act},
    id::RowId,
};
use people::{
    communities::{self, CommunityFilter},
    invitations::{self, Invitation, NewInvitation},
    organisations,
};
use web::{Choice, Ctx, Form, FormView, Routes, Shell};

use super::{
    may,
    people::{LinkPage, host, whole},
};
use crate::words;

/// Organisations and communities that the form offers at most.
const OFFERED: usize = 200;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/admin/invitations", get(show).post(create))
        .route("/admin/invitations/{id}/revoke", post(revoke))
}

#[derive(Template)]
#[template(path = "hall/admin/invitations.html")]
struct InvitationsPage {
    shell: Shell,
    f: FormView,
    roles: Vec<Choice>,
    organisations: Vec<Choice>,
    communities: Vec<Choice>,
    invitations: Vec<Invitation>,
}

impl InvitationsPage {
    async fn new(ctx: &Ctx, form: Form, errors: FieldErrors) -> web::Result<Self> {
        may::<act::Administer>(ctx)?;
        let (who, lang, tr) = (ctx.who(), ctx.tr.lang(), ctx.tr);
        let mut q = ctx.read();
        let organisations = organisations::list(&mut q, None, lang, None, OFFERED).await?.items;
        let filter = CommunityFilter::default();
        let communities =
            communities::list(&mut q, &who, &filter, lang, None, OFFERED).await?.items;
        let invitations = invitations::list(ctx.store(), &who, None).await?;
        let f = ctx.form(form, errors);
        let shell = ctx.administration(tr.t("admin-invitations")).for_form(&f);
        Ok(Self {
            shell,
            f,
            roles: words::roles(tr),
            organisations: organisations
                .into_iter()
                .filter(|o| o.host.is_empty())
                .map(|o| Choice { lang: Some(o.lang), ..Choice::new(o.id.to_string(), o.name) })
                .collect(),
            communities: communities
                .into_iter()
                .filter(|c| c.host.is_empty())
                .map(|c| Choice { lang: Some(c.lang), ..Choice::new(c.id.to_string(), c.name) })
                .collect(),
            invitations,
        })
    }

    fn is_open(&self, invitation: &Invitation) -> bool {
        invitation.is_open(self.shell.ctx().now)
    }

    fn state(&self, invitation: &Invitation) -> &'static str {
        if invitation.revoked_at.is_some() {
            "admin-invite-withdrawn"
        } else if self.is_open(invitation) {
            "admin-invite-valid"
        } else {
            "admin-invite-over"
        }
    }

    fn role(&self, invitation: &Invitation) -> &str {
        let role = self.roles.iter().find(|choice| choice.value == invitation.role.as_str());
        role.map_or("", |choice| choice.label.as_str())
    }
}

/// What was typed, for the service. What is no number is out of range.
fn typed(form: &Form) -> NewInvitation {
    let id = |name: &str| form.get(name).parse().ok();
    NewInvitation {
        role: Role::parse(form.get("role")).unwrap_or(Role::Member),
        organisation: id("organisation"),
        community: id("community"),
        note: form.line("note"),
        uses: form.line("uses").parse().unwrap_or(0),
        days: form.line("days").parse().unwrap_or(0),
    }
}

async fn show(ctx: Ctx) -> web::Result {
    let form = Form::new()
        .with("role", Role::Member.as_str())
        .with("uses", "10")
        .with("days", "14")
        .with("organisation", ctx.site()?.organisation.to_string());
    ctx.page(&InvitationsPage::new(&ctx, form, FieldErrors::default()).await?)
}

async fn create(ctx: Ctx, headers: HeaderMap, form: Form) -> web::Result {
    match invitations::create(ctx.store(), &ctx.who(), typed(&form)).await {
        Ok((invitation, token)) => {
            let tr = ctx.tr;
            ctx.page(&LinkPage {
                shell: ctx
                    .administration(tr.t("admin-invite-made"))
                    .crumb(tr.t("admin-invitations"), "/admin/invitations"),
                lead: tr.t1("invitation-expires", "date", ctx.local.date(invitation.expires_at)),
                link: whole(&ctx, host(&headers), &format!("/invitations/{}", token.as_str())),
                back: "/admin/invitations",
            })
        }
        Err(Error::Invalid(errors)) => {
            ctx.invalid(&InvitationsPage::new(&ctx, form, errors).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn revoke(ctx: Ctx, Path(id): Path<RowId>) -> web::Result {
    invitations::revoke(ctx.store(), &ctx.who(), id).await?;
    ctx.done("/admin/invitations", "admin-invite-revoked")
}
