//! Who helps whom, two hundred cities on each side.

use std::time::Instant;

use anyhow::ensure;
use domain::sector;
use mentoring::matching::{Assignment, City, Weights, assign};
use rand::{Rng as _, SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};

/// Cities on each side.
const CITIES: usize = 200;

fn some(random: &mut StdRng, all: &[&str], most: usize) -> Vec<String> {
    let count = random.random_range(1..=most);
    all.choose_multiple(random, count).map(|word| (*word).to_owned()).collect()
}

fn cities(random: &mut StdRng, prefix: &str) -> Vec<City> {
    let sectors: Vec<&str> = sector::BUILT_IN.iter().map(|s| s.slug()).collect();
    let stages = content::kind::lists::STAGES;
    let make = |n: usize, random: &mut StdRng| City {
        id: format!("{prefix}{n:03}"),
        sectors: some(random, &sectors, 4),
        stages: some(random, stages, 2),
        languages: some(random, &["en", "bg", "de", "fr", "ro"], 3),
        size: Some(random.random_range(0..7)),
        country: (*["BG", "RO", "DE", "NL", "SE", "IT"].choose(random).unwrap_or(&"BG")).to_owned(),
        forms: some(random, &["online", "visit", "documents"], 3),
        capacity: random.random_range(1..=2),
        ..City::default()
    };
    (0..CITIES).map(|n| make(n, random)).collect()
}

/// How many milliseconds it takes to assign two hundred to two hundred; each pair is judged, too.
pub fn milliseconds(rounds: usize) -> anyhow::Result<Vec<f64>> {
    let mut random = StdRng::seed_from_u64(200);
    let (mentors, mentees) = (cities(&mut random, "m"), cities(&mut random, "e"));
    let mut all = Vec::new();
    let mut first: Option<Assignment> = None;
    for _ in 0..rounds {
        let began = Instant::now();
        let assignment = assign(&mentors, &mentees, &Weights::default());
        all.push(began.elapsed().as_secs_f64() * 1000.0);
        ensure!(assignment.pairs.len() > CITIES / 2, "hardly anybody was helped");
        ensure!(first.get_or_insert_with(|| assignment.clone()) == &assignment, "it wavers");
    }
    Ok(all)
}
