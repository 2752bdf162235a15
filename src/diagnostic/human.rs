//! Diagnostics for people at a terminal: the line, the text underlined, what would be right.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Severity};
use crate::source::{Sources, floor_boundary};

/// Renders one diagnostic as a few lines of text, without a line break at the end.
///
/// `prefix` is put before the file's path, so that a terminal can open it. With
/// `colour` the text carries ANSI colours.
#[must_use]
pub fn render(diagnostic: &Diagnostic, sources: &Sources, prefix: &str, colour: bool) -> String {
    let shown = Shown::around(diagnostic, sources.text(&diagnostic.place.file));
    let path = super::tame(format!("{prefix}{}", diagnostic.place.file));
    let mut annotation = AnnotationKind::Primary.span(shown.marked.clone());
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
        .element(Snippet::source(shown.lines).line_start(shown.first).path(path).annotation(annotation));
    if !diagnostic.help.is_empty() {
        group = group.element(Level::HELP.message(diagnostic.help.as_str()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group])
}

/// The lines of a file that a message shows. Only they are handed on: whoever draws them looks at every line that it
/// is given, and one file may have thousands of problems.
struct Shown<'t> {
    lines: &'t str,
    /// The number of the first one.
    first: usize,
    /// What is underlined in them.
    marked: Range<usize>,
}

impl<'t> Shown<'t> {
    fn around(diagnostic: &Diagnostic, text: &'t str) -> Self {
        let start = floor_boundary(text, diagnostic.place.span.start as usize);
        let end = floor_boundary(text, diagnostic.place.span.end as usize).max(start);
        // Behind the last line break there is no line: what stands there is shown at the end of the last one.
        let behind = usize::from(start == text.len() && text.ends_with('\n'));
        let from = text[..start - behind].rfind('\n').map_or(0, |at| at + 1);
        // What is marked may end with a line break, or stand behind the last one: so the next line is there too.
        let after = |at: usize| text[at..].find('\n').map_or(text.len(), |length| at + length + 1);
        let lines = &text[from..after(after(end))];
        Self { lines, first: text[..from].bytes().filter(|byte| *byte == b'\n').count() + 1, marked: start - from..end - from }
    }
}

/// The closing line: `2 errors and 1 warning in 41 files`.
#[must_use]
pub fn summary(diagnostics: &[Diagnostic], files: usize) -> String {
    let errors = diagnostics.iter().filter(|found| found.is_error()).count();
    let warnings = diagnostics.len() - errors;
    let of = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    format!("{} and {} in {}", of(errors, "error"), of(warnings, "warning"), of(files, "file"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;
    use crate::source::{Place, Source, Span};

    fn rendered(text: &str, span: Range<usize>) -> String {
        let sources = Sources::new(vec![Source { path: "a.md".into(), text: text.into() }]);
        let place = Place { file: "a.md".into(), span: Span::new(span) };
        render(&Diagnostic::new(&rules::BROKEN_LINK, place, "nowhere").label("here"), &sources, "", false)
    }

    /// The same from a drawer that is given the whole file.
    fn from_all(text: &str, span: Range<usize>) -> String {
        let annotation = AnnotationKind::Primary.span(span).label("here");
        let title = Level::ERROR.primary_title("nowhere").id("broken-link");
        Renderer::plain().render(&[title.element(Snippet::source(text).path("a.md").annotation(annotation))])
    }

    #[test]
    fn a_message_is_the_same_as_if_the_whole_file_were_looked_at() {
        for text in ["", "a", "\n", "one\ntwo\n\nthree", "a\r\nb\r\n\r\nc\r\n", "a\n\n\nb\n"] {
            for start in 0..=text.len() {
                for end in start..=text.len() {
                    assert_eq!(rendered(text, start..end), from_all(text, start..end), "{text:?} {start}..{end}");
                }
            }
        }
    }
}
