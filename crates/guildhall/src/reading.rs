//! The program in the program that reads one document or one table: it bounds itself, reads its standard
//! input, answers on its standard output (`content::files::reader`) and ends. What people upload is not to be
//! trusted, and whatever it does to whoever reads it, it does here.

mod bounds;
#[cfg(feature = "pdf")]
mod document;
#[cfg(feature = "pdf")]
mod picture;
#[cfg(feature = "xlsx")]
mod table;
#[cfg(feature = "pdf")]
mod words;

use std::process::ExitCode;

/// Reads a document from the standard input, and tells what it says.
#[cfg(feature = "pdf")]
pub fn documents() -> ExitCode {
    bounded(document::read)
}

/// Reads a table from the standard input, and tells its rows.
#[cfg(feature = "xlsx")]
pub fn tables() -> ExitCode {
    bounded(table::read)
}

fn bounded(read: fn() -> std::io::Result<()>) -> ExitCode {
    // A panic is an answer that is not given; nobody reads about it.
    std::panic::set_hook(Box::new(|_| {}));
    match bounds::set().and_then(|()| read()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
