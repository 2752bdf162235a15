//! `guidepost fmt`: front matter in its one canonical form.

use clap::Args;

use guidepost::diagnostic::Diagnostic;
use guidepost::format::{self, Formatted};

use super::folder::Folder;
use super::say::Voice;
use super::{Failure, Outcome};
use crate::disk::author;

/// What `fmt` can be told.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// Change nothing; say which files are not in canonical form, and fail when there are any
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    folder: Folder,
}

pub(super) fn run(options: &Options, voice: &Voice) -> Result<Outcome, Failure> {
    let contents = options.folder.read()?;
    let schemas = contents.schemas();
    let mut unreadable: Vec<Diagnostic> = Vec::new();
    let (mut changed, mut same) = (0, 0);
    for source in contents.sources.iter() {
        let Some(schema) = schemas.of(&source.path) else { continue };
        match format::format(&source.path, &source.text, schema) {
            Formatted::Unreadable(problems) => unreadable.extend(problems),
            Formatted::Text(text) if text == *source.text => same += 1,
            Formatted::Text(text) => {
                let path = options.folder.content.join(&*source.path);
                if !options.check {
                    author::write_over(&path, &text)?;
                }
                voice.result(&path.display().to_string());
                changed += 1;
            }
        }
    }
    let done = if options.check { "not in canonical form" } else { "rewritten" };
    voice.problems(&unreadable, &contents.sources, &super::check::prefix(&options.folder.content));
    voice.news(&format!("{changed} files {done}, {same} as they should be."));
    let fine = unreadable.iter().all(|problem| !problem.is_error()) && !(options.check && changed > 0);
    Ok(if fine { Outcome::Done } else { Outcome::Errors })
}
