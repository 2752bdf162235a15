//! Joins a script and the modules that it imports into one classic script, and makes it short.
//!
//! Modules do not load from a folder on disk, and a page should not wait for a
//! chain of them. So their statements are written one after the other into one
//! function, imports first. Comments and white space are left out, and names of
//! variables become short; properties, texts and names of the browser stay. The
//! modules keep to what this needs: imports by name at the top; one name to an
//! `export`; no default exports, no cycles.

mod names;
mod scopes;
mod tokens;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use crate::site::theme::Theme;

use names::Symbol;
use tokens::{Kind, Token};

/// A line of a script, as authors of a theme look for it: `js/main.js:12`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The script's path in the theme.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
}

impl std::fmt::Display for Place {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}:{}", self.path, self.line)
    }
}

/// Why a script cannot be joined.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NotJoined {
    /// A script that the theme names is missing.
    #[error("the theme has no script `{0}`")]
    Missing(String),
    /// A script that another imports is missing.
    #[error("{0}: the theme has no script `{1}`, which is imported here")]
    MissingImport(Place, String),
    /// Modules import each other in a circle.
    #[error("{0}: with this import the script `{1}` imports itself, directly or through others")]
    Circle(Place, String),
    /// An import that is not `import { a, b } from "./file.js";`.
    #[error("{0}: `{1}` is not an import by name, `import {{ a, b }} from \"./file.js\";`")]
    Import(Place, String),
    /// Something else is imported than is exported.
    #[error("{0}: `{1}` is imported, but `{2}` does not export it")]
    Unknown(Place, String, String),
    /// A bracket is missing or one too many.
    #[error("{0}: this bracket has no partner")]
    Brackets(Place),
    /// A name is used in a way that cannot be made short.
    #[error("the names of the script `{0}` cannot be made short")]
    Names(String),
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
    let mut held = Reader::new(theme);
    if let Some(beside) = beside {
        held.module(beside)?;
    }
    let shared = exports(&held.modules);
    let mut reader = Reader { held: held.modules.iter().map(|module| module.path.clone()).collect(), ..Reader::new(theme) };
    reader.module(entry)?;
    let offered = if beside.is_none() { exports(&reader.modules) } else { Vec::new() };
    let named = names::shorten(&reader.modules, &shared).ok_or_else(|| NotJoined::Names(entry.to_owned()))?;
    Ok(write::script(&reader.modules, &named, &shared, &offered))
}

/// Everything that modules export, in order.
fn exports(modules: &[Module<'_>]) -> Vec<Symbol> {
    modules.iter().flat_map(|module| module.exports.iter().map(|name| (module.path.clone(), (*name).to_owned()))).collect()
}

/// One module, without its imports and without the word `export`.
struct Module<'t> {
    path: String,
    tokens: Vec<Token<'t>>,
    exports: Vec<&'t str>,
    /// What each imported name means.
    imports: BTreeMap<&'t str, Symbol>,
}

struct Reader<'t> {
    theme: &'t Theme,
    /// Modules that the script beside this one holds.
    held: BTreeSet<String>,
    modules: Vec<Module<'t>>,
    open: BTreeSet<String>,
}

