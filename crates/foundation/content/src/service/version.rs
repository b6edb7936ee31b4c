//! Language versions: what the original says, said in another language.

use domain::{
    ActorId, ContentId, Error, Lang, Result,
    access::{Editable, State, Who, act, permit},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{Query, Tx, args, statements};

use super::{Change, Publishing, acting};
use crate::{
    Draft, Goal, Scope, Shape, Values,
    kind::Column,
    model::{Content, ContentText, Origin},
    prepare::{Prepared, json, render},
    sql::{self, SECTORS_OF, Version},
};

statements! {
    SET_DETAILS = "UPDATE content SET details = $2, updated_at = $3 WHERE id = $1";
    REVIEWED = "UPDATE content_text SET reviewed_by = $3 WHERE content_id = $1 AND lang = $2";
}

/// A version in another language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewVersion {
    /// Its language.
    pub lang: Lang,
    /// Its title.
    pub title: String,
    /// Its summary.
    pub summary: String,
    /// Markdown.
    pub body: String,
    /// Translated values. Of figures only the labels count, row by row.
    pub values: Values,
    /// Who translated: a person or a machine.
    pub origin: Origin,
    /// Whether somebody has looked it through and found it right.
    pub reviewed: bool,
}

impl NewVersion {
    /// The version a form describes ([`crate::draft::from_form`]), translated by a person.
    pub fn from_draft(draft: Draft) -> Self {
        Self {
            lang: draft.lang,
            title: draft.title,
            summary: draft.summary,
            body: draft.body,
            values: draft.values,
            origin: Origin::Human,
            reviewed: false,
        }
    }
}

async fn editable(tx: &mut Tx, who: &Who, id: ContentId) -> Result<Editable<Content>> {
    let content = sql::load(tx, who, id).await?;
    permit(who, content.standing, content)
}

/// Adds a language version or replaces it. Needs Edit. A title is needed where the kind has one;
/// other texts may be missing, and then the original's are shown. Invalid `lang` for the language
/// of the original.
pub async fn add_version(
    p: &Publishing,
    who: &Who,
    id: ContentId,
    version: NewVersion,
) -> Result<()> {
    let author = acting(who)?;
    let ready = ready(p, who, id, &version).await?;
    let mut tx = p.store.begin().await?;
    let reviewed = version.reviewed.then_some(author);
    put_version(p, &mut tx, who, ready, version.origin, (author, reviewed)).await?;
    tx.save().await?;
    Ok(())
}

/// A version that was checked and rendered, to be written in a unit.
pub(crate) struct Ready {
    before: Content,
    rendered: Prepared,
    details: String,
}

/// Checks and renders a version of what `who` may change. Needs Edit.
pub(crate) async fn ready(
    p: &Publishing,
    who: &Who,
    id: ContentId,
    version: &NewVersion,
) -> Result<Ready> {
    let mut q = p.store.read();
    let before = sql::load(&mut q, who, id).await?;
    permit::<act::Edit, _>(who, before.standing, &before)?;
    let draft = whole(p, &mut q, &before, version).await?;
    let rendered = render(p.kinds.or_article(&before.kind), draft, &Values::new());
    let details = json(&rendered.details)?;
    Ok(Ready { before, rendered, details })
}

/// Writes it, with who translated and who has looked it through. Needs Edit. Conflict
/// `content-error-changed` when the thing has changed in the meantime.
pub(crate) async fn put_version(
    p: &Publishing,
    tx: &mut Tx,
    who: &Who,
    Ready { before, rendered, details }: Ready,
    origin: Origin,
    (author, reviewed): (ActorId, Option<ActorId>),
) -> Result<()> {
    let now = p.store.now();
    let id = before.id;
    sql::lock(tx, id).await?;
    let content = editable(tx, who, id).await?;
    if content.revision != before.revision || content.updated_at != before.updated_at {
        return Err(Error::Conflict("content-error-changed"));
    }
    let written = Version { origin, revision: content.revision, author, reviewed };
    sql::put_text(tx, id, &rendered, written, now).await?;
    if rendered.details != before.details.0 {
        tx.execute(&SET_DETAILS, args![id, details, now]).await?;
    }
    if content.state == State::Published {
        p.emit(tx, who, id, Change::Version(rendered.draft.lang.clone())).await?;
    }
    Ok(())
}

