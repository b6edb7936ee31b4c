//! Opening a ledger and writing in it: what is new is signed first, then kept in one unit with all that follows
//! of it.

use domain::{
    ActorId, Error, Policy, Result,
    access::{Standing, Who, act, permit},
    id::LedgerId,
};
use federation::{
    ActorKind, ActorState, actor,
    client::{self, Budget},
    document,
    handler::Unresolved,
    iri::{self, Own},
    outgoing::Verb,
};
use serde_json::{Map, Value, json};
use store::{Query, Tx, args, statements};

use super::{
    ABOUT, Access, Change, Ledger, LedgerKind, Ledgers, Operation, PERSON, Place, Registers, Seen,
    Side,
    heads::{self, Heads},
    load, opened, operation, own_iri, parting, rows,
    sending::leave,
};
use crate::moderation::{self, Deed};

statements! {
    BELONGS = "SELECT person_id FROM affiliation WHERE person_id = $1 AND organisation_id = $2";
}

/// The most characters of a title that lists show.
const TITLE: usize = 200;
/// Requests that asking an instance may cost, redirects included.
const REQUESTS: u32 = 4;
/// How often something is tried that others were quicker with.
const TRIES: usize = 5;

/// Fields that are to be set.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What kind of entry.
    pub entry: &'static str,
    /// Which one; empty where there is only one.
    pub key: String,
    /// The values; `null` takes one away.
    pub set: Map<String, Value>,
}

impl Draft {
    /// Fields of one entry, given as an object.
    pub fn new(entry: &'static str, key: impl Into<String>, set: Value) -> Self {
        let set = match set {
            Value::Object(set) => set,
            _ => Map::new(),
        };
        Self { entry, key: key.into(), set }
    }

    /// Somebody of one's own party may see the ledger, as this.
    pub fn name(person: &str, name: &str, role: &str) -> Self {
        Self::new(PERSON, person, json!({ "name": name, "role": role }))
    }

    /// Somebody of the other party should see it.
    pub fn ask(person: &str) -> Self {
        Self::new(PERSON, person, json!({ "asked": true }))
    }
}

/// A ledger that is to be opened.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Its kind.
    pub kind: &'static LedgerKind,
    /// Its parties, the first one first.
    pub parties: [ActorId; 2],
    /// The party that opens it.
    pub side: Side,
    /// What is written in it at once.
    pub drafts: Vec<Draft>,
}

/// Whether a person of this instance acts for a party: as herself, or because she works for it.
pub async fn belongs(q: &mut impl Query, person: ActorId, party: ActorId) -> Result<bool> {
    if person == party {
        return Ok(true);
    }
    let row: Option<(ActorId,)> = q.optional(&BELONGS, args![person, party]).await?;
    Ok(row.is_some())
}

