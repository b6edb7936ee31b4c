//! Putting a thing from elsewhere where it belongs: the rows, the counters, whom to tell, and what a
//! community here passes on.

use async_trait::async_trait;
use domain::{
    ActorId, ContentId, Error, Origin, Result, Time, Visibility,
    access::{State, Who, act, permit},
    id::RowId,
};
use federation::{
    Actor, ActorKind, document,
    handler::{Activity, Effect},
    holders::Copies,
    outgoing::Verb,
    relay,
};
use people::communities::{self, record_activity};
use store::{Query, Tx, args, statements};

use super::{
    super::sending,
    beside::{
        is_old, is_said_again, put_answer, put_authors, put_document, put_files, put_lists,
        put_parts, put_text,
    },
    thing::Via,
};
use crate::{
    Publishing,
    activity::{object::is_public, received::Received},
    checks,
    lineage::{self, arriving::Claims},
    model::{Content, ContentText},
    parts,
    prepare::json as text_of,
    service::{comment, counters, edit},
    sql::{self, Position, policy_of},
    voices,
};

statements! {
    INSERT_ARRIVED = concat!("INSERT INTO content (id, ap_id, kind, author_id, organisation_id, group_id, \
        root_id, parent_id, depth, host, slug, visibility, state, lang, licence, details, \
        illustrative, created_at, published_at, edited_at, updated_at, last_activity_at, policy) VALUES \
        ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'published', $13, $14, $15, $16, $17, \
        $17, $18, $19, $17, ", policy_of!("$4", "$6", "$7"), ") ON CONFLICT (ap_id) DO NOTHING");
    UPDATE_ARRIVED = "UPDATE content SET lang = $2, licence = $3, details = $4, slug = $5, \
        organisation_id = $6, edited_at = $7, updated_at = $8, revision = $9, illustrative = $10 \
        WHERE id = $1";
    LAST_SAID = "SELECT updated_at, document FROM remote_content WHERE content_id = $1";
    ARRIVED_BY_IRI = "SELECT id FROM content WHERE ap_id = $1";
    SET_GROUP = "UPDATE content SET group_id = $2 WHERE (id = $1 OR root_id = $1) \
        AND group_id IS NULL";
    POLICY_IN_GROUP = concat!("UPDATE content SET policy = ",
        policy_of!("content.author_id", "content.group_id", "content.root_id"),
        " WHERE id = $1 OR root_id = $1");
    LANGS_OF = "SELECT lang FROM content_text WHERE content_id = $1";
}

/// A thing with its author, ready to be stored.
pub(super) struct Item {
    pub received: Received,
    pub author: Actor,
    pub organisation: Option<ActorId>,
    /// Who it is for, as it says: everybody, whoever has the address, or members.
    pub level: Visibility,
    /// The community whose members it is for.
    pub members_of: Option<ActorId>,
}

/// Where the first thing of a chain belongs.
pub(super) enum Place {
    /// It answers this.
    Under(ContentId),
    /// It begins a conversation in this community.
    In(ActorId),
    /// It begins one outside all communities.
    Alone,
}

/// The effect: things are stored, the last of them is what arrived.
pub(crate) struct Put {
    p: Publishing,
    origin: Origin,
    what: What,
}

enum What {
    Chain {
        chain: Vec<Item>,
        place: Place,
        via: Via,
        update: bool,
    },
    /// A community confirms what is here.
    Adopt {
        id: ContentId,
        group: ActorId,
    },
}

impl Put {
    pub(super) fn new(
        p: &Publishing,
        origin: &Origin,
        chain: Vec<Item>,
        place: Place,
        via: Via,
        update: bool,
    ) -> Self {
        let what = What::Chain { chain, place, via, update };
        Self { p: p.clone(), origin: origin.clone(), what }
    }

    pub(super) fn adopt(p: &Publishing, origin: &Origin, id: ContentId, group: ActorId) -> Self {
        Self { p: p.clone(), origin: origin.clone(), what: What::Adopt { id, group } }
    }

    /// Stores it. `activity` is what a community here passes on, when it came directly. Returns the
    /// id of the thing here.
    pub(crate) async fn store(self, tx: &mut Tx, activity: Option<&Activity>) -> Result<ContentId> {
        let Self { p, origin, what } = self;
        match what {
            What::Adopt { id, group } => adopt(&p, tx, id, group).await,
            What::Chain { chain, mut place, via, update } => {
                let last = chain.len() - 1;
                let mut id = None;
                for (i, item) in chain.into_iter().enumerate() {
                    let update = update && i == last;
                    let relay = activity.filter(|_| i == last).map(|a| Relay::new(&origin, a));
                    let stored = one(&p, tx, &origin, item, &place, &via, update, relay).await?;
                    place = Place::Under(stored);
                    id = Some(stored);
                }
                id.ok_or(Error::NotFound)
            }
        }
    }
}

