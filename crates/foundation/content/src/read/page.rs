//! One thing in full.

use domain::{
    ActorId, ContentId, Error, Lang, Result, Sector, Time,
    access::{Action, Who, act, allowed, permit},
};
use serde::Deserialize;
use store::{JsonText, Query, args, statements};

use super::sectors;
use crate::{
    Draft, Kind, Kinds, Values,
    coauthors::{self, Named},
    markdown,
    model::{Content, ContentText, Origin, TextState},
    sql::{self, SECTORS_OF, content_columns, content_joins, text_columns},
};

statements! {
    PAGE = concat!(
        "SELECT ", content_columns!(), ", a.handle AS author_handle, a.host AS author_host, \
        COALESCE(NULLIF(ay.name, ''), a.name) AS author_name, org.id AS org_id, \
        COALESCE(org.handle, '') AS org_handle, COALESCE(org.host, '') AS org_host, \
        COALESCE(NULLIF(oy.name, ''), org.name, '') AS org_name, COALESCE(g.handle, '') AS group_handle, \
        COALESCE(g.host, '') AS group_host, COALESCE(NULLIF(gy.name, ''), g.name, '') AS group_name, \
        r.kind AS root_kind, COALESCE(r.slug, '') AS root_slug, \
        EXISTS (SELECT 1 FROM reaction x WHERE x.content_id = c.id AND x.actor_id = $2) AS reacted, \
        EXISTS (SELECT 1 FROM bookmark x WHERE x.content_id = c.id AND x.actor_id = $2) AS bookmarked, \
        EXISTS (SELECT 1 FROM avoidance x WHERE x.actor_id = $2 AND x.target_id = c.author_id) AS muted, \
        COALESCE((SELECT x.reason FROM moderation x WHERE x.content_id = c.id \
        AND x.action IN ('remove', 'remove-with-author') ORDER BY x.created_at DESC, x.id DESC LIMIT 1), '') AS removal_reason, \
        (SELECT NULLIF(x.url, '') FROM remote_content x WHERE x.content_id = c.id) AS page_url, \
        (SELECT {words x.sector} FROM content_sector x WHERE x.content_id = c.id) AS sector_words, \
        (SELECT {json_rows {json_object 'lang', x.lang, 'origin', x.origin, 'state', x.state, \
        'source_revision', x.source_revision, 'updated_at', x.updated_at, \
        'author', COALESCE(NULLIF(xay.name, ''), xa.name, ''), 'reviewer', COALESCE(NULLIF(xry.name, ''), xr.name)}} \
        FROM content_text x LEFT JOIN actor xa ON xa.id = x.author_id \
        LEFT JOIN actor_text xay ON xay.actor_id = xa.id AND xay.lang = $3 \
        LEFT JOIN actor xr ON xr.id = x.reviewed_by \
        LEFT JOIN actor_text xry ON xry.actor_id = xr.id AND xry.lang = $3 WHERE x.content_id = c.id) AS version_rows \
        FROM content c", content_joins!("$2"), "JOIN actor a ON a.id = c.author_id \
        LEFT JOIN actor_text ay ON ay.actor_id = a.id AND ay.lang = $3 \
        LEFT JOIN affiliation af ON af.person_id = c.author_id \
        LEFT JOIN actor org ON org.id = COALESCE(c.organisation_id, af.organisation_id) \
        LEFT JOIN actor_text oy ON oy.actor_id = org.id AND oy.lang = $3 \
        LEFT JOIN actor_text gy ON gy.actor_id = g.id AND gy.lang = $3 WHERE c.id = $1"
    );
    CHOSEN = concat!(
        "SELECT ", text_columns!(), " FROM content_text t WHERE t.content_id = $1 AND {in_text t.lang $2}"
    );
}

#[derive(store::FromRow)]
struct Row {
    #[row(flatten)]
    content: Content,
    author_handle: String,
    author_host: String,
    author_name: String,
    org_id: Option<ActorId>,
    org_handle: String,
    org_host: String,
    org_name: String,
    group_handle: String,
    group_host: String,
    group_name: String,
    root_kind: Option<String>,
    root_slug: String,
    reacted: bool,
    bookmarked: bool,
    muted: bool,
    removal_reason: String,
    page_url: Option<String>,
    sector_words: String,
    version_rows: JsonText<Vec<VersionInfo>>,
}

