//! The walk over Markdown events that writes pieces. See [`super`] for what comes out.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::iter::Peekable;
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, Event, HeadingLevel, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};

use super::callout::{self, ItemKind, Mark};
use super::remarks;
use super::{Body, Heading, Item, Link, Piece, Pieces, Reading, Section};
use crate::content::text::{escape, escape_into, is_id, single_spaced, slugify};
use crate::content::wording;
use crate::diagnostic::{Reporter, nearest};
use crate::rules;
use crate::source::Span;

/// Ids that pages and their scripts use for themselves. A test compares them with the theme's templates.
const RESERVED_IDS: [&str; 16] = [
    "main",
    "top",
    "filters",
    "q",
    "results",
    "menu",
    "search",
    "site-search",
    "search-q",
    "sources",
    "contents",
    "contents-title",
    "terms",
    "ratings",
    "guidepost",
    "content",
];
/// How ids begin that are made: of notes that explain terms, of footnotes and their marks, of callouts.
const RESERVED_BEGINNINGS: [&str; 4] = ["term-", "fn-", "fnref-", "callout-"];

type Events<'t> = Peekable<OffsetIter<'t>>;

pub(super) struct Writer<'t, 'r> {
    text: &'t str,
    start: usize,
    reading: Reading<'t>,
    reporter: &'r mut Reporter,
    body: Body,
    /// Where pieces go: the body, or an item's ask or listen part while one is open.
    out: Pieces,
    plain: String,
    /// Above zero inside headings, links and code, where glossary terms are left alone.
    quiet: usize,
    table: Table,
    footnotes: Footnotes,
    callouts: usize,
    tables: usize,
    used_ids: BTreeMap<String, usize>,
    /// How many marked quotes and footnotes stand around what is being written.
    depth: usize,
    /// Whether a code block is open: its text is nobody's prose.
    in_code: bool,
    /// Whether quotation marks are open: what stands between them is somebody else's wording.
    quoted: bool,
    /// Where the text of the open link begins in `plain`, and where the link stands.
    open_link: Option<(usize, Span)>,
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    in_head: bool,
    column: usize,
}

/// Footnotes in the order of their first reference.
#[derive(Default)]
struct Footnotes {
    order: Vec<String>,
    references: BTreeMap<String, usize>,
    notes: BTreeMap<String, (Pieces, Span)>,
}

/// The most marked quotes and footnotes inside each other.
const MAX_DEPTH: usize = 12;

impl<'t, 'r> Writer<'t, 'r> {
    pub(super) fn new(text: &'t str, start: usize, reading: Reading<'t>, reporter: &'r mut Reporter) -> Self {
        Self {
            text,
            start,
            reading,
            reporter,
            body: Body { sections: vec![Section::default()], ..Body::default() },
            out: Pieces::with_capacity(text.len() - start),
            plain: String::new(),
            quiet: 0,
            table: Table::default(),
            footnotes: Footnotes::default(),
            callouts: 0,
            tables: 0,
            used_ids: BTreeMap::new(),
            depth: 0,
            in_code: false,
            quoted: false,
            open_link: None,
        }
    }

    pub(super) fn write(mut self) -> Body {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_SMART_PUNCTUATION;
        let text = self.text;
        if let Some((at, what)) = remarks::unbearable(&text[self.start..]) {
            self.reporter
                .report(
                    &rules::UNREADABLE_TEXT,
                    remarks::line_at(text, self.start + at),
                    format!("this text holds {what}, so it cannot be read as Markdown"),
                )
                .help("take them out; if they are meant, split the file");
            return self.body;
        }
        let mut events = Parser::new_ext(&text[self.start..], options).into_offset_iter().peekable();
        while let Some((event, range)) = events.next() {
            self.event(event, range, &mut events);
        }
        self.close_section();
        self.write_footnotes();
        // A copy takes the room that it needs.
        self.body.pieces = self.out.clone();
        self.body.sections.retain(|section| !section.text.is_empty() || section.heading.is_some());
        self.body
    }

    /// Where something stands in the file, without the line breaks behind it.
    fn span(&self, range: &Range<usize>) -> Span {
        let text = self.text.get(self.start + range.start..self.start + range.end).unwrap_or("");
        Span::new(range.start..range.start + text.trim_end().len()).shifted(self.start)
    }

