//! Folds the pieces of a text into HTML: links resolved, items framed, glossary terms explained in place.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::chart::Chart;
use crate::content::markdown::{Body, Heading, Item, ItemKind, Piece, Pieces};
use crate::content::text::{escape, escape_into};
use crate::guide::glossary::Glossary;
use crate::site::picture;
use crate::site::route::{At, Routes, Site, Target};

/// The most terms that are explained on one page: more would be noise.
const MOST_TERMS: usize = 16;

/// What a text is folded for.
pub struct Prose<'p> {
    /// How the page writes links.
    pub at: &'p At,
    /// Every address.
    pub routes: &'p Routes,
    /// The terms that may be explained; `None` leaves them alone.
    pub glossary: Option<&'p Glossary>,
    /// The file in which the text stands.
    pub file: &'p str,
    /// The route of the page.
    pub route: &'p str,
    /// The id of the type of professional learning of the page's items; may be empty.
    pub item_type: &'p str,
    /// What is put before links to places on the same page, for text shown on another page: its route.
    pub home: Option<&'p str>,
    /// The document that is printed: links that leave it are noted, because paper has no links.
    pub paper: Option<&'p Paper>,
    /// Charts to draw, each behind the heading that it stands under.
    pub charts: &'p [Chart],
}

/// A document that is read on paper.
pub struct Paper {
    /// The site, for absolute addresses.
    pub site: Site,
    /// The document's own route.
    pub route: String,
    /// The routes of the pages that it holds, with the id that each has in it.
    pub pages: BTreeMap<String, String>,
}

/// A folded text.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    /// The HTML.
    pub html: String,
    /// The positions of the glossary terms that it explains, in the order of the text.
    pub terms: Vec<usize>,
    /// On paper: the absolute addresses of the links that leave the document, in the order of their letters.
    pub addresses: Vec<String>,
}

impl<'p> Prose<'p> {
    /// For a text of the file `file` on its own page at `route`, with nothing but its links.
    #[must_use]
    pub fn of(at: &'p At, routes: &'p Routes, file: &'p str, route: &'p str) -> Self {
        Self { at, routes, glossary: None, file, route, item_type: "", home: None, paper: None, charts: &[] }
    }
}

impl Prose<'_> {
    /// Folds a whole text.
    #[must_use]
    pub fn fold(&self, body: &Body) -> Folded {
        self.folded(&body.pieces, &body.items, &body.headings)
    }

    /// Folds some pieces; `items` are those that [`Piece::Item`] counts.
    #[must_use]
    pub fn fold_pieces(&self, pieces: &Pieces, items: &[Item]) -> Folded {
        self.folded(pieces, items, &[])
    }

    fn folded(&self, pieces: &Pieces, items: &[Item], headings: &[Heading]) -> Folded {
        let mut folder = Folder {
            prose: self,
            headings,
            html: String::with_capacity(pieces.size() + pieces.size() / 8),
            terms: Vec::new(),
            seen: BTreeSet::new(),
            open_links: Vec::new(),
            addresses: Vec::new(),
        };
        folder.pieces(pieces, items);
        Folded { html: folder.html, terms: folder.terms, addresses: folder.addresses }
    }
}

struct Folder<'p> {
    prose: &'p Prose<'p>,
    headings: &'p [Heading],
    html: String,
    terms: Vec<usize>,
    seen: BTreeSet<usize>,
    /// What is written at the end of each link that is open.
    open_links: Vec<String>,
    addresses: Vec<String>,
}

