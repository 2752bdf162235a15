//! Reads `guide.toml`: the guide's name, address, facets and navigation.

use std::borrow::Cow;

use crate::content::front_matter;
use crate::content::text::is_id;
use crate::diagnostic::{Diagnostic, Reporter};
use crate::rules;
use crate::schema::{Field, Kind, Record, Schema};
use crate::source::{Sources, Span};
use crate::vocabulary::{Control, Matching};

/// The path of the settings inside the content folder.
pub const FILE: &str = "guide.toml";

/// What `guide.toml` says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Settings {
    /// The guide's name.
    pub title: String,
    /// One sentence on what it is for.
    pub description: String,
    /// The absolute address of the site, with a `/` at its end.
    pub base_url: String,
    /// The language tag of its text.
    pub language: String,
    /// How links inside the site are written.
    pub link_style: LinkStyle,
    /// Whether browsers keep pages for when there is no network.
    pub offline: bool,
    /// Whether pages have pictures for other sites that show a link; when it is not said, that depends on how many
    /// profiles there are.
    pub social_cards: Option<bool>,
    /// Where the guide's files can be changed: the address of a GitHub repository; may be empty.
    pub repository: String,
    /// The branch that changes go to.
    pub branch: String,
    /// The content folder inside the repository.
    pub content_path: String,
    /// How many months after its last check a profile counts as out of date.
    pub review_months: i64,
    /// The directory shows at most so many providers on one page; a longer one is cut into pages.
    pub one_page_up_to: usize,
    /// The facets, in order.
    pub facets: Vec<FacetSetting>,
    /// The links of the header; empty for the usual ones.
    pub nav: Vec<(String, String, Span)>,
    /// The links of the footer; empty for the usual ones.
    pub footer: Vec<(String, String, Span)>,
}

/// How links inside the site are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LinkStyle {
    /// From the root of the host: `/guide/providers/`.
    #[default]
    Root,
    /// From the page that holds the link, so that the site opens from a folder: `../providers/index.html`.
    Relative,
}

/// One `[[facet]]`.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetSetting {
    /// Its id.
    pub id: String,
    /// Its name for readers.
    pub label: String,
    /// One sentence of help; may be empty.
    pub help: String,
    /// How its chosen values work together.
    pub matching: Matching,
    /// What else its values can be chosen with.
    pub control: Control,
    /// Where its id stands.
    pub span: Span,
}

/// The directory stands on one page up to so many providers, unless `guide.toml` says otherwise.
const ONE_PAGE: usize = 1000;

/// Keys of a profile that cannot be facets.
const TAKEN: [&str; 20] = [
    "name",
    "summary",
    "website",
    "kind",
    "founded",
    "headquarters",
    "contact",
    "reviewed",
    "notes",
    "sources",
    "aliases",
    "redirect_from",
    "draft",
    "q",
    "sort",
    "page",
    "maintainers",
    "examples",
    "silent",
    "view",
];

fn field(key: &'static str, kind: Kind, required: bool, about: &'static str, example: &'static str) -> Field {
    Field { key: Cow::Borrowed(key), kind, required, about: Cow::Borrowed(about), example: Cow::Borrowed(example) }
}

/// What `guide.toml` may say.
#[must_use]
pub fn schema() -> Schema {
    Schema {
        name: "guide",
        open: false,
        fields: vec![
            field("site", Kind::Table(Box::new(site_schema())), true, "The guide's name, address and language.", "[site] table"),
            field(
                "directory",
                Kind::Table(Box::new(directory_schema())),
                false,
                "How the list of providers is shown.",
                "[directory] table",
            ),
            field("review", Kind::Table(Box::new(review_schema())), false, "When profiles must be checked again.", "[review] table"),
            field(
                "facet",
                Kind::List(Box::new(Kind::Table(Box::new(facet_schema())))),
                false,
                "The ways to narrow the list of providers.",
                "[[facet]] table",
            ),
            field("nav", Kind::List(Box::new(Kind::Table(Box::new(link_schema())))), false, "The links of the header.", "[[nav]] table"),
            field(
                "footer",
                Kind::List(Box::new(Kind::Table(Box::new(link_schema())))),
                false,
                "The links of the footer.",
                "[[footer]] table",
            ),
        ],
    }
}

