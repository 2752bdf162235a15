//! Reads front matter, and whole TOML files, into one tree of values that know their places.
//!
//! YAML (`---`) and TOML (`+++`) give the same tree, in which every scalar is
//! still the text that was written: what `no`, `3-5` or `2026-01-02` means is for
//! [`crate::schema`] to say. A slip in one entry does not hide the others.

mod fences;
mod simple;
mod slips;
mod toml;
mod yaml;

pub(crate) use slips::{SMART, report_missing_space};

use crate::content::text::rare_bytes;
use crate::diagnostic::Reporter;
use crate::rules;
use crate::source::Span;

/// A value with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What was written.
    pub value: Value,
}

/// What was written, before anyone knows what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A scalar, as text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A table: keys with values, in the order of the file.
    Table(Vec<Entry>),
    /// A key with nothing behind it.
    Empty,
    /// Something that could not be read and has been reported.
    Broken,
}

/// One key of a table with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

/// A content file split in two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The front matter as a table; `None` when there is none that could be found.
    pub front: Option<Node>,
    /// Where the body begins, in bytes.
    pub body_start: usize,
}

/// Splits a content file and reads its front matter.
pub fn read(text: &str, reporter: &mut Reporter) -> Parts {
    let start = skip_mark(text, reporter);
    if text[start..].trim().is_empty() {
        reporter
            .report(&rules::EMPTY_FILE, Span::new(0..0), "the file is empty")
            .help("start it with front matter between two lines of `---`; `guidepost new` writes a start for you");
        return Parts { front: None, body_start: text.len() };
    }
    report_control_characters(text, reporter);
    if let Some(at) = text.find('\r').filter(|_| !text.contains('\n')) {
        reporter
            .report(
                &rules::MISSING_FRONT_MATTER,
                Span::new(start..at),
                "the lines of this file end in a way that no program has used for long",
            )
            .help("save the file with the line endings called LF, Unix or Windows");
        return Parts { front: None, body_start: text.len() };
    }
    let Some(found) = fences::find(text, start, reporter) else {
        return Parts { front: None, body_start: start };
    };
    let front = match found.fence {
        fences::TOML => toml::read(&text[found.front.clone()], found.front.start, reporter),
        _ => yaml::read(&text[found.front.clone()], found.front.start, reporter),
    };
    Parts { front: Some(front), body_start: found.body_start }
}

/// Reads a whole TOML file, such as a vocabulary.
pub fn read_toml(text: &str, reporter: &mut Reporter) -> Node {
    let start = skip_mark(text, reporter);
    if text[start..].trim().is_empty() {
        reporter.report(&rules::EMPTY_FILE, Span::new(0..0), "the file is empty").help("write its values, or delete the file");
        return Node { span: Span::new(0..text.len()), value: Value::Broken };
    }
    toml::read(&text[start..], start, reporter)
}

/// Reports an invisible byte-order mark, and says where the text behind it begins.
fn skip_mark(text: &str, reporter: &mut Reporter) -> usize {
    if !text.starts_with('\u{feff}') {
        return 0;
    }
    let end = '\u{feff}'.len_utf8();
    reporter
        .report(&rules::BYTE_ORDER_MARK, Span::new(0..end), "the file begins with an invisible byte-order mark")
        .help("the guide reads the file all the same; save it as UTF-8 without a byte-order mark");
    end
}

/// Reports the first character that no editor shows and no reader sees, such as a NUL, or that makes a line read
/// in another order than it is written.
fn report_control_characters(text: &str, reporter: &mut Reporter) {
    let Some((at, character)) = hidden(text) else { return };
    let (span, code) = (Span::new(at..at + character.len_utf8()), u32::from(character));
    if is_turning(character) {
        reporter
            .report(
                &rules::CONTROL_CHARACTER,
                span,
                format!("an invisible mark here turns the direction of the text around (U+{code:04X})"),
            )
            .help("delete it: what people read would not be what the file says");
    } else {
        reporter
            .report(&rules::CONTROL_CHARACTER, span, format!("an invisible control character stands here (U+{code:04X})"))
            .help("delete it; it often comes along when text is copied out of another program");
    }
}

/// The first character that nobody sees, and where it is.
fn hidden(text: &str) -> Option<(usize, char)> {
    // Only behind these bytes can there be one, and texts have few of them.
    let begins = |byte: u8| {
        let is_break = (byte == b'\n') | (byte == b'\r') | (byte == b'\t');
        (byte < 0x20) & !is_break | (byte == 0x7f) | (byte == 0xc2) | (byte == 0xe2) | (byte >= 0xef)
    };
    rare_bytes(text, begins).filter_map(|at| Some((at, text[at..].chars().next()?))).find(|(_, character)| is_hidden(*character))
}

/// Control characters, marks of direction that override what stands there, invisible copies of letters (tags), and
/// what is no character at all.
fn is_hidden(character: char) -> bool {
    let breaks = matches!(character, '\n' | '\r' | '\t');
    let nothing = (u32::from(character) & 0xfffe) == 0xfffe;
    (character.is_control() && !breaks)
        || is_turning(character)
        || nothing
        || matches!(character, '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn is_turning(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A report of a key that stands twice; the first one counts.
fn report_duplicate(key: &str, span: Span, reporter: &mut Reporter) {
    reporter.report(&rules::DUPLICATE_KEY, span, format!("`{key}` is given twice")).label("the first one counts").help(if key == "url" {
        "when another source begins here, write `- ` before it; otherwise keep one of the two"
    } else {
        "keep one of the two; several values go into one list between square brackets"
    });
}

/// Whether text could be a key: letters, digits, `_` and `-`.
fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// Where the line that begins at `from` ends, its line break included.
fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |at| from + at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hidden_character_is_found() {
        for character in ('\0'..='\u{20ff}').chain('\u{f000}'..='\u{100ff}').chain('\u{dfff0}'..='\u{e00ff}') {
            let text = format!("é\n{character}");
            assert_eq!(hidden(&text), is_hidden(character).then_some((3, character)), "U+{:04X}", u32::from(character));
        }
    }
}
