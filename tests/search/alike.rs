//! The browser's engine and the native one answer alike, over the same bytes; and damaged bytes are
//! refused. The questions are random, from the words of a guide and what goes wrong with them.

use std::io::Write;
use std::process::{Command, Stdio};

use guidepost::search::{Answer, Engine, Query, SearchFiles, Via};
use serde_json::{Value, json};

use super::corpus::{Corpus, Dice};

#[test]
fn browser_and_native_answers_are_equal() {
    for (seed, providers) in [(7, 12), (8, 120), (9, 300)] {
        let corpus = Corpus::of(seed, providers);
        let files = corpus.files();
        let engine = Engine::open(&files).unwrap();
        let queries = random_queries(&corpus, seed);
        in_node(&files, queries.iter().map(|query| case(&engine, query)).collect());
    }
}

/// Runs `compare.mjs` over files and cases; without Node it fails, for then nothing was compared.
pub(crate) fn in_node(files: &SearchFiles, cases: Vec<Value>) {
    let files: Vec<Value> = files.files.iter().map(|file| json!([file.name, hex(&file.bytes), file.script()])).collect();
    let input = json!({ "files": files, "cases": cases }).to_string();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/search/compare.mjs");
    let Ok(mut node) = Command::new("node").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn() else {
        panic!("Node.js is missing, so the browser's engine cannot be compared: install it, or run tests/run, which does")
    };
    node.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A query and its native answer, as the browser would give it.
pub(crate) fn case(engine: &Engine, query: &Query) -> Value {
    let answer: Answer = engine.query(query);
    let via = |via| match via {
        Via::Name => "name",
        Via::Beginning => "beginning",
        Via::Word => "word",
    };
    let hit = |hit: &guidepost::search::Hit| {
        let found = engine.document(hit.document).unwrap();
        json!([hit.document, hit.score, hit.full, found.kind, found.title, found.url, found.context])
    };
    json!({
        "query": { "text": query.text, "selection": query.selection, "without": query.without, "limit": query.limit, "deep": query.deep },
        "answer": {
            "hits": answer.hits.iter().map(hit).collect::<Vec<_>>(),
            "total": answer.total,
            "suggestions": answer.suggestions.iter().map(|seen| json!([seen.value, seen.words.start, seen.words.end, via(seen.via)])).collect::<Vec<_>>(),
            "correction": answer.correction,
            "marks": answer.marks,
        }
    })
}

fn random_queries(corpus: &Corpus, seed: u64) -> Vec<Query> {
    let mut dice = Dice::new(seed + 500);
    let values: Vec<u32> = corpus.facets.iter().flat_map(|facet| &facet.values).map(|value| value.ordinal).collect();
    let mut phrases: Vec<String> = corpus
        .facets
        .iter()
        .flat_map(|facet| &facet.values)
        .flat_map(|value| [&value.label, &value.id].into_iter().chain(&value.aliases).chain(&value.extra))
        .cloned()
        .collect();
    phrases.extend(
        [
            "grade 4",
            "4th grade",
            "K-5",
            "grades 3–8",
            "6-12",
            "IPG",
            "hqim",
            "in",
            "IN",
            "",
            "  ",
            "kindergarten",
            "’",
            "école",
            "ﬁ",
            "日本",
            "Ω",
            "İ",
            "straße",
        ]
        .map(str::to_owned),
    );
    let mut queries = Vec::new();
    for number in 0..300 {
        let words = 1 + dice.below(4);
        let mut text = String::new();
        for _ in 0..words {
            let document = dice.of(&corpus.documents);
            let source = match dice.below(5) {
                0 => dice.of(&phrases).clone(),
                1 => document.title.clone(),
                _ => document.body.split(' ').nth(dice.below(60)).unwrap_or_default().to_owned(),
            };
            text.push_str(&mangled(&mut dice, source));
            let gap: &&str = dice.of(&[" ", "-", ", ", "", "  ", "/"]);
            text.push_str(gap);
        }
        let mut some = |one_in: usize| if dice.below(one_in) == 0 { vec![*dice.of(&values)] } else { vec![] };
        let selection = [some(6), some(9)].into_iter().filter(|group| !group.is_empty()).collect();
        let without = some(7);
        queries.push(Query { text, selection, without, limit: *dice.of(&[1, 5, 10, 50]), deep: number % 3 == 0 });
    }
    queries
}

/// Half of the texts are left alone; the others are cut, doubled, swapped, shouted or run together.
fn mangled(dice: &mut Dice, text: String) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < 3 {
        return text;
    }
    let at = 1 + dice.below(letters.len() - 1);
    match dice.below(14) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at - 1]),
        2 => letters.swap(at - 1, at),
        3 => letters[at] = char::from(b'a' + dice.below(26) as u8),
        4 => letters.truncate(at),
        5 => return text.to_uppercase(),
        6 => return text.replace(' ', ""),
        7 => letters.insert(at, *dice.of(&[' ', '-', '\'', '.', '3', 'é'])),
        _ => {}
    }
    letters.into_iter().collect()
}