fn site_schema() -> Schema {
    Schema {
        name: "[site] table",
        open: false,
        fields: vec![
            field("title", Kind::Text(120), true, "The guide's name.", "\"Professional Learning Partner Guide\""),
            field(
                "description",
                Kind::Text(300),
                true,
                "What the guide is for, in one sentence.",
                "\"Find, compare and manage professional learning partners.\"",
            ),
            field("base_url", Kind::Web, true, "The address at which the guide is published.", "\"https://guide.example.org/\""),
            field("language", Kind::Text(35), false, "The language tag of the guide's text.", "\"en\""),
            field("link_style", Kind::OneOf(&["root", "relative"]), false, "How links inside the site are written.", "\"root\""),
            field(
                "offline",
                Kind::Flag,
                false,
                "Whether browsers keep the pages that a reader has opened for when there is no network.",
                "true",
            ),
            field(
                "social_cards",
                Kind::Flag,
                false,
                "Whether profiles, guides and tools have a picture that other sites show beside a link to them. Without this key, profiles have one in guides of up to 200.",
                "false",
            ),
            field(
                "repository",
                Kind::Web,
                false,
                "The GitHub repository in which the guide's files can be changed.",
                "\"https://github.com/example/guide\"",
            ),
            field("branch", Kind::Text(100), false, "The branch that changes go to.", "\"main\""),
            field("content_path", Kind::Text(200), false, "The content folder inside the repository.", "\"content\""),
        ],
    }
}

fn directory_schema() -> Schema {
    Schema {
        name: "[directory] table",
        open: false,
        fields: vec![field(
            "one_page_up_to",
            Kind::Whole(0, 100_000),
            false,
            "The directory shows up to so many providers on one page. A longer one is cut into pages, and browsers fetch only what is looked at.",
            "1000",
        )],
    }
}

fn review_schema() -> Schema {
    Schema {
        name: "[review] table",
        open: false,
        fields: vec![field(
            "months",
            Kind::Whole(1, 120),
            false,
            "How many months after its last check a profile counts as out of date.",
            "12",
        )],
    }
}

fn facet_schema() -> Schema {
    Schema {
        name: "[[facet]] table",
        open: false,
        fields: vec![
            field(
                "id",
                Kind::Text(60),
                true,
                "The front-matter key, the parameter in addresses and the vocabulary's file name.",
                "\"subjects\"",
            ),
            field("label", Kind::Text(60), true, "Its name for readers.", "\"Subject\""),
            field(
                "help",
                Kind::Text(300),
                false,
                "One sentence of help for readers and contributors.",
                "\"The subjects that it supports.\"",
            ),
            field("match", Kind::OneOf(&["any", "all"]), false, "Whether any chosen value is enough, or all must hold.", "\"any\""),
            field(
                "control",
                Kind::OneOf(&["list", "range", "us-states"]),
                false,
                "What its values can be chosen with beside the list of them: from one to another in the vocabulary's order, or a map of the states, whose ids are their postal codes.",
                "\"range\"",
            ),
        ],
    }
}

fn link_schema() -> Schema {
    Schema {
        name: "link",
        open: false,
        fields: vec![
            field("label", Kind::Text(60), true, "What the link says.", "\"About\""),
            field("route", Kind::Text(300), true, "The page that it leads to.", "\"/about/\""),
        ],
    }
}

/// Reads the settings; what is missing gets a default so that everything else can still be checked.
pub fn parse(sources: &Sources, problems: &mut Vec<Diagnostic>) -> Settings {
    let mut reporter = Reporter::new(FILE.into());
    let Some(source) = sources.get(FILE) else {
        reporter
            .report(&rules::MISSING_GUIDE, Span::default(), "the content folder has no guide.toml")
            .help("`guidepost init DIR` makes a new guide; `--content DIR` names the folder of one that exists");
        problems.extend(reporter.finish());
        let settings = Settings {
            title: "Untitled guide".to_owned(),
            base_url: "http://localhost/".to_owned(),
            language: "en".to_owned(),
            one_page_up_to: ONE_PAGE,
            ..Settings::default()
        };
        return Settings { facets: lost_facets(sources, &[]), ..settings };
    };
    let node = front_matter::read_toml(&source.text, &mut reporter);
    let opening = Span::new(0..source.text.lines().next().map_or(0, str::len));
    let record = schema().check(&node, opening, &mut reporter);
    let mut settings = understand(&record, &mut reporter);
    if reporter.has_errors() {
        settings.facets.extend(lost_facets(sources, &settings.facets));
    }
    problems.extend(reporter.finish());
    settings
}

