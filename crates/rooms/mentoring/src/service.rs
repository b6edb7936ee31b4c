//! What one can do in a workspace: one function, one change of the ledger.

use content::{Draft as Terms, Kind, read};
use domain::{ActorId, Error, FieldErrors, Lang, Origin, Result, access::Who, id::LedgerId, text};
use federation::actor;
use people::{
    colleagues::{self, Among, Colleague},
    ledger::{self, Draft, Ledgers, Open, Opening, Seen, Side, Written, notes},
};
use serde_json::{Map, json};
use store::Query;

use crate::{
    agreement::{Agreement, Version},
    application, applying, elder,
    workspace::{MENTORING, Stage, entry, word},
};

/// The most characters of a message or a reason.
pub const TEXT_MAX: usize = 5000;

/// A mentoring that is begun.
#[derive(Debug, Clone)]
pub struct Beginning {
    /// Who helps.
    pub mentor: ActorId,
    /// Who is helped.
    pub mentee: ActorId,
    /// The party of who begins it.
    pub side: Side,
    /// What it is called.
    pub title: String,
    /// What is said to the other side first.
    pub message: String,
    /// The IRI of the person of the other party who should see it; empty when the party is a person.
    pub person: String,
    /// The IRI of the offer or the request it came from; may be empty.
    pub from: String,
    /// The IRI of the programme in which the two were brought together; passed over where they were not.
    pub programme: String,
}

/// Opens a workspace. Errors of the field `title` or `message`; else as in [`ledger::open`].
pub async fn begin(ledgers: &Ledgers, who: &Who, new: Beginning) -> Result<LedgerId> {
    wrong(&new.title, &new.message).check()?;
    let title = text::line(&new.title);
    let programme = brought_together(ledgers, who, &new).await?;
    if let Some(programme) = &programme
        && existing(ledgers, programme, [new.mentor, new.mentee]).await?.is_some()
    {
        return Err(Error::Conflict("workspace-error-begun"));
    }
    let about = json!({ "title": title, "from": new.from, "programme": programme });
    let mut drafts = vec![Draft::new(entry::ABOUT, "", about)];
    if !new.person.is_empty() {
        drafts.push(Draft::ask(&new.person));
    }
    drafts.extend(said(ledgers, new.side, &new.message)?);
    let parties = [new.mentor, new.mentee];
    let opening = Opening { kind: &MENTORING, parties, side: new.side, drafts };
    ledger::open(ledgers, who, opening).await
}

/// What is wrong with what is said when a mentoring is begun, with all of it at once: errors of the fields `title` and
/// `message`.
pub fn wrong(title: &str, message: &str) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if text::line(title).is_empty() {
        errors.add("title", "content-error-title");
    }
    let length = text::len(&text::block(message));
    if length > TEXT_MAX {
        let args = vec![("max", TEXT_MAX.to_string()), ("length", length.to_string())];
        errors.add_with("message", "content-error-long", args);
    }
    errors
}

/// The workspace that two have in a programme, the older where both have begun one; nothing before either has.
pub async fn existing(
    ledgers: &Ledgers,
    programme: &str,
    parties: [ActorId; 2],
) -> Result<Option<LedgerId>> {
    let mut q = ledgers.store().read();
    let all = elder::of_pair(&mut q, programme, parties).await?;
    elder::oldest(&mut q, ledgers, &all).await
}

/// The programme of a mentoring, where its coordinator has brought the two together; nothing else gets reports,
/// whatever a form says.
async fn brought_together(ledgers: &Ledgers, who: &Who, new: &Beginning) -> Result<Option<String>> {
    if new.programme.is_empty() {
        return Ok(None);
    }
    let parties = [new.mentor, new.mentee];
    let own = parties[new.side.index()];
    let Some(id) = applying::existing(ledgers, &new.programme, own).await? else {
        return Ok(None);
    };
    let other =
        actor::by_id(&mut ledgers.store().read(), parties[new.side.other().index()]).await?;
    let live = ledgers.federation().live().ok_or(Error::NotFound)?;
    let other = federation::iri::of_actor(&live.origin, &other);
    let now = applying::see(ledgers, who, id).await?.now;
    let decided = now.entry(application::entry::MATCH, &other).text("state") == "decided";
    Ok(decided.then(|| new.programme.clone()))
}

/// A message as an entry; nothing for an empty one. Errors of the field `message`.
fn said(ledgers: &Ledgers, side: Side, message: &str) -> Result<Option<Draft>> {
    let message = text::block(message);
    if text::len(&message) > TEXT_MAX {
        return Err(Error::field("message", "content-error-long"));
    }
    let id: domain::id::RowId = ledgers.store().id();
    let key = format!("{}-{id}", word(side));
    let draft = Draft::new(entry::MESSAGE, key, json!({ "text": message }));
    Ok((!message.is_empty()).then_some(draft))
}

