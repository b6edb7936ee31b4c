//! Deliveries: `POST /inbox` and the inbox of each actor. Both do the same; what an activity is about
//! is said in it, not by where it is put.

use axum::{
    body::Bytes,
    extract::{OriginalUri, Path, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use federation::{receiving::Rejected, signature::Incoming};

use super::{nothing, problem};
use crate::App;

/// `POST /inbox`
pub(super) async fn deliver(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    method: Method,
    headers: HeaderMap,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Response {
    let Some(federation) = app.federation() else { return nothing() };
    let body = match body {
        Ok(body) => body,
        Err(e) => {
            let too_large = e.status() == StatusCode::PAYLOAD_TOO_LARGE;
            let code = if too_large { "too-large" } else { "body" };
            return problem(e.status(), code, "the body cannot be read");
        }
    };
    let request = Incoming { method: &method, uri: &uri, headers: &headers, body: &body };
    match federation.receive(request).await {
        Ok(_) => StatusCode::ACCEPTED.into_response(),
        Err(rejected) => refusal(&rejected),
    }
}

/// `POST /ap/actor/{id}/inbox`
pub(super) async fn deliver_to(
    Path(_): Path<String>,
    app: State<App>,
    uri: OriginalUri,
    method: Method,
    headers: HeaderMap,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Response {
    deliver(app, uri, method, headers, body).await
}

pub(super) fn refusal(rejected: &Rejected) -> Response {
    let status = StatusCode::from_u16(rejected.status).unwrap_or(StatusCode::BAD_REQUEST);
    let mut response = problem(status, rejected.code, &rejected.detail);
    if let Some(wait) = rejected.retry_after {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)));
    }
    response
}
