//! The pages that list things: home, directory, facets and their values.

use std::sync::Arc;

use tera::Value;

use crate::content::page::Section;
use crate::content::provider::Provider;
use crate::content::text::{date_in_words, fold};
use crate::site::picture::states::buttons;
use crate::site::piece::{Piece, Tree};
use crate::site::plan::{facet_route, landing_route, provider_route};
use crate::site::render::Shown;
use crate::site::view::{CardFactView, CardView, EntryView, FacetPageView, FacetValueView, FacetView, HomeView, LandingView, LinkView};
use crate::vocabulary::Control;

use super::text::entry;
use super::{Composer, json_for_html, link};

/// The facets that a card shows, in this order, as far as the guide has them.
const CARD_FACETS: [&str; 6] = ["pl_types", "subjects", "grade_bands", "hqim", "states", "delivery"];
/// How many providers a landing page shows as cards; more are shown as a list of names.
const MOST_CARDS: usize = 100;
/// How many profiles the home page shows as checked last, and how many articles.
const RECENT: usize = 4;

impl Composer {
    pub(super) fn home(&self, route: &str) -> Shown {
        let settings = &self.guide.settings;
        let mut page = self.page(route, "home", &settings.title, &settings.description, Vec::new());
        page.json_ld_html = json_for_html(&serde_json::json!({
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": settings.title,
            "description": settings.description,
            "url": self.site.url,
            "inLanguage": settings.language,
        }));
        let mut newest: Vec<usize> = (0..self.guide.providers.len()).collect();
        newest.sort_by(|a, b| {
            let (a, b) = (&self.guide.providers[*a], &self.guide.providers[*b]);
            b.reviewed.cmp(&a.reviewed).then_with(|| a.slug.cmp(&b.slug))
        });
        let day = |place: usize| newest.get(place).map(|position| self.guide.providers[*position].reviewed.as_str());
        // Where more profiles share a day than are shown, the ones shown would be chosen by their letters.
        let told_apart = day(RECENT).is_none_or(|next| day(RECENT - 1) != Some(next));
        let view = HomeView {
            facets: self.facets(),
            recent: newest.iter().take(if told_apart { RECENT } else { 0 }).map(|position| self.card(*position)).collect(),
            articles: self.newest_articles(),
            pages: self.guide.section(Section::Pages).map(|page| entry(page)).collect(),
            guides: self.guides(),
            tools: self.tool_steps(),
            pictures: self.facet_pictures(),
            coverage_route: (0..self.guide.facets.len())
                .map(|facet| self.coverage_route(facet))
                .find(|route| !route.is_empty())
                .unwrap_or_default(),
        };
        Shown::new("home.html", "home", &view, page)
    }

    /// The articles of the latest day first; on one day in their own order.
    fn newest_articles(&self) -> Vec<EntryView> {
        let mut articles: Vec<_> = self.guide.section(Section::Articles).collect();
        articles.sort_by(|a, b| b.date.cmp(&a.date));
        articles.into_iter().take(RECENT).map(|page| entry(page)).collect()
    }

    pub(super) fn facet(&self, route: &str, facet: usize) -> Shown {
        let view = FacetPageView {
            facet: self.facet_view(facet),
            coverage_route: self.coverage_route(facet),
            picture_html: self.facet_picture(facet),
        };
        let label = view.facet.label.clone();
        let page = self.page(
            route,
            "facet",
            &format!("Partners by {}", lower_first(&label)),
            &view.facet.help,
            vec![link("Find partners", "/providers/")],
        );
        Shown::new("facet.html", "facet_page", &view, page)
    }

    pub(super) fn landing(&self, route: &str, facet: usize, value: usize) -> Shown {
        let of = &self.guide.facets[facet];
        let shown = self.value_view(facet, value);
        let term = &of.vocabulary.terms()[value];
        let members = self.guide.index.members(self.guide.index.ordinal(facet, value));
        let description = match shown.description.as_str() {
            "" => format!("{}: {} — {} partners with sources and dates.", of.label, shown.label, members.len()),
            text => text.to_owned(),
        };
        let few = members.len() <= MOST_CARDS;
        let page = self.page(
            route,
            "landing",
            &format!("{}: {}", of.label, shown.label),
            &description,
            vec![link("Find partners", "/providers/"), self.facet_link(facet)],
        );
        let view = LandingView {
            facet_label: of.label.clone(),
            facet_route: facet_route(&of.id),
            filtered_route: format!("/providers/?{}={}", of.id, term.id),
            material: super::material::of_term(&self.guide, term, &shown.route),
            count: members.len(),
            related: self.related(&of.id, value),
            value: shown,
        };
        let stock = self.stock(&self.site.at(route));
        let members = members.iter().map(|position| *position as usize);
        let (providers, names) = if few {
            let card = |position: usize| Some(self.listed(position, self.card_piece(&stock, position)?));
            (Tree::List(members.filter_map(card).collect()), Tree::List(Vec::new()))
        } else {
            (Tree::List(Vec::new()), Tree::pieces(members.filter_map(|position| self.name_piece(&stock, position))))
        };
        Shown::new("landing.html", "landing", &view, page).with(vec![("providers", providers), ("names", names)])
    }

