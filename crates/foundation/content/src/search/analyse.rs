//! From text to the words that both databases index.
//!
//! Words are found by Unicode's rules (UAX #29), in lower case, without accents, and stemmed in the
//! language of their text (`stem` says how a query meets them).

use domain::Lang;
use unicode_segmentation::UnicodeSegmentation;

use super::stem;

/// The version of what is done here to texts. Whoever changes what a text is indexed by counts it
/// up, and every text that was indexed otherwise is indexed anew in the background.
pub const ANALYSER: i64 = 1;

/// The most characters of a word that are indexed.
const WORD_MAX: usize = 40;

/// Begins numbers, of which PostgreSQL's parser would make several words (`1e5a`), and letters that
/// are spelt by their number: a letter that no living language begins a word with.
pub(super) const SPELT: char = 'ƨ';

/// One word of a text: where it stands, in bytes, and how it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it begins in the text.
    pub start: usize,
    /// Where it ends in the text.
    pub end: usize,
    /// In lower case, without accents.
    pub folded: String,
}

impl Token {
    /// What it is indexed by in a text in this language.
    pub fn stem(&self, lang: &Lang) -> String {
        stem::in_language(&self.folded, lang)
    }
}

/// The words of a text, in order.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    for (start, word) in text.unicode_word_indices() {
        // What Unicode takes for one word, `3.14` or `l'école`, is several in both indexes.
        let mut piece = String::new();
        let mut from = start;
        for (offset, c) in word.char_indices() {
            if is_mark(c) {
                continue;
            }
            if c.is_alphanumeric() {
                if piece.is_empty() {
                    from = start + offset;
                }
                c.to_lowercase().filter(|c| !is_mark(*c)).for_each(|c| fold_into(c, &mut piece));
            } else {
                push(&mut out, from, start + offset, &mut piece);
            }
        }
        push(&mut out, from, start + word.len(), &mut piece);
    }
    out
}

/// The letters with which words of a text may begin as they are folded, each with the rest of the text from there on.
/// Of scripts that are written without spaces every letter is one.
pub(super) fn beginnings(text: &str) -> impl Iterator<Item = (char, &str)> {
    let mut within = false;
    text.char_indices().filter_map(move |(at, c)| {
        if let Some(folded) = everyday(c) {
            let begins = !std::mem::replace(&mut within, true);
            return begins.then(|| (folded, &text[at..]));
        }
        let begins = c.is_alphanumeric() && (!within || c >= '\u{e00}');
        within = (c.is_alphanumeric() && c < '\u{e00}') || (within && is_mark(c));
        if !begins {
            return None;
        }
        let mut folded = String::new();
        c.to_lowercase().filter(|c| !is_mark(*c)).for_each(|c| fold_into(c, &mut folded));
        let first = if c.is_ascii_digit() { SPELT } else { folded.chars().next()? };
        Some((first, &text[at..]))
    })
}

/// The letters of which most texts here consist, folded, without a look into Unicode's tables.
fn everyday(c: char) -> Option<char> {
    match c {
        'a'..='z' | 'а'..='я' => Some(c),
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        'А'..='Я' => char::from_u32(u32::from(c) + 32),
        _ => None,
    }
}

/// The words of a text in this language as they are indexed, parted by spaces.
pub fn indexed(text: &str, lang: &Lang) -> String {
    let tokens = tokens(text);
    let mut out = String::with_capacity(text.len());
    for token in tokens {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&token.stem(lang));
    }
    out
}

fn push(out: &mut Vec<Token>, start: usize, end: usize, piece: &mut String) {
    if piece.is_empty() {
        return;
    }
    let mut folded: String = std::mem::take(piece).chars().take(WORD_MAX).collect();
    if folded.starts_with(|c: char| c.is_ascii_digit()) {
        folded.insert(0, SPELT);
    }
    out.push(Token { start, end, folded });
}

/// Combining accents stand alone after their letter and never part a word; nor do the marks that
/// Arabic script may be written with.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{640}' | '\u{64b}'..='\u{65f}'
    )
}

