//! Watches a build: which stage takes how long, and how far it is.

use std::io::{IsTerminal as _, Write as _};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use serde::Serialize;

use guidepost::observe::{Observer, Stage};

use crate::disk::machine;

/// How timings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// To be read
    Table,
    /// For another program
    Json,
}

/// A watch over one build.
pub(super) struct Watch {
    start: Instant,
    stages: [Spent; Stage::ALL.len()],
    /// When the line of progress was last drawn; `None` where no line is wanted.
    line: Option<Mutex<Line>>,
}

#[derive(Default)]
struct Spent {
    nanoseconds: AtomicU64,
    times: AtomicU64,
}

/// The line on the terminal that says how far the build is.
#[derive(Default)]
struct Line {
    drawn: Option<Duration>,
    first: Option<(Duration, usize)>,
}

/// Nothing is said of builds that are over before anybody wonders.
const SILENT: Duration = Duration::from_millis(500);
/// How long the line of progress stays as it is.
const STEADY: Duration = Duration::from_millis(100);

/// What a build took.
#[derive(Debug, Serialize)]
struct Report {
    wall_seconds: f64,
    cpu_seconds: Option<f64>,
    peak_memory_mib: Option<f64>,
    stages: Vec<StageReport>,
}

#[derive(Debug, Serialize)]
struct StageReport {
    stage: &'static str,
    /// Over all threads.
    seconds: f64,
    times: u64,
}

impl Watch {
    /// Starts the clock. With `progress`, a line on the terminal says how far a long build is.
    pub(super) fn start(progress: bool) -> Self {
        let line = (progress && std::io::stderr().is_terminal()).then(Mutex::default);
        Self { start: Instant::now(), stages: std::array::from_fn(|_| Spent::default()), line }
    }

    /// Takes the line of progress away.
    pub(super) fn rest(&self) {
        let drawn = self.line.as_ref().and_then(|line| line.lock().ok()?.drawn.take());
        if drawn.is_some() {
            let _ = write!(std::io::stderr(), "\r\x1b[2K");
        }
    }

    /// What was measured until now.
    pub(super) fn report(&self, form: Form) -> String {
        let usage = machine::usage();
        let stage = |(stage, spent): (Stage, &Spent)| StageReport {
            stage: stage.word(),
            seconds: Duration::from_nanos(spent.nanoseconds.load(Ordering::Relaxed)).as_secs_f64(),
            times: spent.times.load(Ordering::Relaxed),
        };
        let report = Report {
            wall_seconds: self.start.elapsed().as_secs_f64(),
            cpu_seconds: usage.map(|usage| usage.cpu),
            peak_memory_mib: usage.map(|usage| usage.peak as f64 / 1024.0),
            stages: Stage::ALL.into_iter().zip(&self.stages).map(stage).collect(),
        };
        match form {
            Form::Json => serde_json::to_string_pretty(&report).expect("numbers and names always serialize"),
            Form::Table => report.table(),
        }
    }
}

impl Report {
    fn table(&self) -> String {
        let sum: f64 = self.stages.iter().map(|stage| stage.seconds).sum();
        let mut lines = vec![format!("{:<10} {:>10} {:>7} {:>8}", "stage", "seconds", "share", "times")];
        lines.extend(self.stages.iter().map(|stage| {
            let share = if sum > 0.0 { 100.0 * stage.seconds / sum } else { 0.0 };
            format!("{:<10} {:>10.3} {:>6.1}% {:>8}", stage.stage, stage.seconds, share, stage.times)
        }));
        lines.push(format!("{:<10} {:>10.3}   seconds of work, over all threads", "all", sum));
        lines.push(format!("{:<10} {:>10.3}   seconds from start to end", "wall", self.wall_seconds));
        if let (Some(cpu), Some(peak)) = (self.cpu_seconds, self.peak_memory_mib) {
            lines.push(format!("{:<10} {cpu:>10.2}   seconds of processor time", "cpu"));
            lines.push(format!("{:<10} {peak:>10.1}   MiB of memory at most", "memory"));
        }
        lines.join("\n")
    }
}

impl Observer for Watch {
    fn now(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }

    fn took(&self, stage: Stage, since: u64) {
        let spent = &self.stages[stage as usize];
        spent.nanoseconds.fetch_add(self.now().saturating_sub(since), Ordering::Relaxed);
        spent.times.fetch_add(1, Ordering::Relaxed);
    }

    fn finished(&self, files: usize, of: usize) {
        let Some(Ok(mut line)) = self.line.as_ref().map(Mutex::lock) else { return };
        let now = self.start.elapsed();
        if let Some(text) = line.advance(now, files, of) {
            let _ = write!(std::io::stderr(), "\r\x1b[2K{text}");
        }
    }
}

impl Line {
    /// What to draw now, if anything.
    fn advance(&mut self, now: Duration, files: usize, of: usize) -> Option<String> {
        let (since, before) = *self.first.get_or_insert((now, files));
        let too_soon = now < SILENT || self.drawn.is_some_and(|drawn| now < drawn + STEADY);
        let passed = now.saturating_sub(since).as_secs_f64();
        if too_soon || passed <= 0.0 || files <= before {
            return None;
        }
        self.drawn = Some(now);
        let rate = (files - before) as f64 / passed;
        let left = of.saturating_sub(files) as f64 / rate;
        Some(format!("{files} of {of} files, {rate:.0} a second, {left:.0} s left"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_builds_say_nothing_and_long_ones_say_how_long() {
        let at = Duration::from_millis;
        let mut line = Line::default();
        assert_eq!(line.advance(at(100), 0, 1000), None);
        assert_eq!(line.advance(at(400), 100, 1000), None);
        assert_eq!(line.advance(at(1100), 200, 1000).as_deref(), Some("200 of 1000 files, 200 a second, 4 s left"));
        assert_eq!(line.advance(at(1150), 300, 1000), None);
    }

    #[test]
    fn every_stage_has_its_place() {
        for (place, stage) in Stage::ALL.into_iter().enumerate() {
            assert_eq!(stage as usize, place, "{}", stage.word());
        }
    }

    #[test]
    fn work_is_added_up_stage_by_stage() {
        let watch = Watch::start(false);
        watch.took(Stage::Render, 0);
        watch.took(Stage::Render, 0);
        let report: serde_json::Value = serde_json::from_str(&watch.report(Form::Json)).expect("the report is JSON");
        let render = report["stages"].as_array().and_then(|stages| stages.iter().find(|stage| stage["stage"] == "render").cloned());
        assert_eq!(render.expect("rendering is a stage")["times"], 2);
        assert!(watch.report(Form::Table).contains("seconds from start to end"));
    }
}
