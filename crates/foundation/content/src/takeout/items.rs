//! What can be brought in, one thing at a time, through the same services as pages.

use std::time::Duration;

use domain::{
    ActorId, ContentId, Error, Lang, Result, Visibility,
    access::{Standing, Who},
};
use federation::{Actor, ActorKind, handler::Unresolved};
use people::{
    Markup, communities,
    communities::{CommunityForm, CommunityText},
    follows,
};
use serde_json::Value;
use store::{Query, args, statements};

use super::import::Desk;
use crate::{
    Draft, Kind, Values,
    federating::{Find, find},
    markdown,
    model::Origin,
    parts,
    service::{self, NewVersion},
};

/// How long one address may take.
const PATIENCE: Duration = Duration::from_secs(12);

statements! {
    DRAFT_LIKE = "SELECT c.id FROM content c JOIN content_text t ON t.content_id = c.id \
        AND t.lang = c.lang WHERE c.author_id = $1 AND c.state = 'draft' AND c.kind = $2 \
        AND c.lang = $3 AND t.title = $4 LIMIT 1";
}

/// What came of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is here.
    Done,
    /// It waits for the answer of a community.
    Later,
}

/// Carries out one item. An [`Error`] that is not internal means that it cannot be.
pub(super) async fn carry_out(
    desk: &Desk,
    who: &Who,
    group: Option<ActorId>,
    kind: &str,
    value: &str,
) -> Result<Outcome> {
    if kind == "draft" {
        return draft(desk, who, &parsed(value)?).await;
    }
    at_once(desk, who, group, kind, value).await.map(|()| Outcome::Done)
}

async fn at_once(
    desk: &Desk,
    who: &Who,
    group: Option<ActorId>,
    kind: &str,
    value: &str,
) -> Result<()> {
    let p = &desk.publishing;
    match kind {
        "follow" => {
            let found = somebody(desk, value).await?;
            match found.kind {
                ActorKind::Group => communities::join(p.store(), who, found.id, "").await.map(drop),
                _ => follows::follow(p.store(), who, found.id).await.map(drop),
            }
        }
        "bookmark" => match look_up(desk, value).await? {
            Find::Content(id) => service::bookmark(p, who, id).await,
            Find::Actor(_) => Err(Error::NotFound),
        },
        "description" => describe(desk, who, group.ok_or(Error::NotFound)?, &parsed(value)?).await,
        "invitation" => {
            let found = somebody(desk, value).await?;
            // Across instances nobody can be invited yet: they come by the community's move.
            if !found.is_local() {
                return Err(Error::NotFound);
            }
            let group = group.ok_or(Error::NotFound)?;
            match communities::invite(p.store(), who, group, found.id).await {
                Err(Error::Conflict("error-already-member")) => Ok(()),
                other => other,
            }
        }
        "links" => links(desk, who, group.ok_or(Error::NotFound)?, &parsed(value)?).await,
        _ => Err(Error::NotFound),
    }
}

/// What an item is called where it is listed: its address or its title.
pub(super) fn name(kind: &str, value: &str) -> String {
    if !matches!(kind, "draft" | "description" | "links") {
        return domain::text::excerpt(&domain::text::line(value), 200);
    }
    let Ok(value) = parsed(value) else { return String::new() };
    let thing = &value["thing"];
    let lang = thing["lang"].as_str().unwrap_or_default();
    let title = thing["versions"][lang]["title"].as_str().or_else(|| value["title"].as_str());
    let title = title.or_else(|| value["texts"][0]["name"].as_str()).unwrap_or_default();
    domain::text::excerpt(&domain::text::line(title), 200)
}

fn parsed(value: &str) -> Result<Value> {
    serde_json::from_str(value).map_err(|_| Error::NotFound)
}

/// Somebody by her address, here or elsewhere.
async fn somebody(desk: &Desk, address: &str) -> Result<Actor> {
    match look_up(desk, address).await? {
        Find::Actor(actor) => Ok(*actor),
        Find::Content(_) => Err(Error::NotFound),
    }
}

async fn look_up(desk: &Desk, address: &str) -> Result<Find> {
    let federation = desk.federation.as_ref().ok_or(Error::NotFound)?;
    let finding = find(federation, &desk.publishing, address);
    match tokio::time::timeout(PATIENCE, finding).await {
        Ok(Ok(found)) => Ok(found),
        Ok(Err(Unresolved::Failed(e))) => Err(e),
        Ok(Err(_)) | Err(_) => Err(Error::NotFound),
    }
}