    fn event(&mut self, event: Event<'t>, range: Range<usize>, events: &mut Events<'t>) {
        match event {
            Event::Start(tag) => self.open(tag, range, events),
            Event::End(tag) => self.close(tag),
            Event::Text(text) => {
                self.remark(&text, &range);
                self.text(&text);
            }
            Event::Code(code) => {
                self.html("<code>");
                self.escaped(&code);
                self.html("</code>");
                self.plain_text(&code);
            }
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br>\n"),
            Event::Rule => self.html("<hr>\n"),
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(&html, range),
            Event::FootnoteReference(label) => self.footnote_reference(&label),
            Event::TaskListMarker(done) => {
                self.html(if done { "<span class=\"task\">☑ </span>" } else { "<span class=\"task\">☐ </span>" })
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
        }
    }

    fn open(&mut self, tag: Tag<'t>, range: Range<usize>, events: &mut Events<'t>) {
        match tag {
            Tag::Paragraph => {
                self.quoted = false;
                self.check_heading_space(&range);
                self.html("<p>");
            }
            Tag::Heading { level, id, classes, attrs } => {
                let extra = !classes.is_empty() || !attrs.is_empty();
                self.heading(level, id.as_deref(), extra, range, events);
            }
            Tag::BlockQuote(kind) => self.block_quote(kind, range, events),
            Tag::CodeBlock(_) => {
                self.quiet += 1;
                self.in_code = true;
                self.html("<pre tabindex=\"0\"><code>");
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) => {}
            Tag::List(None) => self.html("<ul>\n"),
            Tag::List(Some(1)) => self.html("<ol>\n"),
            Tag::List(Some(first)) => self.html(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.html("<li>"),
            Tag::FootnoteDefinition(label) => self.footnote(&label, range, events),
            Tag::Table(alignments) => {
                self.table = Table { alignments, ..Table::default() };
                let label = self.table_label();
                self.html(&format!("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\"><table>\n"));
            }
            Tag::TableHead => {
                self.table.in_head = true;
                self.table.column = 0;
                self.html("<thead><tr>");
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.html("<tr>");
            }
            Tag::TableCell => self.table_cell(),
            Tag::Emphasis => self.html("<em>"),
            Tag::Strong => self.html("<strong>"),
            Tag::Strikethrough => self.html("<del>"),
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url, range, events),
            Tag::Image { dest_url, .. } => self.image(&dest_url, range, events),
            Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition | Tag::Superscript | Tag::Subscript => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                self.html("</p>\n");
                self.plain_gap();
            }
            TagEnd::CodeBlock => {
                self.quiet -= 1;
                self.in_code = false;
                self.html("</code></pre>\n");
                self.plain_gap();
            }
            TagEnd::List(true) => self.html("</ol>\n"),
            TagEnd::List(false) => self.html("</ul>\n"),
            TagEnd::Item => {
                self.html("</li>\n");
                self.plain_gap();
            }
            TagEnd::Table => self.html("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.html("</tr></thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.html("</tr>\n"),
            TagEnd::TableCell => {
                self.html(if self.table.in_head { "</th>" } else { "</td>" });
                self.plain_gap();
            }
            TagEnd::Emphasis => self.html("</em>"),
            TagEnd::Strong => self.html("</strong>"),
            TagEnd::Strikethrough => self.html("</del>"),
            TagEnd::BlockQuote(_) => self.html("</blockquote>\n"),
            TagEnd::Link => {
                self.quiet -= 1;
                self.check_link_text();
                self.out.push(Piece::LinkEnd);
            }
            _ => {}
        }
    }

    // ---- text ----

    fn html(&mut self, html: &str) {
        self.out.html().push_str(html);
    }

    fn escaped(&mut self, text: &str) {
        escape_into(self.out.html(), text);
    }

    fn text(&mut self, text: &str) {
        self.plain_text(text);
        if self.quiet > 0 {
            self.escaped(text);
            return;
        }
        self.out.text().push_str(text);
    }

    /// Says what is to be said of some words of the text.
    fn remark(&mut self, text: &str, range: &Range<usize>) {
        if self.in_code {
            return;
        }
        let whole = Span::new(range.clone()).shifted(self.start);
        let exact = self.text.get(whole.range()).is_some_and(|source| source == text);
        let span = |part: Range<usize>| if exact { Span::new(part).shifted(whole.start as usize) } else { whole };
        if let Some(part) = wording::unfinished(text) {
            self.reporter
                .report(&rules::UNFINISHED_TEMPLATE, span(part), "this is still to be filled in")
                .help("replace the TODO with your text, or delete its paragraph");
        }
        if !self.quoted {
            for part in wording::praise(text) {
                self.reporter
                    .report(&rules::PRAISE, span(part.clone()), format!("`{}` is praise that nobody can check", &text[part]))
                    .help("say what the provider does, for whom, or what a source found; put a source's own words between quotation marks");
            }
        }
        if let Some(at) = text.rfind(['“', '”']) {
            self.quoted = text[at..].starts_with('“');
        }
        remarks::on_links(self.text, whole, self.reporter);
    }

    fn check_heading_space(&mut self, range: &Range<usize>) {
        let text = self.text.get(self.start + range.start..).unwrap_or("");
        let signs = text.len() - text.trim_start_matches('#').len();
        if (2..=6).contains(&signs) && !text[signs..].starts_with(char::is_whitespace) {
            let line = text.lines().next().unwrap_or("").trim_end();
            let span = Span::new(range.start..range.start + line.len()).shifted(self.start);
            self.reporter
                .report(&rules::HEADING_SPACE, span, "this heading has no space behind its number signs, so it is shown as text")
                .help(format!("write `{} {}`", &text[..signs], &line[signs..]));
        }
    }

    fn plain_text(&mut self, text: &str) {
        self.plain.push_str(text);
    }

    fn plain_gap(&mut self) {
        if !self.plain.is_empty() && !self.plain.ends_with(' ') {
            self.plain.push(' ');
        }
    }

    fn line_break(&mut self, html: &str) {
        self.plain_gap();
        self.html(html);
    }

    fn raw_html(&mut self, html: &str, range: Range<usize>) {
        let trimmed = html.trim();
        if trimmed.starts_with("<!--") && trimmed.ends_with("-->") {
            return;
        }
        // The end of an element that was reported where it begins is not reported again.
        if !trimmed.is_empty() && !trimmed.starts_with("</") {
            let span = self.span(&range);
            self.reporter
                .report(&rules::RAW_HTML, span, "HTML is not used in texts; it is shown as it is written")
                .help("use Markdown: `**bold**`, `[link](https://…)`, lists and tables");
        }
        self.plain_text(html);
        self.escaped(html);
    }

    /// A name for a table's region that no other on the page has: people who move by regions hear it.
    fn table_label(&mut self) -> String {
        self.tables += 1;
        match self.body.headings.last() {
            Some(heading) => format!("Table {}: {}", self.tables, escape(&heading.text)),
            None => format!("Table {}", self.tables),
        }
    }

    fn table_cell(&mut self) {
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Right) => " class=\"end\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        let cell = if self.table.in_head { format!("<th scope=\"col\"{class}>") } else { format!("<td{class}>") };
        self.table.column += 1;
        self.html(&cell);
    }

    // ---- headings ----

    fn close_section(&mut self) {
        let text = single_spaced(&self.plain);
        self.plain.clear();
        if let Some(section) = self.body.sections.last_mut() {
            section.text = text;
        }
    }

    fn heading(&mut self, level: HeadingLevel, id: Option<&str>, extra: bool, range: Range<usize>, events: &mut Events<'t>) {
        self.close_section();
        let span = self.span(&range);
        if extra {
            self.reporter
                .report(&rules::HEADING_ATTRIBUTES, span, "a heading can carry an id and nothing else")
                .help("write `## Heading {#its-id}`");
        }
        let level = self.heading_level(level, span);
        self.quiet += 1;
        let outside = std::mem::take(&mut self.out);
        while let Some((event, range)) = events.next() {
            if matches!(event, Event::End(TagEnd::Heading(_))) {
                break;
            }
            self.event(event, range, events);
        }
        self.quiet -= 1;
        let inside = std::mem::replace(&mut self.out, outside);
        let text = single_spaced(&self.plain);
        self.plain.clear();
        if text.is_empty() {
            self.reporter
                .report(&rules::HEADING_LEVEL, span, "this heading has no text")
                .help("write its text behind the number signs, or delete the line");
        }
        let id = self.heading_id(id, &text, span);
        self.out.push(Piece::Heading(self.body.headings.len()));
        self.html(&format!("<h{level} id=\"{id}\">"));
        self.out.extend(inside.iter());
        let mut anchor = String::new();
        let _ = writeln!(anchor, " <a class=\"anchor\" href=\"#{id}\" aria-label=\"Link to: {}\"></a></h{level}>", escape(&text));
        self.html(&anchor);
        self.out.push(Piece::HeadingEnd);
        self.body.headings.push(Heading { level, text, id: id.clone(), span });
        self.body.ids.push((id, span));
        self.body.sections.push(Section { heading: Some(self.body.headings.len() - 1), text: String::new() });
    }

    fn heading_level(&mut self, level: HeadingLevel, span: Span) -> u8 {
        let level = level as u8;
        let previous = self.body.headings.last().map_or(1, |heading| heading.level);
        if level == 1 {
            self.reporter
                .report(&rules::HEADING_LEVEL, span, "a first-level heading is the page's title, which the front matter gives")
                .help("begin with `##`");
            return 2;
        }
        if level > previous + 1 {
            self.reporter
                .report(
                    &rules::HEADING_LEVEL,
                    span,
                    format!("this heading skips a level: after level {previous} comes level {}", previous + 1),
                )
                .help(match previous {
                    2 => "write it with 3 `#` when it belongs to the heading above, with 2 when it stands beside it".to_owned(),
                    _ => format!("write it with {} `#`", previous + 1),
                });
        }
        level
    }

    fn heading_id(&mut self, written: Option<&str>, text: &str, span: Span) -> String {
        let wanted = match written {
            Some(id) if is_id(id) => id.to_owned(),
            Some(id) => {
                self.reporter
                    .report(&rules::BAD_ID, span, format!("`{}` is not an id", id.escape_default()))
                    .label(format!("did you mean `{}`?", slugify(id)));
                slugify(id)
            }
            None => slugify(text),
        };
        let wanted = format!("{}{wanted}", self.reading.id_prefix);
        if written.is_some() {
            self.check_reserved(&wanted, span);
        }
        if written.is_some() && self.used_ids.contains_key(&wanted) {
            self.report_repeated_id(written.unwrap_or(""), span);
        }
        self.unique_id(wanted)
    }

    fn check_reserved(&mut self, id: &str, span: Span) {
        if self.is_reserved(id) {
            self.reporter.report(&rules::RESERVED_ID, span, format!("the page uses the id `{id}` for itself")).help("choose another id");
        }
    }

    /// Whether an id is one that the page makes for itself: an author's would take its place.
    fn is_reserved(&self, id: &str) -> bool {
        let own = id.strip_prefix(self.reading.id_prefix).unwrap_or(id);
        RESERVED_IDS.contains(&id) || RESERVED_BEGINNINGS.iter().any(|beginning| own.starts_with(beginning))
    }

    fn report_repeated_id(&mut self, id: &str, span: Span) {
        self.reporter
            .report(&rules::DUPLICATE_ID, span, format!("the id `{id}` is used twice on this page"))
            .help("give one of the two another id; a link to it could lead to either");
    }

    fn unique_id(&mut self, wanted: String) -> String {
        let wanted = if self.is_reserved(&wanted) { format!("section-{wanted}") } else { wanted };
        let count = self.used_ids.entry(wanted.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            return wanted;
        }
        let numbered = format!("{wanted}-{count}");
        self.unique_id(numbered)
    }

    // ---- block quotes ----

    fn block_quote(&mut self, _: Option<BlockQuoteKind>, range: Range<usize>, events: &mut Events<'t>) {
        let span = self.span(&range);
        let source = &self.text[span.range()];
        let first = source.lines().next().unwrap_or("").trim_start_matches(['>', ' ']).to_owned();
        let first_span = Span::new(span.start as usize..span.start as usize + source.lines().next().unwrap_or("").trim_end().len());
        let mark = callout::read(&first).filter(|_| self.depth < MAX_DEPTH);
        match mark {
            None => self.html("<blockquote>\n"),
            Some(Mark::Callout(class, title)) => self.callout(class, &title, events),
            Some(Mark::Item(kind, id)) if self.reading.items => self.item(kind, &id, first_span, events),
            Some(Mark::Item(..)) => {
                self.reporter
                    .report(&rules::MISPLACED_ITEM, first_span, "questions and other items belong in the playbook")
                    .help("write it as an ordinary list");
                self.html("<blockquote>\n");
            }
            Some(Mark::Unknown(mark)) => {
                let near = nearest(&mark, callout::MARKS.split([',', ' ']).filter(|word| word.len() > 2 && *word != "and"));
                let note = self
                    .reporter
                    .report(&rules::UNKNOWN_MARK, first_span, format!("`[!{mark}]` is not a mark"))
                    .help(format!("the marks are {}", callout::MARKS));
                if let Some(near) = near {
                    note.label(format!("did you mean `[!{near}]`?"));
                }
                self.html("<blockquote>\n");
            }
        }
    }

    /// Everything up to the end of the block quote that has been opened.
    fn until_quote_ends(&mut self, events: &mut Events<'t>) {
        let mut depth = 1;
        while let Some((event, range)) = events.next() {
            match event {
                Event::End(TagEnd::BlockQuote(_)) => {
                    depth -= 1;
                    if depth == 0 {
                        return;
                    }
                }
                Event::Start(Tag::BlockQuote(_)) => {
                    depth += 1;
                    self.html("<blockquote>\n");
                    continue;
                }
                _ => {}
            }
            self.event(event, range, events);
        }
    }

    /// Everything in a marked block quote behind its mark.
    fn quote_text(&mut self, events: &mut Events<'t>) {
        if skip_mark(events) {
            self.html("<p>");
        }
        self.depth += 1;
        self.until_quote_ends(events);
        self.depth -= 1;
    }

    fn callout(&mut self, class: &str, title: &str, events: &mut Events<'t>) {
        self.callouts += 1;
        let id = format!("{}callout-{}", self.reading.id_prefix, self.callouts);
        self.html(&format!(
            "<aside class=\"callout callout--{class}\" aria-labelledby=\"{id}\"><p class=\"callout__title\" id=\"{id}\">{}</p>\n",
            escape(title)
        ));
        self.plain_text(title);
        self.plain_gap();
        self.quote_text(events);
        self.html("</aside>\n");
    }

    fn item(&mut self, kind: ItemKind, id: &str, first_span: Span, events: &mut Events<'t>) {
        let id = self.item_id(kind, id, first_span);
        let outside = std::mem::take(&mut self.out);
        let plain_outside = std::mem::take(&mut self.plain);
        self.quote_text(events);
        let pieces = std::mem::replace(&mut self.out, outside);
        let plain = std::mem::replace(&mut self.plain, plain_outside);
        let (ask, listen) = split_listen(pieces);
        let (ask_text, listen_text) = split_listen_text(&plain);
        if kind == ItemKind::Question && (listen.is_empty() || listen_text.is_empty()) {
            self.reporter
                .report(&rules::QUESTION_WITHOUT_LISTEN, first_span, format!("the question `{id}` does not say what to listen for"))
                .help("add a paragraph `Listen for:` and below it what a good answer holds");
        }
        if ask_text.is_empty() {
            self.reporter
                .report(&rules::EMPTY_ITEM, first_span, format!("the item `{id}` has no text"))
                .help("write the question in the lines below its mark");
        }
        self.plain_text(&ask_text);
        self.plain_gap();
        self.plain_text(&listen_text);
        self.plain_gap();
        self.body.ids.push((id.clone(), first_span));
        self.body.items.push(Item { kind, id, ask, listen, ask_text, listen_text, span: first_span });
        self.out.push(Piece::Item(self.body.items.len() - 1));
    }

    fn item_id(&mut self, kind: ItemKind, id: &str, span: Span) -> String {
        if is_id(id) {
            self.check_reserved(id, span);
            if self.used_ids.contains_key(id) {
                self.report_repeated_id(id, span);
            }
            return self.unique_id(id.to_owned());
        }
        let message = if id.is_empty() { format!("this {} has no id", kind.word()) } else { format!("`{id}` is not an id") };
        self.reporter
            .report(&rules::ITEM_WITHOUT_ID, span, message)
            .help(format!("write `> [!{}] its-own-id`, in lower-case letters, digits and hyphens", kind.word().to_uppercase()));
        self.unique_id(format!("{}-{}", kind.word(), self.body.items.len() + 1))
    }

    // ---- links ----

    fn link(&mut self, kind: LinkType, target: &str, range: Range<usize>, events: &mut Events<'t>) {
        let span = self.span(&range);
        let target = if kind == LinkType::Email { format!("mailto:{target}") } else { target.to_owned() };
        if !allowed_target(&target) {
            self.reporter
                .report(&rules::UNSAFE_LINK, span, format!("a link cannot lead to `{}`", target.escape_debug()))
                .help("links lead to https://, http://, mailto: or tel: addresses, or to pages of the guide");
            self.without_link(events);
            return;
        }
        self.quiet += 1;
        self.out.push(Piece::Link(&Link { target, span }));
        self.open_link = Some((self.plain.len(), span));
    }

    /// Writes what stands inside a link or image, without the link. Links and pictures inside it are left out too.
    fn without_link(&mut self, events: &mut Events<'t>) {
        let mut depth = 1;
        while let Some((event, range)) = events.next() {
            match event {
                Event::End(TagEnd::Link | TagEnd::Image) => {
                    depth -= 1;
                    if depth == 0 {
                        return;
                    }
                }
                Event::Start(Tag::Link { .. } | Tag::Image { .. }) => depth += 1,
                other => self.event(other, range, events),
            }
        }
    }

    /// Someone who hears only the links of a page must know where each one leads.
    fn check_link_text(&mut self) {
        let Some((start, span)) = self.open_link.take() else { return };
        let text = self.plain.get(start..).unwrap_or("").trim();
        if text.is_empty() {
            self.reporter
                .report(&rules::LINK_TEXT, span, "this link has no text")
                .help("write the name of the page between the square brackets");
        } else if wording::is_empty_link_text(text) {
            self.reporter
                .report(&rules::LINK_TEXT, span, format!("the link text `{text}` does not say where the link leads"))
                .help("name the page: someone who hears only the links must know where each one goes");
        }
    }

    fn image(&mut self, target: &str, range: Range<usize>, events: &mut Events<'t>) {
        let span = self.span(&range);
        let start = self.plain.len();
        self.without_link(events);
        let described = self.plain.get(start..).is_some_and(|text| !text.trim().is_empty());
        let message = if described { "texts hold no pictures" } else { "texts hold no pictures, and this one has no description either" };
        self.reporter
            .report(&rules::IMAGE, span, format!("{message}: `{}`", target.escape_debug()))
            .help("say in words what the picture shows, or link to the page that shows it");
    }

    // ---- footnotes ----

    fn footnote_reference(&mut self, label: &str) {
        let slug = slugify(label);
        if !self.footnotes.order.contains(&slug) {
            self.footnotes.order.push(slug.clone());
        }
        let number = self.footnotes.order.iter().position(|known| *known == slug).unwrap_or(0) + 1;
        let count = self.footnotes.references.entry(slug.clone()).or_insert(0);
        *count += 1;
        // Two hyphens stand in no label, so the second mark of `a` is not the first of `a-2`.
        let suffix = if *count == 1 { String::new() } else { format!("--{count}") };
        let prefix = self.reading.id_prefix;
        self.html(&format!(
            "<sup class=\"footnote-ref\" id=\"{prefix}fnref-{slug}{suffix}\"><a href=\"#{prefix}fn-{slug}\" aria-label=\"Footnote {number}\">{number}</a></sup>"
        ));
    }

    fn footnote(&mut self, label: &str, range: Range<usize>, events: &mut Events<'t>) {
        let span = self.span(&range);
        let first = self.text[span.range()].lines().next().unwrap_or("").trim_end().len();
        let span = Span::new(span.start as usize..span.start as usize + first);
        if self.depth >= MAX_DEPTH {
            return;
        }
        self.depth += 1;
        let outside = std::mem::take(&mut self.out);
        while let Some((event, range)) = events.next() {
            if matches!(event, Event::End(TagEnd::FootnoteDefinition)) {
                break;
            }
            self.event(event, range, events);
        }
        self.depth -= 1;
        let note = std::mem::replace(&mut self.out, outside);
        self.footnotes.notes.entry(slugify(label)).or_insert((note, span));
    }

    fn write_footnotes(&mut self) {
        let footnotes = std::mem::take(&mut self.footnotes);
        for (slug, (_, span)) in &footnotes.notes {
            if !footnotes.references.contains_key(slug) {
                self.reporter
                    .report(&rules::FOOTNOTE, *span, "no mark in the text leads to this footnote, so it would not be shown")
                    .help(format!("put `[^{slug}]` behind the words that it belongs to, or delete it"));
            }
        }
        let order: Vec<&String> = footnotes.order.iter().filter(|slug| footnotes.notes.contains_key(*slug)).collect();
        if order.is_empty() {
            return;
        }
        let prefix = self.reading.id_prefix;
        self.html("<section class=\"footnotes\" aria-label=\"Footnotes\"><ol>\n");
        for slug in order {
            self.html(&format!("<li id=\"{prefix}fn-{slug}\">"));
            self.out.extend(footnotes.notes.get(slug).iter().flat_map(|(note, _)| note.iter()));
            self.html(&format!("<a class=\"footnote-back\" href=\"#{prefix}fnref-{slug}\" aria-label=\"Back to the text\">↩</a></li>\n"));
        }
        self.html("</ol></section>\n");
    }
}

