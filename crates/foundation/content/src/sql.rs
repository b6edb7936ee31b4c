//! The statements that write, and the loading of one row for the rules.

use domain::{ActorId, ContentId, Lang, Result, access::Who};
use store::{Query, Tx, args, statements};

use crate::{
    Draft, checks,
    model::{Content, ContentText, Origin},
    prepare::{Prepared, json},
    search::{Indexed, analyse::ANALYSER},
};

/// All columns of [`Content`], with the joins of [`content_joins`].
macro_rules! content_columns {
    () => {
        "c.id, c.ap_id, c.kind, c.author_id, c.organisation_id, c.group_id, c.root_id, \
         c.parent_id, c.depth, c.host, c.slug, c.visibility, c.state, c.lang, c.licence, c.details, \
         c.revision, c.illustrative, c.locked, c.pinned_at, c.answer_id, c.comment_count, \
         c.reaction_count, c.created_at, c.published_at, c.updated_at, c.edited_at, \
         c.last_activity_at, c.position, c.judged_at, c.review_count, c.next_check, COALESCE(g.host, c.host) AS home, \
         (c.locked OR COALESCE(r.locked, FALSE)) AS closed, COALESCE(r.state, c.state) AS root_state, \
         COALESCE(r.author_id, c.author_id) AS root_author_id, c.policy, \
         (nf.follower_id IS NOT NULL) AS follows, (cw.actor_id IS NOT NULL) AS coauthor, \
         COALESCE(m.standing, 'outsider') AS standing"
    };
}
/// Community, conversation and the asker's standing, who is the parameter `$viewer`.
macro_rules! content_joins {
    ($viewer:literal) => {
        concat!(
            " LEFT JOIN actor g ON g.id = c.group_id LEFT JOIN content r ON r.id = c.root_id \
             LEFT JOIN membership m ON m.group_id = c.group_id AND m.actor_id = ",
            $viewer,
            " LEFT JOIN follow nf ON c.policy = 'limited' AND nf.target_id = c.author_id \
             AND nf.state = 'accepted' AND nf.follower_id = ",
            $viewer,
            " LEFT JOIN coauthor cw ON (c.root_id IS NULL OR c.position IS NOT NULL) \
             AND cw.content_id = COALESCE(c.root_id, c.id) \
             AND cw.ended_at IS NULL AND cw.actor_id = ",
            $viewer,
            " "
        )
    };
}
/// All columns of [`ContentText`].
macro_rules! text_columns {
    () => {
        "t.content_id, t.lang, t.title, t.summary, t.body_md, t.body_html, t.fields, t.fields_html, \
         t.origin, t.state, t.source_revision, t.cleaner, t.author_id, t.reviewed_by, t.updated_at"
    };
}
/// What counts for a thing, from what counts for its author, its community and the conversation it
/// belongs to. What is limited is so for whoever is near neither author nor community.
macro_rules! policy_of {
    ($author:literal, $group:literal, $root:literal) => {
        concat!(
            "(SELECT CASE WHEN 'blocked' IN (pa.policy, pg.policy, pr.policy) THEN 'blocked' \
             WHEN 'limited' IN (pa.policy, pg.policy) THEN 'limited' ELSE 'open' END \
             FROM actor pa LEFT JOIN actor pg ON pg.id = ",
            $group,
            " LEFT JOIN content pr ON pr.id = ",
            $root,
            " WHERE pa.id = ",
            $author,
            ")"
        )
    };
}
pub(crate) use {content_columns, content_joins, policy_of, text_columns};

