//! Stems: of a text in its own language, of a query in every language its script may be.
//!
//! Nobody says in which language she asks. A word of a text is therefore indexed under its stem in
//! the language of the text, and a word of a query stands for its stems in all of them. As a
//! word is among its own stems, whatever is typed as it stands in a text finds that text.

mod bulgarian;

use domain::Lang;
use frostem::{Algorithm, Stemmer};

/// What reads a word written in one script.
#[derive(Clone, Copy)]
enum How {
    Bulgarian,
    Snowball(Algorithm),
    /// Nothing is known of the language.
    Whole,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
}

/// Every way in which a word of a script may be read, as text or query, the likeliest first.
const LATIN: [How; 4] = [
    How::Snowball(Algorithm::English),
    How::Snowball(Algorithm::German),
    How::Snowball(Algorithm::French),
    How::Snowball(Algorithm::Romanian),
];
const CYRILLIC: [How; 3] =
    [How::Bulgarian, How::Snowball(Algorithm::Russian), How::Snowball(Algorithm::Ukrainian)];
const GREEK: [How; 1] = [How::Snowball(Algorithm::Greek)];

/// The script of a folded word; `None` when it is of several, has digits or is of another.
fn script(word: &str) -> Option<Script> {
    let of = |c: char| match c {
        'a'..='z' => Some(Script::Latin),
        'а'..='ҁ' => Some(Script::Cyrillic),
        'α'..='ω' => Some(Script::Greek),
        _ => None,
    };
    let mut letters = word.chars().map(of);
    let first = letters.next().flatten()?;
    letters.all(|s| s == Some(first)).then_some(first)
}

/// The stem of a folded word of a text in this language.
pub fn in_language(word: &str, lang: &Lang) -> String {
    let primary = lang.primary();
    let how = match (script(word), primary) {
        (Some(Script::Latin), "de") => LATIN[1],
        (Some(Script::Latin), "fr") => LATIN[2],
        (Some(Script::Latin), "ro") => LATIN[3],
        // A foreign word in a text of another script is mostly English.
        (Some(Script::Latin), "en" | "bg" | "el" | "mk" | "ru" | "sr" | "uk") => LATIN[0],
        (Some(Script::Cyrillic), "ru") => CYRILLIC[1],
        (Some(Script::Cyrillic), "uk") => CYRILLIC[2],
        (Some(Script::Cyrillic), _) => CYRILLIC[0],
        (Some(Script::Greek), _) => GREEK[0],
        _ => How::Whole,
    };
    stem(word, how)
}

/// What a word of a query may be indexed by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stems {
    /// The folded word itself, and its stem in the language that most of its script is in here.
    pub close: Vec<String>,
    /// Its stems in the other languages of its script.
    pub far: Vec<String>,
}

/// The folded word itself and its stems in every language of its script, each once.
pub fn in_all(word: &str) -> Stems {
    let ways: &[How] = match script(word) {
        Some(Script::Latin) => &LATIN,
        Some(Script::Cyrillic) => &CYRILLIC,
        Some(Script::Greek) => &GREEK,
        None => &[],
    };
    let (mut close, mut far) = (vec![word.to_owned()], Vec::new());
    for (n, how) in ways.iter().enumerate() {
        let stem = stem(word, *how);
        if !close.contains(&stem) && !far.contains(&stem) {
            if n == 0 { close.push(stem) } else { far.push(stem) }
        }
    }
    Stems { close, far }
}

fn stem(word: &str, how: How) -> String {
    let stem = match how {
        How::Whole => return word.to_owned(),
        How::Bulgarian if word.chars().all(|c| matches!(c, 'а'..='я')) => bulgarian::light(word),
        How::Bulgarian => return word.to_owned(),
        How::Snowball(algorithm) => Stemmer::new(algorithm).stem(word).into_owned(),
    };
    // What is indexed is made of the letters that both databases take for parts of words.
    if script(&stem) == script(word) { stem } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(tag: &str) -> Lang {
        Lang::parse(tag).unwrap()
    }

    #[test]
    fn forms_of_a_word_meet_in_each_language() {
        for (tag, forms) in [
            ("bg", &["община", "общините"][..]),
            ("en", &["integration", "integrating", "integrated"]),
            ("en", &["community", "communities"]),
            ("de", &["wohnung", "wohnungen"]),
            ("fr", &["logement", "logements"]),
            ("ro", &["locuinta", "locuinte"]),
            ("el", &["δημος", "δημου"]),
            ("ru", &["беженцы", "беженцев", "беженцам"]),
            ("uk", &["громада", "громади"]),
        ] {
            let stems: Vec<String> = forms.iter().map(|f| in_language(f, &lang(tag))).collect();
            assert!(stems.iter().all(|s| *s == stems[0]), "{tag}: {forms:?} → {stems:?}");
        }
    }

    #[test]
    fn a_word_without_a_known_language_stays() {
        for word in ["едно2", "2026", "ƨ2026", "שלום"] {
            let stems = in_all(word);
            assert_eq!((stems.close.as_slice(), stems.far.len()), (&[word.to_owned()][..], 0));
        }
        assert_eq!(in_language("cittadini", &lang("it")), "cittadini");
    }

    proptest::proptest! {
        #[test]
        fn a_query_stands_for_the_word_of_every_text(
            word in "[a-z]{1,12}|[а-я]{1,12}|[α-ω]{1,12}|[а-яіїєґ]{1,9}",
            tag in proptest::sample::select(vec!["bg", "en", "de", "fr", "ro", "el", "ru", "uk", "it"]),
        ) {
            let (stems, stem) = (in_all(&word), in_language(&word, &lang(tag)));
            proptest::prop_assert!(stems.close.contains(&stem) || stems.far.contains(&stem));
        }
    }
}
