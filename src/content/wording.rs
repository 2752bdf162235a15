//! Words that a guide does without, found in plain text.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

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

/// Finds praise in any letter case, whichever of its spaces are hyphens, wherever the letters stand.
static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let written = PRAISE.iter().flat_map(|words| spellings(words));
    let finder = AhoCorasick::builder().ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA)).build(written);
    finder.expect("a few words are not too many")
});

/// Some words with a space or a hyphen in each gap.
fn spellings(words: &str) -> Vec<String> {
    let Some((first, rest)) = words.split_once(' ') else { return vec![words.to_owned()] };
    let rest = spellings(rest);
    [" ", "-"].iter().flat_map(|gap| rest.iter().map(move |rest| format!("{first}{gap}{rest}"))).collect()
}

/// Where `text` praises in words that nobody can check.
#[must_use]
pub fn praise(text: &str) -> Vec<Range<usize>> {
    let found = FINDER.find_overlapping_iter(text).map(|found| found.range());
    let mut praise: Vec<Range<usize>> = found.filter(|range| is_whole(text, range)).collect();
    // Of what begins at one place, the longest counts.
    praise.sort_unstable_by_key(|range| (range.start, Reverse(range.end)));
    praise.dedup_by_key(|range| range.start);
    praise
}

/// Whether the praise found there is whole words, and no name.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let (before, rest) = (&text.as_bytes()[..range.start], &text.as_bytes()[range.end..]);
    let goes_on = before.last().is_some_and(|last| is_word(*last)) || rest.first().is_some_and(|next| is_word(*next));
    // The Revolutionary War is history.
    let is_name = rest.starts_with(b" War") && text[range.clone()].eq_ignore_ascii_case("revolutionary");
    !goes_on && !is_name
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
        let found = |text: &str| praise(text).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(
            found("A World-class team, the leading provider of best-in-class help."),
            ["World-class", "leading provider", "best-in-class"]
        );
        assert_eq!(found("Leading providers of the Revolutionary War; caféunrivaled."), Vec::<String>::new());
    }

    #[test]
    fn each_gap_may_be_a_hyphen() {
        assert_eq!(spellings("one of a kind").len(), 8);
        for words in PRAISE {
            for text in [words.to_uppercase(), words.replace(' ', "-"), words.replacen(' ', "-", 1)] {
                assert_eq!(praise(&text).first(), Some(&(0..text.len())), "{text}");
            }
        }
    }

    #[test]
    fn the_mark_of_a_template_is_a_word() {
        assert_eq!(unfinished("TODO: the name"), Some(0..4));
        assert_eq!(unfinished("The TODOs of METODO"), None);
    }
}
