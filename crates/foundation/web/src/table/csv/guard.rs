//! The mark that keeps a text from being a formula: `'`. A program for tables may begin a cell at other places
//! than we do: with the settings of many countries it splits at semicolons, and where a cell did not begin with
//! a quote for it, at the ends of lines too. So the mark stands wherever a cell might begin, if a formula could
//! begin there. What is marked and what is not follows from what comes after the mark alone; so exactly the
//! marks that were put are taken away again, and a text that has such signs itself gets one more.

/// What a program for tables takes for a formula when a text begins with it.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// What may stand before that, and is taken for nothing; a mark itself among them.
const BEFORE: [char; 3] = ['\'', '"', ' '];
/// After what another cell might begin.
const BREAKS: [char; 4] = [';', '\t', '\r', '\n'];

/// Whether a formula could begin here.
fn is_formula(rest: &str) -> bool {
    rest.trim_start_matches(BEFORE).starts_with(FORMULA)
}

/// The parts of a text, each but the last with the sign after which another cell might begin.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(BREAKS)
}

/// The text with marks.
pub(super) fn put(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for part in parts(text) {
        if is_formula(part) {
            out.push('\'');
        }
        out.push_str(part);
    }
    out
}

/// The text without the marks that [`put`] has put.
pub(super) fn take_away(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for part in parts(text) {
        out.push_str(part.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(part));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_stands_wherever_a_formula_could_begin() {
        for (text, marked) in [
            ("=1+1", "'=1+1"),
            ("Гише; „едно“", "Гише; „едно“"),
            ("a;=cmd()", "a;'=cmd()"),
            ("a; -5", "a;' -5"),
            ("a;\"=cmd()\"", "a;'\"=cmd()\""),
            ("- едно\n- две\r\n- три", "'- едно\n'- две\r\n'- три"),
            ("\t=x", "'\t'=x"),
            ("1+1=2, а не 3-1", "1+1=2, а не 3-1"),
            ("'90s", "'90s"),
            ("'=x", "''=x"),
            ("a;'=x", "a;''=x"),
            ("", ""),
        ] {
            assert_eq!(put(text), marked);
            assert_eq!(take_away(marked), text);
        }
    }

    #[test]
    fn whatever_is_written_is_read_again() {
        // All texts of up to five of these signs.
        let signs = [';', '\'', '=', '"', ' ', '\t', '\r', '\n', 'x'];
        let mut texts = vec![String::new()];
        let mut longest = texts.clone();
        for _ in 0..5 {
            longest = longest
                .iter()
                .flat_map(|text| signs.iter().map(move |sign| format!("{text}{sign}")))
                .collect();
            texts.extend(longest.iter().cloned());
        }
        for text in texts {
            let marked = put(&text);
            assert_eq!(take_away(&marked), text, "{marked:?}");
            for part in parts(&marked) {
                assert!(part.starts_with('\'') || !is_formula(part), "{marked:?}");
            }
        }
    }

    #[test]
    fn what_others_write_loses_no_sign_that_is_no_mark() {
        for text in ["it's", "a;'b", "'", "a;'", "';=", "5' - 6'"] {
            assert_eq!(take_away(text), text);
        }
    }
}
