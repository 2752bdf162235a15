//! What one state of a guide changes over another, as a reviewer would say it.

mod profile;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use super::{code, count, joined, plain};
use crate::content::markdown::{Body, Item};
use crate::content::provider::Provider;
use crate::content::{self, Documents};
use crate::memo::Memo;
use crate::source::Sources;
use crate::vocabulary::Facet;

/// Compares two states of a content folder.
#[must_use]
pub fn changes(before: &Sources, after: &Sources) -> String {
    let old = content::parse(before, &mut Memo::new());
    let new = content::parse(after, &mut Memo::new());
    let broken: BTreeSet<&str> = new.problems.iter().filter(|problem| problem.is_error()).map(|problem| &*problem.place.file).collect();
    let files = Files { after, broken: &broken };
    let mut sections = vec![
        ("Profiles", profiles(&old.value, &new.value, &files)),
        ("Playbook", texts(&chapters(&old.value), &chapters(&new.value), &files)),
        ("Pages", texts(&pages(&old.value), &pages(&new.value), &files)),
        ("Settings and vocabularies", settings(&old.value, &new.value, before, after)),
        ("Other files", others(before, after)),
        ("Cannot be read", broken.iter().map(|file| format!("- {}: {} says what is wrong", code(file), code("guidepost check"))).collect()),
    ];
    sections.retain(|(_, lines)| !lines.is_empty());
    let mut markdown = String::from("# What changes\n\n");
    if sections.is_empty() {
        markdown.push_str("Nothing that readers would see.\n");
        return markdown;
    }
    for (position, (title, lines)) in sections.iter().enumerate() {
        // Writing to a text cannot fail.
        let _ = writeln!(markdown, "{}## {title}\n\n{}", if position > 0 { "\n" } else { "" }, lines.join("\n"));
    }
    markdown
}

/// What is known of the new files besides what they say.
struct Files<'s> {
    after: &'s Sources,
    /// Files with errors: what they change cannot be told.
    broken: &'s BTreeSet<&'s str>,
}

impl Files<'_> {
    fn can_tell(&self, file: &str) -> bool {
        !self.broken.contains(file)
    }

    fn is_gone(&self, file: &str) -> bool {
        self.after.get(file).is_none()
    }
}

fn profiles(old: &Documents, new: &Documents, files: &Files<'_>) -> Vec<String> {
    let by_slug = |documents: &Documents| {
        documents.providers.iter().map(|provider| (provider.slug.clone(), provider.clone())).collect::<BTreeMap<String, Arc<Provider>>>()
    };
    let (before, after) = (by_slug(old), by_slug(new));
    let comparison = profile::Comparison { old: &old.facets, new: &new.facets };
    let mut lines = Vec::new();
    let mut moved: BTreeSet<&str> = BTreeSet::new();
    for (slug, provider) in after.iter().filter(|(_, provider)| files.can_tell(&provider.file)) {
        let name = format!("- **{}** ({})", plain(&provider.name), code(&provider.file));
        match before.get(slug).or_else(|| predecessor(provider, &before, &after)) {
            None => lines.push(format!("{name}: new profile; {}", comparison.introduce(provider))),
            Some(earlier) => {
                let mut said = comparison.compare(earlier, provider);
                if earlier.slug != *slug {
                    moved.insert(&earlier.slug);
                    said.insert(0, format!("moves from {} to {}", code(&earlier.slug), code(slug)));
                }
                if !said.is_empty() {
                    lines.push(format!("{name}: {}", said.join("; ")));
                }
            }
        }
    }
    let gone = before.values().filter(|provider| files.is_gone(&provider.file) && !moved.contains(provider.slug.as_str()));
    lines.extend(gone.map(|provider| {
        format!("- **{}** ({}): profile removed; its address leads nowhere now", plain(&provider.name), code(&provider.file))
    }));
    lines
}

/// The profile that a new one takes the place of: it has the old one's name or leads from its address.
fn predecessor<'b>(
    provider: &Provider,
    before: &'b BTreeMap<String, Arc<Provider>>,
    after: &BTreeMap<String, Arc<Provider>>,
) -> Option<&'b Arc<Provider>> {
    let leads = |slug: &str| provider.redirect_from.iter().any(|(route, _)| route.trim_end_matches('/') == format!("/providers/{slug}"));
    before.values().find(|earlier| !after.contains_key(&earlier.slug) && (earlier.name == provider.name || leads(&earlier.slug)))
}

