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

/// A build makes and drops millions of small texts on several threads: where they live is a good part of what it costs.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
