//! Names of hosts as administrators and lists write them, and the names that a ruling is looked for
//! under.

use std::fmt;

use url::Url;

/// The name of a host as it stands in rows: in lower case and ASCII, without a dot at the end, with
/// its port where that is not the usual one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Host(String);

impl Host {
    /// Reads a name or an address; `None` when it is neither, an IP address, or a whole top-level
    /// domain.
    pub fn parse(s: &str) -> Option<Self> {
        let s = s.trim();
        let url = if s.contains("://") { s.to_owned() } else { format!("https://{s}/") };
        if s.len() > 260 {
            return None;
        }
        // Url spells a name as everything else here spells it (UTS 46).
        let url = Url::parse(&url).ok()?;
        let Some(url::Host::Domain(name)) = url.host() else { return None };
        let name = name.trim_end_matches('.');
        let plain = url.username().is_empty() && url.password().is_none();
        let shaped = name.contains('.')
            && name.split('.').all(|l| {
                (1..=63).contains(&l.len())
                    && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
            });
        if !plain || !shaped || !matches!(url.scheme(), "https" | "http") {
            return None;
        }
        Some(Self(match url.port() {
            Some(port) => format!("{name}:{port}"),
            None => name.to_owned(),
        }))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The names under which a ruling about a host may stand, the nearest first, and whether each is the
/// host itself rather than something above it. A name without a port counts for every port.
pub(super) fn names(host: &str) -> Vec<(String, bool)> {
    let host = host.trim().to_lowercase();
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => (name, Some(port)),
        _ => (host.as_str(), None),
    };
    let name = name.trim_end_matches('.');
    let mut names = Vec::new();
    let mut rest = Some(name);
    while let Some(at) = rest {
        let own = at.len() == name.len();
        if let Some(port) = port {
            names.push((format!("{at}:{port}"), own));
        }
        names.push((at.to_owned(), own));
        rest = at.split_once('.').map(|(_, above)| above);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelt_alike() {
        let read = |s: &str| Host::parse(s).map(|h| h.as_str().to_owned());
        for (written, expected) in [
            ("City.Example", Some("city.example")),
            (" city.example. ", Some("city.example")),
            ("https://city.example/about", Some("city.example")),
            ("град.бг", None),
            ("city.localhost:8101", Some("city.localhost:8101")),
            ("city.example:443", Some("city.example")),
            ("example", None),
            ("127.0.0.1", None),
            ("[::1]", None),
            ("*.example.org", None),
            ("user@city.example", None),
            ("", None),
        ] {
            let found = read(written);
            if written.starts_with('г') {
                assert!(found.is_some_and(|h| h.starts_with("xn--") && h.is_ascii()));
            } else {
                assert_eq!(found.as_deref(), expected, "{written}");
            }
        }
    }

    #[test]
    fn a_ruling_is_looked_for_upwards() {
        let names: Vec<(String, bool)> = names("A.City.example.:81");
        let names: Vec<(&str, bool)> = names.iter().map(|(n, own)| (n.as_str(), *own)).collect();
        assert_eq!(
            names,
            [
                ("a.city.example:81", true),
                ("a.city.example", true),
                ("city.example:81", false),
                ("city.example", false),
                ("example:81", false),
                ("example", false),
            ]
        );
    }
}
