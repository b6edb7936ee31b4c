//! Translating in the background: a page can take a machine minutes.

use std::time::Duration;

use domain::{ContentId, Lang, Result, Time, access::Who};
use federation::named::NamedError;
use serde::{Deserialize, Serialize};
use store::{Job, JobError, args, statements};

use super::{may_leave, pieces};
use crate::{Publishing, files::Looking, markdown, prepare::json, sql};

statements! {
    MADE = "UPDATE machine_text SET state = 'done', title = $3, summary = $4, body_html = $5, fields = $6, \
        fields_html = $7, source_at = $8, cleaner = $9 WHERE content_id = $1 AND lang = $2";
    FAILED = "UPDATE machine_text SET state = 'failed' WHERE content_id = $1 AND lang = $2 AND state = 'waiting'";
}

/// The job: has the original of a thing translated to a language.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TranslateText {
    pub(super) id: ContentId,
    pub(super) lang: Lang,
}

impl<C: Looking> Job<C> for TranslateText {
    const KIND: &'static str = "translate-text";
    const ATTEMPTS: i64 = 1;
    const LIMIT: Duration = Duration::from_secs(1200);
    // It waits for another server, and nobody for it.
    const ASIDE: bool = true;

    async fn run(self, context: C) -> Result<(), JobError> {
        let p = context.publishing();
        match translate(p, self.id, &self.lang).await {
            Ok(()) => Ok(()),
            Err(e) => {
                tracing::warn!(error = %e, id = %self.id, "a text could not be translated");
                let mut tx = p.store().begin().await?;
                tx.execute(&FAILED, args![self.id, &self.lang]).await?;
                tx.save().await?;
                // The reader is told and asks again; nothing else waits for it.
                Ok(())
            }
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error(transparent)]
    Server(#[from] NamedError),
    #[error(transparent)]
    Rule(#[from] domain::Error),
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("it may not be translated any more")]
    Gone,
}

async fn translate(p: &Publishing, id: ContentId, lang: &Lang) -> Result<(), Failed> {
    let translator = p.translator().ok_or(Failed::Gone)?;
    let mut q = p.store().read();
    let content = sql::load(&mut q, &Who::System, id).await?;
    if !may_leave(p, &content) {
        return Err(Failed::Gone);
    }
    let text = sql::text_in(&mut q, id, &content.lang).await?.ok_or(Failed::Gone)?;
    drop(q);
    let kind = p.kinds().or_article(&content.kind);
    let all = pieces::split(kind, &text);
    let translated = translator.translate(&text.lang, lang, &all).await?;
    let made = pieces::join(kind, &text, translated);
    let source_at: Time = text.updated_at;
    let mut tx = p.store().begin().await?;
    tx.execute(
        &MADE,
        args![
            id,
            lang,
            made.title,
            made.summary,
            made.body_html,
            json(&made.fields)?,
            json(&made.fields_html)?,
            source_at,
            markdown::CLEANER,
        ],
    )
    .await?;
    tx.save().await?;
    Ok(())
}
