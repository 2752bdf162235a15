//! Reads YAML as nearly all of it is written: keys with values in one line, lists of such, tables in them.
//!
//! That is a small part of YAML, and quickly read. Whatever is not certainly part of it is left to the parser of the
//! whole language, which gives the very same tree for what is read here; a test holds the two together.

use crate::content::text::rare_bytes;
use crate::source::Span;

use super::{Entry, Node, Value, is_key};

/// How many keys and values are read here.
const MOST: usize = 1_000;
/// How deep lists and tables may stand inside each other here.
const DEEPEST: usize = 4;
/// The longest key that is read here.
const LONGEST_KEY: usize = 100;

/// Reads a table that begins at byte `offset` of its file; `None` when that takes more than this.
pub(super) fn read(text: &str, offset: usize) -> Option<Node> {
    if has_unusual(text) {
        return None;
    }
    let mut reader = Reader { text, at: 0, offset, count: 0, depth: 0 };
    let table = reader.table(0)?;
    reader.rest().is_empty().then_some(table)
}

/// Whether text has signs of which YAML has its own opinion.
fn has_unusual(text: &str) -> bool {
    let begins = |byte: u8| (byte < 0x20) & (byte != b'\n') | (byte == 0x7f) | (byte == 0xc2) | (byte == 0xe2) | (byte >= 0xef);
    let is_usual = |character: char| matches!(character, '\u{a1}'..='\u{2027}' | '\u{202a}'..='\u{2fff}');
    rare_bytes(text, begins).any(|at| !text[at..].starts_with(is_usual))
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    offset: usize,
    count: usize,
    depth: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// A node from `start` to where reading has come.
    fn node(&mut self, start: usize, end: usize, value: Value) -> Option<Node> {
        self.count += 1;
        (self.count <= MOST).then(|| Node { span: self.span(start, end), value })
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.offset + start..self.offset + end)
    }

    /// Passes over what must come next.
    fn expect(&mut self, sign: &str) -> Option<()> {
        self.rest().starts_with(sign).then(|| self.at += sign.len())
    }

    /// Passes over the end of a line; the last line may have none.
    fn end_line(&mut self) -> Option<()> {
        if self.rest().is_empty() { Some(()) } else { self.expect("\n") }
    }

    /// How far the next line is indented; `None` when there is none.
    fn indent(&self) -> Option<usize> {
        let rest = self.rest();
        (!rest.is_empty()).then(|| rest.bytes().take_while(|byte| *byte == b' ').count())
    }

    /// Whether the next line is an item of a list that is indented so far.
    fn is_item(&self, indent: usize) -> bool {
        self.text.get(self.at + indent..).is_some_and(|line| line.starts_with("- "))
    }

    /// The key that comes next.
    fn key(&self) -> Option<&'t str> {
        let (key, behind) = self.rest().split_at(self.rest().bytes().position(|byte| byte == b':')?);
        let fits = key.len() <= LONGEST_KEY && key.starts_with(|first: char| first.is_ascii_alphabetic()) && is_key(key);
        (fits && (behind.starts_with(": ") || behind.starts_with(":\n"))).then_some(key)
    }

    /// A table whose first key comes next, and whose others are indented so far.
    fn table(&mut self, indent: usize) -> Option<Node> {
        let (start, mut end) = (self.at, self.at);
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            let (key, at) = (self.key()?, self.at);
            if entries.iter().any(|entry| entry.key == key) {
                return None;
            }
            self.at += key.len() + 1;
            let value = if self.expect("\n").is_some() { self.block(indent)? } else { self.line()? };
            end = end.max(value.span.end as usize - self.offset);
            self.count += 1;
            entries.push(Entry { key: key.to_owned(), key_span: self.span(at, at + key.len()), value });
            if self.indent() != Some(indent) || self.is_item(indent) {
                return self.node(start, end, Value::Table(entries));
            }
            self.at += indent;
        }
    }

    /// A value behind a key, to the end of its line.
    fn line(&mut self) -> Option<Node> {
        self.expect(" ")?;
        let value = self.value()?;
        self.end_line()?;
        Some(value)
    }

    /// A list or table on the lines below a key that is indented so far.
    fn block(&mut self, parent: usize) -> Option<Node> {
        let indent = self.indent()?;
        let is_list = self.is_item(indent);
        self.depth += 1;
        if self.depth > DEEPEST || indent < parent || (indent == parent && !is_list) {
            return None;
        }
        self.at += indent;
        let block = match is_list {
            // The parser lets a list that is not indented begin behind its first hyphen.
            true if indent == parent => self.list(indent, self.at + "- ".len()),
            true => self.list(indent, self.at),
            false => self.table(indent),
        };
        self.depth -= 1;
        block
    }

    /// A list from `start` whose first item comes next, and whose others are indented so far.
    fn list(&mut self, indent: usize, start: usize) -> Option<Node> {
        let mut items: Vec<Node> = Vec::new();
        loop {
            self.expect("- ")?;
            items.push(self.item(indent)?);
            if self.indent() != Some(indent) || !self.is_item(indent) {
                let end = items.last()?.span.end as usize - self.offset;
                return self.node(start, end, Value::List(items));
            }
            self.at += indent;
        }
    }

    fn item(&mut self, indent: usize) -> Option<Node> {
        if self.key().is_some() {
            return self.table(indent + "- ".len());
        }
        let item = self.value()?;
        self.end_line()?;
        Some(item)
    }

    /// A value in one line.
    fn value(&mut self) -> Option<Node> {
        match self.rest().chars().next()? {
            '[' => self.flow(),
            quote @ ('"' | '\'') => self.quoted(quote),
            first if first.is_alphanumeric() => self.plain(),
            _ => None,
        }
    }

    /// Words without quotation marks, to the end of their line.
    fn plain(&mut self) -> Option<Node> {
        let words = self.rest().split('\n').next()?;
        if words.contains(": ") || words.contains(" #") || words.ends_with([':', ' ']) {
            return None;
        }
        self.scalar(0, words)
    }

    /// Words between quotation marks, with nothing in them that stands for something else.
    fn quoted(&mut self, quote: char) -> Option<Node> {
        let inside = &self.rest()[1..];
        let end = inside.find([quote, '\\', '\n'])?;
        let is_plain = inside[end..].starts_with(quote);
        if is_plain { self.scalar(1, &inside[..end]) } else { None }
    }

    /// A list in one line: words between quotation marks, ids and numbers.
    fn flow(&mut self) -> Option<Node> {
        let start = self.at;
        self.at += 1;
        let mut items = Vec::new();
        while self.expect("]").is_none() {
            if !items.is_empty() {
                self.expect(", ")?;
            }
            items.push(match self.rest().chars().next()? {
                quote @ ('"' | '\'') => self.quoted(quote)?,
                first if first.is_ascii_alphanumeric() => self.word()?,
                _ => return None,
            });
        }
        self.node(start, self.at, Value::List(items))
    }

    fn word(&mut self) -> Option<Node> {
        let length = self.rest().bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')).count();
        self.scalar(0, &self.rest()[..length])
    }

    /// A scalar that comes next, with so many signs on each side of it.
    fn scalar(&mut self, around: usize, words: &str) -> Option<Node> {
        let start = self.at;
        self.at += words.len() + 2 * around;
        self.node(start, self.at, Value::Text(words.to_owned()))
    }
}
