//! The whole guide: every file's meaning together, in the order in which readers meet it.
//!
//! The guide never sees the disk and knows nothing of pages or HTML.

pub mod coverage;
pub(crate) mod edited;
pub mod glossary;
pub mod handing;
pub mod lineup;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::Documents;
use crate::content::logo::Logo;
use crate::content::markdown::ItemKind;
use crate::content::page::{Page, Section};
use crate::content::playbook::Chapter;
use crate::content::provider::Provider;
use crate::content::settings::Settings;
use crate::content::worksheet::Worksheet;
use crate::diagnostic::{Checked, Diagnostic, nearest};
use crate::facet::FacetIndex;
use crate::rules;
use crate::source::{Place, Span};
use crate::vocabulary::Facet;
use glossary::Glossary;
use lineup::Lineup;

/// A guide with every part in its place.
#[derive(Debug, Clone)]
pub struct Guide {
    /// What `guide.toml` says.
    pub settings: Arc<Settings>,
    /// The facets, in order.
    pub facets: Vec<Arc<Facet>>,
    /// The profiles, sorted by name.
    pub providers: Vec<Arc<Provider>>,
    /// Which providers answer which facet value.
    pub index: Arc<FacetIndex>,
    /// The guides of the playbook, in order.
    pub playbook: Vec<PlaybookGuide>,
    /// All other pages, in order, section by section.
    pub pages: Vec<Arc<Page>>,
    /// The tools, in order.
    pub worksheets: Vec<Arc<Worksheet>>,
    /// The terms that are explained.
    pub glossary: Glossary,
    /// The logos of profiles, by slug.
    pub logos: BTreeMap<String, Arc<Logo>>,
    /// The files that are drafts and therefore left out.
    pub drafts: Vec<Arc<str>>,
}

/// One guide of the playbook.
#[derive(Debug, Clone)]
pub struct PlaybookGuide {
    /// Its folder.
    pub id: String,
    /// Its first page.
    pub index: Arc<Chapter>,
    /// Its other pages, in order.
    pub chapters: Vec<Arc<Chapter>>,
}

impl PlaybookGuide {
    /// All its pages, the first one included.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Chapter>> {
        std::iter::once(&self.index).chain(&self.chapters)
    }
}

impl Guide {
    /// The position of the facet with this id.
    #[must_use]
    pub fn facet(&self, id: &str) -> Option<usize> {
        self.facets.iter().position(|facet| facet.id == id)
    }

    /// The pages of one section, in order.
    pub fn section(&self, section: Section) -> impl Iterator<Item = &Arc<Page>> {
        self.pages.iter().filter(move |page| page.section == section)
    }

    /// How many interview questions the playbook holds.
    #[must_use]
    pub fn questions(&self) -> usize {
        let items = self.playbook.iter().flat_map(PlaybookGuide::all).flat_map(|chapter| &chapter.body.items);
        items.filter(|item| item.kind == ItemKind::Question).count()
    }
}

/// Brings the documents of a guide together. Drafts are left out unless asked for. `lineup` is that of the last time.
#[must_use]
pub fn assemble(documents: &Documents, drafts: bool, lineup: &mut Lineup) -> Checked<Guide> {
    let mut problems = Vec::new();
    let shown = documents.providers.iter().filter(|provider| drafts || !provider.draft).cloned().collect();
    let (providers, index) = lineup.stand(&documents.facets, shown);
    let playbook = playbook(documents, drafts, &mut problems);
    report_repeated_items(&playbook, &mut problems);
    let mut pages: Vec<Arc<Page>> = documents.pages.iter().filter(|page| drafts || !page.draft).cloned().collect();
    pages.sort_by(|a, b| page_order(a).cmp(&page_order(b)));
    let glossary_page = pages.iter().find(|page| page.section == Section::Pages && page.slug == "glossary");
    let glossary = glossary_page.map(|page| glossary::read(page, &mut problems)).unwrap_or_default();
    let mut worksheets: Vec<Arc<Worksheet>> = documents.worksheets.iter().filter(|worksheet| drafts || !worksheet.draft).cloned().collect();
    worksheets.sort_by(|a, b| (a.order, &a.title, &a.slug).cmp(&(b.order, &b.title, &b.slug)));
    handing::check(&documents.worksheets, &documents.facets, &mut problems);
    let logos = logos(documents, drafts, &mut problems);
    let guide = Guide {
        settings: documents.settings.clone(),
        facets: documents.facets.clone(),
        providers,
        index,
        playbook,
        pages,
        worksheets,
        glossary,
        logos,
        drafts: if drafts { Vec::new() } else { left_out(documents) },
    };
    Checked::new(guide, problems)
}

