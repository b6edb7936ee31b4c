//! Documents by their ids: actors, things, activities, collections.

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use content::federating::{self, Cleared, Served};
use domain::{
    ActorId, ContentId, Error, Visibility,
    access::Who,
    id::{MessageId, RowId},
};
use federation::{
    Actor, ActorKind, ActorState, Federation, Live, actor as actors, document,
    handler::object_of,
    holders::{self, Copies},
    iri::{self, Own},
};
use serde_json::{Map, Value, json};
use store::Query as _;

use super::{
    Words, activity_json, activity_text,
    asking::{Asking, private},
    failed, messages, nothing,
};
use crate::App;

fn live(app: &App) -> Option<(&Federation, &Live)> {
    let federation = app.federation()?;
    Some((federation, federation.live()?))
}

/// `GET /actor`: the instance itself. Never behind a signature, or two careful instances could not
/// begin to talk.
pub(super) async fn instance(State(app): State<App>) -> Response {
    let Some((federation, live)) = live(&app) else { return nothing() };
    actor_response(federation, &live.instance).await
}

/// `GET /ap/actor/{id}`
pub(super) async fn actor(State(app): State<App>, Path(id): Path<String>) -> Response {
    let Some((federation, _)) = live(&app) else { return nothing() };
    match local_actor(&app, &id).await {
        Ok(actor) => actor_response(federation, &actor).await,
        Err(e) => failed(e),
    }
}

pub(super) async fn actor_response(federation: &Federation, actor: &Actor) -> Response {
    // Its key must be there before its document names it.
    if actor.state == ActorState::Active
        && let Err(e) = federation.signer(actor).await
    {
        return failed(e);
    }
    match federation.actor_document(actor).await {
        Ok(Some(document)) => activity_json(StatusCode::OK, &document::with_context(document)),
        Ok(None) if actor.state == ActorState::Closed => match federation.live() {
            Some(live) => activity_json(StatusCode::GONE, &tombstone(live, actor)),
            None => nothing(),
        },
        Ok(None) => nothing(),
        Err(e) => failed(e),
    }
}

/// What stands where somebody was (FEP-4f05).
fn tombstone(live: &Live, actor: &Actor) -> Map<String, Value> {
    let mut o = Map::new();
    o.insert("id".into(), iri::of_actor(&live.origin, actor).into());
    o.insert("type".into(), "Tombstone".into());
    o.insert("formerType".into(), people::federating::type_of(actor.kind).into());
    o.insert("deleted".into(), actor.updated_at.rfc3339().into());
    document::with_context(o)
}

/// A person, an organisation or a community of this instance.
async fn local_actor(app: &App, id: &str) -> domain::Result<Actor> {
    let id: ActorId = id.parse().map_err(|_| Error::NotFound)?;
    let actor = actors::by_id(&mut app.store().read(), id).await?;
    if !actor.is_local() || actor.kind == ActorKind::Instance {
        return Err(Error::NotFound);
    }
    Ok(actor)
}

/// What `?is_follower=` asks.
#[derive(serde::Deserialize)]
pub(super) struct Follower {
    is_follower: Option<String>,
}

/// `GET /ap/actor/{id}/{collection}`
pub(super) async fn collection(
    State(app): State<App>,
    Path((id, name)): Path<(String, String)>,
    Query(follower): Query<Follower>,
    asking: Asking,
) -> Response {
    let found = match follower.is_follower {
        Some(iri) if name == "followers" => {
            return match is_follower(&app, &asking, &id, &iri).await {
                Ok(found) => private(activity_json(StatusCode::OK, &document::with_context(found))),
                Err(e) => failed(e),
            };
        }
        _ => one_collection(&app, &asking, &id, &name).await,
    };
    match found {
        Ok((collection, restricted)) => {
            let response = activity_json(StatusCode::OK, &document::with_context(collection));
            if restricted { private(response) } else { response }
        }
        Err(e) => failed(e),
    }
}

