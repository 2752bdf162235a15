//! Turns a text into the words the index knows: ASCII letters and digits where a text allows it, lower
//! case, no accents, no apostrophes. `themes/default/js/search/words.js` says the same in the browser,
//! word for word; a comparison in `tests/search` holds the two together.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// A longer "word" is not one that somebody types.
const LONGEST: usize = 40;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    /// A hyphen, and nothing else, stands between this word and the one before it.
    pub(crate) joined: bool,
    /// Two letters or more, all of them capitals.
    pub(crate) capitals: bool,
}

/// The words of a text, in order.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    scan(text, &mut |text: &str, joined, capitals| {
        found.push(Word { text: text.to_owned(), joined, capitals });
    });
    found
}

/// The words of a text run together, plural and singular as one: how two names are compared.
pub(crate) fn key(text: &str) -> String {
    words(text).iter().map(|word| stem(&word.text)).collect()
}

/// The words of a text run together as they are written: how the start of a name is compared.
pub(crate) fn glued(text: &str) -> String {
    words(text).into_iter().map(|word| word.text).collect()
}

/// The words of a text with hyphens between them: most addresses end in this form of their title.
pub(crate) fn slug(text: &str) -> String {
    let words: Vec<String> = words(text).into_iter().map(|word| word.text).collect();
    words.join("-")
}

/// A word without its plural ending. "studies" and "study" have one stem, so do "coaches" and "coach".
pub(crate) fn stem(word: &str) -> String {
    let singular = match word {
        _ if letters(word) < 4 => word.to_owned(),
        _ if letters(word) > 4 && word.ends_with("ies") => format!("{}y", &word[..word.len() - 3]),
        _ if letters(word) > 4 && word.ends_with("ie") => format!("{}y", &word[..word.len() - 2]),
        _ if letters(word) > 4 && word.ends_with("es") && hisses(&word[..word.len() - 2]) => word[..word.len() - 2].to_owned(),
        _ if word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end)) => word[..word.len() - 1].to_owned(),
        _ => word.to_owned(),
    };
    match singular.strip_suffix('e') {
        Some(short) if letters(short) > 2 && hisses(short) => short.to_owned(),
        _ => singular,
    }
}

/// How long a word is to whoever types it.
pub(crate) fn letters(word: &str) -> usize {
    if word.is_ascii() { word.len() } else { word.chars().count() }
}

/// Whether a plural of this word takes "es".
fn hisses(word: &str) -> bool {
    ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end))
}

/// Every way the index may have written a word: the word itself first, then its other number, then both as they are
/// spelt in the USA.
pub(crate) fn variants(word: &str) -> Vec<String> {
    let mut found = numbers(word);
    let american = american(word).map(|word| numbers(&word)).unwrap_or_default();
    found.extend(american);
    found
}

/// British endings, American ones, what may follow them, and how many letters stand before at least.
const SPELT: [(&str, &str, &[&str], usize); 4] = [
    ("our", "or", &["", "s", "ed", "ing", "al", "ite"], 3),
    ("is", "iz", &["e", "es", "ed", "ing", "ation", "ations"], 3),
    ("centre", "center", &["", "s"], 0),
    ("programme", "program", &["", "s"], 0),
];

/// "behaviour" as "behavior".
fn american(word: &str) -> Option<String> {
    SPELT.iter().find_map(|(british, american, endings, before)| {
        endings.iter().find_map(|ending| {
            let start = word.strip_suffix(ending)?.strip_suffix(british)?;
            (letters(start) >= *before).then(|| format!("{start}{american}{ending}"))
        })
    })
}

/// A word and its other number.
fn numbers(word: &str) -> Vec<String> {
    let stem = stem(word);
    let mut found = vec![word.to_owned()];
    let mut offer = |form: String| {
        if !found.contains(&form) && self::stem(&form) == stem {
            found.push(form);
        }
    };
    for ending in ["", "s", "es", "e"] {
        offer(format!("{stem}{ending}"));
    }
    if let Some(start) = stem.strip_suffix('y') {
        for ending in ["ies", "ie"] {
            offer(format!("{start}{ending}"));
        }
    }
    found
}

/// Calls `each(word, joined, capitals)` for every word of a text.
pub(crate) fn scan(text: &str, each: &mut impl FnMut(&str, bool, bool)) {
    let mut scanner = Scanner::default();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() {
            let start = at;
            let mut capitals = 0;
            while let Some(byte) = bytes.get(at).filter(|byte| byte.is_ascii_alphanumeric()) {
                capitals += usize::from(byte.is_ascii_uppercase());
                at += 1;
            }
            let ends = bytes.get(at).is_none_or(|next| next.is_ascii() && !matches!(next, b'\'' | b','));
            if capitals == 0 && ends && scanner.word.is_empty() && at - start <= LONGEST {
                scanner.tell(&text[start..at], false, each);
            } else {
                scanner.run(&text[start..at], capitals);
            }
        } else if byte.is_ascii() {
            scanner.ascii(byte, &bytes[at + 1..], each);
            at += 1;
        } else {
            let character = text[at..].chars().next().unwrap_or(' ');
            at += character.len_utf8();
            let rest = &bytes[at..];
            decompose_compatible(character, |part| scanner.other(part, rest, each));
        }
    }
    scanner.end(each);
}

/// What is known between two characters.
#[derive(Default)]
struct Scanner {
    word: String,
    small: bool,
    letters: usize,
    /// How many characters that are no part of a word came since the last word; `None` before the first.
    gap: Option<u32>,
    hyphen: bool,
}

