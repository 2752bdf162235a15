//! Profiles out to tables and in again.

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use guidepost::content::front_matter::{Entry, Node, Value};
use guidepost::content::{self, provider};
use guidepost::memo::Memo;
use guidepost::source::{Source, Sources, Span};
use guidepost::vocabulary::Facet;
use guidepost::{format, table};

use super::{Bench, schemas};

/// The bundled guide with its facets.
static BUNDLED: LazyLock<(Sources, Vec<Arc<Facet>>)> = LazyLock::new(|| {
    let sources = schemas::sources(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content"));
    let facets = content::parse(&sources, &mut Memo::new()).value.facets;
    (sources, facets)
});

/// The same profiles after a way through a table.
fn through_a_table(sources: &Sources, facets: &[Arc<Facet>]) -> Sources {
    let table = Source { path: "all.csv".into(), text: table::to_csv(sources, facets).into() };
    let read = table::from_csv(&table, facets);
    assert!(!read.has_errors(), "{:?}\n{}", read.problems, table.text);
    let schema = provider::schema(facets);
    Sources::new(
        read.value.iter().map(|profile| Source { path: profile.path.as_str().into(), text: profile.text(&schema).into() }).collect(),
    )
}

#[test]
fn every_profile_of_the_guide_comes_back_from_a_table_with_every_field_and_its_text() {
    let (sources, facets) = &*BUNDLED;
    let again = through_a_table(sources, facets);
    assert!(again.len() >= 30);
    assert_eq!(table::to_json(sources, facets), table::to_json(&again, facets));
    for old in sources.below("providers/") {
        let body = |text: &str| text.splitn(3, "---\n").nth(2).unwrap().to_owned();
        assert_eq!(body(&old.text), body(&again.get(&old.path).unwrap().text), "{}", old.path);
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z][A-Za-z .]{0,10}",
        "[ -~]{1,12}",
        "[=+@'-][a-z0-9]{1,4}",
        "[a-z:;,|{}\\[\\]\" \n]{1,10}",
        Just("no".to_owned()),
        Just("TODAY | x: y".to_owned()),
        Just("[\"a\"]".to_owned()),
        Just("{\"a\": 1}".to_owned())
    ]
    // A word that only says that nothing is known is refused as a value, and rightly so.
    .prop_filter("a text says something", |text| {
        !text.trim().is_empty() && !text.contains("TODO") && !guidepost::content::wording::stands_for_nothing(text.trim())
    })
}

fn node(value: Value) -> Node {
    Node { span: Span::default(), value }
}

fn table_of(entries: Vec<(&str, Value)>) -> Value {
    Value::Table(
        entries.into_iter().map(|(key, value)| Entry { key: key.to_owned(), key_span: Span::default(), value: node(value) }).collect(),
    )
}

