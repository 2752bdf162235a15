//! Every address outside the guide.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::Documents;
use crate::content::markdown::Body;
use crate::content::sources::SourceRef;

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
    addresses(documents).iter().map(|(address, files)| format!("{address}\t{}\n", files.iter().map(String::as_str).collect::<Vec<_>>().join(", "))).collect()
}
