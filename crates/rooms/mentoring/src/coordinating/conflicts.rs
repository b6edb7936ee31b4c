//! Which pairs cannot be because somebody has declared so, and who has.

use domain::id::LedgerId;

use super::is_free;
use crate::{
    application::{Applicant, Role, form},
    matching::{self, City},
};

/// That one city cannot work with another, because somebody of it has declared so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// The city that cannot.
    pub city: String,
    /// With whom.
    pub with: String,
    /// Who of it has declared that, as far as their names are known.
    pub names: Vec<String>,
}

/// A pair that cannot be because of what was declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The application of who would help.
    pub mentor: LedgerId,
    /// The application of who would be helped.
    pub mentee: LedgerId,
    /// What was declared, by one of them or by both.
    pub declared: Vec<Declared>,
}

/// An applicant with what matching knows of it.
type Known<'a> = (&'a Applicant, &'a City);

/// What two applicants have declared of each other; nothing where they can work together.
pub(super) fn between((one, first): Known, (other, second): Known) -> Vec<Declared> {
    let [by_one, by_other] = matching::declared(first, second);
    let said = [(by_one, one, other), (by_other, other, one)];
    let declared = |(_, city, with): (bool, &Applicant, &Applicant)| Declared {
        city: city.name().to_owned(),
        with: with.name().to_owned(),
        names: city.declared.get(&with.iri).cloned().unwrap_or_default(),
    };
    said.into_iter().filter(|(says, ..)| *says).map(declared).collect()
}

/// Of all pairs that could be decided now those that a declared conflict bars, in the order of those who would be helped.
pub fn conflicts(all: &[Applicant]) -> Vec<Conflict> {
    let taking = |role: Role| {
        let taking = all.iter().filter(move |a| a.takes_part(role));
        taking.map(|a| (a, form::city(a))).collect::<Vec<_>>()
    };
    let mut mentees = taking(Role::Mentee);
    mentees.retain(|(mentee, _)| is_free(mentee, all));
    let mentors = taking(Role::Mentor);
    let mut conflicts = Vec::new();
    for (mentee, seeking) in &mentees {
        for (mentor, giving) in &mentors {
            let declared = between((*mentor, giving), (*mentee, seeking));
            if !declared.is_empty() {
                let (mentor, mentee) = (mentor.line.id, mentee.line.id);
                conflicts.push(Conflict { mentor, mentee, declared });
            }
        }
    }
    conflicts
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::{
        application::tests::applicant,
        matching::{Bar, Weights, judge},
    };

    fn takes_part(number: u128, role: &str, more: &Value) -> Applicant {
        let mut values = json!({ "application": { "role": role } });
        for (name, value) in more.as_object().unwrap() {
            values[name.as_str()] = value.clone();
        }
        applicant(number, &values)
    }

    #[test]
    fn exactly_those_are_marked_that_a_declaration_bars() {
        let of = |with: &[&str]| json!({ "wishes": { "conflicts": with } });
        let paired = json!({ "matches": { "2": { "state": "decided", "role": "mentee" } } });
        let all = [
            takes_part(1, "mentor", &of(&["3", "5"])),
            takes_part(2, "mentor", &json!({})),
            takes_part(3, "mentee", &json!({})),
            takes_part(4, "mentee", &of(&["1", "2", "3"])),
            takes_part(5, "mentee", &paired),
        ];
        let found = conflicts(&all);
        for mentee in all.iter().filter(|a| a.takes_part(Role::Mentee) && is_free(a, &all)) {
            for mentor in all.iter().filter(|a| a.takes_part(Role::Mentor)) {
                let judged = judge(&form::city(mentor), &form::city(mentee), &Weights::default());
                let ids = (mentor.line.id, mentee.line.id);
                let marked = found.iter().filter(|c| (c.mentor, c.mentee) == ids).count();
                assert_eq!(marked, usize::from(judged.bar == Some(Bar::Conflict)), "{ids:?}");
            }
        }
        assert_eq!(found.len(), 3, "whoever has a mentor is paired with nobody else");
    }

    #[test]
    fn both_are_told_apart_where_both_have_declared_it() {
        let says = |with: &str, names: &[&str]| json!({ "wishes": { "conflicts": [with] }, "declared": { with: names } });
        let mentor = takes_part(1, "mentor", &says("2", &["Anna"]));
        let mentee = takes_part(2, "mentee", &says("1", &[]));
        let declared = |city: &str, with: &str, names: &[&str]| Declared {
            city: format!("City {city}"),
            with: format!("City {with}"),
            names: names.iter().map(|n| (*n).to_owned()).collect(),
        };
        let both = [declared("1", "2", &["Anna"]), declared("2", "1", &[])];
        assert_eq!(conflicts(&[mentor, mentee])[0].declared, both);
    }
}
