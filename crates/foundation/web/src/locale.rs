//! Which language a reader gets: `?lang=`, then her account, then the cookie, then what the
//! browser asks for (RFC 9110 §12.5.4), then the language of the site.

use domain::Lang;
use fluent_langneg::{NegotiationStrategy, negotiate_languages};
use unic_langid::LanguageIdentifier;

/// What is known of a reader's wishes, strongest first.
#[derive(Debug, Default, Clone, Copy)]
pub struct Wishes<'a> {
    /// The parameter `lang` of the address.
    pub asked: Option<&'a str>,
    /// The language of the account.
    pub account: Option<&'a str>,
    /// The cookie of an earlier choice.
    pub cookie: Option<&'a str>,
    /// The header `Accept-Language`.
    pub accept: Option<&'a str>,
}

/// The language that fits best among those the site offers; `default` when none does.
pub fn negotiate(wishes: Wishes<'_>, offered: &[Lang], default: &Lang) -> Lang {
    let chosen = [wishes.asked, wishes.account, wishes.cookie];
    chosen
        .into_iter()
        .flatten()
        .find_map(|tag| exact(tag, offered))
        .or_else(|| accepted(wishes.accept?, offered))
        .unwrap_or_else(|| default.clone())
}

/// The offered language that a single wish names, if any.
pub fn exact(tag: &str, offered: &[Lang]) -> Option<Lang> {
    let lang = Lang::parse(tag)?;
    let same = offered.iter().find(|o| **o == lang);
    same.or_else(|| offered.iter().find(|o| o.as_str() == lang.primary())).cloned()
}

fn accepted(header: &str, offered: &[Lang]) -> Option<Lang> {
    let mut ranges: Vec<(LanguageIdentifier, f32)> = header
        .split(',')
        .take(32)
        .filter_map(|range| {
            let (tag, rest) = range.split_once(';').unwrap_or((range, ""));
            let quality = match rest.trim().strip_prefix("q=") {
                Some(q) => q.trim().parse().ok()?,
                None => 1.0,
            };
            Some((tag.trim().parse().ok()?, quality))
        })
        .filter(|(_, quality)| *quality > 0.0)
        .collect();
    ranges.sort_by(|a, b| b.1.total_cmp(&a.1));
    let requested: Vec<LanguageIdentifier> = ranges.into_iter().map(|(tag, _)| tag).collect();
    let available: Vec<LanguageIdentifier> =
        offered.iter().filter_map(|lang| lang.as_str().parse().ok()).collect();
    let found = negotiate_languages(&requested, &available, None, NegotiationStrategy::Filtering);
    exact(&found.first()?.to_string(), offered)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pick(wishes: Wishes<'_>) -> String {
        let offered = [Lang::bulgarian(), Lang::english()];
        negotiate(wishes, &offered, &Lang::bulgarian()).to_string()
    }

    #[test]
    fn the_strongest_wish_wins() {
        let all = Wishes {
            asked: Some("en"),
            account: Some("bg"),
            cookie: Some("bg"),
            accept: Some("bg"),
        };
        assert_eq!(pick(all), "en");
        assert_eq!(pick(Wishes { asked: Some("xx"), ..all }), "bg");
        assert_eq!(pick(Wishes { asked: None, account: None, cookie: Some("en"), ..all }), "en");
        assert_eq!(pick(Wishes { account: Some("en-US"), ..Wishes::default() }), "en");
    }

    #[test]
    fn the_browser_is_heard_by_its_own_order() {
        let accept = |header| pick(Wishes { accept: Some(header), ..Wishes::default() });
        assert_eq!(accept("de, en;q=0.8, bg;q=0.9"), "bg");
        assert_eq!(accept("en-GB,en;q=0.9"), "en");
        assert_eq!(accept("de"), "bg");
        assert_eq!(accept("en;q=0, de"), "bg");
        assert_eq!(accept(""), "bg");
        assert_eq!(accept("*;q=x, \u{430}"), "bg");
    }
}
