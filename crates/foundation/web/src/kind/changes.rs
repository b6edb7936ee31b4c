//! What changed from one state of a thing to another, word by word, field by field.

use askama::Template;
use content::{Field, Kind, Shape, Values, kind::lists, model::Snapshot};
use domain::Lang;
use serde_json::Value as Json;
use similar::{Algorithm, ChangeTag, utils::diff_words};

use super::page::quantity;
use crate::{Html, Local, Tr};

/// The most characters that are shown of what stayed between two changes.
const AROUND: usize = 240;
/// The most bytes of two texts that are compared word by word; longer ones are shown one after the other.
const COMPARED: usize = 250_000;
/// In how many places a text can change of which less stays than goes and comes; beyond it is read as a whole.
const PLACES: usize = 2;
/// What stands between the whole of what was said and the whole of what is said.
const BECOMES: &str = " → ";

/// One field that changed.
struct Changed {
    label: String,
    /// Whether it is in the language of the thing, and not in that of the page.
    theirs: bool,
    pieces: Vec<Piece>,
}

/// A run of words that stayed, went or came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Stayed(String),
    Went(String),
    Came(String),
}

#[derive(Template)]
#[template(path = "kind-changes.html")]
struct Changes {
    tr: Tr,
    changed: Vec<Changed>,
    lang: Html,
}

/// Something that may have changed, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// What it is called.
    pub label: String,
    /// Whether it is in the language of the thing, and not in that of the page.
    pub theirs: bool,
    /// What it said.
    pub before: String,
    /// What it says.
    pub after: String,
}

/// What went and what came, word by word, or as wholes where that reads better: dates, sums and single words of the
/// interface, and texts that were written anew. What says the same is left out. `lang` is the language of the thing.
pub fn compared(tr: Tr, lang: &Lang, all: Vec<Compared>) -> Html {
    let changed = all.into_iter().filter(|c| c.before != c.after).map(|c| {
        let listed = [&c.before, &c.after].iter().any(|text| text.contains(tr.t("list-comma")));
        let pieces = if c.theirs || listed {
            pieces(&c.before, &c.after)
        } else {
            wholes(&c.before, &c.after)
        };
        Changed { label: c.label, theirs: c.theirs, pieces }
    });
    Html::render(&Changes {
        tr,
        changed: changed.collect(),
        lang: super::page::attributes(tr, lang),
    })
}

/// Every field that says something else in `after` than in `before`, with what went and what came.
pub fn changes(local: &Local, kind: &Kind, before: &Snapshot, after: &Snapshot) -> Html {
    let tr = local.tr;
    let mut all = Vec::new();
    let mut compare = |label: String, theirs: bool, before: &str, after: &str| {
        let (before, after) = (before.to_owned(), after.to_owned());
        all.push(Compared { label, theirs, before, after });
    };
    let own = |name: &str| tr.t(&format!("changes-{name}")).to_owned();
    compare(
        own("lang"),
        false,
        tr.language(before.lang.as_str()),
        tr.language(after.lang.as_str()),
    );
    compare(own("title-field"), true, &before.title, &after.title);
    compare(own("summary"), true, &before.summary, &after.summary);
    compare(own("body"), true, &before.body, &after.body);
    let licence = |s: &Snapshot| {
        let known = s.licence.as_deref().map(|l| tr.t(&lists::licence_key(l)).to_owned());
        known.unwrap_or_default()
    };
    compare(own("licence"), false, &licence(before), &licence(after));
    let sectors = |s: &Snapshot| {
        let mut names: Vec<&str> = s.sectors.iter().map(|slug| tr.sector(slug)).collect();
        names.sort_unstable();
        names.join(tr.t("list-comma"))
    };
    compare(own("sectors"), false, &sectors(before), &sectors(after));
    for field in kind.fields {
        let written = |values: &Values, lang: &str| {
            values
                .get(field.name)
                .map(|v| in_words(local, kind, field, v, lang))
                .unwrap_or_default()
        };
        let a = written(&before.values, before.lang.as_str());
        let b = written(&after.values, after.lang.as_str());
        let theirs =
            field.shape.is_text() || matches!(field.shape, Shape::Rows(_) | Shape::Figures);
        compare(super::noun(tr, kind, field.name), theirs, &a, &b);
    }
    compared(tr, &after.lang, all)
}

