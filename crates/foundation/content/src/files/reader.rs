//! The program that reads documents: ours, started anew for each, because what people upload is not to be
//! trusted. It bounds itself before it looks at anything (see the commands that are not listed in the help),
//! gets the file on its standard input and answers on its standard output. Of a document it tells a line of
//! JSON ([`Answer`]), the text, the picture; of a table an array of numbered rows in JSON ([`Numbered`]).
//! Whatever goes wrong in it goes wrong there.

use std::{path::PathBuf, process::Stdio, time::Duration};

use bytes::Bytes;
use domain::{Error, Result};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use serde::{Deserialize, Serialize};
use store::files::Pieces;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    process::{Child, Command},
    time::timeout,
};

/// The most bytes of a document that is read.
pub const DOCUMENT_MAX: u64 = 128 << 20;
/// The most bytes of text that are kept of a document.
pub const TEXT_MAX: usize = 100_000;
/// The most bytes of a picture of a page.
pub const PICTURE_MAX: usize = 16 << 20;
/// The most bytes of a table that is read, as a file and as JSON.
pub const TABLE_MAX: usize = 8 << 20;
/// The most rows of a table, its heading included.
pub const TABLE_ROWS: usize = 2_000;
/// The most cells of a row.
pub const TABLE_CELLS: usize = 200;
/// The most bytes of the line before them.
const LINE_MAX: usize = 200;
/// The longest that one document may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the program says before the text and the picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// How many pages there are.
    pub pages: u32,
    /// How many bytes of text follow, in UTF-8.
    pub text: usize,
    /// How many bytes of a PNG follow after that; none when the first page cannot be drawn.
    pub picture: usize,
}

/// A row of a table as it came. In JSON it is `[3, ["a", "b"]]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(i64, Vec<String>)", into = "(i64, Vec<String>)")]
pub struct Numbered {
    /// The number that programs for tables show beside it: empty rows count, and the first is 1.
    pub number: i64,
    /// Its cells, without empty ones at the end where nothing is known of them.
    pub cells: Vec<String>,
}

impl From<(i64, Vec<String>)> for Numbered {
    fn from((number, cells): (i64, Vec<String>)) -> Self {
        Self { number, cells }
    }
}

impl From<Numbered> for (i64, Vec<String>) {
    fn from(row: Numbered) -> Self {
        (row.number, row.cells)
    }
}

/// How documents are read.
#[derive(Debug, Clone)]
pub struct Reader {
    program: PathBuf,
    arguments: Vec<String>,
    patience: Duration,
}

/// What a document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub pages: u32,
    pub text: String,
    /// Its first page, as PNG.
    pub picture: Vec<u8>,
}

impl Reader {
    /// Documents are read by this program with these arguments.
    pub fn new(program: impl Into<PathBuf>, arguments: &[&str]) -> Self {
        let arguments = arguments.iter().map(|a| (*a).to_owned()).collect();
        Self { program: program.into(), arguments, patience: PATIENCE }
    }

    /// No document may take longer than this.
    #[must_use]
    pub fn patient(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Has a document read. `None` when it cannot be: it is broken, or takes too long or too much. Fails when
    /// the program cannot be started, or the document not be fetched.
    pub(super) async fn read(&self, document: Pieces) -> Result<Option<Told>> {
        let most = LINE_MAX + TEXT_MAX + PICTURE_MAX;
        Ok(self.ask(document, most).await?.as_deref().and_then(told))
    }

    /// Has a table read. `None` and failures as with documents. Of one that is too large, a row or a cell more
    /// than fits is told, by which this is seen.
    pub(super) async fn read_table(&self, table: Bytes) -> Result<Option<Vec<Numbered>>> {
        let table = stream::iter([Ok(table)]).boxed();
        let said = self.ask(table, TABLE_MAX).await?;
        let rows: Option<Vec<Numbered>> = said.and_then(|s| serde_json::from_slice(&s).ok());
        let fits = |rows: &Vec<Numbered>| {
            rows.len() <= TABLE_ROWS + 1
                && rows.iter().all(|row| row.cells.len() <= TABLE_CELLS + 1)
        };
        Ok(rows.filter(fits))
    }

    /// What the program says of something, as far as it is not more than `most` bytes.
    async fn ask(&self, document: Pieces, most: usize) -> Result<Option<Vec<u8>>> {
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            // It needs nothing of what we know.
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(Error::internal)?;
        let told = timeout(self.patience, conversation(&mut child, document, most)).await;
        // Whatever it is doing, its time is over.
        let _ = child.kill().await;
        match told {
            Ok(told) => told,
            Err(_) => Ok(None),
        }
    }
}

async fn conversation(
    child: &mut Child,
    mut document: Pieces,
    most: usize,
) -> Result<Option<Vec<u8>>> {
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Ok(None);
    };
    let send = async move {
        while let Some(piece) = document.try_next().await.map_err(Error::internal)? {
            // A program that has seen enough reads no further.
            if input.write_all(&piece).await.is_err() {
                break;
            }
        }
        drop(input);
        Ok::<_, Error>(())
    };
    let hear = async move {
        let mut said = Vec::new();
        let read = output.take(most as u64 + 1).read_to_end(&mut said).await;
        read.map(|_| said).map_err(Error::internal)
    };
    let ((), said) = tokio::try_join!(send, hear)?;
    let ended = child.wait().await.map_err(Error::internal)?;
    Ok(Some(said).filter(|said| ended.success() && said.len() <= most))
}

