//! The pictures of a guide: what it says, in the terms of [`crate::site::picture`].

use crate::content::provider::Provider;
use crate::guide::Guide;
use crate::site::picture::states::Map;
use crate::site::plan::facet_route;
use crate::site::view::{FacetPictureView, StatesView};

use super::Composer;

/// The facet that is shown as a map.
const STATES: &str = "states";

/// The map of states, and the facet that it shows.
pub(super) struct States {
    facet: usize,
    map: Map,
}

impl States {
    /// `None` for a guide without states, or with regions of its own.
    pub(super) fn of(guide: &Guide) -> Option<Self> {
        let facet = guide.facet(STATES)?;
        Map::of(&guide.facets[facet].vocabulary).map(|map| Self { facet, map })
    }

    /// The values that a profile states, if any.
    fn stated<'p>(&self, provider: &'p Provider) -> Option<&'p [usize]> {
        provider.values.get(self.facet).map(Vec::as_slice).filter(|values| !values.is_empty())
    }
}

impl Composer {
    /// The states of a provider, in each form that a card needs; all are empty where there is nothing to show.
    pub(super) fn states_of(&self, provider: &Provider) -> StatesView {
        let Some((map, values)) = self.states.as_ref().and_then(|states| Some((&states.map, states.stated(provider)?))) else {
            return StatesView::default();
        };
        StatesView { html: map.small(values), text: map.in_words(values), all: map.all_in_words(values), codes: map.in_codes(values) }
    }

    /// The states of a provider in a few words; empty where there is nothing to say.
    pub(super) fn states_in_words(&self, provider: &Provider) -> String {
        let shown = self.states.as_ref().and_then(|states| Some(states.map.in_words(states.stated(provider)?)));
        shown.unwrap_or_default()
    }

    /// The picture of one fact of a profile; empty when there is none.
    pub(super) fn fact_picture(&self, provider: &Provider, facet: usize) -> String {
        let states = self.states.as_ref().filter(|states| states.facet == facet);
        states.and_then(|states| Some(states.map.large(states.stated(provider)?))).unwrap_or_default()
    }

    /// Every facet that has a picture.
    pub(super) fn facet_pictures(&self) -> Vec<FacetPictureView> {
        let picture = |facet: usize| FacetPictureView {
            label: self.guide.facets[facet].label.clone(),
            route: facet_route(&self.guide.facets[facet].id),
            picture_html: self.facet_picture(facet),
        };
        (0..self.guide.facets.len()).map(picture).filter(|picture| !picture.picture_html.is_empty()).collect()
    }

    /// The picture of a facet: how many providers have each value; empty when there is none.
    pub(super) fn facet_picture(&self, facet: usize) -> String {
        let Some(states) = self.states.as_ref().filter(|states| states.facet == facet) else { return String::new() };
        let values = 0..self.guide.facets[facet].vocabulary.terms().len();
        let counts: Vec<usize> = values.map(|value| self.guide.index.members(self.guide.index.ordinal(facet, value)).len()).collect();
        states.map.heat(&counts)
    }
}
