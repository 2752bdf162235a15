//! Profiles as a table and back: one row a profile, one column a field, the text in the last column.
//!
//! | field | cell |
//! | --- | --- |
//! | one value | the value |
//! | a list | its values with `; ` between them |
//! | `sources` | one a line: `https://… \| title: … \| facts: states, hqim \| as_of: 2024` |
//! | `notes` | one a line: `states: Named examples only.` |
//! | a table, such as `contact` | a column a key: `contact.email` |
//!
//! What would not come back to the letter is written as JSON, which begins with `[` or `{`. So a profile
//! that goes out and comes in again says the same, text and all.

mod csv;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::front_matter::{self, Entry, Node, Value};
use crate::content::text::{is_id, slugify};
use crate::content::{provider, sources};
use crate::diagnostic::{Checked, Reporter, nearest};
use crate::ordered::Json;
use crate::rules;
use crate::schema::{Field, Kind, Schema, listed};
use crate::source::{Source, Sources, Span};
use crate::vocabulary::Facet;
use csv::Cell;
pub(crate) use csv::write_row;

/// The version of the JSON form; it changes when a reader of the old one could be misled.
const FORMAT: i64 = 1;
/// The column of a profile's own part of its address.
const SLUG: &str = "slug";
/// The column of a profile's text.
const BODY: &str = "body";
/// What stands between the parts of a source.
const BAR: &str = " | ";

/// A profile that came from a table or a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    /// Its file inside the content folder.
    pub path: String,
    /// Its front matter; the spans point into what it came from.
    pub front: Node,
    /// Its text.
    pub body: String,
    /// Where it stands in what it came from.
    pub span: Span,
    /// Columns that what it came from does not have, and so says nothing about.
    silent: Vec<String>,
}

impl Incoming {
    /// The profile over an earlier state of its file: what the table has no column for stays as it was.
    #[must_use]
    pub fn over(mut self, earlier: &str, schema: &Schema) -> Self {
        let parts = front_matter::read(earlier, &mut Reporter::new("".into()));
        let Some(before) = parts.front else { return self };
        for column in columns(schema).iter().filter(|column| self.silent.contains(&column.name)) {
            if let (Some(node), Value::Table(entries)) = (column.find(&before), &mut self.front.value) {
                put(entries, column, node.span, node.value.clone());
            }
        }
        if self.silent.iter().any(|name| name == BODY) {
            self.body = earlier.get(parts.body_start..).unwrap_or_default().to_owned();
        }
        self
    }

    /// The text of its file.
    #[must_use]
    pub fn text(&self, schema: &Schema) -> String {
        crate::format::file(&self.front, &self.body, schema)
    }

    /// Whether a file says the same already, however it is written.
    #[must_use]
    pub fn is_said_by(&self, text: &str, schema: &Schema) -> bool {
        let parts = front_matter::read(text, &mut Reporter::new("".into()));
        let facts = |front: &Node| schema.fields.iter().map(|field| fact(field, front)).collect::<Vec<_>>();
        text.get(parts.body_start..) == Some(self.body.as_str()) && parts.front.is_some_and(|front| facts(&front) == facts(&self.front))
    }
}

/// What a front matter says for one field.
fn fact(field: &Field, front: &Node) -> Option<Json> {
    json_of(&field.kind, value_at(front, &field.key)?)
}

/// One profile as it was written.
struct Written<'s> {
    slug: &'s str,
    front: Node,
    body: &'s str,
}

fn written(sources: &Sources) -> impl Iterator<Item = Written<'_>> {
    sources.below("providers/").iter().filter_map(|source| {
        let slug = source.path.strip_prefix("providers/")?.strip_suffix(".md")?;
        let parts = front_matter::read(&source.text, &mut Reporter::new(source.path.clone()));
        Some(Written { slug, front: parts.front?, body: source.text.get(parts.body_start..)? })
    })
}

// ---- Out ----

