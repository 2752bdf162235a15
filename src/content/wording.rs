//! Words that a guide does without, found in plain text.

use std::ops::Range;

/// Praise that says nothing a district can check. Each is matched as whole words, in any letter case;
/// a space stands for a space or a hyphen.
const PRAISE: [&str; 31] = [
    "award winning",
    "best in class",
    "best of breed",
    "cutting edge",
    "game changer",
    "game changing",
    "groundbreaking",
    "highest quality",
    "industry leading",
    "innovative",
    "leading expert",
    "leading experts",
    "leading organisation",
    "leading organization",
    "leading provider",
    "market leader",
    "market leading",
    "one of a kind",
    "passionate",
    "premier provider",
    "revolutionary",
    "second to none",
    "state of the art",
    "top notch",
    "unique approach",
    "unlock the potential",
    "unparalleled",
    "unrivaled",
    "unrivalled",
    "world class",
    "world leading",
];

/// Where the praise of each first letter begins in the list, which is in the order of the alphabet: most words can
/// be passed over by their first letter, others are compared with two or three.
const OF_LETTER: [u8; 28] = {
    let mut starts = [0; 28];
    let mut letter = 0;
    while letter < 28 {
        let mut at = 0;
        while at < PRAISE.len() && PRAISE[at].as_bytes()[0] - b'a' < letter {
            at += 1;
        }
        starts[letter as usize] = at as u8;
        letter += 1;
    }
    starts
};

/// The praise that begins with a letter of the alphabet.
fn of_letter(letter: u8) -> &'static [&'static str] {
    let number = usize::from((letter | 0x20) - b'a');
    &PRAISE[usize::from(OF_LETTER[number])..usize::from(OF_LETTER[number + 1])]
}

/// The second letters of the praise of each first letter, a bit each: so almost every word can be passed over.
const SECOND: [u32; 26] = {
    let mut letters = [0; 26];
    let mut at = 0;
    while at < PRAISE.len() {
        let words = PRAISE[at].as_bytes();
        letters[(words[0] - b'a') as usize] |= 1 << (words[1] - b'a');
        at += 1;
    }
    letters
};

/// Where `text` praises in words that nobody can check.
pub fn praise(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let words = word_starts(bytes).filter(|at| may_praise(&bytes[*at..]));
    words.filter_map(|at| {
        let length = of_letter(bytes[at]).iter().filter_map(|words| matched(&bytes[at..], words.as_bytes())).max()?;
        Some(at..at + length)
    })
}

/// Where words begin.
fn word_starts(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let length = |from: usize, inside: bool| bytes[from..].iter().take_while(|byte| is_word(**byte) == inside).count();
        let start = at + length(at, false);
        at = start + length(start, true);
        (start < bytes.len()).then_some(start)
    })
}

/// Whether praise begins with the two letters of this text.
fn may_praise(text: &[u8]) -> bool {
    let letter = |at: usize| text.get(at).map(|byte| (byte | 0x20).wrapping_sub(b'a')).filter(|letter| *letter < 26);
    letter(0).zip(letter(1)).is_some_and(|(first, second)| SECOND[usize::from(first)] >> second & 1 == 1)
}

/// How long the words at the start of `text` are, when they are these.
fn matched(text: &[u8], words: &[u8]) -> Option<usize> {
    let begins = text.len() >= words.len()
        && text.iter().zip(words).all(|(found, wanted)| found.eq_ignore_ascii_case(wanted) || (*wanted == b' ' && *found == b'-'));
    let rest = text.get(words.len()..).unwrap_or_default();
    let ends = rest.first().is_none_or(|next| !is_word(*next));
    // The Revolutionary War is history.
    let is_name = words == b"revolutionary" && rest.starts_with(b" War");
    (begins && ends && !is_name).then_some(words.len())
}

fn is_word(byte: u8) -> bool {
    const WORD: [bool; 256] = {
        let mut word = [true; 256];
        let mut byte = 0_u8;
        while byte < 0x80 {
            word[byte as usize] = byte.is_ascii_alphanumeric();
            byte += 1;
        }
        word
    };
    WORD[usize::from(byte)]
}

/// The mark that templates of `guidepost new` put where something is to be filled in.
pub(crate) const UNFINISHED: &str = "TODO";

/// Where `text` still holds the mark of a template.
#[must_use]
pub fn unfinished(text: &str) -> Option<Range<usize>> {
    // Almost no text does, and to know that is cheap.
    if !text.contains(UNFINISHED) {
        return None;
    }
    text.match_indices(UNFINISHED).map(|(at, mark)| at..at + mark.len()).find(|range| {
        let word_before = text[..range.start].ends_with(|c: char| c.is_alphanumeric());
        let word_after = text[range.end..].starts_with(|c: char| c.is_alphanumeric());
        !word_before && !word_after
    })
}

/// Whether a link's whole text tells nobody where it leads.
#[must_use]
pub fn is_empty_link_text(text: &str) -> bool {
    const EMPTY: [&str; 14] = [
        "here",
        "click here",
        "click",
        "this",
        "this link",
        "this page",
        "this site",
        "link",
        "more",
        "read more",
        "learn more",
        "see more",
        "more information",
        "website",
    ];
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    bare.len() <= 20 && EMPTY.iter().any(|words| words.eq_ignore_ascii_case(bare))
}

/// Whether a value is what people write when they do not know one.
#[must_use]
pub fn stands_for_nothing(text: &str) -> bool {
    text.len() <= 13 && NOTHING.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Words for a value that is not known, in any letter case.
pub(crate) const NOTHING: [&str; 12] =
    ["n/a", "~", "none", "unknown", "not known", "not stated", "not available", "tbd", "null", "nil", "?", "-"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn praise_is_found_as_whole_words() {
        let found = |text: &str| praise(text).map(|range| text[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(
            found("A World-class team, the leading provider of best-in-class help."),
            ["World-class", "leading provider", "best-in-class"]
        );
        assert_eq!(found("Leading providers of the Revolutionary War; caféunrivaled."), Vec::<String>::new());
    }

    #[test]
    fn praise_is_listed_in_the_order_of_the_alphabet() {
        assert!(PRAISE.is_sorted());
        for words in PRAISE {
            assert!(of_letter(words.as_bytes()[0].to_ascii_uppercase()).contains(&words), "{words}");
            assert!(may_praise(words.to_uppercase().as_bytes()), "{words}");
        }
        assert!(of_letter(b'z').is_empty());
    }

    #[test]
    fn the_mark_of_a_template_is_a_word() {
        assert_eq!(unfinished("TODO: the name"), Some(0..4));
        assert_eq!(unfinished("The TODOs of METODO"), None);
    }
}