statements! {
    /// One row with what the rules need, as `$2` sees it.
    pub CONTENT_FOR = concat!(
        "SELECT ", content_columns!(), " FROM content c", content_joins!("$2"), "WHERE c.id = $1"
    );
    /// All language versions of a thing, the one that changed last first.
    pub TEXTS_OF = concat!(
        "SELECT ", text_columns!(), " FROM content_text t WHERE t.content_id = $1 \
         ORDER BY t.updated_at DESC, t.lang"
    );
    /// One language version.
    pub TEXT_IN = concat!(
        "SELECT ", text_columns!(), " FROM content_text t WHERE t.content_id = $1 AND t.lang = $2"
    );
    /// The sectors of a thing.
    pub SECTORS_OF = "SELECT sector FROM content_sector WHERE content_id = $1 ORDER BY sector";

    LOCK_CONTENT = "UPDATE content SET revision = revision WHERE id = $1";
    INSERT_CONTENT = concat!("INSERT INTO content (id, kind, author_id, organisation_id, group_id, root_id, \
        parent_id, depth, slug, visibility, state, lang, licence, details, illustrative, created_at, \
        published_at, updated_at, last_activity_at, policy) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, \
        $10, $11, $12, $13, $14, $15, $16, $17, $18, $16, ", policy_of!("$3", "$5", "$6"), ")");
    UPDATE_CONTENT = "UPDATE content SET lang = $2, licence = $3, details = $4, slug = $5, \
        organisation_id = $6, updated_at = $7 WHERE id = $1";
    PUT_TEXT = "INSERT INTO content_text (content_id, lang, title, summary, body_md, body_html, fields, \
        fields_html, origin, state, source_revision, cleaner, author_id, reviewed_by, updated_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) \
        ON CONFLICT (content_id, lang) DO UPDATE SET title = excluded.title, summary = excluded.summary, \
        body_md = excluded.body_md, body_html = excluded.body_html, fields = excluded.fields, \
        fields_html = excluded.fields_html, origin = excluded.origin, state = excluded.state, \
        source_revision = excluded.source_revision, cleaner = excluded.cleaner, \
        author_id = excluded.author_id, reviewed_by = excluded.reviewed_by, \
        updated_at = excluded.updated_at";
    DELETE_TEXT = "DELETE FROM content_text WHERE content_id = $1 AND lang = $2";
    DELETE_WORDS = "DELETE FROM search_text WHERE content_id = $1 AND lang = $2";
    PUT_WORDS = concat!("INSERT INTO search_text (content_id, lang, title, summary, body, analyser, kind) \
        SELECT c.id, $2, $3, $4, $5 || ", crate::files::words_of!("c.id"), ", CAST($6 AS bigint), \
        COALESCE(r.kind, c.kind) FROM content c LEFT JOIN content r ON r.id = c.root_id WHERE c.id = $1 \
        ON CONFLICT (content_id, lang) DO UPDATE SET title = excluded.title, summary = excluded.summary, \
        body = excluded.body, analyser = excluded.analyser, kind = excluded.kind");
    CLEAR_SECTORS = "DELETE FROM content_sector WHERE content_id = $1";
    PUT_SECTORS = sqlite "INSERT INTO content_sector (content_id, sector) \
        SELECT $1, value FROM json_each($2) WHERE true ON CONFLICT DO NOTHING"
        postgres "INSERT INTO content_sector (content_id, sector) \
        SELECT $1, s FROM unnest($2::text[]) AS s ON CONFLICT DO NOTHING";
    CLEAR_FACETS = "DELETE FROM content_facet WHERE content_id = $1";
    PUT_FACETS = sqlite "INSERT INTO content_facet (content_id, facet, value) \
        SELECT $1, f.value, v.value FROM json_each($2) f JOIN json_each($3) v ON v.key = f.key \
        WHERE true ON CONFLICT DO NOTHING"
        postgres "INSERT INTO content_facet (content_id, facet, value) \
        SELECT $1, f, v FROM unnest($2::text[], $3::text[]) AS u (f, v) ON CONFLICT DO NOTHING";
}

/// Waits for whoever else is changing the row, so that what is read from now on in this unit is what
/// stands there.
pub(crate) async fn lock(tx: &mut Tx, id: ContentId) -> Result<()> {
    tx.execute(&LOCK_CONTENT, args![id]).await?;
    Ok(())
}

/// One row as `who` sees it. Nothing is checked yet.
pub(crate) async fn load(q: &mut impl Query, who: &Who, id: ContentId) -> Result<Content> {
    Ok(q.one(&CONTENT_FOR, args![id, who.actor()]).await?)
}

/// Where a new thing stands.
pub(crate) struct Position {
    pub author: ActorId,
    pub group: Option<ActorId>,
    pub visibility: domain::Visibility,
    pub root: Option<ContentId>,
    pub parent: Option<ContentId>,
    pub depth: i64,
    pub state: domain::access::State,
}

/// Writes a new thing with its text, sectors, facets and words.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: ContentId,
    ready: &Prepared,
    at: &Position,
    now: domain::Time,
) -> Result<()> {
    let draft = &ready.draft;
    let made = draft.at.map_or(now, |t| t.min(now));
    let published = (at.state == domain::access::State::Published).then_some(made);
    tx.execute(
        &INSERT_CONTENT,
        args![
            id,
            ready.kind.name,
            at.author,
            draft.organisation,
            at.group,
            at.root,
            at.parent,
            at.depth,
            &ready.slug,
            at.visibility,
            at.state,
            &draft.lang,
            draft.licence.clone(),
            json(&ready.details)?,
            draft.illustrative,
            made,
            published,
            now,
        ],
    )
    .await?;
    let version =
        Version { origin: Origin::Original, revision: 1, author: at.author, reviewed: None };
    put_text(tx, id, ready, version, now).await?;
    checks::put(tx, ready.kind, id, &ready.details).await?;
    put_lists(tx, id, ready).await
}

