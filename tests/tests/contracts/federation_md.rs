//! `FEDERATION.md` names what is sent and taken in, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use content::activity::received;
use federation::{document::vocabulary::TERMS, handler::On, outgoing::Verb, receiving::FORWARD};
use guildhall_tests::network::{Network, run};

const FILE: &str = include_str!("../../../FEDERATION.md");

/// The cells of a table, without its head.
fn table(section: &str) -> Vec<Vec<&'static str>> {
    let lines = FILE.lines().skip_while(|l| *l != section).skip(1);
    let lines = lines.skip_while(|l| l.is_empty()).take_while(|l| l.starts_with("| "));
    let cells = |l: &'static str| l.trim_matches('|').split(" | ").map(str::trim).collect();
    lines.skip(2).map(cells).collect()
}

/// What stands in backquotes.
fn quoted(cell: &str) -> BTreeSet<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// How the table calls what is acted on.
fn words(on: On) -> &'static str {
    match on {
        On::Actor => "an actor",
        On::Content => "a thing",
        On::Activity => "an activity",
        On::Follow => "`Follow`",
        On::Reaction => "`Like`",
        On::Lock => "`Lock`",
        On::Block => "`Block`",
        On::Flag => "`Flag`",
        On::Offer => "`Offer`",
        On::Announce => "`Announce`",
        On::Delete => "`Delete`",
        On::Thing(_) => "a ledger",
    }
}

#[test]
fn every_activity_stands_in_the_table() {
    run(async {
        let town = Network::sqlite().city("city").await;
        let claims = town.federation().claims();
        let rows = table("### Activities");
        assert!(rows.len() > 10, "{rows:?}");
        let mut kinds: BTreeMap<&str, Vec<&[&str]>> = BTreeMap::new();
        for row in &rows {
            let (kinds_of, _) =
                row[0].split_once(" of ").unwrap_or_else(|| panic!("of what: {row:?}"));
            for kind in quoted(kinds_of) {
                kinds.entry(kind).or_default().push(row);
            }
        }
        for verb in Verb::ALL {
            let rows = kinds.get(verb.as_str());
            let sent = rows.is_some_and(|rows| rows.iter().any(|r| r[1] != "never"));
            assert!(sent, "the table does not say when {verb:?} is sent");
        }
        for (kind, on) in claims.iter().filter(|(kind, _)| *kind != FORWARD) {
            let rows = kinds.get(kind).map_or(&[][..], Vec::as_slice);
            let said = |r: &&&[&str]| {
                r[0].split_once(" of ").is_some_and(|(_, of)| of.contains(words(*on)))
            };
            let row = rows.iter().find(said);
            assert!(row.is_some_and(|r| r[2] != "never"), "{kind} of {} is taken in", words(*on));
        }
        for (kind, rows) in &kinds {
            let sent = Verb::ALL.iter().any(|v| v.as_str() == *kind);
            assert!(sent || rows.iter().all(|r| r[1] == "never"), "{kind} is never sent");
            let taken = claims.iter().any(|(claimed, _)| claimed == kind);
            assert!(taken || rows.iter().all(|r| r[2] == "never"), "{kind} is never taken in");
        }
    });
}

#[test]
fn every_term_stands_in_the_table() {
    let rows = table("### Terms");
    let said: BTreeSet<&str> =
        rows.iter().flat_map(|r| quoted(r[0])).filter_map(|t| t.strip_prefix("gh:")).collect();
    assert_eq!(said, TERMS.iter().map(|t| t.name).collect());
}

#[test]
fn every_type_of_things_stands_in_the_table() {
    let kinds = guildhall::rooms().into_iter().flat_map(|room| room.kinds);
    let kinds = kinds.chain([&content::kind::COMMENT]);
    let rows = table("### Objects");
    let types = |sent: bool| -> BTreeSet<&str> {
        let rows = rows.iter().filter(|r| !sent || r[1] != "never");
        rows.flat_map(|r| quoted(r[0])).collect()
    };
    let mut sent: BTreeSet<&str> = kinds.map(|kind| kind.object.as_str()).collect();
    sent.insert("Tombstone");
    assert_eq!(types(true), sent);
    let mut read: BTreeSet<&str> = received::TYPES.iter().copied().collect();
    read.insert("Tombstone");
    assert_eq!(types(false), read);
}
