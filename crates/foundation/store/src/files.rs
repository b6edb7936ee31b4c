//! The bytes of files, beside the database: each kept once, under the hash of what it holds. What arrives
//! is written aside first and moved to its place whole and on disk, so that what was broken off leaves
//! nothing, and what was answered with success is there.

use std::{
    fmt, io,
    path::{Path, PathBuf},
    str::FromStr,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use futures::{Stream, StreamExt as _, stream::BoxStream};
use sha2::{Digest as _, Sha256};
use tempfile::TempPath;
use tokio::{
    fs,
    io::{AsyncReadExt as _, AsyncSeekExt as _, AsyncWriteExt as _},
    sync::{Mutex, MutexGuard},
};
use tokio_util::io::ReaderStream;

/// The folder in which files arrive.
const ASIDE: &str = "incoming";
/// Bytes at the beginning of a file that tell what it is.
const HEAD: usize = 8 * 1024;
/// After this time whatever is still aside was left by a process that was ended.
const FORGOTTEN: Duration = Duration::from_secs(86_400);

/// SHA-256 of what a file holds (FIPS 180-4), written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash([u8; 32]);

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

/// Not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the hash of a file")]
pub struct NotAHash;

impl FromStr for Hash {
    type Err = NotAHash;

    fn from_str(s: &str) -> Result<Self, NotAHash> {
        if s.len() != 64 || !s.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)) {
            return Err(NotAHash);
        }
        let mut bytes = [0; 32];
        for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(&s[at..at + 2], 16).map_err(|_| NotAHash)?;
        }
        Ok(Self(bytes))
    }
}

/// Why something did not arrive.
#[derive(Debug, thiserror::Error)]
pub enum NotReceived<E> {
    /// It holds more than it may.
    #[error("the file is too large")]
    TooLarge,
    /// Whoever sent it stopped.
    #[error("the file was broken off")]
    Broken(E),
    /// The disk refused it.
    #[error("the file cannot be written")]
    Disk(#[from] io::Error),
}

/// A file that has arrived and stands aside. Dropped, it is gone.
#[derive(Debug)]
pub struct Arrived {
    path: TempPath,
    /// The hash of all of it.
    pub hash: Hash,
    /// How many bytes.
    pub size: u64,
    /// How it begins: at most 8 KiB.
    pub head: Vec<u8>,
}

impl Arrived {
    /// Where it stands until it is kept.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// The bytes of a file, piece by piece.
pub type Pieces = BoxStream<'static, io::Result<Bytes>>;

/// The folder of all files. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Files {
    folder: PathBuf,
    /// Held while something is kept and written down, and while what nobody needs is thrown away: neither
    /// may happen between the two steps of the other.
    keeping: std::sync::Arc<Mutex<()>>,
}

impl Files {
    /// Files in this folder, which is made when the first one arrives.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), keeping: std::sync::Arc::default() }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where a file stands: 65,536 folders, as few file systems like millions of files in one.
    fn place(&self, hash: &Hash) -> PathBuf {
        let name = hash.to_string();
        self.folder.join("sha256").join(&name[..2]).join(&name[2..4]).join(name)
    }

    /// Takes in at most `most` bytes and leaves them aside.
    pub async fn receive<E>(
        &self,
        pieces: impl Stream<Item = Result<Bytes, E>>,
        most: u64,
    ) -> Result<Arrived, NotReceived<E>> {
        let aside = self.folder.join(ASIDE);
        fs::create_dir_all(&aside).await?;
        let (file, path) = tempfile::NamedTempFile::new_in(&aside)?.into_parts();
        let mut file = io_buffer(fs::File::from_std(file));
        let (mut sum, mut size, mut head) = (Sha256::new(), 0, Vec::new());
        let mut pieces = std::pin::pin!(pieces);
        while let Some(piece) = pieces.next().await {
            let piece = piece.map_err(NotReceived::Broken)?;
            size += piece.len() as u64;
            if size > most {
                return Err(NotReceived::TooLarge);
            }
            head.extend_from_slice(&piece[..piece.len().min(HEAD - head.len())]);
            sum.update(&piece);
            file.write_all(&piece).await?;
        }
        file.flush().await?;
        file.into_inner().sync_all().await?;
        Ok(Arrived { path, hash: Hash(sum.finalize().into()), size, head })
    }

    /// Nothing is thrown away while this is held: hold it from before something is kept until the unit
    /// of work that names it was saved.
    pub async fn keeping(&self) -> MutexGuard<'_, ()> {
        self.keeping.lock().await
    }

    /// Puts what has arrived in its place, durably. What is there already is the same.
    pub async fn keep(&self, arrived: Arrived) -> io::Result<Hash> {
        let (place, hash) = (self.place(&arrived.hash), arrived.hash);
        let Some(folder) = place.parent().map(Path::to_owned) else {
            return Err(io::Error::from(io::ErrorKind::InvalidInput));
        };
        fs::create_dir_all(&folder).await?;
        let moved = move || {
            arrived.path.persist(&place).map_err(|e| e.error)?;
            // The name is on disk only when its folder is.
            std::fs::File::open(&folder)?.sync_all()
        };
        tokio::task::spawn_blocking(moved).await.map_err(io::Error::other)??;
        Ok(hash)
    }

