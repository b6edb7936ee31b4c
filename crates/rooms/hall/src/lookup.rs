//! What somebody has pasted into the search box: the handle or the address of a person, an
//! organisation, a community or a published thing, of this server or of another.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use content::{
    federating::{self, Find},
    read,
};
use domain::{ContentId, Error, access::act};
use federation::{
    Actor, ActorKind, Federation, actor, handler::Unresolved, iri::Own, webfinger::Account,
};
use people::{Turns, communities, organisations, persons, sign_in::Limit};
use web::{Ctx, context::safe_path};

use crate::{
    links,
    pages::{organisation, person},
};

/// How long a page waits for another server.
const PATIENCE: Duration = Duration::from_secs(8);
/// How often one person may make this server ask another: 30 times a minute.
const LIMIT: Limit = Limit { burst: 30, every: Duration::from_secs(2) };

/// Counts the look-ups of one house, from the first one on. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct LookUps(Arc<OnceLock<Turns>>);

impl LookUps {
    fn take(&self, ctx: &Ctx) -> domain::Result<()> {
        self.0.get_or_init(|| Turns::new(ctx.store().world(), LIMIT)).take(&ctx.who())
    }
}

/// What came of a look-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Looked {
    /// The page here.
    At(String),
    /// Nothing.
    Not(Why),
}

/// Why a look-up came to nothing. The messages are `lookup-WORD` and `lookup-WORD-text`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// There is nothing at this address, or nothing that this reader may see.
    Nothing,
    /// The other server does not answer.
    Silent,
    /// Only who is signed in may make this server ask others.
    SignIn,
    /// This server does not speak with others.
    Off,
    /// Too many look-ups in a short time.
    Often,
}

impl Why {
    /// The word in its messages.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Silent => "silent",
            Self::SignIn => "sign-in",
            Self::Off => "off",
            Self::Often => "often",
        }
    }
}

/// What was pasted.
enum Pasted<'a> {
    Handle(Account),
    Address(&'a str),
}

impl<'a> Pasted<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let text = text.trim();
        if text.contains(char::is_whitespace) {
            return None;
        }
        if text.starts_with("https://") || text.starts_with("http://") {
            return Some(Self::Address(text));
        }
        Account::parse(text.trim_start_matches(['!', '@', '&'])).map(Self::Handle)
    }
}

/// Looks up what was typed; nothing when it does not look like an address. Asks another server for
/// those who are signed in only, and never longer than a page may take.
pub(crate) async fn look_up(
    ctx: &Ctx,
    look_ups: &LookUps,
    text: &str,
) -> domain::Result<Option<Looked>> {
    let Some(pasted) = Pasted::parse(text) else { return Ok(None) };
    if let Some(looked) = own(ctx, &pasted).await? {
        return Ok(Some(looked));
    }
    let federation = ctx.app.federation().filter(|f| f.live().is_some());
    let looked = match (federation, &ctx.viewer) {
        (None, _) => known_or(ctx, &pasted, Why::Off).await?,
        (_, None) => known_or(ctx, &pasted, Why::SignIn).await?,
        (Some(federation), Some(_)) => match look_ups.take(ctx) {
            Ok(()) => ask(ctx, federation, &pasted, text).await?,
            Err(Error::TooMany(_)) => known_or(ctx, &pasted, Why::Often).await?,
            Err(e) => return Err(e),
        },
    };
    Ok(Some(looked))
}

async fn ask(
    ctx: &Ctx,
    federation: &Federation,
    pasted: &Pasted<'_>,
    text: &str,
) -> domain::Result<Looked> {
    let finding = federating::find(federation, ctx.app.publishing(), text);
    let Ok(found) = tokio::time::timeout(PATIENCE, finding).await else {
        return known_or(ctx, pasted, Why::Silent).await;
    };
    match found {
        Ok(Find::Actor(actor)) => Ok(at(actor_page(ctx, &actor).await?)),
        Ok(Find::Content(id)) => Ok(at(content_page(ctx, id).await?)),
        Err(Unresolved::Fetch(e)) => {
            tracing::debug!(error = %e, "a look-up failed");
            let why = if e.is_passing() { Why::Silent } else { Why::Nothing };
            known_or(ctx, pasted, why).await
        }
        Err(Unresolved::Refused(why) | Unresolved::Ignored(why)) => {
            tracing::debug!(why, "a look-up found nothing");
            Ok(Looked::Not(Why::Nothing))
        }
        Err(Unresolved::Failed(Error::Internal(e))) => Err(Error::Internal(e)),
        Err(Unresolved::Failed(_)) => Ok(Looked::Not(Why::Nothing)),
    }
}

