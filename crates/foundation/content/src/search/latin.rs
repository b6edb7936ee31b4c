//! Bulgarian typed in Latin letters: what a word of a query may be in Cyrillic.
//!
//! People who have no Cyrillic keyboard at hand write `u4ilishte`, `uchilishte` or `uchilište`; names
//! follow the Transliteration Act (State Gazette 19/2009), by which ъ is written like а. Every letter
//! or group has one or more readings, each as likely as its weight says, and the likeliest words are
//! kept.

/// The most readings of one word.
const MOST: usize = 8;
/// Readings that are followed while a word is read.
const BEAM: usize = 24;
/// The fewest and the most letters of a word that is read so.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=24;

/// How a group of Latin letters may be meant, the longest groups first.
const READINGS: &[(&str, &[(&str, u32)])] = &[
    ("sht", &[("щ", 100), ("шт", 15)]),
    ("dzh", &[("дж", 100)]),
    ("tzh", &[("тж", 100)]),
    ("iya", &[("ия", 100)]),
    ("ija", &[("ия", 100), ("ижа", 10)]),
    ("6t", &[("щ", 100), ("шт", 15)]),
    ("sh", &[("ш", 100), ("сх", 5)]),
    ("ch", &[("ч", 100), ("х", 5)]),
    ("zh", &[("ж", 100), ("зх", 3)]),
    ("kh", &[("х", 100), ("кх", 5)]),
    ("ts", &[("ц", 100), ("тс", 40)]),
    ("tz", &[("ц", 100)]),
    ("dj", &[("дж", 100)]),
    ("yu", &[("ю", 100)]),
    ("ju", &[("ю", 60), ("жу", 60)]),
    ("iu", &[("ю", 60), ("иу", 60)]),
    ("ya", &[("я", 100)]),
    ("ja", &[("я", 50), ("жа", 60)]),
    ("ia", &[("ия", 60), ("я", 50), ("иа", 40)]),
    ("yo", &[("йо", 100), ("ьо", 40)]),
    ("jo", &[("жо", 50), ("йо", 50), ("ьо", 20)]),
    ("io", &[("ио", 70), ("йо", 50), ("ьо", 40)]),
    ("ou", &[("у", 50), ("оу", 40)]),
    ("a", &[("а", 100), ("ъ", 20)]),
    ("b", &[("б", 100)]),
    ("c", &[("ц", 100), ("к", 30)]),
    ("d", &[("д", 100)]),
    ("e", &[("е", 100)]),
    ("f", &[("ф", 100)]),
    ("g", &[("г", 100)]),
    ("h", &[("х", 100)]),
    ("i", &[("и", 100), ("й", 25)]),
    ("j", &[("ж", 70), ("й", 50), ("дж", 10)]),
    ("k", &[("к", 100)]),
    ("l", &[("л", 100)]),
    ("m", &[("м", 100)]),
    ("n", &[("н", 100)]),
    ("o", &[("о", 100)]),
    ("p", &[("п", 100)]),
    ("q", &[("я", 100)]),
    ("r", &[("р", 100)]),
    ("s", &[("с", 100)]),
    ("t", &[("т", 100)]),
    ("u", &[("у", 100), ("ъ", 40), ("ю", 5)]),
    ("v", &[("в", 100)]),
    ("w", &[("в", 100)]),
    ("x", &[("х", 70), ("кс", 50)]),
    ("y", &[("й", 70), ("ъ", 50), ("и", 20), ("у", 10)]),
    ("z", &[("з", 100)]),
    ("4", &[("ч", 100)]),
    ("6", &[("ш", 100)]),
];

