//! Languages of texts and of the interface (BCP 47 tags).

use serde::{Deserialize, Serialize};

/// A language tag in its usual spelling (`bg`, `en`, `zh-Hant`), at most 35 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Lang(String);

/// A language the interface can name: its tag and how its speakers call it.
#[derive(Debug, Clone, Copy)]
pub struct KnownLang {
    /// BCP 47 tag.
    pub tag: &'static str,
    /// The language's own name for itself (CLDR).
    pub autonym: &'static str,
}

const fn known(tag: &'static str, autonym: &'static str) -> KnownLang {
    KnownLang { tag, autonym }
}

/// Languages that forms offer: those of the Union, its neighbours and those newcomers speak.
pub const KNOWN: &[KnownLang] = &[
    known("bg", "Български"),
    known("en", "English"),
    known("am", "አማርኛ"),
    known("ar", "العربية"),
    known("bn", "বাংলা"),
    known("cs", "Čeština"),
    known("da", "Dansk"),
    known("de", "Deutsch"),
    known("el", "Ελληνικά"),
    known("es", "Español"),
    known("et", "Eesti"),
    known("fa", "فارسی"),
    known("fi", "Suomi"),
    known("fr", "Français"),
    known("ga", "Gaeilge"),
    known("hi", "हिन्दी"),
    known("hr", "Hrvatski"),
    known("hu", "Magyar"),
    known("it", "Italiano"),
    known("ka", "ქართული"),
    known("ku", "Kurdî"),
    known("lt", "Lietuvių"),
    known("lv", "Latviešu"),
    known("mk", "Македонски"),
    known("mt", "Malti"),
    known("nl", "Nederlands"),
    known("no", "Norsk"),
    known("pl", "Polski"),
    known("ps", "پښتو"),
    known("pt", "Português"),
    known("ro", "Română"),
    known("ru", "Русский"),
    known("sk", "Slovenčina"),
    known("sl", "Slovenščina"),
    known("so", "Soomaali"),
    known("sq", "Shqip"),
    known("sr", "Српски"),
    known("sv", "Svenska"),
    known("ti", "ትግርኛ"),
    known("tr", "Türkçe"),
    known("uk", "Українська"),
    known("ur", "اردو"),
    known("vi", "Tiếng Việt"),
    known("zh", "中文"),
];

impl Lang {
    /// Reads a well-formed tag (RFC 5646 §2.1, shape only) and spells it as usual; `None` otherwise.
    pub fn parse(s: &str) -> Option<Self> {
        if s.is_empty() || s.len() > 35 {
            return None;
        }
        let mut out = String::with_capacity(s.len());
        for (i, part) in s.split('-').enumerate() {
            let ok = !part.is_empty()
                && part.len() <= 8
                && part.bytes().all(|b| b.is_ascii_alphanumeric());
            if !ok {
                return None;
            }
            if i == 0 {
                if !(2..=3).contains(&part.len()) || !part.bytes().all(|b| b.is_ascii_alphabetic())
                {
                    return None;
                }
                out.push_str(&part.to_ascii_lowercase());
                continue;
            }
            out.push('-');
            let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
            match part.len() {
                2 if letters => out.push_str(&part.to_ascii_uppercase()),
                4 if letters => {
                    out.push_str(&part[..1].to_ascii_uppercase());
                    out.push_str(&part[1..].to_ascii_lowercase());
                }
                _ => out.push_str(&part.to_ascii_lowercase()),
            }
        }
        Some(Self(out))
    }

    /// English, the fallback when nothing else is known.
    pub fn english() -> Self {
        Self("en".into())
    }

    /// Bulgarian.
    pub fn bulgarian() -> Self {
        Self("bg".into())
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language without script, region or variant.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// The language's own name for itself, or the tag when it is not known.
    pub fn autonym(&self) -> &str {
        KNOWN
            .iter()
            .find(|k| k.tag == self.0)
            .or_else(|| KNOWN.iter().find(|k| k.tag == self.primary()))
            .map_or(&self.0, |k| k.autonym)
    }
}

impl TryFrom<String> for Lang {
    type Error = String;
    fn try_from(s: String) -> Result<Self, String> {
        Self::parse(&s).ok_or_else(|| format!("not a language tag: {s:?}"))
    }
}

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_spelt_as_usual() {
        assert_eq!(Lang::parse("BG").unwrap().as_str(), "bg");
        assert_eq!(Lang::parse("zh-hant-tw").unwrap().as_str(), "zh-Hant-TW");
        for bad in ["", "b", "bulgarian", "bg_BG", "bg-", "бг", "en-toolongpart"] {
            assert_eq!(Lang::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn autonyms_are_found_for_regions_too() {
        assert_eq!(Lang::parse("pt-BR").unwrap().autonym(), "Português");
        assert_eq!(Lang::parse("xx").unwrap().autonym(), "xx");
    }
}
