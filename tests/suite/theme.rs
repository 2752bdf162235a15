//! The built-in theme over the bundled guide: what belongs together is together.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::publishing::snapshot;

/// The bundled guide, built into a folder, without pictures of its pages: they take longest, and nobody looks at them here.
fn built(arguments: &[&str]) -> TempDir {
    let folder = TempDir::new().unwrap();
    let copy = folder.path().join("content");
    for (name, bytes) in snapshot(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")) {
        fs::create_dir_all(copy.join(&name).parent().unwrap()).unwrap();
        fs::write(copy.join(name), bytes).unwrap();
    }
    let settings = fs::read_to_string(copy.join("guide.toml")).unwrap();
    fs::write(copy.join("guide.toml"), settings.replacen("[site]", "[site]\nsocial_cards = false", 1)).unwrap();
    let ran = Command::new(env!("CARGO_BIN_EXE_guidepost"))
        .args(["build", "--quiet", "--content"])
        .arg(&copy)
        .arg("--output")
        .arg(folder.path().join("site"))
        .args(arguments)
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    folder
}

fn page(folder: &TempDir, route: &str) -> Option<String> {
    fs::read_to_string(folder.path().join("site").join(route).join("index.html")).ok()
}

/// What stands between `before` and the next `after`, each time.
fn between<'t>(text: &'t str, before: &'t str, after: char) -> impl Iterator<Item = &'t str> {
    text.split(before).skip(1).filter_map(move |rest| rest.split(after).next())
}

/// The blocks of class names: `card` of `card__name` and `card--wide`.
fn block(class: &str) -> &str {
    let end = ["__", "--"].iter().filter_map(|mark| class.find(mark)).min().unwrap_or(class.len());
    &class[..end]
}

/// Blocks that lay out one page and show nothing by themselves.
const LAYOUTS: [&str; 24] = [
    "book",
    "browse",
    "browse-all",
    "chapter-head",
    "compare",
    "directory",
    "fields",
    "figure",
    "finder",
    "guide",
    "guides",
    "hits",
    "home-browse",
    "home-foot",
    "home-head",
    "keeps-place",
    "narrow",
    "on-device",
    "onward",
    "profile",
    "promise",
    "results",
    "views",
    "ways",
];

#[test]
fn the_style_guide_shows_every_component_and_is_built_for_drafts_only() {
    assert_eq!(page(&built(&[]), "styleguide"), None);
    let html = page(&built(&["--drafts"]), "styleguide").unwrap();
    let shown: BTreeSet<&str> = between(&html, "class=\"", '"').flat_map(str::split_whitespace).map(block).collect();
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
    let list = fs::read_to_string(theme.join("theme.toml")).unwrap();
    let sheets = list.split("css = [").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
    let mut missing = BTreeSet::new();
    for sheet in between(sheets, "\"css/", '"') {
        let css = fs::read_to_string(theme.join("css").join(sheet)).unwrap();
        let rules: String = css.split("/*").map(|part| part.split("*/").last().unwrap_or_default()).collect();
        for name in rules.split('.').skip(1) {
            let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(name.len());
            let block = block(&name[..end]);
            let class = block.starts_with(|c: char| c.is_ascii_lowercase()) && block != "woff2";
            if class && !block.starts_with("search-") && !shown.contains(block) && !LAYOUTS.contains(&block) {
                missing.insert(format!("{block} ({sheet})"));
            }
        }
    }
    assert!(missing.is_empty(), "themes/default/templates/styleguide.html does not show {missing:?}");
}

#[test]
fn a_printed_guide_holds_all_its_pages_and_every_link_inside_it_leads_somewhere() {
    let folder = built(&[]);
    for guide in ["select", "interview", "manage", ""] {
        let home = if guide.is_empty() { "playbook".to_owned() } else { format!("playbook/{guide}") };
        let html = page(&folder, &format!("{home}/print")).unwrap();
        let ids: Vec<&str> = between(&html, " id=\"", '"').collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "two parts of {guide} have one id");
        let own = format!("href=\"/{home}/print/#");
        let links: Vec<&str> = between(&html, "href=\"#", '"').chain(between(&html, &own, '"')).collect();
        assert!(links.len() > 5, "{guide} has contents");
        for link in links {
            assert!(ids.contains(&link), "{guide}: #{link} leads nowhere");
        }
        let parts = if guide.is_empty() { vec!["select", "interview", "manage"] } else { vec![guide] };
        for part in parts {
            for entry in fs::read_dir(folder.path().join("site/playbook").join(part)).unwrap() {
                let name = entry.unwrap().file_name().into_string().unwrap();
                let inside = name == "print" || name == "index.html" || ids.contains(&format!("{part}_{name}").as_str());
                assert!(inside, "{name} is missing from {home}");
            }
        }
        assert!(html.contains("class=\"address-ref\""), "links that leave the document carry a letter");
    }
}
