//! What each kind of file may say: its keys, their types, what they mean.
//!
//! A [`Schema`] is data. [`Schema::check`] holds a tree of written values against
//! it and gives a [`Record`] of understood ones; the contributor's page and the
//! editors' schemas are made from the same data, so none can disagree.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::content::front_matter::{self, Entry, Node, Value};
use crate::content::text::is_id;
use crate::content::wording;
use crate::diagnostic::{Reporter, nearest};
use crate::rules;
use crate::source::Span;
use crate::vocabulary::{Facet, NATIONWIDE, Reading, Term};

/// The keys of one kind of file or table.
#[derive(Debug, Clone)]
pub struct Schema {
    /// What the file is called in messages: `provider profile`.
    pub name: &'static str,
    /// Its keys, in the order in which they are best written.
    pub fields: Vec<Field>,
    /// Whether keys that are not listed are kept as they are instead of being refused.
    pub open: bool,
}

/// One key.
#[derive(Debug, Clone)]
pub struct Field {
    /// The key.
    pub key: Cow<'static, str>,
    /// What its value must be.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
    /// What it means, in one or two plain sentences.
    pub about: Cow<'static, str>,
    /// A value as it could be written in YAML.
    pub example: Cow<'static, str>,
}

/// What a value must be.
#[derive(Debug, Clone)]
pub enum Kind {
    /// Text of at most so many characters.
    Text(usize),
    /// A whole number between two others.
    Whole(i64, i64),
    /// A number, perhaps with a decimal point.
    Decimal,
    /// A table whose keys are ids of the same file and whose values are whole numbers between two others.
    Weights(i64, i64),
    /// `true` or `false`.
    Flag,
    /// A day: `2026-05-01`.
    Day,
    /// A year, a month or a day: `2020`, `2020-09`, `2020-09-15`.
    Moment,
    /// An address that begins with `http://` or `https://`.
    Web,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// An address inside the guide: `/partners/elp/`.
    Route,
    /// An id: `[a-z0-9-]+`.
    Id,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Ids of one facet: a list, or one of them.
    Ids(Arc<Facet>),
    /// One id of a facet.
    OneId(Arc<Facet>),
    /// A list of values, or one of them.
    List(Box<Kind>),
    /// A table with these keys.
    Table(Box<Schema>),
    /// A table, or a text that stands for the table's key of this name.
    Short(&'static str, Box<Schema>),
    /// A table whose keys are keys of the same file and whose values are texts.
    Notes,
    /// A list of keys of the same file.
    Keys,
}

/// An understood value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub value: Understood,
}

/// A value that fits its [`Kind`].
#[derive(Debug, Clone, PartialEq)]
pub enum Understood {
    /// Text of any textual kind.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number.
    Decimal(f64),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Day(Date),
    /// Positions in a facet's vocabulary, ascending, each once.
    Ids(Vec<usize>),
    /// A list.
    List(Vec<Given>),
    /// A table.
    Table(Record),
}

/// The understood values of one file or table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    values: BTreeMap<String, Given>,
}

impl Record {
    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Given> {
        self.values.get(key)
    }

    /// A text; empty when it is not given.
    #[must_use]
    pub fn text(&self, key: &str) -> &str {
        match self.get(key).map(|given| &given.value) {
            Some(Understood::Text(text)) => text,
            _ => "",
        }
    }

    /// A whole number.
    #[must_use]
    pub fn whole(&self, key: &str) -> Option<i64> {
        match self.get(key)?.value {
            Understood::Whole(number) => Some(number),
            _ => None,
        }
    }

    /// A number, whole or not.
    #[must_use]
    pub fn decimal(&self, key: &str) -> Option<f64> {
        match self.get(key)?.value {
            Understood::Decimal(number) => Some(number),
            _ => None,
        }
    }

    /// A flag; `false` when it is not given.
    #[must_use]
    pub fn flag(&self, key: &str) -> bool {
        matches!(self.get(key).map(|given| &given.value), Some(Understood::Flag(true)))
    }

    /// A day.
    #[must_use]
    pub fn day(&self, key: &str) -> Option<Date> {
        match self.get(key)?.value {
            Understood::Day(day) => Some(day),
            _ => None,
        }
    }

    /// Positions in a facet's vocabulary; none when it is not given.
    #[must_use]
    pub fn ids(&self, key: &str) -> &[usize] {
        match self.get(key).map(|given| &given.value) {
            Some(Understood::Ids(ids)) => ids,
            _ => &[],
        }
    }

    /// The items of a list; none when it is not given.
    #[must_use]
    pub fn list(&self, key: &str) -> &[Given] {
        match self.get(key).map(|given| &given.value) {
            Some(Understood::List(items)) => items,
            _ => &[],
        }
    }

    /// The texts of a list.
    #[must_use]
    pub fn texts(&self, key: &str) -> Vec<String> {
        let text = |given: &Given| match &given.value {
            Understood::Text(text) => Some(text.clone()),
            _ => None,
        };
        self.list(key).iter().filter_map(text).collect()
    }

    /// The tables of a list.
    pub fn tables<'r>(&'r self, key: &str) -> impl Iterator<Item = (&'r Record, Span)> {
        self.list(key).iter().filter_map(|given| match &given.value {
            Understood::Table(record) => Some((record, given.span)),
            _ => None,
        })
    }

    /// A table.
    #[must_use]
    pub fn table(&self, key: &str) -> Option<&Record> {
        match &self.get(key)?.value {
            Understood::Table(record) => Some(record),
            _ => None,
        }
    }

    /// The keys that are given, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// Where a key's value stands.
    #[must_use]
    pub fn span(&self, key: &str) -> Option<Span> {
        self.get(key).map(|given| given.span)
    }
}

