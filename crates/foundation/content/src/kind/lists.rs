//! Closed lists that fields choose from.

/// Licences that forms offer (SPDX identifiers), and `unknown` for what was found without one.
/// Their names are the messages `licence-ID` in lower case with `-` for `.`.
pub const LICENCES: &[&str] = &[
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-ND-4.0",
    "CC-BY-NC-ND-4.0",
    "CC0-1.0",
    "unknown",
];

/// The licence that is chosen beforehand.
pub const DEFAULT_LICENCE: &str = "CC-BY-SA-4.0";

/// The message with a licence's name: `licence-cc-by-4-0`.
pub fn licence_key(licence: &str) -> String {
    format!("licence-{}", licence.to_ascii_lowercase().replace('.', "-"))
}

/// The address of a licence's text, when it has one.
pub fn licence_url(licence: &str) -> Option<String> {
    if licence == "CC0-1.0" {
        return Some("https://creativecommons.org/publicdomain/zero/1.0/".into());
    }
    let (terms, version) = licence.strip_prefix("CC-")?.rsplit_once('-')?;
    Some(format!("https://creativecommons.org/licenses/{}/{version}/", terms.to_ascii_lowercase()))
}

/// Countries that forms offer: members of the Union, the countries around it and those further
/// away whose cities take part in European networks (ISO 3166-1 alpha-2, in the order of the
/// codes). Their names are the messages `country-CODE` in lower case.
pub const COUNTRIES: &[&str] = &[
    "AD", "AL", "AM", "AT", "AZ", "BA", "BE", "BG", "BY", "CA", "CH", "CY", "CZ", "DE", "DK", "DZ",
    "EE", "EG", "ES", "FI", "FR", "GB", "GE", "GR", "HR", "HU", "IE", "IL", "IS", "IT", "JO", "LB",
    "LI", "LT", "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO",
    "RS", "SE", "SI", "SK", "SM", "TN", "TR", "UA", "US", "XK",
];

/// The message with a country's name: `country-bg`.
pub fn country_key(code: &str) -> String {
    format!("country-{}", code.to_ascii_lowercase())
}

/// The stages of the policy cycle.
pub const STAGES: &[&str] =
    &["needs-analysis", "design", "adoption", "implementation", "monitoring", "evaluation"];

/// The population of a place, in inhabitants.
pub const POPULATION: &[&str] =
    &["under-20k", "20k-50k", "50k-200k", "200k-500k", "500k-1m", "over-1m", "region"];

/// What figures count. The word for a form is the message `unit-NAME`; a number with its unit is
/// `unit-NAME-value`, with the number as `$n` and as it is written in `$value`.
pub const UNITS: &[&str] = &[
    "number",
    "percent",
    "people",
    "children",
    "families",
    "cases",
    "visits",
    "minutes",
    "hours",
    "days",
    "weeks",
    "months",
    "euro",
    "measures",
    "complaints",
    "copies",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_have_addresses() {
        assert_eq!(
            licence_url("CC-BY-NC-SA-4.0").unwrap(),
            "https://creativecommons.org/licenses/by-nc-sa/4.0/"
        );
        assert_eq!(licence_url("unknown"), None);
        assert_eq!(licence_key("CC-BY-4.0"), "licence-cc-by-4-0");
    }

    #[test]
    fn countries_are_sorted_and_unique() {
        assert!(COUNTRIES.windows(2).all(|w| w[0] < w[1]));
    }
}
