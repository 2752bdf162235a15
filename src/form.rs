//! The issue form for a profile: written for GitHub from the schema, and read back from what was sent.
//!
//! A sent form is an issue whose text has one heading a question. It comes from anybody, so it is read
//! strictly: every question once, in the form's order, nothing in between that the form does not ask. What
//! somebody answers is text and stays text; it becomes front matter only through [`crate::format`].

use std::sync::Arc;

use jiff::civil::Date;

use crate::content::front_matter::{Entry, Node, Value};
use crate::content::provider;
use crate::diagnostic::{Checked, Reporter};
use crate::ordered::Json;
use crate::rules;
use crate::schema::{Field, Kind, Schema};
use crate::source::{Source, Span};
use crate::table::{self, Incoming};
use crate::vocabulary::Facet;

/// Fields that a form does not ask for: the guide's keepers set them.
const NOT_ASKED: [&str; 5] = ["examples", "reviewed", "redirect_from", "maintainers", "draft"];
/// A facet with more values is a list to choose from instead of boxes.
const MOST_BOXES: usize = 12;
/// The question whose answer is the profile's text. It is the last, so that its headings are its own.
const TEXT: &str = "Text of the profile";
/// The question that asks for consent.
const CONSENT: &str = "Before you send this";
/// What GitHub writes where nothing was answered.
const NO_ANSWER: &str = "_No response_";

/// One question of the form.
struct Question<'s> {
    label: String,
    key: &'s str,
    inner: Option<&'s str>,
    field: &'s Field,
}

fn questions(schema: &Schema) -> Vec<Question<'_>> {
    let asked = schema.fields.iter().filter(|field| !NOT_ASKED.contains(&&*field.key));
    let questions = asked.flat_map(|field| match &field.kind {
        Kind::Table(inner) => inner
            .fields
            .iter()
            .map(|part| Question {
                label: format!("{}: {}", label(field), lower(&label(part))),
                key: &field.key,
                inner: Some(&part.key),
                field: part,
            })
            .collect(),
        _ => vec![Question { label: label(field), key: &field.key, inner: None, field }],
    });
    questions.collect()
}

