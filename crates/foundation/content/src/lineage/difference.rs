//! What a source says today that it did not say when it was taken over.

use domain::{
    ContentId, Error, Lang, Origin, Result, Time,
    access::{Who, act, permit},
};
use serde_json::Value;
use store::{Query, args};

use super::{adopt, row};
use crate::{
    Publishing, Shape,
    activity::object::Labels,
    model::{Content, Snapshot},
    read::{self, RevisionRow},
    service::{Change, edit},
    sql::{self, SECTORS_OF},
};

/// A part of a source that says something else today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The message with its name.
    pub key: String,
    /// What it said.
    pub before: String,
    /// What it says.
    pub after: String,
}

/// What has changed in the source of an adaptation.
#[derive(Debug, Clone)]
pub struct Difference {
    /// The source.
    pub source: ContentId,
    /// The language of the texts.
    pub lang: Lang,
    /// When it was last changed before it was taken over.
    pub since: Option<Time>,
    /// What its author says of each change since, the newest first.
    pub notes: Vec<RevisionRow>,
    /// What says something else today, in the order of the page; empty also when the earlier state
    /// is not known here any more.
    pub parts: Vec<Part>,
}

/// What has changed in the source of an adaptation of one's own since it was taken over. Needs Edit
/// of the adaptation and Read of the source. [`Error::Gone`] when the source was withdrawn.
pub async fn difference(
    q: &mut impl Query,
    p: &Publishing,
    who: &Who,
    id: ContentId,
) -> Result<Difference> {
    let content = sql::load(q, who, id).await?;
    permit::<act::Edit, _>(who, content.standing, &content)?;
    let row = row(q, id).await?.ok_or(Error::NotFound)?;
    let source = row.source_id.ok_or(Error::NotFound)?;
    let source = sql::load(q, who, source).await?;
    if let Err(refused) = permit::<act::Read, _>(who, source.standing, &source) {
        let traced = permit::<act::Trace, _>(who, source.standing, &source).is_ok();
        return Err(if traced { Error::Gone } else { refused });
    }
    let text = sql::text_in(q, source.id, &source.lang).await?.ok_or(Error::NotFound)?;
    let sectors: Vec<(String,)> = q.all(&SECTORS_OF, args![source.id]).await?;
    let sectors = sectors.into_iter().map(|s| s.0).collect();
    let now = edit::snapshot_of(p, &source, &text, sectors);
    let mut notes = read::revisions(q, who, source.id).await?;
    notes.retain(|n| n.number >= row.source_revision);
    let parts = match read::revision(q, who, source.id, row.source_revision).await {
        Ok(then) => parts(p, &source, &then.snapshot.0, &now),
        Err(Error::NotFound) => Vec::new(),
        Err(e) => return Err(e),
    };
    Ok(Difference {
        source: source.id,
        lang: text.lang,
        since: row.source_updated,
        notes: if row.source_revision > 0 { notes } else { Vec::new() },
        parts,
    })
}

fn parts(p: &Publishing, source: &Content, then: &Snapshot, now: &Snapshot) -> Vec<Part> {
    let kind = p.kinds().or_article(&source.kind);
    let mut all = vec![
        ("library-title".to_owned(), then.title.clone(), now.title.clone()),
        ("library-summary".to_owned(), then.summary.clone(), now.summary.clone()),
        ("library-body".to_owned(), then.body.clone(), now.body.clone()),
        (
            "library-licence".to_owned(),
            then.licence.clone().unwrap_or_default(),
            now.licence.clone().unwrap_or_default(),
        ),
    ];
    for field in kind.fields {
        // Words of lists and rows of numbers are read in the history of the source.
        let readable = field.shape.is_text() || field.shape == Shape::Money;
        let said = |s: &Snapshot| match s.values.get(field.name).filter(|_| readable) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(n)) => n.to_string(),
            _ => String::new(),
        };
        all.push((kind.label_key(field.name), said(then), said(now)));
    }
    all.into_iter()
        .filter(|(_, before, after)| before != after)
        .map(|(key, before, after)| Part { key, before, after })
        .collect()
}

/// Says that one has looked at what the source says now. Needs Edit of the adaptation.
pub async fn caught_up(
    p: &Publishing,
    who: &Who,
    labels: &dyn Labels,
    origin: Option<&Origin>,
    id: ContentId,
) -> Result<()> {
    let mut q = p.store().read();
    let content = sql::load(&mut q, who, id).await?;
    permit::<act::Edit, _>(who, content.standing, &content)?;
    let row = row(&mut q, id).await?.ok_or(Error::NotFound)?;
    let source = row.source_id.ok_or(Error::NotFound)?;
    let source = sql::load(&mut q, who, source).await?;
    permit::<act::Read, _>(who, source.standing, &source)?;
    let digest = adopt::told_by(p, labels, origin, &source).await?;
    let mut tx = p.store().begin().await?;
    let content = sql::load(&mut tx, who, id).await?;
    permit::<act::Edit, _>(who, content.standing, &content)?;
    adopt::remember_again(&mut tx, &row, &source, digest).await?;
    if content.state == domain::access::State::Published {
        p.emit(&mut tx, who, id, Change::Version(content.lang.clone())).await?;
    }
    tx.save().await?;
    Ok(())
}
