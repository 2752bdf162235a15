//! Guidepost turns plain text files into a searchable guide to professional-learning partners.
//!
//! A build is a list of stages, and this file is that list:
//!
//! ```text
//! Sources ─ content::parse ─▶ Documents ─ guide::assemble ─▶ Guide ─ site::plan ─▶ Plan ─ Site::render ─▶ Outputs
//! ```
//!
//! Each stage is an ordinary function over whole values. What authors must be told
//! comes back beside the value as [`diagnostic::Diagnostic`]s; nothing here reads a
//! file, a clock or the environment.

pub mod cms;
pub mod content;
pub mod diagnostic;
pub mod facet;
pub mod find;
pub mod form;
pub mod format;
pub mod guide;
pub mod json_schema;
pub mod memo;
pub mod report;
pub mod rules;
pub mod scaffold;
pub mod schema;
pub mod search;
pub mod site;
pub mod source;
pub mod table;
pub mod vocabulary;

mod findable;
mod ordered;

use std::sync::Arc;

use rayon::prelude::*;

use crate::content::Documents;
use crate::diagnostic::{Checked, Diagnostic};
use crate::guide::Guide;
use crate::memo::Memo;
use crate::site::compose::Composer;
use crate::site::plan::{Page, Plan};
use crate::site::render::Renderer;
use crate::site::route::{Site, output_path};
use crate::site::theme::Theme;
use crate::site::{Output, anchors, assets, data, feed, redirect, sitemap};
use crate::source::Sources;

/// What a caller may change about a build without changing the content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// Whether drafts are shown.
    pub drafts: bool,
    /// The address of the site, in place of the one in `guide.toml`.
    pub base_url: Option<String>,
    /// The repository of the guide's files, in place of the one in `guide.toml`.
    pub repository: Option<String>,
}

/// A guide that has been read, checked and planned.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The guide.
    pub guide: Guide,
    /// Its pages.
    pub plan: Plan,
}

/// Reads, checks and plans a guide: everything that can be said about its content.
pub fn plan(sources: &Sources, choices: &Choices, memo: &mut Memo) -> Checked<Planned> {
    let Checked { value: mut documents, mut problems } = content::parse(sources, memo);
    apply(choices, &mut documents);
    let Checked { value: guide, problems: found } = guide::assemble(&documents, choices.drafts);
    problems.extend(found);
    let Checked { value: plan, problems: found } = site::plan::plan(&guide, choices.drafts);
    problems.extend(found);
    diagnostic::sort(&mut problems);
    Checked::new(Planned { guide, plan }, problems)
}

/// Builds a whole site. When there are errors, what comes back must not be published.
pub fn build(sources: &Sources, theme: &Theme, choices: &Choices, memo: &mut Memo) -> Checked<Vec<Output>> {
    let Checked { value: planned, mut problems } = plan(sources, choices, memo);
    let Checked { value: outputs, problems: found } = render(&planned, theme);
    problems.extend(found);
    diagnostic::sort(&mut problems);
    Checked::new(outputs, problems)
}

/// Renders every file of a planned site, sorted by path.
pub fn render(planned: &Planned, theme: &Theme) -> Checked<Vec<Output>> {
    let Planned { guide, plan } = planned;
    let site = Site::new(&guide.settings);
    let (mut assets, mut problems) = assets::publish(theme, Vec::new(), site.style);
    let composer = Composer::new(guide, plan);
    let renderer = match Renderer::new(theme, &composer.site(assets.view)) {
        Ok(renderer) => renderer,
        Err(problem) => {
            problems.push(*problem);
            return Checked::new(Vec::new(), problems);
        }
    };
    problems.extend(anchors::check(&plan.doubts, |route| html(&composer, &renderer, plan, route)));
    let mut outputs = std::mem::take(&mut assets.outputs);
    let rendered: Vec<Result<Output, Box<Diagnostic>>> =
        plan.pages.par_iter().map(|(route, page)| render_page(&composer, &renderer, route, *page)).collect();
    for result in rendered {
        match result {
            Ok(output) => outputs.push(output),
            Err(problem) => problems.push(*problem),
        }
    }
    outputs.extend(findable::index(guide));
    outputs.extend(site::compare::files(&composer.compared()));
    outputs.extend(files(guide, plan, &site));
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    Checked::new(outputs, problems)
}

fn render_page(composer: &Composer<'_>, renderer: &Renderer, route: &str, page: Page) -> Result<Output, Box<Diagnostic>> {
    let path = if page == Page::NotFound { "404.html".to_owned() } else { output_path(route) };
    Ok(Output { path, bytes: renderer.render(&composer.compose(route, page))? })
}

/// The built page at a route; nothing when there is none, or when its template fails, which is reported elsewhere.
fn html(composer: &Composer<'_>, renderer: &Renderer, plan: &Plan, route: &str) -> Option<String> {
    let at = plan.pages.binary_search_by(|(known, _)| known.as_str().cmp(route)).ok()?;
    let page = render_page(composer, renderer, route, plan.pages[at].1).ok()?;
    String::from_utf8(page.bytes).ok()
}

/// The files beside the pages.
fn files(guide: &Guide, plan: &Plan, site: &Site) -> Vec<Output> {
    let file = |path: &str, bytes: Vec<u8>| Output { path: path.to_owned(), bytes };
    let mut files = vec![
        file("data/providers.json", data::json(guide, site)),
        file("data/providers.csv", data::csv(guide, site)),
        file("feed.xml", feed::atom(guide, site)),
        file("sitemap.xml", sitemap::sitemap(guide, plan, site)),
        file("robots.txt", sitemap::robots(site)),
    ];
    files.extend(plan.redirects.iter().map(|(from, to)| file(&output_path(from), redirect::page(site, from, to))));
    files
}

fn apply(choices: &Choices, documents: &mut Documents) {
    if choices.base_url.is_none() && choices.repository.is_none() {
        return;
    }
    let mut settings = (*documents.settings).clone();
    if let Some(base_url) = &choices.base_url {
        settings.base_url = if base_url.ends_with('/') { base_url.clone() } else { format!("{base_url}/") };
    }
    if let Some(repository) = &choices.repository {
        settings.repository.clone_from(repository);
    }
    documents.settings = Arc::new(settings);
}