/// Whether somebody of an actor's instance belongs to a community for members: an instance that
/// holds something written there asks before it gives it to another (Lemmy 1.0). Answered only to
/// instances that belong to it themselves, and with nothing but yes or 404.
async fn is_follower(
    app: &App,
    asking: &Asking,
    id: &str,
    follower: &str,
) -> domain::Result<Map<String, Value>> {
    let (federation, live) = live(app).ok_or(Error::NotFound)?;
    let group = local_actor(app, id).await?;
    let asker = asking.who(app).await.ok_or(Error::NotFound)?;
    let mut q = app.store().read();
    if group.kind != ActorKind::Group || !federating::seats(&mut q, group.id, &asker.host).await? {
        return Err(Error::NotFound);
    }
    // An instance is known by its host, whichever of its actors asked there.
    let known = federation.known_actor(follower).await?.map(|a| a.host);
    let host = known.or_else(|| live.client.url(follower).ok().map(|url| host_of(&url)));
    let host = host.ok_or(Error::NotFound)?;
    if !federating::seats(&mut q, group.id, &host).await? {
        return Err(Error::NotFound);
    }
    let iri = Own::Followers(group.id).iri(&live.origin);
    Ok(list(&iri, "Collection", Vec::new(), 0))
}

/// A host as in handles.
fn host_of(url: &url::Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// The collection, and whether it holds what is for members.
async fn one_collection(
    app: &App,
    asking: &Asking,
    id: &str,
    name: &str,
) -> domain::Result<(Map<String, Value>, bool)> {
    let (federation, live) = live(app).ok_or(Error::NotFound)?;
    let actor = match id.parse::<ActorId>() {
        Ok(id) if id == live.instance.id => live.instance.clone(),
        _ => local_actor(app, id).await?,
    };
    // What has no document has no lists either.
    if federation.actor_document(&actor).await?.is_none() {
        return Err(Error::NotFound);
    }
    let origin = &live.origin;
    let mut q = app.store().read();
    let group = actor.kind == ActorKind::Group;
    let restricted = group
        && matches!(name, "outbox" | "featured")
        && people::communities::by_id(&mut q, &Who::System, actor.id).await?.visibility
            == Visibility::Members;
    let cleared = if restricted { asking.cleared(app, actor.id).await? } else { None };
    let cleared = cleared.map(|(cleared, _)| cleared);
    let found = match name {
        "outbox" => federating::outbox(federation, live, &actor, cleared.as_ref()).await,
        // How many, never who.
        "followers" => {
            let total = people::federating::followers(&mut q, &actor).await?;
            let iri = Own::Followers(actor.id).iri(origin);
            Ok(list(&iri, "Collection", Vec::new(), usize::try_from(total).unwrap_or(0)))
        }
        "featured" if group => {
            let p = app.publishing();
            federating::featured(&mut q, p, &Words, origin, actor.id, cleared.as_ref()).await
        }
        "moderators" if group => {
            let all = people::federating::moderators(&mut q, live, actor.id).await?;
            let total = all.len();
            let iri = Own::Moderators(actor.id).iri(origin);
            let mut o = list(&iri, "OrderedCollection", Vec::new(), total);
            o.insert("orderedItems".into(), all.into());
            Ok(o)
        }
        _ => Err(Error::NotFound),
    };
    Ok((found?, restricted))
}

fn list(id: &str, kind: &str, items: Vec<Value>, total: usize) -> Map<String, Value> {
    let mut o = Map::new();
    o.insert("id".into(), id.into());
    o.insert("type".into(), kind.into());
    o.insert("totalItems".into(), json!(total));
    // Lemmy reads nothing of a list without entries, even if there are none.
    let key = if kind.starts_with("Ordered") { "orderedItems" } else { "items" };
    o.insert(key.into(), items.into());
    o
}

/// `GET /ap/object/{id}`
pub(super) async fn object(
    State(app): State<App>,
    Path(id): Path<String>,
    asking: Asking,
) -> Response {
    let Ok(id) = id.parse::<ContentId>() else { return nothing() };
    let response = object_response(&app, &asking, id).await;
    if response.status() == StatusCode::NOT_FOUND {
        // What one person wrote to another has an id of the same form.
        return messages::object(&app, &asking, MessageId(id.0)).await;
    }
    response
}

pub(super) async fn object_response(app: &App, asking: &Asking, id: ContentId) -> Response {
    given(app, asking, id).await.unwrap_or_else(failed)
}

/// The document of a thing for whoever asks. An instance that gets one that is for members is written
/// down as a holder first.
async fn given(app: &App, asking: &Asking, id: ContentId) -> domain::Result<Response> {
    let (_, live) = live(app).ok_or(Error::NotFound)?;
    let cleared = clear(app, asking, Some(id)).await?;
    let mut q = app.store().read();
    let proof = cleared.as_ref().map(|(cleared, _)| cleared);
    let served =
        federating::served(&mut q, app.publishing(), &Words, &live.origin, id, proof).await?;
    let response = match &served {
        Served::Object(o) | Served::Removed(o) => activity_json(StatusCode::OK, o),
        Served::Gone(o) => activity_json(StatusCode::GONE, o),
    };
    let Some((_, asker)) = cleared else { return Ok(response) };
    let copies = if matches!(served, Served::Object(_)) { Copies::Given } else { Copies::Erased };
    let mut tx = app.store().begin().await?;
    holders::note(&mut tx, id, &asker.host, copies).await?;
    tx.save().await?;
    Ok(private(response))
}

/// What a thing for members asks for: proof that whoever asks may have it.
async fn clear(
    app: &App,
    asking: &Asking,
    id: Option<ContentId>,
) -> domain::Result<Option<(Cleared, Actor)>> {
    let Some(id) = id else { return Ok(None) };
    match federating::restricted_to(&mut app.store().read(), id).await? {
        Some(group) => asking.cleared(app, group).await,
        None => Ok(None),
    }
}

/// `GET /ap/activity/{id}`: every activity can be had by its id; NodeBB and others fetch what is
/// announced to them.
pub(super) async fn activity(
    State(app): State<App>,
    Path(id): Path<String>,
    asking: Asking,
) -> Response {
    match one_activity(&app, &asking, &id).await {
        Ok(response) => response,
        Err(Error::NotFound) => match id.parse() {
            Ok(id) => messages::activity(&app, &asking, id).await,
            Err(_) => nothing(),
        },
        Err(e) => failed(e),
    }
}

async fn one_activity(app: &App, asking: &Asking, id: &str) -> domain::Result<Response> {
    let (federation, _) = live(app).ok_or(Error::NotFound)?;
    let id = id.parse::<RowId>().map_err(|_| Error::NotFound)?;
    let (text, about) = federation.activity_by_id(id).await?.ok_or(Error::NotFound)?;
    let activity: Value = serde_json::from_str(&text).map_err(|_| Error::NotFound)?;
    // What others said stands in the log as they said it, also when it is gone since.
    if let (true, Some(about)) = (tells(&activity), about)
        && !federating::is_published(&mut app.store().read(), about).await?
    {
        return Err(Error::NotFound);
    }
    if is_public(&activity, about.is_some()) {
        return Ok(activity_text(StatusCode::OK, text));
    }
    // Who reports or offers something, and what comes of it, is between two sides and never fetched.
    let between = matches!(
        document::type_of(&activity),
        Some("Flag" | "Resolve" | "Offer" | "Accept" | "Reject")
    );
    let taken_back = document::type_of(object_of(&activity)) == Some("Offer");
    if between || taken_back {
        return Err(Error::NotFound);
    }
    match clear(app, asking, about).await? {
        Some(_) => Ok(private(activity_text(StatusCode::OK, text))),
        None => Err(Error::NotFound),
    }
}

/// Whether an activity passes on what a thing says.
fn tells(activity: &Value) -> bool {
    document::type_of(activity) == Some("Announce")
        && matches!(document::type_of(object_of(activity)), Some("Create" | "Update"))
}

/// Whether an activity is for everybody, or one by which somebody follows.
fn is_public(activity: &Value, about_content: bool) -> bool {
    let following = !about_content
        && match document::type_of(activity) {
            Some("Follow" | "Update") => true,
            Some("Accept" | "Reject" | "Undo") => {
                document::type_of(object_of(activity)) == Some("Follow")
            }
            _ => false,
        };
    following || document::recipients(activity).any(document::is_public)
}

/// Where a page of a list begins; the whole list without it.
#[derive(serde::Deserialize)]
pub(super) struct PageOf {
    after: Option<String>,
}

/// `GET /ap/object/{id}/adaptations`: what was made of a thing elsewhere.
pub(super) async fn adaptations(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(page): Query<PageOf>,
    asking: Asking,
) -> Response {
    match listed(&app, &asking, &id, page.after.as_deref()).await {
        Ok(response) => response,
        Err(e) => failed(e),
    }
}

async fn listed(
    app: &App,
    asking: &Asking,
    id: &str,
    after: Option<&str>,
) -> domain::Result<Response> {
    let (_, live) = live(app).ok_or(Error::NotFound)?;
    let id = id.parse::<ContentId>().map_err(|_| Error::NotFound)?;
    let cleared = clear(app, asking, Some(id)).await?;
    let proof = cleared.as_ref().map(|(cleared, _)| cleared);
    let (mut q, p) = (app.store().read(), app.publishing());
    let found =
        content::lineage::serving::collection(&mut q, p, &live.origin, id, after, proof).await?;
    let response = activity_json(StatusCode::OK, &document::with_context(found));
    Ok(if cleared.is_some() { private(response) } else { response })
}

/// `GET /ap/collection/{id}`: a conversation.
pub(super) async fn context(
    State(app): State<App>,
    Path(id): Path<String>,
    asking: Asking,
) -> Response {
    match conversation(&app, &asking, &id).await {
        Ok(response) => response,
        Err(e) => failed(e),
    }
}

async fn conversation(app: &App, asking: &Asking, id: &str) -> domain::Result<Response> {
    let (_, live) = live(app).ok_or(Error::NotFound)?;
    let id = id.parse::<ContentId>().map_err(|_| Error::NotFound)?;
    let cleared = clear(app, asking, Some(id)).await?;
    let proof = cleared.as_ref().map(|(cleared, _)| cleared);
    let o = federating::context(&mut app.store().read(), &live.origin, id, proof).await?;
    let response = activity_json(StatusCode::OK, &document::with_context(o));
    Ok(if cleared.is_some() { private(response) } else { response })
}

/// Where a page of the catalogue begins.
#[derive(serde::Deserialize)]
pub(super) struct After {
    #[serde(default)]
    after: String,
}

/// `GET /ap/catalogue`: a page of what is here for everybody, for partners.
pub(super) async fn catalogue(
    State(app): State<App>,
    Query(from): Query<After>,
    asking: Asking,
) -> Response {
    match catalogue_page(&app, &asking, &from.after).await {
        Ok(page) => private(activity_json(StatusCode::OK, &document::with_context(page))),
        Err(e) => failed(e),
    }
}

async fn catalogue_page(
    app: &App,
    asking: &Asking,
    after: &str,
) -> domain::Result<Map<String, Value>> {
    let (_, live) = live(app).ok_or(Error::NotFound)?;
    let asker = asking.who(app).await.ok_or(Error::NotFound)?;
    let mut q = app.store().read();
    if !content::catalogue::partners::is_partner(&mut q, &asker.host).await? {
        return Err(Error::NotFound);
    }
    content::catalogue::serving::page(&mut q, app.publishing(), &Words, live, after).await
}

store::statements! {
    CONTENT_PATH = "SELECT ap_id FROM content WHERE id = $1 AND (host = '' \
        OR visibility IN ('public', 'unlisted'))";
}

/// The document of the page at this path, for those who ask for it there.
pub(super) async fn at_page(app: &App, path: &str, asking: &Asking) -> Option<Response> {
    let (federation, _) = live(app)?;
    let path = path.trim_start_matches('/');
    let mut parts = path.split('/');
    let (room, name) = (parts.next()?, parts.next()?);
    let kind = match room {
        "people" => Some(ActorKind::Person),
        "organisations" => Some(ActorKind::Organisation),
        "communities" => Some(ActorKind::Group),
        _ => None,
    };
    let mut q = app.store().read();
    if let Some(kind) = kind {
        let (handle, host) = name.split_once('@').unwrap_or((name, ""));
        let found = actors::by_handle(&mut q, handle, host).await.ok()??;
        if found.kind != kind || parts.next().is_some() {
            return None;
        }
        return match &found.ap_id {
            Some(iri) if !found.is_local() => elsewhere(iri),
            _ => Some(actor_response(federation, &found).await),
        };
    }
    let of = |room: &str| path.strip_prefix(room)?.strip_prefix('/')?.split('/').next();
    let mut names = app.kinds().iter().map(|k| k.path).chain(["content"]).filter_map(of);
    let id: ContentId = names.find_map(|name| name.parse().ok())?;
    let row: Option<(Option<String>,)> = q.optional(&CONTENT_PATH, store::args![id]).await.ok()?;
    match row? {
        (Some(iri),) => elsewhere(&iri),
        (None,) => Some(object_response(app, asking, id).await),
    }
}

/// Of what lives elsewhere, its own instance gives the document.
fn elsewhere(iri: &str) -> Option<Response> {
    document::iri(iri)?;
    let mut response = Redirect::to(iri).into_response();
    let vary = axum::http::HeaderValue::from_static("accept, signature");
    response.headers_mut().insert(axum::http::header::VARY, vary);
    Some(response)
}
