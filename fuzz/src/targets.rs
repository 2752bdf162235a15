//! One function an input, each with what must hold for any text.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use guidepost::content::markdown::{self, Reading};
use guidepost::content::settings::LinkStyle;
use guidepost::content::{self, Documents, front_matter, logo};
use guidepost::diagnostic::{Diagnostic, Reporter};
use guidepost::find::{self, Question};
use guidepost::format::{self, Formatted};
use guidepost::guide::lineup::Lineup;
use guidepost::guide::{self, Guide};
use guidepost::memo::Memo;
use guidepost::observe::Unobserved;
use guidepost::search::{self, Document, Engine, Kind, Query, SearchFiles};
use guidepost::site::edition::Edition;
use guidepost::site::plan::Page;
use guidepost::site::prose::Prose;
use guidepost::site::route::{Routes, Site, Target, output_path};
use guidepost::site::theme::Theme;
use guidepost::source::{Picture, Source, Sources};
use guidepost::{form, schema, table};
use jiff::civil::Date;

use super::oracle;

/// Looks at some bytes, and fails when something does not hold.
pub type Judge = fn(&[u8]);

/// Every target by its name, which is also that of its folder in `corpus/`.
pub const ALL: [(&str, Judge); 10] = [
    ("address", address),
    ("csv", csv),
    ("form", issue_form),
    ("front_matter", matter),
    ("index", index),
    ("logo", logo),
    ("markdown", text_of_a_page),
    ("query", query),
    ("settings", settings),
    ("worksheet", worksheet),
];

/// The most that is read of an input: larger files are refused before anything else looks at them.
const MOST: usize = 32 * 1024;

/// What the fuzzer gives, as the text of a file.
fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok().filter(|text| text.len() <= MOST)
}

fn assert_places(text: &str, problems: &[Diagnostic]) {
    for problem in problems {
        assert!(text.get(problem.place.span.range()).is_some(), "{:?} is no place in the text: {problem:?}", problem.place.span);
    }
}

/// The head of any file, as YAML, TOML or neither, and what `fmt` makes of it.
pub fn matter(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let mut reporter = Reporter::new("providers/x.md".into());
    let parts = front_matter::read(text, &mut reporter);
    assert!(text.is_char_boundary(parts.body_start));
    assert_places(text, &reporter.finish());
    let schema = &content::Schemas::new(&documents().facets).provider;
    if let Formatted::Text(formed) = format::format("providers/x.md", text, schema) {
        assert!(
            matches!(format::format("providers/x.md", &formed, schema), Formatted::Text(again) if again == formed),
            "formatting again changes {formed:?}"
        );
    }
}

/// A picture beside a profile. What is published of it is within the limits, and stays as it is when it is sent again.
pub fn logo(bytes: &[u8]) {
    let read = |bytes: &[u8]| logo::read(&Picture { path: "providers/x.png".into(), bytes: bytes.into() });
    let Ok(logo) = read(bytes) else { return };
    assert!((1..=400).contains(&logo.width) && (1..=128).contains(&logo.height), "{} × {}", logo.width, logo.height);
    if logo.width.min(logo.height) >= 16 {
        assert_eq!(read(&logo.bytes).expect("what was published is a picture").bytes, logo.bytes);
    }
}

/// `guide.toml` and a vocabulary.
pub fn settings(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    for path in ["guide.toml", "vocabulary/states.toml"] {
        let sources = Sources::new(
            small_guide()
                .into_iter()
                .filter(|source| &*source.path != path)
                .chain([Source { path: path.into(), text: text.into() }])
                .collect(),
        );
        let planned = guidepost::plan(&sources, &guidepost::Choices::default(), &mut Memo::new());
        for problem in planned.problems.iter().filter(|problem| &*problem.place.file == path) {
            assert_places(text, std::slice::from_ref(problem));
        }
        for (_, route, _) in planned.value.guide.settings.nav.iter().chain(&planned.value.guide.settings.footer) {
            let errors = planned.problems.iter().any(Diagnostic::is_error);
            assert!(errors || oracle::leads_somewhere_allowed(route), "the navigation leads to {route:?}");
        }
    }
}

