//! The city that asks, the one that coordinates and the one that knows, with somebody of each.

use std::time::Duration;

use content::{Draft, service};
use domain::Lang;
use guildhall_tests::{
    network::{Network, Town},
    reader::{Reader, attribute},
};
use people::testing::Person;
use serde_json::json;

pub const DAY: Duration = Duration::from_secs(86_400);
pub const NEED: &str =
    "Как да наемем културни медиатори за трите училища, когато общината няма щат за тях?";

/// The city that asks, the one that coordinates and the one that knows.
pub struct Three {
    pub a: Town,
    pub c: Town,
    pub e: Town,
    /// Emil, who knows.
    pub expert: Person,
    pub anna: Reader,
    pub carla: Reader,
    pub emil: Reader,
}

pub fn expert() -> Draft {
    let values = json!({ "languages": ["bg", "en"], "taking": "open", "within": "week" });
    Draft {
        title: "Културни медиатори в училище".into(),
        summary: "Подбор, договори и отчитане на медиатори.".into(),
        body: "Питайте ме за медиатори.".into(),
        values: values.as_object().unwrap().clone(),
        sectors: vec!["education".into()],
        ..Draft::new("mentoring-expert", Lang::bulgarian())
    }
}

pub async fn three(net: &Network) -> Three {
    let (a, c, e) = (net.city("a").await, net.city("c").await, net.city("e").await);
    let anna = a.people.person("anna").of(a.people.organisation).await;
    let carla = c.people.person("carla").of(c.people.organisation).await;
    let emil = e.people.person("emil").of(e.people.organisation).await;
    let entry = service::publish(e.publishing(), &emil.who, &expert()).await.unwrap();
    let iri = format!("{}/ap/object/{entry}", e.origin);
    for town in [&a, &c] {
        town.find_content(&iri).await;
    }
    net.settle().await;
    let readers = (
        Reader::of(&a, &anna, "bg").await,
        Reader::of(&c, &carla, "bg").await,
        Reader::of(&e, &emil, "en").await,
    );
    let admin = Reader::of(&a, &a.people.admin, "bg").await;
    let address = format!("@{}", c.address("haskovo"));
    admin.post("/admin/assistance", &[("coordinator", &address), ("days", "5")]).await;
    net.settle().await;
    Three { a, c, e, expert: emil, anna: readers.0, carla: readers.1, emil: readers.2 }
}

/// Asks; where the request is at the one who asks and at the one who coordinates.
pub async fn asked(net: &Network, t: &Three) -> (String, String) {
    let form = [("need", NEED), ("sectors", "education"), ("languages", "bg"), ("go", "send")];
    let home = t.anna.post("/mentoring/assistance/new", &form).await;
    net.settle().await;
    let queue = t.carla.get("/mentoring/assistance").await;
    (home, attribute(&queue, "#waiting a", "href"))
}

/// Passes it on to the expert; where it is at his.
pub async fn passed_on(net: &Network, t: &Three, at_c: &str) -> String {
    let entry = attribute(&t.carla.get(at_c).await, "[name=expert]", "value");
    t.carla.post(&format!("{at_c}/route"), &[("expert", &entry)]).await;
    net.settle().await;
    attribute(&t.emil.get("/mentoring/assistance").await, "#waiting a", "href")
}
