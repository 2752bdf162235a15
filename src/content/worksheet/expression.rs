//! Reads the small language of worksheets: `sum(services.price) / teachers > 500 and stage.choosing`.
//!
//! It has numbers, names, `+ - * /`, comparisons, `and`, `or`, `not` and a few functions, and nothing that could do
//! more than compute. A read expression is a [`Tree`] whose types fit; a browser computes it from the same tree.

use std::ops::Range;

use crate::diagnostic::{Reporter, nearest};
use crate::rules;
use crate::source::Span;

use super::names::{Names, Thing};

/// How deep an expression may be nested.
const MOST_NESTED: usize = 24;
/// The functions, with what they take.
const FUNCTIONS: [&str; 7] = ["min", "max", "sum", "round", "if", "count", "answered"];

/// An expression that has been understood.
#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    /// A number.
    Number(f64),
    /// What was answered to a question for a number, an amount or a level.
    Answer(String),
    /// Whether an option is chosen: the question's and the option's id.
    Chosen(String, String),
    /// Whether a question has an answer.
    Answered(String),
    /// How many options are chosen, or how many rows are filled in.
    Count(String),
    /// A column of a table, by the table's id and the column's position.
    Column(String, usize),
    /// A cell of a table with fixed rows: the table's id, the row's and the column's position.
    Cell(String, usize, usize),
    /// Another computed value.
    Value(String),
    /// The points of a dimension.
    Points(String),
    /// Several trees under an operator or function.
    Apply(&'static str, Vec<Tree>),
}

/// What an expression gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// One number for each row of a table.
    Column,
}

impl Type {
    fn word(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Flag => "yes or no",
            Self::Column => "a column of numbers",
        }
    }
}

impl Tree {
    /// Every name in the tree that somebody else defines, in order.
    pub fn visit<'t>(&'t self, visit: &mut impl FnMut(&'t Tree)) {
        visit(self);
        if let Self::Apply(_, parts) = self {
            for part in parts {
                part.visit(visit);
            }
        }
    }
}

