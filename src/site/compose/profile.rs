//! The page of one provider.

use std::collections::BTreeSet;

use crate::content::markdown::ItemKind;
use crate::content::provider::Provider;
use crate::content::sources::SourceRef;
use crate::content::text::date_in_words;
use crate::guide::Guide;
use crate::site::plan::{landing_route, provider_route};
use crate::site::prose::shortened;
use crate::site::render::Shown;
use crate::site::view::{
    ContactView, FactValueView, FactView, HeadingView, MaterialView, ProviderView, QuestionGroupView, QuestionLinkView, SimilarView,
    SourceMarkView,
};

use super::lists::lower_first;
use super::{Composer, bare_address, json_for_html, link, sources};

impl Composer<'_> {
    pub(super) fn provider(&self, route: &str, position: usize) -> Shown {
        let provider = &*self.guide.providers[position];
        let mut page = self.page(route, "provider", &provider.name, &provider.summary, vec![link("Find partners", "/providers/")]);
        page.edit = self.edit(&provider.file);
        page.json_ld_html = self.organisation(provider, route);
        let at = self.site.at(route);
        let folded = self.prose(&at, &provider.file, route).fold(&provider.body);
        let facts = self.facts(provider);
        let not_stated = facts.iter().filter(|fact| fact.values.is_empty()).map(|fact| lower_first(&fact.label)).collect();
        let view = ProviderView {
            slug: provider.slug.clone(),
            name: provider.name.clone(),
            summary: provider.summary.clone(),
            kind: provider.kind.clone(),
            website: provider.website.clone(),
            website_text: bare_address(&provider.website),
            not_stated,
            facts,
            materials: self.materials(provider),
            contact: contact(provider),
            terms: self.term_views(&folded, &at),
            body_html: folded.html,
            contents: provider
                .body
                .headings
                .iter()
                .map(|heading| HeadingView { level: heading.level, text: heading.text.clone(), id: heading.id.clone() })
                .collect(),
            sources: sources(&provider.sources, |key| self.fact_name(key)),
            reviewed: provider.reviewed.clone(),
            reviewed_text: date_in_words(&provider.reviewed),
            questions: self.questions(provider),
            similar: self.similar(position),
        };
        Shown::new("provider.html", "provider", &view, page)
    }

    fn organisation(&self, provider: &Provider, route: &str) -> String {
        let mut organisation = serde_json::json!({
            "@context": "https://schema.org",
            "@type": "Organization",
            "@id": self.site.absolute(route),
            "name": provider.name,
            "description": provider.summary,
        });
        let mut add = |key: &str, value: serde_json::Value| {
            organisation[key] = value;
        };
        if !provider.website.is_empty() {
            add("url", provider.website.clone().into());
        }
        if !provider.aliases.is_empty() {
            add("alternateName", provider.aliases.clone().into());
        }
        if let Some(year) = provider.founded {
            add("foundingDate", year.to_string().into());
        }
        if !provider.headquarters.is_empty() {
            add("location", serde_json::json!({"@type": "Place", "name": provider.headquarters}));
        }
        json_for_html(&organisation)
    }

    pub(super) fn facts(&self, provider: &Provider) -> Vec<FactView> {
        let mut facts: Vec<FactView> = (0..self.guide.facets.len()).map(|facet| self.facet_fact(provider, facet)).collect();
        let plain = |text: &str| {
            if text.is_empty() {
                Vec::new()
            } else {
                vec![FactValueView { text: text.to_owned(), route: String::new(), id: String::new() }]
            }
        };
        let founded = provider.founded.map(|year| year.to_string()).unwrap_or_default();
        facts.push(self.fact(provider, "headquarters", "Headquarters", plain(&provider.headquarters)));
        facts.push(self.fact(provider, "founded", "Founded", plain(&founded)));
        facts
    }

    fn facet_fact(&self, provider: &Provider, position: usize) -> FactView {
        let facet = &self.guide.facets[position];
        let value = |value: &usize| {
            let term = facet.vocabulary.terms().get(*value)?;
            Some(FactValueView { text: term.label.clone(), route: landing_route(&facet.id, &term.id), id: term.id.clone() })
        };
        let values = provider.values.get(position).into_iter().flatten().filter_map(value).collect();
        FactView { picture_html: self.fact_picture(provider, position), ..self.fact(provider, &facet.id, &facet.label, values) }
    }

    fn fact(&self, provider: &Provider, id: &str, label: &str, values: Vec<FactValueView>) -> FactView {
        let mark = |(position, source): (usize, &SourceRef)| {
            let supports = source.facts.iter().any(|fact| fact == id);
            supports.then(|| SourceMarkView { number: position + 1, as_of: date_in_words(&source.as_of) })
        };
        FactView {
            id: id.to_owned(),
            label: label.to_owned(),
            picture_html: String::new(),
            note: provider.notes.get(id).cloned().unwrap_or_default(),
            sources: if values.is_empty() { Vec::new() } else { provider.sources.iter().enumerate().filter_map(mark).collect() },
            values,
        }
    }

    /// A fact's name inside a sentence.
    fn fact_name(&self, key: &str) -> String {
        match self.guide.facet(key) {
            Some(facet) => lower_first(&self.guide.facets[facet].label),
            None => key.replace('_', " "),
        }
    }

    pub(super) fn materials(&self, provider: &Provider) -> Vec<MaterialView> {
        let Some(position) = self.guide.facet("hqim") else { return Vec::new() };
        let facet = &self.guide.facets[position];
        let material = |value: &usize| {
            let term = facet.vocabulary.terms().get(*value)?;
            super::material::of_term(self.guide, term, &landing_route(&facet.id, &term.id))
        };
        provider.values.get(position).into_iter().flatten().filter_map(material).collect()
    }

    /// The interview questions for the types of professional learning that a provider offers; the general ones last.
    fn questions(&self, provider: &Provider) -> Vec<QuestionGroupView> {
        let types = self.guide.facet(crate::content::playbook::TYPES).and_then(|facet| provider.values.get(facet));
        let Some(types) = types.filter(|types| !types.is_empty()) else { return Vec::new() };
        let chapters = self.guide.playbook.iter().flat_map(crate::guide::PlaybookGuide::all);
        let fitting = chapters.filter(|chapter| chapter.pl_type.is_some_and(|kind| types.contains(&kind)));
        let group = |chapter: &std::sync::Arc<crate::content::playbook::Chapter>| {
            let route = chapter.route();
            let questions = chapter.body.items.iter().filter(|item| item.kind == ItemKind::Question);
            let questions: Vec<QuestionLinkView> = questions
                .map(|item| QuestionLinkView { route: format!("{route}#{}", item.id), ask: shortened_question(&item.ask_text) })
                .collect();
            (!questions.is_empty()).then(|| QuestionGroupView { title: chapter.title.clone(), route, questions })
        };
        fitting.filter_map(group).collect()
    }

    fn similar(&self, position: usize) -> Vec<SimilarView> {
        let view = |(other, shared): (usize, Vec<u32>)| {
            let provider = &self.guide.providers[other];
            let label = |ordinal: &u32| self.similar.label(self.guide, *ordinal);
            SimilarView {
                name: provider.name.clone(),
                route: provider_route(&provider.slug),
                shared: shared.iter().filter_map(label).collect(),
            }
        };
        self.similar.of(self.guide, position).into_iter().map(view).collect()
    }
}

