//! The page of one provider.

use std::sync::Arc;

use tera::Value;

use crate::content::logo::Logo;
use crate::content::markdown::ItemKind;
use crate::content::playbook::Chapter;
use crate::content::provider::Provider;
use crate::content::sources::SourceRef;
use crate::content::text::date_in_words;
use crate::guide::PlaybookGuide;
use crate::site::logo;
use crate::site::piece::{Piece, Tree};
use crate::site::render::Shown;
use crate::site::view::{
    ContactView, FactGroupView, FactView, HeadingView, LogoView, ProviderView, QuestionGroupView, QuestionLinkView, SimilarView,
    SourceMarkView,
};

use super::lists::lower_first;
use super::similar::Alike;
use super::stock::Stock;
use super::{Composer, bare_address, json_for_html, link, sources};

/// How facts stand together at the top of a profile: an id, a title, and the keys of the facts.
const GROUPS: [(&str, &str, &[&str]); 6] = [
    ("what", "What they offer", &["pl_types"]),
    ("whom", "For whom", &["subjects", "grade_bands", "languages"]),
    ("materials", "With which materials", &["hqim"]),
    ("where", "Where and how", &["states", "delivery", "headquarters"]),
    ("price", "At what price", &["price"]),
    ("record", "On record", &["badges", "kind", "founded"]),
];
/// Facts that stand elsewhere on the page.
const ELSEWHERE: [&str; 2] = ["website", "contact"];
/// Of facets with so few values many profiles have the same.
const FEW_VALUES: usize = 16;

/// A fact as it is shown.
pub(super) struct Fact {
    id: String,
    label: String,
    /// Whether there is more to say than that it is not stated.
    telling: bool,
    piece: Arc<Piece>,
}

impl Fact {
    pub(super) fn piece(self) -> Arc<Piece> {
        self.piece
    }
}

