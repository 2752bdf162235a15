//! Nothing that an author writes may run or leave its page. The payloads of `tests/hostile/payloads.txt` go into every
//! place that takes words, and parsers that are not ours judge what was built.

#[path = "../../fuzz/src/oracle.rs"]
#[expect(unreachable_pub, reason = "the fuzzer's crate uses it too")]
mod oracle;
#[path = "../../fuzz/src/targets.rs"]
#[expect(unreachable_pub, reason = "the fuzzer's crate uses it too")]
mod targets;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use guidepost::memo::Memo;
use guidepost::site::Output;
use guidepost::site::theme::Theme;
use guidepost::{Choices, rules};
use oracle::{ALLOWED, Element, elements};
use proptest::prelude::*;

use crate::annotated::{check, guide, sources};

const PAYLOADS: &str = include_str!("../hostile/payloads.txt");

/// Every payload with its name.
fn payloads() -> Vec<(&'static str, &'static str)> {
    let all: Vec<_> = PAYLOADS.split("%%% ").skip(1).filter_map(|entry| entry.split_once('\n')).collect();
    assert!(all.len() >= 60, "there are {} payloads", all.len());
    all
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text.trim_end().chars().filter(|c| !c.is_control()).collect::<String>()).to_string()
}

const PLAIN: &str = "Words without harm.\n";

/// A guide that says `text` wherever words may stand, and how its pages are called.
fn guide_saying(payloads: &[(&str, &str)]) -> BTreeMap<String, String> {
    let mut files = guide();
    for (number, (_, text)) in payloads.iter().enumerate() {
        let words = quoted(text);
        let front = format!(
            "name: {words}\nsummary: {words}\nkind: {words}\nheadquarters: {words}\nsubjects: [ela]\naliases: [{words}]\nnotes:\n  subjects: {words}\nreviewed: 2026-05-01\nsources:\n  - url: https://example.org/\n    title: {words}\n"
        );
        files.insert(format!("providers/p{number}.md"), format!("---\n{front}---\n\n{text}"));
        files.insert(format!("pages/p{number}.md"), format!("---\ntitle: {words}\nsummary: {words}\n---\n\n{text}"));
        files.insert(format!("playbook/select/p{number}.md"), format!("---\ntitle: {words}\nsummary: {words}\n---\n\n{text}"));
        files.insert(format!("articles/p{number}.md"), format!("---\ntitle: {words}\ndate: 2026-05-01\n---\n\n{text}"));
        files.insert(format!("worksheets/p{number}.toml"), tool_saying(text, &words));
    }
    let definition = payloads.first().map_or("", |(_, text)| text);
    files.insert(
        "pages/glossary.md".to_owned(),
        format!("---\ntitle: Glossary\n---\n\n## High-quality materials (HQIM) {{#hqim}}\n\nGood materials.\n\n{definition}"),
    );
    files
}

/// A tool that says `text` wherever its file takes Markdown, and `words` in all other places.
fn tool_saying(text: &str, words: &str) -> String {
    let text = serde_json::Value::from(text).to_string();
    format!(
        r#"title = {words}
summary = {words}
step = {words}
document = {words}
directory = {words}
share = true
exports = ["docx", "md", "csv"]
intro = {text}
sources = [{{ url = "https://example.org/", title = {words} }}]

[[section]]
id = "first"
title = {words}
about = {text}

[[section.question]]
id = "stage"
kind = "single"
ask = {words}
help = {words}
options = [{{ id = "yes", label = {words}, about = {words}, score = {{ need = 2 }} }}, {{ id = "no", label = "No" }}]

[[section.question]]
id = "count"
kind = "number"
ask = {words}
unit = {words}

[[section.question]]
id = "costs"
kind = "table"
ask = {words}
columns = [{{ id = "amount", label = {words}, kind = "money" }}]
rows = [{{ id = "fees", label = {words}, about = {words} }}]

[[dimension]]
id = "need"
label = {words}

[[value]]
id = "sum"
label = {words}
is = "count + sum(costs.amount)"

[[result]]
id = "much"
title = {words}
when = "need > 1"
text = {text}

[[part]]
title = {words}
text = {text}
"#
    )
}

