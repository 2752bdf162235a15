//! What of a guide can be found by searching: the bridge from the guide to the search room.

use std::sync::Arc;

use rayon::prelude::*;

use crate::content::chart::Chart;
use crate::content::markdown::{Body, ItemKind};
use crate::content::page::Section;
use crate::guide::Guide;
use crate::guide::edited::Edited;
use crate::json_schema::Subject;
use crate::rules;
use crate::schema::Schema;
use crate::search::{self, Document, DocumentTerms, FacetTerms, Kind, SearchFile, ValueTerms};
use crate::site::Output;
use crate::site::plan::{FIELDS, RULES, provider_route};

/// The folder of the search index inside the site.
const FOLDER: &str = "assets/search";

/// Whether a file of the site belongs to the search index.
pub(crate) fn is_index(path: &str) -> bool {
    path.strip_prefix(FOLDER).is_some_and(|rest| rest.starts_with('/'))
}

/// So many profiles at most are put in the places of others; when more changed, a new index is made as fast.
const FEW: usize = 24;

/// The search index of a guide that is being worked on.
#[derive(Debug)]
pub(crate) struct Index {
    guide: Arc<Guide>,
    index: search::Index,
}

impl Index {
    /// The index of a guide.
    pub(crate) fn of(guide: &Arc<Guide>) -> Self {
        Self { guide: guide.clone(), index: search::Index::of(documents(guide)) }
    }

    /// The index of the guide that this one became; a new one where much changed.
    pub(crate) fn follow(mut self, guide: &Arc<Guide>) -> Self {
        let edited = Edited::of(&self.guide, guide).filter(|edited| edited.profiles.len() <= FEW);
        let profiles = edited.map(|edited| edited.profiles);
        if !profiles.is_some_and(|profiles| profiles.into_iter().all(|(old, new)| self.replace(guide, old, new))) {
            return Self::of(guide);
        }
        self.guide = guide.clone();
        self
    }

    fn replace(&mut self, guide: &Guide, old: usize, new: usize) -> bool {
        let before = search::terms(&provider(&self.guide, old));
        let (document, terms) = with_terms(provider(guide, new), self.index.len());
        self.index.replace(document, &before, &terms)
    }

    /// Its files.
    pub(crate) fn files(&mut self) -> Vec<Arc<SearchFile>> {
        self.index.files(&facets(&self.guide), &synonyms(&self.guide))
    }
}

/// A file as it is published.
pub(crate) fn published(file: &SearchFile) -> Output {
    Output { path: format!("{FOLDER}/{}.js", file.name), bytes: file.script().into_bytes() }
}

/// The published file at a path; nothing when it is none of these.
pub(crate) fn at(path: &str, files: &[Arc<SearchFile>]) -> Option<Output> {
    let name = path.strip_prefix(FOLDER)?.strip_prefix('/')?.strip_suffix(".js")?;
    files.iter().find(|file| file.name == name).map(|file| published(file))
}

/// The files of the search index of a guide that is built once.
pub(crate) fn index(guide: &Guide) -> Vec<Output> {
    let files = search::index(documents(guide), &facets(guide), &synonyms(guide));
    files.files.into_iter().map(|file| published(&file)).collect()
}

/// Everything that can be found, each with its own address and what it is found by. The texts of a large guide are not
/// held whole.
pub(crate) fn documents(guide: &Guide) -> Vec<(Document, DocumentTerms)> {
    let others = others(guide);
    let count = guide.providers.len() + others.len();
    let profiles = (0..guide.providers.len()).into_par_iter().map(|position| provider(guide, position));
    profiles.chain(others).map(|document| with_terms(document, count)).collect()
}

/// A document with its terms, cut to what an index of so many shows of it.
fn with_terms(mut document: Document, of: usize) -> (Document, DocumentTerms) {
    let terms = search::terms(&document);
    search::trim(&mut document, of);
    (document, terms)
}

/// Everything but the profiles.
fn others(guide: &Guide) -> Vec<Document> {
    let mut documents = Vec::new();
    for playbook in &guide.playbook {
        for chapter in playbook.all() {
            let route = chapter.route();
            let context = &playbook.index.title;
            documents.push(Document {
                aliases: chapter.aliases.clone(),
                summary: chapter.summary.clone(),
                body: intro(&chapter.body),
                ..document(Kind::Page, &route, &chapter.title, context)
            });
            documents.extend(sections(&chapter.body, &chapter.charts, &route, &chapter.title));
            for item in &chapter.body.items {
                let kind = if item.kind == ItemKind::Question { Kind::Question } else { Kind::Section };
                let address = format!("{route}#{}", item.id);
                documents.push(Document {
                    body: item.listen_text.clone(),
                    ..document(kind, &address, &item.ask_text, &format!("{context}: {}", chapter.title))
                });
            }
        }
    }
    for page in &guide.pages {
        if guide.glossary.page.as_ref().is_some_and(|glossary| glossary.file == page.file) {
            documents.push(Document {
                summary: page.summary.clone(),
                body: intro(&page.body),
                ..document(Kind::Page, &page.route(), &page.title, "")
            });
            continue;
        }
        let kind = match page.section {
            Section::Pages => Kind::Page,
            Section::Articles => Kind::Article,
            Section::CaseStudies => Kind::CaseStudy,
            Section::Toolkit => Kind::Toolkit,
        };
        let headings = page.body.headings.iter().map(|heading| heading.text.clone()).collect();
        documents.push(Document {
            aliases: page.aliases.clone(),
            summary: page.summary.clone(),
            headings,
            body: with_charts(&page.body.text(), page.charts.iter()),
            ..document(kind, &page.route(), &page.title, "")
        });
    }
    for worksheet in &guide.worksheets {
        let sections = worksheet.sections.iter().map(|section| section.title.clone());
        let questions: Vec<&str> = worksheet.questions().map(|question| question.ask.as_str()).collect();
        documents.push(Document {
            summary: worksheet.summary.clone(),
            headings: sections.collect(),
            body: format!("{} {}", worksheet.intro.text(), questions.join(" ")),
            ..document(Kind::Tool, &worksheet.route(), &worksheet.title, "")
        });
    }
    documents.extend(for_contributors(guide));
    for term in &guide.glossary.terms {
        let aliases = crate::guide::glossary::spoken(term);
        documents.push(Document {
            aliases,
            body: term.text.clone(),
            ..document(Kind::Term, &format!("/glossary/#{}", term.id), &term.name, "Glossary")
        });
    }
    documents
}