/// Opens a ledger; whoever does is named in it. NotFound when a party does not act or does not live here or with
/// an instance that is spoken with; Forbidden `ledger-error-party` for who does not belong to the party that
/// opens it; Conflict `ledger-error-software` when the other one lives on a server that keeps no ledgers.
pub async fn open(ledgers: &Ledgers, who: &Who, opening: Opening) -> Result<LedgerId> {
    let me = who.signed_in()?;
    let origin = ledgers.origin()?.clone();
    let mut q = ledgers.store().read();
    let party = |id: ActorId| {
        let mut q = ledgers.store().read();
        async move {
            let party = actor::by_id(&mut q, id).await?;
            let acts = matches!(party.kind, ActorKind::Person | ActorKind::Organisation)
                && party.state == ActorState::Active
                && party.policy != Policy::Blocked;
            if acts { Ok(party) } else { Err(Error::NotFound) }
        }
    };
    let parties = [party(opening.parties[0]).await?, party(opening.parties[1]).await?];
    let own = &parties[opening.side.index()];
    if parties[0].id == parties[1].id {
        return Err(Error::Conflict("ledger-error-alone"));
    }
    if !own.is_local() || !belongs(&mut q, me, own.id).await? {
        return Err(Error::Forbidden("ledger-error-party"));
    }
    let opener = actor::by_id(&mut q, me).await?;
    drop(q);
    let other = &parties[opening.side.other().index()];
    if !other.is_local() && !keeps_ledgers(ledgers, &iri::of_actor(&origin, other)).await? {
        return Err(Error::Conflict("ledger-error-software"));
    }
    let id: LedgerId = ledgers.store().id();
    let now = ledgers.store().now();
    let party_iris = [0, 1].map(|n: usize| iri::of_actor(&origin, &parties[n]));
    let ledger = Ledger {
        id,
        iri: own_iri(&origin, id),
        kind: opening.kind,
        parties,
        party_iris,
        opened_at: now,
        updated_at: now,
        title: String::new(),
        heads: Seen::default(),
    };
    let by = iri::of_actor(&origin, &opener);
    let mut drafts = vec![Draft::name(&by, &opener.name, "contact")];
    drafts.extend(opening.drafts);
    let heads = Heads::default();
    let writer = Writer { side: opening.side, by, already: Already::LeftOut, deed: None };
    let signed = sign(ledgers, &ledger, &heads, &writer, &Seen::default(), drafts).await?;
    let mut tx = ledgers.store().begin().await?;
    let parties = [ledger.parties[0].id, ledger.parties[1].id];
    opened::insert(&mut tx, id, None, opening.kind.name, parties).await?;
    let before = Registers::default();
    put(&mut tx, &ledger, &before, Vec::new(), &signed, false).await?;
    leave(&mut tx, &ledger, opening.side, Verb::Create, &Seen::default(), &signed).await?;
    tx.save().await?;
    Ok(id)
}

/// Whether a party lives on an instance that can keep a ledger: one that has the actor of an instance where ours have
/// it. Of one that is away for the moment it is not known, and what is written waits.
async fn keeps_ledgers(ledgers: &Ledgers, party: &str) -> Result<bool> {
    let Some(origin) = document::origin_of(party) else { return Ok(false) };
    let iri = format!("{}{}", origin.ascii_serialization(), iri::INSTANCE);
    if let Some(known) = actor::by_ap_id(&mut ledgers.store().read(), &iri).await? {
        return Ok(known.kind == ActorKind::Instance);
    }
    match ledgers.federation().fetch_actor(&iri, &Budget::new(REQUESTS)).await {
        Ok(found) => Ok(found.kind == ActorKind::Instance),
        Err(Unresolved::Failed(e @ Error::Internal(_))) => Err(e),
        Err(Unresolved::Fetch(client::Error::Status(404 | 410))) => Ok(false),
        Err(e) => {
            tracing::info!(iri, error = %e, "whether an instance keeps ledgers is not known now");
            Ok(true)
        }
    }
}

/// Writes in a ledger. `seen` is what stood on the page on which the values were typed; nothing for all that is
/// here. Values that are already so are left out, also where another stands beside them: whoever changes one field of
/// a form has not chosen between the values of another. NotFound as in [`Ledgers::see`]; Conflict
/// `ledger-error-large` for a value that is too long for an operation, `ledger-error-full` where as much is written as
/// can be kept, `ledger-error-busy` when others were always quicker.
pub async fn append(
    ledgers: &Ledgers,
    who: &Who,
    id: LedgerId,
    seen: Option<&Seen>,
    drafts: Vec<Draft>,
) -> Result<()> {
    by_person(ledgers, who, id, seen, drafts, Already::LeftOut).await
}

/// The same for values that were chosen among those that stand beside one another: they are written again, and take
/// the place of all that was seen.
pub async fn settle(
    ledgers: &Ledgers,
    who: &Who,
    id: LedgerId,
    seen: &Seen,
    drafts: Vec<Draft>,
) -> Result<()> {
    by_person(ledgers, who, id, Some(seen), drafts, Already::Chosen).await
}

/// What becomes of a value that is already shown while another stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Already {
    LeftOut,
    Chosen,
}

