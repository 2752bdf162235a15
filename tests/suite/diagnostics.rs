//! Broken files, each with the exact words that its author reads.

mod body;
mod facts;
mod files;
mod front_matter;
mod toml;
