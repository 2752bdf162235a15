//! Joins a script and the modules that it imports into one classic script.
//!
//! Modules do not load from a folder on disk, and a page should not wait for a
//! chain of them. So each module becomes a function that returns what it exports,
//! in the order of their imports. Comments and indentation are left out. The
//! modules keep to what this needs: imports by name, one to a line; no default
//! exports, no cycles.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::site::theme::Theme;

/// Why a script cannot be joined.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NotJoined {
    /// A module is missing.
    #[error("the theme has no script `{0}`")]
    Missing(String),
    /// Modules import each other in a circle.
    #[error("the script `{0}` imports itself, directly or through others")]
    Circle(String),
    /// An import that is not `import { a, b } from "./file.js";`.
    #[error("`{1}` in `{0}` is not an import by name")]
    Import(String, String),
}

/// Joins the script at `entry` with everything that it imports.
///
/// Modules that the script at `beside` holds already are taken from there instead of being sent
/// twice; it must run first. A script that is beside no other offers its modules to those that are.
///
/// # Errors
///
/// [`NotJoined`] when a module is missing or does not keep to the rules above.
pub fn join(theme: &Theme, entry: &str, beside: Option<&str>) -> Result<String, NotJoined> {
    let mut joiner = Joiner { theme, held: Vec::new(), done: Vec::new(), open: BTreeSet::new(), out: String::new() };
    if let Some(beside) = beside {
        joiner.module(beside)?;
        joiner = Joiner { held: joiner.done, done: Vec::new(), open: BTreeSet::new(), out: String::new(), ..joiner };
    }
    joiner.module(entry)?;
    if beside.is_none() {
        let modules: Vec<String> = (0..joiner.done.len()).map(|number| format!("$m{number}")).collect();
        let _ = writeln!(joiner.out, "(window.guidepost||={{}}).parts=[{}];", modules.join(","));
    }
    Ok(format!("(()=>{{\"use strict\";\n{}}})();\n", joiner.out))
}

struct Joiner<'t> {
    theme: &'t Theme,
    /// What the script beside this one holds, in its order.
    held: Vec<String>,
    done: Vec<String>,
    open: BTreeSet<String>,
    out: String,
}

impl Joiner<'_> {
    /// Writes a module, its imports first. Its number names what it exports.
    fn module(&mut self, path: &str) -> Result<usize, NotJoined> {
        if let Some(number) = self.done.iter().position(|done| done == path) {
            return Ok(number);
        }
        if let Some(place) = self.held.iter().position(|held| held == path) {
            let number = self.done.len();
            self.done.push(path.to_owned());
            let _ = writeln!(self.out, "const $m{number}=guidepost.parts[{place}];");
            return Ok(number);
        }
        if !self.open.insert(path.to_owned()) {
            return Err(NotJoined::Circle(path.to_owned()));
        }
        let text = self.theme.text(path).ok_or_else(|| NotJoined::Missing(path.to_owned()))?;
        let mut body = String::new();
        let mut exports = Vec::new();
        for line in without_comments(text).lines() {
            let line = line.trim();
            if line.starts_with("import ") {
                let (names, from) = import(path, line)?;
                let number = self.module(&from)?;
                let _ = writeln!(body, "const {{{names}}}=$m{number};");
            } else if let Some(rest) = line.strip_prefix("export ") {
                exports.extend(exported(rest));
                body.push_str(rest);
                body.push('\n');
            } else if !line.is_empty() {
                body.push_str(line);
                body.push('\n');
            }
        }
        let number = self.done.len();
        self.done.push(path.to_owned());
        let _ = writeln!(self.out, "const $m{number}=(()=>{{\n{body}return {{{}}};\n}})();", exports.join(","));
        Ok(number)
    }
}

/// The names of an import, as a pattern, and the path of the module that it means.
fn import(path: &str, line: &str) -> Result<(String, String), NotJoined> {
    let refuse = || NotJoined::Import(path.to_owned(), line.to_owned());
    let names = line.split_once('{').and_then(|(_, rest)| rest.split_once('}')).map(|(names, _)| names).ok_or_else(refuse)?;
    let from = line.rsplit('"').nth(1).ok_or_else(refuse)?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in from.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    Ok((names.replace(" as ", ":").trim().to_owned(), parts.join("/")))
}

