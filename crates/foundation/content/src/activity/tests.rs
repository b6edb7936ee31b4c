//! What leaves comes in again as it was, and what comes from elsewhere does no harm.

use domain::{
    ActorId, ContentId, Lang, Origin as Site, Time, Visibility,
    access::{Standing, State},
};
use serde_json::{Value, json};
use store::JsonText;

use super::{
    object::{self, Labels, Names, Whole},
    received::{self, Unreadable},
};
use crate::{
    Content, ContentText, Draft, Goal, Kind, Kinds, Scope, Values, draft,
    kind::COMMENT,
    markdown,
    model::{Origin, TextState},
    prepare,
    testing::{POST, SHEET, full, post},
};

struct Keys;
impl Labels for Keys {
    fn label(&self, key: &str, _: &Lang) -> String {
        key.to_owned()
    }
}

fn kinds() -> Kinds {
    let mut kinds = Kinds::new();
    for kind in [&SHEET, &POST] {
        kinds.register(kind).unwrap();
    }
    kinds
}

fn site() -> Site {
    Site::parse("https://a.example").unwrap()
}

fn checked(kind: &'static Kind, draft: &Draft) -> prepare::Prepared {
    prepare::render(kind, draft::check(kind, draft, Goal::Publish).unwrap(), &Values::new())
}

fn text(id: ContentId, p: &prepare::Prepared, origin: Origin) -> ContentText {
    ContentText {
        content_id: id,
        lang: p.draft.lang.clone(),
        title: p.draft.title.clone(),
        summary: p.summary.clone(),
        body_md: p.draft.body.clone(),
        body_html: p.body_html.clone(),
        fields: JsonText(p.fields.clone()),
        fields_html: JsonText(p.fields_html.clone()),
        origin,
        state: TextState::Current,
        source_revision: 1,
        cleaner: markdown::CLEANER,
        author_id: None,
        reviewed_by: None,
        updated_at: Time(0),
    }
}

fn whole(p: &prepare::Prepared, others: &[prepare::Prepared]) -> Whole {
    let id = ContentId(uuid::Uuid::from_u128(5));
    let author = ActorId(uuid::Uuid::from_u128(1));
    let content = Content {
        id,
        ap_id: Some(object::object_iri(&site(), id)),
        kind: p.kind.name.into(),
        author_id: author,
        organisation_id: None,
        group_id: None,
        root_id: None,
        parent_id: None,
        judged_at: None,
        review_count: 0,
        next_check: None,
        depth: 0,
        host: String::new(),
        slug: p.slug.clone(),
        visibility: Visibility::Public,
        state: State::Published,
        lang: p.draft.lang.clone(),
        licence: p.draft.licence.clone(),
        details: JsonText(p.details.clone()),
        revision: 1,
        illustrative: false,
        locked: false,
        pinned_at: None,
        answer_id: None,
        comment_count: 0,
        reaction_count: 0,
        created_at: Time(1_000_000),
        published_at: Some(Time(1_000_000)),
        updated_at: Time(1_000_000),
        edited_at: None,
        last_activity_at: Time(1_000_000),
        position: None,
        home: String::new(),
        closed: false,
        root_state: State::Published,
        root_author_id: author,
        policy: domain::Policy::Open,
        follows: false,
        coauthor: false,
        standing: Standing::Outsider,
    };
    let mut texts = vec![text(id, p, Origin::Original)];
    texts.extend(others.iter().map(|o| text(id, o, Origin::Human)));
    Whole {
        lineage: None,
        content,
        texts,
        sectors: p.draft.sectors.clone(),
        names: Names {
            author: "https://a.example/ap/actor/1".into(),
            group_iri: Some("https://b.example/ap/actor/2".into()),
            group_followers: Some("https://b.example/ap/collection/2".into()),
            group_handle: Some("jobs@b.example".into()),
            ..Names::default()
        },
        files: Vec::new(),
        parts: Vec::new(),
    }
}

