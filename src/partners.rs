//! The files of a directory that is too big for one page: which facet value holds for whom, in a form that
//! a browser reads at once; what a card shows, a few cards a file; and when each profile was checked.
//!
//! Providers have places, from 0, in the order of their names.

mod bits;

use std::sync::Arc;

use rayon::prelude::*;

use crate::content::provider::Provider;
use crate::content::text::date_in_words;
use crate::guide::Guide;
use crate::search::{Role, SearchFile};
use crate::site::Output;
use crate::site::plan::provider_route;

/// So many cards a page shows.
pub(crate) const PAGE: usize = 20;
/// So many cards are in one file.
const CARDS_PER_FILE: usize = 24;

/// Whether a guide's directory is cut into pages.
pub(crate) fn is_paged(guide: &Guide) -> bool {
    guide.providers.len() > guide.settings.one_page_up_to
}

/// How many pages the directory has.
pub(crate) fn pages(guide: &Guide) -> usize {
    if is_paged(guide) { guide.providers.len().div_ceil(PAGE) } else { 1 }
}

/// The files, with the name of the first to read.
#[derive(Debug)]
pub(crate) struct Files {
    /// The name of the file of facets.
    pub(crate) facets: String,
    /// All files.
    pub(crate) outputs: Vec<Output>,
}

/// What the file of facets says beside the bits.
#[derive(serde::Serialize)]
struct Head {
    /// How many providers there are.
    size: usize,
    /// The first value of each facet, the number of all values, and with the marks of facets whose values are only examples.
    facets: Vec<usize>,
    /// How many cards a file has, and the files' names.
    per: usize,
    cards: Vec<String>,
    /// The file of dates.
    dates: String,
    /// The place of each provider as the search numbers them; empty where both agree.
    places: Vec<usize>,
}

/// The files of a paged directory; nothing for one that stands on one page. `states` says in words which states a
/// card shows on a map; nothing where it has none.
pub(crate) fn files(guide: &Guide, states: impl Fn(&Provider) -> String + Sync) -> Option<Files> {
    if !is_paged(guide) {
        return None;
    }
    let first = (0..guide.facets.len()).map(|facet| guide.index.ordinal(facet, 0) as usize);
    let first: Vec<usize> = first.chain([guide.index.len(), guide.index.len() + guide.facets.len()]).collect();
    let of_cards = || {
        let files = (0..guide.providers.len().div_ceil(CARDS_PER_FILE)).into_par_iter();
        files.map(|file| published(&cards(guide, file, &states))).unzip()
    };
    let marks = (0..guide.providers.len()).map(|position| guide.index.marks(position));
    let of_facets = || rayon::join(|| bits::pack(&first, marks), || places(guide));
    let ((cards, mut outputs), (bits, places)): ((_, Vec<_>), _) = rayon::join(of_cards, of_facets);
    let (dates, file_of_dates) = published(&dates(guide));
    let head = Head { size: guide.providers.len(), facets: first, per: CARDS_PER_FILE, cards, dates, places };
    let content = format!("{}\n{bits}", json(&head));
    let (facets, file_of_facets) = published(&SearchFile::named_by_content(Role::Facets, 'f', content.as_bytes()));
    outputs.extend([file_of_dates, file_of_facets]);
    Some(Files { facets, outputs })
}

/// The name of a file, and the file as it is published.
fn published(file: &SearchFile) -> (String, Output) {
    (file.name.clone(), crate::findable::published(file))
}

/// Whether the files of one guide are those of the other too.
pub(crate) fn are_same(one: &Guide, other: &Guide) -> bool {
    let shows_same = |(one, other): (&Arc<Provider>, &Arc<Provider>)| {
        let shown = |provider: &Provider| [&provider.name, &provider.slug, &provider.summary, &provider.reviewed].map(String::clone);
        Arc::ptr_eq(one, other) || shown(one) == shown(other) && one.values == other.values
    };
    one.settings == other.settings
        && one.facets == other.facets
        && one.index == other.index
        && one.providers.len() == other.providers.len()
        && one.providers.iter().zip(&other.providers).all(shows_same)
}

/// What cards show that the facets do not say: name, last part of the address, summary, date of the last check, the same in
/// words, and the states in words where the card has a map of them.
fn cards(guide: &Guide, file: usize, states: &impl Fn(&Provider) -> String) -> SearchFile {
    let providers = guide.providers.iter().skip(file * CARDS_PER_FILE).take(CARDS_PER_FILE);
    let card = |provider: &Arc<Provider>| {
        [
            provider.name.clone(),
            provider.slug.clone(),
            provider.summary.clone(),
            provider.reviewed.clone(),
            date_in_words(&provider.reviewed),
            states(provider),
        ]
    };
    let cards: Vec<[String; 6]> = providers.map(card).collect();
    SearchFile::named_by_content(Role::Cards, 'c', json(&cards).as_bytes())
}

/// The dates of the last checks, newest first, and for each provider which of them is its own.
fn dates(guide: &Guide) -> SearchFile {
    let mut dates: Vec<&str> = guide.providers.iter().map(|provider| provider.reviewed.as_str()).collect();
    dates.sort_unstable_by(|one, other| other.cmp(one));
    dates.dedup();
    let rank = |date: &str| dates.partition_point(|known| *known > date);
    let ranks: Vec<usize> = guide.providers.iter().map(|provider| rank(&provider.reviewed)).collect();
    SearchFile::named_by_content(Role::Dates, 'd', json(&ranks).as_bytes())
}

/// Which place the providers have, in the order in which the search numbers them.
fn places(guide: &Guide) -> Vec<usize> {
    let named: Vec<(&str, String)> =
        guide.providers.iter().map(|provider| (provider.name.as_str(), provider_route(&provider.slug))).collect();
    let named: Vec<(&str, &str)> = named.iter().map(|(name, route)| (*name, route.as_str())).collect();
    let places = crate::search::order(&named);
    if places.iter().enumerate().all(|(number, place)| number == *place) { Vec::new() } else { places }
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("text and numbers always serialize")
}
