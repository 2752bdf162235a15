//! What search engines read: the sitemap and robots.txt.

use crate::content::text::escape;
use crate::guide::Guide;
use crate::site::plan::{Page, Plan};
use crate::site::route::Site;

/// The sitemap of all pages that search engines may list (sitemaps.org, 0.9).
#[must_use]
pub fn sitemap(guide: &Guide, plan: &Plan, site: &Site) -> Vec<u8> {
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (route, page) in &plan.pages {
        if matches!(page, Page::NotFound | Page::Search | Page::GuidePrint(_) | Page::PlaybookPrint | Page::StyleGuide) {
            continue;
        }
        out.push_str(&format!("<url><loc>{}</loc>", escape(&site.absolute(route))));
        let date = match page {
            Page::Provider(position) => guide.providers.get(*position).map_or("", |provider| provider.reviewed.as_str()),
            Page::Article(position) => guide.pages.get(*position).map_or("", |page| page.date.as_str()),
            _ => "",
        };
        if !date.is_empty() {
            out.push_str(&format!("<lastmod>{date}</lastmod>"));
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out.into_bytes()
}

/// Everything may be read; the sitemap is named.
#[must_use]
pub fn robots(site: &Site) -> Vec<u8> {
    format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", site.absolute("/sitemap.xml")).into_bytes()
}
