//! Decides which pages the site has, under which addresses, and checks every link between them.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::content::markdown::Body;
use crate::content::page::Section;
use crate::content::worksheet::{TOOLS, Worksheet};
use crate::diagnostic::{Checked, Diagnostic};
use crate::guide::{Guide, PlaybookGuide};
use crate::partners;
use crate::rules;
use crate::site::claims::Claims;
use crate::site::feed;
use crate::site::papers;
use crate::site::route::{Routes, Target};
use crate::source::{Place, Span};

/// A page of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Page {
    /// The home page.
    Home,
    /// The list of all providers.
    Directory,
    /// A further page of that list, where it is cut into pages; the second has number 2.
    Partners(usize),
    /// A profile, by its position in the guide.
    Provider(usize),
    /// All values of a facet.
    Facet(usize),
    /// One value of a facet: the facet's and the value's position.
    Landing(usize, usize),
    /// The list of the playbook's guides.
    Playbook,
    /// A page of a guide: the guide's position, and the page's number (0 is the first page).
    Chapter(usize, usize),
    /// A whole guide as one document for printing, by the guide's position.
    GuidePrint(usize),
    /// All guides of the playbook as one document for printing.
    PlaybookPrint,
    /// A page of text, by its position.
    Article(usize),
    /// The glossary.
    Glossary,
    /// What every rule of the content asks for.
    Rules,
    /// The list of a section's pages.
    List(Section),
    /// The list of tools.
    Tools,
    /// A tool, by its position.
    Worksheet(usize),
    /// What files may say: every field.
    Fields,
    /// The theme's components, for those who work on it.
    StyleGuide,
    /// Partners side by side.
    Compare,
    /// How many providers there are for each combination of facets.
    Coverage,
    /// Search results.
    Search,
    /// What is shown for addresses that do not exist.
    NotFound,
}

/// All pages with their addresses.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The pages in the order of their addresses.
    pub pages: Vec<(String, Page)>,
    /// Old addresses with the routes that they lead to.
    pub redirects: Vec<(String, String)>,
    /// Every address, for links.
    pub routes: Arc<Routes>,
    /// Links to places that no author made. The theme may have made them: the built page tells.
    pub doubts: Vec<Doubt>,
}

/// A link to a place of which only the built page can tell whether it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The link.
    pub place: Place,
    /// The page.
    pub route: String,
    /// The place on it.
    pub id: String,
}

/// The page that sets partners side by side.
pub const COMPARE: &str = "/compare/";

/// Where people look for their shortlist: it stands at the top of the comparison.
const SHORTLIST: &str = "/shortlist/";

/// The page of the theme's components.
const STYLEGUIDE: &str = "/styleguide/";

/// The page of all fields.
pub const FIELDS: &str = "/contribute/fields/";

/// Files that every site has beside its pages.
const FILES: [&str; 7] =
    ["/data/providers.json", "/data/providers.csv", "/sitemap.xml", "/robots.txt", "/favicon.ico", "/404.html", SHORTLIST];

/// The page that says who covers what.
pub const COVERAGE: &str = "/coverage/";

/// What the site writes beside those, and what is not for pages: names of files and of whole folders.
const OWN: [&str; 7] = ["/assets", "/service-worker.js", "/_headers", "/_redirects", "/_guidepost", "/.nojekyll", "/.guidepost"];

/// The page that explains the rules of the content.
pub const RULES: &str = "/contribute/rules/";

/// A page of the directory, by its number.
#[must_use]
pub fn partners_route(number: usize) -> String {
    if number < 2 { "/providers/".to_owned() } else { format!("/providers/page/{number}/") }
}

/// The landing page of a facet value.
#[must_use]
pub fn landing_route(facet: &str, value: &str) -> String {
    format!("/providers/by/{facet}/{value}/")
}

/// The page that lists a facet's values.
#[must_use]
pub fn facet_route(facet: &str) -> String {
    format!("/providers/by/{facet}/")
}

/// The page of a profile.
#[must_use]
pub fn provider_route(slug: &str) -> String {
    format!("/providers/{slug}/")
}

/// A guide of the playbook as one document for printing.
#[must_use]
pub fn print_route(guide: &str) -> String {
    format!("/playbook/{guide}/print/")
}

/// The whole playbook as one document for printing. A playbook of one guide has none: that guide's is the same.
pub const PLAYBOOK_PRINT: &str = "/playbook/print/";

/// A page of the toolkit as a file to take away.
#[must_use]
pub fn download_route(page: &crate::content::page::Page) -> String {
    format!("{}{}.md", page.route(), page.slug)
}

/// A page being planned.
struct Planned<'g> {
    route: String,
    page: Page,
    file: Option<&'g Arc<str>>,
    body: Option<&'g Body>,
}

