//! Texts of documents and meetings: lines in which a name between braces stands for an answer.

use std::ops::Range;

use crate::diagnostic::Reporter;
use crate::rules;
use crate::source::Span;

use super::{Answer, Question};

/// One line of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Whether it is an item of a list.
    pub item: bool,
    /// What it says.
    pub runs: Vec<Run>,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// Words.
    Words(String),
    /// The answer to a question, or a computed value.
    Answer(String),
    /// A cell of the row for which a meeting is held, by the column's position.
    Cell(usize),
}

/// What names may stand between braces.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'k> {
    /// The questions of the worksheet.
    pub(super) questions: &'k [Question],
    /// The ids of its computed values.
    pub(super) values: &'k [String],
    /// The table for whose rows a text is written.
    pub(super) each: Option<&'k Question>,
}

/// Reads a text of several paragraphs. Lines that follow each other are one paragraph.
pub(super) fn lines(text: &str, span: Span, known: Known<'_>, reporter: &mut Reporter) -> Vec<Line> {
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        if range.is_empty() {
            open = false;
        } else if let Some(last) = paragraphs.last_mut().filter(|_| open && !line.starts_with("- ")) {
            last.end = range.end;
        } else {
            paragraphs.push(range);
            open = true;
        }
    }
    let line = |range: Range<usize>| {
        let item = text[range.clone()].starts_with("- ");
        let start = if item { range.start + 2 } else { range.start };
        Line { item, runs: runs(text, start..range.end, span, known, reporter) }
    };
    paragraphs.into_iter().map(line).collect()
}

/// Reads one line.
pub(super) fn line(text: &str, span: Span, known: Known<'_>, reporter: &mut Reporter) -> Vec<Run> {
    runs(text, 0..text.len(), span, known, reporter)
}

fn runs(text: &str, range: Range<usize>, span: Span, known: Known<'_>, reporter: &mut Reporter) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    let mut at = range.start;
    while let Some(open) = text[at..range.end].find('{').map(|open| at + open) {
        words(&mut found, &text[at..open]);
        let Some(close) = text[open..range.end].find('}').map(|close| open + close) else {
            let place = reporter.part(text, span, open..range.end).unwrap_or(span);
            reporter
                .report(&rules::EXPRESSION, place, "this brace is never closed")
                .help("write the id of a question between braces: `{district}`");
            return found;
        };
        let name = text[open + 1..close].trim();
        match meaning(name, known) {
            Some(run) => found.push(run),
            None => report(text, name, open..close + 1, span, known, reporter),
        }
        at = close + 1;
    }
    words(&mut found, &text[at..range.end]);
    found
}

fn words(runs: &mut Vec<Run>, text: &str) {
    if !text.is_empty() {
        // A line break inside a paragraph is a space.
        runs.push(Run::Words(text.replace("\r\n", " ").replace('\n', " ")));
    }
}

fn meaning(name: &str, known: Known<'_>) -> Option<Run> {
    if let (Some(table), Some((first, column))) = (known.each, name.split_once('.'))
        && table.id == first
    {
        return table.columns.iter().position(|known| known.id == column).map(Run::Cell);
    }
    let asked = known.questions.iter().any(|question| question.id == name && question.kind != Answer::Rating);
    (asked || known.values.iter().any(|value| value == name)).then(|| Run::Answer(name.to_owned()))
}

fn report(text: &str, name: &str, range: Range<usize>, span: Span, known: Known<'_>, reporter: &mut Reporter) {
    let place = reporter.part(text, span, range).unwrap_or(span);
    let ids = known.questions.iter().map(|question| question.id.as_str()).chain(known.values.iter().map(String::as_str));
    let near = crate::diagnostic::nearest(name, ids).map(str::to_owned);
    let note = reporter.report(&rules::UNKNOWN_QUESTION, place, format!("the worksheet has nothing called `{name}`"));
    match near {
        Some(near) => note.label(format!("did you mean `{{{near}}}`?")),
        None => note.help("write the id of a question or computed value between braces"),
    };
}