fn at(page: Option<String>) -> Looked {
    page.map_or(Looked::Not(Why::Nothing), Looked::At)
}

/// What lives here, found without asking anybody; nothing when it lives elsewhere.
async fn own(ctx: &Ctx, pasted: &Pasted<'_>) -> domain::Result<Option<Looked>> {
    let Some(origin) = ctx.app.origin() else { return Ok(None) };
    let mut q = ctx.read();
    let page = match pasted {
        Pasted::Handle(account) if account.host == origin.authority() => {
            match actor::by_handle(&mut q, &account.user, "").await? {
                Some(actor) => actor_page(ctx, &actor).await?,
                None => None,
            }
        }
        Pasted::Handle(_) => return Ok(None),
        Pasted::Address(address) => match Own::parse(&origin, address) {
            Some(Own::Actor(id)) => match actor::by_id(&mut q, id).await {
                Ok(actor) => actor_page(ctx, &actor).await?,
                Err(Error::NotFound) => None,
                Err(e) => return Err(e),
            },
            Some(Own::Object(id)) => content_page(ctx, id).await?,
            Some(_) => None,
            None => match address.strip_prefix(origin.as_str()) {
                Some("") => Some("/".to_owned()),
                // A page of ours says itself whether there is something; this one would ask itself.
                Some(path) if path.starts_with('/') => safe_path(path)
                    .filter(|path| !path.starts_with("/search"))
                    .map(ToOwned::to_owned),
                _ => return Ok(None),
            },
        },
    };
    Ok(Some(at(page)))
}

/// What is known here of somebody elsewhere, or why there is nothing.
async fn known_or(ctx: &Ctx, pasted: &Pasted<'_>, why: Why) -> domain::Result<Looked> {
    let mut q = ctx.read();
    let known = match pasted {
        Pasted::Handle(account) => actor::by_handle(&mut q, &account.user, &account.host).await?,
        Pasted::Address(address) => actor::by_ap_id(&mut q, address).await?,
    };
    let page = match known {
        Some(actor) => actor_page(ctx, &actor).await?,
        None => None,
    };
    Ok(page.map_or(Looked::Not(why), Looked::At))
}

/// The page of an actor, if this reader may see it.
async fn actor_page(ctx: &Ctx, found: &Actor) -> domain::Result<Option<String>> {
    let (mut q, who, lang) = (ctx.read(), ctx.who(), ctx.tr.lang());
    let Actor { handle, host, .. } = found;
    let (seen, page) = match found.kind {
        ActorKind::Person => (
            persons::page(&mut q, &who, handle, host, lang).await.map(drop),
            person::href(handle, host),
        ),
        ActorKind::Organisation => (
            organisations::page(&mut q, &ctx.who(), handle, host, lang).await.map(drop),
            organisation::href(handle, host),
        ),
        ActorKind::Group => (
            communities::permitted::<act::View>(&mut q, &who, found.id).await.map(drop),
            links::community(handle, host),
        ),
        ActorKind::Instance => return Ok(None),
    };
    match seen {
        Ok(()) => Ok(Some(links::header(&page))),
        Err(Error::NotFound | Error::Gone) => Ok(None),
        Err(e) => Err(e),
    }
}

/// The page of a thing, if this reader may see it.
async fn content_page(ctx: &Ctx, id: ContentId) -> domain::Result<Option<String>> {
    let cards = read::cards(&mut ctx.read(), &ctx.who(), &[id], ctx.tr.lang()).await?;
    Ok((!cards.is_empty()).then(|| format!("/content/{id}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_no_addresses() {
        for address in [
            "!jobs@utrecht.example",
            "@anna@b.localhost:8102",
            "jobs@utrecht.example",
            "acct:jobs@utrecht.example",
            " https://utrecht.example/communities/jobs ",
            "http://b.localhost:8102/ap/actor/7",
        ] {
            assert!(Pasted::parse(address).is_some(), "{address}");
        }
        for words in
            ["", "jobs", "@jobs", "жилища", "пишете на jobs@utrecht.example", "https", "a@"]
        {
            assert!(Pasted::parse(words).is_none(), "{words}");
        }
    }
}
