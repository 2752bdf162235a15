//! Finds out what the words of a script are: which name variables, where those are declared and how far
//! they reach, and which are keys, properties or keywords.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::tokens::{Kind, Token};

/// What a word of a script is used as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// A keyword, a property, a key of an object or a member of a class: it keeps its text.
    Fixed,
    /// A variable.
    Variable,
    /// A variable that is also the key: `{ name }`.
    Shorthand,
}

/// Where one variable of a script is declared, and where it is used.
#[derive(Debug, Default)]
pub(super) struct Name {
    /// The tokens that each declaration reaches.
    pub(super) reach: Vec<Range<usize>>,
    /// The tokens that use it.
    pub(super) places: Vec<usize>,
}

impl Name {
    /// Whether both cannot be called alike: one would hide the other where that is used, or both are declared in
    /// one function or block. A name that is not used where another reaches may be hidden there.
    pub(super) fn clashes(&self, other: &Name) -> bool {
        let together = self.reach.iter().any(|one| other.reach.iter().any(|two| one.end == two.end));
        together || self.is_hidden_by(other) || other.is_hidden_by(self)
    }

    fn is_hidden_by(&self, other: &Name) -> bool {
        self.places.iter().any(|place| match (self.nearest(*place), other.nearest(*place)) {
            (Some(own), Some(other)) => other >= own,
            _ => false,
        })
    }

    /// Where the innermost declaration that reaches a place begins to.
    fn nearest(&self, place: usize) -> Option<usize> {
        self.reach.iter().filter(|reach| reach.contains(&place)).map(|reach| reach.start).max()
    }

    /// Whether every use is inside the reach of a declaration, so that none means a name of the browser.
    pub(super) fn is_own(&self) -> bool {
        self.places.iter().all(|place| self.reach.iter().any(|reach| reach.contains(place)))
    }
}

/// The words of a script and what they are.
#[derive(Debug)]
pub(super) struct Scopes<'t> {
    /// For each token.
    pub(super) uses: Vec<Use>,
    /// The variables with the words that they are called. Variables of one word are told apart where it is sure which of
    /// them is meant, and are one otherwise.
    pub(super) names: Vec<(&'t str, Name)>,
}

/// Words that are never the name of a variable, and some that may be but are left alone.
const KEYWORDS: [&str; 49] = [
    "arguments",
    "as",
    "async",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "from",
    "function",
    "get",
    "if",
    "import",
    "in",
    "instanceof",
    "let",
    "new",
    "null",
    "of",
    "return",
    "set",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "undefined",
    "var",
    "void",
    "while",
    "with",
    "yield",
    "meta",
];

pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// What braces hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Braces {
    Statements,
    Object,
    Class,
}

/// Reads a script; nothing when its brackets do not close what was opened.
pub(super) fn scopes<'t>(tokens: &[Token<'t>]) -> Option<Scopes<'t>> {
    let mut reader = Reader {
        tokens,
        pairs: pairs(tokens)?,
        around: around(tokens),
        braces: BTreeMap::new(),
        declared: Vec::new(),
        vague: BTreeSet::new(),
    };
    reader.sort_braces();
    reader.declare();
    let uses: Vec<Use> = (0..tokens.len()).map(|at| reader.usage(at)).collect();
    let mut words: BTreeMap<&str, Name> = BTreeMap::new();
    for (at, _) in uses.iter().enumerate().filter(|(_, usage)| **usage != Use::Fixed) {
        words.entry(tokens[at].text).or_default().places.push(at);
    }
    for (at, reach) in reader.declared {
        if let Some(name) = words.get_mut(tokens[at].text) {
            name.reach.push(reach);
        }
    }
    let names = words.into_iter().flat_map(|(word, name)| {
        let variables = if reader.vague.contains(word) { vec![name] } else { told_apart(name) };
        variables.into_iter().map(move |name| (word, name))
    });
    Some(Scopes { uses, names: names.collect() })
}

