//! Whose words a message is: whoever carries it across says so, and nobody else.

use domain::id::LedgerId;
use guildhall_tests::{cities, reader::text};
use mentoring::assistance::entry;
use people::ledger::{self, Draft, Side};
use serde_json::json;

use crate::support::{asked, passed_on, three};

const MESSAGES: &str = "[aria-labelledby=messages]";

/// The ledger of a page.
fn id(home: &str) -> LedgerId {
    home.rsplit('/').next().unwrap().parse().unwrap()
}

/// A message in the name of somebody whom there is not.
fn lie(key: &str, text: &str) -> Draft {
    let set = json!({
        "text": text,
        "lang": "bg",
        "by": "Администраторът",
        "by_names": { "bg": "Администраторът", "en": "The administrator" },
        "from": "Guildhall София",
        "from_names": { "en": "Guildhall Sofia" },
    });
    Draft::new(entry::MESSAGE, key, set)
}

fn made_up(shown: &str) -> bool {
    ["Администраторът", "administrator", "София", "Sofia"].iter().any(|name| shown.contains(name))
}

cities! {
    /// Whatever an instance claims of who wrote something: where it carries nothing, that is said of it which is known.
    async fn nobody_lets_somebody_else_speak(net: Network) {
        let t = three(&net).await;
        let (at_a, at_c) = asked(&net, &t).await;

        // The instance of whoever asks, and that of the coordinator, who has passed nothing on.
        let ledgers = t.a.city.app.ledgers().unwrap();
        let false_one = lie("asker-1", "Платете днес.");
        ledger::append_as(ledgers, id(&at_a), Side::First, |_, _| vec![false_one.clone()]).await.unwrap();
        net.settle().await;
        let told = t.carla.told().await;
        assert!(told.contains("Община Хасково писа в „Как да наемем") && !made_up(&told), "{told}");
        let said = text(&t.carla.get(&at_c).await, MESSAGES);
        assert!(said.contains("Платете днес.") && !made_up(&said), "{said}");
        assert!(!said.contains("предадено от"), "it came from nowhere else: {said}");
        let ledgers = t.c.city.app.ledgers().unwrap();
        let false_one = lie("helper-1", "Вече е платено.");
        ledger::append_as(ledgers, id(&at_c), Side::Second, |_, _| vec![false_one.clone()]).await.unwrap();
        net.settle().await;
        let told = t.anna.told().await;
        assert!(told.contains("Община Хасково отговори на") && !made_up(&told), "{told}");
        let said = text(&t.anna.get(&at_a).await, MESSAGES);
        assert!(said.contains("Вече е платено.") && !made_up(&said), "{said}");

        // Whoever knows writes as himself, whatever name he gives; so it is carried on.
        let at_e = passed_on(&net, &t, &at_c).await;
        let ledgers = t.e.city.app.ledgers().unwrap();
        let false_one = vec![lie("helper-2", "Питайте мен.")];
        ledger::append(ledgers, &t.expert.who, id(&at_e), None, false_one).await.unwrap();
        net.settle().await;
        let told = t.carla.told().await;
        assert!(told.contains("Emil от Община Хасково отговори на") && !made_up(&told), "{told}");
        let told = t.anna.told().await;
        assert!(told.contains("Emil от Община Хасково") && !made_up(&told), "{told}");
        let said = text(&t.anna.get(&at_a).await, MESSAGES);
        assert!(said.contains("Питайте мен.") && !made_up(&said), "{said}");
    }

    /// What was carried is by whoever wrote it, and through whom it came stands beside it.
    async fn what_is_carried_keeps_the_name_of_who_wrote_it(net: Network) {
        let t = three(&net).await;
        let (at_a, at_c) = asked(&net, &t).await;
        let at_e = passed_on(&net, &t, &at_c).await;
        t.emil.post(&format!("{at_e}/messages"), &[("message", "Through the association.")]).await;
        net.settle().await;
        let told = t.anna.told().await;
        assert!(told.contains("Emil от Община Хасково отговори на „Как да наемем"), "{told}");
        let said = text(&t.anna.get(&at_a).await, MESSAGES);
        assert!(said.contains("Emil, Община Хасково"), "{said}");
        assert!(said.contains("предадено от Община Хасково"), "{said}");

        t.anna.post(&format!("{at_a}/messages"), &[("message", "Кой плаща?")]).await;
        net.settle().await;
        let told = t.emil.told().await;
        assert!(told.contains("Anna of") && told.contains("wrote in"), "{told}");
        let said = text(&t.emil.get(&at_e).await, MESSAGES);
        assert!(said.contains("Кой плаща?") && said.contains("Anna, "), "{said}");
        assert!(said.contains("passed on by"), "{said}");
    }
}
