//! Reads YAML into the tree of values, entry by entry when it cannot be read as a whole.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

use crate::diagnostic::Reporter;
use crate::rules;
use crate::source::Span;

use super::{Entry, Node, Value, is_key, report_duplicate, simple, slips};

/// How deep lists and tables may stand inside each other.
const MAX_DEPTH: usize = 8;
/// How many values one file may hold.
const MAX_NODES: usize = 4_000;
/// How long YAML may be: front matter beyond it is not facts.
const MAX_LENGTH: usize = 64 * 1024;
/// How many lines are looked at one by one when the whole cannot be read.
const MAX_LINES: usize = 2_000;

/// Reads front matter that begins at byte `offset` of its file.
pub(super) fn read(text: &str, offset: usize, reporter: &mut Reporter) -> Node {
    let whole = Span::new(offset..offset + text.len());
    if text.trim().is_empty() {
        return Node { span: whole, value: Value::Table(Vec::new()) };
    }
    if text.len() > MAX_LENGTH || text.matches('\n').count() > MAX_LINES {
        let line = Span::new(offset..offset + text.lines().next().unwrap_or("").len());
        reporter
            .report(
                &rules::YAML_SYNTAX,
                line,
                format!("the front matter that begins here is too long; at most {MAX_LINES} lines and {} KB are read", MAX_LENGTH / 1024),
            )
            .help("move the text below the closing `---`");
        return Node { span: whole, value: Value::Broken };
    }
    if let Some(table) = simple::read(text, offset) {
        return table;
    }
    match YamlTree::read(text) {
        Ok(tree) if tree.is_table() => tree.report_into(offset, reporter),
        outcome => {
            let before = reporter.count();
            let entries = recovered(text, offset, reporter);
            if reporter.count() == before {
                slips::report_syntax(text, offset, outcome.err().as_ref(), reporter);
            }
            Node { span: whole, value: Value::Table(entries) }
        }
    }
}

/// Whether text is a YAML table.
pub(super) fn is_table(text: &str) -> bool {
    text.len() <= MAX_LENGTH && YamlTree::read(text).is_ok_and(|tree| tree.is_table())
}

/// Whether text is YAML of any kind.
pub(super) fn is_readable(text: &str) -> bool {
    YamlTree::read(text).is_ok()
}

/// Reads each top-level entry by itself, so that one slip does not hide the others.
fn recovered(text: &str, offset: usize, reporter: &mut Reporter) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (start, end) in chunks(text) {
        let chunk = &text[start..end];
        if chunk.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
            continue;
        }
        let at = offset + start;
        match YamlTree::read(chunk) {
            Ok(tree) if tree.is_table() => {
                slips::name_indented(chunk, at, reporter);
                if let Value::Table(found) = tree.report_into(at, reporter).value {
                    for entry in found {
                        push_unique(&mut entries, entry, reporter);
                    }
                }
            }
            outcome => {
                if let Some(entry) = slips::name(chunk, at, outcome.err().as_ref(), reporter) {
                    push_unique(&mut entries, entry, reporter);
                }
            }
        }
    }
    entries
}

fn push_unique(entries: &mut Vec<Entry>, entry: Entry, reporter: &mut Reporter) {
    if entries.iter().any(|known| known.key == entry.key) {
        report_duplicate(&entry.key, entry.key_span, reporter);
    } else {
        entries.push(entry);
    }
}

/// The runs of lines that belong to one top-level key each, as byte ranges.
fn chunks(text: &str) -> Vec<(usize, usize)> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let first = line.chars().next().unwrap_or('\n');
        let continues = first.is_whitespace() || line.starts_with("- ") || line.trim_end() == "-" || matches!(first, ']' | '}');
        if !continues || (starts.is_empty() && !line.trim().is_empty()) {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).collect()
}

/// Why text is not YAML.
pub(super) struct YamlError {
    /// Bytes from the start of the text that was read.
    pub(super) offset: usize,
    pub(super) info: String,
}

/// A slip that YAML reads as something else than was meant.
enum Slip {
    /// A key that stands twice.
    Duplicate(String, Span),
    /// `key:value` inside a list or table.
    NoSpace(String, Span),
    /// `-value` where a list was meant.
    NoSpaceBehindHyphen(Span),
    /// A list item that is indented so far that it belongs to the item above.
    IndentedItem(Span),
    /// Text behind a `#`, which is a comment.
    Comment(String, Span),
}

/// A tree of YAML values with spans from the start of the text, and the slips that a tree can hold.
struct YamlTree {
    root: Node,
    slips: Vec<Slip>,
}

