//! A city and a peer that know one another: a community here in which the peer takes part, and one
//! there in which the city does.

use content::{Draft, service};
use domain::{ActorId, ContentId, Lang, access::Who};
use federation::signature::Scheme;
use guildhall_tests::{
    network::{Network, Town},
    peer::{Peer, Somebody, get},
};
use people::testing::Person;
use serde_json::{Value, json};

pub const ACTIVITY: &str = "application/activity+json";
pub const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

pub struct House {
    pub town: Town,
    /// Belongs to both communities.
    pub anna: Person,
    /// Hosts the community here.
    pub boris: Person,
    pub jobs: ActorId,
    pub peer: Peer,
    pub eve: Somebody,
    pub farm: Somebody,
    /// The community there, as the city knows it.
    pub farm_here: ActorId,
    said: std::cell::Cell<u32>,
}

impl House {
    pub async fn new(net: &Network) -> Self {
        let town = net.city("city").await;
        let boris = town.person("boris").await;
        let jobs = town.people.community("jobs").by(&boris).await;
        let anna = town.people.person("anna").member_of(jobs).await;
        let peer = Peer::start("peer", net.clock()).await;
        let eve = peer.somebody("eve");
        let farm = peer.actor("farm", "Group");
        for (key, list) in [("moderators", "moderators"), ("featured", "featured")] {
            said_of(&peer, "farm", &farm, key, format!("{}/{list}", farm.iri).into()).await;
        }
        let farm_here = town.join(&anna, &farm.iri).await;
        let said = std::cell::Cell::default();
        let house = Self { town, anna, boris, jobs, peer, eve, farm, farm_here, said };
        net.settle().await;
        let follow = house.peer.delivered().into_iter().find(|a| a["type"] == "Follow").unwrap();
        house.say(&house.farm, "Accept", follow).await;
        house.say(&house.eve, "Follow", house.group(jobs).into()).await;
        net.settle().await;
        house
    }

    pub fn actor(&self, id: ActorId) -> String {
        format!("{}/ap/actor/{id}", self.town.origin)
    }

    pub fn group(&self, id: ActorId) -> String {
        self.actor(id)
    }

    pub fn object(&self, id: ContentId) -> String {
        format!("{}/ap/object/{id}", self.town.origin)
    }

    /// Somebody of the peer does something; returns the id of the activity.
    pub async fn say(&self, who: &Somebody, kind: &str, object: Value) -> String {
        self.say_with(who, kind, object, json!({})).await
    }

    /// The same with more to say.
    pub async fn say_with(&self, who: &Somebody, kind: &str, object: Value, more: Value) -> String {
        let n = self.said.replace(self.said.get() + 1);
        let id = self.peer.iri(&format!("/said/{n}"));
        let mut activity = json!({ "@context": "https://www.w3.org/ns/activitystreams", "id": id,
            "type": kind, "actor": who.iri, "object": object, "to": [PUBLIC] });
        for (key, value) in more.as_object().unwrap() {
            activity[key] = value.clone();
        }
        let inbox = format!("{}/inbox", self.town.origin);
        assert_eq!(self.peer.deliver(who, &inbox, &activity).await, 202, "{activity}");
        id
    }

    /// The community there passes on what somebody there did.
    pub async fn farm_announces(&self, kind: &str, object: Value, more: Value) {
        let n = self.said.get();
        let mut inner = json!({ "id": self.peer.iri(&format!("/inner/{n}")), "type": kind,
            "actor": self.eve.iri, "object": object, "to": [PUBLIC], "cc": [self.farm.iri] });
        for (key, value) in more.as_object().unwrap() {
            inner[key] = value.clone();
        }
        self.say(&self.farm, "Announce", inner).await;
    }

    /// Eve writes in the community there.
    pub async fn page_in_farm(&self, net: &Network, name: &str) -> ContentId {
        let iri = self.peer.iri(&format!("/post/{name}"));
        let page = json!({ "id": iri, "type": "Page", "attributedTo": self.eve.iri, "name": name,
            "content": "<p>x</p>", "to": [self.farm.iri, PUBLIC], "audience": self.farm.iri });
        self.farm_announces("Create", page, json!({})).await;
        net.settle().await;
        self.town.copy(&iri).await.expect("it arrived")
    }

    /// Eve answers something here.
    pub async fn answer(&self, net: &Network, parent: &str) -> ContentId {
        let n = self.said.get();
        let iri = self.peer.iri(&format!("/note/{n}"));
        let group = self.group(self.jobs);
        let note = json!({ "id": iri, "type": "Note", "attributedTo": self.eve.iri,
            "to": [PUBLIC, group], "audience": group, "inReplyTo": parent, "content": "<p>y</p>" });
        self.say(&self.eve, "Create", note).await;
        net.settle().await;
        self.town.copy(&iri).await.expect("it arrived")
    }

    /// What the peer was sent, in order and once each, as it would look on the open net.
    pub fn sent(&self) -> Vec<Value> {
        self.peer.delivered().into_iter().map(|a| self.open(&a)).collect()
    }

    /// The document at an id of the city.
    pub async fn fetched(&self, iri: &str) -> Value {
        let (status, _, body) = get(iri, ACTIVITY).await;
        assert!(status == 200 || status == 410, "{iri}: {status}");
        self.open(&serde_json::from_str(&body).unwrap())
    }

    /// The same, asked for by Eve.
    pub async fn fetched_by_eve(&self, iri: &str) -> Value {
        let (status, body) = self.peer.fetch(&self.eve, Scheme::Cavage, iri).await;
        assert_eq!(status, 200, "{iri}");
        self.open(&serde_json::from_str(&body).unwrap())
    }

    /// With https and names that have a dot instead of ports, which the models insist on.
    pub fn open(&self, document: &Value) -> Value {
        let mut text = document.to_string();
        for (origin, host) in
            [(self.town.origin.as_str(), "city.example"), (&self.peer.origin, "peer.example")]
        {
            text = text.replace(origin, &format!("https://{host}"));
            text = text.replace(origin.trim_start_matches("http://"), host);
        }
        serde_json::from_str(&text).unwrap()
    }

    pub async fn publish(&self, who: &Who, draft: &Draft) -> ContentId {
        service::publish(self.town.publishing(), who, draft).await.unwrap()
    }
}

/// A discussion in a community.
pub fn discussion(group: ActorId) -> Draft {
    Draft {
        title: "Ремонти".into(),
        body: "Кой *плаща*?".into(),
        group: Some(group),
        values: [("type".to_owned(), "question".into())].into_iter().collect(),
        ..Draft::new("discussion", Lang::bulgarian())
    }
}

/// Says of an actor of the peer what the document did not say yet.
pub async fn said_of(peer: &Peer, name: &str, who: &Somebody, key: &str, value: Value) {
    let (_, _, body) = get(&who.iri, ACTIVITY).await;
    let mut document: Value = serde_json::from_str(&body).unwrap();
    document[key] = value;
    peer.say(&format!("/users/{name}"), &document);
}
