//! `guidepost man`: the manual page.

use clap::{Args, CommandFactory as _};

use super::say::Voice;
use super::{Command, Failure, Outcome};

/// What `man` can be told.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The page of one command, such as `check`; without it the page of the whole program
    command: Option<String>,
}

pub(super) fn run(options: &Options, voice: &Voice) -> Result<Outcome, Failure> {
    let whole = Command::command();
    let command = match &options.command {
        None => whole,
        Some(name) => {
            let found = whole.find_subcommand(name).cloned().ok_or_else(|| Failure::Usage(format!("there is no command `{name}`")))?;
            found.display_name(format!("guidepost-{name}"))
        }
    };
    let mut page = Vec::new();
    // Writing to memory cannot fail.
    let _ = clap_mangen::Man::new(command).render(&mut page);
    voice.document(&String::from_utf8_lossy(&page));
    Ok(Outcome::Done)
}
