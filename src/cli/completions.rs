//! `guidepost completions`: what a shell needs to complete commands.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::say::Voice;
use super::{Command, Failure, Outcome};

/// What `completions` can be told.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The shell
    shell: Shell,
}

pub(super) fn run(options: &Options, voice: &Voice) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Command::command(), "guidepost", &mut script);
    voice.document(&String::from_utf8_lossy(&script));
    Ok(Outcome::Done)
}
