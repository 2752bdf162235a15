//! Addresses: where pages are, and how one page links to another.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use url::Url;

use crate::content::settings::{LinkStyle, Settings};

/// Everything needed to write a link from a page: the one resolver of addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At {
    /// What a link is put behind: `/base/`, or `../../`.
    pub root: String,
    /// What a link to a folder ends in: empty, or `index.html`.
    pub index: &'static str,
}

/// Where the site lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The absolute address, with a `/` at its end.
    pub url: String,
    /// The path of that address, with a `/` at both ends.
    pub base: String,
    /// How links are written.
    pub style: LinkStyle,
}

impl Site {
    /// The site of these settings.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        let base = Url::parse(&settings.base_url).map_or_else(|_| "/".to_owned(), |url| url.path().to_owned());
        Self { url: settings.base_url.clone(), base, style: settings.link_style }
    }

    /// How the page at `route` writes links.
    #[must_use]
    pub fn at(&self, route: &str) -> At {
        match self.style {
            LinkStyle::Root => At { root: self.base.clone(), index: "" },
            LinkStyle::Relative => {
                let depth = route.matches('/').count().saturating_sub(1);
                let root = if depth == 0 { "./".to_owned() } else { "../".repeat(depth) };
                At { root, index: "index.html" }
            }
        }
    }

    /// How links are written in what may be read anywhere: as absolute addresses.
    #[must_use]
    pub fn anywhere(&self) -> At {
        At { root: self.url.clone(), index: "" }
    }

    /// The absolute address of a route.
    #[must_use]
    pub fn absolute(&self, route: &str) -> String {
        format!("{}{}", self.url, route.trim_start_matches('/'))
    }
}

impl At {
    /// The link to a root-relative route, which may carry a query and a fragment. Absolute addresses stay as they are.
    #[must_use]
    pub fn href(&self, route: &str) -> String {
        let Some(inside) = route.strip_prefix('/') else { return route.to_owned() };
        let tail_at = inside.find(['?', '#']).unwrap_or(inside.len());
        let (path, tail) = inside.split_at(tail_at);
        let index = if path.is_empty() || path.ends_with('/') { self.index } else { "" };
        format!("{}{path}{index}{tail}", self.root)
    }
}

/// The file under which a route is written: `/providers/` is `providers/index.html`.
#[must_use]
pub fn output_path(route: &str) -> String {
    let inside = route.trim_start_matches('/');
    if inside.is_empty() || inside.ends_with('/') { format!("{inside}index.html") } else { inside.to_owned() }
}

/// Every address of the site, and what stands there.
#[derive(Debug, Clone, Default)]
pub struct Routes {
    by_route: BTreeMap<String, Arc<BTreeSet<String>>>,
    by_file: BTreeMap<Arc<str>, String>,
}

/// What a link of the content turns out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Another place on the same page.
    Here(String),
    /// A page of the guide, as a route with its query and fragment.
    Inside(String),
    /// An address outside the guide.
    Outside(String),
    /// A page that does not exist; the nearest that does, when there is one.
    NoPage(String, Option<String>),
    /// A place that no author made, on a page that exists: the route and the id.
    NoPlace(String, String),
}

impl Routes {
    /// Notes a page: its route, its file when it has one, and the ids that its author made.
    pub fn add(&mut self, route: &str, file: Option<&Arc<str>>, ids: BTreeSet<String>) {
        self.by_route.insert(route.to_owned(), Arc::new(ids));
        if let Some(file) = file {
            self.by_file.insert(file.clone(), route.to_owned());
        }
    }

    /// Whether there is a page at a route.
    #[must_use]
    pub fn has(&self, route: &str) -> bool {
        self.by_route.contains_key(route)
    }

    /// What the link `target` in the file `file` leads to. The file's own page is at `own`.
    #[must_use]
    pub fn resolve(&self, target: &str, file: &str, own: &str) -> Target {
        if let Some(id) = target.strip_prefix('#') {
            return self.place(own, id, Target::Here(id.to_owned()));
        }
        if has_scheme(target) {
            return Target::Outside(target.to_owned());
        }
        let tail_at = target.find(['?', '#']).unwrap_or(target.len());
        let (path, tail) = target.split_at(tail_at);
        let wanted = if path.starts_with('/') { absolute_path(path) } else { self.relative_path(path, file, own) };
        let found = [wanted.clone(), format!("{wanted}/")].into_iter().find(|route| self.has(route));
        let Some(route) = found else {
            let near = self.beside(path, file).or_else(|| outside(path)).or_else(|| self.nearest(&wanted, own));
            return Target::NoPage(wanted, near);
        };
        let inside = Target::Inside(format!("{route}{tail}"));
        match tail.split_once('#') {
            Some((_, id)) if !id.is_empty() => self.place(&route, id, inside),
            _ => inside,
        }
    }

    fn place(&self, route: &str, id: &str, found: Target) -> Target {
        let ids = self.by_route.get(route);
        if id == "top" || ids.is_some_and(|ids| ids.contains(id)) {
            return found;
        }
        Target::NoPlace(route.to_owned(), id.to_owned())
    }