/// A field's name for readers: the facet's label, or the key in words.
#[must_use]
pub fn label(field: &Field) -> String {
    if let Kind::Ids(facet) | Kind::OneId(facet) = &field.kind {
        return facet.label.clone();
    }
    let words = field.key.replace('_', " ");
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// The form, as `.github/ISSUE_TEMPLATE/provider.yml` holds it.
#[must_use]
pub fn write(facets: &[Arc<Facet>]) -> String {
    let schema = provider::schema(facets);
    let mut body = vec![Json::table([
        ("type", "markdown".into()),
        ("attributes", Json::table([("value", "Leave out what no public source states: the guide then says \"Not stated\". Never guess. When you send this, a pull request with the profile is made, and people check each fact against its source.".into())])),
    ])];
    body.extend(questions(&schema).iter().map(element));
    body.push(consent());
    body.push(text_area(
        "body",
        TEXT,
        "What it does, who it works with, what the evidence says and what to ask, in your own plain words (Markdown). No marketing.",
        "## What they do",
        false,
    ));
    let head = "# Written by `guidepost schema issue-form`. Change the schema or the vocabularies, then write it again.\n";
    let form = Json::table([
        ("name", "Add a provider".into()),
        ("description", "Send the profile of a provider without editing a file.".into()),
        ("title", "Profile: ".into()),
        ("body", Json::List(body)),
    ]);
    format!("{head}{}", form.yaml())
}

fn element(question: &Question<'_>) -> Json {
    let field = question.field;
    let id = question.inner.map_or_else(|| question.key.to_owned(), |inner| format!("{}-{inner}", question.key));
    let required = field.required;
    match &field.kind {
        Kind::Ids(facet) if facet.vocabulary.terms().is_empty() => text_area(&id, &question.label, &field.about, "", required),
        Kind::Ids(facet) if facet.vocabulary.terms().len() <= MOST_BOXES => {
            let boxes = options(facet).into_iter().map(|option| Json::table([("label", Json::Text(option))])).collect();
            entry("checkboxes", &id, attributes(&question.label, &field.about).with("options", Json::List(boxes)))
        }
        Kind::Ids(facet) => {
            let attributes =
                attributes(&question.label, &field.about).with("multiple", Json::Flag(true)).with("options", Json::texts(options(facet)));
            entry("dropdown", &id, attributes).with("validations", Json::table([("required", Json::Flag(required))]))
        }
        Kind::Notes => text_area(&id, &question.label, &format!("{} One a line.", field.about), "states: Named examples only.", required),
        Kind::List(inner) if matches!(**inner, Kind::Short(..)) => text_area(
            &id,
            &question.label,
            &format!("{} One a line.", field.about),
            "https://example.org/services | title: Services page (Example Partners, 2024) | facts: subjects, delivery | as_of: 2024",
            required,
        ),
        Kind::List(_) => text_input(&id, &question.label, &format!("{} Put `;` between several.", field.about), "", required),
        Kind::Text(most) if *most > 200 => {
            text_area(&id, &question.label, &format!("{} At most {most} characters.", field.about), &field.example, required)
        }
        _ => text_input(&id, &question.label, &field.about, field.example.trim_matches('"'), required),
    }
}

fn attributes(label: &str, about: &str) -> Json {
    Json::table([("label", label.into()), ("description", about.into())])
}

fn entry(kind: &str, id: &str, attributes: Json) -> Json {
    Json::table([("type", kind.into()), ("id", id.into()), ("attributes", attributes)])
}

fn text_input(id: &str, label: &str, about: &str, example: &str, required: bool) -> Json {
    written("input", id, label, about, example, required)
}

fn text_area(id: &str, label: &str, about: &str, example: &str, required: bool) -> Json {
    written("textarea", id, label, about, example, required)
}

fn written(kind: &str, id: &str, label: &str, about: &str, example: &str, required: bool) -> Json {
    let attributes = attributes(label, about);
    let attributes = if example.is_empty() { attributes } else { attributes.with("placeholder", example.into()) };
    entry(kind, id, attributes).with("validations", Json::table([("required", Json::Flag(required))]))
}

fn consent() -> Json {
    let boxes = [
        "I have read a public source for every fact, and each stands under Sources.",
        "The text is my own, and may be published under CC BY 4.0.",
    ];
    let boxes = boxes.into_iter().map(|label| Json::table([("label", label.into()), ("required", Json::Flag(true))])).collect();
    Json::table([
        ("type", "checkboxes".into()),
        ("id", "consent".into()),
        ("attributes", Json::table([("label", CONSENT.into()), ("options", Json::List(boxes))])),
    ])
}

/// What a facet's values are called in the form. No comma: GitHub puts one between the chosen values.
fn options(facet: &Facet) -> Vec<String> {
    facet.vocabulary.terms().iter().map(|term| format!("{} ({})", term.label.replace(',', " –"), term.id)).collect()
}

// ---- In ----

/// Reads the text of an issue that was made with the form. `today` is the day of the check.
#[must_use]
pub fn read(issue: &Source, facets: &[Arc<Facet>], today: Date) -> Checked<Vec<Incoming>> {
    let mut reporter = Reporter::new(issue.path.clone());
    let schema = provider::schema(facets);
    let questions = questions(&schema);
    let labels: Vec<&str> = questions.iter().map(|question| question.label.as_str()).chain([CONSENT, TEXT]).collect();
    let Some(answers) = answers(&issue.text, &labels, &mut reporter) else { return Checked::new(Vec::new(), reporter.finish()) };
    let mut entries: Vec<Entry> = Vec::new();
    for (question, (answer, start)) in questions.iter().zip(&answers) {
        let given = if matches!(&question.field.kind, Kind::Ids(facet) if !facet.vocabulary.terms().is_empty()) {
            chosen(&question.field.kind, answer, *start, &mut reporter)
        } else {
            written_answer(&question.field.kind, answer, *start, &mut reporter)
        };
        if let Some(value) = given {
            put(&mut entries, question, value, Span::new(*start..start + answer.len()));
        }
    }
    let day = Node { span: Span::default(), value: Value::Text(today.to_string()) };
    entries.push(Entry { key: "reviewed".to_owned(), key_span: Span::default(), value: day });
    let opening = Span::new(0..issue.text.lines().next().map_or(0, str::len));
    let body = answers
        .last()
        .map(|(body, _)| body.replace("\r\n", "\n"))
        .filter(|body| !body.is_empty())
        .map(|body| format!("{body}\n"))
        .unwrap_or_default();
    let front = Node { span: opening, value: Value::Table(entries) };
    let profile = table::finish(front, &body, None, &schema, &mut reporter);
    Checked::new(profile.into_iter().collect(), reporter.finish())
}

/// The answer below each heading with its place. All headings must be there, once, in order; the last
/// answer goes to the end of the text, whatever it holds.
fn answers<'t>(text: &'t str, labels: &[&str], reporter: &mut Reporter) -> Option<Vec<(&'t str, usize)>> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let begins = at;
        at += line.len();
        let Some(heading) = line.trim_end().strip_prefix("### ") else {
            if starts.is_empty() && !line.trim().is_empty() {
                reporter
                    .report(&rules::BAD_FORM, Span::new(begins..begins + line.trim_end().len()), "the form begins with its first question")
                    .help(format!("the first line is `### {}`", labels.first().unwrap_or(&"")));
                return None;
            }
            continue;
        };
        let wanted = labels.get(starts.len())?;
        if heading.trim() != *wanted {
            let span = Span::new(begins..begins + line.trim_end().len());
            reporter
                .report(&rules::BAD_FORM, span, format!("the form asks `{wanted}` here"))
                .help("an answer cannot hold a line that begins with `### `, but for the text of the profile at the end");
            return None;
        }
        starts.push((begins, at));
        if starts.len() == labels.len() {
            break;
        }
    }
    if let Some(missing) = labels.get(starts.len()) {
        reporter
            .report(&rules::BAD_FORM, Span::new(text.len()..text.len()), format!("the question `{missing}` is missing"))
            .help("send the form again, or put the heading back");
        return None;
    }
    let ends = starts.iter().skip(1).map(|(begins, _)| *begins).chain([text.len()]);
    Some(starts.iter().zip(ends).map(|((_, start), end)| trimmed(&text[*start..end], *start)).collect())
}

