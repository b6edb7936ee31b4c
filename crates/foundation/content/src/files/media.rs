//! What a file is: told by what it holds, not by what its name or its sender says of it.

/// A type of files that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Media {
    /// The media type it is kept and sent as (RFC 6838).
    pub media_type: &'static str,
    /// The usual ending of its names.
    pub ending: &'static str,
    /// Other endings that names may have.
    others: &'static [&'static str],
    /// How browsers show it.
    pub shown: Shown,
}

/// How a file is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// As a picture.
    Picture,
    /// In a player for films.
    Film,
    /// In a player for sound.
    Sound,
    /// By the browser, on a page of its own.
    Page,
    /// Not at all: it is saved.
    Saved,
}

const fn media(
    media_type: &'static str,
    ending: &'static str,
    others: &'static [&'static str],
    shown: Shown,
) -> Media {
    Media { media_type, ending, others, shown }
}

/// Everything that is taken. Pages and pictures with scripts inside (HTML, SVG) are taken as they are and
/// only ever saved.
pub static ALL: &[Media] = &[
    media("application/pdf", "pdf", &[], Shown::Page),
    media("image/jpeg", "jpg", &["jpeg"], Shown::Picture),
    media("image/png", "png", &[], Shown::Picture),
    media("image/webp", "webp", &[], Shown::Picture),
    media("image/gif", "gif", &[], Shown::Picture),
    media("video/mp4", "mp4", &["m4v"], Shown::Film),
    media("video/webm", "webm", &[], Shown::Film),
    media("video/quicktime", "mov", &[], Shown::Saved),
    media("audio/mpeg", "mp3", &[], Shown::Sound),
    media("audio/mp4", "m4a", &[], Shown::Sound),
    media("audio/ogg", "ogg", &["oga", "opus"], Shown::Sound),
    media("audio/wav", "wav", &[], Shown::Sound),
    media(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
        &[],
        Shown::Saved,
    ),
    media(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
        &[],
        Shown::Saved,
    ),
    media(
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "pptx",
        &["ppsx"],
        Shown::Saved,
    ),
    media("application/vnd.oasis.opendocument.text", "odt", &[], Shown::Saved),
    media("application/vnd.oasis.opendocument.spreadsheet", "ods", &[], Shown::Saved),
    media("application/vnd.oasis.opendocument.presentation", "odp", &[], Shown::Saved),
    media("application/msword", "doc", &[], Shown::Saved),
    media("application/vnd.ms-excel", "xls", &[], Shown::Saved),
    media("application/vnd.ms-powerpoint", "ppt", &["pps"], Shown::Saved),
    media("application/rtf", "rtf", &[], Shown::Saved),
    media("application/epub+zip", "epub", &[], Shown::Saved),
    media("application/zip", "zip", &[], Shown::Saved),
    media("text/plain", "txt", &["md"], Shown::Page),
    media("text/csv", "csv", &["tsv"], Shown::Saved),
    media("text/calendar", "ics", &[], Shown::Saved),
    media("text/vtt", "vtt", &[], Shown::Saved),
    media("application/geo+json", "geojson", &[], Shown::Saved),
    media("application/json", "json", &[], Shown::Saved),
    media("application/xml", "xml", &["gpx", "kml"], Shown::Saved),
    media("image/svg+xml", "svg", &[], Shown::Saved),
    media("text/html", "html", &["htm"], Shown::Saved),
];

/// The ending of a file's name, in lower case.
fn ending(name: &str) -> String {
    name.rsplit_once('.').map_or_else(String::new, |(_, e)| e.to_lowercase())
}

fn by_ending(ending: &str) -> Option<&'static Media> {
    ALL.iter().find(|m| m.ending == ending || m.others.contains(&ending))
}

/// The type of this name; `None` for one that is not taken.
pub fn by_type(media_type: &str) -> Option<&'static Media> {
    ALL.iter().find(|m| m.media_type == media_type)
}

