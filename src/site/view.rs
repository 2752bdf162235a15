//! What each kind of page shows: the complete input of its template.
//!
//! A view holds text, numbers and routes, nothing that a template could use to
//! reach back into the guide. A part that many pages show alike has a template and a
//! view of its own; pages see its finished HTML (a “piece”). A field that ends in `_html` is already safe to
//! print; every other text is escaped by the template engine. A `route` is
//! root-relative (`/providers/great-minds/`); `href(to=route)` turns it into a
//! link for the page that shows it.

use std::collections::BTreeMap;

use serde::Serialize;

/// What every page of the site shares: the value `site` in templates.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    /// The guide's name.
    pub title: String,
    /// One sentence on what the guide is for.
    pub description: String,
    /// The language tag of the guide's text, such as `en`.
    pub language: String,
    /// The absolute address of the site, with a `/` at its end.
    pub url: String,
    /// Where the guide's files can be changed, when `guide.toml` says so.
    pub repository: Option<String>,
    /// The links of the header.
    pub nav: Vec<LinkView>,
    /// The links of the footer.
    pub footer: Vec<LinkView>,
    /// The stylesheet and scripts.
    pub assets: AssetsView,
    /// How much the guide holds.
    pub counts: CountsView,
    /// The feeds, the one of everything first.
    pub feeds: Vec<LinkView>,
    /// Where the service worker is, when the guide can be read without a network.
    pub offline: Option<&'static str>,
    /// The content security policy of every page.
    pub policy: &'static str,
    /// The name and version of the program that built the site.
    pub generator: String,
    /// The newest `reviewed` date of all profiles, as `2026-11-22`; empty when there is none.
    pub updated: String,
    /// The same in words.
    pub updated_text: String,
}

/// A page's picture, as the page names it.
#[derive(Debug, Clone, Serialize)]
pub struct CardLinkView {
    /// Its absolute address.
    pub url: String,
    /// How wide it is, in pixels.
    pub width: u32,
    /// How high it is, in pixels.
    pub height: u32,
    /// What it shows, for those who do not see it.
    pub alt: String,
}

/// The files that pages load.
#[derive(Debug, Clone, Serialize)]
pub struct AssetsView {
    /// The stylesheet of every page.
    pub css: AssetView,
    /// Stylesheets that only some pages load, by their name in `theme.toml`.
    pub styles: BTreeMap<String, AssetView>,
    /// Scripts that only some pages load, by their name in `theme.toml`.
    pub scripts: BTreeMap<String, AssetView>,
    /// The script of every page.
    pub main: AssetView,
    /// The script of the directory.
    pub directory: AssetView,
    /// The search script, loaded when the search box is first used.
    pub search: AssetView,
    /// The script that offers a page as a Word file.
    pub export: AssetView,
    /// The search index files, by their role (`names`, `text`, …).
    pub index: Vec<NamedAssetView>,
    /// The names of the theme's tokens with their values, for its style guide.
    pub tokens: Vec<TokenView>,
    /// Where the typefaces are published.
    pub fonts: Vec<String>,
    /// The site's mark, an SVG file.
    pub icon: AssetView,
    /// The same for home screens, a PNG file.
    pub touch_icon: AssetView,
}

/// One published asset.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AssetView {
    /// Where it is published: `/assets/main.1f2e3d4c.css`.
    pub route: String,
    /// Its Subresource Integrity value: `sha384-…`.
    pub integrity: String,
}

/// A token: a colour, size or distance with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TokenView {
    /// Its name: `--accent`.
    pub name: String,
    /// What it is by default.
    pub value: String,
}

/// A published asset with the role that it plays for a script.
#[derive(Debug, Clone, Serialize)]
pub struct NamedAssetView {
    /// What it is to the script that loads it.
    pub name: String,
    /// Where it is published.
    pub route: String,
}

/// How much the guide holds.
#[derive(Debug, Clone, Serialize)]
pub struct CountsView {
    /// Provider profiles.
    pub providers: usize,
    /// Values of the facet `hqim`.
    pub materials: usize,
    /// Interview questions.
    pub questions: usize,
    /// Glossary terms.
    pub terms: usize,
}

/// What every page says about itself: the value `page` in templates.
#[derive(Debug, Clone, Serialize)]
pub struct PageView {
    /// The kind of page: `home`, `directory`, `provider`, `facet`, `landing`, `playbook`, `chapter`,
    /// `page`, `glossary`, `search`, `list`, `not-found`.
    pub kind: &'static str,
    /// The title of the browser's tab, without the guide's name.
    pub title: String,
    /// One sentence for search engines and previews.
    pub description: String,
    /// Where the page is published, root-relative.
    pub route: String,
    /// The absolute address of the page.
    pub canonical: String,
    /// The way from the home page to this one, without this one.
    pub breadcrumbs: Vec<LinkView>,
    /// Whether search engines may list the page.
    pub indexable: bool,
    /// The address at which the page's file can be changed.
    pub edit: Option<String>,
    /// The picture that other sites show beside a link to the page.
    pub card: Option<CardLinkView>,
    /// What a link is put behind: `/base/`, or `../../` when links are relative.
    pub root: String,
    /// What a link to a folder ends in: empty, or `index.html` when links are relative.
    pub index: String,
    /// Structured data (schema.org), ready to stand in a script element; may be empty.
    pub json_ld_html: String,
}

