//! The Atom feed of profiles and articles, newest first (RFC 4287).

use crate::content::page::Section;
use crate::content::text::escape;
use crate::guide::Guide;
use crate::site::plan::provider_route;
use crate::site::route::Site;

/// How many entries the feed holds.
const ENTRIES: usize = 30;

struct Entry<'g> {
    date: &'g str,
    title: &'g str,
    summary: &'g str,
    route: String,
}

/// The feed of new and updated profiles and of articles.
///
/// The time of an entry is the day on which the profile was checked or the
/// article dated: no clock is read.
#[must_use]
pub fn atom(guide: &Guide, site: &Site) -> Vec<u8> {
    let profiles = guide.providers.iter().map(|provider| Entry {
        date: &provider.reviewed,
        title: &provider.name,
        summary: &provider.summary,
        route: provider_route(&provider.slug),
    });
    let articles = guide.section(Section::Articles).map(|article| Entry {
        date: &article.date,
        title: &article.title,
        summary: &article.summary,
        route: article.route(),
    });
    let mut entries: Vec<Entry<'_>> = profiles.chain(articles).filter(|entry| !entry.date.is_empty()).collect();
    entries.sort_by(|a, b| (b.date, &a.route).cmp(&(a.date, &b.route)));
    entries.truncate(ENTRIES);
    let updated = entries.first().map_or("1970-01-01", |entry| entry.date);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    out.push_str(&format!(
        "<title>{}</title>\n<subtitle>{}</subtitle>\n",
        escape(&guide.settings.title),
        escape(&guide.settings.description)
    ));
    out.push_str(&format!("<id>{0}</id>\n<link rel=\"alternate\" type=\"text/html\" href=\"{0}\"/>\n", escape(&site.url)));
    out.push_str(&format!("<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n", escape(&site.absolute("/feed.xml"))));
    out.push_str(&format!("<updated>{updated}T00:00:00Z</updated>\n<author><name>{}</name></author>\n", escape(&guide.settings.title)));
    for entry in &entries {
        let address = escape(&site.absolute(&entry.route));
        out.push_str(&format!(
            "<entry>\n<title>{}</title>\n<id>{address}</id>\n<link rel=\"alternate\" type=\"text/html\" href=\"{address}\"/>\n<updated>{}T00:00:00Z</updated>\n<summary>{}</summary>\n</entry>\n",
            escape(entry.title),
            entry.date,
            escape(entry.summary)
        ));
    }
    out.push_str("</feed>\n");
    out.into_bytes()
}
