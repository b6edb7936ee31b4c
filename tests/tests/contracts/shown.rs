//! What readers of other software get to see.

use content::testing::reply;
use guildhall_tests::cities;
use serde_json::Value;

use super::{
    house::{House, discussion},
    life,
    peers::{Level, Peer, Seen, Shown, all},
};

const JOBS: &str = "https://city.example/ap/actor/";

fn peer(name: &str) -> Box<dyn Peer> {
    all().into_iter().find(|p| p.name() == name).unwrap()
}

fn shown(name: &str, document: &Value) -> Shown {
    let seen = peer(name).object(document).unwrap();
    seen.shown().unwrap_or_else(|| panic!("{name}: {seen:?}")).clone()
}

const WITH_TITLES: [&str; 6] = ["Mastodon", "Lemmy", "NodeBB", "PieFed", "Discourse", "GoToSocial"];

cities! {
    async fn a_practice_is_whole_wherever_text_is_shown(net: Network) {
        let h = House::new(&net).await;
        let practice = life::practice(&h).await;
        let document = h.fetched(&h.object(practice)).await;
        for name in WITH_TITLES {
            assert_eq!(shown(name, &document).level, Some(Level::Public), "{name}");
        }
        // Title, summary and link, never the text.
        let mastodon = shown("Mastodon", &document);
        assert_eq!(mastodon.title.as_deref(), Some("Заглавие bg"));
        assert_eq!(mastodon.visible, "Резюме bg");
        assert!(mastodon.link.unwrap().starts_with("https://city.example/practices/"));
        assert_eq!(mastodon.language.as_deref(), Some("bg"));
        // The fields, which stand in the text and not in its source.
        for name in ["Lemmy", "NodeBB", "PieFed", "Discourse", "GoToSocial"] {
            let shown = shown(name, &document);
            for part in ["<h3>", "<strong>удебелено</strong>", "38000 €"] {
                assert!(shown.visible.contains(part), "{name} shows {part}: {}", shown.visible);
            }
        }
        for name in ["Lemmy", "PieFed", "GoToSocial"] {
            assert_eq!(shown(name, &document).language.as_deref(), Some("bg"), "{name}");
        }
        for name in ["Lemmy", "NodeBB", "PieFed"] {
            assert!(shown(name, &document).group.unwrap().starts_with(JOBS), "{name}");
        }
        // A microblog hides the text behind the summary.
        assert_eq!(shown("GoToSocial", &document).title.as_deref(), Some("Резюме bg"));
    }

    async fn a_discussion_and_its_answers_are_shown(net: Network) {
        let h = House::new(&net).await;
        let topic = h.publish(&h.anna.who, &discussion(h.jobs)).await;
        let comment = reply(h.town.publishing(), &h.boris.who, topic, "*Общината*.").await;
        let document = h.fetched(&h.object(topic)).await;
        for name in ["Lemmy", "NodeBB", "PieFed"] {
            let shown = shown(name, &document);
            assert_eq!(shown.title.as_deref(), Some("Ремонти"), "{name}");
            assert_eq!(shown.visible, "Кой *плаща*?", "{name} shows the source");
        }
        assert!(matches!(peer("Lemmy").object(&document), Ok(Seen::Post(_))), "with its title");
        assert!(shown("Discourse", &document).visible.contains("<em>плаща</em>"));
        let answer = h.fetched(&h.object(comment)).await;
        for peer in all() {
            let seen = peer.object(&answer).unwrap();
            let Seen::Comment(shown) = &seen else { panic!("{}: {seen:?}", peer.name()) };
            assert_eq!(shown.parent.as_deref(), document["id"].as_str(), "{}", peer.name());
            assert!(shown.visible.contains("Общината"), "{}: {seen:?}", peer.name());
        }
    }

    /// A community announces a new thing twice: with what was done, for those that know communities,
    /// and alone, for those that know boosts.
    async fn each_takes_one_of_two_announcements(net: Network) {
        let h = House::new(&net).await;
        h.publish(&h.anna.who, &discussion(h.jobs)).await;
        net.settle().await;
        let sent = h.sent();
        let of = |kind: &str| {
            let mut all = sent.iter().filter(|a| a["type"] == "Announce");
            all.find(|a| a["object"]["type"] == kind).unwrap_or_else(|| panic!("{kind}: {sent:?}"))
        };
        let (activity, thing) = (of("Create"), of("Article"));
        for (name, made) in [("Lemmy", true), ("PieFed", true), ("Discourse", false), ("GoToSocial", false)] {
            let (one, other) = if made { (activity, thing) } else { (thing, activity) };
            let taken = peer(name).activity(one).unwrap();
            assert!(matches!(taken.shown(), Some(s) if s.level == Some(Level::Public)), "{name}: {taken:?}");
            let left = peer(name).activity(other).unwrap();
            assert!(left.ignored().is_some(), "{name}: {left:?}");
        }
    }

    async fn a_message_is_one_everywhere(net: Network) {
        let h = House::new(&net).await;
        life::people(&h, &net).await;
        let sent = h.sent();
        let message = sent.iter().find(|a| a["type"] == "Create" && a["cc"] == serde_json::json!([]));
        let message = message.unwrap_or_else(|| panic!("{sent:?}"));
        for name in ["Mastodon", "Lemmy", "NodeBB", "PieFed", "Mobilizon", "GoToSocial"] {
            let seen = peer(name).activity(message).unwrap();
            let Some(Seen::Message(shown)) = seen.inner() else { panic!("{name}: {seen:?}") };
            assert!(shown.visible.contains("Здравей"), "{name}");
        }
        let discourse = peer("Discourse").activity(message).unwrap();
        assert!(discourse.ignored().is_some(), "it has no private messages");
    }
}