/// A link to a page of the site.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// What the link says.
    pub label: String,
    /// Where it leads.
    pub route: String,
}

/// The value `menu`: where the links of header and footer lead, and which of them the reader has followed.
/// Only `parts/header.html` and `parts/footer.html` see it.
#[derive(Debug, Clone, Serialize)]
pub struct MenuView {
    /// Whether the page is the home page.
    pub home: bool,
    /// Whether the page compares partners.
    pub compare: bool,
    /// The links of the header.
    pub nav: Vec<MenuLinkView>,
    /// The links of the footer.
    pub footer: Vec<MenuLinkView>,
}

/// A link of a menu.
#[derive(Debug, Clone, Serialize)]
pub struct MenuLinkView {
    /// What the link says.
    pub label: String,
    /// Where it leads.
    pub route: String,
    /// The value of `aria-current`: `page` on the page itself, `true` on pages below it, otherwise empty.
    pub current: &'static str,
}

/// The value `home`.
#[derive(Debug, Clone, Serialize)]
pub struct HomeView {
    /// Every facet with its values.
    pub facets: Vec<FacetView>,
    /// The profiles checked last; none where so many were checked on one day that they cannot be told apart.
    pub recent: Vec<CardView>,
    /// The newest articles.
    pub articles: Vec<EntryView>,
    /// The pages at the root, such as "About this guide".
    pub pages: Vec<EntryView>,
    /// The guides of the playbook.
    pub guides: Vec<GuideView>,
    /// The tools, step by step.
    pub tools: Vec<StepView>,
    /// The facets that have a picture of how many partners each value has.
    pub pictures: Vec<FacetPictureView>,
    /// The page that holds types, subjects and grade bands against each other; empty when there is none.
    pub coverage_route: String,
}

/// A facet with a picture of how many partners each value has.
#[derive(Debug, Clone, Serialize)]
pub struct FacetPictureView {
    /// The facet's name.
    pub label: String,
    /// The page of its values.
    pub route: String,
    /// The picture, with its text equivalent.
    pub picture_html: String,
}

/// The value `directory`. Every provider stands beside it, sorted by name, as `providers`: a [`CardView`] each,
/// with its `card`, the finished HTML (`parts/card.html`).
#[derive(Debug, Clone, Serialize)]
pub struct DirectoryView {
    /// Every facet with its values and how many providers have each.
    pub facets: Vec<FacetView>,
    /// How many providers there are.
    pub count: usize,
    /// What a directory needs that is cut into pages.
    pub paged: Option<PagedView>,
    /// The page that says who covers what; empty when there is none.
    pub coverage_route: String,
}

/// A directory that is cut into pages: its script fetches the cards that it shows, and fills with them the card
/// `blank`, which stands beside `directory` as a piece.
#[derive(Debug, Clone, Serialize)]
pub struct PagedView {
    /// The name of the file that says which facet value holds for whom.
    pub facets: String,
    /// How many cards a page shows.
    pub size: usize,
    /// The links to the other pages.
    pub pager: PagerView,
}

/// The value `partners`: a further page of a directory that is cut into pages. Its `providers` stand beside it, as
/// those of the directory do.
#[derive(Debug, Clone, Serialize)]
pub struct PartnersView {
    /// The links to the other pages.
    pub pager: PagerView,
}

/// Links from one page of a list to others.
#[derive(Debug, Clone, Serialize)]
pub struct PagerView {
    /// The page's number.
    pub number: usize,
    /// How many pages there are.
    pub count: usize,
    /// The route of the page before; empty on the first.
    pub previous: String,
    /// The route of the page after; empty on the last.
    pub next: String,
    /// Some pages far and near, in order, with their numbers as labels: enough to reach every page in a few steps.
    pub leaps: Vec<LinkView>,
}

/// A facet: one way to narrow the list of providers.
#[derive(Debug, Clone, Serialize)]
pub struct FacetView {
    /// Its id: the front-matter key and the parameter in the address.
    pub id: String,
    /// Its name for readers.
    pub label: String,
    /// One sentence of help; may be empty.
    pub help: String,
    /// `any` (any chosen value is enough) or `all`.
    pub matching: &'static str,
    /// What its values can be chosen with beside the list of them: `list` (nothing), `range` or `us-states`.
    pub control: &'static str,
    /// A map whose tiles choose values, where `control` is `us-states`; otherwise empty.
    pub map_html: String,
    /// Where all its values are listed.
    pub route: String,
    /// Its values, in the order of the vocabulary.
    pub values: Vec<FacetValueView>,
    /// How many providers state nothing for it.
    pub not_stated: usize,
}

