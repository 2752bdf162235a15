//! Atom feeds, newest first (RFC 4287): one of profiles and articles, one of articles alone.
//!
//! The time of an entry is the day on which the profile was checked or the article dated: no clock is read.

use crate::content::page::Section;
use crate::content::text::escape;
use crate::guide::Guide;
use crate::site::plan::provider_route;
use crate::site::route::Site;

/// How many entries a feed holds.
const ENTRIES: usize = 30;

/// Where the feed of everything is published.
pub const ALL: &str = "/feed.xml";
/// Where the feed of articles is published.
pub const ARTICLES: &str = "/articles/feed.xml";

/// A feed of the guide.
#[derive(Debug)]
pub struct Feed {
    /// Where it is published.
    pub route: &'static str,
    /// Its name for readers.
    pub title: String,
    /// The page that has the same entries.
    page: &'static str,
}

#[derive(Debug)]
struct Entry<'g> {
    date: &'g str,
    title: &'g str,
    summary: &'g str,
    route: String,
}

/// The guide's feeds, the one of everything first. A guide without articles has no feed of them.
#[must_use]
pub fn of(guide: &Guide) -> Vec<Feed> {
    let title = &guide.settings.title;
    let mut feeds = vec![Feed { route: ALL, title: title.clone(), page: "/" }];
    if guide.section(Section::Articles).next().is_some() {
        feeds.push(Feed { route: ARTICLES, title: format!("Articles – {title}"), page: "/articles/" });
    }
    feeds
}

fn profiles(guide: &Guide) -> impl Iterator<Item = Entry<'_>> {
    guide.providers.iter().map(|provider| Entry {
        date: &provider.reviewed,
        title: &provider.name,
        summary: &provider.summary,
        route: provider_route(&provider.slug),
    })
}

fn articles(guide: &Guide) -> impl Iterator<Item = Entry<'_>> {
    guide.section(Section::Articles).map(|article| Entry {
        date: &article.date,
        title: &article.title,
        summary: &article.summary,
        route: article.route(),
    })
}

fn newest<'g>(entries: impl Iterator<Item = Entry<'g>>) -> Vec<Entry<'g>> {
    let mut entries: Vec<Entry<'g>> = entries.filter(|entry| !entry.date.is_empty()).collect();
    let order = |a: &Entry<'_>, b: &Entry<'_>| (b.date, &a.route).cmp(&(a.date, &b.route));
    if entries.len() > ENTRIES {
        entries.select_nth_unstable_by(ENTRIES, order);
        entries.truncate(ENTRIES);
    }
    entries.sort_by(order);
    entries
}

/// A feed as a file.
#[must_use]
pub fn atom(feed: &Feed, guide: &Guide, site: &Site) -> Vec<u8> {
    let Feed { route, title, page } = feed;
    let entries = if *route == ARTICLES { newest(articles(guide)) } else { newest(profiles(guide).chain(articles(guide))) };
    let page = escape(&site.absolute(page));
    let updated = entries.first().map_or("1970-01-01", |entry| entry.date);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    out.push_str(&format!("<title>{}</title>\n<subtitle>{}</subtitle>\n", escape(title), escape(&guide.settings.description)));
    out.push_str(&format!("<id>{page}</id>\n<link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>\n"));
    out.push_str(&format!("<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n", escape(&site.absolute(route))));
    out.push_str(&format!("<updated>{updated}T00:00:00Z</updated>\n<author><name>{}</name></author>\n", escape(&guide.settings.title)));
    for entry in entries {
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
