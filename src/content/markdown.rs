//! Turns Markdown into pieces of safe HTML, headings, typed items and links.
//!
//! Nothing that an author writes becomes markup by itself: this writer knows a
//! closed list of elements and gives them only attributes that it makes. Raw HTML
//! is shown as text. Links stay [`Piece::Link`] until somebody who knows the whole
//! guide resolves them; text stays [`Piece::Text`] where a glossary term may be
//! explained in it.

mod callout;
mod pieces;
mod remarks;
mod writer;

use crate::diagnostic::Reporter;
use crate::source::Span;

pub use callout::ItemKind;
pub use pieces::{Link, Piece, Pieces};

/// A text as it will be shown, up to what only the whole guide knows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Body {
    /// The text in order.
    pub pieces: Pieces,
    /// Its headings.
    pub headings: Vec<Heading>,
    /// Its typed items: questions, decisions, kick-off points.
    pub items: Vec<Item>,
    /// Its plain text, cut at headings, for search.
    pub sections: Vec<Section>,
    /// Where each id on the page stands that the author has made.
    pub ids: Vec<(String, Span)>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// From 2 to 6.
    pub level: u8,
    /// Its text.
    pub text: String,
    /// Its id on the page.
    pub id: String,
    /// Where it stands.
    pub span: Span,
}

/// A question, decision or kick-off point with its own address.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Its id, unique in the guide.
    pub id: String,
    /// What to ask, decide or do.
    pub ask: Pieces,
    /// What to listen for; empty for other kinds than questions.
    pub listen: Pieces,
    /// The first as plain text.
    pub ask_text: String,
    /// The second as plain text.
    pub listen_text: String,
    /// Where the line with its mark stands.
    pub span: Span,
}

/// Plain text below one heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading's number in [`Body::headings`]; `None` above the first.
    pub heading: Option<usize>,
    /// The text, with single spaces.
    pub text: String,
}

/// How a text is to be read.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'t> {
    /// What is put before every id, so that an author's id cannot take the place of one of the page's own.
    pub id_prefix: &'t str,
    /// Whether typed items may stand in it.
    pub items: bool,
}

/// Reads the Markdown of `text` from byte `start` on.
pub fn read(text: &str, start: usize, reading: Reading<'_>, reporter: &mut Reporter) -> Body {
    writer::Writer::new(text, start, reading, reporter).write()
}

impl Body {
    /// The whole plain text.
    #[must_use]
    pub fn text(&self) -> String {
        let sections: Vec<&str> = self.sections.iter().map(|section| section.text.as_str()).collect();
        sections.join(" ")
    }

    /// All links, those inside items included.
    pub fn links(&self) -> impl Iterator<Item = &Link> {
        let inside = self.items.iter().flat_map(|item| item.ask.links().iter().chain(item.listen.links()));
        self.pieces.links().iter().chain(inside)
    }
}