impl<'t> Reader<'t> {
    fn new(theme: &'t Theme) -> Reader<'t> {
        Reader { theme, held: BTreeSet::new(), modules: Vec::new(), open: BTreeSet::new() }
    }

    /// Reads a module, its imports first.
    fn module(&mut self, path: &str) -> Result<(), NotJoined> {
        if self.held.contains(path) || self.modules.iter().any(|module| module.path == path) {
            return Ok(());
        }
        self.open.insert(path.to_owned());
        let text = self.theme.text(path).ok_or_else(|| NotJoined::Missing(path.to_owned()))?;
        let mut module = Module { path: path.to_owned(), tokens: Vec::new(), exports: Vec::new(), imports: BTreeMap::new() };
        let all = tokens::tokens(text);
        let mut at = 0;
        while at < all.len() {
            if all[at].is("import") && all[at].on_new_line {
                at = self.import(&mut module, text, &all, at)?;
            } else if all[at].is("export") && all[at].on_new_line {
                at += 1;
                module.exports.extend(exported(&all[at..]));
            } else {
                module.tokens.push(all[at]);
                at += 1;
            }
        }
        if let Some(alone) = scopes::alone(&module.tokens) {
            return Err(NotJoined::Brackets(place(path, text, &module.tokens[alone])));
        }
        self.modules.push(module);
        Ok(())
    }

    /// Reads `import { a, b as c } from "./file.js";` and what it imports; gives the place after it.
    fn import(&mut self, module: &mut Module<'t>, text: &str, all: &[Token<'t>], start: usize) -> Result<usize, NotJoined> {
        let here = place(&module.path, text, &all[start]);
        let line: Vec<&str> = all[start..].iter().map(|token| token.text).take_while(|text| *text != ";").collect();
        let refuse = || NotJoined::Import(here.clone(), line.join(" "));
        let ["import", "{", names @ .., "}", "from", file] = line.as_slice() else { return Err(refuse()) };
        let from = beside(&module.path, file.trim_matches(['"', '\'']));
        for name in names.split(|text| *text == ",").filter(|name| !name.is_empty()) {
            let (theirs, ours) = match name {
                [name] => (*name, *name),
                [theirs, "as", ours] => (*theirs, *ours),
                _ => return Err(refuse()),
            };
            module.imports.insert(ours, (from.clone(), theirs.to_owned()));
        }
        if self.open.contains(&from) && !self.modules.iter().any(|known| known.path == from) {
            return Err(NotJoined::Circle(here, from));
        }
        self.module(&from).map_err(|problem| match problem {
            NotJoined::Missing(path) if path == from => NotJoined::MissingImport(here.clone(), path),
            other => other,
        })?;
        let theirs = self.modules.iter().find(|other| other.path == from);
        let missing = module
            .imports
            .values()
            .find(|(path, name)| *path == from && theirs.is_some_and(|other| !other.exports.contains(&name.as_str())));
        match missing {
            Some((_, name)) => Err(NotJoined::Unknown(here, name.clone(), from)),
            None => Ok(start + line.len() + 1),
        }
    }
}

/// Where a token of a script stands.
fn place(path: &str, text: &str, token: &Token<'_>) -> Place {
    // A token is a part of the text, so the distance between the two is the token's place.
    let before = token.text.as_ptr() as usize - text.as_ptr() as usize;
    Place { path: path.to_owned(), line: 1 + text.bytes().take(before).filter(|byte| *byte == b'\n').count() }
}

/// The path of a module as another names it.
fn beside(path: &str, named: &str) -> String {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in named.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    parts.join("/")
}

/// The name that a declaration behind `export` makes.
fn exported<'t>(declaration: &[Token<'t>]) -> Option<&'t str> {
    let words = declaration.iter().filter(|token| !token.is("*")).take(3);
    let mut names = words.take_while(|token| token.kind == Kind::Word).map(|token| token.text).skip_while(|word| scopes::is_keyword(word));
    names.next()
}

