//! What became of the profiles of a guide of which nothing else changed: most edits are of this kind.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Guide, PlaybookGuide};
use crate::content::provider::Provider;

/// How one guide differs from another of which everything but the profiles is the same, and so are their addresses.
pub(crate) struct Edited {
    /// Where each profile that is another one now stood, and where it stands.
    pub(crate) profiles: Vec<(usize, usize)>,
    /// Where each profile of the other guide stands now; nothing when all stand where they stood.
    pub(crate) places: Option<Vec<usize>>,
}

impl Edited {
    /// `None` for a guide that differs in other ways.
    pub(crate) fn of(old: &Guide, new: &Guide) -> Option<Self> {
        let chapters = |guide: &Guide| guide.playbook.iter().flat_map(PlaybookGuide::all).cloned().collect::<Vec<_>>();
        let same = old.settings == new.settings
            && old.facets == new.facets
            && old.playbook.len() == new.playbook.len()
            && are_same(&chapters(old), &chapters(new))
            && are_same(&old.pages, &new.pages)
            && are_same(&old.worksheets, &new.worksheets)
            && old.providers.len() == new.providers.len();
        if !same {
            return None;
        }
        let places = places(&old.providers, &new.providers)?;
        let place = |position: usize| places.as_ref().map_or(position, |places| places[position]);
        let pairs = (0..old.providers.len()).map(|position| (position, place(position)));
        let profiles = pairs.filter(|(before, now)| !Arc::ptr_eq(&old.providers[*before], &new.providers[*now])).collect();
        Some(Self { profiles, places })
    }
}

/// Where each of the old profiles stands among the new ones. `None` when one is gone; nothing inside when all stand where
/// they stood.
fn places(old: &[Arc<Provider>], new: &[Arc<Provider>]) -> Option<Option<Vec<usize>>> {
    if old.iter().zip(new).all(|(old, new)| Arc::ptr_eq(old, new) || old.slug == new.slug) {
        return Some(None);
    }
    let now: HashMap<&str, usize> = new.iter().enumerate().map(|(position, provider)| (provider.slug.as_str(), position)).collect();
    old.iter().map(|provider| now.get(provider.slug.as_str()).copied()).collect::<Option<_>>().map(Some)
}

fn are_same<T>(old: &[Arc<T>], new: &[Arc<T>]) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| Arc::ptr_eq(old, new))
}
