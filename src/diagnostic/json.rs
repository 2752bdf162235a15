//! Diagnostics for programs: `check --format json`.

use serde::Serialize;

use super::Diagnostic;
use crate::source::{Sources, position};

/// The version of the format; it changes when a reader of the old one could be misled.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Report<'d> {
    format: u32,
    diagnostics: Vec<Entry<'d>>,
}

#[derive(Serialize)]
struct Entry<'d> {
    code: &'static str,
    severity: &'static str,
    message: &'d str,
    help: String,
    file: &'d str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// Renders all diagnostics as one JSON document.
///
/// Lines and columns count from 1, columns in characters; `end_column` is the
/// column after the last marked character.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let diagnostics = diagnostics.iter().map(|diagnostic| entry(diagnostic, sources)).collect();
    serde_json::to_string_pretty(&Report { format: FORMAT, diagnostics }).expect("text and numbers always serialise")
}

fn entry<'d>(diagnostic: &'d Diagnostic, sources: &'d Sources) -> Entry<'d> {
    let text = sources.text(&diagnostic.place.file);
    let start = position(text, diagnostic.place.span.start as usize);
    let end = position(text, diagnostic.place.span.end as usize);
    Entry {
        code: diagnostic.rule.code,
        severity: diagnostic.rule.severity.word(),
        message: &diagnostic.message,
        help: advice(diagnostic),
        file: &diagnostic.place.file,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

/// Label and help in one text: what to do about it.
fn advice(diagnostic: &Diagnostic) -> String {
    match (diagnostic.label.as_str(), diagnostic.help.as_str()) {
        ("", help) => help.to_owned(),
        (label, "") => label.to_owned(),
        (label, help) => format!("{label}; {help}"),
    }
}
