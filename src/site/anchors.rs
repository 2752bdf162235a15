//! Looks in the built pages for the places to which links lead. It knows HTML, never the guide.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, nearest};
use crate::rules;
use crate::site::plan::Doubt;

/// Reports links to places that are not on the page that they name. `html` gives a built page.
pub fn check(doubts: &[Doubt], html: impl Fn(&str) -> Option<String>) -> Vec<Diagnostic> {
    let mut pages: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut problems = Vec::new();
    for doubt in doubts {
        let places = pages.entry(&doubt.route).or_insert_with(|| html(&doubt.route).as_deref().map(ids).unwrap_or_default());
        if !places.contains(&doubt.id) {
            problems.push(problem(doubt, nearest(&doubt.id, places.iter().map(String::as_str))));
        }
    }
    problems
}

fn problem(doubt: &Doubt, near: Option<&str>) -> Diagnostic {
    let message = format!("`{}#{}` does not exist: the page has no such heading or item", doubt.route, doubt.id);
    let problem = Diagnostic::new(&rules::BROKEN_ANCHOR, doubt.place.clone(), message);
    match near {
        Some(near) => problem.label(format!("did you mean `#{near}`?")),
        None => problem,
    }
}

/// Every id of a page. In our pages every `<` begins a tag, and no attribute holds a `>`.
fn ids(html: &str) -> BTreeSet<String> {
    let tags = html.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag);
    tags.filter_map(|tag| tag.split_once(" id=\"")?.1.split_once('"')).map(|(id, _)| id.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_from_tags() {
        let html = r#"<h2 class="a" id="sources">Sources</h2><p id="fn-1">see id="x"</p>"#;
        assert_eq!(ids(html), BTreeSet::from(["fn-1".to_owned(), "sources".to_owned()]));
    }
}
