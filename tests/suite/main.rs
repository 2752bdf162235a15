//! What crosses rooms: one test binary over the whole program.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it stands")]
#![allow(clippy::disallowed_methods, reason = "a test makes folders and looks into them")]

mod annotated;
mod building;
mod diagnostics;
mod hostile;
mod publishing;
mod remembering;
#[cfg(feature = "serve")]
mod serve;
mod theme;
mod ways_in;
