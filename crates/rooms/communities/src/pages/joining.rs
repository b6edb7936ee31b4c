//! Joining and leaving as oneself: `/communities/{handle}/{join,leave,decline,withdraw-request}`.

use askama::Template;
use axum::extract::Path;
use domain::{FieldErrors, access::Standing};
use people::communities::{self, Joined, Member};
use web::{Ctx, Form, FormView, Shell};

use crate::head::{Head, Step};

/// Members from whom a last facilitator can choose on the page.
const HEIRS: usize = 50;

#[derive(Template)]
#[template(path = "communities/ask.html")]
struct Ask {
    shell: Shell,
    head: Head,
    f: FormView,
}

/// `GET /communities/{handle}/join`: asking where a facilitator decides; elsewhere the community's
/// own page has the button.
pub async fn ask(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let head = Head::open(&ctx, &handle).await?;
    ctx.signed_in()?;
    if head.step != Step::Ask {
        return Ok(ctx.redirect(&head.href));
    }
    let f = ctx.form(Form::new(), FieldErrors::default());
    ctx.page(&Ask { shell: head.shell(&ctx, "communities-ask-title"), head, f })
}

/// `POST /communities/{handle}/join`: joins, accepts an invitation or asks.
pub async fn join(ctx: Ctx, Path(handle): Path<String>, form: Form) -> web::Result {
    let head = Head::open(&ctx, &handle).await?;
    let joined = communities::join(ctx.store(), &ctx.who(), head.id(), &form.line("note")).await?;
    let key = match joined {
        Joined::Member => "communities-done-joined",
        Joined::Requested if head.elsewhere() => "communities-done-requested-elsewhere",
        Joined::Requested => "communities-done-requested",
    };
    ctx.done(&head.href, key)
}

/// `POST /communities/{handle}/withdraw-request`
pub async fn withdraw(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let head = Head::open(&ctx, &handle).await?;
    communities::withdraw(ctx.store(), &ctx.who(), head.id()).await?;
    ctx.done(&head.href, "communities-done-request-withdrawn")
}

/// `POST /communities/{handle}/decline`
pub async fn decline(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let head = Head::open(&ctx, &handle).await?;
    communities::decline(ctx.store(), &ctx.who(), head.id()).await?;
    ctx.done("/communities", "communities-done-declined")
}

#[derive(Template)]
#[template(path = "communities/leave.html")]
struct Leave {
    shell: Shell,
    head: Head,
    /// Whether the community would be left without a facilitator.
    last: bool,
    /// Who could take over then.
    heirs: Vec<Member>,
}

/// Whether the reader is the only facilitator of a community of this server.
fn is_last(head: &Head) -> bool {
    !head.elsewhere()
        && head.standing() == Standing::Facilitator
        && head.page.facilitators.len() == 1
}

async fn leave_page(ctx: &Ctx, head: Head, last: bool) -> web::Result<Leave> {
    let mut heirs = Vec::new();
    if last {
        let (who, lang) = (ctx.who(), ctx.tr.lang());
        let all = communities::members(&mut ctx.read(), &who, head.id(), lang, None, HEIRS).await?;
        let person = |m: &Member| m.kind == federation::ActorKind::Person;
        heirs = all.items.into_iter().filter(person).collect();
        heirs.retain(|m| m.standing == Standing::Member);
    }
    Ok(Leave { shell: head.shell(ctx, "members-leave-title"), head, last, heirs })
}

/// `GET /communities/{handle}/leave`: are you sure; or what a last facilitator can do first.
pub async fn leaving(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let head = Head::open(&ctx, &handle).await?;
    ctx.signed_in()?;
    if !head.inside() {
        return Ok(ctx.redirect(&head.href));
    }
    let last = is_last(&head);
    ctx.page(&leave_page(&ctx, head, last).await?)
}

/// `POST /communities/{handle}/leave`
pub async fn leave(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let head = Head::open(&ctx, &handle).await?;
    match communities::leave(ctx.store(), &ctx.who(), head.id()).await {
        Ok(()) => ctx.done("/communities", "communities-done-left"),
        Err(error @ domain::Error::Conflict(_)) if is_last(&head) => {
            let status = axum::http::StatusCode::from_u16(error.status()).unwrap_or_default();
            ctx.page_with(status, &leave_page(&ctx, head, true).await?)
        }
        Err(error) => Err(error.into()),
    }
}
