//! Gives variables short names. What is declared at the top of a module gets a name of its own in the whole
//! script; what is declared inside a function gets one that hides nothing which is used there.

use std::collections::{BTreeMap, BTreeSet};

use super::join::Module;
use super::scopes::{Name, Scopes, Use, is_keyword, scopes};
use super::tokens::Token;

/// A module's path and the name of something that it declares.
pub(super) type Symbol = (String, String);

/// The names of one module: what each token's variable is called, and which are also keys.
pub(super) struct Named {
    pub(super) called: Vec<Option<String>>,
    pub(super) shorthand: Vec<bool>,
}

/// The names of a whole script.
pub(super) struct Short {
    pub(super) modules: Vec<Named>,
    pub(super) symbols: BTreeMap<Symbol, String>,
}

/// What the names of the two kinds begin with, in the order in which they are given. Where one kind has many names, it
/// goes on with letters of the other.
const OUTER: &[u8] = b"hgvbwyxkjzqfmdpulcABCDEFGHIJKLMNOPQRSTUVWXYZ$_";
const INNER: &[u8] = b"etnraiosclupdmhfgvbwyxkjzqZYXWVUTSRQPONMLKJIHGFEDCBA";

/// Names for the variables of modules; nothing when brackets do not fit together. What `shared` has is
/// declared elsewhere and gets a name as well.
pub(super) fn shorten(modules: &[Module<'_>], shared: &[Symbol]) -> Option<Short> {
    let read: Vec<Scopes<'_>> = modules.iter().map(|module| scopes(&module.tokens)).collect::<Option<_>>()?;
    let mut uses: BTreeMap<Symbol, usize> = BTreeMap::new();
    let mut foreign: BTreeSet<String> = BTreeSet::new();
    for (module, scopes) in modules.iter().zip(&read) {
        for (word, name) in &scopes.names {
            match symbol(module, word, name) {
                Some(symbol) => *uses.entry(symbol).or_default() += name.places.len(),
                None if !name.is_own() => drop(foreign.insert((*word).to_owned())),
                None => {}
            }
        }
    }
    let mut wanted: Vec<(&Symbol, usize)> = uses.iter().map(|(symbol, count)| (symbol, *count)).collect();
    wanted.sort_by_key(|(symbol, count)| (std::cmp::Reverse(*count), shared.iter().position(|known| known == *symbol)));
    let mut spare = Spare::new(OUTER, &foreign);
    let symbols: BTreeMap<Symbol, String> = wanted.into_iter().map(|(symbol, _)| (symbol.clone(), spare.next())).collect();
    let modules = modules.iter().zip(&read).map(|(module, scopes)| named(module, scopes, &symbols, &foreign)).collect();
    Some(Short { modules, symbols })
}

/// What a name of a module means beyond it: something imported, or something declared at the module's top.
fn symbol(module: &Module<'_>, word: &str, name: &Name) -> Option<Symbol> {
    let whole = 0..module.tokens.len();
    let own = || name.reach.contains(&whole).then(|| (module.path.clone(), word.to_owned()));
    let imported = || name.reach.is_empty().then(|| module.imports.get(word).cloned()).flatten();
    imported().or_else(own)
}

fn named(module: &Module<'_>, scopes: &Scopes<'_>, symbols: &BTreeMap<Symbol, String>, foreign: &BTreeSet<String>) -> Named {
    let mut called = vec![None; module.tokens.len()];
    let mut inner: BTreeMap<usize, Vec<Name>> = BTreeMap::new();
    let regions = regions(&module.tokens);
    for (word, name) in &scopes.names {
        if let Some(short) = symbol(module, word, name).and_then(|symbol| symbols.get(&symbol)) {
            for place in &name.places {
                called[*place] = Some(short.clone());
            }
            continue;
        }
        for (region, name) in by_region(name, &regions) {
            if name.is_own() {
                inner.entry(region).or_default().push(name);
            }
        }
    }
    let outer: Vec<(usize, String)> = called.iter().enumerate().filter_map(|(place, short)| Some((place, short.clone()?))).collect();
    for names in inner.into_values() {
        name_apart(names, &outer, foreign, &mut called);
    }
    Named { called, shorthand: scopes.uses.iter().map(|usage| *usage == Use::Shorthand).collect() }
}

/// Gives each name the first short one that is not taken by a name it clashes with.
fn name_apart(mut names: Vec<Name>, outer: &[(usize, String)], foreign: &BTreeSet<String>, called: &mut [Option<String>]) {
    names.sort_by_key(|name| (name.reach.iter().map(|r| r.start).min(), name.places[0]));
    let mut given: Vec<(Name, String)> = Vec::new();
    for name in names {
        let inside = outer.iter().filter(|(place, _)| name.reach.iter().any(|reach| reach.contains(place)));
        let clashing = given.iter().filter(|(other, _)| other.clashes(&name));
        let taken: BTreeSet<&str> = clashing.map(|(_, short)| short.as_str()).chain(inside.map(|(_, short)| short.as_str())).collect();
        let mut spare = Spare::new(INNER, foreign);
        let mut short = spare.next();
        while taken.contains(short.as_str()) {
            short = spare.next();
        }
        for place in &name.places {
            called[*place] = Some(short.clone());
        }
        given.push((name, short));
    }
}

/// For each token the statement, or the member of a class, at the top of the module that it belongs to.
fn regions(tokens: &[Token<'_>]) -> Vec<usize> {
    let mut region = 0;
    let mut depth = 0;
    let mut in_class = false;
    let mut regions = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        if token.closes() {
            depth -= 1;
        }
        let after = at > 0 && ["{", "}", ";"].iter().any(|mark| tokens[at - 1].is(mark));
        let outer = if in_class { depth <= 1 } else { depth == 0 };
        if outer && after && !token.closes() {
            region = at;
        }
        if depth == 0 && token.is("class") {
            in_class = true;
        }
        if depth == 0 && token.is("}") {
            in_class = false;
        }
        regions.push(region);
        if token.opens() {
            depth += 1;
        }
    }
    regions
}

/// The uses of a name, one region at a time.
fn by_region(name: &Name, regions: &[usize]) -> BTreeMap<usize, Name> {
    let mut parts: BTreeMap<usize, Name> = BTreeMap::new();
    for place in &name.places {
        parts.entry(regions[*place]).or_insert_with(|| Name { reach: name.reach.clone(), places: Vec::new() }).places.push(*place);
    }
    for part in parts.values_mut() {
        part.reach.retain(|reach| part.places.iter().any(|place| reach.contains(place)));
    }
    parts
}

/// Short names, one after the other, that nothing else is called by.
struct Spare<'f> {
    first: &'static [u8],
    foreign: &'f BTreeSet<String>,
    number: usize,
}

impl<'f> Spare<'f> {
    fn new(first: &'static [u8], foreign: &'f BTreeSet<String>) -> Spare<'f> {
        Spare { first, foreign, number: 0 }
    }

    fn next(&mut self) -> String {
        loop {
            let name = self.name();
            self.number += 1;
            if !is_keyword(&name) && !self.foreign.contains(&name) {
                return name;
            }
        }
    }

    fn name(&self) -> String {
        const LATER: &[u8] = b"etnriaoscludfpmhgvybxSCwTEDOkAjMNPFILRzBVHUWGKqJYXZQ0123456789";
        let mut name = String::from(char::from(self.first[self.number % self.first.len()]));
        let mut rest = self.number / self.first.len();
        while rest > 0 {
            rest -= 1;
            name.push(char::from(LATER[rest % LATER.len()]));
            rest /= LATER.len();
        }
        name
    }
}
