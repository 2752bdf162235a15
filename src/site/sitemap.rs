//! What search engines read: the sitemap and robots.txt.

use crate::content::text::escape;
use crate::guide::Guide;
use crate::site::plan::{Page, Plan};
use crate::site::route::Site;

/// So many addresses one file may hold at most (sitemaps.org, 0.9).
const MOST: usize = 50_000;
/// What search engines are told to read.
const NAME: &str = "sitemap.xml";

/// The sitemap of all pages that search engines may list (sitemaps.org, 0.9), as files with their names: one, or with
/// more addresses than it may hold a list of further ones.
#[must_use]
pub fn files(guide: &Guide, plan: &Plan, site: &Site) -> Vec<(String, Vec<u8>)> {
    let places: Vec<String> = listed(plan).map(|(route, page)| place(guide, site, route, *page)).collect();
    dealt_out(&places, MOST, site)
}

/// How many files that makes.
#[must_use]
pub fn count(plan: &Plan) -> usize {
    let places = listed(plan).count();
    if places > MOST { 1 + places.div_ceil(MOST) } else { 1 }
}

/// The pages that search engines may list.
fn listed(plan: &Plan) -> impl Iterator<Item = &(String, Page)> {
    let hidden = |page: &Page| matches!(page, Page::NotFound | Page::Search | Page::GuidePrint(_) | Page::PlaybookPrint | Page::StyleGuide);
    plan.pages.iter().filter(move |(_, page)| !hidden(page))
}

/// One page, and when it was last looked at, where that is known.
fn place(guide: &Guide, site: &Site, route: &str, page: Page) -> String {
    let date = match page {
        Page::Provider(position) => guide.providers.get(position).map_or("", |provider| provider.reviewed.as_str()),
        Page::Article(position) => guide.pages.get(position).map_or("", |page| page.date.as_str()),
        _ => "",
    };
    let changed = if date.is_empty() { String::new() } else { format!("<lastmod>{date}</lastmod>") };
    format!("<url><loc>{}</loc>{changed}</url>\n", escape(&site.absolute(route)))
}

/// The places in files of so many at most; with more than one file, the first lists the others.
fn dealt_out(places: &[String], most: usize, site: &Site) -> Vec<(String, Vec<u8>)> {
    if places.len() <= most {
        return vec![(NAME.to_owned(), document("urlset", places))];
    }
    let parts: Vec<_> =
        (1..).zip(places.chunks(most)).map(|(number, places)| (format!("sitemap-{number}.xml"), document("urlset", places))).collect();
    let names: Vec<String> =
        parts.iter().map(|(name, _)| format!("<sitemap><loc>{}</loc></sitemap>\n", escape(&site.absolute(&format!("/{name}"))))).collect();
    [(NAME.to_owned(), document("sitemapindex", &names))].into_iter().chain(parts).collect()
}

/// A file of the protocol with what is in it.
fn document(kind: &str, entries: &[String]) -> Vec<u8> {
    let head = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";
    format!("{head}\n<{kind} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{}</{kind}>\n", entries.concat()).into_bytes()
}

/// Everything may be read; the sitemap is named.
#[must_use]
pub fn robots(site: &Site) -> Vec<u8> {
    format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", site.absolute(&format!("/{NAME}"))).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::settings::LinkStyle;

    #[test]
    fn more_places_than_one_file_may_hold_are_dealt_out_and_listed() {
        let site = Site { url: "https://guide.example/".to_owned(), base: "/".to_owned(), style: LinkStyle::Root };
        let places: Vec<String> = (1..=5).map(|number| format!("<url><loc>https://guide.example/{number}/</loc></url>\n")).collect();
        let text = |file: &(String, Vec<u8>)| String::from_utf8(file.1.clone()).unwrap();
        let files = dealt_out(&places, 5, &site);
        assert_eq!(files.len(), 1);
        assert_eq!(text(&files[0]).matches("<url>").count(), 5);
        let files = dealt_out(&places, 2, &site);
        assert_eq!(
            files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
            ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
        );
        assert!(text(&files[0]).contains("<sitemap><loc>https://guide.example/sitemap-3.xml</loc></sitemap>"));
        let all: String = files[1..].iter().map(text).collect();
        assert!(places.iter().all(|place| all.matches(place.as_str()).count() == 1));
    }
}
