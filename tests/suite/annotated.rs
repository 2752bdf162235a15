//! Text in, diagnostics out: a broken file with what must be said about it written between its lines.
//!
//! ```text
//! grade_bands: [6–8]
//! #             ^^^ unknown-value: `6–8` is not a value of `grade_bands`
//! #                 label: did you mean `6-8`?
//! #                 help: the values are …
//! ```
//!
//! Carets mark what is underlined in the line above; `|` stands for a place without width, and
//! `^^^>4:9` for a span that ends in another line, before that line and column. Then comes the
//! rule's code. Message, label and help are compared when they are given; an `…` at the end means
//! that the rest is not compared. Annotations are taken out before the file is read, so they do
//! not count as lines. Nothing else may be reported, in this file or any other.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use guidepost::Choices;
use guidepost::diagnostic::Diagnostic;
use guidepost::memo::Memo;
use guidepost::site::theme::Theme;
use guidepost::source::{Source, Sources, position};

const GUIDE: &str = r#"[site]
title = "A guide"
description = "What the guide is for."
base_url = "https://guide.example.org/"

[[facet]]
id = "subjects"
label = "Subject"

[[facet]]
id = "grade_bands"
label = "Grade band"

[[facet]]
id = "states"
label = "State"

[[facet]]
id = "delivery"
label = "Delivery"
"#;

const SUBJECTS: &str = r#"[[value]]
id = "ela"
label = "English language arts"
aliases = ["literacy", "reading"]

[[value]]
id = "math"
label = "Math"
aliases = ["mathematics"]

[[value]]
id = "science"
label = "Science"
"#;

const GRADE_BANDS: &str = r#"[[value]]
id = "k-2"
label = "Grades K–2"

[[value]]
id = "3-5"
label = "Grades 3–5"

[[value]]
id = "6-8"
label = "Grades 6–8"
aliases = ["middle school"]

[[value]]
id = "9-12"
label = "Grades 9–12"
"#;

const STATES: &str = r#"[[value]]
id = "nationwide"
label = "Nationwide"
aliases = ["all states"]

[[value]]
id = "la"
label = "Louisiana"

[[value]]
id = "tn"
label = "Tennessee"

[[value]]
id = "tx"
label = "Texas"
"#;

const DELIVERY: &str = r#"[[value]]
id = "in-person"
label = "In person"

[[value]]
id = "virtual"
label = "Virtual"
"#;

const ABOUT: &str = "---\ntitle: About\n---\n\n## Who we are\n\nA few people.\n";
const SELECT: &str = "---\ntitle: Select\norder: 1\n---\n\n## Begin here {#begin}\n\nRead on.\n";

/// The files of a small guide without a mistake.
pub(crate) fn guide() -> BTreeMap<String, String> {
    [
        ("guide.toml", GUIDE),
        ("vocabulary/subjects.toml", SUBJECTS),
        ("vocabulary/grade_bands.toml", GRADE_BANDS),
        ("vocabulary/states.toml", STATES),
        ("vocabulary/delivery.toml", DELIVERY),
        ("pages/about.md", ABOUT),
        ("playbook/select/index.md", SELECT),
    ]
    .into_iter()
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .collect()
}

/// Sources of these files.
pub(crate) fn sources(files: &BTreeMap<String, String>) -> Sources {
    Sources::new(files.iter().map(|(path, text)| Source { path: path.as_str().into(), text: text.as_str().into() }).collect())
}

/// Everything that is said about these files, sorted; every span is checked to lie in its file.
pub(crate) fn diagnose(files: &BTreeMap<String, String>) -> Vec<Diagnostic> {
    let planned = guidepost::plan(&sources(files), &Choices::default(), &mut Memo::new());
    let mut found = planned.problems;
    if !planned.value.plan.doubts.is_empty() {
        found.extend(guidepost::render(&planned.value, &Theme::built_in()).problems);
        guidepost::diagnostic::sort(&mut found);
    }
    for diagnostic in &found {
        assert_span(diagnostic, files);
    }
    found
}

