//! An expert of one city joins another city's community from her own instance, publishes a practice
//! there, is asked about it from a third, answers, corrects it and withdraws a mistake.

use content::{Draft, service};
use domain::{Error, Lang};
use guildhall_tests::{
    cities,
    network::{Network, Town},
};
use people::testing::Person;

/// A community in `b` with a member from each of three cities.
pub struct Three {
    pub a: Town,
    pub b: Town,
    pub c: Town,
    pub anna: Person,
    pub boris: Person,
    pub clara: Person,
    pub group_a: domain::ActorId,
    pub group_b: domain::ActorId,
    pub group_c: domain::ActorId,
}

pub async fn three(net: &Network) -> Three {
    let (a, b, c) = (net.city("a").await, net.city("b").await, net.city("c").await);
    let anna = a.person("anna").await;
    let boris = b.person("boris").await;
    let clara = c.person("clara").await;
    let group_b = b.people.community("jobs").by(&boris).await;
    let address = format!("!{}", b.address("jobs"));
    let group_a = a.join(&anna, &address).await;
    let group_c = c.join(&clara, &address).await;
    net.settle().await;
    Three { a, b, c, anna, boris, clara, group_a, group_b, group_c }
}

fn discussion(title: &str, group: domain::ActorId) -> Draft {
    Draft {
        title: title.into(),
        body: format!("Какво е „{title}“?"),
        group: Some(group),
        values: [("type".to_owned(), "question".into())].into_iter().collect(),
        ..Draft::new("discussion", Lang::bulgarian())
    }
}

cities! {
    async fn what_one_publishes_reaches_everybody_at_once(net: Network) {
        let t = three(&net).await;
        let id = service::publish(t.a.publishing(), &t.anna.who, &discussion("Работа", t.group_a))
            .await
            .expect("she is a member");
        net.settle().await;

        let at_b = t.b.copy_of(&t.a, id).await.expect("B has it");
        let at_c = t.c.copy_of(&t.a, id).await.expect("C has it");
        let page = t.b.page(&t.boris.who, at_b).await.expect("Boris reads it");
        assert_eq!(page.content.group_id, Some(t.group_b));
        let page = t.c.page(&t.clara.who, at_c).await.expect("Clara reads it");
        assert_eq!(page.content.group_id, Some(t.group_c));

        let question = content::testing::reply(t.c.publishing(), &t.clara.who, at_c, "Колко струва?").await;
        net.settle().await;
        assert_eq!(t.a.comments(&t.anna.who, id).await, ["Колко струва?"]);
        assert_eq!(t.b.comments(&t.boris.who, at_b).await, ["Колко струва?"]);

        let at_a = t.a.copy_of(&t.c, question).await.expect("A has the question");
        content::testing::reply(t.a.publishing(), &t.anna.who, at_a, "Нищо.").await;
        net.settle().await;
        for (town, who, root) in [(&t.a, &t.anna, id), (&t.b, &t.boris, at_b), (&t.c, &t.clara, at_c)] {
            assert_eq!(town.comments(&who.who, root).await, ["Колко струва?", "Нищо."]);
        }

        let mut changed = discussion("Работа за всички", t.group_a);
        changed.body = "Поправен текст.".into();
        service::edit(t.a.publishing(), &t.anna.who, id, &changed, "грешка", None).await.unwrap();
        net.settle().await;
        for (town, who, copy) in [(&t.b, &t.boris, at_b), (&t.c, &t.clara, at_c)] {
            let page = town.page(&who.who, copy).await.unwrap();
            assert_eq!(page.content.revision, 2);
            assert!(page.text.body_html.contains("Поправен текст"), "{:?}", page.text);
            let earlier = content::read::revisions(&mut town.store().read(), &who.who, copy).await.unwrap();
            assert!(!earlier.is_empty());
        }

        service::withdraw(t.a.publishing(), &t.anna.who, id).await.unwrap();
        net.settle().await;
        for (town, who, copy) in [(&t.b, &t.boris, at_b), (&t.c, &t.clara, at_c)] {
            assert!(matches!(town.page(&who.who, copy).await, Err(Error::Gone | Error::NotFound)));
        }
    }

    /// What is not an edit at home is none elsewhere: no copy says „edited“.
    async fn a_translation_or_an_accepted_answer_is_no_edit(net: Network) {
        let t = three(&net).await;
        let question = discussion("Договор", t.group_a);
        let id = service::publish(t.a.publishing(), &t.anna.who, &question).await.unwrap();
        net.settle().await;
        let at_b = t.b.copy_of(&t.a, id).await.expect("B has it");
        let answer = content::testing::reply(t.b.publishing(), &t.boris.who, at_b, "Така.").await;
        let version = service::NewVersion {
            lang: Lang::english(),
            title: "Contract".into(),
            summary: String::new(),
            body: "What is it?".into(),
            values: content::Values::new(),
            origin: content::model::Origin::Human,
            reviewed: false,
        };
        service::add_version(t.a.publishing(), &t.anna.who, id, version).await.unwrap();
        net.settle().await;
        let at_a = t.a.copy_of(&t.b, answer).await.expect("A has the answer");
        service::accept_answer(t.a.publishing(), &t.anna.who, at_a).await.unwrap();
        net.settle().await;
        for (town, who) in [(&t.b, &t.boris), (&t.c, &t.clara)] {
            let copy = town.copy_of(&t.a, id).await.expect("the copy");
            let page = town.page(&who.who, copy).await.unwrap();
            assert_eq!((page.content.revision, page.content.edited_at), (1, None));
            assert!(page.content.answer_id.is_some());
            let mut q = town.store().read();
            let kinds = town.city.app.kinds();
            let english = content::read::page(&mut q, kinds, &who.who, copy, &[Lang::english()]).await;
            assert_eq!(english.unwrap().text.title, "Contract");
            let earlier = content::read::revisions(&mut q, &who.who, copy).await.unwrap();
            assert!(earlier.len() <= 1, "{earlier:?}");
        }
    }
}
