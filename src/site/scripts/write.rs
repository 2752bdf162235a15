//! Writes the tokens of a script with no more white space than they need.

use std::collections::BTreeMap;

use super::join::Module;
use super::names::{Named, Short, Symbol};
use super::scopes::pairs;
use super::tokens::{Kind, Token, is_word};

/// The whole script: what it takes from another, its modules, what it offers to others.
pub(super) fn script(modules: &[Module<'_>], short: &Short, shared: &[Symbol], offered: &[Symbol]) -> String {
    let called = |symbol: &Symbol| short.symbols.get(symbol).map_or("", String::as_str);
    let mut out = String::from("(()=>{\"use strict\";");
    let taken: Vec<&str> = shared.iter().map(called).collect();
    if let Some(last) = taken.iter().rposition(|name| !name.is_empty()) {
        out.push_str(&format!("let[{}]=guidepost.parts;", taken[..=last].join(",")));
    }
    for (module, named) in modules.iter().zip(&short.modules) {
        write(&mut out, &module.tokens, named);
        out.push('\n');
    }
    if !offered.is_empty() {
        out.push_str(&format!("(window.guidepost||={{}}).parts=[{}];", offered.iter().map(called).collect::<Vec<_>>().join(",")));
    }
    out.push_str("})();\n");
    out
}

fn write(out: &mut String, tokens: &[Token<'_>], named: &Named) {
    let pairs = pairs(tokens).unwrap_or_default();
    let mut last: Option<&Token<'_>> = None;
    let joins = joins(tokens);
    for (at, token) in tokens.iter().enumerate() {
        if joins.get(&at).is_some_and(|joint| *joint == Joint::Left) {
            out.push(',');
            last = None;
            continue;
        }
        if joins.contains_key(&at) {
            continue;
        }
        if is_spare_comma(tokens, at) || is_spare_bracket(tokens, &pairs, at) {
            continue;
        }
        if token.is(";") && tokens.get(at + 1).is_some_and(|next| next.is("}")) && ends_by_itself(tokens, &pairs, at) {
            continue;
        }
        let text = match &named.called[at] {
            // Nothing is given another value that was not before, and one word for both packs better.
            None if declares(tokens, at) => "let".to_owned(),
            Some(short) if named.shorthand[at] => format!("{}:{short}", token.text),
            Some(short) => short.clone(),
            None => token.text.to_owned(),
        };
        if let Some(last) = last {
            if token.on_new_line && line_matters(last, token) {
                out.push('\n');
            } else if would_join(out, &text) {
                out.push(' ');
            }
        }
        out.push_str(&text);
        last = Some(token);
    }
}

/// A comma after the last of several things; in a list it may stand for an empty place.
fn is_spare_comma(tokens: &[Token<'_>], at: usize) -> bool {
    tokens[at].is(",") && tokens.get(at + 1).is_some_and(|next| next.is("}") || next.is(")"))
}

/// A bracket around the only parameter of an arrow function.
fn is_spare_bracket(tokens: &[Token<'_>], pairs: &[usize], at: usize) -> bool {
    let open = match tokens[at].text {
        "(" => at,
        ")" => pairs.get(at).copied().unwrap_or(at),
        _ => return false,
    };
    let is = |place: usize, text: &str| tokens.get(place).is_some_and(|token| token.is(text));
    is(open, "(") && tokens.get(open + 1).is_some_and(|name| name.kind == Kind::Word) && is(open + 2, ")") && is(open + 3, "=>")
}

/// Whether names of a block are declared behind this token.
fn declares(tokens: &[Token<'_>], at: usize) -> bool {
    let is = |at: Option<usize>, text: &str| at.and_then(|at| tokens.get(at)).is_some_and(|token| token.is(text));
    let keyword = is(Some(at), "const") || is(Some(at), "let");
    keyword && ![".", "?."].iter().any(|dot| is(at.checked_sub(1), dot)) && !is(Some(at + 1), ":")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// The semicolon, in whose place a comma is written.
    Left,
    /// The word `const` or `let`, which is left out.
    Right,
}

/// Where `const a = 1; let b = 2;` can be written as one statement.
fn joins(tokens: &[Token<'_>]) -> BTreeMap<usize, Joint> {
    let mut joins = BTreeMap::new();
    // For each bracket that is open, whether the statement inside it declares names.
    let mut open = vec![(true, false)];
    for (at, token) in tokens.iter().enumerate() {
        if token.closes() && open.len() > 1 {
            open.pop();
        }
        let Some((starts, constant)) = open.last_mut() else { continue };
        if std::mem::take(starts) {
            *constant = declares(tokens, at);
        } else if at > 0 && token.on_new_line && line_matters(&tokens[at - 1], token) {
            *constant = false;
        }
        if token.is(";") && *constant && declares(tokens, at + 1) {
            joins.extend([(at, Joint::Left), (at + 1, Joint::Right)]);
        }
        if token.is(";") {
            *starts = true;
        }
        if token.opens() {
            open.push((token.is("{"), false));
        } else if token.is("}")
            && let Some((starts, constant)) = open.last_mut()
        {
            // A brace may end a statement, or stand inside one: only a semicolon tells surely.
            *starts |= !*constant;
        }
    }
    joins
}

/// Whether a statement ends at a brace without its semicolon: not where the semicolon is the statement.
fn ends_by_itself(tokens: &[Token<'_>], pairs: &[usize], semicolon: usize) -> bool {
    let Some(before) = semicolon.checked_sub(1) else { return false };
    let asks = |at: usize| ["if", "for", "while"].iter().any(|word| tokens[at].is(word));
    match tokens[before].text {
        ")" => pairs.get(before).is_some_and(|open| *open == 0 || !asks(open - 1)),
        "else" | "do" => false,
        _ => true,
    }
}

/// Whether a line break between two tokens may end a statement.
fn line_matters(last: &Token<'_>, next: &Token<'_>) -> bool {
    if ["return", "break", "continue", "throw", "yield", "async"].iter().any(|word| last.is(word)) {
        return true;
    }
    let may_end = last.kind != Kind::Mark || matches!(last.text, ")" | "]" | "}" | "++" | "--");
    let may_begin = match next.kind {
        Kind::Word | Kind::Value => true,
        Kind::Template => false,
        Kind::Mark => matches!(next.text, "{" | "++" | "--" | "!" | "~"),
    };
    may_end && may_begin
}

/// Whether two tokens would be read as one without a space.
fn would_join(out: &str, next: &str) -> bool {
    let (Some(last), Some(first)) = (out.chars().last(), next.chars().next()) else { return false };
    let word = |letter| is_word(letter) || letter == '#';
    word(last) && word(first) || last == first && matches!(last, '+' | '-' | '/')
}
