//! What was measured: as a table for people, as JSON for programs.

use std::{path::Path, time::Duration};

use serde::Serialize;

/// One scenario on one database.
#[derive(Debug, Clone, Serialize)]
pub struct Measured {
    /// The row of the bars, in kebab-case.
    pub scenario: &'static str,
    /// `sqlite` or `postgres`.
    pub database: &'static str,
    /// What is counted.
    pub unit: &'static str,
    /// The least of the rounds.
    pub min: f64,
    /// The one in the middle.
    pub median: f64,
    /// The greatest.
    pub max: f64,
    /// What the machine allowed in the same run.
    pub limit: Option<f64>,
    /// Median through limit.
    pub ratio: Option<f64>,
    /// How long answers took in the round in the middle.
    #[serde(skip)]
    pub times: Option<(Duration, Duration)>,
}

impl Measured {
    /// From the values of some rounds; each may have the times of its answers.
    pub fn new(
        scenario: &'static str,
        database: &'static str,
        unit: &'static str,
        mut rounds: Vec<(f64, Option<(Duration, Duration)>)>,
        limit: Option<f64>,
    ) -> Self {
        rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (median, times) = rounds.get(rounds.len() / 2).copied().unwrap_or_default();
        Self {
            scenario,
            database,
            unit,
            min: round(rounds.first().map_or(0.0, |r| r.0)),
            median: round(median),
            max: round(rounds.last().map_or(0.0, |r| r.0)),
            limit: limit.map(round),
            ratio: limit.map(|limit| (median / limit * 1e5).round() / 1e5),
            times,
        }
    }

    /// The heading of the table.
    pub fn heading() -> String {
        format!(
            "{:<26} {:<9} {:>9} {:>9} {:>9} {:<10} {:>9} {:>7} {:>9} {:>9}",
            "scenario", "database", "min", "median", "max", "unit", "limit", "ratio", "p50", "p99"
        )
    }

    /// Its line of the table.
    pub fn line(&self) -> String {
        let or_dash = |v: Option<String>| v.unwrap_or_else(|| "–".into());
        let time = |t: Duration| format!("{:.1} ms", t.as_secs_f64() * 1e3);
        format!(
            "{:<26} {:<9} {:>9} {:>9} {:>9} {:<10} {:>9} {:>7} {:>9} {:>9}",
            self.scenario,
            self.database,
            self.min,
            self.median,
            self.max,
            self.unit,
            or_dash(self.limit.map(|l| l.to_string())),
            or_dash(self.ratio.map(|r| format!("{r:.4}"))),
            or_dash(self.times.map(|t| time(t.0))),
            or_dash(self.times.map(|t| time(t.1))),
        )
    }
}

/// One decimal is more than a shared machine can tell.
fn round(v: f64) -> f64 {
    (v * 10.0).round() / 10.0
}

/// Writes an array with one object on each line.
pub fn write(path: &Path, all: &[Measured]) -> anyhow::Result<()> {
    let lines: Result<Vec<String>, _> = all.iter().map(serde_json::to_string).collect();
    std::fs::write(path, format!("[\n{}\n]\n", lines?.join(",\n")))?;
    Ok(())
}