impl Schema {
    /// Holds a written table against this schema and reports everything that does not fit.
    ///
    /// `whole` is where to point when a required key is missing.
    pub fn check(&self, node: &Node, whole: Span, reporter: &mut Reporter) -> Record {
        let entries: &[Entry] = match &node.value {
            Value::Table(entries) => entries,
            Value::Empty => &[],
            Value::Broken => return Record::default(),
            Value::Text(_) | Value::List(_) => {
                wrong_type(reporter, node, "a group of `key: value` lines", "");
                return Record::default();
            }
        };
        let mut record = Record::default();
        let mut meant: Vec<&str> = Vec::new();
        for entry in entries {
            let Some(field) = self.field(&entry.key) else {
                match self.open {
                    true => self.check_own(&entry.key, &entry.value, reporter),
                    false => meant.extend(self.report_unknown(entry, reporter)),
                }
                continue;
            };
            let checker = Checker { schema: self, field, reporter };
            if let Some(given) = checker.given(&entry.value) {
                record.values.insert(entry.key.clone(), given);
            }
        }
        self.report_missing(entries, &meant, whole, reporter);
        record
    }

    /// A key that an open table has of its own may hold anything but words that say nothing.
    fn check_own(&self, key: &str, value: &Node, reporter: &mut Reporter) {
        match &value.value {
            Value::Text(_) => {
                let about = Cow::Borrowed("");
                let field = Field {
                    key: key.to_owned().into(),
                    kind: Kind::Text(usize::MAX),
                    required: false,
                    about: about.clone(),
                    example: about,
                };
                Checker { schema: self, field: &field, reporter }.scalar(&field.kind, value);
            }
            Value::List(items) => items.iter().for_each(|item| self.check_own(key, item, reporter)),
            Value::Table(entries) => entries.iter().for_each(|entry| self.check_own(&entry.key, &entry.value, reporter)),
            Value::Empty | Value::Broken => {}
        }
    }

    /// The key of this name.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// The key whose table has a key of this name.
    fn table_with(&self, key: &str) -> Option<&str> {
        let holds = |field: &&Field| matches!(&field.kind, Kind::Table(schema) if schema.field(key).is_some());
        self.fields.iter().find(holds).map(|field| &*field.key)
    }

    /// Reports a key that the schema does not have. Gives the key that was probably meant.
    fn report_unknown(&self, entry: &Entry, reporter: &mut Reporter) -> Option<&str> {
        let known = || self.fields.iter().map(|field| &*field.key);
        let bare = entry.key.trim_matches(front_matter::SMART);
        if bare.len() < entry.key.len() {
            reporter
                .report(&rules::SMART_QUOTE, entry.key_span, "the key stands between curly quotation marks")
                .help(format!("write `{bare}: ` without quotation marks"));
            return known().find(|key| *key == bare);
        }
        if let Some(blank) = entry.key.chars().find(|c| c.is_whitespace() && *c != ' ') {
            let meant = entry.key.replace(blank, " ");
            reporter
                .report(&rules::TAB_INDENT, entry.key_span, "what stands here looks like a space but is another character")
                .help(format!("delete it and type spaces before `{}`", meant.trim()));
            return known().find(|key| *key == meant.trim());
        }
        if let Some(table) = self.table_with(&entry.key) {
            let toml = reporter.file().ends_with(".toml");
            reporter.report(&rules::UNKNOWN_KEY, entry.key_span, format!("`{}` belongs to `{table}`", entry.key)).help(if toml {
                format!("put it below a line `[{table}]`")
            } else {
                format!("write `{table}: {{{}: …}}`", entry.key)
            });
            return None;
        }
        let near = nearest(&entry.key.replace(['-', ' '], "_"), known());
        if entry.value.value == Value::Broken && near.is_none() {
            return None;
        }
        let note = reporter.report(&rules::UNKNOWN_KEY, entry.key_span, format!("a {} has no key `{}`", self.name, entry.key)).help(
            if self.fields.len() == 1 {
                format!("the only key is {}", listed(known(), "and"))
            } else {
                format!("the keys are {}", listed(known(), "and"))
            },
        );
        if let Some(near) = near {
            note.label(format!("did you mean `{near}`?"));
        }
        near
    }

    /// Reports required keys that are not there. One that is there under a misspelt name was `meant`.
    fn report_missing(&self, entries: &[Entry], meant: &[&str], whole: Span, reporter: &mut Reporter) {
        let file = reporter.file().clone();
        for field in self.fields.iter().filter(|field| field.required) {
            match entries.iter().find(|entry| entry.key == field.key) {
                None if meant.contains(&&*field.key) => {}
                None => {
                    reporter
                        .report(&rules::MISSING_KEY, whole, format!("a {} needs `{}`", self.name, field.key))
                        .label(format!("`{}` is missing here", field.key))
                        .help(field.advice("add", file.ends_with(".toml")));
                }
                Some(entry) if is_empty(&entry.value.value) => {
                    let message = if matches!(entry.value.value, Value::List(_)) { "is an empty list" } else { "has no value" };
                    reporter
                        .report(&rules::EMPTY_VALUE, entry.key_span, format!("`{}` is required and {message}", field.key))
                        .help(field.advice("write, for example,", file.ends_with(".toml")));
                }
                Some(_) => {}
            }
        }
    }
}

