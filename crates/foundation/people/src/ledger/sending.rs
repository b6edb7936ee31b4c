//! What leaves for the other instance: what was written, what it lacks, and now and then how far this one has come.

use std::time::Duration;

use domain::{Result, Time, id::LedgerId};
use federation::{
    outgoing::{self, NewActivity, Verb},
    remote,
};
use serde_json::{Value, json};
use store::{Query as _, Store, Tx, args, statements};

use super::{Ledger, Ledgers, Seen, Side, load, rows, writing::Signed};

statements! {
    // How far each instance has come in ledgers with another one, as it is known here after a day, unless something was
    // said there lately, or was written so long ago that whoever writes next will say it.
    UNACKNOWLEDGED = "SELECT l.id, l.heads, o.site, CAST(max(o.sequence) AS bigint) AS sequence FROM ledger l \
        JOIN ledger_operation o ON o.ledger_id = l.id AND o.kept_at < $1 \
        WHERE l.id > $2 AND l.updated_at > $3 \
        AND EXISTS (SELECT 1 FROM actor a WHERE a.id IN (l.first_id, l.second_id) AND a.host <> '' \
        AND a.state = 'active' AND a.policy <> 'blocked') \
        AND NOT EXISTS (SELECT 1 FROM outgoing_activity g WHERE g.ledger_id = l.id AND g.created_at > $1) \
        GROUP BY l.id, l.heads, o.site ORDER BY l.id LIMIT $4";
    SAID = "SELECT CAST(count(*) AS bigint) FROM outgoing_activity WHERE ledger_id = $1 AND created_at > $2";
}

/// Ledgers of which the other side may lack something are looked at in turns of as many rows.
const TURN: i64 = 1000;
/// For how long after something was written the other instance is asked whether it lacks something.
const ASKED_FOR: Duration = Duration::from_hours(90 * 24);
/// Who is asked each day is asked again after this long: a day's work begins at its hour, and takes a while.
const PAUSE: Duration = Duration::from_hours(20);
/// How many activities may have left in a ledger within a day when something is answered in it: several times what bringing
/// all of the largest one takes.
const ANSWERED: i64 = 1000;
/// The days of a week.
const WEEK: u64 = 7;

/// The other instance hears of what was written, where there is one.
pub(super) async fn leave(
    tx: &mut Tx,
    ledger: &Ledger,
    side: Side,
    verb: Verb,
    before: &Seen,
    new: &[Signed],
) -> Result<()> {
    let last = new.last().map_or(0, |s| s.operation.place.sequence);
    let sending = Sending { lacks: before.clone(), upto: Some(last), ..Sending::default() };
    send(tx, ledger, side, verb, &sending).await
}

/// What an activity of the log brings.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sending {
    /// How far its reader has come, as far as is known: she gets what is beyond.
    pub lacks: Seen,
    /// The last number of this instance that is meant; nothing for all of both.
    pub upto: Option<i64>,
    /// Whether what is missing here is asked for.
    pub asks: bool,
    /// Whether it answers what the other one has asked for.
    pub answers: bool,
    /// How far this instance says that it has come, when that is not as far as it has.
    pub claims: Option<Seen>,
    /// Whether it is sought where two histories part.
    pub differs: bool,
}

impl Sending {
    fn write(&self) -> String {
        let mut value =
            json!({ "lacks": self.lacks.to_value(), "upto": self.upto, "asks": self.asks });
        if let Some(claims) = &self.claims {
            value["claims"] = claims.to_value();
        }
        for (name, said) in [("answers", self.answers), ("differs", self.differs)] {
            if said {
                value[name] = true.into();
            }
        }
        value.to_string()
    }

    pub fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let lacks = Seen::read(value.get("lacks")?)?;
        let flag = |name: &str| value.get(name).and_then(Value::as_bool).unwrap_or_default();
        Some(Self {
            lacks,
            upto: value.get("upto").and_then(Value::as_i64),
            asks: flag("asks"),
            answers: flag("answers"),
            claims: value.get("claims").and_then(Seen::read),
            differs: flag("differs"),
        })
    }
}

