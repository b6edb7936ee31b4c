//! Errors with two faces: a page in the reader's language with a way onward, and problem details
//! (RFC 9457) for programs.
//!
//! A handler returns [`Result`]. An [`Error`] becomes a bare response that carries the
//! [`domain::Error`] in its extensions; the layer around all routes (`faces`) knows the reader
//! and gives it its face. There the cause is logged, once, and it is never shown. Refusals that do
//! not come from a handler (no such route, wrong method, body too large, cross-site request,
//! panic) get their face in the same place.

use std::sync::Arc;

use askama::Template;
use axum::{
    Json,
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{Ctx, Shell, Wants, context::RequestId, cookies};

/// The answer of a handler.
pub type Result<T = Response, E = Error> = std::result::Result<T, E>;

/// A [`domain::Error`] on its way out.
#[derive(Debug)]
pub struct Error(pub domain::Error);

impl<E: Into<domain::Error>> From<E> for Error {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// The error inside a response, until it gets its face.
#[derive(Clone)]
struct Refusal(Arc<domain::Error>);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.0.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(Refusal(Arc::new(self.0)));
        response
    }
}

/// What both faces say.
struct Face {
    status: StatusCode,
    /// The message key of the heading.
    title: &'static str,
    /// What went wrong and what to do, in the reader's language.
    text: String,
    retry_after: Option<u64>,
}

/// The heading and text for a status that no handler gave.
fn words(status: StatusCode) -> (&'static str, &'static str) {
    match status.as_u16() {
        401 => ("error-sign-in-title", "error-sign-in"),
        403 => ("error-forbidden-title", "error-forbidden"),
        404 => ("error-not-found-title", "error-not-found"),
        405 => ("error-method-title", "error-method"),
        408 => ("error-timeout-title", "error-timeout"),
        409 => ("error-conflict-title", "error-conflict"),
        410 => ("error-gone-title", "error-gone"),
        413 => ("error-too-large-title", "error-too-large"),
        422 => ("error-invalid-title", "error-invalid"),
        429 => ("error-too-many-title", "error-too-many"),
        502 | 504 => ("error-elsewhere-title", "error-elsewhere"),
        400..500 => ("error-request-title", "error-request"),
        _ => ("error-internal-title", "error-internal"),
    }
}

impl Face {
    fn new(ctx: &Ctx, status: StatusCode, refusal: Option<&domain::Error>) -> Self {
        let (title, text) = words(status);
        let mut retry_after = None;
        let text = match refusal {
            Some(domain::Error::TooMany(wait)) => {
                let seconds = wait.as_secs().max(1);
                retry_after = Some(seconds);
                ctx.tr.t1("error-too-many-wait", "n", seconds.div_ceil(60))
            }
            Some(domain::Error::Invalid(errors)) => {
                let mut lines = vec![ctx.tr.t("error-invalid").to_owned()];
                lines.extend(errors.0.iter().map(|e| ctx.tr.field_error(e)));
                lines.join(" ")
            }
            Some(error) => ctx.tr.t(error.message_key()).to_owned(),
            None => ctx.tr.t(text).to_owned(),
        };
        Self { status, title, text, retry_after }
    }
}

/// The page of an error.
#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    shell: Shell,
    title: &'a str,
    text: &'a str,
    /// Shown for our own faults only, so that the reader can name it when she asks for help.
    reference: Option<String>,
    /// A visitor may see more after signing in.
    sign_in: bool,
}

/// The layer that gives every refusal its face, logs causes, and keeps the reader's choice of
/// language and the end of a one-time message.
pub(crate) async fn faces(ctx: Ctx, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(ctx.clone());
    let method = request.method().clone();
    let mut response = if ctx.site.is_none() && !before_set_up(&ctx) {
        not_set_up(&ctx)
    } else {
        next.run(request).await
    };
    let refusal = response.extensions_mut().remove::<Refusal>();
    let status = response.status();
    let cross_site = response.extensions().get::<tower_http::csrf::ProtectionError>().is_some();
    let bare = refusal.is_some()
        || ((status.is_client_error() || status.is_server_error()) && !speaks(&response));
    if bare {
        let cross = cross_site.then_some(domain::Error::Forbidden("error-cross-site"));
        let refusal = refusal.as_ref().map(|r| &*r.0).or(cross.as_ref());
        response = face(&ctx, &method, status, refusal, &response);
    }
    cookies::keep(&ctx, &mut response);
    remember(&ctx);
    response
}

/// Before the site is set up there is only the page that does it.
fn before_set_up(ctx: &Ctx) -> bool {
    ctx.path == "/language" || ctx.path == "/setup" || ctx.path.starts_with("/setup/")
}

