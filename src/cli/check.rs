//! `guidepost check`: everything that is wrong with the content.

use std::path::Path;
use std::sync::Arc;

use clap::{Args, ValueEnum};

use guidepost::diagnostic::{self, Diagnostic, github, human, json, sarif};
use guidepost::memo::Memo;
use guidepost::rules;
use guidepost::source::Sources;

use super::say::Voice;
use super::{Failure, Input, Outcome};
use crate::disk::{self, clock};

/// What `check` can be told.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    input: Input,
    /// How to report problems
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Let the command fail for warnings too
    #[arg(long, value_enum)]
    deny: Option<Deny>,
    /// Report only problems in files that differ from this git revision; everything is checked all the same
    #[arg(long, value_name = "REV")]
    changed_since: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text for people, on standard error
    Human,
    /// One JSON document, on standard output
    Json,
    /// Annotations for GitHub, and the whole list in the summary of the job
    Github,
    /// One SARIF 2.1.0 document, on standard output
    Sarif,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    Warnings,
}

pub(super) fn run(options: &Options, voice: &Voice) -> Result<Outcome, Failure> {
    let theme = options.input.theme()?;
    let read = disk::read_content(&options.input.content)?;
    let mut memo = Memo::new();
    let planned = guidepost::plan(&read.value, &options.input.choices(), &mut memo);
    let rendered = guidepost::render(&planned.value, &theme);
    let ahead = guidepost::report::dates_ahead(&planned.value.guide, &read.value, clock::today());
    let mut problems = [read.problems, planned.problems, rendered.problems, ahead].concat();
    diagnostic::sort(&mut problems);
    let fails = |problem: &Diagnostic| problem.is_error() || options.deny == Some(Deny::Warnings);
    let outcome = if problems.iter().any(fails) { Outcome::Errors } else { Outcome::Done };
    let (shown, others) = match &options.changed_since {
        Some(revision) => {
            let changed = disk::git::changed_since(&options.input.content, revision)?;
            // A page that was taken away is told of in a list that did not change.
            let concerns = |problem: &Diagnostic| changed.contains(&*problem.place.file) || problem.rule.code == rules::LOST_ADDRESS.code;
            problems.into_iter().partition(concerns)
        }
        None => (problems, Vec::new()),
    };
    let help = format!("{}contribute/rules/", planned.value.guide.settings.base_url);
    let report = Report { shown, others, sources: &read.value, prefix: prefix(&options.input.content), help };
    report.give(options.format, voice)?;
    if let Some(remark) = report.on_others(fails) {
        voice.news(&remark);
    }
    if let Some(remark) = on_drafts(&planned.value.guide.drafts) {
        voice.news(&remark);
    }
    Ok(outcome)
}

/// What was found, as it is to be told.
struct Report<'r> {
    shown: Vec<Diagnostic>,
    /// What stands in files that did not change.
    others: Vec<Diagnostic>,
    sources: &'r Sources,
    prefix: String,
    help: String,
}

impl Report<'_> {
    fn give(&self, format: Format, voice: &Voice) -> Result<(), Failure> {
        match format {
            Format::Human => {
                voice.problems(&self.shown, self.sources, &self.prefix);
                let more = self
                    .shown
                    .first()
                    .map_or_else(String::new, |first| format!(" `guidepost explain {}` says more about the first.", first.rule.code));
                voice.news(&format!("{}.{more}", human::summary(&self.shown, self.sources.len())));
            }
            Format::Json => voice.result(&json::render(&self.shown, self.sources)),
            Format::Sarif => voice.result(&sarif::render(&self.shown, self.sources, &self.prefix, &self.help)),
            Format::Github => self.give_to_github(voice)?,
        }
        Ok(())
    }

    /// Annotations for the changed files, and everything in the summary of the job.
    fn give_to_github(&self, voice: &Voice) -> Result<(), Failure> {
        voice.document(&github::annotations(&self.shown, self.sources, &self.prefix));
        if let Some(remark) = self.on_others(Diagnostic::is_error) {
            voice.document(&github::remark(&remark));
        }
        if let Some(file) = disk::job_summary() {
            let all = [self.shown.as_slice(), &self.others].concat();
            disk::append(&file, &github::summary(&all, self.sources, &self.prefix))?;
        }
        voice.news(&format!("{}.", human::summary(&self.shown, self.sources.len())));
        Ok(())
    }

    /// A word on problems that count but are not shown.
    fn on_others(&self, counts: impl Fn(&Diagnostic) -> bool) -> Option<String> {
        let count = self.others.iter().filter(|problem| counts(problem)).count();
        let problems = if count == 1 { "problem stands" } else { "problems stand" };
        (count > 0).then(|| format!("{count} more {problems} in files that did not change; `guidepost check` shows everything."))
    }
}

/// A word on files that nobody will see.
fn on_drafts(drafts: &[Arc<str>]) -> Option<String> {
    let is = if drafts.len() == 1 { "1 file is a draft, which is" } else { &format!("{} files are drafts, which are", drafts.len()) };
    (!drafts.is_empty()).then(|| format!("{is} not published: {}.", drafts.join(", ")))
}

/// The content folder as it is put before a file's path: `content/`.
pub(super) fn prefix(content: &Path) -> String {
    let shown = content.display().to_string();
    if shown.is_empty() || shown == "." { String::new() } else { format!("{}/", shown.trim_end_matches('/')) }
}
