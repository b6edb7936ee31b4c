//! Operations of ledgers as they come from an instance, without one.

use domain::Time;
use serde_json::Value;

use crate::ledger::{Operation, Place, Seen};

/// The `n`th operation of an instance, whose writer has seen nothing; she and her party are called like the instance. Whatever
/// else an operation has is written with `..operation(…)`.
pub fn operation(site: &str, n: i64, entry: &str, key: &str, set: &Value) -> Operation {
    Operation {
        ledger: "l".to_owned(),
        place: Place { clock: n, site: site.to_owned(), sequence: n },
        seen: Seen::default(),
        previous: String::new(),
        party: site.to_owned(),
        actor: site.to_owned(),
        at: Time(n),
        entry: entry.to_owned(),
        key: key.to_owned(),
        set: set.as_object().cloned().expect("an object of fields"),
    }
}

/// What somebody has seen: of each instance the operations up to this one.
pub fn seen(all: &[(&str, i64)]) -> Seen {
    let mut seen = Seen::default();
    for (site, n) in all {
        seen.saw(site, *n);
    }
    seen
}
