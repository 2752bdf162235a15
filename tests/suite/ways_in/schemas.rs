//! The JSON Schemas and `check` agree: what one lets through, so does the other.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use jsonschema::Validator;
use proptest::prelude::*;
use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::Value;

use guidepost::content::{self, front_matter, sources as source_list};
use guidepost::diagnostic::{Diagnostic, Reporter};
use guidepost::json_schema::{self, Subject};
use guidepost::memo::Memo;
use guidepost::source::{Source, Sources, Span};
use guidepost::vocabulary::Facet;

/// The text files of a content folder.
pub(super) fn sources(folder: &Path) -> Sources {
    fn collect(root: &Path, folder: &Path, files: &mut Vec<Source>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(root, &path, files);
            } else if path.extension().is_some_and(|ending| ending == "md" || ending == "toml") {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                files.push(Source { path: name.into(), text: std::fs::read_to_string(&path).unwrap().into() });
            }
        }
    }
    let mut files = Vec::new();
    collect(folder, folder, &mut files);
    Sources::new(files)
}

/// The bundled guide with its facets and a validator for each kind of file.
struct Judge {
    sources: Sources,
    facets: Vec<Arc<Facet>>,
    validators: Vec<(Subject, Validator)>,
}

static JUDGE: LazyLock<Judge> = LazyLock::new(|| {
    let sources = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"));
    let facets = content::parse(&sources, &mut Memo::new()).value.facets;
    let validator = |subject: Subject| {
        let schema: Value = serde_json::from_str(&json_schema::document(subject, &facets)).unwrap();
        jsonschema::meta::validate(&schema).unwrap();
        (subject, jsonschema::validator_for(&schema).unwrap())
    };
    let validators = Subject::ALL.into_iter().map(validator).collect();
    Judge { facets, validators, sources }
});

impl Judge {
    /// What the schema says of a value as an editor reads it.
    fn schema_allows(&self, subject: Subject, value: &Value) -> bool {
        self.validators.iter().find(|(known, _)| *known == subject).unwrap().1.is_valid(value)
    }

    fn why(&self, subject: Subject, value: &Value) -> Vec<String> {
        self.validators
            .iter()
            .find(|(known, _)| *known == subject)
            .unwrap()
            .1
            .iter_errors(value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect()
    }

    /// What `check` says of front matter, or of a whole TOML file.
    fn check_allows(&self, subject: Subject, text: &str) -> bool {
        let mut reporter = Reporter::new(if is_toml(subject) { "x.toml" } else { "x.md" }.into());
        let node = if is_toml(subject) {
            Some(front_matter::read_toml(text, &mut reporter))
        } else {
            front_matter::read(text, &mut reporter).front
        };
        let schema = subject.schema(&self.facets);
        if let Some(node) = node {
            let record = schema.check(&node, Span::default(), &mut reporter);
            source_list::read(&record, &schema, &mut reporter);
            content::forgive_draft(record.flag("draft"), &mut reporter);
        }
        !reporter.finish().iter().any(Diagnostic::is_error)
    }
}

fn is_toml(subject: Subject) -> bool {
    matches!(subject, Subject::Guide | Subject::Vocabulary)
}

fn subject_of(path: &str) -> Option<Subject> {
    let folder = path.split('/').next()?;
    Some(match folder {
        "guide.toml" => Subject::Guide,
        "vocabulary" => Subject::Vocabulary,
        "providers" => Subject::Provider,
        "playbook" => Subject::Playbook,
        "articles" => Subject::Article,
        "pages" | "case-studies" | "toolkit" => Subject::Page,
        _ => return None,
    })
}

/// Front matter, or a TOML file, as an editor reads it.
fn as_editor(subject: Subject, text: &str) -> Value {
    if is_toml(subject) {
        return toml_value(&toml::de::DeValue::Table(toml::de::DeTable::parse(text).unwrap().into_inner()));
    }
    let front = text.split("---\n").nth(1).unwrap();
    let mut stack: Vec<(Value, Option<String>)> = Vec::new();
    let mut root = Value::Null;
    for event in Parser::new_from_str(front) {
        let done = match event.unwrap().0 {
            Event::Scalar(text, style, ..) => {
                if style == ScalarStyle::Plain {
                    plain(&text)
                } else {
                    Value::from(text.as_ref())
                }
            }
            Event::SequenceStart(..) => {
                stack.push((Value::Array(Vec::new()), None));
                continue;
            }
            Event::MappingStart(..) => {
                stack.push((Value::Object(serde_json::Map::new()), None));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => stack.pop().unwrap().0,
            _ => continue,
        };
        match stack.last_mut() {
            None => root = done,
            Some((Value::Array(items), _)) => items.push(done),
            Some((Value::Object(entries), key)) => match key.take() {
                None => *key = Some(done.as_str().map_or_else(|| done.to_string(), str::to_owned)),
                Some(name) => {
                    entries.insert(name, done);
                }
            },
            Some(_) => {}
        }
    }
    if root.is_null() { Value::Object(serde_json::Map::new()) } else { root }
}

/// A plain scalar by the core schema of YAML 1.2.
fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    let numeric =
        text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte)) && text.bytes().any(|byte| byte.is_ascii_digit());
    if let (true, Ok(number)) = (numeric, text.parse::<i64>()) {
        return number.into();
    }
    match (numeric, text.parse::<f64>()) {
        (true, Ok(number)) => number.into(),
        _ => text.into(),
    }
}

