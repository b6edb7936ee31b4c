//! `/ns`: what the terms of Guildhall's own mean, for people and as JSON-LD, with examples.

use askama::Template;
use axum::{
    extract::Path,
    http::header::{ACCEPT, CONTENT_TYPE, VARY},
    response::IntoResponse,
    routing::get,
};
use content::kind::{Field, Kind, Shape};
use domain::sector::BUILT_IN;
use federation::document::{
    self,
    vocabulary::{self, Of, TERMS, Term},
};
use serde_json::{Map, Value, json};
use web::{Ctx, Messages, Routes, Shell};

/// Documents as an instance at `city.example` publishes them. A test makes them and compares.
pub const EXAMPLES: [(&str, &str); 13] = [
    ("discussion", include_str!("../../examples/discussion.json")),
    ("comment", include_str!("../../examples/comment.json")),
    ("practice", include_str!("../../examples/practice.json")),
    ("adaptation", include_str!("../../examples/adaptation.json")),
    ("review", include_str!("../../examples/review.json")),
    ("endorsement", include_str!("../../examples/endorsement.json")),
    ("community", include_str!("../../examples/community.json")),
    ("person", include_str!("../../examples/person.json")),
    ("organisation", include_str!("../../examples/organisation.json")),
    ("instance", include_str!("../../examples/instance.json")),
    ("announcement", include_str!("../../examples/announcement.json")),
    ("partnership", include_str!("../../examples/partnership.json")),
    ("block-list", include_str!("../../examples/block-list.json")),
];

pub(crate) fn routes() -> Routes {
    Routes::new().route(vocabulary::PATH, get(show)).route("/ns/examples/{name}", get(example))
}

#[derive(Template)]
#[template(path = "hall/namespace.html")]
struct NamespacePage {
    shell: Shell,
    kinds: Vec<&'static Kind>,
    context: String,
}

impl NamespacePage {
    fn sections(&self) -> [(&'static str, Of); 4] {
        [
            ("ns-things", Of::Thing),
            ("ns-actors", Of::Actor),
            ("ns-instances", Of::Instance),
            ("ns-ledgers", Of::Ledger),
        ]
    }

    fn terms(&self, of: Of) -> impl Iterator<Item = &'static Term> {
        TERMS.iter().filter(move |t| t.of == of)
    }

    fn range(&self, term: &Term) -> String {
        format!("ns-range-{}", term.range.word())
    }

    /// A message as its pieces, every second of them a word of the documents between backticks.
    fn pieces(&self, key: impl AsRef<str>) -> Vec<String> {
        self.shell.t(key.as_ref()).split('`').map(str::to_owned).collect()
    }

    fn short(&self, field: &Field) -> &'static str {
        short(field.wire)
    }

    /// Whether no kind before this one has the term: an address leads to one place.
    fn is_first(&self, kind: &Kind, field: &Field) -> bool {
        is_first(&self.kinds, kind, field)
    }

    fn shape(&self, field: &Field) -> &'static str {
        shape(&field.shape)
    }
}

/// The message with what a field's value looks like.
fn shape(shape: &Shape) -> &'static str {
    match shape {
        Shape::Line | Shape::Country | Shape::Person => "ns-range-text",
        Shape::Text | Shape::Steps | Shape::Checklist => "ns-range-markdown",
        Shape::Choice(_) => "ns-range-word",
        Shape::Choices(_) | Shape::Langs => "ns-range-words",
        Shape::Number { .. } | Shape::Money => "ns-range-number",
        Shape::Date => "ns-range-date",
        Shape::Url => "ns-range-iri",
        Shape::Figures | Shape::Rows(_) => "ns-range-list",
        Shape::Flag => "ns-range-flag",
    }
}

/// Several kinds may share a term; it is explained with the first of them.
fn is_first(kinds: &[&Kind], kind: &Kind, field: &Field) -> bool {
    let first = kinds.iter().find(|k| k.fields.iter().any(|f| f.wire == field.wire));
    first.is_some_and(|k| k.name == kind.name)
}

/// The end of a field's term: `gh:costBand` is `costBand`.
fn short(wire: &'static str) -> &'static str {
    wire.trim_start_matches("gh:")
}

/// `GET /ns`: the page, or the vocabulary for whoever asks for JSON.
async fn show(ctx: Ctx, headers: axum::http::HeaderMap) -> web::Result {
    let accept = headers.get(ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let kinds: Vec<&'static Kind> =
        ctx.app.kinds().iter().filter(|k| !k.fields.is_empty()).collect();
    if accept.contains("json") && !accept.contains("html") {
        let headers = [(CONTENT_TYPE, "application/ld+json"), (VARY, "Accept")];
        return Ok((headers, graph(&kinds).to_string()).into_response());
    }
    let context = serde_json::to_string_pretty(&document::context()[2]).unwrap_or_default();
    let mut page =
        ctx.page(&NamespacePage { shell: ctx.shell(ctx.tr.t("ns-page")), kinds, context })?;
    page.headers_mut().append(VARY, axum::http::HeaderValue::from_static("Accept"));
    Ok(page)
}

/// `GET /ns/examples/{name}`: one document. It is served as JSON and as nothing else, so that no
/// server takes it for something of this instance.
async fn example(Path(name): Path<String>) -> web::Result {
    let name = name.strip_suffix(".json").unwrap_or_default();
    let found = EXAMPLES.iter().find(|(n, _)| *n == name);
    let (_, text) = found.ok_or(domain::Error::NotFound)?;
    Ok(([(CONTENT_TYPE, "application/json")], *text).into_response())
}

/// Every term as a node of RDF Schema, with what it means in all languages.
fn graph(kinds: &[&Kind]) -> Value {
    let languages = Messages::load().languages();
    let said = |key: &str| -> Map<String, Value> {
        languages.iter().map(|tr| (tr.lang().as_str().to_owned(), tr.t(key).into())).collect()
    };
    let node = |name: &str, kind: &str, key: &str, key_is: &str| json!({ "@id": format!("gh:{name}"), "@type": kind, key_is: said(key) });
    let mut all = Vec::new();
    for term in &TERMS {
        let kind =
            if term.name.starts_with(char::is_uppercase) { "rdfs:Class" } else { "rdf:Property" };
        all.push(node(term.name, kind, &term.key(), "rdfs:comment"));
    }
    for kind in kinds {
        let own = kind.fields.iter().filter(|f| f.wire.starts_with("gh:"));
        for field in own.filter(|f| is_first(kinds, kind, f)) {
            let key = kind.label_key(field.name);
            all.push(node(short(field.wire), "rdf:Property", &key, "rdfs:label"));
        }
    }
    for sector in BUILT_IN {
        let key = format!("sector-{}", sector.slug());
        all.push(node(
            &format!("sector-{}", sector.slug()),
            "skos:Concept",
            &key,
            "skos:prefLabel",
        ));
    }
    json!({
        "@context": {
            "gh": document::GH,
            "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "rdfs:comment": { "@container": "@language" },
            "rdfs:label": { "@container": "@language" },
            "skos:prefLabel": { "@container": "@language" }
        },
        "@graph": all
    })
}
