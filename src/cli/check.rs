//! `guidepost check`: everything that is wrong with the content.

use std::path::Path;

use clap::{Args, ValueEnum};

use guidepost::diagnostic::{self, Diagnostic, human, json};
use guidepost::memo::Memo;

use super::say::Voice;
use super::{Failure, Input, Outcome};
use crate::disk;

/// What `check` can be told.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    input: Input,
    /// How to report problems
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text for people, on standard error
    Human,
    /// One JSON document, on standard output
    Json,
}

pub(super) fn run(options: &Options, voice: &Voice) -> Result<Outcome, Failure> {
    let theme = options.input.theme()?;
    let read = disk::read_content(&options.input.content)?;
    let built = guidepost::build(&read.value, &theme, &options.input.choices(), &mut Memo::new());
    let mut problems = read.problems;
    problems.extend(built.problems);
    diagnostic::sort(&mut problems);
    match options.format {
        Format::Human => {
            voice.problems(&problems, &read.value, &prefix(&options.input.content));
            voice.news(&format!("{}.", human::summary(&problems, read.value.len())));
        }
        Format::Json => voice.result(&json::render(&problems, &read.value)),
    }
    Ok(if problems.iter().any(Diagnostic::is_error) { Outcome::Errors } else { Outcome::Done })
}

/// The content folder as it is put before a file's path: `content/`.
pub(super) fn prefix(content: &Path) -> String {
    let shown = content.display().to_string();
    if shown.is_empty() || shown == "." { String::new() } else { format!("{}/", shown.trim_end_matches('/')) }
}