fn toml_value(value: &toml::de::DeValue<'_>) -> Value {
    use toml::de::DeValue;
    match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Integer(number) => number.as_str().parse::<i64>().unwrap().into(),
        DeValue::Float(number) => number.as_str().parse::<f64>().unwrap().into(),
        DeValue::Boolean(flag) => (*flag).into(),
        DeValue::Datetime(moment) => moment.to_string().into(),
        DeValue::Array(items) => items.iter().map(|item| toml_value(item.get_ref())).collect(),
        DeValue::Table(table) => {
            Value::Object(table.iter().map(|(key, value)| (key.get_ref().to_string(), toml_value(value.get_ref()))).collect())
        }
    }
}

#[test]
fn every_bundled_file_fits_its_schema() {
    let mut seen = 0;
    for source in JUDGE.sources.iter() {
        let Some(subject) = subject_of(&source.path) else { continue };
        let value = as_editor(subject, &source.text);
        assert!(JUDGE.check_allows(subject, &source.text), "{}", source.path);
        assert!(JUDGE.schema_allows(subject, &value), "{}: {:?}", source.path, JUDGE.why(subject, &value));
        seen += 1;
    }
    assert!(seen > 60);
}

const WHOLE: &str = "name: x\nsummary: y\nreviewed: 2026-05-01\nsources: [https://example.org]\n";

#[test]
fn both_refuse_the_same_profiles() {
    for (wrong, right) in [
        ("", "odd: 1\n"),
        ("name: x\n", ""),
        ("name: x\n", "name:\n"),
        ("name: x\n", "name: [x]\n"),
        ("summary: y\n", "summary: {a: b}\n"),
        ("reviewed: 2026-05-01\n", "reviewed: 5/1/2026\n"),
        ("reviewed: 2026-05-01\n", "reviewed: 2026-02-29\n"),
        ("reviewed: 2026-05-01\n", "reviewed: 2026-5-1\n"),
        ("sources: [https://example.org]\n", "sources: []\n"),
        ("sources: [https://example.org]\n", "sources: [example.org]\n"),
        ("sources: [https://example.org]\n", "sources: [{facts: [name]}]\n"),
        ("sources: [https://example.org]\n", "sources: [{title: x, colour: red}]\n"),
        ("sources: [https://example.org]\n", "sources: [{title: x, facts: [nam]}]\n"),
        ("sources: [https://example.org]\n", "sources: [{title: x, as_of: 2024-13}]\n"),
        ("sources: [https://example.org]\n", "sources: [{title: x, as_of: spring}]\n"),
        ("", "subjects: maths\n"),
        ("", "subjects: [math, English language arts]\n"),
        ("", "subjects: {math: true}\n"),
        ("", "founded: 1600\n"),
        ("", "founded: \"2101\"\n"),
        ("", "founded: soon\n"),
        ("", "draft: yes\n"),
        ("", "website: javascript:alert(1)\n"),
        ("", "website: https://user:secret@example.org\n"),
        ("", "contact: hello@example.org\n"),
        ("", "contact: {email: hello}\n"),
        ("", "contact: {fax: \"1\"}\n"),
        ("", "contact: {phone: \"12\"}\n"),
        ("", "notes: {nam: x}\n"),
        ("", "notes: [x]\n"),
        ("", "redirect_from: partners\n"),
        ("", "redirect_from: [/a/../b/]\n"),
        ("", "headquarters: TODO\n"),
        ("", "aliases: [a, \"(TODO) b\"]\n"),
        ("", "contact: {phone: N/A}\n"),
        ("", "notes: {states: Unknown}\n"),
        ("name: x\n", "name: “x”\n"),
    ] {
        let front = if wrong.is_empty() { format!("{WHOLE}{right}") } else { WHOLE.replace(wrong, right) };
        let text = format!("---\n{front}---\n");
        assert!(!JUDGE.check_allows(Subject::Provider, &text), "check lets through: {front}");
        assert!(!JUDGE.schema_allows(Subject::Provider, &as_editor(Subject::Provider, &text)), "the schema lets through: {front}");
    }
    let long = format!("---\n{}---\n", WHOLE.replace("summary: y", &format!("summary: {}", "é".repeat(301))));
    assert!(!JUDGE.check_allows(Subject::Provider, &long) && !JUDGE.schema_allows(Subject::Provider, &as_editor(Subject::Provider, &long)));
}