pub(super) async fn send(
    tx: &mut Tx,
    ledger: &Ledger,
    side: Side,
    verb: Verb,
    sending: &Sending,
) -> Result<()> {
    let Some(other) = ledger.remote().filter(|other| *other != side) else { return Ok(()) };
    let to = remote::inbox_of(tx, ledger.party(other).id).await?;
    let new = NewActivity {
        target: Some(ledger.party(other).id),
        ..NewActivity::about_ledger(ledger.party(side).id, verb, ledger.id)
            .with(sending.write())
            .to(to)
    };
    outgoing::write(tx, new).await.map(drop)
}

/// Answers what the other instance has said. Two that would never come to hold the same fall silent, and try again when one
/// of them asks on another day.
pub(super) async fn answer(
    tx: &mut Tx,
    ledger: &Ledger,
    side: Side,
    sending: &Sending,
) -> Result<()> {
    let day = tx.now() - Duration::from_hours(24);
    let (said,): (i64,) = tx.one(&SAID, args![ledger.id, day]).await?;
    if said >= ANSWERED {
        tracing::warn!(ledger = %ledger.id, said, "two instances do not come to hold the same");
        return Ok(());
    }
    send(tx, ledger, side, Verb::Update, sending).await
}

/// Whether it is the day of the week on which this is asked in a ledger, so that all of them are not asked at once.
fn is_its_day(id: LedgerId, now: Time) -> bool {
    let [.., chance] = id.0.into_bytes();
    let day = now.since(Time(0)).as_secs() / 86_400;
    u64::from(chance) % WEEK == day % WEEK
}

/// A ledger of which the other instance may lack something.
#[derive(Debug, Clone, store::FromRow)]
pub struct Unacknowledged {
    id: LedgerId,
    heads: store::JsonText<Value>,
    site: String,
    sequence: i64,
}

/// Says how far this instance has come wherever the other one has not said for a day that it has come as far, so
/// that it can ask for what was lost; and once a week wherever something was written lately, because what the other one had
/// is lost when it comes back from an older backup, and what this one had as well. Returns in how many ledgers.
pub async fn ask_again(ledgers: &Ledgers) -> Result<usize> {
    let Some(live) = ledgers.federation().live() else { return Ok(0) };
    let store: &Store = ledgers.store();
    let now = store.now();
    let (day, long) = (now - PAUSE, now - ASKED_FOR);
    let is_asked = |row: &&Unacknowledged| {
        let behind = Seen::read(&row.heads.0).unwrap_or_default().of(&row.site) < row.sequence;
        behind || is_its_day(row.id, now)
    };
    let (mut ids, mut after): (Vec<LedgerId>, _) = (Vec::new(), LedgerId(uuid::Uuid::nil()));
    loop {
        let rows: Vec<Unacknowledged> =
            store.read().all(&UNACKNOWLEDGED, args![day, after, long, TURN]).await?;
        ids.extend(rows.iter().filter(is_asked).map(|row| row.id));
        let full = i64::try_from(rows.len()).is_ok_and(|n| n >= TURN);
        let Some(last) = rows.last().filter(|_| full) else { break };
        after = last.id;
        // A ledger has a row for each of its instances, and the turn may have ended between them.
        ids.push(last.id);
    }
    ids.dedup();
    for id in &ids {
        let mut q = store.read();
        let ledger = load(&mut q, ledgers.kinds(), &live.origin, *id).await?;
        let heads = rows::heads(&mut q, *id).await?;
        drop(q);
        let Some(side) = ledger.remote().map(Side::other) else { continue };
        let mut tx = store.begin().await?;
        let lacks = heads.seen;
        let nothing = Sending { lacks, upto: Some(0), asks: true, ..Sending::default() };
        send(&mut tx, &ledger, side, Verb::Update, &nothing).await?;
        tx.save().await?;
    }
    Ok(ids.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ledger_has_one_day_of_the_week_and_not_all_have_the_same() {
        let day = |n: u64| Time(1_795_338_000_000_000) + Duration::from_hours(24 * n);
        let mut of_days = [0; 7];
        for chance in 0..210 {
            let id = LedgerId(uuid::Uuid::from_u128(chance));
            let days: Vec<u64> = (0..7).filter(|n| is_its_day(id, day(*n))).collect();
            let [one] = days[..] else { panic!("{chance}: {days:?}") };
            of_days[usize::try_from(one).unwrap()] += 1;
            assert!(is_its_day(id, day(one + 7)));
        }
        assert_eq!(of_days, [30; 7]);
    }
}
