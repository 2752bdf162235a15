//! Reads TOML into the tree of values, and names the usual slips of people who never wrote any.

use std::ops::Range;

use toml::de::{DeTable, DeValue, Error};

use crate::diagnostic::Reporter;
use crate::rules;
use crate::source::{Span, floor_boundary};

use super::slips::{SMART, in_other_quotes, in_quotes};
use super::{Entry, Node, Value, is_key, report_duplicate};

/// Up to which length a text is read with all its errors at once. The reader keeps a copy of the whole text with
/// every error, so a large text that is no TOML would take minutes.
const MOST_AT_ONCE: usize = 48 * 1024;
/// How many errors of a large text are looked for: for each, all of it is read again.
const MOST_TRIES: usize = 8;

/// Reads a large text: a line with an error is reported, put right or blanked, and all is read again.
fn read_large(text: &str, offset: usize, reporter: &mut Reporter) -> Value {
    let mut left = text.to_owned();
    let mut broken: Vec<Range<usize>> = Vec::new();
    for _ in 0..MOST_TRIES {
        let error = match DeTable::parse(&left) {
            Ok(table) => {
                broken.sort_by_key(|line| line.start);
                return Tree { text, offset, broken }.table(table.get_ref());
            }
            Err(error) => error,
        };
        let at = floor_boundary(text, error.span().map_or(0, |span| span.start));
        let line = line_around(text, at);
        if broken.contains(&line) {
            break;
        }
        Slip { text, line: line.clone(), at, offset, reason: error.message() }.report(&error, reporter);
        let better = repaired(&left[line.clone()]);
        let better = if better == left[line.clone()] { " ".repeat(line.len()) } else { better };
        left.replace_range(line.clone(), &better);
        broken.push(line);
    }
    Value::Broken
}

/// How many lines of one file are reported: a file with more is not TOML at all.
const MOST_LINES: usize = 200;

/// Reads TOML that begins at byte `offset` of its file.
pub(super) fn read(text: &str, offset: usize, reporter: &mut Reporter) -> Node {
    let span = Span::new(offset..offset + text.len());
    if text.len() > MOST_AT_ONCE {
        return Node { span, value: read_large(text, offset, reporter) };
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Node { span, value: Tree { text, offset, broken: Vec::new() }.table(table.get_ref()) };
    }
    // A missing `=` keeps the reader from all that follows, so it reads on in a copy that has it.
    let repaired = repaired(text);
    let (table, others) = DeTable::parse_recoverable(&repaired);
    let mut broken: Vec<Range<usize>> = Vec::new();
    let heading = errors.iter().find(|error| is_open_heading(text, error));
    let told = errors.iter().chain(&others).filter(|error| heading.is_none_or(|heading| heading.span() == error.span()));
    for error in told {
        let at = floor_boundary(text, error.span().map_or(0, |span| span.start));
        let place = broken.partition_point(|line| line.start <= at);
        let known = place > 0 && broken[place - 1].end >= at;
        if !known && broken.len() < MOST_LINES {
            let line = line_around(text, at);
            broken.insert(place, line.clone());
            Slip { text, line, at, offset, reason: error.message() }.report(error, reporter);
        }
    }
    if heading.is_some() {
        return Node { span, value: Value::Broken };
    }
    let value = Tree { text, offset, broken }.table(table.get_ref());
    Node { span, value: if value == Value::Table(Vec::new()) { Value::Broken } else { value } }
}

/// Whether an error is a heading without its closing bracket. What follows it is read as something else.
fn is_open_heading(text: &str, error: &Error) -> bool {
    let line = &text[line_around(text, floor_boundary(text, error.span().map_or(0, |span| span.start)))];
    line.trim_start().starts_with('[') && error.message().contains("unclosed")
}

fn line_around(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    start..end
}

/// The key before a colon that stands where TOML has `=`, and the value behind it.
fn colon_fact(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim_start_matches([' ', '-']).split_once(':')?;
    (is_key(key.trim_end()) && (value.is_empty() || value.starts_with([' ', '"']))).then(|| (key.trim_end(), value.trim()))
}

/// The key of a line on which only a space parts it from its quoted value.
fn spaced_fact(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim_start().split_once(' ')?;
    (is_key(key) && value.starts_with(['"', '\''])).then(|| (key, value.trim()))
}

