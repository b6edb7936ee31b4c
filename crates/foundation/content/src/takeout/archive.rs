//! An archive of files as it is sent (ZIP, APPNOTE 6.3.10), piece by piece and never whole in memory: nothing
//! is pressed together, because what is large (pictures, films) already is.

use std::io;

use bytes::Bytes;
use futures::{Stream, TryStreamExt as _, stream};
use store::files::{Files, Hash};
use tokio::sync::mpsc;

/// Something in an archive.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its path inside.
    pub name: String,
    /// What it holds.
    pub holds: Holds,
}

/// What an entry holds.
#[derive(Debug, Clone)]
pub enum Holds {
    /// These bytes.
    Bytes(Bytes),
    /// A file of this house. One that is no longer there is left out.
    File(Hash),
}

/// Names are UTF-8.
const UTF8: u16 = 1 << 11;
/// The version that is needed to read it: 4.5, for what is larger than 4 GiB.
const NEEDED: u16 = 45;
/// 1 January 1980, midnight: an export tells of no time but its own.
const DAY: u32 = 0x0021_0000;
/// In fields of four bytes: the number stands in the extra field.
const BEYOND: u32 = u32::MAX;

/// The archive of these entries, in this order. Whoever drops it stops the reading. Fails when a file cannot
/// be read, or is no longer what it was when its sum was taken.
pub fn archive(files: Files, entries: Vec<Entry>) -> impl Stream<Item = io::Result<Bytes>> + Send {
    let (pieces, sent) = mpsc::channel(4);
    tokio::spawn(async move {
        let mut out = Out { pieces, at: 0 };
        if let Err(error) = write(&files, entries, &mut out).await {
            let _ = out.pieces.send(Err(error)).await;
        }
    });
    stream::unfold(sent, |mut sent| async move { sent.recv().await.map(|piece| (piece, sent)) })
}

struct Out {
    pieces: mpsc::Sender<io::Result<Bytes>>,
    at: u64,
}