#[async_trait]
impl Effect for Put {
    async fn apply(self: Box<Self>, tx: &mut Tx, activity: &Activity) -> Result<()> {
        let direct = matches!(self.what, What::Chain { via: Via::Direct, .. });
        self.store(tx, direct.then_some(activity)).await?;
        Ok(())
    }
}

/// What came without a community turns out to be in one.
async fn adopt(p: &Publishing, tx: &mut Tx, id: ContentId, group: ActorId) -> Result<ContentId> {
    let content = sql::load(tx, &Who::System, id).await?;
    let alone = content.group_id.is_none() && content.root_id.is_none() && !content.host.is_empty();
    let community = communities::by_id(tx, &Who::System, group).await?;
    if alone && is_public(content.visibility) == is_public(community.visibility) {
        tx.execute(&SET_GROUP, args![id, group]).await?;
        tx.execute(&POLICY_IN_GROUP, args![id]).await?;
        let counts = counters::counts(p.kinds().or_article(&content.kind), 1);
        record_activity(tx, group, counts, content.published_at).await?;
    }
    Ok(id)
}

#[expect(clippy::too_many_arguments, reason = "what arrives comes in many ways")]
async fn one(
    p: &Publishing,
    tx: &mut Tx,
    origin: &Origin,
    item: Item,
    place: &Place,
    via: &Via,
    update: bool,
    relay: Option<Relay<'_>>,
) -> Result<ContentId> {
    let row: Option<(ContentId,)> = tx.optional(&ARRIVED_BY_IRI, args![&item.received.iri]).await?;
    if let Some((id,)) = row {
        let content = sql::load(tx, &Who::System, id).await?;
        if content.state != State::Published {
            // Withdrawn or removed: a copy that comes late does not bring it back.
            return Ok(id);
        }
        let same_level = is_public(content.visibility) == is_public(item.level);
        if content.author_id != item.author.id || !same_level {
            return Err(Error::Forbidden("error-forbidden"));
        }
        if (update || item.received.updated.is_some())
            && change(p, tx, &content, &item, relay).await?
        {
            let said = Claims::of(&item.received);
            lineage::arriving::arrived(p, tx, origin, id, &said).await?;
        }
        if let Some(group) = via.group() {
            adopt(p, tx, id, group).await?;
        }
        return Ok(id);
    }
    let said = item.received.in_reply_to.is_none().then(|| Claims::of(&item.received));
    let id = create(p, tx, item, place, via, relay).await?;
    if let Some(said) = said {
        lineage::arriving::arrived(p, tx, origin, id, &said).await?;
    }
    Ok(id)
}

async fn create(
    p: &Publishing,
    tx: &mut Tx,
    item: Item,
    place: &Place,
    via: &Via,
    relay: Option<Relay<'_>>,
) -> Result<ContentId> {
    let author = item.author.id;
    let who = Who::RemoteActor(author);
    let (mut voice, mut spoken_of) = (None, None);
    let (position, others) = match place {
        Place::Under(parent) => {
            let parent = sql::load(tx, &who, *parent).await?;
            let here = is_decided_here(tx, &parent).await?;
            voice = voices::arriving::speaks(p, &parent, &item.received.kind);
            if let Some(voice) = voice {
                if item.author.kind != ActorKind::Person {
                    // An organisation speaks through its people.
                    return Err(Error::Forbidden("error-forbidden"));
                }
                if !here {
                    vouched(tx, &parent, via, &item.author).await?;
                }
                let by = (author, item.organisation);
                let at = voices::arriving::position(p, tx, &parent, voice, by, here).await?;
                spoken_of = Some(parent);
                (at, Vec::new())
            } else if here {
                let (parent, others) = comment::answerable(p, tx, &who, author, parent).await?;
                (comment::under(&parent, author), others)
            } else {
                vouched(tx, &parent, via, &item.author).await?;
                if parent.root_state != State::Published {
                    return Err(Error::NotFound);
                }
                let others = comment::others(&parent, author);
                (comment::under(&parent, author), others)
            }
        }
        Place::In(group) => {
            // Its home decides: elsewhere that has happened, here it happens now, however it came.
            let community = communities::by_id(tx, &who, *group).await?;
            let visibility = community.visibility;
            if community.host.is_empty() {
                permit::<act::Post, _>(&who, community.standing, community)?;
            }
            (begin(author, Some(*group), visibility), Vec::new())
        }
        Place::Alone => (begin(author, None, item.level), Vec::new()),
    };
    let elsewhere = item.members_of.is_some() && item.members_of != position.group;
    if is_public(position.visibility) != is_public(item.level) || elsewhere {
        // A public answer would carry a closed conversation outside; what is for members must not
        // become readable by being put elsewhere.
        return Err(Error::Forbidden("error-forbidden"));
    }
    let now = tx.now();
    let id: ContentId = tx.id();
    let at = item.received.published.map_or(now, |t| t.min(now));
    if !insert(p, tx, id, &item, &position, at, now).await? {
        return Err(Error::Conflict("content-error-changed"));
    }
    let kind = p.kinds().or_article(&item.received.kind);
    if position.root.is_none() && kind.voice.is_some() {
        // It speaks of nothing.
        return Err(Error::Forbidden("error-forbidden"));
    }
    if let (Some(voice), Some(root)) = (voice, &spoken_of) {
        let judged = (item.received.subject_updated, at);
        voices::arriving::added(tx, root, voice, (id, author), judged).await?;
    } else if position.root.is_some() {
        comment::added(tx, &position, id, at, &others).await?;
    } else if let Some(group) = position.group {
        record_activity(tx, group, counters::counts(kind, 1), Some(at)).await?;
    }
    // A letter to every member is for members to cause.
    let outside = spoken_of.is_some_and(|root| !root.standing.is_inside());
    if let (Some(relay), Some(group), false) = (relay, position.group, outside) {
        // Directly from its author, so that the community that decided is here.
        relay.pass_on(tx, id, group, position.visibility).await?;
        if position.root.is_none() && is_public(position.visibility) {
            sending::announce_thing(tx, id, group).await?;
        }
    }
    Ok(id)
}