/// Takes the events of the line with the mark, which is not part of the text. Says whether
/// the paragraph goes on behind it.
fn skip_mark(events: &mut Events<'_>) -> bool {
    if events.next_if(|(event, _)| matches!(event, Event::Start(Tag::Paragraph))).is_none() {
        return false;
    }
    for (event, _) in events.by_ref() {
        match event {
            Event::SoftBreak | Event::HardBreak => return true,
            Event::End(TagEnd::Paragraph) => return false,
            _ => {}
        }
    }
    false
}

/// Whether an author's link may be followed: a known scheme, or no scheme at all, in an address that a browser can read.
fn allowed_target(target: &str) -> bool {
    // Browsers drop some control characters and stumble over others, so with one it may not be the address that it looks like.
    if target.contains(char::is_control) || url::Url::parse(target).is_err_and(|problem| problem != url::ParseError::RelativeUrlWithoutBase)
    {
        return false;
    }
    let target: String = target.chars().filter(|c| !c.is_whitespace()).collect();
    let before_path = target.split(['/', '?', '#']).next().unwrap_or("");
    match before_path.split_once(':') {
        None => !target.starts_with("//") && !target.contains('\\'),
        Some((scheme, _)) => matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "mailto" | "tel"),
    }
}

/// The words that part a question from what to listen for, as a paragraph of their own.
const LISTEN: &str = "Listen for:";

fn split_listen(pieces: Pieces) -> (Pieces, Pieces) {
    let parts: Vec<Piece<'_>> = pieces.iter().collect();
    let at = parts.iter().position(|piece| matches!(piece, Piece::Text(text) if text.trim() == LISTEN));
    let Some(at) = at else { return (pieces, Pieces::default()) };
    let (mut ask, mut listen) = (parts[..at].to_vec(), parts[at + 1..].to_vec());
    if let Some(Piece::Html(before)) = ask.last_mut() {
        *before = before.trim_end_matches("<p>");
    }
    if let Some(Piece::Html(after)) = listen.first_mut() {
        *after = after.trim_start().trim_start_matches("</p>").trim_start();
    }
    listen.retain(|piece| !matches!(piece, Piece::Html("")));
    (ask.into_iter().collect(), listen.into_iter().collect())
}

fn split_listen_text(plain: &str) -> (String, String) {
    match plain.split_once(LISTEN) {
        Some((ask, listen)) => (single_spaced(ask), single_spaced(listen)),
        None => (single_spaced(plain), String::new()),
    }
}
