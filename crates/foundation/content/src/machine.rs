//! Machine translation, where the operator has named a server for it: a text that nobody has translated is
//! translated when a reader asks for it, kept while the text stays as it is, and always shown as what it is. It
//! stays on this instance: what other cities read is what people stand behind.

mod job;
mod pieces;
mod server;

use domain::{
    ActorId, ContentId, Error, Lang, Result, Time,
    access::{State, Who, act, permit},
};
use store::{JsonText, Query, args, enqueue, statements};

pub use job::TranslateText;
pub use server::Translator;

use crate::{
    Publishing, Values,
    activity::object::is_public,
    markdown,
    model::{Content, ContentText, Origin, TextState},
    read::Page,
    sql,
};

/// How many texts a person may ask for within an hour.
pub const PER_HOUR: i64 = 60;
const HOUR: std::time::Duration = std::time::Duration::from_secs(3600);

statements! {
    MACHINE_TEXT = "SELECT state, title, summary, body_html, fields, fields_html, source_at, cleaner \
        FROM machine_text WHERE content_id = $1 AND lang = $2";
    /// What waits or is there already is not asked for again.
    ASK_MACHINE = "INSERT INTO machine_text (content_id, lang, state, title, summary, body_html, fields, \
        fields_html, source_at, cleaner, asked_by, asked_at) \
        VALUES ($1, $2, 'waiting', '', '', '', '{}', '{}', $3, 0, $4, $5) \
        ON CONFLICT (content_id, lang) DO UPDATE SET state = 'waiting', source_at = excluded.source_at, \
        asked_by = excluded.asked_by, asked_at = excluded.asked_at \
        WHERE machine_text.state = 'failed' OR machine_text.source_at <> excluded.source_at \
        OR (machine_text.state = 'waiting' AND machine_text.asked_at < $6)";
    ASKED_LATELY = "SELECT CAST(count(*) AS bigint) FROM machine_text WHERE asked_by = $1 AND asked_at > $2";
    STALE_MACHINE = "DELETE FROM machine_text WHERE NOT EXISTS (SELECT 1 FROM content c JOIN content_text t \
        ON t.content_id = c.id AND t.lang = c.lang WHERE c.id = machine_text.content_id \
        AND t.updated_at = machine_text.source_at)";
    SOURCE_AT = "SELECT updated_at FROM content_text WHERE content_id = $1 AND lang = $2";
}

/// Where a machine translation stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, store::FromCell, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum MachineState {
    /// It is being made.
    Waiting,
    /// It can be read.
    Done,
    /// It could not be made.
    Failed,
}

#[derive(store::FromRow)]
struct Row {
    state: MachineState,
    title: String,
    summary: String,
    body_html: String,
    fields: JsonText<Values>,
    fields_html: JsonText<Values>,
    source_at: Time,
    cleaner: i64,
}

/// What there is of a thing in a language by machine.
#[derive(Debug, Clone)]
pub enum Machine {
    /// Nothing is said of it: it cannot be asked for.
    None,
    /// It can be asked for; the last time it could not be made where this is true.
    Ask(bool),
    /// It is being made.
    Waiting,
    /// This.
    Text(Box<ContentText>),
}

/// Whether texts of a thing may be given to the machine at all.
fn may_leave(p: &Publishing, content: &Content) -> bool {
    p.translator().is_some_and(|t| t.members || is_public(content.visibility))
        && content.state == State::Published
}

/// What there is of the thing of a page in a language that nobody has translated it to.
pub async fn of(p: &Publishing, q: &mut impl Query, page: &Page, lang: &Lang) -> Result<Machine> {
    let original = page.original.as_ref().unwrap_or(&page.text);
    let there = page.versions.iter().any(|v| v.lang.primary() == lang.primary());
    if there || !may_leave(p, &page.content) {
        return Ok(Machine::None);
    }
    let row: Option<Row> = q.optional(&MACHINE_TEXT, args![page.content.id, lang]).await?;
    let Some(row) = row.filter(|row| row.source_at == original.updated_at) else {
        return Ok(Machine::Ask(false));
    };
    Ok(match row.state {
        MachineState::Waiting => Machine::Waiting,
        MachineState::Failed => Machine::Ask(true),
        MachineState::Done => Machine::Text(Box::new(text(original, lang, row))),
    })
}

fn text(original: &ContentText, lang: &Lang, row: Row) -> ContentText {
    let mut text = ContentText {
        lang: lang.clone(),
        title: row.title,
        summary: row.summary,
        body_md: String::new(),
        body_html: row.body_html,
        fields: row.fields,
        fields_html: row.fields_html,
        origin: Origin::Machine,
        state: TextState::Current,
        cleaner: row.cleaner,
        reviewed_by: None,
        ..original.clone()
    };
    crate::read::renew(&mut text);
    text
}

/// Puts what the machine has made in place of the text that a page would show.
pub fn show(page: &mut Page, text: ContentText) {
    let original = page.original.take().unwrap_or_else(|| page.text.clone());
    page.original = Some(original);
    page.text = text;
}

/// Has a thing translated. Needs Read and a signed-in reader. NotFound where no machine is named, where the
/// thing is not for everybody and the operator has not said that such texts may leave, and for a language in
/// which there is a version; Conflict `machine-error-many` when somebody asks for too much.
pub async fn ask(p: &Publishing, who: &Who, id: ContentId, lang: &Lang) -> Result<()> {
    let me = who.signed_in()?;
    let now = p.store().now();
    let mut tx = p.store().begin().await?;
    let content = sql::load(&mut tx, who, id).await?;
    let content = permit::<act::Read, Content>(who, content.standing, content)?.into_inner();
    let there = sql::text_in(&mut tx, id, lang).await?.is_some();
    if there || !may_leave(p, &content) {
        return Err(Error::NotFound);
    }
    let (lately,): (i64,) = tx.one(&ASKED_LATELY, args![me, now - HOUR]).await?;
    if lately >= PER_HOUR {
        return Err(Error::Conflict("machine-error-many"));
    }
    let (source_at,): (Time,) = tx.one(&SOURCE_AT, args![id, &content.lang]).await?;
    let asked = args![id, lang, source_at, Some::<ActorId>(me), now, now - HOUR];
    if tx.execute(&ASK_MACHINE, asked).await? > 0 {
        let job = TranslateText { id, lang: lang.clone() };
        enqueue::<crate::files::Nobody, _>(&mut tx, &job, now).await?;
    }
    tx.save().await?;
    Ok(())
}

/// Where the translation of a thing stands; `None` where nobody has asked for one.
pub async fn state(q: &mut impl Query, id: ContentId, lang: &Lang) -> Result<Option<MachineState>> {
    let row: Option<Row> = q.optional(&MACHINE_TEXT, args![id, lang]).await?;
    Ok(row.map(|row| row.state))
}

/// Forgets what was made of texts that say something else by now. May be called at any time.
pub async fn sweep(p: &Publishing) -> Result<()> {
    let mut tx = p.store().begin().await?;
    tx.execute(&STALE_MACHINE, args![]).await?;
    tx.save().await?;
    Ok(())
}

/// Clean HTML of what the machine gave back.
fn clean(html: &str) -> String {
    markdown::clean_html(html)
}