    /// A provider in a list, as its card.
    pub(super) fn listed(&self, position: usize, card: Arc<Piece>) -> Tree {
        let slug = Tree::Value(Value::from(self.guide.providers[position].slug.as_str()));
        Tree::Table(Value::none(), vec![("slug", slug), ("card", Tree::Piece(card))])
    }

    /// The playbook pages about a type of professional learning.
    fn related(&self, facet: &str, value: usize) -> Vec<LinkView> {
        if facet != crate::content::playbook::TYPES {
            return Vec::new();
        }
        let chapters = self.guide.playbook.iter().flat_map(|guide| guide.all().map(move |chapter| (guide, chapter)));
        chapters
            .filter(|(_, chapter)| chapter.pl_type == Some(value))
            .map(|(guide, chapter)| link(&format!("{}: {}", guide.index.title, chapter.title), &chapter.route()))
            .collect()
    }

    pub(super) fn facets(&self) -> Vec<FacetView> {
        (0..self.guide.facets.len()).map(|facet| self.facet_view(facet)).collect()
    }

    fn facet_view(&self, position: usize) -> FacetView {
        let facet = &self.guide.facets[position];
        let silent = |provider: &&Arc<Provider>| provider.values.get(position).is_none_or(Vec::is_empty);
        FacetView {
            id: facet.id.clone(),
            label: facet.label.clone(),
            help: facet.help.clone(),
            matching: facet.matching.word(),
            control: facet.control.word(),
            map_html: if facet.control == Control::Map { buttons(&facet.vocabulary, &facet.label) } else { String::new() },
            route: facet_route(&facet.id),
            values: (0..facet.vocabulary.terms().len()).map(|value| self.value_view(position, value)).collect(),
            not_stated: self.guide.providers.iter().filter(silent).count(),
        }
    }

    fn value_view(&self, facet: usize, value: usize) -> FacetValueView {
        let of = &self.guide.facets[facet];
        let term = &of.vocabulary.terms()[value];
        let ordinal = self.guide.index.ordinal(facet, value);
        FacetValueView {
            ordinal,
            id: term.id.clone(),
            label: term.label.clone(),
            description: term.description.clone(),
            group: term.group.clone(),
            also: also(term),
            count: self.guide.index.members(ordinal).len(),
            route: landing_route(&of.id, &term.id),
        }
    }

    pub(super) fn card(&self, position: usize) -> CardView {
        let provider = &self.guide.providers[position];
        let ordinals: Vec<String> = self.guide.index.marks(position).iter().map(u32::to_string).collect();
        CardView {
            slug: provider.slug.clone(),
            name: provider.name.clone(),
            route: provider_route(&provider.slug),
            summary: provider.summary.clone(),
            sort_key: fold(&provider.name),
            reviewed: provider.reviewed.clone(),
            reviewed_text: date_in_words(&provider.reviewed),
            facts: CARD_FACETS.iter().filter_map(|id| self.card_fact(provider, id)).collect(),
            ordinals: ordinals.join(" "),
            states: self.states_of(provider),
        }
    }

    fn card_fact(&self, provider: &Provider, id: &str) -> Option<CardFactView> {
        let position = self.guide.facet(id)?;
        let facet = &self.guide.facets[position];
        let terms = facet.vocabulary.terms();
        let label = |value: &usize| terms.get(*value).map(|term| term.label.clone());
        Some(CardFactView {
            id: facet.id.clone(),
            label: facet.label.clone(),
            values: provider.values.get(position)?.iter().filter_map(label).collect(),
        })
    }
}

/// What else a value is called: its other names, its id where that says more than the label, its publisher.
fn also(term: &crate::vocabulary::Term) -> String {
    let code = if term.id.len() < 4 { term.id.as_str() } else { "" };
    let names = term.aliases.iter().map(String::as_str).chain([code, term.details.text("publisher")]);
    names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A label inside a sentence: `State` is `state`, `HQIM` stays.
pub(super) fn lower_first(label: &str) -> String {
    let mut characters = label.chars();
    match (characters.next(), characters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(characters).collect(),
        _ => label.to_owned(),
    }
}