enum Frame {
    List { start: usize, items: Vec<Node> },
    Table { start: usize, entries: Vec<Entry>, key: Option<(String, Span)> },
}

impl YamlTree {
    fn read(text: &str) -> Result<Self, YamlError> {
        let offsets = CharOffsets::new(text);
        let mut builder = YamlBuilder { text, frames: Vec::new(), root: None, slips: Vec::new(), nodes: 0 };
        for event in Parser::new_from_str(text) {
            let (event, span) = event.map_err(|error| scan_error(&error, &offsets))?;
            builder.take(event, offsets.span(span.start.index(), span.end.index()))?;
        }
        let root = builder.root.unwrap_or(Node { span: Span::new(0..0), value: Value::Empty });
        Ok(Self { root, slips: builder.slips })
    }

    fn is_table(&self) -> bool {
        matches!(self.root.value, Value::Table(_))
    }

    fn report_into(self, offset: usize, reporter: &mut Reporter) -> Node {
        for slip in &self.slips {
            slip.report(offset, reporter);
        }
        shifted(self.root, offset)
    }
}

fn scan_error(error: &ScanError, offsets: &CharOffsets) -> YamlError {
    YamlError { offset: offsets.byte(error.marker().index()), info: error.info().to_owned() }
}

fn shifted(node: Node, offset: usize) -> Node {
    let value = match node.value {
        Value::List(items) => Value::List(items.into_iter().map(|item| shifted(item, offset)).collect()),
        Value::Table(entries) => Value::Table(
            entries
                .into_iter()
                .map(|entry| Entry { key: entry.key, key_span: entry.key_span.shifted(offset), value: shifted(entry.value, offset) })
                .collect(),
        ),
        other => other,
    };
    Node { span: node.span.shifted(offset), value }
}

struct YamlBuilder<'t> {
    text: &'t str,
    frames: Vec<Frame>,
    root: Option<Node>,
    slips: Vec<Slip>,
    nodes: usize,
}

impl YamlBuilder<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), YamlError> {
        let refuse = |info: &str| Err(YamlError { offset: span.start as usize, info: info.to_owned() });
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return refuse("it holds too many values");
        }
        match event {
            Event::Alias(_) => {
                return refuse("`*` refers to another value, which front matter does not allow; quote it if you mean the sign");
            }
            Event::Scalar(.., anchor, _) | Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) if anchor != 0 => {
                return refuse("`&` names a value, which front matter does not allow; quote it if you mean the sign");
            }
            Event::Scalar(.., Some(_)) | Event::SequenceStart(_, Some(_)) | Event::MappingStart(_, Some(_)) => {
                return refuse("`!` gives a value a type, which front matter does not allow; quote it if you mean the sign");
            }
            Event::SequenceStart(..) | Event::MappingStart(..) if self.frames.len() >= MAX_DEPTH => {
                return refuse("lists stand too deep inside each other");
            }
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                let value = if text.is_empty() && plain { Value::Empty } else { Value::Text(text.into_owned()) };
                let span = self.trimmed(span);
                let broken = plain && self.note_slips(span);
                return self.close(Node { span, value: if broken { Value::Broken } else { value } });
            }
            Event::SequenceStart(..) => self.frames.push(Frame::List { start: span.start as usize, items: Vec::new() }),
            Event::MappingStart(..) => self.frames.push(Frame::Table { start: span.start as usize, entries: Vec::new(), key: None }),
            Event::SequenceEnd | Event::MappingEnd => {
                let node = match self.frames.pop() {
                    Some(Frame::List { start, items }) => {
                        Node { span: self.trimmed(Span::new(start..span.end as usize)), value: Value::List(items) }
                    }
                    Some(Frame::Table { start, entries, .. }) => {
                        Node { span: self.trimmed(Span::new(start..span.end as usize)), value: Value::Table(entries) }
                    }
                    None => return refuse("a list ends that never began"),
                };
                return self.close(node);
            }
            Event::DocumentStart(_) if self.root.is_some() => return refuse("a second document begins here"),
            _ => {}
        }
        Ok(())
    }

    /// Notes what a plain value was probably not meant to be. Says whether its meaning is lost.
    fn note_slips(&mut self, span: Span) -> bool {
        let text = self.text.get(span.range()).unwrap_or("");
        let before = self.text[..span.start as usize].trim_end_matches(' ');
        let begins_line = before.is_empty() || before.ends_with('\n');
        if begins_line && text.starts_with('-') && text[1..].starts_with(|c: char| c.is_alphabetic()) {
            let first = text.lines().next().unwrap_or("").trim_end().len();
            self.slips.push(Slip::NoSpaceBehindHyphen(Span::new(span.start as usize..span.start as usize + first)));
            return true;
        }
        let item = text.match_indices('\n').map(|(at, _)| at + 1).find(|at| text[*at..].trim_start_matches(' ').starts_with("- "));
        if let Some(at) = item {
            let line = text[at..].lines().next().unwrap_or("");
            let start = span.start as usize + at + (line.len() - line.trim_start().len());
            self.slips.push(Slip::IndentedItem(Span::new(start..start + line.trim().len())));
            return true;
        }
        self.slips.extend(comment_behind(self.text, span.end as usize));
        false
    }

    /// The span without white space at its end: block values run on to the next line.
    fn trimmed(&self, span: Span) -> Span {
        let text = self.text.get(span.range()).unwrap_or("");
        Span::new(span.start as usize..span.start as usize + text.trim_end().len())
    }

    fn close(&mut self, node: Node) -> Result<(), YamlError> {
        match self.frames.last_mut() {
            None => self.root = Some(node),
            Some(Frame::List { items, .. }) => items.push(node),
            Some(Frame::Table { entries, key, .. }) => match (key.take(), node.value) {
                (None, Value::Text(text)) => *key = Some((text, node.span)),
                (None, _) => {
                    return Err(YamlError { offset: node.span.start as usize, info: "a key must be a word".to_owned() });
                }
                (Some((key, key_span)), Value::Empty) if glued_key(&key).is_some() => {
                    let name = glued_key(&key).unwrap_or("").to_owned();
                    self.slips.push(Slip::NoSpace(key, key_span));
                    entries.push(Entry { key: name, key_span, value: Node { span: key_span, value: Value::Broken } });
                }
                (Some((key, key_span)), value) => {
                    if value == Value::Empty {
                        let colon = key_span.end as usize + 1;
                        self.slips.extend(comment_behind(self.text, colon));
                    }
                    if entries.iter().any(|entry| entry.key == key) {
                        self.slips.push(Slip::Duplicate(key, key_span));
                    } else {
                        let span = if value == Value::Empty { key_span } else { node.span };
                        entries.push(Entry { key, key_span, value: Node { span, value } });
                    }
                }
            },
        }
        Ok(())
    }
}

