//! Looking into documents after they have arrived: how many pages, what the first one looks like, and the
//! words, by which what they belong to is found.

use std::time::Duration;

use domain::{ContentId, Error, Lang, Result};
use serde::{Deserialize, Serialize};
use store::{Job, JobError, Query, Tx, args, enqueue, files::Hash, statements};

use super::{
    kept,
    reader::{DOCUMENT_MAX, Told},
};
use crate::{
    Publishing,
    search::{
        self,
        analyse::{ANALYSER, indexed},
    },
};

/// The type of documents that are looked into.
const DOCUMENT: &str = "application/pdf";

statements! {
    FILE_TO_LOOK_INTO = "SELECT size, looked_at IS NOT NULL AND analyser = $2 AS is_known FROM file \
        WHERE hash = $1 AND media_type = 'application/pdf'";
    /// The language of something that the file belongs to: most documents are in the language in which they
    /// are described.
    LANG_OF_FILE = "SELECT c.lang FROM attachment t JOIN content c ON c.id = t.content_id WHERE t.hash = $1 \
        ORDER BY t.created_at, t.id LIMIT 1";
    LOOKED = "UPDATE file SET pages = $2, words = $3, preview = $4, thumb = $5, looked_at = $6, analyser = $7 \
        WHERE hash = $1";
    /// Everything the file belongs to has other words now.
    STALE_WORDS = "UPDATE search_text SET analyser = 0 WHERE content_id IN \
        (SELECT content_id FROM attachment WHERE hash = $1)";
    /// The words of a thing are others now.
    STALE_WORDS_OF = "UPDATE search_text SET analyser = 0 WHERE content_id = $1";
    NOT_LOOKED_INTO = "SELECT f.hash FROM file f WHERE f.media_type = 'application/pdf' \
        AND (f.looked_at IS NULL OR f.analyser < $1) \
        AND EXISTS (SELECT 1 FROM attachment t WHERE t.hash = f.hash) ORDER BY f.created_at, f.hash LIMIT 500";
}

/// Whatever a job about files needs.
pub trait Looking: Clone + Send + Sync + 'static {
    /// The publishing services.
    fn publishing(&self) -> &Publishing;
}

/// The job: looks into a document, and renews the words of what it belongs to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LookInto {
    hash: String,
}

impl<C: Looking> Job<C> for LookInto {
    const KIND: &'static str = "look-into-file";
    const ATTEMPTS: i64 = 5;
    const LIMIT: Duration = Duration::from_secs(600);
    // It waits for another program, and nobody for it.
    const ASIDE: bool = true;

    async fn run(self, context: C) -> Result<(), JobError> {
        let p = context.publishing();
        let known: Option<(i64, bool)> =
            p.store().read().optional(&FILE_TO_LOOK_INTO, args![&self.hash, ANALYSER]).await?;
        let hash = self.hash.parse().map_err(|_| JobError::Fail("no hash".into()))?;
        if let Some((size, false)) = known {
            look(p, hash, u64::try_from(size).unwrap_or(u64::MAX)).await?;
        }
        while search::renew(p.store(), p.kinds()).await? > 0 {}
        Ok(())
    }
}

/// Has a document read and keeps what it says.
async fn look(p: &Publishing, hash: Hash, size: u64) -> Result<()> {
    let Some(reader) = p.reader() else { return Ok(()) };
    let document = p.store().files().read(&hash, 0, size).await.map_err(Error::internal)?;
    let Some(document) = document else { return Ok(()) };
    let told =
        if size > DOCUMENT_MAX { None } else { p.workshop().document(reader, document).await? };
    let Told { pages, text, picture } = told.unwrap_or_else(|| {
        tracing::info!(%hash, "a document that cannot be read");
        Told { pages: 0, text: String::new(), picture: Vec::new() }
    });
    let small = p.workshop().smaller(p.store(), picture).await?;
    let hash = hash.to_string();
    let lang = p.store().read().optional::<(Lang,)>(&LANG_OF_FILE, args![&hash]).await?;
    let words = indexed(&text, &lang.map_or_else(Lang::english, |(lang,)| lang));
    let now = p.store().now();
    let _keeping = p.store().files().keeping().await;
    let small = kept::keep_all(p.store(), small).await?;
    let mut tx = p.store().begin().await?;
    let [preview, thumb] = kept::put_small(&mut tx, &small, now).await?;
    let pages = (pages > 0).then_some(i64::from(pages));
    let looked = args![&hash, pages, words, preview, thumb, now, ANALYSER];
    tx.execute(&LOOKED, looked).await?;
    tx.execute(&STALE_WORDS, args![&hash]).await?;
    tx.save().await?;
    Ok(())
}

/// Has a document that was added looked into, and the words of its thing renewed.
pub(super) async fn ask(tx: &mut Tx, media_type: &str, hash: &str, thing: ContentId) -> Result<()> {
    if media_type == DOCUMENT {
        tx.execute(&STALE_WORDS_OF, args![thing]).await?;
        let now = tx.now();
        enqueue::<Nobody, _>(tx, &LookInto { hash: hash.to_owned() }, now).await?;
    }
    Ok(())
}

/// Has everything looked into that never was, or whose words were found by an earlier analysis.
pub async fn look_into_all(p: &Publishing) -> Result<()> {
    if p.reader().is_none() {
        return Ok(());
    }
    let store = p.store();
    let all: Vec<(String,)> = store.read().all(&NOT_LOOKED_INTO, args![ANALYSER]).await?;
    let mut tx = store.begin().await?;
    let now = tx.now();
    for (hash,) in all {
        enqueue::<Nobody, _>(&mut tx, &LookInto { hash }, now).await?;
    }
    tx.save().await?;
    Ok(())
}

/// Only the name and the payload of a job count when it is asked for.
#[derive(Clone)]
pub(crate) enum Nobody {}

impl Looking for Nobody {
    fn publishing(&self) -> &Publishing {
        match *self {}
    }
}
