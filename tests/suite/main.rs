//! What crosses rooms: one test binary over the whole program.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it stands")]

mod remembering;
mod annotated;
mod diagnostics;
#[cfg(feature = "serve")]
mod serve;
