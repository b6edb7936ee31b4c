//! The list of whom somebody follows, as Mastodon writes and reads it.

use domain::{Origin, Result, access::Who};
use people::takeout;
use store::Query;

use super::address;

const HEAD: &str = "Account address,Show boosts,Notify on new posts,Languages";

/// Everybody whom one follows, and the communities one belongs to, which other software follows too.
/// Addresses hold nothing that would have to be quoted.
pub async fn following(q: &mut impl Query, who: &Who, origin: Option<&Origin>) -> Result<String> {
    let me = who.signed_in()?;
    let mut out = format!("{HEAD}\n");
    let groups = takeout::memberships(q, me).await?.into_iter().map(|b| b.actor);
    for actor in takeout::followed(q, me).await?.into_iter().chain(groups) {
        out.push_str(&address(origin, &actor));
        out.push_str(",true,false,\n");
    }
    Ok(out)
}

/// The addresses of such a list: its first column, with or without a heading. `None` when it is none.
pub(super) fn addresses(text: &str) -> Option<Vec<String>> {
    let mut found = Vec::new();
    for line in text.trim_start_matches('\u{feff}').lines() {
        let first = line.split(',').next().unwrap_or_default();
        let first = first.trim().trim_matches('"').trim_start_matches('@');
        if first.is_empty() || first.eq_ignore_ascii_case("account address") {
            continue;
        }
        federation::webfinger::Account::parse(first)?;
        found.push(first.to_owned());
    }
    (!found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_mastodon_are_read() {
        let text = "\u{feff}Account address,Show boosts,Notify on new posts,Languages\r\n\
            anna@a.example,true,false,\r\n@boris@b.example:8102,false,true,\"en, bg\"\n\n\"c@c.example\"\n";
        let found = addresses(text).unwrap();
        assert_eq!(found, ["anna@a.example", "boris@b.example:8102", "c@c.example"]);
        for no in ["", "Account address\n", "anna\nboris", "<html>", "a,b,c"] {
            assert_eq!(addresses(no), None, "{no}");
        }
    }
}
