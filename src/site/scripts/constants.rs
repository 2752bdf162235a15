//! Writes numbers that a module gives a name to, `const MOST = 5;`, where they are used: a number is
//! shorter than a name with its declaration.

use std::collections::{BTreeMap, BTreeSet};

use super::scopes::{Scopes, Use, scopes};
use super::tokens::{Kind, Token};

/// The tokens of a module without its own named numbers. Only names in capitals are looked at, and only those that the
/// module keeps to itself.
pub(super) fn inlined<'t>(tokens: Vec<Token<'t>>, exports: &[&str]) -> Vec<Token<'t>> {
    let Some(scopes) = scopes(&tokens) else { return tokens };
    let mut numbers: BTreeMap<&str, &str> = BTreeMap::new();
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    for start in (0..tokens.len()).filter(|at| begins(&tokens, *at)) {
        if let Some((named, end)) = statement(&tokens, start)
            && named.iter().all(|(name, _)| !exports.contains(name) && may_be_number(&tokens, &scopes, name))
        {
            numbers.extend(named);
            gone.extend(start..end);
        }
    }
    let kept = tokens.iter().enumerate().filter(|(at, _)| !gone.contains(at));
    let written = kept.map(|(at, token)| match numbers.get(token.text) {
        Some(number) if scopes.uses[at] == Use::Variable => Token { kind: Kind::Value, text: number, ..*token },
        _ => *token,
    });
    written.collect()
}

/// Whether a statement with constants begins here.
fn begins(tokens: &[Token<'_>], at: usize) -> bool {
    tokens[at].is("const") && tokens[at].on_new_line
}

/// The names and numbers of `const A = 1, B = 2;`, and the place behind it; nothing when it has anything else.
fn statement<'t>(tokens: &[Token<'t>], start: usize) -> Option<(Vec<(&'t str, &'t str)>, usize)> {
    let mut named = Vec::new();
    let mut at = start + 1;
    loop {
        let [name, equals, number, next] = tokens.get(at..at + 4)? else { return None };
        let capitals = name.text.len() > 1 && name.text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
        let digits = number.kind == Kind::Value && number.text.bytes().all(|byte| byte.is_ascii_digit());
        if !(capitals && equals.is("=") && digits) {
            return None;
        }
        named.push((name.text, number.text));
        at += 4;
        if next.is(";") {
            return Some((named, at));
        }
        if !next.is(",") {
            return None;
        }
    }
}

/// Whether a name is declared once, at the top of the module, and a number may stand wherever it does.
fn may_be_number(tokens: &[Token<'_>], scopes: &Scopes<'_>, name: &str) -> bool {
    let mut variables = scopes.names.iter().filter(|(word, _)| *word == name).map(|(_, variable)| variable);
    let (Some(known), None) = (variables.next(), variables.next()) else { return false };
    let follows = |at: usize, text: &str| tokens.get(at + 1).is_some_and(|next| next.is(text));
    let whole = 0..tokens.len();
    known.reach.as_slice() == std::slice::from_ref(&whole)
        && known.places.iter().all(|at| scopes.uses[*at] == Use::Variable && ![".", "?.", "["].iter().any(|mark| follows(*at, mark)))
}