/// Plans the site and checks the links in every text. With `drafts` there is a page for those who work on the theme.
#[must_use]
pub fn plan(guide: &Guide, drafts: bool) -> Checked<Plan> {
    let mut planned = pages(guide);
    if drafts {
        planned.push(Planned { route: STYLEGUIDE.to_owned(), page: Page::StyleGuide, file: None, body: None });
    }
    let mut problems = Vec::new();
    let mut plan = Plan::default();
    let mut routes = Routes::default();
    let files = files(guide);
    let mut claims = Claims::default();
    // Their addresses are kept for them, whether they are made this time or not.
    let papers: Vec<String> = papers::names(guide).map(papers::paper_route).collect();
    for file in files.iter().chain(&papers).map(String::as_str).chain(OWN) {
        // No two of these have the same name, and nobody else has one yet.
        let _ = claims.claim(file, &None);
    }
    for entry in &planned {
        match claims.claim(&entry.route, &entry.file.cloned()) {
            Err(first) => problems.push(conflict(&entry.route, entry.file, first.as_ref())),
            Ok(()) => {
                routes.add(&entry.route, entry.file, entry.body.map(ids).unwrap_or_default());
                plan.pages.push((entry.route.clone(), entry.page));
            }
        }
    }
    for file in &files {
        routes.add(file, None, BTreeSet::new());
    }
    plan.routes = Arc::new(routes);
    plan.redirects = redirects(guide, &mut claims, &mut problems);
    plan.redirects.push((SHORTLIST.to_owned(), COMPARE.to_owned()));
    plan.pages.sort();
    for entry in &planned {
        if let (Some(file), Some(body)) = (entry.file, entry.body) {
            check_links(body, file, &entry.route, &plan.routes, &mut plan.doubts, &mut problems);
        }
    }
    for worksheet in &guide.worksheets {
        check_worksheet(worksheet, &plan.routes, &mut plan.doubts, &mut problems);
    }
    check_navigation(guide, &plan.routes, &mut problems);
    Checked::new(plan, problems)
}

/// The files beside the pages.
fn files(guide: &Guide) -> Vec<String> {
    let feeds = feed::of(guide).into_iter().map(|feed| feed.route.to_owned());
    let downloads = guide.section(Section::Toolkit).map(|page| download_route(page));
    FILES.iter().map(|file| (*file).to_owned()).chain(feeds).chain(downloads).collect()
}

fn pages(guide: &Guide) -> Vec<Planned<'_>> {
    let bare = |route: &str, page: Page| Planned { route: route.to_owned(), page, file: None, body: None };
    let mut pages = vec![
        bare("/", Page::Home),
        bare("/providers/", Page::Directory),
        bare("/search/", Page::Search),
        bare(COMPARE, Page::Compare),
        bare(FIELDS, Page::Fields),
        bare("/404/", Page::NotFound),
        bare(RULES, Page::Rules),
    ];
    if crate::guide::coverage::axes(guide).is_some() {
        pages.push(bare(COVERAGE, Page::Coverage));
    }
    pages.extend((2..=partners::pages(guide)).map(|number| bare(&partners_route(number), Page::Partners(number))));
    for (position, facet) in guide.facets.iter().enumerate() {
        pages.push(bare(&facet_route(&facet.id), Page::Facet(position)));
        for (value, term) in facet.vocabulary.terms().iter().enumerate() {
            pages.push(bare(&landing_route(&facet.id, &term.id), Page::Landing(position, value)));
        }
    }
    for (position, provider) in guide.providers.iter().enumerate() {
        pages.push(Planned {
            route: provider_route(&provider.slug),
            page: Page::Provider(position),
            file: Some(&provider.file),
            body: Some(&provider.body),
        });
    }
    if !guide.playbook.is_empty() {
        pages.push(bare("/playbook/", Page::Playbook));
    }
    if guide.playbook.len() > 1 {
        pages.push(bare(PLAYBOOK_PRINT, Page::PlaybookPrint));
    }
    for (position, playbook) in guide.playbook.iter().enumerate() {
        pages.push(bare(&print_route(&playbook.id), Page::GuidePrint(position)));
        for (number, chapter) in playbook.all().enumerate() {
            pages.push(Planned {
                route: chapter.route(),
                page: Page::Chapter(position, number),
                file: Some(&chapter.file),
                body: Some(&chapter.body),
            });
        }
    }
    for section in [Section::Articles, Section::CaseStudies, Section::Toolkit] {
        if guide.section(section).next().is_some() {
            pages.push(bare(&format!("/{}/", section.folder()), Page::List(section)));
        }
    }
    for (position, page) in guide.pages.iter().enumerate() {
        let glossary = guide.glossary.page.as_ref().is_some_and(|glossary| glossary.file == page.file);
        let kind = if glossary { Page::Glossary } else { Page::Article(position) };
        pages.push(Planned { route: page.route(), page: kind, file: Some(&page.file), body: Some(&page.body) });
    }
    if !guide.worksheets.is_empty() {
        pages.push(bare(TOOLS, Page::Tools));
    }
    for (position, worksheet) in guide.worksheets.iter().enumerate() {
        pages.push(Planned { route: worksheet.route(), page: Page::Worksheet(position), file: Some(&worksheet.file), body: None });
    }
    pages
}