/// A tool: whatever stands in its file, what is said of it points into the file, and the page of one without errors loads
/// nothing but the theme's scripts.
pub fn worksheet(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let path = "worksheets/x.toml";
    let sources = Sources::new(small_guide().into_iter().chain([Source { path: path.into(), text: text.into() }]).collect());
    let planned = guidepost::plan(&sources, &guidepost::Choices::default(), &mut Memo::new());
    for problem in planned.problems.iter().filter(|problem| &*problem.place.file == path) {
        assert_places(text, std::slice::from_ref(problem));
    }
    let tool = planned.value.plan.pages.iter().find(|(_, page)| matches!(page, Page::Worksheet(_)));
    let Some((route, page)) = tool.filter(|_| !planned.problems.iter().any(Diagnostic::is_error)) else { return };
    let edition = Edition::new(&planned.value, theme()).unwrap_or_else(|problems| panic!("{problems:?}"));
    let html = edition.page(route, *page, &Unobserved).unwrap_or_else(|problem| panic!("{problem:?}")).bytes;
    for element in oracle::elements(&html) {
        for (name, value) in &element.attributes {
            assert!(!name.starts_with("on") && name != "style", "<{} {name}={value:?}>", element.name);
            let leads = ["href", "src", "action", "formaction"].contains(&name.as_str());
            assert!(!leads || oracle::leads_somewhere_allowed(value), "<{} {name}={value:?}>", element.name);
        }
        match (element.name.as_str(), element.get("src"), element.get("type")) {
            ("script", "", "application/json" | "application/ld+json") => {
                serde_json::from_str::<serde_json::Value>(&element.text).expect("the page's data is JSON");
            }
            ("script", source, _) => assert!(source.starts_with("/g/assets/"), "a script from {source:?}"),
            (name, ..) => assert!(!["iframe", "object", "embed", "base", "math"].contains(&name), "<{name}>"),
        }
    }
}

/// The text of a page, of a profile and of a chapter: whatever stands in it, what comes out is harmless.
pub fn text_of_a_page(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let guide = guide();
    let site = Site { url: "https://example.org/a/".to_owned(), base: "/a/".to_owned(), style: LinkStyle::Root };
    let at = site.at("/x/");
    for (id_prefix, items) in [("", true), ("about-", false)] {
        let mut reporter = Reporter::new("pages/x.md".into());
        let body = markdown::read(text, 0, Reading { id_prefix, items }, &mut reporter);
        assert_places(text, &reporter.finish());
        let mut routes = Routes::default();
        routes.add("/x/", None, body.ids.iter().map(|(id, _)| id.clone()).collect());
        let prose = Prose { glossary: Some(&guide.glossary), ..Prose::of(&at, &routes, "pages/x.md", "/x/") };
        oracle::assert_harmless(&prose.fold(&body).html);
    }
}

/// A table of profiles.
pub fn csv(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let file = Source { path: "table.csv".into(), text: text.into() };
    let read = table::from_csv(&file, &documents().facets);
    assert_places(text, &read.problems);
    assert_profiles(read.value.iter(), read.has_errors());
}

/// A submitted issue form.
pub fn issue_form(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let file = Source { path: "issue.md".into(), text: text.into() };
    let read = form::read(&file, &documents().facets, Date::constant(2026, 5, 1));
    assert_places(text, &read.problems);
    assert_profiles(read.value.iter(), read.has_errors());
}

/// What would be written stays in its folder, and is read again as what was written.
fn assert_profiles<'p>(profiles: impl Iterator<Item = &'p table::Incoming>, errors: bool) {
    let schemas = content::Schemas::new(&documents().facets);
    for profile in profiles.filter(|_| !errors) {
        let name = profile.path.strip_prefix("providers/").and_then(|name| name.strip_suffix(".md"));
        assert!(name.is_some_and(content::text::is_id), "a profile would be written to {}", profile.path);
        let text = profile.text(&schemas.provider);
        let mut reporter = Reporter::new(profile.path.as_str().into());
        front_matter::read(&text, &mut reporter);
        assert!(!reporter.has_errors(), "what was written cannot be read: {:?}\n{text}", reporter.finish());
    }
}

/// A file of the search index that is not what it was: the reader says so, and a query cannot fail.
pub fn index(bytes: &[u8]) {
    let Some((which, content)) = bytes.split_first().filter(|(_, content)| content.len() <= MOST) else { return };
    let mut files = search_files().clone();
    let number = usize::from(*which) % files.files.len();
    let file = &mut files.files[number];
    assert_eq!(sealed(&file.bytes, &file.bytes[8..]), file.bytes, "the files are sealed in another way now");
    file.bytes = sealed(&file.bytes, content);
    let Ok(engine) = Engine::open(&files) else { return };
    for text in ["coaching", "math ela", "adop", "\u{e9}p 6-8"] {
        let answer = engine.query(&Query { text: text.to_owned(), limit: 5, deep: true, ..Query::default() });
        assert!(answer.hits.len() <= 5);
        for hit in &answer.hits {
            let _ = engine.document(hit.document);
        }
        for suggestion in &answer.suggestions {
            let _ = engine.value(suggestion.value);
        }
    }
}

