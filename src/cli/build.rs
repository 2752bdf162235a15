//! `guidepost build`: the site into a folder.

use std::path::PathBuf;

use clap::Args;

use guidepost::diagnostic::{self, human};
use guidepost::memo::Memo;

use super::say::Voice;
use super::{Failure, Input, Outcome};
use crate::disk;

/// What `build` can be told.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    input: Input,
    /// The folder to write the site into
    #[arg(long, value_name = "DIR", default_value = "public")]
    output: PathBuf,
}

pub(super) fn run(options: &Options, voice: &Voice) -> Result<Outcome, Failure> {
    let theme = options.input.theme()?;
    let read = disk::read_content(&options.input.content)?;
    let built = guidepost::build(&read.value, &theme, &options.input.choices(), &mut Memo::new());
    let mut problems = read.problems;
    problems.extend(built.problems);
    diagnostic::sort(&mut problems);
    let prefix = super::check::prefix(&options.input.content);
    voice.problems(&problems, &read.value, &prefix);
    if problems.iter().any(diagnostic::Diagnostic::is_error) {
        voice.news(&format!("{}; nothing was written.", human::summary(&problems, read.value.len())));
        return Ok(Outcome::Errors);
    }
    let written = disk::write_site(&built.value, &options.output, &options.input.content)?;
    let warnings = if problems.is_empty() { String::new() } else { format!(" {}.", human::summary(&problems, read.value.len())) };
    voice.news(&format!(
        "{} pages and files in {}: {} new or changed, {} as they were, {} removed.{warnings}",
        built.value.len(),
        options.output.display(),
        written.changed,
        written.same,
        written.removed
    ));
    Ok(Outcome::Done)
}
