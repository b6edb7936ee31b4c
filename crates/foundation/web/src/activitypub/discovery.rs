//! How others find us: WebFinger (RFC 7033), NodeInfo, host-meta (RFC 6415). Whatever `Accept` says,
//! it is answered.

use std::time::Duration;

use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use federation::{
    Actor, ActorKind, ActorState, Live, actor, host_meta as meta,
    iri::{self, Own},
    nodeinfo::{self as info, NodeInfo, Usage},
    webfinger::{self as finger, Jrd, Profile, Query, Resource},
};
use people::site::Registration;
use serde_json::Value;
use store::{Query as _, args, statements};

use super::{CORS, failed, nothing, problem};
use crate::App;

statements! {
    USAGE = "SELECT (SELECT CAST(count(*) AS bigint) FROM account WHERE state = 'active') AS users, \
        (SELECT CAST(count(*) AS bigint) FROM account WHERE last_seen_at >= $1) AS month, \
        (SELECT CAST(count(*) AS bigint) FROM account WHERE last_seen_at >= $2) AS half_year, \
        (SELECT CAST(COALESCE(sum(discussion_count + practice_count), 0) AS bigint) \
        FROM community c JOIN actor a ON a.id = c.actor_id AND a.host = '') AS posts";
    STAFF = "SELECT a.* FROM account ac JOIN actor a ON a.id = ac.actor_id \
        WHERE ac.role = 'administrator' AND ac.state = 'active' ORDER BY ac.created_at LIMIT 10";
}

const DAY: u64 = 86_400;

fn json(media: &'static str, value: &Value) -> Response {
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static(media)), CORS];
    (headers, value.to_string()).into_response()
}

/// `GET /.well-known/webfinger`
pub(super) async fn webfinger(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    let Some(live) = app.federation().and_then(|f| f.live()) else { return nothing() };
    let query = match Query::parse(query.as_deref().unwrap_or_default(), &live.origin) {
        Ok(query) => query,
        Err(refusal) => {
            let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::BAD_REQUEST);
            let mut response = problem(status, "resource", &refusal.to_string());
            response.headers_mut().insert(CORS.0, CORS.1);
            return response;
        }
    };
    match resource(&app, live, &query.resource).await {
        Ok(Some(actor)) => {
            let (id, page) = (iri::of_actor(&live.origin, &actor), page(live, &actor));
            let profile = Profile {
                handle: &actor.handle,
                id: &id,
                page: &page,
                avatar: None,
                subscribe: "/search?q={uri}",
            };
            let jrd = Jrd::of(&profile, &live.origin, &query.rels);
            match serde_json::to_value(jrd) {
                Ok(value) => json(finger::JRD, &value),
                Err(e) => failed(domain::Error::internal(e)),
            }
        }
        Ok(None) => {
            let mut response = nothing();
            response.headers_mut().insert(CORS.0, CORS.1);
            response
        }
        Err(e) => failed(e),
    }
}

fn page(live: &Live, actor: &Actor) -> String {
    let room = match actor.kind {
        ActorKind::Person => "people",
        ActorKind::Organisation => "organisations",
        ActorKind::Group => "communities",
        ActorKind::Instance => return format!("{}/about", live.origin),
    };
    format!("{}/{room}/{}", live.origin, actor.handle)
}

