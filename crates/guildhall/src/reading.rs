//! The program in the program that reads one document: it bounds itself, reads its standard input, answers on
//! its standard output (`content::files::reader`) and ends. What people upload is not to be trusted, and
//! whatever it does to whoever reads it, it does here.

mod bounds;
mod picture;
mod words;

use std::{
    io::{Read as _, Write as _},
    panic::{AssertUnwindSafe, catch_unwind},
    process::ExitCode,
};

use content::files::reader::{Answer, DOCUMENT_MAX, PICTURE_MAX};
use hayro::hayro_syntax::Pdf;

/// Reads a document from the standard input, and tells what it says.
pub fn run() -> ExitCode {
    // A panic is an answer that is not given; nobody reads about it.
    std::panic::set_hook(Box::new(|_| {}));
    match bounds::set().and_then(|()| read()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn read() -> std::io::Result<()> {
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
