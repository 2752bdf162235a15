//! Small shared ways of looking at text: folding, ids, plain dates in words.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds text for comparing and sorting: no case, no accents, one space between words.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    let take = |character: char| {
        if character.is_alphanumeric() {
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = false;
            folded.extend(character.to_lowercase());
        } else if !matches!(character, '\'' | '’') {
            gap = true;
        }
    };
    if text.is_ascii() {
        text.chars().for_each(take);
    } else {
        text.nfkd().filter(|c| !is_combining_mark(*c)).for_each(take);
    }
    folded
}

/// The places of the bytes for which `is` holds. Many bytes are looked at together, which is quick where there are
/// few such bytes, if `is` compares without branches.
pub(crate) fn rare_bytes(text: &str, is: impl Fn(u8) -> bool + Copy) -> impl Iterator<Item = usize> {
    const TOGETHER: usize = 32;
    let (parts, rest) = text.as_bytes().as_chunks::<TOGETHER>();
    let before_rest = parts.len() * TOGETHER;
    let has = move |part: &[u8; TOGETHER]| part.iter().fold(false, |any, byte| any | is(*byte));
    let parts = parts.iter().enumerate().filter(move |(_, part)| has(part)).map(|(number, part)| (number * TOGETHER, part.as_slice()));
    parts
        .chain([(before_rest, rest)])
        .flat_map(move |(start, part)| part.iter().enumerate().filter(move |(_, byte)| is(**byte)).map(move |(at, _)| start + at))
}

/// Text with one space between its words and none at its ends.
#[must_use]
pub fn single_spaced(text: &str) -> String {
    let text = text.trim();
    // Most texts are so already.
    if !text.contains("  ") && !has_other_space(text) {
        return text.to_owned();
    }
    let mut spaced = String::with_capacity(text.len());
    let (mut word, mut at) = (0, 0);
    let mut close = |from: usize, to: usize| {
        if from < to {
            if !spaced.is_empty() {
                spaced.push(' ');
            }
            spaced.push_str(&text[from..to]);
        }
    };
    while let Some(byte) = text.as_bytes().get(at) {
        let (length, is_gap) = match byte {
            b'\t'..=b'\r' | b' ' => (1, true),
            0..0x80 => (1, false),
            _ => text[at..].chars().next().map_or((1, false), |character| (character.len_utf8(), character.is_whitespace())),
        };
        if is_gap {
            close(word, at);
            word = at + length;
        }
        at += length;
    }
    close(word, at);
    spaced
}

/// Whether text has white space that is not the plain one.
fn has_other_space(text: &str) -> bool {
    // Only these bytes begin such a character.
    let begins = |byte: u8| (b'\t'..=b'\r').contains(&byte) | (byte == 0xc2) | (0xe1..=0xe3).contains(&byte);
    rare_bytes(text, begins).any(|at| text[at..].starts_with(char::is_whitespace))
}