/// A question's first sentences up to its first question mark, for a list.
pub(super) fn shortened_question(text: &str) -> String {
    match text.find('?') {
        Some(at) if at < 220 => text[..=at].to_owned(),
        _ => shortened(text),
    }
}

fn contact(provider: &Provider) -> Vec<ContactView> {
    let contact = &provider.contact;
    let mut ways = Vec::new();
    let mut add = |label: &str, text: &str, url: String| {
        if !text.is_empty() {
            ways.push(ContactView { label: label.to_owned(), text: text.to_owned(), url });
        }
    };
    add("Email", &contact.email, format!("mailto:{}", contact.email));
    let digits: String = contact.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    add("Phone", &contact.phone, format!("tel:{digits}"));
    add("Contact form", &bare_address(&contact.form), contact.form.clone());
    ways
}

/// Finds providers that share rare values: two that work with the same curriculum are more alike than two that both teach math.
pub(super) struct Similarity {
    /// For each ordinal, how much sharing it says; 0 for values that say nothing.
    weights: Vec<u32>,
    /// The facets that ordinals belong to, as the first ordinal of each.
    facets: Vec<u32>,
}

/// How many providers are compared with each one: enough to find the nearest, few enough for large guides.
const CANDIDATES: usize = 120;
/// How many are shown.
const SHOWN: usize = 3;
/// The facets that make partners alike.
const ALIKE: [&str; 4] = ["hqim", "pl_types", "subjects", "grade_bands"];

