//! The rule that everything leans on: a build that remembers gives the same bytes as one that does not.

use std::collections::BTreeMap;
use std::path::Path;

use guidepost::Choices;
use guidepost::memo::Memo;
use guidepost::site::Output;
use guidepost::site::edition::Edition;
use guidepost::site::theme::Theme;
use guidepost::source::{Source, Sources};
use proptest::prelude::*;

type Files = BTreeMap<String, String>;

fn sources(files: &Files) -> Sources {
    Sources::new(files.iter().map(|(path, text)| Source { path: path.as_str().into(), text: text.as_str().into() }).collect())
}

/// The theme with the files that stand under `theme/`.
fn theme(files: &Files) -> Theme {
    let own = files.iter().filter_map(|(path, text)| Some((path.strip_prefix("theme/")?.to_owned(), text.clone().into_bytes())));
    Theme::layered(own.collect()).expect("edits leave the theme whole")
}

fn content(files: &Files) -> Sources {
    let content = files.iter().filter(|(path, _)| !path.starts_with("theme/"));
    sources(&content.map(|(path, text)| (path.clone(), text.clone())).collect())
}

fn build(files: &Files, memo: &mut Memo) -> (Vec<Output>, Vec<String>) {
    let built = guidepost::build(&content(files), &theme(files), &Choices::default(), memo);
    (built.value, built.problems.iter().map(ToString::to_string).collect())
}

/// The files that are not the same when a server that remembers is asked for them one by one.
fn served_differently(files: &Files, memo: &mut Memo, built: &[Output]) -> Vec<String> {
    let planned = guidepost::plan(&content(files), &Choices::default(), memo);
    let Ok(edition) = Edition::new(&planned.value, &theme(files)) else { return Vec::new() };
    let differs = |file: &&Output| !edition.file(&file.path).is_some_and(|served| served.is_ok_and(|served| served == **file));
    built.iter().filter(differs).map(|file| file.path.clone()).collect()
}

/// A small guide with something of every kind.
fn small_guide() -> Files {
    let provider = |name: &str, types: &str| {
        format!(
            "---\nname: {name}\nsummary: It helps.\npl_types: [{types}]\nstates: [la]\nreviewed: 2026-05-01\nsources: [https://example.org]\n---\n## What\n\nCoaching with HQIM.\n"
        )
    };
    let files = [
        ("guide.toml", "[site]\ntitle = \"Guide\"\ndescription = \"A guide.\"\nbase_url = \"https://example.org/g/\"\n\n[directory]\none_page_up_to = 2\n\n[[facet]]\nid = \"pl_types\"\nlabel = \"Type\"\n\n[[facet]]\nid = \"states\"\nlabel = \"State\"\n".to_owned()),
        ("vocabulary/pl_types.toml", "[[value]]\nid = \"adoption\"\nlabel = \"Adoption\"\n\n[[value]]\nid = \"launch\"\nlabel = \"Launch\"\n".to_owned()),
        ("vocabulary/states.toml", "[[value]]\nid = \"la\"\nlabel = \"Louisiana\"\naliases = [\"LA\"]\n\n[[value]]\nid = \"tx\"\nlabel = \"Texas\"\n".to_owned()),
        ("providers/alpha.md", provider("Alpha", "adoption")),
        ("providers/beta.md", provider("Beta", "launch")),
        ("providers/gamma.md", provider("Gamma", "adoption, launch")),
        ("playbook/interview/index.md", "---\ntitle: Interview\norder: 1\n---\nAsk. See [adoption](adoption.md#first-question).\n".to_owned()),
        ("playbook/interview/adoption.md", "---\ntitle: Adoption\npl_type: adoption\n---\n> [!QUESTION] first-question\n> What did you do?\n>\n> Listen for:\n>\n> - A plan\n".to_owned()),
        ("pages/glossary.md", "---\ntitle: Glossary\n---\n## High-quality instructional materials (HQIM) {#hqim}\n\nGood materials.\n".to_owned()),
        ("pages/about.md", "---\ntitle: About\n---\nHQIM and [home](/).\n".to_owned()),
    ];
    files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect()
}

/// Lines that links and places depend on.
const LINES: [&str; 5] = [
    "\n## Later\n",
    "\nSee [beta](/providers/beta/).\n",
    "\nSee [nobody](/providers/nobody/).\n",
    "\nSee [what gamma does](/providers/gamma/#about-what).\n",
    "\nSee [later](/providers/alpha/#about-later).\n",
];

/// One thing that an author may do to the files.
#[derive(Debug, Clone)]
enum Edit {
    Body(usize, String),
    Line(usize, usize),
    Name(usize, String),
    Delete(usize),
    Rename(usize),
    Add(u8),
    Label(String),
    Value(String),
    Title(String),
    Template(String),
    Style(u8),
    Spoil(usize),
    Restore,
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (0..10_usize, "[a-zA-Z ]{0,20}").prop_map(|(at, text)| Edit::Body(at, text)),
        (0..10_usize, 0..LINES.len()).prop_map(|(at, line)| Edit::Line(at, line)),
        (0..10_usize, "[A-Z][a-z]{2,8}").prop_map(|(at, name)| Edit::Name(at, name)),
        (0..10_usize).prop_map(Edit::Delete),
        (0..10_usize).prop_map(Edit::Rename),
        any::<u8>().prop_map(Edit::Add),
        "[A-Z][a-z]{2,8}".prop_map(Edit::Label),
        "[a-z]{3,6}".prop_map(Edit::Value),
        "[A-Z][a-z]{2,8}".prop_map(Edit::Title),
        "[a-z {}%]{0,12}".prop_map(Edit::Template),
        any::<u8>().prop_map(Edit::Style),
        (0..10_usize).prop_map(Edit::Spoil),
        Just(Edit::Restore),
    ]
}