/// Every profile, drafts too, with every field and its text, as CSV.
#[must_use]
pub fn to_csv(sources: &Sources, facets: &[Arc<Facet>]) -> String {
    let schema = provider::schema(facets);
    let columns = columns(&schema);
    let mut out = String::new();
    write_row(&mut out, std::iter::once(SLUG).chain(columns.iter().map(|column| column.name.as_str())).chain([BODY]));
    for profile in written(sources) {
        let cells: Vec<String> =
            columns.iter().map(|column| column.find(&profile.front).map_or_else(String::new, |node| cell_of(column.kind, node))).collect();
        write_row(&mut out, std::iter::once(profile.slug).chain(cells.iter().map(String::as_str)).chain([profile.body]));
    }
    out
}

/// Every profile, drafts too, with every field and its text, as JSON.
#[must_use]
pub fn to_json(sources: &Sources, facets: &[Arc<Facet>]) -> String {
    let schema = provider::schema(facets);
    let profile = |profile: Written<'_>| {
        let mut entries = vec![(SLUG.to_owned(), Json::text(profile.slug))];
        entries.extend(schema.fields.iter().filter_map(|field| Some((field.key.to_string(), fact(field, &profile.front)?))));
        entries.push((BODY.to_owned(), Json::text(profile.body)));
        Json::Table(entries)
    };
    Json::table([("format", Json::Number(FORMAT)), ("providers", Json::List(written(sources).map(profile).collect()))]).document()
}

/// A column: the way to a field.
struct Column<'s> {
    name: String,
    key: &'s str,
    inner: Option<&'s str>,
    kind: &'s Kind,
}

impl Column<'_> {
    fn find<'n>(&self, front: &'n Node) -> Option<&'n Node> {
        let node = value_at(front, self.key)?;
        self.inner.map_or(Some(node), |inner| value_at(node, inner))
    }
}

fn value_at<'n>(table: &'n Node, key: &str) -> Option<&'n Node> {
    let Value::Table(entries) = &table.value else { return None };
    entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
}

fn columns(schema: &Schema) -> Vec<Column<'_>> {
    let columns = schema.fields.iter().flat_map(|field| match &field.kind {
        Kind::Table(inner) => inner
            .fields
            .iter()
            .map(|part| Column { name: format!("{}.{}", field.key, part.key), key: &field.key, inner: Some(&part.key), kind: &part.kind })
            .collect(),
        kind => vec![Column { name: field.key.to_string(), key: &field.key, inner: None, kind }],
    });
    columns.collect()
}

fn cell_of(kind: &Kind, node: &Node) -> String {
    let items = || match &node.value {
        Value::List(items) => items.iter().collect(),
        _ => vec![node],
    };
    match kind {
        _ if matches!(node.value, Value::Empty | Value::Broken) => String::new(),
        Kind::List(inner) if matches!(**inner, Kind::Short(..)) => {
            items().iter().map(|item| source_line(inner, item)).collect::<Vec<_>>().join("\n")
        }
        Kind::Ids(_) | Kind::Keys => list_cell(&items(), &[";", ","]),
        Kind::List(_) => list_cell(&items(), &[";"]),
        Kind::Notes | Kind::Table(_) => notes_cell(node),
        _ => match &node.value {
            Value::Text(text) => text.clone(),
            _ => raw(node).to_string(),
        },
    }
}

fn list_cell(items: &[&Node], signs: &[&str]) -> String {
    let texts: Option<Vec<&str>> =
        items.iter().map(|item| if let Value::Text(text) = &item.value { Some(text.as_str()) } else { None }).collect();
    match texts {
        Some(texts) if texts.iter().all(|text| is_simple(text, signs)) && !texts.first().is_some_and(|text| text.starts_with('[')) => {
            texts.join("; ")
        }
        _ => serde_json::Value::Array(items.iter().map(|item| raw(item)).collect()).to_string(),
    }
}

/// Whether a text stands for itself in a cell where these signs part texts.
fn is_simple(text: &str, signs: &[&str]) -> bool {
    !text.is_empty() && text.trim() == text && !text.contains(['\n', '\r']) && !signs.iter().any(|sign| text.contains(sign))
}

