//! The pages that are read: playbook, articles, glossary.

use crate::content::markdown::Body;
use crate::content::page::Section;
use crate::content::text::date_in_words;
use crate::content::worksheet::TOOLS;
use crate::guide::PlaybookGuide;
use crate::site::feed::ARTICLES;
use crate::site::papers;
use crate::site::plan::{PLAYBOOK_PRINT, download_route, print_route};
use crate::site::prose::shortened;
use crate::site::render::Shown;
use crate::site::view::{
    ArticleView, ChapterLinkView, ChapterView, EntryView, GlossaryView, GuideView, HeadingView, LinkView, ListView, PlaybookView,
};

use super::{Composer, GLOSSARY, json_for_html, link, sources};

/// What the guides of the playbook are called together, and what they are for.
pub(super) const PLAYBOOK: &str = "Playbook";
pub(super) const PLAYBOOK_SUMMARY: &str = "How to choose, interview and work with a professional learning partner, step by step.";

impl Composer {
    pub(super) fn guides(&self) -> Vec<GuideView> {
        self.guide.playbook.iter().map(guide_view).collect()
    }

    pub(super) fn playbook(&self, route: &str) -> Shown {
        let page = self.page(route, "playbook", PLAYBOOK, PLAYBOOK_SUMMARY, Vec::new());
        let view = PlaybookView {
            guides: self.guides(),
            print_route: Some(PLAYBOOK_PRINT.to_owned()).filter(|route| self.plan.routes.has(route)),
            paper: papers::whole(&self.guide).and_then(|whole| self.paper(whole)),
        };
        Shown::new("playbook.html", "playbook", &view, page)
    }

    pub(super) fn chapter(&self, route: &str, position: usize, number: usize) -> Shown {
        let guide = &self.guide.playbook[position];
        let Some(chapter) = guide.all().nth(number) else { return self.playbook(route) };
        let mut way = vec![link(PLAYBOOK, "/playbook/")];
        if number > 0 {
            way.push(link(&guide.index.title, &guide.index.route()));
        }
        let mut page = self.page(route, "chapter", &chapter.title, &chapter.summary, way);
        page.edit = self.edit(&chapter.file);
        page.json_ld_html = article_json(&chapter.title, &chapter.summary, &page.canonical, "");
        let at = self.site.at(route);
        let types = self.guide.facet(crate::content::playbook::TYPES);
        let kind = chapter.pl_type.and_then(|value| self.guide.facets.get(types?)?.vocabulary.terms().get(value));
        let mut prose = self.prose(&at, &chapter.file, route);
        prose.item_type = kind.map_or("", |term| &term.id);
        prose.charts = &chapter.charts;
        let mut folded = prose.fold(&chapter.body);
        let (previous, next) = self.neighbours(position, number);
        let view = ChapterView {
            title: chapter.title.clone(),
            summary: chapter.summary.clone(),
            guide: guide_view(guide),
            guides: self.guides(),
            print_route: print_route(&guide.id),
            paper: self.paper(&guide.id),
            number,
            contents: contents(&chapter.body),
            sources: sources(&chapter.sources, str::to_owned),
            previous,
            next,
            providers: kind.map(|term| link(&term.label, &format!("/providers/?{}={}", crate::content::playbook::TYPES, term.id))),
            body_html: std::mem::take(&mut folded.html),
        };
        Shown::new("chapter.html", "chapter", &view, page).with(vec![("terms", self.terms(&folded, &self.stock(&at)))])
    }

    /// The pages before and after one, over all guides.
    fn neighbours(&self, position: usize, number: usize) -> (Option<LinkView>, Option<LinkView>) {
        let all: Vec<_> = self.guide.playbook.iter().flat_map(PlaybookGuide::all).collect();
        let before: usize = self.guide.playbook[..position].iter().map(|guide| guide.chapters.len() + 1).sum();
        let at = before + number;
        let view = |at: usize| all.get(at).map(|chapter| link(&chapter.title, &chapter.route()));
        (at.checked_sub(1).and_then(view), view(at + 1))
    }

