//! The profiles in the order of their names, and which of them answer which facet value. Both are kept from one build to
//! the next, because most edits change neither.

use std::sync::Arc;

use crate::content::provider::Provider;
use crate::content::text::fold;
use crate::facet::FacetIndex;
use crate::vocabulary::Facet;

/// How the profiles stood the last time; at first there are none.
#[derive(Debug, Default)]
pub struct Lineup {
    facets: Vec<Arc<Facet>>,
    /// The profiles as they were given.
    given: Vec<Arc<Provider>>,
    /// Their places in that list, in the order of their names.
    order: Vec<usize>,
    index: Arc<FacetIndex>,
}

impl Lineup {
    /// These profiles, which are in the order of their files, sorted by name; and who of them answers what.
    pub(super) fn stand(&mut self, facets: &[Arc<Facet>], given: Vec<Arc<Provider>>) -> (Vec<Arc<Provider>>, Arc<FacetIndex>) {
        let as_many = given.len() == self.given.len();
        let changed: Vec<usize> = (0..given.len()).filter(|at| !as_many || !Arc::ptr_eq(&given[*at], &self.given[*at])).collect();
        let stays = |at: usize, same: fn(&Provider, &Provider) -> bool| as_many && same(&self.given[at], &given[at]);
        let is_called_alike = |at: &usize| stays(*at, |old, new| old.name == new.name && old.slug == new.slug);
        let answers_alike = |at: &usize| stays(*at, |old, new| old.values == new.values && old.examples == new.examples);
        let same_answers = self.facets == facets && changed.iter().all(|at| is_called_alike(at) && answers_alike(at));
        let moved: Vec<usize> = changed.iter().copied().filter(|at| !is_called_alike(at)).collect();
        self.place(&given, moved);
        let providers: Vec<Arc<Provider>> = self.order.iter().map(|at| given[*at].clone()).collect();
        if !same_answers {
            self.index = Arc::new(FacetIndex::new(facets, &providers));
            self.facets = facets.to_vec();
        }
        self.given = given;
        (providers, self.index.clone())
    }

    /// Puts those that moved in their places.
    fn place(&mut self, given: &[Arc<Provider>], moved: Vec<usize>) {
        let key = |at: &usize| (fold(&given[*at].name), given[*at].slug.as_str());
        if moved.len() == given.len() || moved.len() * FEW > given.len() {
            self.order = (0..given.len()).collect();
            self.order.sort_by_cached_key(key);
            return;
        }
        self.order.retain(|at| !moved.contains(at));
        for at in moved {
            let own = key(&at);
            let place = self.order.partition_point(|other| key(other) < own);
            self.order.insert(place, at);
        }
    }
}

/// One profile of so many is put in its place quicker than all are sorted.
const FEW: usize = 100;
