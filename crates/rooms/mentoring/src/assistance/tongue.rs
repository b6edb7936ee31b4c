//! In which language somebody has written: the one that she chose, unless she has chosen none and wrote in another.

use content::search::{analyse, plain};
use domain::Lang;

/// Languages here that are written in Cyrillic.
const CYRILLIC: [&str; 6] = ["be", "bg", "mk", "ru", "sr", "uk"];

/// The language of a text. `chosen` stood in the form, `offered` is what stood there before she chose. Whoever left it as
/// it was and wrote in letters that the language does not have has written Bulgarian or English. Bulgarian in Latin letters
/// stays Bulgarian.
pub fn of(text: &str, chosen: &Lang, offered: &Lang) -> Lang {
    if chosen != offered {
        return chosen.clone();
    }
    let cyrillic = text.chars().filter(|c| matches!(c, 'Ѐ'..='ӿ')).count();
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    let is_cyrillic = CYRILLIC.contains(&chosen.primary());
    if cyrillic > latin && !is_cyrillic {
        Lang::bulgarian()
    } else if latin > cyrillic && is_cyrillic && is_english(text) {
        Lang::english()
    } else {
        chosen.clone()
    }
}

/// Whether a third of the words are those of which English sentences are made. In Bulgarian that is written in Latin
/// letters a few look like them.
fn is_english(text: &str) -> bool {
    let words = analyse::tokens(text);
    let plain = words.iter().filter(|word| plain::is_plain(&word.folded)).count();
    plain * 3 >= words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_leaves_the_language_as_it_was_is_read_by_her_letters() {
        let (bg, en, de) = (Lang::bulgarian(), Lang::english(), Lang::parse("de").unwrap());
        let bulgarian = "Как да намерим жилища, когато хазяите отказват?";
        let english = "How do we find flats when landlords say no? We asked the КРИБ association.";
        let latin = "Kak da stignem do selata i kakvo da pravim tam?";
        for (text, offered, is) in [
            (bulgarian, &bg, &bg),
            (bulgarian, &en, &bg),
            (bulgarian, &de, &bg),
            (english, &bg, &en),
            (english, &en, &en),
            (latin, &bg, &bg),
            ("Wie finden wir Wohnungen?", &de, &de),
            ("2027", &bg, &bg),
            ("", &en, &en),
        ] {
            assert_eq!(of(text, offered, offered), *is, "{text}");
        }
        // Whoever has chosen knows better.
        assert_eq!(of(bulgarian, &Lang::parse("mk").unwrap(), &bg).as_str(), "mk");
        assert_eq!(of(english, &de, &bg), de);
    }
}