fn understand(record: &Record, reporter: &mut Reporter) -> Settings {
    let site = record.table("site");
    let text = |key: &str, fallback: &str| match site.map_or("", |site| site.text(key)) {
        "" => fallback.to_owned(),
        given => given.to_owned(),
    };
    let mut base_url = text("base_url", "http://localhost/");
    if let Some(cut) = base_url.find(['?', '#']) {
        base_url.truncate(cut);
    }
    if !base_url.ends_with('/') {
        base_url.push('/');
    }
    Settings {
        title: text("title", "Untitled guide"),
        description: text("description", ""),
        base_url,
        language: text("language", "en"),
        link_style: if text("link_style", "root") == "relative" { LinkStyle::Relative } else { LinkStyle::Root },
        offline: site.is_some_and(|site| site.flag("offline")),
        social_cards: site.filter(|site| site.get("social_cards").is_some()).map(|site| site.flag("social_cards")),
        repository: text("repository", "").trim_end_matches('/').to_owned(),
        branch: text("branch", "main"),
        content_path: text("content_path", "content").trim_matches('/').to_owned(),
        review_months: record.table("review").and_then(|review| review.whole("months")).unwrap_or(12),
        one_page_up_to: record
            .table("directory")
            .and_then(|directory| directory.whole("one_page_up_to"))
            .map_or(ONE_PAGE, |count| usize::try_from(count).unwrap_or(ONE_PAGE)),
        facets: facets(record, reporter),
        nav: links(record, "nav", reporter),
        footer: links(record, "footer", reporter),
    }
}

fn facets(record: &Record, reporter: &mut Reporter) -> Vec<FacetSetting> {
    let mut facets: Vec<FacetSetting> = Vec::new();
    for (table, span) in record.tables("facet") {
        let id = table.text("id").to_owned();
        if id.is_empty() {
            continue;
        }
        let span = table.span("id").unwrap_or(span);
        if !is_id(&id.replace('_', "-")) {
            reporter
                .report(&rules::BAD_ID, span, format!("`{id}` cannot be the id of a facet"))
                .help("use lower-case letters, digits, `_` and `-`");
            continue;
        }
        if TAKEN.contains(&id.as_str()) {
            reporter
                .report(&rules::DUPLICATE_FACET, span, format!("`{id}` is already a key of every profile"))
                .help("choose another id for the facet");
            continue;
        }
        if facets.iter().any(|known| known.id == id) {
            reporter.report(&rules::DUPLICATE_FACET, span, format!("the facet `{id}` is given twice")).help("keep one of the two");
            continue;
        }
        let label = if table.text("label").is_empty() { id.clone() } else { table.text("label").to_owned() };
        let matching = if table.text("match") == "all" { Matching::All } else { Matching::Any };
        let control = Control::of(table.text("control"));
        facets.push(FacetSetting { id, label, help: table.text("help").to_owned(), matching, control, span });
    }
    facets
}

/// Facets for the vocabularies that no readable `[[facet]]` names. While `guide.toml` has errors, every profile
/// would be told that it uses unknown keys.
fn lost_facets(sources: &Sources, known: &[FacetSetting]) -> Vec<FacetSetting> {
    let names = sources.below("vocabulary/").iter().filter_map(|source| source.path.strip_prefix("vocabulary/")?.strip_suffix(".toml"));
    let lost = names.filter(|name| is_id(&name.replace('_', "-")) && !TAKEN.contains(name) && !known.iter().any(|facet| facet.id == *name));
    lost.map(|name| FacetSetting {
        id: name.to_owned(),
        label: name.to_owned(),
        help: String::new(),
        matching: Matching::Any,
        control: Control::List,
        span: Span::default(),
    })
    .collect()
}

fn links(record: &Record, key: &str, reporter: &mut Reporter) -> Vec<(String, String, Span)> {
    let mut links = Vec::new();
    for (table, span) in record.tables(key) {
        let (label, route, span) = (table.text("label"), table.text("route"), table.span("route").unwrap_or(span));
        if label.is_empty() || route.is_empty() {
            continue;
        }
        if leads_somewhere(route) {
            links.push((label.to_owned(), route.to_owned(), span));
        } else {
            reporter
                .report(&rules::BAD_ROUTE, span, format!("a link cannot lead to `{}`", route.escape_debug()))
                .help("write an address inside the guide that begins with `/`, or a whole one with `https://`");
        }
    }
    links
}

/// Whether a link of the navigation leads to the guide or to the web.
fn leads_somewhere(route: &str) -> bool {
    let inside = route.starts_with('/') && !route.starts_with("//") && !route.contains(|c: char| c == '\\' || c.is_control());
    inside || crate::schema::web_address(route)
}
