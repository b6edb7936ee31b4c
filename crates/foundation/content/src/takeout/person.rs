//! Everything of one person as one document.

use std::fmt::Write as _;

use domain::{ActorId, ContentId, Error, Origin, Result, Time, access::State};
use federation::actor;
use people::{Viewer, accounts, persons, takeout};
use serde_json::{Map, Value, json};
use store::{Query, Reader, Statement, args, statements};

use super::{FORMAT, named};
use crate::{
    Kind, Publishing,
    activity::object::{self, Labels, Whole, is_public},
    federating::whole,
    model::ContentText,
    read,
    search::saved,
    tables, versions,
};

statements! {
    WRITTEN = "SELECT id FROM content WHERE author_id = $1 AND host = '' AND state <> 'deleted' \
        AND position IS NULL ORDER BY created_at, id";
    BOOKMARKED = "SELECT c.id, c.ap_id, t.title FROM bookmark b JOIN content c ON c.id = b.content_id \
        LEFT JOIN content_text t ON t.content_id = c.id AND t.lang = c.lang \
        WHERE b.actor_id = $1 AND {visible $1} ORDER BY b.created_at, c.id";
    REVIEWS_ASKED_BY = "SELECT c.id, c.ap_id, t.title, w.person_id AS other, w.state, w.asked_at, w.answered_at \
        FROM review_request w JOIN content c ON c.id = w.content_id \
        LEFT JOIN content_text t ON t.content_id = c.id AND t.lang = c.lang \
        WHERE w.asked_by = $1 AND {visible $1} ORDER BY w.asked_at, c.id";
    REVIEWS_ASKED_OF = "SELECT c.id, c.ap_id, t.title, w.asked_by AS other, w.state, w.asked_at, w.answered_at \
        FROM review_request w JOIN content c ON c.id = w.content_id \
        LEFT JOIN content_text t ON t.content_id = c.id AND t.lang = c.lang \
        WHERE w.person_id = $1 AND {visible $1} ORDER BY w.asked_at, c.id";
}

/// A review that somebody was asked for.
#[derive(store::FromRow)]
struct Request {
    id: ContentId,
    ap_id: Option<String>,
    title: Option<String>,
    /// Who was asked, or who asks.
    other: Option<ActorId>,
    state: String,
    asked_at: Time,
    answered_at: Option<Time>,
}

/// Everything of hers: profile, account, whom she follows, where she belongs, from whom she keeps away,
/// what she kept, her notes, whom she asked for reviews and who asked her, the tables that she uploaded, and all that she
/// wrote in all its languages: as ActivityPub objects where it is for
/// everybody, as fields and as Markdown always.
pub async fn person(
    q: &mut Reader,
    p: &Publishing,
    labels: &dyn Labels,
    viewer: &Viewer,
    origin: Option<&Origin>,
) -> Result<Value> {
    let me = viewer.actor_id;
    let row = actor::by_id(q, me).await?;
    let account = accounts::by_id(q, viewer.account_id).await?;
    let page = persons::page(q, &viewer.who(), &row.handle, "", &row.lang).await?;
    let texts = page.texts.iter().map(|t| {
        json!({ "lang": t.lang.as_str(), "name": t.name, "headline": t.headline, "bio": t.summary_md })
    });
    let belonging = takeout::memberships(q, me).await?;
    let memberships = belonging.into_iter().map(|b| {
        let mut o = named(origin, &b.actor);
        o["standing"] = b.standing.as_str().into();
        o
    });
    let following = takeout::followed(q, me).await?;
    let avoided = takeout::avoided(q, me).await?.into_iter().map(|a| {
        let mut o = named(origin, &a.actor);
        o["how"] = a.how.as_str().into();
        o
    });
    let bookmarks: Vec<(ContentId, Option<String>, Option<String>)> =
        q.all(&BOOKMARKED, args![me]).await?;
    let bookmarks = bookmarks.into_iter().map(|(id, iri, title)| {
        let iri = iri.or_else(|| origin.map(|origin| object::object_iri(origin, id)));
        json!({ "id": iri, "title": title })
    });
    let searches = saved::list(q, me).await?.into_iter();
    let searches = searches.map(|s| json!({ "name": s.name, "address": s.href }));
    let offers = versions::exported(q, me).await?.into_iter();
    let offers = offers.map(|o| {
        let own = || origin.map(|origin| object::object_iri(origin, o.content_id));
        json!({ "of": o.thing_iri.clone().or_else(own), "lang": o.lang.as_str(), "offered": o.offered_at.rfc3339(), "state": o.state.as_str(),
            "note": o.note, "answer": o.answer, "version": o.version() })
    });
    let notes = people::ledger::notes::taken_along(q, me).await?.into_iter().map(|n| {
        json!({ "of": n.title, "place": n.place, "text": n.text, "written": n.updated_at.rfc3339() })
    });
    Ok(json!({
        "format": FORMAT,
        "type": "person",
        "exported": p.store().now().rfc3339(),
        "actor": named(origin, &row),
        "account": { "email": account.email, "created": account.created_at.rfc3339() },
        "profile": {
            "texts": texts.collect::<Vec<_>>(),
            "sectors": page.sectors.iter().map(|s| s.slug()).collect::<Vec<_>>(),
            "languages": page.languages.iter().map(domain::Lang::as_str).collect::<Vec<_>>(),
            "organisation": page.card.organisation_name,
        },
        "following": following.iter().map(|a| named(origin, a)).collect::<Vec<_>>(),
        "memberships": memberships.collect::<Vec<_>>(),
        "avoided": avoided.collect::<Vec<_>>(),
        "bookmarks": bookmarks.collect::<Vec<_>>(),
        "searches": searches.collect::<Vec<_>>(),
        "notes": notes.collect::<Vec<_>>(),
        "offers": offers.collect::<Vec<_>>(),
        "reviewRequests": {
            "made": requests(q, &REVIEWS_ASKED_BY, me, origin).await?,
            "received": requests(q, &REVIEWS_ASKED_OF, me, origin).await?,
        },
        "tables": tables::taken_along(q, me).await?,
        "written": written(q, p, labels, viewer, origin).await?,
    }))
}

