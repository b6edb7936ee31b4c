//! Those who write something together: its author lets other people of this instance change it, and
//! everything that it consists of.

use domain::{
    ActorId, ContentId, Error, Lang, Result,
    access::{State, Who, act, permit},
};
use people::notifications::{self, Notice, notify};
use store::{Query, args, statements};

use crate::{
    Publishing, kind::Voice, model::Content, read::Actor, service::affiliation, sql,
    voices::writing,
};

/// The most people who may change a thing besides its author.
pub const MOST: i64 = 30;

statements! {
    COAUTHORS = "SELECT a.id, a.handle, a.host, COALESCE(NULLIF(y.name, ''), a.name) AS name \
        FROM coauthor w JOIN actor a ON a.id = w.actor_id \
        LEFT JOIN actor_text y ON y.actor_id = a.id AND y.lang = $2 \
        WHERE w.content_id = $1 ORDER BY w.added_at, a.id";
    PERSON_HERE = "SELECT a.id FROM actor a JOIN account k ON k.actor_id = a.id \
        WHERE a.handle = $1 AND a.host = '' AND a.kind = 'person' AND k.state = 'active'";
    COUNT_COAUTHORS = "SELECT CAST(count(*) AS bigint) FROM coauthor WHERE content_id = $1";
    ADD_COAUTHOR = "INSERT INTO coauthor (content_id, actor_id, added_at) VALUES ($1, $2, $3) \
        ON CONFLICT DO NOTHING";
    REMOVE_COAUTHOR = "DELETE FROM coauthor WHERE content_id = $1 AND actor_id = $2";
}

/// Those who may change a thing besides its author, in the order in which they were added.
pub async fn of(q: &mut impl Query, id: ContentId, lang: &Lang) -> Result<Vec<Actor>> {
    Ok(q.all(&COAUTHORS, args![id, lang]).await?)
}

/// Lets somebody of this instance change a thing, by her handle. Needs Share. She is told. The error stands
/// at the field `handle`: nobody here has it, it is the author's own, there are [`MOST`] already.
pub async fn add(p: &Publishing, who: &Who, id: ContentId, handle: &str) -> Result<()> {
    let now = p.store().now();
    let mut tx = p.store().begin().await?;
    let content = sql::load(&mut tx, who, id).await?;
    let content = permit::<act::Share, Content>(who, content.standing, content)?;
    if content.root_id.is_some() {
        return Err(Error::NotFound);
    }
    let handle = handle.trim().trim_start_matches('@').to_ascii_lowercase();
    let person: Option<(ActorId,)> = tx.optional(&PERSON_HERE, args![handle]).await?;
    let Some((person,)) = person else {
        return Err(Error::field("handle", "content-error-nobody"));
    };
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
    if tx.execute(&ADD_COAUTHOR, args![id, person, now]).await? > 0 {
        let notice = Notice {
            to: person,
            kind: notifications::kind::COAUTHOR,
            by: who.actor(),
            content: Some(id),
            group: None,
            ledger: None,
        };
        notify(&mut tx, &[notice]).await?;
    }
    tx.save().await?;
    Ok(())
}

/// Somebody may no longer change it: because the author says so, or because she herself no longer wants to.
pub async fn remove(p: &Publishing, who: &Who, id: ContentId, person: ActorId) -> Result<()> {
    let mut tx = p.store().begin().await?;
    let content = sql::load(&mut tx, who, id).await?;
    if who.person() == Some(person) && content.coauthor {
        permit::<act::Edit, Content>(who, content.standing, content)?;
    } else {
        permit::<act::Share, Content>(who, content.standing, content)?;
    }
    tx.execute(&REMOVE_COAUTHOR, args![id, person]).await?;
    tx.save().await?;
    Ok(())
}
