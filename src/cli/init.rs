//! `guidepost init`: a new guide that builds.

use std::path::PathBuf;

use clap::Args;

use guidepost::scaffold;

use super::say::Voice;
use super::{Failure, Outcome};
use crate::disk::{author, clock};

/// What `init` can be told.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// A new or empty folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The guide's name
    #[arg(long, default_value = "Professional Learning Partner Guide")]
    title: String,
}

pub(super) fn run(options: &Options, voice: &Voice) -> Result<Outcome, Failure> {
    author::ensure_empty(&options.folder)?;
    let files = scaffold::guide(options.title.trim(), clock::today());
    for file in &files {
        author::write_new(&options.folder.join(&file.path), &file.text)?;
    }
    let folder = options.folder.display();
    voice.result(&folder.to_string());
    voice.news(&format!("{} files written. Next: cd {folder}, then guidepost serve --open", files.len()));
    Ok(Outcome::Done)
}
