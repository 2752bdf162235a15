//! What there is to serve at one moment: the files of the last good build, and what is wrong with the newest.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher as _};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hyper::body::Bytes;
use serde::Serialize;

#[cfg(test)]
use guidepost::site::Output;
use guidepost::site::edition::Edition;

/// The folder of the server's own addresses, below the base path.
pub(super) const OWN: &str = "_guidepost/";

/// One finished state of the guide. It never changes; the next build makes another one.
#[derive(Debug, Clone)]
pub(crate) struct Snapshot {
    /// The path under which the site lives, as in addresses, with a `/` at both ends.
    pub(super) base: String,
    /// The files of the last build without errors; none when there was no such build yet.
    pub(super) files: Option<Arc<Files>>,
    /// What is wrong with the newest build.
    pub(super) notice: Arc<Notice>,
}

/// The errors of the newest build, as the page shows them. Empty when all is well.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Notice {
    /// How many there are, in words.
    pub(crate) summary: String,
    /// Each of them, as the terminal shows it.
    pub(crate) texts: Vec<String>,
}

/// The files of a site by their paths: `providers/tntp/index.html`. Each is made when it is first asked for.
#[derive(Default)]
pub(crate) struct Files {
    /// Where files that are not made yet come from.
    edition: Option<Arc<Edition>>,
    made: Mutex<BTreeMap<String, Bytes>>,
}

/// What stands at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// A file: its path and bytes.
    File(String, Bytes),
    /// A page that cannot be made; what is wrong with its template.
    Broken(String),
    /// A page whose address ends in a `/` that was left out.
    Folder,
    /// Nothing.
    Nothing,
}

impl Snapshot {
    /// The first snapshot.
    pub(crate) fn new(base: &str, files: Option<Files>, notice: Notice) -> Self {
        Self { base: base.to_owned(), files: files.map(Arc::new), notice: Arc::new(notice) }
    }

    /// The same files, with another notice.
    pub(crate) fn with_notice(&self, notice: Notice) -> Self {
        Self { notice: Arc::new(notice), ..self.clone() }
    }

    /// Where the site lives.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// Whether its files are those of the newest build.
    pub(crate) fn is_good(&self) -> bool {
        self.notice.texts.is_empty()
    }

    /// What stands at a decoded path of the address.
    pub(super) fn find(&self, path: &str) -> Found {
        let Some(files) = &self.files else { return Found::Nothing };
        match path.strip_prefix(decoded(&self.base).as_str()) {
            Some(inside) => files.find(inside),
            None => Found::Nothing,
        }
    }

    /// The page for addresses at which nothing stands.
    pub(super) fn not_found(&self) -> Option<Bytes> {
        self.files.as_ref()?.get("404.html")?.ok()
    }
}

impl Files {
    /// The files that an edition makes.
    pub(crate) fn of(edition: Edition) -> Self {
        Self { edition: Some(Arc::new(edition)), made: Mutex::default() }
    }

    /// Files that are there already.
    #[cfg(test)]
    pub(super) fn new(outputs: Vec<Output>) -> Self {
        let made = outputs.into_iter().map(|file| (file.path, file.bytes.into())).collect();
        Self { edition: None, made: Mutex::new(made) }
    }

    fn find(&self, inside: &str) -> Found {
        let is_folder = inside.is_empty() || inside.ends_with('/');
        let wanted = if is_folder { format!("{inside}index.html") } else { inside.to_owned() };
        match self.get(&wanted) {
            Some(Ok(bytes)) => Found::File(wanted, bytes),
            Some(Err(problem)) => Found::Broken(problem),
            None if !is_folder && self.get(&format!("{inside}/index.html")).is_some() => Found::Folder,
            None => Found::Nothing,
        }
    }

    fn get(&self, path: &str) -> Option<Result<Bytes, String>> {
        if let Some(bytes) = self.made().get(path) {
            return Some(Ok(bytes.clone()));
        }
        match self.edition.as_ref()?.file(path)? {
            Ok(file) => {
                let bytes: Bytes = file.bytes.into_boxed_slice().into();
                self.made().insert(file.path, bytes.clone());
                Some(Ok(bytes))
            }
            Err(problem) => Some(Err(problem.to_string())),
        }
    }