/// One value of a facet.
#[derive(Debug, Clone, Serialize)]
pub struct FacetValueView {
    /// Its number over all facets, from 0.
    pub ordinal: u32,
    /// Its id.
    pub id: String,
    /// Its name for readers.
    pub label: String,
    /// One or two sentences; may be empty.
    pub description: String,
    /// The heading that it stands under; may be empty.
    pub group: String,
    /// Its other names, for finding it in a long list.
    pub also: String,
    /// How many providers have it.
    pub count: usize,
    /// Its landing page.
    pub route: String,
}

/// A provider in a list.
#[derive(Debug, Clone, Serialize)]
pub struct CardView {
    /// The provider's slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its page.
    pub route: String,
    /// One or two sentences.
    pub summary: String,
    /// Its name folded for sorting.
    pub sort_key: String,
    /// When its facts were last checked, as `2026-11-22`.
    pub reviewed: String,
    /// The same in words: `November 22, 2026`.
    pub reviewed_text: String,
    /// Its stated values, facet by facet, only the facets shown on cards.
    pub facts: Vec<CardFactView>,
    /// The ordinals of all values that hold for it, ascending, separated by spaces.
    pub ordinals: String,
    /// Its states.
    pub states: StatesView,
}

/// The states of a provider, in each form that a card needs; all may be empty.
#[derive(Debug, Clone, Default, Serialize)]
pub struct StatesView {
    /// A small map that `text` must stand beside.
    pub html: String,
    /// In a few words: `Louisiana, Texas, Utah and 10 more`.
    pub text: String,
    /// All of them in words.
    pub all: String,
    /// Their postal codes: `LA TX UT`.
    pub codes: String,
}

/// One line of a card.
#[derive(Debug, Clone, Serialize)]
pub struct CardFactView {
    /// The facet's id.
    pub id: String,
    /// The facet's name.
    pub label: String,
    /// The values' labels; empty when the profile does not state any.
    pub values: Vec<String>,
}

/// The value `provider`: one profile. Beside these fields it has, made of pieces:
///
/// - `facts`: every fact in the order of the page, stated or not (facets first, then headquarters, founded, …);
///   a [`FactView`] each, with its `values`, of which those of a facet are links (`parts/link.html`);
/// - `materials`: the curricula that it works with, with their ratings (`parts/rated.html`);
/// - `questions`: interview questions for the types of professional learning that it offers, one piece for each
///   page of the playbook (`parts/questions.html`);
/// - `similar`: a [`SimilarView`] each for the providers that share the most facts, with its `name`, a link;
/// - `terms`: the notes of the glossary terms used in the body (`parts/term.html`).
#[derive(Debug, Clone, Serialize)]
pub struct ProviderView {
    /// The provider's slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// One or two sentences.
    pub summary: String,
    /// What kind of organisation it is; may be empty.
    pub kind: String,
    /// Its logo, if it has one.
    pub logo: Option<LogoView>,
    /// Its website; empty when not stated.
    pub website: String,
    /// The website without scheme and slash, to be read.
    pub website_text: String,
    /// The names of the facts that are not stated and of which nothing more is said, in words, lower case.
    pub not_stated: Vec<String>,
    /// Ways to reach it.
    pub contact: Vec<ContactView>,
    /// The body of the profile.
    pub body_html: String,
    /// The headings of the body.
    pub contents: Vec<HeadingView>,
    /// The numbered sources.
    pub sources: Vec<SourceView>,
    /// When its facts were last checked, as `2026-11-22`.
    pub reviewed: String,
    /// The same in words.
    pub reviewed_text: String,
}

/// A partner's logo.
#[derive(Debug, Clone, Serialize)]
pub struct LogoView {
    /// Where the picture is.
    pub route: String,
    /// How wide it is shown, in CSS pixels; the picture itself has twice as many.
    pub width: u32,
    /// How high it is shown.
    pub height: u32,
}

/// Facts of a profile that stand together; the HTML of each stands beside it, in `facts`.
#[derive(Debug, Clone, Serialize)]
pub struct FactGroupView {
    /// Its id on the page.
    pub id: String,
    /// Its heading.
    pub title: String,
}

/// One fact of a profile (`parts/fact.html`). Its `values` stand beside it; none means "Not stated".
#[derive(Debug, Clone, Serialize)]
pub struct FactView {
    /// The front-matter key.
    pub id: String,
    /// Its name for readers.
    pub label: String,
    /// A picture of the values; may be empty.
    pub picture_html: String,
    /// What a reader must know to read it rightly; may be empty.
    pub note: String,
    /// The numbers of the sources that support it; may be empty.
    pub sources: Vec<SourceMarkView>,
}