/// The active local actor that a question is about, if other instances may know of it.
async fn resource(app: &App, live: &Live, about: &Resource) -> domain::Result<Option<Actor>> {
    let mut q = app.store().read();
    let found = match about {
        Resource::Account(name) if *name == live.instance.handle => Some(live.instance.clone()),
        Resource::Account(name) => actor::by_handle(&mut q, name, "").await?,
        Resource::Page(url) => match Own::parse(&live.origin, url.as_str()) {
            Some(Own::Instance) => Some(live.instance.clone()),
            Some(Own::Actor(id)) => match actor::by_id(&mut q, id).await {
                Ok(actor) => Some(actor),
                Err(domain::Error::NotFound) => None,
                Err(e) => return Err(e),
            },
            _ if matches!(url.path(), "" | "/" | "/about") => Some(live.instance.clone()),
            _ => {
                let mut parts = url.path().trim_start_matches('/').split('/');
                let (room, name) = (parts.next(), parts.next());
                let known = matches!(room, Some("people" | "organisations" | "communities"));
                match name.filter(|_| known && parts.next().is_none()) {
                    Some(name) => actor::by_handle(&mut q, name, "").await?,
                    None => None,
                }
            }
        },
    };
    let Some(actor) = found.filter(|a| a.is_local() && a.state == ActorState::Active) else {
        return Ok(None);
    };
    // A community that never leaves has no document, and so nobody is told of it.
    let Some(federation) = app.federation() else { return Ok(None) };
    let shown = federation.actor_document(&actor).await?.is_some();
    Ok(shown.then_some(actor))
}

/// `GET /.well-known/nodeinfo`
pub(super) async fn nodeinfo_links(State(app): State<App>) -> Response {
    match app.federation().and_then(|f| f.live()) {
        Some(live) => json("application/json", &info::discovery(&live.origin)),
        None => nothing(),
    }
}

/// `GET /nodeinfo/{version}`
pub(super) async fn nodeinfo(State(app): State<App>, Path(version): Path<String>) -> Response {
    match document(&app, &version).await {
        Ok(Some(value)) => {
            let media = HeaderValue::from_str(&info::media_type(&version));
            let mut response = json("application/json", &value);
            if let Ok(media) = media {
                response.headers_mut().insert(header::CONTENT_TYPE, media);
            }
            response
        }
        Ok(None) => nothing(),
        Err(e) => failed(e),
    }
}

async fn document(app: &App, version: &str) -> domain::Result<Option<Value>> {
    let (Some(site), Some(live)) = (app.site(), app.federation().and_then(|f| f.live())) else {
        return Ok(None);
    };
    let mut q = app.store().read();
    let now = app.store().now();
    let before = |days: u64| now - Duration::from_secs(days * DAY);
    let (users, active_month, active_half_year, posts): (i64, i64, i64, i64) =
        q.one(&USAGE, args![before(30), before(180)]).await?;
    let count = |n: i64| u64::try_from(n).unwrap_or(0);
    let usage = Usage {
        users: count(users),
        active_month: count(active_month),
        active_half_year: count(active_half_year),
        posts: count(posts),
        comments: 0,
    };
    let staff: Vec<Actor> = q.all(&STAFF, args![]).await?;
    let organisation =
        people::organisations::by_id(&mut q, site.organisation, &site.default_lang).await.ok();
    let best = |texts: &people::Texts| {
        texts.best([&site.default_lang]).map(|(_, t)| t.to_owned()).unwrap_or_default()
    };
    let node = NodeInfo {
        name: best(&site.name),
        description: best(&site.tagline),
        languages: site.languages.clone(),
        territory: organisation.map(|o| o.nuts).filter(|n| !n.is_empty()),
        staff: staff.iter().map(|a| iri::of_actor(&live.origin, a)).collect(),
        open_registrations: site.registration == Registration::Open,
        federates: true,
        usage: Some(usage),
    };
    Ok(node.document(version))
}

/// `GET /.well-known/host-meta`
pub(super) async fn host_meta(State(app): State<App>) -> Response {
    let Some(live) = app.federation().and_then(|f| f.live()) else { return nothing() };
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static(meta::XRD)), CORS];
    (headers, meta::xml(&live.origin)).into_response()
}

/// `GET /.well-known/host-meta.json`
pub(super) async fn host_meta_json(State(app): State<App>) -> Response {
    match app.federation().and_then(|f| f.live()) {
        Some(live) => json("application/json", &meta::json(&live.origin)),
        None => nothing(),
    }
}
