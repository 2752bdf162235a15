//! What we tell an author: one problem, where it is, and what would be right.
//!
//! A [`Diagnostic`] is data. How it looks is for [`human`], [`json`] and their
//! neighbours; which rules there are is for [`crate::rules`].

pub mod github;
pub mod human;
pub mod json;
pub mod sarif;

use std::ops::Range;
use std::sync::Arc;

use crate::source::{Place, Source, Span};

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The guide is not built while it stands.
    Error,
    /// The guide is built; somebody should look at it.
    Warning,
}

impl Severity {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A rule of the content, with a code that never changes.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name in messages, links and configuration: `unknown-key`.
    pub code: &'static str,
    /// How much breaking it matters.
    pub severity: Severity,
    /// What it asks for, in one sentence.
    pub title: &'static str,
    /// Why it is so and how to put things right, in Markdown.
    pub about: &'static str,
}

/// One problem in the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that is broken.
    pub rule: &'static Rule,
    /// Where.
    pub place: Place,
    /// What is wrong, in the author's words.
    pub message: String,
    /// What to write under the marked text; may be empty.
    pub label: String,
    /// What would be right; may be empty.
    pub help: String,
}

impl Diagnostic {
    /// A problem at a place.
    pub fn new(rule: &'static Rule, place: Place, message: impl Into<String>) -> Self {
        Self { rule, place, message: tame(message.into()), label: String::new(), help: String::new() }
    }

    /// Says what would be right.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = tame(help.into());
        self
    }

    /// Says something right under the marked text, such as "did you mean".
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = tame(label.into());
        self
    }

    /// Whether the guide cannot be built with it.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.rule.severity == Severity::Error
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}[{}] in {}: {}", self.rule.severity.word(), self.rule.code, self.place.file, self.message)
    }
}

impl std::error::Error for Diagnostic {}

/// Text without what a terminal takes for a command: content is repeated in messages.
#[must_use]
pub fn tame(text: String) -> String {
    let wild = |c: char| c.is_control() && c != '\n';
    if text.contains(wild) { text.replace(wild, "\u{fffd}") } else { text }
}

/// Puts errors first, then goes by file and place.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics
        .sort_by(|a, b| (a.rule.severity, &a.place, a.rule.code, &a.message).cmp(&(b.rule.severity, &b.place, b.rule.code, &b.message)));
    diagnostics.dedup();
}

/// Collects what is found in one file.
#[derive(Debug)]
pub struct Reporter {
    file: Arc<str>,
    text: Arc<str>,
    found: Vec<Diagnostic>,
}

impl Reporter {
    /// A reporter for the file at `file`.
    #[must_use]
    pub fn new(file: Arc<str>) -> Self {
        Self { file, text: "".into(), found: Vec::new() }
    }

    /// A reporter for a file whose text is at hand, so that it can point at a part of a value.
    #[must_use]
    pub fn of(source: &Source) -> Self {
        Self { file: source.path.clone(), text: source.text.clone(), found: Vec::new() }
    }

    /// Where a part of a value stands, when the value is written as it is understood, between quotation marks or
    /// not. `None` when it has escapes, or when the file's text is not at hand.
    #[must_use]
    pub fn part(&self, value: &str, whole: Span, part: Range<usize>) -> Option<Span> {
        let written = self.text.get(whole.range())?;
        let before = if written.starts_with("\"\"\"") || written.starts_with("'''") {
            written.find(value)?
        } else {
            written.len().checked_sub(value.len()).map(|around| around / 2).filter(|before| *before <= 1)?
        };
        (written.get(before..before + value.len()) == Some(value)).then(|| Span::new(part).shifted(whole.start as usize + before))
    }

    /// Notes a problem at `span`; help and label can be added to what comes back.
    pub fn report(&mut self, rule: &'static Rule, span: Span, message: impl Into<String>) -> Note<'_> {
        let place = Place { file: self.file.clone(), span };
        self.found.push(Diagnostic::new(rule, place, message));
        Note { reporter: self }
    }

    /// A place in this reporter's file.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        Place { file: self.file.clone(), span }
    }

    /// The file's path.
    #[must_use]
    pub fn file(&self) -> &Arc<str> {
        &self.file
    }

    /// Whether an error was found so far.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(Diagnostic::is_error)
    }

    /// How many problems were found so far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// Takes back what was said of one rule.
    pub fn forget(&mut self, rule: &'static Rule) {
        self.found.retain(|diagnostic| diagnostic.rule.code != rule.code);
    }

    /// Everything that was found.
    #[must_use]
    pub fn finish(self) -> Vec<Diagnostic> {
        self.found
    }
}

/// The problem just noted.
#[derive(Debug)]
pub struct Note<'r> {
    reporter: &'r mut Reporter,
}

impl Note<'_> {
    /// Says what would be right.
    pub fn help(self, help: impl Into<String>) -> Self {
        if let Some(last) = self.reporter.found.last_mut() {
            last.help = tame(help.into());
        }
        self
    }

    /// Says something right under the marked text.
    pub fn label(self, label: impl Into<String>) -> Self {
        if let Some(last) = self.reporter.found.last_mut() {
            last.label = tame(label.into());
        }
        self
    }
}

/// A stage's best value and every problem it found.
#[derive(Debug, Clone)]
pub struct Checked<T> {
    /// The best value that could be made.
    pub value: T,
    /// Everything there is to tell the author.
    pub problems: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A value with what was found while making it.
    pub fn new(value: T, problems: Vec<Diagnostic>) -> Self {
        Self { value, problems }
    }

    /// Whether any problem is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(Diagnostic::is_error)
    }
}

/// The closest of `known` to what was written, when it is close enough to be a slip.
#[must_use]
pub fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let written = written.to_lowercase();
    if written.chars().count() > 64 {
        return None;
    }
    let length = written.chars().count();
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        let folded = candidate.to_lowercase();
        let other = folded.chars().count();
        let longest = length.max(other);
        let begins = length >= 4 && folded.starts_with(&written);
        // Words of very different lengths cannot be near, and finding that out letter by letter is slow.
        if length.abs_diff(other) > longest / 3 && !begins {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&written, &folded);
        let near = distance <= longest / 3 || begins;
        if near && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_words_are_offered_and_far_ones_are_not() {
        let known = ["adoption", "initial-implementation", "ela"];
        assert_eq!(nearest("adption", known), Some("adoption"));
        assert_eq!(nearest("initial", known), Some("initial-implementation"));
        assert_eq!(nearest("chemistry", known), None);
    }
}
