//! The place in a text where the sought words stand, with the words marked.

use domain::Lang;

use super::{Reach, Words, analyse::tokens};
use crate::markdown::escape;

/// About `max` characters of a plain text in this language around the densest hits, as safe HTML
/// with `<mark>` around each hit. `None` when the text holds none of the words.
pub fn snippet(text: &str, words: &Words, lang: &Lang, max: usize) -> Option<String> {
    if !words.may_be_in(text, lang) {
        return None;
    }
    let tokens = tokens(text);
    let is_hit: Vec<bool> = tokens.iter().map(|t| words.hits(t, lang, Reach::Begun)).collect();
    let hits: Vec<usize> = (0..tokens.len()).filter(|&i| is_hit[i]).collect();
    // The window that begins at a hit and holds the most of them.
    let mut best = (0, 0, 0);
    for (n, &first) in hits.iter().enumerate() {
        let start = tokens[first].start;
        let last = hits[n..]
            .iter()
            .copied()
            .take_while(|&i| text[start..tokens[i].end].chars().count() <= max)
            .last()
            .unwrap_or(first);
        let held = hits[n..].iter().take_while(|&&i| i <= last).count();
        if held > best.0 {
            best = (held, first, last);
        }
    }
    let (held, first, last) = best;
    if held == 0 {
        return None;
    }
    // What room is left goes to both sides, whole words only.
    let (mut from, mut to) = (first, last);
    let length = |from: usize, to: usize| text[tokens[from].start..tokens[to].end].chars().count();
    loop {
        let before = (from, to);
        if to + 1 < tokens.len() && length(from, to + 1) <= max {
            to += 1;
        }
        if from > 0 && length(from - 1, to) <= max {
            from -= 1;
        }
        if (from, to) == before {
            break;
        }
    }
    let start = if from == 0 { 0 } else { tokens[from].start };
    let end = if to + 1 == tokens.len() { text.len() } else { tokens[to].end };
    let mut out = String::new();
    if start > 0 {
        out.push('…');
    }
    let mut at = start;
    for (token, is_hit) in tokens[from..=to].iter().zip(&is_hit[from..=to]) {
        if *is_hit {
            out.push_str(&escape(&text[at..token.start]));
            out.push_str("<mark>");
            out.push_str(&escape(&text[token.start..token.end]));
            out.push_str("</mark>");
            at = token.end;
        }
    }
    out.push_str(&escape(&text[at..end]));
    if end < text.len() {
        out.push('…');
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_are_marked_and_everything_is_escaped() {
        let words = Words::parse("преводач гише").unwrap();
        let text =
            "В началото няма нищо. Преводачът <седи> до служителя на гишето, не до посетителя.";
        assert_eq!(
            snippet(text, &words, &Lang::bulgarian(), 60).unwrap(),
            "…няма нищо. <mark>Преводачът</mark> &lt;седи&gt; до служителя на <mark>гишето</mark>, не до…"
        );
        assert_eq!(snippet("нищо", &words, &Lang::bulgarian(), 60), None);
    }

    #[test]
    fn words_are_found_wherever_they_begin() {
        for (text, query) in [
            ("«ПРЕВОДАЧИТЕ»", "преводач"),
            ("l'École", "ecole"),
            ("1.25 млн.", "25"),
            ("а/Ѝ", "и"),
            ("難民支援", "支"),
            ("пре\u{ad}водач", "преводач"),
            ("e-mail", "mail"),
        ] {
            let words = Words::parse(query).unwrap();
            let marked = snippet(text, &words, &Lang::bulgarian(), 60);
            assert!(marked.is_some(), "{query} in {text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_that_is_there_is_passed_over(text in "[а-еА-Еa-eéÉßёѝ0-3 .,'’/\u{301}支難-]{0,40}", query in "[а-еa-e0-3支 ]{1,8}") {
            if let Some(words) = Words::parse(&query) {
                let bg = Lang::bulgarian();
                let holds = tokens(&text).iter().any(|t| words.hits(t, &bg, Reach::Begun));
                proptest::prop_assert!(!holds || words.may_be_in(&text, &bg));
            }
        }

        #[test]
        fn any_text_can_be_marked(text in "\\PC{0,80}", query in "\\PC{1,10}") {
            if let Some(words) = Words::parse(&query)
                && let Some(html) = snippet(&text, &words, &Lang::bulgarian(), 30)
            {
                proptest::prop_assert!(html.contains("<mark>"));
            }
        }
    }
}
