//! Changing what one wrote. Every earlier state of what was published is kept.

use domain::{
    ContentId, Error, Lang, Result, Time,
    access::{State, Who, act, permit},
};
use people::communities::record_activity;
use store::{Query, Tx, args, statements};

use super::{Change, Publishing, acting, counters, publish::place};
use crate::{
    Draft, Goal, lineage,
    model::{Content, ContentText, Origin, Snapshot},
    parts::writing as parts,
    prepare::{Prepared, render},
    sql::{self, SECTORS_OF, Version, policy_of},
    voices,
};

statements! {
    KEEP_REVISION = "INSERT INTO revision (content_id, number, editor_id, note, snapshot, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    NEXT_REVISION = "UPDATE content SET revision = revision + 1, edited_at = $2 WHERE id = $1";
    OUTDATE = "UPDATE content_text SET state = 'outdated' WHERE content_id = $1 AND lang <> $2";
    MOVE_DRAFT = concat!("UPDATE content SET group_id = $2, visibility = $3, state = $4, published_at = $5, \
        created_at = COALESCE($5, created_at), last_activity_at = COALESCE($5, last_activity_at), \
        policy = ", policy_of!("content.author_id", "$2", "content.root_id"), " WHERE id = $1");
}

/// Gives a thing of one's own its next state, in the language it was written in. Needs Edit.
///
/// What is published keeps its community and level; its earlier state is kept with `note`, which
/// says what changed, and versions in other languages count as outdated until they follow. A
/// draft is overwritten and stays one. `based_on` is the revision the form showed: Conflict
/// `content-error-changed` when there is a newer one.
pub async fn edit(
    p: &Publishing,
    who: &Who,
    id: ContentId,
    draft: &Draft,
    note: &str,
    based_on: Option<i64>,
) -> Result<()> {
    change(p, who, id, draft, note, based_on, false).await
}

/// Gives a draft its final state and publishes it. Needs Edit, and what `publish` needs.
pub async fn publish_saved(p: &Publishing, who: &Who, id: ContentId, draft: &Draft) -> Result<()> {
    change(p, who, id, draft, "", None, true).await
}

/// Changes the text of a comment of one's own. Needs Edit.
pub async fn edit_comment(
    p: &Publishing,
    who: &Who,
    id: ContentId,
    lang: Lang,
    body: &str,
) -> Result<()> {
    let draft = Draft { body: body.to_owned(), ..Draft::new(crate::kind::COMMENT.name, lang) };
    edit(p, who, id, &draft, "", None).await
}

async fn change(
    p: &Publishing,
    who: &Who,
    id: ContentId,
    draft: &Draft,
    note: &str,
    based_on: Option<i64>,
    publish: bool,
) -> Result<()> {
    let author = acting(who)?;
    // What has to be known before anything can be rendered is read beside the transaction, and
    // compared in it.
    let mut q = p.store.read();
    let before = sql::load(&mut q, who, id).await?;
    permit::<act::Edit, _>(who, before.standing, &before)?;
    let text = sql::text_in(&mut q, id, &before.lang).await?.ok_or(Error::NotFound)?;
    let sectors = q.all::<(String,)>(&SECTORS_OF, args![id]).await?;
    let sectors = sectors.into_iter().map(|(s,)| s).collect();
    let goal = if publish || before.state == State::Published { Goal::Publish } else { Goal::Keep };
    let own = who.actor() == Some(before.author_id);
    if publish && !own {
        // When it becomes public, and where, is its author's to say.
        return Err(Error::Forbidden("error-forbidden"));
    }
    let ready = next(p, &before, &text, draft, goal, own)?;
    let snapshot = snapshot_of(p, &before, &text, sectors);
    if before.state == State::Published && same(&ready.snapshot(), &snapshot) {
        return voices::writing::again(p, who, &before).await;
    }
    let kept = serde_json::to_string(&snapshot).map_err(Error::internal)?;
    let now = p.store.now();

    let mut tx = p.store.begin().await?;
    sql::lock(&mut tx, id).await?;
    let content = sql::load(&mut tx, who, id).await?;
    let content = permit::<act::Edit, Content>(who, content.standing, content)?;
    let newest = content.revision == before.revision && content.updated_at == before.updated_at;
    if !newest || based_on.is_some_and(|r| r != content.revision) {
        return Err(Error::Conflict("content-error-changed"));
    }
    if ready.draft.lang != content.lang {
        if sql::text_in(&mut tx, id, &ready.draft.lang).await?.is_some() {
            return Err(Error::field("lang", "content-error-lang-taken"));
        }
        sql::delete_text(&mut tx, id, &content.lang).await?;
    }
    let mut revision = content.revision;
    if content.state == State::Published {
        let note = domain::text::line(note);
        let args = args![id, revision, author, domain::text::excerpt(&note, 300), kept, now];
        tx.execute(&KEEP_REVISION, args).await?;
        tx.execute(&NEXT_REVISION, args![id, now]).await?;
        tx.execute(&OUTDATE, args![id, &ready.draft.lang]).await?;
        revision += 1;
    }
    sql::update(&mut tx, id, &ready, now).await?;
    let version = Version { origin: Origin::Original, revision, author, reviewed: None };
    sql::put_text(&mut tx, id, &ready, version, now).await?;
    if content.state == State::Draft && content.position.is_none() && own {
        settle(p, &mut tx, who, id, &content, &ready, publish, now).await?;
    }
    if publish || content.state == State::Published {
        voices::writing::kept(p, &mut tx, &content, content.state == State::Draft).await?;
        lineage::keep::published(p, &mut tx, who, id, content.state == State::Draft).await?;
    }
    if content.state == State::Published {
        lineage::fate::changed(&mut tx, &content).await?;
    }
    match (content.state, publish) {
        (State::Published, _) => p.emit(&mut tx, who, id, Change::Updated).await?,
        (_, true) => p.emit(&mut tx, who, id, Change::Created).await?,
        _ => {}
    }
    tx.save().await?;
    Ok(())
}

