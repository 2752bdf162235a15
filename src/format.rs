//! Writes front matter in its one canonical form, and brings what people wrote into that form.
//!
//! Keys stand in the order of the schema, lists of ids on one line, tables below their key. A comment
//! stays with the key below it. What a comment or a block of text makes hard to rewrite stays as it was
//! written, and so does everything whose meaning would not be the same to the letter. Bodies are not touched.

mod scalar;

use crate::content::front_matter::{self, Entry, Node, Value};
use crate::diagnostic::{Diagnostic, Reporter};
use crate::schema::{Kind, Schema};
use scalar::Setting;

/// A list of texts that is longer than this on one line is written one to a line.
const LINE: usize = 100;

/// A text as the value of a key.
#[must_use]
pub fn value(text: &str) -> String {
    scalar::plain_or_quoted(text, Setting::Block, true)
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Formatted {
    /// The canonical text, perhaps the same as before.
    Text(String),
    /// The front matter has errors; it was left alone.
    Unreadable(Vec<Diagnostic>),
}

/// The text of a content file with this front matter and this body.
#[must_use]
pub fn file(front: &Node, body: &str, schema: &Schema) -> String {
    let Value::Table(entries) = &front.value else { return format!("---\n---\n{body}") };
    let mut entries: Vec<&Entry> = entries.iter().collect();
    entries.sort_by_key(|entry| rank(schema, &entry.key));
    let lines: String = entries.into_iter().map(|entry| Writer { original: None }.entry(entry, kind_of(schema, &entry.key), 0)).collect();
    format!("---\n{lines}---\n{body}")
}

/// Brings the front matter of a file into canonical form. TOML front matter stays as it is.
#[must_use]
pub fn format(path: &str, text: &str, schema: &Schema) -> Formatted {
    let Some(parts) = Split::of(text) else { return unreadable(path, text) };
    if parts.fence != "---" {
        return Formatted::Text(text.to_owned());
    }
    let front = parts.front.replace("\r\n", "\n");
    let original = format!("---\n{front}---\n");
    let mut reporter = Reporter::new(path.into());
    let tree = front_matter::read(&original, &mut reporter).front;
    let (Some(tree), false) = (tree, reporter.has_errors()) else { return unreadable(path, text) };
    let written = rewritten(&original, &tree, schema).unwrap_or(front);
    let end = if parts.windows { "\r\n" } else { "\n" };
    let front = if parts.windows { written.replace('\n', "\r\n") } else { written };
    Formatted::Text(format!("---{end}{front}---{end}{}", parts.body))
}

fn unreadable(path: &str, text: &str) -> Formatted {
    let mut reporter = Reporter::new(path.into());
    front_matter::read(text, &mut reporter);
    Formatted::Unreadable(reporter.finish())
}

/// A file cut at its fences.
struct Split<'t> {
    fence: &'t str,
    front: &'t str,
    body: &'t str,
    /// Whether lines end as on Windows.
    windows: bool,
}

impl<'t> Split<'t> {
    fn of(text: &'t str) -> Option<Self> {
        let text = text.trim_start_matches('\u{feff}');
        let opening = text.split_inclusive('\n').next()?;
        let fence = opening.trim_end();
        if !matches!(fence, "---" | "+++") {
            return None;
        }
        let mut at = opening.len();
        for line in text[at..].split_inclusive('\n') {
            if line.trim_end() == fence {
                return Some(Self {
                    fence,
                    front: &text[opening.len()..at],
                    body: &text[at + line.len()..],
                    windows: opening.ends_with("\r\n"),
                });
            }
            at += line.len();
        }
        None
    }
}