impl Field {
    /// What to write for this key, in YAML or in TOML.
    fn advice(&self, verb: &str, toml: bool) -> String {
        match &self.kind {
            Kind::Table(_) if toml => format!("{verb} a table that begins with the line `[{}]`", self.key),
            Kind::List(inner) if toml && matches!(**inner, Kind::Table(_)) => {
                format!("{verb} a table that begins with the line `[[{}]]`", self.key)
            }
            _ => format!("{verb} `{}{}{}`", self.key, if toml { " = " } else { ": " }, self.example),
        }
    }
}

/// Whether nothing was written, or only blanks.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Empty => true,
        Value::Text(text) => text.trim().is_empty(),
        Value::List(items) => items.iter().all(|item| is_empty(&item.value)),
        Value::Table(_) | Value::Broken => false,
    }
}

/// Joins names for a sentence: `` `a`, `b` and `c` ``; long lists are cut.
pub fn listed<'n>(names: impl IntoIterator<Item = &'n str>, joining: &str) -> String {
    const MOST: usize = 24;
    let names: Vec<&str> = names.into_iter().collect();
    let shown: Vec<String> = names.iter().take(MOST).map(|name| format!("`{name}`")).collect();
    if names.len() > MOST {
        return format!("{}, … ({} in all)", shown.join(", "), names.len());
    }
    match shown.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {joining} {last}", rest.join(", ")),
        None => "none".to_owned(),
    }
}

fn wrong_type(reporter: &mut Reporter, node: &Node, wanted: &str, example: &str) {
    let found = match &node.value {
        Value::Text(_) => "text",
        Value::List(_) => "a list",
        Value::Table(_) => "a group of keys and values",
        Value::Empty => "nothing",
        Value::Broken => return,
    };
    let note = reporter.report(&rules::WRONG_TYPE, node.span, format!("this should be {wanted}, but it is {found}"));
    if !example.is_empty() {
        note.help(format!("write, for example, `{example}`"));
    }
}

/// Checks the value of one field.
struct Checker<'c> {
    schema: &'c Schema,
    field: &'c Field,
    reporter: &'c mut Reporter,
}

