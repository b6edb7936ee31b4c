//! What a microblog gets of a community: software that shows every announcement in a timeline is
//! spared the comments of conversations that nobody there takes part in.

use content::service;
use domain::{ContentId, Lang};
use guildhall_tests::{cities, peer::Answer};
use serde_json::{Value, json};

use super::{
    edge::{Edge, edge, note},
    outage::draft,
};

const LINK: &str = "http://nodeinfo.diaspora.software/ns/schema/2.1";

/// The peer says that it runs this.
fn runs(e: &Edge, software: &str) {
    let media = "application/json";
    let links = json!({ "links": [{ "rel": LINK, "href": e.peer.iri("/nodeinfo/2.1") }] });
    let body = links.to_string();
    e.peer.answer("/.well-known/nodeinfo", Answer { status: 200, media, body });
    let says = json!({ "version": "2.1", "software": { "name": software, "version": "4.5.2" },
        "usage": { "users": {} } });
    let body = says.to_string();
    e.peer.answer("/nodeinfo/2.1", Answer { status: 200, media, body });
}

/// What was announced to the peer of this thing, by its types: activities, and the thing itself.
fn announced(e: &Edge, iri: &str) -> Vec<String> {
    let all = e.peer.delivered().into_iter().filter(|a| a["type"] == "Announce");
    let inner = |a: Value| a["object"].clone();
    let kind = |a: Value| a["type"].as_str().unwrap_or_default().to_owned();
    all.map(inner)
        .filter(|a| a["id"] == iri || a["object"] == iri || a["object"]["id"] == iri)
        .map(kind)
        .collect()
}

/// Somebody of the city answers.
async fn says(e: &Edge, to: ContentId, text: &str) -> domain::Result<ContentId> {
    let comment = service::NewComment::new(to, Lang::bulgarian(), text);
    service::comment(e.town.publishing(), &e.boris.who, comment).await
}

async fn asked_of(e: &Edge) -> (String, String) {
    let host = e.peer.origin.trim_start_matches("http://");
    let row = federation::delivery::host(&mut e.town.store().read(), host).await.unwrap().unwrap();
    (row.software, row.software_version)
}

cities! {
    async fn a_microblog_is_spared_the_comments_of_others(net: Network) {
        let e = edge(&net).await;
        runs(&e, "Mastodon");
        // What it said when it was met counts for a week.
        net.advance(std::time::Duration::from_secs(8 * 86_400)).await;
        let group = e.group.rsplit('/').next().unwrap().parse().unwrap();
        let iri = |id| format!("{}/ap/object/{id}", e.town.origin);
        let post = draft("Вечерни курсове", Some(group));
        let post = service::publish(e.town.publishing(), &e.boris.who, &post).await.unwrap();
        let first = says(&e, post, "Първи").await.unwrap();
        net.settle().await;
        assert_eq!(asked_of(&e).await, ("mastodon".to_owned(), "4.5.2".to_owned()));
        assert_eq!(announced(&e, &iri(post)), ["Create", "Article"]);
        assert_eq!(announced(&e, &iri(first)), [""; 0]);
        // Eve answers: from now on it is a conversation of hers.
        let mut answer = note(&e, 1);
        answer["object"]["inReplyTo"] = iri(post).into();
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &answer).await, 202);
        net.settle().await;
        let second = says(&e, post, "Втори").await.unwrap();
        net.settle().await;
        assert_eq!(announced(&e, &iri(second)), ["Create"]);
        // Nothing is held up or given up by what was left out.
        assert!(federation::delivery::given_up(&mut e.town.store().read(), 5).await.unwrap().is_empty());
        assert!(federation::delivery::undelivered(&mut e.town.store().read(), 5).await.unwrap().is_empty());
    }

    async fn a_server_of_communities_gets_every_comment(net: Network) {
        let e = edge(&net).await;
        runs(&e, "lemmy");
        net.advance(std::time::Duration::from_secs(8 * 86_400)).await;
        let group = e.group.rsplit('/').next().unwrap().parse().unwrap();
        let post = draft("Вечерни курсове", Some(group));
        let post = service::publish(e.town.publishing(), &e.boris.who, &post).await.unwrap();
        let first = says(&e, post, "Първи").await.unwrap();
        net.settle().await;
        assert_eq!(asked_of(&e).await.0, "lemmy");
        let first = format!("{}/ap/object/{first}", e.town.origin);
        assert_eq!(announced(&e, &first), ["Create"]);
    }

    async fn a_host_that_does_not_say_what_it_runs_is_asked_once_a_week(net: Network) {
        let e = edge(&net).await;
        let asked = || e.peer.asked().iter().filter(|p| *p == "/.well-known/nodeinfo").count();
        assert_eq!(asked(), 1);
        let group = e.group.rsplit('/').next().unwrap().parse().unwrap();
        service::publish(e.town.publishing(), &e.boris.who, &draft("Тема", Some(group))).await.unwrap();
        net.settle().await;
        assert_eq!(asked(), 1);
        runs(&e, "lemmy");
        net.advance(std::time::Duration::from_secs(8 * 86_400)).await;
        service::publish(e.town.publishing(), &e.boris.who, &draft("Друга", Some(group))).await.unwrap();
        net.settle().await;
        assert_eq!(asked_of(&e).await.0, "lemmy");
    }
}
