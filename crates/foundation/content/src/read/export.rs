//! A thing with all its language versions as JSON, as [`crate::kind::json_schema`] describes it.

use domain::{
    ContentId, Result,
    access::{Who, act, permit},
};
use serde_json::{Map, Value, json};
use store::{Query, args};

use crate::{
    Kinds,
    model::ContentText,
    sql::{self, SECTORS_OF, TEXTS_OF},
};

/// One thing as JSON, with its parts and with values that its kind does not know. Needs Read.
pub async fn export(q: &mut impl Query, kinds: &Kinds, who: &Who, id: ContentId) -> Result<Value> {
    one(q, kinds, who, id).await
}

async fn one(q: &mut impl Query, kinds: &Kinds, who: &Who, id: ContentId) -> Result<Value> {
    let content = sql::load(q, who, id).await?;
    let content = permit::<act::Read, _>(who, content.standing, content)?;
    let kind = kinds.or_article(&content.kind);
    let mut texts = q.all::<ContentText>(&TEXTS_OF, args![id]).await?;
    texts.sort_by_key(|t| (t.lang != content.lang, t.lang.clone()));
    let mut versions = Map::new();
    for text in texts {
        let mut version = Map::new();
        for (has, name, value) in [
            (kind.titled, "title", &text.title),
            (kind.summary, "summary", &text.summary),
            (kind.body, "body", &text.body_md),
        ] {
            if has && !value.is_empty() {
                version.insert(name.into(), json!(value));
            }
        }
        version.extend(text.fields.0);
        version.insert("origin".into(), json!(text.origin.as_str()));
        versions.insert(text.lang.as_str().to_owned(), Value::Object(version));
    }
    let mut out = json!({
        "id": content.id,
        "kind": content.kind,
        "lang": content.lang,
        "values": content.details.0,
        "versions": versions,
        "published": content.published_at.map(domain::Time::rfc3339),
        "updated": content.updated_at.rfc3339(),
    });
    let sectors = q.all::<(String,)>(&SECTORS_OF, args![id]).await?;
    if !sectors.is_empty() {
        out["sectors"] = json!(sectors.into_iter().map(|(s,)| s).collect::<Vec<_>>());
    }
    if let Some(licence) = &content.licence {
        out["licence"] = json!(licence);
    }
    if kind.parts.is_some() {
        let mut parts = Vec::new();
        for part in crate::parts::of(q, id, &content.lang).await?.into_iter().filter(|p| p.here) {
            match Box::pin(one(q, kinds, who, part.id)).await {
                Ok(part) => parts.push(part),
                // One that was removed is nobody's to take along.
                Err(domain::Error::NotFound | domain::Error::Gone) => {}
                Err(error) => return Err(error),
            }
        }
        out["parts"] = parts.into();
    }
    if content.illustrative {
        out["illustrative"] = json!(true);
    }
    Ok(out)
}
