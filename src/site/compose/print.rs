//! A guide of the playbook as one document that is made to be printed.

use std::collections::BTreeSet;

use crate::content::playbook::Chapter;
use crate::site::prose::{Paper, Prose, letter, within};
use crate::site::render::Shown;
use crate::site::view::{AddressView, PrintChapterView, PrintView};

use super::text::guide_view;
use super::{Composer, link, sources};

impl Composer {
    pub(super) fn guide_print(&self, route: &str, position: usize) -> Shown {
        let guide = &self.guide.playbook[position];
        let title = format!("{}, for printing", guide.index.title);
        let way = vec![link("Playbook", "/playbook/"), link(&guide.index.title, &guide.index.route())];
        let mut page = self.page(route, "print", &title, &guide.index.summary, way);
        page.indexable = false;
        let pages = guide.all().map(|chapter| (chapter.route(), id(chapter))).collect();
        let paper = Paper { site: self.site.clone(), route: route.to_owned(), pages };
        let at = self.site.at(route);
        let terms: BTreeSet<usize> =
            guide.all().flat_map(|chapter| self.prose(&at, &chapter.file, route).fold(&chapter.body).terms).collect();
        let chapter = |(number, chapter): (usize, &std::sync::Arc<Chapter>)| {
            let of_chapter = chapter.route();
            let prose =
                Prose { glossary: None, paper: Some(&paper), charts: &chapter.charts, ..self.prose(&at, &chapter.file, &of_chapter) };
            let folded = prose.fold(&chapter.body);
            let id = id(chapter);
            PrintChapterView {
                title: chapter.title.clone(),
                summary: chapter.summary.clone(),
                number,
                body_html: within(&folded.html, &id),
                addresses: folded
                    .addresses
                    .into_iter()
                    .enumerate()
                    .map(|(at, address)| AddressView { letter: letter(at), address })
                    .collect(),
                sources: sources(&chapter.sources, str::to_owned),
                id,
            }
        };
        let view = PrintView {
            guide: guide_view(guide),
            chapters: guide.all().enumerate().map(chapter).collect(),
            terms: terms.into_iter().filter_map(|term| self.guide.glossary.terms.get(term)).map(|term| self.term_view(term, &at)).collect(),
        };
        Shown::new("print.html", "print", &view, page)
    }
}

/// A chapter's id in the document.
fn id(chapter: &Chapter) -> String {
    if chapter.is_index() { "start".to_owned() } else { chapter.slug.clone() }
}
