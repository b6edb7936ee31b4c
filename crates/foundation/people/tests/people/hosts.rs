//! The instances that hold what is in a community, and those who host one elsewhere.

use domain::{
    ActorId, Visibility,
    access::{Standing, Who},
};
use federation::ActorKind;
use people::{communities, federating::keep_hosts, testing::city};
use store::{Store, args, statements};

use crate::fields;

statements! {
    PUT_OUT = "INSERT INTO membership (group_id, actor_id, standing, created_at, updated_at) \
        VALUES ($1, $2, 'banned', 1, 1)";
}

async fn standing(store: &Store, group: ActorId, who: ActorId) -> Standing {
    communities::standing(&mut store.read(), group, who).await.unwrap()
}

async fn kept(store: &Store, group: ActorId, hosts: &[ActorId], whole: bool) {
    let mut tx = store.begin().await.unwrap();
    keep_hosts(&mut tx, group, hosts, whole).await.unwrap();
    tx.save().await.unwrap();
}

store::on_both! {
    /// People here live on no instance with a name: nobody puts them all out at once.
    async fn this_instance_is_never_taken_off_the_list(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let inner = city.community("inner").by(&elena).visible(Visibility::Members).await;
        let boris = city.person("boris").member_of(inner).await;
        let vera = city.person("vera").await;
        communities::add_host(&store, &elena.who, inner, "b.example").await.unwrap();
        for odd in ["", " ", "https://", "@", "няма", "127.0.0.1"] {
            let removed = communities::remove_host(&store, &elena.who, inner, odd).await;
            assert_eq!(fields(removed), ["host"], "{odd:?}");
        }
        assert_eq!(standing(&store, inner, boris.actor).await, Standing::Member);
        assert_eq!(standing(&store, inner, elena.actor).await, Standing::Facilitator);
        for who in [vera.who, boris.who, Who::Visitor] {
            assert!(communities::remove_host(&store, &who, inner, "b.example").await.is_err());
        }
        // Written as people write it, it is the one that was named.
        communities::remove_host(&store, &elena.who, inner, " https://B.Example/about").await.unwrap();
        let named = communities::hosts(&mut store.read(), &elena.who, inner).await.unwrap();
        assert_eq!(named, []);
    }

    /// A list that is not whole takes nobody's place away, and no list lets anybody in again.
    async fn hosts_elsewhere_are_kept_as_far_as_they_are_known(store: Store) {
        let city = city(&store).await;
        let talk = city.elsewhere(ActorKind::Group, "talk@b.example").await;
        let mut people = Vec::new();
        for name in ["ada", "boris", "clara"] {
            people.push(city.elsewhere(ActorKind::Person, &format!("{name}@b.example")).await);
        }
        let (ada, boris, clara) = (people[0], people[1], people[2]);
        let mut tx = store.begin().await.unwrap();
        tx.execute(&PUT_OUT, args![talk, clara]).await.unwrap();
        tx.save().await.unwrap();
        kept(&store, talk, &people, true).await;
        assert_eq!(standing(&store, talk, ada).await, Standing::Facilitator);
        assert_eq!(standing(&store, talk, boris).await, Standing::Facilitator);
        assert_eq!(standing(&store, talk, clara).await, Standing::Banned);
        kept(&store, talk, &[ada], false).await;
        assert_eq!(standing(&store, talk, boris).await, Standing::Facilitator);
        kept(&store, talk, &[ada], true).await;
        assert_eq!(standing(&store, talk, boris).await, Standing::Member);
        assert_eq!(standing(&store, talk, ada).await, Standing::Facilitator);
    }
}
