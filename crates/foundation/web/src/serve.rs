//! The front of the house: rooms become one router, with everything around it that all pages need.

use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
    time::{Duration, Instant},
};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use content::{Facets, kind::Kinds, service::Publishing};
use store::{Jobs, Store};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer,
    timeout::TimeoutLayer,
};
use tracing::Instrument;

use crate::{
    App, Config, Ctx, Room, activitypub,
    app::Inner,
    assets,
    context::RequestId,
    crowd::{Crowd, counted},
    error, own, room,
    table::Workbooks,
};

/// The most a request body may hold; pages that take files say more for themselves.
const BODY: usize = 1024 * 1024;
/// The longest a page may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The house, ready to be served.
pub struct House {
    /// Shared by pages and jobs.
    pub app: App,
    /// All pages of all rooms.
    pub router: Router,
    /// All jobs of all rooms, to be run with `app`.
    pub jobs: Jobs<App>,
}

/// Puts the rooms together. Fails when two rooms claim one address or one kind of content, or when
/// the settings of the site cannot be read.
pub async fn build(store: Store, config: Config, rooms: Vec<Room>) -> domain::Result<House> {
    let site = people::site::load(&mut store.read()).await?.map(Arc::new);
    let (mut kinds, mut views, mut paths) = (Kinds::new(), HashMap::new(), HashMap::new());
    let mut ledger_kinds = people::ledger::LedgerKinds::default();
    let (mut menu, mut home_panels, mut search_sections) = (Vec::new(), Vec::new(), Vec::new());
    let (mut routes, mut jobs, mut shelves) = (Router::new(), Jobs::default(), Vec::new());
    let (mut daily, mut ledger_titles) = (Vec::new(), Vec::new());
    let rooms: Vec<_> = std::iter::once(own::room()).chain(rooms).collect();
    room::overlaps(&rooms).map_err(domain::Error::internal)?;
    for room in rooms {
        for kind in room.kinds {
            kinds.register(kind).map_err(domain::Error::internal)?;
        }
        for kind in room.ledgers {
            ledger_kinds.register(kind).map_err(domain::Error::internal)?;
        }
        views.extend(room.views.into_iter().map(|view| (view.kind, view)));
        menu.extend(room.menu);
        shelves.extend(room.shelves);
        paths.extend(room.routes.paths.into_iter().map(|path| (path, room.name)));
        home_panels.extend(room.home_panels);
        search_sections.extend(room.search_sections);
        routes = routes.merge(room.routes.router);
        jobs = jobs.and(room.jobs);
        daily.extend(room.daily);
        ledger_titles.extend(room.ledger_titles);
    }
    // A shelf has no pages in a house without the room that serves them.
    menu.retain(|item| paths.contains_key(item.href.split('?').next().unwrap_or_default()));
    menu.sort_by_key(|item| item.order);
    home_panels.sort_by_key(|panel| panel.order);
    search_sections.sort_by_key(|section| section.order);
    jobs = jobs.with::<content::takeout::Import>().with::<content::files::LookInto>();
    jobs = jobs.with::<content::files::ScanHeld>().with::<content::tables::ImportTable>();
    jobs = jobs.with::<content::machine::TranslateText>();
    let alone = Publishing::new(store.clone(), kinds)
        .with_files(config.files.clone())
        .translated_by(config.translator.clone());
    let (publishing, federation) = match config.federation.clone() {
        None => (alone, None),
        Some(settings) => {
            let builder = federation::Builder::new(store.clone(), settings);
            let publishing = alone.with(content::federating::Sending(builder.switch()));
            let builder = people::federating::register(builder, &ledger_kinds)
                .map_err(domain::Error::internal)?;
            let words = Arc::new(activitypub::Words);
            let builder = content::federating::register(builder, &publishing, words)
                .map_err(domain::Error::internal)?;
            let federation = builder.build();
            jobs = jobs
                .with::<federation::Acquaint>()
                .with::<people::federating::EndOfBan>()
                .with::<people::federating::NewKeysHold>()
                .with::<people::ledger::ProveAnew>()
                .with::<people::moving::Succession>()
                .with::<content::catalogue::fetching::FetchCatalogue>()
                .with::<content::catalogue::partners::ForgetCatalogue>();
            (publishing, Some(federation))
        }
    };
    let ledgers = federation.clone().map(|f| people::ledger::Ledgers::new(f, ledger_kinds));
    let app = App::new(Inner {
        publishing,
        facets: Facets::default(),
        federation,
        ledgers,
        store,
        config,
        site: RwLock::new(site),
        views,
        menu,
        shelves,
        paths,
        home_panels,
        search_sections,
        daily,
        ledger_titles,
        workbooks: Workbooks::default(),
    });
    app.open_federation().await?;
    Ok(House { router: router(&app, routes), app, jobs })
}

