//! Somebody asks: what she sees first, what she is told, and who answers.

use std::time::Duration;

use content::{Draft, service};
use guildhall_tests::{
    cities,
    reader::{Reader, attribute, text},
};
use scraper::Selector;
use serde_json::json;
use store::args;

use crate::support::{DAY, NEED, asked, expert, three};

store::statements! {
    NOBODY_WORKS = "DELETE FROM affiliation";
}

cities! {
    /// A need goes from the city that has it through the coordinator to who knows, and the answer comes back.
    async fn a_need_is_answered_by_an_expert_of_a_third_city(net: Network) {
        let t = three(&net).await;

        // Who asks sees first what is there; what is wrong is said, and nothing that was typed is lost.
        let new = "/mentoring/assistance/new";
        let page = t.anna.get(new).await;
        assert!(text(&page, "main").contains("Първо вижте кой вече го е решил"));
        let page = t.anna.answer(new, &[("need", ""), ("until", "утре"), ("go", "send")], 422).await;
        assert_eq!(attribute(&page, "[name=until]", "value"), "утре");
        let late = [("need", NEED), ("until", "1.2.2020"), ("go", "send")];
        let page = t.anna.answer(new, &late, 422).await;
        assert_eq!(attribute(&page, "[name=until]", "value"), "1.2.2020");
        assert!(text(&page, ".err").contains("Този срок е изтекъл"));
        assert!(text(&page, "[name=need]").contains(NEED));
        let page = t.anna.answer(new, &[("need", NEED), ("sectors", "education"), ("go", "look")], 200).await;
        assert!(text(&page, "[name=need]").contains(NEED));
        let found = text(&page, "#found");
        assert!(found.contains("Културни медиатори в училище") && found.contains("общи сектори: Образование"), "{found}");
        assert!(text(&page, "button[value=send]").contains("Изпратете до Община Хасково"), "{found}");

        let (at_a, at_c) = asked(&net, &t).await;
        let told = t.carla.told().await;
        let asks = "Anna от Община Хасково иска помощ: „Как да наемем културни медиатори";
        assert!(told.contains(asks), "{told}");
        let page = t.carla.get(&at_c).await;
        assert!(text(&page, "[aria-labelledby=need]").contains(NEED));
        let reasons = text(&page, "[aria-labelledby=experts] .hint");
        for reason in ["пише за: Културни, медиатори", "общи сектори", "отговаря на: български"] {
            assert!(reasons.contains(reason), "{reason}: {reasons}");
        }

        // She passes it on; the expert's city does not see where from but for the name of who asks.
        let nobody = t.carla.answer(&format!("{at_c}/route"), &[], 422).await;
        assert!(text(&nobody, ".err").contains("Изберете поне един експерт"));
        let entry = attribute(&page, "[name=expert]", "value");
        t.carla.post(&format!("{at_c}/route"), &[("expert", &entry)]).await;
        // Twice is once, and says so.
        t.carla.answer(&format!("{at_c}/route"), &[("expert", &entry)], 422).await;
        net.settle().await;
        let told = t.emil.told().await;
        assert!(told.contains("passes a question on to you"), "{told}");
        let list = t.emil.get("/mentoring/assistance").await;
        let selector = Selector::parse("#waiting a").unwrap();
        assert_eq!(list.select(&selector).count(), 1);
        let at_e = attribute(&list, "#waiting a", "href");
        let page = t.emil.get(&at_e).await;
        assert!(text(&page, "[aria-labelledby=need]").contains("Asked by: Община Хасково"));
        let meta = text(&page, ".page-head .meta");
        assert!(meta.contains("through"), "who asks, and who has passed it on: {meta}");
        assert!(text(&list, "#waiting").contains("passed on by Община Хасково"));
        let page = t.anna.get(&at_a).await;
        assert!(text(&page, "[aria-labelledby=routes]").contains("чака се отговор"));
        assert_eq!(text(&page, "[aria-labelledby=outcome]"), "", "there is no answer to judge");
        let judged = [("helped", "yes")];
        assert_eq!(t.anna.send(&format!("{at_a}/outcome"), Some(&judged)).await.0, 409);
        let page = text(&t.carla.get(&at_c).await, "[aria-labelledby=experts]");
        assert!(page.contains("вече е предаден на всички предложени експерти"), "{page}");

        // The answer reaches who asked, with the name of who gave it; what she asks further reaches him.
        t.emil.post(&format!("{at_e}/messages"), &[("message", "Through the regional association.")]).await;
        net.settle().await;
        let page = t.anna.get(&at_a).await;
        let messages = text(&page, "[aria-labelledby=messages]");
        assert!(messages.contains("Through the regional association."), "{messages}");
        assert!(messages.contains("Emil") || messages.contains("emil"), "{messages}");
        assert!(messages.contains("предадено от Община Хасково"), "{messages}");
        assert!(text(&page, "[aria-labelledby=routes]").contains("отговори"));
        // She is told who has answered, and for whom, though it came through somebody else.
        let told = t.anna.told().await;
        assert!(told.contains("Emil от Община Хасково отговори на „Как да наемем"), "{told}");
        t.anna.post(&format!("{at_a}/messages"), &[("message", "Кой плаща осигуровките?")]).await;
        net.settle().await;
        let page = t.emil.get(&at_e).await;
        assert!(text(&page, "[aria-labelledby=messages]").contains("Кой плаща осигуровките?"));
        t.emil.post(&format!("{at_e}/messages"), &[("message", "The association.")]).await;
        net.settle().await;
        let page = t.anna.get(&at_a).await;
        let selector = Selector::parse("[aria-labelledby=messages] li").unwrap();
        assert_eq!(page.select(&selector).count(), 3, "{}", text(&page, "main"));

        // After two weeks she is asked once what came of it, and says so.
        net.advance(15 * DAY).await;
        net.advance(DAY).await;
        assert_eq!(t.anna.times("Помогна ли Ви отговорът").await, 1);
        assert!(text(&t.anna.get(&at_a).await, "[aria-labelledby=outcome]").contains("Минаха две седмици"));
        let bad = t.anna.answer(&format!("{at_a}/outcome"), &[("rating", "9"), ("text", "Наехме двама.")], 422).await;
        assert!(text(&bad, "[name=text]").contains("Наехме двама."));
        assert!(text(&bad, ".err").contains("Изберете една от възможностите"));
        t.anna.post(&format!("{at_a}/outcome"), &[("helped", "yes"), ("rating", "4"), ("text", "Наехме двама.")]).await;
        net.settle().await;
        assert!(text(&t.carla.get(&at_c).await, "[aria-labelledby=outcome]").contains("Наехме двама."));

        // It is counted.
        let page = t.carla.get("/mentoring/assistance/figures").await;
        let total: String = text(&page, "#total").split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(total, "Общо 1 0 1 0 0 0 дни 1 100 % 0");
        assert!(text(&page, "#figures").contains("Образование"));
        let (status, _, table) = t.carla.send("/mentoring/assistance/figures/list.csv", None).await;
        assert_eq!(status, 200);
        assert!(table.contains("Общо"), "{table}");
        for (city, part) in [(&t.carla, "С отговор или приключени"), (&t.anna, "Вашите заявки")] {
            let (status, _, list) = city.send("/mentoring/assistance/list.csv", None).await;
            assert_eq!((status, list.matches("/mentoring/assistance/").count()), (200, 1), "{list}");
            assert!(list.contains(part), "{list}");
            // All that was asked and answered, which the list on the page cuts.
            for said in [NEED, "Образование", "Through the regional association.", "The association."] {
                assert!(list.contains(said), "{said}: {list}");
            }
        }
        let own = t.anna.get("/mentoring/assistance/figures").await;
        assert!(text(&own, "#total").split_whitespace().nth(1) == Some("0"), "only who coordinates counts it");
    }

    /// Where nothing is about a need, that is said, and what only shares words with it is not shown in its place.
    async fn what_is_not_close_to_a_need_is_not_suggested(net: Network) {
        let t = three(&net).await;
        let offer = |title: &str, summary: &str| Draft {
            title: title.into(),
            summary: summary.into(),
            sectors: vec!["one-stop-services".into()],
            values: json!({
                "stages": ["implementation"], "forms": ["online"], "languages": ["bg"], "availability": "open",
            }).as_object().unwrap().clone(),
            ..Draft { kind: "mentoring-offer".into(), ..expert() }
        };
        let far = offer("Мобилно гише", "Семейства с временна закрила ни намират и на село.");
        service::publish(t.a.publishing(), &t.a.people.admin.who, &far).await.unwrap();
        let need = "Как да намерим жилища за семейства с временна закрила, когато хазяите отказват?";
        let form = [("need", need), ("languages", "bg"), ("go", "look")];
        let page = t.anna.answer("/mentoring/assistance/new", &form, 200).await;
        let found = text(&page, "#found");
        assert!(!found.contains("Мобилно гише"), "{found}");
        assert!(text(&page, "#found-nothing").contains("Не намерихме нищо близко"), "{found}");
        assert!(attribute(&page, "#found a", "href").contains("mentoring-expert"), "{found}");
        assert!(text(&page, "button[value=send]").contains("Изпратете до Община Хасково"), "{found}");

        let close = offer("Жилища под наем", "Как общината убеждава хазяите.");
        service::publish(t.a.publishing(), &t.a.people.admin.who, &close).await.unwrap();
        let page = t.anna.answer("/mentoring/assistance/new", &form, 200).await;
        assert!(text(&page, "#found").contains("Жилища под наем"));
        assert_eq!(text(&page, "#found-nothing"), "");
    }

    /// A word in common makes nobody fit: people are judged as strictly as practices, and what is said is true of them.
    async fn an_expert_with_one_word_in_common_is_not_suggested(net: Network) {
        let t = three(&net).await;
        let introduce = |title: &str, summary: &str| Draft {
            title: title.into(),
            summary: summary.into(),
            body: "Питайте ме.".into(),
            sectors: vec!["employment".into()],
            ..expert()
        };
        let far = introduce("Първият трудов договор", "От стажа до работното място.");
        service::publish(t.a.publishing(), &t.a.people.admin.who, &far).await.unwrap();
        let need = "Как да намерим жилища за семейства, когато хазяите отказват договор, искат депозит и кефил?";
        let look = [("need", need), ("languages", "bg"), ("go", "look")];
        let page = t.anna.answer("/mentoring/assistance/new", &look, 200).await;
        assert!(!text(&page, "#found").contains("трудов договор"), "{}", text(&page, "#found"));
        assert!(text(&page, "#found-nothing").contains("и експертите"));

        let close = introduce("Жилища под наем", "Как хазяите приемат договор и депозит.");
        service::publish(t.a.publishing(), &t.a.people.admin.who, &close).await.unwrap();
        let page = t.anna.answer("/mentoring/assistance/new", &look, 200).await;
        let found = text(&page, "#found");
        assert!(found.contains("Жилища под наем") && found.contains("пише за: Жилища, хазяите"), "{found}");
        assert_eq!(text(&page, "#found-nothing"), "", "there is somebody");
        assert!(!found.contains("трудов договор"), "{found}");
    }

    /// A sector that was ticked brings what is of it, after what is about the words, and says that this is all that speaks
    /// for it.
    async fn a_sector_that_is_ticked_brings_what_is_of_it(net: Network) {
        let t = three(&net).await;
        let offer = |title: &str, sector: &str, availability: &str| Draft {
            title: title.into(),
            summary: "Питайте ни.".into(),
            sectors: vec![sector.into()],
            values: json!({
                "stages": ["implementation"], "forms": ["online"], "languages": ["bg"], "availability": availability,
            }).as_object().unwrap().clone(),
            ..Draft { kind: "mentoring-offer".into(), ..expert() }
        };
        for (title, sector, availability) in [
            ("Паркинг за автобуса", "one-stop-services", "open"),
            ("Мобилно гише", "one-stop-services", "open"),
            ("Денонощна аптека", "health", "full"),
            ("Лични лекари", "health", "open"),
        ] {
            let draft = offer(title, sector, availability);
            service::publish(t.a.publishing(), &t.a.people.admin.who, &draft).await.unwrap();
        }
        let new = "/mentoring/assistance/new";
        let need = "Кой следи дали санитарните кабини са заредени?";
        let page = t.anna.answer(new, &[("need", need), ("go", "look")], 200).await;
        assert!(!text(&page, "#found").contains("Лични лекари"), "no sector was ticked");
        let look = [("need", need), ("sectors", "health"), ("sectors", "education"), ("go", "look")];
        let page = t.anna.answer(new, &look, 200).await;
        let nothing = text(&page, "#found-nothing");
        assert!(nothing.contains("Не намерихме нищо близко") && nothing.contains("само от секторите"), "{nothing}");
        let offers = text(&page, "[aria-labelledby=found-offers]");
        assert!(offers.contains("Лични лекари") && offers.contains("от сектор: Здравеопазване"), "{offers}");
        assert!(!offers.contains("аптека") && !offers.contains("гише"), "{offers}");
        let experts = text(&page, "[aria-labelledby=found-experts]");
        assert!(experts.contains("Културни медиатори") && experts.contains("от сектор: Образование"), "{experts}");
        assert!(!experts.contains("пише за"), "{experts}");

        // What is about the words comes first, also where the other is newer.
        let need = "Къде да паркираме автобуса през зимата, има ли паркинг?";
        let look = [("need", need), ("sectors", "health"), ("go", "look")];
        let page = t.anna.answer(new, &look, 200).await;
        let offers = text(&page, "[aria-labelledby=found-offers]");
        let places = ["Паркинг за автобуса", "Лични лекари", "от сектор"].map(|what| offers.find(what));
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{offers}");
        assert_eq!(text(&page, "#found-nothing"), "");
    }

    /// A need is read out in its own language, whatever the language of the page on which it was written.
    async fn a_need_has_the_language_in_which_it_is_written(net: Network) {
        let t = three(&net).await;
        let new = "/mentoring/assistance/new";
        assert_eq!(attribute(&t.anna.get(new).await, "[name=lang] [selected]", "value"), "bg");
        let needs = [
            ("How do we hire cultural mediators when the school has no post for them?", "bg", "en"),
            ("Wie stellen wir Kulturmittler ein?", "de", "de"),
        ];
        for (need, chosen, is) in needs {
            // The newest stands last in the queue.
            net.clock().advance(Duration::from_secs(60));
            let form = [("need", need), ("lang", chosen), ("languages", "bg"), ("go", "send")];
            t.anna.post(new, &form).await;
            net.settle().await;
            let at_c = attribute(&t.carla.get("/mentoring/assistance").await, "#waiting li:last-child a", "href");
            let page = t.carla.get(&at_c).await;
            assert!(text(&page, "[aria-labelledby=need]").contains(need));
            assert_eq!(attribute(&page, "[aria-labelledby=need] .text", "lang"), is);
        }
    }

    /// Without a setting the organisation of the instance answers, as long as somebody works for it.
    async fn somebody_answers_or_it_is_said_that_nobody_does(net: Network) {
        let a = net.city("a").await;
        let anna = a.people.person("anna").await;
        let reader = Reader::of(&a, &anna, "bg").await;
        let new = "/mentoring/assistance/new";
        let mut tx = a.store().begin().await.unwrap();
        tx.execute(&NOBODY_WORKS, args![]).await.unwrap();
        tx.save().await.unwrap();
        assert!(text(&reader.get(new).await, ".banner-warn").contains("никой не отговаря"));
        let page = reader.answer(new, &[("need", NEED), ("go", "look")], 200).await;
        assert_eq!(text(&page, "button[value=send]"), "");
        assert_eq!(reader.send(new, Some(&[("need", NEED), ("go", "send")])).await.0, 422);

        let boris = a.people.person("boris").of(a.people.organisation).await;
        let dora = a.people.person("dora").of(a.people.organisation).await;
        let home = reader.post(new, &[("need", NEED), ("go", "send")]).await;
        let colleague = Reader::of(&a, &boris, "bg").await;
        assert!(text(&colleague.get(&home).await, "h1").contains("медиатори"));
        // Whoever works there asks for herself.
        let hers = Reader::of(&a, &dora, "bg").await;
        let own = hers.post(new, &[("need", "Кой води местната група?"), ("go", "send")]).await;
        net.settle().await;
        colleague.get(&own).await;
        assert_eq!(reader.send(&own, None).await.0, 404);
        // A colleague of the roster is asked where the request stands, and answers there.
        service::publish(a.publishing(), &boris.who, &expert()).await.unwrap();
        let page = hers.get(&home).await;
        let entry = attribute(&page, "[name=expert]", "value");
        hers.post(&format!("{home}/route"), &[("expert", &entry)]).await;
        net.settle().await;
        assert_eq!(colleague.times("предава въпрос").await, 1);
        let routes = "[aria-labelledby=routes]";
        assert!(text(&reader.get(&home).await, routes).contains("чака се отговор"));
        colleague.post(&format!("{home}/messages"), &[("message", "Питайте областната администрация.")]).await;
        net.settle().await;
        assert!(text(&reader.get(&home).await, routes).contains("отговори"));
        // What is set cannot be nonsense.
        let admin = Reader::of(&a, &a.people.admin, "bg").await;
        let page = admin.answer("/admin/assistance", &[("coordinator", "@nobody"), ("days", "5")], 422).await;
        assert_eq!(attribute(&page, "[name=coordinator]", "value"), "@nobody");
        let page = admin.answer("/admin/assistance", &[("coordinator", ""), ("days", "0")], 422).await;
        assert!(text(&page, ".err").contains("от 1 до 60"));
        assert!(text(&admin.get("/admin").await, "main").contains("Техническа помощ"));
    }
}