/// Says something to all who see the workspace. Errors of the field `message`.
pub async fn say(ledgers: &Ledgers, who: &Who, id: LedgerId, message: &str) -> Result<()> {
    let open = ledgers.see(who, id).await?;
    let said = said(ledgers, open.side, message)?;
    let said = said.ok_or_else(|| Error::field("message", "error-required"))?;
    ledger::append(ledgers, who, id, None, vec![said]).await
}

/// Keeps a note of one's own on the workspace, or on one of its meetings (`session/KEY`). NotFound for any other place;
/// else as in [`notes::keep_note`].
pub async fn note(
    ledgers: &Ledgers,
    who: &Who,
    id: LedgerId,
    place: &str,
    typed: &str,
) -> Result<()> {
    let open = ledgers.see(who, id).await?;
    let known = match place.split_once('/') {
        None => place.is_empty(),
        Some((kind, key)) => {
            kind == entry::SESSION && !open.now.entry(entry::SESSION, key).is_empty()
        }
    };
    if !known {
        return Err(Error::NotFound);
    }
    notes::keep_note(ledgers, who, id, place, typed).await
}

/// Writes an entry of the workspace. `seen` is what stood on the page.
pub async fn write(
    ledgers: &Ledgers,
    who: &Who,
    id: LedgerId,
    seen: Option<&Seen>,
    draft: Draft,
) -> Result<()> {
    ledger::append(ledgers, who, id, seen, vec![draft]).await
}

/// Of values of a field that stand beside one another, takes one, named by where it stands (`origin number`). What came
/// after the reader had `seen` the page stays beside it. Conflict `workspace-error-settled` when it no longer stands.
pub async fn settle(
    ledgers: &Ledgers,
    who: &Who,
    id: LedgerId,
    seen: &Seen,
    (entry, key): (&'static str, &str),
    field: &str,
    place: &str,
) -> Result<()> {
    let open = ledgers.see(who, id).await?;
    let stands = |w: &&Written| format!("{} {}", w.place.site, w.place.sequence) == place;
    let there = open.now.entry(entry, key);
    let chosen = there.standing(field).iter().find(stands);
    let chosen = chosen.filter(|_| !there.conflict(field).is_empty());
    let chosen = chosen.ok_or(Error::Conflict("workspace-error-settled"))?;
    let mut set = Map::new();
    set.insert(field.to_owned(), chosen.value.clone());
    let draft = Draft { entry, key: key.to_owned(), set };
    ledger::settle(ledgers, who, id, seen, vec![draft]).await
}

/// Leaves a mentoring for one's own party: without a reason, and without blame. What was written stays.
pub async fn leave(ledgers: &Ledgers, who: &Who, id: LedgerId) -> Result<()> {
    let open = ledgers.see(who, id).await?;
    ledger::append(ledgers, who, id, None, vec![left(open.side)]).await
}

fn left(side: Side) -> Draft {
    let mut set = Map::new();
    set.insert(format!("{}_left", word(side)), true.into());
    Draft { entry: entry::CLOSING, key: String::new(), set }
}

/// Whether the reader's party can still decline the mentoring: the other one has proposed it, and nothing binds yet.
pub fn can_decline(open: &Open, agreement: &Agreement) -> bool {
    let opener = open.operations.first().and_then(|o| open.ledger.side_of(&o.party));
    let over = matches!(Stage::of(&open.now, agreement), Stage::Closed | Stage::Left);
    opener == Some(open.side.other()) && agreement.registered().is_none() && !over
}

/// Declines a mentoring that the other party has proposed: one's own leaves it, and the other one is told, with a reason
/// where there is one. Errors of the field `reason`; Conflict `workspace-error-decline` when there is nothing to decline.
pub async fn decline(ledgers: &Ledgers, who: &Who, id: LedgerId, reason: &str) -> Result<()> {
    let open = ledgers.see(who, id).await?;
    if !can_decline(&open, &Agreement::of(&open.ledger, &open.operations)) {
        return Err(Error::Conflict("workspace-error-decline"));
    }
    if text::len(&text::block(reason)) > TEXT_MAX {
        return Err(Error::field("reason", "content-error-long"));
    }
    let mut drafts = vec![left(open.side)];
    drafts.extend(said(ledgers, open.side, reason)?);
    ledger::append(ledgers, who, id, None, drafts).await
}

/// What names the practice that the reader's side has begun, where it is still there: nobody begins another one. A draft
/// is seen by its author alone, but the ledger says who she is.
pub async fn practice_begun<'a>(
    q: &mut impl Query,
    origin: &Origin,
    open: &'a Open,
) -> Result<Option<&'a Written>> {
    let field = format!("{}_practice", word(open.side));
    let written = open.now.one(entry::CLOSING).written(&field);
    let address = written.and_then(|w| w.value.as_str()).unwrap_or_default();
    let stands = read::stands_here(q, origin, address).await?;
    Ok(written.filter(|_| stands))
}