/// The canonical lines, or nothing when the front matter is not one key a line.
fn rewritten(original: &str, tree: &Node, schema: &Schema) -> Option<String> {
    const OPENING: usize = 4;
    let Value::Table(entries) = &tree.value else { return None };
    let closing = original.len() - OPENING;
    let mut chunks = Vec::with_capacity(entries.len());
    let mut at = OPENING;
    for (position, entry) in entries.iter().enumerate() {
        let start = entry.key_span.start as usize;
        if start > 0 && original.as_bytes().get(start - 1) != Some(&b'\n') {
            return None;
        }
        let next = entries.get(position + 1).map_or(closing, |next| next.key_span.start as usize);
        let end = content_end(original, start, next);
        chunks.push(Chunk { lead: original.get(at..start)?, written: original.get(start..end)?, entry });
        at = end;
    }
    let tail = original.get(at..closing)?;
    chunks.sort_by_key(|chunk| rank(schema, &chunk.entry.key));
    let mut lines = String::with_capacity(original.len());
    for chunk in &chunks {
        lead(&mut lines, chunk.lead);
        lines.push_str(&chunk.canonical(original, kind_of(schema, &chunk.entry.key)));
    }
    lead(&mut lines, tail);
    let mut reporter = Reporter::new("".into());
    let again = front_matter::read(&format!("---\n{lines}---\n"), &mut reporter).front?;
    (!reporter.has_errors() && same(tree, &again)).then_some(lines)
}

/// Where the lines of an entry end: comments at the margin and blank lines before the next key belong to that key.
fn content_end(original: &str, start: usize, next: usize) -> usize {
    let mut end = next;
    for line in original[start..next].split_inclusive('\n').rev() {
        let begins = end - line.len();
        if begins == start || !(line.trim().is_empty() || line.starts_with('#')) {
            return end;
        }
        end = begins;
    }
    end
}

/// Comments above a key, with one blank line before them where there was one.
fn lead(lines: &mut String, written: &str) {
    let mut gap = false;
    for line in written.lines() {
        if line.trim().is_empty() {
            gap = true;
            continue;
        }
        if gap && !lines.is_empty() {
            lines.push('\n');
        }
        gap = false;
        lines.push_str(line.trim_end());
        lines.push('\n');
    }
}

/// The lines of one key.
struct Chunk<'t> {
    lead: &'t str,
    written: &'t str,
    entry: &'t Entry,
}

impl Chunk<'_> {
    fn canonical(&self, original: &str, kind: Option<&Kind>) -> String {
        let as_written = || if self.written.ends_with('\n') { self.written.to_owned() } else { format!("{}\n", self.written) };
        if has_comment(self.written) || has_block(self.written) || holds_lines(&self.entry.value, original) {
            return as_written();
        }
        let rewritten = Writer { original: Some(original) }.entry(self.entry, kind, 0);
        let mut reporter = Reporter::new("".into());
        let again = front_matter::read(&format!("---\n{rewritten}---\n"), &mut reporter).front;
        let kept = again.is_some_and(|again| matches!(&again.value, Value::Table(entries) if entries.len() == 1 && entries[0].key == self.entry.key && same(&entries[0].value, &self.entry.value)));
        if kept && !reporter.has_errors() { rewritten } else { as_written() }
    }
}

/// Whether the lines may hold a comment. A `#` inside quotation marks counts too: better one line left as it was.
fn has_comment(lines: &str) -> bool {
    lines.char_indices().any(|(at, character)| character == '#' && lines[..at].chars().next_back().is_none_or(char::is_whitespace))
}

/// Whether a line opens a block of text with `|` or `>`.
fn has_block(lines: &str) -> bool {
    let opens = |line: &str| {
        line.split_whitespace()
            .next_back()
            .is_some_and(|last| last.starts_with(['|', '>']) && last[1..].chars().all(|c| matches!(c, '+' | '-' | '0'..='9')))
    };
    lines.lines().any(opens)
}

/// Whether a scalar inside stands on several lines: its author chose where they break.
fn holds_lines(node: &Node, original: &str) -> bool {
    match &node.value {
        Value::Text(_) => original.get(node.span.range()).is_some_and(|written| written.contains('\n')),
        Value::List(items) => items.iter().any(|item| holds_lines(item, original)),
        Value::Table(entries) => entries.iter().any(|entry| holds_lines(&entry.value, original)),
        Value::Empty | Value::Broken => false,
    }
}

