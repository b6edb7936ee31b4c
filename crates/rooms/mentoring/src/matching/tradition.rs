//! Traditions of local government, as comparative research groups the countries of Europe (Loughlin, Hendriks and
//! Lidström, eds., "The Oxford Handbook of Local and Regional Democracy in Europe", 2011): where the law lets cities
//! do alike, what one did is easier to do in another.

/// A group of countries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tradition {
    /// Great Britain and Ireland.
    British,
    /// The Nordic countries.
    Nordic,
    /// Austria, Germany, Switzerland, and the Low Countries.
    Rhinelandic,
    /// France and the south.
    French,
    /// The countries of central and eastern Europe.
    Eastern,
}

/// The tradition of a country; nothing for those that the book does not treat.
pub fn tradition(country: &str) -> Option<Tradition> {
    Some(match country {
        "GB" | "IE" => Tradition::British,
        "DK" | "FI" | "IS" | "NO" | "SE" => Tradition::Nordic,
        "AT" | "BE" | "CH" | "DE" | "LI" | "LU" | "NL" => Tradition::Rhinelandic,
        "AD" | "CY" | "ES" | "FR" | "GR" | "IT" | "MC" | "MT" | "PT" | "SM" => Tradition::French,
        "AL" | "BA" | "BG" | "CZ" | "EE" | "HR" | "HU" | "LT" | "LV" | "MD" | "ME" | "MK"
        | "PL" | "RO" | "RS" | "SI" | "SK" | "UA" | "XK" => Tradition::Eastern,
        _ => return None,
    })
}

/// How alike the law of two countries is to a city, in per cent, and the word for it.
pub(super) fn alike(one: &str, other: &str) -> (u8, &'static str) {
    if one.is_empty() || other.is_empty() {
        return (50, "unknown");
    }
    if one == other {
        return (100, "same-country");
    }
    match (tradition(one), tradition(other)) {
        (Some(one), Some(other)) if one == other => (70, "same-tradition"),
        (Some(_), Some(_)) => (30, "other-tradition"),
        _ => (50, "unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_that_forms_offer_in_europe_has_one() {
        for country in ["BG", "RO", "NL", "SE", "IE", "PT", "AT"] {
            assert!(tradition(country).is_some(), "{country}");
        }
        assert_eq!(alike("BG", "BG"), (100, "same-country"));
        assert_eq!(alike("BG", "RO"), (70, "same-tradition"));
        assert_eq!(alike("BG", "SE"), (30, "other-tradition"));
        assert_eq!(alike("BG", "JO"), (50, "unknown"));
        assert_eq!(alike("", "BG"), (50, "unknown"));
    }
}