impl Slip {
    fn report(&self, offset: usize, reporter: &mut Reporter) {
        match self {
            Self::Duplicate(key, span) => report_duplicate(key, span.shifted(offset), reporter),
            Self::NoSpace(text, span) => {
                let (key, value) = text.split_once(':').unwrap_or((text, ""));
                slips::report_missing_space(
                    key,
                    value,
                    Span::new(span.start as usize..span.start as usize + key.len() + 1).shifted(offset),
                    reporter,
                );
            }
            Self::NoSpaceBehindHyphen(span) => {
                reporter
                    .report(&rules::MISSING_SPACE, span.shifted(offset), "a space is missing behind the hyphen")
                    .help("write `- ` and then the value, one value a line");
            }
            Self::IndentedItem(span) => {
                reporter
                    .report(
                        &rules::INDENT,
                        span.shifted(offset),
                        "this item is indented further than the one above, so it is read as part of it",
                    )
                    .help("begin all items of a list in the same column");
            }
            Self::Comment(text, span) => {
                reporter
                    .report(&rules::HASH_IN_VALUE, span.shifted(offset), format!("`{text}` is a comment here and is not shown"))
                    .help("if it is part of the value, put quotation marks around the whole value; if it is a remark, write a space behind the `#`");
            }
        }
    }
}

/// A `#` behind a value that ends at `end`, without a space behind the sign: it is probably part of the text.
fn comment_behind(text: &str, end: usize) -> Option<Slip> {
    let rest = text.get(end..)?;
    let behind = rest.trim_start_matches([' ', '\t']);
    let start = end + rest.len() - behind.len();
    if start == end || !behind.starts_with('#') {
        return None;
    }
    let comment = behind.split('\n').next().unwrap_or("").trim_end();
    let meant = comment[1..].starts_with(|c: char| c.is_alphanumeric());
    meant.then(|| Slip::Comment(comment.to_owned(), Span::new(start..start + comment.len())))
}

/// The key in `key:value`, when that is what a key without a value looks like.
fn glued_key(text: &str) -> Option<&str> {
    let (key, rest) = text.split_once(':')?;
    (is_key(key) && !rest.is_empty() && !rest.starts_with("//")).then_some(key)
}

