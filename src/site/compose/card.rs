//! What is said on the pictures of pages.

use crate::guide::PlaybookGuide;
use crate::site::card::{self, Words};
use crate::site::plan::Page;
use crate::site::view::CardLinkView;

use super::Composer;

/// Which cards there are, before anybody draws them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    /// The guide itself: for all pages without a card of their own.
    Site,
    /// A profile, by its position.
    Provider(usize),
    /// A guide of the playbook, by its position.
    Guide(usize),
    /// A tool, by its position.
    Tool(usize),
}

impl Composer {
    /// Every card: where it is published, and its words.
    pub fn social_cards(&self) -> Vec<(String, Words)> {
        let Some(artist) = &self.artist else { return Vec::new() };
        let guide = &*self.guide;
        let providers = if self.profiles_have_cards() { guide.providers.len() } else { 0 };
        let providers = (0..providers).map(Subject::Provider);
        let guides = (0..guide.playbook.len()).map(Subject::Guide);
        let tools = (0..guide.worksheets.len()).map(Subject::Tool);
        let subjects = std::iter::once(Subject::Site).chain(providers).chain(guides).chain(tools);
        subjects.map(|subject| self.words(subject)).filter_map(|words| Some((artist.path(&words)?, words))).collect()
    }

    fn profiles_have_cards(&self) -> bool {
        self.guide.settings.social_cards.unwrap_or(self.guide.providers.len() <= card::MOST_PROFILES)
    }

    /// The card of a page, as the page names it.
    pub(super) fn social_card(&self, page: Page) -> Option<CardLinkView> {
        let artist = self.artist.as_deref()?;
        let link = |subject| {
            let words = self.words(subject);
            let route = format!("/{}", artist.path(&words)?);
            Some(CardLinkView { url: self.site.absolute(&route), width: card::WIDTH, height: card::HEIGHT, alt: words.alt() })
        };
        let own = match page {
            Page::Provider(position) if self.profiles_have_cards() => link(Subject::Provider(position)),
            Page::Chapter(guide, _) => link(Subject::Guide(guide)),
            Page::Worksheet(position) => link(Subject::Tool(position)),
            _ => None,
        };
        own.or_else(|| self.usual_card.get_or_init(|| link(Subject::Site)).clone())
    }

    fn words(&self, subject: Subject) -> Words {
        let (guide, settings) = (&*self.guide, &*self.guide.settings);
        let words = |name: String, kind: &str, title: &str, summary: &str, facts| Words {
            name,
            guide: settings.title.clone(),
            kind: kind.to_owned(),
            title: title.to_owned(),
            summary: summary.to_owned(),
            facts,
        };
        let counted = |facts: &[(&str, usize)]| -> Vec<(String, Vec<String>)> {
            facts.iter().filter(|(_, count)| *count > 0).map(|(label, count)| ((*label).to_owned(), vec![count.to_string()])).collect()
        };
        match subject {
            Subject::Site => {
                let facts = counted(&[
                    ("Partners", guide.providers.len()),
                    ("Tools", guide.worksheets.len()),
                    ("Interview questions", guide.questions()),
                ]);
                words("card".to_owned(), "", &settings.title, &settings.description, facts)
            }
            Subject::Provider(position) => {
                let provider = &guide.providers[position];
                words(format!("partner-{}", provider.slug), "Partner", &provider.name, &provider.summary, self.stated(position))
            }
            Subject::Guide(position) => {
                let book = &guide.playbook[position];
                let questions = book.all().map(|chapter| chapter.body.items.len()).sum();
                let facts = counted(&[("Pages", PlaybookGuide::all(book).count()), ("Questions and points to settle", questions)]);
                words(format!("guide-{}", book.id), "Playbook", &book.index.title, &book.index.summary, facts)
            }
            Subject::Tool(position) => {
                let tool = &guide.worksheets[position];
                let minutes = tool.minutes.map(|minutes| ("Takes about".to_owned(), vec![format!("{minutes} minutes")]));
                let step = (!tool.step.is_empty()).then(|| ("Step".to_owned(), vec![tool.step.clone()]));
                words(format!("tool-{}", tool.slug), "Tool", &tool.title, &tool.summary, step.into_iter().chain(minutes).collect())
            }
        }
    }

    /// What a profile states of the first facets, as far as it does.
    fn stated(&self, position: usize) -> Vec<(String, Vec<String>)> {
        let provider = &self.guide.providers[position];
        let stated = self.guide.facets.iter().zip(&provider.values).filter_map(|(facet, values)| {
            let labels: Vec<String> = values.iter().filter_map(|value| Some(facet.vocabulary.terms().get(*value)?.label.clone())).collect();
            (!labels.is_empty()).then(|| (facet.label.clone(), labels))
        });
        stated.take(3).collect()
    }
}
