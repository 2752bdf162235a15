//! Makes each page's view from the guide: what the page shows, and nothing more.

mod card;
mod compare;
mod coverage;
mod directory;
mod fields;
mod lists;
mod material;
mod pictures;
mod print;
mod profile;
mod rules;
mod similar;
mod stock;
mod styleguide;
mod text;
mod worksheet;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use crate::Planned;
use crate::content::page::Section;
use crate::content::sources::SourceRef;
use crate::content::text::date_in_words;
use crate::guide::Guide;
use crate::partners;
use crate::site::Output;
use crate::site::card::Artist;
use crate::site::legacy::{self, Legacy};
use crate::site::papers::Papers;
use crate::site::piece::Tree;
use crate::site::plan::{Page, Plan, facet_route};
use crate::site::prose::{Folded, Prose};
use crate::site::render::{Chrome, Shown};
use crate::site::route::{At, Site};
use crate::site::view::{AssetsView, CardLinkView, CountsView, LinkView, PageView, SiteView, SourceView, TermView};
use crate::site::{hosting, offline};

use stock::Stock;

/// Composes the views of one guide's pages.
pub struct Composer {
    guide: Arc<Guide>,
    plan: Arc<Plan>,
    papers: Papers,
    site: Site,
    similar: similar::Similarity,
    nav: Vec<LinkView>,
    footer: Vec<LinkView>,
    stocks: Mutex<BTreeMap<(String, &'static str), Arc<Stock>>>,
    states: Option<pictures::States>,
    /// The files of a directory that is cut into pages.
    paged: OnceLock<legacy::Directory>,
    legacy: Arc<Legacy>,
    /// Who names the pictures of pages; nobody when there are none.
    artist: Option<Arc<Artist>>,
    /// The picture of all pages that have none of their own.
    usual_card: OnceLock<Option<CardLinkView>>,
}

impl Composer {
    /// A composer for a planned guide, with whoever draws the pictures of its pages.
    #[must_use]
    pub fn new(planned: &Planned, artist: Option<Arc<Artist>>) -> Self {
        let Planned { guide, plan, papers, legacy } = planned.clone();
        let usual = |given, usual| navigation(given, usual, &plan);
        let nav = usual(
            &guide.settings.nav,
            &[
                ("Find partners", "/providers/"),
                ("Playbook", "/playbook/"),
                ("Tools", "/tools/"),
                ("Glossary", "/glossary/"),
                ("About", "/about/"),
            ],
        );
        let footer = usual(
            &guide.settings.footer,
            &[("About", "/about/"), ("Contribute", "/contribute/"), ("Accessibility", "/accessibility/"), ("Glossary", "/glossary/")],
        );
        let site = Site::new(&guide.settings);
        Self {
            site,
            similar: similar::Similarity::new(&guide),
            states: pictures::States::of(&guide),
            nav,
            footer,
            stocks: Mutex::default(),
            guide,
            plan,
            papers,
            paged: OnceLock::new(),
            legacy,
            artist: artist.filter(|_| planned.guide.settings.social_cards != Some(false)),
            usual_card: OnceLock::new(),
        }
    }

    /// Makes what pages wait for, with all threads. A page that began it while another thread made it could be given to
    /// that very thread, which would then wait for itself.
    pub fn prepare(&self) {
        let _ = self.paged();
    }

    /// What the script of a directory fetches that is cut into pages.
    #[must_use]
    pub fn files_of_directory(&self) -> &[Output] {
        self.paged().map_or(&[], |files| &files.outputs)
    }

    fn paged(&self) -> Option<&partners::Files> {
        let make = || partners::files(&self.guide, |provider| self.states_in_words(provider)).map(Arc::new);
        self.paged.get_or_init(|| self.legacy.directory(&self.guide, make)).as_deref()
    }

