//! Adding parts to a whole and putting them in order.

use domain::{
    ActorId, ContentId, Error, Lang, Result, Time, Visibility,
    access::{State, Who, act, permit},
};
use store::{Query, Tx, args, statements};

use crate::{
    Draft, Goal, Publishing,
    model::Content,
    prepare::{Prepared, prepare},
    service::{Change, acting},
    sql::{self, Position, policy_of},
};

statements! {
    LAST_PLACE = "SELECT CAST(COALESCE(max(position), 0) AS bigint), CAST(count(*) AS bigint) FROM content \
        WHERE root_id = $1 AND position IS NOT NULL";
    SET_PLACE = "UPDATE content SET position = $2, organisation_id = $3 WHERE id = $1";
    SWAP = "UPDATE content SET position = CASE WHEN id = $1 THEN CAST($4 AS bigint) \
        ELSE CAST($3 AS bigint) END WHERE id IN ($1, $2)";
    BEFORE = "SELECT id, position FROM content WHERE root_id = $1 AND position < $2 \
        ORDER BY position DESC, id DESC LIMIT 1";
    /// The parts follow their whole when it is put elsewhere or published.
    FOLLOW = concat!("UPDATE content SET group_id = $2, visibility = $3, state = $4, published_at = $5, \
        created_at = COALESCE($5, created_at), organisation_id = $6, policy = ",
        policy_of!("content.author_id", "$2", "content.root_id"),
        " WHERE root_id = $1 AND position IS NOT NULL");
    INCOMPLETE = "SELECT c.id FROM content c JOIN content_text t ON t.content_id = c.id AND t.lang = c.lang \
        WHERE c.root_id = $1 AND c.position IS NOT NULL AND (t.title = '' OR t.body_md = '') LIMIT 1";
    WHOLE_CHANGED = "UPDATE content SET updated_at = $2 WHERE id = $1";
}

/// The most parts of a whole.
pub const PARTS_MAX: i64 = 200;

/// Adds parts at the end of a whole, in this order. Needs Edit on the whole, which must be of a kind
/// that has parts. A draft's part need not be complete. Errors of the first one that is wrong carry the
/// names of its form; [`Error::Conflict`] when there would be more than [`PARTS_MAX`].
pub async fn add(
    p: &Publishing,
    who: &Who,
    whole: ContentId,
    drafts: &[Draft],
) -> Result<Vec<ContentId>> {
    let editor = acting(who)?;
    let before = sql::load(&mut p.store().read(), who, whole).await?;
    permit::<act::Edit, _>(who, before.standing, &before)?;
    let kind = p.kinds().or_article(&before.kind).parts.ok_or(Error::NotFound)?;
    if i64::try_from(drafts.len()).map_or(true, |count| count > PARTS_MAX) {
        return Err(Error::Conflict("content-error-parts"));
    }
    let goal = if before.state == State::Published { Goal::Publish } else { Goal::Keep };
    let mut ready = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let draft = Draft {
            kind: kind.name.to_owned(),
            illustrative: before.illustrative,
            group: before.group_id,
            visibility: before.visibility,
            organisation: before.organisation_id,
            ..draft.clone()
        };
        ready.push(prepare(p.kinds(), &draft, goal)?);
    }
    let now = p.store().now();
    let mut tx = p.store().begin().await?;
    let content = sql::load(&mut tx, who, whole).await?;
    let content = permit::<act::Edit, Content>(who, content.standing, content)?;
    if content.state != before.state {
        return Err(Error::Conflict("content-error-changed"));
    }
    let (last, count): (i64, i64) = tx.one(&LAST_PLACE, args![whole]).await?;
    if count + i64::try_from(ready.len()).unwrap_or(PARTS_MAX) > PARTS_MAX {
        return Err(Error::Conflict("content-error-parts"));
    }
    let under = Under {
        whole,
        author: content.author_id,
        organisation: content.organisation_id,
        group: content.group_id,
        visibility: content.visibility,
        state: content.state,
    };
    let ids = insert(p, &mut tx, &under, last + 1, &ready, now).await?;
    tracing::debug!(%whole, %editor, parts = ids.len(), "parts were added");
    changed(p, &mut tx, who, &content, now).await?;
    tx.save().await?;
    Ok(ids)
}

/// What parts go under, and what they have in common with it.
pub(crate) struct Under {
    pub whole: ContentId,
    pub author: ActorId,
    pub organisation: Option<ActorId>,
    pub group: Option<ActorId>,
    pub visibility: Visibility,
    pub state: State,
}

/// Writes parts that are ready under a whole, from this place on.
pub(crate) async fn insert(
    p: &Publishing,
    tx: &mut Tx,
    under: &Under,
    first: i64,
    ready: &[Prepared],
    now: Time,
) -> Result<Vec<ContentId>> {
    let mut ids = Vec::with_capacity(ready.len());
    for (place, ready) in (first..).zip(ready) {
        let id: ContentId = p.store().id();
        let position = Position {
            author: under.author,
            group: under.group,
            visibility: under.visibility,
            root: Some(under.whole),
            parent: None,
            depth: 0,
            state: under.state,
        };
        sql::insert(tx, id, ready, &position, now).await?;
        tx.execute(&SET_PLACE, args![id, place, under.organisation]).await?;
        ids.push(id);
    }
    Ok(ids)
}