fn build(files: &BTreeMap<String, String>) -> Vec<Output> {
    // Most payloads are errors, and such a build is never published. What it would hold is judged all the same.
    guidepost::build(&sources(files), &Theme::built_in(), &Choices::default(), &mut Memo::new()).value
}

fn page<'o>(outputs: &'o [Output], path: &str) -> &'o [u8] {
    &outputs.iter().find(|output| output.path == path).unwrap_or_else(|| panic!("there is no {path}")).bytes
}

/// Elements that can load, run or send something, and ones whose content parsers read in another way.
const POWERFUL: [&str; 30] = [
    "script",
    "style",
    "link",
    "meta",
    "base",
    "title",
    "iframe",
    "frame",
    "object",
    "embed",
    "applet",
    "form",
    "input",
    "select",
    "textarea",
    "template",
    "noscript",
    "img",
    "image",
    "picture",
    "source",
    "video",
    "audio",
    "track",
    "portal",
    "math",
    "animate",
    "foreignobject",
    "use",
    "slot",
];

fn powerful(elements: &[Element]) -> Vec<(String, BTreeMap<String, String>)> {
    let told = |element: &Element| {
        let said = element.get("name") == "description" || element.get("property").starts_with("og:") || element.get("rel") == "canonical";
        let mut attributes = element.attributes.clone();
        // What a field is called is words.
        attributes.remove("aria-label");
        if said {
            attributes.remove("content");
            attributes.remove("href");
        }
        (element.name.clone(), attributes)
    };
    elements.iter().filter(|element| POWERFUL.contains(&element.name.as_str())).map(told).collect()
}

/// Fails unless a page is the plain one with other words in it.
fn assert_same_but_words(page: &[u8], plain: &[Element], names: &BTreeSet<String>, what: &str) {
    let found = elements(page);
    assert_eq!(powerful(&found), powerful(plain), "{what}: it loads, runs or sends something else than a plain page");
    let mut ids = BTreeSet::new();
    for element in &found {
        assert!(names.contains(&element.name), "{what}: <{}> stands on no plain page", element.name);
        for (name, value) in &element.attributes {
            assert!(!name.starts_with("on") && name != "style" && name != "target", "{what}: <{} {name}={value:?}>", element.name);
            if ["href", "src", "action", "formaction", "xlink:href", "cite", "poster"].contains(&name.as_str()) {
                assert!(oracle::leads_somewhere_allowed(value), "{what}: <{} {name}={value:?}>", element.name);
            }
            if name == "id" {
                assert!(ids.insert(value.clone()), "{what}: two elements have the id {value:?}");
            }
        }
        if ["application/ld+json", "application/json"].contains(&element.get("type")) {
            serde_json::from_str::<serde_json::Value>(&element.text).unwrap_or_else(|error| panic!("{what}: {error} in {}", element.text));
        }
    }
    for id in ["main", "site-search", "menu"] {
        let place = |elements: &[Element]| elements.iter().find(|element| element.get("id") == id).map(|element| element.name.clone());
        assert_eq!(place(&found), place(plain), "{what}: something else has the id {id}");
    }
}

/// Where a payload's pages are written.
fn paths(number: usize) -> [String; 5] {
    ["providers", "", "playbook/select", "articles", "tools"]
        .map(|folder| format!("{folder}/p{number}/index.html").trim_start_matches('/').to_owned())
}