/// Whether two trees say the same. The order of keys says nothing.
#[must_use]
pub fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Table(a), Value::Table(b)) => {
            a.len() == b.len()
                && a.iter().all(|entry| b.iter().find(|other| other.key == entry.key).is_some_and(|other| same(&entry.value, &other.value)))
        }
        (a, b) => a == b,
    }
}

/// The place of a key: that of the schema; unknown keys come last, in their own order.
fn rank(schema: &Schema, key: &str) -> usize {
    schema.fields.iter().position(|field| field.key == key).unwrap_or(usize::MAX)
}

fn kind_of<'s>(schema: &'s Schema, key: &str) -> Option<&'s Kind> {
    schema.field(key).map(|field| &field.kind)
}

/// Writes values. With the text that they were read from, a value that stood without quotation marks stays so.
#[derive(Clone, Copy)]
struct Writer<'t> {
    original: Option<&'t str>,
}

impl Writer<'_> {
    fn entry(self, entry: &Entry, kind: Option<&Kind>, indent: usize) -> String {
        let key = scalar::plain_or_quoted(&entry.key, Setting::Block, true);
        let margin = " ".repeat(indent);
        match &entry.value.value {
            Value::Empty | Value::Broken => format!("{margin}{key}:\n"),
            Value::Text(_) => format!("{margin}{key}: {}\n", self.scalar(&entry.value, kind, Setting::Block)),
            Value::List(items) => self.list(&key, items, kind, indent),
            Value::Table(entries) if entries.is_empty() => format!("{margin}{key}: {{}}\n"),
            Value::Table(entries) => format!("{margin}{key}:\n{}", self.table(entries, kind, indent + 2)),
        }
    }

    fn table(self, entries: &[Entry], kind: Option<&Kind>, indent: usize) -> String {
        let schema = match kind {
            Some(Kind::Table(schema) | Kind::Short(_, schema)) => Some(&**schema),
            _ => None,
        };
        let mut entries: Vec<&Entry> = entries.iter().collect();
        if let Some(schema) = schema {
            entries.sort_by_key(|entry| rank(schema, &entry.key));
        }
        entries.into_iter().map(|entry| self.entry(entry, schema.and_then(|schema| kind_of(schema, &entry.key)), indent)).collect()
    }

    fn list(self, key: &str, items: &[Node], kind: Option<&Kind>, indent: usize) -> String {
        let inner = match kind {
            Some(Kind::List(inner)) => Some(&**inner),
            other => other,
        };
        let margin = " ".repeat(indent);
        if items.iter().all(|item| matches!(item.value, Value::Text(_))) && !matches!(inner, Some(Kind::Short(..))) {
            let line = format!(
                "{margin}{key}: [{}]\n",
                items.iter().map(|item| self.scalar(item, inner, Setting::Flow)).collect::<Vec<_>>().join(", ")
            );
            if line.chars().count() <= LINE || matches!(inner, Some(Kind::Ids(_) | Kind::Keys)) {
                return line;
            }
        }
        let mut lines = format!("{margin}{key}:\n");
        for item in items {
            lines.push_str(&self.item(item, inner, indent + 2));
        }
        lines
    }

    fn item(self, item: &Node, kind: Option<&Kind>, indent: usize) -> String {
        let margin = " ".repeat(indent);
        match &item.value {
            Value::Table(entries) if !entries.is_empty() => {
                let lines = self.table(entries, kind, indent + 2);
                format!("{margin}- {}", lines.trim_start_matches(' '))
            }
            Value::Text(_) => format!("{margin}- {}\n", self.scalar(item, kind, Setting::Block)),
            _ => format!("{margin}- {}\n", self.flow(item)),
        }
    }

    /// A value on one line, whatever it is.
    fn flow(self, node: &Node) -> String {
        match &node.value {
            Value::Text(_) => self.scalar(node, None, Setting::Flow),
            Value::List(items) => format!("[{}]", items.iter().map(|item| self.flow(item)).collect::<Vec<_>>().join(", ")),
            Value::Table(entries) => {
                let entries: Vec<String> = entries
                    .iter()
                    .map(|entry| format!("{}: {}", scalar::plain_or_quoted(&entry.key, Setting::Flow, true), self.flow(&entry.value)))
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }
            Value::Empty | Value::Broken => String::new(),
        }
    }

    fn scalar(self, node: &Node, kind: Option<&Kind>, setting: Setting) -> String {
        let Value::Text(text) = &node.value else { return String::new() };
        let was_plain =
            self.original.and_then(|original| original.get(node.span.range())).is_some_and(|written| !written.starts_with(['"', '\'']));
        let prose = matches!(kind, None | Some(Kind::Text(_) | Kind::Phone | Kind::Notes));
        scalar::plain_or_quoted(text, setting, prose && !was_plain)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn formatted(front: &str) -> String {
        let text = format!("---\n{front}---\n## Body\t \n\n* kept\n");
        let Formatted::Text(text) = format("providers/x.md", &text, &crate::content::provider::schema(&[])) else {
            panic!("{front} cannot be read")
        };
        let (front, body) = text.split_once("\n---\n").expect("a closing fence");
        assert_eq!(body, "## Body\t \n\n* kept\n");
        format!("{}\n", front.trim_start_matches("---\n"))
    }

    #[test]
    fn keys_take_the_order_of_the_schema_and_comments_stay_with_them() {
        let front = "reviewed: 2026-05-01\n\n# What they call themselves.\nname:   \"Example Partners\"\nsummary: 'Coaches: teachers.'   \nodd: 1\naliases:\n- EP\n- \"E, P\"\n# the end\n";
        let expected = "# What they call themselves.\nname: Example Partners\nsummary: \"Coaches: teachers.\"\nreviewed: 2026-05-01\naliases: [EP, \"E, P\"]\nodd: 1\n# the end\n";
        assert_eq!(formatted(front), expected);
    }

    #[test]
    fn tables_stand_below_their_key_and_single_addresses_stay_single() {
        let front = "contact: {email: a@example.org, phone: '+1 504 555 0100'}\nsources: [\"https://example.org\", {title: Staff page, url: https://example.org/a}]\n";
        let expected = "contact:\n  email: a@example.org\n  phone: \"+1 504 555 0100\"\nsources:\n  - https://example.org\n  - url: https://example.org/a\n    title: Staff page\n";
        assert_eq!(formatted(front), expected);
    }

    #[test]
    fn lines_with_comments_and_blocks_of_text_stay_as_they_are() {
        let front = "name:   Example   # as on their site\nsummary: >\n   Two\n   lines.\n\nnotes:\n    website: |\n      kept\n";
        assert_eq!(formatted(front), front.replace("\n\n", "\n"));
    }

    #[test]
    fn windows_lines_stay_and_a_byte_order_mark_goes() {
        let text = "\u{feff}---\r\nreviewed: 2026-05-01\r\nname:  x\r\n---\r\nBody\r\n";
        let schema = crate::content::provider::schema(&[]);
        assert_eq!(format("x.md", text, &schema), Formatted::Text("---\r\nname: x\r\nreviewed: 2026-05-01\r\n---\r\nBody\r\n".to_owned()));
    }

    #[test]
    fn what_cannot_be_read_is_left_alone() {
        let schema = crate::content::provider::schema(&[]);
        for text in ["", "no fence", "---\nname: a\nname: b\n---\n", "---\nname: [a\n---\n", "---\nname: x\n"] {
            assert!(matches!(format("x.md", text, &schema), Formatted::Unreadable(_)), "{text}");
        }
    }

    /// Front matter in many hands: plain, quoted, in blocks, with comments and odd spacing.
    fn written() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            "[a-zA-Z0-9é–#:,'\"\\[\\]{}&*!|>%@`~ -]{0,12}",
            Just("no".to_owned()),
            Just("1e3".to_owned()),
            Just("2026-01-02".to_owned())
        ];
        let value = prop_oneof![
            word.clone().prop_map(|w| w.trim().to_owned()),
            word.clone().prop_map(|w| format!("\"{}\"", w.replace('\\', "").replace('"', "\\\""))),
            word.clone().prop_map(|w| format!("'{}'", w.replace('\'', "''"))),
            proptest::collection::vec("[a-z0-9-]{1,6}", 0..4).prop_map(|w| format!("[{}]", w.join(" ,"))),
            proptest::collection::vec("[a-z0-9 -]{1,6}", 1..4)
                .prop_map(|w| w.iter().fold(String::new(), |all, w| format!("{all}\n  -  {}", w.trim()))),
            "[a-z \n]{0,9}".prop_map(|w| format!("|\n  {}\n", w.replace('\n', "\n  "))),
            word.prop_map(|w| format!("\n    website:  {}\n    # inside\n    states: b", w.trim())),
        ];
        let key = prop_oneof!["name", "summary", "website", "reviewed", "notes", "sources", "aliases", "contact", "zz", "\"q\""];
        let line =
            (key, value, prop_oneof![Just(""), Just(" # why"), Just("  ")]).prop_map(|(key, value, end)| format!("{key}: {value}{end}\n"));
        let other = prop_oneof![Just("\n".to_owned()), Just("# a remark\n".to_owned()), Just("  # further in\n".to_owned())];
        proptest::collection::vec(prop_oneof![4 => line, 1 => other], 0..7).prop_map(|lines| lines.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]
        #[test]
        fn formatting_twice_is_formatting_once_and_changes_no_meaning(front in written(), body in "[a-z#\r\n -]{0,20}") {
            let schema = crate::content::provider::schema(&[]);
            let text = format!("---\n{front}---\n{body}");
            if let Formatted::Text(once) = format("x.md", &text, &schema) {
                prop_assert!(once.ends_with(&body));
                let mut reporter = Reporter::new("x.md".into());
                let (before, after) = (front_matter::read(&text, &mut reporter), front_matter::read(&once, &mut reporter));
                prop_assert!(!reporter.has_errors());
                prop_assert!(same(&before.front.expect("front matter"), &after.front.expect("front matter")), "{text}\n=>\n{once}");
                let comments = |text: &str| text.lines().filter(|line| line.contains('#')).count();
                prop_assert_eq!(comments(&text), comments(&once));
                prop_assert_eq!(format("x.md", &once, &schema), Formatted::Text(once));
            }
        }

        #[test]
        fn a_written_text_is_read_back_to_the_letter(texts in proptest::collection::vec("\\PC{0,12}|[ -~\n\t]{0,12}|.{0,6}", 0..4)) {
            let schema = crate::content::provider::schema(&[]);
            let span = crate::source::Span::default();
            let text = |text: &String| Node { span, value: Value::Text(text.clone()) };
            let entry = |key: &str, value: Value| Entry { key: key.to_owned(), key_span: span, value: Node { span, value } };
            let notes = texts.iter().enumerate().map(|(n, text)| entry(&format!("k{n}"), Value::Text(text.clone()))).collect();
            let front = Node { span, value: Value::Table(vec![entry("aliases", Value::List(texts.iter().map(text).collect())), entry("notes", Value::Table(notes)), entry("name", Value::Text(texts.concat()))]) };
            let written = file(&front, "", &schema);
            let mut reporter = Reporter::new("x.md".into());
            let again = front_matter::read(&written, &mut reporter);
            prop_assert!(!reporter.has_errors(), "{}\n{:?}", written, reporter.finish());
            prop_assert!(same(&front, &again.front.expect("front matter")), "{}", written);
        }
    }
}
