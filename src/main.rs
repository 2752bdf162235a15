//! The command `guidepost`: arguments in, exit code out.

mod cli;
mod disk;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
