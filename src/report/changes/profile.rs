//! What is different between two states of one profile.

use std::sync::Arc;

use crate::content::provider::Provider;
use crate::content::sources::SourceRef;
use crate::report::{code, count, joined, plain};
use crate::vocabulary::Facet;

use super::{prose, spoken, words};

/// Two profiles are compared with the vocabularies of their own time.
pub(super) struct Comparison<'f> {
    pub(super) old: &'f [Arc<Facet>],
    pub(super) new: &'f [Arc<Facet>],
}

/// The values of one facet: ids with labels.
type Values<'f> = Vec<(&'f str, &'f str)>;

fn values<'f>(facets: &'f [Arc<Facet>], id: &str, provider: &Provider) -> Values<'f> {
    let Some(position) = facets.iter().position(|facet| facet.id == id) else { return Vec::new() };
    let terms = facets[position].vocabulary.terms();
    let held = provider.values.get(position).map_or(&[][..], Vec::as_slice);
    held.iter().filter_map(|value| terms.get(*value)).map(|term| (term.id.as_str(), term.label.as_str())).collect()
}

/// The values of one side that the other does not have.
fn only_in<'f>(these: &Values<'f>, others: &Values<'_>) -> Values<'f> {
    these.iter().filter(|(id, _)| others.iter().all(|(other, _)| other != id)).copied().collect()
}

fn labels(values: &[(&str, &str)]) -> String {
    joined(&values.iter().map(|(_, label)| plain(label)).collect::<Vec<_>>())
}

impl Comparison<'_> {
    /// A new profile in one line.
    pub(super) fn introduce(&self, provider: &Provider) -> String {
        let mut said = vec![format!("“{}”", plain(&provider.summary))];
        for facet in self.new {
            let held = values(self.new, &facet.id, provider);
            if !held.is_empty() {
                said.push(format!("{}: {}", spoken(&facet.id, self.new), labels(&held)));
            }
        }
        let year = provider.founded.map(|year| year.to_string()).unwrap_or_default();
        let stated = |name: &str, value: &str, shown: fn(&str) -> String| (!value.is_empty()).then(|| format!("{name}: {}", shown(value)));
        let facts = [
            stated("website", &provider.website, code),
            stated("kind", &provider.kind, plain),
            stated("founded", &year, plain),
            stated("headquarters", &provider.headquarters, plain),
            stated("e-mail address", &provider.contact.email, code),
            stated("phone number", &provider.contact.phone, code),
            stated("contact form", &provider.contact.form, code),
        ];
        said.extend(facts.into_iter().flatten());
        said.extend(provider.notes.iter().map(|(key, note)| format!("remark on {}: “{}”", spoken(key, self.new), plain(note))));
        said.push(count(provider.sources.len(), "source", "sources"));
        said.push(format!("a text of {}", count(words(&provider.body), "word", "words")));
        if provider.draft {
            said.push("still a draft".to_owned());
        }
        said.join("; ")
    }

    /// Everything that is different, as phrases.
    pub(super) fn compare(&self, old: &Provider, new: &Provider) -> Vec<String> {
        let mut said = Vec::new();
        if old.name != new.name {
            said.push(format!("renamed from {}", plain(&old.name)));
        }
        if old.summary != new.summary {
            said.push(format!("summary rewritten: “{}”", plain(&new.summary)));
        }
        fact("website", &old.website, &new.website, code, &mut said);
        fact("kind", &old.kind, &new.kind, plain, &mut said);
        for facet in self.new {
            self.facet(&facet.id, old, new, &mut said);
        }
        names(
            "fact that is only examples",
            "facts that are only examples",
            &self.spoken_examples(old),
            &self.spoken_examples(new),
            &mut said,
        );
        let year = |year: Option<i64>| year.map(|year| year.to_string()).unwrap_or_default();
        fact("year founded", &year(old.founded), &year(new.founded), plain, &mut said);
        fact("headquarters", &old.headquarters, &new.headquarters, plain, &mut said);
        fact("e-mail address", &old.contact.email, &new.contact.email, code, &mut said);
        fact("phone number", &old.contact.phone, &new.contact.phone, code, &mut said);
        fact("contact form", &old.contact.form, &new.contact.form, code, &mut said);
        self.notes(old, new, &mut said);
        sources(&old.sources, &new.sources, &mut said);
        names("name to search for", "names to search for", &old.aliases, &new.aliases, &mut said);
        let routes = |provider: &Provider| provider.redirect_from.iter().map(|(route, _)| route.clone()).collect::<Vec<_>>();
        names("old address", "old addresses", &routes(old), &routes(new), &mut said);
        names("maintainer", "maintainers", &old.maintainers, &new.maintainers, &mut said);
        said.extend(prose(&old.body, &new.body));
        if old.draft != new.draft {
            said.push(if new.draft { "hidden as a draft" } else { "no longer a draft: readers see it now" }.to_owned());
        }
        reviewed(old, new, !said.is_empty(), &mut said);
        said
    }

    /// The facets whose values are only examples, as they are called.
    fn spoken_examples(&self, provider: &Provider) -> Vec<String> {
        provider.examples.iter().map(|facet| spoken(facet, self.new)).collect()
    }

    fn facet(&self, id: &str, old: &Provider, new: &Provider, said: &mut Vec<String>) {
        let (before, after) = (values(self.old, id, old), values(self.new, id, new));
        let (added, removed) = (only_in(&after, &before), only_in(&before, &after));
        let name = spoken(id, self.new);
        if !added.is_empty() && before.is_empty() {
            said.push(format!("{name} stated for the first time: {}", labels(&added)));
        } else if !removed.is_empty() && after.is_empty() {
            said.push(format!("{name} no longer stated (was {})", labels(&removed)));
        } else {
            if !added.is_empty() {
                said.push(format!("adds {}", labels(&added)));
            }
            if !removed.is_empty() {
                said.push(format!("removes {}", labels(&removed)));
            }
        }
        let supported = new.sources.iter().any(|source| source.facts.iter().any(|fact| fact == id));
        if !added.is_empty() && !supported {
            said.push(format!("*no source is marked for {name}*"));
        }
    }

    fn notes(&self, old: &Provider, new: &Provider, said: &mut Vec<String>) {
        for (key, note) in &new.notes {
            match old.notes.get(key) {
                None => said.push(format!("remark on {} added", spoken(key, self.new))),
                Some(before) if before != note => said.push(format!("remark on {} changed", spoken(key, self.new))),
                Some(_) => {}
            }
        }
        said.extend(
            old.notes.keys().filter(|key| !new.notes.contains_key(*key)).map(|key| format!("remark on {} removed", spoken(key, self.new))),
        );
    }
}

