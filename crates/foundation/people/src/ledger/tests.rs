//! Two instances that write, lose what they send, hear it twice or in another order, and fall back to an older state:
//! in the end both hold the same, and nothing that somebody wrote is gone without somebody having seen it.

use std::collections::{BTreeSet, VecDeque};

use domain::Time;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{
    Operation, Place, Registers, Seen,
    heads::{Answer, Heads, Taken},
};

const SITES: [&str; 2] = ["https://a.example", "https://b.example"];

/// What one instance sends to the other.
#[derive(Debug, Clone)]
struct Message {
    operations: Vec<(Operation, String)>,
    said: Seen,
    asks: bool,
}

/// One instance.
#[derive(Debug, Clone, Default)]
struct Replica {
    operations: Vec<(Operation, String)>,
    heads: Heads,
}

impl Replica {
    fn write(&mut self, site: usize, seen: Seen, field: &str, value: u8) -> Message {
        let site = SITES[site];
        let sequence = self.heads.seen.of(site) + 1;
        let mut set = Map::new();
        set.insert(field.to_owned(), json!(value));
        let operation = Operation {
            ledger: "l".into(),
            place: Place { clock: self.heads.clock + 1, site: site.into(), sequence },
            seen,
            previous: self.heads.last_digest(site).to_owned(),
            party: site.into(),
            actor: site.into(),
            at: Time(0),
            entry: "session".into(),
            key: "s".into(),
            set,
        };
        let digest = format!("{operation:?}");
        assert_eq!(self.heads.take(&operation, &digest), Taken::New);
        self.operations.push((operation.clone(), digest.clone()));
        let operations = vec![(operation, digest)];
        Message { operations, said: self.heads.seen.clone(), asks: false }
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
        Message { operations: Vec::new(), said: self.heads.seen.clone(), asks: true }
    }

    fn hear(&mut self, message: Message) -> Option<Message> {
        let (mut said, mut refused) = (message.said, false);
        for (operation, digest) in message.operations {
            match self.heads.take(&operation, &digest) {
                Taken::New => {
                    said.saw(&operation.place.site, operation.place.sequence);
                    self.operations.push((operation, digest));
                }
                Taken::Refused => refused = true,
                Taken::Known | Taken::Gap => {}
            }
        }
        let answer = self.heads.answer(&said, message.asks, refused);
        let operations = if answer.bring { self.lacking(&said) } else { Vec::new() };
        (answer != Answer::default()).then(|| Message {
            operations,
            said: self.heads.seen.clone(),
            asks: answer.ask,
        })
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
    Write { site: usize, field: u8, value: u8, behind: i64 },
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
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let site = 0_usize..2;
    let event = prop_oneof![
        6 => (site.clone(), 0_u8..3, 0_u8..4, 0_i64..4)
            .prop_map(|(site, field, value, behind)| Event::Write { site, field, value, behind }),
        6 => site.clone().prop_map(Event::Deliver),
        1 => site.clone().prop_map(Event::Lose),
        1 => site.clone().prop_map(Event::Overtake),
        1 => site.clone().prop_map(Event::Twice),
        1 => site.clone().prop_map(Event::Remind),
        1 => site.prop_map(Event::Restore),
    ];
    prop::collection::vec(event, 1..60)
}

struct World {
    replicas: [Replica; 2],
    backups: [Replica; 2],
    /// What is on its way to each of them.
    queues: [VecDeque<Message>; 2],
}

impl World {
    fn deliver(&mut self, to: usize) {
        if let Some(message) = self.queues[to].pop_front()
            && let Some(answer) = self.replicas[to].hear(message)
        {
            self.queues[1 - to].push_back(answer);
        }
    }

    fn settle(&mut self) {
        // What was on its way is lost; what is said from now on arrives.
        for to in [0, 1] {
            self.queues[to].clear();
            let ask = self.replicas[1 - to].ask();
            self.queues[to].push_back(ask);
        }
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
            Event::Write { site, field, value, behind } => {
                let all = &self.replicas[site].heads.seen;
                let mut seen = Seen::default();
                for (site, n) in all.iter() {
                    seen.saw(site, n - behind);
                }
                let field = format!("f{field}");
                let message = self.replicas[site].write(site, seen, &field, value);
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
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]
    #[test]
    fn both_sides_come_to_hold_the_same_and_nothing_is_lost(events in events()) {
        let mut world = World {
            replicas: Default::default(),
            backups: Default::default(),
            queues: Default::default(),
        };
        for event in events {
            world.happen(&event);
        }
        world.settle();
        let [a, b] = &world.replicas;
        prop_assert_eq!(a.places(), b.places());
        let (one, other) = (a.registers(), b.registers());
        prop_assert_eq!(&one, &other);
        // By the definition: a value stands as long as nobody has written another who had seen it.
        let all: Vec<&Operation> = a.operations.iter().map(|(o, _)| o).collect();
        for field in ["f0", "f1", "f2"] {
            let writing: Vec<&&Operation> =
                all.iter().filter(|o| o.set.contains_key(field)).collect();
            let standing: BTreeSet<String> = writing
                .iter()
                .filter(|o| !writing.iter().any(|later| later.saw(&o.place)))
                .map(|o| o.set[field].to_string())
                .collect();
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