async fn by_person(
    ledgers: &Ledgers,
    who: &Who,
    id: LedgerId,
    seen: Option<&Seen>,
    drafts: Vec<Draft>,
    already: Already,
) -> Result<()> {
    let me = who.signed_in()?;
    let open = ledgers.see(who, id).await?;
    permit::<act::Edit, _>(who, Standing::Outsider, Access { named: true })?;
    let actor = actor::by_id(&mut ledgers.store().read(), me).await?;
    let by = iri::of_actor(ledgers.origin()?, &actor);
    let mut drafts = drafts;
    // Whoever was only asked for takes part as soon as she says something, and the other party sees who she is.
    if open.now.entry(PERSON, &by).written("role").is_none() {
        drafts.insert(0, Draft::name(&by, &actor.name, "contact"));
    }
    let writer = Writer { side: open.side, by, already, deed: None };
    write(ledgers, id, &writer, seen, |_, _| drafts.clone()).await
}

/// The house itself writes for a party that lives here what is decided by all that is in the ledger at that moment:
/// nothing comes between.
pub async fn append_as(
    ledgers: &Ledgers,
    id: LedgerId,
    side: Side,
    decide: impl Fn(&Ledger, &[Operation]) -> Vec<Draft> + Send,
) -> Result<()> {
    as_house(ledgers, id, side, None, decide).await
}

/// The same, with what an administrator did thereby.
pub(super) async fn as_house(
    ledgers: &Ledgers,
    id: LedgerId,
    side: Side,
    deed: Option<Deed<'static>>,
    decide: impl Fn(&Ledger, &[Operation]) -> Vec<Draft> + Send,
) -> Result<()> {
    let by = Own::Instance.iri(ledgers.origin()?);
    write(ledgers, id, &Writer { side, by, already: Already::Chosen, deed }, None, decide).await
}

/// Who writes, and for which party.
struct Writer {
    side: Side,
    by: String,
    already: Already,
    /// What stands in the log of moderation when something is written.
    deed: Option<Deed<'static>>,
}

/// An operation with its signed document.
#[derive(Clone)]
pub(super) struct Signed {
    pub operation: Operation,
    pub digest: String,
    pub document: String,
}

async fn write(
    ledgers: &Ledgers,
    id: LedgerId,
    writer: &Writer,
    seen: Option<&Seen>,
    decide: impl Fn(&Ledger, &[Operation]) -> Vec<Draft> + Send,
) -> Result<()> {
    for _ in 0..TRIES {
        let mut q = ledgers.store().read();
        let ledger = load(&mut q, ledgers.kinds(), ledgers.origin()?, id).await?;
        if !ledger.party(writer.side).is_local() {
            return Err(Error::NotFound);
        }
        let heads = rows::heads(&mut q, id).await?;
        if heads.seen.of(ledgers.origin()?.as_str()) >= heads::MOST {
            return Err(Error::Conflict("ledger-error-full"));
        }
        let operations = rows::operations(&mut q, id).await?;
        drop(q);
        // What somebody claims to have seen cannot be more than there is.
        let seen = seen.filter(|seen| heads.seen.covers(seen)).unwrap_or(&heads.seen).clone();
        let before = ledger.registers(&operations);
        let then = ledger
            .registers(operations.iter().filter(|o| seen.of(&o.place.site) >= o.place.sequence));
        let drafts = changed(decide(&ledger, &operations), &then, &before, writer.already);
        if drafts.is_empty() {
            return Ok(());
        }
        if operations.is_empty() {
            // It was lost here, and what the other instance has of it is still to come.
            return Err(Error::NotFound);
        }
        // What would be passed over is not written.
        let begins = |draft: &&Draft| before.entry(draft.entry, &draft.key).is_empty();
        let more = drafts.iter().filter(begins).count();
        if more > 0 && !before.has_room(ledgers.origin()?.as_str(), more) {
            return Err(Error::Conflict("ledger-error-full"));
        }
        let signed = sign(ledgers, &ledger, &heads, writer, &seen, drafts).await?;
        let mut tx = ledgers.store().begin().await?;
        rows::lock(&mut tx, id).await?;
        if rows::heads(&mut tx, id).await? != heads {
            // Somebody was quicker. What she wrote can be read beside the units as soon as it is durable.
            tx.save().await?;
            continue;
        }
        put(&mut tx, &ledger, &before, operations, &signed, false).await?;
        leave(&mut tx, &ledger, writer.side, Verb::Update, &heads.seen, &signed).await?;
        if let Some(deed) = writer.deed {
            moderation::record(&mut tx, deed).await?;
        }
        tx.save().await?;
        return Ok(());
    }
    Err(Error::Conflict("ledger-error-busy"))
}