async fn requests(
    q: &mut Reader,
    statement: &'static Statement,
    me: ActorId,
    origin: Option<&Origin>,
) -> Result<Vec<Value>> {
    let rows: Vec<Request> = q.all(statement, args![me]).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let other = match row.other {
            Some(id) => named(origin, &actor::by_id(q, id).await?),
            None => Value::Null,
        };
        let own = || origin.map(|origin| object::object_iri(origin, row.id));
        all.push(json!({
            "id": row.ap_id.or_else(own),
            "title": row.title,
            "person": other,
            "state": row.state,
            "asked": row.asked_at.rfc3339(),
            "answered": row.answered_at.map(Time::rfc3339),
        }));
    }
    Ok(all)
}

async fn written(
    q: &mut Reader,
    p: &Publishing,
    labels: &dyn Labels,
    viewer: &Viewer,
    origin: Option<&Origin>,
) -> Result<Vec<Value>> {
    let ids: Vec<(ContentId,)> = q.all(&WRITTEN, args![viewer.actor_id]).await?;
    let mut all = Vec::new();
    for (id,) in ids {
        let thing = match read::export(q, p.kinds(), &viewer.who(), id).await {
            Ok(thing) => thing,
            // What a moderator has taken away may not even be read by whoever wrote it.
            Err(Error::NotFound | Error::Gone | Error::Forbidden(_)) => continue,
            Err(e) => return Err(e),
        };
        // Before an origin is fixed nothing has an id that could be named.
        let Some(origin) = origin else {
            all.push(json!({ "thing": thing }));
            continue;
        };
        let whole = whole(q, origin, id).await?;
        let kind = p.kinds().or_article(&whole.content.kind);
        all.push(one(kind, labels, origin, &thing, &whole));
    }
    Ok(all)
}

fn one(kind: &Kind, labels: &dyn Labels, origin: &Origin, thing: &Value, whole: &Whole) -> Value {
    let content = &whole.content;
    let markdown: Map<String, Value> = (whole.texts.iter())
        .map(|text| (text.lang.as_str().to_owned(), markdown(kind, labels, text).into()))
        .collect();
    let mut out = json!({
        "thing": thing,
        "state": content.state.as_str(),
        "community": whole.names.group_handle,
        "inReplyTo": whole.names.in_reply_to,
        "markdown": markdown,
    });
    if let Some(lineage) = &whole.lineage {
        let row = &lineage.adaptation;
        out["adaptation"] = json!({
            "source": lineage.source(origin),
            "title": row.source_title,
            "relation": row.relation.as_str(),
        });
    }
    if content.state == State::Published && is_public(content.visibility) {
        out["object"] = object::object(origin, kind, whole, labels).into();
    }
    out
}

/// One language version for people who read it without any of this: title, summary, text, and the
/// fields under their names.
fn markdown(kind: &Kind, labels: &dyn Labels, text: &ContentText) -> String {
    let mut out = String::new();
    if kind.titled {
        let _ = write!(out, "# {}\n\n", text.title);
    }
    if kind.summary && !text.summary.is_empty() {
        let _ = write!(out, "{}\n\n", text.summary);
    }
    if !text.body_md.is_empty() {
        let _ = write!(out, "{}\n\n", text.body_md);
    }
    for field in kind.fields {
        if let Some(value) = text.fields.get(field.name).and_then(Value::as_str) {
            let label = labels.label(&kind.label_key(field.name), &text.lang);
            let _ = write!(out, "## {label}\n\n{value}\n\n");
        }
    }
    let end = out.trim_end().len();
    out.truncate(end);
    out
}