impl Out {
    async fn put(&mut self, piece: impl Into<Bytes>) -> io::Result<()> {
        let piece = piece.into();
        self.at += piece.len() as u64;
        self.pieces.send(Ok(piece)).await.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

/// An entry that has been sent.
struct Sent {
    name: Vec<u8>,
    sum: u32,
    size: u64,
    at: u64,
}

async fn write(files: &Files, entries: Vec<Entry>, out: &mut Out) -> io::Result<()> {
    let mut all = Vec::with_capacity(entries.len());
    for Entry { name, holds } in entries {
        // The sum stands before what it is of: a file is read twice, so that every program can open it.
        let Some((sum, size)) = sum(files, &holds).await? else { continue };
        let sent = Sent { name: name.into_bytes(), sum, size, at: out.at };
        out.put(sent.head()).await?;
        match holds {
            Holds::Bytes(bytes) => out.put(bytes).await?,
            Holds::File(hash) => {
                let before = out.at;
                let Some(mut pieces) = files.read(&hash, 0, size).await? else {
                    return Err(io::ErrorKind::NotFound.into());
                };
                while let Some(piece) = pieces.try_next().await? {
                    out.put(piece).await?;
                }
                if out.at - before != size {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
            }
        }
        all.push(sent);
    }
    let start = out.at;
    for sent in &all {
        out.put(sent.listed()).await?;
    }
    out.put(end(all.len() as u64, start, out.at - start)).await
}

/// The checksum and size of what an entry holds; `None` when it is not there.
async fn sum(files: &Files, holds: &Holds) -> io::Result<Option<(u32, u64)>> {
    match holds {
        Holds::Bytes(bytes) => Ok(Some((crc32fast::hash(bytes), bytes.len() as u64))),
        Holds::File(hash) => {
            let Some(size) = files.size(hash).await? else { return Ok(None) };
            let Some(mut pieces) = files.read(hash, 0, size).await? else { return Ok(None) };
            let mut sum = crc32fast::Hasher::new();
            while let Some(piece) = pieces.try_next().await? {
                sum.update(&piece);
            }
            Ok(Some((sum.finalize(), size)))
        }
    }
}

/// Numbers one after another, the least byte first.
#[derive(Default)]
struct Numbers(Vec<u8>);

impl Numbers {
    fn two(mut self, n: u16) -> Self {
        self.0.extend_from_slice(&n.to_le_bytes());
        self
    }

    fn four(mut self, n: u32) -> Self {
        self.0.extend_from_slice(&n.to_le_bytes());
        self
    }

    fn eight(mut self, n: u64) -> Self {
        self.0.extend_from_slice(&n.to_le_bytes());
        self
    }

    fn raw(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }
}

impl Sent {
    fn name_length(&self) -> u16 {
        u16::try_from(self.name.len()).unwrap_or(u16::MAX)
    }

    /// The local header (§4.3.7). Sizes stand in the extra field (§4.5.3) always, where any fit.
    fn head(&self) -> Vec<u8> {
        let head = Numbers::default().four(0x0403_4b50).two(NEEDED).two(UTF8).two(0).four(DAY);
        let head = head.four(self.sum).four(BEYOND).four(BEYOND).two(self.name_length()).two(20);
        let head = head.raw(&self.name).two(1).two(16).eight(self.size).eight(self.size);
        head.0
    }

    /// The line in the list at the end (§4.3.12).
    fn listed(&self) -> Vec<u8> {
        // Made on Unix: a file that its owner reads and writes.
        let line =
            Numbers::default().four(0x0201_4b50).two((3 << 8) | NEEDED).two(NEEDED).two(UTF8);
        let line = line.two(0).four(DAY).four(self.sum).four(BEYOND).four(BEYOND);
        let line = line.two(self.name_length()).two(28).two(0).two(0).two(0).four(0o100_644 << 16);
        let line = line.four(BEYOND).raw(&self.name);
        line.two(1).two(24).eight(self.size).eight(self.size).eight(self.at).0
    }
}

/// Where the list begins and how long it is (§4.3.14 to §4.3.16).
fn end(count: u64, start: u64, length: u64) -> Vec<u8> {
    let large = Numbers::default().four(0x0606_4b50).eight(44).two((3 << 8) | NEEDED).two(NEEDED);
    let large = large.four(0).four(0).eight(count).eight(count).eight(length).eight(start);
    let pointer = large.four(0x0706_4b50).four(0).eight(start + length).four(1);
    let short = pointer.four(0x0605_4b50).two(0).two(0).two(u16::MAX).two(u16::MAX);
    short.four(BEYOND).four(BEYOND).two(0).0
}

#[cfg(test)]
mod tests {
    use futures::StreamExt as _;

    use super::*;

    fn four(bytes: &[u8], at: usize) -> usize {
        u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize
    }

    fn eight(bytes: &[u8], at: usize) -> usize {
        usize::try_from(u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap())).unwrap()
    }

    /// The names and contents of an archive, by its list at the end, as programs read it.
    fn opened(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
        let end = archive.len() - 22;
        assert_eq!(four(archive, end), 0x0605_4b50);
        assert_eq!(four(archive, end - 20), 0x0706_4b50);
        let large = eight(archive, end - 12);
        assert_eq!(four(archive, large), 0x0606_4b50);
        let (count, mut at) = (eight(archive, large + 32), eight(archive, large + 48));
        let mut all = Vec::new();
        for _ in 0..count {
            assert_eq!(four(archive, at), 0x0201_4b50);
            let (sum, named) = (four(archive, at + 16), usize::from(archive[at + 28]));
            let name = String::from_utf8(archive[at + 46..at + 46 + named].to_vec()).unwrap();
            let extra = at + 46 + named + 4;
            let (size, head) = (eight(archive, extra), eight(archive, extra + 16));
            assert_eq!(four(archive, head), 0x0403_4b50);
            let start = head + 30 + named + 20;
            let bytes = archive[start..start + size].to_vec();
            assert_eq!(crc32fast::hash(&bytes) as usize, sum, "{name}");
            all.push((name, bytes));
            at = extra + 24;
        }
        assert_eq!(at, large);
        all
    }

    #[tokio::test]
    async fn an_archive_holds_what_was_put_in() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path());
        let film = vec![7; 300_000];
        let piece = stream::iter([Ok::<_, io::Error>(Bytes::from(film.clone()))]);
        let arrived = files.receive(piece, u64::MAX).await.unwrap();
        let hash = files.keep(arrived).await.unwrap();
        let entry = |name: &str, holds| Entry { name: name.into(), holds };
        let text = Holds::Bytes(Bytes::from_static(b"{}"));
        let entries = vec![
            entry("everything.json", text.clone()),
            entry("files/1/01-филм.mp4", Holds::File(hash)),
            entry("files/1/02-gone.mp4", Holds::File(Hash::of(b"gone"))),
            entry("empty", Holds::Bytes(Bytes::new())),
        ];
        let pieces: Vec<Bytes> =
            archive(files, entries).map(|piece| piece.unwrap()).collect().await;
        let found = opened(&pieces.concat());
        let expected = [
            ("everything.json".to_owned(), b"{}".to_vec()),
            ("files/1/01-филм.mp4".to_owned(), film),
            ("empty".to_owned(), Vec::new()),
        ];
        assert_eq!(found, expected);
    }
}
