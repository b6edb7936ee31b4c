//! A body as it comes to the inbox, through every part of the edge that reads one. Nothing panics; what
//! is kept reads back as it was; it is as long as it may be and holds no U+0000; and nothing that is
//! believed is of another origin than whoever is believed about it.
#![no_main]

use std::sync::LazyLock;

use content::{
    Field, Kind, Kinds, Shape,
    activity::received::{self, Received},
    kind::{Cell, Column, PLAIN},
    markdown,
};
use federation::{
    address::{self, Known, Level},
    collection::{self, Page},
    document::{self, Class},
    handler::object_of,
    keys::PublicKey,
    network::MAX_URL,
    nodeinfo,
    proof::Proof,
    receiving::{self, Shape as Outline},
    remote::Profile,
};
use guildhall_fuzz::{Links, NOW, assert_inert, assert_line, assert_no_nul, assert_one_origin};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use url::Url;

static COLUMNS: &[Column] = &[
    Column::new("front", Cell::Text, 100).required(),
    Column::new("day", Cell::Date, 10),
    Column::new("page", Cell::Url, 100),
];

/// A kind that has a field of every shape, and parts.
static SHEET: Kind = Kind {
    name: "sheet",
    wire: "Sheet",
    summary: true,
    fields: &[
        Field::new("line", Shape::Line, "", "gh:line").facet(),
        Field::new("text", Shape::Text, "", "gh:text"),
        Field::new("said", Shape::Steps, "", "gh:said").translated(),
        Field::new("choice", Shape::Choice(&["a", "b"]), "", "gh:choice").facet(),
        Field::new("choices", Shape::Choices(&["a", "b"]), "", "gh:choices").facet(),
        Field::new(
            "number",
            Shape::Number { min: 0, max: 9, decimals: 1, unit: "" },
            "",
            "gh:number",
        ),
        Field::new("money", Shape::Money, "", "gh:money"),
        Field::new("day", Shape::Date, "", "gh:day"),
        Field::new("page", Shape::Url, "", "gh:page").facet(),
        Field::new("langs", Shape::Langs, "", "gh:langs").facet(),
        Field::new("figures", Shape::Figures, "", "gh:figures"),
        Field::new("rows", Shape::Rows(COLUMNS), "", "gh:rows"),
        Field::new("cards", Shape::Rows(COLUMNS), "", "gh:cards").translated(),
        Field::new("flag", Shape::Flag, "", "gh:flag").facet(),
    ],
    parts: Some(&PLAIN),
    ..PLAIN
};

static KINDS: LazyLock<Kinds> = LazyLock::new(|| {
    let mut kinds = Kinds::new();
    kinds.register(&SHEET).expect("a name of its own");
    kinds
});

fuzz_target!(|data: &[u8]| {
    let Ok(value) = document::parse(data) else { return };
    let text = std::str::from_utf8(data).expect("a document is text");
    all(&value, &mut |text| assert_no_nul(text));
    assert!(alike(&read_back(&value), &value), "{value} is not kept as it was");
    blind(&value);
    look(&value, text, 0);
});

fn read_back(value: &Value) -> Value {
    document::parse(value.to_string().as_bytes()).expect("what was written is read")
}

/// Every name and every text in a value.
fn all(value: &Value, see: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => see(text),
        Value::Array(many) => many.iter().for_each(|v| all(v, see)),
        Value::Object(object) => {
            for (name, value) in object {
                see(name);
                all(value, see);
            }
        }
        _ => {}
    }
}

/// Fractions may lose their last digit on the way.
fn alike(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) if a.is_f64() && b.is_f64() => {
            let (Some(a), Some(b)) = (a.as_f64(), b.as_f64()) else { return false };
            a == b || ((a - b) / a).abs() < 1e-14
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|((k, a), (l, b))| k == l && alike(a, b))
        }
        (a, b) => a == b,
    }
}

/// What is for nobody's eyes is gone, and the rest is a document still.
fn blind(value: &Value) {
    let mut stripped = value.clone();
    address::strip_blind(&mut stripped);
    let written = stripped.to_string();
    assert!(document::parse(written.as_bytes()).is_ok());
    let mut names = Vec::new();
    all(&stripped, &mut |text| names.push(text.to_owned()));
    let mut keys = Vec::new();
    each_key(&stripped, &mut keys);
    assert!(!keys.iter().any(|k| k == "bto" || k == "bcc"), "{written}");
}

