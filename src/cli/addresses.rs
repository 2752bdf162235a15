//! `guidepost addresses`: notes where the guide is published.

use clap::Args;

use guidepost::diagnostic::Diagnostic;
use guidepost::memo::Memo;
use guidepost::site::published;
use guidepost::{Choices, rules};

use super::folder::Folder;
use super::say::Voice;
use super::{Failure, Outcome};
use crate::disk::{self, author};

/// What `addresses` can be told.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    folder: Folder,
}

pub(super) fn run(options: &Options, voice: &Voice) -> Result<Outcome, Failure> {
    let read = disk::read_content(&options.folder.content)?;
    let planned = guidepost::plan(&read.value, &Choices::default(), &mut Memo::new());
    let mut problems: Vec<Diagnostic> = read.problems.into_iter().chain(planned.problems).collect();
    // What is lost stays in the list, and stays an error, until somebody takes its line out.
    problems.retain(|problem| problem.rule.code != rules::LOST_ADDRESS.code);
    if let Some(outcome) = options.folder.tell_errors(problems, &read.value, voice) {
        return Ok(outcome);
    }
    let text = published::list(&read.value, &planned.value.plan);
    let path = options.folder.content.join(published::FILE);
    let before = read.value.get(published::FILE).map(|source| source.text.clone()).unwrap_or_default();
    if *before == *text {
        voice.news("Every address is noted already.");
        return Ok(Outcome::Done);
    }
    author::write_over(&path, &text)?;
    let count = |text: &str| text.lines().filter(|line| line.starts_with('/')).count();
    voice.result(&path.display().to_string());
    voice.news(&format!("{} addresses, {} of them new.", count(&text), count(&text) - count(&before)));
    Ok(Outcome::Done)
}
