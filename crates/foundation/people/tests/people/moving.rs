use domain::{
    Error,
    access::{Standing, Who},
};
use federation::{ActorKind, actor, alias};
use people::{
    accounts, communities, follows, moving, takeout,
    testing::{City, Person, city},
};
use store::{Query as _, Store, args, statements};

statements! {
    INTERESTS = "SELECT CAST(COUNT(*) AS bigint) FROM interest WHERE target_id = $1";
}

/// Writes that somebody has moved, as the rule does.
async fn moved(city: &City, who: &Person, to: &str) {
    let mut tx = city.store.begin().await.unwrap();
    let now = tx.now();
    actor::set_moved(&mut tx, who.actor, Some(to), Some(now)).await.unwrap();
    tx.save().await.unwrap();
}

store::on_both! {
    /// Everybody her own, who hosts a community its, an administrator the organisation's; the addresses of
    /// others do not exist.
    async fn addresses_are_for_whoever_may_change_them(store: Store) {
        let city = city(&store).await;
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let jobs = city.community("jobs").by(&elena).await;
        let inner = city.community("inner").by(&elena).visible(domain::Visibility::Local).await;
        let now = store.now();
        for (who, id, may) in [
            (&elena, elena.actor, true),
            (&boris, elena.actor, false),
            (&elena, jobs, true),
            (&boris, jobs, false),
            (&elena, inner, false),
            (&city.admin, city.organisation, true),
            (&elena, city.organisation, false),
        ] {
            let found = moving::addresses(&mut store.read(), &who.who, None, id, now).await;
            assert_eq!(found.is_ok(), may, "{} {id}", who.handle);
            let removed = moving::remove(&store, &who.who, id, "https://b.example/x").await;
            assert_eq!(removed.is_ok(), may, "{} {id}", who.handle);
        }
        let visitor = moving::addresses(&mut store.read(), &Who::Visitor, None, elena.actor, now).await;
        assert!(matches!(visitor, Err(Error::NotFound)));
    }

    /// A former address is shown with whoever lives there, and the place that somebody moved to likewise.
    async fn places_are_known_by_their_ids(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let old = city.elsewhere(ActorKind::Person, "elena@b.example").await;
        let mut tx = store.begin().await.unwrap();
        alias::add(&mut tx, elena.actor, "https://b.example/ap/actor/elena").await.unwrap();
        alias::add(&mut tx, elena.actor, "https://c.example/nobody").await.unwrap();
        alias::add(&mut tx, elena.actor, "https://c.example/nobody").await.unwrap();
        tx.save().await.unwrap();
        let now = store.now();
        let read = || async { moving::addresses(&mut store.read(), &elena.who, None, elena.actor, now).await.unwrap() };
        let found = read().await;
        assert_eq!(found.former.len(), 2);
        assert_eq!(found.former[0].actor.as_ref().map(|a| a.id), Some(old));
        assert_eq!(found.former[1].actor, None);
        assert_eq!((&found.moved, found.rests_until), (&None, None));
        let row = actor::by_id(&mut store.read(), elena.actor).await.unwrap();
        assert!(alias::names(&mut store.read(), &row, "https://c.example/nobody").await.unwrap());
        assert!(!alias::names(&mut store.read(), &row, "https://c.example/nobody2").await.unwrap());

        moved(&city, &elena, "https://b.example/ap/actor/elena").await;
        let found = read().await;
        assert_eq!(found.moved.and_then(|m| m.actor).map(|a| a.id), Some(old));
        assert!(found.rests_until.is_some());
        moving::come_back(&store, &elena.who, elena.actor).await.unwrap();
        let found = read().await;
        assert_eq!(found.moved, None);
        assert!(found.rests_until.is_some(), "the pause goes on");
        moving::remove(&store, &elena.who, elena.actor, "https://c.example/nobody").await.unwrap();
        assert_eq!(read().await.former.len(), 1);
    }

    /// What goes with an account: whom she followed, who followed her, where she was before. Whom it concerns
    /// elsewhere can still be told.
    async fn whoever_closes_her_account_leaves_no_relations(store: Store) {
        let city = city(&store).await;
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        follows::follow(&store, &elena.who, boris.actor).await.unwrap();
        follows::follow(&store, &boris.who, elena.actor).await.unwrap();
        let reader = city.elsewhere(ActorKind::Person, "reader@b.example").await;
        let mut tx = store.begin().await.unwrap();
        alias::add(&mut tx, elena.actor, "https://b.example/x").await.unwrap();
        federation::interest::add(&mut tx, elena.actor, reader, "b.example").await.unwrap();
        tx.save().await.unwrap();
        accounts::close(&store, &Who::Operator, elena.account).await.unwrap();
        let mut q = store.read();
        assert_eq!(follows::count(&mut q, boris.actor).await.unwrap(), 0);
        assert_eq!(follows::count(&mut q, elena.actor).await.unwrap(), 0);
        assert_eq!(alias::of(&mut q, elena.actor).await.unwrap(), Vec::<String>::new());
        let (interests,): (i64,) = q.one(&INTERESTS, args![elena.actor]).await.unwrap();
        assert_eq!(interests, 1);
    }

    /// What one takes along of one's relations.
    async fn relations_are_taken_along(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        let boris = city.person("boris").member_of(jobs).await;
        follows::follow(&store, &boris.who, elena.actor).await.unwrap();
        people::avoidance::avoid(&store, &boris.who, city.admin.actor, people::avoidance::Avoidance::Mute).await.unwrap();
        let mut q = store.read();
        let followed = takeout::followed(&mut q, boris.actor).await.unwrap();
        assert_eq!(followed.iter().map(|a| a.handle.as_str()).collect::<Vec<_>>(), ["elena"]);
        let memberships = takeout::memberships(&mut q, boris.actor).await.unwrap();
        assert_eq!((memberships.len(), memberships[0].actor.id), (1, jobs));
        let members = takeout::members(&mut q, jobs).await.unwrap();
        let members: Vec<_> = members.iter().map(|m| (m.actor.handle.as_str(), m.standing)).collect();
        assert_eq!(members, [("boris", Standing::Member), ("elena", Standing::Facilitator)]);
        assert_eq!(takeout::avoided(&mut q, boris.actor).await.unwrap().len(), 1);
        let standing = communities::standing(&mut q, jobs, boris.actor).await.unwrap();
        assert_eq!(standing, Standing::Member);
    }
}