fn router(app: &App, routes: Router<App>) -> Router {
    let mut csrf = CsrfLayer::new();
    if let Some(origin) = app.origin() {
        match csrf.clone().add_trusted_origin(origin.as_str()) {
            Ok(trusting) => csrf = trusting,
            Err(error) => tracing::warn!(%error, "the origin cannot be trusted by itself"),
        }
    }
    // Files are as large and as slow as they are: whoever sends one is signed in, and it goes to the disk.
    let uploads = crate::files::uploads()
        .layer(csrf.clone())
        .layer(CatchPanicLayer::custom(error::after_panic))
        .layer(middleware::from_fn_with_state(app.clone(), with_context));
    let pages = routes
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(DefaultBodyLimit::max(BODY))
        .layer(csrf)
        .layer(CatchPanicLayer::custom(error::after_panic))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PATIENCE))
        .layer(middleware::from_fn_with_state(app.clone(), with_context))
        .layer(middleware::from_fn_with_state(app.clone(), activitypub::negotiate::negotiate))
        .layer(CompressionLayer::new());
    let peers = activitypub::routes(app.clone())
        .layer(CatchPanicLayer::custom(error::after_panic))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PATIENCE));
    Router::new()
        // What no reader sees needs no reader: these are answered without her session. The same
        // addresses stand in `own::BARE`.
        .route("/assets/{name}", get(assets::serve))
        .route("/livez", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/robots.txt", get(robots))
        .merge(peers)
        .merge(pages)
        .layer(middleware::from_fn_with_state(Crowd::default(), counted))
        .merge(uploads)
        .layer(middleware::from_fn_with_state(app.clone(), outside))
        .with_state(app.clone())
}

/// Makes the context of the request, and gives refusals their face.
async fn with_context(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let ctx = match Ctx::build(&app, &parts).await {
        Ok(ctx) => ctx,
        Err(cause) => {
            let id = parts.extensions.get().copied().unwrap_or_default();
            return error::without_context(id, &cause);
        }
    };
    error::faces(ctx, Request::from_parts(parts, body), next).await
}

/// The outermost layer: the id of the request, its line in the log, and the headers that protect
/// every answer.
async fn outside(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let id = RequestId(app.store().world().opaque_id::<domain::id::RowId>().0);
    request.extensions_mut().insert(id);
    let span = tracing::info_span!(
        "request", %id, method = %request.method(), path = request.uri().path()
    );
    async move {
        let began = Instant::now();
        let mut response = next.run(request).await;
        protect(&app, id, &mut response);
        let micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
        tracing::info!(status = response.status().as_u16(), micros, "answered");
        response
    }
    .instrument(span)
    .await
}

/// Nothing from elsewhere, no script or style in the page itself, no frame around it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    media-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

fn protect(app: &App, id: RequestId, response: &mut Response) {
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        // A handler may be stricter, for files that somebody uploaded.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if app.secure() {
        let value = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    if let Ok(id) = HeaderValue::from_str(&id.to_string()) {
        headers.insert("x-request-id", id);
    }
}

/// Ready when the database answers.
async fn ready(State(app): State<App>) -> Response {
    match app.reload_site().await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            tracing::error!(?error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response()
        }
    }
}

/// Everything public may be found, unless the site is a demonstration; pages say for themselves
/// what is to be left out.
async fn robots(State(app): State<App>) -> &'static str {
    if app.site().is_none_or(|site| site.illustrative) {
        return "User-agent: *\nDisallow: /\n";
    }
    "User-agent: *\nDisallow: /search\nDisallow: /settings\nDisallow: /sign-in\nAllow: /\n"
}
