//! The pieces of one guide, made when a page first shows them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde::Serialize;
use tera::Value;

use crate::guide::PlaybookGuide;
use crate::site::piece::{Piece, Tree};
use crate::site::plan::{landing_route, provider_route};
use crate::site::render::Chrome;
use crate::site::route::At;
use crate::site::view::{CardView, LinkView, MenuLinkView, MenuView, PageView};

use super::{Composer, link};

/// The pieces for all pages that write links in one way.
#[derive(Debug)]
pub(super) struct Stock {
    pub(super) at: At,
    head: OnceLock<Arc<Piece>>,
    /// Header and footer, by what they mark as the place where the reader is.
    menus: Mutex<BTreeMap<String, Menus>>,
    /// Links to facet values, by ordinal.
    values: Shelf,
    /// Links to profiles and their cards, by position.
    names: Shelf,
    cards: Shelf,
    /// Curricula, by their position in their facet.
    materials: Shelf,
    /// Facts that many profiles state alike, by their number and the set of their values.
    facts: Mutex<BTreeMap<(usize, u64), Arc<Piece>>>,
    /// Questions, by the number of the playbook's page.
    questions: Shelf,
    /// Terms, by position.
    terms: Shelf,
}

/// Header and footer.
type Menus = (Arc<Piece>, Arc<Piece>);

/// Pieces of one kind by number.
#[derive(Debug)]
struct Shelf(Vec<OnceLock<Arc<Piece>>>);

impl Shelf {
    fn of(count: usize) -> Self {
        Self(std::iter::repeat_with(OnceLock::new).take(count).collect())
    }

    fn get(&self, number: usize, make: impl FnOnce() -> Piece) -> Option<Arc<Piece>> {
        self.0.get(number).map(|place| place.get_or_init(|| Arc::new(make())).clone())
    }
}

fn piece<V: Serialize>(at: &At, template: &'static str, name: &'static str, view: &V) -> Piece {
    Piece::new(template, name, Tree::Value(Value::from_serializable(view)), at)
}

fn card_piece(stock: &Stock, card: &CardView) -> Piece {
    piece(&stock.at, "parts/card.html", "card", card)
}

impl Stock {
    /// A fact of a profile, which may be the `same` as that of others.
    pub(super) fn fact_piece(&self, same: Option<(usize, u64)>, view: impl FnOnce() -> Tree) -> Arc<Piece> {
        let make = || Arc::new(Piece::new("parts/fact.html", "fact", view(), &self.at));
        let Some(same) = same else { return make() };
        let mut facts = self.facts.lock().unwrap_or_else(PoisonError::into_inner);
        facts.entry(same).or_insert_with(make).clone()
    }
}

impl Composer {
    /// The pieces for pages at `at`.
    pub(super) fn stock(&self, at: &At) -> Arc<Stock> {
        let mut stocks = self.stocks.lock().unwrap_or_else(PoisonError::into_inner);
        stocks.entry((at.root.clone(), at.index)).or_insert_with(|| Arc::new(self.new_stock(at))).clone()
    }

    fn new_stock(&self, at: &At) -> Stock {
        let guide = &self.guide;
        let materials = guide.facet("hqim").map_or(0, |facet| guide.facets[facet].vocabulary.terms().len());
        Stock {
            at: at.clone(),
            head: OnceLock::new(),
            menus: Mutex::default(),
            values: Shelf::of(guide.index.len()),
            names: Shelf::of(guide.providers.len()),
            cards: Shelf::of(guide.providers.len()),
            materials: Shelf::of(materials),
            facts: Mutex::default(),
            questions: Shelf::of(guide.playbook.iter().flat_map(PlaybookGuide::all).count()),
            terms: Shelf::of(guide.glossary.terms.len()),
        }
    }