/// The text with `=` for every colon or space that stands in its place; all else stays where it is.
fn repaired(text: &str) -> String {
    let mut repaired = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if colon_fact(line).is_some() {
            repaired.push_str(&line.replacen(':', "=", 1));
        } else if let Some((key, _)) = spaced_fact(line) {
            repaired.push_str(&line.replacen(&format!("{key} "), &format!("{key}="), 1));
        } else {
            repaired.push_str(line);
        }
    }
    repaired
}

/// One line that is not TOML.
struct Slip<'t> {
    text: &'t str,
    line: Range<usize>,
    /// Where the reader stumbled.
    at: usize,
    /// Where the text begins in its file.
    offset: usize,
    reason: &'t str,
}

impl Slip<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(range).shifted(self.offset)
    }

    /// The line from where the reader stumbled, or all of it when that is its end.
    fn rest(&self) -> Span {
        let rest = self.text[self.at..self.line.end].trim_end();
        if rest.is_empty() { self.words() } else { self.span(self.at..self.at + rest.len()) }
    }

    /// The line without the blanks at its ends.
    fn words(&self) -> Span {
        let line = &self.text[self.line.clone()];
        let start = self.line.start + (line.len() - line.trim_start().len());
        self.span(start..start + line.trim().len())
    }

    fn report(&self, error: &Error, reporter: &mut Reporter) {
        let line = self.text[self.line.clone()].trim();
        if self.report_bracket(line, reporter) {
            return;
        }
        if let Some((key, value)) = colon_fact(line) {
            reporter
                .report(
                    &rules::TOML_SYNTAX,
                    self.words(),
                    format!("`{key}` is followed by a colon, but in this file keys are followed by `=`"),
                )
                .help(format!("write `{key} = {}`", as_toml(value)));
            return;
        }
        if let Some((key, value)) = spaced_fact(line) {
            reporter
                .report(&rules::TOML_SYNTAX, self.words(), format!("`=` is missing behind `{key}`"))
                .help(format!("write `{key} = {}`", as_toml(value)));
            return;
        }
        match line.split_once('=') {
            Some((key, value)) if is_key(key.trim()) => self.report_value(key.trim(), value.trim(), error, reporter),
            _ => self.report_other(error, reporter),
        }
    }

    /// Headings and lists whose brackets are not right.
    fn report_bracket(&self, line: &str, reporter: &mut Reporter) -> bool {
        let (message, help) = if line.starts_with('[') && self.reason.contains("duplicate") {
            let name = line.trim_matches(['[', ']']);
            (
                format!("the heading `{line}` stands twice"),
                format!("a table that may stand several times has double brackets every time: `[[{name}]]`"),
            )
        } else if line.starts_with('[') && self.reason.contains("unclosed") {
            (
                "this heading is not closed".to_owned(),
                format!("write `{}{}`", line.trim_end_matches(']'), if line.starts_with("[[") { "]]" } else { "]" }),
            )
        } else if self.reason.contains("missing comma") {
            ("a comma is missing before this".to_owned(), "put a comma between the values of a list".to_owned())
        } else if self.reason.contains("unclosed") {
            (
                "the list on this line is not closed".to_owned(),
                "write `]` behind the last value of a list, and `}` at the end of a table in a line".to_owned(),
            )
        } else {
            return false;
        };
        let rule = if self.reason.contains("duplicate") { &rules::DUPLICATE_KEY } else { &rules::UNCLOSED_BRACKET };
        reporter.report(rule, self.rest(), message).help(help);
        true
    }

    fn report_value(&self, key: &str, value: &str, error: &Error, reporter: &mut Reporter) {
        let line = &self.text[self.line.clone()];
        let value_at = self.line.start + line.find('=').map_or(0, |at| at + 1);
        let value_at = value_at + (self.text[value_at..self.line.end].len() - self.text[value_at..self.line.end].trim_start().len());
        let value_span = self.span(value_at..value_at + value.len());
        if self.reason.contains("duplicate") {
            let key_at = self.line.start + line.find(key).unwrap_or(0);
            report_duplicate(key, self.span(key_at..key_at + key.len()), reporter);
        } else if value.is_empty() {
            reporter
                .report(&rules::EMPTY_VALUE, self.words(), format!("`{key}` has no value"))
                .help(format!("write `{key} = \"…\"`, or delete the line"));
        } else if value.starts_with(SMART) {
            reporter
                .report(&rules::SMART_QUOTE, value_span, "these are curly quotation marks, as word processors make them")
                .help(format!("write `{key} = \"{}\"` with straight ones", value.trim_matches(SMART)));
        } else if let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            self.report_quote(key, value, value_span, quote, reporter);
        } else if let Some(flag) = flag_meant(value) {
            reporter
                .report(&rules::BAD_FLAG, value_span, format!("`{value}` is neither `true` nor `false`"))
                .label(format!("did you mean `{flag}`?"));
        } else if value.starts_with(['[', '{']) {
            self.report_other(error, reporter);
        } else {
            reporter
                .report(&rules::TOML_SYNTAX, value_span, format!("the value of `{key}` must stand in quotation marks"))
                .help(format!("write `{key} = {}`", as_toml(value)));
        }
    }

    fn report_quote(&self, key: &str, value: &str, span: Span, quote: char, reporter: &mut Reporter) {
        let inside = value.trim_start_matches(quote);
        match inside.find(quote) {
            None => {
                reporter
                    .report(&rules::UNCLOSED_QUOTE, span, format!("the quotation mark that begins the value of `{key}` is not closed"))
                    .help(format!("write `{key} = {}`", in_quotes(inside.trim_end_matches(SMART))));
            }
            Some(_) if value.contains('\\') => {
                reporter
                    .report(&rules::TOML_SYNTAX, span, "inside double quotation marks, `\\` begins a special sign")
                    .help("write `\\\\` for one `\\`, or use single quotation marks");
            }
            Some(_) => {
                reporter.report(&rules::UNCLOSED_QUOTE, self.rest(), "this stands behind the quotation mark that closes the value").help(
                    format!(
                        "write `{key} = {}`, with quotation marks around the whole value",
                        in_other_quotes(inside.trim_end_matches(quote))
                    ),
                );
            }
        }
    }

    fn report_other(&self, error: &Error, reporter: &mut Reporter) {
        let span = error.span().filter(|span| self.text.get(span.clone()).is_some_and(|text| !text.is_empty() && !text.contains('\n')));
        let span = span.map_or_else(|| self.words(), |span| self.span(span));
        reporter
            .report(&rules::TOML_SYNTAX, span, format!("this cannot be read: {}", self.reason))
            .help("a line is `key = \"text\"`, `key = [\"one\", \"two\"]`, or a heading such as `[site]` or `[[value]]`");
    }
}