/// The next state, checked and rendered. What a form does not show stays: values of a newer
/// peer's fields, and whether it is illustrative.
fn next(
    p: &Publishing,
    before: &Content,
    text: &ContentText,
    draft: &Draft,
    goal: Goal,
    own: bool,
) -> Result<Prepared> {
    let kind = p.kinds.or_article(&before.kind);
    let mut draft =
        Draft { kind: before.kind.clone(), illustrative: before.illustrative, ..draft.clone() };
    if before.state == State::Published || !own {
        draft.group = before.group_id;
        draft.visibility = before.visibility;
        draft.organisation = before.organisation_id;
    }
    for (name, value) in before.details.iter().chain(text.fields.iter()) {
        if kind.field(name).is_none() && !draft.values.contains_key(name) {
            draft.values.insert(name.clone(), value.clone());
        }
    }
    let draft = crate::draft::check(kind, &draft, goal).map_err(Error::Invalid)?;
    Ok(render(kind, draft, &text.fields))
}

/// Keeps the state that is about to be replaced by one from elsewhere.
pub(crate) async fn keep(
    tx: &mut Tx,
    content: &Content,
    editor: domain::ActorId,
    snapshot: &Snapshot,
    now: Time,
) -> Result<()> {
    let kept = serde_json::to_string(snapshot).map_err(Error::internal)?;
    tx.execute(&KEEP_REVISION, args![content.id, content.revision, editor, "", kept, now]).await?;
    Ok(())
}

pub(crate) fn snapshot_of(
    p: &Publishing,
    content: &Content,
    text: &ContentText,
    sectors: Vec<String>,
) -> Snapshot {
    let draft = sql::draft_of(content, text, sectors);
    let summary = p.kinds.or_article(&content.kind).summary;
    Snapshot {
        lang: draft.lang,
        title: draft.title,
        summary: if summary { draft.summary } else { String::new() },
        body: draft.body,
        values: draft.values,
        sectors: draft.sectors,
        licence: draft.licence,
    }
}

/// Whether two states say the same; the order of sectors and values says nothing.
fn same(a: &Snapshot, b: &Snapshot) -> bool {
    let sorted = |s: &Snapshot| {
        let mut s = s.clone();
        s.sectors.sort();
        s
    };
    sorted(a) == sorted(b)
}

/// Puts a draft where its new state says, published or still a draft.
#[expect(clippy::too_many_arguments, reason = "a draft that settles has this many sides")]
async fn settle(
    p: &Publishing,
    tx: &mut Tx,
    who: &Who,
    id: ContentId,
    content: &Content,
    ready: &Prepared,
    publish: bool,
    now: Time,
) -> Result<()> {
    let (group, visibility) = if content.is_voice() {
        voices::writing::place(p, tx, who, content, &ready.draft).await?
    } else {
        place(tx, who, content.author_id, ready.kind, &ready.draft).await?
    };
    let moment = ready.draft.at.map_or(now, |at| at.min(now));
    let (state, at) = if publish { (State::Published, Some(moment)) } else { (State::Draft, None) };
    tx.execute(&MOVE_DRAFT, args![id, group, visibility, state, at]).await?;
    if ready.kind.parts.is_some() {
        if publish && parts::incomplete(tx, id).await? {
            return Err(Error::field("chapters", "chapter-error-incomplete"));
        }
        parts::follow(tx, id, &ready.draft, (group, visibility), (state, at)).await?;
    }
    if publish && let Some(group) = group {
        record_activity(tx, group, counters::counts(ready.kind, 1), Some(moment)).await?;
    }
    Ok(())
}