    /// A relative link: to another `.md` file as GitHub follows it, or to a neighbouring address.
    fn relative_path(&self, path: &str, file: &str, own: &str) -> String {
        if path.ends_with(".md") {
            let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
            let wanted = normalised(&format!("{folder}/{path}"));
            return self.by_file.get(wanted.as_str()).cloned().unwrap_or(format!("/{wanted}"));
        }
        absolute_path(&format!("/{}", normalised(&format!("{own}{path}"))))
    }

    /// The page whose file stands beside the file of the link.
    fn beside(&self, path: &str, file: &str) -> Option<String> {
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let wanted = format!("{}.md", normalised(&format!("{folder}/{}", path.trim_end_matches('/'))));
        self.by_file.get(wanted.as_str()).cloned().filter(|_| !path.starts_with('/'))
    }

    /// The address that somebody who wrote `wanted` may have meant.
    #[must_use]
    pub fn near(&self, wanted: &str) -> Option<String> {
        self.nearest(wanted, "")
    }

    /// The nearest address to one that does not exist. A page is never sent to itself.
    fn nearest(&self, wanted: &str, own: &str) -> Option<String> {
        // The landing pages of large guides are many; only pages under the same first folder are offered.
        let first = wanted.trim_start_matches('/').split('/').next().unwrap_or("");
        let prefix = format!("/{first}");
        let same_folder = self
            .by_route
            .range(prefix.clone()..)
            .map(|(route, _)| route.as_str())
            .take_while(|route| route.starts_with(&prefix))
            .take(2000)
            .filter(|route| *route != own);
        crate::diagnostic::nearest(wanted, same_folder)
            .or_else(|| {
                crate::diagnostic::nearest(
                    wanted,
                    self.by_route.keys().map(String::as_str).filter(|route| route.matches('/').count() <= 2 && *route != own).take(500),
                )
            })
            .map(str::to_owned)
    }
}

/// The address outside the guide that is meant by one without its scheme: `example.org/services`.
fn outside(path: &str) -> Option<String> {
    let is_page = path.starts_with(['/', '.']) || [".md", ".html", ".htm"].iter().any(|ending| path.ends_with(ending));
    if is_page { None } else { crate::schema::meant_address(path) }
}

/// Whether a link names a scheme such as `https:`.
fn has_scheme(target: &str) -> bool {
    let before = target.split(['/', '?', '#']).next().unwrap_or("");
    before.contains(':')
}

fn absolute_path(path: &str) -> String {
    let slash = if path.ends_with('/') { "/" } else { "" };
    let inside = normalised(path);
    let inside = inside.strip_suffix("index.html").map_or(inside.clone(), str::to_owned);
    let inside = inside.trim_matches('/');
    if inside.is_empty() { "/".to_owned() } else { format!("/{inside}{slash}") }
}

/// A path without `.` and `..`, without slashes at its ends. What would climb out stays at the top.
fn normalised(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(style: LinkStyle, route: &str) -> At {
        Site { url: "https://example.org/guide/".to_owned(), base: "/guide/".to_owned(), style }.at(route)
    }

    #[test]
    fn links_carry_the_base_path() {
        let at = at(LinkStyle::Root, "/providers/tntp/");
        assert_eq!(at.href("/providers/?q=a#b"), "/guide/providers/?q=a#b");
        assert_eq!(at.href("/"), "/guide/");
        assert_eq!(at.href("https://example.com/"), "https://example.com/");
    }

    #[test]
    fn relative_links_open_from_a_folder() {
        let at = at(LinkStyle::Relative, "/providers/tntp/");
        assert_eq!(at.href("/providers/?q=a"), "../../providers/index.html?q=a");
        assert_eq!(at.href("/data/providers.csv"), "../../data/providers.csv");
        assert_eq!(super::Site { url: String::new(), base: "/".to_owned(), style: LinkStyle::Relative }.at("/").href("/"), "./index.html");
    }

    #[test]
    fn links_between_files_and_addresses_find_the_same_page() {
        let mut routes = Routes::default();
        routes.add("/playbook/select/", Some(&"playbook/select/index.md".into()), BTreeSet::new());
        routes.add("/playbook/select/onboard/", Some(&"playbook/select/onboard.md".into()), BTreeSet::from(["kickoff".to_owned()]));
        let from = |target: &str| routes.resolve(target, "playbook/select/index.md", "/playbook/select/");
        let page = Target::Inside("/playbook/select/onboard/#kickoff".to_owned());
        assert_eq!(from("onboard.md#kickoff"), page);
        assert_eq!(from("/playbook/select/onboard#kickoff"), page);
        assert_eq!(from("../select/onboard/#kickoff"), page);
        assert_eq!(from("onboard.md#kickof"), Target::NoPlace("/playbook/select/onboard/".to_owned(), "kickof".to_owned()));
        assert!(matches!(from("/playbook/select/onbord/"), Target::NoPage(_, Some(near)) if near == "/playbook/select/onboard/"));
        assert_eq!(from("https://example.org"), Target::Outside("https://example.org".to_owned()));
    }
}
