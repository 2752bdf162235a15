//! Names what is wrong with lines that are not YAML, in the words of people who never heard of it.

use crate::diagnostic::Reporter;
use crate::rules;
use crate::source::{Span, floor_boundary};

use super::yaml::{YamlError, is_readable};
use super::{Entry, Node, Value, is_key};

/// Quotation marks as word processors write them.
pub(crate) const SMART: [char; 5] = ['“', '”', '„', '‘', '’'];

/// Keys of a source, which stand below `sources`.
const OF_A_SOURCE: [&str; 4] = ["url", "title", "facts", "as_of"];

/// Names the slips in a run of lines that belong to one key and are not YAML. The key is kept, so that it is
/// not also called missing.
pub(super) fn name(chunk: &str, at: usize, error: Option<&YamlError>, reporter: &mut Reporter) -> Option<Entry> {
    let before = reporter.count();
    let mut walk = Walk { chunk, at, above: None, skip_to: 0 };
    let mut start = 0;
    for line in chunk.split_inclusive('\n') {
        if start >= walk.skip_to {
            walk.line(start, line.trim_end_matches(['\n', '\r']), reporter);
        }
        start += line.len();
    }
    if reporter.count() == before {
        report_syntax(chunk, at, error, reporter);
    }
    broken_entry(chunk, at)
}

/// Reports a key that does not begin at the start of its line, in a run of lines that is YAML by itself.
pub(super) fn name_indented(chunk: &str, at: usize, reporter: &mut Reporter) {
    let first = chunk.lines().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')).unwrap_or("");
    let indent = first.len() - first.trim_start().len();
    if indent > 0 {
        let start = at + (first.as_ptr() as usize - chunk.as_ptr() as usize);
        reporter
            .report(&rules::INDENT, Span::new(start..start + indent), "spaces stand before this key")
            .help("begin every fact at the very start of its line");
    }
}

/// Says that something cannot be read, where nothing better is known.
pub(super) fn report_syntax(chunk: &str, at: usize, error: Option<&YamlError>, reporter: &mut Reporter) {
    let (offset, info) = error.map_or((0, "it has no key"), |error| (error.offset, error.info.as_str()));
    let mut start = floor_boundary(chunk, offset);
    if chunk[start..].trim().is_empty() {
        start = last_line(chunk);
    }
    let line = chunk[start..].split('\n').next().unwrap_or("").trim_end();
    let span = Span::new(at + start..at + start + line.len());
    if info.contains("did not find expected key") || info.contains("expected '-' indicator") || info.contains("invalid indentation") {
        reporter
            .report(&rules::INDENT, span, "this line does not begin in the same column as its neighbours")
            .help("indent all lines that belong together by the same number of spaces");
        return;
    }
    let (words, help) = in_plain_words(info);
    reporter.report(&rules::YAML_SYNTAX, span, format!("this cannot be read: {words}")).help(help);
}

fn last_line(text: &str) -> usize {
    text.trim_end().rfind('\n').map_or(0, |at| at + 1)
}

/// What a YAML reader's message means to people, and what to do.
fn in_plain_words(info: &str) -> (&str, &'static str) {
    const QUOTE: &str = "put quotation marks around a value that holds `:`, `#` or quotation marks";
    const LIST: &str = "write a list as `[one, two, three]`";
    const WORDS: [(&str, &str, &str); 9] = [
        (
            "unknown escape character",
            "inside double quotation marks, `\\` begins a special sign",
            "write `\\\\` for one `\\`, or use single quotation marks",
        ),
        ("mapping values are not allowed", "a colon stands where it cannot begin a value", QUOTE),
        ("simple key", "a key and a colon are expected here", "every fact is one line, `key: value`"),
        ("block sequence entries", "a list with hyphens begins on a line of its own", LIST),
        ("end of stream", "a quotation mark is not closed", "write the same quotation mark at both ends of the value"),
        ("document indicator", "a quotation mark is not closed", "write the same quotation mark at both ends of the value"),
        ("expected ',' or ']'", "a comma or the closing `]` is missing", LIST),
        ("expected ',' or '}'", "a comma or the closing `}` is missing", LIST),
        ("tab", "a tab stands where only spaces may", "delete the tab and type spaces"),
    ];
    let known = WORDS.iter().find(|(part, ..)| info.contains(part));
    known.map_or((info, QUOTE), |(_, words, help)| (words, help))
}

/// Reports `key:value`.
pub(crate) fn report_missing_space(key: &str, value: &str, span: Span, reporter: &mut Reporter) {
    reporter.report(&rules::MISSING_SPACE, span, format!("a space is missing behind `{key}:`")).help(format!("write `{key}: {value}`"));
}