/// A span lies inside its file, on character boundaries.
pub(crate) fn assert_span(diagnostic: &Diagnostic, files: &BTreeMap<String, String>) {
    let span = diagnostic.place.span.range();
    match files.get(&*diagnostic.place.file) {
        Some(text) => assert!(text.get(span.clone()).is_some(), "{span:?} is not a part of {}: {diagnostic:?}", diagnostic.place.file),
        None => assert_eq!(span, 0..0, "a file that is not there has no places: {diagnostic:?}"),
    }
}

/// Puts one annotated file into the small guide and compares what is said with what must be said.
#[track_caller]
pub(crate) fn check(file: &str, annotated: &str) {
    check_all(&[(file, annotated)]);
}

/// The same with several files.
#[track_caller]
pub(crate) fn check_all(annotated: &[(&str, &str)]) {
    check_in(guide(), annotated);
}

/// The same in another guide.
#[track_caller]
pub(crate) fn check_in(mut files: BTreeMap<String, String>, annotated: &[(&str, &str)]) {
    let mut expected: Vec<Expected> = Vec::new();
    for (file, text) in annotated {
        let (plain, found) = strip(file, text.strip_prefix('\n').unwrap_or(text));
        files.insert((*file).to_owned(), plain);
        expected.extend(found);
    }
    let found = diagnose(&files);
    let mut left: Vec<&Diagnostic> = found.iter().collect();
    let mut missing: Vec<&Expected> = Vec::new();
    for wanted in &expected {
        match left.iter().position(|diagnostic| wanted.is_met_by(diagnostic, &files)) {
            Some(at) => drop(left.remove(at)),
            None => missing.push(wanted),
        }
    }
    if left.is_empty() && missing.is_empty() {
        return;
    }
    let missing: Vec<String> = missing.iter().map(|wanted| format!("{wanted:?}")).collect();
    panic!(
        "\n\nnot said:\n{}\n\nsaid, but not expected: {}\n\nall that was said:\n{}\n",
        missing.join("\n"),
        left.len(),
        shown(&files, &found)
    );
}

/// Checks lines of front matter inside a profile that is right otherwise.
#[track_caller]
pub(crate) fn facts(lines: &str) {
    let lines = lines.strip_prefix('\n').unwrap_or(lines);
    let given = |key: &str| lines.lines().any(|line| line.trim_start_matches([' ', '"', '“']).to_lowercase().starts_with(key));
    let required = |keys: &[(&str, &str)]| keys.iter().filter(|(key, _)| !given(key)).map(|(_, line)| *line).collect::<String>();
    let before = required(&[("name", "name: Example Partners\n"), ("summary", "summary: Coaches teachers.\n")]);
    let after = required(&[("reviewed", "reviewed: 2026-05-01\n"), ("source", "sources: [https://example.org/]\n")]);
    check("providers/example.md", &format!("---\n{before}{}{after}---\n\n## What they do\n\nThey coach teachers.\n", ended(lines)));
}

/// Checks the text of a profile whose front matter is right.
#[track_caller]
pub(crate) fn body(text: &str) {
    let front = "---\nname: Example Partners\nsummary: Coaches teachers.\nreviewed: 2026-05-01\nsources: [https://example.org/]\n---\n";
    check("providers/example.md", &format!("{front}{}", ended(text)));
}

fn ended(text: &str) -> String {
    if text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") }
}

/// One thing that must be said.
#[derive(Debug)]
struct Expected {
    file: String,
    /// Line and column, from 1.
    start: (usize, usize),
    end: (usize, usize),
    code: String,
    message: Option<String>,
    label: Option<String>,
    help: Option<String>,
}

impl Expected {
    fn is_met_by(&self, diagnostic: &Diagnostic, files: &BTreeMap<String, String>) -> bool {
        let text = files.get(&*diagnostic.place.file).map_or("", String::as_str);
        let at = |offset: u32| {
            let position = position(text, offset as usize);
            (position.line, position.column)
        };
        *diagnostic.place.file == self.file
            && diagnostic.rule.code == self.code
            && (at(diagnostic.place.span.start), at(diagnostic.place.span.end)) == (self.start, self.end)
            && same(&self.message, &diagnostic.message)
            && same(&self.label, &diagnostic.label)
            && same(&self.help, &diagnostic.help)
    }
}

