//! Parts a script into its tokens: words, texts, marks; comments and white space are left out.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or a keyword.
    Word,
    /// A number, a text in quotes or a regular expression.
    Value,
    /// A piece of a template; a piece may open and close what stands between two of them.
    Template,
    /// Anything else: brackets, operators.
    Mark,
}

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) kind: Kind,
    pub(super) text: &'t str,
    /// Whether it is the first of its line.
    pub(super) on_new_line: bool,
}

impl Token<'_> {
    /// Whether something opens here that another token closes.
    pub(super) fn opens(&self) -> bool {
        match self.kind {
            Kind::Mark => matches!(self.text, "(" | "[" | "{"),
            Kind::Template => self.text.ends_with("${"),
            _ => false,
        }
    }

    /// Whether something closes here.
    pub(super) fn closes(&self) -> bool {
        match self.kind {
            Kind::Mark => matches!(self.text, ")" | "]" | "}"),
            Kind::Template => self.text.starts_with('}'),
            _ => false,
        }
    }

    pub(super) fn is(&self, text: &str) -> bool {
        self.text == text && matches!(self.kind, Kind::Mark | Kind::Word)
    }
}

/// Marks of more than one character, longer ones first.
const MARKS: [&str; 32] = [
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.",
    "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "**", "<<",
];

/// Words after which a value begins, so that `/` begins a regular expression.
const BEFORE_VALUES: [&str; 14] =
    ["return", "typeof", "case", "of", "in", "do", "else", "void", "delete", "throw", "new", "instanceof", "await", "yield"];

/// The tokens of a script. Nothing is refused: what makes no sense comes out as it stands.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut reader = Reader { text, at: 0, on_new_line: true, templates: Vec::new(), tokens: Vec::new() };
    while reader.skip_space() {
        reader.token();
    }
    reader.tokens
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    on_new_line: bool,
    /// For each template that is open, how many braces are open inside its expression.
    templates: Vec<usize>,
    tokens: Vec<Token<'t>>,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Moves to the next token; false at the end.
    fn skip_space(&mut self) -> bool {
        loop {
            let rest = self.rest();
            let length = match rest.chars().next() {
                None => return false,
                Some(space) if space.is_whitespace() => space.len_utf8(),
                _ if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
                _ if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
                _ => return true,
            };
            self.on_new_line |= rest[..length].contains('\n');
            self.at += length;
        }
    }

    fn token(&mut self) {
        let rest = self.rest();
        let first = rest.chars().next().unwrap_or_default();
        let next = rest[first.len_utf8()..].chars().next().unwrap_or_default();
        match first {
            '"' | '\'' => self.take(Kind::Value, quoted(rest, first)),
            '`' => self.template(1),
            '}' if self.templates.last() == Some(&0) => {
                self.templates.pop();
                self.template(1);
            }
            _ if first.is_ascii_digit() || first == '.' && next.is_ascii_digit() => self.take(Kind::Value, number(rest)),
            _ if is_word(first) || first == '#' => {
                let length = rest.char_indices().skip(1).find(|(_, letter)| !is_word(*letter)).map_or(rest.len(), |(at, _)| at);
                self.take(Kind::Word, length);
            }
            '/' if self.value_is_next() => self.take(Kind::Value, regex(rest)),
            _ => {
                let mark = MARKS.iter().find(|mark| rest.starts_with(**mark) && !(**mark == "?." && digit_follows(rest)));
                self.count_braces(first);
                self.take(Kind::Mark, mark.map_or(first.len_utf8(), |mark| mark.len()));
            }
        }
    }

    fn take(&mut self, kind: Kind, length: usize) {
        let text = &self.rest()[..length];
        self.tokens.push(Token { kind, text, on_new_line: std::mem::take(&mut self.on_new_line) });
        self.at += length;
    }

    /// A piece of a template, up to its end or to the next expression.
    fn template(&mut self, from: usize) {
        let rest = self.rest().as_bytes();
        let mut at = from;
        while at < rest.len() {
            match rest[at] {
                b'\\' => at += 1,
                b'`' => return self.take(Kind::Template, at + 1),
                b'$' if rest.get(at + 1) == Some(&b'{') => {
                    self.templates.push(0);
                    return self.take(Kind::Template, at + 2);
                }
                _ => {}
            }
            at += 1;
        }
        self.take(Kind::Template, rest.len());
    }

    fn count_braces(&mut self, mark: char) {
        let Some(open) = self.templates.last_mut() else { return };
        match mark {
            '{' => *open += 1,
            '}' => *open -= 1,
            _ => {}
        }
    }

    fn value_is_next(&self) -> bool {
        match self.tokens.last() {
            None => true,
            Some(last) => match last.kind {
                Kind::Word => BEFORE_VALUES.contains(&last.text),
                Kind::Value => false,
                Kind::Template => last.opens(),
                Kind::Mark => !matches!(last.text, ")" | "]" | "++" | "--"),
            },
        }
    }
}

