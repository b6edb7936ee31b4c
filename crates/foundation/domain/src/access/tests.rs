//! The permission table, compared with the committed one, and rules that hold for every row.

use std::fmt::Write as _;

use uuid::Uuid;

use super::*;

const AUTHOR: ActorId = ActorId(Uuid::from_u128(1));
const OTHER: ActorId = ActorId(Uuid::from_u128(2));

fn whos() -> Vec<(&'static str, Who)> {
    let person = |role| Who::Person { actor: OTHER, role };
    vec![
        ("visitor", Who::Visitor),
        ("author", Who::Person { actor: AUTHOR, role: Role::Member }),
        ("remote-author", Who::RemoteActor(AUTHOR)),
        ("co-author", person(Role::Member)),
        ("person", person(Role::Member)),
        ("moderator", person(Role::Moderator)),
        ("administrator", person(Role::Administrator)),
        ("remote", Who::RemoteActor(OTHER)),
        ("operator", Who::Operator),
    ]
}

fn contents() -> Vec<(String, Facts)> {
    let mut all = Vec::new();
    for visibility in [Visibility::Public, Visibility::Members, Visibility::Local] {
        for state in State::ALL {
            for (place, in_group, here) in
                [("alone", false, true), ("in-group", true, true), ("in-remote-group", true, false)]
            {
                for locked in [false, true] {
                    if (visibility == Visibility::Members && !in_group)
                        || (visibility == Visibility::Local && !here)
                        || (locked && state != State::Published)
                    {
                        continue;
                    }
                    let name = format!(
                        "{} {} {place}{}",
                        visibility.as_str(),
                        state.as_str(),
                        if locked { " locked" } else { "" }
                    );
                    let facts = Facts::Content {
                        author: AUTHOR,
                        visibility,
                        state,
                        in_group,
                        here,
                        locked,
                        policy: Policy::Open,
                        follows: false,
                        coauthor: false,
                    };
                    all.push((name, facts));
                }
            }
        }
    }
    all
}

fn groups() -> Vec<(String, Facts)> {
    let mut all = Vec::new();
    for visibility in [Visibility::Public, Visibility::Members, Visibility::Local] {
        for join in JoinPolicy::ALL {
            for (place, here) in [("here", true), ("remote", false)] {
                if visibility == Visibility::Local && !here {
                    continue;
                }
                let name = format!("{} by-{} {place}", visibility.as_str(), join.as_str());
                all.push((
                    name,
                    Facts::Group { visibility, join, here, open: true, policy: Policy::Open },
                ));
            }
        }
    }
    all
}

fn table() -> String {
    let mut out = String::from(
        "# Who may do what. Made by the tests of crates/foundation/domain; renew it with\n\
         # GUILDHALL_BLESS=1 cargo test -p guildhall-domain\n",
    );
    let sections: [(&str, Vec<(String, Facts)>); 4] = [
        ("content", contents()),
        ("group", groups()),
        (
            "ledger",
            vec![
                ("named in it".into(), Facts::Ledger { named: true }),
                ("somebody else's".into(), Facts::Ledger { named: false }),
            ],
        ),
        ("instance", vec![("instance".into(), Facts::Instance)]),
    ];
    for (title, things) in sections {
        for (name, facts) in things {
            writeln!(out, "\n[{title}: {name}]").unwrap();
            for (who_name, who) in whos() {
                let mut facts = facts;
                if let (Facts::Content { coauthor, .. }, "co-author") = (&mut facts, who_name) {
                    *coauthor = true;
                }
                if title != "content" && who_name.ends_with("author") {
                    continue;
                }
                let mut seen: Vec<(String, Vec<&str>)> = Vec::new();
                let standings: &[Standing] = if matches!(title, "instance" | "ledger")
                    || name.contains("alone")
                    || who == Who::Visitor
                {
                    &[Standing::Outsider]
                } else {
                    &Standing::ALL
                };
                for &standing in standings {
                    let may: Vec<&str> = Action::ALL
                        .iter()
                        .filter(|a| allowed(**a, &who, standing, &facts))
                        .map(|a| a.as_str())
                        .collect();
                    let may = if may.is_empty() { "–".to_owned() } else { may.join(" ") };
                    match seen.iter_mut().find(|(m, _)| *m == may) {
                        Some((_, names)) => names.push(standing.as_str()),
                        None => seen.push((may, vec![standing.as_str()])),
                    }
                }
                for (may, standings) in seen {
                    writeln!(out, "{who_name} ({}): {may}", standings.join("|")).unwrap();
                }
            }
        }
    }
    out
}

