//! Small files of other servers, kept for a while so that they need not be asked for again. What was not
//! used for longest goes first; everything here can be fetched anew and belongs into no backup.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use tokio::sync::Mutex;

use super::{Arrived, Hash, Pieces, pieces_of};

/// After this time without a reader it goes, however much space there is.
const UNUSED: Duration = Duration::from_secs(30 * 86_400);

/// The folder of what was fetched. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: PathBuf,
    most: u64,
    /// How many bytes are there; unknown until somebody has counted.
    held: Arc<Mutex<Option<u64>>>,
}

/// A file that is there, open: it can be read to its end even when it is thrown away meanwhile.
#[derive(Debug)]
pub struct Cached {
    file: fs::File,
    /// How many bytes.
    pub size: u64,
}

impl Cached {
    /// How it begins; zeros where it ends before.
    pub fn head(&self) -> io::Result<[u8; 4]> {
        let mut head = [0; 4];
        std::os::unix::fs::FileExt::read_at(&self.file, &mut head, 0)?;
        Ok(head)
    }

    /// `length` bytes from `start`.
    pub async fn read(self, start: u64, length: u64) -> io::Result<Pieces> {
        pieces_of(tokio::fs::File::from_std(self.file), start, length).await
    }
}

struct Entry {
    path: PathBuf,
    size: u64,
    used: SystemTime,
}

impl Cache {
    /// At most so many bytes in this folder, which is made when the first file comes. With 0, nothing stays.
    pub fn new(folder: impl Into<PathBuf>, most: u64) -> Self {
        Self { folder: folder.into(), most, held: Arc::default() }
    }

    fn place(&self, key: &Hash) -> PathBuf {
        self.folder.join(key.to_string())
    }

    /// What is kept under this key. It counts as used now.
    pub async fn find(&self, key: &Hash) -> io::Result<Option<Cached>> {
        let path = self.place(key);
        let found = blocking(move || match used(&path) {
            Ok(file) => Ok(Some(Cached { size: file.metadata()?.len(), file })),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        });
        found.await
    }

    /// Keeps what has arrived under this key, and throws away what was not used for longest where there is
    /// too much.
    pub async fn keep(&self, key: &Hash, arrived: Arrived) -> io::Result<Cached> {
        let size = arrived.size;
        if self.most == 0 {
            // Open, it can be read once; its name goes with what has arrived.
            return blocking(move || Ok(Cached { file: fs::File::open(arrived.path())?, size }))
                .await;
        }
        let (folder, place) = (self.folder.clone(), self.place(key));
        let mut held = self.held.lock().await;
        let file = blocking(move || {
            fs::create_dir_all(&folder)?;
            arrived.path.persist(&place).map_err(|e| e.error)?;
            used(&place)
        })
        .await?;
        let before = held.map(|held| held + size);
        if before.is_none_or(|held| held > self.most) {
            *held = Some(self.make_room(None).await?);
        } else {
            *held = before;
        }
        Ok(Cached { file, size })
    }

    /// Throws away what nobody has used for a month, and what is too much. Returns how many bytes are left.
    pub async fn sweep(&self) -> io::Result<u64> {
        let mut held = self.held.lock().await;
        let left = self.make_room(now().checked_sub(UNUSED)).await?;
        *held = Some(left);
        Ok(left)
    }

    async fn make_room(&self, since: Option<SystemTime>) -> io::Result<u64> {
        let (folder, most) = (self.folder.clone(), self.most);
        blocking(move || {
            let mut all = entries(&folder)?;
            all.sort_by_key(|entry| entry.used);
            let mut held: u64 = all.iter().map(|entry| entry.size).sum();
            for entry in all {
                if held <= most && since.is_none_or(|since| entry.used >= since) {
                    break;
                }
                fs::remove_file(&entry.path)?;
                held -= entry.size;
            }
            Ok(held)
        })
        .await
    }
}

/// Opens a file, which counts as used now.
fn used(path: &Path) -> io::Result<fs::File> {
    let file = fs::File::options().read(true).append(true).open(path)?;
    file.set_modified(now())?;
    Ok(file)
}

