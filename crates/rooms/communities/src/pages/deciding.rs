//! What a facilitator does with one member: `/communities/{handle}/members/{id}/{deed}`. What
//! cannot be taken back easily asks first.

use askama::Template;
use axum::extract::Path;
use domain::{ActorId, Error, FieldErrors, access::act};
use people::{communities, persons};
use web::{Ctx, Form, FormView, Shell};

use crate::head::Head;

/// What can be done with a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Appoint,
    HandOver,
    Remove,
    Ban,
    Unban,
    Approve,
    Admit,
    Refuse,
}

impl Deed {
    fn parse(word: &str) -> Result<Self, Error> {
        Ok(match word {
            "appoint" => Self::Appoint,
            "hand-over" => Self::HandOver,
            "remove" => Self::Remove,
            "ban" => Self::Ban,
            "unban" => Self::Unban,
            "approve" => Self::Approve,
            "admit" => Self::Admit,
            "refuse" => Self::Refuse,
            _ => return Err(Error::NotFound),
        })
    }

    /// The first part of its messages: `…-title`, `…-text`, `…-confirm`. Nothing for what needs
    /// no question.
    fn key(self) -> Option<&'static str> {
        match self {
            Self::Appoint => Some("members-appoint"),
            Self::HandOver => Some("members-hand-over"),
            Self::Remove => Some("members-remove"),
            Self::Ban => Some("members-ban"),
            Self::Admit => Some("members-admit"),
            Self::Unban | Self::Approve | Self::Refuse => None,
        }
    }

    /// Whether everybody may read why it was done.
    fn has_reason(self) -> bool {
        matches!(self, Self::Remove | Self::Ban)
    }

    fn done(self) -> &'static str {
        match self {
            Self::Appoint => "members-done-appointed",
            Self::HandOver => "members-done-handed-over",
            Self::Remove => "members-done-removed",
            Self::Ban => "members-done-banned",
            Self::Unban => "members-done-unbanned",
            Self::Approve | Self::Admit => "members-done-approved",
            Self::Refuse => "members-done-refused",
        }
    }

    /// The page it is done from.
    fn page(self) -> &'static str {
        match self {
            Self::Unban | Self::Approve | Self::Admit | Self::Refuse => "requests",
            _ => "members",
        }
    }
}

#[derive(Template)]
#[template(path = "communities/decide.html")]
struct Decide {
    shell: Shell,
    head: Head,
    f: FormView,
    action: String,
    key: &'static str,
    name: String,
    host: String,
    reason: bool,
    /// Whether the button is one of loss.
    danger: bool,
}

impl Decide {
    fn message(&self, part: &str) -> String {
        let key = format!("{}-{part}", self.key);
        self.shell.t2(&key, "name", &self.name, "host", &self.host)
    }
}

async fn question(
    ctx: &Ctx,
    head: Head,
    deed: Deed,
    id: ActorId,
    form: Form,
    errors: FieldErrors,
) -> web::Result<Decide> {
    communities::permitted::<act::Facilitate>(&mut ctx.read(), &ctx.who(), head.id()).await?;
    let key = deed.key().ok_or(Error::NotFound)?;
    let cards = persons::cards(&mut ctx.read(), &[id], ctx.tr.lang()).await?;
    let card = cards.into_iter().next().ok_or(Error::NotFound)?;
    let f = ctx.form(form, errors);
    Ok(Decide {
        shell: head.shell(ctx, "members-title").for_form(&f).noindex(),
        f,
        action: ctx.path.clone(),
        key,
        name: card.name,
        host: card.host,
        reason: deed.has_reason(),
        danger: matches!(deed, Deed::Remove | Deed::Ban),
        head,
    })
}

/// `GET /communities/{handle}/members/{id}/{deed}`
pub async fn ask(
    ctx: Ctx,
    Path((handle, id, deed)): Path<(String, String, String)>,
) -> web::Result {
    let (deed, id) = (Deed::parse(&deed)?, parse_id(&id)?);
    let head = Head::open_here(&ctx, &handle).await?;
    ctx.page(&question(&ctx, head, deed, id, Form::new(), FieldErrors::default()).await?)
}

/// `POST /communities/{handle}/members/{id}/{deed}`
pub async fn decide(
    ctx: Ctx,
    Path((handle, id, deed)): Path<(String, String, String)>,
    form: Form,
) -> web::Result {
    let (deed, id) = (Deed::parse(&deed)?, parse_id(&id)?);
    let head = Head::open_here(&ctx, &handle).await?;
    match carry_out(&ctx, head.id(), deed, id, &form).await {
        Ok(()) => ctx.done(&format!("{}/{}", head.href, deed.page()), deed.done()),
        Err(Error::Invalid(errors)) => {
            ctx.invalid(&question(&ctx, head, deed, id, form, errors).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn carry_out(
    ctx: &Ctx,
    group: ActorId,
    deed: Deed,
    id: ActorId,
    form: &Form,
) -> domain::Result<()> {
    let (store, who, reason) = (ctx.store(), ctx.who(), form.line("reason"));
    if deed.has_reason() && reason.is_empty() {
        communities::permitted::<act::Facilitate>(&mut ctx.read(), &who, group).await?;
        return Err(Error::field("reason", "members-error-reason"));
    }
    match deed {
        Deed::Appoint => communities::appoint(store, &who, group, id).await,
        Deed::HandOver => communities::hand_over(store, &who, group, id).await,
        Deed::Remove => communities::remove(store, &who, group, id, &reason).await,
        Deed::Ban => communities::ban(store, &who, group, id, &reason).await,
        Deed::Unban => communities::unban(store, &who, group, id).await,
        Deed::Approve => communities::handle_request(store, &who, group, id, true).await,
        Deed::Admit => communities::admit_with_host(store, &who, group, id).await,
        Deed::Refuse => communities::handle_request(store, &who, group, id, false).await,
    }
}

/// An id in an address; whatever is none does not exist.
pub(crate) fn parse_id<T: std::str::FromStr>(s: &str) -> Result<T, Error> {
    s.parse().map_err(|_| Error::NotFound)
}

#[derive(Template)]
#[template(path = "communities/step-down.html")]
struct StepDown {
    shell: Shell,
    head: Head,
}

/// `GET /communities/{handle}/step-down`
pub async fn stepping_down(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let head = Head::open_here(&ctx, &handle).await?;
    ctx.signed_in()?;
    if head.standing() != domain::access::Standing::Facilitator {
        return Ok(ctx.redirect(&format!("{}/members", head.href)));
    }
    if head.page.facilitators.len() == 1 {
        return Ok(ctx.redirect(&format!("{}/leave", head.href)));
    }
    ctx.page(&StepDown { shell: head.shell(&ctx, "members-title").noindex(), head })
}

/// `POST /communities/{handle}/step-down`
pub async fn step_down(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let head = Head::open_here(&ctx, &handle).await?;
    communities::step_down(ctx.store(), &ctx.who(), head.id()).await?;
    ctx.done(&format!("{}/members", head.href), "members-done-stepped-down")
}
