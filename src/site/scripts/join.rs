//! Joins the modules of a script: the part that also runs when the program itself is built, for the scripts of its own
//! theme. So it knows texts by their paths, and nothing else of the program.

use std::collections::{BTreeMap, BTreeSet};

use super::constants;
use super::names::{self, Symbol};
use super::scopes;
use super::tokens::{self, Kind, Token};
use super::write;

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

/// The texts of modules, by their paths.
type Texts<'t> = dyn Fn(&str) -> Option<&'t str> + 't;

/// Joins the script at `entry` with everything that it imports.
///
/// Modules that the script at `beside` holds already are taken from there instead of being sent
/// twice; it must run first. A script that is beside no other offers its modules to those that are.
///
/// # Errors
///
/// [`NotJoined`] when a module is missing or does not keep to the rules above.
pub fn join<'t>(texts: &Texts<'t>, entry: &str, beside: Option<&str>) -> Result<String, NotJoined> {
    let mut held = Reader::new(texts);
    if let Some(beside) = beside {
        held.module(beside)?;
    }
    let shared = exports(&held.modules);
    let mut reader = Reader { held: held.modules.iter().map(|module| module.path.clone()).collect(), ..Reader::new(texts) };
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
pub(super) struct Module<'t> {
    pub(super) path: String,
    pub(super) tokens: Vec<Token<'t>>,
    exports: Vec<&'t str>,
    /// What each imported name means.
    pub(super) imports: BTreeMap<&'t str, Symbol>,
}

struct Reader<'t, 'f> {
    texts: &'f Texts<'t>,
    /// Modules that the script beside this one holds.
    held: BTreeSet<String>,
    modules: Vec<Module<'t>>,
    open: BTreeSet<String>,
}

impl<'t, 'f> Reader<'t, 'f> {
    fn new(texts: &'f Texts<'t>) -> Reader<'t, 'f> {
        Reader { texts, held: BTreeSet::new(), modules: Vec::new(), open: BTreeSet::new() }
    }

    /// Reads a module, its imports first.
    fn module(&mut self, path: &str) -> Result<(), NotJoined> {
        if self.held.contains(path) || self.modules.iter().any(|module| module.path == path) {
            return Ok(());
        }
        self.open.insert(path.to_owned());
        let text = (self.texts)(path).ok_or_else(|| NotJoined::Missing(path.to_owned()))?;
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
        module.tokens = constants::inlined(module.tokens, &module.exports);
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