    /// What every page shares.
    #[must_use]
    pub fn site(&self, assets: AssetsView) -> SiteView {
        let guide = &*self.guide;
        let settings = &guide.settings;
        let materials = guide.facet("hqim").map_or(0, |facet| guide.facets[facet].vocabulary.terms().len());
        let updated = guide.providers.iter().map(|provider| provider.reviewed.as_str()).max().unwrap_or("");
        SiteView {
            title: settings.title.clone(),
            description: settings.description.clone(),
            language: settings.language.clone(),
            url: settings.base_url.clone(),
            repository: Some(settings.repository.clone()).filter(|repository| !repository.is_empty()),
            nav: self.nav.clone(),
            footer: self.footer.clone(),
            assets,
            counts: CountsView {
                providers: guide.providers.len(),
                materials,
                questions: guide.questions(),
                terms: guide.glossary.terms.len(),
            },
            feeds: crate::site::feed::of(guide).iter().map(|feed| link(&feed.title, feed.route)).collect(),
            offline: offline::route(settings.offline, &self.site),
            policy: hosting::POLICY,
            generator: concat!("Guidepost ", env!("CARGO_PKG_VERSION")).to_owned(),
            updated: updated.to_owned(),
            updated_text: date_in_words(updated),
        }
    }

    /// The view of one page.
    #[must_use]
    pub fn compose(&self, route: &str, page: Page) -> (Shown, Chrome) {
        let mut shown = self.shown(route, page);
        shown.page.card = self.social_card(page);
        let chrome = self.chrome(&shown.page);
        (shown, chrome)
    }

    fn shown(&self, route: &str, page: Page) -> Shown {
        match page {
            Page::Home => self.home(route),
            Page::Directory => self.directory(route),
            Page::Partners(number) => self.partners(route, number),
            Page::Provider(position) => self.provider(route, position),
            Page::Facet(facet) => self.facet(route, facet),
            Page::Landing(facet, value) => self.landing(route, facet, value),
            Page::Playbook => self.playbook(route),
            Page::Chapter(guide, number) => self.chapter(route, guide, number),
            Page::Article(position) => self.article(route, position),
            Page::Glossary => self.glossary(route),
            Page::Rules => self.rules(route),
            Page::Coverage => self.coverage(route),
            Page::List(section) => self.list(route, section),
            Page::Tools => self.tools(route),
            Page::Worksheet(position) => self.worksheet(route, position),
            Page::Fields => self.fields(route),
            Page::GuidePrint(guide) => self.guide_print(route, guide),
            Page::PlaybookPrint => self.playbook_print(route),
            Page::StyleGuide => self.styleguide(route),
            Page::Compare => self.compare(route),
            Page::Search => self.plain(
                route,
                "search",
                "search.html",
                "Search",
                "Search the whole guide: partners, materials, the playbook and the glossary.",
            ),
            Page::NotFound => self.plain(route, "not-found", "not-found.html", "Page not found", ""),
        }
    }

    fn plain(&self, route: &str, kind: &'static str, template: &'static str, title: &str, description: &str) -> Shown {
        let mut page = self.page(route, kind, title, description, Vec::new());
        page.indexable = false;
        if kind == "not-found" {
            // Hosts show this page at addresses of any depth, so its links cannot be relative.
            page.root.clone_from(&self.site.base);
            page.index = String::new();
        }
        Shown::new(template, "nothing", &(), page)
    }

    fn page(&self, route: &str, kind: &'static str, title: &str, description: &str, breadcrumbs: Vec<LinkView>) -> PageView {
        let at = self.site.at(route);
        PageView {
            kind,
            title: title.to_owned(),
            description: description.to_owned(),
            route: route.to_owned(),
            canonical: self.site.absolute(route),
            breadcrumbs,
            indexable: true,
            edit: None,
            card: None,
            root: at.root,
            index: at.index.to_owned(),
            json_ld_html: String::new(),
        }
    }

    fn edit(&self, file: &str) -> Option<String> {
        let settings = &self.guide.settings;
        let folder = if settings.content_path.is_empty() { String::new() } else { format!("{}/", settings.content_path) };
        (!settings.repository.is_empty()).then(|| format!("{}/edit/{}/{folder}{file}", settings.repository, settings.branch))
    }

