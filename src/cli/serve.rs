//! `guidepost serve`: placeholder until the server room is wired in.
use clap::Args;
use super::{Failure, Outcome};
use super::say::Voice;
#[derive(Debug, Args)]
pub(super) struct Options {}
pub(super) fn run(_: &Options, _: &Voice) -> Result<Outcome, Failure> { Err(Failure::Usage("not yet".into())) }