impl Checker<'_> {
    fn given(mut self, node: &Node) -> Option<Given> {
        let field = self.field;
        self.value(&field.kind, node)
    }

    fn value(&mut self, kind: &Kind, node: &Node) -> Option<Given> {
        match &node.value {
            Value::Broken | Value::Empty => return None,
            Value::List(items) if items.is_empty() => return None,
            _ => {}
        }
        let value = match kind {
            Kind::Ids(facet) => self.ids(facet, node)?,
            Kind::List(inner) => Understood::List(self.items(node).iter().filter_map(|item| self.value(inner, item)).collect()),
            Kind::Table(schema) => self.table(schema, node)?,
            Kind::Short(key, schema) => self.short(key, schema, node)?,
            Kind::Notes => self.notes(node)?,
            Kind::Weights(least, most) => self.weights(*least, *most, node)?,
            Kind::Keys => Understood::List(self.items(node).iter().filter_map(|item| self.key(item)).collect()),
            scalar => self.scalar(scalar, node)?,
        };
        Some(Given { span: node.span, value })
    }

    /// A list's items; one value stands for a list of one.
    fn items<'n>(&self, node: &'n Node) -> &'n [Node] {
        match &node.value {
            Value::List(items) => items,
            _ => std::slice::from_ref(node),
        }
    }

    fn table(&mut self, schema: &Schema, node: &Node) -> Option<Understood> {
        if self.reports_missing_space(schema, node) {
            return None;
        }
        if !matches!(node.value, Value::Table(_)) {
            wrong_type(self.reporter, node, "a group of keys and values", &self.example_with(schema, node));
            return None;
        }
        Some(Understood::Table(schema.check(node, node.span, self.reporter)))
    }

    fn short(&mut self, key: &'static str, schema: &Schema, node: &Node) -> Option<Understood> {
        if self.reports_missing_space(schema, node) {
            return None;
        }
        if !matches!(node.value, Value::Text(_)) {
            return self.table(schema, node);
        }
        let long = Entry { key: key.to_owned(), key_span: node.span, value: node.clone() };
        let table = Node { span: node.span, value: Value::Table(vec![long]) };
        Some(Understood::Table(schema.check(&table, node.span, self.reporter)))
    }

    /// Whether a text is `key:value` of a table, with the space forgotten.
    fn reports_missing_space(&mut self, schema: &Schema, node: &Node) -> bool {
        let Value::Text(text) = &node.value else { return false };
        let Some((key, value)) = text.split_once(':') else { return false };
        let glued = schema.field(key).is_some() && !value.is_empty() && !value.starts_with(char::is_whitespace);
        if glued {
            let start = node.span.start as usize;
            let value = value.split_whitespace().next().unwrap_or("");
            front_matter::report_missing_space(
                key,
                value,
                Span::new(start..(start + key.len() + 1).min(node.span.end as usize)),
                self.reporter,
            );
        }
        glued
    }

    fn weights(&mut self, least: i64, most: i64, node: &Node) -> Option<Understood> {
        let Value::Table(entries) = &node.value else {
            let example = self.example();
            wrong_type(self.reporter, node, "a group of ids, each with a number", &example);
            return None;
        };
        let mut record = Record::default();
        for entry in entries {
            if let Some(value) = self.scalar(&Kind::Whole(least, most), &entry.value) {
                record.values.insert(entry.key.clone(), Given { span: entry.key_span, value });
            }
        }
        Some(Understood::Table(record))
    }

    fn notes(&mut self, node: &Node) -> Option<Understood> {
        let Value::Table(entries) = &node.value else {
            wrong_type(self.reporter, node, "a group of keys, each with a remark", "notes: {states: Named examples only}");
            return None;
        };
        let mut record = Record::default();
        for entry in entries {
            if entry.value.value == Value::Empty && entry.key.contains(' ') {
                self.reporter
                    .report(&rules::UNKNOWN_FACT, entry.key_span, "a comma ends a remark here")
                    .label("this is read as a key of its own")
                    .help("put the whole remark between quotation marks: `notes: {states: \"Named examples only, and few\"}`");
                continue;
            }
            self.known_key(&entry.key, entry.key_span);
            if let Some(given) = self.scalar(&Kind::Text(600), &entry.value) {
                record.values.insert(entry.key.clone(), Given { span: entry.value.span, value: given });
            }
        }
        Some(Understood::Table(record))
    }

    fn key(&mut self, node: &Node) -> Option<Given> {
        let Value::Text(text) = &node.value else {
            wrong_type(self.reporter, node, "a key of this file", "facts: [states, hqim]");
            return None;
        };
        self.known_key(text, node.span);
        Some(Given { span: node.span, value: Understood::Text(text.clone()) })
    }

    fn known_key(&mut self, key: &str, span: Span) {
        // A table inside the file is checked against the keys of the whole file by whoever knows them.
        if self.schema.field("sources").is_none() || self.schema.field(key).is_some() {
            return;
        }
        let called = |field: &&Field| matches!(&field.kind, Kind::Ids(facet) | Kind::OneId(facet) if facet.label.eq_ignore_ascii_case(key));
        let by_label = self.schema.fields.iter().find(called).map(|field| &*field.key);
        let near = by_label.or_else(|| nearest(key, self.schema.fields.iter().map(|field| &*field.key)));
        let note = self.reporter.report(&rules::UNKNOWN_FACT, span, format!("`{key}` is not a key of a {}", self.schema.name));
        if let Some(near) = near {
            note.label(format!("did you mean `{near}`?"));
        }
    }

    /// The table as it could be written in this file, around an e-mail address that stands in its place.
    fn example_with(&self, schema: &Schema, node: &Node) -> String {
        let has_email = schema.fields.iter().any(|field| matches!(field.kind, Kind::Email));
        match &node.value {
            Value::Text(text) if has_email && text.contains('@') && !self.reporter.file().ends_with(".toml") => {
                format!("{}: {{email: {}}}", self.field.key, text.trim())
            }
            _ => self.example(),
        }
    }

    /// The field as it could be written in this file.
    fn example(&self) -> String {
        let sign = if self.reporter.file().ends_with(".toml") { " = " } else { ": " };
        format!("{}{sign}{}", self.field.key, self.field.example)
    }

    fn scalar(&mut self, kind: &Kind, node: &Node) -> Option<Understood> {
        let Value::Text(text) = &node.value else {
            if !matches!(node.value, Value::Empty | Value::Broken) {
                wrong_type(self.reporter, node, wanted(kind), &self.example());
            }
            return None;
        };
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        if self.is_unfinished(text, node.span) {
            return matches!(kind, Kind::Text(_)).then(|| Understood::Text(text.to_owned()));
        }
        if self.has_smart_quotes(text, node.span) || self.stands_for_nothing(text, node.span) {
            return None;
        }
        self.scalar_text(kind, text, node.span)
    }

    /// Whether a template's mark still stands in a value.
    fn is_unfinished(&mut self, text: &str, span: Span) -> bool {
        let unfinished = wording::unfinished(text).is_some();
        if unfinished {
            self.reporter.report(&rules::UNFINISHED_TEMPLATE, span, format!("`{}` is still to be filled in", self.field.key)).help(
                if self.field.required {
                    "write what belongs here in place of the TODO; this cannot be left out"
                } else {
                    "replace the TODO with the fact, or delete the line when the fact is not known"
                },
            );
        }
        unfinished
    }

    /// Whether a value is a word for a value that is not known. It would be shown as if it were a fact.
    fn stands_for_nothing(&mut self, text: &str, span: Span) -> bool {
        let nothing = wording::stands_for_nothing(text);
        if nothing {
            let in_file = self.reporter.file().ends_with(".md");
            self.reporter.report(&rules::EMPTY_VALUE, span, format!("`{text}` is a word for a value that is not known")).help(if in_file {
                format!("delete the line `{}`; what is left out is shown as \"Not stated\"", self.field.key)
            } else {
                "leave it empty; what is left out is shown as \"Not stated\"".to_owned()
            });
        }
        nothing
    }

    /// Whether a value stands between curly quotation marks.
    fn has_smart_quotes(&mut self, text: &str, span: Span) -> bool {
        let smart = text.starts_with(front_matter::SMART) && text.ends_with(front_matter::SMART) && text.chars().count() > 1;
        if smart {
            self.reporter
                .report(&rules::SMART_QUOTE, span, "these are curly quotation marks, which count as part of the text")
                .help(format!("write `\"{}\"` with straight quotation marks, or none", text.trim_matches(front_matter::SMART)));
        }
        smart
    }

    fn scalar_text(&mut self, kind: &Kind, text: &str, span: Span) -> Option<Understood> {
        let understood = match kind {
            Kind::Text(most) => {
                self.check_length(text, *most, span);
                self.check_praise(text, span);
                Understood::Text(text.to_owned())
            }
            Kind::Whole(least, most) => Understood::Whole(self.whole(text, *least, *most, span)?),
            Kind::Decimal => Understood::Decimal(self.decimal(text, span)?),
            Kind::Flag => Understood::Flag(self.flag(text, span)?),
            Kind::Day => Understood::Day(self.day(text, span)?),
            Kind::Moment => Understood::Text(self.moment(text, span)?),
            Kind::Web => Understood::Text(self.web(text, span)?),
            Kind::Email => Understood::Text(self.email(text, span)?),
            Kind::Phone => Understood::Text(self.phone(text, span)?),
            Kind::Route => Understood::Text(self.route(text, span)?),
            Kind::Id => Understood::Text(self.id(text, span)?),
            Kind::OneOf(words) => Understood::Text(self.one_of(text, words, span)?),
            Kind::OneId(facet) => Understood::Ids(vec![self.one_id(facet, text, span, false)?]),
            Kind::Ids(_) | Kind::List(_) | Kind::Table(_) | Kind::Short(..) | Kind::Notes | Kind::Weights(..) | Kind::Keys => return None,
        };
        Some(understood)
    }

    fn check_length(&mut self, text: &str, most: usize, span: Span) {
        let length = text.chars().count();
        if length > most {
            let excess = text.char_indices().nth(most).map_or(0, |(at, _)| at);
            let part = self.reporter.part(text, span, excess..text.len());
            let note = self.reporter.report(
                &rules::TOO_LONG,
                part.unwrap_or(span),
                format!("`{}` has {length} characters; at most {most} fit", self.field.key),
            );
            let note = if part.is_some() { note.label("this is too much") } else { note };
            note.help(format!("shorten it by {} characters; details belong in the text below", length - most));
        }
    }

    /// A summary is read by people who compare: praise tells them nothing.
    fn check_praise(&mut self, text: &str, span: Span) {
        if self.field.key != "summary" {
            return;
        }
        if let Some(range) = wording::praise(text).into_iter().next() {
            let span = self.reporter.part(text, span, range.clone()).unwrap_or(span);
            self.reporter
                .report(&rules::PRAISE, span, format!("`{}` is praise that nobody can check", &text[range]))
                .help("say what the provider does, for whom, or what a source found");
        }
    }

    fn whole(&mut self, text: &str, least: i64, most: i64, span: Span) -> Option<i64> {
        match text.parse::<i64>() {
            Ok(number) if (least..=most).contains(&number) => Some(number),
            _ => {
                let example = self.example();
                self.reporter
                    .report(&rules::BAD_NUMBER, span, format!("`{text}` is not a whole number from {least} to {most}"))
                    .help(format!("write, for example, `{example}`"));
                None
            }
        }
    }

    fn decimal(&mut self, text: &str, span: Span) -> Option<f64> {
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
        let number = text.parse::<f64>().ok().filter(|number| plain && number.is_finite());
        if number.is_none() {
            let example = self.example();
            self.reporter
                .report(&rules::BAD_NUMBER, span, format!("`{text}` is not a number"))
                .help(format!("write, for example, `{example}`"));
        }
        number
    }

    fn flag(&mut self, text: &str, span: Span) -> Option<bool> {
        match text {
            "true" => Some(true),
            "false" => Some(false),
            _ => {
                let meant = matches!(text.to_ascii_lowercase().as_str(), "yes" | "on" | "y" | "1" | "true");
                self.reporter
                    .report(&rules::BAD_FLAG, span, format!("`{text}` is neither `true` nor `false`"))
                    .label(format!("did you mean `{meant}`?"));
                None
            }
        }
    }

    fn day(&mut self, text: &str, span: Span) -> Option<Date> {
        if let Some(day) = plain_day(text) {
            return Some(day);
        }
        let message = match impossible_day(text) {
            Some(why) => format!("`{text}` is not a date: {why}"),
            None => format!("`{text}` is not a date as the guide writes it"),
        };
        let note = self.reporter.report(&rules::BAD_DATE, span, message).help("dates are written year, month, day: `2026-05-01`");
        if let Some(meant) = meant_day(text) {
            note.label(format!("did you mean `{meant}`?"));
        }
        None
    }

    fn moment(&mut self, text: &str, span: Span) -> Option<String> {
        if is_moment(text) {
            return Some(text.to_owned());
        }
        let note = self
            .reporter
            .report(&rules::BAD_DATE, span, format!("`{text}` is not a year, a month or a day"))
            .help("write `2020`, `2020-09` or `2020-09-15`");
        if let Some(meant) = meant_day(text).or_else(|| meant_month(text)) {
            note.label(format!("did you mean `{meant}`?"));
        }
        None
    }

    fn web(&mut self, text: &str, span: Span) -> Option<String> {
        if web_address(text) {
            return Some(text.to_owned());
        }
        let note = self
            .reporter
            .report(&rules::BAD_URL, span, format!("`{text}` is not a web address"))
            .help("a web address begins with `https://` or `http://` and has no spaces");
        if let Some(meant) = meant_address(text) {
            note.label(format!("did you mean `{meant}`?"));
        }
        None
    }

    fn email(&mut self, text: &str, span: Span) -> Option<String> {
        let fine = text.split_once('@').is_some_and(|(name, host)| {
            let plain = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
            !name.is_empty() && name.chars().all(plain) && host.contains('.') && url::Host::parse(host).is_ok() && !host.ends_with('.')
        });
        if !fine {
            self.reporter
                .report(&rules::BAD_EMAIL, span, format!("`{text}` is not an e-mail address"))
                .help("write it as `name@example.org`");
            return None;
        }
        Some(text.to_owned())
    }

    fn phone(&mut self, text: &str, span: Span) -> Option<String> {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let plain = |c: char| c.is_ascii_digit() || " +-().x".contains(c);
        if !(7..=15).contains(&digits) || !text.chars().all(plain) {
            self.reporter.report(&rules::BAD_PHONE, span, format!("`{text}` is not a telephone number")).help(
                if text.to_ascii_lowercase().contains("ext") {
                    "leave the extension out, or write it behind an `x`: `\"+1 504 555 0100 x5\"`"
                } else {
                    "write it with its country code, in quotation marks: `\"+1 504 555 0100\"`"
                },
            );
            return None;
        }
        Some(text.to_owned())
    }

    fn route(&mut self, text: &str, span: Span) -> Option<String> {
        if !is_route(text) {
            self.reporter
                .report(&rules::BAD_ROUTE, span, format!("`{text}` is not an address inside the guide"))
                .help("begin with `/` and use letters, digits, `-`, `_` and `.`: `/partners/elp/`");
            return None;
        }
        Some(text.to_owned())
    }

    fn id(&mut self, text: &str, span: Span) -> Option<String> {
        if is_id(text) {
            return Some(text.to_owned());
        }
        self.reporter
            .report(&rules::BAD_ID, span, format!("`{text}` is not an id"))
            .label(format!("did you mean `{}`?", crate::content::text::slugify(text)))
            .help("an id has lower-case letters, digits and hyphens");
        None
    }

    fn one_of(&mut self, text: &str, words: &'static [&'static str], span: Span) -> Option<String> {
        if words.contains(&text) {
            return Some(text.to_owned());
        }
        let near = nearest(text, words.iter().copied());
        let note = self
            .reporter
            .report(&rules::UNKNOWN_VALUE, span, format!("`{}` cannot be `{text}`", self.field.key))
            .help(format!("it can be {}", listed(words.iter().copied(), "or")));
        if let Some(near) = near {
            note.label(format!("did you mean `{near}`?"));
        }
        None
    }

    fn ids(&mut self, facet: &Facet, node: &Node) -> Option<Understood> {
        if matches!(node.value, Value::Table(_)) {
            let mut example = self.example();
            if let Value::Table(entries) = &node.value
                && entries.iter().all(|entry| entry.value.value == Value::Empty)
            {
                let keys: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
                example = format!("{}: [{}]", self.field.key, keys.join(", "));
            }
            wrong_type(self.reporter, node, "a list of ids, between square brackets", &example);
            return None;
        }
        let in_list = matches!(node.value, Value::List(_));
        let mut known: Vec<(usize, Span)> = Vec::new();
        let before = self.reporter.count();
        for item in self.items(node) {
            if self.reporter.count() - before >= MOST_PER_LIST {
                break;
            }
            let Value::Text(text) = &item.value else {
                wrong_type(self.reporter, item, "an id", &self.example());
                continue;
            };
            let text = text.trim();
            if text.is_empty()
                || self.is_unfinished(text, item.span)
                || self.is_quoted_id(facet, text, item.span)
                || self.is_sentence(facet, text, item.span, in_list)
            {
                continue;
            }
            if let Some(at) = self.one_id(facet, text, item.span, in_list) {
                if known.iter().any(|(other, _)| *other == at) {
                    self.reporter
                        .report(&rules::REPEATED_VALUE, item.span, format!("`{text}` is in the list twice"))
                        .help("take one of the two out");
                } else {
                    known.push((at, item.span));
                }
            }
        }
        let mut ids: Vec<usize> = known.into_iter().map(|(at, _)| at).collect();
        ids.sort_unstable();
        (!ids.is_empty()).then_some(Understood::Ids(ids))
    }

    /// Whether an id carries a curly quotation mark.
    fn is_quoted_id(&mut self, facet: &Facet, text: &str, span: Span) -> bool {
        let bare = text.trim_matches(front_matter::SMART);
        let quoted = bare.len() < text.len() && !matches!(facet.vocabulary.read(text), Reading::Known(_));
        if quoted {
            let meant = facet.vocabulary.get(bare).map_or(bare, |term| &term.id);
            self.reporter
                .report(&rules::SMART_QUOTE, span, "a curly quotation mark is an ordinary letter here")
                .label(format!("did you mean `{meant}`?"))
                .help("leave the quotation marks out");
        }
        quoted
    }

    /// Whether a value is several ids written as a sentence, such as `ELA and math`.
    fn is_sentence(&mut self, facet: &Facet, text: &str, span: Span, in_list: bool) -> bool {
        if !matches!(facet.vocabulary.read(text), Reading::Unknown) || text.len() > 2000 {
            return false;
        }
        let meant = ids_in(facet, text, &[',', ';', '&', '/', '+', '|']).or_else(|| ids_in(facet, text, &[',', ' ']));
        let Some(meant) = meant else { return false };
        self.reporter
            .report(&rules::LIST_AS_SENTENCE, span, format!("`{text}` is a sentence, not a list"))
            .label(format!("did you mean `{}`?", several(&meant, in_list)))
            .help("put several values between square brackets, with commas between them");
        true
    }

    fn one_id(&mut self, facet: &Facet, text: &str, span: Span, in_list: bool) -> Option<usize> {
        let vocabulary = &facet.vocabulary;
        match vocabulary.read(text) {
            Reading::Known(at) => return Some(at),
            Reading::OtherName(term) => {
                self.reporter
                    .report(&rules::LABEL_FOR_ID, span, format!("`{text}` is a name; `{}` takes the id", facet.id))
                    .label(format!("did you mean `{}`?", term.id));
            }
            Reading::Misspelt(term) => {
                self.reporter
                    .report(&rules::UNKNOWN_VALUE, span, format!("`{text}` is not a value of `{}`", facet.id))
                    .label(format!("did you mean `{}`?", term.id))
                    .help(allowed(facet));
            }
            Reading::Unknown => {
                if let Some(meant) = grades(facet, text) {
                    self.reporter
                        .report(&rules::UNKNOWN_VALUE, span, format!("`{text}` is not a value of `{}`", facet.id))
                        .label(format!("did you mean `{}`?", several(&meant, in_list)))
                        .help(allowed(facet));
                    return None;
                }
                if self.stands_for_nothing(text, span) {
                    return None;
                }
                let near = everywhere(facet, text).or_else(|| vocabulary.nearest(text)).map(|term| term.id.clone());
                let note = self
                    .reporter
                    .report(&rules::UNKNOWN_VALUE, span, format!("`{text}` is not a value of `{}`", facet.id))
                    .help(allowed(facet));
                match near {
                    Some(near) => note.label(format!("did you mean `{near}`?")),
                    None => note.label("when no value fits, leave it out, and ask for a new value in the pull request"),
                };
            }
        }
        None
    }
}

