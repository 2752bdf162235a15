//! The search over guides made up for it: how good its answers are, and that the browser gives the same.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it stands")]
#![allow(clippy::disallowed_methods, reason = "a test makes folders and looks into them")]

mod alike;
mod corpus;
mod golden;
mod table;
