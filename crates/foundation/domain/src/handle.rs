//! Handles: one namespace for the people, organisations and groups of an instance.

use serde::Serialize;

use crate::translit;

/// The name in `@name@host`: `[a-z0-9_]{1,64}`, compared without regard to case, never reused.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Handle(String);

/// Why a handle cannot be taken, as the message beside its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadHandle {
    /// Not 1 to 64 of the allowed characters.
    Shape,
    /// Kept for the instance itself.
    Reserved,
}

impl BadHandle {
    /// The message beside the field.
    pub fn key(self) -> &'static str {
        match self {
            Self::Shape => "error-handle-shape",
            Self::Reserved => "error-handle-reserved",
        }
    }
}

/// Names that would be taken for the instance, its staff or one of its addresses.
const RESERVED: &[&str] = &[
    "about",
    "abuse",
    "account",
    "actor",
    "admin",
    "administrator",
    "ap",
    "api",
    "assets",
    "communities",
    "community",
    "everyone",
    "guildhall",
    "help",
    "home",
    "host",
    "inbox",
    "info",
    "instance",
    "library",
    "login",
    "mail",
    "media",
    "mentoring",
    "moderator",
    "new",
    "nobody",
    "noreply",
    "null",
    "operator",
    "outbox",
    "people",
    "postmaster",
    "practices",
    "privacy",
    "root",
    "search",
    "security",
    "settings",
    "setup",
    "sign_in",
    "support",
    "system",
    "undefined",
    "webmaster",
    "well_known",
];

impl Handle {
    /// Checks what somebody typed, a leading `@` allowed.
    pub fn parse(s: &str) -> Result<Self, BadHandle> {
        let s = s.trim().trim_start_matches('@').to_ascii_lowercase();
        let shape = (1..=64).contains(&s.len())
            && s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if !shape {
            return Err(BadHandle::Shape);
        }
        if RESERVED.contains(&s.as_str()) {
            return Err(BadHandle::Reserved);
        }
        Ok(Self(s))
    }

    /// A proposal made from a name in any of the alphabets we can spell; `fallback` when nothing
    /// readable is left.
    pub fn from_name(name: &str, fallback: &str) -> Self {
        let slug = translit::slug(name, '_', 40);
        match Self::parse(&slug) {
            Ok(handle) => handle,
            Err(BadHandle::Reserved) => Self(format!("{slug}_1")),
            Err(BadHandle::Shape) => Self(fallback.to_owned()),
        }
    }

    /// The next proposal when this one is taken: `name_2`, `name_3`, …
    pub fn numbered(&self, n: u32) -> Self {
        Self(format!("{}_{n}", &self.0[..self.0.len().min(56)]))
    }

    /// The handle.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_checked() {
        assert_eq!(Handle::parse(" @Elena_Markova ").unwrap().as_str(), "elena_markova");
        for bad in ["", "@", "a b", "елена", "a-b", &"x".repeat(65)] {
            assert_eq!(Handle::parse(bad), Err(BadHandle::Shape), "{bad}");
        }
        assert_eq!(Handle::parse("Admin"), Err(BadHandle::Reserved));
    }

    #[test]
    fn names_make_handles() {
        assert_eq!(Handle::from_name("Елена Маркова", "person").as_str(), "elena_markova");
        assert_eq!(Handle::from_name("中文", "person").as_str(), "person");
        assert_eq!(Handle::from_name("Admin", "person").as_str(), "admin_1");
        assert_eq!(Handle::parse("x").unwrap().numbered(2).as_str(), "x_2");
    }
}