/// What a page of text is compared by.
struct Text<'d> {
    title: &'d str,
    facts: Vec<(&'static str, String)>,
    body: &'d Body,
}

fn chapters(documents: &Documents) -> BTreeMap<&str, Text<'_>> {
    let chapter = |chapter: &'_ Arc<content::playbook::Chapter>| {
        vec![
            ("title", chapter.title.clone()),
            ("summary", chapter.summary.clone()),
            ("order", order(chapter.order)),
            ("draft", chapter.draft.to_string()),
            ("sources", format!("{:?}", chapter.sources)),
        ]
    };
    documents.chapters.iter().map(|c| (&*c.file, Text { title: &c.title, facts: chapter(c), body: &c.body })).collect()
}

fn pages(documents: &Documents) -> BTreeMap<&str, Text<'_>> {
    let page = |page: &'_ Arc<content::page::Page>| {
        vec![
            ("title", page.title.clone()),
            ("summary", page.summary.clone()),
            ("order", order(page.order)),
            ("date", page.date.clone()),
            ("draft", page.draft.to_string()),
            ("sources", format!("{:?}", page.sources)),
        ]
    };
    documents.pages.iter().map(|p| (&*p.file, Text { title: &p.title, facts: page(p), body: &p.body })).collect()
}

fn order(order: i64) -> String {
    if order == i64::MAX { String::new() } else { order.to_string() }
}

fn texts(before: &BTreeMap<&str, Text<'_>>, after: &BTreeMap<&str, Text<'_>>, files: &Files<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for (file, text) in after.iter().filter(|(file, _)| files.can_tell(file)) {
        let name = format!("- **{}** ({})", plain(text.title), code(file));
        let Some(earlier) = before.get(file) else {
            lines.push(format!("{name}: new page of {}", count(words(text.body), "word", "words")));
            continue;
        };
        let facts = earlier.facts.iter().zip(&text.facts).filter(|(old, new)| old.1 != new.1).map(|(_, (key, _))| format!("{key} changed"));
        let said: Vec<String> = facts.chain(prose(earlier.body, text.body)).collect();
        if !said.is_empty() {
            lines.push(format!("{name}: {}", said.join("; ")));
        }
    }
    let gone = before.iter().filter(|(file, _)| files.is_gone(file));
    lines.extend(gone.map(|(file, text)| format!("- **{}** ({}): page removed", plain(text.title), code(file))));
    lines
}

fn words(body: &Body) -> usize {
    body.text().split_whitespace().count()
}

/// What is different in a text, section by section.
fn prose(old: &Body, new: &Body) -> Vec<String> {
    if old.pieces.reads_like(&new.pieces) && same_items(&old.items, &new.items) {
        return Vec::new();
    }
    let (before, after) = (sections(old), sections(new));
    let named = |names: Vec<&String>| joined(&names.into_iter().map(|name| format!("“{}”", plain(name))).collect::<Vec<_>>());
    let added: Vec<&String> = after.iter().map(|(name, _)| name).filter(|name| before.iter().all(|(old, _)| old != *name)).collect();
    let removed: Vec<&String> = before.iter().map(|(name, _)| name).filter(|name| after.iter().all(|(new, _)| new != *name)).collect();
    let changed: Vec<&String> =
        after.iter().filter(|(name, text)| before.iter().any(|(old, was)| old == name && was != text)).map(|(name, _)| name).collect();
    let mut said = Vec::new();
    for (verb, names) in [("adds", added), ("removes", removed), ("rewrites", changed)] {
        if !names.is_empty() {
            let noun = if names.len() == 1 { "section" } else { "sections" };
            said.push(format!("{verb} the {noun} {}", named(names)));
        }
    }
    if said.is_empty() { vec!["changes links or marks in the text".to_owned()] } else { said }
}

fn same_items(old: &[Item], new: &[Item]) -> bool {
    let same = |(old, new): (&Item, &Item)| {
        (old.kind, &old.id) == (new.kind, &new.id) && old.ask.reads_like(&new.ask) && old.listen.reads_like(&new.listen)
    };
    old.len() == new.len() && old.iter().zip(new).all(same)
}

