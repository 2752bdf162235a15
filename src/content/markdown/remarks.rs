//! Slips of Markdown that are shown as plain text, and texts that nobody could read.

use crate::diagnostic::Reporter;
use crate::rules;
use crate::source::{Span, floor_boundary};

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
            .report(
                &rules::LINK_SYNTAX,
                Span::new(start..start + 2),
                "a space stands between the text of a link and its address, so it is not a link",
            )
            .help("write `[text](https://…)` without a space");
    }
    if before.ends_with(')') && text.starts_with('[') && is_target(source.get(start + 1..).unwrap_or("")) {
        reporter
            .report(
                &rules::LINK_SYNTAX,
                Span::new(start..start + 1),
                "the brackets of this link are the wrong way round, so it is not a link",
            )
            .help("write `[text](https://…)`: square brackets around the text, round ones around the address");
    }
}

fn is_target(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://") || text.starts_with('/')
}

/// The beginning of the line around byte `at`, short enough to be underlined.
pub(super) fn line_at(text: &str, at: usize) -> Span {
    const MOST: usize = 80;
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].split('\n').next().unwrap_or("").trim_end();
    Span::new(start..start + floor_boundary(line, MOST))
}

/// Signs with how many of them a text may hold. Markdown readers take a time that grows with the square of some
/// signs, and no text for people holds thousands of them.
const MOST: [(u8, usize); 9] =
    [(b'^', 500), (b'[', 3_000), (b'<', 2_000), (b'`', 4_000), (b'&', 2_000), (b'~', 2_000), (b'*', 8_000), (b'_', 8_000), (b'|', 12_000)];
/// How many quotes and lists may begin on one line.
const MOST_NESTED: usize = 24;

/// What a text holds too much of to be read in a time that nobody notices, and where that begins.
pub(super) fn unbearable(text: &str) -> Option<(usize, String)> {
    let mut counts = [0_usize; 256];
    for byte in text.bytes() {
        counts[usize::from(byte)] += 1;
    }
    let too_many = MOST.iter().find(|(sign, most)| counts[usize::from(*sign)] > *most);
    if let Some((sign, most)) = too_many {
        let at = text.bytes().enumerate().filter(|(_, byte)| byte == sign).nth(*most).map_or(0, |(at, _)| at);
        return Some((at, format!("more than {most} times `{}`", char::from(*sign))));
    }
    // Only a text with many of the signs that begin quotes and lists is looked at line by line.
    if counts[usize::from(b'>')] + counts[usize::from(b'-')] + counts[usize::from(b'*')] + counts[usize::from(b'+')] <= MOST_NESTED {
        return None;
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if nesting(line) > MOST_NESTED {
            return Some((at, format!("more than {MOST_NESTED} quotes and lists inside each other")));
        }
        at += line.len();
    }
    None
}

/// How many quotes and lists may begin on a line; a rule such as `-----` begins none.
fn nesting(line: &str) -> usize {
    let begins = |byte: &u8| matches!(byte, b'>' | b'-' | b'*' | b'+');
    let first = line.as_bytes().iter().take_while(|byte| begins(byte) || matches!(byte, b' ' | b'\t'));
    let runs = line.trim_start();
    if runs.starts_with("---") || runs.starts_with("***") { 0 } else { first.filter(|byte| begins(byte)).count() }
}
