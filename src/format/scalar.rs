//! Writes one YAML scalar: as it is where every reader takes it for that text, in quotation marks otherwise.

use std::fmt::Write as _;

/// Where a scalar stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// Behind a key or a hyphen.
    Block,
    /// Between brackets.
    Flow,
}

/// The text as YAML. With `prose`, text that some readers take for a number, a date or a flag is quoted too.
pub(super) fn plain_or_quoted(text: &str, setting: Setting, prose: bool) -> String {
    if is_plain(text, setting) && !(prose && is_ambiguous(text)) { text.to_owned() } else { quoted(text) }
}

/// Whether the text can stand without quotation marks.
fn is_plain(text: &str, setting: Setting) -> bool {
    const OPENING: [char; 20] = ['-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '='];
    let brackets = setting == Setting::Flow && text.contains([',', '[', ']', '{', '}']);
    !text.is_empty()
        && text.trim() == text
        && !text.starts_with(OPENING)
        && !text.starts_with("...")
        && !text.chars().any(|c| is_special(c) || (c.is_whitespace() && c != ' '))
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !brackets
}

/// Characters that are written as an escape.
fn is_special(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether some reader of YAML takes the text for something else than text.
fn is_ambiguous(text: &str) -> bool {
    const WORDS: [&str; 11] = ["null", "~", "true", "false", "yes", "no", "on", "off", "y", "n", "<<"];
    let numeric =
        |c: char| c.is_ascii_hexdigit() || matches!(c, '+' | '-' | '.' | ':' | '_' | ' ' | 'T' | 'Z' | 'x' | 'o' | 't' | 'z' | '(' | ')');
    WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
        || (text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.')) && text.chars().all(numeric))
        || matches!(text.to_ascii_lowercase().trim_start_matches(['+', '-']), ".inf" | ".nan")
}

/// The text between double quotation marks.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            other if is_special(other) => {
                // Writing to a text cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(other));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_stand_where_they_are_needed() {
        let block = |text| plain_or_quoted(text, Setting::Block, true);
        assert_eq!(block("Wit & Wisdom, by them"), "Wit & Wisdom, by them");
        assert_eq!(block("Note: this"), "\"Note: this\"");
        assert_eq!(block("no"), "\"no\"");
        assert_eq!(block("2010"), "\"2010\"");
        assert_eq!(block("+1 504 555 0100"), "\"+1 504 555 0100\"");
        assert_eq!(block("say \"hi\""), "say \"hi\"");
        assert_eq!(block("a\nb"), "\"a\\nb\"");
        assert_eq!(plain_or_quoted("a, b", Setting::Flow, true), "\"a, b\"");
        assert_eq!(plain_or_quoted("2026-05-01", Setting::Block, false), "2026-05-01");
    }
}
