//! The words of the interface (Project Fluent), one folder of `messages/` for each language.
//!
//! Messages without arguments are resolved once at load, so that a page only looks them up.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    fmt,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use content::kind::lists::country_key;
use domain::Lang;
use fluent_bundle::{
    FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle, memoizer::MemoizerKind,
};
use fluent_syntax::ast::{Entry, Pattern};
use unic_langid::LanguageIdentifier;

use crate::format::{Decimal, Formats};

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

/// All languages of the interface. Loaded once for the whole process.
pub struct Messages {
    languages: Vec<Tr>,
}

/// One language of the interface: its words, and its way to write dates and numbers. A copy costs
/// nothing.
#[derive(Clone, Copy)]
pub struct Tr(&'static Language);

struct Language {
    lang: Lang,
    /// Messages and attributes that take no arguments, ready to be shown.
    plain: HashMap<String, String>,
    bundle: FluentBundle<Arc<FluentResource>>,
    /// Where to look when a message is missing.
    fallback: Option<Tr>,
    formats: Formats,
}

impl Messages {
    /// The messages built into the program: English first, then the others by their tags.
    pub fn load() -> &'static Self {
        static MESSAGES: OnceLock<Messages> = OnceLock::new();
        MESSAGES.get_or_init(|| Self::from_files(embedded::FILES))
    }

    fn from_files(files: &[(&str, &str, &str)]) -> Self {
        let mut tags: Vec<&str> = files.iter().map(|f| f.0).collect();
        tags.dedup();
        tags.sort_by_key(|tag| (*tag != "en", *tag));
        let mut languages = Vec::new();
        let mut fallback = None;
        for tag in tags {
            let texts = files.iter().filter(|f| f.0 == tag).map(|f| (f.1, f.2));
            // Languages live as long as the program, so that a page may hold one by reference.
            let language = Tr(Box::leak(Box::new(Language::new(tag, texts, fallback))));
            fallback = fallback.or(Some(language));
            languages.push(language);
        }
        Self { languages }
    }

    /// All languages.
    pub fn languages(&self) -> &[Tr] {
        &self.languages
    }

    /// The language with this tag, if the interface speaks it.
    pub fn get(&self, tag: &str) -> Option<Tr> {
        self.languages.iter().find(|tr| tr.0.lang.as_str() == tag).copied()
    }

    /// The language with this tag, or its primary language, or English.
    pub fn of(&self, lang: &Lang) -> Tr {
        self.get(lang.as_str()).or_else(|| self.get(lang.primary())).unwrap_or(self.languages[0])
    }

    /// Whether a text is a message of the interface. What comes back in a cookie is asked this.
    pub fn has(&self, key: &str) -> bool {
        self.languages.iter().any(|tr| tr.0.plain.contains_key(key))
    }
}

impl Language {
    fn new<'a>(
        tag: &str,
        texts: impl Iterator<Item = (&'a str, &'a str)>,
        fallback: Option<Tr>,
    ) -> Self {
        let lang = Lang::parse(tag).unwrap_or_else(Lang::english);
        let id: LanguageIdentifier = lang.as_str().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(written));
        let mut keys = Vec::new();
        for (file, text) in texts {
            let resource =
                FluentResource::try_new(text.to_owned()).unwrap_or_else(|(rest, errors)| {
                    tracing::error!(lang = tag, file, ?errors, "messages that cannot be read");
                    rest
                });
            for entry in resource.entries() {
                if let Entry::Message(message) = entry {
                    keys.push(message.id.name.to_owned());
                    for attribute in &message.attributes {
                        keys.push(format!("{}.{}", message.id.name, attribute.id.name));
                    }
                }
            }
            if let Err(errors) = bundle.add_resource(Arc::new(resource)) {
                tracing::error!(lang = tag, file, ?errors, "messages that exist already");
            }
        }
        let mut plain = HashMap::new();
        for key in keys {
            let Some(pattern) = pattern(&bundle, &key) else { continue };
            let mut errors = Vec::new();
            let text = bundle.format_pattern(pattern, None, &mut errors);
            if errors.is_empty() {
                plain.insert(key, text.into_owned());
            }
        }
        Self { formats: Formats::new(&lang), lang, plain, bundle, fallback }
    }
}

fn pattern<'b>(
    bundle: &'b FluentBundle<Arc<FluentResource>>,
    key: &str,
) -> Option<&'b Pattern<&'b str>> {
    match key.split_once('.') {
        None => bundle.get_message(key)?.value(),
        Some((message, attribute)) => {
            Some(bundle.get_message(message)?.get_attribute(attribute)?.value())
        }
    }
}

/// Writes numbers inside messages as the language does.
fn written<M: MemoizerKind>(value: &FluentValue<'_>, intls: &M) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    intls.with_try_get_threadsafe::<Decimal, _, _>((), |decimal| decimal.float(number.value)).ok()
}

