//! Kinds and drafts for tests of this crate and of those above it.

pub mod pictures;

use domain::{ActorId, ContentId, Lang, access::Who};
use serde_json::{Value, json};
use store::{Store, args, statements};

use crate::{
    Draft, Field, Kind, Kinds, Publishing, Scope, Shape, Values, checks,
    kind::{ApType, Cell, Column, Counter, PLAIN, Place, Section, Voice},
    lineage, read,
    service::{self, NewComment},
};

static COLUMNS: &[Column] = &[
    Column::new("front", Cell::Line, 100).required(),
    Column::new("back", Cell::Text, 400),
    Column::new("as_of", Cell::Date, 10),
    Column::new("link", Cell::Url, 200),
];

static FIELDS: &[Field] = &[
    Field::new("line", Shape::Line, "facts", "gh:line").facet(),
    Field::new("promise", Shape::Line, "facts", "gh:promise").translated().required(),
    Field::new("text", Shape::Text, "facts", "gh:text").translated(),
    Field::new("steps", Shape::Steps, "facts", "gh:steps").translated(),
    Field::new("list", Shape::Checklist, "facts", "gh:list"),
    Field::new("choice", Shape::Choice(&["red", "green"]), "facts", "gh:choice").facet(),
    Field::new("choices", Shape::Choices(&["a", "b", "c"]), "facts", "gh:choices").facet(),
    Field::new(
        "number",
        Shape::Number { min: 0, max: 9, decimals: 1, unit: "" },
        "facts",
        "gh:number",
    ),
    Field::new("money", Shape::Money, "facts", "gh:money"),
    Field::new("date", Shape::Date, "facts", "gh:date"),
    Field::new("url", Shape::Url, "facts", "gh:url"),
    Field::new("country", Shape::Country, "facts", "gh:country").facet(),
    Field::new("langs", Shape::Langs, "facts", "gh:langs").facet(),
    Field::new("figures", Shape::Figures, "facts", "gh:figures"),
    Field::new("rows", Shape::Rows(COLUMNS), "facts", "gh:rows"),
    Field::new("cards", Shape::Rows(COLUMNS), "facts", "gh:cards").translated(),
    Field::new("flag", Shape::Flag, "facts", "gh:flag").facet(),
    Field::new("person", Shape::Person, "facts", "gh:person"),
    Field::new("town", Shape::Line, "facts", "gh:town").own(),
    checks::FIELDS[0],
    checks::FIELDS[1],
    lineage::CHANGES,
    lineage::COST,
    lineage::RESULT,
    lineage::FAILED,
];

const FACTS: Section = Section { name: "facts", step: "facts", place: Place::Facts };

/// A kind with a field of every shape, which can be taken up.
pub static SHEET: Kind = Kind { adapted: Some(&ADAPTED_SHEET), ..PLAIN_SHEET };

static ADAPTED_SHEET: Kind = Kind { sections: &[FACTS, lineage::SECTION], ..PLAIN_SHEET };

const PLAIN_SHEET: Kind = Kind {
    name: "sheet",
    wire: "Sheet",
    path: "sheets",
    fields: FIELDS,
    sections: &[FACTS],
    summary: true,
    sectors: true,
    licence: true,
    counter: Counter::Practices,
    voices: &[&OPINION, &USE],
    ..PLAIN
};

/// What somebody thinks of a sheet.
pub static OPINION: Kind = Kind {
    name: "review",
    wire: "Review",
    path: "reviews",
    fields: &[Field::new("mark", Shape::Choice(&["good", "bad"]), "facts", "gh:mark").required()],
    sections: &[FACTS],
    voice: Some(Voice::Review),
    ..PLAIN
};

/// That an organisation uses a sheet.
pub static USE: Kind = Kind {
    name: "endorsement",
    wire: "Endorsement",
    object: ApType::Note,
    path: "endorsements",
    fields: &[Field::new("how", Shape::Line, "facts", "gh:how").translated()],
    sections: &[FACTS],
    titled: false,
    body: false,
    voice: Some(Voice::Endorsement),
    ..PLAIN
};

/// A kind with a title and a text, like a discussion; what has the value `ask` is a question.
pub static POST: Kind = Kind {
    name: "post",
    wire: "Post",
    path: "posts",
    answerable: |values| values.contains_key("ask"),
    counter: Counter::Discussions,
    ..PLAIN
};

/// A place to publish with the kinds of this module.
pub fn publishing(store: &Store) -> Publishing {
    let mut kinds = Kinds::new();
    for kind in [&SHEET, &POST, &OPINION, &USE] {
        kinds.register(kind).expect("the kinds of tests differ");
    }
    Publishing::new(store.clone(), kinds)
}

/// A post in Bulgarian, in a community or alone.
pub fn post(title: &str, group: Option<ActorId>) -> Draft {
    Draft {
        title: title.into(),
        body: format!("Текст на „{title}“."),
        group,
        ..Draft::new(POST.name, Lang::bulgarian())
    }
}

