//! Which providers answer which facet value, and how many.

use std::sync::Arc;

use rayon::prelude::*;

use crate::content::provider::Provider;
use crate::vocabulary::{Facet, NATIONWIDE};

/// The values that hold for each provider, and the providers for which each value holds.
///
/// A value's *ordinal* is its number over all facets, counted in the order of
/// `guide.toml` and the vocabularies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FacetIndex {
    /// The ordinal of each facet's first value.
    first: Vec<u32>,
    /// For each ordinal, the providers' positions, ascending.
    members: Vec<Vec<u32>>,
    /// For each provider, the ordinals that hold for it, ascending.
    held: Vec<Vec<u32>>,
    /// For each provider, the facets whose values are only examples, ascending.
    examples: Vec<Vec<u32>>,
}

impl FacetIndex {
    /// Counts providers by value. `nationwide` stands for every value of its facet.
    #[must_use]
    pub fn new(facets: &[Arc<Facet>], providers: &[Arc<Provider>]) -> Self {
        let mut first = Vec::with_capacity(facets.len());
        let mut total = 0;
        for facet in facets {
            first.push(total);
            total += number(facet.vocabulary.terms().len());
        }
        let everywhere: Vec<Option<usize>> =
            facets.iter().map(|facet| facet.vocabulary.terms().iter().position(|term| term.id == NATIONWIDE)).collect();
        let held: Vec<Vec<u32>> = providers.par_iter().map(|provider| held_by(facets, &first, &everywhere, provider)).collect();
        let mut members = vec![Vec::new(); total as usize];
        for (position, ordinals) in held.iter().enumerate() {
            for ordinal in ordinals {
                members[*ordinal as usize].push(number(position));
            }
        }
        let given = |provider: &Arc<Provider>| {
            let examples = facets.iter().enumerate().filter(|(_, facet)| provider.gives_examples(&facet.id));
            examples.map(|(position, _)| number(position)).collect()
        };
        Self { first, members, held, examples: providers.iter().map(given).collect() }
    }

    /// The ordinal of a facet's value.
    #[must_use]
    pub fn ordinal(&self, facet: usize, value: usize) -> u32 {
        self.first.get(facet).copied().unwrap_or(0) + number(value)
    }

    /// The positions of the providers for which a value holds, ascending.
    #[must_use]
    pub fn members(&self, ordinal: u32) -> &[u32] {
        self.members.get(ordinal as usize).map_or(&[], Vec::as_slice)
    }

    /// The ordinals that hold for a provider, ascending.
    #[must_use]
    pub fn held(&self, provider: usize) -> &[u32] {
        self.held.get(provider).map_or(&[], Vec::as_slice)
    }

    /// What a page of filters is told of a provider: the ordinals that hold for it and, counted on after the last
    /// value, the facets whose values are only examples.
    #[must_use]
    pub fn marks(&self, provider: usize) -> Vec<u32> {
        let examples = self.examples.get(provider).into_iter().flatten();
        self.held(provider).iter().copied().chain(examples.map(|facet| number(self.len()) + facet)).collect()
    }

    /// How many values there are over all facets.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is no value at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }
}

/// The ordinals that hold for a provider. `everywhere` is the value of each facet that stands for all others, if it has one.
fn held_by(facets: &[Arc<Facet>], first: &[u32], everywhere: &[Option<usize>], provider: &Provider) -> Vec<u32> {
    let mut ordinals = Vec::with_capacity(provider.values.iter().map(Vec::len).sum());
    for (((facet, start), everywhere), values) in facets.iter().zip(first).zip(everywhere).zip(&provider.values) {
        if everywhere.is_some_and(|everywhere| values.contains(&everywhere)) {
            ordinals.extend((0..number(facet.vocabulary.terms().len())).map(|value| start + value));
        } else {
            ordinals.extend(values.iter().map(|value| start + number(*value)));
        }
    }
    ordinals
}

/// Counts stay far below four billion; what would not fit is cut off.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