/// A value as TOML wants it: text in quotation marks, all else as it is.
fn as_toml(value: &str) -> String {
    let plain = value.starts_with(['"', '\'', '[', '{']) || matches!(value, "true" | "false") || value.parse::<f64>().is_ok();
    if plain { value.to_owned() } else { in_quotes(value) }
}

fn flag_meant(value: &str) -> Option<bool> {
    match value.to_ascii_lowercase().as_str() {
        "yes" | "true" | "on" => Some(true),
        "no" | "false" | "off" => Some(false),
        _ => None,
    }
}

/// Turns what was read into the tree of values.
struct Tree<'t> {
    text: &'t str,
    offset: usize,
    /// The lines on which something was reported, in order: their values mean nothing.
    broken: Vec<Range<usize>>,
}

impl Tree<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(floor_boundary(self.text, range.start)..floor_boundary(self.text, range.end)).shifted(self.offset)
    }

    fn is_broken(&self, at: usize) -> bool {
        let place = self.broken.partition_point(|line| line.start <= at);
        place > 0 && self.broken[place - 1].end >= at
    }

    fn table(&self, table: &DeTable<'_>) -> Value {
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| {
                let table = matches!(value.get_ref(), DeValue::Table(_) | DeValue::Array(_));
                let broken = !table && self.is_broken(key.span().start);
                let understood = if broken { Value::Broken } else { self.value(value.get_ref()) };
                Entry {
                    key: key.get_ref().to_string(),
                    key_span: self.span(key.span()),
                    value: Node { span: self.span(value.span()), value: understood },
                }
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_span);
        Value::Table(entries)
    }

    fn value(&self, value: &DeValue<'_>) -> Value {
        match value {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(number) => Value::Text(number.as_str().to_owned()),
            DeValue::Float(number) => Value::Text(number.as_str().to_owned()),
            DeValue::Boolean(flag) => Value::Text(flag.to_string()),
            DeValue::Datetime(moment) => Value::Text(moment.to_string()),
            DeValue::Array(items) => {
                Value::List(items.iter().map(|item| Node { span: self.span(item.span()), value: self.value(item.get_ref()) }).collect())
            }
            DeValue::Table(table) => self.table(table),
        }
    }
}