fn sections(body: &Body) -> Vec<(String, &str)> {
    let name = |heading: Option<usize>| {
        heading.and_then(|at| body.headings.get(at)).map_or_else(|| "opening".to_owned(), |heading| heading.text.clone())
    };
    body.sections
        .iter()
        .filter(|section| section.heading.is_some() || !section.text.is_empty())
        .map(|section| (name(section.heading), section.text.as_str()))
        .collect()
}

fn settings(old: &Documents, new: &Documents, before: &Sources, after: &Sources) -> Vec<String> {
    let mut lines = Vec::new();
    for facet in &new.facets {
        match old.facets.iter().find(|earlier| earlier.id == facet.id) {
            None => lines.push(format!(
                "- New facet **{}** ({}) with {}",
                plain(&facet.label),
                code(&facet.id),
                count(facet.vocabulary.terms().len(), "value", "values")
            )),
            Some(earlier) => lines.extend(vocabulary(earlier, facet)),
        }
    }
    let gone = old.facets.iter().filter(|facet| new.facets.iter().all(|other| other.id != facet.id));
    lines.extend(gone.map(|facet| format!("- The facet **{}** ({}) is removed", plain(&facet.label), code(&facet.id))));
    let text = |sources: &Sources| sources.get(content::settings::FILE).map(|file| file.text.clone());
    if text(before) != text(after) && lines.is_empty() {
        lines.push(format!("- {} changed", code(content::settings::FILE)));
    }
    lines
}

fn vocabulary(old: &Facet, new: &Facet) -> Option<String> {
    let label = |facet: &Facet, id: &str| facet.vocabulary.get(id).map_or_else(|| id.to_owned(), |term| term.label.clone());
    let names = |facet: &Facet, other: &Facet| -> Vec<String> {
        let only = facet.vocabulary.terms().iter().filter(|term| other.vocabulary.get(&term.id).is_none());
        only.map(|term| format!("{} ({})", plain(&term.label), code(&term.id))).collect()
    };
    let (added, removed) = (names(new, old), names(old, new));
    let both = || new.vocabulary.terms().iter().filter_map(|term| old.vocabulary.get(&term.id).map(|was| (was, term)));
    let renamed: Vec<String> = both()
        .filter(|(was, term)| was.label != term.label)
        .map(|(was, term)| format!("{} becomes {}", plain(&was.label), plain(&label(new, &term.id))))
        .collect();
    let changed = both()
        .filter(|(was, term)| {
            was.label == term.label && (was.aliases != term.aliases || was.description != term.description || was.group != term.group)
        })
        .count();
    let mut said = Vec::new();
    if !added.is_empty() {
        said.push(format!("adds {}", joined(&added)));
    }
    if !removed.is_empty() {
        said.push(format!("removes {}", joined(&removed)));
    }
    said.extend(renamed);
    if changed > 0 {
        said.push(format!("changes what {} says", count(changed, "value", "values")));
    }
    (!said.is_empty())
        .then(|| format!("- **{}** ({}): {}", plain(&new.label), code(&format!("vocabulary/{}.toml", new.id)), said.join("; ")))
}

/// Files of folders that this report has no words for.
fn others(before: &Sources, after: &Sources) -> Vec<String> {
    let known = |path: &str| {
        path == content::settings::FILE
            || ["providers/", "playbook/", "vocabulary/"].iter().any(|folder| path.starts_with(folder))
            || content::page::Section::ALL.iter().any(|section| path.starts_with(&format!("{}/", section.folder())))
    };
    let paths: BTreeSet<&str> = before.iter().chain(after.iter()).map(|source| &*source.path).filter(|path| !known(path)).collect();
    let line = |path: &&str| {
        let said = match (before.get(path), after.get(path)) {
            (None, Some(_)) => "new",
            (Some(_), None) => "removed",
            (Some(old), Some(new)) if old.text != new.text => "changed",
            _ => return None,
        };
        Some(format!("- {} is {said}", code(path)))
    };
    paths.iter().filter_map(line).collect()
}

/// A label inside a sentence.
fn lower(label: &str) -> String {
    let mut characters = label.chars();
    match (characters.next(), characters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(characters).collect(),
        _ => label.to_owned(),
    }
}

/// A key of a profile as people say it.
fn spoken(key: &str, facets: &[Arc<Facet>]) -> String {
    let label = facets.iter().find(|facet| facet.id == key).map_or_else(|| key.replace('_', " "), |facet| lower(&facet.label));
    plain(&label)
}
