//! What each kind of file may say: its keys, their types, what they mean.
//!
//! A [`Schema`] is data. [`Schema::check`] holds a tree of written values against
//! it and gives a [`Record`] of understood ones; the contributor's page and the
//! editors' schemas are made from the same data, so none can disagree.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::content::front_matter::{Entry, Node, Value};
use crate::content::text::is_id;
use crate::diagnostic::{Reporter, nearest};
use crate::rules;
use crate::source::Span;
use crate::vocabulary::{Facet, Reading};

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
                wrong_type(reporter, node, "a table of `key: value` lines", "");
                return Record::default();
            }
        };
        let mut record = Record::default();
        for entry in entries {
            let Some(field) = self.field(&entry.key) else {
                if !self.open {
                    self.report_unknown(entry, reporter);
                }
                continue;
            };
            let checker = Checker { schema: self, field, reporter };
            if let Some(given) = checker.given(&entry.value) {
                record.values.insert(entry.key.clone(), given);
            }
        }
        self.report_missing(entries, whole, reporter);
        record
    }

    /// The key of this name.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    fn report_unknown(&self, entry: &Entry, reporter: &mut Reporter) {
        let known = || self.fields.iter().map(|field| &*field.key);
        let near = nearest(&entry.key.replace('-', "_"), known());
        let note = reporter
            .report(&rules::UNKNOWN_KEY, entry.key_span, format!("a {} has no key `{}`", self.name, entry.key))
            .help(format!("the keys are {}", listed(known(), "and")));
        if let Some(near) = near {
            note.label(format!("did you mean `{near}`?"));
        }
    }

    fn report_missing(&self, entries: &[Entry], whole: Span, reporter: &mut Reporter) {
        for field in self.fields.iter().filter(|field| field.required) {
            match entries.iter().find(|entry| entry.key == field.key) {
                None => {
                    reporter
                        .report(&rules::MISSING_KEY, whole, format!("a {} needs `{}`", self.name, field.key))
                        .label(format!("`{}` is missing here", field.key))
                        .help(format!("add a line `{}: {}`", field.key, field.example));
                }
                Some(entry) if entry.value.value == Value::Empty || entry.value.value == Value::List(Vec::new()) => {
                    reporter
                        .report(&rules::EMPTY_VALUE, entry.key_span, format!("`{}` is required and has no value", field.key))
                        .help(format!("write, for example, `{}: {}`", field.key, field.example));
                }
                Some(_) => {}
            }
        }
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
        Value::Table(_) => "a table",
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
        if !matches!(node.value, Value::Table(_)) {
            wrong_type(self.reporter, node, "a table", &self.example());
            return None;
        }
        Some(Understood::Table(schema.check(node, node.span, self.reporter)))
    }

    fn short(&mut self, key: &'static str, schema: &Schema, node: &Node) -> Option<Understood> {
        if !matches!(node.value, Value::Text(_)) {
            return self.table(schema, node);
        }
        let long = Entry { key: key.to_owned(), key_span: node.span, value: node.clone() };
        let table = Node { span: node.span, value: Value::Table(vec![long]) };
        Some(Understood::Table(schema.check(&table, node.span, self.reporter)))
    }

    fn notes(&mut self, node: &Node) -> Option<Understood> {
        let Value::Table(entries) = &node.value else {
            wrong_type(self.reporter, node, "a table from keys to remarks", "notes: {states: Named examples only}");
            return None;
        };
        let mut record = Record::default();
        for entry in entries {
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
        let near = nearest(key, self.schema.fields.iter().map(|field| &*field.key));
        let note = self.reporter.report(&rules::UNKNOWN_FACT, span, format!("`{key}` is not a key of a {}", self.schema.name));
        if let Some(near) = near {
            note.label(format!("did you mean `{near}`?"));
        }
    }

    fn example(&self) -> String {
        format!("{}: {}", self.field.key, self.field.example)
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
        let text = self.without_smart_quotes(text, node.span)?;
        self.scalar_text(kind, text, node.span)
    }

    fn without_smart_quotes<'t>(&mut self, text: &'t str, span: Span) -> Option<&'t str> {
        let smart = |c: char| matches!(c, '“' | '”' | '„' | '‘' | '’');
        if text.starts_with(smart) && text.ends_with(smart) && text.chars().count() > 1 {
            self.reporter
                .report(&rules::SMART_QUOTE, span, "these are curly quotation marks, which count as part of the text")
                .help(format!("write \"{}\" with straight quotation marks, or none", text.trim_matches(smart)));
            return None;
        }
        Some(text)
    }

    fn scalar_text(&mut self, kind: &Kind, text: &str, span: Span) -> Option<Understood> {
        let understood = match kind {
            Kind::Text(most) => {
                self.check_length(text, *most, span);
                Understood::Text(text.to_owned())
            }
            Kind::Whole(least, most) => Understood::Whole(self.whole(text, *least, *most, span)?),
            Kind::Flag => Understood::Flag(self.flag(text, span)?),
            Kind::Day => Understood::Day(self.day(text, span)?),
            Kind::Moment => Understood::Text(self.moment(text, span)?),
            Kind::Web => Understood::Text(self.web(text, span)?),
            Kind::Email => Understood::Text(self.email(text, span)?),
            Kind::Phone => Understood::Text(self.phone(text, span)?),
            Kind::Route => Understood::Text(self.route(text, span)?),
            Kind::Id => Understood::Text(self.id(text, span)?),
            Kind::OneOf(words) => Understood::Text(self.one_of(text, words, span)?),
            Kind::OneId(facet) => Understood::Ids(vec![self.one_id(facet, text, span)?]),
            Kind::Ids(_) | Kind::List(_) | Kind::Table(_) | Kind::Short(..) | Kind::Notes | Kind::Keys => return None,
        };
        Some(understood)
    }

    fn check_length(&mut self, text: &str, most: usize, span: Span) {
        let length = text.chars().count();
        if length > most {
            self.reporter
                .report(&rules::TOO_LONG, span, format!("`{}` has {length} characters; at most {most} fit", self.field.key))
                .help(format!("shorten it by {} characters; details belong in the text below", length - most));
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
        let note = self
            .reporter
            .report(&rules::BAD_DATE, span, format!("`{text}` is not a date"))
            .help("dates are written year, month, day: `2026-05-01`");
        if let Some(meant) = american_day(text) {
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
        if let Some(meant) = american_day(text) {
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
        let bare = text.split('/').next().unwrap_or("");
        if !text.contains("://") && bare.contains('.') && !text.contains([' ', ':']) && web_address(&format!("https://{text}")) {
            note.label(format!("did you mean `https://{text}`?"));
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
            self.reporter
                .report(&rules::BAD_PHONE, span, format!("`{text}` is not a telephone number"))
                .help("write it with its country code, in quotation marks: `\"+1 504 555 0100\"`");
            return None;
        }
        Some(text.to_owned())
    }

    fn route(&mut self, text: &str, span: Span) -> Option<String> {
        let segments = text.trim_matches('/').split('/');
        let fine = text.starts_with('/')
            && text.len() > 1
            && text.len() <= 300
            && segments.into_iter().all(|part| !part.is_empty() && part != "." && part != ".." && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(&b)));
        if !fine {
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
            wrong_type(self.reporter, node, "a list of ids", &self.example());
            return None;
        }
        let mut known: Vec<(usize, Span)> = Vec::new();
        for item in self.items(node) {
            let Value::Text(text) = &item.value else {
                wrong_type(self.reporter, item, "an id", &self.example());
                continue;
            };
            let text = text.trim();
            if text.is_empty() || self.is_sentence(facet, text, item.span) {
                continue;
            }
            if let Some(at) = self.one_id(facet, text, item.span) {
                if known.iter().any(|(other, _)| *other == at) {
                    self.reporter.report(&rules::REPEATED_VALUE, item.span, format!("`{text}` is in the list twice")).help("take one of the two out");
                } else {
                    known.push((at, item.span));
                }
            }
        }
        let mut ids: Vec<usize> = known.into_iter().map(|(at, _)| at).collect();
        ids.sort_unstable();
        (!ids.is_empty()).then_some(Understood::Ids(ids))
    }

    /// Whether a value is several ids written as a sentence, such as `ELA and math`.
    fn is_sentence(&mut self, facet: &Facet, text: &str, span: Span) -> bool {
        if !matches!(facet.vocabulary.read(text), Reading::Unknown) {
            return false;
        }
        let parts: Vec<&str> = text.split([',', ';', '&', '/']).flat_map(|part| part.split(" and ")).map(str::trim).filter(|part| !part.is_empty()).collect();
        let meant: Vec<&str> = parts
            .iter()
            .filter_map(|part| match facet.vocabulary.read(part) {
                Reading::Known(at) => facet.vocabulary.terms().get(at),
                Reading::OtherName(term) | Reading::Misspelt(term) => Some(term),
                Reading::Unknown => None,
            })
            .map(|term| term.id.as_str())
            .collect();
        if parts.len() < 2 || meant.len() < 2 {
            return false;
        }
        self.reporter
            .report(&rules::LIST_AS_SENTENCE, span, format!("`{text}` is a sentence, not a list"))
            .label(format!("did you mean `[{}]`?", meant.join(", ")))
            .help("put several values between square brackets, with commas between them");
        true
    }

    fn one_id(&mut self, facet: &Facet, text: &str, span: Span) -> Option<usize> {
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
                let near = vocabulary.nearest(text).map(|term| term.id.clone());
                let note = self.reporter.report(&rules::UNKNOWN_VALUE, span, format!("`{text}` is not a value of `{}`", facet.id)).help(allowed(facet));
                if let Some(near) = near {
                    note.label(format!("did you mean `{near}`?"));
                }
            }
        }
        None
    }
}

fn allowed(facet: &Facet) -> String {
    let ids = listed(facet.vocabulary.terms().iter().map(|term| term.id.as_str()), "and");
    format!("the values are {ids}; they stand in vocabulary/{}.toml", facet.id)
}

fn wanted(kind: &Kind) -> &'static str {
    match kind {
        Kind::Whole(..) => "a whole number",
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
    let shape = text.len() == 10 && text.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
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

/// The day that `5/1/2026` or `05-01-2026` means in America.
fn american_day(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let [first, second, third] = parts[..] else { return None };
    let number = |part: &str| part.trim().parse::<i16>().ok();
    let (year, month, day) = if third.len() == 4 {
        (number(third)?, number(first)?, number(second)?)
    } else if first.len() == 4 {
        (number(first)?, number(second)?, number(third)?)
    } else {
        return None;
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(date.to_string())
}

/// Whether text is an http(s) address with a host and without spaces or credentials.
#[must_use]
pub fn web_address(text: &str) -> bool {
    let plain = !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\'));
    plain
        && text.len() <= 2000
        && url::Url::parse(text).is_ok_and(|url| {
            matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| host.contains('.') || host == "localhost") && url.username().is_empty() && url.password().is_none()
        })
}
