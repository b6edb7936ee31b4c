//! What other instances ask of this one: documents by their ids, deliveries, discovery. No reader, no
//! session, no page; refusals are problem documents (RFC 9457).

mod asking;
mod discovery;
mod documents;
mod inbox;
mod messages;
pub(crate) mod negotiate;

pub(crate) use asking::Asking;

use axum::{
    Json, Router,
    extract::DefaultBodyLimit,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use content::activity::object::Labels;
use domain::Lang;
use federation::{client::ACTIVITY_JSON, document, host_meta, iri, nodeinfo, webfinger};
use serde_json::{Map, Value, json};

use crate::{App, Messages};

/// Its addresses, which no room may claim.
pub(crate) const PATHS: [&str; 15] = [
    "/inbox",
    "/actor",
    "/ap/actor/{id}",
    "/ap/actor/{id}/inbox",
    "/ap/actor/{id}/{collection}",
    "/ap/object/{id}",
    "/ap/object/{id}/adaptations",
    "/ap/activity/{id}",
    "/ap/collection/{id}",
    iri::CATALOGUE,
    webfinger::PATH,
    nodeinfo::PATH,
    "/nodeinfo/{version}",
    host_meta::PATH,
    "/.well-known/host-meta.json",
];

/// The most that a delivery may hold, and a little more, so that what is over is told apart.
const BODY: usize = document::MAX_BYTES + 1024;

pub(crate) fn routes(app: App) -> Router<App> {
    let documents = Router::new()
        .route("/ap/actor/{id}", get(documents::actor))
        .route("/ap/actor/{id}/{collection}", get(documents::collection))
        .route("/ap/object/{id}", get(documents::object))
        .route("/ap/object/{id}/adaptations", get(documents::adaptations))
        .route("/ap/activity/{id}", get(documents::activity))
        .route("/ap/collection/{id}", get(documents::context))
        .route(iri::CATALOGUE, get(documents::catalogue))
        .layer(middleware::from_fn_with_state(app, asking::only_to_whoever_signs));
    documents
        .route("/inbox", post(inbox::deliver))
        .route("/ap/actor/{id}/inbox", post(inbox::deliver_to))
        .route("/actor", get(documents::instance))
        .route(webfinger::PATH, get(discovery::webfinger))
        .route(nodeinfo::PATH, get(discovery::nodeinfo_links))
        .route("/nodeinfo/{version}", get(discovery::nodeinfo))
        .route(host_meta::PATH, get(discovery::host_meta))
        .route("/.well-known/host-meta.json", get(discovery::host_meta_json))
        .layer(DefaultBodyLimit::max(BODY))
}

/// Names of fields in the language of a text, from the messages.
pub(crate) struct Words;

impl Labels for Words {
    fn label(&self, key: &str, lang: &Lang) -> String {
        Messages::load().of(lang).t(key).to_owned()
    }
}

/// Names of fields for whoever writes objects outside of federation: exports.
pub fn labels() -> &'static dyn Labels {
    &Words
}

/// A document that is for everybody.
fn activity_json(status: StatusCode, document: &Map<String, Value>) -> Response {
    let text = serde_json::to_string(document).unwrap_or_default();
    activity_text(status, text)
}

fn activity_text(status: StatusCode, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(ACTIVITY_JSON)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::VARY, HeaderValue::from_static("accept, signature")),
    ];
    (status, headers, text).into_response()
}

/// A refusal that a program understands.
fn problem(status: StatusCode, code: &str, detail: &str) -> Response {
    let body = Json(json!({
        "type": format!("urn:guildhall:problem:{code}"),
        "title": status.canonical_reason().unwrap_or("Error"),
        "status": status.as_u16(),
        "detail": detail,
    }));
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, "application/problem+json"),
        // What is nothing to one is something to another.
        (header::CACHE_CONTROL, "no-store"),
        (header::VARY, "accept, signature"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// What is not there, and what the asker may not know of: alike.
fn nothing() -> Response {
    problem(StatusCode::NOT_FOUND, "not-found", "there is nothing at this address")
}

fn failed(e: domain::Error) -> Response {
    match e {
        domain::Error::NotFound => nothing(),
        domain::Error::Gone => problem(StatusCode::GONE, "gone", "it was withdrawn"),
        e => {
            tracing::error!(error = %e, "a document could not be made");
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            problem(status, "internal", "this server has a problem; try again later")
        }
    }
}

const CORS: (HeaderName, HeaderValue) =
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
