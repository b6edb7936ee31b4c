//! `GET /files/{id}/{name}`: one file, whole or in part.

use axum::{
    body::Body,
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use content::files::{
    self as service, Fits, Opened,
    media::{self, Media, Shown},
};
use domain::{Error, id::RowId};
use store::files::{Cached, Files, Hash, Pieces};

use super::{
    disposition, parse,
    range::{Asked, asked},
};
use crate::{Ctx, Result, activitypub::Asking};

/// Nothing in a file acts in the name of this site.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
/// The viewer for PDF that browsers have does not open in a sandbox, and runs nothing of ours.
const POLICY_PAGE: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/// The file. The id alone decides; the name is for people. `?save` saves what would be shown, `?fits=640`
/// and `?fits=160` give a smaller picture of it.
pub async fn give(
    ctx: Ctx,
    Path((id, _)): Path<(String, String)>,
    asking: Asking,
    headers: HeaderMap,
) -> Result {
    let id = parse(&id)?;
    let opened = match service::open(&mut ctx.read(), &ctx.who(), id).await {
        Err(Error::NotFound) => for_instance(&ctx, &asking, id).await?,
        found => found?,
    };
    let fits = match ctx.params().get("fits") {
        "" => None,
        pixels => Some(Fits::parse(pixels).ok_or(Error::NotFound)?),
    };
    let Some(hash) = opened.hash() else { return elsewhere(&ctx, &opened, fits, &headers).await };
    let (hash, sent) = match fits {
        None => (hash, Sent::of(&ctx, &opened)),
        Some(fits) => {
            let (hash, media) = service::small(&mut ctx.read(), &opened, fits).await?;
            (hash, Sent::smaller(&opened, media))
        }
    };
    let files = ctx.app.store().files();
    let size = files.size(&hash).await.map_err(Error::internal)?.ok_or(Error::NotFound)?;
    let source = Source::Kept(files, hash);
    answer(&headers, (&hash, size), &sent, opened.public, source).await
}

/// Where the bytes of a file are.
enum Source<'a> {
    /// Among those that are kept here.
    Kept(&'a Files, Hash),
    /// Fetched from its server, and here for a while.
    Fetched(Cached),
}

impl Source<'_> {
    async fn read(self, start: u64, length: u64) -> Result<Pieces, Error> {
        match self {
            Self::Kept(files, hash) => {
                let pieces = files.read(&hash, start, length).await.map_err(Error::internal)?;
                pieces.ok_or(Error::NotFound)
            }
            Self::Fetched(file) => file.read(start, length).await.map_err(Error::internal),
        }
    }
}

/// A file that can be read here, or the part of it that is asked for.
async fn answer(
    headers: &HeaderMap,
    (hash, size): (&Hash, u64),
    sent: &Sent<'_>,
    public: bool,
    source: Source<'_>,
) -> Result {
    let tag = format!("\"{hash}\"");
    let mut response = if matches(headers, header::IF_NONE_MATCH, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        // A part of what has changed since is of no use (If-Range, RFC 9110 §13.1.5).
        let wanted = headers.get(header::RANGE).and_then(|v| v.to_str().ok());
        let same =
            !headers.contains_key(header::IF_RANGE) || matches(headers, header::IF_RANGE, &tag);
        match asked(wanted.filter(|_| same), size) {
            Asked::All => part(source.read(0, size).await?, size),
            Asked::Part { start, length } => {
                let mut response = part(source.read(start, length).await?, length);
                *response.status_mut() = StatusCode::PARTIAL_CONTENT;
                let range = format!("bytes {start}-{}/{size}", start + length - 1);
                set(&mut response, header::CONTENT_RANGE, &range);
                response
            }
            Asked::Beyond => {
                let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
                set(&mut response, header::CONTENT_RANGE, &format!("bytes */{size}"));
                return Ok(response);
            }
        }
    };
    set(&mut response, header::ETAG, &tag);
    describe(&mut response, sent, public);
    Ok(response)
}

/// The same for another instance that shows that it may have what is for members.
async fn for_instance(ctx: &Ctx, asking: &Asking, id: RowId) -> Result<Opened, Error> {
    let Some(group) = service::restricted_to(&mut ctx.read(), id).await? else {
        // What two parties keep together is given to the instance of the other one.
        let asker = asking.who(&ctx.app).await.ok_or(Error::NotFound)?;
        if asker.kind != federation::ActorKind::Instance {
            return Err(Error::NotFound);
        }
        return service::ledger::open_for_host(&mut ctx.read(), &asker.host, id).await;
    };
    let (cleared, _) = asking.cleared(&ctx.app, group).await?.ok_or(Error::NotFound)?;
    service::open_for(&mut ctx.read(), &cleared, id).await
}