/// The name that a declaration behind `export` makes.
fn exported(declaration: &str) -> Option<String> {
    let rest = declaration.strip_prefix("async ").unwrap_or(declaration);
    let rest = ["function* ", "function ", "const ", "let ", "class "].iter().find_map(|word| rest.strip_prefix(word))?;
    Some(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '$').collect())
}

/// The text of a script or style sheet without comments.
///
/// Strings, templates and regular expressions are left as they are; a `/` begins
/// a regular expression where a value is expected.
#[must_use]
pub fn without_comments(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let mut copied = 0;
    let mut last = b'\n';
    while at < bytes.len() {
        let next = bytes.get(at + 1).copied().unwrap_or(0);
        let end = match bytes[at] {
            quote @ (b'"' | b'\'' | b'`') => skip_quoted(bytes, at, quote),
            b'/' if next == b'/' || next == b'*' => {
                out.push_str(&text[copied..at]);
                at = if next == b'/' { find(bytes, at, b"\n") } else { find(bytes, at + 2, b"*/") + 2 };
                at = at.min(bytes.len());
                copied = at;
                continue;
            }
            b'/' if value_expected(last, &out, &text[copied..at]) => skip_regex(bytes, at),
            _ => at + 1,
        };
        if !bytes[at].is_ascii_whitespace() {
            last = bytes[at];
        }
        at = end;
    }
    out.push_str(&text[copied.min(text.len())..]);
    out
}

fn find(bytes: &[u8], from: usize, wanted: &[u8]) -> usize {
    let from = from.min(bytes.len());
    bytes[from..].windows(wanted.len()).position(|window| window == wanted).map_or(bytes.len(), |at| from + at)
}

fn skip_quoted(bytes: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start + 1;
    let mut depth = 0_usize;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'$' if quote == b'`' && bytes.get(at + 1) == Some(&b'{') => {
                depth += 1;
                at += 1;
            }
            b'}' if depth > 0 => depth -= 1,
            inner @ (b'"' | b'\'' | b'`') if depth > 0 => at = skip_quoted(bytes, at, inner) - 1,
            byte if byte == quote && depth == 0 => return at + 1,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

fn skip_regex(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    let mut class = false;
    while at < bytes.len() && bytes[at] != b'\n' {
        match bytes[at] {
            b'\\' => at += 1,
            b'[' => class = true,
            b']' => class = false,
            b'/' if !class => return at + 1,
            _ => {}
        }
        at += 1;
    }
    at
}

fn value_expected(last: u8, out: &str, pending: &str) -> bool {
    if b"(,=:[!&|?{};\n+-*%<>~^".contains(&last) {
        return true;
    }
    let before = if pending.trim_end().is_empty() { out.trim_end() } else { pending.trim_end() };
    ["return", "typeof", "case", "of", "in"].iter().any(|word| before.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_strings_stay() {
        assert_eq!(without_comments("a // b\nc").trim_end(), "a \nc");
        assert_eq!(without_comments("x = \"//\" + '/*' + `//${\"}\"}` /* y */;"), "x = \"//\" + '/*' + `//${\"}\"}` ;");
        assert_eq!(without_comments("const r = /[/*]\\/\\//g; // z"), "const r = /[/*]\\/\\//g; ");
        assert_eq!(without_comments("a / b / c // d"), "a / b / c ");
    }

    #[test]
    fn the_built_in_scripts_join() {
        let theme = Theme::built_in();
        for entry in theme.scripts.values() {
            let joined = join(&theme, entry, None);
            assert!(joined.as_ref().is_ok_and(|script| script.starts_with("(()=>{")), "{entry}: {joined:?}");
        }
    }

    #[test]
    fn the_exports_join_whatever_asks_for_them() {
        let theme = Theme::built_in();
        for entry in ["docx", "markdown", "ics", "csv", "download"] {
            let joined = join(&theme, &format!("js/export/{entry}.js"), None);
            assert!(joined.as_ref().is_ok_and(|script| !script.contains("import ") && !script.contains("export ")), "{entry}: {joined:?}");
        }
    }

    #[test]
    fn a_module_that_the_script_beside_holds_is_not_sent_twice() {
        let theme = Theme::built_in();
        let main = &theme.scripts["main"];
        let alone = join(&theme, &theme.scripts["directory"], None).expect("it joins");
        let beside = join(&theme, &theme.scripts["directory"], Some(main)).expect("it joins");
        assert!(beside.len() < alone.len());
        assert!(beside.contains("=guidepost.parts[0];") && join(&theme, main, None).expect("it joins").contains(".parts=[$m0,"));
    }
}
