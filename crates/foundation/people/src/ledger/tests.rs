//! Two instances that write, lose what they send, hear it twice or in another order, and fall back to an older state:
//! in the end both hold the same, and nothing that somebody wrote is gone without somebody having seen it.

use std::collections::{BTreeSet, VecDeque};

use domain::Time;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    Operation, Place, Registers, Seen,
    heads::{Heads, Taken},
    registers::STANDING,
    rejoin::{self, Heard},
};
use crate::testing;

const SITES: [&str; 2] = ["https://a.example", "https://b.example"];

/// What one instance sends to the other.
#[derive(Debug, Clone)]
struct Message {
    operations: Vec<(Operation, String)>,
    said: Seen,
    asks: bool,
    answers: bool,
    differs: bool,
    /// The digest of the last operation of the one that hears it.
    last: String,
}

/// One instance.
#[derive(Debug, Clone)]
struct Replica {
    site: usize,
    operations: Vec<(Operation, String)>,
    heads: Heads,
}

impl Replica {
    fn new(site: usize) -> Self {
        Self { site, operations: Vec::new(), heads: Heads::default() }
    }

    fn write(&mut self, seen: Seen, field: &str, value: u16) -> Message {
        let site = SITES[self.site];
        let sequence = self.heads.seen.of(site) + 1;
        let operation = Operation {
            place: Place { clock: self.heads.clock + 1, site: site.into(), sequence },
            seen,
            previous: self.heads.last_digest(site).to_owned(),
            at: Time(0),
            ..testing::operation(site, sequence, "session", "s", &json!({ field: value }))
        };
        let digest = format!("{operation:?}");
        assert_eq!(self.heads.take(&operation, &digest), Taken::New);
        self.operations.push((operation.clone(), digest.clone()));
        let operations = vec![(operation, digest)];
        self.message(operations, false)
    }

    /// What the other one lacks who has come so far.
    fn lacking(&self, lacks: &Seen) -> Vec<(Operation, String)> {
        let mut operations = self.operations.clone();
        operations.retain(|(o, _)| lacks.of(&o.place.site) < o.place.sequence);
        operations.sort_by(|a, b| a.0.place.cmp(&b.0.place));
        // No more than fits into one.
        operations.truncate(3);
        operations
    }

    fn ask(&self) -> Message {
        self.message(Vec::new(), true)
    }

    fn message(&self, operations: Vec<(Operation, String)>, asks: bool) -> Message {
        let last = self.heads.last_digest(SITES[1 - self.site]).to_owned();
        let said = self.heads.seen.clone();
        Message { operations, said, asks, answers: false, differs: false, last }
    }

    fn hear(&mut self, message: &Message) -> Vec<Message> {
        let own = SITES[self.site];
        let operations: Vec<(&Operation, &str)> =
            message.operations.iter().map(|(o, d)| (o, d.as_str())).collect();
        let heard = Heard {
            operations,
            said: message.said.clone(),
            last: Some(&*message.last).filter(|last| !last.is_empty()),
            asks: message.asks,
            answers: message.answers,
            differs: message.differs,
        };
        let outcome = rejoin::hear(&mut self.heads, own, &heard);
        let mut taken_back = Vec::new();
        if let Some(parting) = outcome.back_to {
            let lost =
                |(o, _): &(Operation, String)| o.place.site == own && o.place.sequence > parting;
            taken_back =
                self.operations.iter().filter(|o| lost(o)).map(|(o, _)| o.clone()).collect();
            taken_back.sort_by_key(|o| o.place.sequence);
            self.operations.retain(|o| !lost(o));
            taken_back = rejoin::again(&taken_back, own, parting);
        }
        self.operations.extend(outcome.new.iter().map(|n| message.operations[*n].clone()));
        let mut written = Vec::new();
        for mut operation in taken_back {
            rejoin::follow(&mut operation, &self.heads, own);
            let digest = format!("{operation:?}");
            assert_eq!(self.heads.take(&operation, &digest), Taken::New, "{operation:?}");
            self.operations.push((operation.clone(), digest.clone()));
            written.push((operation, digest));
        }
        let mut messages = Vec::new();
        if let Some(reply) = outcome.reply {
            let answers = reply.lacks.is_some();
            let operations = reply.lacks.map(|lacks| self.lacking(&lacks)).unwrap_or_default();
            let (said, differs) = (reply.claims, reply.differs);
            messages.push(Message {
                said,
                answers,
                differs,
                ..self.message(operations, reply.asks)
            });
        }
        if outcome.sends && !written.is_empty() {
            messages.push(self.message(written, false));
        }
        messages
    }

