//! The search over guides made up for it: how good its answers are, and that the browser gives the same.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it stands")]

mod alike;
mod corpus;
mod golden;
mod table;
