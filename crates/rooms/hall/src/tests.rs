//! The hall as its visitors see it, in the process, on a fresh store.

mod accounts;
mod admin;
mod elsewhere;
mod hosts;
mod messages;
mod moving;
mod people;
mod published;
mod reading;
mod settings;
mod setup;

use ::people::testing::{City, city};
use store::Store;
use web::{
    House,
    testing::{Answer, Browser, house},
};

/// A city that was set up, and its house with the hall alone.
async fn open(store: &Store) -> (City, House) {
    let city = city(store).await;
    let house = house(store, vec![crate::room()]).await;
    (city, house)
}

/// The e-mail of somebody of the test city.
async fn email(city: &City, person: &::people::testing::Person) -> String {
    ::people::accounts::by_id(&mut city.store.read(), person.account).await.unwrap().email
}

/// Message keys that were shown instead of their texts.
fn bare_keys(answer: &Answer) -> Vec<String> {
    let texts = answer
        .all("title, h1, h2, h3, p, a, label, legend, button, span, dt, dd, th, option, summary");
    let labels = answer.attributes("[aria-label]", "aria-label");
    let hints = answer.attributes("[placeholder]", "placeholder");
    let key = |text: &String| {
        text.contains('-')
            && !text.starts_with('-')
            && text
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c))
    };
    texts.into_iter().chain(labels).chain(hints).filter(key).collect()
}

/// Checks what is the same on every page: a title, one heading, labels, no style or script in it.
fn sound(path: &str, answer: &Answer) {
    assert_eq!(answer.status, 200, "{path}\n{}", answer.body);
    assert_eq!(bare_keys(answer), Vec::<String>::new(), "{path}");
    assert_eq!(answer.all("h1").len(), 1, "{path} has one heading");
    assert!(!answer.has("[style], style, [onclick]"), "{path} has no style in it");
    assert!(answer.all("main a.btn:not(.btn-2):not(.btn-3):not(.btn-danger), main button.btn:not(.btn-2):not(.btn-3):not(.btn-danger):not([hidden])").len() <= 1, "{path} has one filled button");
    let ids = answer.attributes("[id]", "id");
    let mut once = ids.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "{path}: ids occur once: {ids:?}");
    let labelled = answer.attributes("label[for]", "for");
    for id in answer.attributes(
        "main input:not([type=hidden]):not([type=checkbox]):not([type=radio]), main select, main textarea",
        "id",
    ) {
        assert!(labelled.contains(&id), "{path}: {id} has a label");
    }
}

/// A visitor with a browser.
fn visitor(house: &House) -> Browser {
    Browser::new(house)
}