#[test]
fn whatever_words_hold_a_page_does_what_a_plain_page_does() {
    let payloads = payloads();
    let plain = build(&guide_saying(&[("plain", PLAIN)]));
    let every_plain_page: Vec<Element> =
        plain.iter().filter(|output| output.path.ends_with(".html")).flat_map(|output| elements(&output.bytes)).collect();
    let names: BTreeSet<String> =
        every_plain_page.iter().map(|element| element.name.clone()).chain(ALLOWED.map(|(name, _)| name.to_owned())).collect();
    let built = build(&guide_saying(&payloads));
    let plain_pages = paths(0).map(|path| elements(page(&plain, &path)));
    for (number, (name, _)) in payloads.iter().enumerate() {
        for (path, plain) in paths(number).iter().zip(&plain_pages) {
            assert_same_but_words(page(&built, path), plain, &names, &format!("{name}, in {path}"));
        }
    }
    // Lists repeat names and summaries of all of them.
    for path in ["index.html", "providers/index.html", "articles/index.html", "playbook/index.html", "providers/by/subjects/ela/index.html"]
    {
        let loads = |outputs| {
            powerful(&elements(page(outputs, path)))
                .into_iter()
                .filter(|(name, _)| name != "input" && name != "template")
                .collect::<Vec<_>>()
        };
        assert_eq!(loads(&built), loads(&plain), "{path}");
    }
    for path in ["feed.xml", "sitemap.xml"] {
        let text = String::from_utf8_lossy(page(&built, path)).into_owned();
        assert!(!text.contains("<script") && !text.contains("<img") && !text.contains("<!["), "{path}");
    }
}

#[test]
fn the_text_of_a_page_holds_what_is_allowed_and_nothing_else() {
    for (name, text) in payloads() {
        println!("{name}");
        targets::text_of_a_page(text.as_bytes());
    }
}

/// What sanitising with `ammonia` would add to the bundled guide: nothing. So it stands here, as a judge, and not in
/// every build: see SECURITY.md.
#[test]
fn a_sanitiser_finds_nothing_to_take_out_of_the_bundled_guide() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut texts = 0;
    for entry in walk(&content).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "md")) {
        let text = std::fs::read_to_string(&entry).unwrap();
        let body = text.splitn(3, "---\n").nth(2).unwrap_or(&text);
        targets::text_of_a_page(body.as_bytes());
        texts += 1;
    }
    assert!(texts > 50, "{texts} texts");
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

#[test]
fn inputs_that_a_fuzzer_has_kept_are_still_answered() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (name, target) in targets::ALL {
        let files = walk(&corpus.join(name));
        assert!(files.len() >= 5, "{name} has {} inputs", files.len());
        for file in files {
            println!("{}", file.display());
            target(&std::fs::read(&file).unwrap());
        }
    }
}

/// Saved inputs of every target.
fn saved() -> &'static [(targets::Judge, Vec<Vec<u8>>)] {
    static SAVED: LazyLock<Vec<(targets::Judge, Vec<Vec<u8>>)>> = LazyLock::new(|| {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
        let read = |name: &str| walk(&corpus.join(name)).iter().map(|file| std::fs::read(file).unwrap()).collect();
        targets::ALL.into_iter().map(|(name, target)| (target, read(name))).collect()
    });
    &SAVED
}

/// What is done to an input: some of it is taken out, and a piece of another one, or of nothing known, is put there.
type Change = (prop::sample::Index, usize, prop::sample::Index, prop::sample::Index, usize, Vec<u8>);

fn changed(input: &[u8], changes: &[Change], pool: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for (at, taken, other, from, length, noise) in changes {
        let at = at.index(bytes.len() + 1);
        let end = (at + taken).min(bytes.len());
        let other = &pool[other.index(pool.len())];
        let from = from.index(other.len() + 1);
        let piece = &other[from..(from + length).min(other.len())];
        bytes.splice(at..end, piece.iter().chain(noise).copied());
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// With PROPTEST_CASES and an hour to spare this is a fuzzer too, one that does not see which code it reaches.
    #[test]
    fn whatever_becomes_of_a_saved_input_it_is_answered(
        target in any::<prop::sample::Index>(),
        input in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..12_usize, any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..24_usize, prop::collection::vec(any::<u8>(), 0..3)), 1..8),
    ) {
        let (target, pool) = &saved()[target.index(saved().len())];
        target(&changed(&pool[input.index(pool.len())], &changes, pool));
    }
}

