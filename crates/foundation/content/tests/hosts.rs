//! What is decided about other instances, and what becomes of what came from them, on both databases.
#![expect(clippy::unwrap_used, reason = "tests")]

use domain::{
    ActorId, ContentId, Error, Lang, Policy,
    access::{Standing, Who},
};
use federation::{
    ActorKind,
    policy::{
        self, Host, Mode, Ruling, Switches,
        list::{Entry, List, read_csv},
    },
};
use guildhall_content::{
    Publishing,
    hosts::{self, Decision, HostFilter},
    read::{self, Filter},
    service,
    testing::{arrived, post, publishing, reply},
};
use people::{communities, follows, instances, persons, testing::city};
use store::{Query, Store, args, statements};

statements! {
    SEAT_FROM_ELSEWHERE = "INSERT INTO membership (group_id, actor_id, standing, created_at, updated_at) \
        VALUES ($1, $2, $3, 1, 1)";
    ONE_MORE = "UPDATE community SET member_count = member_count + 1 WHERE actor_id = $1";
    FOLLOWS = "INSERT INTO follow (follower_id, target_id, state, created_at) VALUES ($1, $2, 'accepted', 1)";
    POLICY_OF = "SELECT policy FROM content WHERE id = $1";
}

const BLOCK: Decision<'_> = Decision { ruling: Some(Ruling::Blocked), reason: "спам" };
const LIMIT: Decision<'_> = Decision { ruling: Some(Ruling::Limited), reason: "" };
const ALLOW: Decision<'_> = Decision { ruling: Some(Ruling::Allowed), reason: "" };
const NOTHING: Decision<'_> = Decision { ruling: None, reason: "" };

async fn is_seen(p: &Publishing, who: &Who, id: ContentId) -> bool {
    match read::page(&mut p.store().read(), p.kinds(), who, id, &[]).await {
        Ok(_) => true,
        Err(Error::NotFound) => false,
        Err(e) => panic!("{e}"),
    }
}

async fn listed(p: &Publishing, who: &Who) -> Vec<ContentId> {
    let (mut q, lang) = (p.store().read(), Lang::bulgarian());
    let page = read::list(&mut q, who, &Filter::default(), &lang, None, 50).await.unwrap();
    page.items.into_iter().map(|c| c.id).collect()
}

async fn join(store: &Store, group: ActorId, actor: ActorId, standing: Standing) {
    let mut tx = store.begin().await.unwrap();
    tx.execute(&SEAT_FROM_ELSEWHERE, args![group, actor, standing]).await.unwrap();
    tx.execute(&ONE_MORE, args![group]).await.unwrap();
    tx.save().await.unwrap();
}

async fn follow(store: &Store, follower: ActorId, target: ActorId) {
    let mut tx = store.begin().await.unwrap();
    tx.execute(&FOLLOWS, args![follower, target]).await.unwrap();
    tx.save().await.unwrap();
}

