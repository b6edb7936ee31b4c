//! After any sequence of actions the kept numbers are what counting gives, on both databases.
#![expect(clippy::unwrap_used, reason = "tests")]

use domain::{ActorId, ContentId, Lang, access::Who};
use guildhall_content::{
    Publishing,
    read::{self, Filter},
    service::{self, NewComment},
    testing::{post, publishing},
};
use people::testing::city;
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};
use store::{Query, Store, statements};

statements! {
    WRONG_COMMENTS = "SELECT c.id, c.comment_count, CAST((SELECT count(*) FROM content x \
        WHERE x.root_id = c.id AND x.position IS NULL AND x.state = 'published') AS bigint) AS n FROM content c \
        WHERE c.root_id IS NULL AND c.comment_count <> (SELECT count(*) FROM content x \
        WHERE x.root_id = c.id AND x.position IS NULL AND x.state = 'published')";
    WRONG_REACTIONS = "SELECT c.id, c.reaction_count, CAST((SELECT count(*) FROM reaction x \
        WHERE x.content_id = c.id) AS bigint) AS n FROM content c WHERE c.reaction_count <> \
        (SELECT count(*) FROM reaction x WHERE x.content_id = c.id)";
    WRONG_GROUPS = "SELECT k.actor_id, k.discussion_count, CAST((SELECT count(*) FROM content x \
        WHERE x.group_id = k.actor_id AND x.kind = 'post' AND x.state = 'published') AS bigint) AS n \
        FROM community k WHERE k.discussion_count <> (SELECT count(*) FROM content x \
        WHERE x.group_id = k.actor_id AND x.kind = 'post' AND x.state = 'published')";
    LOST_ANSWERS = "SELECT c.id, CAST(1 AS bigint) AS a, CAST(0 AS bigint) AS b FROM content c \
        WHERE c.answer_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM content x \
        WHERE x.id = c.answer_id AND x.state = 'published')";
    GHOSTS = "SELECT c.id, CAST(1 AS bigint) AS a, CAST(0 AS bigint) AS b FROM content c \
        WHERE c.state = 'deleted' AND (EXISTS (SELECT 1 FROM content_text x WHERE x.content_id = c.id) \
        OR EXISTS (SELECT 1 FROM search_text x WHERE x.content_id = c.id) \
        OR EXISTS (SELECT 1 FROM revision x WHERE x.content_id = c.id))";
}

#[derive(Debug, Clone)]
enum Step {
    Publish { who: usize, grouped: bool },
    Draft { who: usize },
    Comment { who: usize, on: usize },
    Edit { who: usize, on: usize },
    React { who: usize, on: usize, undo: bool },
    Accept { who: usize, on: usize, undo: bool },
    Withdraw { who: usize, on: usize },
    Remove { on: usize },
    Restore { on: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let (who, on) = (0..3_usize, 0..12_usize);
    prop_oneof![
        2 => (who.clone(), any::<bool>()).prop_map(|(who, grouped)| Step::Publish { who, grouped }),
        1 => who.clone().prop_map(|who| Step::Draft { who }),
        5 => (who.clone(), on.clone()).prop_map(|(who, on)| Step::Comment { who, on }),
        1 => (who.clone(), on.clone()).prop_map(|(who, on)| Step::Edit { who, on }),
        3 => (who.clone(), on.clone(), any::<bool>()).prop_map(|(who, on, undo)| Step::React { who, on, undo }),
        2 => (who.clone(), on.clone(), any::<bool>()).prop_map(|(who, on, undo)| Step::Accept { who, on, undo }),
        2 => (who, on.clone()).prop_map(|(who, on)| Step::Withdraw { who, on }),
        1 => on.clone().prop_map(|on| Step::Remove { on }),
        1 => on.prop_map(|on| Step::Restore { on }),
    ]
}

async fn take(
    p: &Publishing,
    people: &[Who],
    admin: &Who,
    group: ActorId,
    ids: &mut Vec<ContentId>,
    step: &Step,
) {
    let on = |i: usize| ids.get(i % ids.len().max(1)).copied();
    let bg = Lang::bulgarian;
    // Most steps are allowed, some are refused; both must leave the numbers right.
    let made = match *step {
        Step::Publish { who, grouped } => {
            let mut draft = post("Въпрос", grouped.then_some(group));
            draft.values.insert("ask".into(), true.into());
            service::publish(p, &people[who], &draft).await.ok()
        }
        Step::Draft { who } => {
            service::save_draft(p, &people[who], &post("Чернова", Some(group))).await.ok()
        }
        Step::Comment { who, on: i } => match on(i) {
            Some(id) => {
                service::comment(p, &people[who], NewComment::new(id, bg(), "да")).await.ok()
            }
            None => None,
        },
        _ => None,
    };
    let done = match *step {
        Step::Edit { who, on: i } => match on(i) {
            Some(id) => service::edit(p, &people[who], id, &post("Друго", None), "", None).await,
            None => Ok(()),
        },
        Step::React { who, on: i, undo } => match on(i) {
            Some(id) if undo => service::unreact(p, &people[who], id).await,
            Some(id) => service::react(p, &people[who], id).await,
            None => Ok(()),
        },
        Step::Accept { who, on: i, undo } => match on(i) {
            Some(id) if undo => service::unaccept_answer(p, &people[who], id).await,
            Some(id) => service::accept_answer(p, &people[who], id).await,
            None => Ok(()),
        },
        Step::Withdraw { who, on: i } => match on(i) {
            Some(id) => service::withdraw(p, &people[who], id).await,
            None => Ok(()),
        },
        Step::Remove { on: i } => match on(i) {
            Some(id) => service::remove(p, admin, id, "причина").await,
            None => Ok(()),
        },
        Step::Restore { on: i } => match on(i) {
            Some(id) => service::restore(p, admin, id).await,
            None => Ok(()),
        },
        _ => Ok(()),
    };
    assert!(
        !matches!(done, Err(domain::Error::Internal(_))),
        "{step:?} failed by itself: {done:?}"
    );
    ids.extend(made);
}

store::on_both! {
    async fn numbers_equal_a_recount(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let group = city.community("jobs").await;
        let mut people = Vec::new();
        for name in ["elena", "boris", "vera"] {
            people.push(city.person(name).member_of(group).await.who);
        }
        let mut runner = TestRunner::new(Config::default());
        let steps = prop::collection::vec(step(), 30..60);
        for _ in 0..5 {
            let steps = steps.new_tree(&mut runner).unwrap().current();
            let mut ids = Vec::new();
            for step in &steps {
                take(&p, &people, &city.admin.who, group, &mut ids, step).await;
            }
            let mut q = store.read();
            for statement in [&WRONG_COMMENTS, &WRONG_REACTIONS, &WRONG_GROUPS, &LOST_ANSWERS, &GHOSTS] {
                let wrong = q.all::<(uuid::Uuid, i64, i64)>(statement, vec![]).await.unwrap();
                assert_eq!(wrong, [], "{} after {steps:?}", statement.name);
            }
            let lang = Lang::bulgarian();
            read::list(&mut q, &people[0], &Filter::default(), &lang, None, 100).await.unwrap();
        }
    }
}