    fn registers(&self) -> Registers {
        Registers::of(self.operations.iter().map(|(o, _)| o), |_| true)
    }

    fn places(&self) -> BTreeSet<Place> {
        self.operations.iter().map(|(o, _)| o.place.clone()).collect()
    }
}

#[derive(Debug, Clone)]
enum Event {
    /// Somebody writes a value, having seen everything that is here or less.
    Write { site: usize, field: u8, behind: i64 },
    /// The next message arrives at this instance.
    Deliver(usize),
    /// It is lost.
    Lose(usize),
    /// It comes after the one that follows it.
    Overtake(usize),
    /// It comes twice.
    Twice(usize),
    /// The instance says how far it has come, as it does once a day.
    Remind(usize),
    /// Its database is lost, and what was kept a while ago takes its place; it hears from the other one before
    /// anybody writes again.
    Restore(usize),
    /// A backup is made.
    Keep(usize),
    /// The database of the one to which this happens is lost, and people go on writing in the backup.
    Fork,
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let site = 0_usize..2;
    let event = prop_oneof![
        6 => (site.clone(), 0_u8..3, 0_i64..4)
            .prop_map(|(site, field, behind)| Event::Write { site, field, behind }),
        6 => site.clone().prop_map(Event::Deliver),
        1 => site.clone().prop_map(Event::Lose),
        1 => site.clone().prop_map(Event::Overtake),
        1 => site.clone().prop_map(Event::Twice),
        1 => site.clone().prop_map(Event::Remind),
        1 => site.clone().prop_map(Event::Restore),
        1 => site.prop_map(Event::Keep),
        1 => Just(Event::Fork),
    ];
    prop::collection::vec(event, 1..60)
}

struct World {
    replicas: [Replica; 2],
    backups: [Replica; 2],
    /// What is on its way to each of them.
    queues: [VecDeque<Message>; 2],
    /// What each has written since it was last set back: which field, which value.
    written: [Vec<(String, u16)>; 2],
    values: u16,
    /// To which of the two it happens that people write in an older backup, and which one asks in the end.
    forks: usize,
    asks: usize,
}

impl World {
    fn new(forks: usize, asks: usize) -> Self {
        Self {
            replicas: [Replica::new(0), Replica::new(1)],
            backups: [Replica::new(0), Replica::new(1)],
            queues: Default::default(),
            written: Default::default(),
            values: 0,
            forks,
            asks,
        }
    }

    /// As on the days that follow, on each of which one of them asks.
    fn days(&mut self) {
        for _ in 0..3 {
            self.settle();
            self.asks = 1 - self.asks;
        }
    }

    fn deliver(&mut self, to: usize) {
        if let Some(message) = self.queues[to].pop_front() {
            let answers = self.replicas[to].hear(&message);
            self.queues[1 - to].extend(answers);
        }
    }

    fn settle(&mut self) {
        // What was on its way is lost; what is said from now on arrives.
        for to in [0, 1] {
            self.queues[to].clear();
        }
        // It is enough that one of the two asks.
        let ask = self.replicas[self.asks].ask();
        self.queues[1 - self.asks].push_back(ask);
        for _ in 0..1000 {
            if self.queues.iter().all(VecDeque::is_empty) {
                return;
            }
            self.deliver(0);
            self.deliver(1);
        }
        panic!("they never stop talking");
    }

