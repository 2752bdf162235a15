//! How many providers state each combination of type, subject and grade band.
//!
//! A provider counts where its profile states all parts of a combination; what is not stated is not guessed.

use crate::guide::Guide;
use crate::vocabulary::{Facet, NATIONWIDE, Term};

/// The facets that are held against each other.
pub const AXES: [&str; 3] = ["pl_types", "subjects", "grade_bands"];

/// One facet with the ordinals of its values.
pub struct Axis<'g> {
    guide: &'g Guide,
    /// Its position in the guide.
    pub position: usize,
    /// The facet.
    pub facet: &'g Facet,
}

impl<'g> Axis<'g> {
    /// The facet with this id, if the guide has it.
    #[must_use]
    pub fn of(guide: &'g Guide, id: &str) -> Option<Self> {
        let position = guide.facet(id)?;
        Some(Self { guide, position, facet: &guide.facets[position] })
    }

    /// Its values with their ordinals; the one that stands for all of them is left out.
    pub fn values(&self) -> impl Iterator<Item = (u32, &'g Term)> {
        let (guide, position) = (self.guide, self.position);
        self.facet
            .vocabulary
            .terms()
            .iter()
            .enumerate()
            .filter(|(_, term)| term.id != NATIONWIDE)
            .map(move |(value, term)| (guide.index.ordinal(position, value), term))
    }

    /// How many profiles state nothing for it.
    #[must_use]
    pub fn silent(&self) -> usize {
        self.guide.providers.iter().filter(|provider| provider.values.get(self.position).is_none_or(Vec::is_empty)).count()
    }
}

/// The three facets. `None` when the guide lacks one of them, or one has no values.
#[must_use]
pub fn axes(guide: &Guide) -> Option<[Axis<'_>; 3]> {
    let [first, second, third] = AXES.map(|id| Axis::of(guide, id).filter(|axis| axis.values().next().is_some()));
    Some([first?, second?, third?])
}

/// How many providers hold all these values.
#[must_use]
pub fn providers(guide: &Guide, ordinals: &[u32]) -> usize {
    let Some((first, rest)) = ordinals.split_first() else { return 0 };
    guide
        .index
        .members(*first)
        .iter()
        .filter(|provider| rest.iter().all(|ordinal| guide.index.held(**provider as usize).binary_search(ordinal).is_ok()))
        .count()
}
