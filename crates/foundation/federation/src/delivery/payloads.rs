//! Documents of the log, made once for however many instances get them.

use std::{collections::HashMap, sync::Mutex, time::Duration};

use domain::{ContentId, Result, Time, id::RowId};
use serde_json::{Map, Value};

use crate::{
    Federation, Live,
    document::with_context,
    engine::lock,
    outgoing::{Logged, Verb},
    signature::Payload,
};

/// How many are kept.
const MOST: usize = 256;

/// How long what was made is what is said. A second try says what is true then: what was withdrawn
/// meanwhile is not said at all.
const FRESH: Duration = Duration::from_secs(3);

/// The last ones that were made, by the number of their row.
#[derive(Debug, Default)]
pub(crate) struct Payloads(Mutex<HashMap<i64, (Time, Option<Payload>)>>);

impl Federation {
    /// The body of a delivery; `None` when there is nothing left to be said.
    pub(super) async fn payload(&self, live: &Live, row: &Logged) -> Result<Option<Payload>> {
        let now = self.store().now();
        if let Some((at, made)) = lock(&self.inner().payloads.0).get(&row.id)
            && now.since(*at) < FRESH
        {
            return Ok(made.clone());
        }
        let made = self.activity(live, row).await?;
        let made = made.map(|text| Payload::new(text.into_bytes()));
        let mut payloads = lock(&self.inner().payloads.0);
        if payloads.len() >= MOST {
            payloads.clear();
        }
        // What is made from rows says what is true now; it is only shared by those who get it now.
        payloads.insert(row.id, (now, made.clone()));
        Ok(made)
    }

    /// The document of a row of the log; `None` when there is nothing left to be said.
    pub async fn activity(&self, live: &Live, row: &Logged) -> Result<Option<String>> {
        if let Some(text) = &row.document {
            return Ok(Some(text.clone()));
        }
        let made = Box::pin(self.activity_map(live, row)).await?;
        Ok(made.map(|map| Value::Object(with_context(map)).to_string()))
    }

    async fn activity_map(&self, live: &Live, row: &Logged) -> Result<Option<Map<String, Value>>> {
        for writer in &self.inner().writers {
            if let Some(map) = writer.activity(self.store().read(), live, row).await? {
                return Ok(Some(map));
            }
        }
        tracing::debug!(id = row.id, verb = Verb::as_str(row.verb), "nothing left to be said");
        Ok(None)
    }

    /// The document of an activity of ours by the end of its IRI, and the thing it is about. `None` for
    /// what is about a private message or a ledger, whoever asks.
    pub async fn activity_by_id(&self, id: RowId) -> Result<Option<(String, Option<ContentId>)>> {
        let Some(live) = self.live() else { return Ok(None) };
        if let Some(row) = crate::outgoing::by_activity(&mut self.store().read(), id).await? {
            if row.message_id.is_some() || row.ledger_id.is_some() {
                return Ok(None);
            }
            let text = self.activity(live, &row).await?;
            return Ok(text.map(|text| (text, row.content_id)));
        }
        for writer in &self.inner().writers {
            if let Some(map) = writer.unlogged(self.store().read(), live, id).await? {
                let text = Value::Object(with_context(map)).to_string();
                return Ok(Some((text, Some(ContentId(id.0)))));
            }
        }
        Ok(None)
    }

    /// The document of a local actor, its key included, without `@context`.
    pub async fn actor_document(&self, actor: &crate::Actor) -> Result<Option<Map<String, Value>>> {
        let Some(live) = self.live() else { return Ok(None) };
        for writer in &self.inner().writers {
            if let Some(map) = writer.actor(self.store().read(), live, actor).await? {
                return Ok(Some(map));
            }
        }
        Ok(None)
    }
}