/// The ids in a sentence, when all its parts but filling words are ids or names of the facet.
fn ids_in<'f>(facet: &'f Facet, text: &str, between: &[char]) -> Option<Vec<&'f str>> {
    let bare = text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '.' | '"' | '\''));
    let parts = bare.split(between).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" or "));
    let mut meant: Vec<&str> = Vec::new();
    for part in parts.map(|part| part.trim().trim_start_matches("and ").trim()).filter(|part| !part.is_empty() && *part != "and") {
        let term = match facet.vocabulary.read(part) {
            Reading::Known(at) => facet.vocabulary.terms().get(at)?,
            Reading::OtherName(term) | Reading::Misspelt(term) => term,
            Reading::Unknown => return None,
        };
        meant.push(&term.id);
    }
    (meant.len() > 1).then_some(meant)
}

/// The bands that a run of grades such as `K-5` or `grades 6 to 12` is made of, in a facet whose ids are runs of grades.
fn grades<'f>(facet: &'f Facet, text: &str) -> Option<Vec<&'f str>> {
    let (first, last) = run_of_grades(text)?;
    let bands = facet.vocabulary.terms().iter().filter_map(|term| Some((run_of_grades(&term.id)?, term.id.as_str())));
    let inside: Vec<((u8, u8), &str)> = bands.filter(|((from, to), _)| *to >= first && *from <= last).collect();
    let covered = inside.first()?.0.0 <= first && inside.last()?.0.1 >= last;
    covered.then(|| inside.into_iter().map(|(_, id)| id).collect())
}