pub(super) fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '$' || letter == '\u{200c}' || letter == '\u{200d}'
}

fn digit_follows(rest: &str) -> bool {
    rest.as_bytes().get(2).is_some_and(u8::is_ascii_digit)
}

/// The length of a text in quotes.
pub(super) fn quoted(rest: &str, quote: char) -> usize {
    let mut letters = rest.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => drop(letters.next()),
            '\n' => return at,
            _ if letter == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of a number, with its point, its exponent or its letters.
fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let hexadecimal = bytes.get(1).is_some_and(u8::is_ascii_alphabetic) && bytes[0] == b'0';
    let belongs = |at: usize| match bytes[at] {
        b'.' => !hexadecimal && !bytes[..at].contains(&b'.'),
        b'+' | b'-' => !hexadecimal && matches!(bytes[at - 1], b'e' | b'E'),
        byte => byte.is_ascii_alphanumeric() || byte == b'_',
    };
    (1..bytes.len()).find(|at| !belongs(*at)).unwrap_or(bytes.len())
}

/// The length of a regular expression, with its flags.
fn regex(rest: &str) -> usize {
    let mut letters = rest.char_indices().skip(1);
    let mut in_class = false;
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => drop(letters.next()),
            '[' => in_class = true,
            ']' => in_class = false,
            '\n' => return at,
            '/' if !in_class => {
                let flags = rest[at + 1..].chars().take_while(char::is_ascii_alphabetic).count();
                return at + 1 + flags;
            }
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: &[&str]) {
        let found: Vec<&str> = tokens(text).iter().map(|token| token.text).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn comments_and_space_are_left_out() {
        check("a // b\n /* c */ d", &["a", "d"]);
        check("x = \"//\" + '/*'; // y", &["x", "=", "\"//\"", "+", "'/*'", ";"]);
    }

    #[test]
    fn a_slash_divides_after_a_value_and_begins_an_expression_elsewhere() {
        check("a / b / c", &["a", "/", "b", "/", "c"]);
        check("r = /[/*]\\/\"/gu.test(a) / 2", &["r", "=", "/[/*]\\/\"/gu", ".", "test", "(", "a", ")", "/", "2"]);
        check("return /a/", &["return", "/a/"]);
    }

    #[test]
    fn templates_come_in_pieces() {
        check("`a${ {b: `c${d}`} }e`", &["`a${", "{", "b", ":", "`c${", "d", "}`", "}", "}e`"]);
    }

    #[test]
    fn numbers_keep_their_point_and_their_exponent() {
        check("1.5+.5-1e-3*0xff.a", &["1.5", "+", ".5", "-", "1e-3", "*", "0xff", ".", "a"]);
        check("a?.5:b?.c", &["a", "?", ".5", ":", "b", "?.", "c"]);
    }
}