#[test]
fn the_committed_table_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../docs/permissions.txt");
    let table = table();
    if std::env::var_os("GUILDHALL_BLESS").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(committed, table, "run the tests with GUILDHALL_BLESS=1 and review the difference");
}

#[test]
fn nothing_can_be_done_with_what_cannot_be_seen() {
    for (name, facts) in contents() {
        for (who_name, who) in whos() {
            for standing in Standing::ALL {
                let trace = allowed(Action::Trace, &who, standing, &facts);
                let read = allowed(Action::Read, &who, standing, &facts);
                for &action in Action::ALL {
                    if allowed(action, &who, standing, &facts) {
                        assert!(read || trace, "{who_name} {standing:?} {action:?} {name}");
                    }
                }
            }
        }
    }
}

#[test]
fn deleted_things_are_never_read_by_anybody_outside_the_house() {
    for (name, facts) in contents().into_iter().filter(|(n, _)| n.contains("deleted")) {
        for (who_name, who) in whos().into_iter().filter(|(_, w)| !w.is_house()) {
            for standing in Standing::ALL {
                assert!(!allowed(Action::Read, &who, standing, &facts), "{who_name} {name}");
            }
        }
    }
}

struct Thing(Facts);
impl Subject for Thing {
    fn facts(&self) -> Facts {
        self.0
    }
}

#[test]
fn what_may_not_be_seen_does_not_exist() {
    let secret = Facts::Content {
        author: AUTHOR,
        visibility: Visibility::Members,
        state: State::Published,
        in_group: true,
        here: true,
        locked: false,
        policy: Policy::Open,
        follows: false,
        coauthor: false,
    };
    for action in [
        permit::<act::Read, _>(&Who::Visitor, Standing::Outsider, Thing(secret)).map(drop),
        permit::<act::Edit, _>(&Who::Visitor, Standing::Outsider, Thing(secret)).map(drop),
        permit::<act::Comment, _>(&Who::RemoteActor(OTHER), Standing::Requested, Thing(secret))
            .map(drop),
    ] {
        assert!(matches!(action, Err(Error::NotFound)), "{action:?}");
    }
    let public = Facts::Content {
        author: AUTHOR,
        visibility: Visibility::Public,
        state: State::Published,
        in_group: false,
        here: true,
        locked: false,
        policy: Policy::Open,
        follows: false,
        coauthor: false,
    };
    let visitor = permit::<act::Comment, _>(&Who::Visitor, Standing::Outsider, Thing(public));
    assert!(matches!(visitor, Err(Error::SignIn)));
    let stranger =
        permit::<act::Edit, _>(&Who::RemoteActor(OTHER), Standing::Outsider, Thing(public));
    assert!(matches!(stranger, Err(Error::Forbidden(_))));
}

#[test]
fn what_is_blocked_is_there_for_nobody_and_what_is_limited_for_those_who_are_near() {
    let thing = |policy, follows| Facts::Content {
        author: AUTHOR,
        visibility: Visibility::Public,
        state: State::Published,
        in_group: true,
        here: false,
        locked: false,
        policy,
        follows,
        coauthor: false,
    };
    for (who_name, who) in whos().into_iter().filter(|(_, w)| !w.is_house()) {
        let own = who.actor() == Some(AUTHOR);
        for standing in Standing::ALL {
            for follows in [false, true] {
                let reads = |policy| allowed(Action::Read, &who, standing, &thing(policy, follows));
                assert_eq!(reads(Policy::Blocked), own, "{who_name} {standing:?}");
                let near = who.actor().is_some() && (standing.is_inside() || follows);
                assert_eq!(reads(Policy::Limited), own || near, "{who_name} {standing:?}");
            }
            let views = |policy| {
                let (visibility, join) = (Visibility::Public, JoinPolicy::Open);
                let facts = Facts::Group { visibility, join, here: false, open: true, policy };
                allowed(Action::View, &who, standing, &facts)
            };
            assert!(!views(Policy::Blocked), "{who_name}");
            assert_eq!(views(Policy::Limited), who.actor().is_some(), "{who_name}");
        }
    }
}