fn profile() -> impl Strategy<Value = (Node, String)> {
    let source = prop_oneof![
        Just(Value::Text("https://example.org/a?b=c;d,e".to_owned())),
        (text(), prop_oneof![Just(vec![]), Just(vec!["states"]), Just(vec!["states", "hqim"])]).prop_map(|(title, facts)| {
            let mut entries = vec![
                ("url", Value::Text("https://example.org/x".to_owned())),
                ("title", Value::Text(title)),
                ("as_of", Value::Text("2024-05".to_owned())),
            ];
            if !facts.is_empty() {
                entries.push(("facts", Value::List(facts.into_iter().map(|fact| node(Value::Text(fact.to_owned()))).collect())));
            }
            table_of(entries)
        }),
        text().prop_map(|title| table_of(vec![("title", Value::Text(title))])),
        Just(table_of(vec![("url", Value::Text("https://example.org/y".to_owned()))])),
    ];
    let aliases = proptest::collection::vec(text(), 1..4);
    let body = prop_oneof!["(## [a-z]{1,5}\n\n[ -~]{0,20}\n){0,3}", "[ -~\n\r\t]{0,30}"];
    (text(), text(), proptest::collection::vec(source, 1..4), aliases, text(), body, any::<bool>()).prop_map(
        |(name, summary, sources, aliases, note, body, draft)| {
            let list = |values: Vec<Value>| Value::List(values.into_iter().map(node).collect());
            let front = table_of(vec![
                ("name", Value::Text(name)),
                ("summary", Value::Text(summary.clone())),
                ("states", list(vec![Value::Text("LA".to_owned()), Value::Text("tx".to_owned())])),
                ("price", Value::Text("public-figure".to_owned())),
                ("founded", Value::Text("2010".to_owned())),
                (
                    "contact",
                    table_of(vec![
                        ("email", Value::Text("a@example.org".to_owned())),
                        ("phone", Value::Text("+1 504 555 0100".to_owned())),
                    ]),
                ),
                ("reviewed", Value::Text("2026-05-01".to_owned())),
                ("notes", table_of(vec![("states", Value::Text(note)), ("price", Value::Text(summary))])),
                ("sources", list(sources)),
                ("aliases", list(aliases.into_iter().map(Value::Text).collect())),
                ("draft", Value::Text(draft.to_string())),
            ]);
            (node(front), body)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]
    #[test]
    fn whatever_a_profile_says_comes_back_from_a_table((front, body) in profile()) {
        let facets = &BUNDLED.1;
        let text = format::file(&front, &body, &provider::schema(facets));
        let sources = Sources::new(vec![Source { path: "providers/x.md".into(), text: text.into() }]);
        let again = through_a_table(&sources, facets);
        prop_assert_eq!(table::to_json(&sources, facets), table::to_json(&again, facets));
        let ending = format!("---\n{body}");
        prop_assert!(again.get("providers/x.md").unwrap().text.ends_with(&ending));
    }
}

#[test]
fn a_spreadsheet_by_hand_becomes_profiles_and_changes_nothing_twice() {
    let bench = Bench::with_guide();
    bench.write(
        "new.csv",
        "Name;Summary;Reviewed;Subjects;States;Sources;Contact.phone\nHand Made;\"Says \"\"hi\"\"; teaches\";2026-05-01;math, ela;la;https://example.org/a;'+1 504 555 0100\n",
    );
    let ran = bench.expect(0, &["import", "new.csv"]);
    assert!(ran.err.contains("1 written, 0 as they were"), "{}", ran.err);
    let text = bench.read("content/providers/hand-made.md");
    assert_eq!(
        text,
        "---\nname: Hand Made\nsummary: Says \"hi\"; teaches\nsubjects: [math, ela]\nstates: [la]\ncontact:\n  phone: \"+1 504 555 0100\"\nreviewed: 2026-05-01\nsources:\n  - https://example.org/a\n---\n"
    );
    bench.expect(0, &["check"]);
    bench.expect(0, &["fmt", "--check"]);
    bench.write("content/providers/hand-made.md", &text.replace("name: Hand", "# kept\nname: Hand"));
    assert!(bench.expect(0, &["import", "new.csv"]).err.contains("0 written, 1 as they were"));
    assert!(bench.read("content/providers/hand-made.md").contains("# kept"));
}

#[test]
fn a_table_with_mistakes_is_told_cell_by_cell_and_writes_nothing() {
    let bench = Bench::with_guide();
    bench.write(
        "bad.csv",
        "name,summary,reviewed,sources,subjcts,states\nA,x,5/1/2026,https://example.org,math,\"la; Texas\"\nA,y,2026-05-01,not a link,,\n",
    );
    let ran = bench.expect(1, &["import", "bad.csv"]);
    for expected in [
        "bad.csv:1:31",
        "did you mean `subjects`?",
        "bad.csv:2:5",
        "did you mean `2026-05-01`?",
        "bad.csv:2:44",
        "did you mean `tx`?",
        "bad.csv:3:16",
        "two rows make the file providers/a.md",
        "nothing was written",
    ] {
        assert!(ran.err.contains(expected), "{expected}\n{}", ran.err);
    }
    assert!(!bench.path("content/providers/a.md").exists());
    assert!(bench.expect(1, &["import", "bad.csv"]).out.is_empty());
    bench.write("latin.csv", "");
    std::fs::write(bench.path("latin.csv"), b"name\n\xe9\n").unwrap();
    assert!(bench.expect(2, &["import", "latin.csv"]).err.contains("UTF-8"));
}

#[test]
fn a_profile_that_says_something_else_is_replaced_only_when_asked() {
    let bench = Bench::with_guide();
    let table = bench.expect(0, &["export", "--format", "csv"]).out.replace("Works in schools and online.", "Works online.");
    bench.write("all.csv", &table);
    let refused = bench.expect(2, &["import", "all.csv"]);
    assert!(refused.err.contains("--replace"), "{}", refused.err);
    bench.expect(0, &["import", "all.csv", "--replace"]);
    assert!(bench.read("content/providers/example-learning-partners.md").contains("math curriculum. Works online.\n"));
}

#[test]
fn a_column_that_is_missing_leaves_the_fact_and_an_empty_cell_takes_it_out() {
    let bench = Bench::with_guide();
    let file = "content/providers/example-learning-partners.md";
    let before = bench.read(file);
    bench.write("few.csv", "slug,name,summary,reviewed,sources,delivery\nexample-learning-partners,Example Learning Partners,Shorter.,2026-05-01,https://example.org/services,\n");
    bench.expect(0, &["import", "few.csv", "--replace"]);
    let after = bench.read(file);
    assert!(after.contains("summary: Shorter.\n") && !after.contains("delivery:"), "{after}");
    let kept = |text: &str| {
        text.lines()
            .filter(|line| ["pl_types", "states", "website", "- ", "## "].iter().any(|start| line.starts_with(start)))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(kept(&before), kept(&after));
}

#[test]
fn a_link_that_leads_nowhere_keeps_an_imported_profile_out() {
    let bench = Bench::with_guide();
    bench.write("bad.csv", "name,summary,reviewed,sources,body\nA,x,2026-05-01,https://example.org,See [this page](/nowhere/).\n");
    let ran = bench.expect(1, &["import", "bad.csv"]);
    assert!(ran.err.contains("broken-link") && ran.err.contains("content/providers/a.md"), "{}", ran.err);
    assert!(!bench.path("content/providers/a.md").exists());
}

#[test]
fn a_guide_with_errors_is_not_exported() {
    let bench = Bench::with_guide();
    bench.write("content/providers/broken.md", "---\nname: x\n---\n");
    let ran = bench.expect(1, &["export", "--format", "json"]);
    assert!(ran.out.is_empty() && ran.err.contains("missing-key"), "{}", ran.err);
}