impl Composer {
    pub(super) fn provider(&self, route: &str, position: usize) -> Shown {
        let provider = &*self.guide.providers[position];
        let mut page = self.page(route, "provider", &provider.name, &provider.summary, vec![link("Find partners", "/providers/")]);
        page.edit = self.edit(&provider.file);
        page.json_ld_html = self.organisation(provider, route);
        let stock = self.stock(&self.site.at(route));
        let mut folded = self.prose(&stock.at, &provider.file, route).fold(&provider.body);
        let facts = self.facts(provider, &stock);
        let view = ProviderView {
            slug: provider.slug.clone(),
            name: provider.name.clone(),
            summary: provider.summary.clone(),
            kind: provider.kind.clone(),
            logo: self.guide.logos.get(&provider.slug).map(|logo| logo_view(logo)),
            website: provider.website.clone(),
            website_text: bare_address(&provider.website),
            not_stated: facts.iter().filter(|fact| !fact.telling).map(|fact| lower_first(&fact.label)).collect(),
            contact: contact(provider),
            body_html: std::mem::take(&mut folded.html),
            contents: provider
                .body
                .headings
                .iter()
                .map(|heading| HeadingView { level: heading.level, text: heading.text.clone(), id: heading.id.clone() })
                .collect(),
            sources: sources(&provider.sources, |key| self.fact_name(key)),
            reviewed: provider.reviewed.clone(),
            reviewed_text: date_in_words(&provider.reviewed),
        };
        Shown::new("provider.html", "provider", &view, page).with(vec![
            ("groups", groups(&facts)),
            ("materials", self.materials(provider, &stock)),
            ("questions", self.questions(provider, &stock)),
            ("similar", self.similar(position, &stock)),
            ("terms", self.terms(&folded, &stock)),
        ])
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
        if let Some(logo) = self.guide.logos.get(&provider.slug) {
            add("logo", self.site.absolute(&logo::route(logo)).into());
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

    pub(super) fn facts(&self, provider: &Provider, stock: &Stock) -> Vec<Fact> {
        let count = self.guide.facets.len();
        let plain = |number: usize, id: &str, label: &str, text: &str| {
            let values = if text.is_empty() { Vec::new() } else { vec![Tree::Value(Value::from(text))] };
            let same = values.is_empty().then_some((count + number, 0));
            shown(self.fact(provider, id, label, !values.is_empty()), values, same, stock)
        };
        let founded = provider.founded.map(|year| year.to_string()).unwrap_or_default();
        let facets = (0..count).map(|facet| self.facet_fact(provider, facet, stock));
        facets.chain([plain(0, "headquarters", "Headquarters", &provider.headquarters), plain(1, "founded", "Founded", &founded)]).collect()
    }

    fn facet_fact(&self, provider: &Provider, position: usize, stock: &Stock) -> Fact {
        let facet = &self.guide.facets[position];
        let given = provider.values.get(position).map_or(&[][..], Vec::as_slice);
        let values: Vec<Tree> = given.iter().filter_map(|value| self.value_piece(stock, position, *value)).map(Tree::Piece).collect();
        let fact = self.fact(provider, &facet.id, &facet.label, !values.is_empty());
        let few = given.is_empty() || facet.vocabulary.terms().len() <= FEW_VALUES;
        let same = few.then(|| (position, given.iter().fold(0, |set, value| set | 1 << value)));
        shown(FactView { picture_html: self.fact_picture(provider, position), ..fact }, values, same, stock)
    }

    fn fact(&self, provider: &Provider, id: &str, label: &str, stated: bool) -> FactView {
        let mark = |(position, source): (usize, &SourceRef)| {
            let supports = source.facts.iter().any(|fact| fact == id);
            supports.then(|| SourceMarkView { number: position + 1, as_of: date_in_words(&source.as_of) })
        };
        FactView {
            id: id.to_owned(),
            label: label.to_owned(),
            picture_html: String::new(),
            note: provider.remark(id),
            sources: if stated { provider.sources.iter().enumerate().filter_map(mark).collect() } else { Vec::new() },
        }
    }

    /// A fact's name inside a sentence.
    fn fact_name(&self, key: &str) -> String {
        match self.guide.facet(key) {
            Some(facet) => lower_first(&self.guide.facets[facet].label),
            None => key.replace('_', " "),
        }
    }

    fn materials(&self, provider: &Provider, stock: &Stock) -> Tree {
        let facet = self.guide.facet("hqim");
        let values = facet.and_then(|facet| provider.values.get(facet)).into_iter().flatten();
        Tree::pieces(values.filter_map(|value| self.material_piece(stock, facet?, *value)))
    }

    /// The interview questions for the types of professional learning that a provider offers.
    fn questions(&self, provider: &Provider, stock: &Stock) -> Tree {
        let types = self.guide.facet(crate::content::playbook::TYPES).and_then(|facet| provider.values.get(facet));
        let types = types.map_or(&[][..], Vec::as_slice);
        let chapters = self.guide.playbook.iter().flat_map(PlaybookGuide::all).enumerate();
        let fitting = chapters.filter(|(_, chapter)| chapter.pl_type.is_some_and(|kind| types.contains(&kind)));
        Tree::pieces(fitting.filter_map(|(number, _)| self.questions_piece(stock, number)))
    }

    fn similar(&self, position: usize, stock: &Stock) -> Tree {
        let view = |alike: Alike| {
            let shared = alike.shared.iter().filter_map(|ordinal| self.label_of(*ordinal)).collect();
            let name = Tree::Piece(self.name_piece(stock, alike.provider)?);
            Some(Tree::Table(Value::from_serializable(&SimilarView { shared }), vec![("name", name)]))
        };
        Tree::List(self.similar.of(&self.guide, position).into_iter().filter_map(view).collect())
    }

    /// The label of a facet value.
    fn label_of(&self, ordinal: u32) -> Option<String> {
        let facets = self.guide.facets.iter().enumerate();
        let (first, facet) = facets
            .map(|(position, facet)| (self.guide.index.ordinal(position, 0), facet))
            .take_while(|(first, _)| *first <= ordinal)
            .last()?;
        Some(facet.vocabulary.terms().get((ordinal - first) as usize)?.label.clone())
    }
}

/// A fact with its values. Where profiles that state the `same` show the same, it is rendered once.
fn shown(view: FactView, values: Vec<Tree>, same: Option<(usize, u64)>, stock: &Stock) -> Fact {
    let (id, label, stated) = (view.id.clone(), view.label.clone(), !values.is_empty());
    let telling = stated || !view.note.is_empty();
    let alone = !(view.note.is_empty() && view.sources.is_empty() && view.picture_html.is_empty());
    let make = || Tree::Table(Value::from_serializable(&view), vec![("values", Tree::List(values))]);
    Fact { id, label, telling, piece: stock.fact_piece(same.filter(|_| !alone), make) }
}

/// The facts in their groups; those of no group come last. Facts of which nothing is known are named once, below all groups.
fn groups(facts: &[Fact]) -> Tree {
    let group = |id: &str, title: &str, is_of: &dyn Fn(&str) -> bool| {
        let pieces: Vec<_> = facts.iter().filter(|fact| fact.telling && is_of(&fact.id)).map(|fact| fact.piece.clone()).collect();
        let view = FactGroupView { id: id.to_owned(), title: title.to_owned() };
        (!pieces.is_empty()).then(|| Tree::Table(Value::from_serializable(&view), vec![("facts", Tree::pieces(pieces))]))
    };
    let placed = |fact: &str| ELSEWHERE.contains(&fact) || GROUPS.iter().any(|(_, _, keys)| keys.contains(&fact));
    let named = GROUPS.iter().map(|(id, title, keys)| group(id, title, &|fact| keys.contains(&fact)));
    Tree::List(named.chain([group("more", "Also stated", &|fact| !placed(fact))]).flatten().collect())
}

/// The questions of a page of the playbook, if it has any.
pub(super) fn question_group(chapter: &Chapter) -> Option<QuestionGroupView> {
    let route = chapter.route();
    let questions = chapter.body.items.iter().filter(|item| item.kind == ItemKind::Question);
    let questions: Vec<QuestionLinkView> =
        questions.map(|item| QuestionLinkView { route: format!("{route}#{}", item.id), ask: first_question(&item.ask_text) }).collect();
    (!questions.is_empty()).then(|| QuestionGroupView { title: chapter.title.clone(), route, questions })
}

/// A question for a list: up to its first question mark, so that it can be read out. What is no question stays whole.
pub(super) fn first_question(text: &str) -> String {
    text.find('?').map_or_else(|| text.to_owned(), |at| text[..=at].to_owned())
}

fn logo_view(logo: &Logo) -> LogoView {
    // Half a pixel is none.
    LogoView { route: logo::route(logo), width: logo.width.div_ceil(2), height: logo.height.div_ceil(2) }
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