/// The whole thing as it would be in the language of the version, checked; `before` is what was loaded
/// for whoever has it. Invalid `lang` for the language of the original.
pub(crate) async fn whole(
    p: &Publishing,
    q: &mut impl Query,
    before: &Content,
    version: &NewVersion,
) -> Result<Draft> {
    if version.lang == before.lang || version.origin == Origin::Original {
        return Err(Error::field("lang", "content-error-lang-original"));
    }
    let original = sql::text_in(q, before.id, &before.lang).await?.ok_or(Error::NotFound)?;
    let sectors = q.all::<(String,)>(&SECTORS_OF, args![before.id]).await?;
    draft(p, before, &original, sectors.into_iter().map(|(s,)| s).collect(), version)
}

/// The whole thing as it would be in the language of the version, checked.
fn draft(
    p: &Publishing,
    before: &Content,
    original: &ContentText,
    sectors: Vec<String>,
    version: &NewVersion,
) -> Result<Draft> {
    let kind = p.kinds.or_article(&before.kind);
    let mut draft = sql::draft_of(before, original, sectors);
    draft.lang = version.lang.clone();
    draft.title.clone_from(&version.title);
    draft.summary.clone_from(&version.summary);
    draft.body.clone_from(&version.body);
    // What the original says in fields the kind does not know stays the original's.
    draft
        .values
        .retain(|name, _| kind.field(name).is_some() || !original.fields.contains_key(name));
    for field in kind.fields {
        let given = version.values.get(field.name);
        if let (Shape::Rows(columns), Some(Value::Array(rows))) =
            (field.shape, original.fields.get(field.name))
        {
            let rows = translated_rows(columns, rows, given);
            draft.values.insert(field.name.into(), rows);
        } else if field.scope == Scope::Translated {
            draft.values.remove(field.name);
            if let Some(value) = given {
                draft.values.insert(field.name.into(), value.clone());
            }
        } else if field.shape == Shape::Figures
            && let (Some(Value::Array(rows)), Some(Value::Array(given))) =
                (draft.values.get_mut(field.name), given)
        {
            for (row, given) in rows.iter_mut().zip(given) {
                label(&mut row["label"], &given["label"], &version.lang);
            }
        }
    }
    if kind.titled && domain::text::line(&draft.title).is_empty() {
        return Err(Error::field("title", "content-error-title"));
    }
    crate::draft::check(kind, &draft, Goal::Keep).map_err(Error::Invalid)
}

/// Rows as a translation has them: the original's, cell by cell with what was given for it, so that
/// what nobody has translated yet is still there, in its place.
fn translated_rows(columns: &[Column], original: &[Value], given: Option<&Value>) -> Value {
    let row = |(n, row): (usize, &Value)| {
        let mut row = row.clone();
        for column in columns {
            let cell = given.and_then(|g| g.get(n)?.get(column.name)?.as_str());
            if let (Some(cell), Some(row)) =
                (cell.filter(|c| !c.trim().is_empty()), row.as_object_mut())
            {
                row.insert(column.name.to_owned(), cell.into());
            }
        }
        row
    };
    original.iter().enumerate().map(row).collect()
}

/// Puts the label that was given in this language beside the others.
fn label(labels: &mut Value, given: &Value, lang: &Lang) {
    let given = match given {
        Value::Object(map) => map.get(lang.as_str()).or_else(|| map.get("")),
        other => Some(other),
    };
    if let (Some(labels), Some(Value::String(given))) = (labels.as_object_mut(), given)
        && !given.trim().is_empty()
    {
        labels.insert(lang.as_str().to_owned(), Value::String(given.clone()));
    }
}

/// Takes a language version away; never the original. Needs Edit.
pub async fn remove_version(p: &Publishing, who: &Who, id: ContentId, lang: &Lang) -> Result<()> {
    let mut tx = p.store.begin().await?;
    let content = editable(&mut tx, who, id).await?;
    if content.lang == *lang {
        return Err(Error::field("lang", "content-error-lang-original"));
    }
    sql::delete_text(&mut tx, id, lang).await?;
    if content.state == State::Published {
        p.emit(&mut tx, who, id, Change::Version(lang.clone())).await?;
    }
    tx.save().await?;
    Ok(())
}

/// Says that one has looked a translation through and found it right. Needs Edit.
pub async fn review_version(p: &Publishing, who: &Who, id: ContentId, lang: &Lang) -> Result<()> {
    let reviewer = acting(who)?;
    let mut tx = p.store.begin().await?;
    let content = editable(&mut tx, who, id).await?;
    if tx.execute(&REVIEWED, args![id, lang, reviewer]).await? == 0 {
        return Err(Error::NotFound);
    }
    if content.state == State::Published {
        p.emit(&mut tx, who, id, Change::Version(lang.clone())).await?;
    }
    tx.save().await?;
    Ok(())
}