/// The variables that are called alike, each with the places that mean it: those whose innermost declaration is its own.
fn told_apart(name: Name) -> Vec<Name> {
    let mut variables: BTreeMap<Option<(usize, usize)>, Name> = BTreeMap::new();
    for place in name.places {
        let declared =
            name.reach.iter().filter(|reach| reach.contains(&place)).max_by_key(|reach| (reach.start, std::cmp::Reverse(reach.end)));
        let variable = variables.entry(declared.map(|reach| (reach.start, reach.end))).or_default();
        variable.places.push(place);
        variable.reach = declared.cloned().into_iter().collect();
    }
    variables.into_values().collect()
}

/// For each bracket the one that closes or opens it; for other tokens themselves.
pub(super) fn pairs(tokens: &[Token<'_>]) -> Option<Vec<usize>> {
    paired(tokens).ok()
}

/// The first bracket without a partner: one that closes something else, or the last that is never closed.
pub(super) fn alone(tokens: &[Token<'_>]) -> Option<usize> {
    paired(tokens).err()
}

fn paired(tokens: &[Token<'_>]) -> Result<Vec<usize>, usize> {
    let mut pairs: Vec<usize> = (0..tokens.len()).collect();
    let mut open = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.closes() {
            let opened = open.pop().filter(|opened| fit(&tokens[*opened], token)).ok_or(at)?;
            // A middle piece of a template closes one thing and opens the next; the opener knows its end.
            pairs[opened] = at;
            if !token.opens() {
                pairs[at] = opened;
            }
        }
        if token.opens() {
            open.push(at);
        }
    }
    open.pop().map_or(Ok(pairs), Err)
}

fn fit(open: &Token<'_>, close: &Token<'_>) -> bool {
    match close.text {
        ")" => open.text == "(",
        "]" => open.text == "[",
        "}" if close.kind == Kind::Mark => open.text == "{",
        _ => open.kind == Kind::Template,
    }
}

/// For each token the bracket that it stands directly inside.
fn around(tokens: &[Token<'_>]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut around = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        if token.closes() {
            open.pop();
        }
        around.push(open.last().copied());
        if token.opens() {
            open.push(at);
        }
    }
    around
}

struct Reader<'r, 't> {
    tokens: &'r [Token<'t>],
    pairs: Vec<usize>,
    around: Vec<Option<usize>>,
    braces: BTreeMap<usize, Braces>,
    /// Tokens that declare a name, and what the declaration reaches.
    declared: Vec<(usize, Range<usize>)>,
    /// Words for which it is not sure how far a declaration reaches.
    vague: BTreeSet<&'t str>,
}