/// Content behind the mark of another file and its own checksum, as every file of the index begins.
fn sealed(like: &[u8], content: &[u8]) -> Vec<u8> {
    let sum = content.iter().fold(0x811c_9dc5, |sum: u32, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    [&like[..4], &sum.to_le_bytes(), content].concat()
}

/// What somebody types into the search, or puts into a link to it.
pub fn query(bytes: &[u8]) {
    let Some(text) = text(bytes).filter(|text| text.len() <= 2000) else { return };
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    let engine = ENGINE.get_or_init(|| Engine::open(search_files()).expect("what was just written can be read"));
    for deep in [false, true] {
        let answer = engine.query(&Query { text: text.to_owned(), limit: 20, deep, ..Query::default() });
        assert!(answer.hits.len() <= 20 && answer.hits.windows(2).all(|pair| pair[0].full >= pair[1].full));
        assert!(answer.hits.iter().all(|hit| engine.document(hit.document).is_some()));
    }
    let (words, filter) = text.split_once('|').unwrap_or((text, "states=la"));
    let filters = filter.split_once('=').map(|(facet, value)| (facet.to_owned(), value.to_owned())).into_iter().collect();
    let _ = find::find(guide(), &Question { text: words.to_owned(), filters, limit: 3 });
}

/// Links and addresses: what is written leads into the guide or to the web, and what is written to the disk stays in its folder.
pub fn address(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let mut routes = Routes::default();
    routes.add("/", None, BTreeSet::new());
    routes.add("/a/b/", Some(&Arc::from("pages/b.md")), BTreeSet::from(["c".to_owned()]));
    for style in [LinkStyle::Root, LinkStyle::Relative] {
        let site = Site { url: "https://example.org/g/".to_owned(), base: "/g/".to_owned(), style };
        if let Target::Inside(route) = routes.resolve(text, "pages/b.md", "/a/b/") {
            let href = site.at("/a/b/").href(&route);
            assert!(href.starts_with("/g/") || href.starts_with("../"), "{text:?} became {href:?}");
            assert!(oracle::leads_somewhere_allowed(&href), "{text:?} became {href:?}");
        }
    }
    if schema::web_address(text) {
        assert!(oracle::leads_somewhere_allowed(text) && !text.contains(['"', '<', '>', '\n']), "{text:?}");
    }
    if schema::is_route(text) {
        let path = output_path(text);
        assert!(
            !path.starts_with('/') && path.split('/').all(|part| !part.is_empty() && part != ".." && part != "."),
            "{text:?} is written to {path:?}"
        );
    }
}

// ---- A guide to look things up in ----

fn small_guide() -> Vec<Source> {
    let provider = |name: &str, words: &str| {
        format!(
            "---\nname: {name}\nsummary: It helps with {words}.\nsubjects: [math]\nstates: [la]\nreviewed: 2026-05-01\nsources: [https://example.org]\n---\n## What\n\nCoaching with HQIM in grades 6-8.\n"
        )
    };
    let files = [
        ("guide.toml", "[site]\ntitle = \"Guide\"\ndescription = \"A guide.\"\nbase_url = \"https://example.org/g/\"\n\n[[facet]]\nid = \"subjects\"\nlabel = \"Subject\"\n\n[[facet]]\nid = \"states\"\nlabel = \"State\"\n".to_owned()),
        ("vocabulary/subjects.toml", "[[value]]\nid = \"ela\"\nlabel = \"English\"\naliases = [\"ELA\"]\n\n[[value]]\nid = \"math\"\nlabel = \"Math\"\n".to_owned()),
        ("vocabulary/states.toml", "[[value]]\nid = \"la\"\nlabel = \"Louisiana\"\n\n[[value]]\nid = \"tx\"\nlabel = \"Texas\"\n".to_owned()),
        ("providers/alpha.md", provider("Alpha", "adoption")),
        ("providers/beta.md", provider("Beta École", "coaching")),
        ("pages/glossary.md", "---\ntitle: Glossary\n---\n## High-quality instructional materials (HQIM) {#hqim}\n\nGood materials.\n".to_owned()),
        ("pages/about.md", "---\ntitle: About\n---\nHQIM and [home](/).\n".to_owned()),
    ];
    files.into_iter().map(|(path, text)| Source { path: path.into(), text: text.into() }).collect()
}

fn theme() -> &'static Theme {
    static THEME: OnceLock<Theme> = OnceLock::new();
    THEME.get_or_init(Theme::built_in)
}

fn documents() -> &'static Documents {
    static DOCUMENTS: OnceLock<Documents> = OnceLock::new();
    DOCUMENTS.get_or_init(|| content::parse(&Sources::new(small_guide()), &mut Memo::new()).value)
}

fn guide() -> &'static Guide {
    static GUIDE: OnceLock<Guide> = OnceLock::new();
    GUIDE.get_or_init(|| guide::assemble(documents(), false, &mut Lineup::default()).value)
}

fn search_files() -> &'static SearchFiles {
    static FILES: OnceLock<SearchFiles> = OnceLock::new();
    FILES.get_or_init(|| {
        let document = |number: usize, title: &str, text: &str| Document {
            kind: Kind::Provider,
            title: title.to_owned(),
            url: format!("/providers/{number}/"),
            body: text.to_owned(),
            aliases: vec!["ÉP".to_owned()],
            summary: "It helps.".to_owned(),
            headings: vec!["What they do".to_owned()],
            values: Vec::new(),
            context: "Partner".to_owned(),
        };
        let documents = [document(0, "Alpha Coaching", "adoption of math"), document(1, "Beta École", "coaching in grades 6-8")];
        let documents = documents.iter().map(|document| (document.clone(), search::terms(document)));
        search::index(documents.collect(), &[], &[])
    })
}