/// What a Latin word may be in Cyrillic, the likeliest first; nothing when it cannot be such a
/// word.
pub fn readings(word: &str) -> Vec<String> {
    let letters = word.chars().filter(char::is_ascii_lowercase).count();
    let fits = word.chars().all(|c| matches!(c, 'a'..='z' | '4' | '6'));
    if !fits || letters < 2 || !LENGTH.contains(&word.len()) {
        return Vec::new();
    }
    // Words that are read up to a place; groups are one to three letters long.
    let mut at: Vec<Vec<(String, u64)>> = vec![Vec::new(); word.len() + 1];
    at[0].push((String::new(), 1 << 40));
    for place in 0..word.len() {
        at[place].sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
        at[place].dedup_by(|(a, _), (b, _)| a == b);
        at[place].truncate(BEAM);
        let rest = &word[place..];
        let begun = at[place].clone();
        // The longest group that fits is what is meant, but for those that may be two letters.
        if let Some((group, ways)) = READINGS.iter().find(|(group, _)| rest.starts_with(group)) {
            for (read, weight) in &begun {
                for (cyrillic, likely) in *ways {
                    // A й stands beside a vowel only.
                    let likely = match *cyrillic {
                        "й" if !beside_vowel(read, &rest[group.len()..]) => 1,
                        _ => *likely,
                    };
                    let next = (format!("{read}{cyrillic}"), weight * u64::from(likely) / 100);
                    at[place + group.len()].push(next);
                }
            }
        }
    }
    let mut read = at.pop().unwrap_or_default();
    read.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
    let mut words: Vec<String> = Vec::new();
    for (reading, _) in read {
        if !words.contains(&reading) && words.len() < MOST {
            words.push(reading);
        }
    }
    words
}

fn beside_vowel(before: &str, after: &str) -> bool {
    before.ends_with(['а', 'е', 'и', 'о', 'у', 'ъ', 'ю', 'я'])
        || after.starts_with(['a', 'e', 'i', 'o', 'u'])
}

#[cfg(test)]
mod tests {
    use super::readings;

    #[test]
    fn words_are_read_as_people_type_them() {
        for (cyrillic, typed) in [
            (
                "интеграция",
                &["integracia", "integraciq", "integratsiya", "integratsia", "integraciya"][..],
            ),
            ("бежанци", &["bejanci", "bezhantsi", "bejantsi", "bezhanci"]),
            ("училище", &["uchilishte", "u4ilishte", "u4ili6te"]),
            ("школа", &["shkola", "6kola"]),
            ("чужденци", &["4ujdenci", "chuzhdentsi", "chujdenci"]),
            ("българия", &["balgaria", "bulgaria", "bylgariq", "balgariya"]),
            ("въпрос", &["vupros", "vapros", "vypros", "wypros"]),
            ("хора", &["hora", "xora"]),
            ("майки", &["maiki", "mayki", "majki"]),
            ("младежи", &["mladeji", "mladezhi"]),
            ("община", &["obshtina", "ob6tina"]),
            ("събития", &["sabitia", "subitiq", "sybitiya"]),
            ("език", &["ezik"]),
            ("център", &["tsentar", "centur", "centyr"]),
            ("обучение", &["obuchenie", "obu4enie"]),
            ("стоянова", &["stoyanova", "stoqnova", "stoianova"]),
            ("юноши", &["yunoshi", "iunoshi", "juno6i"]),
            ("шофьор", &["shofyor", "6ofior"]),
            ("джамия", &["dzhamia", "djamiq"]),
        ] {
            for word in typed {
                let read = readings(word);
                assert!(read.iter().any(|r| r == cyrillic), "{word}: {read:?}");
            }
        }
    }

    #[test]
    fn what_is_no_word_is_not_read() {
        for word in ["", "a", "2026", "44", "b2b", "école", "гише", "ƨ2026"] {
            assert_eq!(readings(word), Vec::<String>::new(), "{word}");
        }
    }

    proptest::proptest! {
        #[test]
        fn readings_are_few_and_of_cyrillic_letters(word in "[a-z46]{0,30}") {
            let read = readings(&word);
            proptest::prop_assert!(read.len() <= 8);
            proptest::prop_assert!(read.iter().all(|r| r.chars().all(|c| matches!(c, 'а'..='я'))));
        }
    }
}
