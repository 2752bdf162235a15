//! The command `guidepost`: arguments in, exit code out.

mod cli;
mod disk;
#[cfg(feature = "serve")]
mod preview;
#[cfg(feature = "serve")]
mod serve;
#[cfg(feature = "serve")]
mod watch;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
