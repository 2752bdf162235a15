//! Turns a file of `worksheets/` into a [`Worksheet`]: a form, and what is made of its answers.
//!
//! Everything that can be wrong with the file by itself is reported here: names that mean nothing, rules that can
//! never hold, values that need themselves. What the form looks like is for [`crate::site`], and what it computes is
//! computed in the browser, from the same [`Tree`]s.

pub mod draft;
pub mod expression;
pub mod names;
mod reach;
mod read;
mod schema;

use std::sync::Arc;

use crate::content::markdown::Body;
use crate::content::sources::SourceRef;
use crate::source::Span;

pub use draft::{Line, Run};
pub use expression::Tree;
pub use read::parse;
pub use schema::schema;

/// A tool: questions and what is made of the answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Worksheet {
    /// Its part of its address.
    pub slug: String,
    /// Its file inside the content folder.
    pub file: Arc<str>,
    /// Its name.
    pub title: String,
    /// What it is for.
    pub summary: String,
    /// Its place in the list of tools.
    pub order: i64,
    /// The step of the work that it belongs to; may be empty.
    pub step: String,
    /// About how many minutes it takes.
    pub minutes: Option<i64>,
    /// What a reader should know first.
    pub intro: Body,
    /// Whether answers may be put into an address.
    pub share: bool,
    /// The files that can be saved: `docx`, `md`, `csv`, `ics`.
    pub exports: Vec<String>,
    /// What the link to the directory says; may be empty.
    pub directory: String,
    /// The name of the document that is made of the answers; may be empty.
    pub document: String,
    /// Where its facts can be checked.
    pub sources: Vec<SourceRef>,
    /// Old addresses.
    pub redirect_from: Vec<(String, Span)>,
    /// Whether it is shown only with `--drafts`.
    pub draft: bool,
    /// Its sections, in order.
    pub sections: Vec<Section>,
    /// What answers give points to.
    pub dimensions: Vec<Dimension>,
    /// Computed values, in the order of the file.
    pub values: Vec<Computed>,
    /// Texts that are shown by rule.
    pub results: Vec<Outcome>,
    /// The filters of the link to the directory.
    pub filters: Vec<Filter>,
    /// The reader's numbers beside published ones.
    pub comparisons: Vec<Comparison>,
    /// The document that is made of the answers.
    pub parts: Vec<Part>,
    /// Meetings for the calendar file.
    pub events: Vec<Event>,
    /// Where a reader goes on from here.
    pub next: Vec<Next>,
}

/// Questions under one heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Its id on the page.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What a reader should know first.
    pub about: Body,
    /// Under which condition it is shown.
    pub when: Option<Tree>,
    /// Its questions.
    pub questions: Vec<Question>,
}

/// A question.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// Where its id stands.
    pub span: Span,
    /// How it is answered.
    pub kind: Answer,
    /// What is asked.
    pub ask: String,
    /// What helps to answer it.
    pub help: Body,
    /// Under which condition it is shown.
    pub when: Option<Tree>,
    /// What can be chosen.
    pub options: Vec<Choice>,
    /// The position of the facet whose values are the options.
    pub facet: Option<usize>,
    /// The dimension to which a scale gives its level.
    pub dimension: String,
    /// What a number counts; may be empty.
    pub unit: String,
    /// How many lines or empty rows there are to begin with.
    pub lines: i64,
    /// The columns of a table.
    pub columns: Vec<Column>,
    /// Its fixed rows; when there are none, readers add rows.
    pub rows: Vec<Row>,
    /// Where the answer comes from at first, the best source first.
    pub from: Vec<Origin>,
    /// What a rating judges, and by what.
    pub rating: Option<Rating>,
}

/// Where an answer comes from before a reader gives one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The reader's shortlist of partners.
    Shortlist,
    /// Another tool: its id, a question of it or a facet for which it filters, and where both stand.
    Tool(String, String, Span),
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// One option.
    Single,
    /// Any number of options.
    Multiple,
    /// One of several levels, from low to high.
    Scale,
    /// A number.
    Number,
    /// An amount of money.
    Money,
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// A text.
    Text,
    /// A table to fill in.
    Table,
    /// A judgment of each of several things by each of several items.
    Rating,
}

impl Answer {
    const ALL: [Self; 10] = [
        Self::Single,
        Self::Multiple,
        Self::Scale,
        Self::Number,
        Self::Money,
        Self::Date,
        Self::Time,
        Self::Text,
        Self::Table,
        Self::Rating,
    ];

    /// The kind that is called so in files.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What it is called in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Multiple => "multiple",
            Self::Scale => "scale",
            Self::Number => "number",
            Self::Money => "money",
            Self::Date => "date",
            Self::Time => "time",
            Self::Text => "text",
            Self::Table => "table",
            Self::Rating => "rating",
        }
    }

    /// Whether its answer is a number.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Money | Self::Scale)
    }

    /// Whether it has options or rows that can be counted.
    #[must_use]
    pub fn is_counted(self) -> bool {
        matches!(self, Self::Multiple | Self::Table)
    }

    /// Whether it is answered by choosing.
    #[must_use]
    pub fn is_choice(self) -> bool {
        matches!(self, Self::Single | Self::Multiple | Self::Scale)
    }
}

/// An answer to choose.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// What a reader reads.
    pub label: String,
    /// What it means; may be empty.
    pub about: String,
    /// Points by the id of the dimension.
    pub score: Vec<(String, i64)>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub label: String,
    /// What stands in it: a text, number, amount or day.
    pub kind: Answer,
}

/// A fixed row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub label: String,
    /// A remark; may be empty.
    pub about: String,
}

/// What a rating judges, and by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// The table whose rows are judged.
    pub of: String,
    /// By what they are judged.
    pub items: Items,
    /// The question that says of which types the items are; may be empty.
    pub by: String,
}

