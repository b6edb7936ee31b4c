//! The button by which one follows a person or an organisation, here or elsewhere, and what it does.

use askama::Template;
use axum::response::Response;
use federation::{Actor, ActorState};
use people::{
    avoidance::{self, Avoidance},
    follows::{self, Follow},
};
use web::{Ctx, Form, Html, Shell, context::safe_path};

use crate::links;

#[derive(Template)]
#[template(path = "hall/follow.html")]
struct Button<'a> {
    shell: &'a Shell,
    /// The page of whoever may be followed.
    href: &'a str,
    name: &'a str,
    follow: Option<Follow>,
}

/// The button for the page at `href`. Nothing for visitors, for oneself, for whoever no longer acts or
/// has moved, and where one of the two has blocked the other.
pub(crate) async fn button(
    shell: &Shell,
    target: &Actor,
    href: &str,
    name: &str,
) -> web::Result<Html> {
    let ctx = shell.ctx();
    let Some(me) = ctx.who().person() else { return Ok(Html::default()) };
    let mut q = ctx.read();
    if me == target.id
        || target.state != ActorState::Active
        || avoidance::is_blocked(&mut q, me, target.id).await?
        || avoidance::of(&mut q, me, target.id).await? == Some(Avoidance::Block)
    {
        return Ok(Html::default());
    }
    let follow = follows::of(&mut q, me, target.id).await?;
    // Nobody begins to follow an address that is no longer used.
    if follow.is_none() && target.moved_to.is_some() {
        return Ok(Html::default());
    }
    Ok(Html::render(&Button { shell, href, name, follow }))
}

/// Follows or no longer, and sends the reader back to where the button stood.
pub(crate) async fn press(
    ctx: &Ctx,
    target: domain::ActorId,
    href: &str,
    form: &Form,
    on: bool,
) -> web::Result<Response> {
    let key = if on {
        match follows::follow(ctx.store(), &ctx.who(), target).await? {
            Follow::Accepted => "follow-done",
            Follow::Requested => "follow-done-requested",
        }
    } else {
        follows::unfollow(ctx.store(), &ctx.who(), target).await?;
        "follow-done-not"
    };
    let back = links::header(href);
    ctx.done(safe_path(form.get("next")).unwrap_or(&back), key)
}
