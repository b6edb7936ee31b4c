use domain::{ActorId, Lang, Result};
use people::{
    Markup,
    colleagues::{self, Among},
    persons::{self, PersonText, Profile},
    testing::{City, Person, city},
};
use store::Store;

use crate::key;

/// Gives somebody of the city's organisation a name in each language.
async fn rename(city: &City, person: &Person, bg: &str, en: &str) {
    let text = |lang, name: &str| PersonText {
        name: name.to_owned(),
        headline: "експерт по заетост".to_owned(),
        bio: Markup::default(),
        ..PersonText::empty(lang)
    };
    let profile = Profile {
        texts: vec![text(Lang::bulgarian(), bg), text(Lang::english(), en)],
        sectors: Vec::new(),
        languages: Vec::new(),
        organisation: Some(city.organisation),
        discoverable: false,
        indexable: false,
    };
    persons::update(&city.store, &person.who, profile).await.unwrap();
}

async fn find(store: &Store, among: Among, typed: &str) -> Result<ActorId> {
    colleagues::find(&mut store.read(), among, typed, "handle").await
}

store::on_both! {
    async fn colleagues_are_found_by_any_of_their_names(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").of(city.organisation).await;
        let maria = city.person("maria").of(city.organisation).await;
        let boris = city.person("boris").of(city.organisation).await;
        let ngo = city.another_organisation("krag").await;
        let nina = city.person("nina").of(ngo).await;
        rename(&city, &elena, "Елена Маркова", "Elena Markova").await;
        rename(&city, &maria, "Мария Стоева", "Maria Stoeva").await;
        let own = Among::Organisation(city.organisation);
        for typed in ["elena", "@Elena", " Елена  маркова ", "elena markova"] {
            assert_eq!(find(&store, own, typed).await.unwrap(), elena.actor, "{typed}");
        }
        assert_eq!(key(find(&store, own, " ").await), "error-required");
        for typed in ["Елена", "Markova"] {
            assert_eq!(find(&store, own, typed).await.unwrap(), elena.actor, "{typed}");
        }
        for typed in ["%", "_____", "@Елена", "@Елена Маркова", "haskovo", "nobody"] {
            assert_eq!(key(find(&store, own, typed).await), "error-colleague-unknown", "{typed}");
        }
        // Whether she may be named is the rule of whoever asks; a name is sought among those whom one may name.
        assert_eq!(find(&store, own, "@nina").await.unwrap(), nina.actor);
        assert_eq!(find(&store, Among::Instance, "Nina").await.unwrap(), nina.actor);

        rename(&city, &boris, "Елена Маркова", "Boris").await;
        assert_eq!(key(find(&store, own, "Елена Маркова").await), "error-colleague-several");
        assert_eq!(key(find(&store, own, "маркова").await), "error-colleague-several");
        assert_eq!(find(&store, own, "@boris").await.unwrap(), boris.actor);

        // A word of the name of one that is the short name of another one, who is not among them, means neither alone.
        rename(&city, &maria, "Мария Нина", "Maria Nina").await;
        assert_eq!(key(find(&store, own, "nina").await), "error-colleague-several");
        assert_eq!(find(&store, own, "Нина").await.unwrap(), maria.actor);
    }

    async fn one_is_offered_those_whom_one_may_name(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").of(city.organisation).await;
        let ngo = city.another_organisation("krag").await;
        city.person("nina").of(ngo).await;
        city.person("vera").await;
        rename(&city, &elena, "Елена Маркова", "Elena Markova").await;
        let q = &mut store.read();
        let english = Lang::english();
        let own = colleagues::list(q, Among::Organisation(city.organisation), &english).await.unwrap();
        let her = own.iter().find(|person| person.id == elena.actor).unwrap();
        assert_eq!((&*her.name, &*her.about), ("Elena Markova", "експерт по заетост"));
        assert!(her.names.iter().any(|name| name == "Елена Маркова"), "{:?}", her.names);
        assert!(own.iter().all(|person| person.handle != "nina"));
        let all = colleagues::list(q, Among::Instance, &english).await.unwrap();
        let handles: Vec<&str> = all.iter().map(|person| person.handle.as_str()).collect();
        assert!(handles.contains(&"nina") && handles.contains(&"elena"), "{handles:?}");
        assert!(!handles.contains(&"vera"), "she works for nobody");
    }

    async fn who_does_not_want_to_be_found_is_offered_to_those_who_share_a_community_with_her(store: Store) {
        let city = city(&store).await;
        let group = city.community("jobs").await;
        let elena = city.person("elena").of(city.organisation).member_of(group).await;
        let vera = city.person("vera").await;
        let nina = city.person("nina").member_of(group).await;
        rename(&city, &elena, "Елена Маркова", "Elena Markova").await;
        let of_vera = Among::Known(vera.actor);
        assert_eq!(key(find(&store, of_vera, "Елена Маркова").await), "error-colleague-unknown");
        assert_eq!(find(&store, of_vera, "@elena").await.unwrap(), elena.actor, "who knows her short name may write it");
        for (me, sees) in [(&vera, false), (&nina, true), (&elena, false)] {
            let all = colleagues::list(&mut store.read(), Among::Known(me.actor), &Lang::english()).await.unwrap();
            assert_eq!(all.iter().any(|person| person.id == elena.actor), sees, "{}", me.handle);
        }
        assert_eq!(find(&store, Among::Known(nina.actor), "Елена Маркова").await.unwrap(), elena.actor);
    }
}
