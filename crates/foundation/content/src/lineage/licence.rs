//! What the licence of a source allows to whoever takes it up.
//!
//! The terms are those of Creative Commons 4.0, read from the SPDX identifier. What is done in a city
//! is nobody's to forbid; a licence is about the text.

use super::Relation;

/// What one may do with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// Whether the text may be taken over and changed.
    pub changes: Changes,
    /// Whether what is made of it must have the same licence (SA).
    pub share_alike: bool,
    /// Whether it must not be used for commercial purposes (NC).
    pub non_commercial: bool,
}

/// Whether a text may be taken over and changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changes {
    /// It may.
    Allowed,
    /// It may be passed on as it is and not changed (ND): translating is changing too.
    Forbidden,
    /// Nothing is said, so its author has to be asked first.
    Unknown,
}

impl Terms {
    /// One's own text.
    pub const OWN: Self =
        Self { changes: Changes::Allowed, share_alike: false, non_commercial: false };

    /// The terms of a licence.
    pub fn of(licence: Option<&str>) -> Self {
        let unknown = Self { changes: Changes::Unknown, share_alike: false, non_commercial: false };
        match licence {
            Some("CC0-1.0") => Self::OWN,
            Some(cc) if cc.starts_with("CC-BY-") => {
                let has = |part: &str| cc.split('-').any(|p| p == part);
                Self {
                    changes: if has("ND") { Changes::Forbidden } else { Changes::Allowed },
                    share_alike: has("SA"),
                    non_commercial: has("NC"),
                }
            }
            _ => unknown,
        }
    }

    /// Whether something may stand so to a source with these terms. To do elsewhere what is
    /// described is always allowed, by naming the source.
    pub fn allow(&self, relation: Relation) -> bool {
        relation == Relation::Adopted || self.copies()
    }

    /// Whether a sheet made of it begins with its text.
    pub fn copies(&self) -> bool {
        self.changes == Changes::Allowed
    }

    /// The message that explains what one may do: `lineage-licence-WORD`.
    pub fn word(&self) -> &'static str {
        match (self.changes, self.share_alike, self.non_commercial) {
            (Changes::Unknown, ..) => "unknown",
            (Changes::Forbidden, ..) => "nd",
            (_, true, true) => "nc-sa",
            (_, true, false) => "sa",
            (_, false, true) => "nc",
            (_, false, false) => "free",
        }
    }

    /// Whether what was made of a source with `before` may have the licence `after`.
    pub fn carry_over(&self, before: Option<&str>, after: Option<&str>) -> bool {
        if self.share_alike {
            return before == after;
        }
        !self.non_commercial || Self::of(after).non_commercial
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::lists::LICENCES;

    #[test]
    fn every_licence_that_forms_offer_says_what_it_allows() {
        let said: Vec<(&str, bool, bool)> = (LICENCES.iter())
            .map(|l| {
                let terms = Terms::of(Some(l));
                assert!(terms.allow(Relation::Adopted), "{l}");
                assert_eq!(terms.allow(Relation::Adapted), terms.allow(Relation::Translated));
                (*l, terms.allow(Relation::Adapted), terms.share_alike)
            })
            .collect();
        assert_eq!(
            said,
            [
                ("CC-BY-4.0", true, false),
                ("CC-BY-SA-4.0", true, true),
                ("CC-BY-NC-4.0", true, false),
                ("CC-BY-NC-SA-4.0", true, true),
                ("CC-BY-ND-4.0", false, false),
                ("CC-BY-NC-ND-4.0", false, false),
                ("CC0-1.0", true, false),
                ("unknown", false, false),
            ]
        );
        for unknown in [None, Some("MIT"), Some("CC-BYE"), Some("")] {
            assert_eq!(Terms::of(unknown).changes, Changes::Unknown, "{unknown:?}");
        }
    }

    #[test]
    fn what_a_licence_demands_is_carried_over() {
        let may = |before, after| Terms::of(Some(before)).carry_over(Some(before), Some(after));
        assert!(may("CC-BY-SA-4.0", "CC-BY-SA-4.0") && !may("CC-BY-SA-4.0", "CC-BY-4.0"));
        assert!(may("CC-BY-NC-4.0", "CC-BY-NC-SA-4.0") && !may("CC-BY-NC-4.0", "CC-BY-4.0"));
        assert!(may("CC-BY-4.0", "CC-BY-SA-4.0") && may("CC0-1.0", "CC-BY-4.0"));
    }
}