    fn prose<'p>(&'p self, at: &'p At, file: &'p str, route: &'p str) -> Prose<'p> {
        Prose {
            at,
            routes: &self.plan.routes,
            glossary: Some(&self.guide.glossary),
            file,
            route,
            item_type: "",
            home: None,
            paper: None,
            charts: &[],
        }
    }

    fn facet_link(&self, facet: usize) -> LinkView {
        let facet = &self.guide.facets[facet];
        link(&facet.label, &facet_route(&facet.id))
    }

    /// The notes of the terms that a text explains.
    fn terms(&self, folded: &Folded, stock: &Stock) -> Tree {
        Tree::pieces(folded.terms.iter().filter_map(|position| self.term_piece(stock, *position)))
    }

    fn term_view(&self, term: &crate::guide::glossary::Term, at: &At) -> TermView {
        let file = self.guide.glossary.page.as_ref().map_or("", |page| &*page.file);
        let prose = Prose {
            at,
            routes: &self.plan.routes,
            glossary: None,
            file,
            route: GLOSSARY,
            item_type: "",
            home: Some(GLOSSARY),
            paper: None,
            charts: &[],
        };
        TermView {
            id: term.id.clone(),
            name: term.name.clone(),
            also: term.also.clone(),
            definition_html: prose.fold_pieces(&term.definition, &[]).html,
            body_html: prose.fold_pieces(&term.body, &[]).html,
            route: format!("{GLOSSARY}#{}", term.id),
        }
    }

    fn list(&self, route: &str, section: Section) -> Shown {
        self.section_list(route, section)
    }
}

/// The links of `guide.toml`, or the usual ones as far as their pages exist.
fn navigation<S>(given: &[(String, String, S)], usual: &[(&str, &str)], plan: &Plan) -> Vec<LinkView> {
    if !given.is_empty() {
        return given.iter().map(|(label, route, _)| link(label, route)).collect();
    }
    usual.iter().filter(|(_, route)| plan.routes.has(route)).map(|(label, route)| link(label, route)).collect()
}

/// The glossary's address.
const GLOSSARY: &str = "/glossary/";

fn link(label: &str, route: &str) -> LinkView {
    LinkView { label: label.to_owned(), route: route.to_owned() }
}

fn sources(sources: &[SourceRef], fact_name: impl Fn(&str) -> String) -> Vec<SourceView> {
    let view = |(position, source): (usize, &SourceRef)| {
        let host = url::Url::parse(&source.url).ok().and_then(|url| url.host_str().map(|host| host.trim_start_matches("www.").to_owned()));
        SourceView {
            number: position + 1,
            title: if source.title.is_empty() { bare_address(&source.url) } else { source.title.clone() },
            url: source.url.clone(),
            host: host.unwrap_or_default(),
            as_of: date_in_words(&source.as_of),
            supports: source.facts.iter().map(|key| fact_name(key)).collect(),
        }
    };
    sources.iter().enumerate().map(view).collect()
}

/// An address as people read it: no scheme, no `www.`, no slash at the end.
fn bare_address(url: &str) -> String {
    let bare = url.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    bare.trim_end_matches('/').to_owned()
}

/// JSON that may stand inside a script element: nothing in it can end the element.
fn json_for_html(value: &serde_json::Value) -> String {
    let json = value.to_string();
    let mut out = String::with_capacity(json.len());
    let mut done = 0;
    for (at, found) in json.match_indices(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        out.push_str(&json[done..at]);
        out.extend(found.chars().map(|character| format!("\\u{:04x}", u32::from(character))));
        done = at + found.len();
    }
    out.push_str(&json[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::json_for_html;

    #[test]
    fn json_cannot_end_its_script() {
        let json = json_for_html(&serde_json::json!({ "a": "</script>&\u{2028}é" }));
        assert_eq!(json, r#"{"a":"\u003c/script\u003e\u0026\u2028é"}"#);
    }
}
