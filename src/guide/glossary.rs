//! The glossary: the terms of `pages/glossary.md`, and where they stand in a text.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::markdown::{Piece, Pieces};
use crate::content::page::Page;
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::source::Place;

/// All terms, in the order of their names.
#[derive(Debug, Clone, Default)]
pub struct Glossary {
    /// The terms.
    pub terms: Vec<Term>,
    /// What stands above the first term.
    pub intro: Pieces,
    /// The glossary's page.
    pub page: Option<Arc<Page>>,
    /// The names under which terms are found in texts, by their first word in lower case.
    names: BTreeMap<String, Vec<Name>>,
}

/// A term.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// Its id on the glossary page.
    pub id: String,
    /// Its name, with its acronym in brackets.
    pub name: String,
    /// Other names.
    pub also: Vec<String>,
    /// The first paragraph.
    pub definition: Pieces,
    /// Everything below its heading.
    pub body: Pieces,
    /// The plain text of all that.
    pub text: String,
}

#[derive(Debug, Clone)]
struct Name {
    text: String,
    term: usize,
}

/// A term found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The term's position.
    pub term: usize,
}

/// Reads the terms of the glossary page.
pub fn read(page: &Arc<Page>, problems: &mut Vec<Diagnostic>) -> Glossary {
    let mut parts = split(&page.body.pieces);
    let intro = parts.remove(0).1.into_iter().collect();
    let mut terms = Vec::new();
    for (heading, pieces) in parts {
        let Some(heading) = heading.and_then(|number| page.body.headings.get(number)) else { continue };
        let text = page.body.sections.iter().find(|section| section.heading.is_some_and(|at| page.body.headings[at].id == heading.id));
        let (body, also) = split_also(pieces);
        let definition = first_paragraph(&body);
        if definition.is_empty() {
            let place = Place { file: page.file.clone(), span: heading.span };
            problems.push(
                Diagnostic::new(&rules::BAD_GLOSSARY, place, format!("the term `{}` has no definition", heading.text))
                    .help("write what it means in the paragraph below the heading"),
            );
        }
        terms.push(Term {
            id: heading.id.clone(),
            name: heading.text.clone(),
            also,
            definition: definition.into_iter().collect(),
            body: body.into_iter().collect(),
            text: text.map(|section| section.text.clone()).unwrap_or_default(),
        });
    }
    terms.sort_by_cached_key(|term| crate::content::text::fold(&term.name));
    let names = names(&terms);
    Glossary { terms, intro, page: Some(page.clone()), names }
}

/// The pieces below each heading; the first part stands above all headings.
fn split(pieces: &Pieces) -> Vec<(Option<usize>, Vec<Piece<'_>>)> {
    let mut parts: Vec<(Option<usize>, Vec<Piece<'_>>)> = vec![(None, Vec::new())];
    let mut in_heading = false;
    for piece in pieces.iter() {
        match piece {
            Piece::Heading(number) => {
                in_heading = true;
                parts.push((Some(number), Vec::new()));
            }
            Piece::HeadingEnd => in_heading = false,
            _ if in_heading => {}
            other => {
                if let Some((_, part)) = parts.last_mut() {
                    part.push(other);
                }
            }
        }
    }
    parts
}

/// Takes the paragraph `Also: …` off the end.
fn split_also(mut pieces: Vec<Piece<'_>>) -> (Vec<Piece<'_>>, Vec<String>) {
    let at = pieces.iter().rposition(|piece| matches!(piece, Piece::Text(text) if text.starts_with("Also:")));
    let Some(Some(Piece::Text(text))) = at.map(|at| pieces.get(at)) else { return (pieces, Vec::new()) };
    let also =
        text["Also:".len()..].split(',').map(|name| name.trim().trim_end_matches('.').to_owned()).filter(|name| !name.is_empty()).collect();
    pieces.truncate(at.unwrap_or(0));
    if let Some(Piece::Html(last)) = pieces.last_mut() {
        *last = last.trim_end_matches("<p>");
    }
    (pieces, also)
}

/// The pieces inside the first paragraph.
fn first_paragraph<'p>(pieces: &[Piece<'p>]) -> Vec<Piece<'p>> {
    let mut paragraph = Vec::new();
    let mut open = false;
    for piece in pieces {
        match piece {
            Piece::Html(html) => {
                let html = match html.find("<p>") {
                    Some(at) if !open => &html[at + 3..],
                    _ if open => html,
                    _ => continue,
                };
                open = true;
                if let Some(end) = html.find("</p>") {
                    paragraph.push(Piece::Html(&html[..end]));
                    break;
                }
                paragraph.push(Piece::Html(html));
            }
            other if open => paragraph.push(*other),
            _ => {}
        }
    }
    paragraph.retain(|piece| !matches!(piece, Piece::Html(html) if html.is_empty()));
    paragraph
}

/// The names worth explaining where they stand: acronyms, and names of two words or more.
/// Single everyday words would underline half of every page.
fn names(terms: &[Term]) -> BTreeMap<String, Vec<Name>> {
    let mut names: BTreeMap<String, Vec<Name>> = BTreeMap::new();
    for (position, term) in terms.iter().enumerate() {
        for name in spoken(term) {
            let acronym = name.chars().filter(|c| c.is_uppercase()).count() >= 2;
            if !acronym && name.split_whitespace().count() < 2 {
                continue;
            }
            let first = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_lowercase();
            names.entry(first).or_default().push(Name { text: name, term: position });
        }
    }
    for found in names.values_mut() {
        found.sort_by(|a, b| b.text.len().cmp(&a.text.len()).then_with(|| a.text.cmp(&b.text)));
    }
    names
}

/// A term's names one by one: `Request for proposals (RFP)` has two.
pub(crate) fn spoken(term: &Term) -> Vec<String> {
    let mut names = Vec::new();
    let (name, inside) = match term.name.split_once(" (") {
        Some((name, rest)) => (name, rest.trim_end_matches(')')),
        None => (term.name.as_str(), ""),
    };
    names.push(name.to_owned());
    names.extend(inside.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned));
    names.extend(term.also.iter().cloned());
    names
}

impl Glossary {
    /// The terms that a text mentions, in order, without overlaps.
    #[must_use]
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        if self.names.is_empty() {
            return Vec::new();
        }
        let mut mentions = Vec::new();
        let mut at = 0;
        while let Some(start) = next_word(text, at) {
            let end = word_end(text, start);
            let found = self
                .names
                .get(&text[start..end].to_lowercase())
                .and_then(|names| names.iter().find_map(|name| matches_at(text, start, name)));
            match found {
                Some(mention) => {
                    at = mention.end;
                    mentions.push(mention);
                }
                None => at = end,
            }
        }
        mentions
    }
}

fn next_word(text: &str, from: usize) -> Option<usize> {
    text[from..].char_indices().find(|(_, c)| c.is_alphanumeric()).map(|(at, _)| from + at)
}

fn word_end(text: &str, start: usize) -> usize {
    text[start..].char_indices().find(|(_, c)| !c.is_alphanumeric()).map_or(text.len(), |(at, _)| start + at)
}

fn matches_at(text: &str, start: usize, name: &Name) -> Option<Mention> {
    let candidate = text.get(start..start + name.text.len())?;
    let acronym = !name.text.contains(' ');
    let same = if acronym { candidate == name.text } else { candidate.eq_ignore_ascii_case(&name.text) };
    if !same {
        return None;
    }
    let mut end = start + name.text.len();
    if text[end..].starts_with('s') {
        end += 1;
    }
    let closed = !text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '-');
    let open = !text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '-');
    (closed && open).then_some(Mention { start, end, term: name.term })
}
