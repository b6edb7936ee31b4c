//! The document behind a page, for those who ask for it at the page's address: people paste
//! addresses of pages into the search of other software.

use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};

use super::{asking::Asking, documents};
use crate::{App, Wants};

/// Answers with the document where one is asked for and there is one; the page otherwise.
pub(crate) async fn negotiate(State(app): State<App>, request: Request, next: Next) -> Response {
    let accept = request.headers().get(axum::http::header::ACCEPT);
    let accept = accept.and_then(|v| v.to_str().ok()).unwrap_or_default();
    let asked = request.method() == Method::GET && Wants::of(accept) == Wants::Activity;
    if asked {
        let asking = Asking::of(&request);
        if let Some(response) = documents::at_page(&app, request.uri().path(), &asking).await {
            return asking.refused(&app).await.unwrap_or(response);
        }
    }
    next.run(request).await
}