fn same(wanted: &Option<String>, said: &str) -> bool {
    match wanted {
        None => true,
        Some(wanted) => wanted.strip_suffix('…').map_or(said == wanted, |beginning| said.starts_with(beginning)),
    }
}

/// The text without its annotations, and what they say.
fn strip(file: &str, annotated: &str) -> (String, Vec<Expected>) {
    let mut plain = String::new();
    let mut expected: Vec<Expected> = Vec::new();
    let mut line_number = 0;
    let mut after_annotation = false;
    for line in annotated.split_inclusive('\n') {
        if let Some(found) = annotation(file, line_number, line) {
            expected.push(found);
            after_annotation = true;
            continue;
        }
        let remark = line.strip_prefix('#').map_or("", str::trim_start);
        match (remark.split_once(": "), expected.last_mut()) {
            (Some(("label", label)), Some(last)) if after_annotation => last.label = Some(label.trim_end().to_owned()),
            (Some(("help", help)), Some(last)) if after_annotation => last.help = Some(help.trim_end().to_owned()),
            _ => {
                plain.push_str(line);
                line_number += 1;
                after_annotation = false;
            }
        }
    }
    (plain, expected)
}

fn annotation(file: &str, line_number: usize, line: &str) -> Option<Expected> {
    let line = line.trim_end();
    let before = line.find(['^', '|'])?;
    if !line[..before].trim_start_matches('#').trim().is_empty() {
        return None;
    }
    let marks = &line[before..];
    let width = if marks.starts_with('|') { 0 } else { marks.len() - marks.trim_start_matches('^').len() };
    let rest = &marks[width.max(1)..];
    let (end, rest) = match rest.strip_prefix('>') {
        Some(rest) => {
            let (place, rest) = rest.split_once(' ')?;
            let (line, column) = place.split_once(':')?;
            (Some((line.parse().ok()?, column.parse().ok()?)), rest)
        }
        None => (None, rest.strip_prefix(' ')?),
    };
    let (code, message) = rest.split_once(": ").map_or((rest, None), |(code, message)| (code, Some(message.to_owned())));
    guidepost::rules::by_code(code)?;
    let column = line[..before].chars().count() + 1;
    let start = (line_number.max(1), column);
    Some(Expected {
        file: file.to_owned(),
        start,
        end: end.unwrap_or((start.0, column + width)),
        code: code.to_owned(),
        message,
        label: None,
        help: None,
    })
}

/// What was said, as it could be written into a test.
fn shown(files: &BTreeMap<String, String>, found: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in found {
        let text = files.get(&*diagnostic.place.file).map_or("", String::as_str);
        let (start, end) = (position(text, diagnostic.place.span.start as usize), position(text, diagnostic.place.span.end as usize));
        let line = text.lines().nth(start.line - 1).unwrap_or("");
        let width = match (start.line == end.line, end.column - start.column.min(end.column)) {
            (true, 0) => "|".to_owned(),
            (true, width) => "^".repeat(width),
            (false, _) => {
                format!("{}>{}:{}", "^".repeat(line.chars().count().saturating_sub(start.column - 1).max(1)), end.line, end.column)
            }
        };
        let indent = if start.column == 1 { String::new() } else { format!("#{}", " ".repeat(start.column - 2)) };
        let _ = writeln!(
            out,
            "{} line {}\n{line}\n{indent}{width} {}: {}",
            diagnostic.place.file, start.line, diagnostic.rule.code, diagnostic.message
        );
        for (name, text) in [("label", &diagnostic.label), ("help", &diagnostic.help)] {
            if !text.is_empty() {
                let _ = writeln!(out, "#    {name}: {text}");
            }
        }
        out.push('\n');
    }
    out
}
