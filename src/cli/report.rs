//! `guidepost report`: for the people who keep a guide.

use clap::{Args, Subcommand};

use guidepost::report;

use super::folder::Folder;
use super::say::Voice;
use super::{Failure, Outcome};
use crate::disk::{self, clock, git};

/// What `report` can be told.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(subcommand)]
    about: About,
}

#[derive(Debug, Subcommand)]
enum About {
    /// Profiles that were last checked too long ago (`[review] months` in guide.toml)
    Stale {
        #[command(flatten)]
        folder: Folder,
    },
    /// Combinations of type, subject and grade band that no provider serves
    Coverage {
        /// Say it for every state too
        #[arg(long)]
        states: bool,
        #[command(flatten)]
        folder: Folder,
    },
    /// What changed since a git revision, as a reviewer would say it
    Changes {
        /// A branch, tag or commit
        #[arg(value_name = "REV", default_value = "HEAD")]
        revision: String,
        #[command(flatten)]
        folder: Folder,
    },
    /// Every address outside the guide, with the files that name it
    Links {
        #[command(flatten)]
        folder: Folder,
    },
}

pub(super) fn run(options: &Options, voice: &Voice) -> Result<Outcome, Failure> {
    let markdown = match &options.about {
        About::Stale { folder } => {
            let Some(planned) = folder.plan(false, voice)? else { return Ok(Outcome::Errors) };
            report::stale(&planned.guide, clock::today()).markdown
        }
        About::Coverage { states, folder } => {
            let Some(planned) = folder.plan(false, voice)? else { return Ok(Outcome::Errors) };
            report::coverage(&planned.guide, *states).ok_or_else(|| Failure::Usage("the guide needs the facets `pl_types`, `subjects` and `grade_bands` for this report".to_owned()))?
        }
        About::Changes { revision, folder } => {
            let before = git::read_content(&folder.content, revision)?;
            report::changes(&before, &disk::read_content(&folder.content)?.value)
        }
        About::Links { folder } => {
            let contents = folder.read()?;
            report::links(&contents.documents)
        }
    };
    voice.document(&markdown);
    Ok(Outcome::Done)
}
