//! Two cities with a mentoring, and what is read off its pages.

use guildhall_tests::{
    network::{Network, Town},
    reader::{Reader, attribute},
};
use scraper::Html;
use web::{Messages, Tr};

/// What two cities agree on.
pub const TERMS: &[(&str, &str)] = &[
    ("lang", "bg"),
    ("title", "Мобилно гише"),
    ("summary", "Втора година на гишето."),
    ("sectors", "one-stop-services"),
    ("goals.0.text", "Гишето да работи с всеки обучен служител"),
    ("goals.0.measure", "Десет излизания"),
    ("goals.0.due", "6.2027"),
    ("starts", "11.1.2027"),
    ("ends", "17.12.2027"),
    ("rhythm", "на всеки десет седмици"),
    ("languages", "bg"),
    ("mentor_role", "Пита и показва грешките си."),
    ("mentee_role", "Носи истински проблем."),
    ("confidentiality", "Без имена на жители."),
    ("exit", "С едно съобщение, без мотиви."),
];

/// The words of a language.
pub fn tr(lang: &str) -> Tr {
    Messages::load().get(lang).unwrap()
}

/// The same terms, in which some say something else.
pub fn with<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let stays = |(name, _): &&(&str, &str)| other.iter().all(|(changed, _)| changed != name);
    TERMS.iter().filter(stays).chain(other).copied().collect()
}

/// Two cities, and somebody of each who reads its pages.
pub async fn towns(net: &Network) -> ([Town; 2], [Reader; 2]) {
    let (a, b) = (net.city("a").await, net.city("b").await);
    let anna = a.people.person("anna").of(a.people.organisation).await;
    let boris = b.people.person("boris").of(b.people.organisation).await;
    let readers = [Reader::of(&a, &anna, "bg").await, Reader::of(&b, &boris, "en").await];
    ([a, b], readers)
}

/// Proposes a mentoring to a city, and to somebody of it; where that leads.
pub async fn propose(at_a: &Reader, b: &Town, person: Option<&str>) -> String {
    let city = format!("@{}", b.address("haskovo"));
    let person = person.map_or_else(String::new, |handle| format!("@{}", b.address(handle)));
    let form = [
        ("side", "mentee"),
        ("with", &*city),
        ("person", &*person),
        ("title", "Мобилно гише"),
        ("message", "Здравейте"),
    ];
    at_a.post("/mentoring/workspaces/new", &form).await
}

/// Where somebody finds her only mentoring.
pub async fn only(reader: &Reader) -> String {
    attribute(&reader.get("/mentoring/workspaces").await, "#workspaces a", "href")
}

/// Two cities with a workspace: its page in each of them.
pub async fn opened(net: &Network) -> ([Town; 2], [Reader; 2], [String; 2]) {
    let (towns, readers) = towns(net).await;
    let [at_a, at_b] = &readers;
    let home_a = propose(at_a, &towns[1], Some("boris")).await;
    net.settle().await;
    let home_b = only(at_b).await;
    (towns, readers, [home_a, home_b])
}

/// The mentored city and the mentor's with somebody of each, and the page of their mentoring in each of them.
pub struct Two {
    _towns: [Town; 2],
    pub mentee: Reader,
    pub mentor: Reader,
    pub home: [String; 2],
}

/// Two cities, of which the first has proposed a mentoring to the second.
pub async fn two(net: &Network) -> Two {
    let (towns, [mentee, mentor], home) = opened(net).await;
    Two { _towns: towns, mentee, mentor, home }
}

impl Two {
    /// Both cities with their readers and the pages of their mentoring.
    pub fn sides(&self) -> [(&Reader, &String); 2] {
        [(&self.mentee, &self.home[0]), (&self.mentor, &self.home[1])]
    }

    /// The mentored city proposes an agreement, and the other signs it.
    pub async fn agree(&self, net: &Network) {
        self.mentee.post(&format!("{}/agreement/edit", self.home[0]), TERMS).await;
        net.settle().await;
        let here = format!("{}/agreement", self.home[1]);
        let digest = attribute(&self.mentor.get(&here).await, "button[name=sign]", "value");
        self.mentor.post(&here, &[("sign", &digest)]).await;
        net.settle().await;
    }
}

/// The word of the step at the top of a page; empty where there is none.
pub fn step(page: &Html) -> String {
    attribute(page, ".banner[data-next]", "data-next")
}
