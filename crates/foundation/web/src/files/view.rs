//! How pages show files: a list to open and save, players and pictures, and the panel in which whoever may
//! change the thing adds, names, orders and removes them.

use askama::Template;
use content::files::{
    Attachment, FileRole, Fits, Quota, Scan,
    media::{self, Shown},
};
use domain::{ContentId, Lang};

use crate::{Ctx, Html, Shell, Tr};

const KIB: i64 = 1024;
const MIB: i64 = KIB * 1024;
const GIB: i64 = MIB * 1024;

/// A number of bytes as people read it: „2,4 MB“.
pub fn size(tr: Tr, bytes: i64) -> String {
    let (key, unit) = match bytes {
        GIB.. => ("files-size-gb", GIB),
        MIB.. => ("files-size-mb", MIB),
        _ => ("files-size-kb", KIB),
    };
    // Tenths, rounded up: a file is never shown as nothing.
    let tenths = (bytes.max(1).saturating_mul(10) + unit - 1) / unit;
    let shown = if tenths >= 100 { tenths / 10 * 10 } else { tenths };
    #[expect(clippy::cast_precision_loss, reason = "tenths of a number below 1024")]
    let value = tr.formats().decimal(shown as f64 / 10.0);
    tr.t1(key, "value", value)
}

/// A smaller picture, as large as it is shown.
struct Small {
    href: String,
    width: i64,
    height: i64,
}

impl Small {
    /// The one that fits, where there is one, shown at most so many pixels across and down. Its size stands
    /// on the page, so that nothing moves when it comes.
    fn of(file: &Attachment, fits: Fits, across: i64, down: i64) -> Option<Self> {
        let (width, height) = file.small(fits).filter(|(w, h)| *w > 0 && *h > 0)?;
        let href = format!("{}?fits={}", content::files::path(file), fits.pixels());
        // The narrower of both limits decides.
        let (width, height) = if width * down > height * across {
            let shown = width.min(across);
            (shown, (height * shown / width).max(1))
        } else {
            let shown = height.min(down);
            ((width * shown / height).max(1), shown)
        };
        Some(Self { href, width, height })
    }
}

/// One file, ready to be shown.
struct Row {
    id: String,
    href: String,
    name: String,
    label: String,
    icon: &'static str,
    meta: String,
    /// Beside a text.
    preview: Option<Small>,
    /// In a list.
    thumb: Option<Small>,
    /// In the row of emblems.
    emblem: Option<Small>,
    /// Where a picture whose size is not known can be had, written anew by us if it is another server's.
    picture: String,
    is_picture: bool,
    is_film: bool,
    is_sound: bool,
    first: bool,
}

impl Row {
    /// What a picture is called for those who do not see it.
    fn alt(&self) -> &str {
        if self.label.is_empty() { &self.name } else { &self.label }
    }
}

fn row(tr: Tr, file: &Attachment, first: bool) -> Row {
    let media = media::by_type(&file.media_type);
    let shown = media.map_or(Shown::Saved, |m| m.shown);
    let mut meta = vec![media.map_or_else(|| "?".to_owned(), |m| m.ending.to_uppercase())];
    meta.extend(file.size.map(|bytes| size(tr, bytes)));
    meta.extend(match file.scan {
        Some(Scan::Pending) => Some(tr.t("files-meta-held").to_owned()),
        Some(Scan::Infected) => Some(tr.t("files-meta-infected").to_owned()),
        Some(Scan::Unscanned | Scan::Clean) | None => None,
    });
    meta.extend(file.pages.map(|n| tr.t1("files-pages", "n", n)));
    Row {
        id: file.id.to_string(),
        href: content::files::path(file),
        name: file.name.clone(),
        label: file.label.clone(),
        icon: match shown {
            Shown::Picture => "image",
            Shown::Film | Shown::Sound => "play",
            Shown::Page => "file-text",
            Shown::Saved if is_table(&file.media_type) => "file-spreadsheet",
            Shown::Saved => "file-text",
        },
        meta: meta.join(" · "),
        preview: Small::of(file, Fits::Text, 640, 224),
        thumb: Small::of(file, Fits::List, 160, 80),
        emblem: Small::of(file, Fits::Text, 192, 72),
        picture: match file.hash {
            Some(_) => content::files::path(file),
            None => format!("{}?fits={}", content::files::path(file), Fits::Text.pixels()),
        },
        is_picture: shown == Shown::Picture,
        is_film: shown == Shown::Film,
        is_sound: shown == Shown::Sound,
        first,
    }
}

