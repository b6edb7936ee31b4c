//! Files of things: a handbook's PDF, a training video, the form that a practice uses. What one file holds
//! is kept once ([`store::files`]); an attachment says to which thing it belongs and how it is called there.
//! A file is seen by whoever sees its thing.

mod attach;
mod copy;
mod elsewhere;
mod kept;
pub mod ledger;
mod look;
pub mod media;
mod picture;
pub mod reader;
mod reading;
mod scan;
mod sweep;
mod workshop;

use std::fmt::Write as _;

use domain::{ActorId, ContentId, Time, id::RowId};

pub use attach::{NewFile, Quota, attach, describe, detach, move_up, quota};
pub(crate) use copy::take_along;
pub use elsewhere::{away, fetched};
pub(crate) use look::Nobody;
pub use look::{LookInto, Looking, look_into_all};
pub use reader::Reader;
pub use reading::{Opened, of, open, open_for, restricted_to, small};
pub use scan::{Scan, ScanHeld, Scanner, WhenAway};
pub use sweep::sweep;
pub(crate) use workshop::Workshop;

/// SQL for the words of all files of a thing, as they are indexed, after a blank. A thing may have many long
/// documents, and PostgreSQL refuses what is longer than a mebibyte.
macro_rules! words_of {
    ($thing:literal) => {
        concat!(
            "substr((SELECT ' ' || {words w.words} FROM (SELECT f.words FROM attachment t JOIN file f \
            ON f.hash = t.hash WHERE t.content_id = ",
            $thing,
            " AND f.words <> '' ORDER BY t.position) w), 1, 200000)"
        )
    };
}
pub(crate) use words_of;

/// The path of a file on this instance: `/files/{id}/{name}`.
pub fn path(file: &Attachment) -> String {
    let mut path = format!("/files/{}/", file.id);
    // Letters of all alphabets are spelt (RFC 3986 §2.1); dots and hyphens stay readable.
    for byte in file.name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            path.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(path, "%{byte:02X}");
        }
    }
    path
}

/// The most files of one thing.
pub const MOST: i64 = 60;
/// The most characters of a file's name.
pub const NAME_MAX: usize = 160;
/// The most characters of what is said of a file.
pub const LABEL_MAX: usize = 300;

/// How much may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of one file.
    pub largest: u64,
    /// The most bytes of all files of one organisation, and of each person without one.
    pub per_organisation: u64,
}

impl Default for Limits {
    fn default() -> Self {
        const GIB: u64 = 1 << 30;
        Self { largest: GIB, per_organisation: 20 * GIB }
    }
}

/// What the operator decided about files.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How much may be kept.
    pub limits: Limits,
    /// What reads documents; without it they have neither pictures nor words.
    pub reader: Option<Reader>,
    /// What reads tables that are no plain text; without it only CSV is read.
    pub tables: Option<Reader>,
    /// What is asked about each file before it is kept.
    pub scanner: Option<Scanner>,
    /// The most bytes that are kept for a while of files of other servers.
    pub cache: u64,
    /// The most bytes of one of them; what is larger is passed on piece by piece.
    pub cached: u64,
}

impl Default for Settings {
    fn default() -> Self {
        const MIB: u64 = 1 << 20;
        Self {
            limits: Limits::default(),
            reader: None,
            tables: None,
            scanner: None,
            cache: 1024 * MIB,
            cached: 8 * MIB,
        }
    }
}

/// What a file is to its thing.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, store::FromCell, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum FileRole {
    /// Something to be opened or taken home.
    File,
    /// The emblem of the funder or the project, shown on the page and in print.
    Emblem,
}

impl FileRole {
    /// The word in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Emblem => "emblem",
        }
    }

    /// Reads the word back.
    pub fn parse(s: &str) -> Option<Self> {
        [Self::File, Self::Emblem].into_iter().find(|role| role.as_str() == s)
    }
}

/// A file of a thing.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Attachment {
    /// Its id, which its address has.
    pub id: RowId,
    /// Whose file it is; `None` for one of a ledger.
    pub content_id: Option<ContentId>,
    /// What it is to its thing.
    pub role: FileRole,
    /// Its place among the files, from 0.
    pub position: i64,
    /// The name of the file, with its ending.
    pub name: String,
    /// What it is, in the words of whoever added it; empty where the name says enough.
    pub label: String,
    /// Its type, as it was found to be (RFC 6838).
    pub media_type: String,
    /// Its bytes, where they are known.
    pub size: Option<i64>,
    /// The hash of what it holds; `None` for what is elsewhere.
    pub hash: Option<String>,
    /// Where it is, if elsewhere.
    pub url: Option<String>,
    /// What it holds as its host says, if elsewhere.
    digest: Option<String>,
    /// How it stands with the virus scanner, if here.
    pub scan: Option<Scan>,
    /// Who added it.
    pub added_by: Option<ActorId>,
    /// Pixels across, of pictures.
    pub width: Option<i64>,
    /// Pixels down, of pictures.
    pub height: Option<i64>,
    /// Pages, of documents.
    pub pages: Option<i64>,
    /// Pixels across, of its smaller picture that stands beside a text.
    preview_width: Option<i64>,
    /// Pixels down, of the same.
    preview_height: Option<i64>,
    /// Pixels across, of its smaller picture that stands in a list.
    thumb_width: Option<i64>,
    /// Pixels down, of the same.
    thumb_height: Option<i64>,
    /// When it was added.
    pub created_at: Time,
}

impl Attachment {
    /// The size in pixels, across and down, of its smaller picture: of what it shows, or of its first page.
    /// `None` where there is none (yet).
    pub fn small(&self, fits: Fits) -> Option<(i64, i64)> {
        match fits {
            Fits::Text => self.preview_width.zip(self.preview_height),
            Fits::List => self.thumb_width.zip(self.thumb_height),
        }
    }
}

/// What a smaller picture fits into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fits {
    /// A page, beside its text: 640 pixels across and down at most.
    Text,
    /// A row of a list: 160 pixels across and down at most.
    List,
}

impl Fits {
    /// The most pixels across and down.
    pub fn pixels(self) -> u32 {
        match self {
            Self::Text => 640,
            Self::List => 160,
        }
    }

    /// Reads the number of pixels back.
    pub fn parse(s: &str) -> Option<Self> {
        [Self::Text, Self::List].into_iter().find(|fits| s.parse() == Ok(fits.pixels()))
    }
}