/// A mark that leads to a source.
#[derive(Debug, Clone, Serialize)]
pub struct SourceMarkView {
    /// Its number in the profile's list, from 1.
    pub number: usize,
    /// When the fact dates from, as the source gives it; may be empty.
    pub as_of: String,
}

/// A curriculum with what review bodies said of it.
#[derive(Debug, Clone, Serialize)]
pub struct MaterialView {
    /// The value's id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Its landing page.
    pub route: String,
    /// Who publishes it; may be empty.
    pub publisher: String,
    /// Its subject in words; may be empty.
    pub subject: String,
    /// Its grade bands in words.
    pub grade_bands: Vec<String>,
    /// Its licence; may be empty.
    pub licence: String,
    /// What else a reader should know; may be empty.
    pub note: String,
    /// Ratings; none known when empty.
    pub ratings: Vec<RatingView>,
    /// Where these facts come from.
    pub sources: Vec<String>,
}

/// What one body said of a curriculum, for some grades, at some time.
#[derive(Debug, Clone, Serialize)]
pub struct RatingView {
    /// Who rated.
    pub body: String,
    /// The grades that the rating is about.
    pub bands: String,
    /// The rating in the body's own words.
    pub result: String,
    /// `good`, `mixed`, `poor` or `other`: which mark to show beside the words.
    pub tone: &'static str,
    /// When, in words; may be empty.
    pub as_of: String,
    /// The version of the review tool; may be empty.
    pub tool: String,
    /// A remark; may be empty.
    pub note: String,
    /// Where the rating can be read.
    pub source: String,
}

/// A way to reach a provider.
#[derive(Debug, Clone, Serialize)]
pub struct ContactView {
    /// `Email`, `Phone` or `Contact form`.
    pub label: String,
    /// What to show.
    pub text: String,
    /// Where the link leads (`mailto:`, `tel:` or `https:`).
    pub url: String,
}

/// A heading of a body, for a list of contents.
#[derive(Debug, Clone, Serialize)]
pub struct HeadingView {
    /// Its level, from 2.
    pub level: u8,
    /// Its text.
    pub text: String,
    /// Its id on the page.
    pub id: String,
}

/// A source of facts.
#[derive(Debug, Clone, Serialize)]
pub struct SourceView {
    /// Its number, from 1.
    pub number: usize,
    /// Its title, or its address without the scheme.
    pub title: String,
    /// Its address; empty for a document that has none.
    pub url: String,
    /// The site that the address leads to, such as `edweek.org`; may be empty.
    pub host: String,
    /// When its facts date from; may be empty.
    pub as_of: String,
    /// The names of the facts that it supports, in words; may be empty.
    pub supports: Vec<String>,
}

/// Interview questions of one page of the playbook.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionGroupView {
    /// The page's title.
    pub title: String,
    /// The page.
    pub route: String,
    /// Its questions.
    pub questions: Vec<QuestionLinkView>,
}

/// A link to one interview question.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionLinkView {
    /// The question's own address, with its fragment.
    pub route: String,
    /// What to ask, as plain text.
    pub ask: String,
}

/// A provider that resembles another. Its `name` stands beside it, a link to its profile.
#[derive(Debug, Clone, Serialize)]
pub struct SimilarView {
    /// Why it is shown: the labels of what both have.
    pub shared: Vec<String>,
}

/// The value `compare`: partners side by side. Its columns are filled by script from small files.
#[derive(Debug, Clone, Serialize)]
pub struct CompareView {
    /// The facts that are compared, in the order of a profile.
    pub rows: Vec<CompareRowView>,
    /// Deciding questions of the playbook, as criteria to start from.
    pub criteria: Vec<QuestionLinkView>,
    /// How many files the facts are dealt out over.
    pub shards: u32,
    /// Every facet's page, for comparing without script.
    pub facets: Vec<LinkView>,
    /// The guide to interviews, if there is one.
    pub interviews: Option<LinkView>,
    /// The tools into which the shortlist is put.
    pub tools: Vec<ToolLinkView>,
}

/// A fact that is compared.
#[derive(Debug, Clone, Serialize)]
pub struct CompareRowView {
    /// The front-matter key.
    pub id: String,
    /// Its name for readers.
    pub label: String,
}

/// What the comparison says of one provider. What its profile does not state is left out.
#[derive(Debug, Clone, Serialize)]
pub struct ComparedView {
    /// The provider's slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// One or two sentences.
    pub summary: String,
    /// Its website; empty when not stated.
    pub website: String,
    /// When its facts were last checked, in words.
    pub reviewed: String,
    /// How many sources its profile lists.
    pub sources: usize,
    /// Its stated facts by their key.
    pub facts: BTreeMap<String, ComparedFactView>,
    /// What review bodies said of its materials, a line each.
    pub ratings: Vec<String>,
    /// What its profile proposes to ask it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<String>,
}