/// Somebody, as far as a link to her needs it.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Actor {
    /// Her id.
    pub id: ActorId,
    /// Her handle.
    pub handle: String,
    /// Empty for this instance.
    pub host: String,
    /// Her name, in the reader's language where she has it.
    pub name: String,
}

/// A language version, for the list of versions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct VersionInfo {
    /// Its language.
    pub lang: Lang,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it says what the original says now.
    pub state: TextState,
    /// The revision of the original that it says.
    pub source_revision: i64,
    /// When it last changed.
    pub updated_at: Time,
    /// The name of who wrote or translated it.
    pub author: String,
    /// The name of who has looked a translation through.
    pub reviewer: Option<String>,
}

/// The original, where the page shows a translation: for what the translation lacks, and to be
/// shown beside it.
pub type OriginalText = ContentText;

/// One thing in full, as one reader sees it.
#[derive(Debug, Clone)]
pub struct Page {
    /// The thing, with the reader's standing in its community.
    pub content: Content,
    /// Its kind; [`crate::kind::ARTICLE`] when this instance does not know it.
    pub kind: &'static Kind,
    /// The version shown.
    pub text: ContentText,
    /// The original, when the version shown is another.
    pub original: Option<OriginalText>,
    /// All versions, the original first, then by language.
    pub versions: Vec<VersionInfo>,
    /// Who wrote it.
    pub author: Actor,
    /// Who wrote it with her and is named.
    pub coauthors: Vec<Named>,
    /// On whose behalf, or the author's organisation.
    pub organisation: Option<Actor>,
    /// The community it belongs to.
    pub group: Option<Actor>,
    /// Its sectors, in the order of forms.
    pub sectors: Vec<Sector>,
    /// For a comment: the kind and address part of its conversation.
    pub root: Option<(&'static Kind, String)>,
    /// Whether the reader found it useful.
    pub reacted: bool,
    /// Whether the reader has saved it.
    pub bookmarked: bool,
    /// Whether the reader keeps away from its author.
    pub muted: bool,
    /// Why it was removed, when it was.
    pub removal_reason: String,
    /// Its page where it lives; `None` for what lives here.
    pub url: Option<String>,
}

impl Page {
    /// All values, neutral ones and those of the version shown, with the original's for what the
    /// version lacks.
    pub fn values(&self) -> Values {
        let mut values = self.content.details.0.clone();
        values.extend(self.original.iter().flat_map(|o| o.fields.0.clone()));
        values.extend(self.text.fields.0.clone());
        values
    }

    /// The same for the HTML of the values that are Markdown.
    pub fn html(&self) -> Values {
        let mut html = Values::new();
        html.extend(self.original.iter().flat_map(|o| o.fields_html.0.clone()));
        html.extend(self.text.fields_html.0.clone());
        html
    }

    /// The language a value is in: that of the version shown, or the original's where it lacks it.
    pub fn lang_of(&self, field: &str) -> &Lang {
        match &self.original {
            Some(o) if !self.text.fields.contains_key(field) && o.fields.contains_key(field) => {
                &o.lang
            }
            _ => &self.text.lang,
        }
    }

