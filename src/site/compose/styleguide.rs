//! The page for those who work on the theme: every component with its states, filled from the guide itself.

use crate::content::provider::Provider;
use crate::site::piece::Tree;
use crate::site::plan::landing_route;
use crate::site::render::Shown;
use crate::site::view::{MaterialView, StyleguideView};

use super::profile::Fact;
use super::{Composer, sources};

impl Composer {
    pub(super) fn styleguide(&self, route: &str) -> Shown {
        let mut page = self.page(route, "styleguide", "Style guide", "Tokens and components of the theme, with their states.", Vec::new());
        page.indexable = false;
        let stated = |provider: &Provider| provider.values.iter().filter(|values| !values.is_empty()).count();
        let by_facts = |position: &usize| stated(&self.guide.providers[*position]);
        let positions = 0..self.guide.providers.len();
        let richest = positions.clone().max_by_key(by_facts);
        let poorest = positions.min_by_key(by_facts);
        let provider = richest.map(|position| &*self.guide.providers[position]);
        let view = StyleguideView {
            cards: richest.into_iter().chain(poorest).map(|position| self.card(position)).collect(),
            sources: provider.map(|provider| sources(&provider.sources, str::to_owned)).unwrap_or_default(),
            materials: self.rated_materials(),
            facets: self.facets(),
            guides: self.guides(),
            term: self.guide.glossary.terms.first().map(|term| term.id.clone()).unwrap_or_default(),
        };
        let stock = self.stock(&self.site.at(route));
        let facts = Tree::pieces(provider.into_iter().flat_map(|provider| self.facts(provider, &stock)).map(Fact::piece));
        let terms = Tree::pieces(self.term_piece(&stock, 0));
        Shown::new("styleguide.html", "styleguide", &view, page).with(vec![("facts", facts), ("terms", terms)])
    }

    /// One curriculum for each mark that a rating may carry, and one without a rating.
    fn rated_materials(&self) -> Vec<MaterialView> {
        let Some(facet) = self.guide.facet("hqim").map(|facet| &self.guide.facets[facet]) else { return Vec::new() };
        let terms = facet.vocabulary.terms().iter();
        let all = terms.filter_map(|term| super::material::of_term(&self.guide, term, &landing_route(&facet.id, &term.id)));
        let mut shown: Vec<MaterialView> = Vec::new();
        for material in all {
            let tone = |material: &MaterialView| material.ratings.first().map_or("none", |rating| rating.tone);
            if shown.iter().all(|other| tone(other) != tone(&material)) {
                shown.push(material);
            }
        }
        shown
    }
}
