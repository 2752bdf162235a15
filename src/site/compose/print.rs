//! The playbook made to be printed: a guide, or all of them, as one document.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::content::playbook::Chapter;
use crate::guide::PlaybookGuide;
use crate::site::papers::{self, paper_route};
use crate::site::prose::{Paper, Prose, letter, within};
use crate::site::render::Shown;
use crate::site::view::{AddressView, LinkView, PaperView, PrintChapterView, PrintPartView, PrintView, TermView};

use super::text::{PLAYBOOK, PLAYBOOK_SUMMARY};
use super::{Composer, link, sources};

/// What a document is made of.
struct Document<'g> {
    title: &'g str,
    summary: &'g str,
    /// The page on the site that stands for it.
    home: String,
    guides: &'g [PlaybookGuide],
    paper: Option<&'g str>,
}

impl Composer {
    pub(super) fn guide_print(&self, route: &str, position: usize) -> Shown {
        let guides = &self.guide.playbook[position..=position];
        let guide = &guides[0];
        let way = vec![link(PLAYBOOK, "/playbook/"), link(&guide.index.title, &guide.index.route())];
        let document = Document {
            title: &guide.index.title,
            summary: &guide.index.summary,
            home: guide.index.route(),
            guides,
            paper: Some(&guide.id),
        };
        self.document(route, &document, way)
    }

    pub(super) fn playbook_print(&self, route: &str) -> Shown {
        let document = Document {
            title: PLAYBOOK,
            summary: PLAYBOOK_SUMMARY,
            home: "/playbook/".to_owned(),
            guides: &self.guide.playbook,
            paper: papers::whole(&self.guide),
        };
        self.document(route, &document, vec![link(PLAYBOOK, "/playbook/")])
    }

    /// A paper of the playbook, when one was made.
    pub(super) fn paper(&self, name: &str) -> Option<PaperView> {
        let size = self.papers.size(name)?;
        Some(PaperView { route: paper_route(name), size: size_in_words(size) })
    }

    fn document(&self, route: &str, document: &Document<'_>, way: Vec<LinkView>) -> Shown {
        let mut page = self.page(route, "print", &format!("{}, for printing", document.title), document.summary, way);
        page.indexable = false;
        let every = || document.guides.iter().flat_map(PlaybookGuide::all);
        let pages = every().map(|chapter| (chapter.route(), id(chapter))).collect();
        let paper = Paper { site: self.site.clone(), route: route.to_owned(), pages };
        let part = |guide: &PlaybookGuide| PrintPartView {
            id: guide.id.clone(),
            title: guide.index.title.clone(),
            summary: guide.index.summary.clone(),
            chapters: guide.all().enumerate().map(|(number, chapter)| self.printed(route, number, chapter, &paper)).collect(),
        };
        let view = PrintView {
            title: document.title.to_owned(),
            summary: document.summary.to_owned(),
            route: document.home.clone(),
            address: self.site.absolute(&document.home),
            parts: document.guides.iter().map(part).collect(),
            terms: self.words_of(route, every()),
            paper: document.paper.and_then(|name| self.paper(name)),
        };
        Shown::new("print.html", "print", &view, page)
    }

    fn printed(&self, route: &str, number: usize, chapter: &Chapter, paper: &Paper) -> PrintChapterView {
        let (at, own) = (self.site.at(route), chapter.route());
        let prose = Prose { glossary: None, paper: Some(paper), charts: &chapter.charts, ..self.prose(&at, &chapter.file, &own) };
        let folded = prose.fold(&chapter.body);
        let id = id(chapter);
        let address = |(at, address)| AddressView { letter: letter(at), address };
        PrintChapterView {
            title: chapter.title.clone(),
            summary: chapter.summary.clone(),
            number,
            body_html: within(&folded.html, &id),
            addresses: folded.addresses.into_iter().enumerate().map(address).collect(),
            sources: sources(&chapter.sources, str::to_owned),
            id,
        }
    }

    /// The glossary terms that some pages use.
    fn words_of<'g>(&self, route: &str, chapters: impl Iterator<Item = &'g Arc<Chapter>>) -> Vec<TermView> {
        let (at, anywhere) = (self.site.at(route), self.site.anywhere());
        let terms: BTreeSet<usize> = chapters.flat_map(|chapter| self.prose(&at, &chapter.file, route).fold(&chapter.body).terms).collect();
        terms.into_iter().filter_map(|term| self.guide.glossary.terms.get(term)).map(|term| self.term_view(term, &anywhere)).collect()
    }
}

/// A page's id in the document. No name of ours or of an author's has an underscore in it, so that no two ids are equal
/// by chance.
fn id(chapter: &Chapter) -> String {
    format!("{}_{}", chapter.guide, chapter.slug)
}

fn size_in_words(bytes: usize) -> String {
    let kilobytes = bytes.div_ceil(1024);
    if kilobytes < 1000 { format!("{kilobytes} KB") } else { format!("{}.{} MB", kilobytes / 1024, kilobytes % 1024 * 10 / 1024) }
}

#[cfg(test)]
mod tests {
    use super::size_in_words;

    #[test]
    fn sizes_are_told_in_round_numbers() {
        assert_eq!([1, 421_000, 1_500_000].map(size_in_words), ["1 KB", "412 KB", "1.4 MB"]);
    }
}
