//! The guide's data for other programs: every profile with every field, as JSON and CSV.

use serde::Serialize;

use crate::content::provider::Provider;
use crate::guide::Guide;
use crate::site::plan::provider_route;
use crate::site::route::Site;
use crate::table::write_row;

/// The version of the JSON format; it changes when a reader of the old one could be misled.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Export<'g> {
    format: u32,
    title: &'g str,
    url: &'g str,
    licence: &'static str,
    providers: Entries<'g>,
}

/// Every profile, made when it is written: those of a large guide would fill memory.
struct Entries<'g> {
    guide: &'g Guide,
    site: &'g Site,
}

impl Serialize for Entries<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.guide.providers.iter().map(|provider| entry(self.guide, self.site, provider)))
    }
}

/// Every profile as one JSON document. What a profile does not state is left out.
#[must_use]
pub fn json(guide: &Guide, site: &Site) -> Vec<u8> {
    let providers = Entries { guide, site };
    let export = Export { format: FORMAT, title: &guide.settings.title, url: &site.url, licence: "CC BY 4.0", providers };
    let mut bytes = serde_json::to_vec(&export).expect("text and numbers always serialise");
    bytes.push(b'\n');
    bytes
}

fn entry(guide: &Guide, site: &Site, provider: &Provider) -> serde_json::Map<String, serde_json::Value> {
    let mut entry = serde_json::Map::new();
    let mut text = |key: &str, value: &str| {
        if !value.is_empty() {
            entry.insert(key.to_owned(), value.into());
        }
    };
    text("slug", &provider.slug);
    text("url", &site.absolute(&provider_route(&provider.slug)));
    text("name", &provider.name);
    text("summary", &provider.summary);
    text("website", &provider.website);
    text("kind", &provider.kind);
    text("headquarters", &provider.headquarters);
    text("reviewed", &provider.reviewed);
    for (facet, values) in guide.facets.iter().zip(&provider.values) {
        if !values.is_empty() {
            let ids: Vec<&str> =
                values.iter().filter_map(|value| facet.vocabulary.terms().get(*value)).map(|term| term.id.as_str()).collect();
            entry.insert(facet.id.clone(), ids.into());
        }
    }
    if !provider.examples.is_empty() {
        entry.insert("examples".to_owned(), provider.examples.clone().into());
    }
    if let Some(year) = provider.founded {
        entry.insert("founded".to_owned(), year.into());
    }
    let contact = contact(provider);
    if !contact.is_empty() {
        entry.insert("contact".to_owned(), contact.into());
    }
    if !provider.notes.is_empty() {
        entry.insert(
            "notes".to_owned(),
            provider.notes.iter().map(|(key, note)| (key.clone(), note.clone().into())).collect::<serde_json::Map<_, _>>().into(),
        );
    }
    if !provider.aliases.is_empty() {
        entry.insert("aliases".to_owned(), provider.aliases.clone().into());
    }
    entry.insert("sources".to_owned(), provider.sources.iter().map(source).collect::<Vec<_>>().into());
    entry
}

fn contact(provider: &Provider) -> serde_json::Map<String, serde_json::Value> {
    let contact = &provider.contact;
    let ways = [("email", &contact.email), ("phone", &contact.phone), ("form", &contact.form)];
    ways.into_iter().filter(|(_, text)| !text.is_empty()).map(|(key, text)| (key.to_owned(), text.clone().into())).collect()
}

fn source(source: &crate::content::sources::SourceRef) -> serde_json::Value {
    let mut entry = serde_json::Map::new();
    for (key, text) in [("url", &source.url), ("title", &source.title), ("as_of", &source.as_of)] {
        if !text.is_empty() {
            entry.insert(key.to_owned(), text.clone().into());
        }
    }
    if !source.facts.is_empty() {
        entry.insert("facts".to_owned(), source.facts.clone().into());
    }
    entry.into()
}

/// Every profile as a table (RFC 4180). Lists are joined with `; `.
#[must_use]
pub fn csv(guide: &Guide, site: &Site) -> Vec<u8> {
    let mut header = vec!["slug", "name", "summary", "website", "kind"];
    header.extend(guide.facets.iter().map(|facet| facet.id.as_str()));
    header.extend(["examples", "founded", "headquarters", "email", "phone", "form", "reviewed", "aliases", "sources", "notes", "url"]);
    let mut out = String::new();
    write_row(&mut out, header);
    for provider in &guide.providers {
        write_row(&mut out, cells(guide, site, provider).iter().map(String::as_str));
    }
    out.into_bytes()
}

fn cells(guide: &Guide, site: &Site, provider: &Provider) -> Vec<String> {
    let mut cells =
        vec![provider.slug.clone(), provider.name.clone(), provider.summary.clone(), provider.website.clone(), provider.kind.clone()];
    for (facet, values) in guide.facets.iter().zip(&provider.values) {
        let ids: Vec<&str> = values.iter().filter_map(|value| facet.vocabulary.terms().get(*value)).map(|term| term.id.as_str()).collect();
        cells.push(ids.join("; "));
    }
    let sources: Vec<&str> =
        provider.sources.iter().map(|source| if source.url.is_empty() { source.title.as_str() } else { source.url.as_str() }).collect();
    let notes: Vec<String> = provider.notes.iter().map(|(key, note)| format!("{key}: {note}")).collect();
    cells.extend([
        provider.examples.join("; "),
        provider.founded.map(|year| year.to_string()).unwrap_or_default(),
        provider.headquarters.clone(),
        provider.contact.email.clone(),
        provider.contact.phone.clone(),
        provider.contact.form.clone(),
        provider.reviewed.clone(),
        provider.aliases.join("; "),
        sources.join("; "),
        notes.join("; "),
        site.absolute(&provider_route(&provider.slug)),
    ]);
    cells
}
