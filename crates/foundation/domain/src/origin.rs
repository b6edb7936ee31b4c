//! The public address of an instance: scheme, name and port, fixed once and for ever.

/// An origin (RFC 6454) that an instance may have: `https://NAME`, or for the demonstration and
/// tests `http://NAME.localhost[:PORT]`, which never leaves the machine.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Origin(String);

/// Why a text cannot be the origin of an instance, as the message beside its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadOrigin {
    /// Not `scheme://name`, or with a path, a user or a query.
    Shape,
    /// Plain http outside `*.localhost`.
    Plain,
    /// An IP address or a port, which other instances will not speak to.
    Name,
}

impl BadOrigin {
    /// The message beside the field.
    pub fn key(self) -> &'static str {
        match self {
            Self::Shape => "error-origin-shape",
            Self::Plain => "error-origin-plain",
            Self::Name => "error-origin-name",
        }
    }

    /// What to do, for the command line.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Shape => "give an address such as https://guildhall.example.org, without a path",
            Self::Plain => "use https:// (plain http:// works only for names ending in .localhost)",
            Self::Name => "give a name without a port, such as https://guildhall.example.org",
        }
    }
}

impl Origin {
    /// Checks and spells an origin: lower case, no slash at the end.
    pub fn parse(s: &str) -> Result<Self, BadOrigin> {
        let s = s.trim().trim_end_matches('/').to_lowercase();
        let (scheme, rest) = s.split_once("://").ok_or(BadOrigin::Shape)?;
        if rest.starts_with('[') {
            return Err(BadOrigin::Name);
        }
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) => (host, Some(port.parse::<u16>().map_err(|_| BadOrigin::Shape)?)),
            None => (rest, None),
        };
        let name = !host.is_empty()
            && host.len() <= 253
            && host.split('.').all(|label| {
                (1..=63).contains(&label.len())
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            });
        if !name {
            return Err(BadOrigin::Shape);
        }
        let loopback = host.ends_with(".localhost");
        match scheme {
            "http" if loopback => {}
            "http" => return Err(BadOrigin::Plain),
            "https" => {
                let numeric = host.rsplit('.').next().is_some_and(|l| l.parse::<u32>().is_ok());
                if numeric || port.is_some() || !host.contains('.') || loopback {
                    return Err(BadOrigin::Name);
                }
            }
            _ => return Err(BadOrigin::Shape),
        }
        Ok(Self(s))
    }

    /// `https://name`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name with its port if it has one, as in handles.
    pub fn authority(&self) -> &str {
        self.0.split_once("://").map_or("", |(_, rest)| rest)
    }

    /// Whether cookies may be marked secure.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// Whether this instance speaks only to others on the same machine.
    pub fn is_loopback(&self) -> bool {
        !self.is_https()
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_origins_are_spelt_alike() {
        for (typed, origin) in [
            ("https://Sofia.Example.org/", "https://sofia.example.org"),
            (" http://sofia.localhost:8101 ", "http://sofia.localhost:8101"),
        ] {
            assert_eq!(Origin::parse(typed).unwrap().as_str(), origin);
        }
        assert_eq!(Origin::parse("http://a.localhost:81").unwrap().authority(), "a.localhost:81");
    }

    #[test]
    fn bad_origins_are_told_apart() {
        for (typed, why) in [
            ("", BadOrigin::Shape),
            ("sofia.example.org", BadOrigin::Shape),
            ("https://sofia.example.org/guildhall", BadOrigin::Shape),
            ("https://user@sofia.example.org", BadOrigin::Shape),
            ("ftp://sofia.example.org", BadOrigin::Shape),
            ("http://sofia.example.org", BadOrigin::Plain),
            ("http://localhost:8080", BadOrigin::Plain),
            ("https://10.0.0.1", BadOrigin::Name),
            ("https://[::1]", BadOrigin::Name),
            ("https://sofia.example.org:8443", BadOrigin::Name),
            ("https://sofia", BadOrigin::Name),
            ("https://x.localhost", BadOrigin::Name),
        ] {
            assert_eq!(Origin::parse(typed), Err(why), "{typed}");
        }
    }
}