/// Each logo with its profile. Those of drafts are left out with them.
fn logos(documents: &Documents, drafts: bool, problems: &mut Vec<Diagnostic>) -> BTreeMap<String, Arc<Logo>> {
    let profiles: BTreeMap<&str, bool> = documents.providers.iter().map(|provider| (provider.slug.as_str(), provider.draft)).collect();
    let mut logos: BTreeMap<String, Arc<Logo>> = BTreeMap::new();
    for logo in &documents.logos {
        let refuse = |message: String| Diagnostic::new(&rules::BAD_LOGO, Place { file: logo.file.clone(), span: Span::default() }, message);
        match (profiles.get(logo.slug.as_str()), logos.get(&logo.slug)) {
            (None, _) => {
                let near = nearest(&logo.slug, profiles.keys().copied());
                let right = near.map_or_else(
                    || "name it like the file of the profile, or delete it".to_owned(),
                    |slug| format!("did you mean providers/{slug}.md? Then name the logo `{slug}` too"),
                );
                problems.push(refuse(format!("there is no profile providers/{}.md for this logo", logo.slug)).help(right));
            }
            (_, Some(first)) => problems.push(refuse(format!("the profile has a logo already: {}", first.file)).help("delete one of them")),
            (Some(true), _) if !drafts => {}
            _ => {
                logos.insert(logo.slug.clone(), logo.clone());
            }
        }
    }
    logos
}

fn left_out(documents: &Documents) -> Vec<Arc<str>> {
    let providers = documents.providers.iter().filter(|provider| provider.draft).map(|provider| &provider.file);
    let chapters = documents.chapters.iter().filter(|chapter| chapter.draft).map(|chapter| &chapter.file);
    let pages = documents.pages.iter().filter(|page| page.draft).map(|page| &page.file);
    let worksheets = documents.worksheets.iter().filter(|worksheet| worksheet.draft).map(|worksheet| &worksheet.file);
    providers.chain(chapters).chain(pages).chain(worksheets).cloned().collect()
}

/// Dated pages go from new to old, others by their order and title.
fn page_order(page: &Page) -> (Section, std::cmp::Reverse<&str>, i64, &str, &str) {
    (page.section, std::cmp::Reverse(&page.date), page.order, &page.title, &page.slug)
}

fn playbook(documents: &Documents, drafts: bool, problems: &mut Vec<Diagnostic>) -> Vec<PlaybookGuide> {
    let mut folders: BTreeMap<&str, Vec<Arc<Chapter>>> = BTreeMap::new();
    for chapter in documents.chapters.iter().filter(|chapter| drafts || !chapter.draft) {
        folders.entry(&chapter.guide).or_default().push(chapter.clone());
    }
    let mut guides = Vec::new();
    for (id, mut chapters) in folders {
        chapters.sort_by(|a, b| (a.order, &a.title, &a.slug).cmp(&(b.order, &b.title, &b.slug)));
        match chapters.iter().position(|chapter| chapter.is_index()) {
            Some(at) => {
                let index = chapters.remove(at);
                guides.push(PlaybookGuide { id: id.to_owned(), index, chapters });
            }
            None => report_missing_index(id, &chapters, documents, problems),
        }
    }
    guides.sort_by(|a, b| (a.index.order, &a.id).cmp(&(b.index.order, &b.id)));
    guides
}

fn report_missing_index(id: &str, chapters: &[Arc<Chapter>], documents: &Documents, problems: &mut Vec<Diagnostic>) {
    let hidden = documents.chapters.iter().any(|chapter| chapter.guide == id && chapter.is_index());
    let Some(first) = chapters.first().filter(|_| !hidden) else { return };
    let place = Place { file: first.file.clone(), span: Span::default() };
    problems.push(
        Diagnostic::new(&rules::MISSING_INDEX, place, format!("the guide `{id}` has no first page"))
            .help(format!("add playbook/{id}/index.md with the guide's `title`, `summary` and `order`")),
    );
}

fn report_repeated_items(playbook: &[PlaybookGuide], problems: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<&str, &Arc<Chapter>> = BTreeMap::new();
    for chapter in playbook.iter().flat_map(PlaybookGuide::all) {
        for item in &chapter.body.items {
            if let Some(first) = seen.insert(&item.id, chapter) {
                let place = Place { file: chapter.file.clone(), span: item.span };
                problems.push(
                    Diagnostic::new(&rules::DUPLICATE_ID, place, format!("the id `{}` is used twice", item.id))
                        .label(format!("first used in {}", first.file))
                        .help("give this item another id; links and notes are kept by it"),
                );
            }
        }
    }
}
