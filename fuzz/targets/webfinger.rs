//! Handles, questions for them, and answers. A handle that is read has one spelling and is read as
//! itself again; our own question is understood here; and an answer makes a handle somebody's only
//! when it leads to her and says so.
#![no_main]

use std::sync::LazyLock;

use domain::Origin;
use federation::{
    document,
    network::Network,
    webfinger::{Account, Jrd, Query, Resource, Verdict},
};
use guildhall_fuzz::{assert_line, assert_no_nul};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

static HERE: LazyLock<[Origin; 2]> = LazyLock::new(|| {
    ["https://city.example", "http://sofia.localhost:8101"]
        .map(|origin| Origin::parse(origin).expect("an origin"))
});

fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data) {
        if let Some(account) = Account::parse(text) {
            handle(&account);
        }
        for here in HERE.iter() {
            question(text, here);
        }
    }
    if let Ok(value) = document::parse(data) {
        answer(&value);
        if let Some(account) = Account::claimed_by(&value) {
            handle(&account);
        }
    }
});

/// It is written in one way, which is read as the same.
fn handle(account: &Account) {
    let Account { user, host } = account;
    assert_line(user);
    assert!((1..=64).contains(&user.chars().count()), "{user}");
    assert!(!user.contains(['@', '%', '/', ':', ' ']), "{user}");
    assert_eq!(*user, user.to_lowercase());
    assert!(host.is_ascii() && host.len() <= 260, "{host}");
    assert_eq!(*host, host.to_ascii_lowercase());
    assert!(!host.contains(['@', '/', '\\', '?', '#', '%', ' ']) && !host.ends_with('.'), "{host}");
    for spelt in [
        account.to_string(),
        format!("@{account}"),
        format!("acct:{account}"),
        format!(" {account} "),
    ] {
        assert_eq!(Account::parse(&spelt).as_ref(), Some(account), "{spelt}");
    }
    for network in [Network::internet(), Network::Loopback] {
        let Some(url) = account.query_url(&network) else { continue };
        let Ok(there) = Origin::parse(&url[..url::Position::BeforePath]) else { continue };
        if there.authority() != host {
            continue;
        }
        let query = Query::parse(url.query().unwrap_or_default(), &there);
        let asked = query.expect("we understand our own question");
        assert_eq!(asked.resource, Resource::Account(user.clone()), "{url}");
    }
}

/// Whoever is asked for lives here.
fn question(text: &str, here: &Origin) {
    let parsed = Query::parse(text, here);
    if let Ok(query) = &parsed {
        assert!(query.rels.len() <= 20);
    }
    let resource = parsed.map(|query| query.resource);
    for resource in [resource, Resource::parse(text, here)].into_iter().flatten() {
        match resource {
            Resource::Account(user) => {
                handle(&Account { user, host: here.authority().to_owned() });
            }
            Resource::Page(url) => {
                assert_eq!(url.origin().ascii_serialization(), here.as_str());
                assert!(url.fragment().is_none() && url.username().is_empty());
                let again = Resource::parse(url.as_str(), here);
                assert_eq!(again, Ok(Resource::Page(url)));
            }
        }
    }
}

fn answer(value: &Value) {
    let jrd = Jrd::read(value);
    assert!(jrd.links.len() <= 50 && jrd.aliases.len() <= 256);
    let written = serde_json::to_value(&jrd).expect("an answer is written");
    assert_eq!(Jrd::read(&written), jrd, "it is written as it was read");
    let Some(actor) = jrd.actor() else { return };
    assert_no_nul(actor);
    let said = jrd.subject.as_deref().and_then(Account::parse);
    let other = Account { user: "nobody".to_owned(), host: "other.example".to_owned() };
    for asked in said.iter().chain([&other]) {
        handle(asked);
        match jrd.verdict(asked, actor) {
            Verdict::Confirmed => assert!(jrd.subject.is_none() || said.as_ref() == Some(asked)),
            Verdict::AskFor(account) => {
                assert!(account != *asked && said.as_ref() == Some(&account));
                handle(&account);
            }
            Verdict::Refused => assert!(jrd.subject.is_some() && said.is_none()),
        }
        // An answer may name any address, this one too.
        let another = format!("{actor}/not-her");
        assert_eq!(jrd.verdict(asked, &another), Verdict::Refused);
    }
}