impl Folder<'_> {
    fn pieces(&mut self, pieces: &Pieces, items: &[Item]) {
        let mut below = None;
        for piece in pieces.iter() {
            match piece {
                Piece::Html(html) => self.html.push_str(html),
                Piece::Text(text) => self.text(text),
                Piece::Link(link) => self.link(&link.target),
                Piece::LinkEnd => {
                    let end = self.open_links.pop().unwrap_or_default();
                    self.html.push_str(&end);
                }
                Piece::Item(number) => {
                    if let Some(item) = items.get(number) {
                        self.item(item);
                    }
                }
                Piece::Heading(number) => below = self.headings.get(number),
                Piece::HeadingEnd => self.charts(below.take()),
            }
        }
    }

    fn charts(&mut self, heading: Option<&Heading>) {
        let Some(heading) = heading else { return };
        for chart in self.prose.charts.iter().filter(|chart| chart.under == heading.id) {
            // On paper the sources of a chapter stand at its foot, without numbers.
            let figure = if self.prose.paper.is_some() { picture::chart::printed(chart) } else { picture::chart::figure(chart) };
            self.html.push_str(&figure);
        }
    }

    fn link(&mut self, target: &str) {
        let prose = self.prose;
        let mut end = "</a>".to_owned();
        let (href, outside) = match prose.routes.resolve(target, prose.file, prose.route) {
            Target::Here(id) => (prose.home.map_or_else(|| format!("#{id}"), |home| prose.at.href(&format!("{home}#{id}"))), false),
            Target::Inside(route) => (self.inside(&route, &mut end), false),
            Target::NoPlace(route, id) => (self.inside(&format!("{route}#{id}"), &mut end), false),
            Target::Outside(url) => {
                if prose.paper.is_some() {
                    end = self.noted(url.clone());
                }
                (url, true)
            }
            // Already reported; the words stay, the link does not.
            Target::NoPage(..) => {
                self.open_links.push(String::new());
                return;
            }
        };
        self.html.push_str("<a href=\"");
        escape_into(&mut self.html, &href);
        self.html.push_str(if outside { "\" rel=\"noopener external\">" } else { "\">" });
        self.open_links.push(end);
    }

    /// Where a link within the guide leads. On paper one that leaves the document is noted, and says the whole address:
    /// the document may be made where the guide is not published.
    fn inside(&mut self, route: &str, end: &mut String) -> String {
        let Some(paper) = self.prose.paper else { return self.prose.at.href(route) };
        if let Some(place) = paper.place(route) {
            return self.prose.at.href(&place);
        }
        let address = paper.site.absolute(route);
        *end = self.noted(address.clone());
        address
    }

    /// The end of a link whose address stands below the printed text.
    fn noted(&mut self, address: String) -> String {
        let place = self.addresses.iter().position(|known| *known == address).unwrap_or_else(|| {
            self.addresses.push(address);
            self.addresses.len() - 1
        });
        format!("</a><sup class=\"address-ref\">{}</sup>", letter(place))
    }

    fn text(&mut self, text: &str) {
        let Some(glossary) = self.prose.glossary.filter(|_| self.open_links.is_empty()) else {
            escape_into(&mut self.html, text);
            return;
        };
        let mut at = 0;
        for mention in glossary.mentions(text) {
            if self.terms.len() >= MOST_TERMS || !self.seen.insert(mention.term) {
                continue;
            }
            let Some(term) = glossary.terms.get(mention.term) else { continue };
            // A button is a box, so brackets and full stops beside it must be kept on its line.
            let start = mention.start - closeness(text[at..mention.start].chars().rev(), "([“‘");
            let end = mention.end + closeness(text[mention.end..].chars(), ".,;:!?)]”’");
            escape_into(&mut self.html, &text[at..start]);
            self.html.push_str("<span class=\"keep\">");
            escape_into(&mut self.html, &text[start..mention.start]);
            let words = escape(&text[mention.start..mention.end]);
            self.html.push_str(&format!("<button type=\"button\" class=\"term\" popovertarget=\"term-{}\">{words}</button>", term.id));
            escape_into(&mut self.html, &text[mention.end..end]);
            self.html.push_str("</span>");
            self.terms.push(mention.term);
            at = end;
        }
        escape_into(&mut self.html, &text[at..]);
    }

    fn item(&mut self, item: &Item) {
        let kind = item.kind.word();
        let label = escape(&shortened(&item.ask_text));
        let of_type = if self.prose.item_type.is_empty() { String::new() } else { format!(" data-type=\"{}\"", self.prose.item_type) };
        self.html.push_str(&format!(
            "<section class=\"item item--{kind}\" id=\"{}\"{of_type} aria-label=\"{label}\">\n<div class=\"item__ask\">\n",
            item.id
        ));
        if item.kind == ItemKind::Question {
            self.html.push_str("<p class=\"item__label\">Ask</p>\n");
        }
        self.pieces(&item.ask, &[]);
        self.html.push_str("</div>\n");
        if !item.listen.is_empty() {
            self.html.push_str("<div class=\"item__listen\">\n<p class=\"item__label\">Listen for</p>\n");
            self.pieces(&item.listen, &[]);
            self.html.push_str("</div>\n");
        }
        self.html.push_str(&format!("<a class=\"anchor\" href=\"#{}\" aria-label=\"Link to: {label}\"></a>\n</section>\n", item.id));
    }
}

impl Paper {
    /// Where a route stands in the document, when it does: its own route with `#identify` or `#identify_filter`.
    fn place(&self, route: &str) -> Option<String> {
        let (page, id) = route.split_once('#').unwrap_or((route, ""));
        let page = self.pages.get(page)?;
        Some(if id.is_empty() { format!("{}#{page}", self.route) } else { format!("{}#{page}_{id}", self.route) })
    }
}

/// The mark of the first address is `a`, of the 27th `aa`.
#[must_use]
pub fn letter(place: usize) -> String {
    let last = char::from(b'a' + u8::try_from(place % 26).unwrap_or(0));
    match place / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", letter(more - 1)),
    }
}

/// HTML of a page as a part of a longer document: its ids, and what refers to them, get a prefix and an
/// underscore, which no id of an author's has. What stands
/// beside the text is a note there: as landmarks, the notes of many pages would all have one name.
#[must_use]
pub fn within(html: &str, prefix: &str) -> String {
    let mut html = html.replace("<aside class=\"callout", "<div role=\"note\" class=\"callout").replace("</aside>", "</div>");
    for attribute in [" id=\"", " href=\"#", " aria-labelledby=\"", " aria-describedby=\""] {
        html = html.replace(attribute, &format!("{attribute}{prefix}_"));
    }
    html
}

/// How many bytes of `text` are made of these characters before another one comes.
fn closeness(text: impl Iterator<Item = char>, these: &str) -> usize {
    text.take_while(|c| these.contains(*c)).map(char::len_utf8).sum()
}

/// The first words of a text, for labels.
#[must_use]
pub fn shortened(text: &str) -> String {
    const MOST: usize = 90;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(MOST).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches(|c: char| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::{letter, within};

    #[test]
    fn addresses_are_lettered() {
        assert_eq!([0, 25, 26, 52].map(letter), ["a", "z", "aa", "ba"]);
    }

    #[test]
    fn ids_of_a_part_differ_from_those_of_another() {
        let html = r##"<h2 id="goals">Say id=&quot;x&quot; <a href="#goals">here</a> <a href="/x/#goals">there</a></h2>"##;
        let inside = r##"<h2 id="one_goals">Say id=&quot;x&quot; <a href="#one_goals">here</a> <a href="/x/#goals">there</a></h2>"##;
        assert_eq!(within(html, "one"), inside);
    }
}