/// A stated fact in the comparison.
#[derive(Debug, Clone, Serialize)]
pub struct ComparedFactView {
    /// Its values in words.
    pub values: Vec<String>,
    /// What a reader must know to read it rightly; may be empty.
    pub note: String,
}

/// The value `facet`: the page that lists all values of a facet.
#[derive(Debug, Clone, Serialize)]
pub struct FacetPageView {
    /// The facet with its values.
    pub facet: FacetView,
    /// The page that holds it against other facets; empty when there is none.
    pub coverage_route: String,
    /// A picture of how many have each value; may be empty.
    pub picture_html: String,
}

/// The value `landing`: the page of one facet value. The providers that have it stand beside these fields:
/// as `providers`, the `slug` of each with its `card` (`parts/card.html`), when they are few enough; otherwise as
/// `names`, links (`parts/link.html`).
#[derive(Debug, Clone, Serialize)]
pub struct LandingView {
    /// The facet, without values.
    pub facet_label: String,
    /// The facet's page.
    pub facet_route: String,
    /// The value.
    pub value: FacetValueView,
    /// The directory with this value chosen: `/providers/?subjects=ela`.
    pub filtered_route: String,
    /// What is known of it when it is a curriculum.
    pub material: Option<MaterialView>,
    /// How many providers have it.
    pub count: usize,
    /// Links that fit the value, such as the interview guide of a type.
    pub related: Vec<LinkView>,
}

/// The value `coverage`: how many partners there are for each combination of type, subject and grade band; nothing
/// when the guide lacks one of these facets.
#[derive(Debug, Clone, Serialize)]
pub struct CoverageView {
    /// What rows are told apart by.
    pub rows_label: String,
    /// The grade bands.
    pub columns: Vec<String>,
    /// The types, each with its subjects.
    pub groups: Vec<CoverageGroupView>,
    /// How many combinations there are.
    pub combinations: usize,
    /// For how many of them there is no partner.
    pub gaps: usize,
    /// How many profiles there are.
    pub providers: usize,
    /// The facets that some profiles state nothing for.
    pub silent: Vec<CoverageSilentView>,
}

/// A type of professional learning, with its rows.
#[derive(Debug, Clone, Serialize)]
pub struct CoverageGroupView {
    /// The type.
    pub label: String,
    /// Its subjects.
    pub rows: Vec<CoverageRowView>,
}

/// A subject, with a cell for each grade band.
#[derive(Debug, Clone, Serialize)]
pub struct CoverageRowView {
    /// The subject.
    pub label: String,
    /// Its cells.
    pub cells: Vec<CoverageCellView>,
}

/// How many partners state one combination.
#[derive(Debug, Clone, Serialize)]
pub struct CoverageCellView {
    /// The number.
    pub count: usize,
    /// How strongly it is shown, from 0 for none to 5.
    pub step: usize,
    /// The directory with this combination chosen.
    pub route: String,
}

/// A facet that some profiles state nothing for.
#[derive(Debug, Clone, Serialize)]
pub struct CoverageSilentView {
    /// The facet's name inside a sentence.
    pub label: String,
    /// The facet's page.
    pub route: String,
    /// How many profiles.
    pub count: usize,
}

/// The value `playbook`: the page that lists the guides, and each guide's own first page.
#[derive(Debug, Clone, Serialize)]
pub struct PlaybookView {
    /// The guides in order.
    pub guides: Vec<GuideView>,
    /// All of them as one document for printing, when there are several.
    pub print_route: Option<String>,
    /// The same as a file, when one was made.
    pub paper: Option<PaperView>,
}

/// A file that is ready to print.
#[derive(Debug, Clone, Serialize)]
pub struct PaperView {
    /// Where it is.
    pub route: String,
    /// How large it is, such as “412 KB”.
    pub size: String,
}

/// A guide of the playbook.
#[derive(Debug, Clone, Serialize)]
pub struct GuideView {
    /// The guide's folder name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is for; may be empty.
    pub summary: String,
    /// Its first page.
    pub route: String,
    /// Its pages in order, without the first page.
    pub pages: Vec<ChapterLinkView>,
}

/// A link to a page of a guide.
#[derive(Debug, Clone, Serialize)]
pub struct ChapterLinkView {
    /// Its title.
    pub title: String,
    /// What it is about; may be empty.
    pub summary: String,
    /// Where it is.
    pub route: String,
    /// Its number in the guide, from 1.
    pub number: usize,
}

