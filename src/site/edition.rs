//! A planned site with its theme: everything that is needed to make any of its files.
//!
//! Whoever builds asks for all of them ([`Edition::print`]); whoever serves asks for the one that is looked
//! at ([`Edition::page`]). Both get the same bytes from the same functions.

use std::collections::HashSet;
use std::mem::{Discriminant, discriminant};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::Planned;
use crate::content::page::Section;
use crate::diagnostic::Diagnostic;
use crate::findable;
use crate::guide::Guide;
use crate::observe::{self, Observer, Stage, Unobserved};
use crate::search::SearchFile;
use crate::site::card::{Artist, Words};
use crate::site::compose::Composer;
use crate::site::legacy::Legacy;
use crate::site::papers::Papers;
use crate::site::plan::{Page, Plan};
use crate::site::render::Renderer;
use crate::site::route::{Site, output_path};
use crate::site::theme::Theme;
use crate::site::{Output, anchors, compare, data, download, feed, hosting, logo, offline, redirect, sitemap};

/// How many pages are made before they are handed over together.
const BATCH: usize = 32;
/// How many batches may wait to be taken. Whoever takes them is slower than whoever makes them, and what waits
/// fills memory.
const WAITING: usize = 8;

/// A planned site with its theme.
pub struct Edition {
    guide: Arc<Guide>,
    plan: Arc<Plan>,
    papers: Papers,
    site: Site,
    composer: Composer,
    renderer: Renderer,
    /// The files that are the same whatever pages there are: what pages load, and what hosts are told.
    assets: Vec<Output>,
    problems: Vec<Diagnostic>,
    artist: Option<Arc<Artist>>,
    /// The pictures of pages by their paths, from when they were first asked for.
    cards: OnceLock<Vec<(String, Words)>>,
    /// Files beside the pages, and those of the search index, from when they were first asked for.
    beside: OnceLock<Vec<Output>>,
    search: OnceLock<Vec<Arc<SearchFile>>>,
    legacy: Arc<Legacy>,
}

/// Files that are finished, and what keeps others from being finished.
#[derive(Default)]
struct Batch {
    outputs: Vec<Output>,
    problems: Vec<Diagnostic>,
}

impl Edition {
    /// Reads the theme for a planned site.
    ///
    /// # Errors
    ///
    /// What is wrong with the theme.
    pub fn new(planned: &Planned, theme: &Theme) -> Result<Self, Vec<Diagnostic>> {
        let Planned { guide, plan, papers, legacy } = planned.clone();
        let site = Site::new(&guide.settings);
        let (assets, mut problems) = theme.assets(site.style).clone();
        let artist = theme.artist();
        let composer = Composer::new(planned, artist.clone());
        let renderer = match Renderer::new(theme, &composer.site(assets.view)) {
            Ok(renderer) => renderer,
            Err(problem) => {
                problems.push(*problem);
                return Err(problems);
            }
        };
        let mut assets = assets.outputs;
        if offline::route(guide.settings.offline, &site).is_some() {
            assets.push(offline::worker(theme, &site, assets.iter().map(|file| file.path.as_str())));
        }
        assets.extend(hosting::files(&site, &plan.redirects));
        let (cards, beside, search) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        let mut edition = Self { guide, plan, papers, site, composer, renderer, assets, problems, artist, cards, beside, search, legacy };
        let found = anchors::check(&edition.plan.doubts, |route| edition.html(route));
        edition.problems.extend(found);
        Ok(edition)
    }

