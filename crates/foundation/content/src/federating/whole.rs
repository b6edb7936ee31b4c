//! A thing with everything that its object says.

use domain::{ActorId, ContentId, Origin, Result, access::Who};
use federation::{Actor, iri, remote};
use store::{Query, args, statements};

use crate::{
    activity::object::{self, Names, Whole},
    model::ContentText,
    sql::{self, SECTORS_OF, TEXTS_OF},
};

statements! {
    // Actors that an object names, by what they are to it.
    NAMED_ACTORS = "SELECT w.what, a.* FROM (SELECT CAST(0 AS bigint) AS what, author_id AS id, \
        CAST(0 AS bigint) AS since FROM content WHERE id = $1 \
        UNION ALL SELECT 1, organisation_id, 0 FROM content WHERE id = $1 \
        UNION ALL SELECT 2, group_id, 0 FROM content WHERE id = $1 UNION ALL SELECT 3, p.author_id, 0 \
        FROM content c JOIN content p ON p.id = COALESCE(c.parent_id, CASE WHEN c.position IS NULL THEN c.root_id END) \
        WHERE c.id = $1 UNION ALL SELECT 4, actor_id, added_at FROM coauthor \
        WHERE content_id = $1 AND named_at IS NOT NULL) w \
        JOIN actor a ON a.id = w.id ORDER BY w.what, w.since, w.id";
    NAMED_THINGS = "SELECT c.parent_id, p.ap_id AS parent_iri, c.root_id, r.ap_id AS root_iri, \
        c.answer_id, x.ap_id AS answer_iri FROM content c LEFT JOIN content p ON p.id = c.parent_id \
        LEFT JOIN content r ON r.id = c.root_id LEFT JOIN content x ON x.id = c.answer_id \
        WHERE c.id = $1";
}

#[derive(store::FromRow)]
struct Named {
    what: i64,
    #[row(flatten)]
    actor: Actor,
}

#[derive(store::FromRow)]
struct Things {
    parent_id: Option<ContentId>,
    parent_iri: Option<String>,
    root_id: Option<ContentId>,
    root_iri: Option<String>,
    answer_id: Option<ContentId>,
    answer_iri: Option<String>,
}

/// A thing with everything that its object says, as the house sees it.
pub async fn whole(q: &mut impl Query, origin: &Origin, id: ContentId) -> Result<Whole> {
    let content = sql::load(q, &Who::System, id).await?;
    let mut texts: Vec<ContentText> = q.all(&TEXTS_OF, args![id]).await?;
    texts.sort_by_key(|t| (t.lang != content.lang, t.lang.clone()));
    let sectors: Vec<(String,)> = q.all(&SECTORS_OF, args![id]).await?;
    let names = names(q, origin, id, content.is_voice()).await?;
    let files = crate::files::of(q, id).await?;
    let lineage = super::lineage::of(q, origin, id).await?;
    let parts = if content.root_id.is_none() {
        crate::parts::of(q, id, &content.lang).await?
    } else {
        Vec::new()
    };
    Ok(Whole {
        lineage,
        files,
        parts,
        content,
        texts,
        sectors: sectors.into_iter().map(|s| s.0).collect(),
        names,
    })
}

async fn names(
    q: &mut impl Query,
    origin: &Origin,
    id: ContentId,
    is_voice: bool,
) -> Result<Names> {
    let mut names = Names::default();
    let actors: Vec<Named> = q.all(&NAMED_ACTORS, args![id]).await?;
    for Named { what, actor } in actors {
        let iri = iri::of_actor(origin, &actor);
        let handle = iri::full_address(origin, &actor).trim_start_matches('@').to_owned();
        match what {
            0 => {
                names.author_followers = followers(q, origin, &actor).await?;
                names.authors.push((iri.clone(), actor.name));
                names.author = iri;
            }
            1 => names.organisation = Some(iri),
            2 => {
                names.group_followers = followers(q, origin, &actor).await?;
                names.group_iri = Some(iri);
                names.group_handle = Some(handle);
            }
            3 => {
                names.parent_author = Some(iri);
                names.parent_handle = Some(handle);
            }
            _ => names.authors.push((iri, actor.name)),
        }
    }
    let things: Things = q.one(&NAMED_THINGS, args![id]).await?;
    let iri = |id: Option<ContentId>, iri: Option<String>| {
        id.map(|id| iri.unwrap_or_else(|| object::object_iri(origin, id)))
    };
    names.root = iri(things.root_id, things.root_iri);
    names.in_reply_to =
        if is_voice { names.root.clone() } else { iri(things.parent_id, things.parent_iri) };
    names.answer = iri(things.answer_id, things.answer_iri);
    Ok(names)
}

/// The collection of an actor's followers; an address that exists for every actor of ours.
async fn followers(q: &mut impl Query, origin: &Origin, actor: &Actor) -> Result<Option<String>> {
    if actor.is_local() {
        return Ok(Some(iri::Own::Followers(actor.id).iri(origin)));
    }
    let said = remote::followers_of(q, actor.id).await?;
    // A group without the collection is still addressed as one.
    Ok(Some(said.unwrap_or_else(|| iri::of_actor(origin, actor))))
}

/// The followers' collection of a local actor, for whoever addresses it.
pub(super) fn followers_iri(origin: &Origin, actor: ActorId) -> String {
    iri::Own::Followers(actor).iri(origin)
}