impl Tr {
    /// The language.
    pub fn lang(self) -> &'static Lang {
        &self.0.lang
    }

    /// A message or attribute (`key.hint`) that takes no arguments. What is missing is taken from
    /// English; what is missing there too is shown as its key, and logged once.
    pub fn t(self, key: &str) -> &str {
        if let Some(text) = self.0.plain.get(key) {
            return text;
        }
        missing(self.lang(), key);
        self.0.fallback.and_then(|other| other.0.plain.get(key)).map_or(key, String::as_str)
    }

    /// Whether there is such a message or attribute without arguments, for hints that may be left out.
    pub fn has(self, key: &str) -> bool {
        self.0.plain.contains_key(key)
    }

    /// Whether there is such a message, with or without arguments.
    pub fn knows(self, key: &str) -> bool {
        pattern(&self.0.bundle, key).is_some()
    }

    /// The message, or nothing: for hints that may be left out.
    pub fn find(self, key: &str) -> Option<&'static str> {
        self.0.plain.get(key).map(String::as_str)
    }

    /// A message with arguments. Numbers select plural forms and are written as the language does.
    pub fn tf(self, key: &str, args: &[(&str, &dyn ToArg)]) -> String {
        let mut language = Some(self);
        while let Some(Tr(found)) = language {
            if let Some(pattern) = pattern(&found.bundle, key) {
                let mut values = FluentArgs::with_capacity(args.len());
                for (name, value) in args {
                    values.set(*name, value.to_arg());
                }
                let mut errors = Vec::new();
                let text = found.bundle.format_pattern(pattern, Some(&values), &mut errors);
                if let Some(error) = errors.first() {
                    tracing::warn!(key, lang = %found.lang, %error, "a message misses an argument");
                }
                return quoted(text.into_owned(), args);
            }
            missing(&found.lang, key);
            language = found.fallback;
        }
        key.to_owned()
    }

    /// A message with one argument, as templates write it.
    pub fn t1(self, key: &str, name: &str, value: impl ToArg) -> String {
        self.tf(key, &[(name, &value)])
    }

    /// A message with two arguments, as templates write it.
    pub fn t2(self, key: &str, n1: &str, v1: impl ToArg, n2: &str, v2: impl ToArg) -> String {
        self.tf(key, &[(n1, &v1), (n2, &v2)])
    }

    /// A message with three arguments, as templates write it.
    #[allow(clippy::too_many_arguments, reason = "templates have no array of mixed values")]
    pub fn t3(
        self,
        key: &str,
        n1: &str,
        v1: impl ToArg,
        n2: &str,
        v2: impl ToArg,
        n3: &str,
        v3: impl ToArg,
    ) -> String {
        self.tf(key, &[(n1, &v1), (n2, &v2), (n3, &v3)])
    }

    /// The name of a language in this language; its tag when nobody has named it.
    pub fn language(self, tag: &str) -> &str {
        let primary = tag.split('-').next().unwrap_or(tag);
        let find = |tag: &str| self.find(&format!("language-{tag}"));
        find(tag).or_else(|| find(primary)).unwrap_or(tag)
    }

    /// The name of a built-in sector; its slug when there is none of that name.
    pub fn sector(self, slug: &str) -> &str {
        self.word("sector", slug)
    }

    /// The name of a country; its code when nobody has named it.
    pub fn country(self, code: &str) -> &str {
        self.find(&country_key(code)).unwrap_or(code)
    }

    /// A word of a list in this language, by the message `LIST-WORD`; the word itself where there is no such message.
    /// For all words that came from another instance, which may write what nobody here knows.
    pub fn word<'w>(self, list: &str, word: &'w str) -> &'w str {
        self.find(&format!("{list}-{word}")).unwrap_or(word)
    }

    /// The message of a refused field.
    pub fn field_error(self, error: &domain::FieldError) -> String {
        let values: Vec<_> = error.args.iter().map(|(name, v)| (*name, v as &dyn ToArg)).collect();
        self.tf(error.key, &values)
    }

    /// The dates and numbers of this language.
    pub fn formats(self) -> &'static Formats {
        &self.0.formats
    }
}

impl fmt::Debug for Tr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tr({})", self.0.lang)
    }
}

/// The marks of a message around a title that has the same marks inside: those inside become single ones.
fn quoted(mut text: String, args: &[(&str, &dyn ToArg)]) -> String {
    for (_, value) in args {
        let FluentValue::String(title) = value.to_arg() else { continue };
        if !title.contains(['„', '“', '”']) {
            continue;
        }
        let inner = if title.contains('„') {
            title.replace('„', "’").replace('“', "‘")
        } else {
            title.replace('“', "‘").replace('”', "’")
        };
        for (open, close) in [('„', '“'), ('“', '”')] {
            let whole = format!("{open}{title}{close}");
            text = text.replace(&whole, &format!("{open}{inner}{close}"));
        }
    }
    text
}

/// The most missing messages that are remembered and logged: a mistake shows itself in the first of them.
const MISSING: usize = 200;
/// The longest key that is.
const KEY: usize = 100;