/// The value `chapter`: a page of the playbook (a guide's first page included). The notes of the glossary terms
/// used in its text stand beside it as `terms` (`parts/term.html`).
#[derive(Debug, Clone, Serialize)]
pub struct ChapterView {
    /// The title.
    pub title: String,
    /// What it is about; may be empty.
    pub summary: String,
    /// The guide that it belongs to, with all its pages.
    pub guide: GuideView,
    /// All guides, for moving between them.
    pub guides: Vec<GuideView>,
    /// Its number in the guide, from 1; 0 for the guide's first page.
    pub number: usize,
    /// The text.
    pub body_html: String,
    /// Its headings and items.
    pub contents: Vec<HeadingView>,
    /// The numbered sources.
    pub sources: Vec<SourceView>,
    /// The page before, over the guides.
    pub previous: Option<LinkView>,
    /// The page after, over the guides.
    pub next: Option<LinkView>,
    /// The whole guide as one document for printing.
    pub print_route: String,
    /// The same as a file, when one was made.
    pub paper: Option<PaperView>,
    /// The directory filtered for the page's type of professional learning, and the type's label.
    pub providers: Option<LinkView>,
}

/// The value `print`: a guide of the playbook, or all of them, as one document that is made to be printed.
#[derive(Debug, Clone, Serialize)]
pub struct PrintView {
    /// The document's title.
    pub title: String,
    /// What it is for; may be empty.
    pub summary: String,
    /// The page on the site that it is made of.
    pub route: String,
    /// That page's absolute address.
    pub address: String,
    /// Its guides: one, or all of the playbook.
    pub parts: Vec<PrintPartView>,
    /// Glossary terms used in any of them.
    pub terms: Vec<TermView>,
    /// The document as a file, when one was made.
    pub paper: Option<PaperView>,
}

/// A guide within the printed document.
#[derive(Debug, Clone, Serialize)]
pub struct PrintPartView {
    /// Its id in the document.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is for; may be empty.
    pub summary: String,
    /// Its pages with their text, the first page first.
    pub chapters: Vec<PrintChapterView>,
}

/// A page of a guide within the printed document.
#[derive(Debug, Clone, Serialize)]
pub struct PrintChapterView {
    /// Its id in the document.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is about; may be empty.
    pub summary: String,
    /// Its number in the guide, from 1; 0 for the guide's first page.
    pub number: usize,
    /// The text. Links that leave the document carry a letter.
    pub body_html: String,
    /// The addresses of those links, in the order of the letters.
    pub addresses: Vec<AddressView>,
    /// The numbered sources.
    pub sources: Vec<SourceView>,
}

/// An address that stands below a printed text.
#[derive(Debug, Clone, Serialize)]
pub struct AddressView {
    /// The letter at the link.
    pub letter: String,
    /// The absolute address.
    pub address: String,
}

/// The value `styleguide`: examples of what the theme's components show. The facts of a provider, stated and not,
/// stand beside it as `facts`, and the note of a glossary term as `terms`: see [`ProviderView`].
#[derive(Debug, Clone, Serialize)]
pub struct StyleguideView {
    /// The card of the provider with the most facts, and of the one with the fewest.
    pub cards: Vec<CardView>,
    /// The sources of a provider.
    pub sources: Vec<SourceView>,
    /// Curricula, one for each kind of rating.
    pub materials: Vec<MaterialView>,
    /// Every facet.
    pub facets: Vec<FacetView>,
    /// The guides of the playbook.
    pub guides: Vec<GuideView>,
    /// The id of the glossary term whose note is shown; empty when the guide has none.
    pub term: String,
}

/// The value `article`: any other page of text (`pages/`, articles, case studies, toolkit), with `terms` as for
/// a chapter.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleView {
    /// The title.
    pub title: String,
    /// What it is about; may be empty.
    pub summary: String,
    /// The date, as `2026-11-22`; empty when it has none.
    pub date: String,
    /// The date in words.
    pub date_text: String,
    /// The text.
    pub body_html: String,
    /// Its headings.
    pub contents: Vec<HeadingView>,
    /// The numbered sources.
    pub sources: Vec<SourceView>,
    /// The page as a Markdown file to take away; empty when it has none.
    pub download_route: String,
}

/// The value `list`: articles, case studies or toolkit pages.
#[derive(Debug, Clone, Serialize)]
pub struct ListView {
    /// The heading.
    pub title: String,
    /// One sentence; may be empty.
    pub summary: String,
    /// A list that could be taken for this one; none when there is none.
    pub beside: Option<LinkView>,
    /// The entries.
    pub entries: Vec<EntryView>,
    /// Its own feed; empty when it has none.
    pub feed_route: String,
}

/// One entry of a list.
#[derive(Debug, Clone, Serialize)]
pub struct EntryView {
    /// Its title.
    pub title: String,
    /// What it is about; may be empty.
    pub summary: String,
    /// Where it is.
    pub route: String,
    /// The date in words; may be empty.
    pub date_text: String,
}

/// The value `glossary`.
#[derive(Debug, Clone, Serialize)]
pub struct GlossaryView {
    /// The text above the terms.
    pub intro_html: String,
    /// The terms, sorted.
    pub terms: Vec<TermView>,
    /// The numbered sources.
    pub sources: Vec<SourceView>,
}

