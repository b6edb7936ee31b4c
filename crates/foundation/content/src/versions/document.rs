//! Offers of language versions and their answers as documents.

use domain::{Lang, Origin, Result, id::RowId};
use federation::{
    Live, actor,
    document::activity,
    iri::{self, Own},
    outgoing::{Logged, Verb},
};
use serde_json::{Map, Value, json};
use store::{Query, args};

use super::{ONE, Offer};
use crate::{
    Kinds,
    activity::object::{self, Labels, Whole},
    model::{ContentText, TextState},
    prepare::render,
    service::NewVersion,
};

async fn by_row(q: &mut impl Query, id: RowId) -> Result<Option<Offer>> {
    Ok(q.optional(&ONE, args![id, Lang::english()]).await?)
}

/// The document of an offer of ours, of its end, or of the answer to one of theirs. `None` when there is
/// nothing left to be said: it was taken back before it left.
pub(crate) async fn written(
    q: &mut impl Query,
    live: &Live,
    kinds: &Kinds,
    labels: &dyn Labels,
    row: &Logged,
    whole: &Whole,
) -> Result<Option<Map<String, Value>>> {
    let Ok(id) = row.inner_id.parse::<RowId>() else { return Ok(None) };
    let origin = &live.origin;
    let by = iri::of_actor(origin, &actor::by_id(q, row.actor_id).await?);
    let own = Own::Activity(row.activity_id).iri(origin);
    let thing = object::iri_of(origin, &whole.content);
    let offer = by_row(q, id).await?;
    if row.verb == Verb::Undo {
        let object = offered(&Own::Activity(id).iri(origin), &by, &thing);
        return Ok(Some(to(activity(&own, "Undo", &by, object), &whole.names.author)));
    }
    let Some(offer) = offer else { return Ok(None) };
    if row.verb == Verb::Offer {
        let Some(version) = offer.version() else { return Ok(None) };
        let text = version_of(kinds, labels, origin, &by, &own, version, whole);
        let mut a = activity(&own, "Offer", &by, text);
        a.insert("target".into(), thing.into());
        if !offer.note.is_empty() {
            a.insert("content".into(), offer.note.clone().into());
        }
        return Ok(Some(to(a, &whole.names.author)));
    }
    let theirs = iri::of_actor(origin, &actor::by_id(q, offer.by.id).await?);
    let object = offered(&offer.activity, &theirs, &thing);
    let mut a = activity(&own, row.verb.as_str(), &by, object);
    if !offer.answer.is_empty() {
        a.insert("content".into(), offer.answer.clone().into());
    }
    Ok(Some(to(a, &theirs)))
}

fn to(mut a: Map<String, Value>, to: &str) -> Map<String, Value> {
    a.insert("to".into(), json!([to]));
    a
}

/// An offer as it stands inside what is said of it.
fn offered(iri: &str, by: &str, thing: &str) -> Value {
    json!({ "id": iri, "type": "Offer", "actor": by, "target": thing })
}

/// The version as an object of its own: what the thing would say in that language, by its translator.
fn version_of(
    kinds: &Kinds,
    labels: &dyn Labels,
    origin: &Origin,
    by: &str,
    activity: &str,
    version: &NewVersion,
    whole: &Whole,
) -> Value {
    let kind = kinds.or_article(&whole.content.kind);
    let draft = crate::Draft {
        title: version.title.clone(),
        summary: version.summary.clone(),
        body: version.body.clone(),
        values: version.values.clone(),
        ..crate::Draft::new(kind.name, version.lang.clone())
    };
    let ready = render(kind, draft, &crate::Values::new());
    let text = ContentText {
        content_id: whole.content.id,
        lang: version.lang.clone(),
        title: version.title.clone(),
        summary: ready.summary,
        body_md: version.body.clone(),
        body_html: ready.body_html,
        fields: store::JsonText(ready.fields),
        fields_html: store::JsonText(ready.fields_html),
        origin: version.origin,
        state: TextState::Current,
        source_revision: whole.content.revision,
        cleaner: crate::markdown::CLEANER,
        author_id: None,
        reviewed_by: version.reviewed.then_some(whole.content.author_id),
        updated_at: whole.content.updated_at,
    };
    let mut content = whole.content.clone();
    content.lang = version.lang.clone();
    content.details = store::JsonText(ready.details);
    let mut o = object::version_object(origin, kind, &content, &text, labels);
    o.insert("id".into(), format!("{activity}#version").into());
    o.insert("attributedTo".into(), by.into());
    o.into()
}
