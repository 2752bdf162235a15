//! JSON Schemas (2020-12) of the content's files, for editors: made from the same data that `check` uses.
//!
//! They describe front matter as an editor's YAML reader sees it, in which an unquoted `2010` is a number and a key
//! with nothing behind it is `null`. What a schema cannot say (a duplicate file name, a link that leads nowhere)
//! is for `check` alone.

use std::sync::Arc;

use crate::content::{front_matter, page, playbook, provider, settings, vocabulary, wording, worksheet};
use crate::ordered::Json;
use crate::schema::{Field, Kind, Schema};
use crate::vocabulary::Facet;

/// What a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The front matter of `providers/*.md`.
    Provider,
    /// `guide.toml`.
    Guide,
    /// `vocabulary/*.toml`.
    Vocabulary,
    /// The front matter of `playbook/*/*.md`.
    Playbook,
    /// The front matter of `articles/*.md`.
    Article,
    /// The front matter of all other pages.
    Page,
    /// `worksheets/*.toml`.
    Worksheet,
}

impl Subject {
    /// All subjects.
    pub const ALL: [Self; 7] = [Self::Provider, Self::Guide, Self::Vocabulary, Self::Playbook, Self::Article, Self::Page, Self::Worksheet];

    /// Its name: `provider`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::Guide => "guide",
            Self::Vocabulary => "vocabulary",
            Self::Playbook => "playbook",
            Self::Article => "article",
            Self::Page => "page",
            Self::Worksheet => "worksheet",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Provider => "Provider profile",
            Self::Guide => "guide.toml",
            Self::Vocabulary => "Vocabulary of a facet",
            Self::Playbook => "Playbook page",
            Self::Article => "Article",
            Self::Page => "Page",
            Self::Worksheet => "Worksheet",
        }
    }

    /// What such a file may say in a guide with these facets.
    #[must_use]
    pub fn schema(self, facets: &[Arc<Facet>]) -> Schema {
        match self {
            Self::Provider => provider::schema(facets),
            Self::Guide => settings::schema(),
            Self::Vocabulary => vocabulary::schema(),
            Self::Playbook => playbook::schema(facets),
            Self::Article => article(),
            Self::Page => page::schema(),
            Self::Worksheet => worksheet::schema(),
        }
    }
}

/// A page that needs a date.
fn article() -> Schema {
    let mut schema = page::schema();
    for field in schema.fields.iter_mut().filter(|field| field.key == "date") {
        field.required = true;
    }
    schema
}

/// The JSON Schema of a kind of file, as text.
#[must_use]
pub fn document(subject: Subject, facets: &[Arc<Facet>]) -> String {
    let schema = subject.schema(facets);
    let head = Json::table([("$schema", "https://json-schema.org/draft/2020-12/schema".into()), ("title", subject.title().into())]);
    let Json::Table(rest) = (Writer { keys: &schema }).table(&schema) else { return String::new() };
    let finished = schema.field("draft").map_or_else(|| reference("finished"), |_| unless_draft(reference("finished")));
    let document = rest.into_iter().fold(head, |document, (key, value)| document.with(&key, value));
    let words = Json::table([("stated", nowhere("stated", &no_statement())), ("finished", nowhere("finished", &unfinished()))]);
    document.with("allOf", Json::List(vec![reference("stated"), finished])).with("$defs", words).document()
}

fn reference(name: &str) -> Json {
    Json::table([("$ref", Json::text(format!("#/$defs/{name}")))])
}

/// A draft may be as unfinished as its template.
fn unless_draft(rule: Json) -> Json {
    let set = Json::table([("enum", Json::List(vec![Json::Flag(true), "true".into()]))]);
    let draft = Json::table([("properties", Json::table([("draft", set)])), ("required", Json::texts(["draft"]))]);
    Json::table([("if", draft), ("else", rule)])
}

/// No text like this, however deep it stands. `name` is the definition's own.
fn nowhere(name: &str, like: &str) -> Json {
    Json::table([("not", pattern(like)), ("items", reference(name)), ("additionalProperties", reference(name))])
}

/// A word for a value that is not known, or a value between curly quotation marks: see [`wording`].
fn no_statement() -> String {
    let words: Vec<String> = wording::NOTHING.iter().map(|word| any_case(word)).collect();
    let smart: String = front_matter::SMART.iter().collect();
    format!(r"^\s*({}|[{smart}][\s\S]*[{smart}])\s*$", words.join("|"))
}

/// The mark of a template, as a word.
fn unfinished() -> String {
    format!(r"(^|[^\p{{L}}\p{{N}}]){}($|[^\p{{L}}\p{{N}}])", wording::UNFINISHED)
}