fn apply(edit: &Edit, files: &mut Files) {
    let nth = |files: &Files, at: usize| files.keys().nth(at % files.len().max(1)).cloned();
    match edit {
        Edit::Body(at, text) => {
            if let Some(file) = nth(files, *at).and_then(|path| files.get_mut(&path)) {
                file.push_str(text);
                file.push('\n');
            }
        }
        Edit::Line(at, line) => {
            if let Some(file) = nth(files, *at).filter(|path| path.ends_with(".md")).and_then(|path| files.get_mut(&path)) {
                file.push_str(LINES[*line]);
            }
        }
        Edit::Name(at, name) => {
            if let Some(file) = nth(files, *at).and_then(|path| files.get_mut(&path)) {
                *file = file.replacen("name: ", &format!("name: {name} "), 1);
            }
        }
        Edit::Delete(at) => {
            if let Some(path) = nth(files, *at) {
                files.remove(&path);
            }
        }
        Edit::Rename(at) => {
            if let Some(path) = nth(files, *at).filter(|path| path.ends_with(".md"))
                && let Some(text) = files.remove(&path)
            {
                files.insert(path.replace(".md", "-renamed.md"), text);
            }
        }
        Edit::Add(number) => {
            let text = format!(
                "---\nname: New {number}\nsummary: New.\nreviewed: 2026-06-01\nsources: [https://example.org]\nstates: [tx]\n---\nNew.\n"
            );
            files.insert(format!("providers/new-{number}.md"), text);
        }
        Edit::Label(label) => {
            files.insert(
                "vocabulary/states.toml".to_owned(),
                format!("[[value]]\nid = \"la\"\nlabel = \"{label}\"\n\n[[value]]\nid = \"tx\"\nlabel = \"Texas\"\n"),
            );
        }
        Edit::Value(id) => {
            let text = files.entry("vocabulary/pl_types.toml".to_owned()).or_default();
            text.push_str(&format!("\n[[value]]\nid = \"{id}\"\nlabel = \"{id}\"\n"));
        }
        Edit::Template(text) => {
            files.insert("theme/templates/parts/link.html".to_owned(), format!("<a href=\"{{{{ href(to=link.route) }}}}\">{text}</a>"));
        }
        Edit::Style(number) => {
            files.insert("theme/css/base.css".to_owned(), format!("body {{ order: {number} }}"));
        }
        Edit::Title(title) => {
            if let Some(guide) = files.get_mut("guide.toml") {
                *guide = guide.replacen("title = \"Guide\"", &format!("title = \"{title}\""), 1);
            }
        }
        Edit::Spoil(at) => {
            if let Some(file) = nth(files, *at).and_then(|path| files.get_mut(&path)) {
                *file = file.replacen(": ", ":", 1);
            }
        }
        Edit::Restore => *files = small_guide(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edits_a_warm_build_equals_a_cold_one(edits in prop::collection::vec(edit(), 1..6)) {
        let mut files = small_guide();
        let (mut warm, mut serving) = (Memo::new(), Memo::new());
        let (first, _) = build(&files, &mut warm);
        prop_assert_eq!(served_differently(&files, &mut serving, &first), Vec::<String>::new());
        for edit in &edits {
            apply(edit, &mut files);
            let remembered = build(&files, &mut warm);
            let fresh = build(&files, &mut Memo::new());
            prop_assert!(remembered == fresh, "after {edit:?} a warm build differs");
            let differently = served_differently(&files, &mut serving, &fresh.0);
            prop_assert!(differently.is_empty(), "after {edit:?} these are served otherwise: {differently:?}");
        }
    }
}

#[test]
fn links_of_others_are_checked_again_when_a_place_goes() {
    let mut files = small_guide();
    files.insert("providers/beta.md".to_owned(), files["providers/beta.md"].clone() + LINES[3]);
    let mut memo = Memo::new();
    assert_eq!(build(&files, &mut memo).1, Vec::<String>::new());
    let gamma = files["providers/gamma.md"].replace("## What", "## Why");
    files.insert("providers/gamma.md".to_owned(), gamma);
    let (outputs, problems) = build(&files, &mut memo);
    assert_eq!((outputs, problems.clone()), build(&files, &mut Memo::new()));
    assert_eq!(problems.len(), 1, "{problems:?}");
    files.insert("providers/beta.md".to_owned(), files["providers/beta.md"].replace("about-what", "about-why"));
    assert_eq!(build(&files, &mut memo).1, Vec::<String>::new());
}

#[test]
fn the_same_files_give_the_same_bytes_with_any_number_of_threads() {
    let files = small_guide();
    let mut seen = None;
    for threads in [1, 2, 5] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads");
        let built = pool.install(|| build(&files, &mut Memo::new()));
        assert!(built.1.is_empty(), "{:?}", built.1);
        let first = seen.get_or_insert_with(|| built.clone());
        assert!(*first == built, "{threads} threads give other bytes");
    }
}

#[test]
fn the_bundled_guide_has_no_problem_at_all() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut files = Files::new();
    for entry in walkdir::WalkDir::new(&root).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file()) {
        let path = entry.path().strip_prefix(&root).expect("inside").to_string_lossy().replace('\\', "/");
        files.insert(path, std::fs::read_to_string(entry.path()).expect("text"));
    }
    let (outputs, problems) = build(&files, &mut Memo::new());
    assert_eq!(problems, Vec::<String>::new());
    assert!(files.keys().filter(|path| path.starts_with("providers/")).count() >= 40);
    assert!(outputs.len() > 200);
}