/// The first and last grade of `k-5`, `6–12`, `grades 3 to 8` or `grade 4`; kindergarten is 0.
fn run_of_grades(text: &str) -> Option<(u8, u8)> {
    let text = text.trim().to_lowercase();
    let text = text.trim_start_matches("grades").trim_start_matches("grade").trim().replace(" to ", "-").replace(['–', '—', '‑'], "-");
    let grade = |part: &str| match part.trim().trim_end_matches(|c: char| c.is_ascii_lowercase() && c != 'k') {
        "k" | "pk" | "prek" | "tk" => Some(0),
        number => number.parse::<u8>().ok().filter(|grade| (1..=12).contains(grade)),
    };
    // Spreadsheets make the date `6-Aug` or `8-Jun` of `6-8`.
    let month = |part: &str| month_named(part.trim()).and_then(|month| u8::try_from(month).ok());
    match text.split_once('-') {
        Some((day, name)) if month(name).is_some() => {
            let (day, month) = (grade(day)?, month(name)?);
            Some((day.min(month), day.max(month)))
        }
        Some((first, last)) => Some((grade(first)?, grade(last)?)).filter(|(first, last)| first <= last),
        None => grade(&text).map(|grade| (grade, grade)),
    }
}

/// These ids as they would stand in the place of one value: in a list already, or with the brackets of one.
fn several(ids: &[&str], in_list: bool) -> String {
    let ids_in_a_row = ids.join(", ");
    if in_list || ids.len() == 1 { ids_in_a_row } else { format!("[{ids_in_a_row}]") }
}