/// Only what is not so already.
fn changed(drafts: Vec<Draft>, then: &Registers, now: &Registers, already: Already) -> Vec<Draft> {
    let keep = |draft: &Draft, field: &str, value: &Value| {
        let [then, now] = [then, now].map(|all| all.entry(draft.entry, &draft.key));
        let same = |e: &super::Entry| {
            let stays = already == Already::LeftOut || e.conflict(field).is_empty();
            stays && e.value(field) == value
        };
        !same(then) && !same(now)
    };
    let less = |mut draft: Draft| {
        let set = std::mem::take(&mut draft.set);
        draft.set = set.into_iter().filter(|(field, value)| keep(&draft, field, value)).collect();
        draft
    };
    drafts.into_iter().map(less).filter(|draft| !draft.set.is_empty()).collect()
}

/// Makes operations of drafts, one after the other. No unit of work here.
async fn sign(
    ledgers: &Ledgers,
    ledger: &Ledger,
    heads: &Heads,
    writer: &Writer,
    seen: &Seen,
    drafts: Vec<Draft>,
) -> Result<Vec<Signed>> {
    let live = ledgers.federation().live().ok_or(Error::NotFound)?;
    let site = live.origin.to_string();
    let prover = ledgers.federation().prover(&live.instance).await?;
    let mut previous = heads.last_digest(&site).to_owned();
    let (mut sequence, mut clock, mut seen) = (heads.seen.of(&site), heads.clock, seen.clone());
    let mut all = Vec::with_capacity(drafts.len());
    for draft in drafts.into_iter().flat_map(parting::parts) {
        (sequence, clock) = (sequence + 1, clock + 1);
        let operation = Operation {
            ledger: ledger.iri.clone(),
            place: Place { clock, site: site.clone(), sequence },
            seen: seen.clone(),
            previous: previous.clone(),
            party: ledger.party_iris[writer.side.index()].clone(),
            actor: writer.by.clone(),
            at: ledgers.store().now(),
            entry: draft.entry.to_owned(),
            key: draft.key,
            set: draft.set,
        };
        let mut document = operation.to_document();
        if Operation::read(&Value::Object(document.clone())).as_ref() != Some(&operation) {
            return Err(Error::Conflict("ledger-error-large"));
        }
        if !ledger.allows(&operation) {
            return Err(Error::Forbidden("error-forbidden"));
        }
        operation::bind(&mut document, ledger.kind.wire, &ledger.party_iris);
        prover.prove(&mut document, ledgers.store().now())?;
        let digest = operation::digest(&document).ok_or(Error::NotFound)?;
        previous.clone_from(&digest);
        // The drafts of one call are one change: they do not stand beside one another. What came between what
        // was seen and them stays unseen.
        if seen.of(&site) + 1 == sequence {
            seen.saw(&site, sequence);
        }
        all.push(Signed { operation, digest, document: Value::Object(document).to_string() });
    }
    Ok(all)
}

