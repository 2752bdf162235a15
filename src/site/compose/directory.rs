//! The directory: on one page, or cut into pages where it would be too long for one.

use tera::Value;

use crate::partners;
use crate::site::piece::Tree;
use crate::site::plan::{COVERAGE, partners_route};
use crate::site::render::Shown;
use crate::site::view::{CardView, DirectoryView, PagedView, PagerView, PartnersView, StatesView};

use super::stock::Stock;
use super::{Composer, link};

impl Composer {
    pub(super) fn directory(&self, route: &str) -> Shown {
        let count = self.guide.providers.len();
        let description = format!(
            "{count} professional learning partners, with what they offer, for whom, with which materials, and where each fact comes from."
        );
        let page = self.page(route, "directory", "Find partners", &description, Vec::new());
        let stock = self.stock(&self.site.at(route));
        let paged = self.paged().map(|files| PagedView { facets: files.facets.clone(), size: partners::PAGE, pager: self.pager(1) });
        let first = if paged.is_some() { partners::PAGE } else { count };
        let mut beside = vec![("providers", self.cards(&stock, first))];
        if paged.is_some() {
            beside.push(("blank", Tree::Piece(Self::only_card_piece(&stock, &self.blank()))));
        }
        let coverage_route = if self.plan.routes.has(COVERAGE) { COVERAGE.to_owned() } else { String::new() };
        Shown::new("directory.html", "directory", &DirectoryView { facets: self.facets(), count, paged, coverage_route }, page).with(beside)
    }

    /// A further page of the directory.
    pub(super) fn partners(&self, route: &str, number: usize) -> Shown {
        let pager = self.pager(number);
        let title = format!("All partners, page {number} of {}", pager.count);
        let page = self.page(route, "partners", &title, "", vec![link("Find partners", "/providers/")]);
        let stock = self.stock(&self.site.at(route));
        let positions = (0..self.guide.providers.len()).skip((number - 1) * partners::PAGE).take(partners::PAGE);
        let cards = positions.map(|position| self.listed(position, Self::only_card_piece(&stock, &self.card(position))));
        Shown::new("partners.html", "partners", &PartnersView { pager }, page).with(vec![("providers", Tree::List(cards.collect()))])
    }

    /// The first providers, each with its card.
    fn cards(&self, stock: &Stock, count: usize) -> Tree {
        let entry = |position| {
            let card = self.card_piece(stock, position)?;
            Some(Tree::Table(Value::from_serializable(&self.card(position)), vec![("card", Tree::Piece(card))]))
        };
        Tree::List((0..count).filter_map(entry).collect())
    }

    /// A card that says nothing yet: its facts have no values.
    fn blank(&self) -> CardView {
        let mut blank = self.card(0);
        for text in [&mut blank.slug, &mut blank.name, &mut blank.summary, &mut blank.sort_key, &mut blank.ordinals] {
            text.clear();
        }
        blank.states = StatesView::default();
        blank.route = "/providers/".to_owned();
        // The date's place is only made where there is a date.
        blank.reviewed = "-".to_owned();
        blank.reviewed_text.clear();
        for fact in &mut blank.facts {
            fact.values.clear();
        }
        blank
    }

    fn pager(&self, number: usize) -> PagerView {
        let count = partners::pages(&self.guide);
        let route = |other: usize| if (1..=count).contains(&other) { partners_route(other) } else { String::new() };
        let leaps = leaps(number, count).into_iter().map(|page| link(&page.to_string(), &partners_route(page)));
        PagerView { number, count, previous: route(number - 1), next: route(number + 1), leaps: leaps.collect() }
    }
}

/// The first page, the last, and pages ever farther away in both directions.
fn leaps(number: usize, count: usize) -> Vec<usize> {
    let steps = std::iter::successors(Some(1), |step| Some(step * 3)).take_while(|step| *step < count);
    let mut pages: Vec<usize> =
        steps.flat_map(|step| [number.checked_sub(step), Some(number + step)]).flatten().chain([1, number, count]).collect();
    pages.retain(|page| (1..=count).contains(page));
    pages.sort_unstable();
    pages.dedup();
    pages
}

#[cfg(test)]
mod tests {
    use super::leaps;

    #[test]
    fn every_page_is_a_few_steps_away() {
        assert_eq!(leaps(1, 1), [1]);
        assert_eq!(leaps(2, 5), [1, 2, 3, 5]);
        assert_eq!(leaps(100, 500), [1, 19, 73, 91, 97, 99, 100, 101, 103, 109, 127, 181, 343, 500]);
        assert!(leaps(1, 500).len() < 10);
    }
}