/// A glossary term.
#[derive(Debug, Clone, Serialize)]
pub struct TermView {
    /// Its id on the glossary page. In other pages its note has the id `term-<id>`.
    pub id: String,
    /// Its name, with its acronym.
    pub name: String,
    /// Other names.
    pub also: Vec<String>,
    /// What it means (its first paragraph).
    pub definition_html: String,
    /// Everything below its heading, the definition included.
    pub body_html: String,
    /// Its own address.
    pub route: String,
}

/// The value `rules`: what every rule of the content asks for.
#[derive(Debug, Clone, Serialize)]
pub struct RulesView {
    /// The rules, in the order of a file's way through the program.
    pub rules: Vec<RuleView>,
}

/// A rule of the content.
#[derive(Debug, Clone, Serialize)]
pub struct RuleView {
    /// Its code, which is also its id on the page.
    pub code: &'static str,
    /// `error` (the guide is not built while it is broken) or `warning`.
    pub severity: &'static str,
    /// What it asks for, in one sentence.
    pub title_html: String,
    /// Why it is so and how to put things right.
    pub about_html: String,
}

/// The value `fields`: what files may say.
#[derive(Debug, Clone, Serialize)]
pub struct FieldsView {
    /// The kinds of files.
    pub groups: Vec<FieldGroupView>,
}

/// One kind of file.
#[derive(Debug, Clone, Serialize)]
pub struct FieldGroupView {
    /// Its id on the page.
    pub id: &'static str,
    /// Its name.
    pub title: &'static str,
    /// Where such files stand.
    pub place: &'static str,
    /// One or two sentences.
    pub about: &'static str,
    /// Its fields, in the order in which they are best written.
    pub fields: Vec<FieldView>,
}

/// One field.
#[derive(Debug, Clone, Serialize)]
pub struct FieldView {
    /// Its id on the page.
    pub id: String,
    /// Its key.
    pub key: String,
    /// Whether it must be there.
    pub required: bool,
    /// What it means.
    pub about_html: String,
    /// What may stand in it, in words.
    pub kind: String,
    /// The allowed values, when they are a closed list.
    pub values: Vec<FieldValueView>,
    /// The page that explains the values; empty when there is none.
    pub values_route: String,
    /// A line as it could be written.
    pub example: String,
    /// The fields inside it.
    pub parts: Vec<FieldView>,
}

/// An allowed value of a field.
#[derive(Debug, Clone, Serialize)]
pub struct FieldValueView {
    /// What is written.
    pub id: String,
    /// Its name for readers; may be empty.
    pub label: String,
}

/// The value `tools`: the list of all tools.
#[derive(Debug, Clone, Serialize)]
pub struct ToolsView {
    /// The steps of the work, with their tools.
    pub steps: Vec<StepView>,
    /// The templates to copy, which could be taken for tools; none when there are none.
    pub templates: Option<LinkView>,
}

/// A step of the work with its tools.
#[derive(Debug, Clone, Serialize)]
pub struct StepView {
    /// Its name; may be empty.
    pub title: String,
    /// Its tools, in order.
    pub tools: Vec<ToolLinkView>,
}

/// A link to a tool.
#[derive(Debug, Clone, Serialize)]
pub struct ToolLinkView {
    /// Its name.
    pub title: String,
    /// What it is for.
    pub summary: String,
    /// Where it is.
    pub route: String,
    /// About how many minutes it takes.
    pub minutes: Option<i64>,
}

/// The value `worksheet`: one tool.
#[derive(Debug, Clone, Serialize)]
pub struct WorksheetView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it is for.
    pub summary: String,
    /// About how many minutes it takes.
    pub minutes: Option<i64>,
    /// What a reader should know first; may be empty.
    pub intro_html: String,
    /// Its sections with their questions.
    pub sections: Vec<ToolSectionView>,
    /// What answers give points to, without what serves rules only.
    pub dimensions: Vec<DimensionView>,
    /// The computed values that are shown.
    pub values: Vec<ValueView>,
    /// Texts that are shown by rule.
    pub results: Vec<OutcomeView>,
    /// The reader's numbers beside published ones.
    pub comparisons: Vec<ComparisonView>,
    /// What the link to the directory says; empty when there is none.
    pub directory: String,
    /// The name of the document that is made from the answers; empty when there is none.
    pub document: String,
    /// The files that can be saved.
    pub exports: Vec<String>,
    /// Whether answers may be put into an address.
    pub share: bool,
    /// Whether there are meetings.
    pub has_events: bool,
    /// Where a reader goes on from here.
    pub next: Vec<NextView>,
    /// The numbered sources.
    pub sources: Vec<SourceView>,
    /// Its rules as JSON, ready to stand in a template element.
    pub data_html: String,
}

