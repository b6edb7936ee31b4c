//! Those who write something together: its author lets other people of this instance change it, and
//! everything that it consists of.
//!
//! Who of them has agreed is named to readers beside the author, here and in other cities
//! ([`crate::activity::authors`]). Whom a thing from elsewhere names stands in `remote_coauthor`: she may change
//! nothing here, and is known by her IRI and the name that her own instance gives her.

use domain::{
    ActorId, ContentId, Error, Lang, Result,
    access::{State, Who, act, permit},
};
use people::{
    colleagues::{self, Among},
    notifications::{self, Notice, notify},
};
use store::{Query, Tx, args, statements};

use crate::{
    Publishing,
    kind::Voice,
    model::Content,
    read::Actor,
    service::{Change, affiliation},
    sql,
    voices::writing,
};

/// The most people who may change a thing besides its author.
pub const MOST: i64 = 30;

statements! {
    COAUTHORS = "SELECT a.id, a.handle, a.host, COALESCE(NULLIF(y.name, ''), a.name) AS name, \
        (w.named_at IS NOT NULL) AS named FROM coauthor w JOIN actor a ON a.id = w.actor_id \
        LEFT JOIN actor_text y ON y.actor_id = a.id AND y.lang = $2 \
        WHERE w.content_id = $1 ORDER BY w.added_at, a.id";
    NAMED_HERE = "SELECT a.id, a.handle, COALESCE(NULLIF(y.name, ''), a.name) AS name \
        FROM coauthor w JOIN actor a ON a.id = w.actor_id \
        LEFT JOIN actor_text y ON y.actor_id = a.id AND y.lang = $2 \
        WHERE w.content_id = $1 AND w.named_at IS NOT NULL ORDER BY w.added_at, a.id";
    NAMED_THERE = "SELECT a.id, a.handle, COALESCE(NULLIF(y.name, ''), NULLIF(a.name, ''), w.name) AS name \
        FROM remote_coauthor w LEFT JOIN actor a ON a.ap_id = w.iri \
        LEFT JOIN actor_text y ON y.actor_id = a.id AND y.lang = $2 \
        WHERE w.content_id = $1 ORDER BY w.position";
    NAME = "UPDATE coauthor SET named_at = $3 WHERE content_id = $1 AND actor_id = $2 \
        AND named_at IS NULL";
    UNNAME = "UPDATE coauthor SET named_at = NULL WHERE content_id = $1 AND actor_id = $2 \
        AND named_at IS NOT NULL";
    COUNT_COAUTHORS = "SELECT CAST(count(*) AS bigint) FROM coauthor WHERE content_id = $1";
    ADD_COAUTHOR = "INSERT INTO coauthor (content_id, actor_id, added_at) VALUES ($1, $2, $3) \
        ON CONFLICT DO NOTHING";
    REMOVE_COAUTHOR = "DELETE FROM coauthor WHERE content_id = $1 AND actor_id = $2";
}

/// Somebody who may change a thing besides its author.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Coauthor {
    /// Who.
    #[row(flatten)]
    pub actor: Actor,
    /// Whether readers see her name: she has agreed.
    pub named: bool,
}

/// Those who may change a thing besides its author, in the order in which they were added.
pub async fn of(q: &mut impl Query, id: ContentId, lang: &Lang) -> Result<Vec<Coauthor>> {
    Ok(q.all(&COAUTHORS, args![id, lang]).await?)
}

/// Somebody who is named to readers beside the author of a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Her name.
    pub name: String,
    /// The instance on which she lives; empty for this one.
    pub host: String,
    /// `None` for somebody elsewhere whom nobody here has met yet: her page here would be empty.
    pub actor: Option<Actor>,
}

#[derive(store::FromRow)]
struct NamedRow {
    id: Option<ActorId>,
    handle: Option<String>,
    name: String,
}

/// Those who wrote a thing with its author and have agreed to be named, in their order; of what lives elsewhere,
/// whom its own instance names. None for what is part of something else.
pub(crate) async fn named(
    q: &mut impl Query,
    content: &Content,
    lang: &Lang,
) -> Result<Vec<Named>> {
    if content.root_id.is_some() {
        return Ok(Vec::new());
    }
    let statement = if content.host.is_empty() { &NAMED_HERE } else { &NAMED_THERE };
    let rows: Vec<NamedRow> = q.all(statement, args![content.id, lang]).await?;
    let named = |row: NamedRow| {
        let (host, name) = (content.host.clone(), row.name);
        let actor = row.id.zip(row.handle).map(|(id, handle)| Actor {
            id,
            handle,
            host: host.clone(),
            name: name.clone(),
        });
        Named { name, host, actor }
    };
    Ok(rows.into_iter().filter(|row| !row.name.is_empty()).map(named).collect())
}