/// The key of a run of lines whose value could not be read.
fn broken_entry(chunk: &str, at: usize) -> Option<Entry> {
    let line = chunk.lines().next().unwrap_or("");
    let word = line.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))).next().unwrap_or("");
    let lower_case = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let meant = is_key(word) && (lower_case || line[word.len()..].starts_with(':'));
    let key_span = Span::new(at..at + word.len());
    meant.then(|| Entry { key: word.to_owned(), key_span, value: Node { span: key_span, value: Value::Broken } })
}

/// A walk over the lines of one key.
struct Walk<'c> {
    chunk: &'c str,
    /// Where the chunk begins in its file.
    at: usize,
    /// The key, column and value of the last line that had a plain value.
    above: Option<(&'c str, usize)>,
    /// Lines before this byte of the chunk belong to a value that was looked at already.
    skip_to: usize,
}

impl<'c> Walk<'c> {
    fn span(&self, start: usize, length: usize) -> Span {
        Span::new(self.at + start..self.at + start + length)
    }

    fn line(&mut self, start: usize, line: &'c str, reporter: &mut Reporter) {
        if self.report_indent(start, line, reporter) {
            return;
        }
        let mut content = line.trim_start();
        let mut column = line.len() - content.len();
        let in_list = content.starts_with("- ");
        while let Some(item) = content.strip_prefix("- ") {
            content = item.trim_start();
            column = line.len() - content.len();
        }
        if content.is_empty() || content.starts_with('#') {
            return;
        }
        let at = start + column;
        if let Some(glued) = content.strip_prefix('-').filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric())) {
            reporter
                .report(&rules::MISSING_SPACE, self.span(at, 1), "a space is missing behind the hyphen")
                .help(format!("write `- {}`", glued.trim_end()));
            return;
        }
        let Some((key, after)) = content.split_once(':') else {
            if start == 0 || in_list && line.starts_with('-') && self.above.is_some() {
                self.report_no_colon(at, content, in_list, reporter);
            }
            return;
        };
        if !is_key(key.trim_end()) {
            self.report_quoted_key(at, key, reporter);
            return;
        }
        if in_list && line.starts_with('-') && (start == 0 || self.above.is_some()) {
            reporter.report(&rules::YAML_SYNTAX, self.span(start, column), format!("a hyphen stands before `{key}`")).help(
                if OF_A_SOURCE.contains(&key) {
                    format!("put two spaces before the hyphen and before the lines below it, so that `{key}` belongs to a source")
                } else {
                    format!("facts are written without `- `: `{}`", content.trim_end())
                },
            );
            return;
        }
        let deeper = start > 0 && self.above.is_some_and(|(_, above)| column > above);
        if deeper && (after.is_empty() || after.starts_with(' ')) {
            let above = self.above.map_or("", |(key, _)| key);
            reporter
                .report(
                    &rules::INDENT,
                    self.span(start, column),
                    format!("spaces before `{key}` make it part of the value of `{above}` above"),
                )
                .help(format!("begin `{key}` in the same column as `{above}`"));
            return;
        }
        self.value(at, key, after, column, reporter);
    }

    /// Reports a tab or another blank that is no space where a line is indented.
    fn report_indent(&self, start: usize, line: &str, reporter: &mut Reporter) -> bool {
        let indent = &line[..line.len() - line.trim_start().len()];
        let Some((at, blank)) = indent.char_indices().find(|(_, c)| *c != ' ') else { return false };
        let message =
            if blank == '\t' { "a tab stands where only spaces may" } else { "an invisible character that is not a space stands here" };
        let length = indent[at..].chars().take_while(|c| *c == blank).map(char::len_utf8).sum();
        reporter
            .report(&rules::TAB_INDENT, self.span(start + at, length), message)
            .help("delete it and indent the line with spaces, two for each step");
        true
    }

    fn report_no_colon(&self, at: usize, content: &str, in_list: bool, reporter: &mut Reporter) {
        let shown = content.trim_end();
        let span = self.span(at, shown.len());
        if let Some((key, value)) = shown.split_once('=').map(|(key, value)| (key.trim(), value.trim()))
            && is_key(key)
        {
            reporter
                .report(&rules::YAML_SYNTAX, span, format!("`{key}` is followed by `=` in place of a colon"))
                .help(format!("write `{key}: {value}`"));
        } else if in_list {
            reporter
                .report(&rules::YAML_SYNTAX, span, "this list stands under no key")
                .help("write the key above it, such as `states:`, and indent the list by two spaces");
        } else if shown.starts_with(['{', '[', '<', '(']) {
            reporter.report(&rules::YAML_SYNTAX, span, "this line has no key").help("every fact is one line, `key: value`");
        } else {
            reporter
                .report(&rules::YAML_SYNTAX, span, "this line has no colon, so it is not a fact")
                .help("a fact is written `key: value`; if the line belongs to the value above, indent it by two spaces; text belongs below the closing `---`");
        }
    }

    /// Reports a key between quotation marks, as JSON and word processors write it.
    fn report_quoted_key(&self, at: usize, key: &str, reporter: &mut Reporter) {
        let bare = key.trim().trim_matches(SMART);
        if bare.len() < key.trim().len() && is_key(bare) {
            reporter
                .report(&rules::SMART_QUOTE, self.span(at, key.trim_end().len()), "the key stands between curly quotation marks")
                .help(format!("write `{bare}: ` without quotation marks"));
        }
    }

    fn value(&mut self, at: usize, key: &'c str, after: &'c str, column: usize, reporter: &mut Reporter) {
        let value = after.trim();
        let value_at = at + key.len() + 1 + (after.len() - after.trim_start().len());
        let span = self.span(value_at, value.len());
        self.above = None;
        if value.is_empty() || after.starts_with("//") {
            return;
        }
        if after.starts_with(|c: char| c.is_whitespace() && !matches!(c, ' ' | '\t')) {
            let blank = after.chars().next().map_or(0, char::len_utf8);
            reporter
                .report(
                    &rules::MISSING_SPACE,
                    self.span(at + key.len() + 1, blank),
                    format!("what stands behind `{key}:` looks like a space but is another character"),
                )
                .help(format!("delete it and type a space: `{key}: {value}`"));
            return;
        }
        if after.trim_start_matches(' ').starts_with('\t') {
            let tab = at + key.len() + 1 + (after.len() - after.trim_start_matches(' ').len());
            reporter
                .report(&rules::TAB_INDENT, self.span(tab, 1), format!("a tab stands behind `{key}:`"))
                .help(format!("delete it and type a space: `{key}: {value}`"));
            return;
        }
        if !after.starts_with(' ') {
            report_missing_space(key, value, self.span(at, key.len() + 1), reporter);
            return;
        }
        match value.chars().next().unwrap_or(' ') {
            quote @ ('"' | '\'') => self.quoted(value_at, key, quote, reporter),
            '[' | '{' => self.bracketed(value_at, key, value, reporter),
            '|' | '>' => self.skip_to = self.chunk.len(),
            mark if SMART.contains(&mark) => {
                reporter
                    .report(&rules::SMART_QUOTE, span, "this value begins with a curly quotation mark, which is an ordinary letter here")
                    .help(format!("write `{key}: \"{}\"` with straight quotation marks", value.trim_matches(SMART)));
            }
            '-' if value.starts_with("- ") => {
                reporter
                    .report(&rules::YAML_SYNTAX, span, "a list with hyphens begins on the line below its key")
                    .help(format!("write `{key}: [{}]`, or put each `- value` on a line of its own", value[2..].trim()));
            }
            mark @ ('@' | '`' | '%' | ',' | ']' | '}' | '*' | '&' | '!') => {
                let sign = if mark == '`' { "a back-quote".to_owned() } else { format!("`{mark}`") };
                reporter
                    .report(&rules::YAML_SYNTAX, self.span(value_at, mark.len_utf8()), format!("a value cannot begin with {sign}"))
                    .help(format!("put quotation marks around it: `{key}: \"{}\"`", value.replace('"', "\\\"")));
            }
            _ if value.contains(": ") || value.ends_with(':') => {
                reporter
                    .report(&rules::UNQUOTED_COLON, span, format!("the value of `{key}` holds a colon and must stand in quotation marks"))
                    .help(format!("write `{key}: {}`", in_quotes(value)));
            }
            _ => self.above = Some((key, column)),
        }
    }

    /// A value that begins with a quotation mark: is it closed, and does nothing follow?
    fn quoted(&mut self, value_at: usize, key: &str, quote: char, reporter: &mut Reporter) {
        let text = &self.chunk[value_at..];
        let Some(end) = closing_quote(text, quote) else {
            let line = text.split('\n').next().unwrap_or("").trim_end();
            let value = line[1..].trim_end_matches([',', ' ']).trim_end_matches(SMART);
            reporter
                .report(
                    &rules::UNCLOSED_QUOTE,
                    self.span(value_at, line.len()),
                    format!("the quotation mark that begins the value of `{key}` is not closed"),
                )
                .help(format!("write `{key}: {}`", in_quotes(value)));
            self.skip_to = self.chunk.len();
            return;
        };
        let line = &text[end..end + text[end..].find('\n').unwrap_or(text.len() - end)];
        let rest = line.trim();
        self.skip_to = value_at + end;
        if rest.is_empty() || rest.starts_with('#') && line.starts_with(' ') {
            return;
        }
        let rest_at = value_at + end + (line.len() - line.trim_start().len());
        if rest == "," || rest == ";" {
            reporter
                .report(&rules::UNCLOSED_QUOTE, self.span(rest_at, 1), format!("a `{rest}` stands behind the value of `{key}`"))
                .help("delete it; every fact stands on a line of its own, without a comma at the end");
            return;
        }
        let whole = &text[..end + line.trim_end().len()];
        // `"Trains" and coaches` begins with a word in quotation marks; `"The "best" guide"` quotes inside a quotation.
        let inside = if line.starts_with(' ') { whole } else { whole.trim_start_matches(quote).trim_end_matches(quote) };
        reporter
            .report(&rules::UNCLOSED_QUOTE, self.span(rest_at, rest.len()), "this stands behind the quotation mark that closes the value")
            .help(format!("write `{key}: {}`, with quotation marks around the whole value", in_other_quotes(inside)));
    }

    /// A value that begins with a bracket: can the list be read?
    fn bracketed(&mut self, value_at: usize, key: &str, first: &str, reporter: &mut Reporter) {
        let list = self.to_next_key(value_at);
        self.skip_to = value_at + list.len();
        if is_readable(list) {
            return;
        }
        let opening = first.chars().next().unwrap_or('[');
        let closing = if opening == '[' { ']' } else { '}' };
        let span = self.span(value_at, first.len());
        if let Some((_, target)) = first.split_once("](") {
            reporter
                .report(&rules::YAML_SYNTAX, span, "this is a Markdown link, but facts hold plain text and plain addresses")
                .help(format!("write `{key}: {}`", target.trim_end_matches(')')));
            return;
        }
        if let Some(smart) = first.find(SMART) {
            let length = first[smart..].chars().next().map_or(0, char::len_utf8);
            reporter
                .report(&rules::SMART_QUOTE, self.span(value_at + smart, length), "a curly quotation mark is an ordinary letter here")
                .help("use straight quotation marks, or leave them out");
            return;
        }
        if let Some(at) = reserved_start(first) {
            let value: &str = first[at..].split([',', ']', '}']).next().unwrap_or("").trim_end();
            let sign = &value[..value.chars().next().map_or(0, char::len_utf8)];
            reporter
                .report(&rules::YAML_SYNTAX, self.span(value_at + at, value.len()), format!("a value cannot begin with `{sign}`"))
                .help(format!("leave the `{sign}` out, or put quotation marks around the value: `\"{value}\"`"));
            return;
        }
        let count = |bracket: char| list.matches(bracket).count();
        let message = match count(closing).cmp(&count(opening)) {
            std::cmp::Ordering::Less => format!("the list that begins here is not closed: a `{closing}` is missing"),
            std::cmp::Ordering::Equal => {
                format!("this list cannot be read: is a comma missing, or does something stand behind the `{closing}`?")
            }
            std::cmp::Ordering::Greater => format!("this list has one `{closing}` too many"),
        };
        let help =
            if opening == '[' { format!("write `{key}: {}`", closed(first)) } else { format!("write `{key}: {{one: value, two: value}}`") };
        reporter.report(&rules::UNCLOSED_BRACKET, span, message).help(help);
    }

    /// The text from `from` up to the next line that begins a key or an item.
    fn to_next_key(&self, from: usize) -> &'c str {
        let text = &self.chunk[from..];
        let mut length = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let word = line.trim_start().trim_start_matches("- ");
            let key = word.split_once(": ").is_some_and(|(key, _)| is_key(key));
            if number > 0 && key {
                break;
            }
            length += line.len();
        }
        &text[..length]
    }
}

