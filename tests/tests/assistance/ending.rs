//! What nobody answers, what is declined and taken back, and who learns that a request has ended.

use content::{Draft, service};
use guildhall_tests::{
    cities,
    reader::{Reader, attribute, text},
};
use scraper::Selector;
use serde_json::json;

use crate::support::{DAY, asked, expert, passed_on, three};

cities! {
    /// A request that nobody answers is brought up again, and whoever asked is told the truth; each of it once.
    async fn what_nobody_answers_is_brought_up_again(net: Network) {
        let t = three(&net).await;
        let offer = Draft {
            title: "Медиатори за училищата".into(),
            values: json!({
                "stages": ["implementation"], "forms": ["online"], "languages": ["bg"], "availability": "open",
            }).as_object().unwrap().clone(),
            ..Draft { kind: "mentoring-offer".into(), ..expert() }
        };
        service::publish(t.a.publishing(), &t.a.people.admin.who, &offer).await.unwrap();
        // An administrator who does not work for the coordinator.
        let admin = t.c.people.person("root").administrator().await;
        let admin = Reader::of(&t.c, &admin, "bg").await;
        let (at_a, at_c) = asked(&net, &t).await;
        net.advance(4 * DAY).await;
        assert!(!t.carla.told().await.contains("все още чака отговор"));
        for _ in 0..3 {
            net.advance(DAY).await;
        }
        assert_eq!(t.carla.times("все още чака отговор").await, 1);
        assert_eq!(admin.times("чака твърде дълго за отговор").await, 1);
        let told = admin.told().await;
        assert!(!told.contains("медиатори"), "who may not see it learns only that there is one: {told}");
        assert!(text(&t.carla.get("/mentoring/assistance").await, "#waiting").contains("Просрочена"));
        let told = t.anna.told().await;
        assert!(!told.contains("никой не е отговорил"), "{told}");

        for _ in 0..6 {
            net.advance(DAY).await;
        }
        assert_eq!(t.anna.times("никой не е отговорил").await, 1);
        let page = t.anna.get(&at_a).await;
        assert!(text(&page, "[aria-labelledby=told]").contains("Досега никой не е отговорил"));
        assert!(text(&page, "#offers").contains("Медиатори за училищата"));

        // It is never too late.
        t.carla.post(&format!("{at_c}/messages"), &[("message", "Извинете ни.")]).await;
        net.settle().await;
        let page = t.anna.get(&at_a).await;
        assert_eq!(text(&page, "[aria-labelledby=told]"), "");
        let figures = t.carla.get("/mentoring/assistance/figures").await;
        let total = text(&figures, "#total").split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(total, "Общо 1 0 1 0 0 13 дни 0 – 1");
    }

    /// Whoever cannot help says so, and the next is asked; whoever does not need it any more takes it back.
    async fn a_request_can_be_declined_and_taken_back(net: Network) {
        let t = three(&net).await;
        let (at_a, at_c) = asked(&net, &t).await;
        let at_e = passed_on(&net, &t, &at_c).await;
        let bad = t.emil.answer(&format!("{at_e}/decline"), &[("reason", " ")], 422).await;
        assert!(!text(&bad, ".err").is_empty());
        t.emil.post(&format!("{at_e}/decline"), &[("reason", "I am away until May.")]).await;
        net.settle().await;
        assert!(t.carla.told().await.contains("Emil от Община Хасково не може да помогне за"));
        let page = t.carla.get(&at_c).await;
        assert!(text(&page, "[aria-labelledby=routes]").contains("не може да помогне"));
        let passed = t.carla.get(&attribute(&page, "[aria-labelledby=routes] a", "href")).await;
        assert!(text(&passed, ".page-head .tag").contains("отказана"));
        let said = text(&passed, "#declined");
        assert!(said.contains("Emil от Община Хасково") && said.contains("I am away until May."), "{said}");
        let page = t.anna.get(&at_a).await;
        let routes = text(&page, "[aria-labelledby=routes]");
        assert!(routes.contains("не може да помогне") && routes.contains("I am away until May."), "{routes}");
        t.anna.post(&format!("{at_a}/close"), &[]).await;
        net.settle().await;
        assert!(text(&t.carla.get(&at_c).await, ".page-head .tag").contains("приключена"));
        assert!(!text(&t.carla.get("/mentoring/assistance").await, "#waiting").contains("медиатори"));
    }

    /// What the coordinator declines does not look as if it had been taken back: who declined it stands there, and why.
    async fn a_request_that_was_declined_says_by_whom_and_why(net: Network) {
        let t = three(&net).await;
        let (at_a, at_c) = asked(&net, &t).await;
        t.carla.post(&format!("{at_c}/decline"), &[("reason", "Питайте областната администрация.")]).await;
        net.settle().await;
        assert!(t.anna.told().await.contains("Carla от Община Хасково не може да помогне за"));
        for (reader, home) in [(&t.anna, &at_a), (&t.carla, &at_c)] {
            let page = reader.get(home).await;
            assert!(text(&page, ".page-head .tag").contains("отказана"), "{}", text(&page, ".page-head"));
            let said = text(&page, "#declined");
            assert!(said.contains("Carla от Община Хасково не може да помогне"), "{said}");
            assert!(said.contains("Питайте областната администрация."), "{said}");
        }
        // Nobody waits for an answer any more, and what she writes reaches nobody else.
        let page = t.anna.get(&at_a).await;
        let messages = text(&page, "[aria-labelledby=messages]");
        assert!(!messages.contains("Все още няма отговор"), "{messages}");
        assert!(!messages.contains("Стига и до експертите"), "{messages}");
        let figures = text(&t.carla.get("/mentoring/assistance/figures").await, "#total");
        let figures = figures.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(figures, "Общо 1 0 0 1 0 – 0 – 0");
        assert!(text(&t.anna.get("/mentoring/assistance").await, "#own").contains("отказана"));
        assert!(text(&t.carla.get("/mentoring/assistance").await, "#answered").contains("отказана"));
    }

    /// Whoever was asked and has not answered learns that no answer is needed any more; nobody is reminded of it. An answer
    /// that has not helped is brought up again.
    async fn experts_learn_that_a_request_has_ended(net: Network) {
        let t = three(&net).await;
        let f = net.city("f").await;
        let fani = f.people.person("fani").of(f.people.organisation).await;
        let entry = service::publish(f.publishing(), &fani.who, &expert()).await.unwrap();
        t.c.find_content(&format!("{}/ap/object/{entry}", f.origin)).await;
        let fani = Reader::of(&f, &fani, "bg").await;
        let (at_a, at_c) = asked(&net, &t).await;
        let page = t.carla.get(&at_c).await;
        let selector = Selector::parse("[name=expert]").unwrap();
        let entries: Vec<&str> = page.select(&selector).filter_map(|e| e.value().attr("value")).collect();
        let form: Vec<(&str, &str)> = entries.iter().map(|entry| ("expert", *entry)).collect();
        assert_eq!(form.len(), 2);
        t.carla.post(&format!("{at_c}/route"), &form).await;
        net.settle().await;
        let at_e = attribute(&t.emil.get("/mentoring/assistance").await, "#waiting a", "href");
        let at_f = attribute(&fani.get("/mentoring/assistance").await, "#waiting a", "href");

        // What has not helped waits for the coordinator again, until somebody answers better.
        let tag = ".page-head .tag";
        t.emil.post(&format!("{at_e}/messages"), &[("message", "Ask the ministry.")]).await;
        net.settle().await;
        assert!(!text(&t.carla.get("/mentoring/assistance").await, "#waiting").contains("медиатори"));
        t.anna.post(&format!("{at_a}/outcome"), &[("helped", "no"), ("text", "Питахме вече.")]).await;
        net.settle().await;
        assert!(text(&t.carla.get("/mentoring/assistance").await, "#waiting").contains("медиатори"));
        assert!(text(&t.carla.get(&at_c).await, tag).contains("отговорът не помогна"));
        assert_eq!(t.carla.times("нужен е друг").await, 1);
        t.emil.post(&format!("{at_e}/messages"), &[("message", "Through the association.")]).await;
        net.settle().await;
        assert!(text(&t.anna.get(&at_a).await, tag).contains("има отговор"));
        assert!(text(&fani.get("/mentoring/assistance").await, "#waiting").contains("медиатори"));

        t.anna.post(&format!("{at_a}/outcome"), &[("helped", "yes"), ("text", "Наехме двама.")]).await;
        net.settle().await;
        let page = fani.get(&at_f).await;
        assert!(text(&page, tag).contains("приключена от питащия"), "{}", text(&page, "main"));
        assert!(text(&page, "#ended").contains("получен отговор му е помогнал"));
        assert!(!text(&page, "main").contains("Наехме двама."), "only that it has ended");
        assert!(!text(&fani.get("/mentoring/assistance").await, "#waiting").contains("медиатори"));
        assert_eq!(text(&fani.get("/").await, "[aria-labelledby=mentoring-waits]"), "");
        assert_eq!(fani.times("вече не се очаква").await, 1);
        assert!(text(&t.emil.get(&at_e).await, "#ended").contains("an answer has helped"));
        let routes = text(&t.anna.get(&at_a).await, "[aria-labelledby=routes]");
        assert!(routes.contains("отговор вече не е нужен"), "{routes}");
        for _ in 0..12 {
            net.advance(DAY).await;
        }
        assert_eq!(fani.times("все още чака отговор").await, 0);
        assert_eq!(t.carla.times("никой не е отговорил").await, 0);
    }

    /// A coordinator takes back what she has passed on, and whoever asked the whole request.
    async fn a_question_is_taken_back_from_an_expert(net: Network) {
        let t = three(&net).await;
        let (at_a, at_c) = asked(&net, &t).await;
        let at_e = passed_on(&net, &t, &at_c).await;
        let passed = attribute(&t.carla.get(&at_c).await, "[aria-labelledby=routes] a", "href");
        assert!(!text(&t.carla.get(&passed).await, "[aria-labelledby=close]").is_empty());
        t.carla.post(&format!("{passed}/close"), &[]).await;
        net.settle().await;
        assert_eq!(text(&t.emil.get("/mentoring/assistance").await, "#waiting"), "");
        assert!(text(&t.emil.get(&at_e).await, "#ended").contains("The question was closed"));
        let page = t.anna.get(&at_a).await;
        assert!(text(&page, "[aria-labelledby=routes]").contains("отговор вече не е нужен"));
        assert!(text(&page, ".page-head .tag").contains("предадена на експерт"));
        t.anna.post(&format!("{at_a}/close"), &[]).await;
        net.settle().await;
        assert!(text(&t.carla.get(&at_c).await, ".page-head .tag").contains("приключена"));
        assert_eq!(t.emil.times("Nobody waits for an answer").await, 1);
    }
}
