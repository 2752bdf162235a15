//! Diagnostics for people at a terminal: the line, the text underlined, what would be right.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Severity};
use crate::source::{Sources, floor_boundary};

/// Renders one diagnostic as a few lines of text, without a line break at the end.
///
/// `prefix` is put before the file's path, so that a terminal can open it. With
/// `colour` the text carries ANSI colours.
#[must_use]
pub fn render(diagnostic: &Diagnostic, sources: &Sources, prefix: &str, colour: bool) -> String {
    let text = sources.text(&diagnostic.place.file);
    let path = super::tame(format!("{prefix}{}", diagnostic.place.file));
    let start = floor_boundary(text, diagnostic.place.span.start as usize);
    let end = floor_boundary(text, diagnostic.place.span.end as usize).max(start);
    let mut annotation = AnnotationKind::Primary.span(start..end);
    if !diagnostic.label.is_empty() {
        annotation = annotation.label(diagnostic.label.as_str());
    }
    let level = match diagnostic.rule.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.rule.code)
        .element(Snippet::source(text).path(path).annotation(annotation));
    if !diagnostic.help.is_empty() {
        group = group.element(Level::HELP.message(diagnostic.help.as_str()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group])
}

/// The closing line: `2 errors and 1 warning in 41 files`.
#[must_use]
pub fn summary(diagnostics: &[Diagnostic], files: usize) -> String {
    let errors = diagnostics.iter().filter(|found| found.is_error()).count();
    let warnings = diagnostics.len() - errors;
    let of = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    format!("{} and {} in {}", of(errors, "error"), of(warnings, "warning"), of(files, "file"))
}
