//! Which pairs are suggested to a coordinator.

use super::{
    conflicts::{Declared, between},
    is_free,
};
use crate::{
    application::{Applicant, Role, form},
    matching::{Bar, City, Judgement, Weights, assign, judge, place},
};

/// Others who are named beside a suggestion.
const OTHERS: usize = 5;

/// A pair that is suggested.
#[derive(Debug, Clone)]
pub struct Suggested {
    /// Who would help.
    pub mentor: Applicant,
    /// Who would be helped.
    pub mentee: Applicant,
    /// Why.
    pub judgement: Judgement,
    /// The best of the other mentors for the same city.
    pub others: Vec<Other>,
}

/// Somebody else who could help a city, or could not.
#[derive(Debug, Clone)]
pub struct Other {
    /// The name.
    pub name: String,
    /// How well it fits, in per cent.
    pub percent: i64,
    /// Why it cannot be.
    pub bar: Option<Bar>,
    /// Who has declared that, where it was declared.
    pub declared: Vec<Declared>,
    /// At which place of its wishes the city that seeks help has named it, from 0 on.
    pub wish: Option<usize>,
}

/// Who could help whom among those who take part and are not paired yet.
#[derive(Debug, Clone, Default)]
pub struct Suggestions {
    /// The pairs that together are worth most, in the order of those who are helped.
    pub pairs: Vec<Suggested>,
    /// Those for whom nobody is left, with the mentors who fit best.
    pub alone: Vec<(Applicant, Vec<Other>)>,
}

/// Suggests pairs by the weights of a programme. Not on the runtime when there are many ([`assign`]).
pub fn suggest(all: &[Applicant], weights: &Weights) -> Suggestions {
    let mentors: Vec<&Applicant> = all.iter().filter(|a| a.takes_part(Role::Mentor)).collect();
    let mentees: Vec<&Applicant> =
        all.iter().filter(|a| a.takes_part(Role::Mentee) && is_free(a, all)).collect();
    let room = |a: &&Applicant| {
        let mut city = form::city(a);
        city.capacity = city.capacity.saturating_sub(a.partners().count());
        city
    };
    let giving: Vec<City> = mentors.iter().map(room).collect();
    let seeking: Vec<City> = mentees.iter().map(|a| form::city(a)).collect();
    let assignment = assign(&giving, &seeking, weights);
    let others = |mentee: usize, but: Option<usize>| {
        let all = (0..mentors.len()).filter(|n| Some(*n) != but && giving[*n].capacity > 0);
        let judged = all.map(|n| (n, judge(&giving[n], &seeking[mentee], weights)));
        let mut judged: Vec<(usize, Judgement)> = judged.collect();
        let wish = |n: usize| place(&seeking[mentee], &giving[n]);
        // What cannot be has no points: of those, whom the city has wished for is told first.
        let wished = |n: usize, j: &Judgement| j.bar.and_then(|_| wish(n)).unwrap_or(usize::MAX);
        judged.sort_by_key(|(n, j)| (j.bar.is_some(), wished(*n, j), -j.points));
        let other = |(n, j): (usize, Judgement)| Other {
            wish: wish(n),
            name: mentors[n].name().to_owned(),
            percent: j.percent(),
            bar: j.bar,
            declared: between((mentors[n], &giving[n]), (mentees[mentee], &seeking[mentee])),
        };
        judged.into_iter().take(OTHERS).map(other).collect::<Vec<_>>()
    };
    let mut pairs: Vec<(usize, usize, Judgement)> = assignment.pairs;
    pairs.sort_by_key(|(_, mentee, _)| *mentee);
    Suggestions {
        pairs: pairs
            .into_iter()
            .map(|(mentor, mentee, judgement)| Suggested {
                mentor: mentors[mentor].clone(),
                mentee: mentees[mentee].clone(),
                judgement,
                others: others(mentee, Some(mentor)),
            })
            .collect(),
        alone: assignment
            .left
            .into_iter()
            .map(|mentee| (mentees[mentee].clone(), others(mentee, None)))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::application::tests::applicant;

    #[test]
    fn whoever_has_nobody_is_told_with_those_it_has_wished_for_first() {
        let mentor = |number: u128, sector: &str| {
            let said = json!({ "role": "mentor", "sectors": [sector], "languages": ["en"] });
            applicant(number, &json!({ "application": said }))
        };
        let said = json!({ "role": "mentee", "sectors": ["health"], "languages": ["en"] });
        let mentee = json!({ "application": said, "wishes": { "wishes": ["2"] } });
        let all = [mentor(1, "housing"), mentor(2, "housing"), applicant(3, &mentee)];
        let suggested = suggest(&all, &Weights::default());
        assert!(suggested.pairs.is_empty());
        let [(alone, others)] = &*suggested.alone else { panic!("{:?}", suggested.alone) };
        assert_eq!(alone.name(), "City 3");
        let others = others.iter().map(|o| (&*o.name, o.bar, o.wish)).collect::<Vec<_>>();
        let barred = Some(Bar::Sector);
        assert_eq!(others, [("City 2", barred, Some(0)), ("City 1", barred, None)]);
    }
}