/// A page to go on to.
#[derive(Debug, Clone, Serialize)]
pub struct NextView {
    /// Where it is.
    pub route: String,
    /// What the link says.
    pub label: String,
    /// Why to go there; may be empty.
    pub text: String,
}

/// Questions under one heading.
#[derive(Debug, Clone, Serialize)]
pub struct ToolSectionView {
    /// Its id; on the page `section-<id>`.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What a reader should know first; may be empty.
    pub about_html: String,
    /// Whether it is only for some readers.
    pub conditional: bool,
    /// Its questions.
    pub questions: Vec<QuestionView>,
}

/// A question of a tool.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionView {
    /// Its id; on the page `q-<id>`.
    pub id: String,
    /// Its number on the page, from 1.
    pub number: usize,
    /// `single`, `multiple`, `scale`, `number`, `money`, `date`, `time`, `text`, `table` or `rating`.
    pub kind: &'static str,
    /// What is asked.
    pub ask: String,
    /// What helps to answer it; may be empty.
    pub help_html: String,
    /// Whether it is only for some readers of its section.
    pub conditional: bool,
    /// Whether its options are too many for buttons.
    pub is_long: bool,
    /// What can be chosen.
    pub options: Vec<ChoiceView>,
    /// What a number counts; may be empty.
    pub unit: String,
    /// How many lines there are to write on.
    pub lines: i64,
    /// The columns of a table.
    pub columns: Vec<ColumnView>,
    /// Whether readers add rows.
    pub is_open: bool,
    /// The rows of a table.
    pub rows: Vec<RowView>,
    /// The columns that a rating has on paper, numbered.
    pub paper_columns: Vec<usize>,
    /// By what a rating judges, when that comes from the playbook.
    pub items: Vec<RatedView>,
}

/// An answer to choose.
#[derive(Debug, Clone, Serialize)]
pub struct ChoiceView {
    /// Its id.
    pub id: String,
    /// What a reader reads.
    pub label: String,
    /// What it means; may be empty.
    pub about: String,
}

/// A column of a table.
#[derive(Debug, Clone, Serialize)]
pub struct ColumnView {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub label: String,
    /// `text`, `number`, `money` or `date`.
    pub kind: &'static str,
}

/// A row of a table.
#[derive(Debug, Clone, Serialize)]
pub struct RowView {
    /// Its id; empty for a row that is there to be filled in.
    pub id: String,
    /// What it is about.
    pub label: String,
    /// A remark; may be empty.
    pub about: String,
}

/// An item by which a rating judges.
#[derive(Debug, Clone, Serialize)]
pub struct RatedView {
    /// Its id in the playbook.
    pub id: String,
    /// The id of its type of professional learning; empty when it is for all.
    pub of_type: String,
    /// The title of the page that it stands on.
    pub group: String,
    /// Its number among those of its page.
    pub number: usize,
    /// What to ask.
    pub ask_html: String,
    /// What to listen for; may be empty.
    pub listen_html: String,
    /// Its own address.
    pub route: String,
}

/// What answers give points to.
#[derive(Debug, Clone, Serialize)]
pub struct DimensionView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// What it stands for; may be empty.
    pub about: String,
    /// What a number of points means.
    pub bands: Vec<BandView>,
}

/// What a number of points means.
#[derive(Debug, Clone, Serialize)]
pub struct BandView {
    /// From how many points on.
    pub from: String,
    /// Its name.
    pub label: String,
    /// What it means; may be empty.
    pub text: String,
}

/// A computed value.
#[derive(Debug, Clone, Serialize)]
pub struct ValueView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// How it is computed, in words; may be empty.
    pub about: String,
}

/// A text that is shown by rule.
#[derive(Debug, Clone, Serialize)]
pub struct OutcomeView {
    /// Its id; on the page `result-<id>`.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// `result`, `warning` or `note`.
    pub kind: String,
    /// What it says; may be empty.
    pub text_html: String,
    /// Reasons.
    pub because_html: Vec<String>,
}

/// A reader's number beside published ones.
#[derive(Debug, Clone, Serialize)]
pub struct ComparisonView {
    /// Its id.
    pub id: String,
    /// What is compared.
    pub title: String,
    /// How to read it; may be empty.
    pub about_html: String,
    /// The highest published number.
    pub top: f64,
    /// The published numbers.
    pub references: Vec<ReferenceView>,
}

/// A published number.
#[derive(Debug, Clone, Serialize)]
pub struct ReferenceView {
    /// Whose number it is.
    pub label: String,
    /// The number in words; empty when none was found.
    pub text: String,
    /// The number, or the lower end of a range.
    pub low: f64,
    /// The number, or the upper end of a range.
    pub high: f64,
    /// When it dates from.
    pub as_of: String,
    /// Where it can be checked.
    pub source: String,
    /// The site of the source.
    pub host: String,
    /// A remark; may be empty.
    pub note: String,
    /// The page that says more; may be empty.
    pub route: String,
}
