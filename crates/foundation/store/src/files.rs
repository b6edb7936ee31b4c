//! The bytes of files, beside the database: each kept once, under the hash of what it holds. What arrives
//! is written aside first and moved to its place whole and on disk, so that what was broken off leaves
//! nothing, and what was answered with success is there.

#[cfg(feature = "s3")]
mod bucket;
mod cache;

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

pub use cache::{Cache, Cached};

/// The folder in which files arrive.
const ASIDE: &str = "incoming";
/// Bytes at the beginning of a file that tell what it is.
const HEAD: usize = 8 * 1024;
/// After this time whatever is still aside was left by a process that was ended.
const FORGOTTEN: Duration = Duration::from_secs(86_400);

/// SHA-256 of what a file holds (FIPS 180-4), written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

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

    /// All of it, piece by piece.
    pub async fn read(&self) -> io::Result<Pieces> {
        pieces_of(fs::File::open(&self.path).await?, 0, self.size).await
    }
}

/// The bytes of a file, piece by piece.
pub type Pieces = BoxStream<'static, io::Result<Bytes>>;

/// Storage that speaks the protocol of Amazon S3.
#[derive(Clone, PartialEq, Eq)]
pub struct BucketSettings {
    /// Its address, `https://…`; `http://…` for a server on the same machine or network.
    pub endpoint: String,
    /// Its region, as the operator of the storage calls it.
    pub region: String,
    /// The name of the bucket.
    pub bucket: String,
    /// What the keys of all files begin with; may be empty.
    pub prefix: String,
    /// The name of the key that may read, write and delete there.
    pub access_key: String,
    /// The secret of that key.
    pub secret_key: String,
}

impl fmt::Debug for BucketSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { endpoint, bucket, prefix, .. } = self;
        write!(f, "BucketSettings({endpoint}, {bucket}, {prefix:?})")
    }
}

/// Where files stand when they have arrived.
#[derive(Debug, Clone)]
enum Place {
    /// In the folder, beside those that arrive.
    Folder,
    /// In a bucket that several machines share.
    #[cfg(feature = "s3")]
    Bucket(bucket::Bucket),
}

/// All files. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Files {
    folder: PathBuf,
    place: Place,
    /// Held while something is kept and written down, and while what nobody needs is thrown away: neither
    /// may happen between the two steps of the other.
    keeping: std::sync::Arc<Mutex<()>>,
}

impl Files {
    /// Files in this folder, which is made when the first one arrives.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), place: Place::Folder, keeping: std::sync::Arc::default() }
    }

    /// Files in a bucket; those that arrive stand in the folder until they are sent there. Fails where the
    /// settings cannot be right, and in a program that was built without; the storage is not asked yet.
    pub fn in_bucket(folder: impl Into<PathBuf>, settings: &BucketSettings) -> io::Result<Self> {
        #[cfg(feature = "s3")]
        return Ok(Self {
            place: Place::Bucket(bucket::Bucket::new(settings)?),
            ..Self::new(folder)
        });
        #[cfg(not(feature = "s3"))]
        {
            let _ = (folder, settings);
            Err(io::Error::new(io::ErrorKind::Unsupported, "this program was built without S3"))
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether other machines see the same files.
    pub fn are_shared(&self) -> bool {
        !matches!(self.place, Place::Folder)
    }

    /// Where a file stands: 65,536 folders, as few file systems like millions of files in one.
    fn stands(&self, hash: &Hash) -> PathBuf {
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
        #[cfg(feature = "s3")]
        if let Place::Bucket(bucket) = &self.place {
            bucket.keep(arrived.path(), arrived.size, &arrived.hash).await?;
            return Ok(arrived.hash);
        }
        let (place, hash) = (self.stands(&arrived.hash), arrived.hash);
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
        #[cfg(feature = "s3")]
        if let Place::Bucket(bucket) = &self.place {
            return bucket.size(hash).await;
        }
        match fs::metadata(self.stands(hash)).await {
            Ok(file) => Ok(Some(file.len())),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// `length` bytes of a file from `start`; `None` when there is no such file.
    pub async fn read(&self, hash: &Hash, start: u64, length: u64) -> io::Result<Option<Pieces>> {
        #[cfg(feature = "s3")]
        if let Place::Bucket(bucket) = &self.place {
            return bucket.read(hash, start, length).await;
        }
        match fs::File::open(self.stands(hash)).await {
            Ok(file) => pieces_of(file, start, length).await.map(Some),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// Throws a file away. Hold [`Files::keeping`] and know that nothing names it.
    pub async fn remove(&self, hash: &Hash) -> io::Result<()> {
        #[cfg(feature = "s3")]
        if let Place::Bucket(bucket) = &self.place {
            return bucket.remove(hash).await;
        }
        match fs::remove_file(self.stands(hash)).await {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
            _ => Ok(()),
        }
    }

    /// Keeps something, reads it and throws it away, to see whether that can be done.
    pub async fn probe(&self) -> io::Result<()> {
        let piece =
            futures::stream::iter([Ok::<_, io::Error>(Bytes::from_static(b"guildhall doctor"))]);
        let arrived = self.receive(piece, 1024).await.map_err(io::Error::other)?;
        let hash = self.keep(arrived).await?;
        let read = self.size(&hash).await?;
        self.remove(&hash).await?;
        read.map(|_| ()).ok_or_else(|| io::ErrorKind::NotFound.into())
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

/// `length` bytes of an open file from `start`.
async fn pieces_of(mut file: fs::File, start: u64, length: u64) -> io::Result<Pieces> {
    if start > 0 {
        file.seek(io::SeekFrom::Start(start)).await?;
    }
    Ok(ReaderStream::with_capacity(file.take(length), 64 * 1024).boxed())
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