/// A value for a field, right by itself, that tells languages apart.
pub fn value(field: &Field, lang: &Lang) -> Value {
    let text = || json!(format!("{} на {lang}: **удебелено**", field.name));
    match field.shape {
        Shape::Line => json!(format!("{} {lang}", field.name)),
        Shape::Text | Shape::Steps | Shape::Checklist => text(),
        Shape::Choice(options) => json!(options[options.len() - 1]),
        Shape::Choices(options) => json!([options[0], options[options.len() - 1]]),
        Shape::Number { min, .. } => json!(min),
        Shape::Money => json!(38_000),
        Shape::Date => json!("2026-11"),
        Shape::Url => json!("https://example.org/a?b=c"),
        Shape::Country => json!("BG"),
        Shape::Langs => json!(["bg", "ar"]),
        Shape::Figures => json!([
            {"label": {"bg": "Посещения", "en": "Visits"}, "before": 6.4, "after": 2, "unit": "visits"},
            {"label": {"bg": "Дни"}, "after": 29, "unit": "days"},
        ]),
        Shape::Rows(columns) => {
            let cell = |n: usize, c: &Column| match c.cell {
                Cell::Line => format!("{} {n} {lang}", c.name),
                Cell::Text => format!("{} {n}\n{lang}", c.name),
                Cell::Date => "2026-11".to_owned(),
                Cell::Url => format!("https://example.org/{n}"),
            };
            let row = |n: usize| -> Values {
                columns.iter().map(|c| (c.name.to_owned(), json!(cell(n, c)))).collect()
            };
            json!([row(1), row(2)])
        }
        Shape::Flag => json!(true),
        Shape::Person => json!(ActorId(uuid::Uuid::from_u128(7))),
    }
}

/// A draft of this kind with everything filled in.
pub fn full(kind: &Kind, lang: &Lang) -> Draft {
    let mut draft = Draft::new(kind.name, lang.clone());
    if kind.titled {
        draft.title = format!("Заглавие {lang}");
    }
    if kind.summary {
        draft.summary = format!("Резюме {lang}");
    }
    if kind.body {
        draft.body = format!("Текст {lang}");
    }
    if kind.sectors {
        draft.sectors = vec!["housing".into(), "health".into()];
    }
    if kind.licence {
        draft.licence = Some("CC-BY-4.0".into());
    }
    for field in kind.fields {
        draft.values.insert(field.name.into(), value(field, lang));
    }
    draft
}

/// Answers in Bulgarian.
pub async fn reply(p: &Publishing, who: &Who, parent: ContentId, body: &str) -> ContentId {
    let new = NewComment::new(parent, Lang::bulgarian(), body);
    service::comment(p, who, new).await.expect("the answer is accepted")
}

statements! {
    /// Something that came from elsewhere.
    pub ARRIVED = "INSERT INTO content (id, ap_id, kind, author_id, group_id, host, slug, visibility, \
        state, lang, created_at, published_at, updated_at, last_activity_at) VALUES ($1, $2, $3, $4, \
        $5, $6, 'theme', 'public', 'published', 'bg', $7, $7, $7, $7)";
    /// Its text.
    pub ARRIVED_TEXT = "INSERT INTO content_text (content_id, lang, title, summary, body_html, \
        origin, cleaner, author_id, updated_at) VALUES ($1, 'bg', $2, $2, '<p>Текст</p>', 'original', \
        1000, $3, $4)";
    /// Its page there.
    pub ARRIVED_PAGE = "INSERT INTO remote_content (content_id, url, document, fetched_at) \
        VALUES ($1, $2, '{}', $3)";
}

/// Something public by an author of another instance, as if it had arrived; in a community or alone.
pub async fn arrived(
    store: &Store,
    kind: &str,
    author: ActorId,
    group: Option<ActorId>,
    title: &str,
) -> ContentId {
    let mut tx = store.begin().await.expect("a unit begins");
    let host = federation::actor::by_id(&mut tx, author).await.expect("she is known").host;
    let (id, now): (ContentId, _) = (tx.id(), tx.now());
    let iri = format!("https://{host}/ap/object/{id}");
    let values = args![id, iri, kind, author, group, &host, now];
    tx.execute(&ARRIVED, values).await.expect("it is new");
    tx.execute(&ARRIVED_TEXT, args![id, title, author, now]).await.expect("it has a text");
    let url = format!("https://{host}/pages/{id}");
    tx.execute(&ARRIVED_PAGE, args![id, url, now]).await.expect("it has a page");
    tx.save().await.expect("the unit is saved");
    id
}

/// Publishes `draft`, a full one of its kind, and holds every value against what the page, the
/// form for editing and the export give back. `draft` may leave out what `kind.check` refuses.
pub async fn assert_round_trip(p: &Publishing, who: &Who, draft: &Draft) {
    let id = service::publish(p, who, draft).await.expect("the draft is accepted");
    assert_kept(p, who, draft, id).await;
}

/// Holds every value of a draft that was published against what the page, the form for editing and the
/// export give back.
pub async fn assert_kept(p: &Publishing, who: &Who, draft: &Draft, id: ContentId) {
    let kind = p.kinds().get(&draft.kind).expect("the kind is known");
    let mut q = p.store().read();
    let page = read::page(&mut q, p.kinds(), who, id, std::slice::from_ref(&draft.lang))
        .await
        .expect("its author reads it");
    assert_eq!(page.values(), draft.values, "the page of {}", kind.name);
    let (edited, _) = read::draft(&mut q, who, id).await.expect("its author edits it");
    assert_eq!(edited.values, draft.values, "the form of {}", kind.name);
    let json = read::export(&mut q, p.kinds(), who, id).await.expect("it is exported");
    let version = &json["versions"][draft.lang.as_str()];
    for field in kind.fields {
        let Some(value) = draft.values.get(field.name) else { continue };
        let exported = match field.scope {
            Scope::Neutral => &json["values"][field.name],
            Scope::Translated => &version[field.name],
        };
        assert_eq!(exported, value, "{} of {} in JSON", field.name, kind.name);
        assert_eq!(
            page.html().contains_key(field.name),
            field.shape.is_markdown(),
            "HTML of {}",
            field.name
        );
    }
}
