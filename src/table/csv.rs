//! Comma-separated tables (RFC 4180) whose cells know their places, and that no spreadsheet runs as formulas.

use crate::source::Span;

/// One cell as it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// What it says, without quotation marks and the guard against formulas.
    pub(super) text: String,
    /// Where that stands.
    pub(super) span: Span,
    /// Whether the file holds the text letter by letter, so that a place in the text is a place in the file.
    exact: bool,
}

impl Cell {
    /// A part of a file, letter by letter.
    pub(super) fn exact(text: &str, start: usize) -> Self {
        Self { text: text.to_owned(), span: Span::new(start..start + text.len()), exact: true }
    }

    /// Where a part of the text stands, or the whole cell when that cannot be told.
    pub(super) fn part(&self, start: usize, end: usize) -> Span {
        if self.exact { Span::new(start..end).shifted(self.span.start as usize) } else { self.span }
    }
}

/// The rows of a table. Blank rows are left out; the separator is the sign that the first row uses.
pub(super) fn read(text: &str) -> Vec<Vec<Cell>> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut reader = Reader { text, at: start, separator: separator(&text[start..]) };
    let mut rows = Vec::new();
    while let Some(row) = reader.row() {
        if row.iter().any(|cell| !cell.text.trim().is_empty()) {
            rows.push(row);
        }
    }
    rows
}

/// Spreadsheets write `;` where a comma is the decimal sign.
fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or("");
    let count = |sign: u8| first.bytes().filter(|byte| *byte == sign).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    separator: u8,
}

impl Reader<'_> {
    fn row(&mut self) -> Option<Vec<Cell>> {
        if self.at >= self.text.len() {
            return None;
        }
        let mut row = Vec::new();
        loop {
            row.push(if self.byte() == Some(b'"') { self.quoted() } else { self.bare() });
            match self.byte() {
                Some(byte) if byte == self.separator => self.at += 1,
                Some(b'\r') if self.text.as_bytes().get(self.at + 1) == Some(&b'\n') => {
                    self.at += 2;
                    return Some(row);
                }
                Some(_) => {
                    self.at += 1;
                    return Some(row);
                }
                None => return Some(row),
            }
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn bare(&mut self) -> Cell {
        let start = self.at;
        while self.byte().is_some_and(|byte| byte != self.separator && byte != b'\n' && byte != b'\r') {
            self.at += 1;
        }
        cell(self.text[start..self.at].to_owned(), start, self.at)
    }

    /// A cell between quotation marks. What follows the closing mark up to the separator is kept as text.
    fn quoted(&mut self) -> Cell {
        self.at += 1;
        let start = self.at;
        let mut text = String::new();
        loop {
            let rest = &self.text[self.at..];
            let Some(mark) = rest.find('"') else {
                text.push_str(rest);
                self.at = self.text.len();
                return cell(text, start, self.at);
            };
            text.push_str(&rest[..mark]);
            self.at += mark + 1;
            if self.byte() != Some(b'"') {
                let end = self.at - 1;
                let after = self.bare();
                text.push_str(&after.text);
                return cell(text, start, end);
            }
            text.push('"');
            self.at += 1;
        }
    }
}

fn cell(text: String, start: usize, end: usize) -> Cell {
    let exact = text.len() == end - start;
    match unguarded(&text) {
        Some(inner) => Cell { text: inner.to_owned(), span: Span::new(start + 1..end), exact },
        None => Cell { text, span: Span::new(start..end), exact },
    }
}

/// What a spreadsheet might run as a formula, in one width of letters or the other, and what looks guarded already.
fn wants_guard(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '\t', '\r', '\''])
}

/// The text without the apostrophe that guards it.
fn unguarded(text: &str) -> Option<&str> {
    text.strip_prefix('\'').filter(|inner| wants_guard(inner))
}

/// Writes one row.
pub(crate) fn write_row<'c>(out: &mut String, cells: impl IntoIterator<Item = &'c str>) {
    for (position, cell) in cells.into_iter().enumerate() {
        if position > 0 {
            out.push(',');
        }
        write_cell(out, cell);
    }
    out.push_str("\r\n");
}

fn write_cell(out: &mut String, text: &str) {
    let guard = if wants_guard(text) { "'" } else { "" };
    if text.contains([',', ';', '"', '\n', '\r', '\t']) || text.trim() != text {
        out.push('"');
        out.push_str(guard);
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(guard);
        out.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(table: &str) -> Vec<Vec<String>> {
        read(table).into_iter().map(|row| row.into_iter().map(|cell| cell.text).collect()).collect()
    }

    #[test]
    fn cells_hold_commas_marks_and_lines() {
        assert_eq!(
            texts("a,b\r\n\"1,\"\"x\"\"\",\"two\nlines\"\n\n'=1+1,'plain"),
            [["a", "b"], ["1,\"x\"", "two\nlines"], ["=1+1", "'plain"]]
        );
        assert_eq!(texts("\u{feff}a;b\n1;2,5\n"), [["a", "b"], ["1", "2,5"]]);
        assert_eq!(texts("a,b\n\"not closed,1\n"), [vec!["a", "b"], vec!["not closed,1\n"]]);
    }

    #[test]
    fn a_place_in_a_cell_is_a_place_in_the_file() {
        let table = "a,b\n1,\"la; zz\"\n";
        let cell = &read(table)[1][1];
        assert_eq!(&table[cell.part(4, 6).range()], "zz");
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read_back(cells in proptest::collection::vec("[ -~\n\r\t=+@'é]{0,8}", 1..5)) {
            prop_assume!(cells.iter().any(|cell| !cell.trim().is_empty()));
            let mut table = "a,b,c\r\n".to_owned();
            write_row(&mut table, cells.iter().map(String::as_str));
            prop_assert_eq!(&texts(&table)[1], &cells);
        }

        #[test]
        fn no_cell_begins_like_a_formula(cell in "[=+@＝＋－＠\t\r'-]{1,2}[a-z]{0,3}") {
            let mut table = String::new();
            write_row(&mut table, [cell.as_str()]);
            prop_assert!(!table.trim_start_matches('"').starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r']));
        }

        #[test]
        fn no_table_panics_and_every_cell_lies_inside(table in ".{0,60}|[a,;\"\n\r\t']{0,30}") {
            for cell in read(&table).iter().flatten() {
                prop_assert!(table.get(cell.span.range()).is_some());
            }
        }
    }
}
