use proptest::prelude::*;
use serde_json::json;

use super::*;

const GROUP: &str = "https://a.example/ap/actor/1";
const GROUP_FOLLOWERS: &str = "https://a.example/ap/actor/1/followers";
const AUTHOR_FOLLOWERS: &str = "https://a.example/ap/actor/2/followers";
const OTHER_GROUP: &str = "https://b.example/c/x";

fn group() -> Group {
    Group { id: GROUP.into(), followers: GROUP_FOLLOWERS.into() }
}

fn known(id: &str) -> Known {
    match id {
        GROUP | OTHER_GROUP => Known::Group,
        GROUP_FOLLOWERS => Known::GroupFollowers(GROUP.into()),
        "https://b.example/c/x/followers" => Known::GroupFollowers(OTHER_GROUP.into()),
        AUTHOR_FOLLOWERS => Known::AuthorFollowers,
        _ => Known::Other,
    }
}

fn written(a: &Addresses) -> Value {
    let mut map = Map::new();
    a.write(&mut map);
    map.into()
}

#[test]
fn levels_are_written_as_peers_read_them() {
    let of = |v, g: bool| Audience::of(v, g.then(group), Some(AUTHOR_FOLLOWERS.into()));
    let mention = "https://c.example/u/3";
    let a = of(Visibility::Public, true).unwrap().addresses(&[mention, mention]);
    assert_eq!(a.to, [PUBLIC, GROUP]);
    assert_eq!(a.cc, [AUTHOR_FOLLOWERS, mention]);
    assert_eq!(a.audience.as_deref(), Some(GROUP));
    let a = of(Visibility::Public, false).unwrap().addresses(&[]);
    assert_eq!(
        (a.to, a.cc, a.audience),
        (vec![PUBLIC.into()], vec![AUTHOR_FOLLOWERS.into()], None)
    );
    let a = of(Visibility::Unlisted, true).unwrap().addresses(&[mention]);
    assert_eq!(a.to, [GROUP]);
    assert_eq!(a.cc, [PUBLIC, AUTHOR_FOLLOWERS, mention]);
    let a = of(Visibility::Unlisted, false).unwrap().addresses(&[]);
    assert_eq!((a.to, a.cc), (vec![AUTHOR_FOLLOWERS.to_owned()], vec![PUBLIC.to_owned()]));
    let a = of(Visibility::Members, true).unwrap().addresses(&[mention]);
    assert_eq!(a.to, [GROUP, GROUP_FOLLOWERS]);
    assert!(a.cc.is_empty());
    assert_eq!(written(&a)["cc"], json!([]));
    let a = Audience::Direct(vec![mention.into()]).addresses(&["https://d.example/4"]);
    assert_eq!((a.to, a.cc, a.audience), (vec![mention.into()], vec![], None));
    assert_eq!(of(Visibility::Local, true), None);
    assert_eq!(of(Visibility::Members, false), None);
}

#[test]
fn what_is_written_is_read_back() {
    for (level, read) in [
        (Visibility::Public, Level::Public),
        (Visibility::Unlisted, Level::Unlisted),
        (Visibility::Members, Level::Members(GROUP.into())),
    ] {
        let a = Audience::of(level, Some(group()), None).unwrap().addresses(&[]);
        let got = Level::read(&written(&a), known);
        assert_eq!(got.visibility(), Some(level));
        assert_eq!(got, read);
    }
    let direct = Audience::Direct(vec!["https://c.example/u/3".into()]).addresses(&[]);
    assert_eq!(Level::read(&written(&direct), known), Level::Direct);
}

#[test]
fn addresses_of_peers_are_read_narrowly() {
    for (v, level) in [
        (json!({ "to": "as:Public" }), Level::Public),
        (json!({ "to": ["x", { "id": "Public" }] }), Level::Public),
        (json!({ "to": "x", "cc": ["y", PUBLIC] }), Level::Unlisted),
        (json!({ "to": [AUTHOR_FOLLOWERS], "cc": ["x"] }), Level::Followers),
        (json!({ "to": ["x"], "cc": [] }), Level::Direct),
        (json!({ "to": GROUP, "cc": GROUP_FOLLOWERS }), Level::Members(GROUP.into())),
        (json!({ "to": [GROUP_FOLLOWERS] }), Level::Members(GROUP.into())),
        (json!({ "to": [GROUP], "audience": GROUP }), Level::Members(GROUP.into())),
        // A message to the group alone, and to two groups at once.
        (json!({ "to": [GROUP] }), Level::Direct),
        (json!({ "to": [GROUP], "audience": OTHER_GROUP }), Level::Direct),
        (json!({ "to": [GROUP_FOLLOWERS, "https://b.example/c/x/followers"] }), Level::Direct),
        (json!({ "to": [GROUP_FOLLOWERS, AUTHOR_FOLLOWERS] }), Level::Direct),
        (json!({ "audience": GROUP }), Level::Direct),
        (json!({ "bto": PUBLIC, "bcc": PUBLIC }), Level::Direct),
        (json!({ "to": null, "cc": 5 }), Level::Direct),
        (json!({}), Level::Direct),
    ] {
        assert_eq!(Level::read(&v, known), level, "{v}");
    }
}

