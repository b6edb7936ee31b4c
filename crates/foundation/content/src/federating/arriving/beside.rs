//! What stands with a thing from elsewhere: its texts, lists, files and parts, its document.

use domain::{ActorId, ContentId, Result, Time, id::RowId};
use serde_json::Value;
use store::{Query, Tx, args, statements};

use super::put::Item;
use crate::{
    Publishing,
    activity::received::{Received, ReceivedText},
    markdown,
    model::ContentText,
    parts,
    prepare::json as text_of,
    sql,
};

statements! {
    PUT_ARRIVED_TEXT = "INSERT INTO content_text (content_id, lang, title, summary, body_md, body_html, \
        fields, fields_html, origin, state, source_revision, cleaner, author_id, reviewed_by, \
        updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) \
        ON CONFLICT (content_id, lang) DO UPDATE SET title = excluded.title, \
        summary = excluded.summary, body_md = excluded.body_md, body_html = excluded.body_html, \
        fields = excluded.fields, fields_html = excluded.fields_html, origin = excluded.origin, \
        state = excluded.state, source_revision = excluded.source_revision, \
        cleaner = excluded.cleaner, reviewed_by = excluded.reviewed_by, \
        updated_at = excluded.updated_at";
    FILES_THERE = "SELECT id, url FROM attachment WHERE content_id = $1 AND hash IS NULL";
    DROP_FILE = "DELETE FROM attachment WHERE id = $1";
    PUT_FILE_THERE = "INSERT INTO attachment (id, content_id, role, position, name, label, media_type, size, \
        url, digest, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
        ON CONFLICT (id) DO UPDATE SET role = excluded.role, position = excluded.position, \
        name = excluded.name, label = excluded.label, media_type = excluded.media_type, \
        size = excluded.size, digest = excluded.digest";
    PUT_DOCUMENT = "INSERT INTO remote_content (content_id, url, document, updated_at, fetched_at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (content_id) DO UPDATE SET url = excluded.url, \
        document = excluded.document, updated_at = excluded.updated_at, \
        fetched_at = excluded.fetched_at";
    DROP_AUTHORS = "DELETE FROM remote_coauthor WHERE content_id = $1";
    PUT_AUTHOR = "INSERT INTO remote_coauthor (content_id, position, iri, name) VALUES ($1, $2, $3, $4)";
    SET_ARRIVED_ANSWER = "UPDATE content SET answer_id = (SELECT a.id FROM content a \
        WHERE a.root_id = content.id AND (a.ap_id = $2 OR a.id = $3)) WHERE id = $1";
}

pub(super) async fn put_text(
    tx: &mut Tx,
    id: ContentId,
    text: &ReceivedText,
    author: ActorId,
    revision: i64,
    now: Time,
) -> Result<()> {
    let values = args![
        id,
        &text.lang,
        &text.title,
        &text.summary,
        &text.body_md,
        &text.body_html,
        text_of(&text.fields)?,
        text_of(&text.fields_html)?,
        text.origin.as_str(),
        if text.outdated { "outdated" } else { "current" },
        revision,
        markdown::CLEANER,
        author,
        // Who it was is not said; its author's instance vouches for it.
        text.reviewed.then_some(author),
        now,
    ];
    tx.execute(&PUT_ARRIVED_TEXT, values).await?;
    sql::put_words(tx, id, &text.lang, &text.indexed).await
}

pub(super) async fn put_lists(tx: &mut Tx, id: ContentId, r: &Received) -> Result<()> {
    let (names, words) = r.facets.iter().map(|(n, w)| ((*n).to_owned(), w.clone())).unzip();
    sql::put_lists_of(tx, id, &r.sectors, names, words).await
}

/// Who wrote it with its author, as it says now.
pub(super) async fn put_authors(tx: &mut Tx, id: ContentId, r: &Received) -> Result<()> {
    tx.execute(&DROP_AUTHORS, args![id]).await?;
    for (position, author) in (0_i64..).zip(&r.coauthors) {
        tx.execute(&PUT_AUTHOR, args![id, position, &author.iri, &author.name]).await?;
    }
    Ok(())
}

/// Its files as they are said to be now. One that stays keeps its address here.
pub(super) async fn put_files(tx: &mut Tx, id: ContentId, r: &Received, now: Time) -> Result<()> {
    let there: Vec<(RowId, Option<String>)> = tx.all(&FILES_THERE, args![id]).await?;
    let is = |url: &Option<String>, file: &str| url.as_deref() == Some(file);
    for (gone, _) in there.iter().filter(|(_, u)| r.files.iter().all(|f| !is(u, &f.url))) {
        tx.execute(&DROP_FILE, args![*gone]).await?;
    }
    for (position, file) in (0_i64..).zip(&r.files) {
        let known = there.iter().find(|(_, url)| is(url, &file.url)).map(|(id, _)| *id);
        let own = known.unwrap_or_else(|| tx.id());
        let args = args![
            own,
            id,
            file.role.as_str(),
            position,
            &file.name,
            &file.label,
            &file.media_type,
            file.size,
            &file.url,
            file.digest.as_deref(),
            now
        ];
        tx.execute(&PUT_FILE_THERE, args).await?;
    }
    Ok(())
}

pub(super) async fn put_parts(
    p: &Publishing,
    tx: &mut Tx,
    id: ContentId,
    item: &Item,
    at: parts::Standing,
    now: Time,
) -> Result<()> {
    let kind = p.kinds().or_article(&item.received.kind);
    parts::put(p, tx, id, kind, at, &item.author.host, &item.received, now).await
}

pub(super) async fn put_document(
    tx: &mut Tx,
    id: ContentId,
    r: &Received,
    now: Time,
) -> Result<()> {
    let url = r.url.clone().unwrap_or_default();
    let said = r.updated.or(r.published);
    tx.execute(&PUT_DOCUMENT, args![id, url, &r.document, said, now]).await?;
    Ok(())
}

/// Which comment was accepted as the answer, as far as it is here.
pub(super) async fn put_answer(tx: &mut Tx, id: ContentId, r: &Received) -> Result<()> {
    let answer = r.answer.as_deref().unwrap_or_default();
    // One of ours is known by its id, one from elsewhere by its IRI.
    let own = answer.rsplit('/').next().and_then(|id| id.parse::<ContentId>().ok());
    tx.execute(&SET_ARRIVED_ANSWER, args![id, answer, own]).await?;
    Ok(())
}

/// Whether the original says what it said before.
pub(super) fn is_said_again(before: &ContentText, r: &Received) -> bool {
    r.texts.iter().any(|now| {
        now.lang == before.lang
            && r.lang == before.lang
            && now.title == before.title
            && now.body_md == before.body_md
            && now.body_html == before.body_html
            && now.fields == before.fields.0
    })
}

/// Whether a state changes nothing: it is older than what is here, or the same. Two edits within one
/// moment of their author's clock are told apart by what they say.
pub(super) fn is_old(last: Option<Time>, document: &str, said: Option<Time>, new: &str) -> bool {
    match (last, said) {
        (Some(last), Some(said)) if said != last => said < last,
        (Some(_), None) => true,
        _ => {
            let read = |text| serde_json::from_str::<Value>(text).ok();
            let same = |a: Option<Value>, b: Option<Value>| match (a, b) {
                (Some(mut a), Some(mut b)) => {
                    for value in [&mut a, &mut b] {
                        if let Some(o) = value.as_object_mut() {
                            o.shift_remove("@context");
                        }
                    }
                    a == b
                }
                _ => false,
            };
            document == new || same(read(document), read(new))
        }
    }
}
