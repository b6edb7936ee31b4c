//! Running named steps one after the other and summing up.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use anyhow::Result;

/// What a step that passed has to add, such as a part that could not be checked.
pub type Note = Option<String>;

/// How a step ended.
pub enum Outcome {
    /// It did what it should.
    Passed(Note),
    /// It did not, and why.
    Failed(String),
    /// It was not tried, because a step it needs failed.
    NotRun(String),
}

struct Record {
    name: &'static str,
    outcome: Outcome,
    took: Duration,
}

/// The steps that were run so far.
#[derive(Default)]
pub struct Runner {
    records: Vec<Record>,
}

impl Runner {
    /// Runs a step, unless one of the steps it needs did not pass.
    ///
    /// A needed step that was not chosen for this run counts as fulfilled: whoever leaves it out
    /// knows why.
    pub fn step(
        &mut self,
        name: &'static str,
        needs: &[&'static str],
        action: impl FnOnce() -> Result<Note>,
    ) {
        let missing = self
            .records
            .iter()
            .find(|record| needs.contains(&record.name) && !record.passed())
            .map(|record| record.name);
        let began = Instant::now();
        let outcome = if let Some(missing) = missing {
            Outcome::NotRun(format!("it needs {missing}"))
        } else {
            println!("\n== {name}");
            match action() {
                Ok(note) => Outcome::Passed(note),
                Err(error) => Outcome::Failed(format!("{error:#}")),
            }
        };
        if let Outcome::Failed(reason) = &outcome {
            println!("{reason}");
        }
        let record = Record { name, outcome, took: began.elapsed() };
        println!("{}", record.line(name.len()));
        self.records.push(record);
    }

    /// Whether this step was run and passed.
    pub fn passed(&self, name: &str) -> bool {
        self.records.iter().any(|record| record.name == name && record.passed())
    }

    /// Whether no step failed.
    pub fn succeeded(&self) -> bool {
        !self.records.iter().any(|record| matches!(record.outcome, Outcome::Failed(_)))
    }

    /// A table of all steps, and on the last line how many passed and failed.
    pub fn summary(&self) -> String {
        let width = self.records.iter().map(|record| record.name.len()).max().unwrap_or(0);
        let mut text = String::from("\n== summary\n");
        for record in &self.records {
            let _ = writeln!(text, "{}", record.line(width));
        }
        let passed = self.records.iter().filter(|record| record.passed()).count();
        let failed = self
            .records
            .iter()
            .filter(|record| matches!(record.outcome, Outcome::Failed(_)))
            .count();
        let _ = write!(text, "\n{passed} passed, {failed} failed");
        text
    }
}

impl Record {
    fn passed(&self) -> bool {
        matches!(self.outcome, Outcome::Passed(_))
    }

    fn line(&self, width: usize) -> String {
        let (word, remark) = match &self.outcome {
            Outcome::Passed(note) => ("passed", note.as_deref()),
            Outcome::Failed(reason) => ("FAILED", reason.lines().next()),
            Outcome::NotRun(reason) => ("not run", Some(reason.as_str())),
        };
        let name = self.name;
        let seconds = self.took.as_secs_f64();
        let line = format!("{name:width$}  {word:7}  {seconds:7.1} s");
        match remark {
            Some(remark) => format!("{line}  {remark}"),
            None => line,
        }
    }
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    #[test]
    fn steps_that_need_a_failed_one_are_not_run_and_others_are() {
        let mut runner = Runner::default();
        runner.step("fmt", &[], || Ok(None));
        runner.step("build", &[], || bail!("no"));
        runner.step("tests", &["build"], || panic!("must not run"));
        runner.step("browser", &["tests"], || panic!("must not run either"));
        runner.step("deny", &[], || Ok(Some("half of it".into())));

        assert!(!runner.succeeded());
        assert!(runner.passed("deny") && !runner.passed("tests"));
        let summary = runner.summary();
        assert_eq!(summary.lines().last(), Some("2 passed, 1 failed"));
        assert!(summary.contains("half of it") && summary.contains("it needs build"));
    }

    #[test]
    fn a_needed_step_that_was_not_chosen_counts_as_fulfilled() {
        let mut runner = Runner::default();
        runner.step("tests", &["build"], || Ok(None));
        assert!(runner.succeeded() && runner.passed("tests"));
    }
}