/// The pages that the program writes for contributors: all fields, and all rules.
fn for_contributors(guide: &Guide) -> [Document; 2] {
    let fields = Subject::ALL.into_iter().map(|subject| spoken_fields(&subject.schema(&guide.facets)));
    let rules = rules::ALL.iter().map(|rule| format!("{}: {} {}", rule.code, rule.title, rule.about));
    [
        Document { body: fields.collect::<Vec<_>>().join(" "), ..document(Kind::Page, FIELDS, "All fields", "Contribute") },
        Document { body: rules.collect::<Vec<_>>().join(" "), ..document(Kind::Page, RULES, "Rules for content", "Contribute") },
    ]
}

/// Every field of a schema and what it means.
fn spoken_fields(schema: &Schema) -> String {
    schema.fields.iter().map(|field| format!("{}: {}", field.key, field.about)).collect::<Vec<_>>().join(" ")
}

fn document(kind: Kind, url: &str, title: &str, context: &str) -> Document {
    Document {
        kind,
        url: url.to_owned(),
        title: title.to_owned(),
        context: context.to_owned(),
        aliases: Vec::new(),
        summary: String::new(),
        headings: Vec::new(),
        body: String::new(),
        values: Vec::new(),
    }
}

fn provider(guide: &Guide, position: usize) -> Document {
    let provider = &guide.providers[position];
    Document {
        aliases: provider.aliases.clone(),
        summary: provider.summary.clone(),
        headings: provider.body.headings.iter().map(|heading| heading.text.clone()).collect(),
        body: provider.body.text(),
        values: guide.index.held(position).to_vec(),
        ..document(Kind::Provider, &provider_route(&provider.slug), &provider.name, "")
    }
}

/// The text above the first heading.
fn intro(body: &Body) -> String {
    body.sections.iter().find(|section| section.heading.is_none()).map(|section| section.text.clone()).unwrap_or_default()
}

/// Each section with the charts that are drawn in it.
fn sections<'b>(body: &'b Body, charts: &'b [Chart], route: &'b str, title: &'b str) -> impl Iterator<Item = Document> + 'b {
    body.sections.iter().filter_map(move |section| {
        let heading = body.headings.get(section.heading?)?;
        let text = with_charts(&section.text, charts.iter().filter(|chart| chart.under == heading.id));
        Some(Document { body: text, ..document(Kind::Section, &format!("{route}#{}", heading.id), &heading.text, title) })
    })
}

/// A text and the words of charts, which are found as the text is.
fn with_charts<'c>(text: &str, charts: impl Iterator<Item = &'c Chart>) -> String {
    let mut texts = vec![text.to_owned()];
    texts.extend(charts.map(Chart::text));
    texts.join(" ")
}

/// The facets with every name of every value.
pub(crate) fn facets(guide: &Guide) -> Vec<FacetTerms> {
    let facet = |(position, facet): (usize, &Arc<crate::vocabulary::Facet>)| FacetTerms {
        id: facet.id.clone(),
        label: facet.label.clone(),
        values: facet
            .vocabulary
            .terms()
            .iter()
            .enumerate()
            .map(|(value, term)| ValueTerms {
                ordinal: guide.index.ordinal(position, value),
                id: term.id.clone(),
                label: term.label.clone(),
                aliases: term.aliases.clone(),
                extra: Some(term.details.text("publisher").to_owned()).filter(|publisher| !publisher.is_empty()).into_iter().collect(),
            })
            .collect(),
    };
    guide.facets.iter().enumerate().map(facet).collect()
}

/// What else words mean, from the glossary: an acronym stands for its words and the other way round.
pub(crate) fn synonyms(guide: &Guide) -> Vec<(String, Vec<String>)> {
    let pair = |term: &crate::guide::glossary::Term| {
        let mut names = crate::guide::glossary::spoken(term);
        (names.len() > 1).then(|| (names.remove(0), names))
    };
    guide
        .glossary
        .terms
        .iter()
        .filter_map(pair)
        .flat_map(|(name, others)| others.into_iter().map(move |other| (other, vec![name.clone()])))
        .collect()
}
