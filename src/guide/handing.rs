//! What one tool takes over from another: an answer that was given there is put in here, for the reader to look over.

use std::sync::Arc;

use crate::content::worksheet::{Answer, Column, Origin, Question, Worksheet};
use crate::diagnostic::{Diagnostic, nearest};
use crate::rules;
use crate::schema::listed;
use crate::source::Place;
use crate::vocabulary::Facet;

/// How an answer of one tool becomes an answer of another.
#[derive(Debug, Clone, PartialEq)]
pub enum Handed<'w> {
    /// As it is.
    Answer(&'w Question),
    /// The values of the facet for which the other tool filters.
    Facet,
    /// In words.
    Words(&'w Question),
    /// Each line of a text is a row.
    Lines(&'w Question),
    /// Each row is a row; for each column, the position of the one that it comes from.
    Rows(&'w Question, Vec<Option<usize>>),
}

/// Reports what tools want to take over and cannot.
pub fn check(worksheets: &[Arc<Worksheet>], facets: &[Arc<Facet>], problems: &mut Vec<Diagnostic>) {
    for worksheet in worksheets {
        for question in worksheet.questions() {
            for origin in &question.from {
                let Origin::Tool(tool, name, span) = origin else { continue };
                if let Err(refusal) = handed(worksheets, facets, worksheet, question, (tool, name)) {
                    let place = Place { file: worksheet.file.clone(), span: *span };
                    let diagnostic = Diagnostic::new(&rules::HANDED_ON, place, refusal.message).help(refusal.help);
                    problems.push(if refusal.near.is_empty() { diagnostic } else { diagnostic.label(refusal.near) });
                }
            }
        }
    }
}

/// Why an answer cannot be taken over.
#[derive(Debug)]
pub struct Refusal {
    message: String,
    near: String,
    help: String,
}

/// How a question takes over what another tool calls `name`, and the tool.
///
/// # Errors
///
/// A [`Refusal`] when there is no such tool or name, or when the kinds do not fit.
pub fn handed<'w>(
    worksheets: &'w [Arc<Worksheet>],
    facets: &[Arc<Facet>],
    own: &Worksheet,
    question: &Question,
    (tool, name): (&str, &str),
) -> Result<(&'w Worksheet, Handed<'w>), Refusal> {
    let others = || worksheets.iter().filter(|other| other.slug != own.slug);
    let Some(other) = others().find(|other| other.slug == tool) else {
        let near = nearest(tool, others().map(|other| other.slug.as_str()));
        return Err(Refusal {
            message: format!("there is no other tool `{tool}`"),
            near: near.map_or_else(String::new, |near| format!("did you mean `{near}.{name}`?")),
            help: "a tool is called as its file in worksheets/ is, without `.toml`".to_owned(),
        });
    };
    let misfit = |what: &str| Refusal {
        message: format!("a question of the kind `{}` cannot take over {what}", question.kind.word()),
        near: String::new(),
        help: "`guidepost explain handed-on` says what fits".to_owned(),
    };
    let Some(source) = other.questions().find(|source| source.id == name) else {
        let same_facet = question.facet.and_then(|at| facets.get(at)).is_some_and(|facet| facet.id == name);
        return match other.filters.iter().any(|filter| filter.facet == name) {
            true if same_facet => Ok((other, Handed::Facet)),
            true => Err(misfit(&format!("values of `{name}`"))),
            false => Err(unknown(other, name)),
        };
    };
    fitting(question, source)
        .map(|handed| (&**other, handed))
        .ok_or_else(|| misfit(&format!("`{name}`, which is a `{}`", source.kind.word())))
}

fn unknown(other: &Worksheet, name: &str) -> Refusal {
    let names = || other.questions().map(|source| source.id.as_str()).chain(other.filters.iter().map(|filter| filter.facet.as_str()));
    Refusal {
        message: format!("the tool `{}` has no question `{name}` and no filter for it", other.slug),
        near: nearest(name, names()).map_or_else(String::new, |near| format!("did you mean `{}.{near}`?", other.slug)),
        help: format!("its questions are {}", listed(other.questions().map(|source| source.id.as_str()), "and")),
    }
}

fn fitting<'w>(question: &Question, source: &'w Question) -> Option<Handed<'w>> {
    match (question.kind, source.kind) {
        (Answer::Single | Answer::Multiple, Answer::Single | Answer::Multiple) => {
            (question.facet.is_some() && question.facet == source.facet).then_some(Handed::Answer(source))
        }
        (Answer::Text, Answer::Text) => Some(Handed::Answer(source)),
        (Answer::Text, kind) => (kind != Answer::Rating).then_some(Handed::Words(source)),
        (Answer::Number | Answer::Money | Answer::Date | Answer::Time, kind) => (question.kind == kind).then_some(Handed::Answer(source)),
        (Answer::Table, Answer::Text) => question.rows.is_empty().then_some(Handed::Lines(source)),
        (Answer::Table, Answer::Table) if question.rows.is_empty() && source.rows.is_empty() => {
            let from = |column: &Column| source.columns.iter().position(|other| other.id == column.id && other.kind == column.kind);
            let columns: Vec<Option<usize>> = question.columns.iter().map(from).collect();
            columns.iter().any(Option::is_some).then_some(Handed::Rows(source, columns))
        }
        _ => None,
    }
}