    pub(super) fn article(&self, route: &str, position: usize) -> Shown {
        let article = &self.guide.pages[position];
        let way = match article.section {
            Section::Pages => Vec::new(),
            section => vec![link(section.label(), &format!("/{}/", section.folder()))],
        };
        let mut page = self.page(route, "page", &article.title, &article.summary, way);
        page.edit = self.edit(&article.file);
        page.json_ld_html = article_json(&article.title, &article.summary, &page.canonical, &article.date);
        let at = self.site.at(route);
        let mut prose = self.prose(&at, &article.file, route);
        prose.charts = &article.charts;
        let mut folded = prose.fold(&article.body);
        let view = ArticleView {
            title: article.title.clone(),
            summary: article.summary.clone(),
            date: article.date.clone(),
            date_text: date_in_words(&article.date),
            contents: contents(&article.body),
            sources: sources(&article.sources, str::to_owned),
            body_html: std::mem::take(&mut folded.html),
            download_route: if article.section == Section::Toolkit { download_route(article) } else { String::new() },
        };
        Shown::new("article.html", "article", &view, page).with(vec![("terms", self.terms(&folded, &self.stock(&at)))])
    }

    pub(super) fn glossary(&self, route: &str) -> Shown {
        let glossary = &self.guide.glossary;
        let (title, summary, file) = glossary.page.as_ref().map_or(("Glossary", "", ""), |page| (&page.title, &page.summary, &*page.file));
        let mut page = self.page(route, "glossary", title, summary, Vec::new());
        page.edit = self.edit(file);
        let at = self.site.at(route);
        let mut prose = self.prose(&at, file, GLOSSARY);
        prose.glossary = None;
        let view = GlossaryView {
            intro_html: prose.fold_pieces(&glossary.intro, &[]).html,
            terms: glossary.terms.iter().map(|term| self.term_view(term, &at)).collect(),
            sources: glossary.page.as_ref().map(|page| sources(&page.sources, str::to_owned)).unwrap_or_default(),
        };
        Shown::new("glossary.html", "glossary", &view, page)
    }

    pub(super) fn section_list(&self, route: &str, section: Section) -> Shown {
        let page = self.page(route, "list", section.label(), section.summary(), Vec::new());
        let view = ListView {
            title: section.label().to_owned(),
            summary: section.summary().to_owned(),
            beside: (section == Section::Toolkit && !self.guide.worksheets.is_empty())
                .then(|| link("Tools that ask questions and work out the answer", TOOLS)),
            entries: self.guide.section(section).map(|page| entry(page)).collect(),
            feed_route: if section == Section::Articles { ARTICLES.to_owned() } else { String::new() },
        };
        Shown::new("list.html", "list", &view, page)
    }
}

/// A page of text in a list.
pub(super) fn entry(page: &crate::content::page::Page) -> EntryView {
    EntryView { title: page.title.clone(), summary: page.summary.clone(), route: page.route(), date_text: date_in_words(&page.date) }
}

fn guide_view(guide: &PlaybookGuide) -> GuideView {
    let page = |(position, chapter): (usize, &std::sync::Arc<crate::content::playbook::Chapter>)| ChapterLinkView {
        title: chapter.title.clone(),
        summary: chapter.summary.clone(),
        route: chapter.route(),
        number: position + 1,
    };
    GuideView {
        id: guide.id.clone(),
        title: guide.index.title.clone(),
        summary: guide.index.summary.clone(),
        route: guide.index.route(),
        pages: guide.chapters.iter().enumerate().map(page).collect(),
    }
}

/// Headings and items in the order of the text.
fn contents(body: &Body) -> Vec<HeadingView> {
    let headings = body
        .headings
        .iter()
        .map(|heading| (heading.span.start, HeadingView { level: heading.level, text: heading.text.clone(), id: heading.id.clone() }));
    let below = |start: u32| body.headings.iter().rev().find(|heading| heading.span.start < start).map_or(2, |heading| heading.level + 1);
    let items = body.items.iter().map(|item| {
        (item.span.start, HeadingView { level: below(item.span.start).min(6), text: shortened(&item.ask_text), id: item.id.clone() })
    });
    let mut all: Vec<(u32, HeadingView)> = headings.chain(items).collect();
    all.sort_by_key(|(start, _)| *start);
    all.into_iter().map(|(_, view)| view).collect()
}

fn article_json(title: &str, summary: &str, address: &str, date: &str) -> String {
    let mut article = serde_json::json!({ "@context": "https://schema.org", "@type": "Article", "headline": title, "url": address });
    if !summary.is_empty() {
        article["description"] = summary.into();
    }
    if !date.is_empty() {
        article["datePublished"] = date.into();
    }
    json_for_html(&article)
}
