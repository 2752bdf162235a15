//! Every address outside the guide.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::content::Documents;
use crate::content::markdown::Body;
use crate::content::sources::SourceRef;

use super::{code, joined, plain};

/// What an address outside the guide answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// There is a page.
    Fine,
    /// There is none any more.
    Gone(String),
    /// Nobody can tell: the host refuses programs, is busy or does not answer in time.
    Unclear(String),
}

/// The addresses that do not answer, with the files that name them.
#[must_use]
pub fn dead_links(documents: &Documents, answers: &BTreeMap<String, Answer>) -> String {
    let files = addresses(documents);
    let named = |address: &str| joined(&files.get(address).into_iter().flatten().map(|file| code(file)).collect::<Vec<_>>());
    let mut markdown = String::from("# Addresses that do not answer\n\n");
    let lines = |wanted: fn(&Answer) -> Option<&String>| -> Vec<String> {
        answers
            .iter()
            .filter_map(|(address, answer)| Some(format!("| {} | {} | {} |", code(address), plain(wanted(answer)?), named(address))))
            .collect()
    };
    let gone = lines(|answer| if let Answer::Gone(said) = answer { Some(said) } else { None });
    let unclear = lines(|answer| if let Answer::Unclear(said) = answer { Some(said) } else { None });
    // Writing to a text cannot fail.
    let _ = writeln!(markdown, "{} of {} addresses are gone; of {} more nobody can tell.", gone.len(), answers.len(), unclear.len());
    for (title, lines) in [("Gone", gone), ("Unclear", unclear)] {
        if !lines.is_empty() {
            let _ = writeln!(markdown, "\n## {title}\n\n| Address | Answer | Files |\n| --- | --- | --- |\n{}", lines.join("\n"));
        }
    }
    markdown
}

/// The addresses that files name, each with those files. Nothing is asked of the network.
#[must_use]
pub fn addresses(documents: &Documents) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut add = |address: &str, file: &str| {
        let address = address.split('#').next().unwrap_or("");
        if address.starts_with("https://") || address.starts_with("http://") {
            found.entry(address.to_owned()).or_default().insert(file.to_owned());
        }
    };
    let mut text = |file: &str, body: &Body, sources: &[SourceRef]| {
        body.links().for_each(|link| add(&link.target, file));
        sources.iter().for_each(|source| add(&source.url, file));
    };
    for provider in &documents.providers {
        text(&provider.file, &provider.body, &provider.sources);
    }
    for chapter in &documents.chapters {
        text(&chapter.file, &chapter.body, &chapter.sources);
    }
    for page in &documents.pages {
        text(&page.file, &page.body, &page.sources);
    }
    for provider in &documents.providers {
        add(&provider.website, &provider.file);
        add(&provider.contact.form, &provider.file);
    }
    found
}

/// The addresses as lines: the address, a tab, the files.
#[must_use]
pub fn links(documents: &Documents) -> String {
    addresses(documents)
        .iter()
        .map(|(address, files)| format!("{address}\t{}\n", files.iter().map(String::as_str).collect::<Vec<_>>().join(", ")))
        .collect()
}