#[test]
fn activity_and_object_give_the_narrower() {
    let both = |a: Value, o: Value| Level::read_both(&a, &o, known);
    let public = json!({ "to": PUBLIC });
    let members = json!({ "to": [GROUP, GROUP_FOLLOWERS] });
    assert_eq!(both(public.clone(), json!({})), Level::Public);
    assert_eq!(both(public.clone(), json!({ "to": "x" })), Level::Direct);
    assert_eq!(both(json!({ "to": "x" }), public.clone()), Level::Direct);
    assert_eq!(both(members.clone(), public), Level::Members(GROUP.into()));
    assert_eq!(both(members, json!({ "to": AUTHOR_FOLLOWERS })), Level::Direct);
}

#[test]
fn replies_keep_to_their_conversation() {
    let members = Level::Members(GROUP.into());
    let elsewhere = Level::Members(OTHER_GROUP.into());
    let joins = |root, level: &Level| level.joins(root, Some(GROUP));
    assert_eq!(joins(Visibility::Public, &Level::Public), Ok(Visibility::Public));
    assert_eq!(joins(Visibility::Public, &Level::Unlisted), Ok(Visibility::Unlisted));
    assert_eq!(joins(Visibility::Unlisted, &Level::Public), Ok(Visibility::Unlisted));
    assert_eq!(joins(Visibility::Members, &members), Ok(Visibility::Members));
    assert_eq!(joins(Visibility::Members, &Level::Public), Err(Misfit::TooWide));
    assert_eq!(joins(Visibility::Members, &Level::Unlisted), Err(Misfit::TooWide));
    assert_eq!(joins(Visibility::Members, &elsewhere), Err(Misfit::Apart));
    assert_eq!(joins(Visibility::Public, &Level::Direct), Err(Misfit::Apart));
    assert_eq!(joins(Visibility::Public, &Level::Followers), Err(Misfit::Apart));
    assert_eq!(joins(Visibility::Public, &members), Err(Misfit::Apart));
    assert_eq!(members.joins(Visibility::Members, None), Err(Misfit::Apart));
    for level in [Level::Public, Level::Direct, members] {
        assert_eq!(joins(Visibility::Local, &level), Err(Misfit::TooWide));
    }
}

#[test]
fn blind_copies_stay_blind() {
    let mut v =
        json!({ "to": "x", "bto": "y", "object": { "bcc": ["z"], "tag": [{ "bto": 1, "a": 2 }] } });
    strip_blind(&mut v);
    assert_eq!(v, json!({ "to": "x", "object": { "tag": [{ "a": 2 }] } }));
}

fn level() -> impl Strategy<Value = Level> {
    prop_oneof![
        Just(Level::Public),
        Just(Level::Unlisted),
        Just(Level::Followers),
        Just(Level::Direct),
        Just(Level::Members(GROUP.into())),
        Just(Level::Members(OTHER_GROUP.into())),
    ]
}

fn width(level: &Level) -> u8 {
    match level {
        Level::Public => 3,
        Level::Unlisted => 2,
        Level::Members(_) | Level::Followers => 1,
        Level::Direct => 0,
    }
}

proptest! {
    #[test]
    fn nothing_ever_widens(a in level(), b in level()) {
        let n = a.clone().narrower(b.clone());
        prop_assert!(width(&n) <= width(&a).min(width(&b)));
        prop_assert_eq!(&n, &b.clone().narrower(a.clone()));
        if n != Level::Direct {
            prop_assert!(n == a || n == b);
        }
        for root in Visibility::ALL {
            if let Ok(joined) = a.joins(root, Some(GROUP)) {
                let order = |v: Visibility| Visibility::ALL.iter().position(|x| *x == v).unwrap();
                prop_assert!(order(joined) >= order(root));
                prop_assert!(order(joined) >= order(a.visibility().unwrap()));
            }
        }
    }

    #[test]
    fn everyone_is_read_only_where_everyone_stands(
        to in prop::collection::vec(prop::sample::select(vec![PUBLIC, GROUP, GROUP_FOLLOWERS, AUTHOR_FOLLOWERS, "x"]), 0..4),
        cc in prop::collection::vec(prop::sample::select(vec![PUBLIC, GROUP, GROUP_FOLLOWERS, AUTHOR_FOLLOWERS, "x"]), 0..4),
    ) {
        let level = Level::read(&json!({ "to": &to, "cc": &cc }), known);
        prop_assert_eq!(level == Level::Public, to.contains(&PUBLIC));
        prop_assert_eq!(level == Level::Unlisted, !to.contains(&PUBLIC) && cc.contains(&PUBLIC));
    }
}
