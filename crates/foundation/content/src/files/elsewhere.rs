//! Files of other servers. Small ones – pictures, documents – are kept for a while, so that a page that many
//! read asks for them once; what is larger is passed on. Pictures are shown only as we have written them anew.

use bytes::Bytes;
use domain::{Error, Result};
use federation::{Federation, client, document};
use futures::stream;
use store::files::{Arrived, Cached, Hash, NotReceived};

use super::{
    Fits, Opened,
    media::{self, Media, Shown},
};
use crate::Publishing;

/// A file of another server, kept for a while, with its type and what its content is known by. `None` for what is
/// to be passed on piece by piece instead: films, and whatever is large. With `fits`, a smaller picture of it, and
/// [`Error::NotFound`] where there is none. [`Error::Elsewhere`] and [`Error::Slow`] where its server gives
/// nothing, or something else than it had announced.
pub async fn fetched(
    p: &Publishing,
    federation: &Federation,
    opened: &Opened,
    fits: Option<Fits>,
) -> Result<Option<(Cached, &'static Media, Hash)>> {
    let Some(media) = media::by_type(&opened.file.media_type).filter(|m| is_kept(p, opened, m))
    else {
        return if fits.is_none() { Ok(None) } else { Err(Error::NotFound) };
    };
    let Some(fits) = fits else {
        let key = key(opened, None)?;
        let whole = whole(p, federation, opened).await?;
        return Ok(whole.map(|whole| (whole, media, key)));
    };
    if media.shown != Shown::Picture {
        return Err(Error::NotFound);
    }
    let key = key(opened, Some(fits))?;
    let found = p.cache().find(&key).await.map_err(Error::internal)?;
    let small = match found {
        Some(small) => small,
        None => {
            let whole = whole(p, federation, opened).await?.ok_or(Error::NotFound)?;
            smaller(p, opened, whole, media, fits).await?
        }
    };
    let is_jpeg = small.head().map_err(Error::internal)?.starts_with(&[0xff, 0xd8]);
    let media = media::by_type(if is_jpeg { "image/jpeg" } else { "image/png" });
    Ok(Some((small, media.ok_or(Error::NotFound)?, key)))
}

fn is_kept(p: &Publishing, opened: &Opened, media: &Media) -> bool {
    let kind = media.shown == Shown::Picture || media.media_type == "application/pdf";
    let most = i64::try_from(p.settings().cached).unwrap_or(i64::MAX);
    kind && opened.file.size.is_none_or(|size| size <= most)
}

/// What a file is kept under: its address and all that is said of what it holds, so that another one at the same
/// address is fetched anew.
fn key(opened: &Opened, fits: Option<Fits>) -> Result<Hash> {
    let file = &opened.file;
    let url = file.url.as_deref().ok_or(Error::NotFound)?;
    let digest = file.digest.as_deref().unwrap_or_default();
    let (size, fits) = (file.size.unwrap_or(-1), fits.map_or(0, Fits::pixels));
    Ok(Hash::of(format!("{url}\n{digest}\n{size}\n{fits}").as_bytes()))
}

/// All of it, from here or from there; `None` when it turns out to be too large to be kept.
async fn whole(p: &Publishing, federation: &Federation, opened: &Opened) -> Result<Option<Cached>> {
    let key = key(opened, None)?;
    if let Some(found) = p.cache().find(&key).await.map_err(Error::internal)? {
        return Ok(Some(found));
    }
    let Some(arrived) = fetch(p, federation, opened).await? else { return Ok(None) };
    p.cache().keep(&key, arrived).await.map(Some).map_err(Error::internal)
}

async fn fetch(
    p: &Publishing,
    federation: &Federation,
    opened: &Opened,
) -> Result<Option<Arrived>> {
    let (live, most) = (federation.live().ok_or(Error::NotFound)?, p.settings().cached);
    let url = opened.file.url.as_deref().ok_or(Error::NotFound)?;
    let url = live.client.url(url).map_err(|_| Error::NotFound)?;
    let signer = federation.signer(&live.instance).await?;
    let file = live.client.get_file(&url, None, Some(&signer)).await.map_err(|e| away(&e))?;
    if file.status != 200 {
        return Err(Error::Elsewhere("files-error-elsewhere"));
    }
    if file.length.is_some_and(|length| length > most) {
        return Ok(None);
    }
    let arrived = match p.store().files().receive(file.pieces(), most).await {
        Ok(arrived) => arrived,
        Err(NotReceived::TooLarge) => return Ok(None),
        Err(NotReceived::Broken(e)) => return Err(away(&e)),
        Err(NotReceived::Disk(e)) => return Err(Error::internal(e)),
    };
    let is = document::digest_multibase(&arrived.hash.to_string());
    match &opened.file.digest {
        Some(said) if is.as_deref() != Some(&**said) => {
            tracing::warn!(%url, "a file of another server is not what it was said to be");
            Err(Error::Elsewhere("files-error-altered"))
        }
        _ => Ok(Some(arrived)),
    }
}

/// What a reader is told when the server that has a file gives nothing.
pub fn away(error: &client::Error) -> Error {
    tracing::info!(%error, "a file of another server");
    match error {
        client::Error::Status(404 | 410) => Error::NotFound,
        client::Error::Timeout | client::Error::Busy => Error::Slow("files-error-elsewhere"),
        _ => Error::Elsewhere("files-error-elsewhere"),
    }
}

/// Writes a picture anew, small, and keeps all sizes. What cannot be read is not shown.
async fn smaller(
    p: &Publishing,
    opened: &Opened,
    whole: Cached,
    media: &'static Media,
    wanted: Fits,
) -> Result<Cached> {
    let size = whole.size;
    let pieces = whole.read(0, size).await.map_err(Error::internal)?;
    let small = p.workshop().smaller_of(pieces, media).await?.ok_or(Error::NotFound)?;
    let mut found = None;
    for (fits, bytes) in small {
        let piece = stream::iter([Ok::<_, std::io::Error>(Bytes::from(bytes))]);
        let arrived = p.store().files().receive(piece, u64::MAX).await.map_err(Error::internal)?;
        let kept = p.cache().keep(&key(opened, Some(fits))?, arrived).await;
        if fits == wanted {
            found = Some(kept.map_err(Error::internal)?);
        }
    }
    found.ok_or(Error::NotFound)
}
