//! Whole pages, read as a browser without scripts reads them.

mod access;
mod elsewhere;
mod feeds;
mod forms;
mod life;
mod members;
mod moving;
mod safety;

use people::testing::{City, Person};
use store::Store;
use web::{
    House,
    testing::{Answer, Browser},
};

/// A city with this room, and its house.
async fn open(store: &Store) -> (City, House) {
    let city = people::testing::city(store).await;
    let house = web::testing::house(store, vec![crate::room()]).await;
    (city, house)
}

/// Somebody's browser.
async fn browser(house: &House, city: &City, person: &Person) -> Browser {
    Browser::new(house).signed_in(city, person).await
}

/// Publishes a question in a community; gives its address.
async fn ask(browser: &mut Browser, handle: &str, title: &str, body: &str) -> String {
    let fields = [("type", "question"), ("title", title), ("body", body), ("lang", "bg")];
    let answer = browser.post(&format!("/communities/{handle}/discussions/new"), &fields).await;
    answer.location().unwrap_or_else(|| panic!("published\n{}", answer.body)).to_owned()
}

/// The id in the address of a topic.
fn id_of(href: &str) -> String {
    href.split('/').nth(2).expect("an id in the address").to_owned()
}

/// Answers something; gives the id of the answer.
async fn reply(browser: &mut Browser, to: &str, page: &str, body: &str) -> String {
    let fields = [("body", body), ("lang", "bg"), ("next", page)];
    let answer = browser.post(&format!("/content/{to}/comments"), &fields).await;
    let location = answer.location().unwrap_or_else(|| panic!("answered\n{}", answer.body));
    let (_, id) = location.split_once("#comment-").expect("leads to the answer");
    id.to_owned()
}

/// The text of one comment.
fn comment(page: &Answer, id: &str) -> String {
    page.one(&format!("#comment-{id} > article"))
}
