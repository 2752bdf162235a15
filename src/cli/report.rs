//! `guidepost report`: for the people who keep a guide.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use guidepost::report;

use super::folder::Folder;
use super::say::Voice;
use super::{Failure, Outcome};
use crate::disk::{self, clock, git, net};

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
        /// Ask every address outside the guide too, and report those that do not answer
        #[arg(long)]
        external_links: bool,
        /// A file in which good answers are remembered for a week
        #[arg(long, value_name = "FILE", requires = "external_links")]
        cache: Option<PathBuf>,
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
        About::Stale { external_links, cache, folder } => {
            let Some(planned) = folder.plan(false, voice)? else { return Ok(Outcome::Errors) };
            let stale = report::stale(&planned.guide, clock::today()).markdown;
            if *external_links { format!("{stale}\n{}", dead_links(folder, cache.as_deref(), voice)?) } else { stale }
        }
        About::Coverage { states, folder } => {
            let Some(planned) = folder.plan(false, voice)? else { return Ok(Outcome::Errors) };
            report::coverage(&planned.guide, *states).ok_or_else(|| {
                Failure::Usage("the guide needs the facets `pl_types`, `subjects` and `grade_bands` for this report".to_owned())
            })?
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

fn dead_links(folder: &Folder, cache: Option<&Path>, voice: &Voice) -> Result<String, Failure> {
    let documents = folder.read()?.documents;
    let addresses = report::addresses(&documents);
    voice.news(&format!("Asking {} addresses …", addresses.len()));
    let answers = net::ask(addresses.into_keys(), cache, clock::day())?;
    Ok(report::dead_links(&documents, &answers))
}