    /// What is wrong as far as it is known before all files are made.
    #[must_use]
    pub fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }

    /// The page at a route; nothing when there is none, or when its template fails, which is reported elsewhere.
    fn html(&self, route: &str) -> Option<String> {
        let (route, page) = self.page_at(&output_path(route))?;
        String::from_utf8(self.page(route, *page, &Unobserved).ok()?.bytes).ok()
    }

    /// How many files there are, the search index counted as one.
    #[must_use]
    pub fn len(&self) -> usize {
        self.plan.pages.len()
            + self.plan.redirects.len()
            + self.assets.len()
            + compare::shards(self.guide.providers.len()) as usize
            + self.beside_pages()
            + 1
    }

    /// How many files stand beside the pages, those of the theme, of comparisons and of old addresses excepted.
    fn beside_pages(&self) -> usize {
        FILES
            + sitemap::count(&self.plan)
            + feed::of(&self.guide).len()
            + self.guide.section(Section::Toolkit).count()
            + self.papers.len()
            + self.guide.logos.len()
    }

    /// Whether there is no file, which cannot be.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Makes every file except the pictures of pages ([`Edition::cards`]). They come in batches, in no order, one batch at a time and on the thread of the caller,
    /// while the next ones are made on others. `take` may break off, and then no more come.
    ///
    /// When something is wrong with a template, what was made must not be published.
    pub fn print(&self, observer: &dyn Observer, take: &mut dyn FnMut(Vec<Output>) -> ControlFlow<()>) -> Vec<Diagnostic> {
        let (sender, receiver) = sync_channel(WAITING);
        std::thread::scope(|scope| {
            scope.spawn(move || self.make(observer, &sender));
            hand_over(receiver, self.problems.clone(), take)
        })
    }

    fn make(&self, observer: &dyn Observer, sender: &SyncSender<Batch>) {
        let (count, all) = (AtomicUsize::new(0), self.len());
        let done = |made: usize| observer.finished(count.fetch_add(made, Ordering::Relaxed) + made, all);
        let pages = || {
            let batches = self.plan.pages.par_chunks(BATCH);
            // A closed channel means that nobody wants more.
            let _ = batches.try_for_each(|pages| {
                let batch = self.batch(pages, observer);
                done(pages.len());
                sender.send(batch)
            });
        };
        let others = || {
            let index = observe::stage(observer, Stage::Index, || self.index());
            done(1);
            let _ = sender.send(Batch { outputs: index, ..Batch::default() });
            let files = observe::stage(observer, Stage::Files, || self.files());
            done(files.len());
            let _ = sender.send(Batch { outputs: files, ..Batch::default() });
        };
        self.composer.prepare();
        rayon::join(others, pages);
    }

    fn batch(&self, pages: &[(String, Page)], observer: &dyn Observer) -> Batch {
        let mut batch = Batch::default();
        for (route, page) in pages {
            match self.page(route, *page, observer) {
                Ok(output) => batch.outputs.push(output),
                Err(problem) => batch.problems.push(*problem),
            }
        }
        batch
    }

    /// What is wrong with the theme, as far as one page of each kind shows it. Kinds that were `tried` before with the
    /// same theme are not tried again; when something is wrong, all of them will be.
    #[must_use]
    pub fn try_out(&self, tried: &mut HashSet<Discriminant<Page>>) -> Vec<Diagnostic> {
        let first = tried.is_empty();
        let new = self.plan.pages.iter().filter(|(_, page)| tried.insert(discriminant(page)));
        let wrong = new.filter_map(|(route, page)| self.page(route, *page, &Unobserved).err()).collect::<Vec<_>>();
        let card = self.cards().first().filter(|_| first).and_then(|(path, words)| self.draw(path, words).err());
        let found: Vec<Diagnostic> = self.problems.iter().cloned().chain(wrong.into_iter().chain(card).map(|problem| *problem)).collect();
        if !found.is_empty() {
            tried.clear();
        }
        found
    }

    /// The file at a path inside the output folder; `None` when the site has no such file.
    ///
    /// # Errors
    ///
    /// A mistake in the template.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<Result<Output, Box<Diagnostic>>> {
        if let Some((route, page)) = self.page_at(path) {
            return Some(self.page(route, *page, &Unobserved));
        }
        if path.ends_with(".png")
            && let Some((path, words)) = self.cards().iter().find(|(card, _)| card == path)
        {
            return Some(self.draw(path, words));
        }
        let files = if findable::is_index(path) {
            let files = self.search.get_or_init(|| self.legacy.search(&self.guide));
            if let Some(file) = findable::at(path, files) {
                return Some(Ok(file));
            }
            self.composer.files_of_directory()
        } else {
            if let Some(file) = self.composer.file_to_compare(path).or_else(|| self.data(path)) {
                return Some(Ok(file));
            }
            self.beside.get_or_init(|| self.beside())
        };
        files.iter().find(|file| file.path == path).cloned().map(Ok)
    }

    fn page_at(&self, path: &str) -> Option<&(String, Page)> {
        if path == NOT_FOUND {
            return self.plan.pages.iter().find(|(_, page)| *page == Page::NotFound);
        }
        let route = format!("/{}", path.strip_suffix("index.html")?);
        let at = self.plan.pages.binary_search_by(|(known, _)| known.as_str().cmp(&route)).ok()?;
        self.plan.pages.get(at).filter(|(_, page)| *page != Page::NotFound)
    }

    /// One page.
    ///
    /// # Errors
    ///
    /// A mistake in the template.
    pub fn page(&self, route: &str, page: Page, observer: &dyn Observer) -> Result<Output, Box<Diagnostic>> {
        let path = if page == Page::NotFound { NOT_FOUND.to_owned() } else { output_path(route) };
        let (shown, chrome) = observe::stage(observer, Stage::Compose, || self.composer.compose(route, page));
        let bytes = observe::stage(observer, Stage::Render, || self.renderer.render(shown, &chrome))?;
        Ok(Output { path, bytes })
    }

    /// The pictures of pages: where each is published, and what is said on it. A path changes with whatever its
    /// picture shows, so one that is there already need not be drawn again.
    pub fn cards(&self) -> &[(String, Words)] {
        self.cards.get_or_init(|| self.composer.social_cards())
    }

    /// Draws one of them.
    ///
    /// # Errors
    ///
    /// A mistake in the theme's template.
    pub fn draw(&self, path: &str, words: &Words) -> Result<Output, Box<Diagnostic>> {
        let artist = self.artist.as_ref().expect("whoever has cards has an artist");
        let view = artist.lay_out(words).expect("what has a path can be set");
        let bytes = artist.draw(&self.renderer.card(&view)?)?;
        Ok(Output { path: path.to_owned(), bytes })
    }

    /// The search index, and what the directory fetches when it is cut into pages.
    fn index(&self) -> Vec<Output> {
        let mut files = findable::index(&self.guide);
        files.extend_from_slice(self.composer.files_of_directory());
        files
    }

    /// The files beside the pages, the search index excepted.
    fn files(&self) -> Vec<Output> {
        let mut files = self.beside();
        files.extend([JSON, CSV].into_iter().filter_map(|path| self.data(path)));
        files.extend(self.composer.files_to_compare());
        files
    }

    /// The guide for other programs, in the form that stands at a path.
    fn data(&self, path: &str) -> Option<Output> {
        let bytes = match path {
            JSON => data::json(&self.guide, &self.site),
            CSV => data::csv(&self.guide, &self.site),
            _ => return None,
        };
        Some(Output { path: path.to_owned(), bytes })
    }

    /// Those of them that do not tell of all profiles.
    fn beside(&self) -> Vec<Output> {
        let (guide, site) = (&*self.guide, &self.site);
        let file = |path: &str, bytes: Vec<u8>| Output { path: path.to_owned(), bytes };
        let mut files = vec![file("robots.txt", sitemap::robots(site))];
        files.extend(sitemap::files(guide, &self.plan, site).into_iter().map(|(path, bytes)| Output { path, bytes }));
        files.extend(feed::of(guide).iter().map(|feed| file(&output_path(feed.route), feed::atom(feed, guide, site))));
        files.extend(guide.section(Section::Toolkit).map(|page| download::file(page, &self.plan.routes, site)));
        files.extend(self.papers.outputs());
        files.extend(logo::outputs(guide));
        debug_assert_eq!(files.len() + [JSON, CSV].len(), self.beside_pages(), "the count of files is right");
        files.extend(self.assets.iter().cloned());
        files.extend(self.plan.redirects.iter().map(|(from, to)| file(&output_path(from), redirect::page(site, from, to))));
        files
    }
}

/// The page for addresses that do not exist.
const NOT_FOUND: &str = "404.html";
/// The guide for other programs.
const JSON: &str = "data/providers.json";
const CSV: &str = "data/providers.csv";
/// How many files stand beside the pages of every site, but for the sitemap.
const FILES: usize = 3;

/// Hands over what arrives for as long as all is well. The channel closes when this returns.
fn hand_over(
    receiver: Receiver<Batch>,
    mut problems: Vec<Diagnostic>,
    take: &mut dyn FnMut(Vec<Output>) -> ControlFlow<()>,
) -> Vec<Diagnostic> {
    for batch in receiver {
        // The same mistake in a template is met on every page that uses it.
        problems.extend(batch.problems.into_iter().filter(|problem| !problems.contains(problem)).collect::<Vec<_>>());
        if problems.is_empty() && take(batch.outputs).is_break() {
            break;
        }
    }
    problems
}
