//! A thing with all its language versions as JSON, as [`crate::kind::json_schema`] describes it.

use std::collections::HashMap;

use domain::{
    ContentId, Error, Result,
    access::{Who, act, permit},
};
use serde_json::{Map, Value, json};
use store::{Query, args, statements};

use crate::{
    Kind, Kinds,
    model::{Content, ContentText},
    sql::{self, SECTORS_OF, TEXTS_OF, content_columns, content_joins, text_columns},
};

statements! {
    CONTENTS_FOR = concat!(
        "SELECT ", content_columns!(), " FROM content c", content_joins!("$2"), "WHERE {in c.id $1}"
    );
    TEXTS_OF_ALL = concat!(
        "SELECT ", text_columns!(), " FROM content_text t WHERE {in t.content_id $1} ORDER BY t.lang"
    );
    COAUTHORS_OF_ALL = "SELECT w.content_id, w.added_at AS place, a.name FROM coauthor w \
        JOIN actor a ON a.id = w.actor_id WHERE {in w.content_id $1} AND w.named_at IS NOT NULL \
        UNION ALL SELECT w.content_id, w.position, COALESCE(NULLIF(a.name, ''), w.name) FROM remote_coauthor w \
        LEFT JOIN actor a ON a.ap_id = w.iri WHERE {in w.content_id $1} ORDER BY 1, 2, 3";
    SECTORS_OF_ALL = "SELECT content_id, sector FROM content_sector WHERE {in content_id $1} \
        ORDER BY content_id, sector";
}

/// One thing as JSON, with its parts and with values that its kind does not know. Needs Read.
pub async fn export(q: &mut impl Query, kinds: &Kinds, who: &Who, id: ContentId) -> Result<Value> {
    let content = sql::load(q, who, id).await?;
    let content = permit::<act::Read, _>(who, content.standing, content)?.into_inner();
    let texts = q.all::<ContentText>(&TEXTS_OF, args![id]).await?;
    let sectors = q.all::<(String,)>(&SECTORS_OF, args![id]).await?;
    let sectors: Vec<String> = sectors.into_iter().map(|(sector,)| sector).collect();
    let coauthors = coauthors(q, &[id]).await?.remove(&id).unwrap_or_default();
    let mut out = said(kinds.or_article(&content.kind), &content, texts, &sectors, &coauthors);
    add_parts(q, kinds, who, &content, &mut out).await?;
    Ok(out)
}

/// Many things at once, in a few statements: each that may be read, by its id. Their parts only where `parts`
/// are asked for.
pub async fn export_all(
    q: &mut impl Query,
    kinds: &Kinds,
    who: &Who,
    ids: &[ContentId],
    parts: bool,
) -> Result<HashMap<ContentId, Value>> {
    let mut all = HashMap::with_capacity(ids.len());
    for (content, mut out) in batch(q, kinds, who, ids).await? {
        if parts {
            add_parts(q, kinds, who, &content, &mut out).await?;
        }
        all.insert(content.id, out);
    }
    Ok(all)
}

/// The parts of a whole, in their order. One that was removed is nobody's to take along.
async fn add_parts(
    q: &mut impl Query,
    kinds: &Kinds,
    who: &Who,
    whole: &Content,
    out: &mut Value,
) -> Result<()> {
    if kinds.or_article(&whole.kind).parts.is_none() {
        return Ok(());
    }
    let parts = crate::parts::of(q, whole.id, &whole.lang).await?;
    let ids: Vec<ContentId> = parts.into_iter().filter(|p| p.here).map(|p| p.id).collect();
    let read = batch(q, kinds, who, &ids).await?;
    let mut read: HashMap<_, _> = read.into_iter().map(|(part, out)| (part.id, out)).collect();
    out["parts"] = ids.iter().filter_map(|id| read.remove(id)).collect();
    Ok(())
}

/// Those of these things that may be read, each without its parts.
async fn batch(
    q: &mut impl Query,
    kinds: &Kinds,
    who: &Who,
    ids: &[ContentId],
) -> Result<Vec<(Content, Value)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (mut texts, mut sectors) = (HashMap::new(), HashMap::new());
    for text in q.all::<ContentText>(&TEXTS_OF_ALL, args![ids]).await? {
        texts.entry(text.content_id).or_insert_with(Vec::new).push(text);
    }
    let rows: Vec<(ContentId, String)> = q.all(&SECTORS_OF_ALL, args![ids]).await?;
    for (id, sector) in rows {
        sectors.entry(id).or_insert_with(Vec::new).push(sector);
    }
    let mut written = coauthors(q, ids).await?;
    let mut all = Vec::with_capacity(ids.len());
    for content in q.all::<Content>(&CONTENTS_FOR, args![ids, who.actor()]).await? {
        let content = match permit::<act::Read, Content>(who, content.standing, content) {
            Ok(content) => content.into_inner(),
            Err(Error::NotFound | Error::Gone) => continue,
            Err(error) => return Err(error),
        };
        let texts = texts.remove(&content.id).unwrap_or_default();
        let sectors: Vec<String> = sectors.remove(&content.id).unwrap_or_default();
        let others = written.remove(&content.id).unwrap_or_default();
        let out = said(kinds.or_article(&content.kind), &content, texts, &sectors, &others);
        all.push((content, out));
    }
    Ok(all)
}

/// The names of those who wrote these things with their authors, as readers see them.
async fn coauthors(
    q: &mut impl Query,
    ids: &[ContentId],
) -> Result<HashMap<ContentId, Vec<String>>> {
    let rows: Vec<(ContentId, i64, String)> = q.all(&COAUTHORS_OF_ALL, args![ids]).await?;
    let mut all: HashMap<ContentId, Vec<String>> = HashMap::new();
    for (id, _, name) in rows.into_iter().filter(|(.., name)| !name.is_empty()) {
        all.entry(id).or_default().push(name);
    }
    Ok(all)
}

/// What a thing itself says.
fn said(
    kind: &Kind,
    content: &Content,
    mut texts: Vec<ContentText>,
    sectors: &[String],
    coauthors: &[String],
) -> Value {
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
    if !sectors.is_empty() {
        out["sectors"] = json!(sectors);
    }
    if !coauthors.is_empty() {
        out["coauthors"] = json!(coauthors);
    }
    if let Some(licence) = &content.licence {
        out["licence"] = json!(licence);
    }
    if content.illustrative {
        out["illustrative"] = json!(true);
    }
    out
}