fn check_worksheet(worksheet: &Worksheet, routes: &Routes, doubts: &mut Vec<Doubt>, problems: &mut Vec<Diagnostic>) {
    let route = worksheet.route();
    for body in worksheet.bodies() {
        check_links(body, &worksheet.file, &route, routes, doubts, problems);
    }
    for (page, span) in worksheet.pages() {
        let place = Place { file: worksheet.file.clone(), span: *span };
        check_link(page, place, &route, routes, doubts, problems);
    }
}

fn ids(body: &Body) -> BTreeSet<String> {
    body.ids.iter().map(|(id, _)| id.clone()).collect()
}

const PAGE_OF_EVERY_GUIDE: &str = "a page that every guide has";

fn conflict(route: &str, file: Option<&Arc<str>>, first: Option<&Arc<str>>) -> Diagnostic {
    let place = Place { file: file.cloned().unwrap_or_else(|| "guide.toml".into()), span: Span::default() };
    let owner = first.map_or_else(|| PAGE_OF_EVERY_GUIDE.to_owned(), |file| file.to_string());
    Diagnostic::new(&rules::ADDRESS_CONFLICT, place, format!("the address `{route}` is already taken by {owner}"))
        .help("give the file another name")
}

fn redirects(guide: &Guide, claims: &mut Claims, problems: &mut Vec<Diagnostic>) -> Vec<(String, String)> {
    let providers = guide.providers.iter().map(|provider| (&provider.file, provider_route(&provider.slug), &provider.redirect_from));
    let chapters =
        guide.playbook.iter().flat_map(PlaybookGuide::all).map(|chapter| (&chapter.file, chapter.route(), &chapter.redirect_from));
    let pages = guide.pages.iter().map(|page| (&page.file, page.route(), &page.redirect_from));
    let worksheets = guide.worksheets.iter().map(|worksheet| (&worksheet.file, worksheet.route(), &worksheet.redirect_from));
    let mut redirects = Vec::new();
    for (file, to, old) in providers.chain(chapters).chain(pages).chain(worksheets) {
        for (from, span) in old {
            let from = old_address(from);
            match claims.claim(&from, &Some(file.clone())) {
                Ok(()) => redirects.push((from, to.clone())),
                Err(owner) => {
                    let owner = owner.map_or_else(|| PAGE_OF_EVERY_GUIDE.to_owned(), |file| file.to_string());
                    let place = Place { file: file.clone(), span: *span };
                    let message = format!("the old address `{from}` is in use by {owner}");
                    problems.push(Diagnostic::new(&rules::ADDRESS_CONFLICT, place, message).help("take it out of `redirect_from`"));
                }
            }
        }
    }
    redirects.sort();
    redirects
}

/// An old address as it is written to the disk: a folder, or a file such as `/old.html`.
fn old_address(written: &str) -> String {
    let is_file = written.rsplit('/').next().is_some_and(|last| last.contains('.'));
    if written.ends_with('/') || is_file { written.to_owned() } else { format!("{written}/") }
}

pub(super) fn check_links(
    body: &Body,
    file: &Arc<str>,
    route: &str,
    routes: &Routes,
    doubts: &mut Vec<Doubt>,
    problems: &mut Vec<Diagnostic>,
) {
    for link in body.links() {
        let place = Place { file: file.clone(), span: link.span };
        check_link(&link.target, place, route, routes, doubts, problems);
    }
}

fn check_link(target: &str, place: Place, route: &str, routes: &Routes, doubts: &mut Vec<Doubt>, problems: &mut Vec<Diagnostic>) {
    match routes.resolve(target, &place.file, route) {
        Target::NoPage(wanted, near) => {
            let mut problem = Diagnostic::new(&rules::BROKEN_LINK, place, format!("the guide has no page `{wanted}`"))
                .help("a link that begins with `/` counts from the guide's root");
            if let Some(near) = near {
                problem = problem.label(format!("did you mean `{near}`?"));
            }
            problems.push(problem);
        }
        Target::NoPlace(route, id) => doubts.push(Doubt { place, route, id }),
        Target::Here(_) | Target::Inside(_) | Target::Outside(_) => {}
    }
}

fn check_navigation(guide: &Guide, routes: &Routes, problems: &mut Vec<Diagnostic>) {
    for (_, route, span) in guide.settings.nav.iter().chain(&guide.settings.footer) {
        let place = Place { file: crate::content::settings::FILE.into(), span: *span };
        if let Target::NoPage(wanted, near) = routes.resolve(route, "guide.toml", "/") {
            let mut problem = Diagnostic::new(&rules::BROKEN_LINK, place, format!("the guide has no page `{wanted}`"));
            if let Some(near) = near {
                problem = problem.label(format!("did you mean `{near}`?"));
            }
            problems.push(problem);
        }
    }
}
