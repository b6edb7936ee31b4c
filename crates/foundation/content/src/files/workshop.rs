//! Work on what files hold. It happens beside the runtime and a few at a time: one picture may need a
//! quarter of a gigabyte of memory while it is unfolded.

use std::{path::PathBuf, sync::Arc};

use bytes::Bytes;
use domain::{Error, Result};
use futures::{TryStreamExt as _, stream};
use store::{
    Store,
    files::{Arrived, NotReceived, Pieces},
};
use tokio::sync::Semaphore;

use super::{
    Fits,
    media::{self, Media},
    picture::{self, Clean, FITS, Small, Unfit},
    reader::{Reader, Told},
};

/// Pieces of work at the same time.
const AT_ONCE: usize = 2;

/// Documents that are read at the same time, each by a program of its own.
const DOCUMENTS_AT_ONCE: usize = 1;

/// Where files are worked on. Cheap to clone; all clones share the places.
#[derive(Debug, Clone)]
pub(crate) struct Workshop {
    places: Arc<Semaphore>,
    documents: Arc<Semaphore>,
}

impl Default for Workshop {
    fn default() -> Self {
        let places = |n| Arc::new(Semaphore::new(n));
        Self { places: places(AT_ONCE), documents: places(DOCUMENTS_AT_ONCE) }
    }
}

/// A picture that has arrived, as it is kept.
pub(super) struct Picture {
    /// The picture.
    pub arrived: Arrived,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The smaller ones, one for each of [`super::Fits`], the largest first.
    pub small: Vec<SmallArrived>,
}

/// A smaller picture that stands aside.
pub(super) struct SmallArrived {
    /// The picture.
    pub arrived: Arrived,
    /// What it is (RFC 6838).
    pub media_type: &'static str,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

impl Workshop {
    /// Does something that takes the processor or much memory, when there is a place. It ends even when
    /// whoever asked has gone away, and gives its place back only then.
    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(Error::internal)?;
        let done = tokio::task::spawn_blocking(move || {
            let _place = place;
            work()
        });
        done.await.map_err(Error::internal)
    }

    /// Makes of a picture that has arrived the one that is kept, and smaller ones. The error stands at the
    /// field `file`: for one that is broken or unfolds to more than we take.
    pub(super) async fn picture(
        &self,
        store: &Store,
        arrived: Arrived,
        media: &'static Media,
    ) -> Result<Picture> {
        if arrived.size > picture::BYTES_MAX {
            return Err(refused(Unfit::Large));
        }
        let path: PathBuf = arrived.path().to_owned();
        let cleaned = self.work(move || {
            let given = std::fs::read(path).map_err(Error::internal)?;
            picture::clean(&given, media).map_err(refused)
        });
        let Clean { bytes, width, height, small } = cleaned.await??;
        let arrived = aside(store, bytes).await?;
        Ok(Picture { arrived, width, height, small: all_aside(store, small).await? })
    }

    /// Smaller pictures of a PNG that was made of something else; none when it cannot be read.
    pub(super) async fn smaller(&self, store: &Store, png: Vec<u8>) -> Result<Vec<SmallArrived>> {
        let Some(media) = media::by_type("image/png").filter(|_| !png.is_empty()) else {
            return Ok(Vec::new());
        };
        let small = self.work(move || picture::smaller(&png, media)).await?;
        all_aside(store, small.unwrap_or_default()).await
    }

    /// Smaller pictures of one that is kept nowhere, with what each is for; `None` when it cannot be read.
    pub(super) async fn smaller_of(
        &self,
        mut picture: Pieces,
        media: &'static Media,
    ) -> Result<Option<Vec<(Fits, Vec<u8>)>>> {
        let mut given = Vec::new();
        while let Some(piece) = picture.try_next().await.map_err(Error::internal)? {
            given.extend_from_slice(&piece);
        }
        let small = self.work(move || picture::smaller(&given, media)).await?;
        let named = |small: Vec<Small>| FITS.into_iter().zip(small.into_iter().map(|s| s.bytes));
        Ok(small.ok().map(|small| named(small).collect()))
    }

    /// Has a document read, when no other one is. `None` when it cannot be.
    pub(super) async fn document(&self, reader: &Reader, document: Pieces) -> Result<Option<Told>> {
        let _place = self.documents.acquire().await.map_err(Error::internal)?;
        reader.read(document).await
    }
}

async fn all_aside(store: &Store, small: Vec<Small>) -> Result<Vec<SmallArrived>> {
    let mut all = Vec::with_capacity(small.len());
    for Small { bytes, media_type, width, height } in small {
        all.push(SmallArrived { arrived: aside(store, bytes).await?, media_type, width, height });
    }
    Ok(all)
}

fn refused(unfit: Unfit) -> Error {
    Error::field(
        "file",
        match unfit {
            Unfit::Broken => "files-error-broken-picture",
            Unfit::Large => "files-error-large-picture",
        },
    )
}

/// What was made here, put where files arrive.
async fn aside(store: &Store, bytes: Vec<u8>) -> Result<Arrived> {
    let whole = stream::iter([Ok::<_, std::convert::Infallible>(Bytes::from(bytes))]);
    store.files().receive(whole, u64::MAX).await.map_err(|e| match e {
        NotReceived::Disk(e) => Error::internal(e),
        e @ (NotReceived::TooLarge | NotReceived::Broken(_)) => Error::internal(e),
    })
}