fn notes_cell(node: &Node) -> String {
    let line = |entry: &Entry| match &entry.value.value {
        Value::Text(text) if is_simple(text, &[]) && is_simple(&entry.key, &[":"]) && !entry.key.starts_with('{') => {
            Some(format!("{}: {text}", entry.key))
        }
        _ => None,
    };
    let lines: Option<Vec<String>> = if let Value::Table(entries) = &node.value { entries.iter().map(line).collect() } else { None };
    lines.map_or_else(|| raw(node).to_string(), |lines| lines.join("\n"))
}

fn source_line(kind: &Kind, node: &Node) -> String {
    let Kind::Short(short, _) = kind else { return raw(node).to_string() };
    let line = match &node.value {
        Value::Text(text) if is_bare(text) => Some(text.clone()),
        Value::Table(entries) => entries
            .iter()
            .map(|entry| source_part(short, entry, entries.len() == 1))
            .collect::<Option<Vec<_>>>()
            .map(|parts| parts.join(BAR)),
        _ => None,
    };
    line.unwrap_or_else(|| raw(node).to_string())
}

fn is_bare(text: &str) -> bool {
    is_simple(text, &[": "]) && !meets_bar(text) && !text.starts_with('{')
}

/// Whether a bar in the text, or at its edge beside a space, would be read as the end of a part.
fn meets_bar(text: &str) -> bool {
    format!(" {text} ").contains(BAR)
}

/// One part of a source's line; nothing when it would not come back to the letter.
fn source_part(short: &str, entry: &Entry, alone: bool) -> Option<String> {
    let text = match &entry.value.value {
        Value::Text(text) if is_simple(text, &[]) && !meets_bar(text) => text.clone(),
        Value::List(items) => {
            let keys = items.iter().map(|item| {
                if let Value::Text(text) = &item.value {
                    Some(text.as_str()).filter(|text| is_simple(text, &[",", ";"]) && !meets_bar(text))
                } else {
                    None
                }
            });
            keys.collect::<Option<Vec<_>>>().filter(|keys| !keys.is_empty())?.join(", ")
        }
        _ => return None,
    };
    let bare = entry.key == short && !alone && is_bare(&text);
    Some(if bare { text } else { format!("{}: {text}", entry.key) })
}

/// A value as plain JSON, scalars as text.
fn raw(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Text(text) => text.as_str().into(),
        Value::List(items) => items.iter().map(raw).collect(),
        Value::Table(entries) => entries.iter().map(|entry| (entry.key.clone(), raw(&entry.value))).collect(),
        Value::Empty | Value::Broken => serde_json::Value::Null,
    }
}

/// A value as JSON of its kind: numbers as numbers, lists always as lists. Nothing when nothing is said.
fn json_of(kind: &Kind, node: &Node) -> Option<Json> {
    let items = |inner: &Kind| match &node.value {
        Value::List(items) => items.iter().filter_map(|item| json_of(inner, item)).collect(),
        _ => Vec::from_iter(json_of(inner, node)),
    };
    let list = |list: Vec<Json>| (!list.is_empty()).then_some(Json::List(list));
    match (kind, &node.value) {
        (_, Value::Empty | Value::Broken) => None,
        (Kind::Ids(_) | Kind::Keys, Value::List(_) | Value::Text(_)) if !matches!(node.value, Value::Table(_)) => match &node.value {
            Value::List(items) => list(items.iter().filter_map(|item| json_of(&Kind::Id, item)).collect()),
            _ => list(Vec::from_iter(json_of(&Kind::Id, node))),
        },
        (Kind::List(inner), _) => list(items(inner)),
        (Kind::Short(key, _), Value::Text(text)) => Some(Json::table([(key, Json::text(text))])),
        (Kind::Table(schema) | Kind::Short(_, schema), Value::Table(entries)) => {
            let known = schema.fields.iter().filter_map(|field| {
                let entry = entries.iter().find(|entry| entry.key == field.key)?;
                Some((field.key.to_string(), json_of(&field.kind, &entry.value)?))
            });
            Some(Json::Table(known.collect()))
        }
        (_, Value::Table(entries)) => {
            // The order of remarks says nothing.
            let sorted: BTreeMap<String, Json> =
                entries.iter().filter_map(|entry| Some((entry.key.clone(), json_of(&Kind::Id, &entry.value)?))).collect();
            Some(Json::Table(sorted.into_iter().collect()))
        }
        (Kind::Whole(..), Value::Text(text)) => Some(text.trim().parse().map_or_else(|_| Json::text(text), Json::Number)),
        (Kind::Flag, Value::Text(text)) => Some(Json::Flag(text.trim() == "true")),
        (_, Value::Text(text)) if text.trim().is_empty() => None,
        (_, Value::Text(text)) => Some(Json::text(text.trim())),
        (_, Value::List(items)) => Some(Json::List(items.iter().filter_map(|item| json_of(&Kind::Id, item)).collect())),
    }
}

