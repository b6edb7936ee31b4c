//! A document: how many pages it has, its words, its first page as a picture.

use std::{
    io::{Read as _, Write as _},
    panic::{AssertUnwindSafe, catch_unwind},
};

use content::files::reader::{Answer, DOCUMENT_MAX, PICTURE_MAX};
use hayro::hayro_syntax::Pdf;

use super::{picture, words};

pub(super) fn read() -> std::io::Result<()> {
    let mut document = Vec::new();
    std::io::stdin().lock().take(DOCUMENT_MAX).read_to_end(&mut document)?;
    let pdf = Pdf::new(document).map_err(|_| std::io::Error::other("not a document"))?;
    let pages = pdf.pages();
    // A page that cannot be drawn may still be read, and the other way round.
    let text = catch_unwind(AssertUnwindSafe(|| words::of(pages))).unwrap_or_default();
    let picture = catch_unwind(AssertUnwindSafe(|| picture::of_first(pages))).ok().flatten();
    let picture = picture.filter(|p| p.len() <= PICTURE_MAX).unwrap_or_default();
    let answer = Answer {
        pages: u32::try_from(pages.len()).unwrap_or(u32::MAX),
        text: text.len(),
        picture: picture.len(),
    };
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, &answer)?;
    out.write_all(b"\n")?;
    out.write_all(text.as_bytes())?;
    out.write_all(&picture)?;
    out.flush()
}