/// A pattern for a word in any letter case.
fn any_case(word: &str) -> String {
    let letter = |c: char| match c {
        c if c.is_ascii_alphabetic() => format!("[{}{}]", c.to_ascii_uppercase(), c.to_ascii_lowercase()),
        '?' | '.' | '*' | '+' => format!("\\{c}"),
        c => c.to_string(),
    };
    word.chars().map(letter).collect()
}

/// Writes schemas of values. `keys` are the keys of the whole file, to which remarks and sources refer.
struct Writer<'s> {
    keys: &'s Schema,
}

impl Writer<'_> {
    fn table(&self, schema: &Schema) -> Json {
        let required = schema.fields.iter().filter(|field| field.required).map(|field| field.key.to_string());
        let properties = schema.fields.iter().map(|field| (field.key.to_string(), self.field(field))).collect();
        let table = Json::table([("type", "object".into()), ("properties", Json::Table(properties)), ("required", Json::texts(required))]);
        let table = if schema.open { table } else { table.with("additionalProperties", Json::Flag(false)) };
        match schema.name {
            // What `content::sources` and `content::vocabulary` ask for beyond single keys.
            "source" => table.with("anyOf", either(&["url", "title"])),
            "rating" => table.with("anyOf", either(&["as_of", "tool"])),
            _ => table,
        }
    }

    fn field(&self, field: &Field) -> Json {
        let value = match self.value(&field.kind, field.required) {
            value if field.required => value,
            // A key with nothing behind it says nothing.
            value => any_of([value, Json::table([("type", "null".into())])]),
        };
        let about = Json::table([("description", Json::text(&*field.about))]);
        let Json::Table(entries) = value else { return about };
        entries.into_iter().fold(about, |all, (key, value)| all.with(&key, value))
    }

    fn value(&self, kind: &Kind, required: bool) -> Json {
        let least = usize::from(required);
        match kind {
            Kind::Text(most) => text(least, *most),
            Kind::Whole(first, last) => any_of([
                Json::table([("type", "integer".into()), ("minimum", Json::Number(*first)), ("maximum", Json::Number(*last))]),
                pattern(&format!("^({})$", numbers(*first, *last))),
            ]),
            Kind::Decimal => any_of([Json::table([("type", "number".into())]), pattern(r"^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$")]),
            Kind::Weights(first, last) => {
                let number = Json::table([("type", "integer".into()), ("minimum", Json::Number(*first)), ("maximum", Json::Number(*last))]);
                Json::table([("type", "object".into()), ("additionalProperties", number)])
            }
            Kind::Flag => Json::table([("enum", Json::List(vec![Json::Flag(true), Json::Flag(false), "true".into(), "false".into()]))]),
            Kind::Day => pattern(&format!("^({DAY})$")),
            Kind::Moment => any_of([
                pattern(&format!("^([0-9]{{4}}(-(0[1-9]|1[0-2]))?|{DAY})$")),
                Json::table([("type", "integer".into()), ("minimum", Json::Number(1000)), ("maximum", Json::Number(9999))]),
            ]),
            Kind::Web => pattern(WEB).with("maxLength", Json::Number(2000)),
            Kind::Email => pattern(r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"),
            Kind::Phone => any_of([
                pattern(r"^[ +().x-]*([0-9][ +().x-]*){7,15}$"),
                Json::table([
                    ("type", "integer".into()),
                    ("minimum", Json::Number(1_000_000)),
                    ("maximum", Json::Number(999_999_999_999_999)),
                ]),
            ]),
            Kind::Route => {
                pattern(r"^/(?!/)(?!(.*/)?\.{1,2}(/|$))([A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*/*)$").with("maxLength", Json::Number(300))
            }
            Kind::Id => scalar("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"),
            Kind::OneOf(words) => Json::table([("enum", Json::texts(words.iter().copied()))]),
            Kind::OneId(facet) => ids(facet),
            Kind::Ids(facet) => self.list(ids(facet), least),
            Kind::List(inner) => self.list(self.value(inner, false), least),
            Kind::Table(schema) => self.table(schema),
            Kind::Short(key, schema) => {
                let short = schema.field(key).map_or_else(|| text(0, 2000), |field| self.value(&field.kind, false));
                any_of([short, self.table(schema)])
            }
            Kind::Notes => Json::table([
                ("type", "object".into()),
                ("propertyNames", self.key()),
                ("additionalProperties", any_of([text(0, 600), Json::table([("type", "null".into())])])),
            ]),
            Kind::Keys => self.list(self.key(), least),
        }
    }

    /// A list of values, or one of them.
    fn list(&self, item: Json, least: usize) -> Json {
        let list = Json::table([("type", "array".into()), ("items", item.clone())]);
        any_of([if least > 0 { list.with("minItems", Json::Number(1)) } else { list }, item])
    }

    fn key(&self) -> Json {
        Json::table([("enum", Json::texts(self.keys.fields.iter().map(|field| field.key.to_string())))])
    }
}

