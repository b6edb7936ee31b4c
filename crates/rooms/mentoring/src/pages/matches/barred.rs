//! The pairs that cannot be because somebody has declared so: all of them in a list, and a mark at each city in the form
//! in which a pair is chosen, so that nobody has to try.

use domain::id::LedgerId;
use web::{Choice, Tr};

use crate::{
    application::Applicant,
    coordinating::{Conflict, Declared},
};

/// A pair that cannot be.
pub(super) struct Barred {
    pub pair: String,
    /// Who has declared what.
    pub declared: Vec<String>,
}

/// What was declared, and by whom as far as that is known.
pub(super) fn said(tr: Tr, declared: &[Declared]) -> Vec<String> {
    let one = |d: &Declared| {
        if d.names.is_empty() {
            return tr.t2("matching-declared", "city", &d.city, "with", &d.with);
        }
        let names = d.names.join(", ");
        tr.t3("matching-declared-by", "city", &d.city, "with", &d.with, "names", names)
    };
    declared.iter().map(one).collect()
}

fn name(all: &[Applicant], id: LedgerId) -> &str {
    all.iter().find(|a| a.line.id == id).map_or("", Applicant::name)
}

/// All of them.
pub(super) fn rows(tr: Tr, all: &[Applicant], conflicts: &[Conflict]) -> Vec<Barred> {
    let row = |c: &Conflict| {
        let (mentee, mentor) = (name(all, c.mentee), name(all, c.mentor));
        Barred {
            pair: tr.t2("workspace-pair", "mentee", mentee, "mentor", mentor),
            declared: said(tr, &c.declared),
        }
    };
    conflicts.iter().map(row).collect()
}

/// A city as the form offers it: with whom it cannot be brought together stands beside its name.
pub(super) fn choice(tr: Tr, of: &Applicant, all: &[Applicant], conflicts: &[Conflict]) -> Choice {
    let id = of.line.id;
    let of_it = conflicts.iter().filter(|c| [c.mentor, c.mentee].contains(&id));
    let others = of_it.map(|c| name(all, if c.mentor == id { c.mentee } else { c.mentor }));
    let others: Vec<&str> = others.collect();
    let label = if others.is_empty() {
        of.name().to_owned()
    } else {
        tr.t2("matching-not-with", "name", of.name(), "others", others.join(", "))
    };
    Choice::new(id.to_string(), label)
}