/// A file of something from elsewhere: through us, so that its host learns nothing of the reader. Small ones
/// are kept for a while; others come piece by piece, so that a film is watched and not copied.
async fn elsewhere(ctx: &Ctx, opened: &Opened, fits: Option<Fits>, headers: &HeaderMap) -> Result {
    let federation = ctx.app.federation().ok_or(Error::NotFound)?;
    let fetched = service::fetched(ctx.app.publishing(), federation, opened, fits).await?;
    let Some((file, media, key)) = fetched else { return pass_on(ctx, opened, headers).await };
    let sent = if fits.is_some() { Sent::smaller(opened, media) } else { Sent::of(ctx, opened) };
    let (size, source) = (file.size, Source::Fetched(file));
    answer(headers, (&key, size), &sent, opened.public, source).await
}

async fn pass_on(ctx: &Ctx, opened: &Opened, headers: &HeaderMap) -> Result {
    let url = opened.file.url.as_deref().ok_or(Error::NotFound)?;
    let federation = ctx.app.federation().ok_or(Error::NotFound)?;
    let live = federation.live().ok_or(Error::NotFound)?;
    let url = live.client.url(url).map_err(|_| Error::NotFound)?;
    let signer = federation.signer(&live.instance).await?;
    let range = headers.get(header::RANGE);
    let file = live.client.get_file(&url, range, Some(&signer)).await;
    let file = file.map_err(|error| service::away(&error))?;
    let (status, length, part) = (file.status, file.length, file.range.clone());
    let mut response = Body::from_stream(file.pieces()).into_response();
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    if let Some(length) = length {
        set(&mut response, header::CONTENT_LENGTH, &length.to_string());
    }
    if let Some(part) = part {
        set(&mut response, header::CONTENT_RANGE, &part);
    }
    describe(&mut response, &Sent::of(ctx, opened), opened.public);
    Ok(response)
}

fn matches(headers: &HeaderMap, name: header::HeaderName, tag: &str) -> bool {
    let given = headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
    given == "*" || given.split(',').any(|t| t.trim().trim_start_matches("W/") == tag)
}

fn part(pieces: Pieces, length: u64) -> Response {
    let mut response = Body::from_stream(pieces).into_response();
    set(&mut response, header::CONTENT_LENGTH, &length.to_string());
    response
}

/// What a file is sent as.
struct Sent<'a> {
    media_type: &'a str,
    shown: Shown,
    name: String,
    save: bool,
}

impl<'a> Sent<'a> {
    /// As itself. `?save` saves what would be shown.
    fn of(ctx: &Ctx, opened: &'a Opened) -> Self {
        let file = &opened.file;
        let shown = media::by_type(&file.media_type).map_or(Shown::Saved, |m| m.shown);
        let save = ctx.params().has("save");
        Self { media_type: &file.media_type, shown, name: file.name.clone(), save }
    }

    /// As a smaller picture of it.
    fn smaller(opened: &Opened, media: &'a Media) -> Self {
        let name = media::name(&opened.file.name, media);
        Self { media_type: media.media_type, shown: media.shown, name, save: false }
    }
}

/// What it is, what it is called, who may keep it, and what it may do.
fn describe(response: &mut Response, file: &Sent<'_>, public: bool) {
    let (kind, policy) = match file.shown {
        // What could be taken for a page, or for a document of this instance, goes as mere bytes.
        Shown::Saved => (sent(file.media_type), POLICY),
        Shown::Page if file.media_type == "application/pdf" => (file.media_type, POLICY_PAGE),
        Shown::Page => ("text/plain; charset=utf-8", POLICY),
        Shown::Picture | Shown::Film | Shown::Sound => (file.media_type, POLICY),
    };
    set(response, header::CONTENT_TYPE, kind);
    set(response, header::CONTENT_SECURITY_POLICY, policy);
    let how = if file.save || file.shown == Shown::Saved { "attachment" } else { "inline" };
    set(response, header::CONTENT_DISPOSITION, &disposition(how, &file.name, &file.name));
    set(response, header::ACCEPT_RANGES, "bytes");
    // What everybody may have can be kept for a while, but not for long after it was withdrawn.
    let cache = if public { "public, max-age=600" } else { "private, no-cache" };
    set(response, header::CACHE_CONTROL, cache);
    set(response, header::HeaderName::from_static("cross-origin-resource-policy"), "same-site");
    if !public {
        set(response, header::VARY, "cookie");
    }
}

/// The type under which something that is only saved is sent.
fn sent(media_type: &str) -> &str {
    let office = media_type.starts_with("application/vnd.") || media_type.starts_with("video/");
    let plain = matches!(
        media_type,
        "application/zip"
            | "application/epub+zip"
            | "application/msword"
            | "application/rtf"
            | "text/csv"
            | "text/calendar"
            | "text/vtt"
    );
    if office || plain { media_type } else { "application/octet-stream" }
}

fn set(response: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