/// A value as plain text, to be compared; `lang` is the language of the thing.
pub fn in_words(local: &Local, kind: &Kind, field: &Field, value: &Json, lang: &str) -> String {
    let tr = local.tr;
    let option = |word: &str| tr.word(&kind.label_key(field.name), word).to_owned();
    let text = value.as_str().unwrap_or_default();
    let each = |word: &dyn Fn(&str) -> String| {
        let words = value.as_array().into_iter().flatten().filter_map(Json::as_str);
        words.map(word).collect::<Vec<_>>().join(tr.t("list-comma"))
    };
    let rows = |row: &dyn Fn(&Json) -> String| {
        value.as_array().into_iter().flatten().map(row).collect::<Vec<_>>().join("\n")
    };
    match field.shape {
        Shape::Line
        | Shape::Text
        | Shape::Steps
        | Shape::Checklist
        | Shape::Url
        | Shape::Person => text.to_owned(),
        Shape::Choice(_) => option(text),
        Shape::Choices(_) => each(&option),
        Shape::Langs => each(&|tag| tr.language(tag).to_owned()),
        Shape::Country => tr.country(text).to_owned(),
        Shape::Date => local.partial_date(text),
        Shape::Number { unit: "", .. } => value.to_string(),
        Shape::Number { unit, .. } => quantity(tr, value.as_f64().unwrap_or_default(), unit),
        Shape::Money => quantity(tr, value.as_f64().unwrap_or_default(), "euro"),
        Shape::Flag => tr.t("form-yes").to_owned(),
        Shape::Figures => rows(&|row| {
            let labels = row["label"].as_object();
            let label = labels.and_then(|l| l.get(lang).or_else(|| l.values().next()));
            let unit = row["unit"].as_str().unwrap_or("number");
            let number = |key: &str| row[key].as_f64().map(|n| quantity(tr, n, unit));
            let numbers: Vec<String> = ["before", "after"].into_iter().filter_map(number).collect();
            format!("{}: {}", label.and_then(Json::as_str).unwrap_or_default(), numbers.join(" → "))
        }),
        Shape::Rows(columns) => rows(&|row| {
            let cells = columns.iter().filter_map(|c| row[c.name].as_str());
            let cells = cells.filter(|cell| !cell.trim().is_empty());
            cells.collect::<Vec<_>>().join(" · ")
        }),
    }
}

/// Two texts as runs of words. Of what stayed, only what stands around a change is kept.
pub(crate) fn pieces(before: &str, after: &str) -> Vec<Piece> {
    if before.len() + after.len() > COMPARED {
        return wholes(before, after);
    }
    let runs = diff_words(Algorithm::Patience, before, after);
    if is_anew(&runs) {
        return wholes(before, after);
    }
    let last = runs.len().saturating_sub(1);
    let piece = |(at, (tag, text)): (usize, (ChangeTag, &str))| match tag {
        ChangeTag::Equal => Piece::Stayed(shortened(text, at > 0, at < last)),
        ChangeTag::Delete => Piece::Went(text.to_owned()),
        ChangeTag::Insert => Piece::Came(text.to_owned()),
    };
    runs.into_iter().enumerate().map(piece).collect()
}

/// The whole of what was said, and the whole of what is said.
fn wholes(before: &str, after: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if !before.is_empty() {
        pieces.push(Piece::Went(before.to_owned()));
    }
    if !before.is_empty() && !after.is_empty() {
        pieces.push(Piece::Stayed(BECOMES.to_owned()));
    }
    if !after.is_empty() {
        pieces.push(Piece::Came(after.to_owned()));
    }
    pieces
}

/// Whether a text was written anew: it changed in many places, and less of it stayed than went and than came.
fn is_anew(runs: &[(ChangeTag, &str)]) -> bool {
    let words = |of: ChangeTag| -> usize {
        let such = runs.iter().filter(|(tag, _)| *tag == of);
        such.map(|(_, text)| text.split_whitespace().count()).sum()
    };
    let stayed = words(ChangeTag::Equal);
    let kept = runs.split(|(tag, _)| *tag == ChangeTag::Equal);
    let places = kept.filter(|changed| !changed.is_empty()).count();
    places > PLACES && stayed < words(ChangeTag::Delete) && stayed < words(ChangeTag::Insert)
}

