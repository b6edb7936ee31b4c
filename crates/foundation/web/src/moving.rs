//! Moving, for whoever may: a person herself, whoever hosts a community, an administrator for an
//! organisation. Rooms bring the page around it; the rules are in [`people::moving`].

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use askama::Template;
use content::takeout::Progress;
use domain::{ActorId, Error, Result, Time};
use federation::{Actor, ActorKind, Federation, actor};
use people::{
    Passwords, Turns,
    moving::{self, Addresses, Place},
    sign_in::Limit,
};

use crate::{Ctx, Form, FormView, Html, Shell, pieces::is_web};

/// The most that somebody may bring in at once.
pub const FILE: usize = 20 * 1024 * 1024;

/// How often one person may make this server ask another from these pages: ten times a minute.
const LIMIT: Limit = Limit { burst: 10, every: Duration::from_secs(6) };

/// Counts how often others are asked, from the first time on. One for each house; cheap to clone.
#[derive(Clone, Default)]
pub struct Asking(Arc<OnceLock<Turns>>);

impl Asking {
    fn take(&self, ctx: &Ctx) -> Result<()> {
        self.0.get_or_init(|| Turns::new(ctx.store().world(), LIMIT)).take(&ctx.who())
    }
}

/// Does what a form of the page asks for, by the last part of its address: `add`, `remove`, `go` or `return`.
/// A person gives her password with `go`. Answers with the message that says that it was done.
pub async fn act(
    ctx: &Ctx,
    asking: &Asking,
    id: ActorId,
    deed: &str,
    form: &Form,
    passwords: Option<&Passwords>,
) -> Result<&'static str> {
    let who = ctx.who();
    match deed {
        "add" => {
            asking.take(ctx)?;
            let federation = federation(ctx, "address")?;
            moving::add(federation, &who, id, form.get("address")).await?;
            Ok("moving-added")
        }
        "remove" => {
            moving::remove(ctx.store(), &who, id, form.get("iri")).await?;
            Ok("moving-removed")
        }
        "go" => {
            asking.take(ctx)?;
            let (federation, target) = (federation(ctx, "target")?, form.get("target"));
            match (passwords, &ctx.viewer) {
                (Some(passwords), Some(viewer)) => {
                    let current = form.get("current");
                    moving::leave_own(federation, passwords, viewer, current, target).await?;
                }
                _ => moving::leave(federation, &who, id, target).await?,
            }
            Ok("moving-gone")
        }
        "return" => {
            moving::come_back(ctx.store(), &who, id).await?;
            Ok("moving-returned")
        }
        _ => Err(Error::NotFound),
    }
}

fn federation<'a>(ctx: &'a Ctx, field: &'static str) -> Result<&'a Federation> {
    ctx.app.federation().ok_or_else(|| Error::field(field, "error-moving-off"))
}

/// A place as a page names it.
struct Named {
    iri: String,
    address: String,
    href: String,
}

impl From<Place> for Named {
    fn from(place: Place) -> Self {
        let Place { iri, actor } = place;
        let href = match &actor {
            Some(actor) => page_of(actor),
            None if is_web(&iri) => iri.clone(),
            None => String::new(),
        };
        let address = actor.map_or_else(|| iri.clone(), |a| a.address());
        Self { iri, address, href }
    }
}

/// The page here of somebody, wherever she lives.
fn page_of(of: &Actor) -> String {
    let room = match of.kind {
        ActorKind::Person => "people",
        ActorKind::Organisation => "organisations",
        ActorKind::Group => "communities",
        ActorKind::Instance => return "/about".to_owned(),
    };
    format!("/{room}/{}", actor::address(&of.handle, &of.host).trim_start_matches('@'))
}

#[derive(Template)]
#[template(path = "moving.html")]
struct Forms<'a> {
    shell: &'a Shell,
    f: &'a FormView,
    /// The address that all forms begin with.
    base: &'a str,
    former: Vec<Named>,
    moved: Option<Named>,
    rests_until: Option<Time>,
    /// Her e-mail, where the password is asked for.
    email: Option<&'a str>,
}

/// The forms by which somebody moves: former addresses, and going away. Nothing for what never leaves this
/// server.
pub async fn forms(
    shell: &Shell,
    f: &FormView,
    base: &str,
    id: ActorId,
    email: Option<&str>,
) -> Result<Html> {
    let ctx = shell.ctx();
    let origin = ctx.app.origin();
    let found = moving::addresses(&mut ctx.read(), &ctx.who(), origin.as_ref(), id, ctx.now).await;
    let Addresses { former, moved, rests_until, .. } = match found {
        Ok(found) => found,
        Err(Error::NotFound) => return Ok(Html::default()),
        Err(e) => return Err(e),
    };
    let former = former.into_iter().map(Named::from).collect();
    let moved = moved.map(Named::from);
    Ok(Html::render(&Forms { shell, f, base, former, moved, rests_until, email }))
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<div class="banner banner-warn mb-24">{{ shell.icon("info") }}<p>{{ shell.t("moving-notice") }} {% if to.href.is_empty() %}{{ to.address }}{% else %}<a href="{{ to.href }}"{% if to.href.as_str() == to.iri.as_str() %} rel="nofollow noopener"{% endif %}>{{ to.address }}</a>{% endif %}</p></div>"#
)]
struct Notice<'a> {
    shell: &'a Shell,
    to: Named,
}

/// Says on somebody's page where she has moved to, with a link; nothing where she has not.
pub async fn notice(shell: &Shell, id: ActorId) -> Result<Html> {
    let ctx = shell.ctx();
    let origin = ctx.app.origin();
    let moved = moving::moved(&mut ctx.read(), origin.as_ref(), id).await?;
    Ok(moved.map(|to| Html::render(&Notice { shell, to: to.into() })).unwrap_or_default())
}

#[derive(Template)]
#[template(path = "moving-import.html")]
struct Importing<'a> {
    shell: &'a Shell,
    f: &'a FormView,
    base: &'a str,
    lead: &'a str,
    progress: Option<Progress>,
}

/// The form by which somebody brings something in, and how far the last file is. `lead` is the message that
/// says what is done with it.
pub async fn importing(
    shell: &Shell,
    f: &FormView,
    base: &str,
    group: Option<ActorId>,
    lead: &str,
) -> Result<Html> {
    let ctx = shell.ctx();
    let progress = content::takeout::progress(&mut ctx.read(), &ctx.who(), group).await?;
    Ok(Html::render(&Importing { shell, f, base, lead, progress }))
}