store::on_both! {
    async fn what_is_blocked_is_hidden_and_comes_back(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        let eve = city.elsewhere(ActorKind::Person, "eve@sub.bad.example").await;
        let friend = city.elsewhere(ActorKind::Person, "friend@good.example").await;
        for actor in [eve, friend] {
            join(&store, jobs, actor, Standing::Member).await;
            follow(&store, actor, elena.actor).await;
        }
        let theirs = arrived(&store, "post", eve, Some(jobs), "Нежелано").await;
        let other = arrived(&store, "post", friend, Some(jobs), "Добро").await;
        let own = service::publish(&p, &elena.who, &post("Наше", Some(jobs))).await.unwrap();
        let answer = reply(&p, &elena.who, theirs, "Отговор").await;

        let who = &city.admin.who;
        let moved = hosts::decide(&store, who, "Bad.Example.", BLOCK).await.unwrap();
        assert_eq!(moved.len(), 1);
        assert_eq!((moved[0].host.as_str(), moved[0].to), ("sub.bad.example", Policy::Blocked));
        for reader in [Who::Visitor, elena.who, city.admin.who] {
            assert!(!is_seen(&p, &reader, theirs).await);
            assert!(is_seen(&p, &reader, other).await);
            assert!(!listed(&p, &reader).await.contains(&theirs));
            let page = persons::page(&mut store.read(), &reader, "eve", "sub.bad.example", &Lang::bulgarian()).await;
            assert!(matches!(page, Err(Error::NotFound)));
        }
        // What stands in a conversation that is hidden is hidden with it; its author still has it.
        assert!(!is_seen(&p, &Who::Visitor, answer).await && is_seen(&p, &elena.who, answer).await);
        assert!(matches!(service::react(&p, &elena.who, theirs).await, Err(Error::NotFound)));
        assert!(matches!(follows::follow(&store, &elena.who, eve).await, Err(Error::NotFound)));
        let q = &mut store.read();
        assert_eq!(communities::standing(q, jobs, eve).await.unwrap(), Standing::Outsider);
        assert_eq!(communities::standing(q, jobs, friend).await.unwrap(), Standing::Member);
        assert_eq!(follows::count(q, elena.actor).await.unwrap(), 1);
        assert_eq!(communities::by_id(q, who, jobs).await.unwrap().member_count, 2);

        hosts::decide(&store, who, "bad.example", NOTHING).await.unwrap();
        for id in [theirs, other, own, answer] {
            assert!(is_seen(&p, &Who::Visitor, id).await);
            assert_eq!(q.one::<(Policy,)>(&POLICY_OF, args![id]).await.unwrap().0, Policy::Open);
        }
        assert_eq!(communities::standing(q, jobs, eve).await.unwrap(), Standing::Outsider);
    }

    async fn whoever_alone_facilitates_keeps_her_place(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        let eve = city.elsewhere(ActorKind::Person, "eve@bad.example").await;
        join(&store, jobs, eve, Standing::Facilitator).await;
        communities::leave(&store, &elena.who, jobs).await.unwrap();
        hosts::decide(&store, &Who::Operator, "bad.example", BLOCK).await.unwrap();
        let q = &mut store.read();
        assert_eq!(communities::standing(q, jobs, eve).await.unwrap(), Standing::Facilitator);
    }

    async fn what_is_limited_is_for_those_who_are_near(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (elena, vera) = (city.person("elena").await, city.person("vera").await);
        let there = city.elsewhere(ActorKind::Group, "talk@loud.example").await;
        let eve = city.elsewhere(ActorKind::Person, "eve@loud.example").await;
        join(&store, there, elena.actor, Standing::Member).await;
        let inside = arrived(&store, "post", eve, Some(there), "В общността").await;
        hosts::decide(&store, &city.admin.who, "loud.example", LIMIT).await.unwrap();
        let alone = arrived(&store, "post", eve, None, "Само").await;
        // What arrives by other ways than this test's gets its policy as it arrives.
        hosts::decide(&store, &city.admin.who, "loud.example", NOTHING).await.unwrap();
        hosts::decide(&store, &city.admin.who, "loud.example", LIMIT).await.unwrap();
        let hers = service::publish(&p, &elena.who, &post("Нейно", Some(there))).await.unwrap();
        follow(&store, vera.actor, eve).await;
        for (reader, sees) in [
            (Who::Visitor, [false, false, false]),
            (city.admin.who, [false, false, false]),
            (elena.who, [true, false, true]),
            (vera.who, [true, true, false]),
        ] {
            let list = listed(&p, &reader).await;
            for (id, expected) in [inside, alone, hers].into_iter().zip(sees) {
                assert_eq!(is_seen(&p, &reader, id).await, expected, "{reader:?}");
                assert_eq!(list.contains(&id), expected, "{reader:?}");
            }
        }
        let (q, lang) = (&mut store.read(), Lang::bulgarian());
        let filter = communities::CommunityFilter::default();
        let seen = |page: people::Page<communities::CommunityCard>| page.items.iter().any(|c| c.id == there);
        assert!(!seen(communities::list(q, &Who::Visitor, &filter, &lang, None, 50).await.unwrap()));
        assert!(!seen(communities::list(q, &vera.who, &filter, &lang, None, 50).await.unwrap()));
        assert!(seen(communities::list(q, &elena.who, &filter, &lang, None, 50).await.unwrap()));
        // Whoever is signed in may come nearer.
        let page = communities::page(q, &vera.who, "talk", "loud.example", &lang).await;
        assert!(page.is_ok());
        let page = communities::page(q, &Who::Visitor, "talk", "loud.example", &lang).await;
        assert!(matches!(page, Err(Error::NotFound)));
    }

    async fn where_only_the_listed_are_spoken_with_others_are_as_if_blocked(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let who = &city.admin.who;
        let one = city.elsewhere(ActorKind::Person, "one@one.example").await;
        let two = city.elsewhere(ActorKind::Person, "two@two.example").await;
        let (first, second) = (arrived(&store, "post", one, None, "Първо").await, arrived(&store, "post", two, None, "Второ").await);
        hosts::decide(&store, who, "one.example", ALLOW).await.unwrap();
        hosts::set_mode(&store, who, Mode::AllowList, false).await.unwrap();
        assert!(is_seen(&p, &Who::Visitor, first).await && !is_seen(&p, &Who::Visitor, second).await);
        let q = &mut store.read();
        assert_eq!(policy::of_in(q, "two.example").await.unwrap(), Policy::Blocked);
        assert_eq!(policy::of_in(q, "one.example").await.unwrap(), Policy::Open);
        assert_eq!(policy::of_in(q, "never.example").await.unwrap(), Policy::Blocked);
        hosts::set_mode(&store, who, Mode::Open, false).await.unwrap();
        assert!(is_seen(&p, &Who::Visitor, second).await);
        // Those who are known can be kept.
        hosts::set_mode(&store, who, Mode::AllowList, true).await.unwrap();
        assert!(is_seen(&p, &Who::Visitor, second).await);
        assert_eq!(policy::of_in(q, "never.example").await.unwrap(), Policy::Blocked);
    }

    async fn lists_show_what_they_would_do_and_never_overrule(store: Store) {
        let city = city(&store).await;
        let who = &city.admin.who;
        city.elsewhere(ActorKind::Person, "eve@new.example").await;
        hosts::decide(&store, who, "mine.example", ALLOW).await.unwrap();
        hosts::decide(&store, who, "closed.example", BLOCK).await.unwrap();
        let text = "#domain,#severity,#public_comment\nnew.example,suspend,спам\nmine.example,suspend,\n\
            sub.closed.example,silence,\nquiet.example,silence,\n";
        let list = read_csv(text).unwrap();
        let names = |changes: &[hosts::Change]| -> Vec<String> {
            changes.iter().map(|c| c.host.to_string()).collect()
        };
        let preview = hosts::preview(&mut store.read(), who, &list).await.unwrap();
        assert_eq!(names(&preview.added), ["new.example", "quiet.example"]);
        assert_eq!(names(&preview.kept), ["mine.example", "sub.closed.example"]);
        let refused = hosts::apply(&store, who, &list, false).await;
        assert!(matches!(refused, Err(Error::Invalid(e)) if e.0[0].field == "trusted"));
        let (_, moved) = hosts::apply(&store, who, &list, true).await.unwrap();
        assert_eq!(moved.len(), 1);
        let q = &mut store.read();
        assert_eq!(policy::of_in(q, "new.example").await.unwrap(), Policy::Blocked);
        assert_eq!(policy::of_in(q, "mine.example").await.unwrap(), Policy::Open);
        let row = policy::ruling_of(q, "new.example").await.unwrap().unwrap();
        assert_eq!((row.source.as_str(), row.reason.as_str()), ("csv", "спам"));
        let again = hosts::preview(q, who, &list).await.unwrap();
        assert_eq!((again.added.len(), again.changed.len(), again.same), (0, 0, 2));
        let softer = read_csv("#domain,#severity\nnew.example,silence\n").unwrap();
        let preview = hosts::preview(q, who, &softer).await.unwrap();
        assert_eq!(names(&preview.changed), ["new.example"]);
    }

    /// A list of others closes further, and opens nothing below what was closed here: not even what
    /// another list has closed too.
    async fn no_list_opens_what_was_closed_here(store: Store) {
        let city = city(&store).await;
        let who = &city.admin.who;
        city.elsewhere(ActorKind::Person, "eve@sub.closed.example").await;
        hosts::decide(&store, who, "closed.example", BLOCK).await.unwrap();
        let signed = |issuer: &str, all: &[(&str, Ruling)]| List {
            issuer: issuer.to_owned(),
            published: None,
            entries: all.iter().map(|(host, ruling)| Entry {
                host: Host::parse(host).unwrap(), ruling: *ruling, reason: String::new() }).collect(),
            left_out: 0,
        };
        let first = signed("one.example", &[("sub.closed.example", Ruling::Blocked)]);
        let (done, _) = hosts::apply(&store, who, &first, false).await.unwrap();
        assert_eq!((done.added.len(), done.kept.len()), (1, 0));
        for ruling in [Ruling::Limited, Ruling::Allowed] {
            let list = signed("two.example", &[("closed.example", ruling),
                ("sub.closed.example", ruling), ("other.closed.example", ruling)]);
            let (done, moved) = hosts::apply(&store, who, &list, false).await.unwrap();
            assert_eq!((done.kept.len(), done.added.len(), done.changed.len()), (3, 0, 0), "{ruling:?}");
            assert_eq!(moved, []);
        }
        let q = &mut store.read();
        for host in ["closed.example", "sub.closed.example", "other.closed.example"] {
            assert_eq!(policy::of_in(q, host).await.unwrap(), Policy::Blocked, "{host}");
        }
    }

    /// Whoever is kept when only the listed are spoken with is whoever was spoken with before.
    async fn only_those_who_were_open_are_kept(store: Store) {
        let city = city(&store).await;
        let who = &city.admin.who;
        for address in ["a@open.example", "b@sub.bad.example", "c@mine.bad.example", "d@x.loud.example"] {
            city.elsewhere(ActorKind::Person, address).await;
        }
        hosts::decide(&store, who, "bad.example", BLOCK).await.unwrap();
        hosts::decide(&store, who, "mine.bad.example", ALLOW).await.unwrap();
        hosts::decide(&store, who, "loud.example", LIMIT).await.unwrap();
        // Something waits for one of them, so that it is known by two rows.
        instances::pause(&store, who, "sub.bad.example", true).await.unwrap();
        hosts::set_mode(&store, who, Mode::AllowList, true).await.unwrap();
        let q = &mut store.read();
        for (host, listed, open) in [
            ("open.example", Policy::Open, Policy::Open),
            ("mine.bad.example", Policy::Open, Policy::Open),
            ("sub.bad.example", Policy::Blocked, Policy::Blocked),
            ("x.loud.example", Policy::Blocked, Policy::Limited),
        ] {
            assert_eq!(policy::of_in(q, host).await.unwrap(), listed, "{host}");
            let row = policy::ruling_of(q, host).await.unwrap();
            assert_eq!(row.is_some(), listed == Policy::Open, "{host}");
            hosts::set_mode(&store, who, Mode::Open, false).await.unwrap();
            assert_eq!(policy::of_in(q, host).await.unwrap(), open, "{host}");
            hosts::set_mode(&store, who, Mode::AllowList, true).await.unwrap();
        }
    }

    async fn hosts_are_listed_and_only_administrators_decide(store: Store) {
        let city = city(&store).await;
        let (elena, mira) = (city.person("elena").await, city.person("mira").moderator().await);
        let jobs = city.community("jobs").by(&elena).await;
        let eve = city.elsewhere(ActorKind::Person, "eve@a.example").await;
        join(&store, jobs, eve, Standing::Member).await;
        for who in [Who::Visitor, elena.who, mira.who] {
            assert!(hosts::decide(&store, &who, "a.example", BLOCK).await.is_err());
            assert!(hosts::set_mode(&store, &who, Mode::AllowList, false).await.is_err());
            assert!(hosts::stop(&store, &who, Switches::Inbound, true).await.is_err());
            assert!(instances::pause(&store, &who, "a.example", true).await.is_err());
        }
        let q = &mut store.read();
        assert!(hosts::list(q, &elena.who, HostFilter::Known, "").await.is_err());
        let (known, more) = hosts::list(q, &mira.who, HostFilter::Known, "").await.unwrap();
        assert_eq!((known.len(), more), (1, false));
        assert_eq!((known[0].host.as_str(), known[0].members), ("a.example", 1));
        instances::pause(&store, &city.admin.who, "a.example", true).await.unwrap();
        hosts::decide(&store, &city.admin.who, "b.example", BLOCK).await.unwrap();
        for (filter, expected) in [
            (HostFilter::Paused, vec!["a.example"]),
            (HostFilter::Decided(Ruling::Blocked), vec!["b.example"]),
            (HostFilter::Trouble, vec![]),
        ] {
            let (cards, _) = hosts::list(q, &mira.who, filter, "").await.unwrap();
            let found: Vec<&str> = cards.iter().map(|c| c.host.as_str()).collect();
            assert_eq!(found, expected, "{filter:?}");
        }
        let page = hosts::page(q, &mira.who, "sub.b.example").await.unwrap();
        assert_eq!((page.policy, page.above.as_deref()), (Policy::Blocked, Some("b.example")));
        assert!(matches!(hosts::page(q, &mira.who, "no host").await, Err(Error::NotFound)));
        let wrong = hosts::decide(&store, &city.admin.who, "127.0.0.1", BLOCK).await;
        assert!(matches!(wrong, Err(Error::Invalid(e)) if e.0[0].field == "host"));
        let book = policy::book_in(q).await.unwrap();
        assert!(book.paused.contains("a.example") && book.holds_back("a.example") && !book.outbound_stopped);
        hosts::stop(&store, &city.admin.who, Switches::Outbound, true).await.unwrap();
        assert!(policy::book_in(q).await.unwrap().outbound_stopped);
        hosts::stop(&store, &city.admin.who, Switches::Outbound, false).await.unwrap();
        assert!(!policy::book_in(q).await.unwrap().outbound_stopped);
    }
}
