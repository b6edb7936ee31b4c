//! The pairs that together are worth most (Kuhn 1955, Munkres 1957; the library `pathfinding`).

use pathfinding::{kuhn_munkres::kuhn_munkres, matrix::Matrix};

use super::{City, Judgement, Weights, judge};

/// Who is to help whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Places in the lists of mentors and of those who seek help, in the order of the latter, each with its judgement.
    pub pairs: Vec<(usize, usize, Judgement)>,
    /// Places of those who seek help and were given nobody.
    pub left: Vec<usize>,
    /// The sum of the points of all pairs.
    pub points: i64,
}

/// What a pair is worth that cannot be: less than nobody at all.
const BARRED: i64 = -1;

/// Assigns to everybody who seeks help at most one mentor, and to no mentor more than she has room for, so that the
/// sum of all points is the greatest there is. Of equal sums the one is taken that comes first by the ids, in whatever
/// order the lists are.
///
/// Takes O(n³) for n seekers or places, whichever are more: not on the runtime.
pub fn assign(mentors: &[City], mentees: &[City], weights: &Weights) -> Assignment {
    let mut rows: Vec<usize> = (0..mentees.len()).collect();
    rows.sort_by_key(|n| &mentees[*n].id);
    let mut by_id: Vec<usize> = (0..mentors.len()).collect();
    by_id.sort_by_key(|n| &mentors[*n].id);
    // One column for each place that a mentor has; nobody needs more of them than there are seekers.
    let places: Vec<usize> = by_id
        .into_iter()
        .flat_map(|n| std::iter::repeat_n(n, mentors[n].capacity.min(mentees.len())))
        .collect();
    let judged: Vec<Vec<Judgement>> = mentees
        .iter()
        .map(|mentee| mentors.iter().map(|mentor| judge(mentor, mentee, weights)).collect())
        .collect();
    let worth = |mentee: usize, mentor: usize| {
        let judgement = &judged[mentee][mentor];
        // A pair without a point is better than none.
        if judgement.bar.is_some() { BARRED } else { judgement.points + 1 }
    };
    let mut assignment = Assignment { pairs: Vec::new(), left: Vec::new(), points: 0 };
    if rows.is_empty() {
        return assignment;
    }
    // Besides the places there is for everybody the column of having nobody, which is worth nothing.
    let matrix = Matrix::from_fn(rows.len(), places.len() + rows.len(), |(row, column)| {
        places.get(column).map_or(0, |mentor| worth(rows[row], *mentor))
    });
    let (_, columns) = kuhn_munkres(&matrix);
    for (row, column) in columns.into_iter().enumerate() {
        let mentee = rows[row];
        match places.get(column) {
            Some(mentor) if worth(mentee, *mentor) > 0 => {
                let judgement = judged[mentee][*mentor].clone();
                assignment.points += judgement.points;
                assignment.pairs.push((*mentor, mentee, judgement));
            }
            _ => assignment.left.push(mentee),
        }
    }
    assignment.pairs.sort_by_key(|(_, mentee, _)| *mentee);
    assignment.left.sort_unstable();
    assignment
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::matching::tests::{city, words};

    /// The best there is, by trying everything.
    fn best(mentors: &[City], mentees: &[City], weights: &Weights) -> (i64, usize) {
        fn go(
            mentors: &[City],
            mentees: &[City],
            room: &mut Vec<usize>,
            weights: &Weights,
        ) -> (i64, usize) {
            let Some((first, rest)) = mentees.split_first() else { return (0, 0) };
            let mut best = go(mentors, rest, room, weights);
            for n in 0..mentors.len() {
                let judged = judge(&mentors[n], first, weights);
                if room[n] == 0 || judged.bar.is_some() {
                    continue;
                }
                room[n] -= 1;
                let (points, pairs) = go(mentors, rest, room, weights);
                room[n] += 1;
                let one = (points + judged.points, pairs + 1);
                // Each pair counts one more than its points.
                if one.0 + i64::try_from(one.1).unwrap() > best.0 + i64::try_from(best.1).unwrap() {
                    best = one;
                }
            }
            best
        }
        let mut room = mentors.iter().map(|m| m.capacity).collect();
        go(mentors, mentees, &mut room, weights)
    }

    fn some(all: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec(prop::sample::select(all), 0..=all.len()).prop_map(|mut words| {
            words.sort_unstable();
            words.dedup();
            words.into_iter().map(str::to_owned).collect()
        })
    }

    fn cities(prefix: &'static str, most: usize) -> impl Strategy<Value = Vec<City>> {
        let one = (
            some(&["housing", "health", "education"]),
            some(&["design", "adoption"]),
            some(&["bg", "en"]),
            prop::option::of(0_u8..6),
            prop::sample::select(vec!["BG", "RO", "NL", ""]),
            0_usize..3,
            some(&["m0", "m1", "e0", "e1"]),
            some(&["m0", "m1", "m2", "e0", "e1"]),
        );
        let one = one.prop_map(
            |(sectors, stages, languages, size, country, capacity, conflicts, wishes)| City {
                sectors,
                stages,
                languages,
                size,
                country: country.to_owned(),
                capacity,
                conflicts,
                wishes,
                ..City::default()
            },
        );
        prop::collection::vec(one, 0..=most).prop_map(move |all| {
            let named = |(n, city)| City { id: format!("{prefix}{n}"), ..city };
            all.into_iter().enumerate().map(named).collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
        #[test]
        fn no_other_assignment_is_worth_more(
            mentors in cities("m", 4), mentees in cities("e", 5), weight in 0_u8..=10,
        ) {
            let weights = Weights::default().with(crate::matching::Criterion::Size, weight);
            let assignment = assign(&mentors, &mentees, &weights);
            let (points, pairs) = best(&mentors, &mentees, &weights);
            let found = assignment.points + i64::try_from(assignment.pairs.len()).unwrap();
            prop_assert_eq!(found, points + i64::try_from(pairs).unwrap());
            prop_assert_eq!(assignment.pairs.len() + assignment.left.len(), mentees.len());
            for (n, mentor) in mentors.iter().enumerate() {
                let given = assignment.pairs.iter().filter(|(m, _, _)| *m == n).count();
                prop_assert!(given <= mentor.capacity);
            }
            for (mentor, mentee, judgement) in &assignment.pairs {
                prop_assert_eq!(judgement.bar, None);
                prop_assert_eq!(judgement, &judge(&mentors[*mentor], &mentees[*mentee], &weights));
            }
        }
    }

    #[test]
    fn the_order_of_the_lists_does_not_matter() {
        let mentors: Vec<City> = ["a", "b", "c"].map(city).to_vec();
        let mentees: Vec<City> = ["x", "y"].map(city).to_vec();
        let weights = Weights::default();
        let names = |mentors: &[City], mentees: &[City]| {
            let mut pairs: Vec<(String, String)> = assign(mentors, mentees, &weights)
                .pairs
                .iter()
                .map(|(m, e, _)| (mentors[*m].id.clone(), mentees[*e].id.clone()))
                .collect();
            pairs.sort();
            pairs
        };
        let there = names(&mentors, &mentees);
        let back: Vec<Vec<City>> =
            [mentors, mentees].map(|list| list.into_iter().rev().collect()).to_vec();
        assert_eq!(there, names(&back[0], &back[1]));
    }

    #[test]
    fn whoever_fits_best_alone_gives_way_to_the_best_for_all() {
        let mut mentors = vec![city("a"), city("b")];
        let mut mentees = vec![city("x"), city("y")];
        // A would be best for both, but nobody else can help Y.
        mentors[0].sectors = words(&["housing", "health"]);
        mentees[1].sectors = words(&["health"]);
        let pairs = assign(&mentors, &mentees, &Weights::default()).pairs;
        let pairs: Vec<(usize, usize)> = pairs.iter().map(|(m, e, _)| (*m, *e)).collect();
        assert_eq!(pairs, [(1, 0), (0, 1)]);
    }

    #[test]
    fn without_anybody_there_are_no_pairs() {
        let nobody = assign(&[], &[], &Weights::default());
        assert!(nobody.pairs.is_empty() && nobody.left.is_empty());
        let alone = assign(&[], &[city("x")], &Weights::default());
        assert_eq!(alone.left, [0]);
    }
}