    /// How many bytes a file holds; `None` when there is none.
    pub async fn size(&self, hash: &Hash) -> io::Result<Option<u64>> {
        match fs::metadata(self.place(hash)).await {
            Ok(file) => Ok(Some(file.len())),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// `length` bytes of a file from `start`; `None` when there is no such file.
    pub async fn read(&self, hash: &Hash, start: u64, length: u64) -> io::Result<Option<Pieces>> {
        let mut file = match fs::File::open(self.place(hash)).await {
            Ok(file) => file,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(e),
        };
        if start > 0 {
            file.seek(io::SeekFrom::Start(start)).await?;
        }
        let pieces = ReaderStream::with_capacity(file.take(length), 64 * 1024);
        Ok(Some(pieces.boxed()))
    }

    /// A copy aside, for programs that need a path of their own; `None` when there is no such file.
    pub async fn path(&self, hash: &Hash) -> Option<PathBuf> {
        let place = self.place(hash);
        fs::try_exists(&place).await.unwrap_or(false).then_some(place)
    }

    /// Throws a file away. Hold [`Files::keeping`] and know that nothing names it.
    pub async fn remove(&self, hash: &Hash) -> io::Result<()> {
        match fs::remove_file(self.place(hash)).await {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
            _ => Ok(()),
        }
    }

    /// Throws away what processes that were ended left aside more than a day ago. The machine's own
    /// clock counts, which is that of the file system.
    pub async fn tidy(&self) -> io::Result<usize> {
        let mut thrown = 0;
        let mut entries = match fs::read_dir(self.folder.join(ASIDE)).await {
            Ok(entries) => entries,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(0),
            Err(e) => return Err(e),
        };
        while let Some(entry) = entries.next_entry().await? {
            let changed = entry.metadata().await?.modified()?;
            #[expect(clippy::disallowed_methods, reason = "the age of a file is the machine's")]
            let age = SystemTime::now().duration_since(changed).unwrap_or_default();
            if age > FORGOTTEN {
                fs::remove_file(entry.path()).await?;
                thrown += 1;
            }
        }
        Ok(thrown)
    }
}

fn io_buffer(file: fs::File) -> tokio::io::BufWriter<fs::File> {
    tokio::io::BufWriter::with_capacity(256 * 1024, file)
}

#[cfg(test)]
mod tests {
    use futures::{TryStreamExt as _, stream};

    use super::*;

    fn pieces(all: &[&'static str]) -> impl Stream<Item = Result<Bytes, io::Error>> {
        stream::iter(all.iter().map(|s| Ok(Bytes::from(*s))).collect::<Vec<_>>())
    }

    async fn whole(files: &Files, hash: &Hash, start: u64, length: u64) -> Option<String> {
        let pieces: Vec<Bytes> =
            files.read(hash, start, length).await.unwrap()?.try_collect().await.unwrap();
        Some(String::from_utf8(pieces.concat()).unwrap())
    }

    fn aside(files: &Files) -> usize {
        std::fs::read_dir(files.folder().join(ASIDE)).map_or(0, Iterator::count)
    }

    #[tokio::test]
    async fn what_arrives_is_kept_once_and_read_in_parts() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path());
        let mut hashes = Vec::new();
        for _ in 0..2 {
            let arrived = files.receive(pieces(&["good ", "morning"]), 12).await.unwrap();
            assert_eq!((arrived.size, arrived.head.as_slice()), (12, &b"good morning"[..]));
            hashes.push(files.keep(arrived).await.unwrap());
        }
        assert_eq!(hashes[0], hashes[1]);
        let hash = hashes[0].to_string().parse().unwrap();
        assert_eq!(whole(&files, &hash, 0, 100).await.unwrap(), "good morning");
        assert_eq!(whole(&files, &hash, 5, 4).await.unwrap(), "morn");
        assert_eq!(files.size(&hash).await.unwrap(), Some(12));
        assert_eq!(aside(&files), 0);
        files.remove(&hash).await.unwrap();
        files.remove(&hash).await.unwrap();
        assert_eq!(whole(&files, &hash, 0, 1).await, None);
    }

    #[tokio::test]
    async fn what_is_too_large_or_broken_off_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path());
        let large = files.receive(pieces(&["good ", "morning"]), 11).await;
        assert!(matches!(large, Err(NotReceived::TooLarge)));
        let broken = pieces(&["good "]).chain(stream::iter([Err(io::Error::other("gone"))]));
        assert!(matches!(files.receive(broken, 100).await, Err(NotReceived::Broken(_))));
        drop(files.receive(pieces(&["unwanted"]), 100).await.unwrap());
        assert_eq!(aside(&files), 0);
        assert_eq!(files.tidy().await.unwrap(), 0);
    }

    #[test]
    fn hashes_are_read_back() {
        let hash = Hash([7; 32]);
        assert_eq!(hash.to_string().parse(), Ok(hash));
        for wrong in ["", "07", &"0".repeat(63), &"G".repeat(64), &"é".repeat(32)] {
            assert_eq!(wrong.parse::<Hash>(), Err(NotAHash));
        }
    }
}