/// A practice comes of what was learnt: the other side finds it as soon as it is published.
pub async fn made(ledgers: &Ledgers, who: &Who, id: LedgerId, practice: &str) -> Result<()> {
    let open = ledgers.see(who, id).await?;
    let mut set = Map::new();
    set.insert(format!("{}_practice", word(open.side)), practice.into());
    let draft = Draft { entry: entry::CLOSING, key: String::new(), set };
    ledger::append(ledgers, who, id, None, vec![draft]).await
}

/// What both have learnt as the beginning of a practice, in the fields that its kind has: goals with where they stand,
/// lessons, and what did not work. `lang` is the language where nothing was agreed.
pub fn practice(open: &Open, agreement: &Agreement, kind: &Kind, lang: &Lang) -> Terms {
    let agreed = agreement.in_force().map(Version::draft);
    let closing = open.now.one(entry::CLOSING);
    let said = |name: &str| {
        let of = |side: &Side| closing.text(&format!("{}_{name}", word(*side)));
        let all: Vec<&str> = Side::BOTH.iter().map(of).filter(|t| !t.is_empty()).collect();
        all.join("\n\n")
    };
    let goals = agreement.goals().into_iter().filter_map(|goal| {
        let note = open.now.entry(entry::GOAL, &goal.key).text("note");
        (!note.is_empty()).then(|| format!("- {}: {note}", goal.text.trim_end_matches('.')))
    });
    let goals: Vec<String> = goals.collect();
    let known =
        [("lessons", said("lessons")), ("failed", said("failed")), ("results", goals.join("\n"))];
    let fits = |(field, text): &(&str, String)| kind.field(field).is_some() && !text.is_empty();
    let values =
        known.into_iter().filter(fits).map(|(field, text)| (field.to_owned(), text.into()));
    let lang = agreed.as_ref().map_or_else(|| lang.clone(), |d| d.lang.clone());
    Terms {
        title: open.now.one(entry::ABOUT).text("title").to_owned(),
        summary: agreed.as_ref().map(|d| d.summary.clone()).unwrap_or_default(),
        sectors: agreed.map(|d| d.sectors).unwrap_or_default(),
        values: values.collect(),
        ..Terms::new(kind.name, lang)
    }
}

/// Those who can be named: whoever works for the reader's party and does not see the workspace yet, at most 200.
pub async fn candidates(ledgers: &Ledgers, open: &Open, lang: &Lang) -> Result<Vec<Colleague>> {
    let (mut q, party) = (ledgers.store().read(), open.ledger.party(open.side).id);
    let named = ledger::people(&mut q, open.ledger.id).await?;
    let mut all = colleagues::list(&mut q, Among::Organisation(party), lang).await?;
    all.retain(|person| named.iter().all(|n| n.person_id != person.id));
    Ok(all)
}

/// Names a colleague who may see the workspace too, by her name or her short name. Errors of the field `handle`, as in
/// [`colleagues::find`] and for who does not belong to the party.
pub async fn invite(
    ledgers: &Ledgers,
    who: &Who,
    id: LedgerId,
    handle: &str,
    role: &str,
) -> Result<()> {
    let open = ledgers.see(who, id).await?;
    let mut q = ledgers.store().read();
    let party = open.ledger.party(open.side).id;
    let person = colleagues::find(&mut q, Among::Organisation(party), handle, "handle").await?;
    if !ledger::belongs(&mut q, person, party).await? {
        return Err(Error::field("handle", "ledger-error-colleague"));
    }
    let person = actor::by_id(&mut q, person).await?;
    drop(q);
    let live = ledgers.federation().live().ok_or(Error::NotFound)?;
    let iri = federation::iri::of_actor(&live.origin, &person);
    let role = text::line(role);
    let role = if role.is_empty() { "participant" } else { role.as_str() };
    let draft = Draft::name(&iri, &person.name, role);
    ledger::append(ledgers, who, id, None, vec![draft]).await
}

/// Takes somebody of one's own side out of a workspace, or oneself. NotFound for anybody else.
pub async fn dismiss(ledgers: &Ledgers, who: &Who, id: LedgerId, person: ActorId) -> Result<()> {
    let open = ledgers.see(who, id).await?;
    let mut q = ledgers.store().read();
    let own = open.ledger.party(open.side).id;
    let named = ledger::people(&mut q, id).await?;
    if !named.iter().any(|p| p.person_id == person && p.party_id == own) {
        return Err(Error::NotFound);
    }
    let person = actor::by_id(&mut q, person).await?;
    drop(q);
    let live = ledgers.federation().live().ok_or(Error::NotFound)?;
    let iri = federation::iri::of_actor(&live.origin, &person);
    let draft = Draft::new(ledger::PERSON, iri, json!({ "name": person.name, "role": null }));
    ledger::append(ledgers, who, id, None, vec![draft]).await
}