fn each_key(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Array(many) => many.iter().for_each(|v| each_key(v, out)),
        Value::Object(object) => {
            for (name, value) in object {
                out.push(name.clone());
                each_key(value, out);
            }
        }
        _ => {}
    }
}

/// What a document is, and whatever else it could be taken for.
fn look(value: &Value, text: &str, depth: usize) {
    let class = document::classify(value);
    let shapes = [&["inbox"][..], &["items", "orderedItems"]];
    let shown = shapes.iter().filter(|keys| keys.iter().any(|k| document::has(value, k))).count();
    assert!(class.is_err() || shown < 2, "an actor and a list at once");
    let profile = Profile::read(value, markdown::clean_html);
    assert!(class == Ok(Class::Actor) || profile.is_err(), "what is no actor is read as one");
    if let Ok(profile) = profile {
        actor(&profile);
    }
    if let Ok(outline) = receiving::shape(value) {
        assert_eq!(class, Ok(Class::Activity));
        activity(value, &outline, depth);
    }
    if let Ok(received) = received::read(&KINDS, value, text) {
        assert!(matches!(class, Ok(Class::Object | Class::Link)));
        assert_eq!(received.document, text, "it is kept as it came");
        content(&received);
    }
    list(value);
    node(value);
    if let Some(proof) = Proof::read(value, NOW) {
        assert_no_nul(&proof.key_id);
        assert!(document::id_of(&Value::from(proof.key_id.as_str())).is_some());
    }
    let _ = (document::lang_map(value, "nameMap"), document::time(value, "published"));
    assert!(document::tags(value).count() <= document::MAX_TAGS);
    assert!(document::recipients(value).count() <= document::MAX_RECIPIENTS);
    assert!(document::summary(value).is_none_or(|s| s.len() <= document::MAX_SUMMARY));
}

fn actor(profile: &Profile) {
    let here = |iri: &str| assert_one_origin(iri, &profile.iri);
    [&profile.inbox, &profile.delivery].into_iter().for_each(|iri| here(iri));
    for iri in [&profile.followers, &profile.outbox] {
        assert!(iri.is_empty() || document::same_origin(iri, &profile.iri));
    }
    assert!(profile.iri.ends_with(&profile.host) || profile.iri.contains(&profile.host));
    assert!(profile.keys.len() <= 10 && profile.texts.len() <= 25);
    for (id, text) in &profile.keys {
        here(id);
        if let Ok(key) = PublicKey::from_text(text) {
            let again = key.to_text().expect("a key is written");
            let again = PublicKey::from_text(&again).expect("what was written is read");
            assert_eq!(again.algorithm(), key.algorithm());
        }
    }
    assert_line(&profile.handle);
    assert_eq!(profile.handle, profile.handle.to_lowercase());
    assert!(!profile.handle.is_empty() && profile.handle.chars().count() <= 100);
    assert_line(&profile.name);
    assert!(profile.name.chars().count() <= document::MAX_NAME);
    assert_inert(&profile.summary_html, Links::Away);
    for text in &profile.texts {
        assert_line(&text.name);
        assert_line(&text.headline);
        assert_inert(&text.summary_html, Links::Away);
    }
    if let Some(to) = &profile.moved_to {
        assert!(*to != profile.iri && document::iri(to).is_some());
    }
    for iri in profile.url.iter().chain(&profile.moved_to) {
        assert!(iri.starts_with("http") && iri.len() <= MAX_URL);
        assert_no_nul(iri);
    }
}