fn not_set_up(ctx: &Ctx) -> Response {
    let status = StatusCode::SERVICE_UNAVAILABLE;
    let text = ctx.tr.t("error-setup").to_owned();
    let face = Face { status, title: "error-setup-title", text, retry_after: None };
    match ctx.wants {
        Wants::Html => page(ctx, &face, None),
        Wants::Json | Wants::Activity => problem(ctx, &face, "error-setup", None),
    }
}

/// Writes down, beside the answer, that the session was used.
fn remember(ctx: &Ctx) {
    if ctx.viewer.as_ref().is_some_and(|viewer| viewer.is_stale(ctx.now)) {
        let ctx = ctx.clone();
        tokio::spawn(async move {
            let Some(viewer) = &ctx.viewer else { return };
            if let Err(error) = people::sessions::touch(ctx.store(), viewer).await {
                tracing::warn!(?error, "a session could not be renewed");
            }
        });
    }
}

/// Whether a response already says something to its reader.
fn speaks(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
    kind.is_some_and(|k| !k.starts_with("text/plain"))
}

fn face(
    ctx: &Ctx,
    method: &Method,
    status: StatusCode,
    refusal: Option<&domain::Error>,
    bare: &Response,
) -> Response {
    if let Some(domain::Error::Internal(cause)) = refusal {
        let chain: Vec<String> =
            std::iter::successors(Some(&**cause as &dyn std::error::Error), |e| e.source())
                .map(ToString::to_string)
                .collect();
        tracing::error!(request = %ctx.request_id, cause = chain.join(": "), "request failed");
    }
    let to_sign_in = matches!(refusal, Some(domain::Error::SignIn)) && ctx.wants == Wants::Html;
    if to_sign_in && ctx.app.has_route("/sign-in") {
        let next = if method == Method::GET { ctx.path_and_query() } else { ctx.back() };
        return ctx.redirect(&format!("/sign-in?next={}", crate::context::encode(&next)));
    }
    let face = Face::new(ctx, status, refusal);
    let mut response = match ctx.wants {
        Wants::Html => {
            // What another server did stands in no log line of ours that a number would lead to.
            let elsewhere =
                matches!(face.status, StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT);
            let fault = face.status.is_server_error() && !elsewhere;
            page(ctx, &face, fault.then(|| ctx.request_id.to_string()))
        }
        Wants::Json | Wants::Activity => {
            let key = refusal.map_or(words(status).1, domain::Error::message_key);
            problem(ctx, &face, key, refusal)
        }
    };
    let headers = response.headers_mut();
    if let Some(allow) = bare.headers().get(header::ALLOW) {
        headers.insert(header::ALLOW, allow.clone());
    }
    if let Some(seconds) = face.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn page(ctx: &Ctx, face: &Face, reference: Option<String>) -> Response {
    let title = ctx.tr.t(face.title);
    let page = ErrorPage {
        shell: ctx.shell(title).noindex(),
        title,
        text: &face.text,
        reference,
        sign_in: ctx.viewer.is_none()
            && matches!(
                face.status,
                StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND
            )
            && ctx.app.has_route("/sign-in"),
    };
    ctx.page_with(face.status, &page).unwrap_or_else(|_| {
        // The page of the error itself cannot be rendered: say it in plain words.
        (face.status, face.text.clone()).into_response()
    })
}

/// Problem details (RFC 9457). The `type` is a stable address made from the message key.
fn problem(ctx: &Ctx, face: &Face, key: &str, refusal: Option<&domain::Error>) -> Response {
    let mut body = serde_json::json!({
        "type": format!("https://w3id.org/guildhall/problems#{key}"),
        "title": ctx.tr.t(face.title),
        "status": face.status.as_u16(),
        "detail": face.text,
        "instance": format!("urn:uuid:{}", ctx.request_id),
    });
    if let Some(domain::Error::Invalid(errors)) = refusal {
        let list = errors.0.iter().map(|e| {
            serde_json::json!({ "field": e.field, "key": e.key, "detail": ctx.tr.field_error(e) })
        });
        body["errors"] = list.collect();
    }
    let mut response = (face.status, Json(body)).into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}

/// The answer to a panic: the same as to any fault of ours. The panic hook has said where it was.
pub(crate) fn after_panic(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    Error(domain::Error::internal("the handler panicked")).into_response()
}

/// A request that cannot even be given a context: no language is known yet.
pub(crate) fn without_context(id: RequestId, error: &domain::Error) -> Response {
    tracing::error!(request = %id, ?error, "no context for the request");
    (StatusCode::INTERNAL_SERVER_ERROR, format!("Guildhall: error {id}\n")).into_response()
}