/// Whether it is this instance that decides about a conversation: its community lives here, or, in
/// none, whatever began it.
async fn is_decided_here(tx: &mut Tx, parent: &Content) -> Result<bool> {
    match (parent.group_id, parent.root_id) {
        (None, Some(root)) => Ok(sql::load(tx, &Who::System, root).await?.host.is_empty()),
        _ => Ok(parent.home.is_empty()),
    }
}

/// Nothing unless the home of a community elsewhere stands behind what joins a conversation of it: it
/// announced it, or the thing lives there. In no community, everybody speaks for herself.
async fn vouched(tx: &mut Tx, parent: &Content, via: &Via, author: &Actor) -> Result<()> {
    let Some(group) = parent.group_id else { return Ok(()) };
    let said = match via {
        Via::Community(announcer, ..) => *announcer == group,
        Via::Direct | Via::Asked => {
            communities::by_id(tx, &Who::System, group).await?.host == author.host
        }
    };
    if said { Ok(()) } else { Err(Error::Forbidden("error-forbidden")) }
}

fn begin(author: ActorId, group: Option<ActorId>, visibility: Visibility) -> Position {
    let state = State::Published;
    Position { author, group, visibility, root: None, parent: None, depth: 0, state }
}

async fn insert(
    p: &Publishing,
    tx: &mut Tx,
    id: ContentId,
    item: &Item,
    at: &Position,
    published: Time,
    now: Time,
) -> Result<bool> {
    let r = &item.received;
    // What begins a conversation and says nothing of its kind is a discussion; what answers is a
    // comment, whatever it calls itself.
    let answers = at.root.is_some() && at.depth > 0;
    let kind = if answers { crate::kind::COMMENT.name } else { r.kind.as_str() };
    let edited = r.updated.filter(|u| r.published.is_some_and(|p| *u > p)).map(|u| u.min(now));
    let values = args![
        id,
        &r.iri,
        kind,
        at.author,
        item.organisation,
        at.group,
        at.root,
        at.parent,
        at.depth,
        &item.author.host,
        &r.slug,
        at.visibility,
        &r.lang,
        r.licence.clone(),
        text_of(&r.details)?,
        r.illustrative,
        published,
        edited,
        now,
    ];
    if tx.execute(&INSERT_ARRIVED, values).await? == 0 {
        return Ok(false);
    }
    for text in &r.texts {
        put_text(tx, id, text, at.author, 1, now).await?;
    }
    put_lists(tx, id, r).await?;
    put_files(tx, id, r, now).await?;
    if at.root.is_none() {
        put_authors(tx, id, r).await?;
        let (author, group, visibility) = (at.author, at.group, at.visibility);
        put_parts(p, tx, id, item, parts::Standing { author, group, visibility }, now).await?;
    }
    checks::put(tx, p.kinds().or_article(kind), id, &r.details).await?;
    put_document(tx, id, r, now).await?;
    if r.answer.is_some() {
        put_answer(tx, id, r).await?;
    }
    Ok(true)
}