/// The value for every state, where the facet has one and the text is another word for it.
fn everywhere<'f>(facet: &'f Facet, text: &str) -> Option<&'f Term> {
    let words = ["all", "any", "everywhere", "every state", "us", "u.s.", "usa", "america", "50 states", "all 50", "all 50 states"];
    words.contains(&text.to_lowercase().as_str()).then(|| facet.vocabulary.get(NATIONWIDE))?
}

/// How many values of one list are reported: more of them are not a list of slips any more.
const MOST_PER_LIST: usize = 60;

fn allowed(facet: &Facet) -> String {
    let ids = listed(facet.vocabulary.terms().iter().map(|term| term.id.as_str()), "and");
    format!("the values are {ids}; they stand in vocabulary/{}.toml", facet.id)
}

fn wanted(kind: &Kind) -> &'static str {
    match kind {
        Kind::Whole(..) => "a whole number",
        Kind::Decimal => "a number",
        Kind::Flag => "`true` or `false`",
        Kind::Day => "a date",
        Kind::Moment => "a year, a month or a day",
        Kind::Web => "a web address",
        Kind::Email => "an e-mail address",
        Kind::Phone => "a telephone number",
        Kind::Route => "an address inside the guide",
        Kind::Id | Kind::OneId(_) => "one id",
        _ => "text",
    }
}