/// The text of a style sheet without comments. Texts in quotes are left as they are.
#[must_use]
pub fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if from.starts_with("/*") {
            rest = from.find("*/").map_or("", |end| &from[end + 2..]);
            continue;
        }
        let length = if from.starts_with('/') { 1 } else { tokens::quoted(from, from.chars().next().unwrap_or_default()) };
        out.push_str(&from[..length]);
        rest = &from[length..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A theme whose scripts are these.
    fn theme(scripts: &[(&str, &str)]) -> Theme {
        let files = scripts.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
        Theme::layered(files).expect("whole")
    }

    #[track_caller]
    fn check(text: &str, wanted: &str) {
        let joined = join(&theme(&[("a.js", text)]), "a.js", None).expect("it joins");
        let body = joined.strip_prefix("(()=>{\"use strict\";").and_then(|rest| rest.strip_suffix("})();\n")).expect("a function");
        assert_eq!(body.trim_end(), wanted);
    }

    #[test]
    fn comments_of_a_style_sheet_go_and_texts_stay() {
        assert_eq!(without_comments("a /* b */ { c: \"/* d */\" '//' / e }"), "a  { c: \"/* d */\" '//' / e }");
    }

    #[test]
    fn variables_get_short_names_and_properties_keep_theirs() {
        check(
            "const total = 1;\nfunction count(list, { size: most = total, each }) {\n  return list.total(each) + most;\n}",
            "let A=1;function B(e,{size:t=A,each:n}){return e.total(n)+t}",
        );
        check(
            "function f(value) {\n  return { value, key: value.value, f() { return value; } };\n}",
            "function A(e){return{value:e,key:e.value,f(){return e}}}",
        );
        check(
            "const all = (list) => list.map((one, at) => `${one}: ${at ? one : { at }}`);",
            "let A=e=>e.map((e,t)=>`${e}: ${t?e:{at:t}}`);",
        );
    }

    #[test]
    fn names_of_the_browser_stay_even_where_a_parameter_is_called_alike() {
        check("const f = ({ document }) => document;\nconst g = () => document;", "let A=({document:e})=>e,B=()=>document;");
        check("function f() {\n  const one = (name) => name;\n  return one(name);\n}", "function A(){let e=name=>name;return e(name)}");
    }

    #[test]
    fn a_name_may_be_used_again_inside_only_where_the_outer_one_is_not_wanted() {
        check(
            "const f = (one) => one.map((two) => two);\nconst g = (one) => one.map((two) => one + two);",
            "let A=e=>e.map(e=>e),B=e=>e.map(t=>e+t);",
        );
        check(
            "function f(one) {\n  const two = 2;\n  for (const three of two) {\n    const four = three;\n    four();\n  }\n}",
            "function A(e){let t=2;for(let e of t){let t=e;t()}}",
        );
        check(
            "function f(one) {\n  const two = 2;\n  return () => {\n    let three = two;\n    return three;\n  };\n}",
            "function A(e){let t=2;return()=>{let e=t;return e}}",
        );
    }

    #[test]
    fn classes_keep_their_members() {
        check(
            "class One {\n  constructor(size) {\n    this.size = size;\n  }\n  get size() {\n    return 1;\n  }\n}\nnew One(2);",
            "class A{constructor(e){this.size=e}\nget size(){return 1}}\nnew A(2);",
        );
    }

    #[test]
    fn line_breaks_stay_where_they_end_a_statement() {
        check("let one = 1\nlet two = one\n++one\nif (one) two = 3;\nelse for (;;);", "let A=1\nlet B=A\n++A\nif(A)B=3;else for(;;);");
        check("for (let i = 0; i < 3; i++) { while (i - -i); }", "for(let e=0;e<3;e++){while(e- -e);}");
    }

    #[test]
    fn constants_in_a_row_become_one_statement() {
        check(
            "const a = 1;\nconst b = () => {\n  const c = 2;\n  const d = c;\n  return d;\n};\nconst e = b;",
            "let B=1,A=()=>{let e=2,t=e;return t},C=A;",
        );
        check("const a = 1\na\nf(); const b = 2", "let A=1\nA\nf();let B=2");
    }

    #[test]
    fn what_is_declared_in_a_loop_or_caught_is_its_own() {
        check(
            "function f(xs) {\n  try {\n    for (const [key, value] of xs) key(value);\n  } catch ({ message }) {\n    throw message;\n  }\n}",
            "function A(e){try{for(let[t,n]of e)t(n)}catch({message:e}){throw e}}",
        );
    }

    #[test]
    fn modules_come_in_the_order_of_their_imports_and_do_not_mix_their_names() {
        let theme = theme(&[
            ("js/a.js", "import { one as first, two } from \"./b/c.js\";\nconst help = 1;\nfirst(two, help);"),
            ("js/b/c.js", "const help = 2;\nexport function one() {\n  return help;\n}\nexport const two = 2;"),
        ]);
        let joined = join(&theme, "js/a.js", None).expect("it joins");
        assert_eq!(
            joined,
            "(()=>{\"use strict\";let B=2;function C(){return B}let D=2;\nlet A=1;C(D,A);\n(window.guidepost||={}).parts=[C,D];})();\n"
        );
    }

    #[test]
    fn what_does_not_keep_to_the_rules_is_refused() {
        let refused = |files: &[(&str, &str)]| join(&theme(files), "a.js", None).expect_err("refused").to_string();
        assert_eq!(refused(&[]), "the theme has no script `a.js`");
        assert_eq!(
            refused(&[("a.js", "// b\nimport { b } from \"./b.js\";")]),
            "a.js:2: the theme has no script `b.js`, which is imported here"
        );
        assert_eq!(
            refused(&[("a.js", "import { a } from \"./a.js\";")]),
            "a.js:1: with this import the script `a.js` imports itself, directly or through others"
        );
        assert_eq!(
            refused(&[("a.js", "import { b } from \"./b.js\";"), ("b.js", "const c = 1;\nimport { a } from \"./a.js\";")]),
            "b.js:2: with this import the script `a.js` imports itself, directly or through others"
        );
        assert!(refused(&[("a.js", "\n\nimport a from \"./b.js\";")]).starts_with("a.js:3: `import a from \"./b.js\"` is not"));
        assert_eq!(
            refused(&[("a.js", "import { a } from \"./b.js\";"), ("b.js", "export const b = 1;")]),
            "a.js:1: `a` is imported, but `b.js` does not export it"
        );
        for text in ["f();\nf(1];", "f();\nf(1", "f();\n1);", "f();\n`${1`;"] {
            assert_eq!(refused(&[("a.js", text)]), "a.js:2: this bracket has no partner", "{text}");
        }
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
        assert!(beside.contains("]=guidepost.parts;") && join(&theme, main, None).expect("it joins").contains(".parts=["));
    }
}
