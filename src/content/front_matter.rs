//! Reads front matter, and whole TOML files, into one tree of values that know their places.
//!
//! YAML (`---`) and TOML (`+++`) give the same tree, in which every scalar is
//! still the text that was written: what `no`, `3-5` or `2026-01-02` means is for
//! [`crate::schema`] to say. A slip in one entry does not hide the others.

use saphyr_parser::{Event, Parser, ScanError};
use toml::de::{DeTable, DeValue};

use crate::diagnostic::Reporter;
use crate::rules;
use crate::source::Span;

/// How deep lists and tables may stand inside each other.
const MAX_DEPTH: usize = 8;
/// How many values one file may hold.
const MAX_NODES: usize = 20_000;

/// A value with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What was written.
    pub value: Value,
}

/// What was written, before anyone knows what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A scalar, as text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A table: keys with values, in the order of the file.
    Table(Vec<Entry>),
    /// A key with nothing behind it.
    Empty,
    /// Something that could not be read and has been reported.
    Broken,
}

/// One key of a table with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

/// A content file split in two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The front matter as a table; `None` when there is none that could be found.
    pub front: Option<Node>,
    /// Where the body begins, in bytes.
    pub body_start: usize,
}

/// Splits a content file and reads its front matter.
pub fn read(text: &str, reporter: &mut Reporter) -> Parts {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    if start > 0 {
        reporter
            .report(&rules::BYTE_ORDER_MARK, Span::new(0..start), "the file begins with an invisible byte-order mark")
            .help("save the file as UTF-8 without a byte-order mark");
    }
    let rest = &text[start..];
    if rest.trim().is_empty() {
        reporter
            .report(&rules::EMPTY_FILE, Span::new(0..0), "the file is empty")
            .help("start it with front matter between two lines of `---`; `guidepost new` writes a start for you");
        return Parts { front: None, body_start: text.len() };
    }
    let first = rest.lines().next().unwrap_or("");
    match first.trim_end() {
        "---" => fenced(text, start, "---", reporter, yaml),
        "+++" => fenced(text, start, "+++", reporter, toml_table),
        _ => {
            report_missing_opening(start, first, reporter);
            Parts { front: None, body_start: start }
        }
    }
}

/// Reads a whole TOML file, such as a vocabulary.
pub fn read_toml(text: &str, reporter: &mut Reporter) -> Node {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    toml_table(&text[start..], start, reporter)
}

fn report_missing_opening(start: usize, first: &str, reporter: &mut Reporter) {
    let span = Span::new(start..start + first.len());
    let trimmed = first.trim();
    let near_fence = !trimmed.is_empty() && trimmed.chars().all(|c| matches!(c, '-' | '+' | '–' | '—' | '_' | '=' | '*'));
    let message = if near_fence {
        format!("the first line is `{first}`, but front matter opens with exactly three hyphens")
    } else {
        "the file does not begin with front matter".to_owned()
    };
    reporter
        .report(&rules::MISSING_FRONT_MATTER, span, message)
        .label("`---` must stand alone on the first line")
        .help("begin the file with a line `---`, then the facts, one `key: value` a line, then another line `---`");
}

type Reader = fn(&str, usize, &mut Reporter) -> Node;

fn fenced(text: &str, start: usize, fence: &str, reporter: &mut Reporter, reader: Reader) -> Parts {
    let opening_end = line_end(text, start);
    let mut at = opening_end;
    while at < text.len() {
        let end = line_end(text, at);
        if text[at..end].trim_end() == fence {
            return Parts { front: Some(reader(&text[opening_end..at], opening_end, reporter)), body_start: end };
        }
        at = end;
    }
    let opening = Span::new(start..start + fence.len());
    reporter
        .report(&rules::UNCLOSED_FRONT_MATTER, opening, "the front matter that opens here is never closed")
        .label(format!("no second line `{fence}` follows"))
        .help(format!("put a line `{fence}` between the last fact and the text"));
    let guess = guess_end(text, opening_end);
    Parts { front: Some(reader(&text[opening_end..guess], opening_end, reporter)), body_start: guess }
}

/// Where the front matter probably ends when nobody said so: the first blank line or heading.
fn guess_end(text: &str, from: usize) -> usize {
    let mut at = from;
    while at < text.len() {
        let end = line_end(text, at);
        let line = &text[at..end];
        if line.trim().is_empty() || line.starts_with("## ") || line.starts_with("# ") {
            return at;
        }
        at = end;
    }
    text.len()
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |at| from + at + 1)
}

// ---- YAML ----

