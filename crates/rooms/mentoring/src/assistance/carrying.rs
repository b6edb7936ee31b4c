//! Whose words a message is. Whoever carries one across says who wrote it, in fields that both sides could write: they are
//! believed of nobody else, so that no instance can let somebody speak whom it has made up. Pages and notices ask here.

use federation::iri;
use people::ledger::{Entry, Ledger, Place, Registers, Side, Written};
use serde_json::Value;

use super::entry;

/// What says who wrote a message, and for whom.
const SAYS: [&str; 4] = ["by", "by_names", "from", "from_names"];

/// Who wrote a message that was carried across, as whoever carried it says: names, with those in single languages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Carried<'a> {
    /// She.
    pub by: (&'a str, &'a Value),
    /// For whom she wrote; may be empty.
    pub from: (&'a str, &'a Value),
    /// The side that carried it, which is named wherever it is shown.
    pub through: Side,
}

/// Who wrote this message where it was carried across; nothing where whoever set it wrote it.
pub fn of<'a>(ledger: &Ledger, now: &Registers, message: &'a Entry) -> Option<Carried<'a>> {
    read(now, message, |party| ledger.side_of(party))
}

fn read<'a>(
    now: &Registers,
    message: &'a Entry,
    side_of: impl Fn(&str) -> Option<Side>,
) -> Option<Carried<'a>> {
    let begun = message.begun()?;
    let through = side_of(&begun.party)?;
    let mut said = SAYS.iter().filter_map(|field| message.written(field));
    let by_house = |w: &Written| side_of(&w.party) == Some(through) && is_house(w);
    if message.text("by").is_empty() || !carries(now, through, &begun.place) || !by_house(begun) {
        return None;
    }
    let name = |name: &str, names: &str| (message.text(name), message.value(names));
    said.all(by_house).then(|| Carried {
        by: name("by", "by_names"),
        from: name("from", "from_names"),
        through,
    })
}

/// Whether a side carries anything into this ledger: whoever has passed a request on, from where it came, and to whom it
/// came, from where it went. What it said before it had passed anything on was its own word.
fn carries(now: &Registers, side: Side, at: &Place) -> bool {
    let passed_on = !now.one(entry::ABOUT).text("relays").is_empty();
    match side {
        Side::First => passed_on,
        Side::Second => {
            let routes = now.all(entry::ROUTE);
            let leads = |route: &Entry| {
                !route.text("ledger").is_empty()
                    && route.written("ledger").is_some_and(|written| written.place < *at)
            };
            !passed_on && routes.iter().any(|(_, route)| leads(route))
        }
    }
}

/// Whether an instance wrote it itself, and nobody who lives there.
fn is_house(written: &Written) -> bool {
    written.actor.strip_prefix(&*written.place.site) == Some(iri::INSTANCE)
}

#[cfg(test)]
mod tests {
    use people::ledger::Operation;
    use serde_json::json;

    use super::{
        super::{tests::operation, word},
        *,
    };

    fn side_of(party: &str) -> Option<Side> {
        Side::BOTH.into_iter().find(|side| word(*side) == party)
    }

    /// Who wrote the last of these, a message.
    fn by(all: &[Operation]) -> Option<String> {
        let now = Registers::of(all, |_| true);
        let message = now.entry(entry::MESSAGE, &all.last().unwrap().key);
        read(&now, message, side_of).map(|carried| carried.by.0.to_owned())
    }

    fn message(side: Side, house: bool) -> Operation {
        let set = json!({ "text": "!", "by": "Емил", "from": "Русе" });
        let message = operation(side, 9, entry::MESSAGE, &format!("{}-1", word(side)), &set);
        let actor = if house { format!("{}/actor", word(side)) } else { word(side).to_owned() };
        Operation { actor, ..message }
    }

    #[test]
    fn a_name_is_believed_of_whoever_carries_alone() {
        let (first, second) = (Side::First, Side::Second);
        let about = |set: Value| operation(first, 1, entry::ABOUT, "", &set);
        let route =
            |ledger: &str| operation(second, 2, entry::ROUTE, "e", &json!({ "ledger": ledger }));
        let (asked, passed) = (about(json!({})), about(json!({ "relays": "l0" })));
        let emil = Some("Емил".to_owned());
        for (before, side, house, is) in [
            (vec![asked.clone()], first, true, None),
            (vec![asked.clone(), route("l1")], first, true, None),
            (vec![passed.clone()], first, true, emil.clone()),
            (vec![passed.clone()], first, false, None),
            (vec![passed.clone()], second, true, None),
            (vec![passed, route("l1")], second, true, None),
            (vec![asked.clone()], second, true, None),
            (vec![asked.clone(), route("")], second, true, None),
            (vec![asked.clone(), route("l1")], second, false, None),
            (vec![asked.clone(), route("l1")], second, true, emil),
        ] {
            let all = [before, vec![message(side, house)]].concat();
            assert_eq!(by(&all), is, "{all:?}");
        }
        let nobody = operation(second, 9, entry::MESSAGE, "helper-1", &json!({ "text": "!" }));
        assert_eq!(by(&[asked, route("l1"), nobody]), None);
    }

    #[test]
    fn nobody_gives_another_name_to_what_was_carried() {
        let (asked, second) =
            (operation(Side::First, 1, entry::ABOUT, "", &json!({})), Side::Second);
        let route = operation(second, 2, entry::ROUTE, "e", &json!({ "ledger": "l1" }));
        let carried = message(second, true);
        let set = json!({ "from": "София" });
        let mut renamed = operation(second, 10, entry::MESSAGE, &carried.key, &set);
        renamed.seen.saw(word(second), 9);
        assert_eq!(by(&[asked, route, carried, renamed]), None);
    }
}
