//! Invented texts whose words are as unevenly frequent as those of a language.

use content::search::analyse;
use domain::Lang;
use rand::{Rng as _, rngs::StdRng};

/// Words of one language.
const VOCABULARY: u32 = 6_000;

/// A text as it is read and as it is indexed.
pub struct Text {
    /// What stands on the page.
    pub plain: String,
    /// What search finds.
    pub stems: String,
}

impl Text {
    /// The text as one paragraph of HTML.
    pub fn html(&self) -> String {
        format!("<p>{}</p>", self.plain)
    }
}

/// The words of one language, the most frequent first.
pub struct Vocabulary {
    words: Vec<(String, String)>,
    /// Up to each word, the sum of the weights.
    sums: Vec<u64>,
}

impl Vocabulary {
    /// Words put together from these syllables.
    pub fn new(random: &mut StdRng, lang: &Lang, syllables: &[&str]) -> Self {
        let (mut words, mut sums, mut sum) = (Vec::new(), Vec::new(), 0);
        for rank in 0..VOCABULARY {
            // Frequent words are short (Zipf).
            let count = if rank < 60 { 1 } else { random.random_range(2..=4) };
            let word: String =
                (0..count).map(|_| syllables[random.random_range(0..syllables.len())]).collect();
            let stem = analyse::indexed(&word, lang);
            words.push((word, stem));
            sum += 1_000_000 / u64::from(rank + 3);
            sums.push(sum);
        }
        Self { words, sums }
    }

    /// English-looking words.
    pub fn latin(random: &mut StdRng) -> Self {
        let syllables = [
            "in", "te", "gra", "tion", "ho", "u", "sing", "ser", "vi", "ce", "lan", "gua", "ge",
            "mu", "ni", "ci", "pal", "so", "cial", "em", "ploy", "ment", "school", "health", "of",
            "fi", "cer", "pro", "ject", "ac", "cess",
        ];
        Self::new(random, &Lang::english(), &syllables)
    }

    /// German-looking words.
    pub fn german(random: &mut StdRng) -> Self {
        let syllables = [
            "woh", "nung", "ge", "mein", "de", "ar", "beit", "schu", "le", "sprach", "kurs", "fa",
            "mi", "lie", "zu", "wan", "de", "rung", "be", "ra", "tung", "amt", "stadt", "teil",
            "ha", "be", "frei", "wil", "lig", "en", "ung",
        ];
        Self::new(random, &Lang::parse("de").unwrap_or_else(Lang::english), &syllables)
    }

    /// Bulgarian-looking words.
    pub fn cyrillic(random: &mut StdRng) -> Self {
        let syllables = [
            "об", "щи", "на", "ин", "те", "гра", "ция", "ус", "лу", "га", "ези", "ко", "ва", "под",
            "кре", "па", "жи", "ли", "ще", "зае", "тост", "ме", "ди", "а", "тор", "град", "съ",
            "вет", "ник", "раз", "ви",
        ];
        Self::new(random, &Lang::bulgarian(), &syllables)
    }

    fn pick(&self, random: &mut StdRng) -> &(String, String) {
        let most = self.sums.last().copied().unwrap_or(1);
        let at = random.random_range(0..most);
        &self.words[self.sums.partition_point(|sum| *sum <= at)]
    }

    /// A text of so many words.
    pub fn text(&self, random: &mut StdRng, count: usize) -> Text {
        let mut text = Text {
            plain: String::with_capacity(count * 12),
            stems: String::with_capacity(count * 12),
        };
        for i in 0..count {
            let (word, stem) = self.pick(random);
            if i > 0 {
                text.plain.push_str(if i % 12 == 0 { ". " } else { " " });
                text.stems.push(' ');
            }
            text.plain.push_str(word);
            text.stems.push_str(stem);
        }
        text
    }
}