/// Whether it is opened by a program for tables.
fn is_table(media_type: &str) -> bool {
    media_type.contains("sheet") || media_type.contains("excel") || media_type == "text/csv"
}

fn rows(tr: Tr, files: &[Attachment], role: FileRole) -> Vec<Row> {
    let own = files.iter().filter(|f| f.role == role).enumerate();
    own.map(|(n, file)| row(tr, file, n == 0)).collect()
}

#[derive(Template)]
#[template(path = "files-list.html")]
struct List<'a> {
    shell: &'a Shell,
    lang_attr: Html,
    rows: Vec<Row>,
}

/// The files of a thing, under a heading; nothing when it has none. `lang` is that of what is said of them.
pub fn list(shell: &Shell, files: &[Attachment], lang: &Lang) -> Html {
    let rows = rows(shell.tr(), files, FileRole::File);
    if rows.is_empty() {
        return Html::default();
    }
    Html::render(&List { shell, lang_attr: shell.lang_of(lang), rows })
}

#[derive(Template)]
#[template(path = "files-emblems.html")]
struct Emblems {
    rows: Vec<Row>,
}

/// The emblems of a thing, for the page and for print; nothing when it has none.
pub fn emblems(shell: &Shell, files: &[Attachment]) -> Html {
    let rows = rows(shell.tr(), files, FileRole::Emblem);
    if rows.is_empty() { Html::default() } else { Html::render(&Emblems { rows }) }
}

#[derive(Template)]
#[template(path = "files-editor.html")]
struct Editor<'a> {
    shell: &'a Shell,
    id: ContentId,
    next: &'a str,
    files: Vec<Row>,
    emblems: Vec<Row>,
    with_emblems: bool,
    largest: String,
    most: u64,
    space: String,
    /// The file and what is wrong with it.
    wrong: Option<(String, String)>,
    accept: String,
}

/// The panel for whoever may change a thing. `next` is the page it stands on; what was wrong with the last
/// upload stands in its address.
pub fn editor(
    shell: &Shell,
    ctx: &Ctx,
    id: ContentId,
    files: &[Attachment],
    quota: Quota,
    with_emblems: bool,
    next: &str,
) -> Html {
    let (tr, params) = (ctx.tr, ctx.params());
    let key = params.get("wrong");
    let wrong = key.starts_with("files-error-").then(|| tr.find(key)).flatten().map(|text| {
        let name = domain::text::excerpt(params.get("file"), content::files::NAME_MAX);
        (name, text.to_owned())
    });
    let bytes = |n: u64| size(tr, i64::try_from(n).unwrap_or(i64::MAX));
    let endings: Vec<String> = media::ALL.iter().map(|m| format!(".{}", m.ending)).collect();
    Html::render(&Editor {
        shell,
        id,
        next,
        files: rows(tr, files, FileRole::File),
        emblems: rows(tr, files, FileRole::Emblem),
        with_emblems,
        largest: tr.t1("files-largest", "size", bytes(quota.largest)),
        most: quota.largest,
        space: tr.t2("files-space", "used", bytes(quota.used), "of", bytes(quota.of)),
        wrong,
        accept: endings.join(","),
    })
}

#[cfg(test)]
mod tests {
    use crate::Messages;

    #[test]
    fn sizes_are_read_by_people() {
        let tr = Messages::load().of(&domain::Lang::bulgarian());
        let written = |bytes| super::size(tr, bytes).replace('\u{a0}', " ");
        assert_eq!(written(0), "0,1 KB");
        assert_eq!(written(1536), "1,5 KB");
        assert_eq!(written(14 * 1024 * 1024), "14 MB");
        assert_eq!(written(2_500_000), "2,4 MB");
        assert_eq!(written(3 << 30), "3 GB");
    }
}