/// Where a value of the list `text` begins with a sign that YAML keeps for itself.
fn reserved_start(text: &str) -> Option<usize> {
    let starts = text.char_indices().filter(|(_, c)| matches!(c, '[' | ',' | '{')).map(|(at, _)| at + 1);
    let values = starts.map(|at| at + text[at..].len() - text[at..].trim_start().len());
    values.into_iter().find(|at| text[*at..].starts_with(['@', '`', '%']))
}

/// The list with its bracket closed, when its values are plain words on one line; an example otherwise.
fn closed(list: &str) -> String {
    let values = list.trim_matches(['[', ']', ',', ' ']);
    let plain = |value: &str| !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || c == '-');
    if values.split(',').all(|value| plain(value.trim())) { format!("[{values}]") } else { "[one, two, three]".to_owned() }
}

/// Where the quoted text at the start of `text` ends, its closing mark included.
fn closing_quote(text: &str, quote: char) -> Option<usize> {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' if quote == '"' => drop(characters.next()),
            '\'' if quote == '\'' && characters.peek().is_some_and(|(_, next)| *next == '\'') => drop(characters.next()),
            other if other == quote => return Some(at + quote.len_utf8()),
            _ => {}
        }
    }
    None
}

/// Text between double quotation marks.
pub(super) fn in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Text between the quotation marks that it does not hold.
pub(super) fn in_other_quotes(text: &str) -> String {
    if text.contains('"') && !text.contains('\'') { format!("'{text}'") } else { in_quotes(text) }
}