/// Turns text into an id: folded, with hyphens between words; never empty.
#[must_use]
pub fn slugify(text: &str) -> String {
    let folded = fold(text);
    let slug: String = folded.chars().filter(|c| c.is_ascii_alphanumeric() || *c == ' ').collect();
    let slug = slug.split_whitespace().collect::<Vec<_>>().join("-");
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// Whether text is an id: `[a-z0-9-]+`, with letters or digits at both ends.
#[must_use]
pub fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// Whether Windows keeps a name for a device, whatever its ending: `con`, `nul.txt`.
#[must_use]
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or("").to_ascii_lowercase();
    let numbered = |device: &str| stem.strip_prefix(device).is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']));
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// A date in words: `November 22, 2026`, `November 2026` or `2026`; other text stays as it is.
#[must_use]
pub fn date_in_words(date: &str) -> String {
    const MONTHS: [&str; 12] =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    let mut parts = date.splitn(3, '-');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let month = month.and_then(|month| month.parse::<usize>().ok()).and_then(|month| MONTHS.get(month.wrapping_sub(1)));
    match (year, month, day.and_then(|day| day.parse::<u8>().ok())) {
        (Some(year), Some(month), Some(day)) => format!("{month} {day}, {year}"),
        (Some(year), Some(month), None) => format!("{month} {year}"),
        _ => date.to_owned(),
    }
}

/// Names for a sentence: `A, B and C`.
#[must_use]
pub fn joined(names: &[String]) -> String {
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// Escapes text for HTML, in elements and in quoted attributes.
pub fn escape_into(out: &mut String, text: &str) {
    let mut done = 0;
    let is_special = |byte: u8| (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"') | (byte == b'\'') | (byte == 0xe2);
    for at in rare_bytes(text, is_special) {
        let (length, instead) = match text.as_bytes()[at] {
            b'&' => (1, "&amp;"),
            b'<' => (1, "&lt;"),
            b'>' => (1, "&gt;"),
            b'"' => (1, "&quot;"),
            b'\'' => (1, "&#39;"),
            0xe2 if turns_direction(&text[at..]) => (3, ""),
            _ => continue,
        };
        out.push_str(&text[done..at]);
        out.push_str(instead);
        done = at + length;
    }
    out.push_str(&text[done..]);
}

/// Whether text begins with a mark that turns its direction around: such a mark could make a page lie. Each of
/// them has three bytes, of which the first is `e2`.
fn turns_direction(text: &str) -> bool {
    text.starts_with(|c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
}

/// Escapes text for HTML.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape_into(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_drops_case_accents_and_apostrophes() {
        assert_eq!(fold("Children’s Literacy — Éco"), "childrens literacy eco");
        assert_eq!(slugify("Who they work with?"), "who-they-work-with");
        assert_eq!(slugify("???"), "section");
    }

    #[test]
    fn what_html_or_a_reader_would_take_for_something_else_is_escaped() {
        assert_eq!(escape("a<b> \"c\" & 'd'"), "a&lt;b&gt; &quot;c&quot; &amp; &#39;d&#39;");
        assert_eq!(escape("“é” \u{202e}x\u{2066}€"), "“é” x€");
    }

    #[test]
    fn words_stand_one_space_apart() {
        for text in ["", " ", "a", " a\t\u{b}b \n", "é\u{a0}\u{2003}è…\u{85}", "\u{1c}a  b\u{feff}"] {
            assert_eq!(single_spaced(text), text.split_whitespace().collect::<Vec<_>>().join(" "), "{text:?}");
        }
    }

    #[test]
    fn every_kind_of_space_is_told_from_the_plain_one() {
        for character in ('\0'..='\u{ffff}').filter(|character| character.is_whitespace()) {
            let text = format!("one{character}two");
            assert_eq!(has_other_space(&text), character != ' ', "U+{:04X}", u32::from(character));
            assert_eq!(single_spaced(&text), "one two");
        }
    }

    #[test]
    fn rare_bytes_are_found_wherever_they_stand() {
        for length in [0, 1, 31, 32, 33, 64, 100] {
            for at in 0..length {
                let text = format!("{}&{}&", "a".repeat(at), "b".repeat(length - at));
                assert_eq!(rare_bytes(&text, |byte| byte == b'&').collect::<Vec<_>>(), [at, length + 1]);
            }
        }
    }

    #[test]
    fn names_of_devices_are_known() {
        assert!(["con", "NUL", "aux.txt", "com1", "LPT9.md"].iter().all(|name| is_device(name)));
        assert!(!["connect", "com", "com10", "nulls", "x.con"].iter().any(|name| is_device(name)));
    }

    #[test]
    fn dates_are_told_in_words() {
        assert_eq!(date_in_words("2026-11-02"), "November 2, 2026");
        assert_eq!(date_in_words("2016-09"), "September 2016");
        assert_eq!(date_in_words("2016"), "2016");
        assert_eq!(date_in_words("spring"), "spring");
    }
}