/// Something done, and what it carries.
fn activity(value: &Value, outline: &Outline<'_>, depth: usize) {
    let id = document::id_of(value).expect("an activity has an id");
    assert!(document::iri(outline.actor).is_some() && !outline.kind.is_empty());
    assert_no_nul(&outline.iri);
    assert!(outline.iri.len() <= 2 * MAX_URL);
    // Under an id of somebody else's origin nothing is kept.
    if document::same_origin(id, outline.actor) {
        assert_eq!(outline.iri, id);
        assert_one_origin(id, outline.actor);
    } else {
        let own = outline.iri.strip_prefix(outline.actor).expect("it is kept under its actor");
        assert!(own.starts_with(' ') && document::iri(&outline.iri).is_none(), "{}", outline.iri);
    }
    let object = object_of(value);
    levels(value, object);
    if depth > 2 || !object.is_object() {
        return;
    }
    let text = object.to_string();
    look(object, &text, depth + 1);
    // A copy is believed where it is of the origin of whoever brings it, and so is its author then.
    let of_hers =
        document::id_of(object).is_some_and(|id| document::same_origin(id, outline.actor));
    if of_hers && let Ok(copy) = received::read(&KINDS, object, &text) {
        assert_one_origin(&copy.iri, outline.actor);
        assert_one_origin(&copy.author, outline.actor);
    }
}

/// What an activity carries is not for more people than the activity.
fn levels(activity: &Value, object: &Value) {
    let known = |id: &str| match id {
        id if id.ends_with("/followers") => Known::AuthorFollowers,
        id if id.ends_with("/members") => Known::GroupFollowers("https://c.example/g".to_owned()),
        id if id.contains("/c/") => Known::Group,
        _ => Known::Other,
    };
    let outer = Level::read(activity, known);
    let both = Level::read_both(activity, object, known);
    let inner = Level::read(object, known);
    let addressed = document::has(object, "to") || document::has(object, "cc");
    for level in [Some(&outer), addressed.then_some(&inner)].into_iter().flatten() {
        assert_eq!(level.clone().narrower(both.clone()), both, "{both:?} is wider than {level:?}");
    }
}

fn content(received: &Received) {
    assert!(document::same_origin(&received.iri, &received.author));
    assert_one_origin(&received.iri, &received.author);
    let ids = [&received.group, &received.organisation, &received.in_reply_to, &received.answer];
    for id in ids.into_iter().flatten().chain([&received.iri, &received.author]) {
        assert_no_nul(id);
        assert!(id.len() <= MAX_URL);
    }
    assert!(received.parts.len() <= 200);
    for (n, part) in received.parts.iter().enumerate() {
        assert_one_origin(&part.iri, &received.iri);
        assert_line(&part.title);
        part.titles.iter().for_each(|(_, title)| assert_line(title));
        assert!(part.titles.len() <= 8);
        assert!(received.parts[..n].iter().all(|other| other.iri != part.iri));
    }
    assert!(received.url.as_ref().is_none_or(|u| u.starts_with("http") && u.len() <= 3 * MAX_URL));
    assert!(received.sectors.len() <= 20 && !received.texts.is_empty());
    assert!(received.facets.iter().all(|(_, value)| value.len() <= 200));
    assert!(received.kind.chars().count() <= 130, "{}", received.kind);
    assert_line(&received.slug);
    assert!(received.texts.len() <= 49, "{} texts", received.texts.len());
    for (n, text) in received.texts.iter().enumerate() {
        assert!(received.texts[..n].iter().all(|other| other.lang != text.lang));
        assert_line(&text.title);
        assert_line(&text.summary);
        assert!(text.title.chars().count() <= 501 && text.summary.chars().count() <= 20_001);
        assert_inert(&text.body_html, Links::Away);
        for html in text.fields_html.values().filter_map(Value::as_str) {
            assert_inert(html, Links::Away);
        }
        let words = &text.indexed;
        for text in [&text.body_md, &words.title, &words.summary, &words.body] {
            assert_no_nul(text);
        }
    }
}

fn list(value: &Value) {
    let items = collection::items(value).count();
    assert!(items <= document::MAX_VALUES);
    match collection::page_after(value) {
        Ok(Page::Here(page)) => {
            assert!(document::type_of(page).is_some_and(|t| t.ends_with("Page")));
        }
        Ok(Page::At(at)) => assert_no_nul(at),
        Ok(Page::End) | Err(_) => {}
    }
}

fn node(value: &Value) {
    let peer = nodeinfo::Peer::read(value);
    for (text, most) in [(&peer.software, 64), (&peer.version, 64), (&peer.name, 200)] {
        assert_line(text);
        assert!(text.chars().count() <= most, "{text}");
    }
    let asked = Url::parse("https://peer.example/.well-known/nodeinfo").expect("an address");
    if let Some(link) = nodeinfo::link(value, &asked) {
        assert_one_origin(link.as_str(), asked.as_str());
    }
}