impl Reader<'_, '_> {
    fn is(&self, at: usize, text: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(text))
    }

    fn one_of(&self, at: Option<usize>, texts: &[&str]) -> bool {
        at.is_some_and(|at| texts.iter().any(|text| self.is(at, text)))
    }

    /// Whether a token is a keyword, and not a property that is called like one.
    fn is_keyword_at(&self, at: usize, word: &str) -> bool {
        self.is(at, word) && !self.one_of(at.checked_sub(1), &[".", "?."]) && !self.is_key(at)
    }

    fn inside(&self, at: usize) -> Option<Braces> {
        self.braces.get(&self.around[at]?).copied()
    }

    fn sort_braces(&mut self) {
        let mut class_follows = false;
        for at in 0..self.tokens.len() {
            if self.is_keyword_at(at, "class") {
                class_follows = true;
            } else if self.is(at, "{") {
                let braces = if std::mem::take(&mut class_follows) { Braces::Class } else { self.braces_at(at) };
                self.braces.insert(at, braces);
            }
        }
    }

    /// Braces hold statements where no value can begin.
    fn braces_at(&self, at: usize) -> Braces {
        let Some(before) = at.checked_sub(1) else { return Braces::Statements };
        let statements = self.one_of(Some(before), &[")", "=>", ";", "{", "}", "else", "try", "catch", "finally", "do", "static"])
            || self.is(before, ":") && self.follows_case(before);
        if statements { Braces::Statements } else { Braces::Object }
    }

    fn follows_case(&self, colon: usize) -> bool {
        let start = (0..colon).rev().take_while(|at| !self.one_of(Some(*at), &[";", "{", "}"])).last().unwrap_or(colon);
        self.one_of(Some(start), &["case", "default"])
    }

    /// A word before a colon in an object, or before the arguments of a method.
    fn is_key(&self, at: usize) -> bool {
        let begins = |marks: &[&str]| self.one_of(at.checked_sub(1), marks);
        let accessor = self.one_of(at.checked_sub(1), &["get", "set", "async", "static", "*"]);
        match self.inside(at) {
            Some(Braces::Object) => begins(&["{", ","]) && self.one_of(Some(at + 1), &[":", "("]) || accessor && self.is(at + 1, "("),
            Some(Braces::Class) => (begins(&["{", "}", ";"]) || accessor) && self.one_of(Some(at + 1), &["(", "=", ";"]),
            _ => false,
        }
    }

    fn usage(&self, at: usize) -> Use {
        let token = self.tokens[at];
        let property = self.one_of(at.checked_sub(1), &[".", "?."]);
        if token.kind != Kind::Word || property || token.text.starts_with('#') || is_keyword(token.text) || self.is_key(at) {
            return Use::Fixed;
        }
        let alone = self.one_of(at.checked_sub(1), &["{", ","]) && self.one_of(Some(at + 1), &[",", "}", "="]);
        if alone && self.inside(at) == Some(Braces::Object) { Use::Shorthand } else { Use::Variable }
    }

    fn declare(&mut self) {
        for at in 0..self.tokens.len() {
            if ["const", "let", "var"].iter().any(|word| self.is_keyword_at(at, word)) {
                self.declarators(at + 1);
            } else if self.is_keyword_at(at, "function") {
                self.declare_name(at + 1 + usize::from(self.is(at + 1, "*")));
            } else if self.is_keyword_at(at, "class") {
                self.declare_name(at + 1);
            } else if self.is(at, "=>") {
                self.parameters_of_arrow(at);
            } else if self.is(at, "{") && at > 0 && self.is(at - 1, ")") {
                self.parameters_before(at);
            }
        }
    }

    fn declare_name(&mut self, at: usize) {
        if self.tokens.get(at).is_some_and(|token| token.kind == Kind::Word && !is_keyword(token.text)) {
            let reach = self.surroundings(at);
            self.declared.push((at, reach));
        }
    }

    /// The statements around a token.
    fn surroundings(&self, at: usize) -> Range<usize> {
        let mut around = self.around[at];
        while let Some(open) = around {
            if self.braces.get(&open).is_some_and(|braces| *braces != Braces::Object) {
                return open..self.pairs[open];
            }
            around = self.around[open];
        }
        0..self.tokens.len()
    }

    /// The head and the statement of a loop, for what is declared in its head.
    fn loop_around(&self, at: usize) -> Option<Range<usize>> {
        let open = self.around[at].filter(|open| self.is(*open, "(") && *open > 0 && self.is_keyword_at(open - 1, "for"))?;
        Some(open..self.end_of_statement(self.pairs[open] + 1)?)
    }

    /// Where a statement ends that is part of another; nothing where that is not sure.
    fn end_of_statement(&self, at: usize) -> Option<usize> {
        if self.is(at, "{") {
            return Some(self.pairs[at]);
        }
        if ["do", "try", "switch", "function", "class"].iter().any(|word| self.is_keyword_at(at, word)) {
            return None;
        }
        if self.is(at + 1, "(") && ["for", "while", "if"].iter().any(|word| self.is_keyword_at(at, word)) {
            let end = self.end_of_statement(self.pairs[at + 1] + 1)?;
            return if self.is_keyword_at(at, "if") && self.is(end + 1, "else") { self.end_of_statement(end + 2) } else { Some(end) };
        }
        let mut end = at;
        while !self.is(end, ";") {
            let token = self.tokens.get(end)?;
            if token.closes() || end > at && token.on_new_line && token.kind == Kind::Word {
                return None;
            }
            end = if token.opens() { self.close_of(end) + 1 } else { end + 1 };
        }
        Some(end)
    }

    /// `a = 1, { b } = c`: what is declared behind `const`, `let` and `var`.
    fn declarators(&mut self, first: usize) {
        let head = self.loop_around(first);
        let begun = self.declared.len();
        let vague = self.is_keyword_at(first - 1, "var") || head.is_none() && self.around[first].is_some_and(|open| self.is(open, "("));
        let reach = head.unwrap_or_else(|| self.surroundings(first));
        let mut at = first;
        loop {
            at = self.pattern(at, &reach);
            if self.is(at, "=") {
                at = self.skip_value(at + 1);
            }
            if !self.is(at, ",") {
                break;
            }
            at += 1;
        }
        if vague {
            self.vague.extend(self.declared[begun..].iter().map(|(at, _)| self.tokens[*at].text));
        }
    }

    /// The place after a value: the next comma or semicolon, or the end of what is around it.
    fn skip_value(&self, from: usize) -> usize {
        let mut at = from;
        while at < self.tokens.len() && !self.one_of(Some(at), &[",", ";"]) && !self.tokens[at].closes() {
            at = if self.tokens[at].opens() { self.close_of(at) + 1 } else { at + 1 };
        }
        at
    }

    /// What closes a bracket, or a template with all its pieces.
    fn close_of(&self, open: usize) -> usize {
        let mut close = self.pairs[open];
        while self.tokens[close].opens() {
            close = self.pairs[close];
        }
        close
    }

    /// Declares the names of a pattern; gives the place after it.
    fn pattern(&mut self, at: usize, reach: &Range<usize>) -> usize {
        let at = at + usize::from(self.is(at, "..."));
        let Some(token) = self.tokens.get(at) else { return at };
        if !token.opens() {
            if token.kind == Kind::Word {
                self.declared.push((at, reach.clone()));
            }
            return at + 1;
        }
        let close = self.close_of(at);
        let mut inner = at + 1;
        while inner < close {
            if self.is(inner, ",") {
                inner += 1;
                continue;
            }
            let value = if self.is(inner, "[") && self.is(at, "{") { self.close_of(inner) + 1 } else { inner + 1 };
            inner = if self.is(at, "{") && self.is(value, ":") { self.pattern(value + 1, reach) } else { self.pattern(inner, reach) };
            if self.is(inner, "=") {
                inner = self.skip_value(inner + 1);
            }
        }
        close + 1
    }

    /// The names between two brackets of parameters.
    fn parameters(&mut self, open: usize, reach: &Range<usize>) {
        let close = self.pairs[open];
        let mut at = open + 1;
        while at < close {
            at = self.pattern(at, reach);
            at = if self.is(at, "=") { self.skip_value(at + 1) } else { at };
            at += usize::from(self.is(at, ","));
        }
    }

    fn parameters_of_arrow(&mut self, arrow: usize) {
        let last = arrow - 1;
        let first = if self.is(last, ")") { self.pairs[last] } else { last };
        let end = if self.is(arrow + 1, "{") { self.pairs[arrow + 1] } else { self.skip_value(arrow + 1) };
        let reach = first..end;
        if first == last {
            self.declared.push((last, reach));
        } else {
            self.parameters(first, &reach);
        }
    }

    /// The parameters of a function or method, or what `catch` catches.
    fn parameters_before(&mut self, brace: usize) {
        let open = self.pairs[brace - 1];
        let asks = ["if", "for", "while", "switch", "with"].iter().any(|word| open > 0 && self.is_keyword_at(open - 1, word));
        if !asks {
            let reach = open..self.pairs[brace];
            self.parameters(open, &reach);
        }
    }
}