    fn made(&self) -> MutexGuard<'_, BTreeMap<String, Bytes>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Files {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_set().entries(self.made().keys()).finish()
    }
}

/// The text that a percent-encoded path stands for. What is no UTF-8 stands for nothing that exists.
pub(super) fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let pair =
            tail.get(..2).and_then(|pair| std::str::from_utf8(pair).ok()).filter(|pair| pair.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What a page looks like to somebody who only wants to know whether it changed: its style sheets apart from
/// everything else, because they can be replaced while the page stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) content: u64,
    pub(super) styles: u64,
}

impl Mark {
    /// The mark of a page.
    pub(super) fn of(html: &[u8]) -> Self {
        let (mut content, mut styles) = (DefaultHasher::new(), DefaultHasher::new());
        let (mut rest, body) = html.split_at(head(html));
        while let Some((before, tag, after)) = next_style(rest) {
            content.write(before);
            styles.write(tag);
            rest = after;
        }
        content.write(rest);
        content.write(body);
        Self { content: content.finish(), styles: styles.finish() }
    }

    /// Reads what [`std::fmt::Display`] wrote.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (content, styles) = text.split_once('-')?;
        Some(Self { content: u64::from_str_radix(content, 16).ok()?, styles: u64::from_str_radix(styles, 16).ok()? })
    }
}

impl std::fmt::Display for Mark {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:016x}-{:016x}", self.content, self.styles)
    }
}

/// The addresses of a page's style sheets, in order.
pub(super) fn styles(html: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = &html[..head(html)];
    while let Some((_, tag, after)) = next_style(rest) {
        found.extend(attribute(tag, "href"));
        rest = after;
    }
    found
}

/// How long the part of a page is that may name style sheets.
pub(super) fn head(html: &[u8]) -> usize {
    position(html, b"</head>").unwrap_or(html.len())
}

/// The next `<link>` to a style sheet, with what stands before and after it.
fn next_style(html: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let mut from = 0;
    while let Some(start) = position(&html[from..], b"<link").map(|at| from + at) {
        let end = start + position(&html[start..], b">")? + 1;
        let tag = &html[start..end];
        if attribute(tag, "rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|word| word == "stylesheet")) {
            return Some((&html[..start], tag, &html[end..]));
        }
        from = end;
    }
    None
}

/// The value of an attribute written in double quotes.
pub(super) fn attribute(tag: &[u8], name: &str) -> Option<String> {
    let start = position(tag, format!(" {name}=\"").as_bytes())? + name.len() + 3;
    let length = position(&tag[start..], b"\"")?;
    std::str::from_utf8(&tag[start..start + length]).ok().map(|value| value.replace("&#39;", "'").replace("&amp;", "&"))
}

/// Where `wanted` first stands in `bytes`.
pub(super) fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == first).map(|at| from + at) {
        if bytes[at..].starts_with(wanted) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_decoded_once() {
        assert_eq!(decoded("/a%20b/%2e%2e/%zz/%"), "/a b/../%zz/%");
        assert_eq!(decoded("/%252e"), "/%2e");
        assert_eq!(decoded("/%ff"), "/\u{fffd}");
    }

    #[test]
    fn a_new_style_sheet_leaves_the_content_as_it_was() {
        let page = |css: &str| format!("<head><link rel=\"icon\" href=\"/i\"><link rel=\"stylesheet\" href=\"{css}\"></head>one");
        let (old, new) = (page("/a.css"), page("/b.css"));
        assert_eq!(Mark::of(old.as_bytes()).content, Mark::of(new.as_bytes()).content);
        assert_ne!(Mark::of(old.as_bytes()).styles, Mark::of(new.as_bytes()).styles);
        assert_eq!(styles(new.as_bytes()), ["/b.css"]);
        assert_ne!(Mark::of(b"one").content, Mark::of(b"two").content);
    }

    #[test]
    fn a_mark_survives_being_written() {
        let mark = Mark::of(b"<p>x");
        assert_eq!(Mark::parse(&mark.to_string()), Some(mark));
        assert_eq!(Mark::parse("x-y"), None);
    }
}
