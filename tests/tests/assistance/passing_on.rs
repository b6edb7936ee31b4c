//! A request is passed on to whoever knows, and what is not is carried nowhere.

use content::{Draft, service};
use guildhall_tests::{
    cities,
    reader::{Reader, attribute, text},
};
use mentoring::assistance::{ASSISTANCE, entry};
use people::ledger::{self, Draft as Written, Opening, Side};
use scraper::Selector;
use serde_json::json;

use crate::support::{NEED, asked, expert, three};

cities! {
    /// Whoever coordinates knows more than what two texts have in common: she may ask anybody of the roster.
    async fn a_need_can_be_passed_on_to_whoever_is_not_suggested(net: Network) {
        let t = three(&net).await;
        let form = [("need", "Къде да паркираме автобуса през зимата?"), ("languages", "en"), ("go", "send")];
        t.anna.post("/mentoring/assistance/new", &form).await;
        net.settle().await;
        let at_c = attribute(&t.carla.get("/mentoring/assistance").await, "#waiting a", "href");
        let page = t.carla.get(&at_c).await;
        let shown = text(&page, "[aria-labelledby=experts]");
        assert!(shown.contains("няма експерт, подходящ") && shown.contains("Предайте на"), "{shown}");
        assert_eq!(text(&page, "[aria-labelledby=experts] fieldset"), "", "no list stands empty");
        let offered = text(&page, "#f-other-list option");
        assert!(offered.contains("Emil") && offered.contains("Културни медиатори в училище"), "{offered}");
        let route = format!("{at_c}/route");
        let nobody = t.carla.answer(&route, &[("other", " ")], 422).await;
        assert!(text(&nobody, "#f-other-err").contains("Изберете поне един експерт"));
        let wrong = t.carla.answer(&route, &[("other", "Емилия Янева")], 422).await;
        assert!(text(&wrong, "#f-other-err").contains("няма човек с това име"));
        assert_eq!(attribute(&wrong, "[name=other]", "value"), "Емилия Янева");
        t.carla.post(&route, &[("other", "emil")]).await;
        net.settle().await;
        let again = t.carla.answer(&route, &[("other", "Emil")], 422).await;
        assert!(text(&again, "main").contains("Въпросът вече е предаден на Emil"));
        assert!(t.emil.told().await.contains("passes a question on to you"));
        let page = t.carla.get(&at_c).await;
        assert_eq!(attribute(&page, "[name=other]", "name"), "", "everybody was asked");
        assert!(text(&page, "[aria-labelledby=experts]").contains("вече е предаден"));
    }

    /// Two who know work for one organisation: both are asked, in one place, and it has answered when one of them has.
    async fn colleagues_are_asked_in_one_place(net: Network) {
        let t = three(&net).await;
        let mut asked_here = Vec::new();
        for handle in ["fani", "gina"] {
            let person = t.e.people.person(handle).of(t.e.people.organisation).await;
            let draft = Draft { organisation: Some(t.e.people.organisation), ..expert() };
            let entry = service::publish(t.e.publishing(), &person.who, &draft).await.unwrap();
            let there = t.c.find_content(&format!("{}/ap/object/{entry}", t.e.origin)).await;
            asked_here.push((Reader::of(&t.e, &person, "en").await, there.to_string()));
        }
        let (at_a, at_c) = asked(&net, &t).await;
        for (_, entry) in &asked_here {
            let route = format!("{at_c}/route");
            t.carla.post(&route, &[("expert", entry.as_str())]).await;
            net.settle().await;
            // Twice is once, and she is told so.
            let again = t.carla.answer(&route, &[("expert", entry.as_str())], 422).await;
            assert!(text(&again, "main").contains("Въпросът вече е предаден на"));
            net.settle().await;
        }
        let selector = Selector::parse("#waiting a").unwrap();
        for (reader, _) in &asked_here {
            assert_eq!(reader.times("passes a question on to you").await, 1);
            let list = reader.get("/mentoring/assistance").await;
            assert_eq!(list.select(&selector).count(), 1);
        }
        assert_eq!(t.emil.times("passes a question on to you").await, 0, "nobody has asked him");
        let (second, _) = &asked_here[1];
        let at_e = attribute(&second.get("/mentoring/assistance").await, "#waiting a", "href");
        second.post(&format!("{at_e}/messages"), &[("message", "Through the association.")]).await;
        net.settle().await;
        let page = t.anna.get(&at_a).await;
        let routes = text(&page, "[aria-labelledby=routes]");
        assert_eq!(routes.matches("отговори").count(), 2, "{routes}");
        assert!(!routes.contains("чака се отговор"), "{routes}");
        assert_eq!(text(&page, "[aria-labelledby=messages]").matches("Through the association.").count(), 1);

        // What she asks further reaches them.
        t.anna.post(&format!("{at_a}/messages"), &[("message", "Благодаря.")]).await;
        net.settle().await;
        assert!(text(&second.get(&at_e).await, "[aria-labelledby=messages]").contains("Благодаря."));
    }

    /// Whoever claims that something of hers belongs to a request has nothing carried into it.
    async fn nothing_is_carried_into_a_request_that_was_not_passed_on(net: Network) {
        let t = three(&net).await;
        let (at_a, at_c) = asked(&net, &t).await;
        let id = at_a.rsplit('/').next().unwrap();
        let about = json!({ "title": "Медиатори", "need": "Още", "relays": format!("{}/ap/object/{id}", t.a.origin) });
        let coordinator = t.e.find(&format!("@{}", t.c.address("haskovo"))).await;
        let ledgers = t.e.city.app.ledgers().unwrap();
        let open = |parties, side| Opening {
            kind: &ASSISTANCE,
            parties,
            side,
            drafts: vec![Written::new(entry::ABOUT, "", about.clone())],
        };
        let own = t.e.people.organisation;
        // Only who asks says what is asked, and where it comes from.
        assert!(ledger::open(ledgers, &t.expert.who, open([coordinator, own], Side::Second)).await.is_err());
        ledger::open(ledgers, &t.expert.who, open([own, coordinator], Side::First)).await.unwrap();
        net.settle().await;
        let queue = t.carla.get("/mentoring/assistance").await;
        let selector = Selector::parse("#waiting a").unwrap();
        let all: Vec<String> =
            queue.select(&selector).filter_map(|a| a.value().attr("href")).map(str::to_owned).collect();
        let false_one = all.iter().find(|href| **href != at_c).unwrap();
        t.carla.post(&format!("{false_one}/messages"), &[("message", "Не е за Вас.")]).await;
        net.settle().await;
        let page = t.anna.get(&at_a).await;
        assert!(!text(&page, "main").contains("Не е за Вас."));
        assert!(text(&page, "[aria-labelledby=messages]").contains("Все още няма отговор"));
    }

    /// Where those who ask, pass on and answer live in one city, they have different addresses for one request: whoever is
    /// given another's is led to her own, and a stranger to none.
    async fn whoever_is_given_the_address_of_another_is_led_to_her_own(net: Network) {
        let a = net.city("a").await;
        let ngo = a.people.another_organisation("krag").await;
        let nina = a.people.person("nina").of(ngo).await;
        let anna = Reader::of(&a, &a.people.person("anna").await, "bg").await;
        let dora = a.people.person("dora").of(a.people.organisation).await;
        let dora = Reader::of(&a, &dora, "bg").await;
        let stranger = Reader::of(&a, &a.people.person("stranger").await, "bg").await;
        let entry = service::publish(a.publishing(), &nina.who, &expert()).await.unwrap().to_string();
        let nina = Reader::of(&a, &nina, "bg").await;
        let first = anna.post("/mentoring/assistance/new", &[("need", NEED), ("go", "send")]).await;
        net.settle().await;
        assert_eq!(nina.send(&first, None).await.0, 404, "she was not asked yet");
        dora.post(&format!("{first}/route"), &[("expert", &entry)]).await;
        net.settle().await;
        let second = attribute(&nina.get("/mentoring/assistance").await, "#waiting a", "href");
        assert_ne!(first, second);
        for (reader, given, own) in [(&anna, &second, &first), (&nina, &first, &second)] {
            let (status, to, _) = reader.send(given, None).await;
            assert_eq!((status, &to), (303, own));
            reader.get(own).await;
            let sent = reader.send(&format!("{given}/messages"), Some(&[("message", "x")])).await;
            assert_eq!(sent.0, 404, "only who reads is led on");
        }
        for home in [&first, &second] {
            dora.get(home).await;
            assert_eq!(stranger.send(home, None).await.0, 404);
        }

        // Nor does it lead anywhere that somebody claims to have a part in it, of whom it does not say so.
        let other = a.people.another_organisation("other").await;
        let olga = a.people.person("olga").of(other).await;
        let id = first.rsplit('/').next().unwrap();
        let about = json!({ "title": "Медиатори", "need": "Още", "relays": format!("{}/ap/object/{id}", a.origin) });
        let opening = Opening {
            kind: &ASSISTANCE,
            parties: [other, a.people.organisation],
            side: Side::First,
            drafts: vec![Written::new(entry::ABOUT, "", about)],
        };
        ledger::open(a.city.app.ledgers().unwrap(), &olga.who, opening).await.unwrap();
        net.settle().await;
        let olga = Reader::of(&a, &olga, "bg").await;
        for home in [&first, &second] {
            assert_eq!(olga.send(home, None).await.0, 404);
        }
    }

    /// Nobody else finds anything of it, whatever her role.
    async fn a_request_is_seen_by_who_asks_and_who_answers_alone(net: Network) {
        let t = three(&net).await;
        let (at_a, at_c) = asked(&net, &t).await;
        let page = t.carla.get(&at_c).await;
        let entry = attribute(&page, "[name=expert]", "value");
        t.carla.post(&format!("{at_c}/route"), &[("expert", &entry)]).await;
        net.settle().await;
        let at_e = attribute(&t.emil.get("/mentoring/assistance").await, "#waiting a", "href");

        // A colleague of hers who was not named, administrators, and the expert for what is not his.
        let dora = t.a.people.person("dora").of(t.a.people.organisation).await;
        let stranger = t.c.people.person("stranger").await;
        let root = t.c.people.person("root").administrator().await;
        let keeper = t.e.people.person("keeper").administrator().await;
        for (town, who, home) in [
            (&t.a, &dora, &at_a),
            (&t.a, &t.a.people.admin, &at_a),
            (&t.c, &stranger, &at_c),
            (&t.c, &root, &at_c),
            (&t.e, &keeper, &at_e),
        ] {
            let reader = Reader::of(town, who, "bg").await;
            assert_eq!(reader.send(home, None).await.0, 404, "{}", who.handle);
            for (action, form) in [
                ("messages", ("message", "x")),
                ("route", ("expert", "x")),
                ("decline", ("reason", "x")),
                ("outcome", ("helped", "yes")),
                ("close", ("x", "x")),
            ] {
                let (status, _, _) = reader.send(&format!("{home}/{action}"), Some(&[form])).await;
                assert_eq!(status, 404, "{} {action}", who.handle);
            }
            let list = reader.get("/mentoring/assistance").await;
            assert!(!text(&list, "main").contains("медиатори"), "{}", who.handle);
            assert!(!reader.told().await.contains("медиатори"), "{}", who.handle);
        }
        // Who works for the coordinator is of that side, without having been named.
        let clara = t.c.people.person("clara").of(t.c.people.organisation).await;
        Reader::of(&t.c, &clara, "bg").await.get(&at_c).await;
        // Each side does what is its own.
        assert_eq!(t.anna.send(&format!("{at_a}/decline"), Some(&[("reason", "x")])).await.0, 403);
        assert_eq!(t.carla.send(&format!("{at_c}/outcome"), Some(&[("helped", "yes")])).await.0, 403);
        // The page for administrators is theirs.
        assert_ne!(t.anna.send("/admin/assistance", None).await.0, 200);
        assert_ne!(t.anna.send("/admin/assistance", Some(&[("days", "5")])).await.0, 303);
    }
}