/// What a file with this name and this beginning is. `None` where it holds something else than its name
/// says, and for everything that is not taken: programs above all.
pub fn of(name: &str, head: &[u8]) -> Option<&'static Media> {
    let named = by_ending(&ending(name))?;
    let is_text = matches!(
        named.ending,
        "txt" | "csv" | "ics" | "vtt" | "geojson" | "json" | "xml" | "svg" | "html" | "rtf"
    );
    let found = infer::get(head);
    if is_text {
        // Text has no mark of its own: it is what can be read, in UTF-8 or an older encoding, without
        // the control characters that programs are full of.
        let marked = found.is_some_and(|kind| {
            !matches!(kind.extension(), "xml" | "html" | "rtf" | "json" | "svg" | "txt" | "sh")
        });
        return (!marked && reads_as_text(head)).then_some(named);
    }
    let found = found?;
    let same = found.mime_type() == named.media_type || found.extension() == named.ending;
    // What offices write is an archive whose first entries do not always tell which.
    let office = matches!(named.ending, "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp" | "epub");
    let archive = found.mime_type() == "application/zip"
        || found.matcher_type() == infer::MatcherType::Doc
        || found.matcher_type() == infer::MatcherType::Book;
    let old = matches!(named.ending, "doc" | "xls" | "ppt");
    let old_office = matches!(found.extension(), "doc" | "xls" | "ppt" | "msi" | "xlsb");
    // Players take these for one another.
    let film = matches!(named.ending, "mp4" | "mov" | "m4a")
        && matches!(found.extension(), "mp4" | "m4v" | "mov" | "m4a");
    (same || (office && archive) || (old && old_office) || film).then_some(named)
}

fn reads_as_text(head: &[u8]) -> bool {
    // UTF-16, as spreadsheets export it, has zeros in it and says so at its beginning.
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return true;
    }
    !head.iter().any(|b| matches!(b, 0..=8 | 14..=26 | 28..=31))
}

/// A name for a file: without folders, control characters or what changes the direction of writing, with
/// an ending that fits its type.
pub fn name(given: &str, media: &Media) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !is_hidden(*c)).collect();
    let (stem, _) = clean.rsplit_once('.').unwrap_or((&clean, ""));
    let stem = stem.trim().trim_matches('.').trim();
    let stem: String = stem.chars().take(super::NAME_MAX - 12).collect();
    let stem = if stem.is_empty() { "file" } else { stem.trim() };
    let own = ending(&clean);
    let ending = if media.others.contains(&own.as_str()) { &own } else { media.ending };
    format!("{stem}.{ending}")
}

fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, head: &[u8]) -> Option<&'static str> {
        of(name, head).map(|m| m.media_type)
    }

    #[test]
    fn what_a_file_holds_decides() {
        assert_eq!(found("Наръчник.PDF", b"%PDF-1.7\n"), Some("application/pdf"));
        assert_eq!(found("photo.jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF"), Some("image/jpeg"));
        assert_eq!(found("data.csv", "Град;Брой\nСофия;3".as_bytes()), Some("text/csv"));
        assert_eq!(found("page.html", b"<!DOCTYPE html><p>"), Some("text/html"));
        assert_eq!(found("plan.docx", b"PK\x03\x04\x14\0\x06\0"), by_type_of("docx"));
        for (name, head) in [
            ("handbook.pdf", &b"MZ\x90\0\x03\0\0\0"[..]),
            ("handbook.pdf", b"<html>"),
            ("notes.txt", b"\x7fELF\x02\x01\x01\0"),
            ("notes.txt", b"%PDF-1.7\n\x01"),
            ("setup.exe", b"MZ\x90\0"),
            ("photo.png", b"\xff\xd8\xff\xe0"),
            ("nothing", b"text"),
            ("empty.pdf", b""),
        ] {
            assert_eq!(found(name, head), None, "{name}");
        }
    }

    fn by_type_of(ending: &str) -> Option<&'static str> {
        by_ending(ending).map(|m| m.media_type)
    }

    #[test]
    fn names_are_safe() {
        let pdf = by_type("application/pdf").unwrap();
        let jpg = by_type("image/jpeg").unwrap();
        assert_eq!(name("C:\\Документи\\Наръчник на гишето.PDF", pdf), "Наръчник на гишето.pdf");
        assert_eq!(name("../../etc/passwd", pdf), "passwd.pdf");
        assert_eq!(name("a\u{202e}fdp.exe", pdf), "afdp.pdf");
        assert_eq!(name("..", pdf), "file.pdf");
        assert_eq!(name("photo.jpeg", jpg), "photo.jpeg");
        assert!(name(&"x".repeat(500), pdf).chars().count() <= super::super::NAME_MAX);
    }

    #[test]
    fn types_and_endings_are_unique() {
        for (i, one) in ALL.iter().enumerate() {
            for other in &ALL[..i] {
                assert_ne!(one.media_type, other.media_type);
                assert_ne!(one.ending, other.ending);
            }
        }
    }
}
