//! What is offered to whoever wants to begin something with somebody whose server keeps no ledgers: a private message, for
//! which the words stand ready, with the address of what it is about.

use askama::Template;
use content::read;
use domain::{ContentId, access::Who, text};
use federation::{Actor, ActorKind};
use people::organisations;
use web::{Ctx, Form, Html, Shell, context::encode, kind};

use crate::{offer::OFFER, programme::Programme, request::REQUEST};

/// Why it cannot be begun there.
pub const SOFTWARE: &str = "ledger-error-software";

/// The most characters of what was typed that go into an address; what is longer stays in the form.
const TYPED: usize = 800;
/// Own offers or requests among which one is looked for that is still open.
const LATEST: usize = 10;

#[derive(Template)]
#[template(path = "mentoring/instead.html")]
struct Instead<'a> {
    shell: Shell,
    name: &'a str,
    /// The form of the message; nothing where nobody is known to whom one could write.
    write: Option<String>,
}

/// With whom somebody wanted to begin: the party, and a person of it where one was named.
pub type There = (Actor, Option<Actor>);

/// A message instead of a mentoring.
pub async fn mentoring(ctx: &Ctx, form: &Form, there: &There) -> web::Result<Html> {
    let helps = form.get("side") == "mentor";
    let key = if helps { "instead-mentor" } else { "instead-mentee" };
    let words = ctx.tr.t2(key, "own", own(ctx).await?, "title", form.line("title"));
    let address = about(ctx, form.get("from").parse().ok(), helps).await?;
    Ok(instead(ctx, form, there, words, &address))
}

/// A message instead of an invitation to a programme.
pub async fn invitation(
    ctx: &Ctx,
    form: &Form,
    there: &There,
    programme: &Programme,
) -> web::Result<Html> {
    let title = programme.title.as_str();
    let words = ctx.tr.t2("instead-programme", "own", own(ctx).await?, "title", title);
    Ok(instead(ctx, form, there, words, &absolute(ctx, &programme.href)))
}

fn instead(ctx: &Ctx, form: &Form, there: &There, words: String, address: &str) -> Html {
    let (party, person) = there;
    let person = person.as_ref().or(Some(party)).filter(|a| a.kind == ActorKind::Person);
    let typed = form.block("message");
    let more = match address {
        "" => String::new(),
        address => ctx.tr.t1("instead-more", "address", address),
    };
    let typed = if text::len(&typed) > TYPED { String::new() } else { typed };
    let mut parts = vec![words, typed, more];
    parts.retain(|part| !part.is_empty());
    let write = |person: &Actor| {
        // As the room says it that shows what people write to one another.
        let with = match person.host.as_str() {
            "" => person.handle.clone(),
            host => format!("{}@{host}", person.handle),
        };
        format!("/messages/{}?body={}", encode(&with), encode(&parts.join("\n\n")))
    };
    let write = person.map(write);
    Html::render(&Instead { shell: ctx.shell(""), name: &party.name, write })
}

/// For whom the reader acts.
async fn own(ctx: &Ctx) -> web::Result<String> {
    let viewer = ctx.signed_in()?;
    Ok(match viewer.organisation_id {
        Some(id) => organisations::by_id(&mut ctx.read(), id, ctx.tr.lang()).await?.name,
        None => viewer.name.clone(),
    })
}

/// The address of what the message is about, as far as everybody may read it: from where the reader has come, else the newest
/// offer or request of her side that is still open; empty where there is none.
async fn about(ctx: &Ctx, from: Option<ContentId>, helps: bool) -> web::Result<String> {
    let (viewer, lang, mut q) = (ctx.signed_in()?, ctx.tr.lang(), ctx.read());
    let from: Vec<ContentId> = from.into_iter().collect();
    let mut cards = read::cards(&mut q, &Who::Visitor, &from, lang).await?;
    if cards.is_empty() {
        let (kind, field) = if helps { (&OFFER, "availability") } else { (&REQUEST, "need") };
        let filter = read::Filter {
            kinds: vec![kind.name],
            author: viewer.organisation_id.is_none().then_some(viewer.actor_id),
            organisation: viewer.organisation_id,
            ..read::Filter::default()
        };
        let own = read::list(&mut q, &Who::Visitor, &filter, lang, None, LATEST).await?;
        cards.extend(own.items.into_iter().find(|card| card.value(field) == "open"));
    }
    let href = |card: &read::Card| kind::href(&ctx.app, &card.kind, card.id, &card.slug);
    Ok(cards.first().map(|card| absolute(ctx, &href(card))).unwrap_or_default())
}

/// The whole address of a page of ours.
fn absolute(ctx: &Ctx, path: &str) -> String {
    ctx.app.origin().map(|origin| format!("{origin}{path}")).unwrap_or_default()
}
