//! `POST /files/to/{content}`: files from the reader's machine, as large as they are.

use std::time::Duration;

use axum::{
    extract::{Multipart, Path, multipart::Field},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use content::files::{self as service, FileRole, NewFile, Quota};
use domain::{ContentId, Error, FieldErrors, id::LedgerId};
use futures::Stream;
use store::files::NotReceived;

use super::next;
use crate::{Ctx, Result};

/// The longest that a piece of a file may take to come.
const PATIENCE: Duration = Duration::from_secs(30);
/// Files in one form.
const MOST: usize = 20;

/// Why a piece did not come.
#[derive(Debug)]
struct Stopped;

/// Takes the files of the form, each for itself: those before a wrong one stay. `?next=` is the page to go
/// back to, which says what was wrong beside the field; our script sends the same form.
pub async fn take(ctx: Ctx, Path(id): Path<String>, form: Multipart) -> Result {
    ctx.signed_in()?;
    let id: ContentId = id.parse().map_err(|_| Error::NotFound)?;
    let quota = service::quota(ctx.app.publishing(), &ctx.who(), id).await?;
    all(ctx, Goal::Thing(id), quota, form).await
}

/// The same for what two parties keep together.
pub async fn take_for_ledger(ctx: Ctx, Path(id): Path<String>, form: Multipart) -> Result {
    ctx.signed_in()?;
    let id: LedgerId = id.parse().map_err(|_| Error::NotFound)?;
    let (p, ledgers) = (ctx.app.publishing(), ctx.app.ledgers()?);
    let quota = service::ledger::quota(p, ledgers, &ctx.who(), id).await?;
    all(ctx, Goal::Ledger(id), quota, form).await
}

/// What files are added to.
#[derive(Clone, Copy)]
enum Goal {
    Thing(ContentId),
    Ledger(LedgerId),
}

async fn all(ctx: Ctx, goal: Goal, quota: Quota, mut form: Multipart) -> Result {
    let params = ctx.params();
    let back = next(params.get("next"));
    let role = FileRole::parse(params.get("role")).unwrap_or(FileRole::File);
    let mut taken = 0;
    loop {
        let field = match tokio::time::timeout(PATIENCE, form.next_field()).await {
            Ok(Ok(Some(field))) => field,
            Ok(Ok(None)) => break,
            _ => return Ok(broken_off()),
        };
        let name = field.file_name().unwrap_or_default().to_owned();
        if name.is_empty() {
            continue;
        }
        let new = NewFile { name: name.clone(), label: String::new(), role };
        match one(&ctx, goal, field, quota, new).await {
            Ok(()) => taken += 1,
            Err(Refused::Stopped) => return Ok(broken_off()),
            Err(Refused::For(errors)) => {
                drain(form, quota.largest.saturating_mul(2)).await;
                return Ok(refused(&ctx, back, &name, &errors));
            }
            Err(Refused::Other(error)) => return Err(error.into()),
        }
        if taken == MOST {
            break;
        }
    }
    if taken == 0 {
        let Error::Invalid(errors) = Error::field("file", "files-error-none") else {
            return Err(Error::NotFound.into());
        };
        return Ok(refused(&ctx, back, "", &errors));
    }
    ctx.done(back, "files-done-added")
}

enum Refused {
    For(FieldErrors),
    Stopped,
    Other(Error),
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid(errors) => Self::For(errors),
            other => Self::Other(other),
        }
    }
}

async fn one(
    ctx: &Ctx,
    goal: Goal,
    field: Field<'_>,
    quota: Quota,
    new: NewFile,
) -> Result<(), Refused> {
    let files = ctx.app.store().files();
    let arrived = files.receive(pieces(field), quota.largest).await.map_err(|e| match e {
        NotReceived::TooLarge if quota.is_nearly_full(ctx.app.publishing().limits()) => {
            Refused::from(Error::field("file", "files-error-full"))
        }
        NotReceived::TooLarge => Refused::from(Error::field("file", "files-error-large")),
        NotReceived::Broken(Stopped) => Refused::Stopped,
        NotReceived::Disk(e) => Refused::Other(Error::internal(e)),
    })?;
    let (p, who) = (ctx.app.publishing(), ctx.who());
    match goal {
        Goal::Thing(id) => service::attach(p, &who, id, arrived, new).await?,
        Goal::Ledger(id) => {
            let ledgers = ctx.app.ledgers()?;
            service::ledger::add(p, ledgers, &who, id, arrived, &new.name).await?
        }
    };
    Ok(())
}

/// The pieces of a file, none of which may take too long.
fn pieces(field: Field<'_>) -> impl Stream<Item = Result<Bytes, Stopped>> {
    futures::stream::unfold(field, |mut field| async {
        match tokio::time::timeout(PATIENCE, field.chunk()).await {
            Ok(Ok(Some(piece))) => Some((Ok(piece), field)),
            Ok(Ok(None)) => None,
            _ => Some((Err(Stopped), field)),
        }
    })
}

/// Lets the rest of a refused form go by: browsers read no answer before they have sent everything.
async fn drain(mut form: Multipart, mut most: u64) {
    while let Ok(Ok(Some(mut field))) = tokio::time::timeout(PATIENCE, form.next_field()).await {
        while let Ok(Ok(Some(piece))) = tokio::time::timeout(PATIENCE, field.chunk()).await {
            most = most.saturating_sub(piece.len() as u64);
            if most == 0 {
                return;
            }
        }
    }
}

fn broken_off() -> Response {
    let mut response = StatusCode::REQUEST_TIMEOUT.into_response();
    response.headers_mut().insert(header::CONNECTION, header::HeaderValue::from_static("close"));
    response
}

/// Back to the page, which says what was wrong with which file.
pub(super) fn refused(ctx: &Ctx, back: &str, name: &str, errors: &FieldErrors) -> Response {
    let key = errors.0.first().map_or("files-error-type", |e| e.key);
    let (path, query) = back.split_once('?').unwrap_or((back, ""));
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        if name != "wrong" && name != "file" {
            pairs.append_pair(&name, &value);
        }
    }
    pairs.append_pair("wrong", key).append_pair("file", name);
    ctx.redirect(&format!("{path}?{}#files", pairs.finish()))
}