#[test]
fn both_refuse_the_same_settings_and_vocabularies() {
    let site = "[site]\ntitle = \"x\"\ndescription = \"y\"\nbase_url = \"https://example.org/\"\n";
    for (text, fine) in [
        (site.to_owned(), true),
        (format!("{site}link_style = \"relative\"\n[review]\nmonths = 6\n"), true),
        (format!("{site}link_style = \"odd\"\n"), false),
        (format!("{site}[review]\nmonths = 0\n"), false),
        (format!("{site}[[facet]]\nid = \"x\"\n"), false),
        (format!("{site}colour = \"red\"\n"), false),
        ("[site]\ntitle = \"x\"\n".to_owned(), false),
        (String::new(), false),
    ] {
        assert_eq!(JUDGE.check_allows(Subject::Guide, &text), fine, "{text}");
        assert_eq!(JUDGE.schema_allows(Subject::Guide, &as_editor(Subject::Guide, &text)), fine, "{text}");
    }
    for (text, fine) in [
        ("[[value]]\nid = \"a\"\nlabel = \"A\"\nown = 1\n", true),
        ("[[value]]\nid = \"a\"\n", false),
        (
            "[[value]]\nid = \"a\"\nlabel = \"A\"\nratings = [{ body = \"B\", bands = \"6-8\", result = \"R\", source = \"https://example.org\", as_of = \"2018\" }]\n",
            true,
        ),
        (
            "[[value]]\nid = \"a\"\nlabel = \"A\"\nratings = [{ bands = \"6-8\", result = \"R\", source = \"https://example.org\", as_of = \"2018\" }]\n",
            false,
        ),
    ] {
        assert_eq!(JUDGE.check_allows(Subject::Vocabulary, text), fine, "{text}");
        assert_eq!(JUDGE.schema_allows(Subject::Vocabulary, &as_editor(Subject::Vocabulary, text)), fine, "{text}");
    }
}

/// Lines for one field, right and wrong.
fn field() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "website: https://example.org/a?b#c",
        "website: HTTP://example.org",
        "website: example.org",
        "website: https://localhost:8080/x",
        "website: ftp://example.org",
        "website: 12",
        "website:",
        "kind: 2010",
        "kind: true",
        "kind: [a]",
        "subjects: math",
        "subjects: [math, ELA]",
        "subjects: []",
        "subjects:",
        "subjects: [[math]]",
        "subjects: [math, none]",
        "states: [LA, tx, Nationwide]",
        "grade_bands: [k-2, 3-5]",
        "grade_bands: 3-5",
        "grade_bands: [K–2]",
        "founded: 2010",
        "founded: \"1999\"",
        "founded: 2010.5",
        "founded: 1699",
        "founded: x",
        "headquarters: 7",
        "contact: {email: a@b.org}",
        "contact: {email: a}",
        "contact: {}",
        "contact:",
        "contact: {phone: 5045550100}",
        "contact: {phone: \"+1 (504) 555-0100\"}",
        "contact: {form: x}",
        "contact: {site: x}",
        "notes: {name: x, states: 5}",
        "notes: {}",
        "notes: x",
        "notes: {colour: x}",
        "notes: {name: {a: b}}",
        "aliases: [a, 5, true]",
        "aliases: a",
        "aliases: {a: b}",
        "aliases: [[a]]",
        "redirect_from: [/a/, /b]",
        "redirect_from: /a//b/",
        "redirect_from: a",
        "redirect_from: /",
        "draft: true",
        "draft: false",
        "draft: \"true\"",
        "draft: no",
        "draft: 1",
        "draft:",
        "maintainers: [a]",
        "price: low",
        "price: [cheap]",
        "badges: [state-listed]",
        "languages: [en, es]",
        "delivery: in person",
        "odd: x",
        "headquarters: n/a",
        "headquarters: TODOs of None",
        "headquarters: é-TODO",
        "aliases: [TODO]",
        "notes: {states: \"TODO: states\"}",
        "aliases: [“a”, b]",
        "aliases: [“a” b]",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]
    #[test]
    fn the_schema_and_the_check_judge_alike(lines in proptest::collection::vec(field(), 0..3), without in proptest::option::weighted(0.15, 0usize..4)) {
        let key = |line: &str| line.split(':').next().unwrap().to_owned();
        let mut front: Vec<&str> = WHOLE.lines().collect();
        if let Some(without) = without {
            front.remove(without);
        }
        for line in lines {
            if front.iter().all(|known| key(known) != key(line)) {
                front.push(line);
            }
        }
        let text = format!("---\n{}\n---\n", front.join("\n"));
        let value = as_editor(Subject::Provider, &text);
        prop_assert_eq!(JUDGE.check_allows(Subject::Provider, &text), JUDGE.schema_allows(Subject::Provider, &value), "{}\n{:?}", text, JUDGE.why(Subject::Provider, &value));
    }
}
