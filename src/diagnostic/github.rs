//! Diagnostics for GitHub: annotations beside the changed lines, and a list for the job's summary.
//!
//! GitHub shows ten errors and ten warnings of a step and drops the rest, so only as many are
//! written; the summary holds all of them.

use std::fmt::Write as _;

use super::{Diagnostic, Severity, human};
use crate::source::{Sources, position};

/// How many annotations of each severity GitHub shows for one step.
const SHOWN: usize = 10;
/// How many rows the summary has at most: GitHub refuses summaries of more than 1 MB.
const MOST_ROWS: usize = 1000;

/// Workflow commands for the first ten errors and the first ten warnings, one a line.
///
/// `prefix` leads from the repository's root to the content folder.
#[must_use]
pub fn annotations(diagnostics: &[Diagnostic], sources: &Sources, prefix: &str) -> String {
    let mut commands = String::new();
    for severity in [Severity::Error, Severity::Warning] {
        let of_severity = diagnostics.iter().filter(|diagnostic| diagnostic.rule.severity == severity);
        for diagnostic in of_severity.take(SHOWN) {
            commands.push_str(&annotation(diagnostic, sources, prefix));
            commands.push('\n');
        }
    }
    commands
}

fn annotation(diagnostic: &Diagnostic, sources: &Sources, prefix: &str) -> String {
    let text = sources.text(&diagnostic.place.file);
    let start = position(text, diagnostic.place.span.start as usize);
    let end = position(text, diagnostic.place.span.end as usize);
    let path = super::tame(format!("{}{}", prefix.trim_start_matches("./"), diagnostic.place.file));
    let mut command = format!("::{} file={},line={},endLine={}", diagnostic.rule.severity.word(), property(&path), start.line, end.line);
    // GitHub takes columns only for marks within one line.
    if start.line == end.line {
        let _ = write!(command, ",col={},endColumn={}", start.column, end.column);
    }
    let message = [diagnostic.message.as_str(), &diagnostic.label, &diagnostic.help]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n");
    let _ = write!(command, ",title={}::{}", property(diagnostic.rule.code), data(&message));
    command
}

/// An annotation that belongs to no file.
#[must_use]
pub fn remark(message: &str) -> String {
    format!("::error::{}\n", data(message))
}

/// Text behind the second `::` of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command, which ends at a comma or colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// All diagnostics as Markdown, for the job's summary.
#[must_use]
pub fn summary(diagnostics: &[Diagnostic], sources: &Sources, prefix: &str) -> String {
    let mut markdown = format!("### Guidepost: {}\n", human::summary(diagnostics, sources.len()));
    if diagnostics.is_empty() {
        return markdown;
    }
    markdown.push_str("\n| | Where | What is wrong | What to do |\n| --- | --- | --- | --- |\n");
    for diagnostic in diagnostics.iter().take(MOST_ROWS) {
        let text = sources.text(&diagnostic.place.file);
        let start = position(text, diagnostic.place.span.start as usize);
        let advice =
            [diagnostic.label.as_str(), &diagnostic.help].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
        let place = format!("{}{}:{}:{}", prefix.trim_start_matches("./"), diagnostic.place.file, start.line, start.column);
        let _ = writeln!(
            markdown,
            "| {} | {} | {} ({}) | {} |",
            diagnostic.rule.severity.word(),
            cell(&place),
            cell(&diagnostic.message),
            diagnostic.rule.code,
            cell(&advice)
        );
    }
    if diagnostics.len() > MOST_ROWS {
        let _ = writeln!(markdown, "\n… and {} more. `guidepost check` lists all of them.", diagnostics.len() - MOST_ROWS);
    }
    markdown
}

/// Text in a cell of a table: an author's words stay words. Only our own `code` marks are kept.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' => out.push(' '),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '|' | '\\' | '*' | '_' | '[' | ']' | '#' | '~' | '@' | '!' => {
                out.push('\\');
                out.push(character);
            }
            '`' => out.push_str("&#96;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(data("50%\r\ndone: a, b"), "50%25%0D%0Adone: a, b");
        assert_eq!(property("a:b,c%"), "a%3Ab%2Cc%25");
        assert_eq!(remark("1\n2"), "::error::1%0A2\n");
    }

    #[test]
    fn a_cell_holds_words_only() {
        assert_eq!(cell("`a|b` <img>\n@x"), "&#96;a\\|b&#96; &lt;img&gt; \\@x");
    }
}
