//! Who asks for a document. Where the operator wants it, documents are given only to whoever signs
//! (authorized fetch); what is for members is only ever given to instances on which there are some,
//! and a private message to the recipient's side.

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, Method, Uri, header, request::Parts},
    middleware::Next,
    response::Response,
};
use content::federating::{Cleared, clearance};
use domain::ActorId;
use federation::{Actor, receiving::Rejected, signature::Incoming};

use super::{inbox::refusal, nothing};
use crate::App;

/// Lets a request for a document pass, or refuses it.
pub(super) async fn only_to_whoever_signs(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Response {
    let careful = app.federation().is_some_and(federation::Federation::authorized_fetch);
    match Asking::of(&request).refused(&app).await {
        Some(refused) => refused,
        None if careful => private(next.run(request).await),
        None => next.run(request).await,
    }
}

/// A request for a document.
#[derive(Debug)]
pub(crate) struct Asking {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
}

impl FromRequestParts<App> for Asking {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Self::Rejection> {
        let (method, uri) = (parts.method.clone(), parts.uri.clone());
        Ok(Self { method, uri, headers: parts.headers.clone() })
    }
}

impl Asking {
    pub(super) fn of(request: &Request) -> Self {
        let (method, uri) = (request.method().clone(), request.uri().clone());
        Self { method, uri, headers: request.headers().clone() }
    }

    fn incoming(&self) -> Incoming<'_> {
        let (method, uri, headers) = (&self.method, &self.uri, &self.headers);
        Incoming { method, uri, headers, body: &[] }
    }

    async fn asker(&self, app: &App) -> Result<Option<Actor>, Rejected> {
        match app.federation() {
            Some(federation) => federation.asker(&self.incoming()).await,
            None => Ok(None),
        }
    }

    /// Who asks, where that is shown by a signature that holds. Whatever is wrong with one is not
    /// said: what is not for everybody is unknown to everybody else.
    pub(crate) async fn who(&self, app: &App) -> Option<Actor> {
        match self.asker(app).await {
            Ok(asker) => asker,
            Err(rejected) => {
                tracing::debug!(code = rejected.code, "a signed request for a document");
                None
            }
        }
    }

    /// Proof that the asker may have what is in a community for its members, and who it is.
    pub(crate) async fn cleared(
        &self,
        app: &App,
        group: ActorId,
    ) -> domain::Result<Option<(Cleared, Actor)>> {
        let (Some(federation), Some(asker)) = (app.federation(), self.who(app).await) else {
            return Ok(None);
        };
        Ok(clearance(federation, group, &asker).await?.map(|cleared| (cleared, asker)))
    }

    /// What it is answered with when it is not signed as it must be, or comes from an instance that is
    /// blocked; `None` when the document may be given.
    pub(super) async fn refused(&self, app: &App) -> Option<Response> {
        let federation = app.federation()?;
        if federation.turns_away(&self.incoming()).await {
            return Some(private(nothing()));
        }
        if !federation.authorized_fetch() {
            return None;
        }
        let rejected = match self.asker(app).await {
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
pub(super) fn private(mut response: Response) -> Response {
    let value = HeaderValue::from_static("private, no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, value);
    response
}
