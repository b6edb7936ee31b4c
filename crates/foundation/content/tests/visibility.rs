//! What one may not see does not exist: on pages, in lists, threads and search, on both databases;
//! and the rule in `domain::access` says the same as its SQL.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::HashSet;

use domain::{
    ActorId, ContentId, Error, Lang, Policy, Visibility,
    access::{Action, Facts, Standing, State, Who, allowed},
};
use guildhall_content::{
    Draft, Publishing,
    read::{self, Filter},
    search::{self, Scope},
    service,
    testing::{post, publishing, reply},
};
use people::testing::city;
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};
use store::{Query, Store, Tx, args, statements};

statements! {
    PUT = "INSERT INTO content (id, kind, author_id, group_id, visibility, state, policy, lang, created_at, \
        published_at, updated_at, last_activity_at) VALUES ($1, 'post', $2, $3, $4, $5, $6, 'bg', 1, 1, 1, 1)";
    UNFOLLOW = "DELETE FROM follow WHERE follower_id = $1";
    FOLLOW = "INSERT INTO follow (follower_id, target_id, state, created_at) VALUES ($1, $2, 'accepted', 1)";
    STAND = "INSERT INTO membership (group_id, actor_id, standing, created_at, updated_at) \
        VALUES ($1, $2, $3, 1, 1) ON CONFLICT (group_id, actor_id) DO UPDATE SET standing = excluded.standing";
    SHARE = "INSERT INTO coauthor (content_id, actor_id, added_at) VALUES ($1, $2, 1)";
    VISIBLE = "SELECT c.id FROM content c WHERE {visible $1} AND {in c.id $2}";
}

async fn found(p: &Publishing, who: &Who, words: &str) -> Vec<ContentId> {
    let mut q = p.store().read();
    let lang = Lang::bulgarian();
    let results = search::find(&mut q, who, words, &Scope::default(), &lang, 0, 50).await.unwrap();
    results.found.into_iter().map(|f| f.within.unwrap_or(f.card.id)).collect()
}

async fn listed(p: &Publishing, who: &Who) -> Vec<ContentId> {
    let mut q = p.store().read();
    let lang = Lang::bulgarian();
    let page = read::list(&mut q, who, &Filter::default(), &lang, None, 50).await.unwrap();
    page.items.into_iter().map(|c| c.id).collect()
}

store::on_both! {
    async fn members_content_does_not_exist_for_others(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).visible(Visibility::Members).await;
        let boris = city.person("boris").member_of(jobs).await;
        let vera = city.person("vera").await;
        let id = service::publish(&p, &elena.who, &post("Тайната на гишето", Some(jobs))).await.unwrap();
        let answer = reply(&p, &boris.who, id, "Отговор за преводачите").await;
        let bg = [Lang::bulgarian()];
        let mut q = store.read();
        for stranger in [Who::Visitor, vera.who, city.person("mod").moderator().await.who] {
            for thing in [id, answer] {
                let page = read::page(&mut q, p.kinds(), &stranger, thing, &bg).await;
                assert!(matches!(page, Err(Error::NotFound)), "{page:?}");
                assert!(matches!(read::export(&mut q, p.kinds(), &stranger, thing).await, Err(Error::NotFound)));
                assert!(matches!(read::revisions(&mut q, &stranger, thing).await, Err(Error::NotFound)));
                let refused = service::react(&p, &stranger, thing).await;
                // A visitor is asked to sign in whatever the id, so that nothing is learnt.
                assert!(matches!(refused, Err(Error::NotFound | Error::SignIn)), "{refused:?}");
            }
            assert!(matches!(read::thread(&mut q, &stranger, id, &bg[0], None).await, Err(Error::NotFound)));
            assert!(listed(&p, &stranger).await.is_empty());
            assert!(read::cards(&mut q, &stranger, &[id], &bg[0]).await.unwrap().is_empty());
            assert!(found(&p, &stranger, "гише").await.is_empty());
            assert_eq!(read::facet_counts(&mut q, &stranger, &Filter::default()).await.unwrap().total, 0);
        }
        for member in [elena.who, boris.who] {
            assert_eq!(listed(&p, &member).await, [id]);
            assert_eq!(found(&p, &member, "тайн").await, [id]);
            assert_eq!(found(&p, &member, "преводачът").await, [answer]);
            assert_eq!(read::thread(&mut q, &member, id, &bg[0], None).await.unwrap().0.len(), 1);
        }
    }

    async fn unlisted_things_are_read_but_not_found(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let elena = city.person("elena").await;
        let draft = Draft { visibility: Visibility::Unlisted, ..post("Само с адрес", None) };
        let id = service::publish(&p, &elena.who, &draft).await.unwrap();
        assert!(read::page(&mut store.read(), p.kinds(), &Who::Visitor, id, &[]).await.is_ok());
        assert!(listed(&p, &city.admin.who).await.is_empty());
        assert!(found(&p, &city.admin.who, "адрес").await.is_empty());
        assert_eq!(listed(&p, &elena.who).await, [id]);
    }

    async fn a_removed_conversation_is_not_found_by_its_answers(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let elena = city.person("elena").await;
        let id = service::publish(&p, &elena.who, &post("Въпрос", None)).await.unwrap();
        let answer = reply(&p, &elena.who, id, "преводач").await;
        assert_eq!(found(&p, &Who::Visitor, "преводач").await, [answer]);
        service::remove(&p, &city.admin.who, id, "причина").await.unwrap();
        assert!(found(&p, &Who::Visitor, "преводач").await.is_empty());
    }

    async fn the_rule_and_its_sql_agree(store: Store) {
        let city = city(&store).await;
        let groups = [city.community("one").await, city.community("two").await];
        let authors = [city.person("author_a").await.actor, city.person("author_b").await.actor];
        let viewers = [None, Some(authors[0]), Some(city.person("viewer").await.actor)];
        let mut runner = TestRunner::new(Config::default());
        let situation = (
            prop::collection::vec(thing(), 1..12),
            prop::collection::vec(prop::sample::select(&Standing::ALL[..]), 4),
            // Which of the authors the viewers who are somebody follow.
            prop::collection::vec(prop::option::of(0..2_usize), 2),
        );
        for _ in 0..40 {
            let (things, standings, follows) = situation.new_tree(&mut runner).unwrap().current();
            let mut tx = store.begin().await.unwrap();
            agree(&store, &mut tx, &groups, &authors, &viewers, &things, &standings, &follows).await;
            tx.save().await.unwrap();
        }
    }
}

