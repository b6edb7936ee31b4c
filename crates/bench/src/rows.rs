//! Many rows at once: what one statement for each row would take minutes for.

use store::{Built, Query as _, Store, Tx, Value};

/// Rows of one statement.
const ROWS: usize = 50;
/// Rows of one unit of work.
const UNIT: usize = 20_000;

/// The tables that are filled, in the order in which they refer to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// People, organisations, communities.
    Actor,
    /// What they say of themselves.
    ActorText,
    /// What they are about.
    ActorSector,
    /// In which languages they work.
    ActorLanguage,
    /// Civic profiles.
    Organisation,
    /// Who belongs to which organisation.
    Affiliation,
    /// Communities.
    Community,
    /// Who belongs to them.
    Membership,
    /// Posts and comments.
    Content,
    /// Their texts.
    ContentText,
    /// What they are about.
    ContentSector,
    /// What they can be filtered by.
    ContentFacet,
    /// Their words.
    SearchText,
    /// Who found them useful.
    Reaction,
    /// What people were told.
    Notification,
}

/// All tables with their columns.
const TABLES: [(Table, &str); 15] = [
    (
        Table::Actor,
        "INSERT INTO actor (id, kind, handle, name, name_key, lang, discoverable, indexable, created_at, updated_at) VALUES ",
    ),
    (
        Table::ActorText,
        "INSERT INTO actor_text (actor_id, lang, name, headline, summary_md, summary_html, text_key) VALUES ",
    ),
    (Table::ActorSector, "INSERT INTO actor_sector (actor_id, sector) VALUES "),
    (Table::ActorLanguage, "INSERT INTO actor_language (actor_id, lang, position) VALUES "),
    (Table::Organisation, "INSERT INTO organisation (actor_id, level, country, territory) VALUES "),
    (
        Table::Affiliation,
        "INSERT INTO affiliation (person_id, organisation_id, created_at) VALUES ",
    ),
    (
        Table::Community,
        "INSERT INTO community (actor_id, visibility, join_policy, member_count, discussion_count, practice_count, last_activity_at) VALUES ",
    ),
    (
        Table::Membership,
        "INSERT INTO membership (group_id, actor_id, standing, created_at, updated_at) VALUES ",
    ),
    (
        Table::Content,
        "INSERT INTO content (id, kind, author_id, group_id, root_id, parent_id, depth, slug, visibility, state, lang, licence, details, \
         pinned_at, comment_count, reaction_count, created_at, published_at, updated_at, last_activity_at) VALUES ",
    ),
    (
        Table::ContentText,
        "INSERT INTO content_text (content_id, lang, title, summary, body_md, body_html, fields, fields_html, origin, cleaner, author_id, updated_at) VALUES ",
    ),
    (Table::ContentSector, "INSERT INTO content_sector (content_id, sector) VALUES "),
    (Table::ContentFacet, "INSERT INTO content_facet (content_id, facet, value) VALUES "),
    (
        Table::SearchText,
        "INSERT INTO search_text (content_id, lang, title, summary, body, kind, analyser) VALUES ",
    ),
    (Table::Reaction, "INSERT INTO reaction (content_id, actor_id, kind, created_at) VALUES "),
    (
        Table::Notification,
        "INSERT INTO notification (id, actor_id, kind, by_id, content_id, group_id, created_at) VALUES ",
    ),
];

/// Rows on their way into the tables.
pub struct Rows<'a> {
    store: &'a Store,
    tx: Option<Tx>,
    waiting: Vec<Vec<Vec<Value>>>,
    written: usize,
}

impl<'a> Rows<'a> {
    /// Nothing waits yet.
    pub fn new(store: &'a Store) -> Self {
        Self { store, tx: None, waiting: vec![Vec::new(); TABLES.len()], written: 0 }
    }

    /// Adds a row. When enough rows wait, all tables are written in their order.
    pub async fn put(&mut self, table: Table, row: Vec<Value>) -> anyhow::Result<()> {
        let slot = &mut self.waiting[table as usize];
        slot.push(row);
        if slot.len() >= ROWS * 10 {
            self.flush().await?;
        }
        Ok(())
    }

    /// Writes everything and makes it durable.
    pub async fn save(&mut self) -> anyhow::Result<()> {
        self.flush().await?;
        if let Some(tx) = self.tx.take() {
            tx.save().await?;
        }
        Ok(())
    }

    async fn flush(&mut self) -> anyhow::Result<()> {
        let mut tx = match self.tx.take() {
            Some(tx) => tx,
            None => self.store.begin().await?,
        };
        for (table, head) in TABLES {
            let rows = std::mem::take(&mut self.waiting[table as usize]);
            self.written += rows.len();
            for chunk in rows.chunks(ROWS) {
                tx.all_built::<(i64,)>(statement(head, chunk)).await?;
            }
        }
        if self.written >= UNIT {
            self.written = 0;
            tx.save().await?;
        } else {
            self.tx = Some(tx);
        }
        Ok(())
    }
}

fn statement(head: &'static str, rows: &[Vec<Value>]) -> Built {
    let mut built = Built::new(head);
    for (n, row) in rows.iter().enumerate() {
        built = built.push(if n == 0 { "(" } else { ", (" });
        for (i, value) in row.iter().enumerate() {
            if i > 0 {
                built = built.push(", ");
            }
            built = built.bind(value.clone());
        }
        built = built.push(")");
    }
    built
}