#[test]
fn values_that_all_lead_into_one_circle_are_walked_once() {
    let values: String = (0..1200)
        .map(|number: usize| format!("[[value]]\nid = \"v{number}\"\nlabel = \"V\"\nis = \"v{}\"\n\n", number.saturating_sub(1)))
        .collect();
    let mut files = guide();
    let tool = "title = \"A tool\"\nsummary = \"It adds up.\"\n\n[[section]]\nid = \"a\"\ntitle = \"A\"\n\n[[section.question]]\nid = \"q\"\nkind = \"number\"\nask = \"How many?\"\n\n";
    files.insert("worksheets/x.toml".to_owned(), format!("{tool}{values}"));
    let found = crate::annotated::diagnose(&files);
    let circles: Vec<_> = found.iter().filter(|diagnostic| diagnostic.rule.code == rules::CYCLIC_VALUE.code).collect();
    assert!(circles.len() == 1 && circles[0].label == "v0 needs v0", "{circles:?}");
}

#[test]
fn a_text_that_is_wrong_from_end_to_end_is_answered_with_its_first_hundred_problems() {
    let place = tempfile::tempdir().unwrap();
    for (path, text) in guide() {
        let path = place.path().join("content").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let headings = "## One {#one}\n\n".repeat(4000);
    std::fs::write(place.path().join("content/pages/x.md"), format!("---\ntitle: X\n---\n\n{headings}")).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_guidepost")).arg("check").current_dir(place.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(said.matches("error[").count(), 100);
    assert!(said.contains("content/pages/x.md: 3899 more problems in this file are not shown"), "{}", &said[said.len() - 200..]);
}

#[test]
fn text_that_reads_in_another_order_than_it_is_written_is_an_error() {
    for (character, said) in [
        ('\u{202e}', "an invisible mark here turns the direction of the text around (U+202E)"),
        ('\u{2067}', "an invisible mark here turns the direction of the text around (U+2067)"),
        ('\u{e0041}', "an invisible control character stands here (U+E0041)"),
        ('\u{85}', "an invisible control character stands here (U+0085)"),
        ('\u{ffff}', "an invisible control character stands here (U+FFFF)"),
    ] {
        check("pages/x.md", &format!("---\ntitle: A{character}b\n#       ^ control-character: {said}\n---\n\nWords.\n"));
    }
}

#[test]
fn the_navigation_leads_to_the_guide_or_to_the_web() {
    let said = |route: &str| {
        let mut files = guide();
        let settings = files.get_mut("guide.toml").unwrap();
        settings.push_str(&format!("\n[[footer]]\nlabel = \"More\"\nroute = {}\n", quoted(route)));
        let found = crate::annotated::diagnose(&files);
        found.iter().any(|diagnostic| diagnostic.rule.code == rules::BAD_ROUTE.code)
    };
    for route in ["javascript:alert(1)", "//pwned.example/", "/\\pwned.example/", "data:text/html,x", "about/", "JAVASCRIPT:x", "mailto:x"]
    {
        assert!(said(route), "{route}");
    }
    assert!(!said("/about/") && !said("https://example.org/"));
}

#[test]
fn an_authors_id_takes_no_place_of_the_pages_own() {
    let theme = Theme::built_in();
    let beside_texts =
        |name: &str| name.starts_with("parts/") || ["base.html", "article.html", "chapter.html", "glossary.html"].contains(&name);
    for (name, template) in theme.templates().filter(|(name, _)| beside_texts(name)) {
        for id in template.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).filter(|id| !id.contains('{')) {
            let text = format!("---\ntitle: A page\n---\n\n## A heading {{#{id}}}\n");
            let mut files = guide();
            files.insert("pages/x.md".to_owned(), text);
            let found = crate::annotated::diagnose(&files);
            assert!(
                found.iter().any(|diagnostic| diagnostic.rule.code == rules::RESERVED_ID.code),
                "{name} has the id `{id}`: add it to RESERVED_IDS in src/content/markdown/writer.rs, or give its element another name"
            );
        }
    }
    for id in ["main", "term-hqim", "fn-a", "fnref-a", "callout-1"] {
        let mark = format!("> [!QUESTION] {id}");
        let said = format!("{} reserved-id: the page uses the id `{id}` for itself", "^".repeat(mark.len()));
        check(
            "playbook/select/x.md",
            &format!("---\ntitle: A page\norder: 2\n---\n\n{mark}\n{said}\n> Why?\n>\n> Listen for:\n>\n> - A reason\n"),
        );
    }
}
