//! Finds the front matter of a file between its two fences, also when one of them is missing or misspelt.

use std::ops::Range;

use crate::diagnostic::Reporter;
use crate::rules;
use crate::source::Span;

use super::{line_end, yaml};

/// The fence around YAML.
pub(super) const YAML: &str = "---";
/// The fence around TOML.
pub(super) const TOML: &str = "+++";

/// Where front matter was found.
pub(super) struct Fences {
    pub(super) fence: &'static str,
    /// What stands between the fences.
    pub(super) front: Range<usize>,
    pub(super) body_start: usize,
}

/// Finds the fences of the file whose text begins at `start`. `None` when nothing looks like front matter.
pub(super) fn find(text: &str, start: usize, reporter: &mut Reporter) -> Option<Fences> {
    let (fence, from) = opening(text, start, reporter)?;
    Some(closing(text, fence, from, reporter))
}

/// The kind of fence, and where the front matter behind it begins.
fn opening(text: &str, start: usize, reporter: &mut Reporter) -> Option<(&'static str, usize)> {
    let at = start + blank_lines(&text[start..]);
    let end = line_end(text, at);
    let line = text[at..end].trim_end();
    let word = line.trim_start();
    let span = Span::new(at..at + line.len());
    let fence = match word {
        TOML => TOML,
        _ => YAML,
    };
    if word == fence {
        if at > start || word.len() < line.len() {
            let before = if at > start { "blank lines stand" } else { "spaces stand" };
            reporter
                .report(&rules::MISSING_FRONT_MATTER, span, format!("{before} before the `{fence}` that opens the front matter"))
                .label("this must be the very beginning of the file")
                .help("delete what stands before it");
        }
        return Some((fence, end));
    }
    if word.starts_with("```") {
        reporter
            .report(&rules::MISSING_FRONT_MATTER, span, "the marks around an example were copied with it")
            .label("these marks belong to the page that it was copied from")
            .help("delete this line, and the line of three back-quotes at the end of the file");
        let next = line_end(text, end);
        return Some((YAML, if text[end..next].trim_end() == YAML { next } else { end }));
    }
    if is_near_fence(word) {
        reporter
            .report(
                &rules::MISSING_FRONT_MATTER,
                span,
                format!("the first line is `{}`, but front matter opens with exactly three hyphens", shown(word)),
            )
            .label("did you mean `---`?")
            .help("write `---` and nothing else on the first line");
        return Some((if word.starts_with('+') { TOML } else { YAML }, end));
    }
    if is_fact(word) {
        reporter
            .report(&rules::MISSING_FRONT_MATTER, span, "the line `---` above the first fact is missing")
            .label("`---` belongs on a line of its own above this one")
            .help("the facts stand between two lines of three hyphens, at the top of the file");
        return Some((YAML, at));
    }
    reporter
        .report(&rules::MISSING_FRONT_MATTER, span, "the file does not begin with front matter")
        .label("`---` must stand alone on the first line")
        .help("begin the file with a line `---`, then the facts, one `key: value` a line, then another line `---`");
    None
}

/// Text from an author, short enough for a message.
fn shown(text: &str) -> String {
    const MOST: usize = 40;
    if text.chars().count() <= MOST { text.to_owned() } else { format!("{}…", text.chars().take(MOST).collect::<String>()) }
}

fn blank_lines(text: &str) -> usize {
    text.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum()
}

/// Whether a line is what people write, or what word processors make, in place of `---`.
fn is_near_fence(line: &str) -> bool {
    let long = line.chars().count() > 1 || line.starts_with(['—', '–']);
    long && line.chars().all(|c| matches!(c, '-' | '+' | '–' | '—' | '−' | '_' | '=' | '*' | '~' | '.'))
}

/// Whether a line is a fact: `key: value`, with a key as this guide writes them.
fn is_fact(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, after)| {
        !key.is_empty() && !after.starts_with("//") && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    })
}

fn closing(text: &str, fence: &'static str, from: usize, reporter: &mut Reporter) -> Fences {
    let mut at = from;
    while at < text.len() {
        let end = line_end(text, at);
        let line = text[at..end].trim_end();
        if line == fence {
            return closed(text, fence, from..at, end, reporter);
        }
        if is_misspelt_closing(line, fence) {
            let span = Span::new(at..at + line.len());
            reporter
                .report(
                    &rules::UNCLOSED_FRONT_MATTER,
                    span,
                    format!("this line is `{}`, but the front matter closes with `{fence}`", shown(line)),
                )
                .label(format!("did you mean `{fence}`?"))
                .help(format!("write `{fence}` at the start of the line, and nothing else on it"));
            return Fences { fence, front: from..at, body_start: end };
        }
        at = end;
    }
    unclosed(text, fence, from, reporter)
}

fn is_misspelt_closing(line: &str, fence: &str) -> bool {
    let word = line.trim_start();
    word == fence || word == "```" || (line.len() == word.len() && is_near_fence(line))
}

/// Front matter between two fences. When it holds a heading and is not YAML, the second fence is a line in the
/// middle of the text and the one that should close the front matter is missing.
fn closed(text: &str, fence: &'static str, front: Range<usize>, body_start: usize, reporter: &mut Reporter) -> Fences {
    let end = guess_end(&text[front.clone()]) + front.start;
    let rest = text[end..front.end].trim_start();
    if fence == YAML && rest.starts_with("##") && !yaml::is_table(&text[front.clone()]) {
        return unclosed(text, fence, front.start, reporter);
    }
    Fences { fence, front, body_start }
}

fn unclosed(text: &str, fence: &'static str, from: usize, reporter: &mut Reporter) -> Fences {
    let end = from + guess_end(&text[from..]);
    let next = end + blank_lines(&text[end..]);
    let (span, label) = if next < text.len() {
        let line = text[next..line_end(text, next)].trim_end();
        (Span::new(next..next + line.len()), format!("`{fence}` belongs on a line of its own above this one"))
    } else {
        let last = text[..end].trim_end();
        let line = last.rfind('\n').map_or(0, |at| at + 1);
        (Span::new(line..last.len()), format!("`{fence}` belongs on a line of its own below this one"))
    };
    reporter
        .report(&rules::UNCLOSED_FRONT_MATTER, span, format!("the line `{fence}` that closes the front matter is missing"))
        .label(label)
        .help(format!("put a line `{fence}` between the last fact and the text"));
    Fences { fence, front: from..end, body_start: end }
}

/// Where front matter probably ends when nobody said so: at a heading, or at a blank line that no fact follows.
fn guess_end(text: &str) -> usize {
    let mut end = 0;
    let mut at = 0;
    let mut after_blank = false;
    for line in text.split_inclusive('\n') {
        at += line.len();
        if line.trim().is_empty() {
            after_blank = true;
            continue;
        }
        let heading = line.starts_with("##") || (after_blank && line.starts_with("# "));
        if heading || (after_blank && !line.starts_with([' ', '#']) && !is_fact(line)) {
            return end;
        }
        after_blank = false;
        end = at;
    }
    end
}