    /// What stands around a page.
    pub(super) fn chrome(&self, page: &PageView) -> Chrome {
        let at = At { root: page.root.clone(), index: if page.index.is_empty() { "" } else { "index.html" } };
        let stock = self.stock(&at);
        let head = stock.head.get_or_init(|| Arc::new(piece(&at, "parts/head.html", "nothing", &()))).clone();
        let marks: String = self.nav.iter().chain(&self.footer).map(|link| current(link, page).0).chain([mark_of(page)]).collect();
        let mut menus = stock.menus.lock().unwrap_or_else(PoisonError::into_inner);
        let (header, footer) = menus.entry(marks).or_insert_with(|| {
            let menu = MenuView {
                home: page.kind == "home",
                compare: page.kind == "compare",
                nav: menu(&self.nav, page),
                footer: menu(&self.footer, page),
            };
            let part = |template| Arc::new(piece(&at, template, "menu", &menu));
            (part("parts/header.html"), part("parts/footer.html"))
        });
        Chrome { head, header: header.clone(), footer: footer.clone() }
    }

    /// A link to a facet value.
    pub(super) fn value_piece(&self, stock: &Stock, facet: usize, value: usize) -> Option<Arc<Piece>> {
        let ordinal = self.guide.index.ordinal(facet, value);
        let of = &self.guide.facets[facet];
        let term = of.vocabulary.terms().get(value)?;
        stock
            .values
            .get(ordinal as usize, || piece(&stock.at, "parts/link.html", "link", &link(&term.label, &landing_route(&of.id, &term.id))))
    }

    /// A link to a profile.
    pub(super) fn name_piece(&self, stock: &Stock, position: usize) -> Option<Arc<Piece>> {
        let provider = self.guide.providers.get(position)?;
        stock.names.get(position, || piece(&stock.at, "parts/link.html", "link", &link(&provider.name, &provider_route(&provider.slug))))
    }

    /// A profile in a list.
    pub(super) fn card_piece(&self, stock: &Stock, position: usize) -> Option<Arc<Piece>> {
        stock.cards.get(position, || card_piece(stock, &self.card(position)))
    }

    /// A card that only one page shows. It is not kept: in a large guide nearly all are of this kind.
    pub(super) fn only_card_piece(stock: &Stock, card: &CardView) -> Arc<Piece> {
        Arc::new(card_piece(stock, card))
    }

    /// A curriculum with its ratings; `None` for a value of which nothing is known.
    pub(super) fn material_piece(&self, stock: &Stock, facet: usize, value: usize) -> Option<Arc<Piece>> {
        let of = &self.guide.facets[facet];
        let term = of.vocabulary.terms().get(value)?;
        let view = super::material::of_term(&self.guide, term, &landing_route(&of.id, &term.id))?;
        stock.materials.get(value, || piece(&stock.at, "parts/rated.html", "material", &view))
    }

    /// The questions of a page of the playbook, by its number over all guides.
    pub(super) fn questions_piece(&self, stock: &Stock, number: usize) -> Option<Arc<Piece>> {
        let chapter = self.guide.playbook.iter().flat_map(PlaybookGuide::all).nth(number)?;
        let view = super::profile::question_group(chapter)?;
        stock.questions.get(number, || piece(&stock.at, "parts/questions.html", "group", &view))
    }

    /// A term's note.
    pub(super) fn term_piece(&self, stock: &Stock, position: usize) -> Option<Arc<Piece>> {
        let term = self.guide.glossary.terms.get(position)?;
        stock.terms.get(position, || piece(&stock.at, "parts/term.html", "term", &self.term_view(term, &stock.at)))
    }
}

/// How a link of a menu is marked on a page: a letter, and the value of `aria-current`.
fn current(link: &LinkView, page: &PageView) -> (char, &'static str) {
    if link.route == page.route {
        ('p', "page")
    } else if link.route != "/" && page.route.starts_with(&link.route) {
        ('t', "true")
    } else {
        ('-', "")
    }
}

fn mark_of(page: &PageView) -> char {
    match page.kind {
        "home" => 'h',
        "compare" => 'c',
        _ => '-',
    }
}

fn menu(links: &[LinkView], page: &PageView) -> Vec<MenuLinkView> {
    let view = |link: &LinkView| MenuLinkView { label: link.label.clone(), route: link.route.clone(), current: current(link, page).1 };
    links.iter().map(view).collect()
}
