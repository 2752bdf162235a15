//! A text in pieces.
//!
//! The words of all pieces stand in one string: a large guide holds a million pieces, and a string for each would take
//! more room than what it says.

use crate::source::Span;

/// Pieces in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pieces {
    /// The words of all pieces, one behind the other.
    written: String,
    /// What each piece is, and where its words begin; they end where those of the next one begin.
    cuts: Vec<(What, u32)>,
    links: Vec<Link>,
}

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'p> {
    /// Finished HTML.
    Html(&'p str),
    /// Plain text in which glossary terms may be explained.
    Text(&'p str),
    /// The beginning of a link; `</a>` follows as [`Piece::LinkEnd`].
    Link(&'p Link),
    /// The end of a link.
    LinkEnd,
    /// One of [`Body::items`](super::Body::items), by its number.
    Item(usize),
    /// The beginning of one of [`Body::headings`](super::Body::headings), by its number.
    Heading(usize),
    /// The end of a heading.
    HeadingEnd,
}

/// A link as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The address as written.
    pub target: String,
    /// Where the whole link stands.
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Html,
    Text,
    Link(u32),
    LinkEnd,
    Item(u32),
    Heading(u32),
    HeadingEnd,
}

impl Pieces {
    /// No pieces yet, with room for so many bytes of words.
    pub(super) fn with_capacity(words: usize) -> Self {
        Self { written: String::with_capacity(words), ..Self::default() }
    }

    /// The pieces in order.
    pub fn iter(&self) -> impl Iterator<Item = Piece<'_>> {
        let ends = self.cuts.iter().skip(1).map(|(_, start)| *start as usize).chain([self.written.len()]);
        self.cuts.iter().zip(ends).map(|((what, start), end)| {
            let words = &self.written[*start as usize..end];
            match *what {
                What::Html => Piece::Html(words),
                What::Text => Piece::Text(words),
                What::Link(number) => Piece::Link(&self.links[number as usize]),
                What::LinkEnd => Piece::LinkEnd,
                What::Item(number) => Piece::Item(number as usize),
                What::Heading(number) => Piece::Heading(number as usize),
                What::HeadingEnd => Piece::HeadingEnd,
            }
        })
    }

    /// The links in order.
    #[must_use]
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The same, to say where they stand in another file.
    pub fn links_mut(&mut self) -> &mut [Link] {
        &mut self.links
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cuts.is_empty()
    }

    /// Whether they read the same as others, wherever both stand in their files.
    #[must_use]
    pub fn reads_like(&self, other: &Self) -> bool {
        let targets = self.links.iter().map(|link| &link.target).eq(other.links.iter().map(|link| &link.target));
        targets && self.cuts == other.cuts && self.written == other.written
    }

    /// How many bytes their words have.
    #[must_use]
    pub fn size(&self) -> usize {
        self.written.len()
    }

    /// Adds a piece.
    pub fn push(&mut self, piece: Piece<'_>) {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let (what, words) = match piece {
            Piece::Html(html) => (What::Html, html),
            Piece::Text(text) => (What::Text, text),
            Piece::Link(link) => {
                self.links.push(link.clone());
                (What::Link(number(self.links.len() - 1)), "")
            }
            Piece::LinkEnd => (What::LinkEnd, ""),
            Piece::Item(item) => (What::Item(number(item)), ""),
            Piece::Heading(heading) => (What::Heading(number(heading)), ""),
            Piece::HeadingEnd => (What::HeadingEnd, ""),
        };
        self.cut(what);
        self.written.push_str(words);
    }

    /// Where more HTML is written: the last piece if it is HTML, else a new one.
    pub(super) fn html(&mut self) -> &mut String {
        self.more(What::Html)
    }

    /// Where more text is written: the last piece if it is text, else a new one.
    pub(super) fn text(&mut self) -> &mut String {
        self.more(What::Text)
    }

    fn more(&mut self, what: What) -> &mut String {
        if self.cuts.last().is_none_or(|(last, _)| *last != what) {
            self.cut(what);
        }
        &mut self.written
    }

    fn cut(&mut self, what: What) {
        self.cuts.push((what, u32::try_from(self.written.len()).unwrap_or(u32::MAX)));
    }
}

impl<'p> Extend<Piece<'p>> for Pieces {
    fn extend<I: IntoIterator<Item = Piece<'p>>>(&mut self, pieces: I) {
        pieces.into_iter().for_each(|piece| self.push(piece));
    }
}

impl<'p> FromIterator<Piece<'p>> for Pieces {
    fn from_iter<I: IntoIterator<Item = Piece<'p>>>(pieces: I) -> Self {
        let mut collected = Self::default();
        collected.extend(pieces);
        collected
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_kind_that_follow_each_other_are_one_piece() {
        let link = |start: usize| Link { target: "/a/".to_owned(), span: Span::new(start..start + 9) };
        let mut pieces = Pieces::with_capacity(64);
        pieces.html().push_str("<p>");
        pieces.text().push_str("one ");
        pieces.text().push_str("two ");
        pieces.push(Piece::Link(&link(4)));
        pieces.html().push_str("three");
        pieces.push(Piece::LinkEnd);
        pieces.html().push_str("</p>");
        let parts: Vec<Piece<'_>> = pieces.iter().collect();
        let first = [Piece::Html("<p>"), Piece::Text("one two "), Piece::Link(&pieces.links()[0])];
        assert_eq!(parts, [&first[..], &[Piece::Html("three"), Piece::LinkEnd, Piece::Html("</p>")]].concat());
        assert_eq!(parts.into_iter().collect::<Pieces>(), pieces);

        let mut moved = pieces.clone();
        moved.links_mut()[0] = link(40);
        assert!(moved != pieces && moved.reads_like(&pieces));
        moved.links_mut()[0].target = "/b/".to_owned();
        assert!(!moved.reads_like(&pieces));
    }
}