// ---- In ----

/// Reads profiles from a table. What does not fit is reported at its cell; then nothing of the table should be used.
#[must_use]
pub fn from_csv(file: &Source, facets: &[Arc<Facet>]) -> Checked<Vec<Incoming>> {
    let mut reporter = Reporter::new(file.path.clone());
    let schema = provider::schema(facets);
    let mut rows = csv::read(&file.text).into_iter();
    let Some(header) = rows.next() else {
        reporter.report(&rules::BAD_TABLE, Span::default(), "the table is empty").help(format!(
            "the first row names the columns; `guidepost export --format csv` shows them all: {}",
            listed(column_names(&schema).iter().map(String::as_str), "and")
        ));
        return Checked::new(Vec::new(), reporter.finish());
    };
    let columns = columns(&schema);
    let heads = heads(&header, &columns, &schema, &mut reporter);
    let silent: Vec<String> = column_names(&schema).into_iter().filter(|name| heads.iter().all(|head| head.name() != name)).collect();
    let mut profiles: Vec<Incoming> = Vec::new();
    for row in rows {
        let Some(profile) = profile(&row, &heads, &schema, &mut reporter) else { continue };
        if profiles.iter().any(|other| other.path == profile.path) {
            reporter
                .report(&rules::ADDRESS_CONFLICT, profile.span, format!("two rows make the file {}", profile.path))
                .help("give one of them another `slug`");
        }
        profiles.push(Incoming { silent: silent.clone(), ..profile });
    }
    Checked::new(profiles, reporter.finish())
}

fn column_names(schema: &Schema) -> Vec<String> {
    std::iter::once(SLUG.to_owned()).chain(columns(schema).into_iter().map(|column| column.name)).chain([BODY.to_owned()]).collect()
}

/// What a column of a table is.
enum Head<'s> {
    Slug,
    Body,
    Field(&'s Column<'s>),
    Unknown,
}

impl Head<'_> {
    fn name(&self) -> &str {
        match self {
            Self::Slug => SLUG,
            Self::Body => BODY,
            Self::Field(column) => &column.name,
            Self::Unknown => "",
        }
    }
}