/// Reads an expression that must give a value of this type. What does not fit is reported, and then there is no tree.
pub fn read(text: &str, span: Span, wanted: Type, names: &Names<'_>, reporter: &mut Reporter) -> Option<Tree> {
    let tokens = tokens(text);
    let mut parser = Parser { text, span, tokens: &tokens, at: 0, depth: 0, names, reporter };
    let typed = parser.either()?;
    if let Some(token) = parser.tokens.get(parser.at) {
        let message = format!("`{}` does not belong here", &text[token.range.clone()]);
        parser.slip(token.range.clone(), message);
        return None;
    }
    parser.expect(typed, wanted).map(|typed| typed.tree)
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Token {
    range: Range<usize>,
    kind: TokenKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TokenKind {
    Number,
    Name,
    Sign,
}

/// Cuts a text into numbers, names and signs. A name may hold hyphens, so a minus stands between spaces.
fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let kind = match bytes[at] {
            byte if byte.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            byte if byte.is_ascii_digit() => {
                at = run(bytes, at, |byte| byte.is_ascii_digit() || byte == b'.');
                TokenKind::Number
            }
            byte if byte.is_ascii_alphabetic() => {
                at = run(bytes, at, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'));
                TokenKind::Name
            }
            b'<' | b'>' | b'!' if bytes.get(at + 1) == Some(&b'=') => {
                at += 2;
                TokenKind::Sign
            }
            _ => {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
                TokenKind::Sign
            }
        };
        tokens.push(Token { range: start..at, kind });
    }
    tokens
}

fn run(bytes: &[u8], from: usize, belongs: impl Fn(u8) -> bool) -> usize {
    bytes[from..].iter().position(|byte| !belongs(*byte)).map_or(bytes.len(), |length| from + length)
}

/// A part of an expression with its type and place.
struct Typed {
    tree: Tree,
    kind: Type,
    range: Range<usize>,
}

struct Parser<'p, 'n> {
    text: &'p str,
    span: Span,
    tokens: &'p [Token],
    at: usize,
    depth: usize,
    names: &'p Names<'n>,
    reporter: &'p mut Reporter,
}

impl Parser<'_, '_> {
    fn either(&mut self) -> Option<Typed> {
        self.depth += 1;
        if self.depth > MOST_NESTED {
            self.slip(0..self.text.len(), "this is nested too deeply".to_owned());
            return None;
        }
        let read = self.chain(&["or"], Self::both);
        self.depth -= 1;
        read
    }

    fn both(&mut self) -> Option<Typed> {
        self.chain(&["and"], Self::opposite)
    }

    /// Flags joined by one of these words.
    fn chain(&mut self, words: &[&'static str], part: fn(&mut Self) -> Option<Typed>) -> Option<Typed> {
        let mut left = part(self)?;
        while let Some(word) = self.take(words) {
            let first = self.expect(left, Type::Flag)?;
            let right = part(self)?;
            let right = self.expect(right, Type::Flag)?;
            left = Typed {
                range: first.range.start..right.range.end,
                kind: Type::Flag,
                tree: Tree::Apply(word, vec![first.tree, right.tree]),
            };
        }
        Some(left)
    }

    fn opposite(&mut self) -> Option<Typed> {
        let start = self.place().start;
        if self.take(&["not"]).is_none() {
            return self.comparison();
        }
        self.depth += 1;
        if self.depth > MOST_NESTED {
            self.slip(0..self.text.len(), "this is nested too deeply".to_owned());
            return None;
        }
        let inner = self.opposite()?;
        self.depth -= 1;
        let inner = self.expect(inner, Type::Flag)?;
        Some(Typed { range: start..inner.range.end, kind: Type::Flag, tree: Tree::Apply("not", vec![inner.tree]) })
    }

    fn comparison(&mut self) -> Option<Typed> {
        let left = self.sum()?;
        let Some(sign) = self.take(&["<=", ">=", "!=", "<", ">", "="]) else { return Some(left) };
        let left = self.expect(left, Type::Number)?;
        let right = self.sum()?;
        let right = self.expect(right, Type::Number)?;
        Some(Typed { range: left.range.start..right.range.end, kind: Type::Flag, tree: Tree::Apply(sign, vec![left.tree, right.tree]) })
    }

    fn sum(&mut self) -> Option<Typed> {
        self.arithmetic(&["+", "-"], Self::product)
    }

    fn product(&mut self) -> Option<Typed> {
        self.arithmetic(&["*", "/"], Self::signed)
    }

    /// Numbers or columns joined by signs; a number beside a column counts for each of its rows.
    fn arithmetic(&mut self, signs: &[&'static str], part: fn(&mut Self) -> Option<Typed>) -> Option<Typed> {
        let mut left = part(self)?;
        while let Some(sign) = self.take(signs) {
            let first = self.numeric(left)?;
            let right = part(self)?;
            let right = self.numeric(right)?;
            let kind = if first.kind == Type::Column || right.kind == Type::Column { Type::Column } else { Type::Number };
            left = Typed { range: first.range.start..right.range.end, kind, tree: Tree::Apply(sign, vec![first.tree, right.tree]) };
        }
        Some(left)
    }

    fn signed(&mut self) -> Option<Typed> {
        let start = self.place().start;
        if self.take(&["-"]).is_none() {
            return self.single();
        }
        let inner = self.single()?;
        let inner = self.numeric(inner)?;
        Some(Typed { range: start..inner.range.end, kind: inner.kind, tree: Tree::Apply("-", vec![Tree::Number(0.0), inner.tree]) })
    }

    fn single(&mut self) -> Option<Typed> {
        let Some(token) = self.tokens.get(self.at).cloned() else {
            let end = self.text.len();
            self.slip(end.saturating_sub(1)..end, "something is missing at the end".to_owned());
            return None;
        };
        self.at += 1;
        let word = &self.text[token.range.clone()];
        match token.kind {
            TokenKind::Number => match word.parse::<f64>() {
                Ok(number) => Some(Typed { tree: Tree::Number(number), kind: Type::Number, range: token.range }),
                Err(_) => {
                    let message = format!("`{word}` is not a number");
                    self.slip(token.range, message);
                    None
                }
            },
            TokenKind::Name if self.peek("(") => self.call(&token),
            TokenKind::Name => self.name(&token),
            TokenKind::Sign if word == "(" => {
                let inner = self.either()?;
                self.close(token.range.start)?;
                Some(Typed { range: token.range.start..self.tokens[self.at - 1].range.end, ..inner })
            }
            TokenKind::Sign => {
                let message = format!("`{word}` does not belong here");
                self.slip(token.range, message);
                None
            }
        }
    }

    fn call(&mut self, token: &Token) -> Option<Typed> {
        let name = &self.text[token.range.clone()];
        let Some(function) = FUNCTIONS.iter().copied().find(|known| *known == name) else {
            let message = format!("there is no function `{name}`");
            let note = self.reporter.report(&rules::EXPRESSION, self.inside(token.range.clone()), message);
            let note = note.help(format!("the functions are {}", crate::schema::listed(FUNCTIONS, "and")));
            if let Some(near) = nearest(name, FUNCTIONS) {
                note.label(format!("did you mean `{near}`?"));
            }
            return None;
        };
        self.at += 1;
        if matches!(function, "count" | "answered") {
            return self.about_question(function, token);
        }
        let mut given = vec![self.either()?];
        while self.take(&[","]).is_some() {
            given.push(self.either()?);
        }
        self.close(token.range.start)?;
        let range = token.range.start..self.tokens[self.at - 1].range.end;
        self.applied(function, given, range)
    }

    /// A function of numbers.
    fn applied(&mut self, function: &'static str, given: Vec<Typed>, range: Range<usize>) -> Option<Typed> {
        let count = given.len();
        let wrong = match function {
            "if" => count != 3,
            "round" => count != 1,
            _ => false,
        };
        if wrong {
            let asked = if function == "if" { "a condition and two numbers: `if(a > 1, 2, 3)`" } else { "one number" };
            self.slip(range, format!("`{function}` takes {asked}"));
            return None;
        }
        let mut trees = Vec::with_capacity(count);
        for (position, part) in given.into_iter().enumerate() {
            let wanted = match (function, position, part.kind) {
                ("if", 0, _) => Type::Flag,
                ("sum" | "min" | "max", _, Type::Column) => Type::Column,
                _ => Type::Number,
            };
            trees.push(self.expect(part, wanted)?.tree);
        }
        Some(Typed { tree: Tree::Apply(function, trees), kind: Type::Number, range })
    }

    /// `count(question)` and `answered(question)`.
    fn about_question(&mut self, function: &'static str, token: &Token) -> Option<Typed> {
        let argument = self.tokens.get(self.at).filter(|token| token.kind == TokenKind::Name).cloned();
        let Some(argument) = argument else {
            self.slip(token.range.clone(), format!("`{function}` takes the id of a question"));
            return None;
        };
        self.at += 1;
        self.close(token.range.start)?;
        let name = self.text[argument.range.clone()].to_owned();
        let Some(question) = self.names.question(&name) else {
            self.unknown(&argument.range);
            return None;
        };
        let range = token.range.start..self.tokens[self.at - 1].range.end;
        if function == "answered" {
            return Some(Typed { tree: Tree::Answered(name), kind: Type::Flag, range });
        }
        if !question.kind.is_counted() {
            self.misfit(argument.range, format!("`{name}` has nothing to count: only options and rows are counted"));
            return None;
        }
        Some(Typed { tree: Tree::Count(name), kind: Type::Number, range })
    }

    fn name(&mut self, token: &Token) -> Option<Typed> {
        let name = &self.text[token.range.clone()];
        let found = match self.names.find(name) {
            Ok(found) => found,
            Err(why) => {
                match why {
                    Some(why) => self.misfit(token.range.clone(), why),
                    None => self.unknown(&token.range),
                }
                return None;
            }
        };
        let range = token.range.clone();
        let (tree, kind) = match found {
            Thing::Number(id) => (Tree::Answer(id), Type::Number),
            Thing::Option(question, option) => (Tree::Chosen(question, option), Type::Flag),
            Thing::Column(table, column) => (Tree::Column(table, column), Type::Column),
            Thing::Cell(table, row, column) => (Tree::Cell(table, row, column), Type::Number),
            Thing::Value(id) => (Tree::Value(id), Type::Number),
            Thing::Dimension(id) => (Tree::Points(id), Type::Number),
        };
        Some(Typed { tree, kind, range })
    }

    fn unknown(&mut self, range: &Range<usize>) {
        let name = &self.text[range.clone()];
        let near = self.names.nearest(name);
        let parted = name.split_once('-').filter(|(left, right)| self.names.find(left).is_ok() && self.names.find(right).is_ok());
        let place = self.inside(range.clone());
        let note = self.reporter.report(&rules::UNKNOWN_QUESTION, place, format!("the worksheet has nothing called `{name}`"));
        if let Some((left, right)) = parted {
            note.label(format!("did you mean `{left} - {right}`?")).help("a minus stands between spaces, because ids may hold hyphens");
        } else if let Some(near) = near {
            note.label(format!("did you mean `{near}`?"));
        } else {
            note.help(
                "write the id of a question, a computed value or a dimension; `question.option` for a choice, `table.column` for a column",
            );
        }
    }

    /// A number or a column.
    fn numeric(&mut self, typed: Typed) -> Option<Typed> {
        if typed.kind == Type::Column { Some(typed) } else { self.expect(typed, Type::Number) }
    }

    fn expect(&mut self, typed: Typed, wanted: Type) -> Option<Typed> {
        if typed.kind == wanted {
            return Some(typed);
        }
        let what = &self.text[typed.range.clone()];
        let message = format!("`{what}` gives {}, but {} is needed here", typed.kind.word(), wanted.word());
        let place = self.inside(typed.range);
        let note = self.reporter.report(&rules::EXPRESSION_TYPE, place, message);
        match (typed.kind, wanted) {
            (Type::Column, _) => note.help(format!("add its rows up: `sum({what})`")),
            (Type::Number, Type::Flag) => note.help(format!("compare it with something: `{what} > 0`")),
            (Type::Flag, _) => note.help(format!("turn it into a number: `if({what}, 1, 0)`")),
            _ => note,
        };
        None
    }

    fn close(&mut self, opened: usize) -> Option<()> {
        if self.take(&[")"]).is_some() {
            return Some(());
        }
        match self.tokens.get(self.at) {
            Some(token) => {
                let message = format!("`{}` does not belong here", &self.text[token.range.clone()]);
                self.slip(token.range.clone(), message);
            }
            None => self.slip(opened..self.text.len(), "a bracket is opened here and never closed".to_owned()),
        }
        None
    }

    fn peek(&self, sign: &str) -> bool {
        self.tokens.get(self.at).is_some_and(|token| &self.text[token.range.clone()] == sign)
    }

    /// Takes the next token when it is one of these.
    fn take(&mut self, signs: &[&'static str]) -> Option<&'static str> {
        let word = &self.text[self.tokens.get(self.at)?.range.clone()];
        let found = signs.iter().copied().find(|sign| *sign == word)?;
        self.at += 1;
        Some(found)
    }

    fn place(&self) -> Range<usize> {
        self.tokens.get(self.at).map_or(self.text.len()..self.text.len(), |token| token.range.clone())
    }

    fn inside(&self, range: Range<usize>) -> Span {
        self.reporter.part(self.text, self.span, range).unwrap_or(self.span)
    }

    fn slip(&mut self, range: Range<usize>, message: String) {
        let place = self.inside(range);
        self.reporter
            .report(&rules::EXPRESSION, place, message)
            .help("an expression looks like `teachers * 40 + travel`, a condition like `stage.choosing and teachers > 20`");
    }

    fn misfit(&mut self, range: Range<usize>, message: String) {
        let place = self.inside(range);
        self.reporter.report(&rules::EXPRESSION_TYPE, place, message);
    }
}
