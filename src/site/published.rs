//! Addresses that were published once. People have linked to them, so none may lead nowhere without somebody saying so.
//!
//! They stand in `addresses.lock` in the content folder, one a line, where a review sees what is given up.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::site::plan::{Page, Plan};
use crate::source::{Place, Sources, Span};

/// The path of the list inside the content folder.
pub const FILE: &str = "addresses.lock";

const HEAD: &str = "\
# Addresses at which this guide has published something, one a line. `guidepost addresses` adds new ones.
# A page that moves names its old address in `redirect_from`. To give an address up for good, delete
# its line: links to it will lead nowhere.
";

/// Reports every published address at which nothing stands any more. `problems` are those known so far: a page that
/// is missing because its file has an error is not reported again.
#[must_use]
pub fn check(sources: &Sources, plan: &Plan, problems: &[Diagnostic]) -> Vec<Diagnostic> {
    let Some(source) = sources.get(FILE) else { return Vec::new() };
    let known = addresses(plan);
    let broken: BTreeSet<&str> = problems.iter().filter(|problem| problem.is_error()).map(|problem| &*problem.place.file).collect();
    let mut found = Vec::new();
    for (line, span) in lines(&source.text) {
        let place = Place { file: FILE.into(), span };
        if !crate::schema::is_route(line) && line != "/" {
            found.push(
                Diagnostic::new(&rules::BAD_ROUTE, place, format!("`{line}` is not an address inside the guide"))
                    .help("this file has one address a line, such as `/about/`; `guidepost addresses` writes it"),
            );
        } else if !known.contains(line) && !is_explained(line, &broken) {
            found.push(lost(line, place, plan));
        }
    }
    found
}

fn lost(address: &str, place: Place, plan: &Plan) -> Diagnostic {
    let problem = Diagnostic::new(&rules::LOST_ADDRESS, place, format!("`{address}` was published, and nothing stands there any more"))
        .help(format!(
            "add `redirect_from: [{address}]` to the page that takes its place; or delete this line, if links to it may lead nowhere"
        ));
    match plan.routes.near(address) {
        Some(near) => problem.label(format!("did it become `{near}`?")),
        None => problem,
    }
}

/// Whether files with errors are why nothing stands at an address.
fn is_explained(address: &str, broken: &BTreeSet<&str>) -> bool {
    broken.iter().any(|file| match (*file, file.strip_prefix("vocabulary/").and_then(|name| name.strip_suffix(".toml"))) {
        ("guide.toml", _) => true,
        (_, Some(facet)) => address.starts_with(&format!("/providers/by/{facet}/")),
        _ => usual_route(file).is_some_and(|route| route == address),
    })
}

/// Where the page of a file is published.
fn usual_route(file: &str) -> Option<String> {
    if let Some(name) = file.strip_prefix("worksheets/").and_then(|name| name.strip_suffix(".toml")) {
        return Some(format!("/tools/{name}/"));
    }
    let name = file.strip_suffix(".md")?;
    let name = name.strip_prefix("pages/").unwrap_or(name);
    Some(match name.strip_suffix("/index") {
        Some(folder) => format!("/{folder}/"),
        None => format!("/{name}/"),
    })
}

/// The list with every address of the plan added to those that stand in it.
#[must_use]
pub fn list(sources: &Sources, plan: &Plan) -> String {
    let before = sources.get(FILE).map(|source| &*source.text).unwrap_or_default();
    let known = addresses(plan);
    let all: BTreeSet<&str> = lines(before).map(|(line, _)| line).chain(known.iter().copied()).collect();
    let mut text = HEAD.to_owned();
    for address in all {
        text.push_str(address);
        text.push('\n');
    }
    text
}

/// Every address of a plan at which something stands, or that leads on.
fn addresses(plan: &Plan) -> BTreeSet<&str> {
    let pages = plan.pages.iter().filter(|(_, page)| *page != Page::NotFound).map(|(route, _)| route.as_str());
    pages.chain(plan.redirects.iter().map(|(from, _)| from.as_str())).collect()
}

/// The lines that are no remarks, with their places.
fn lines(text: &str) -> impl Iterator<Item = (&str, Span)> {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        let address = line.trim();
        let begin = start + line.len() - line.trim_start().len();
        (!address.is_empty() && !address.starts_with('#')).then(|| (address, Span::new(begin..begin + address.len())))
    })
}
