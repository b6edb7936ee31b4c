//! The documents of private messages: for the recipient and her instance, who sign that they ask.
//! Everybody else is answered as if there were none.

use axum::{http::StatusCode, response::Response};
use domain::id::{MessageId, RowId};
use federation::{Actor, ActorKind, outgoing};
use people::federating::{self, Private};

use super::{
    activity_json, activity_text,
    asking::{Asking, private},
    nothing,
};
use crate::App;

/// The message with this id.
pub(super) async fn object(app: &App, asking: &Asking, id: MessageId) -> Response {
    match for_asker(app, asking, id).await {
        Some(Private { document, is_gone, .. }) => {
            let status = if is_gone { StatusCode::GONE } else { StatusCode::OK };
            private(activity_json(status, &document))
        }
        None => nothing(),
    }
}

/// What was done with a message, by the end of the activity's IRI.
pub(super) async fn activity(app: &App, asking: &Asking, id: RowId) -> Response {
    match said(app, asking, id).await {
        Some(text) => private(activity_text(StatusCode::OK, text)),
        None => nothing(),
    }
}

async fn said(app: &App, asking: &Asking, id: RowId) -> Option<String> {
    let federation = app.federation()?;
    let row = outgoing::by_activity(&mut app.store().read(), id).await.ok()??;
    for_asker(app, asking, row.message_id?).await?;
    federation.activity(federation.live()?, &row).await.ok()?
}

/// The message, if whoever asks may have it. Nobody's key is looked for where there is none.
async fn for_asker(app: &App, asking: &Asking, id: MessageId) -> Option<Private> {
    let live = app.federation()?.live()?;
    let found = match federating::private(&mut app.store().read(), live, id).await {
        Ok(found) => found?,
        Err(e) => {
            tracing::error!(error = %e, "a message could not be read");
            return None;
        }
    };
    let asker = asking.who(app).await?;
    may_have(&asker, &found.recipient).then_some(found)
}

fn may_have(asker: &Actor, recipient: &Actor) -> bool {
    let instance = asker.kind == ActorKind::Instance && asker.host == recipient.host;
    asker.id == recipient.id || (instance && !recipient.host.is_empty())
}
