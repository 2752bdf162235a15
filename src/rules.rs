//! The rules of the content: one code each, which never changes, with the text that explains it.
//!
//! The same text is shown by `guidepost explain CODE` and on the contributor's pages.

use crate::diagnostic::{Rule, Severity};

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $severity:ident, $title:literal, $about:literal;)*) => {
        $($(#[$doc])* pub static $name: Rule = Rule { code: $code, severity: Severity::$severity, title: $title, about: $about };)*
        /// Every rule, in the order of a file's way through the program.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    /// A file is text in UTF-8.
    INVALID_UTF8 = "invalid-utf8", Error,
        "A file is text in UTF-8.",
        "The file holds bytes that are not text, or text in an old encoding such as Windows-1252. Open it in an editor, choose \"Save as\" and the encoding UTF-8. In GitHub's web editor, paste the text anew.";
    /// Every file of the content folder can be read.
    UNREADABLE_FILE = "unreadable-file", Error,
        "Every file of the content folder can be read.",
        "The file could not be opened, is not an ordinary file, or is a link to somewhere else. Links are not followed, so that a file from outside the guide cannot end up in it. Replace it with an ordinary file.";
    /// A file is not too large.
    FILE_TOO_LARGE = "file-too-large", Error,
        "A file is not too large.",
        "A profile has a few hundred words. Texts of more than 128 KB, which are twenty thousand words, and vocabularies of more than 512 KB are a mistake, or something other than text. Split the file, or take out what is not text.";
    /// A file does not begin with a byte-order mark.
    BYTE_ORDER_MARK = "byte-order-mark", Warning,
        "A file does not begin with a byte-order mark.",
        "Some editors put an invisible mark at the start of a file. Guidepost reads the file all the same; other tools stumble over it. Save the file as UTF-8 without BOM.";
    /// A file holds no invisible control characters.
    CONTROL_CHARACTER = "control-character", Error,
        "A file holds no invisible control characters.",
        "Text copied out of other programs sometimes brings along characters that no editor shows and no reader sees. Browsers and search engines stumble over them. Delete the character; the message says where it stands.";
    /// A file has content.
    EMPTY_FILE = "empty-file", Error,
        "A file has content.",
        "An empty file says nothing. Write the profile, or delete the file.";
    /// Every file stands where the guide looks for it.
    MISPLACED_FILE = "misplaced-file", Error,
        "Every file stands where the guide looks for it.",
        "Profiles are `providers/<name>.md`. The playbook is `playbook/<guide>/<page>.md`. Other pages are `pages/<name>.md`, `articles/<name>.md`, `case-studies/<name>.md` and `toolkit/<name>.md`. Worksheets are `worksheets/<name>.toml`. Vocabularies are `vocabulary/<facet>.toml`. A file elsewhere, or one that ends in something else, would never be shown, so it is reported instead. So are pictures, except logos, which stand beside their profiles: `providers/<name>.png`.";
    /// A file's name can be part of an address.
    BAD_FILE_NAME = "bad-file-name", Error,
        "A file's name can be part of an address.",
        "The file name becomes the page's address: `providers/great-minds.md` is published as `/providers/great-minds/`. Use lower-case letters, digits and hyphens, at most 100 characters. Names that Windows keeps for devices, such as `con` and `nul`, cannot be used: nobody could unpack the guide there.";
    /// A logo is a picture beside the profile that has its name.
    BAD_LOGO = "bad-logo", Error,
        "A logo is a picture beside the profile that has its name.",
        "The logo of `providers/great-minds.md` is `providers/great-minds.png`, or `.jpg`. There is one logo for a profile, and no logo without one. The file is a PNG or a JPEG of at most 1 MB, with 16 to 4096 pixels each way. It is made smaller when the guide is built: at most 400 pixels wide and 128 high. Drawings such as SVG can hold scripts and links, so they are not taken; save them as PNG. Use a logo only where its owner allows it.";
    /// A file begins with front matter.
    MISSING_FRONT_MATTER = "missing-front-matter", Error,
        "A file begins with front matter.",
        "The facts of a profile stand at the top of its file, between two lines of three hyphens:\n\n```yaml\n---\nname: Example Partners\n---\n```\n\nThe first line must be `---` and nothing else.";
    /// Front matter is closed by a second line of hyphens.
    UNCLOSED_FRONT_MATTER = "unclosed-front-matter", Error,
        "Front matter is closed by a second line of hyphens.",
        "The line `---` that ends the facts is missing or misspelt. Put it between the last fact and the text.";
    /// Front matter can be read.
    YAML_SYNTAX = "yaml-syntax", Error,
        "Front matter can be read.",
        "Every fact is one line, `key: value`. Lists are written `[one, two]`, or one to a line behind `- `. A value that holds a colon followed by a space, a `#`, or quotation marks must stand in quotation marks itself.";
    /// Facts are written with spaces, not tabs.
    TAB_INDENT = "tab-indent", Error,
        "Facts are written with spaces, not tabs.",
        "YAML allows no tabs before a line's text, nor behind a key. Neither does it know the invisible characters that look like spaces and come along from web pages. Delete them and type spaces.";
    /// Lines that belong together begin in the same column.
    INDENT = "indent", Error,
        "Lines that belong together begin in the same column.",
        "Spaces at the start of a line say what it belongs to. Every fact begins at the very start of its line. The lines of a list or table below a fact are indented by two spaces, all of them by the same number:\n\n```yaml\nsources:\n  - https://example.org/services\n  - https://example.org/prices\n```";
    /// A space follows the colon.
    MISSING_SPACE = "missing-space", Error,
        "A space follows the colon.",
        "`name:Example` is read as one word. Write `name: Example`.";
    /// Quotation marks come in pairs.
    UNCLOSED_QUOTE = "unclosed-quote", Error,
        "Quotation marks come in pairs.",
        "A value that begins with a quotation mark must end with the same one, and nothing may follow it.";
    /// Brackets come in pairs.
    UNCLOSED_BRACKET = "unclosed-bracket", Error,
        "Brackets come in pairs.",
        "A list that begins with `[` must end with `]`, with commas between its items.";
    /// A value with a colon stands in quotation marks.
    UNQUOTED_COLON = "unquoted-colon", Error,
        "A value with a colon stands in quotation marks.",
        "A colon followed by a space begins a new key. To keep it in the text, put quotation marks around the whole value.";
    /// Values are quoted with straight quotation marks.
    SMART_QUOTE = "smart-quote", Error,
        "Values are quoted with straight quotation marks.",
        "Word processors turn quotation marks into curly ones, which are ordinary letters to the guide. Use `\"` or leave the marks out.";
    /// A number sign behind a space begins a remark.
    HASH_IN_VALUE = "hash-in-value", Error,
        "A number sign behind a space begins a remark.",
        "What stands behind ` #` is a remark for other contributors and is not shown: `summary: The #1 partner` is read as `The`. Put quotation marks around a value that holds a number sign. In a real remark, write a space behind the sign: `# like this`.";
    /// A file that was started from a template is finished.
    UNFINISHED_TEMPLATE = "unfinished-template", Error,
        "A file that was started from a template is finished.",
        "`guidepost new` writes `TODO` wherever something is for you to fill in. Replace each `TODO` with the fact, or delete the whole line when you do not know it: what a profile leaves out is shown as \"Not stated\". While `draft: true` stands in the file, it is not published and may hold any number of them.";
    /// TOML can be read.
    TOML_SYNTAX = "toml-syntax", Error,
        "TOML can be read.",
        "`guide.toml` and the vocabularies are TOML: `key = \"text\"`, `key = [\"one\", \"two\"]`, and `[[table]]` headings.";
    /// A key is given once.
    DUPLICATE_KEY = "duplicate-key", Error,
        "A key is given once.",
        "Of two lines with the same key only one could count. Keep one; put several values into a list.";
    /// Only known keys are used.
    UNKNOWN_KEY = "unknown-key", Error,
        "Only known keys are used.",
        "A misspelt key would be left out of the page without anyone noticing, so every key must be one that the guide knows. The message lists them.";
    /// Required keys are there.
    MISSING_KEY = "missing-key", Error,
        "Required keys are there.",
        "A profile needs `name`, `summary`, `reviewed` and `sources`; other pages need `title`. All other facts may be left out and are then shown as \"Not stated\".";
    /// A key has a value, or is left out.
    EMPTY_VALUE = "empty-value", Error,
        "A required key has a value, and no value is a word for nothing.",
        "Write the value behind a required key. A fact that is not known is left out, with its key: words such as \"unknown\" or \"N/A\" would be shown as if they were the fact. What a profile leaves out is shown as \"Not stated\".";
    /// A value is of the right kind.
    WRONG_TYPE = "wrong-type", Error,
        "A value is of the right kind.",
        "A list stands where one text belongs, or the other way round. The message says what is expected.";
    /// A text is not longer than its place allows.
    TOO_LONG = "too-long", Error,
        "A text is not longer than its place allows.",
        "A summary is read in lists, on phones and by people in a hurry: 300 characters at most. Details belong in the text below the front matter.";
    /// A text says what can be checked.
    PRAISE = "praise", Warning,
        "A text says what can be checked.",
        "Words such as \"world-class\", \"best-in-class\", \"cutting-edge\" or \"leading provider\" are advertising: no reader can check them, and a profile that uses them reads as if the provider had written it. Say what the provider does, for how many, or what a source found. When you quote a source, put its words between quotation marks.";
    /// A number is a whole number in its range.
    BAD_NUMBER = "bad-number", Error,
        "A number is a whole number in its range.",
        "Write digits only: `2010`.";
    /// A flag is `true` or `false`.
    BAD_FLAG = "bad-flag", Error,
        "A flag is `true` or `false`.",
        "Write `true` or `false`; `yes` and `no` are just words here.";
    /// A date is written year, month, day.
    BAD_DATE = "bad-date", Error,
        "A date is written year, month, day.",
        "Dates look like `2026-05-01`, so that nobody has to guess whether 5/1 is in May or in January. The time of a source may also be a year or a month: `2020`, `2020-09`.";
    /// Facts are not checked in the future.
    FUTURE_DATE = "future-date", Warning,
        "The day of the last check is not in the future.",
        "`reviewed` is the day on which somebody last compared the facts with their sources. A day that is still to come is a slip, often in the year, and would keep the profile from being called out of date. `guidepost check` looks at the date of the computer; building a guide does not.";
    /// A web address is complete.
    BAD_URL = "bad-url", Error,
        "A web address is complete.",
        "A web address begins with `https://` or `http://`. Copy it from your browser's address bar.";
    /// An e-mail address is complete.
    BAD_EMAIL = "bad-email", Error,
        "An e-mail address is complete.",
        "Write it as `name@example.org`.";
    /// A telephone number has digits, spaces and `+ - ( )` only.
    BAD_PHONE = "bad-phone", Error,
        "A telephone number has digits, spaces and `+ - ( )` only.",
        "Write it with its country code, in quotation marks: `\"+1 504 555 0100\"`.";
    /// An address inside the guide begins with a slash.
    BAD_ROUTE = "bad-route", Error,
        "An address inside the guide begins with a slash.",
        "Write `/partners/elp/`: letters, digits, `-`, `_` and `.` between slashes.";
    /// An id has lower-case letters, digits and hyphens.
    BAD_ID = "bad-id", Error,
        "An id has lower-case letters, digits and hyphens.",
        "Ids stand in addresses and must stay the same for years. Use `a` to `z`, `0` to `9` and `-`.";
    /// An id is not one that the page uses for itself.
    RESERVED_ID = "reserved-id", Error,
        "An id is not one that the page uses for itself.",
        "Some ids belong to the page around the text. Choose another.";
    /// A value is one of the vocabulary.
    UNKNOWN_VALUE = "unknown-value", Error,
        "A value is one of the vocabulary.",
        "The values of a facet are a closed list, so that filters find every profile. The message offers the nearest one. If a value is really missing, add it to the vocabulary in the same pull request.";
    /// A facet takes ids, not names.
    LABEL_FOR_ID = "label-for-id", Error,
        "A facet takes ids, not names.",
        "Write the id: `ela`, not `English language arts`. The message says which.";
    /// Several values are written as a list.
    LIST_AS_SENTENCE = "list-as-sentence", Error,
        "Several values are written as a list.",
        "Write `[ela, math]`, not `ELA and math`.";
    /// A value stands in a list once.
    REPEATED_VALUE = "repeated-value", Warning,
        "A value stands in a list once.",
        "Take one of the two out.";
    /// Notes and sources name keys of the same file.
    UNKNOWN_FACT = "unknown-fact", Error,
        "Notes and sources name keys that such a file can have.",
        "`notes` and the `facts` of a source say which facts they are about, by the facts' keys; `examples` names facets.";
    /// What is only examples is stated.
    EXAMPLES_OF_NOTHING = "examples-of-nothing", Warning,
        "`examples` names facets that the profile has values for.",
        "`examples: [states]` says that the states of the profile are only examples, so that the partner may fit others, too. Without any state that says nothing.";
    /// The content folder has a guide.toml.
    MISSING_GUIDE = "missing-guide", Error,
        "The content folder has a guide.toml.",
        "`guide.toml` gives the guide's name, address and facets. `guidepost init` makes one.";
    /// Every facet has a vocabulary.
    MISSING_VOCABULARY = "missing-vocabulary", Error,
        "Every facet has a vocabulary.",
        "A facet's values stand in `vocabulary/<facet>.toml`, one `[[value]]` table for each.";
    /// Every vocabulary belongs to a facet.
    UNUSED_VOCABULARY = "unused-vocabulary", Warning,
        "Every vocabulary belongs to a facet.",
        "A vocabulary whose facet is not listed in `guide.toml` is never used.";
    /// A facet is given once, under an id of its own.
    DUPLICATE_FACET = "duplicate-facet", Error,
        "A facet is given once, under an id of its own.",
        "The facet's id is a key of every profile, so it must differ from the other keys.";
    /// A value is given once.
    DUPLICATE_VALUE = "duplicate-value", Error,
        "A value is given once.",
        "Two values with one id could not be told apart.";
    /// A rating has a date or a tool version.
    RATING_WITHOUT_DATE = "rating-without-date", Error,
        "A rating has a date or a tool version.",
        "Review bodies change their tools. A rating means something only together with who gave it, for which grades, and when or with which version of the tool.";
    /// A chart shows figures that can be compared, and where they are from.
    BAD_CHART = "bad-chart", Error,
        "A chart shows figures that can be compared, and where they are from.",
        "A page's `charts` are drawn from figures as they are written. So each figure holds one number, all bars of a chart have one unit, and `sources` names numbers of the page's own sources. `under` is the id of the heading that the chart stands under:\n\n```yaml\ncharts:\n  - title: Share of operating spending\n    by: School year\n    under: money\n    sources: [1]\n    bars:\n      - {label: 2003–04, value: 2.10%}\n      - {label: 2007–08, value: 3.67%}\n```\n\nIn place of `bars` there may be a `year`, whose lines say in which `months` something happens. A figure that nothing can be compared with belongs into the text.";
    /// A text can be read as Markdown.
    UNREADABLE_TEXT = "unreadable-text", Error,
        "A text can be read as Markdown.",
        "Some runs of signs, such as thousands of opening brackets, take a Markdown reader minutes. No text for people holds them; they are a mistake or an attack. Take them out.";
    /// Headings go down one level at a time.
    HEADING_LEVEL = "heading-level", Warning,
        "Headings go down one level at a time.",
        "The page's title is the first level. Begin with `##`, and go to `###` only below a `##`; a heading has a text. People who listen to a page move by its headings.";
    /// A space follows the number signs of a heading.
    HEADING_SPACE = "heading-space", Error,
        "A space follows the number signs of a heading.",
        "`##Prices` is shown as it is written, number signs included. Write `## Prices`.";
    /// A heading carries at most an id.
    HEADING_ATTRIBUTES = "heading-attributes", Warning,
        "A heading carries at most an id.",
        "`## Heading {#its-id}` is all that is allowed; classes and other attributes are left out.";
    /// Texts are written in Markdown.
    RAW_HTML = "raw-html", Warning,
        "Texts are written in Markdown.",
        "HTML in a text is shown as text. Nothing that a contributor writes becomes part of the page's own markup. Use Markdown for bold, links, lists and tables.";
    /// A link leads to a web page, an e-mail address, a telephone number or a page of the guide.
    UNSAFE_LINK = "unsafe-link", Error,
        "A link leads to a web page, an e-mail address, a telephone number or a page of the guide.",
        "Other kinds of links, such as `javascript:` or `data:`, can run code in a reader's browser.";
    /// A link's text says where it leads.
    LINK_TEXT = "link-text", Warning,
        "A link's text says where it leads.",
        "People who use screen readers often hear a list of the links alone. \"Here\" and \"read more\" tell them nothing. Name the page.";
    /// A link is written `[text](address)`.
    LINK_SYNTAX = "link-syntax", Error,
        "A link is written `[text](address)`.",
        "Square brackets stand around the text, round ones directly behind them around the address, with nothing between the two. Otherwise readers see the brackets and no link.";
    /// Every footnote has a mark and a text.
    FOOTNOTE = "footnote", Error,
        "Every footnote has a mark and a text.",
        "`[^study]` in the text is the mark; a paragraph that begins with `[^study]:` is the text. A mark without a text is shown as it is written, and a text without a mark is not shown at all.";
    /// Texts hold no pictures.
    IMAGE = "image", Error,
        "Texts hold no pictures.",
        "A picture would need a description for people who cannot see it, a licence, and someone who keeps it up to date. Say in words what it shows, or link to the page that shows it.";
    /// A marked block quote has a known mark.
    UNKNOWN_MARK = "unknown-mark", Error,
        "A marked block quote has a known mark.",
        "The marks are NOTE, TIP, IMPORTANT, WARNING, CAUTION and EXAMPLE for remarks, and QUESTION, DECISION and KICKOFF for typed items in the playbook.";
    /// Typed items stand in the playbook.
    MISPLACED_ITEM = "misplaced-item", Error,
        "Typed items stand in the playbook.",
        "Questions, decisions and kick-off points have addresses of their own and are used by the tools. They belong in `playbook/`.";
    /// A typed item has an id.
    ITEM_WITHOUT_ID = "item-without-id", Error,
        "A typed item has an id.",
        "The id is the item's address: `> [!QUESTION] adoption-process`. People link to it and the interview kit keeps notes by it.";
    /// A typed item has a text.
    EMPTY_ITEM = "empty-item", Error,
        "A typed item has a text.",
        "Write the question in the lines below its mark.";
    /// A question says what to listen for.
    QUESTION_WITHOUT_LISTEN = "question-without-listen", Error,
        "A question says what to listen for.",
        "Add a paragraph that is just `Listen for:` and below it what a good answer holds.";
    /// An id is used once.
    DUPLICATE_ID = "duplicate-id", Error,
        "An id is used once.",
        "The id of a question, decision or kick-off point stands for one item in the whole guide: notes and links are kept by it. The id of a heading is used once on its page.";
    /// A link inside the guide leads to a page that exists.
    BROKEN_LINK = "broken-link", Error,
        "A link inside the guide leads to a page that exists.",
        "The guide has no page at this address. The message offers the nearest one.";
    /// A link to a place on a page leads to a place that exists.
    BROKEN_ANCHOR = "broken-anchor", Error,
        "A link to a place on a page leads to a place that exists.",
        "The page exists, but it has no heading or item with this id.";
    /// Expressions of a worksheet can be read.
    EXPRESSION = "expression-syntax", Error,
        "Expressions of a worksheet can be read.",
        "Conditions and computed values are written in a small language: numbers, ids of questions, `+ - * /`, `< <= > >= = !=`, `and`, `or`, `not`, brackets and the functions `min`, `max`, `sum`, `round`, `if(condition, then, otherwise)`, `count(question)` and `answered(question)`. An option is `question.option`, a column `table.column`, a cell `table.row.column`. A minus stands between spaces, because ids may hold hyphens. In texts, a name between braces stands for an answer.";
    /// The parts of an expression fit together.
    EXPRESSION_TYPE = "expression-type", Error,
        "The parts of an expression fit together.",
        "A condition gives yes or no: compare a number with something, as in `teachers > 20`. A computed value gives a number: add up a column with `sum(table.column)`, and turn a choice into a number with `if(question.option, 1, 0)`. Texts and dates have no number.";
    /// A name in a worksheet means something.
    UNKNOWN_QUESTION = "unknown-question", Error,
        "A name in a worksheet means something.",
        "Rules, conditions and texts name questions, options, columns, computed values and dimensions by their ids. A misspelt one would never hold, and nobody would notice. The message offers the nearest id.";
    /// A question's condition is about questions above it.
    LATER_QUESTION = "later-question", Error,
        "A question's condition is about questions above it.",
        "Readers answer from top to bottom. A question that depends on one further down, or on a result, would appear behind their back. Move the question down, or ask the other one first.";
    /// A computed value does not depend on itself.
    CYCLIC_VALUE = "cyclic-value", Error,
        "A computed value does not depend on itself.",
        "Each value must be computed from answers in the end. Where `a` needs `b` and `b` needs `a`, neither can be known. The message shows the circle.";
    /// Everything in a worksheet can be reached.
    UNREACHABLE = "unreachable", Error,
        "Everything in a worksheet can be reached.",
        "No answers make this condition true: it asks for more points than there are, for two choices where only one can be made, or for something that cannot be. Nobody would ever see what depends on it. Change the condition, or take it out.";
    /// A question has the parts that its kind needs, and no others.
    QUESTION_PARTS = "question-parts", Error,
        "A question has the parts that its kind needs, and no others.",
        "A choice or scale needs `options` (at least two) or a `facet`; a table needs `columns`; a rating needs `of`, `items` and `options`. What a kind has no use for is reported too, because it would have no effect.";
    /// Bands go from low to high.
    BAND_ORDER = "band-order", Error,
        "Bands go from low to high.",
        "Each band begins where the one before it ends, so their `from` must grow, and the first must begin no higher than the fewest points that there can be.";
    /// Every dimension gets points.
    UNUSED_DIMENSION = "unused-dimension", Error,
        "Every dimension gets points.",
        "No option gives points to this dimension, so it would always show nothing. Give points with `score = { id = 1 }` on options, or with `dimension` on a scale.";
    /// A facet exists.
    UNKNOWN_FACET = "unknown-facet", Error,
        "A facet exists.",
        "Facets are listed in `guide.toml`, and their values in `vocabulary/`. A filter for a facet or value that does not exist would find nothing.";
    /// What a tool takes over from another fits.
    HANDED_ON = "handed-on", Error,
        "What a tool takes over from another fits.",
        "`from` names another tool and a question of it, as in `needs.subjects`, or a facet for which that tool filters. A choice from a facet takes values of the same facet. A text takes any answer in words. A number, amount, day or time takes an answer of its own kind. A table to which readers add rows takes the lines of a text, the rows of such a table as far as its columns have the same id and kind, or the reader's `shortlist`. Anything else would be lost on the way.";
    /// Every guide of the playbook has a first page.
    MISSING_INDEX = "missing-index", Error,
        "Every guide of the playbook has a first page.",
        "`playbook/<guide>/index.md` gives the guide's title, order and introduction.";
    /// Every address belongs to one page.
    ADDRESS_CONFLICT = "address-conflict", Error,
        "Every address belongs to one page.",
        "Two files, or a file and a redirect, want the same address. Addresses that differ only in letter case or in how an accent is stored count as the same, because some disks and servers do not tell them apart. And what is a file of the site cannot be a folder of it as well: while there is a page at `/data/providers.csv`, none can be below `/data/providers.csv/`.";
    /// An address that was published leads somewhere.
    LOST_ADDRESS = "lost-address", Error,
        "An address that was published leads somewhere.",
        "People have linked to the pages of this guide, printed their addresses and saved them. `addresses.lock` in the content folder lists every address that was published. When the file of a page is renamed, write its old address into `redirect_from` of the new one. When a page is gone for good, let the page that comes nearest take over its address, or delete the line from `addresses.lock`: then links to it lead to \"Page not found\". `guidepost addresses` adds new pages to the list.";
    /// Every glossary term has a definition.
    BAD_GLOSSARY = "bad-glossary", Error,
        "Every glossary term has a definition.",
        "In `pages/glossary.md` every `##` heading is a term, and the paragraph below it says what it means.";
    /// A spreadsheet has a row of column names and one profile a row.
    BAD_TABLE = "bad-table", Error,
        "A spreadsheet has a row of column names and one profile a row.",
        "`guidepost import` reads a CSV file whose first row names the columns: `name`, `summary`, `reviewed`, `sources` and any other key of a profile. Several values of one cell stand with `;` between them. `guidepost export --format csv` writes a table to start from.";
    /// A submitted form holds the questions that the form asks.
    BAD_FORM = "bad-form", Error,
        "A submitted form holds the questions that the form asks.",
        "A profile that was sent through the issue form is read by its headings. Somebody has taken one out, written one twice or changed one. Open the issue's text, put the headings back as the form has them, and try again.";
    /// The theme's templates can be rendered.
    TEMPLATE = "template", Error,
        "The theme's templates can be rendered.",
        "A template of the theme has a mistake. This is for whoever keeps the theme; content cannot cause it.";
}

/// The rule with this code.
#[must_use]
pub fn by_code(code: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_every_rule_explains_itself() {
        let mut codes: Vec<&str> = ALL.iter().map(|rule| rule.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), ALL.len());
        assert!(ALL.iter().all(|rule| rule.title.ends_with('.') && rule.about.len() > 20));
    }
}