/// Letters that both databases take for parts of words, whatever version of Unicode they know and
/// whatever the locale of the server.
fn is_safe(c: char) -> bool {
    matches!(c,
        'a'..='z' | '0'..='9' | 'ß'..='ö' | 'ø'..='ɏ' | 'α'..='ω' | 'а'..='ҁ' | 'ҋ'..='ԧ'
        | 'ա'..='ֆ' | 'א'..='ת' | 'ء'..='غ' | 'ف'..='ي' | 'ٱ'..='ۓ' | 'ა'..='ჺ' | 'ሀ'..='ፚ'
        | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='龥' | '가'..='힣')
}

/// Latin and Greek letters without their diacritics (those of the languages of Europe), Cyrillic
/// without the stress that Bulgarian writes on ѝ.
fn fold_into(c: char, out: &mut String) {
    let plain = match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'į' | 'ı' => "i",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'ѝ' => "и",
        'ё' => "е",
        'ά' => "α",
        'έ' => "ε",
        'ή' => "η",
        'ί' | 'ϊ' | 'ΐ' => "ι",
        'ό' => "ο",
        'ύ' | 'ϋ' | 'ΰ' => "υ",
        'ώ' => "ω",
        'ς' => "σ",
        c if is_safe(c) && c != SPELT => {
            out.push(c);
            return;
        }
        // Any other letter or digit is spelt so that it is one word for both databases, and so
        // that the beginning of a word stays the beginning of its spelling.
        c => {
            out.push(SPELT);
            for shift in [16, 12, 8, 4, 0] {
                out.extend(char::from_digit((u32::from(c) >> shift) & 0xf, 16));
            }
            return;
        }
    };
    out.push_str(plain);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyday_letters_are_folded_like_all_others() {
        let letters = ('\0'..'\u{500}').filter_map(|c| Some((c, everyday(c)?)));
        for (c, folded) in letters {
            let mut slowly = String::new();
            c.to_lowercase().for_each(|c| fold_into(c, &mut slowly));
            assert!(c.is_alphanumeric() && slowly == folded.to_string(), "{c}");
        }
        let firsts = |text| beginnings(text).map(|(c, _)| c).collect::<String>();
        assert_eq!(firsts("Щастие ЁЖ, Étude a1 1a и\u{306}он"), "щеea\u{1a8}и");
    }

    #[test]
    fn words_are_folded_and_stemmed() {
        let (bg, en, it) = (Lang::bulgarian(), Lang::english(), Lang::parse("it").unwrap());
        assert_eq!(
            indexed("Éducation, ŁÓDŹ – Straße & l'école", &it),
            "education lodz strasse l ecole"
        );
        assert_eq!(indexed("Communities of practice", &en), "communiti of practic");
        assert_eq!(indexed("ОБЩИНИТЕ и общината", &bg), "общин и общин");
        assert_eq!(indexed("3.14 e-mail a_b пр\u{301}актика", &bg), "ƨ3 ƨ14 e mail a b практик");
        assert!(indexed("हिन्दी", &en).starts_with(&indexed("हि", &en)));
        assert_eq!(indexed("", &bg), "");
    }

    #[test]
    fn tokens_know_where_they_stand() {
        let text = "На гишето!";
        let t = &tokens(text)[1];
        assert_eq!(&text[t.start..t.end], "гишето");
        assert_eq!(t.folded, "гишето");
    }

    proptest::proptest! {
        #[test]
        fn analysing_what_was_analysed_changes_no_border(s in "\\PC{0,60}") {
            for token in tokens(&s) {
                proptest::prop_assert!(s.is_char_boundary(token.start) && s.is_char_boundary(token.end));
                for tag in ["bg", "en", "de", "fr", "ro", "el", "ru", "uk", "it"] {
                    let stem = token.stem(&Lang::parse(tag).unwrap());
                    proptest::prop_assert!(!stem.is_empty());
                    proptest::prop_assert!(stem.chars().all(char::is_alphanumeric), "{:?}", token);
                }
            }
        }
    }
}