    /// Whether the reader may do this with it, for the buttons of the page.
    pub fn may(&self, who: &Who, action: Action) -> bool {
        use domain::access::Subject;
        allowed(action, who, self.content.standing, &self.content.facts())
    }
}

/// One thing in full: in the first of `langs` that there is, else the original. Needs Read; who may
/// Moderate also sees what was removed. [`Error::Gone`] for what the reader could have read and
/// was withdrawn or removed.
pub async fn page(
    q: &mut impl Query,
    kinds: &Kinds,
    who: &Who,
    id: ContentId,
    langs: &[Lang],
) -> Result<Page> {
    let interface = langs.first().cloned().unwrap_or_else(Lang::english);
    page_for(q, kinds, who, id, langs, &interface).await
}

/// The same; people and organisations are called as in `interface`, whichever version is shown.
pub async fn page_for(
    q: &mut impl Query,
    kinds: &Kinds,
    who: &Who,
    id: ContentId,
    langs: &[Lang],
    interface: &Lang,
) -> Result<Page> {
    let row = q.optional::<Row>(&PAGE, args![id, who.actor(), interface]).await?;
    let row = row.ok_or(Error::NotFound)?;
    let standing = row.content.standing;
    if let Err(refused) = permit::<act::Read, _>(who, standing, &row.content)
        && permit::<act::Moderate, _>(who, standing, &row.content).is_err()
    {
        return Err(match permit::<act::Trace, _>(who, standing, &row.content) {
            Ok(_) => Error::Gone,
            Err(_) => refused,
        });
    }
    let mut versions = row.version_rows.0;
    versions.sort_by_key(|v| (v.origin != Origin::Original, v.lang.clone()));
    let original = row.content.lang.clone();
    let chosen = langs.iter().find(|l| versions.iter().any(|v| v.lang == **l)).unwrap_or(&original);
    let tags = vec![chosen.as_str(), original.as_str()];
    let mut texts = q.all::<ContentText>(&CHOSEN, args![id, tags]).await?;
    for text in &mut texts {
        renew(text);
    }
    let at = texts.iter().position(|t| t.lang == *chosen).ok_or(Error::NotFound)?;
    let text = texts.swap_remove(at);
    let kind = kinds.or_article(&row.content.kind);
    let coauthors = coauthors::named(q, &row.content, interface).await?;
    let root_slug = row.root_slug;
    Ok(Page {
        kind,
        text,
        original: texts.pop(),
        versions,
        author: Actor {
            id: row.content.author_id,
            handle: row.author_handle,
            host: row.author_host,
            name: row.author_name,
        },
        coauthors,
        organisation: row.org_id.map(|id| Actor {
            id,
            handle: row.org_handle,
            host: row.org_host,
            name: row.org_name,
        }),
        group: row.content.group_id.map(|id| Actor {
            id,
            handle: row.group_handle,
            host: row.group_host,
            name: row.group_name,
        }),
        sectors: sectors(&row.sector_words),
        root: row.root_kind.map(|kind| (kinds.or_article(&kind), root_slug)),
        reacted: row.reacted,
        bookmarked: row.bookmarked,
        muted: row.muted,
        removal_reason: row.removal_reason,
        url: row
            .page_url
            .or_else(|| row.content.ap_id.clone())
            .filter(|_| !row.content.host.is_empty()),
        content: row.content,
    })
}

/// Cleans HTML again that an older allow-list cleaned.
pub(crate) fn renew(text: &mut ContentText) {
    if text.cleaner >= markdown::CLEANER {
        return;
    }
    text.body_html = markdown::renew(&text.body_html, text.cleaner);
    for value in text.fields_html.0.values_mut() {
        if let serde_json::Value::String(html) = value {
            *html = markdown::renew(html, text.cleaner);
        }
    }
}

/// The draft that a form for editing shows, with the revision it is based on. Needs Edit.
pub async fn draft(q: &mut impl Query, who: &Who, id: ContentId) -> Result<(Draft, i64)> {
    let content = sql::load(q, who, id).await?;
    permit::<act::Edit, _>(who, content.standing, &content)?;
    let text = sql::text_in(q, id, &content.lang).await?.ok_or(Error::NotFound)?;
    let slugs = q.all::<(String,)>(&SECTORS_OF, args![id]).await?;
    let draft = sql::draft_of(&content, &text, slugs.into_iter().map(|(s,)| s).collect());
    Ok((draft, content.revision))
}

/// The draft that a form for a language version shows: what there is in that language, else only
/// the neutral values. With it the original. Needs Edit.
pub async fn version_draft(
    q: &mut impl Query,
    who: &Who,
    id: ContentId,
    lang: &Lang,
) -> Result<(Draft, ContentText)> {
    let (mut draft, _) = draft(q, who, id).await?;
    let original = sql::text_in(q, id, &draft.lang).await?.ok_or(Error::NotFound)?;
    for name in original.fields.keys() {
        draft.values.remove(name);
    }
    let version = sql::text_in(q, id, lang).await?;
    draft.lang = lang.clone();
    let (title, summary, body, fields) =
        version.map(|v| (v.title, v.summary, v.body_md, v.fields.0)).unwrap_or_default();
    (draft.title, draft.summary, draft.body) = (title, summary, body);
    draft.values.extend(fields);
    Ok((draft, original))
}
