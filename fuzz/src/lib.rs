//! What is fuzzed, and what must hold whatever the bytes are. The program's ordinary tests replay the saved inputs in
//! `corpus/` through the same functions, so a fuzzer is needed only to find new ones.

pub mod oracle;
pub mod targets;