fn yaml(text: &str, offset: usize, reporter: &mut Reporter) -> Node {
    let whole = Span::new(offset..offset + text.len());
    if text.trim().is_empty() {
        return Node { span: whole, value: Value::Table(Vec::new()) };
    }
    match YamlTree::read(text) {
        Ok(tree) if matches!(tree.root.value, Value::Table(_)) => tree.report_into(offset, reporter),
        _ => Node { span: whole, value: Value::Table(recovered(text, offset, reporter)) },
    }
}

/// Reads each top-level entry by itself, so that one slip does not hide the others.
fn recovered(text: &str, offset: usize, reporter: &mut Reporter) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (start, end) in chunks(text) {
        let chunk = &text[start..end];
        if chunk.trim().is_empty() || chunk.trim_start().starts_with('#') && chunk.lines().count() == 1 {
            continue;
        }
        let at = offset + start;
        match YamlTree::read(chunk) {
            Ok(tree) if matches!(tree.root.value, Value::Table(_)) => {
                if let Value::Table(found) = tree.report_into(at, reporter).value {
                    for entry in found {
                        push_unique(&mut entries, entry, reporter);
                    }
                }
            }
            outcome => entries.extend(slip(chunk, at, outcome.err(), reporter)),
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

fn report_duplicate(key: &str, span: Span, reporter: &mut Reporter) {
    reporter
        .report(&rules::DUPLICATE_KEY, span, format!("`{key}` is given twice"))
        .label("the first one counts")
        .help("keep one of the two; a list goes into one key: `states: [la, tx]`");
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

/// Names the slip in a chunk that is not YAML, and keeps its key so that it is not also called missing.
fn slip(chunk: &str, at: usize, error: Option<YamlError>, reporter: &mut Reporter) -> Option<Entry> {
    let line = chunk.lines().next().unwrap_or("");
    if let Some(tab) = chunk.lines().find_map(leading_tab(chunk)) {
        reporter
            .report(&rules::TAB_INDENT, Span::new(at + tab..at + tab + 1), "a tab stands where only spaces may")
            .help("replace the tab with two spaces");
        return broken_entry(line, at);
    }
    let Some((key, after)) = line.split_once(':') else {
        report_no_colon(line, at, reporter);
        return None;
    };
    let value = after.trim();
    let value_at = at + line.len() - after.trim_start().len();
    let value_span = Span::new(value_at..value_at + value.len());
    if is_key(key) && !after.is_empty() && !after.starts_with([' ', '\t']) {
        let colon = at + key.len();
        reporter
            .report(&rules::MISSING_SPACE, Span::new(at..colon + 1), format!("a space is missing behind `{key}:`"))
            .help(format!("write `{key}: {value}`"));
    } else if value.starts_with(['"', '\'']) {
        reporter
            .report(&rules::UNCLOSED_QUOTE, value_span, "this quotation mark is not closed, or text follows the closing one")
            .help("quote the whole value, and write a quotation mark inside as \\\"");
    } else if value.starts_with(['[', '{']) {
        let closing = if value.starts_with('[') { ']' } else { '}' };
        reporter
            .report(&rules::UNCLOSED_BRACKET, value_span, format!("this list cannot be read; is a comma or the closing `{closing}` missing?"))
            .help("write a list as `[one, two, three]`");
    } else if value.contains(": ") || value.ends_with(':') {
        reporter
            .report(&rules::UNQUOTED_COLON, value_span, format!("the value of `{key}` holds a colon and must stand in quotation marks"))
            .help(format!("write `{key}: \"{}\"`", value.replace('"', "\\\"")));
    } else {
        report_syntax(chunk, at, error, reporter);
    }
    broken_entry(line, at)
}

fn leading_tab<'c>(chunk: &'c str) -> impl Fn(&'c str) -> Option<usize> {
    move |line| {
        let indent = line.len() - line.trim_start().len();
        let tab = line[..indent].find('\t')?;
        Some(line.as_ptr() as usize - chunk.as_ptr() as usize + tab)
    }
}

fn report_no_colon(line: &str, at: usize, reporter: &mut Reporter) {
    let shown = line.trim_end();
    reporter
        .report(&rules::YAML_SYNTAX, Span::new(at..at + shown.len()), format!("`{shown}` is neither a key nor part of a list"))
        .help("every line of front matter is `key: value`; text belongs below the closing `---`");
}

fn report_syntax(chunk: &str, at: usize, error: Option<YamlError>, reporter: &mut Reporter) {
    let (offset, info) = error.map_or((0, "it has no key".to_owned()), |error| (error.offset, error.info));
    let start = crate::source::floor_boundary(chunk, offset);
    let end = chunk[start..].find('\n').map_or(chunk.len(), |length| start + length);
    reporter
        .report(&rules::YAML_SYNTAX, Span::new(at + start..at + end), format!("this cannot be read: {info}"))
        .help("every fact is one `key: value` a line; quote a value that holds `:`, `#` or a quotation mark");
}

fn broken_entry(line: &str, at: usize) -> Option<Entry> {
    let (key, _) = line.split_once(':')?;
    let key_span = Span::new(at..at + key.len());
    let value = Node { span: key_span, value: Value::Broken };
    is_key(key).then(|| Entry { key: key.to_owned(), key_span, value })
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

struct YamlError {
    /// Bytes from the start of the text that was read.
    offset: usize,
    info: String,
}

/// A tree of YAML values with spans from the start of the text, and the slips that a tree can hold.
struct YamlTree {
    root: Node,
    duplicates: Vec<(String, Span)>,
}

enum Frame {
    List { start: usize, items: Vec<Node> },
    Table { start: usize, entries: Vec<Entry>, key: Option<(String, Span)> },
}

impl YamlTree {
    fn read(text: &str) -> Result<Self, YamlError> {
        let offsets = CharOffsets::new(text);
        let mut builder = YamlBuilder { text, frames: Vec::new(), root: None, duplicates: Vec::new(), nodes: 0 };
        for event in Parser::new_from_str(text) {
            let (event, span) = event.map_err(|error| scan_error(&error, &offsets))?;
            builder.take(event, offsets.span(span.start.index(), span.end.index()))?;
        }
        let root = builder.root.unwrap_or(Node { span: Span::new(0..0), value: Value::Empty });
        Ok(Self { root, duplicates: builder.duplicates })
    }

    fn report_into(self, offset: usize, reporter: &mut Reporter) -> Node {
        for (key, span) in &self.duplicates {
            report_duplicate(key, span.shifted(offset), reporter);
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
                .map(|entry| Entry {
                    key: entry.key,
                    key_span: entry.key_span.shifted(offset),
                    value: shifted(entry.value, offset),
                })
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
    duplicates: Vec<(String, Span)>,
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
            Event::Alias(_) => return refuse("`*` refers to another value, which front matter does not allow; quote it if you mean the sign"),
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
                let value = if text.is_empty() && style == saphyr_parser::ScalarStyle::Plain { Value::Empty } else { Value::Text(text.into_owned()) };
                let span = self.trimmed(span);
                return self.close(Node { span, value });
            }
            Event::SequenceStart(..) => self.frames.push(Frame::List { start: span.start as usize, items: Vec::new() }),
            Event::MappingStart(..) => self.frames.push(Frame::Table { start: span.start as usize, entries: Vec::new(), key: None }),
            Event::SequenceEnd | Event::MappingEnd => {
                let node = match self.frames.pop() {
                    Some(Frame::List { start, items }) => Node { span: self.trimmed(Span::new(start..span.end as usize)), value: Value::List(items) },
                    Some(Frame::Table { start, entries, .. }) => Node { span: self.trimmed(Span::new(start..span.end as usize)), value: Value::Table(entries) },
                    None => return refuse("a list ends that never began"),
                };
                return self.close(node);
            }
            Event::DocumentStart(_) if self.root.is_some() => return refuse("a second document begins here"),
            _ => {}
        }
        Ok(())
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
                (Some((key, key_span)), value) => {
                    if entries.iter().any(|entry| entry.key == key) {
                        self.duplicates.push((key, key_span));
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

// ---- TOML ----

fn toml_table(text: &str, offset: usize, reporter: &mut Reporter) -> Node {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        reporter
            .report(&rules::TOML_SYNTAX, Span::new(span).shifted(offset), format!("this is not TOML: {}", error.message()))
            .help("a line is `key = \"text\"`, `key = [\"one\", \"two\"]` or a `[[table]]` heading");
    }
    let span = Span::new(offset..offset + text.len());
    Node { span, value: table_value(table.get_ref(), offset) }
}

fn table_value(table: &DeTable<'_>, offset: usize) -> Value {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_span: Span::new(key.span()).shifted(offset),
            value: Node { span: Span::new(value.span()).shifted(offset), value: toml_value(value.get_ref(), offset) },
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span);
    Value::Table(entries)
}

fn toml_value(value: &DeValue<'_>, offset: usize) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => Value::Text(number.as_str().to_owned()),
        DeValue::Float(number) => Value::Text(number.as_str().to_owned()),
        DeValue::Boolean(flag) => Value::Text(flag.to_string()),
        DeValue::Datetime(moment) => Value::Text(moment.to_string()),
        DeValue::Array(items) => Value::List(
            items
                .iter()
                .map(|item| Node { span: Span::new(item.span()).shifted(offset), value: toml_value(item.get_ref(), offset) })
                .collect(),
        ),
        DeValue::Table(table) => table_value(table, offset),
    }
}