/// Takes an answer apart. `None` when it is not one: whoever reads a hostile document may say anything.
fn told(said: &[u8]) -> Option<Told> {
    let end = said.iter().take(LINE_MAX).position(|b| *b == b'\n')?;
    let answer: Answer = serde_json::from_slice(&said[..end]).ok()?;
    let rest = &said[end + 1..];
    if answer.text > TEXT_MAX || answer.picture > PICTURE_MAX {
        return None;
    }
    let text = String::from_utf8_lossy(rest.get(..answer.text)?).replace('\0', "");
    let picture = rest.get(answer.text..answer.text + answer.picture)?.to_vec();
    Some(Told { pages: answer.pages, text, picture })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Reader {
        Reader::new("/bin/sh", &["-c", script])
    }

    fn document(size: usize) -> Pieces {
        let piece = Bytes::from(vec![b'x'; 1000]);
        stream::iter(vec![piece; size.div_ceil(1000)]).map(Ok).boxed()
    }

    #[tokio::test]
    async fn what_the_program_says_is_taken_apart() {
        let said = r#"n=$(wc -c); printf '{"pages":3,"text":5,"picture":2}\n%05dPN' "$n""#;
        let told = shell(said).read(document(70_000)).await.unwrap().unwrap();
        assert_eq!((told.pages, &*told.text, &*told.picture), (3, "70000", &b"PN"[..]));
    }

    #[tokio::test]
    async fn whatever_else_it_does_is_nothing_told() {
        for script in [
            "exit 1",
            "kill -9 $$",
            "cat > /dev/null; echo no json",
            r#"echo '{"pages":1,"text":10,"picture":0}'; printf short"#,
            r#"echo '{"pages":1,"text":999999999,"picture":0}'"#,
            r#"echo '{"pages":-1,"text":0,"picture":0}'"#,
            r#"echo '{"pages":1,"text":0,"picture":0}'; exit 3"#,
            "head -c 100000000 /dev/zero",
        ] {
            assert_eq!(shell(script).read(document(3_000_000)).await.unwrap(), None, "{script}");
        }
        Reader::new("/no/such/program", &[]).read(document(1)).await.expect_err("it is not there");
    }

    #[tokio::test]
    async fn a_table_is_rows_of_texts_and_not_too_many() {
        let table = || Bytes::from_static(b"table");
        let said = r#"cat > /dev/null; echo '[[1,["a","b"]],[3,["1"]]]'"#;
        let rows = shell(said).read_table(table()).await.unwrap().unwrap();
        let rows: Vec<_> = rows.into_iter().map(<(i64, Vec<String>)>::from).collect();
        assert_eq!(rows, [(1, vec!["a".to_owned(), "b".to_owned()]), (3, vec!["1".to_owned()])]);
        let rows = |n| format!("cat > /dev/null; echo '[{}[1,[]]]'", "[1,[]],".repeat(n - 1));
        let more = shell(&rows(TABLE_ROWS + 1)).read_table(table()).await.unwrap();
        assert_eq!(more.map(|rows| rows.len()), Some(TABLE_ROWS + 1), "one more is told");
        let many = rows(TABLE_ROWS + 2);
        for script in [many.as_str(), "echo '[[1]]'", "exit 1", "head -c 20000000 /dev/zero"] {
            assert_eq!(shell(script).read_table(table()).await.unwrap(), None);
        }
    }

    #[tokio::test]
    async fn what_takes_too_long_is_ended() {
        let file = tempfile();
        let script = format!("echo $$ > {file}; while :; do :; done");
        let reader = shell(&script).patient(Duration::from_millis(500));
        assert_eq!(reader.read(document(1)).await.unwrap(), None);
        let process = std::fs::read_to_string(&file).unwrap();
        std::fs::remove_file(&file).unwrap();
        assert!(!std::path::Path::new(&format!("/proc/{}", process.trim())).exists());
    }

    fn tempfile() -> String {
        let name = format!("guildhall-reader-{}", std::process::id());
        std::env::temp_dir().join(name).display().to_string()
    }
}
