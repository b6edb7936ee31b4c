//! What every text is put through when it enters.

/// Characters that are not seen and turn others around or hide between them: a name with them looks
/// like another's. What joins letters or keeps them apart in Persian and Indic scripts stays.
pub fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A single line: no control or hidden characters, no double or outer spaces.
pub fn line(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        let c = if c.is_whitespace() && c != '\u{a0}' { ' ' } else { c };
        if is_hidden(c) || c.is_control() || (c == ' ' && (out.is_empty() || out.ends_with(' '))) {
            continue;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out
}

/// A text of several lines: line ends as `\n`, no control characters but tab, no U+0000
/// (PostgreSQL refuses it), no space at the ends.
pub fn block(s: &str) -> String {
    let s = s.replace("\r\n", "\n").replace('\r', "\n");
    let cleaned: String =
        s.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    cleaned.trim().to_owned()
}

/// The key under which a name is compared and sorted regardless of case. SQLite's own `lower()`
/// leaves Cyrillic as it is, so this is always done here.
pub fn fold(s: &str) -> String {
    line(s).to_lowercase()
}

/// The number of characters a reader would count.
pub fn len(s: &str) -> usize {
    use unicode_segmentation::UnicodeSegmentation;
    if s.is_ascii() { s.len() } else { s.graphemes(true).count() }
}

/// The beginning of a text, cut at a word, with an ellipsis when something was left out.
pub fn excerpt(s: &str, max: usize) -> String {
    let s = line(s);
    if s.chars().count() <= max {
        return s;
    }
    let cut: String = s.chars().take(max).collect();
    let end = cut.rfind(' ').filter(|&i| i > cut.len() / 2).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ':', '.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_characters_do_not_enter() {
        assert_eq!(line(" a\0b\u{7}  c\r\nd "), "ab c d");
        assert_eq!(block("a\0\r\nb\u{1}\r"), "a\nb");
    }

    #[test]
    fn folding_knows_cyrillic() {
        assert_eq!(fold("ОБЩИНА  Хасково"), "община хасково");
    }

    #[test]
    fn excerpts_end_at_a_word() {
        assert_eq!(excerpt("one two three four", 9), "one two…");
        assert_eq!(excerpt("кратко", 9), "кратко");
    }

    proptest::proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(s in "\\PC*|[\\x00-\\x7f]*") {
            proptest::prop_assert_eq!(line(&line(&s)), line(&s));
            proptest::prop_assert_eq!(block(&block(&s)), block(&s));
            let _ = excerpt(&s, 7);
        }
    }

    /// Marks that turn writing round, and letters nobody sees (Trojan Source, CVE-2021-42574).
    #[test]
    fn a_line_turns_no_writing_round() {
        for bad in [
            '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}',
            '\u{2068}', '\u{2069}', '\u{200b}', '\u{feff}',
        ] {
            assert_eq!(line(&format!("a{bad}b")), "ab", "{bad:?}");
        }
        // What joins and parts letters in Persian and in emoji stays.
        assert_eq!(line("می\u{200c}خواهم 👩\u{200d}💻"), "می\u{200c}خواهم 👩\u{200d}💻");
    }
}