/// The next state of a thing from elsewhere. The earlier one is kept when the author has edited it;
/// a translation or an accepted answer is no edit, as at home. False when it says nothing new.
pub(super) async fn change(
    p: &Publishing,
    tx: &mut Tx,
    content: &Content,
    item: &Item,
    relay: Option<Relay<'_>>,
) -> Result<bool> {
    let r = &item.received;
    if content.is_voice() && content.organisation_id != item.organisation {
        // On whose behalf it was said is not changed afterwards.
        return Err(Error::Forbidden("error-forbidden"));
    }
    let row: Option<(Option<Time>, String)> = tx.optional(&LAST_SAID, args![content.id]).await?;
    let said = r.updated.or(r.published);
    if let Some((last, document)) = &row
        && is_old(*last, document, said, &r.document)
    {
        return Ok(false);
    }
    let (id, now) = (content.id, tx.now());
    let before: Option<ContentText> = sql::text_in(tx, id, &content.lang).await?;
    let row_said = row.is_some();
    let last = row.and_then(|(last, _)| last);
    // What was only known by its title has no earlier state.
    let edit =
        row_said && (said != last || before.as_ref().is_none_or(|text| !is_said_again(text, r)));
    if let Some(text) = before.filter(|_| edit) {
        let sectors: Vec<(String,)> = tx.all(&sql::SECTORS_OF, args![id]).await?;
        let sectors = sectors.into_iter().map(|s| s.0).collect();
        let snapshot = edit::snapshot_of(p, content, &text, sectors);
        edit::keep(tx, content, content.author_id, &snapshot, now).await?;
    }
    let revision = content.revision + i64::from(edit);
    let edited = if edit {
        Some(said.map_or(now, |t| t.min(now)))
    } else if row_said {
        content.edited_at
    } else {
        r.updated
    };
    let values = args![
        id,
        &r.lang,
        r.licence.clone(),
        text_of(&r.details)?,
        &r.slug,
        item.organisation,
        edited,
        now,
        revision,
        r.illustrative,
    ];
    tx.execute(&UPDATE_ARRIVED, values).await?;
    let langs: Vec<(domain::Lang,)> = tx.all(&LANGS_OF, args![id]).await?;
    for (lang,) in langs.iter().filter(|(l,)| r.texts.iter().all(|t| t.lang != *l)) {
        sql::delete_text(tx, id, lang).await?;
    }
    for text in &r.texts {
        put_text(tx, id, text, content.author_id, revision, now).await?;
    }
    sql::clear_lists(tx, id).await?;
    put_lists(tx, id, r).await?;
    put_files(tx, id, r, now).await?;
    if content.root_id.is_none() {
        put_authors(tx, id, r).await?;
        let (author, group) = (content.author_id, content.group_id);
        let at = parts::Standing { author, group, visibility: content.visibility };
        put_parts(p, tx, id, item, at, now).await?;
    }
    if content.is_voice() {
        voices::arriving::judges(tx, id, r.subject_updated).await?;
    }
    checks::put(tx, p.kinds().or_article(&content.kind), id, &r.details).await?;
    put_document(tx, id, r, now).await?;
    put_answer(tx, id, r).await?;
    if edit {
        lineage::fate::changed(tx, content).await?;
    }
    if let (Some(relay), Some(group)) = (relay, sending::hosts(content))
        && voices::is_passed_on(tx, content).await?
    {
        relay.pass_on(tx, id, group, content.visibility).await?;
    }
    Ok(true)
}

/// What somebody elsewhere did, as a community here passes it on to its members (FEP-1b12): the
/// activity as it came. What was announced is never announced again.
#[derive(Clone, Copy)]
pub(in super::super) struct Relay<'a> {
    origin: &'a Origin,
    activity: &'a Activity,
}

impl<'a> Relay<'a> {
    pub(in super::super) fn new(origin: &'a Origin, activity: &'a Activity) -> Self {
        Self { origin, activity }
    }

    /// Passes it on as something about this thing, to those for whom it is.
    pub(in super::super) async fn pass_on(
        self,
        tx: &mut Tx,
        about: ContentId,
        group: ActorId,
        level: Visibility,
    ) -> Result<()> {
        let announcement: RowId = tx.id();
        let public = is_public(level);
        let document = relay::announcement(self.origin, announcement, group, public, self.activity);
        // By what it says, also where somebody else brought it.
        let copies = match document::type_of(&self.activity.value) {
            Some("Create" | "Update") => sending::copies(level, Verb::Create),
            Some("Delete") => sending::copies(level, Verb::Delete),
            _ => Copies::None,
        };
        sending::pass_on(tx, announcement, about, group, document, copies).await
    }
}
