//! What must be true of an adaptation whenever it is published or changed, and what follows when it
//! comes and goes. Called by the services that publish, edit and withdraw, in their transaction.

use domain::{ContentId, FieldErrors, Lang, Result, access::Who};
use store::{Query, Tx, args, statements};

use super::{Adaptation, Relation, fate, licence::Terms, list, row, stays_inside};
use crate::{Publishing, Values, model::Content, service::Change, sql};

statements! {
    DROP_CLAIM = "DELETE FROM adaptation WHERE content_id = $1";
    LISTED_BY = "SELECT source_id FROM recognition WHERE adaptation_id = $1";
    DROP_LISTED = "DELETE FROM recognition WHERE adaptation_id = $1";
}

/// Something was published (`began`) or its text was changed.
pub(crate) async fn published(
    p: &Publishing,
    tx: &mut Tx,
    who: &Who,
    id: ContentId,
    began: bool,
) -> Result<()> {
    let Some((source, content)) = asked(p, tx, who, id).await? else { return Ok(()) };
    if let Some(source) = source.filter(|s| began && s.host.is_empty()) {
        list::claimed(p, tx, &source, &content).await?;
    }
    Ok(())
}

/// What the source of this thing asks of it before it is published, said as [`domain::Error::Invalid`]; nothing is asked
/// where it has none.
pub async fn asks(p: &Publishing, q: &mut impl Query, who: &Who, id: ContentId) -> Result<()> {
    asked(p, q, who, id).await.map(drop)
}

async fn asked(
    p: &Publishing,
    q: &mut impl Query,
    who: &Who,
    id: ContentId,
) -> Result<Option<(Option<Content>, Content)>> {
    let Some(row) = row(q, id).await? else { return Ok(None) };
    let content = sql::load(q, who, id).await?;
    let source = match row.source_id {
        Some(source) => Some(sql::load(q, &Who::System, source).await?),
        None => None,
    };
    let said = sql::text_in(q, id, &content.lang).await?;
    let said = said.is_some_and(|t| is_said(&t.fields, super::CHANGES.name));
    let adopts = p.kinds().or_article(&content.kind).relations.contains(&Relation::Adopted);
    check(&row, source.as_ref(), &content, said, adopts)?;
    Ok(Some((source, content)))
}

fn is_said(values: &Values, field: &str) -> bool {
    values.get(field).and_then(|v| v.as_str()).is_some_and(|s| !s.is_empty())
}

/// What the source asks of an adaptation. [`domain::Error::Invalid`] names the fields of the form.
fn check(
    row: &Adaptation,
    source: Option<&Content>,
    content: &Content,
    changes: bool,
    adopts: bool,
) -> Result<()> {
    let mut errors = FieldErrors::default();
    if row.relation == Relation::Adapted && !changes {
        // What changes nothing is another thing only where there are such.
        let key = if adopts { "lineage-error-changes" } else { "lineage-error-changes-said" };
        errors.add(super::CHANGES.name, key);
    }
    let licence = row.source_licence.as_deref();
    let own = source.is_some_and(|s| s.author_id == content.author_id);
    let terms = if own { Terms::OWN } else { Terms::of(licence) };
    // Where no text was taken over, nothing of the licence is carried over either.
    if terms.copies() && !terms.carry_over(licence, content.licence.as_deref()) {
        let key = if terms.share_alike { "lineage-error-sa" } else { "lineage-error-nc" };
        let name = licence.unwrap_or_default().replace("CC-", "CC ").replace("-4.0", " 4.0");
        errors.add_with("licence", key, vec![("licence", name)]);
    }
    if source.is_some_and(|s| !stays_inside(s, content.group_id, content.visibility)) {
        errors.add("community", "lineage-error-inside");
    }
    errors.check()
}

/// Something was withdrawn, here or elsewhere: as a source and as an adaptation.
pub(crate) async fn withdrawn(p: &Publishing, tx: &mut Tx, content: &Content) -> Result<()> {
    fate::withdrawn(tx, content).await?;
    let sources: Vec<(ContentId,)> = tx.all(&LISTED_BY, args![content.id]).await?;
    if !content.host.is_empty() {
        // What lives here keeps it, so that whoever was told of it is told that it is gone.
        tx.execute(&DROP_CLAIM, args![content.id]).await?;
    }
    for (source,) in sources {
        // Whoever only knows the source's claim does not learn of the withdrawal otherwise.
        let here = sql::load(tx, &Who::System, source).await?.host.is_empty();
        if here {
            p.emit(tx, &Who::System, source, Change::Unlisted(content.id)).await?;
        }
        tx.execute(&DROP_LISTED, args![content.id]).await?;
        list::recount(tx, source).await?;
    }
    Ok(())
}

/// Something published became visible or ceased to be: the count of its source follows.
pub(crate) async fn shown(tx: &mut Tx, id: ContentId) -> Result<()> {
    if let Some(source) = row(tx, id).await?.and_then(|row| row.source_id) {
        list::recount(tx, source).await?;
    }
    Ok(())
}

/// The language in which the title of a source is kept.
pub(super) fn lang_of(row: &Adaptation) -> Lang {
    Lang::parse(&row.source_lang).unwrap_or_else(Lang::english)
}