    fn happen(&mut self, event: &Event) {
        match *event {
            Event::Write { site, field, behind } => {
                let all = &self.replicas[site].heads.seen;
                let mut seen = Seen::default();
                for (site, n) in all.iter() {
                    seen.saw(site, n - behind);
                }
                let field = format!("f{field}");
                self.values += 1;
                let message = self.replicas[site].write(seen, &field, self.values);
                self.written[site].push((field, self.values));
                self.queues[1 - site].push_back(message);
            }
            Event::Deliver(to) => self.deliver(to),
            Event::Lose(to) => drop(self.queues[to].pop_front()),
            Event::Overtake(to) if self.queues[to].len() > 1 => self.queues[to].swap(0, 1),
            Event::Overtake(_) => {}
            Event::Twice(to) => {
                let again = self.queues[to].front().cloned();
                self.queues[to].extend(again);
            }
            Event::Remind(from) => {
                let ask = self.replicas[from].ask();
                self.queues[1 - from].push_back(ask);
            }
            Event::Restore(site) => {
                // What the other one never heard of is gone with the database; here it had.
                self.settle();
                self.replicas[site] = self.backups[site].clone();
                self.settle();
                self.backups[1 - site] = self.replicas[1 - site].clone();
                self.written[site].clear();
            }
            Event::Keep(site) => self.backups[site] = self.replicas[site].clone(),
            Event::Fork => {
                let site = self.forks;
                self.replicas[site] = self.backups[site].clone();
                self.written[site].clear();
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]
    #[test]
    fn both_sides_come_to_hold_the_same_and_nothing_is_lost(events in events(), forks in 0_usize..2, asks in 0_usize..2) {
        let mut world = World::new(forks, asks);
        for event in events {
            world.happen(&event);
        }
        world.days();
        let [a, b] = &world.replicas;
        prop_assert_eq!(a.places(), b.places());
        let (one, other) = (a.registers(), b.registers());
        prop_assert_eq!(&one, &other);
        // Whatever was written since an instance was set back is there, or was changed once more by whoever saw it there.
        for (site, written) in world.written.iter().enumerate() {
            for (n, (field, value)) in written.iter().enumerate() {
                let there = a.operations.iter().any(|(o, _)| {
                    o.place.site == SITES[site] && o.set.get(field) == Some(&json!(value))
                });
                let once_more = written.iter().skip(n + 1).any(|(later, _)| later == field);
                prop_assert!(there || once_more, "{} {} of {}", field, value, site);
            }
        }
        // By the definition: a value stands as long as nobody has written another who had seen it, and of many the last.
        let all: Vec<&Operation> = a.operations.iter().map(|(o, _)| o).collect();
        for field in ["f0", "f1", "f2"] {
            let writing: Vec<&&Operation> =
                all.iter().filter(|o| o.set.contains_key(field)).collect();
            let stands = |o: &&&Operation| !writing.iter().any(|later| later.saw(&o.place));
            let mut standing: Vec<&&Operation> = writing.iter().copied().filter(stands).collect();
            standing.sort_by(|a, b| b.place.cmp(&a.place));
            let standing: BTreeSet<String> =
                standing.iter().take(STANDING).map(|o| o.set[field].to_string()).collect();
            let entry = one.entry("session", "s");
            let shown: BTreeSet<String> = if standing.len() > 1 {
                entry.conflict(field).iter().map(|w| w.value.to_string()).collect()
            } else {
                prop_assert!(entry.conflict(field).is_empty());
                let value = entry.value(field);
                (*value != Value::Null).then(|| value.to_string()).into_iter().collect()
            };
            prop_assert_eq!(shown, standing);
        }
    }
}

/// Found by the test above: what the other one wrote knows a history of this instance that was lost here, in which it
/// has come further than the one that is here, and was refused before anybody saw that they differ.
#[test]
fn what_knows_another_history_shows_that_there_is_one() {
    use Event::{Deliver, Fork, Keep, Restore, Write};
    let write = |site| Write { site, field: 0, behind: 0 };
    let mut world = World::new(1, 0);
    for event in [
        [write(1), write(0), Deliver(0), write(0)].as_slice(),
        &[write(1), write(0), write(1), Deliver(0), write(1), Fork],
        &[write(0), Deliver(0), write(0), Deliver(1), write(1)],
        &[write(0), Keep(1), Restore(1), Fork, write(1), write(1)],
    ]
    .concat()
    {
        world.happen(&event);
    }
    world.days();
    let [a, b] = &world.replicas;
    assert_eq!(a.places(), b.places());
    assert_eq!(a.registers(), b.registers());
}