fn trimmed(text: &str, start: usize) -> (&str, usize) {
    let inner = text.trim();
    let inner = if inner == NO_ANSWER { "" } else { inner };
    (inner, start + (text.len() - text.trim_start().len()))
}

fn written_answer(kind: &Kind, answer: &str, start: usize, reporter: &mut Reporter) -> Option<Value> {
    if answer.is_empty() {
        return None;
    }
    match kind {
        // One value is one line, however it was typed.
        Kind::Text(_) => Some(Value::Text(answer.split_whitespace().collect::<Vec<_>>().join(" "))),
        kind => Some(table::answer(kind, answer, start, reporter)),
    }
}

/// The ticked boxes, or the chosen values of a list, as ids. Anything that the form does not offer is refused.
fn chosen(kind: &Kind, answer: &str, start: usize, reporter: &mut Reporter) -> Option<Value> {
    let Kind::Ids(facet) = kind else { return None };
    let options = options(facet);
    let mut ids = Vec::new();
    for line in answer.lines() {
        let place = |part: &str| {
            let begins = start + (part.as_ptr() as usize - answer.as_ptr() as usize);
            Span::new(begins..begins + part.len())
        };
        let line = line.trim();
        let parts: Vec<&str> = if let Some(ticked) = line.strip_prefix("- [X] ").or_else(|| line.strip_prefix("- [x] ")) {
            vec![ticked]
        } else if line.starts_with("- [ ] ") || line.is_empty() {
            Vec::new()
        } else {
            line.split(", ").collect()
        };
        for part in parts {
            match options.iter().position(|option| option == part.trim()).and_then(|at| facet.vocabulary.terms().get(at)) {
                Some(term) => ids.push(Node { span: place(part), value: Value::Text(term.id.clone()) }),
                None => {
                    reporter
                        .report(&rules::BAD_FORM, place(part), format!("the form does not offer this for `{}`", facet.label))
                        .help("choose from the form's own values");
                }
            }
        }
    }
    (!ids.is_empty()).then_some(Value::List(ids))
}

fn put(entries: &mut Vec<Entry>, question: &Question<'_>, value: Value, span: Span) {
    let node = Node { span, value };
    let entry = |key: &str, value: Node| Entry { key: key.to_owned(), key_span: span, value };
    let Some(inner) = question.inner else {
        entries.push(entry(question.key, node));
        return;
    };
    let part = entry(inner, node);
    match entries.iter_mut().find(|known| known.key == question.key).map(|known| &mut known.value.value) {
        Some(Value::Table(parts)) => parts.push(part),
        _ => entries.push(entry(question.key, Node { span, value: Value::Table(vec![part]) })),
    }
}
