//! Authorized fetch: where the operator wants it, documents are given only to whoever signs.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, Uri, header},
    middleware::Next,
    response::Response,
};
use federation::{receiving::Rejected, signature::Incoming};

use super::inbox::refusal;
use crate::App;

/// Lets a request for a document pass, or refuses it.
pub(super) async fn only_to_whoever_signs(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Response {
    let Some(asking) = Asking::of(&app, &request) else { return next.run(request).await };
    match asking.refused(&app).await {
        Some(refused) => refused,
        None => private(next.run(request).await),
    }
}

/// A request for a document that must be signed.
pub(super) struct Asking {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
}

impl Asking {
    /// `None` where documents are given to everybody.
    pub(super) fn of(app: &App, request: &Request) -> Option<Self> {
        app.federation().filter(|f| f.authorized_fetch())?;
        Some(Self {
            method: request.method().clone(),
            uri: request.uri().clone(),
            headers: request.headers().clone(),
        })
    }

    /// What it is answered with when it is not signed as it must be.
    pub(super) async fn refused(&self, app: &App) -> Option<Response> {
        let (method, uri, headers) = (&self.method, &self.uri, &self.headers);
        let incoming = Incoming { method, uri, headers, body: &[] };
        let rejected = match app.federation()?.asker(&incoming).await {
            Ok(Some(_)) => return None,
            Ok(None) => Rejected {
                status: 401,
                code: "signature-missing",
                detail: "this server gives documents only to servers that sign their requests"
                    .into(),
                retry_after: None,
            },
            Err(rejected) => rejected,
        };
        Some(private(refusal(&rejected)))
    }
}

/// What one may have, another may not: no cache keeps it for both.
fn private(mut response: Response) -> Response {
    let value = HeaderValue::from_static("private, no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, value);
    response
}