fn missing(lang: &Lang, key: &str) {
    static KNOWN: OnceLock<Mutex<HashSet<String>>> = OnceLock::new();
    let known = KNOWN.get_or_init(Mutex::default);
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    if note(&mut known, lang, key) {
        tracing::warn!(%lang, key, "no such message");
    }
}

/// Whether a missing message is to be logged: each once, none that is too long for a key, and not too many.
fn note(known: &mut HashSet<String>, lang: &Lang, key: &str) -> bool {
    known.len() < MISSING && key.len() <= KEY && known.insert(format!("{lang} {key}"))
}

/// What can be the argument of a message.
pub trait ToArg {
    /// The value as Fluent sees it.
    fn to_arg(&self) -> FluentValue<'_>;
}

impl ToArg for str {
    fn to_arg(&self) -> FluentValue<'_> {
        FluentValue::String(Cow::Borrowed(self))
    }
}

impl ToArg for String {
    fn to_arg(&self) -> FluentValue<'_> {
        self.as_str().to_arg()
    }
}

impl ToArg for Cow<'_, str> {
    fn to_arg(&self) -> FluentValue<'_> {
        self.as_ref().to_arg()
    }
}

impl<T: ToArg + ?Sized> ToArg for &T {
    fn to_arg(&self) -> FluentValue<'_> {
        (**self).to_arg()
    }
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl ToArg for $number {
            fn to_arg(&self) -> FluentValue<'_> {
                FluentValue::from(*self)
            }
        }
    )+};
}
numbers!(i64, i32, u64, u32, u16, u8, usize, f64);

#[cfg(test)]
mod tests {
    use super::*;

    fn languages() -> Messages {
        Messages::from_files(&[
            (
                "bg",
                "a.ftl",
                "only = само\n    .hint = съвет\ncities = { $n ->\n    [one] { $n } град\n   *[other] { $n } града\n}\n",
            ),
            (
                "en",
                "a.ftl",
                "only = only\nextra = extra\ncities = { $n ->\n    [one] { $n } city\n   *[other] { $n } cities\n}\n",
            ),
        ])
    }

    #[test]
    fn messages_are_looked_up_and_fall_back() {
        let all = languages();
        let bg = all.get("bg").unwrap();
        assert_eq!(bg.t("only"), "само");
        assert_eq!(bg.t("only.hint"), "съвет");
        assert_eq!(bg.t("extra"), "extra");
        assert_eq!(bg.t("nothing-at-all"), "nothing-at-all");
        assert_eq!(all.of(&Lang::parse("bg-BG").unwrap()).lang().as_str(), "bg");
        assert_eq!(all.of(&Lang::parse("fr").unwrap()).lang().as_str(), "en");
    }

    #[test]
    fn words_of_others_stand_for_themselves() {
        let all = Messages::from_files(&[("en", "a.ftl", "mode-online = by video\n")]);
        let en = all.get("en").unwrap();
        assert_eq!(en.word("mode", "online"), "by video");
        assert_eq!(en.word("mode", "smoke signals"), "smoke signals");
        assert_eq!((en.word("mode", ""), en.country("??")), ("", "??"));
    }

    #[test]
    fn what_is_missing_is_not_remembered_without_end() {
        let (mut known, en) = (HashSet::new(), Lang::english());
        assert!(note(&mut known, &en, "one") && !note(&mut known, &en, "one"));
        assert!(!note(&mut known, &en, &"long".repeat(KEY)));
        let noted = (0..10 * MISSING).filter(|n| note(&mut known, &en, &n.to_string())).count();
        assert_eq!((noted, known.len()), (MISSING - 1, MISSING));
    }

    #[test]
    fn quotation_marks_inside_of_others_are_single() {
        let said = "told = чете „{ $title }“ на { $who }\n";
        let all = Messages::from_files(&[
            ("bg", "a.ftl", said),
            ("en", "a.ftl", "told = “{ $title }”\n"),
        ]);
        let tell = |lang: &str, title: &str| {
            all.get(lang).unwrap().t2("told", "title", title, "who", "„Сакар“")
        };
        assert_eq!(tell("bg", "Услуги „на едно гише“"), "чете „Услуги ’на едно гише‘“ на „Сакар“");
        assert_eq!(tell("bg", "Едно гише"), "чете „Едно гише“ на „Сакар“");
        assert_eq!(tell("en", "A “single” counter"), "“A ‘single’ counter”");
        assert_eq!(tell("en", "Услуги „на едно гише“"), "“Услуги ’на едно гише‘”");
    }

    #[test]
    fn numbers_choose_the_form_and_are_written_as_usual() {
        let all = languages();
        let (bg, en) = (all.get("bg").unwrap(), all.get("en").unwrap());
        assert_eq!(bg.t1("cities", "n", 1), "1 град");
        assert_eq!(bg.t1("cities", "n", 5_i64), "5 града");
        assert_eq!(bg.t1("cities", "n", 11_400_usize), "11\u{a0}400 града");
        assert_eq!(en.t1("cities", "n", 11_400), "11,400 cities");
        assert_eq!(en.t1("cities", "n", 1), "1 city");
    }
}
