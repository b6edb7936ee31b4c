//! What a handler answers with: a page, or the way to one.

use std::sync::atomic::Ordering;

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{Ctx, safe_path};
use crate::{Result, cookies};

impl Ctx {
    /// Answers with a page.
    pub fn page(&self, page: &impl Template) -> Result {
        self.page_with(StatusCode::OK, page)
    }

    /// Answers with a form that could not be accepted (422).
    pub fn invalid(&self, page: &impl Template) -> Result {
        self.page_with(StatusCode::UNPROCESSABLE_ENTITY, page)
    }

    /// Answers with a form that was sent only to be looked at: nothing was done with it.
    pub fn preview(&self, page: &impl Template) -> Result {
        self.unsaved.store(true, Ordering::Relaxed);
        self.page(page)
    }

    /// Whether the answer says that nothing was done: it is an error, or a preview. Our script then keeps what was sent.
    pub(crate) fn is_unsaved(&self) -> bool {
        self.unsaved.load(Ordering::Relaxed)
    }

    /// Answers with a page and another status.
    pub fn page_with(&self, status: StatusCode, page: &impl Template) -> Result {
        if status.is_client_error() || status.is_server_error() {
            self.unsaved.store(true, Ordering::Relaxed);
        }
        let mut html = page.render().map_err(domain::Error::internal)?;
        if status != StatusCode::OK {
            // The list of errors stands before the fields, whose names it learns as they are made.
            html = page.render().map_err(domain::Error::internal)?;
        }
        let mut response = (status, axum::response::Html(html)).into_response();
        let headers = response.headers_mut();
        if let Ok(lang) = HeaderValue::from_str(self.tr.lang().as_str()) {
            headers.insert(header::CONTENT_LANGUAGE, lang);
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("accept, accept-language, cookie"));
        Ok(response)
    }

    /// Sends the reader on to an address of ours (303). Our script is told the address instead of
    /// being redirected, so that it can decide what to replace.
    pub fn redirect(&self, path: &str) -> Response {
        let path = safe_path(path).unwrap_or("/");
        let Ok(value) = HeaderValue::from_str(path) else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        if self.fragment.is_some() {
            let mut response = StatusCode::NO_CONTENT.into_response();
            response.headers_mut().insert("x-location", value);
            return response;
        }
        let mut response = StatusCode::SEE_OTHER.into_response();
        response.headers_mut().insert(header::LOCATION, value);
        response
    }

    /// Sends the reader on, and says there once what was done: the message with this key.
    pub fn done(&self, path: &str, key: &str) -> Result {
        let mut response = self.redirect(path);
        cookies::flash(&mut response, &self.app, key);
        Ok(response)
    }
}