/// A day as `2026-05-01`, with all its digits.
fn plain_day(text: &str) -> Option<Date> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if !shape {
        return None;
    }
    Date::new(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?).ok()
}

fn is_moment(text: &str) -> bool {
    let padded = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    plain_day(&padded).is_some()
}

/// Why a day with all its digits in the right places does not exist.
fn impossible_day(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return None };
    if (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return None;
    }
    let (year, month, day): (i16, i8, i8) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    match Date::new(year, month, 1) {
        Err(_) => Some(format!("there is no month {month}")),
        Ok(first) => {
            Some(format!("{} {year} has {} days, not {day}", MONTHS[usize::from(month.unsigned_abs()) - 1], first.days_in_month()))
        }
    }
}

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// The day that `5/1/2026`, `05-01-2026` or `May 1, 2026` means in America.
fn meant_day(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['/', '-', '.', ',', ' ']).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts[..] else { return None };
    let number = |part: &str| part.trim_end_matches(|c: char| c.is_alphabetic()).parse::<i16>().ok();
    let (year, month, day) = match (month_named(first), month_named(second)) {
        (Some(month), _) => (number(third)?, month, number(second)?),
        (None, Some(month)) => (number(third)?, month, number(first)?),
        (None, None) if first.len() == 4 => (number(first)?, number(second)?, number(third)?),
        (None, None) if third.len() == 4 => (number(third)?, number(first)?, number(second)?),
        (None, None) if third.len() == 2 => (2000 + number(third)?, number(first)?, number(second)?),
        (None, None) => return None,
    };
    let year = if year < 100 { 2000 + year } else { year };
    // Where the month cannot be one, the day was written first.
    let (month, day) = if month > 12 { (day, month) } else { (month, day) };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(date.to_string())
}

/// The month that `September 2020` or `9/2020` means.
fn meant_month(text: &str) -> Option<String> {
    let (month, year) = text.split_once(['/', ' ', '-', '.'])?;
    let year: u16 = year.trim().parse().ok().filter(|year| (1000..=9999).contains(year))?;
    let month = month_named(month).or_else(|| month.parse().ok()).filter(|month| (1..=12).contains(month))?;
    Some(format!("{year}-{month:02}"))
}

/// The number of a month by its name or the first three letters of it.
fn month_named(text: &str) -> Option<i16> {
    let text = text.trim_end_matches(['.', ',']);
    let at =
        MONTHS.iter().position(|month| text.len() >= 3 && month.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text)))?;
    i16::try_from(at + 1).ok()
}

/// The web address that was probably meant by one without scheme, or with a misspelt one, or between signs.
pub(crate) fn meant_address(text: &str) -> Option<String> {
    let bare = text.trim_matches(|c: char| matches!(c, '<' | '>' | '(' | ')' | '"' | '\'' | ',' | ';' | ' '));
    let behind = match bare.split_once(":/") {
        Some((_, rest)) => rest.trim_start_matches('/'),
        None => bare.strip_prefix("http//").or_else(|| bare.strip_prefix("https//")).unwrap_or(bare).trim_start_matches('/'),
    };
    let scheme = if bare.to_ascii_lowercase().starts_with("http:") { "http" } else { "https" };
    let meant = format!("{scheme}://{behind}");
    let host = behind.split(['/', '?', '#']).next().unwrap_or("");
    let plausible = host.contains('.')
        && !host.contains(['@', ':'])
        && host.rsplit('.').next().is_some_and(|last| last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic()));
    (plausible && web_address(&meant)).then_some(meant)
}

/// Whether text is an address inside the guide: `/partners/elp/`. What it is written to cannot leave its folder.
#[must_use]
pub fn is_route(text: &str) -> bool {
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(&b));
    let inside = text.strip_prefix('/').map(|inside| inside.strip_suffix('/').unwrap_or(inside));
    text.len() <= 300
        && inside.is_some_and(|inside| {
            inside.split('/').all(|part| !part.is_empty() && !part.ends_with('.') && !crate::content::text::is_device(part) && plain(part))
        })
}

/// Whether text is an http(s) address with a host and without spaces or credentials.
#[must_use]
pub fn web_address(text: &str) -> bool {
    let plain = !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\'));
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    plain
        && text.len() <= 2000
        && (lower.starts_with("https://") || lower.starts_with("http://"))
        && url::Url::parse(text).is_ok_and(|url| {
            matches!(url.scheme(), "http" | "https")
                && url.host_str().is_some_and(|host| host.contains('.') || host == "localhost")
                && url.username().is_empty()
                && url.password().is_none()
        })
}
