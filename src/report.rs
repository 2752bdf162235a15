//! Reports for the people who keep a guide, as Markdown: what is out of date, what nobody covers, what a branch changes.
//!
//! A report may be posted where its text is rendered, so whatever comes from a file is shown as text: no
//! markup, no mentions, no references.

mod changes;
mod coverage;
mod links;
mod stale;

pub use changes::changes;
pub use coverage::coverage;
pub use links::{Answer, addresses, dead_links, links};
pub use stale::{Stale, dates_ahead, stale};

use crate::content::text::joined;

/// A text from a file, for a Markdown document that GitHub renders.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '|' | '~' | '$' => out.extend(['\\', character]),
            '&' => out.push_str("&amp;"),
            // Behind a space of no width, neither mentions somebody nor refers to something.
            '@' | '#' => out.extend([character, '\u{200b}']),
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => {}
            c => out.push(c),
        }
    }
    out
}

/// An address or a path, shown letter by letter.
fn code(text: &str) -> String {
    let inner: String = text.chars().filter(|c| *c != '`' && !c.is_control()).collect();
    format!("`{inner}`")
}

/// A count as people say it, with its noun.
fn count(number: usize, one: &str, many: &str) -> String {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let word = WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned());
    format!("{word} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_a_file_stays_text() {
        assert_eq!(plain("<b>@team | fixes #1</b> [x](y)"), "\\<b\\>@\u{200b}team \\| fixes #\u{200b}1\\</b\\> \\[x\\](y)");
        assert_eq!(code("a`b\nc"), "`abc`");
        assert_eq!(count(2, "source", "sources"), "two sources");
        assert_eq!(count(12, "source", "sources"), "12 sources");
    }
}
