//! Diagnostics as SARIF 2.1.0, the format in which code scanners exchange results.

use serde_json::{Value, json};

use super::{Diagnostic, Severity};
use crate::rules;
use crate::source::{Sources, position};

/// Renders all diagnostics as one SARIF document.
///
/// `prefix` leads from the repository's root to the content folder; `help` is the
/// absolute address of the page that explains the rules.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, prefix: &str, help: &str) -> String {
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "guidepost",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules::ALL.iter().map(|rule| described(rule, help)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": diagnostics.iter().map(|diagnostic| result(diagnostic, sources, prefix)).collect::<Vec<_>>(),
        }],
    });
    serde_json::to_string_pretty(&document).expect("text and numbers always serialise")
}

fn described(rule: &super::Rule, help: &str) -> Value {
    json!({
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "help": {"text": rule.about, "markdown": rule.about},
        "helpUri": format!("{help}#{}", rule.code),
        "defaultConfiguration": {"level": level(rule.severity)},
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn result(diagnostic: &Diagnostic, sources: &Sources, prefix: &str) -> Value {
    let text = sources.text(&diagnostic.place.file);
    let start = position(text, diagnostic.place.span.start as usize);
    let end = position(text, diagnostic.place.span.end as usize);
    let message = [diagnostic.message.as_str(), &diagnostic.label, &diagnostic.help]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("; ");
    json!({
        "ruleId": diagnostic.rule.code,
        "ruleIndex": rules::ALL.iter().position(|rule| rule.code == diagnostic.rule.code),
        "level": level(diagnostic.rule.severity),
        "message": {"text": message},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": uri(&format!("{}{}", prefix.trim_start_matches("./"), diagnostic.place.file))},
            "region": {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column},
        }}],
    })
}

/// A path as a relative reference, with everything escaped that may not stand in one.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}
