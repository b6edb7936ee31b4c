//! Documents by their ids: actors, things, activities, collections.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use content::federating::{self, Served};
use domain::{ActorId, ContentId, Error, id::RowId};
use federation::{
    Actor, ActorKind, ActorState, Federation, Live, actor as actors, document, iri::Own,
};
use serde_json::{Map, Value, json};
use store::Query as _;

use super::{Words, activity_json, activity_text, failed, nothing, problem};
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
        Ok(None) if actor.state == ActorState::Closed => {
            problem(StatusCode::GONE, "gone", "it no longer acts")
        }
        Ok(None) => nothing(),
        Err(e) => failed(e),
    }
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

/// `GET /ap/actor/{id}/{collection}`
pub(super) async fn collection(
    State(app): State<App>,
    Path((id, name)): Path<(String, String)>,
) -> Response {
    match one_collection(&app, &id, &name).await {
        Ok(collection) => activity_json(StatusCode::OK, &document::with_context(collection)),
        Err(e) => failed(e),
    }
}

async fn one_collection(app: &App, id: &str, name: &str) -> domain::Result<Map<String, Value>> {
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
    match name {
        "outbox" => federating::outbox(&mut q, origin, &actor).await,
        // How many, never who.
        "followers" => {
            let total = people::federating::followers(&mut q, &actor).await?;
            let iri = Own::Followers(actor.id).iri(origin);
            Ok(list(&iri, "Collection", Vec::new(), usize::try_from(total).unwrap_or(0)))
        }
        "featured" if group => federating::featured(&mut q, origin, actor.id).await,
        "moderators" if group => {
            let all = people::federating::moderators(&mut q, live, actor.id).await?;
            let total = all.len();
            let iri = Own::Moderators(actor.id).iri(origin);
            let mut o = list(&iri, "OrderedCollection", Vec::new(), total);
            o.insert("orderedItems".into(), all.into());
            Ok(o)
        }
        _ => Err(Error::NotFound),
    }
}

fn list(id: &str, kind: &str, items: Vec<Value>, total: usize) -> Map<String, Value> {
    let mut o = Map::new();
    o.insert("id".into(), id.into());
    o.insert("type".into(), kind.into());
    o.insert("totalItems".into(), json!(total));
    if !items.is_empty() {
        o.insert("items".into(), items.into());
    }
    o
}

/// `GET /ap/object/{id}`
pub(super) async fn object(State(app): State<App>, Path(id): Path<String>) -> Response {
    match id.parse() {
        Ok(id) => object_response(&app, id).await,
        Err(_) => nothing(),
    }
}

pub(super) async fn object_response(app: &App, id: ContentId) -> Response {
    let Some((_, live)) = live(app) else { return nothing() };
    let mut q = app.store().read();
    match federating::served(&mut q, app.publishing(), &Words, &live.origin, id).await {
        Ok(Served::Object(o) | Served::Removed(o)) => activity_json(StatusCode::OK, &o),
        Ok(Served::Gone(o)) => activity_json(StatusCode::GONE, &o),
        Err(e) => failed(e),
    }
}

/// `GET /ap/activity/{id}`: every activity can be had by its id; NodeBB and others fetch what is
/// announced to them.
pub(super) async fn activity(State(app): State<App>, Path(id): Path<String>) -> Response {
    let Some((federation, _)) = live(&app) else { return nothing() };
    let Ok(id) = id.parse::<RowId>() else { return nothing() };
    match federation.activity_by_id(id).await {
        Ok(Some(text)) if is_public(&text) => activity_text(StatusCode::OK, text),
        Ok(_) => nothing(),
        Err(e) => failed(e),
    }
}

/// Whether an activity is for everybody, or one by which somebody follows.
fn is_public(text: &str) -> bool {
    let Ok(activity) = serde_json::from_str::<Value>(text) else { return false };
    let following = matches!(
        document::type_of(&activity),
        Some("Follow" | "Accept" | "Reject" | "Undo" | "Update")
    );
    following || document::recipients(&activity).any(document::is_public)
}

/// `GET /ap/collection/{id}`: a conversation.
pub(super) async fn context(State(app): State<App>, Path(id): Path<String>) -> Response {
    let Some((_, live)) = live(&app) else { return nothing() };
    let Ok(id) = id.parse::<ContentId>() else { return nothing() };
    match federating::context(&mut app.store().read(), &live.origin, id).await {
        Ok(o) => activity_json(StatusCode::OK, &document::with_context(o)),
        Err(e) => failed(e),
    }
}

store::statements! {
    CONTENT_PATH = "SELECT id FROM content WHERE id = $1 AND host = ''";
}

/// The document of the page at this path, for those who ask for it there.
pub(super) async fn at_page(app: &App, path: &str) -> Option<Response> {
    let (federation, _) = live(app)?;
    let mut parts = path.trim_start_matches('/').split('/');
    let (room, name) = (parts.next()?, parts.next()?);
    let kind = match room {
        "people" => Some(ActorKind::Person),
        "organisations" => Some(ActorKind::Organisation),
        "communities" => Some(ActorKind::Group),
        _ => None,
    };
    let mut q = app.store().read();
    if let Some(kind) = kind {
        let found = actors::by_handle(&mut q, name, "").await.ok()??;
        let right = found.kind == kind && parts.next().is_none();
        return if right { Some(actor_response(federation, &found).await) } else { None };
    }
    let id: ContentId = name.parse().ok()?;
    let known = room == "content" || app.kinds().iter().any(|k| k.path == room);
    let row: Option<(ContentId,)> = q.optional(&CONTENT_PATH, store::args![id]).await.ok()?;
    if known && row.is_some() { Some(object_response(app, id).await) } else { None }
}