/// The beginning where something changed before it, the end where something changes after it.
fn shortened(text: &str, before: bool, after: bool) -> String {
    let count = text.chars().count();
    let most = AROUND * (usize::from(before) + usize::from(after));
    if count <= most + 1 {
        return text.to_owned();
    }
    let begin: String = if before { text.chars().take(AROUND).collect() } else { String::new() };
    let end: String =
        if after { text.chars().skip(count - AROUND).collect() } else { String::new() };
    let text = format!("{begin} … {end}");
    let text = if before { text.as_str() } else { text.trim_start() };
    if after { text.to_owned() } else { text.trim_end().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_went_and_came_stand_beside_what_stayed() {
        let found = pieces("Три гишета работят.", "Две гишета работят добре.");
        let text = |want: fn(&Piece) -> Option<&String>| -> String {
            found.iter().filter_map(want).map(String::as_str).collect()
        };
        let went = text(|p| if let Piece::Went(t) = p { Some(t) } else { None });
        let came = text(|p| if let Piece::Came(t) = p { Some(t) } else { None });
        assert!(went.contains("Три") && !went.contains("гишета"), "{found:?}");
        assert!(came.contains("Две") && came.contains("добре"), "{found:?}");
    }

    #[test]
    fn what_was_written_anew_is_read_as_a_whole() {
        let (before, after) = (
            "Двете страни се срещат всеки месец в сградата на общината.",
            "Срещите са по видеовръзка, веднъж на три седмици, а през лятото в общината на гости.",
        );
        let whole =
            [Piece::Went(before.into()), Piece::Stayed(BECOMES.into()), Piece::Came(after.into())];
        assert_eq!(wholes(before, after), whole);
        let runs = [
            (ChangeTag::Delete, "едно две "),
            (ChangeTag::Insert, "три "),
            (ChangeTag::Equal, "и "),
            (ChangeTag::Insert, "четири "),
            (ChangeTag::Equal, "е "),
            (ChangeTag::Delete, "пет "),
            (ChangeTag::Insert, "шест "),
        ];
        assert!(!is_anew(&runs[..4]), "two places are read word by word");
        assert!(is_anew(&[&runs[..], &[(ChangeTag::Delete, " седем осем")]].concat()));
        let more = (ChangeTag::Equal, " това стои както преди");
        assert!(!is_anew(&[&runs[..], &[more]].concat()));
        assert_eq!(wholes("", after), [Piece::Came(after.into())]);
    }

    #[test]
    fn dates_and_sums_are_read_as_wholes() {
        let tr = crate::Messages::load().get("en").unwrap();
        let one = |before: &str, after: &str| {
            let (before, after) = (before.to_owned(), after.to_owned());
            let all = vec![Compared { label: "When".into(), theirs: false, before, after }];
            compared(tr, &Lang::english(), all).as_str().to_owned()
        };
        let day = one("18 December 2026", "31 December 2026");
        assert!(day.contains("18 December 2026</del> → <ins>"), "{day}");
        assert!(day.contains("31 December 2026</ins>"), "{day}");
        let list = one("housing, health", "housing, work");
        assert!(list.contains("housing, <del>"), "{list}");
    }

    #[test]
    fn what_says_the_same_is_left_out() {
        let tr = crate::Messages::load().get("bg").unwrap();
        let one = |label: &str, before: &str, after: &str| Compared {
            label: label.to_owned(),
            theirs: true,
            before: before.to_owned(),
            after: after.to_owned(),
        };
        let all = vec![one("Ритъм", "всеки месец", "всяка седмица"), one("Край", "юни", "юни")];
        let html = compared(tr, &Lang::english(), all);
        assert!(html.as_str().contains("Ритъм") && html.as_str().contains("lang=\"en\""), "{html}");
        assert!(!html.as_str().contains("Край") && html.as_str().contains("седмица"), "{html}");
        assert!(compared(tr, &Lang::english(), Vec::new()).as_str().contains(tr.t("changes-none")));
    }

    #[test]
    fn of_what_stayed_only_what_is_near_is_kept() {
        let long = "дума ".repeat(400);
        let found = pieces(&format!("{long}край"), &format!("{long}конец"));
        let Some(Piece::Stayed(text)) = found.first() else { panic!("{found:?}") };
        assert!(text.starts_with('…') && text.chars().count() < AROUND + 5, "{text}");
        assert_eq!(pieces("а", "а"), [Piece::Stayed("а".into())]);
    }
}