fn fact(name: &str, old: &str, new: &str, shown: fn(&str) -> String, said: &mut Vec<String>) {
    if old == new {
        return;
    }
    said.push(match (old, new) {
        ("", new) => format!("{name} stated for the first time: {}", shown(new)),
        (old, "") => format!("{name} no longer stated (was {})", shown(old)),
        (old, new) => format!("{name} changes from {} to {}", shown(old), shown(new)),
    });
}

fn names(one: &str, many: &str, old: &[String], new: &[String], said: &mut Vec<String>) {
    for (verb, these, others) in [("adds", new, old), ("removes", old, new)] {
        let only: Vec<String> = these.iter().filter(|name| !others.contains(name)).map(|name| plain(name)).collect();
        if !only.is_empty() {
            said.push(format!("{verb} the {} {}", if only.len() == 1 { one } else { many }, joined(&only)));
        }
    }
}

fn sources(old: &[SourceRef], new: &[SourceRef], said: &mut Vec<String>) {
    let key = |source: &SourceRef| if source.url.is_empty() { source.title.clone() } else { source.url.clone() };
    let only = |these: &[SourceRef], others: &[SourceRef]| {
        these.iter().filter(|source| others.iter().all(|other| key(other) != key(source))).map(key).collect::<Vec<_>>()
    };
    let (added, removed) = (only(new, old), only(old, new));
    for (verb, these) in [("added", &added), ("removed", &removed)] {
        if !these.is_empty() {
            let shown: Vec<String> = these.iter().map(|source| code(source)).collect();
            said.push(format!("{} {verb}: {}", count(these.len(), "source", "sources"), joined(&shown)));
        }
    }
    let changed = new.iter().filter(|source| old.iter().any(|other| key(other) == key(source) && other != *source)).count();
    if changed > 0 {
        said.push(format!("{} described differently", count(changed, "source", "sources")));
    }
}

fn reviewed(old: &Provider, new: &Provider, changed: bool, said: &mut Vec<String>) {
    if new.reviewed > old.reviewed {
        said.push(format!("checked on {} (before: {})", plain(&new.reviewed), plain(&old.reviewed)));
    } else if new.reviewed < old.reviewed {
        said.push(format!("*date of the check goes back from {} to {}*", plain(&old.reviewed), plain(&new.reviewed)));
    } else if changed {
        said.push(format!("date of the check stays {}", plain(&new.reviewed)));
    }
}