/// By what a rating judges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Items {
    /// The interview questions of the playbook.
    Questions,
    /// The deciding questions of the playbook.
    Decisions,
    /// The rows of a table of the worksheet.
    Rows(String),
}

/// What answers give points to.
#[derive(Debug, Clone, PartialEq)]
pub struct Dimension {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// What it stands for; may be empty.
    pub about: String,
    /// Whether the mean of the points counts, and not their sum.
    pub mean: bool,
    /// Whether it serves rules only.
    pub hidden: bool,
    /// What a number of points means, from low to high.
    pub bands: Vec<Band>,
}

/// What a number of points means.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// From how many points on.
    pub from: f64,
    /// Its name.
    pub label: String,
    /// What it means; may be empty.
    pub text: String,
}

/// A number that is computed from answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Computed {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// How it is computed; `None` when that could not be understood.
    pub is: Option<Tree>,
    /// `number`, `money` or `percent`.
    pub unit: String,
    /// How it is computed, in words; may be empty.
    pub about: String,
    /// Whether it serves other rules only.
    pub hidden: bool,
    /// Under which condition it is shown.
    pub when: Option<Tree>,
}

/// A text that is shown when its condition holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// `result`, `warning` or `note`.
    pub kind: String,
    /// Whether it is shown only when none of the results above it is.
    pub instead: bool,
    /// Under which condition it is shown.
    pub when: Option<Tree>,
    /// What it says.
    pub text: Body,
    /// Reasons, each under its own condition.
    pub because: Vec<(Tree, Body)>,
}

/// A filter of the link to the directory.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    /// The facet's id.
    pub facet: String,
    /// The question whose chosen values count; empty when `value` is given.
    pub question: String,
    /// The value's id; empty when `question` is given.
    pub value: String,
    /// Under which condition it is set.
    pub when: Option<Tree>,
}

/// A reader's number beside published ones.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Its id.
    pub id: String,
    /// What is compared.
    pub title: String,
    /// The reader's number; `None` when the expression could not be understood.
    pub is: Option<Tree>,
    /// `number`, `money` or `percent`.
    pub unit: String,
    /// How to read it.
    pub about: Body,
    /// Under which condition it is shown.
    pub when: Option<Tree>,
    /// The published numbers.
    pub references: Vec<Reference>,
}

/// A published number.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// Whose number it is.
    pub label: String,
    /// The number, or the lower end of a range; `None` when the source has none.
    pub value: Option<f64>,
    /// The upper end of a range.
    pub to: Option<f64>,
    /// When it dates from.
    pub as_of: String,
    /// Where it can be checked.
    pub source: String,
    /// A remark; may be empty.
    pub note: String,
    /// The page that says more, with its place in the file; may be empty.
    pub page: (String, Span),
}

/// A part of the document that is made from the answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its heading; may be empty.
    pub heading: String,
    /// Its text, line by line.
    pub lines: Vec<Line>,
    /// The table or rating that is printed in it; may be empty.
    pub table: String,
    /// Under which condition it is there.
    pub when: Option<Tree>,
}

/// A meeting for the calendar file.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// What it is called.
    pub title: Vec<Run>,
    /// What it is for.
    pub text: Vec<Line>,
    /// The question with its first day.
    pub start: String,
    /// The question with its time; may be empty.
    pub time: String,
    /// How long it takes.
    pub minutes: i64,
    /// `week`, `month` or `quarter`; empty when it is held once.
    pub every: String,
    /// How many times it is held.
    pub count: i64,
    /// The table for each of whose rows it is held; may be empty.
    pub each: String,
    /// Under which condition it is held.
    pub when: Option<Tree>,
}

/// A page to go on to.
#[derive(Debug, Clone, PartialEq)]
pub struct Next {
    /// Its address, with its place in the file.
    pub page: (String, Span),
    /// What the link says.
    pub label: String,
    /// Why to go there; may be empty.
    pub text: String,
}

impl Comparison {
    /// The highest of the published numbers.
    #[must_use]
    pub fn top(&self) -> f64 {
        self.references.iter().filter_map(|reference| reference.to.or(reference.value)).fold(0.0, f64::max)
    }
}

impl Worksheet {
    /// Where it is published.
    #[must_use]
    pub fn route(&self) -> String {
        format!("{TOOLS}{}/", self.slug)
    }

    /// All questions, in order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.sections.iter().flat_map(|section| &section.questions)
    }

    /// Every Markdown text in it.
    pub fn bodies(&self) -> impl Iterator<Item = &Body> {
        let sections = self
            .sections
            .iter()
            .flat_map(|section| std::iter::once(&section.about).chain(section.questions.iter().map(|question| &question.help)));
        let results =
            self.results.iter().flat_map(|result| std::iter::once(&result.text).chain(result.because.iter().map(|(_, reason)| reason)));
        let comparisons = self.comparisons.iter().map(|comparison| &comparison.about);
        std::iter::once(&self.intro).chain(sections).chain(results).chain(comparisons)
    }

    /// The pages that its references name, and those to go on to.
    pub fn pages(&self) -> impl Iterator<Item = &(String, Span)> {
        let references = self.comparisons.iter().flat_map(|comparison| &comparison.references).map(|reference| &reference.page);
        references.chain(self.next.iter().map(|next| &next.page)).filter(|(route, _)| !route.is_empty())
    }

    /// Whether a reader's shortlist of partners is put into it.
    #[must_use]
    pub fn takes_shortlist(&self) -> bool {
        self.questions().any(|question| question.from.contains(&Origin::Shortlist))
    }
}

/// The list of all tools.
pub const TOOLS: &str = "/tools/";