/// Puts a part one place further up. Needs Edit on it; the id of its whole is given back.
pub async fn move_up(p: &Publishing, who: &Who, part: ContentId) -> Result<ContentId> {
    let now = p.store().now();
    let mut tx = p.store().begin().await?;
    let content = sql::load(&mut tx, who, part).await?;
    let content = permit::<act::Edit, Content>(who, content.standing, content)?;
    let (Some(whole), Some(place)) = (content.root_id, content.position) else {
        return Err(Error::NotFound);
    };
    let before: Option<(ContentId, i64)> = tx.optional(&BEFORE, args![whole, place]).await?;
    if let Some((before, at)) = before {
        tx.execute(&SWAP, args![part, before, place, at]).await?;
        let whole = sql::load(&mut tx, who, whole).await?;
        changed(p, &mut tx, who, &whole, now).await?;
    }
    tx.save().await?;
    Ok(whole)
}

async fn changed(p: &Publishing, tx: &mut Tx, who: &Who, whole: &Content, now: Time) -> Result<()> {
    tx.execute(&WHOLE_CHANGED, args![whole.id, now]).await?;
    if whole.state == State::Published {
        p.emit(tx, who, whole.id, Change::Updated).await?;
    }
    Ok(())
}

/// Whether a part lacks its title or its text.
pub(crate) async fn incomplete(tx: &mut Tx, whole: ContentId) -> Result<bool> {
    Ok(tx.optional::<(ContentId,)>(&INCOMPLETE, args![whole]).await?.is_some())
}

/// The parts go where their whole goes.
pub(crate) async fn follow(
    tx: &mut Tx,
    whole: ContentId,
    draft: &Draft,
    (group, visibility): (Option<ActorId>, Visibility),
    (state, at): (State, Option<Time>),
) -> Result<()> {
    let args = args![whole, group, visibility, state, at, draft.organisation];
    tx.execute(&FOLLOW, args).await?;
    Ok(())
}

/// A long Markdown text as parts: each heading of the highest level that occurs begins one, and what
/// stands before the first is a part without a title.
pub fn split(kind: &str, lang: &Lang, text: &str) -> Vec<Draft> {
    let text = domain::text::block(text);
    let level = |line: &str| {
        let hashes = line.bytes().take_while(|b| *b == b'#').count();
        (1..=6).contains(&hashes) && line[hashes..].starts_with(' ')
    };
    let depth = |line: &str| line.bytes().take_while(|b| *b == b'#').count();
    let mut fenced = false;
    let lines: Vec<(bool, &str)> = text
        .lines()
        .map(|line| {
            if line.starts_with("```") || line.starts_with("~~~") {
                fenced = !fenced;
            }
            (!fenced && level(line), line)
        })
        .collect();
    let top = lines.iter().filter(|(heading, _)| *heading).map(|(_, line)| depth(line)).min();
    let mut parts: Vec<Draft> = Vec::new();
    for (heading, line) in lines {
        if heading && Some(depth(line)) == top {
            if i64::try_from(parts.len()).is_ok_and(|count| count > PARTS_MAX) {
                break;
            }
            let title = heading_of(line);
            parts.push(Draft { title, ..Draft::new(kind, lang.clone()) });
            continue;
        }
        if parts.is_empty() {
            if line.trim().is_empty() {
                continue;
            }
            parts.push(Draft::new(kind, lang.clone()));
        }
        if let Some(part) = parts.last_mut() {
            part.body.push_str(line);
            part.body.push('\n');
        }
    }
    for part in &mut parts {
        part.body = part.body.trim().to_owned();
    }
    parts
}

/// The words of a heading: without the signs before it and those that close it (CommonMark §4.2).
fn heading_of(line: &str) -> String {
    let title = line.trim_start_matches('#').trim();
    let open = title.trim_end_matches('#');
    if open.len() < title.len() && (open.is_empty() || open.ends_with(' ')) {
        return open.trim().to_owned();
    }
    title.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(text: &str) -> Vec<(String, String)> {
        let parts = split("chapter", &Lang::bulgarian(), text);
        parts.into_iter().map(|p| (p.title, p.body)).collect()
    }

    #[test]
    fn a_long_text_falls_into_parts_at_its_highest_headings() {
        let text =
            "# Първа\n\nТекст.\n\n## Точка\n\nОще.\n\n# Втора за C# #\n```\n# не е заглавие\n```\n";
        assert_eq!(
            titles(text),
            [
                ("Първа".into(), "Текст.\n\n## Точка\n\nОще.".into()),
                ("Втора за C#".into(), "```\n# не е заглавие\n```".into())
            ]
        );
    }

    #[test]
    fn what_stands_before_the_first_heading_is_not_lost() {
        let text = "\nУвод без заглавие.\n\n## Глава\nТекст #1";
        let expected =
            [(String::new(), "Увод без заглавие.".into()), ("Глава".into(), "Текст #1".into())];
        assert_eq!(titles(text), expected);
        assert_eq!(titles("Само текст"), [(String::new(), "Само текст".to_owned())]);
        assert!(titles("  \n").is_empty());
    }
}