/// Days that exist, leap years included.
const DAY: &str = "[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29";

/// An http(s) address with a host and without spaces or credentials.
const WEB: &str = r#"^[Hh][Tt][Tt][Pp][Ss]?://([^\s<>"\\/?#@]*[^\s<>"\\/?#@.]\.[^\s<>"\\/?#@]+|localhost(:[0-9]+)?)([/?#][^\s<>"\\]*)?$"#;

/// Text. An editor's YAML reader gives numbers and flags where nothing is quoted; they are texts all the same.
fn text(least: usize, most: usize) -> Json {
    let number = |count: usize| Json::Number(i64::try_from(count).unwrap_or(i64::MAX));
    let length = if least > 0 {
        Json::table([("type", Json::texts(["string", "number", "boolean"])), ("minLength", number(least))])
    } else {
        Json::table([("type", Json::texts(["string", "number", "boolean"]))])
    };
    length.with("maxLength", number(most))
}

fn pattern(pattern: &str) -> Json {
    Json::table([("type", "string".into()), ("pattern", pattern.into())])
}

/// A text that may look like a number.
fn scalar(written: &str) -> Json {
    any_of([pattern(written), Json::table([("type", "integer".into()), ("minimum", Json::Number(0))])])
}

fn any_of<const N: usize>(choices: [Json; N]) -> Json {
    Json::table([("anyOf", Json::List(choices.into()))])
}

fn either(keys: &[&str]) -> Json {
    Json::List(keys.iter().map(|key| Json::table([("required", Json::texts([*key]))])).collect())
}

/// The ids of a facet: listed for completion, in any letter case for reading.
fn ids(facet: &Facet) -> Json {
    let ids = || facet.vocabulary.terms().iter().map(|term| term.id.as_str());
    if ids().next().is_none() {
        return Json::table([("enum", Json::List(Vec::new()))]);
    }
    let mut choices =
        vec![Json::table([("enum", Json::texts(ids()))]), pattern(&format!("^({})$", ids().map(any_case).collect::<Vec<_>>().join("|")))];
    let numbers: Vec<Json> = ids().filter(|id| !id.starts_with('0')).filter_map(|id| id.parse().ok()).map(Json::Number).collect();
    if !numbers.is_empty() {
        choices.push(Json::table([("enum", Json::List(numbers))]));
    }
    Json::table([("anyOf", Json::List(choices))])
}

/// A pattern for the whole numbers from `first` to `last`, neither below zero.
fn numbers(first: i64, last: i64) -> String {
    let mut choices = Vec::new();
    let mut from = first.max(0);
    while from <= last {
        // The widest run that begins here and ends in nines: 1700 to 1999, 2000 to 2099, 2100.
        let runs = (0..18)
            .map(|zeros| 10_i64.pow(zeros))
            .take_while(|step| from % step == 0 && from + step - 1 <= last && (*step == 1 || from >= *step));
        let step = runs.last().unwrap_or(1);
        let digit = (from / step) % 10;
        let most = (0..=9 - digit).take_while(|more| from + (more + 1) * step - 1 <= last).last().unwrap_or(0);
        let head = if from / step >= 10 { (from / step / 10).to_string() } else { String::new() };
        let tail = "[0-9]".repeat(step.to_string().len() - 1);
        choices.push(if most == 0 { format!("{head}{digit}{tail}") } else { format!("{head}[{digit}-{}]{tail}", digit + most) });
        from += (most + 1) * step;
    }
    choices.join("|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_numbers_becomes_a_pattern() {
        assert_eq!(numbers(1700, 2100), "1[7-9][0-9][0-9]|20[0-9][0-9]|2100");
        assert_eq!(numbers(0, 12), "[0-9]|1[0-2]");
        assert_eq!(numbers(1, 120), "[1-9]|[1-9][0-9]|1[0-1][0-9]|120");
    }

    #[test]
    fn a_required_key_and_its_meaning_are_in_the_schema() {
        let schema: serde_json::Value = serde_json::from_str(&document(Subject::Provider, &[])).expect("JSON");
        assert_eq!(schema["required"], serde_json::json!(["name", "summary", "reviewed", "sources"]));
        assert_eq!(schema["properties"]["founded"]["description"], "The year in which it was founded.");
    }
}
