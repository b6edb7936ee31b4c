use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

fn read(s: &str) -> Result<Value, BadDocument> {
    parse(s.as_bytes())
}

#[test]
fn documents_are_objects_of_bounded_size_and_depth() {
    assert_eq!(read(r#"{"a":[1,-2,1.5,true,null,"x"]}"#).unwrap()["a"][1], -2);
    for (bad, why) in [
        ("", BadDocument::Json),
        ("{", BadDocument::Json),
        ("{} {}", BadDocument::Json),
        ("{\"a\":1,}", BadDocument::Json),
        ("\u{feff}{}", BadDocument::Json),
        ("[]", BadDocument::NotAnObject),
        ("[{\"type\":\"Note\"},{\"type\":\"Note\"}]", BadDocument::NotAnObject),
        ("\"x\"", BadDocument::NotAnObject),
        ("null", BadDocument::NotAnObject),
        (r#"{"a":1,"a":1}"#, BadDocument::Duplicate),
        (r#"{"o":{"id":"x","\u0069d":"y"}}"#, BadDocument::Duplicate),
    ] {
        assert_eq!(read(bad), Err(why), "{bad}");
    }
    assert_eq!(parse(b"{\"a\":\"\xff\"}"), Err(BadDocument::Json));

    let nested = |n: usize| format!("{{\"a\":{}{}}}", "[".repeat(n - 1), "]".repeat(n - 1));
    assert!(read(&nested(MAX_DEPTH)).is_ok());
    assert_eq!(read(&nested(MAX_DEPTH + 1)), Err(BadDocument::TooDeep));
    assert_eq!(read(&"[".repeat(MAX_BYTES)), Err(BadDocument::TooDeep));
    // Brackets in a text are text.
    let text = format!("{{\"a\":\"{}\\\"{}\"}}", "[{".repeat(100), "[,".repeat(100));
    assert!(read(&text).is_ok());

    let large = |n: usize| format!("{{\"a\":\"{}\"}}", "x".repeat(n - 8));
    assert!(read(&large(MAX_BYTES)).is_ok());
    assert_eq!(read(&large(MAX_BYTES + 1)), Err(BadDocument::TooLarge));
    let many = format!("{{\"a\":[{}0]}}", "0,".repeat(MAX_VALUES));
    assert_eq!(read(&many), Err(BadDocument::TooMany));
    let objects = |n: usize| format!("{{\"a\":[{}0]}}", "{\"b\":1},".repeat(n));
    assert!(read(&objects(MAX_OBJECTS - 1)).is_ok());
    assert_eq!(read(&objects(MAX_OBJECTS)), Err(BadDocument::TooMany));
}

#[test]
fn unknown_properties_keep_their_order_and_their_place() {
    let s = r#"{"z":1,"type":"Note","x:y":{"b":[],"a":null},"n":1.25}"#;
    assert_eq!(read(s).unwrap().to_string(), s);
}

#[test]
fn one_many_and_none_are_alike() {
    let v = json!({ "a": "x", "b": ["x", null, { "id": "y" }, 3, ""], "c": null, "d": [],
        "e": { "type": "Link", "href": "z" }, "f": { "name": "nameless" } });
    let ids = |k| ids(&v, k).collect::<Vec<_>>();
    assert_eq!(ids("a"), ["x"]);
    assert_eq!(ids("b"), ["x", "y"]);
    assert!(ids("c").is_empty() && ids("d").is_empty() && ids("f").is_empty());
    assert_eq!(ids("e"), ["z"]);
    assert_eq!(id(&v, "a"), Some("x"));
    assert_eq!(id(&v, "b"), None);
    assert_eq!(id(&json!({ "a": ["x"] }), "a"), Some("x"));
    assert!(has(&v, "a") && !has(&v, "c") && !has(&v, "d") && !has(&v, "missing"));
    assert_eq!(id_of(&json!("x".repeat(3000))), None);
    assert_eq!(id_of(&json!(5)), None);
}

#[test]
fn texts_times_and_flags_are_read() {
    let v = json!({
        "name": "  A\u{0}  name\n", "summary": "x".repeat(MAX_SUMMARY - 1) + "яя",
        "published": "2026-11-22T11:00:00+02:00", "updated": "soon", "sensitive": "true",
        "totalItems": 3, "nameMap": { "bg": "Име", "en": "Name", "no language": "x", "de": 5 },
    });
    assert_eq!(name(&v).unwrap(), "A name");
    assert_eq!(summary(&v).unwrap().len(), MAX_SUMMARY - 1);
    assert_eq!(time(&v, keys::PUBLISHED).unwrap().rfc3339(), "2026-11-22T09:00:00Z");
    assert_eq!(time(&v, keys::UPDATED), None);
    assert_eq!(boolean(&v, keys::SENSITIVE), Some(true));
    assert_eq!(boolean(&v, keys::DISCOVERABLE), None);
    assert_eq!(integer(&v, keys::TOTAL_ITEMS), Some(3));
    let map: Vec<_> =
        lang_map(&v, keys::NAME_MAP).into_iter().map(|(l, t)| l.to_string() + &t).collect();
    assert_eq!(map, ["bgИме", "enName"]);
    assert_eq!(name(&json!({ "name": "x".repeat(600) })).unwrap().len(), MAX_NAME);
    // The negative of the W3C suite: a map where a text belongs.
    assert_eq!(name(&json!({ "name": { "en": "x" } })), None);
}

#[test]
fn lists_are_honoured_up_to_their_caps() {
    let many: Vec<String> = (0..200).map(|n| format!("https://a.example/{n}")).collect();
    let v = json!({ "tag": many, "attachment": many, "to": many[..60], "cc": many });
    assert_eq!(tags(&v).count(), MAX_TAGS);
    assert_eq!(attachments(&v).count(), MAX_ATTACHMENTS);
    assert_eq!(recipients(&v).count(), MAX_RECIPIENTS);
    assert_eq!(tags(&json!({ "tag": null })).count(), 0);
}

#[test]
fn the_public_has_three_names() {
    for name in ["https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"] {
        assert!(is_public(name));
    }
    for not in [
        "public",
        "https://www.w3.org/ns/activitystreams",
        "http://www.w3.org/ns/activitystreams#Public",
    ] {
        assert!(!is_public(not));
    }
}

#[test]
fn an_origin_is_scheme_host_and_port() {
    let a = "https://a.example/ap/actor/1";
    for same in ["https://a.example", "https://a.example/x?y#z", "https://a.example#k", a] {
        assert!(same_origin(a, same), "{same}");
    }
    for other in [
        "http://a.example/ap/actor/1",
        "https://b.example/",
        "https://a.example:8443/",
        "https://sub.a.example/",
        "https://a.example.evil.example/",
        "https://a.example@evil.example/",
        "https://A.example/",
        "https://a.example./",
        "https://a.example:443/",
        "https:a.example/",
        "https:///a.example/",
        "https://a.example\\x",
        " https://a.example/",
        "https://a。example/",
        "acct:x@a.example",
        "data:,x",
        "",
    ] {
        assert!(!same_origin(a, other), "{other}");
    }
    assert!(!same_origin("", "") && !same_origin("data:,x", "data:,x"));
    assert!(same_origin("http://a.localhost:81/1", "http://a.localhost:81/2"));
}

#[test]
fn a_document_is_one_thing() {
    let class = |v: Value| classify(&v);
    for (v, is) in [
        (json!({ "type": "Person", "inbox": "i", "outbox": "o", "first": "x" }), Class::Actor),
        (json!({ "type": "Create", "actor": "a", "object": {} }), Class::Activity),
        (json!({ "type": "EmojiReact", "actor": "a", "object": "o" }), Class::Activity),
        (json!({ "type": "Article", "attributedTo": "a" }), Class::Object),
        // Pleroma and Mobilizon name the author twice.
        (json!({ "type": "Note", "actor": "a", "attributedTo": "a" }), Class::Object),
        (
            json!({ "type": "OrderedCollection", "orderedItems": [] , "totalItems": 0 }),
            Class::Collection,
        ),
        (json!({ "type": ["Article", "gh:Practice"] }), Class::Object),
        (json!({ "type": "Mention", "href": "x" }), Class::Link),
        // Unknown types are what they look like.
        (json!({ "type": "PollVote", "actor": "a", "object": "o" }), Class::Activity),
        (json!({ "type": "Feed", "inbox": "i" }), Class::Actor),
        (json!({ "type": "Biscuit" }), Class::Object),
        (json!({}), Class::Object),
    ] {
        assert_eq!(class(v.clone()), Ok(is), "{v}");
    }
    for polyglot in [
        json!({ "type": ["Person", "Create"] }),
        json!({ "type": ["Note", "OrderedCollection"] }),
        json!({ "type": "Person", "inbox": "i", "orderedItems": ["x"] }),
        json!({ "type": "Note", "actor": "a", "object": "o" }),
        json!({ "type": "Note", "inbox": "i" }),
        json!({ "type": "Create", "actor": "a", "object": "o", "inbox": "i" }),
        json!({ "type": "Collection", "items": ["x"], "actor": "a", "object": "o" }),
        json!({ "type": "Biscuit", "inbox": "i", "items": ["x"] }),
    ] {
        assert_eq!(class(polyglot.clone()), Err(BadDocument::Polyglot), "{polyglot}");
    }
    assert_eq!(class(json!("x")), Err(BadDocument::NotAnObject));
    assert_eq!(type_of(&json!({ "type": ["gh:Practice", "Article"] })), Some("Article"));
    assert_eq!(type_of(&json!({ "type": ["Biscuit", "Cake"] })), Some("Biscuit"));
    assert_eq!(type_of(&json!({ "type": 5 })), None);
}

#[test]
fn what_we_write_has_its_context_first() {
    let a = activity(
        "https://a.example/1",
        "Like",
        "https://a.example/2",
        "https://b.example/3".into(),
    );
    let doc = Value::Object(with_context(a));
    assert_eq!(doc.as_object().unwrap().keys().next().unwrap(), "@context");
    assert_eq!(classify(&doc), Ok(Class::Activity));
    assert_eq!(type_of(&doc), Some("Like"));
    assert_eq!(context()[0], "https://www.w3.org/ns/activitystreams");
    assert_eq!(context()[2]["gh"], GH);
    let bg = domain::Lang::bulgarian();
    let map = language_map([(&bg, "Име"), (&domain::Lang::english(), "Name")]);
    assert_eq!(map.to_string(), r#"{"bg":"Име","en":"Name"}"#);
    assert_eq!(language(&bg)["name"], "Български");
    assert_eq!(hashtag("u", "#град")["name"], "#град");
    assert_eq!(mention("u", "@a@b.example")["type"], "Mention");
    assert_eq!(link("u", "application/pdf", "n")["mediaType"], "application/pdf");
}

/// Walks a folder of real documents of other software, named by `GUILDHALL_PEER_FIXTURES`.
#[test]
fn documents_of_peers_are_read() {
    let Some(folder) = std::env::var_os("GUILDHALL_PEER_FIXTURES") else { return };
    let folder = std::path::PathBuf::from(folder);
    let index = std::fs::read(folder.join("index.json")).unwrap();
    let index: Vec<Value> = serde_json::from_slice(&index).unwrap();
    for entry in index {
        let (file, kind) = (entry["file"].as_str().unwrap(), entry["kind"].as_str().unwrap());
        if std::path::Path::new(file).extension() != Some("json".as_ref()) {
            continue;
        }
        let bytes = std::fs::read(folder.join(file)).unwrap();
        let mut bytes = bytes;
        if bytes.trim_ascii_start().starts_with(b"[") {
            // Some files are a part of a document.
            bytes = [b"{\"part\":", &*bytes, b"}"].concat();
        }
        let read = parse(&bytes);
        if kind != "negative" {
            let value = read.unwrap_or_else(|e| panic!("{file}: {e}"));
            classify(&value).unwrap_or_else(|e| panic!("{file}: {e}"));
            for inner in each(&value, keys::OBJECT).filter(|o| o.is_object()) {
                classify(inner).unwrap_or_else(|e| panic!("{file}, object: {e}"));
            }
            let whole: Value = serde_json::from_slice(&bytes).unwrap();
            assert_eq!(value, whole, "{file} lost something");
        }
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        "(https://a\\.example/[a-z]|as:Public|Person|Create|Note|Link)".prop_map(Value::from),
    ];
    let key = "(id|type|actor|object|to|cc|tag|name|nameMap|inbox|items|href|[a-z]{1,3})";
    leaf.prop_recursive(4, 40, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..6)
                .prop_map(|o| Value::Object(o.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_and_no_accessor_panics(v in any_json()) {
        let wrapped = json!({ "v": v });
        prop_assert_eq!(parse(wrapped.to_string().as_bytes()).unwrap(), wrapped);
        let _ = (classify(&v), type_of(&v), id_of(&v), name(&v), summary(&v));
        for key in ["id", "type", "to", "tag", "nameMap"] {
            let _ = (id(&v, key), text(&v, key), time(&v, key), lang_map(&v, key), boolean(&v, key));
            prop_assert!(ids(&v, key).count() <= each(&v, key).count());
        }
        prop_assert!(recipients(&v).count() <= MAX_RECIPIENTS);
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), s in "[\\[\\]{}\",:\\\\a0 ]{0,60}") {
        let _ = parse(&bytes);
        let _ = parse(s.as_bytes());
        let _ = iri(&s);
    }

    #[test]
    fn an_iri_has_one_spelling(s in "https?://[A-Za-z.:@0-9-]{1,20}(/[a-zА-я?#%]{0,5})?") {
        if let Some(url) = iri(&s) {
            prop_assert!(s.starts_with(&url.origin().ascii_serialization()));
        }
    }
}

#[test]
fn an_id_has_no_letters_that_cannot_be_seen() {
    for bad in [
        "https://a.example/\0",
        "https://a.example/x\u{7f}",
        "https://a.example/a\nb",
        "https://a.example/a\tb",
        "https://a.example/a b",
        "https://a.example/\u{202e}x",
        "https://a.example/\u{200b}",
        "https://a.exa\nmple/x",
    ] {
        assert_eq!(iri(bad), None, "{bad:?}");
    }
    for bad in ["https://a.example/\0", "x\u{7f}", "a\nb"] {
        assert_eq!(id_of(&json!(bad)), None, "{bad:?}");
        assert_eq!(id_of(&json!({ "id": bad })), None, "{bad:?}");
    }
    assert!(iri("https://a.example/хора/елена").is_some());
}

/// PostgreSQL refuses U+0000, wherever it stands.
#[test]
fn no_text_of_a_document_holds_a_nul() {
    for bad in [r#"{"a":"x\u0000y"}"#, r#"{"a":["\u0000"]}"#, r#"{"b\u0000":1}"#] {
        assert_eq!(read(bad), Err(BadDocument::Json), "{bad}");
    }
    assert!(read(r#"{"a":"x\\u0000y"}"#).is_ok());
}

#[test]
fn numbers_are_read_or_refused() {
    assert_eq!(read(r#"{"n":18446744073709551615}"#).unwrap()["n"], u64::MAX);
    assert!(read(r#"{"n":1e308}"#).is_ok());
    assert_eq!(read(r#"{"n":1e999}"#), Err(BadDocument::Json));
    assert_eq!(integer(&json!({ "totalItems": -1 }), keys::TOTAL_ITEMS), None);
    assert_eq!(integer(&json!({ "totalItems": 1.5 }), keys::TOTAL_ITEMS), None);
    assert_eq!(integer(&json!({ "totalItems": "3" }), keys::TOTAL_ITEMS), None);
}

#[test]
fn times_that_are_none_are_none() {
    for bad in [
        "",
        "yesterday",
        "2026-13-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-11-22",
        "1795338000",
        "99999-01-01T00:00:00Z",
    ] {
        assert_eq!(time(&json!({ "published": bad }), keys::PUBLISHED), None, "{bad}");
    }
    for odd in [json!(5), json!({}), json!([[]]), json!(null)] {
        assert_eq!(time(&json!({ "published": odd }), keys::PUBLISHED), None);
    }
}