fn entries(folder: &Path) -> io::Result<Vec<Entry>> {
    let found = match fs::read_dir(folder) {
        Ok(found) => found,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(e),
    };
    let entry = |entry: io::Result<fs::DirEntry>| {
        let entry = entry?;
        let data = entry.metadata()?;
        Ok(Entry { path: entry.path(), size: data.len(), used: data.modified()? })
    };
    found.map(entry).collect()
}

fn now() -> SystemTime {
    #[expect(clippy::disallowed_methods, reason = "the age of a file is the machine's")]
    SystemTime::now()
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use futures::{TryStreamExt as _, stream};

    use super::*;
    use crate::files::Files;

    async fn put(files: &Files, cache: &Cache, name: &str, size: usize) {
        let piece = Ok::<_, io::Error>(Bytes::from(vec![b'x'; size]));
        let arrived = files.receive(stream::iter([piece]), u64::MAX).await.unwrap();
        cache.keep(&Hash::of(name.as_bytes()), arrived).await.unwrap();
    }

    async fn has(cache: &Cache, name: &str) -> bool {
        cache.find(&Hash::of(name.as_bytes())).await.unwrap().is_some()
    }

    #[tokio::test]
    async fn what_was_not_used_for_longest_goes_first() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path());
        let cache = Cache::new(folder.path().join("cache"), 100);
        put(&files, &cache, "a", 40).await;
        put(&files, &cache, "b", 40).await;
        let a = cache.find(&Hash::of(b"a")).await.unwrap().unwrap();
        let size = a.size;
        let part: Vec<Bytes> = a.read(10, 20).await.unwrap().try_collect().await.unwrap();
        assert_eq!((size, part.concat().len()), (40, 20));
        put(&files, &cache, "c", 40).await;
        assert!(has(&cache, "a").await && !has(&cache, "b").await && has(&cache, "c").await);
        // What is larger than all of it leaves nothing, itself included.
        put(&files, &cache, "d", 101).await;
        assert!(!has(&cache, "a").await && !has(&cache, "d").await);
        assert_eq!(cache.sweep().await.unwrap(), 0);
    }

    #[tokio::test]
    async fn without_room_everything_is_read_once() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path());
        let cache = Cache::new(folder.path().join("cache"), 0);
        let piece = Ok::<_, io::Error>(Bytes::from_static(b"once"));
        let arrived = files.receive(stream::iter([piece]), 10).await.unwrap();
        let once = cache.keep(&Hash::of(b"a"), arrived).await.unwrap();
        assert_eq!(once.head().unwrap(), *b"once");
        let all: Vec<Bytes> = once.read(0, 4).await.unwrap().try_collect().await.unwrap();
        assert_eq!(all.concat(), b"once");
        assert!(!has(&cache, "a").await);
    }

    #[tokio::test]
    async fn another_process_counts_what_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path());
        let cache = || Cache::new(folder.path().join("cache"), 100);
        put(&files, &cache(), "a", 60).await;
        put(&files, &cache(), "b", 60).await;
        let cache = cache();
        assert!(!has(&cache, "a").await && has(&cache, "b").await);
        // A smaller limit counts from the next sweep on.
        let less = Cache::new(folder.path().join("cache"), 10);
        assert_eq!(less.sweep().await.unwrap(), 0);
    }

    #[tokio::test]
    async fn what_nobody_has_used_for_a_month_goes() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path());
        let cache = Cache::new(folder.path().join("cache"), 100);
        put(&files, &cache, "old", 10).await;
        put(&files, &cache, "new", 10).await;
        let old = folder.path().join("cache").join(Hash::of(b"old").to_string());
        let long_ago = now() - UNUSED - Duration::from_secs(60);
        fs::File::options().append(true).open(&old).unwrap().set_modified(long_ago).unwrap();
        assert_eq!(cache.sweep().await.unwrap(), 10);
        assert!(has(&cache, "new").await && !old.exists());
    }
}
