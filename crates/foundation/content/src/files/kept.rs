//! Files in their place, and the rows that name them.

use domain::{Error, Result, Time};
use store::{
    Query, Store, Tx, args,
    files::{Arrived, Hash},
    statements,
};

use super::{Scan, workshop::SmallArrived};

statements! {
    /// What somebody else has added before keeps what was made of it then.
    PUT_FILE = "INSERT INTO file (hash, size, media_type, width, height, preview, thumb, created_at, scan) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (hash) DO UPDATE SET \
        width = COALESCE(file.width, excluded.width), height = COALESCE(file.height, excluded.height), \
        preview = COALESCE(file.preview, excluded.preview), thumb = COALESCE(file.thumb, excluded.thumb), \
        scan = CASE WHEN excluded.scan = 'clean' OR file.scan = 'unscanned' THEN excluded.scan ELSE file.scan END";
    TOUCH = "UPDATE file SET created_at = $2 WHERE hash = $1";
    IS_NAMED = "SELECT CAST(1 AS bigint) FROM file WHERE hash = $1";
}

/// What the database says of a file that is in its place.
pub(super) struct FileRow {
    pub hash: String,
    pub size: u64,
    pub media_type: &'static str,
    pub pixels: Option<(u32, u32)>,
}

/// Keeps a file that is there already from being thrown away within a day: another machine may be about to.
async fn touch(store: &Store, hash: &Hash) -> Result<()> {
    if !store.files().are_shared() {
        return Ok(());
    }
    let mut tx = store.begin().await?;
    let now = tx.now();
    tx.execute(&TOUCH, args![hash.to_string(), now]).await?;
    tx.save().await?;
    Ok(())
}

/// Puts a file in its place. Hold [`store::files::Files::keeping`].
pub(super) async fn keep(
    store: &Store,
    arrived: Arrived,
    media_type: &'static str,
    pixels: Option<(u32, u32)>,
) -> Result<FileRow> {
    touch(store, &arrived.hash).await?;
    let size = arrived.size;
    let hash = store.files().keep(arrived).await.map_err(Error::internal)?.to_string();
    Ok(FileRow { hash, size, media_type, pixels })
}

/// The same with smaller pictures.
pub(super) async fn keep_all(store: &Store, small: Vec<SmallArrived>) -> Result<Vec<FileRow>> {
    let mut rows = Vec::with_capacity(small.len());
    for SmallArrived { arrived, media_type, width, height } in small {
        rows.push(keep(store, arrived, media_type, Some((width, height))).await?);
    }
    Ok(rows)
}

/// A file in its place, with what was made of it, that no row names yet.
pub(super) struct Kept {
    pub whole: FileRow,
    pub small: Vec<FileRow>,
    pub scan: Scan,
}

impl Kept {
    /// Throws away what no row names, because it was refused after all. Hold
    /// [`store::files::Files::keeping`].
    pub(super) async fn give_up(&self, store: &Store) {
        for file in self.small.iter().chain([&self.whole]) {
            let named = store.read().optional::<(i64,)>(&IS_NAMED, args![&file.hash]).await;
            if let (Ok(None), Ok(hash)) = (named, file.hash.parse())
                && let Err(error) = store.files().remove(&hash).await
            {
                tracing::warn!(%error, "a file that was refused stays on the disk");
            }
        }
    }

    /// Names them.
    pub(super) async fn put(&self, tx: &mut Tx, now: Time) -> Result<()> {
        let small = put_small(tx, &self.small, now).await?;
        put(tx, &self.whole, small, self.scan, now).await
    }
}

/// Names smaller pictures, and gives the hashes of the one for pages and the one for lists.
pub(super) async fn put_small<'a>(
    tx: &mut Tx,
    small: &'a [FileRow],
    now: Time,
) -> Result<[Option<&'a str>; 2]> {
    for file in small {
        put(tx, file, [None, None], Scan::Unscanned, now).await?;
    }
    Ok([0, 1].map(|n| small.get(n).map(|file| &*file.hash)))
}

async fn put(
    tx: &mut Tx,
    file: &FileRow,
    small: [Option<&str>; 2],
    scan: Scan,
    now: Time,
) -> Result<()> {
    let size = i64::try_from(file.size).unwrap_or(i64::MAX);
    let (width, height) = file.pixels.map(|(w, h)| (i64::from(w), i64::from(h))).unzip();
    let [preview, thumb] = small;
    let scan = scan.as_str();
    let args = args![&file.hash, size, file.media_type, width, height, preview, thumb, now, scan];
    tx.execute(&PUT_FILE, args).await?;
    Ok(())
}