/// A text of hers as a draft with its other languages. What stands in a community goes into it where she
/// belongs to it here too; what can only stand in one is left out otherwise.
async fn draft(desk: &Desk, who: &Who, written: &Value) -> Result<Outcome> {
    let p = &desk.publishing;
    let thing = &written["thing"];
    let word = |key: &str| thing[key].as_str().unwrap_or_default();
    let lang = Lang::parse(word("lang")).ok_or(Error::NotFound)?;
    let kind = p.kinds().get(word("kind")).ok_or(Error::NotFound)?;
    let versions = thing["versions"].as_object().ok_or(Error::NotFound)?;
    let original = versions.get(lang.as_str()).ok_or(Error::NotFound)?;
    let title = original["title"].as_str().unwrap_or_default();
    let me = who.signed_in()?;
    let known: Option<(ContentId,)> =
        p.store().read().optional(&DRAFT_LIKE, args![me, kind.name, &lang, title]).await?;
    if known.is_some() {
        return Ok(Outcome::Done);
    }
    let mut draft = Draft::new(kind.name, lang.clone());
    if let Some(address) = written["community"].as_str() {
        match posts_in(desk, me, address).await? {
            Standing::Requested => return Ok(Outcome::Later),
            Standing::Member | Standing::Facilitator => {
                draft.group = Some(somebody(desk, address).await?.id);
            }
            Standing::Outsider | Standing::Invited | Standing::Banned => {}
        }
    }
    draft.values = thing["values"].as_object().cloned().unwrap_or_default();
    fill(&mut draft, original);
    let sectors = thing["sectors"].as_array().into_iter().flatten();
    draft.sectors = sectors.filter_map(Value::as_str).map(str::to_owned).collect();
    draft.licence = thing["licence"].as_str().map(str::to_owned);
    draft.illustrative = thing["illustrative"].as_bool().unwrap_or(false);
    let id = service::save_draft(p, who, &draft).await?;
    languages(desk, who, id, thing, kind, &lang).await?;
    let Some(chapter) = kind.parts else { return Ok(Outcome::Done) };
    for part in thing["parts"].as_array().into_iter().flatten() {
        let Some(lang) = part["lang"].as_str().and_then(Lang::parse) else { continue };
        let mut draft = Draft::new(chapter.name, lang.clone());
        fill(&mut draft, &part["versions"][lang.as_str()]);
        match parts::add(p, who, id, &[draft]).await {
            Ok(ids) => languages(desk, who, ids[0], part, chapter, &lang).await?,
            Err(e @ Error::Internal(_)) => return Err(e),
            // One chapter that does not fit takes the others with it nowhere.
            Err(e) => tracing::debug!(error = %e, "a part was left out"),
        }
    }
    Ok(Outcome::Done)
}

/// The other languages of a draft.
async fn languages(
    desk: &Desk,
    who: &Who,
    id: ContentId,
    thing: &Value,
    kind: &Kind,
    original: &Lang,
) -> Result<()> {
    let versions = thing["versions"].as_object().into_iter().flatten();
    for (tag, version) in versions.filter(|(tag, _)| tag.as_str() != original.as_str()) {
        let Some(other) = Lang::parse(tag) else { continue };
        let mut said = Draft::new(kind.name, other);
        fill(&mut said, version);
        let machine = version["origin"].as_str() == Some(Origin::Machine.as_str());
        let mut new = NewVersion::from_draft(said);
        new.origin = if machine { Origin::Machine } else { Origin::Human };
        // One language that does not fit takes the others with it nowhere.
        if let Err(Error::Internal(e)) = service::add_version(&desk.publishing, who, id, new).await
        {
            return Err(Error::Internal(e));
        }
    }
    Ok(())
}

/// The texts and translated values of one language version, as [`crate::read::export`] writes them.
fn fill(draft: &mut Draft, version: &Value) {
    for (name, value) in version.as_object().into_iter().flatten() {
        let text = value.as_str().unwrap_or_default();
        match name.as_str() {
            "title" => text.clone_into(&mut draft.title),
            "summary" => text.clone_into(&mut draft.summary),
            "body" => text.clone_into(&mut draft.body),
            "origin" => {}
            _ => {
                Values::insert(&mut draft.values, name.clone(), value.clone());
            }
        }
    }
}

/// What one is in the community with this address; nothing in one that is not found.
async fn posts_in(desk: &Desk, me: ActorId, address: &str) -> Result<Standing> {
    match somebody(desk, address).await {
        Ok(found) => communities::standing(&mut desk.publishing.store().read(), found.id, me).await,
        Err(Error::Internal(e)) => Err(Error::Internal(e)),
        Err(_) => Ok(Standing::Outsider),
    }
}

/// What a community says of itself and its rules; how one joins it and who reads it stay as they are.
async fn describe(desk: &Desk, who: &Who, group: ActorId, profile: &Value) -> Result<()> {
    let store = desk.publishing.store();
    let known = communities::by_id(&mut store.read(), who, group).await?;
    let markup = |md: &str| Markup {
        md: md.to_owned(),
        html: markdown::render(md, markdown::UNDER_HEADING),
    };
    let text = |t: &Value| {
        let word = |key: &str| t[key].as_str().unwrap_or_default().to_owned();
        Some(CommunityText {
            lang: Lang::parse(t["lang"].as_str()?)?,
            name: word("name"),
            headline: word("headline"),
            purpose: markup(&word("purpose")),
        })
    };
    let words = |key: &str| {
        let all = profile[key].as_array().cloned().unwrap_or_default();
        all.into_iter().filter_map(|w| w.as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    let texts = profile["texts"].as_array().into_iter().flatten().filter_map(text).collect();
    let form = CommunityForm {
        texts,
        handle: String::new(),
        sectors: words("sectors").iter().filter_map(|s| domain::Sector::parse(s)).collect(),
        languages: words("languages").iter().filter_map(|l| Lang::parse(l)).collect(),
        join_policy: known.join_policy,
        visibility: known.visibility,
        rules: markup(profile["rules"].as_str().unwrap_or_default()),
        illustrative: known.illustrative,
    };
    communities::update(store, who, group, form).await
}

/// A draft with links to what was published in the former community.
async fn links(desk: &Desk, who: &Who, group: ActorId, value: &Value) -> Result<()> {
    let word = |key: &str| value[key].as_str().unwrap_or_default();
    let lang = Lang::parse(word("lang")).ok_or(Error::NotFound)?;
    let me = who.signed_in()?;
    let (kind, title) = (word("kind"), word("title"));
    let known: Option<(ContentId,)> = (desk.publishing.store().read())
        .optional(&DRAFT_LIKE, args![me, kind, &lang, title])
        .await?;
    if known.is_some() {
        return Ok(());
    }
    let draft = Draft {
        title: title.to_owned(),
        body: word("body").to_owned(),
        group: Some(group),
        visibility: Visibility::Public,
        ..Draft::new(kind, lang)
    };
    service::save_draft(&desk.publishing, who, &draft).await.map(drop)
}
