//! The least that building a guide can take on a machine, for comparison: `cargo bench --bench floor -- CONTENT SITE COPY`.
//!
//! Reads every text of the content folder, its front matter and its Markdown, writes plain HTML into memory, collects
//! which text uses which word, and writes files with the names and sizes of those of the built site into `COPY`, all
//! on one thread. It has no templates, checks nothing, and links nothing. `tests/bench/build` runs it beside the builds.

#![expect(clippy::disallowed_methods, reason = "a program by itself, which must read and write files")]

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::hash::{BuildHasherDefault, Hasher};
use std::path::Path;

use pulldown_cmark::{Event, Options, Parser};
use walkdir::WalkDir;

fn main() -> Result<(), Box<dyn Error>> {
    let folders: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    // Without folders, as in a plain `cargo bench`, there is nothing to compare with.
    let [content, site, copy] = &folders[..] else { return Ok(()) };
    let mut postings = Postings::default();
    let (mut facts, mut html) = (0, String::new());
    for (document, path) in (0..).zip(files(content, |path| path.extension().is_some_and(|ending| ending == "md"))) {
        let text = fs::read_to_string(path)?;
        let (front, body) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).unwrap_or(("", &text));
        facts += front_matter(front)?.len();
        html.clear();
        write_html(body, &mut html);
        postings.add(document, &text);
    }
    assert!(facts > 0 && !html.is_empty(), "the content folder has texts");
    write_copy(Path::new(site), Path::new(copy))?;
    fs::write(Path::new(copy).join("postings"), postings.lists.concat())?;
    Ok(())
}

fn files(folder: impl AsRef<Path>, is_wanted: impl Fn(&Path) -> bool) -> impl Iterator<Item = std::path::PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    entries.filter(move |entry| entry.file_type().is_file() && is_wanted(entry.path())).map(walkdir::DirEntry::into_path)
}

/// The facts of a made-up guide are lines of a key and a JSON value.
fn front_matter(front: &str) -> Result<Vec<(&str, serde_json::Value)>, serde_json::Error> {
    front.lines().filter_map(|line| line.split_once(": ")).map(|(key, value)| Ok((key, serde_json::from_str(value)?))).collect()
}

fn write_html(body: &str, html: &mut String) {
    for event in Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(_) => html.push_str("<p>"),
            Event::End(_) => html.push_str("</p>\n"),
            Event::Text(text) | Event::Code(text) => escape(&text, html),
            _ => html.push('\n'),
        }
    }
}

fn escape(text: &str, html: &mut String) {
    let mut done = 0;
    for (at, sign) in text.match_indices(['&', '<', '>', '"']) {
        html.push_str(&text[done..at]);
        html.push_str(match sign {
            "&" => "&amp;",
            "<" => "&lt;",
            ">" => "&gt;",
            _ => "&quot;",
        });
        done = at + sign.len();
    }
    html.push_str(&text[done..]);
}

/// Which documents use which word: for each word, the steps between their numbers.
#[derive(Default)]
struct Postings {
    words: HashMap<Vec<u8>, usize, BuildHasherDefault<Quick>>,
    lists: Vec<Vec<u8>>,
    last: Vec<Option<u32>>,
}

impl Postings {
    fn add(&mut self, document: u32, text: &str) {
        let mut word = Vec::new();
        let words = text.as_bytes().split(|byte| !byte.is_ascii_alphanumeric() && byte.is_ascii());
        for found in words.filter(|word| !word.is_empty()) {
            word.clear();
            word.extend(found.iter().map(u8::to_ascii_lowercase));
            let number = self.number(&word);
            let before = self.last[number].replace(document);
            if before != Some(document) {
                push_number(document - before.unwrap_or(0), &mut self.lists[number]);
            }
        }
    }

    fn number(&mut self, word: &[u8]) -> usize {
        if let Some(number) = self.words.get(word) {
            return *number;
        }
        self.words.insert(word.to_owned(), self.lists.len());
        self.lists.push(Vec::new());
        self.last.push(None);
        self.lists.len() - 1
    }
}

fn push_number(mut number: u32, bytes: &mut Vec<u8>) {
    while number > 0x7f {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// A hash that costs next to nothing.
#[derive(Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut eight = [0; 8];
            eight[..part.len()].copy_from_slice(part);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(eight)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }
}

/// Writes files of the same names and sizes.
fn write_copy(site: &Path, copy: &Path) -> Result<(), Box<dyn Error>> {
    let mut bytes = Vec::new();
    for path in files(site, |_| true) {
        let size = usize::try_from(fs::metadata(&path)?.len())?;
        if bytes.len() < size {
            bytes.resize(size, b'x');
        }
        let place = copy.join(path.strip_prefix(site)?);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(place, &bytes[..size])?;
    }
    Ok(())
}
