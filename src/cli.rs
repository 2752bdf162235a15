//! The command line: one file a command.

mod addresses;
mod build;
mod check;
mod completions;
mod explain;
mod export;
mod fmt;
mod folder;
mod import;
mod init;
mod man;
mod new;
mod report;
mod say;
mod schema;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod timings;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use guidepost::Choices;
use guidepost::diagnostic::Diagnostic;
use guidepost::site::theme::Theme;

use crate::disk::{self, DiskError};
use say::Voice;

/// Builds a searchable guide to professional-learning partners from plain text files.
#[derive(Debug, Parser)]
#[command(name = "guidepost", version, arg_required_else_help = true, propagate_version = true)]
#[command(after_help = "Exit codes: 0 done; 1 the content has errors; 2 the command was used wrongly or the machine failed.")]
struct Command {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    manner: Manner,
}

/// How much is said, and how.
#[derive(Debug, Clone, Copy, Args)]
struct Manner {
    /// Say nothing but problems
    #[arg(long, short, global = true)]
    quiet: bool,
    /// When to use colors
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto)]
    color: Colour,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Build the site into a folder
    Build(build::Options),
    /// Build in memory, serve on this machine, watch for changes and reload the browser
    #[cfg(feature = "serve")]
    Serve(serve::Options),
    /// Report everything that is wrong with the content, and write nothing
    Check(check::Options),
    /// Make a new guide that builds
    Init(init::Options),
    /// Write a commented file to start from
    New(new::Options),
    /// Bring front matter into its one canonical form
    Fmt(fmt::Options),
    /// Write what files may say: JSON Schemas for editors, an issue form, a web editor's configuration
    Schema(schema::Options),
    /// Write profiles from a spreadsheet or a submitted issue form
    Import(import::Options),
    /// Print every profile with every field
    Export(export::Options),
    /// Find in the guide what its search would find
    Search(search::Options),
    /// Report what is out of date, what no provider covers, what a branch changes
    Report(report::Options),
    /// Print the script that completes commands in a shell
    Completions(completions::Options),
    /// Print the manual page
    Man(man::Options),
    /// Note where the guide is published, so that no address vanishes unnoticed
    Addresses(addresses::Options),
    /// Explain a rule of the content by its code, or list all rules
    Explain(explain::Options),
}

/// Where the guide is and how it is read.
#[derive(Debug, Clone, Args)]
struct Input {
    /// The folder with the guide's content
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
    /// A folder whose files replace those of the built-in theme
    #[arg(long, value_name = "DIR")]
    theme: Option<PathBuf>,
    /// The address of the site, in place of the one in guide.toml
    #[arg(long, value_name = "URL", value_parser = web_address)]
    base_url: Option<String>,
    /// The repository that "Suggest a change" leads to, in place of the one in guide.toml
    #[arg(long, value_name = "URL", value_parser = web_address)]
    repository: Option<String>,
    /// Show drafts too
    #[arg(long)]
    drafts: bool,
}

fn web_address(text: &str) -> Result<String, String> {
    if guidepost::schema::web_address(text) { Ok(text.to_owned()) } else { Err("a web address begins with https:// or http://".to_owned()) }
}

impl Input {
    fn choices(&self) -> Choices {
        Choices { drafts: self.drafts, base_url: self.base_url.clone(), repository: self.repository.clone(), ..Choices::default() }
    }

    fn theme(&self) -> Result<Theme, Failure> {
        match &self.theme {
            Some(folder) => Ok(Theme::layered(disk::read_theme(folder)?)?),
            None => Ok(Theme::built_in()),
        }
    }
}

/// Why a command could not do its work at all.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Disk(#[from] DiskError),
    #[error(transparent)]
    Theme(#[from] Box<Diagnostic>),
    #[error("{0}")]
    Usage(String),
    #[cfg(feature = "serve")]
    #[error("{0}")]
    Machine(#[from] std::io::Error),
}

/// What a command came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Done,
    /// The content has errors.
    Errors,
}

/// Runs the command that was typed.
pub(crate) fn run() -> ExitCode {
    let command = Command::parse();
    let voice = Voice::new(command.manner);
    let outcome = match &command.action {
        Action::Build(options) => build::run(options, &voice),
        #[cfg(feature = "serve")]
        Action::Serve(options) => serve::run(options, &voice),
        Action::Check(options) => check::run(options, &voice),
        Action::Init(options) => init::run(options, &voice),
        Action::New(options) => new::run(options, &voice),
        Action::Fmt(options) => fmt::run(options, &voice),
        Action::Schema(options) => schema::run(options, &voice),
        Action::Import(options) => import::run(options, &voice),
        Action::Export(options) => export::run(options, &voice),
        Action::Search(options) => search::run(options, &voice),
        Action::Report(options) => report::run(options, &voice),
        Action::Completions(options) => completions::run(options, &voice),
        Action::Man(options) => man::run(options, &voice),
        Action::Addresses(options) => addresses::run(options, &voice),
        Action::Explain(options) => explain::run(options, &voice),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Errors) => ExitCode::from(1),
        Err(failure) => {
            voice.failure(&failure.to_string());
            ExitCode::from(2)
        }
    }
}