/// Character numbers to byte offsets: the parser counts characters, we count bytes.
struct CharOffsets {
    /// Byte offset of every character, and the length at the end; empty when all are one byte long.
    bytes: Vec<u32>,
    length: usize,
}

impl CharOffsets {
    fn new(text: &str) -> Self {
        let length = text.len();
        if text.is_ascii() {
            return Self { bytes: Vec::new(), length };
        }
        let bytes = text.char_indices().map(|(at, _)| Span::new(at..at).start).collect();
        Self { bytes, length }
    }

    fn byte(&self, character: usize) -> usize {
        if self.bytes.is_empty() {
            return character.min(self.length);
        }
        self.bytes.get(character).map_or(self.length, |byte| *byte as usize)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.byte(start)..self.byte(end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether YAML is read the short way; if it is, that gives the very tree of the long way, which has nothing to say.
    fn is_simple(text: &str) -> bool {
        const OFFSET: usize = 7;
        let Some(table) = simple::read(text, OFFSET) else { return false };
        let tree = YamlTree::read(text).unwrap_or_else(|error| panic!("{text:?} is no YAML: {}", error.info));
        assert!(tree.slips.is_empty(), "{text:?} has a slip");
        assert_eq!(shifted(tree.root, OFFSET), table, "{text:?}");
        true
    }

    #[test]
    fn what_people_write_is_read_the_short_way() {
        for text in [
            "name: Example Learning Partners\nkinds: [k-2, 3-5, \"a, b\"]\n",
            "name: \"An: example # with signs\"\nother: 'it is “said”'\nempty: []",
            "notes:\n  states: Named examples – only these.\n  price: as of 2021\nreviewed: 2026-11-22\n",
            "sources:\n  - url: https://example.org/a#b\n    title: A page\n    facts: [states, price]\n  - url: https://example.org\naliases: [A]\n",
            "sources:\n- https://example.org\n- \"quoted\"\nname: behind\n",
            "a:\n  - b:\n      - c\n      - d\n    e: f\n",
        ] {
            assert!(is_simple(text), "{text:?}");
        }
    }

    #[test]
    fn what_means_more_than_it_shows_is_read_the_long_way() {
        for text in [
            "",
            "a",
            "a: ",
            "a:",
            "a: b: c",
            "a: b #c",
            "a: b:",
            "a: [b, c",
            "a: [b: c]",
            "a: [b #c]",
            "a: \"b\\n\"",
            "a: 'it''s'",
            "a: b\n  c\n",
            "a: b\n\nc: d\n",
            "a: *b",
            "a: &b c",
            "a: !b c",
            "a: |\n  b\n",
            "a: b\na: c\n",
            "a: b\n b: c\n",
            "a: - b",
            "# a\n",
            "a: b\r\nc: d\r\n",
            "a:\tb",
            "a: \u{feff}b",
            "a: b\u{2028}c",
            "a: b\u{85}c",
            "a: {b: c}",
            "a: \"b\" c",
            "1: a",
            "a:\n  - b\n - c\n",
            "a:\n- b\n  - c\n",
            "a:\n  b: c\n d: e\n",
            "? a",
            "- a",
            "a: ---\n---\n",
            "---\na: b\n",
            "a:  b",
        ] {
            assert!(!is_simple(text), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn both_ways_lead_to_the_same_tree(parts in prop::collection::vec(prop::sample::select(PARTS), 0..24)) {
            is_simple(&parts.concat());
        }
    }

    /// Parts of YAML, sensible and not.
    const PARTS: &[&str] = &[
        "a: ",
        "b: ",
        "c:\n",
        "d:\n",
        "\n",
        "\n  ",
        "\n    ",
        "- ",
        "-",
        " ",
        "  ",
        "x",
        "y z",
        "https://example.org/?q=1",
        "12",
        "true",
        "null",
        "~",
        "\"",
        "'",
        "\"q\"",
        "'q'",
        "[",
        "]",
        ", ",
        ",",
        "[x, y]",
        "[]",
        "[\"x\", 'y']",
        "{",
        "}",
        ":",
        ": ",
        "#",
        " #",
        "é",
        "“",
        "\u{2028}",
        "\u{a0}",
        "\t",
        "\r\n",
        "|",
        ">",
        "&",
        "*",
        "!",
        "%",
        "@",
        "`",
        "?",
        "---",
        "...",
        "\\",
        "x\n",
        "[x]\n",
        "\"q\"\n",
        "  - ",
        "\n- ",
        "e: x\n",
    ];
}
