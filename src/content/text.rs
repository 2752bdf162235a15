//! Small shared ways of looking at text: folding, ids, plain dates in words.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds text for comparing and sorting: no case, no accents, one space between words.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for character in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        if character.is_alphanumeric() {
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = false;
            folded.extend(character.to_lowercase());
        } else if !matches!(character, '\'' | '’') {
            gap = true;
        }
    }
    folded
}

/// Text with one space between its words and none at its ends.
#[must_use]
pub fn single_spaced(text: &str) -> String {
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
    for (at, byte) in text.bytes().enumerate() {
        let (length, instead) = match byte {
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
