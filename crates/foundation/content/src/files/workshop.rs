//! Work on what files hold. It happens beside the runtime and a few at a time: one picture may need a
//! quarter of a gigabyte of memory while it is unfolded.

use std::{path::PathBuf, sync::Arc, time::Duration};

use bytes::Bytes;
use domain::{Error, Result};
use futures::{TryStreamExt as _, stream};
use store::{
    Store,
    files::{Arrived, NotReceived, Pieces},
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use super::{
    Fits,
    media::{self, Media},
    picture::{self, Clean, FITS, Small, Unfit},
    reader::{Numbered, Reader, Told},
};

/// Pieces of work at the same time.
const AT_ONCE: usize = 2;

/// Documents that are read at the same time, each by a program of its own.
const DOCUMENTS_AT_ONCE: usize = 1;

/// Tables that are read at the same time, each by a program of its own or in a thread of its own.
const TABLES_AT_ONCE: usize = 2;

/// Tables that wait for that, and how long: whoever uploads one is waiting for its page.
const TABLES_WAITING: usize = 8;
const TABLES_PATIENCE: Duration = Duration::from_secs(8);

/// Where files are worked on. Cheap to clone; all clones share the places.
#[derive(Debug, Clone)]
pub(crate) struct Workshop {
    places: Arc<Semaphore>,
    documents: Arc<Semaphore>,
    tables: Arc<Semaphore>,
    /// Those that are read and those that wait for it.
    tables_here: Arc<Semaphore>,
}

impl Default for Workshop {
    fn default() -> Self {
        let places = |n| Arc::new(Semaphore::new(n));
        Self {
            places: places(AT_ONCE),
            documents: places(DOCUMENTS_AT_ONCE),
            tables: places(TABLES_AT_ONCE),
            tables_here: places(TABLES_AT_ONCE + TABLES_WAITING),
        }
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

    /// Has a table read that is no plain text. `None` when it cannot be. The error stands at the field `file`:
    /// too many others are being read.
    pub(crate) async fn book(
        &self,
        reader: &Reader,
        table: Bytes,
    ) -> Result<Option<Vec<Numbered>>> {
        let _place = self.table_place().await?;
        reader.read_table(table).await
    }

    /// Reads a table that is plain text, beside the runtime. The error stands at the field `file`, as above.
    pub(crate) async fn plain_table<T: Send + 'static>(
        &self,
        read: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        let place = self.table_place().await?;
        let done = tokio::task::spawn_blocking(move || {
            let _place = place;
            read()
        });
        done.await.map_err(Error::internal)
    }

    async fn table_place(&self) -> Result<TablePlace> {
        let busy = || Error::field("file", "content-error-table-busy");
        let here = Arc::clone(&self.tables_here).try_acquire_owned().map_err(|_| busy())?;
        let turn = timeout(TABLES_PATIENCE, Arc::clone(&self.tables).acquire_owned()).await;
        let turn = turn.map_err(|_| busy())?.map_err(Error::internal)?;
        Ok(TablePlace { _turn: turn, _here: here })
    }
}

/// The place of a table that is being read; given back when it is dropped.
struct TablePlace {
    _turn: OwnedSemaphorePermit,
    _here: OwnedSemaphorePermit,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn tables_wait_for_one_another_as_far_as_there_is_room() {
        let workshop = Workshop::default();
        let mut reading = Vec::new();
        for _ in 0..TABLES_AT_ONCE {
            reading.push(workshop.table_place().await.unwrap());
        }
        let mut waiting = Vec::new();
        for _ in 0..TABLES_WAITING {
            let workshop = workshop.clone();
            waiting.push(tokio::spawn(async move { workshop.table_place().await.map(drop) }));
        }
        while workshop.tables_here.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let Err(Error::Invalid(errors)) = workshop.table_place().await else {
            panic!("there is no room");
        };
        assert_eq!(errors.of("file").unwrap().key, "content-error-table-busy");
        drop(reading);
        for one in waiting {
            one.await.unwrap().unwrap();
        }
        assert_eq!(workshop.tables.available_permits(), TABLES_AT_ONCE);
    }
}