fn heads<'s>(header: &[Cell], columns: &'s [Column<'s>], schema: &Schema, reporter: &mut Reporter) -> Vec<Head<'s>> {
    let mut seen: Vec<String> = Vec::new();
    let mut heads = Vec::new();
    for cell in header {
        let name = cell.text.trim().to_lowercase().replace([' ', '-'], "_");
        if !name.is_empty() && seen.contains(&name) {
            reporter
                .report(&rules::DUPLICATE_KEY, cell.span, format!("the column `{}` is there twice", cell.text.trim()))
                .help("keep one of the two");
        }
        heads.push(match columns.iter().find(|column| column.name == name) {
            Some(column) => Head::Field(column),
            None if name == SLUG => Head::Slug,
            None if name == BODY => Head::Body,
            None => {
                if !name.is_empty() {
                    report_unknown(cell, &name, schema, reporter);
                }
                Head::Unknown
            }
        });
        seen.push(name);
    }
    heads
}

fn report_unknown(cell: &Cell, name: &str, schema: &Schema, reporter: &mut Reporter) {
    let known = column_names(schema);
    let near = nearest(name, known.iter().map(String::as_str));
    let note = reporter
        .report(&rules::UNKNOWN_KEY, cell.span, format!("a {} has no column `{}`", schema.name, cell.text.trim()))
        .help(format!("the columns are {}", listed(known.iter().map(String::as_str), "and")));
    if let Some(near) = near {
        note.label(format!("did you mean `{near}`?"));
    }
}

fn profile(row: &[Cell], heads: &[Head<'_>], schema: &Schema, reporter: &mut Reporter) -> Option<Incoming> {
    let whole = row.first().zip(row.last()).map_or(Span::default(), |(first, last)| Span { start: first.span.start, end: last.span.end });
    if let Some(extra) = row.iter().skip(heads.len()).find(|cell| !cell.text.trim().is_empty()) {
        reporter
            .report(&rules::BAD_TABLE, extra.span, "this cell stands in no column")
            .help("a cell that holds the separator must stand in quotation marks");
    }
    let mut entries: Vec<Entry> = Vec::new();
    let (mut slug, mut body) = (None, "");
    for (cell, head) in row.iter().zip(heads) {
        match head {
            Head::Slug if !cell.text.trim().is_empty() => slug = Some(cell),
            Head::Body => body = &cell.text,
            Head::Field(column) if !cell.text.trim().is_empty() => {
                put(&mut entries, column, cell.span, value_of(column.kind, cell, reporter));
            }
            _ => {}
        }
    }
    let front = Node { span: whole, value: Value::Table(entries) };
    finish(front, body, slug.map(|cell| (cell.text.trim(), cell.span)), schema, reporter)
}

/// Checks the front matter of an incoming profile and gives it a file.
pub(crate) fn finish(front: Node, body: &str, slug: Option<(&str, Span)>, schema: &Schema, reporter: &mut Reporter) -> Option<Incoming> {
    let record = schema.check(&front, front.span, reporter);
    sources::read(&record, schema, reporter);
    let name = record.text("name");
    let path = match slug {
        Some((slug, span)) if !is_id(slug) || slug.len() > 100 => {
            reporter
                .report(&rules::BAD_ID, span, format!("`{slug}` cannot be part of an address"))
                .label(format!("did you mean `{}`?", slugify(slug)))
                .help("use lower-case letters, digits and hyphens");
            return None;
        }
        Some((slug, _)) => format!("providers/{slug}.md"),
        None if name.is_empty() => return None,
        None => path_of(name),
    };
    let span = front.span;
    Some(Incoming { path, front, body: body.to_owned(), span, silent: Vec::new() })
}

/// The file of a profile with this name.
#[must_use]
pub fn path_of(name: &str) -> String {
    let mut slug = slugify(name);
    slug.truncate(100);
    format!("providers/{}.md", slug.trim_end_matches('-'))
}

fn put(entries: &mut Vec<Entry>, column: &Column<'_>, span: Span, value: Value) {
    let node = Node { span, value };
    let entry = |key: &str, value: Node| Entry { key: key.to_owned(), key_span: span, value };
    let Some(inner) = column.inner else {
        entries.push(entry(column.key, node));
        return;
    };
    let part = entry(inner, node);
    match entries.iter_mut().find(|known| known.key == column.key).map(|known| &mut known.value.value) {
        Some(Value::Table(parts)) => parts.push(part),
        _ => entries.push(entry(column.key, Node { span, value: Value::Table(vec![part]) })),
    }
}

/// The value that a person wrote for a field in a form, in the way of a cell.
pub(crate) fn answer(kind: &Kind, text: &str, start: usize, reporter: &mut Reporter) -> Value {
    value_of(kind, &Cell::exact(text, start), reporter)
}

fn value_of(kind: &Kind, cell: &Cell, reporter: &mut Reporter) -> Value {
    let text = cell.text.as_str();
    let is_list = matches!(kind, Kind::Ids(_) | Kind::Keys | Kind::List(_));
    let is_table = matches!(kind, Kind::Notes | Kind::Table(_));
    if (is_list && text.trim_start().starts_with('[')) || (is_table && text.trim_start().starts_with('{')) {
        return json_value(text, cell.span, reporter);
    }
    let all: &[char] = &[';', ',', '\n'];
    match kind {
        Kind::List(inner) if matches!(**inner, Kind::Short(..)) => {
            Value::List(pieces(text, &['\n']).map(|(start, line)| source_node(inner, line, start, cell, reporter)).collect())
        }
        Kind::Ids(_) | Kind::Keys => Value::List(nodes(text, all, cell)),
        Kind::List(_) => Value::List(nodes(text, &all[..1], cell)),
        Kind::Notes | Kind::Table(_) => Value::Table(pieces(text, &['\n']).map(|(start, line)| note_entry(line, start, cell)).collect()),
        _ => Value::Text(text.to_owned()),
    }
}

fn json_value(text: &str, span: Span, reporter: &mut Reporter) -> Value {
    match serde_json::from_str(text) {
        Ok(json) => from_json(&json, span).value,
        Err(error) => {
            reporter
                .report(&rules::BAD_TABLE, span, format!("this begins like JSON, but cannot be read: {error}"))
                .help("write the values with `;` between them");
            Value::Broken
        }
    }
}

fn from_json(json: &serde_json::Value, span: Span) -> Node {
    let value = match json {
        serde_json::Value::Null => Value::Empty,
        serde_json::Value::String(text) => Value::Text(text.clone()),
        serde_json::Value::Bool(flag) => Value::Text(flag.to_string()),
        serde_json::Value::Number(number) => Value::Text(number.to_string()),
        serde_json::Value::Array(items) => Value::List(items.iter().map(|item| from_json(item, span)).collect()),
        serde_json::Value::Object(entries) => Value::Table(
            entries.iter().map(|(key, value)| Entry { key: key.clone(), key_span: span, value: from_json(value, span) }).collect(),
        ),
    };
    Node { span, value }
}

/// The parts of a text between signs, trimmed, with their places; empty ones are left out.
fn pieces<'t>(text: &'t str, signs: &'t [char]) -> impl Iterator<Item = (usize, &'t str)> {
    text.split(signs)
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .map(move |piece| (piece.as_ptr() as usize - text.as_ptr() as usize, piece))
}

fn nodes(text: &str, signs: &[char], cell: &Cell) -> Vec<Node> {
    pieces(text, signs)
        .map(|(start, piece)| Node { span: cell.part(start, start + piece.len()), value: Value::Text(piece.to_owned()) })
        .collect()
}

fn note_entry(line: &str, start: usize, cell: &Cell) -> Entry {
    let (key, note) = line.split_once(": ").unwrap_or((line.trim_end_matches(':'), ""));
    let note = note.trim();
    let at = start + line.len() - note.len();
    Entry {
        key: key.trim().to_owned(),
        key_span: cell.part(start, start + key.len()),
        value: Node {
            span: cell.part(at, at + note.len()),
            value: if note.is_empty() { Value::Empty } else { Value::Text(note.to_owned()) },
        },
    }
}

fn source_node(kind: &Kind, line: &str, start: usize, cell: &Cell, reporter: &mut Reporter) -> Node {
    let span = cell.part(start, start + line.len());
    if line.starts_with('{') {
        return Node { span, value: json_value(line, span, reporter) };
    }
    let Kind::Short(short, schema) = kind else { return Node { span, value: Value::Text(line.to_owned()) } };
    if !line.contains(BAR) && schema.fields.iter().all(|field| !line.starts_with(&format!("{}: ", field.key))) {
        return Node { span, value: Value::Text(line.to_owned()) };
    }
    let mut entries = Vec::new();
    let mut at = start;
    for part in line.split(BAR) {
        let (key, text) = part.split_once(": ").map_or((*short, part), |(key, text)| (key.trim(), text));
        let text = text.trim();
        let place = cell.part(at, at + part.len());
        let value = match schema.field(key).map(|field| &field.kind) {
            Some(Kind::Keys) => {
                Value::List(pieces(text, &[',', ';']).map(|(_, key)| Node { span: place, value: Value::Text(key.to_owned()) }).collect())
            }
            _ => Value::Text(text.to_owned()),
        };
        entries.push(Entry { key: key.to_owned(), key_span: place, value: Node { span: place, value } });
        at += part.len() + BAR.len();
    }
    Node { span, value: Value::Table(entries) }
}
