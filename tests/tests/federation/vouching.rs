//! Who may have what is for the members of a community elsewhere: its home says so, and is believed only
//! when it can also say no.

use content::service;
use domain::{ContentId, Visibility, access::Standing};
use federation::signature::Scheme;
use guildhall_tests::{
    cities,
    network::{Network, Town},
    peer::{Answer, Peer, Somebody},
};
use people::communities;
use serde_json::{Value, json};
use store::{Query as _, args};

use super::{moving::says, outage::draft};

store::statements! {
    LEVEL = "SELECT visibility FROM content WHERE id = $1";
}

/// Somebody who belongs to nothing, as this instance names her.
const NOBODY: &str = "https://nobody.invalid/actor";

/// A community of a peer for its members, and something that Anna of the city wrote in it.
struct Casework {
    town: Town,
    home: Peer,
    club: Somebody,
    id: ContentId,
}

async fn casework(net: &Network) -> Casework {
    let town = net.city("city").await;
    let anna = town.person("anna").await;
    let home = Peer::start("home", net.clock()).await;
    let club = home.actor("club", "Group");
    says(&home, "club", &club, "manuallyApprovesFollowers", json!(true)).await;
    let group = town.join(&anna, &club.iri).await;
    net.settle().await;
    let follow = home.delivered().into_iter().find(|a| a["type"] == "Follow").expect("she asked");
    let accept = json!({ "@context": "https://www.w3.org/ns/activitystreams", "id": home.iri("/accept/1"),
        "type": "Accept", "actor": club.iri, "object": follow });
    let inbox = format!("{}/inbox", town.origin);
    assert_eq!(home.deliver(&club, &inbox, &accept).await, 202);
    net.settle().await;
    let mut q = town.store().read();
    let standing = communities::standing(&mut q, group, anna.actor).await.unwrap();
    assert_eq!(standing, Standing::Member);
    let text = draft("Случай", Some(group));
    let id = service::publish(town.publishing(), &anna.who, &text).await.unwrap();
    let (level,): (Visibility,) = q.one(&LEVEL, args![id]).await.unwrap();
    assert_eq!(level, Visibility::Members);
    net.settle().await;
    Casework { town, home, club, id }
}

impl Casework {
    /// Where the home is asked about somebody.
    fn question(&self, about: &str) -> String {
        let mut url = url::Url::parse(&format!("{}/followers", self.club.iri)).unwrap();
        url.query_pairs_mut().append_pair("is_follower", about);
        format!("{}?{}", url.path(), url.query().unwrap())
    }

    /// What it answers to that.
    fn answers(&self, about: &str, status: u16, media: &'static str) {
        let list = self.collection().to_string();
        let body = if media.starts_with("application/") { list } else { String::new() };
        self.home.answer(&self.question(about), Answer { status, media, body });
    }

    fn collection(&self) -> Value {
        json!({ "id": format!("{}/followers", self.club.iri), "type": "Collection", "totalItems": 1 })
    }

    /// What somebody gets who asks the city for what Anna wrote.
    async fn asked_by(&self, peer: &Peer, who: &Somebody) -> u16 {
        let at = format!("{}/ap/object/{}", self.town.origin, self.id);
        peer.ask(who, Scheme::Cavage, &at).await
    }
}

const YES: &str = "application/activity+json";

cities! {
    /// Software that does not know the question gives the list to everybody who asks.
    async fn a_home_that_says_yes_to_everybody_is_not_believed(net: Network) {
        let t = casework(&net).await;
        let other = Peer::start("other", net.clock()).await;
        let mallory = other.somebody("mallory");
        t.answers(&mallory.iri, 200, YES);
        t.answers(NOBODY, 200, YES);
        assert_eq!(t.asked_by(&other, &mallory).await, 404);
        // It is remembered for a while, so that nobody makes it be asked all the time.
        t.answers(NOBODY, 404, YES);
        let asked = t.home.asked().len();
        assert_eq!(t.asked_by(&other, &mallory).await, 404);
        assert_eq!(t.home.asked().len(), asked);
        // One that can say no is believed.
        net.advance(std::time::Duration::from_secs(601)).await;
        assert_eq!(t.asked_by(&other, &mallory).await, 200);
        // One that is out of breath says nothing, and nothing is remembered of it.
        net.advance(std::time::Duration::from_secs(601)).await;
        t.answers(NOBODY, 503, YES);
        assert_eq!(t.asked_by(&other, &mallory).await, 404);
        t.answers(NOBODY, 404, YES);
        assert_eq!(t.asked_by(&other, &mallory).await, 200);
    }

    /// A yes is a document, or nothing at all as Lemmy says it, from the home itself.
    async fn a_page_for_everybody_or_a_word_from_elsewhere_is_no_yes(net: Network) {
        let t = casework(&net).await;
        let (page, away, lemmy) = (
            Peer::start("page", net.clock()).await,
            Peer::start("away", net.clock()).await,
            Peer::start("lemmy", net.clock()).await,
        );
        let (gina, frank, hanna) = (page.somebody("gina"), away.somebody("frank"), lemmy.somebody("hanna"));
        t.answers(&gina.iri, 200, "text/html");
        assert_eq!(t.asked_by(&page, &gina).await, 404);
        t.home.redirect(&t.question(&frank.iri), &away.iri("/yes"));
        away.say("/yes", &t.collection());
        assert_eq!(t.asked_by(&away, &frank).await, 404);
        t.answers(&hanna.iri, 200, "");
        assert_eq!(t.asked_by(&lemmy, &hanna).await, 200);
    }
}