impl Scanner {
    /// ASCII letters and digits in a row.
    fn run(&mut self, run: &str, capitals: usize) {
        let start = self.word.len();
        self.word.push_str(run);
        self.small |= run.bytes().any(|byte| byte.is_ascii_lowercase());
        self.letters += capitals;
        self.word[start..].make_ascii_lowercase();
    }

    fn ascii(&mut self, byte: u8, rest: &[u8], each: &mut impl FnMut(&str, bool, bool)) {
        match byte {
            _ if byte.is_ascii_alphanumeric() => self.run(char::from(byte).encode_utf8(&mut [0]), usize::from(byte.is_ascii_uppercase())),
            b'\'' => {}
            b',' if self.word.ends_with(|last: char| last.is_ascii_digit()) && thousands(rest) => {}
            _ => self.separator(char::from(byte), each),
        }
    }

    fn other(&mut self, character: char, rest: &[u8], each: &mut impl FnMut(&str, bool, bool)) {
        if character.is_ascii() {
            self.ascii(character as u8, rest, each);
        } else if is_combining_mark(character) || matches!(character, '’' | '‘' | 'ʼ' | 'ʻ' | '\u{ad}') {
        } else if character.is_alphabetic() {
            if character.is_uppercase() {
                self.letters += 1;
            } else {
                self.small = true;
            }
            for lower in character.to_lowercase() {
                if !is_combining_mark(lower) {
                    self.letter(lower);
                }
            }
        } else {
            self.separator(character, each);
        }
    }

    /// Letters that carry no removable accent and are still written otherwise on most keyboards.
    fn letter(&mut self, letter: char) {
        match letter {
            'ß' => self.word.push_str("ss"),
            'æ' => self.word.push_str("ae"),
            'œ' => self.word.push_str("oe"),
            'ø' => self.word.push('o'),
            'đ' | 'ð' => self.word.push('d'),
            'ł' => self.word.push('l'),
            'þ' => self.word.push_str("th"),
            'ı' => self.word.push('i'),
            'ς' => self.word.push('σ'),
            other => self.word.push(other),
        }
    }

    fn separator(&mut self, character: char, each: &mut impl FnMut(&str, bool, bool)) {
        self.end(each);
        if let Some(gap) = &mut self.gap {
            self.hyphen = *gap == 0 && matches!(character, '-' | '.' | '\u{2010}' | '\u{2013}' | '\u{2212}');
            *gap += 1;
        }
    }

    fn tell(&mut self, word: &str, capitals: bool, each: &mut impl FnMut(&str, bool, bool)) {
        each(word, self.gap == Some(1) && self.hyphen, capitals);
        self.gap = Some(0);
    }

    fn end(&mut self, each: &mut impl FnMut(&str, bool, bool)) {
        if self.word.is_empty() {
            return;
        }
        let word = std::mem::take(&mut self.word);
        if word.len() > LONGEST && word.chars().count() > LONGEST {
            self.gap = None;
        } else {
            self.tell(&word, self.letters > 1 && !self.small, each);
        }
        self.word = word;
        self.word.clear();
        self.small = false;
        self.letters = 0;
    }
}

/// Whether a comma before these bytes only parts the thousands of a number.
fn thousands(rest: &[u8]) -> bool {
    rest.len() >= 3 && rest[..3].iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_lose_case_accents_and_apostrophes() {
        assert_eq!(texts("Teachers’ Études, don't  STOP"), ["teachers", "etudes", "dont", "stop"]);
        assert_eq!(texts("Łódź straße ﬁne Ⅳ ２０２４"), ["lodz", "strasse", "fine", "iv", "2024"]);
    }

    #[test]
    fn hyphens_and_dots_join_and_commas_in_numbers_vanish() {
        let joined: Vec<bool> = words("K–2 on-site and-  U.S.").iter().map(|word| word.joined).collect();
        assert_eq!(joined, [false, true, false, true, false, false, true]);
        assert_eq!(texts("$24,000 or 3,5"), ["24000", "or", "3", "5"]);
    }

    #[test]
    fn capitals_are_noticed() {
        let capitals: Vec<bool> = words("IN in In I EL2").iter().map(|word| word.capitals).collect();
        assert_eq!(capitals, [true, false, false, false, true]);
    }

    #[test]
    fn plural_and_singular_share_a_stem_and_know_each_other() {
        for (one, many) in
            [("study", "studies"), ("coach", "coaches"), ("course", "courses"), ("grade", "grades"), ("movie", "movies"), ("case", "cases")]
        {
            assert_eq!(stem(one), stem(many), "{one} and {many}");
            assert!(variants(one).contains(&many.to_owned()), "{one} knows {many}");
            assert!(variants(many).contains(&one.to_owned()), "{many} knows {one}");
        }
        for word in ["class", "status", "analysis", "bus", "plan"] {
            assert_eq!(stem(word), word);
        }
        assert!(!variants("car").contains(&"care".to_owned()));
    }

    #[test]
    fn british_words_know_their_american_spelling() {
        for (british, american) in
            [("behaviour", "behavior"), ("organising", "organizing"), ("programmes", "program"), ("centre", "centers")]
        {
            assert!(variants(british).contains(&american.to_owned()), "{british}: {:?}", variants(british));
        }
        assert_eq!(american("our").or(american("four")).or(american("rise")), None);
    }

    #[test]
    fn a_word_nobody_types_is_left_out() {
        assert_eq!(texts(&format!("a {} b", "x".repeat(41))), ["a", "b"]);
    }
}