/// Who made a language version, and of which state.
pub(crate) struct Version {
    pub origin: Origin,
    pub revision: i64,
    pub author: ActorId,
    pub reviewed: Option<ActorId>,
}

/// Writes one language version and its words.
pub(crate) async fn put_text(
    tx: &mut Tx,
    id: ContentId,
    ready: &Prepared,
    version: Version,
    now: domain::Time,
) -> Result<()> {
    let draft = &ready.draft;
    tx.execute(
        &PUT_TEXT,
        args![
            id,
            &draft.lang,
            &draft.title,
            &ready.summary,
            &draft.body,
            &ready.body_html,
            json(&ready.fields)?,
            json(&ready.fields_html)?,
            version.origin.as_str(),
            "current",
            version.revision,
            crate::markdown::CLEANER,
            version.author,
            version.reviewed,
            now,
        ],
    )
    .await?;
    put_words(tx, id, &draft.lang, &ready.indexed).await
}

/// Writes the words that one language version is found by.
pub(crate) async fn put_words(
    tx: &mut Tx,
    id: ContentId,
    lang: &Lang,
    words: &Indexed,
) -> Result<()> {
    let Indexed { title, summary, body } = words;
    tx.execute(&PUT_WORDS, args![id, lang, title, summary, body, ANALYSER]).await?;
    Ok(())
}

async fn put_lists(tx: &mut Tx, id: ContentId, ready: &Prepared) -> Result<()> {
    let (names, words) = ready.facets.iter().map(|(n, w)| ((*n).to_owned(), w.clone())).unzip();
    put_lists_of(tx, id, &ready.draft.sectors, names, words).await
}

/// Writes sectors, and facets as pairs of a name and a word.
pub(crate) async fn put_lists_of(
    tx: &mut Tx,
    id: ContentId,
    sectors: &[String],
    names: Vec<String>,
    words: Vec<String>,
) -> Result<()> {
    if !sectors.is_empty() {
        tx.execute(&PUT_SECTORS, args![id, sectors]).await?;
    }
    if !names.is_empty() {
        tx.execute(&PUT_FACETS, args![id, names, words]).await?;
    }
    Ok(())
}

/// Takes sectors and facets away, to be written anew.
pub(crate) async fn clear_lists(tx: &mut Tx, id: ContentId) -> Result<()> {
    tx.execute(&CLEAR_SECTORS, args![id]).await?;
    tx.execute(&CLEAR_FACETS, args![id]).await?;
    Ok(())
}

/// Replaces the neutral part of a thing.
pub(crate) async fn update(
    tx: &mut Tx,
    id: ContentId,
    ready: &Prepared,
    now: domain::Time,
) -> Result<()> {
    let Draft { lang, licence, organisation, .. } = &ready.draft;
    let details = json(&ready.details)?;
    tx.execute(
        &UPDATE_CONTENT,
        args![id, lang, licence.clone(), details, &ready.slug, *organisation, now],
    )
    .await?;
    checks::put(tx, ready.kind, id, &ready.details).await?;
    clear_lists(tx, id).await?;
    put_lists(tx, id, ready).await
}

/// Takes one language version away.
pub(crate) async fn delete_text(tx: &mut Tx, id: ContentId, lang: &Lang) -> Result<()> {
    tx.execute(&DELETE_TEXT, args![id, lang]).await?;
    tx.execute(&DELETE_WORDS, args![id, lang]).await?;
    Ok(())
}

/// One language version, if there is one.
pub(crate) async fn text_in(
    q: &mut impl Query,
    id: ContentId,
    lang: &Lang,
) -> Result<Option<ContentText>> {
    Ok(q.optional(&TEXT_IN, args![id, lang]).await?)
}

/// The draft that would make a thing what it is now, in one of its language versions.
pub(crate) fn draft_of(content: &Content, text: &ContentText, sectors: Vec<String>) -> Draft {
    let mut values = content.details.0.clone();
    values.extend(text.fields.0.clone());
    Draft {
        kind: content.kind.clone(),
        lang: text.lang.clone(),
        title: text.title.clone(),
        summary: text.summary.clone(),
        body: text.body_md.clone(),
        values,
        sectors,
        licence: content.licence.clone(),
        group: content.group_id,
        visibility: content.visibility,
        organisation: content.organisation_id,
        illustrative: content.illustrative,
        at: None,
    }
}