/// Lets somebody of this instance change a thing, by her name or handle. Needs Share. She is told. The error stands
/// at the field `handle`: as in [`colleagues::find`], it is the author's own, she is one already, there are [`MOST`].
pub async fn add(p: &Publishing, who: &Who, id: ContentId, handle: &str) -> Result<()> {
    let now = p.store().now();
    let mut tx = p.store().begin().await?;
    let content = sql::load(&mut tx, who, id).await?;
    let content = permit::<act::Share, Content>(who, content.standing, content)?;
    if content.root_id.is_some() {
        return Err(Error::NotFound);
    }
    let known = Among::Known(who.signed_in()?);
    let person = colleagues::find(&mut tx, known, handle, "handle").await?;
    if person == content.author_id {
        return Err(Error::field("handle", "content-error-own"));
    }
    let said = [Voice::Review, Voice::Endorsement];
    let organisation = affiliation(&mut tx, person).await?;
    for voice in said {
        let own = writing::own(&mut tx, id, voice, person, organisation).await?;
        if own.is_some_and(|(_, state)| state == State::Published) {
            // What somebody has judged, or her organisation has confirmed, she does not write too.
            return Err(Error::field("handle", "content-error-coauthor-voice"));
        }
    }
    let (count,): (i64,) = tx.one(&COUNT_COAUTHORS, args![id]).await?;
    if count >= MOST {
        return Err(Error::field("handle", "content-error-coauthors"));
    }
    if tx.execute(&ADD_COAUTHOR, args![id, person, now]).await? == 0 {
        return Err(Error::field("handle", "content-error-coauthor"));
    }
    let notice = Notice {
        to: person,
        kind: notifications::kind::COAUTHOR,
        by: who.actor(),
        content: Some(id),
        group: None,
        ledger: None,
    };
    notify(&mut tx, &[notice]).await?;
    tx.save().await?;
    Ok(())
}

/// Somebody may no longer change it: because the author says so, or because she herself no longer wants to.
pub async fn remove(p: &Publishing, who: &Who, id: ContentId, person: ActorId) -> Result<()> {
    let mut tx = p.store().begin().await?;
    let content = sql::load(&mut tx, who, id).await?;
    let content = if who.person() == Some(person) && content.coauthor {
        permit::<act::Edit, Content>(who, content.standing, content)?.into_inner()
    } else {
        permit::<act::Share, Content>(who, content.standing, content)?.into_inner()
    };
    // Whoever was named to readers is no longer named to those elsewhere either.
    let unnamed = tx.execute(&UNNAME, args![id, person]).await? > 0;
    tx.execute(&REMOVE_COAUTHOR, args![id, person]).await?;
    if unnamed {
        told(p, &mut tx, who, &content).await?;
    }
    tx.save().await?;
    Ok(())
}

/// Says of oneself that readers are to see one's name beside the author's, or no longer: nobody is made the author of
/// something without her word. Needs Edit, as one of those who write it with its author; NotFound for its author.
pub async fn agree(p: &Publishing, who: &Who, id: ContentId, named: bool) -> Result<()> {
    let me = who.signed_in()?;
    let now = p.store().now();
    let mut tx = p.store().begin().await?;
    let content = sql::load(&mut tx, who, id).await?;
    let content = permit::<act::Edit, Content>(who, content.standing, content)?;
    if content.root_id.is_some() || !content.coauthor {
        return Err(Error::NotFound);
    }
    let changed = if named {
        tx.execute(&NAME, args![id, me, now]).await?
    } else {
        tx.execute(&UNNAME, args![id, me]).await?
    };
    if changed > 0 {
        told(p, &mut tx, who, &content).await?;
    }
    tx.save().await?;
    Ok(())
}

/// Who wrote it is told wherever the thing is. It is no edit: nothing that it says has changed.
async fn told(p: &Publishing, tx: &mut Tx, who: &Who, content: &Content) -> Result<()> {
    if content.state == State::Published {
        p.emit(tx, who, content.id, Change::Updated).await?;
    }
    Ok(())
}
