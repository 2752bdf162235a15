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
        if !out.ends_with(';') {
            out.push('\n');
        }
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
        if is_spare_comma(tokens, at) || is_spare_bracket(tokens, &pairs, at) || is_spare_group(tokens, &pairs, at) {
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
            None if is_truth(tokens, at) => if token.is("true") { "!0" } else { "!1" }.to_owned(),
            None => token.text.to_owned(),
        };
        if let Some(last) = last {
            if token.on_new_line && line_matters(last, token) && !ends_a_block(tokens, &pairs, at - 1) {
                out.push('\n');
            } else if would_join(out, &text) {
                out.push(' ');
            }
        }
        out.push_str(&text);
        last = Some(token);
    }
}

/// A comma after the last of several things; behind another comma it stands for an empty place in a list.
fn is_spare_comma(tokens: &[Token<'_>], at: usize) -> bool {
    let after_value = at.checked_sub(1).is_some_and(|before| !tokens[before].is(",") && !tokens[before].is("["));
    tokens[at].is(",") && after_value && tokens.get(at + 1).is_some_and(|next| ["}", ")", "]"].iter().any(|close| next.is(close)))
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

/// Whether a token says `true` or `false`, and is no name of a member.
fn is_truth(tokens: &[Token<'_>], at: usize) -> bool {
    let is = |place: Option<usize>, texts: &[&str]| {
        place.and_then(|place| tokens.get(place)).is_some_and(|token| texts.iter().any(|text| token.is(text)))
    };
    let before = at.checked_sub(1);
    let named = is(before, &[".", "?."]) || is(before, &["{", ","]) && is(Some(at + 1), &[":", "("]);
    is(Some(at), &["true", "false"]) && !named && !is(Some(at + 1), &["**", ".", "?.", "["])
}

/// Whether names of a block are declared behind this token.
fn declares(tokens: &[Token<'_>], at: usize) -> bool {
    let is = |at: Option<usize>, text: &str| at.and_then(|at| tokens.get(at)).is_some_and(|token| token.is(text));
    let keyword = is(Some(at), "const") || is(Some(at), "let");
    keyword && ![".", "?."].iter().any(|dot| is(at.checked_sub(1), dot)) && !is(Some(at + 1), ":")
}

/// A bracket around a value where nothing else could begin or end, or around no arguments: `= (a);` and `new A();`. A comma
/// inside, and braces after an arrow, need theirs.
fn is_spare_group(tokens: &[Token<'_>], pairs: &[usize], at: usize) -> bool {
    let partner = pairs.get(at).copied().unwrap_or(at);
    let (open, close) = (at.min(partner), at.max(partner));
    let is = |place: Option<usize>, texts: &[&str]| {
        place.and_then(|place| tokens.get(place)).is_some_and(|token| texts.iter().any(|text| token.is(text)))
    };
    if open == close || !tokens[open].is("(") || !is(Some(close + 1), &[")", ",", ";", "]", "}", ":"]) {
        return false;
    }
    if open + 1 == close {
        return open > 1 && is(Some(open - 2), &["new"]) && tokens[open - 1].kind == Kind::Word && !is(open.checked_sub(3), &[".", "?."]);
    }
    let before = open.checked_sub(1);
    let begins = is(before, &["=", "(", ",", "=>", "[", ":", "?", "return"]);
    let braces = is(before, &["=>"]) && tokens[open + 1].is("{");
    begins && !braces && !tokens[open + 1].on_new_line && !has_comma(tokens, pairs, open)
}

/// Whether a comma stands directly inside a bracket.
fn has_comma(tokens: &[Token<'_>], pairs: &[usize], open: usize) -> bool {
    let mut at = open + 1;
    while at < pairs[open] {
        if tokens[at].is(",") {
            return true;
        }
        at = if tokens[at].opens() { pairs[at] + usize::from(!tokens[pairs[at]].opens()) } else { at + 1 };
    }
    false
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

/// Whether a token is the end of a block or of the head of a statement, behind which the next begins without a sign.
fn ends_a_block(tokens: &[Token<'_>], pairs: &[usize], at: usize) -> bool {
    let is = |place: Option<usize>, words: &[&str]| {
        place.and_then(|place| tokens.get(place)).is_some_and(|token| words.iter().any(|word| token.is(word)))
    };
    let Some(open) = pairs.get(at).copied().filter(|open| *open < at) else { return false };
    let before = open.checked_sub(1);
    let heads = ["if", "for", "while", "switch", "catch"];
    match tokens[at].text {
        ")" => is(before, &heads[..3]),
        "}" if is(before, &[")"]) => {
            let bracket = before.map_or(0, |close| pairs[close]);
            let name = bracket.checked_sub(1);
            let word = name.and_then(|name| name.checked_sub(1));
            let begins = |place: Option<usize>| place.is_none() || is(place, &[";", "{", "}"]);
            is(name, &heads) || is(word, &["function"]) && begins(word.and_then(|word| word.checked_sub(1)))
        }
        "}" => is(before, &["else", "try", "finally"]),
        _ => false,
    }
}

/// Whether two tokens would be read as one without a space.
fn would_join(out: &str, next: &str) -> bool {
    let (Some(last), Some(first)) = (out.chars().last(), next.chars().next()) else { return false };
    let word = |letter| is_word(letter) || letter == '#';
    word(last) && word(first) || last == first && matches!(last, '+' | '-' | '/')
}
