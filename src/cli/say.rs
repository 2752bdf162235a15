//! How the command speaks: results to standard output, everything else to standard error.

use std::collections::BTreeMap;
use std::io::Write as _;

use anstream::ColorChoice;

use guidepost::diagnostic::{Diagnostic, human};
use guidepost::source::Sources;

use super::{Colour, Manner};

/// How many problems of one file are shown.
const MOST_OF_A_FILE: usize = 100;

/// The command's voice.
#[derive(Debug, Clone, Copy)]
pub(super) struct Voice {
    quiet: bool,
    colour: bool,
}

impl Voice {
    pub(super) fn new(manner: Manner) -> Self {
        let choice = match manner.color {
            Colour::Auto => ColorChoice::Auto,
            Colour::Always => ColorChoice::Always,
            Colour::Never => ColorChoice::Never,
        };
        choice.write_global();
        let colour = match choice {
            ColorChoice::Auto => anstream::AutoStream::choice(&std::io::stderr()) != ColorChoice::Never,
            other => other != ColorChoice::Never,
        };
        Self { quiet: manner.quiet, colour }
    }

    /// Whether anything but problems is said.
    pub(super) fn speaks(&self) -> bool {
        !self.quiet
    }

    /// A result: what the command was asked for. A reader that has gone away is no failure.
    pub(super) fn result(&self, text: &str) {
        let mut out = anstream::stdout();
        let _ = writeln!(out, "{text}").and_then(|()| out.flush());
    }

    /// A document for another program, to the letter.
    pub(super) fn document(&self, text: &str) {
        let mut out = std::io::stdout().lock();
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    /// News on the way: left out with `--quiet`.
    pub(super) fn news(&self, text: &str) {
        if !self.quiet {
            anstream::eprintln!("{text}");
        }
    }

    /// Something that kept the command from working.
    pub(super) fn failure(&self, text: &str) {
        anstream::eprintln!("guidepost: {text}");
    }

    /// The problems of the content, with their lines. Of a file that is wrong from end to end, only so many that somebody
    /// may read them; programs get all.
    pub(super) fn problems(&self, problems: &[Diagnostic], sources: &Sources, prefix: &str) {
        let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
        for problem in problems {
            let count = shown.entry(&problem.place.file).or_default();
            *count += 1;
            if *count <= MOST_OF_A_FILE {
                anstream::eprintln!("{}\n", human::render(problem, sources, prefix, self.colour));
            }
        }
        for (file, count) in shown.into_iter().filter(|(_, count)| *count > MOST_OF_A_FILE) {
            anstream::eprintln!("{prefix}{file}: {} more problems in this file are not shown\n", count - MOST_OF_A_FILE);
        }
    }
}
