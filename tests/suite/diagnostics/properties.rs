//! Whatever a file holds, the guide answers in good time, and everything it says points into the file.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use crate::annotated::{diagnose, guide};

/// Profiles and pages that are right, to be broken.
const GOOD: [&str; 3] = [
    "---\nname: Example Partners\nsummary: \"Coaches teachers: in grades 6–8.\"\nwebsite: https://example.org/\nsubjects: [ela, math]\nstates:\n  - la\n  - tx\ncontact: {email: hello@example.org, phone: \"+1 504 555 0100\"}\nnotes:\n  states: Named examples only.\nreviewed: 2026-05-01\nsources:\n  - url: https://example.org/a\n    title: A page\n    facts: [states]\n    as_of: 2020-09\naliases: [ÉP]\n---\n\n## What they do\n\nThey coach — *well*, as [a study](https://example.org/) says.[^a]\n\n[^a]: A note.\n\n| a | b |\n|---|---|\n| c | d |\n",
    "---\ntitle: Questions\norder: 2\n---\n\n## Ask {#ask}\n\n> [!QUESTION] why\n> Why?\n>\n> Listen for:\n>\n> - a reason\n\n> [!TIP] A tip\n> See [the start](index.md#begin).\n",
    "+++\ntitle = \"A page\"\nsummary = 'Short.'\norder = 3\ndate = 2026-05-01\n+++\n\n1. one\n2. two\n\n```\ncode\n```\n",
];

/// Pieces that have a meaning to some reader.
const PIECES: [&str; 60] = [
    "---\n",
    "+++\n",
    "\n",
    "\r\n",
    "\t",
    " ",
    "  ",
    "- ",
    "key: ",
    "name:",
    ": ",
    ":",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "“",
    "”",
    "’",
    "–",
    "#",
    " #x",
    "|",
    ">",
    "|\n  ",
    "&a",
    "*a",
    "!x",
    "@",
    "%",
    "`",
    "```\n",
    "~~~\n",
    "## ",
    "# ",
    "[^a]",
    "[^a]: ",
    "> [!QUESTION] a\n",
    "> [!NOTE]\n",
    "> ",
    "![",
    "](",
    ")",
    "<b>",
    "<!--",
    "-->",
    "&amp;",
    "\u{0}",
    "\u{feff}",
    "\u{a0}",
    "é",
    "𝒳",
    "TODO",
    "world-class",
    "Listen for:",
    "states: [la, tx]\n",
    "= ",
    "[[value]]\n",
];

fn said_of(path: &str, text: String) -> usize {
    let mut files: BTreeMap<String, String> = guide();
    files.insert(path.to_owned(), text);
    let before = Instant::now();
    let found = diagnose(&files).len();
    // A debug build on a busy machine; a release build takes a fraction of a second.
    assert!(before.elapsed() < Duration::from_secs(20), "{path} took {:?}", before.elapsed());
    found
}

fn anywhere() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "providers/x.md",
        "pages/x.md",
        "pages/glossary.md",
        "playbook/select/x.md",
        "articles/x.md",
        "guide.toml",
        "vocabulary/states.toml",
    ])
}

/// Text made of pieces.
fn pieces() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..60).prop_map(|pieces| pieces.concat())
}

/// A good file with some pieces put in and some of its characters taken out.
fn mutated() -> impl Strategy<Value = String> {
    let changes = prop::collection::vec((any::<prop::sample::Index>(), 0..6_usize, prop::sample::select(PIECES.to_vec())), 1..6);
    (prop::sample::select(GOOD.to_vec()), changes).prop_map(|(good, changes)| {
        let mut characters: Vec<char> = good.chars().collect();
        for (at, taken, piece) in changes {
            let at = at.index(characters.len() + 1);
            let end = (at + taken).min(characters.len());
            drop(characters.splice(at..end, piece.chars()));
        }
        characters.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered(path in anywhere(), text in any::<String>()) {
        said_of(path, text);
    }

    #[test]
    fn any_pieces_are_answered(path in anywhere(), text in pieces()) {
        said_of(path, text);
    }

    #[test]
    fn any_front_matter_is_answered(path in anywhere(), front in pieces(), body in pieces()) {
        said_of(path, format!("---\n{front}\n---\n{body}"));
    }

    #[test]
    fn any_change_of_a_good_file_is_answered(path in anywhere(), text in mutated()) {
        said_of(path, text);
    }

    #[test]
    fn a_cut_file_is_answered(path in anywhere(), good in prop::sample::select(GOOD.to_vec()), at in any::<prop::sample::Index>()) {
        let characters: Vec<char> = good.chars().collect();
        said_of(path, characters[..at.index(characters.len())].iter().collect());
    }
}

#[test]
fn good_files_are_good() {
    assert_eq!(said_of("providers/x.md", GOOD[0].to_owned()), 0);
    assert_eq!(said_of("playbook/select/x.md", GOOD[1].to_owned()), 0);
    assert_eq!(said_of("articles/x.md", GOOD[2].to_owned()), 0);
}

/// Half as much of something as a text may hold, in front matter and in a text.
fn flood(piece: &str) {
    let many = piece.repeat(60_000 / piece.len());
    let front = "---\nname: X\nsummary: Y.\nreviewed: 2026-05-01\nsources: [https://example.org/]\n";
    for text in [format!("{front}---\n\n{many}\n"), format!("{front}aliases: {many}\n---\n"), format!("---\n{many}\n---\n"), many.clone()] {
        said_of("providers/x.md", text.clone());
        said_of("playbook/select/x.md", text);
    }
    said_of("vocabulary/states.toml", many);
}

macro_rules! floods {
    ($($name:ident: $piece:literal,)*) => { $(#[test] fn $name() { flood($piece); })* };
}

floods! {
    one_long_word: "a",
    many_words: "a ",
    opening_brackets: "[",
    closing_brackets: "]",
    footnote_marks: "[^",
    footnotes: "[^a]",
    footnote_definitions: "[^a]: x\n",
    brackets_and_carets: "[^a",
    nested_quotes: "> ",
    nested_quote_lines: ">>>>\n",
    nested_lists: "- ",
    pictures: "![",
    links: "[a](b",
    whole_links: "[a](/about/) ",
    stars: "*",
    star_words: "*a ",
    strong_stars: "**a **",
    underscores: "a_",
    back_quotes: "`",
    back_quote_words: "`a``b",
    angle_brackets: "<",
    comments: "<!--",
    processing: "<?",
    declarations: "<!A",
    entities: "&",
    tildes: "~a",
    number_signs: "# ",
    headings: "## a\n\n",
    same_ids: "## a {#a}\n\n",
    tables: "|a",
    table_rows: "|a|b|\n|-|-|\n",
    references: "[a]: b\n",
    shared_references: "[a]",
    curly_brackets: "{",
    colons: "a: ",
    keys: "a: b\n",
    deep_keys: "a:\n ",
    anchors: "&a [",
    aliases: "*a, ",
    quotation_marks: "\"",
    apostrophes: "'a ",
    smart_marks: "“",
    hyphens: "-",
    equals: "a=",
    tables_in_toml: "[[a]]\n",
    dotted_keys: "a.",
    marks: "> [!NOTE]\n\n",
    nested_marks: "> [!NOTE]\n> ",
    questions: "> [!QUESTION] a\n> b\n\n",
    backslashes: "\\",
    line_ends: "\r",
    blank_lines: "\n",
    praise: "world-class ",
    todos: "TODO ",
    html: "<b>",
}