#[derive(Debug, Clone)]
struct Thing {
    author: usize,
    group: Option<usize>,
    visibility: Visibility,
    state: State,
    policy: Policy,
    /// Which of the viewers who are somebody may change it too.
    shared: Option<usize>,
}

fn thing() -> impl Strategy<Value = Thing> {
    (
        0..2_usize,
        prop::option::of(0..2_usize),
        prop::sample::select(&Visibility::ALL[..]),
        prop::sample::select(&State::ALL[..]),
        prop::sample::select(&Policy::ALL[..]),
        prop::option::of(0..2_usize),
    )
        .prop_map(|(author, group, visibility, state, policy, shared)| Thing {
            author,
            group,
            visibility,
            state,
            policy,
            shared,
        })
}

#[expect(clippy::too_many_arguments, reason = "one situation")]
async fn agree(
    store: &Store,
    tx: &mut Tx,
    groups: &[ActorId; 2],
    authors: &[ActorId; 2],
    viewers: &[Option<ActorId>; 3],
    things: &[Thing],
    standings: &[Standing],
    follows: &[Option<usize>],
) {
    let mut ids: Vec<ContentId> = Vec::new();
    for thing in things {
        let id: ContentId = store.id();
        let group = thing.group.map(|g| groups[g]);
        let args =
            args![id, authors[thing.author], group, thing.visibility, thing.state, thing.policy];
        tx.execute(&PUT, args).await.unwrap();
        if let Some(viewer) = thing.shared {
            tx.execute(&SHARE, args![id, viewers[viewer + 1]]).await.unwrap();
        }
        ids.push(id);
    }
    // The viewers who are somebody stand in each group somehow; outsiders have no row.
    let standing = |viewer: usize, group: usize| standings[(viewer - 1) * 2 + group];
    for (v, viewer) in viewers.iter().enumerate().skip(1) {
        for (g, group) in groups.iter().enumerate() {
            tx.execute(&STAND, args![*group, *viewer, standing(v, g)]).await.unwrap();
        }
        tx.execute(&UNFOLLOW, args![*viewer]).await.unwrap();
        if let Some(author) = follows[v - 1] {
            tx.execute(&FOLLOW, args![*viewer, authors[author]]).await.unwrap();
        }
    }
    for (v, viewer) in viewers.iter().enumerate() {
        let who = viewer.map_or(Who::Visitor, |actor| Who::Person {
            actor,
            role: domain::access::Role::Member,
        });
        let rows = tx.all::<(ContentId,)>(&VISIBLE, args![*viewer, &ids]).await.unwrap();
        let seen: HashSet<ContentId> = rows.into_iter().map(|(id,)| id).collect();
        for (thing, id) in things.iter().zip(&ids) {
            let facts = Facts::Content {
                author: authors[thing.author],
                visibility: thing.visibility,
                state: thing.state,
                in_group: thing.group.is_some(),
                here: true,
                locked: false,
                policy: thing.policy,
                follows: v > 0 && follows[v - 1] == Some(thing.author),
                coauthor: v > 0 && thing.shared == Some(v - 1),
            };
            let standing = match thing.group {
                Some(group) if v > 0 => standing(v, group),
                _ => Standing::Outsider,
            };
            let rule = allowed(Action::Read, &who, standing, &facts);
            assert_eq!(rule, seen.contains(id), "{thing:?} for {who:?} who is {standing:?}");
        }
    }
}