fn wire(p: &prepare::Prepared, others: &[prepare::Prepared]) -> Value {
    let object = object::object(&site(), p.kind, &whole(p, others), &Keys);
    // Over the wire and back, as a peer gets it.
    serde_json::from_str(&Value::Object(object).to_string()).unwrap()
}

#[test]
fn every_value_of_every_kind_comes_back_as_it_was() {
    let (bg, en) = (Lang::bulgarian(), Lang::english());
    for kind in [&SHEET, &POST] {
        let original = checked(kind, &full(kind, &bg));
        let mut translated = full(kind, &en);
        // What is the same in every language is the original's.
        for field in kind.fields.iter().filter(|f| f.scope == Scope::Neutral) {
            translated.values.insert(field.name.into(), original.details[field.name].clone());
        }
        let translated = checked(kind, &translated);
        let object = wire(&original, std::slice::from_ref(&translated));
        let got = received::read(&kinds(), &object, "{}").unwrap();
        assert_eq!(got.kind, kind.name);
        assert_eq!(got.lang, bg);
        assert_eq!(got.details, original.details, "{}", kind.name);
        assert_eq!(got.licence, original.draft.licence);
        assert_eq!(got.sectors, original.draft.sectors);
        assert_eq!(got.group.as_deref(), Some("https://b.example/ap/actor/2"));
        assert_eq!(got.published, Some(Time(1_000_000)));
        assert_eq!(got.slug, original.slug);
        let sorted = |facets: &[(&'static str, String)]| {
            let mut facets = facets.to_vec();
            facets.sort();
            facets
        };
        assert_eq!(sorted(&got.facets), sorted(&original.facets));
        assert_eq!(got.texts.len(), 2);
        for (text, sent) in got.texts.iter().zip([&original, &translated]) {
            assert_eq!(text.lang, sent.draft.lang);
            assert_eq!(text.title, sent.draft.title);
            assert_eq!(text.summary, sent.summary);
            assert_eq!(text.body_html, sent.body_html);
            assert_eq!(text.fields, sent.fields, "{}", kind.name);
            assert_eq!(text.fields_html, sent.fields_html, "{}", kind.name);
            assert_eq!(text.indexed.title, sent.indexed.title);
        }
        assert_eq!(got.texts[0].origin, Origin::Original);
        assert_eq!(got.texts[1].origin, Origin::Human);
    }
}

#[test]
fn peers_that_know_nothing_of_us_can_read_it() {
    let sheet = checked(&SHEET, &full(&SHEET, &Lang::bulgarian()));
    let object = wire(&sheet, &[]);
    assert_eq!(object["type"], "Article");
    for key in ["name", "summary", "content", "url", "attributedTo", "audience", "context"] {
        assert!(object[key].is_string(), "{key}: {}", object[key]);
    }
    for key in ["to", "cc", "tag"] {
        assert!(object[key].is_array(), "{key}");
    }
    assert!(object.get("attachment").is_none(), "metadata is never an attachment");
    assert!(object.get("inReplyTo").is_none(), "Lemmy refuses it on posts");
    let content = object["content"].as_str().unwrap();
    assert!(content.contains("sheet-text") && content.contains("<strong>удебелено</strong>"));
    assert_eq!(object["contentMap"].as_object().unwrap().keys().next().unwrap(), "bg");
    assert_eq!(object["tag"][0]["name"], "@jobs@b.example");
    assert_eq!(object["mediaType"], "text/html");
}

#[test]
fn something_made_up_says_so_everywhere() {
    let p = checked(&POST, &post("Пример", None));
    let mut whole = whole(&p, &[]);
    whole.content.illustrative = true;
    let object = Value::Object(object::object(&site(), &POST, &whole, &Keys));
    assert!(object["summary"].as_str().unwrap().starts_with("Пример. "));
    assert!(received::read(&kinds(), &object, "{}").unwrap().illustrative);
}

#[test]
fn comments_are_notes_that_answer() {
    let draft = Draft { body: "Да".into(), ..Draft::new(COMMENT.name, Lang::bulgarian()) };
    let p = checked(&COMMENT, &draft);
    let mut whole = whole(&p, &[]);
    whole.names.in_reply_to = Some("https://b.example/ap/object/9".into());
    whole.names.parent_author = Some("https://b.example/ap/actor/3".into());
    whole.names.parent_handle = Some("maria@b.example".into());
    let object = Value::Object(object::object(&site(), &COMMENT, &whole, &Keys));
    assert_eq!(object["type"], "Note");
    assert!(object.get("name").is_none());
    assert!(object["cc"].as_array().unwrap().contains(&json!("https://b.example/ap/actor/3")));
    let got = received::read(&kinds(), &object, "{}").unwrap();
    assert_eq!(got.kind, "comment");
    assert_eq!(got.in_reply_to.as_deref(), Some("https://b.example/ap/object/9"));
    assert_eq!(got.texts[0].body_html, p.body_html);
}

#[test]
fn a_kind_we_do_not_know_is_kept_whole() {
    let object = json!({
        "id": "https://c.example/ap/object/1", "type": "Article", "name": "Call",
        "attributedTo": "https://c.example/ap/actor/1", "content": "<p>Text</p>",
        "gh:kind": "CallForApplications", "gh:opens": "2027-01-01", "x:other": 1,
    });
    let bytes = object.to_string();
    let got = received::read(&kinds(), &object, &bytes).unwrap();
    assert_eq!(got.kind, "call-for-applications");
    assert_eq!(got.details["gh:opens"], "2027-01-01");
    assert_eq!(got.document, bytes);
}

#[test]
fn what_strangers_send_is_made_safe() {
    let object = json!({
        "id": "https://m.example/1", "type": "Note", "attributedTo": ["https://m.example/u"],
        "content": "<p>@jobs Who <b>pays</b>?</p><script>alert(1)</script><img src=x onerror=alert(1)>",
        "summary": null, "tag": null, "url": [{"type": "Link", "href": "javascript:alert(1)"}],
        "published": "yesterday", "contentMap": [], "gh:sector": "nonsense",
    });
    let got = received::read(&kinds(), &object, "{}").unwrap();
    assert_eq!(got.kind, "discussion");
    let html = &got.texts[0].body_html;
    assert!(!html.contains("script") && !html.contains("onerror"), "{html}");
    assert!(got.texts[0].title.starts_with("Who pays?"), "the mention is left out");
    assert_eq!((got.url, got.published), (None, None));
}

/// A page in another language has a heading as well.
#[test]
fn every_language_of_a_note_has_a_title() {
    let note = json!({ "id": "https://m.example/1", "type": "Note", "attributedTo": "https://m.example/u",
        "contentMap": { "en": "<p>Good day</p><p>all</p>", "bg": "<p>Добър ден</p>" } });
    let got = received::read(&kinds(), &note, "{}").unwrap();
    let titles: Vec<_> = got.texts.iter().map(|t| (t.lang.as_str(), t.title.as_str())).collect();
    assert_eq!(titles, [("en", "Good day all"), ("bg", "Добър ден")]);
}

#[test]
fn what_is_not_content_is_refused() {
    let read = |object: Value| received::read(&kinds(), &object, "{}").unwrap_err();
    let note = |author: &str| json!({"id": "https://m.example/1", "type": "Note", "content": "x", "attributedTo": author});
    assert_eq!(read(note("https://other.example/u")), Unreadable::Foreign);
    assert_eq!(read(json!({"id": "https://m.example/1", "type": "Note"})), Unreadable::Nameless);
    assert_eq!(read(json!({"id": "https://m.example/1", "type": "Person"})), Unreadable::Type);
    let empty =
        json!({"id": "https://m.example/1", "type": "Note", "attributedTo": "https://m.example/u"});
    assert_eq!(read(empty), Unreadable::Empty);
}

#[test]
fn licences_go_both_ways() {
    for spdx in ["CC-BY-4.0", "CC-BY-NC-SA-4.0", "CC0-1.0", "MIT"] {
        let iri = object::licence_iri(spdx);
        assert_eq!(object::licence_spdx(&json!(iri)).as_deref(), Some(spdx), "{iri}");
    }
    assert_eq!(
        object::licence_spdx(&json!({"identifier": "CC-BY-4.0"})).as_deref(),
        Some("CC-BY-4.0")
    );
    assert_eq!(object::licence_spdx(&json!("All rights reserved, ask")), None);
}

/// A relative address in what came from elsewhere would lead into this house.
#[test]
fn links_of_others_do_not_lead_into_this_house() {
    let md = "[x](/settings) [y](//evil.example) [z](../x) [ok](https://c.example/p)";
    let object = json!({
        "id": "https://c.example/ap/object/1", "type": "Article", "name": "N",
        "attributedTo": "https://c.example/ap/actor/1", "content": "<p>N</p>", "gh:kind": POST.wire,
        "source": { "content": md, "mediaType": "text/markdown" }, "language": { "identifier": "bg" },
        "gh:versions": [{ "lang": "bg", "origin": "original", "source": md },
            { "lang": "en", "origin": "human", "name": "N", "source": md }],
    });
    let got = received::read(&kinds(), &object, "{}").unwrap();
    for text in &got.texts {
        for bad in ["href=\"/", "href=\"..", "evil.example\""] {
            assert!(!text.body_html.contains(bad), "{bad}: {}", text.body_html);
        }
        assert!(text.body_html.contains("https://c.example/p"), "{}", text.body_html);
    }
}

/// Only words that the kind knows, as long as an index takes, become what lists filter by.
#[test]
fn words_that_no_list_knows_are_left_out() {
    for value in [json!("x".repeat(10_000)), json!({ "a": 1 }), json!(["no-such-word", 5])] {
        let mut object = json!({
            "id": "https://c.example/ap/object/1", "type": "Article", "name": "N",
            "attributedTo": "https://c.example/ap/actor/1", "content": "<p>N</p>", "gh:kind": SHEET.wire,
            "gh:versions": [{ "lang": "und", "origin": "original", "fields": {} }],
        });
        for field in SHEET.fields {
            object[field.wire] = value.clone();
            object["gh:versions"][0]["fields"][field.wire] = value.clone();
        }
        let got = received::read(&kinds(), &object, "{}").unwrap();
        for (facet, word) in &got.facets {
            assert!(word.len() <= 200, "{facet}: {} bytes", word.len());
        }
    }
}

/// A document that is two things is neither.
#[test]
fn what_is_two_things_is_no_content() {
    for more in [
        json!({ "inbox": "https://m.example/i" }),
        json!({ "orderedItems": ["x"] }),
        json!({ "type": ["Note", "Person"] }),
    ] {
        let mut note = json!({ "id": "https://m.example/1", "type": "Note", "content": "x",
            "attributedTo": "https://m.example/u" });
        for (key, value) in more.as_object().unwrap() {
            note[key] = value.clone();
        }
        assert_eq!(received::read(&kinds(), &note, "{}").unwrap_err(), Unreadable::Type, "{note}");
    }
}

#[test]
fn names_and_summaries_are_text_and_short() {
    let object = json!({
        "id": "https://m.example/1", "type": "Article", "attributedTo": "https://m.example/u",
        "name": format!("<b>{}</b>\u{0}\n", "x".repeat(2_000)), "summary": "<script>alert(1)</script>и &lt;b&gt;",
        "content": "<p>x</p>",
    });
    let got = received::read(&kinds(), &object, "{}").unwrap();
    let text = &got.texts[0];
    assert!(
        text.title.chars().count() <= 501 && !text.title.contains(['<', '\0', '\n']),
        "{}",
        text.title
    );
    assert!(!text.summary.contains("<script"), "{}", text.summary);
}