impl Similarity {
    pub(super) fn new(guide: &Guide) -> Self {
        let total = guide.providers.len().max(1);
        let mut weights = vec![0; guide.index.len()];
        let mut facets = Vec::new();
        for (position, facet) in guide.facets.iter().enumerate() {
            facets.push(guide.index.ordinal(position, 0));
            if !ALIKE.contains(&facet.id.as_str()) {
                continue;
            }
            for value in 0..facet.vocabulary.terms().len() {
                let ordinal = guide.index.ordinal(position, value);
                let members = guide.index.members(ordinal).len().max(1);
                weights[ordinal as usize] = (total / members).max(1).ilog2() + 1;
            }
        }
        Self { weights, facets }
    }

    fn weight(&self, ordinal: u32) -> u32 {
        self.weights.get(ordinal as usize).copied().unwrap_or(0)
    }

    /// The label of a shared value.
    fn label(&self, guide: &Guide, ordinal: u32) -> Option<String> {
        let facet = self.facets.partition_point(|first| *first <= ordinal).checked_sub(1)?;
        let term = guide.facets.get(facet)?.vocabulary.terms().get((ordinal - self.facets[facet]) as usize)?;
        Some(term.label.clone())
    }

    /// The most alike providers with the ordinals that both have, the most telling first.
    fn of(&self, guide: &Guide, position: usize) -> Vec<(usize, Vec<u32>)> {
        let mut held: Vec<u32> = guide.index.held(position).iter().copied().filter(|ordinal| self.weight(*ordinal) > 0).collect();
        held.sort_by_key(|ordinal| (std::cmp::Reverse(self.weight(*ordinal)), *ordinal));
        let mut candidates: BTreeSet<usize> = BTreeSet::new();
        for ordinal in &held {
            let members = guide.index.members(*ordinal);
            // Start beside the provider itself, so that not everybody is compared with the same first few.
            let start = members.partition_point(|member| (*member as usize) < position);
            let around = members.iter().cycle().skip(start).take(members.len().min(CANDIDATES));
            candidates.extend(around.map(|member| *member as usize).filter(|member| *member != position));
            if candidates.len() >= CANDIDATES {
                break;
            }
        }
        let mut scored: Vec<(u32, usize)> =
            candidates.into_iter().map(|other| (self.score(guide, &held, other), other)).filter(|(score, _)| *score >= 3).collect();
        scored.sort_by_key(|(score, other)| (std::cmp::Reverse(*score), *other));
        scored.truncate(SHOWN);
        scored.into_iter().map(|(_, other)| (other, shared(guide, &held, other).take(4).collect())).collect()
    }

    fn score(&self, guide: &Guide, held: &[u32], other: usize) -> u32 {
        shared(guide, held, other).map(|ordinal| self.weight(ordinal)).sum()
    }
}

fn shared<'s>(guide: &'s Guide, held: &'s [u32], other: usize) -> impl Iterator<Item = u32> + 's {
    let others = guide.index.held(other);
    held.iter().copied().filter(move |ordinal| others.binary_search(ordinal).is_ok())
}
