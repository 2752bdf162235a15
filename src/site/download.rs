//! A page of the toolkit as a Markdown file to take away: the text as it was written, with links that work anywhere.

use std::fmt::Write as _;
use std::ops::Range;

use crate::content::page::Page;
use crate::site::Output;
use crate::site::plan::download_route;
use crate::site::route::{Routes, Site, Target, output_path};

/// The file of a page.
#[must_use]
pub fn file(page: &Page, routes: &Routes, site: &Site) -> Output {
    Output { path: output_path(&download_route(page)), bytes: markdown(page, routes, site).into_bytes() }
}

fn markdown(page: &Page, routes: &Routes, site: &Site) -> String {
    let mut out = format!("# {}\n\n", plain(&page.title));
    if !page.summary.is_empty() {
        // Writing to a text cannot fail.
        let _ = writeln!(out, "{}\n", plain(&page.summary));
    }
    let written = &page.written;
    let mut at = page.body_start;
    for (range, text) in edits(page, routes, site) {
        if let Some(before) = written.get(at..range.start) {
            out.push_str(before);
            out.push_str(&text);
            at = range.end;
        }
    }
    out.push_str(written.get(at..).unwrap_or_default());
    let _ = write!(out, "\n---\n\nFrom <{}>\n", site.absolute(&page.route()));
    out.replace("\r\n", "\n").replacen("\n\n\n", "\n\n", 1)
}

/// What reads otherwise away from the guide, in the order of the text: links inside it, and ids of headings.
fn edits(page: &Page, routes: &Routes, site: &Site) -> Vec<(Range<usize>, String)> {
    let own = page.route();
    let links = page.body.links().filter_map(|link| {
        let address = match routes.resolve(&link.target, &page.file, &own) {
            Target::Here(id) => site.absolute(&format!("{own}#{id}")),
            Target::Inside(route) => site.absolute(&route),
            Target::Outside(_) | Target::NoPage(..) | Target::NoPlace(..) => return None,
        };
        let start = link.span.start as usize;
        // A link whose address stands elsewhere in the text (`[words][name]`) stays as it is.
        let place = start + page.written.get(link.span.range())?.rfind(&link.target)?;
        Some((place..place + link.target.len(), address))
    });
    let ids = page.body.headings.iter().filter_map(|heading| {
        let text = page.written.get(heading.span.range())?.trim_end();
        let start = text.ends_with('}').then(|| text.rfind(" {#"))??;
        let from = heading.span.start as usize;
        Some((from + start..from + text.len(), String::new()))
    });
    let mut edits: Vec<_> = links.chain(ids).collect();
    edits.sort_by_key(|(range, _)| range.start);
    edits
}

/// A title or summary on one line, as text.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' => out.extend(['\\', character]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
