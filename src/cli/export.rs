//! `guidepost export`: every profile, every field.

use clap::{Args, ValueEnum};

use guidepost::{scaffold, table};

use super::folder::Folder;
use super::say::Voice;
use super::{Failure, Outcome};

/// What `export` can be told.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The form of what comes out
    #[arg(long, value_enum)]
    format: Format,
    #[command(flatten)]
    folder: Folder,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON document
    Json,
    /// A table for a spreadsheet, which `guidepost import` reads back
    Csv,
    /// A CODEOWNERS file made from the profiles' maintainers
    Codeowners,
}

pub(super) fn run(options: &Options, voice: &Voice) -> Result<Outcome, Failure> {
    let contents = options.folder.read()?;
    if let Some(outcome) = options.folder.tell_errors(contents.problems, &contents.sources, voice) {
        return Ok(outcome);
    }
    let text = match options.format {
        Format::Json => table::to_json(&contents.sources, &contents.documents.facets),
        Format::Csv => table::to_csv(&contents.sources, &contents.documents.facets),
        Format::Codeowners => scaffold::code_owners(&contents.documents),
    };
    voice.document(&text);
    Ok(Outcome::Done)
}