/// Keeps new operations, names people by them and lets the room do what follows. `operations` are all that were
/// there before. What comes back was written by this instance and lost since: whom it had named then is named now, however
/// few operations arrive at once, and nobody else.
pub(super) async fn put(
    tx: &mut Tx,
    ledger: &Ledger,
    before: &Registers,
    mut operations: Vec<Operation>,
    new: &[Signed],
    comes_back: bool,
) -> Result<()> {
    let local = ledger.parties.iter().position(federation::Actor::is_local);
    let origin = local.and_then(|local| document::origin_of(&ledger.party_iris[local]));
    let origin = origin.map(|origin| origin.ascii_serialization()).unwrap_or_default();
    let wrote = operations.iter().any(|o| o.place.site == origin);
    for signed in new {
        rows::keep(tx, ledger.id, &signed.operation, (&signed.digest, &signed.document)).await?;
    }
    rows::touch(tx, ledger.id).await?;
    let counted: Vec<Operation> =
        new.iter().map(|s| s.operation.clone()).filter(|o| ledger.allows(o)).collect();
    operations.extend(new.iter().map(|s| s.operation.clone()));
    let now = ledger.registers(&operations);
    if let Some(local) = local.filter(|_| comes_back && !wrote) {
        // What the other one wrote may have come first, as something that is new here.
        rows::unname_all(tx, ledger.id, ledger.parties[local].id).await?;
        let all: Vec<Operation> = operations.iter().filter(|o| ledger.allows(o)).cloned().collect();
        name(tx, ledger, &now, &all).await?;
    } else {
        name(tx, ledger, &now, &counted).await?;
    }
    if before.is_empty() && !comes_back {
        for side in Side::BOTH.into_iter().filter(|side| !ledger.kind.whole[side.index()]) {
            if ledger.party(side).is_local() {
                rows::name_somebody(tx, ledger.id, ledger.party(side).id).await?;
            }
        }
    }
    rows::set_summary(tx, ledger.id, &(ledger.kind.summary)(ledger, &operations, &now)).await?;
    rows::set_title(tx, ledger.id, &domain::text::excerpt(now.one(ABOUT).text("title"), TITLE))
        .await?;
    let change = Change { ledger, before, now: &now, operations: &counted };
    (ledger.kind.follow)(tx, &change).await
}

/// People of this instance whom these operations name, or name no longer.
async fn name(tx: &mut Tx, ledger: &Ledger, now: &Registers, new: &[Operation]) -> Result<()> {
    let Some(local) = ledger.parties.iter().position(federation::Actor::is_local) else {
        return Ok(());
    };
    let own = &ledger.party_iris[local];
    for operation in new.iter().filter(|o| o.entry == PERSON) {
        if !document::same_origin(&operation.key, own) {
            continue;
        }
        let id = operation.key.rsplit('/').next().and_then(|id| id.parse::<ActorId>().ok());
        let Some(person) = id else { continue };
        let entry = now.entry(PERSON, &operation.key);
        let asked = entry.flag("asked") && entry.written("role").is_none();
        let wanted = asked || !entry.text("role").is_empty();
        for side in Side::BOTH.into_iter().filter(|side| !ledger.kind.whole[side.index()]) {
            let party = ledger.party(side);
            let by_own = document::same_origin(&operation.party, &operation.key);
            if !wanted && !by_own {
                // The other party can ask for somebody, and send nobody away.
                continue;
            }
            if !wanted {
                rows::unname(tx, ledger.id, person, party.id).await?;
            } else if party.is_local() && belongs(tx, person, party.id).await? {
                rows::name(tx, ledger.id, person, party.id).await?;
            }
        }
    }
    Ok(())
}

/// Takes back the names of those of this instance who no longer work for their party, so that both sides read who
/// takes part.
pub async fn forget_leavers(ledgers: &Ledgers, id: LedgerId) -> Result<()> {
    let mut q = ledgers.store().read();
    let (ledger, operations) = ledgers.load(&mut q, id).await?;
    let now = ledger.registers(&operations);
    let mut left: Vec<(Side, String)> = Vec::new();
    for (key, person) in now.all(PERSON).into_iter().filter(|(_, p)| !p.text("role").is_empty()) {
        let side = person.written("role").and_then(|w| ledger.side_of(&w.party));
        let side = side.filter(|side| ledger.party(*side).is_local());
        let known = key.rsplit('/').next().and_then(|id| id.parse::<ActorId>().ok());
        if let (Some(side), Some(known)) = (side, known)
            && !belongs(&mut q, known, ledger.party(side).id).await?
        {
            left.push((side, key.to_owned()));
        }
    }
    drop(q);
    for (side, key) in left {
        let gone = Draft::new(PERSON, key, json!({ "role": null }));
        append_as(ledgers, id, side, |_, _| vec![gone.clone()]).await?;
    }
    Ok(())
}
