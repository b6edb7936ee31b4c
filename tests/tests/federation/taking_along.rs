//! What somebody takes along, and what of it is brought in elsewhere.

use std::time::Duration;

use content::{service, takeout};
use domain::{ContentId, Lang, access::Standing};
use guildhall_tests::cities;
use people::{
    communities,
    follows::{self, Follow},
};
use store::{Query as _, args};

use super::{
    moving::{follow, standing},
    outage::draft,
    practice::three,
};

store::statements! {
    DRAFTS = "SELECT c.id, t.title FROM content c JOIN content_text t ON t.content_id = c.id \
        AND t.lang = c.lang WHERE c.author_id = $1 AND c.state = 'draft' ORDER BY t.title";
    LANGS = "SELECT lang, title FROM content_text WHERE content_id = $1 ORDER BY lang";
    KEPT = "SELECT content_id FROM bookmark WHERE actor_id = $1";
    COMMUNITY_RULES = "SELECT rules_md FROM community WHERE actor_id = $1";
}

cities! {
    /// Everything of hers, taken from A and brought in at C.
    async fn what_is_taken_along_is_brought_in_elsewhere(net: Network) {
        let t = three(&net).await;
        let boris_at_a = t.a.find(&format!("@{}", t.b.address("boris"))).await;
        follows::follow(t.a.store(), &t.anna.who, boris_at_a).await.unwrap();
        let topic = service::publish(t.b.publishing(), &t.boris.who, &draft("Чужда тема", Some(t.group_b))).await.unwrap();
        net.settle().await;
        let at_a = t.a.copy_of(&t.b, topic).await.unwrap();
        service::bookmark(t.a.publishing(), &t.anna.who, at_a).await.unwrap();
        content::testing::reply(t.a.publishing(), &t.anna.who, at_a, "Отговор").await;
        service::publish(t.a.publishing(), &t.anna.who, &draft("Моя тема", Some(t.group_a))).await.unwrap();
        let mut practice = content::Draft::new("practice", Lang::bulgarian());
        practice.title = "Практика".into();
        practice.summary = "Накратко".into();
        let practice = service::save_draft(t.a.publishing(), &t.anna.who, &practice).await.unwrap();
        let english = service::NewVersion {
            lang: Lang::english(),
            title: "Practice".into(),
            summary: "In short".into(),
            body: String::new(),
            values: content::Values::new(),
            origin: content::model::Origin::Human,
            reviewed: false,
        };
        service::add_version(t.a.publishing(), &t.anna.who, practice, english).await.unwrap();
        net.settle().await;

        let viewer = t.a.people.viewer(&t.anna).await;
        let words = web::activitypub::labels();
        let mut q = t.a.store().read();
        let file = takeout::person(&mut q, t.a.publishing(), words, &viewer, Some(&t.a.origin)).await.unwrap();
        assert_eq!(file["written"].as_array().unwrap().len(), 3, "{file}");
        let mut written = file["written"].as_array().unwrap().iter();
        let topic_of_hers = written.find(|w| w["thing"]["kind"] == "discussion").unwrap();
        assert_eq!(topic_of_hers["object"]["type"], "Article");
        assert!(topic_of_hers["markdown"]["bg"].as_str().unwrap().starts_with("# Моя тема"));
        let list = takeout::following(&mut q, &t.anna.who, Some(&t.a.origin)).await.unwrap();
        assert!(list.starts_with("Account address,"));
        assert!(list.contains(&format!("{},true", t.b.address("boris"))), "{list}");

        let dora = t.c.person("dora").await;
        takeout::import_person(t.c.store(), &dora.who, &file.to_string()).await.unwrap();
        net.settle().await;
        // What stands in the community waits until she belongs to it.
        net.advance(Duration::from_secs(61)).await;
        let boris_at_c = t.c.find(&format!("@{}", t.b.address("boris"))).await;
        assert_eq!(follow(&t.c, &dora, boris_at_c).await, Some(Follow::Accepted));
        assert_eq!(standing(&t.c, t.group_c, &dora).await, Standing::Member);
        let mut q = t.c.store().read();
        let kept: Vec<(ContentId,)> = q.all(&KEPT, args![dora.actor]).await.unwrap();
        assert_eq!(kept, [(t.c.copy_of(&t.b, topic).await.unwrap(),)]);
        let drafts: Vec<(ContentId, String)> = q.all(&DRAFTS, args![dora.actor]).await.unwrap();
        let titles: Vec<&str> = drafts.iter().map(|d| d.1.as_str()).collect();
        assert_eq!(titles, ["Моя тема", "Практика"]);
        let langs: Vec<(Lang, String)> = q.all(&LANGS, args![drafts[1].0]).await.unwrap();
        assert_eq!(langs, [(Lang::bulgarian(), "Практика".into()), (Lang::english(), "Practice".into())]);
        let progress = takeout::progress(&mut q, &dora.who, None).await.unwrap().unwrap();
        assert_eq!((progress.waiting, progress.failed), (0, 0), "{progress:?}");
        // Once more changes nothing.
        takeout::import_person(t.c.store(), &dora.who, &file.to_string()).await.unwrap();
        net.settle().await;
        let again: Vec<(ContentId, String)> = q.all(&DRAFTS, args![dora.actor]).await.unwrap();
        assert_eq!(again.len(), 2);
    }

    /// A community's description and links are brought in; nobody's words are published again.
    async fn a_community_is_brought_into_another(net: Network) {
        let t = three(&net).await;
        let topic = service::publish(t.b.publishing(), &t.boris.who, &draft("Закачена", Some(t.group_b))).await.unwrap();
        service::publish(t.b.publishing(), &t.boris.who, &draft("Друга", Some(t.group_b))).await.unwrap();
        service::pin(t.b.publishing(), &t.boris.who, topic, true).await.unwrap();
        net.settle().await;
        let words = web::activitypub::labels();
        let mut q = t.b.store().read();
        let file = takeout::community(&mut q, t.b.publishing(), words, &t.boris.who, Some(&t.b.origin), t.group_b).await.unwrap();
        assert_eq!(file["members"].as_array().unwrap().len(), 3);
        assert_eq!(file["pinned"][0], format!("{}/ap/object/{topic}", t.b.origin));
        let theirs = takeout::community(&mut t.a.store().read(), t.a.publishing(), words, &t.anna.who, None, t.group_a).await;
        assert!(theirs.is_err(), "a member takes no members along");

        let (dora, emil) = (t.c.person("dora").await, t.c.person("emil").await);
        let new = t.c.people.community("jobs_new").by(&dora).await;
        let link = takeout::Words { kind: "discussion", title: "От предишната".into(), lang: Lang::bulgarian() };
        let text = file.to_string();
        assert!(takeout::import_community(t.c.publishing(), &emil.who, new, &text, &link).await.is_err());
        takeout::import_community(t.c.publishing(), &dora.who, new, &text, &link).await.unwrap();
        net.settle().await;
        let there = communities::by_id(&mut t.c.store().read(), &dora.who, new).await.unwrap();
        assert_eq!(there.name, "Jobs");
        assert_eq!(standing(&t.c, new, &t.clara).await, Standing::Invited);
        let mut q = t.c.store().read();
        let drafts: Vec<(ContentId, String)> = q.all(&DRAFTS, args![dora.actor]).await.unwrap();
        assert_eq!(drafts.len(), 1);
        let (links, _) = content::read::draft(&mut q, &dora.who, drafts[0].0).await.unwrap();
        let (first, second) = (links.body.find("Закачена"), links.body.find("Друга"));
        assert!(first.is_some() && first < second, "{}", links.body);
        assert_eq!(there.discussion_count, 0);
        let (rules,): (String,) = q.one(&COMMUNITY_RULES, args![new]).await.unwrap();
        assert_eq!(rules, file["profile"]["rules"].as_str().unwrap());
    }
}
