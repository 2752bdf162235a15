//! Answers a question from the command line as the site's own search does: the same index, the same engine.

use crate::facet::FacetIndex;
use crate::findable;
use crate::guide::Guide;
use crate::search::{self, Damaged, Engine, Kind, Query};
use crate::vocabulary::{Facet, Matching, Reading};

/// What is asked.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// As it was typed.
    pub text: String,
    /// Facet values that must hold: the facet's id and the value's.
    pub filters: Vec<(String, String)>,
    /// How many answers to give.
    pub limit: usize,
}

/// One answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Where it is: a root-relative address, perhaps with a fragment.
    pub url: String,
    /// Its name.
    pub title: String,
    /// What it is.
    pub kind: Kind,
    /// What is shown beside its name; may be empty.
    pub context: String,
    /// Its score: 1 for the best answer, less for others.
    pub score: f64,
}

/// All that is answered.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers {
    /// The best answers, best first.
    pub answers: Vec<Answer>,
    /// How many documents have everything that was asked for.
    pub total: usize,
    /// The question as it was understood, where a word had to be corrected.
    pub correction: Option<String>,
}

/// Why a question cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// A filter names a facet that the guide does not have.
    #[error("there is no facet `{0}`; the facets are {1}")]
    Facet(String, String),
    /// A filter names a value that its facet does not have.
    #[error("`{0}` is not a value of `{1}`{2}")]
    Value(String, String, String),
    /// The index is not what it should be.
    #[error(transparent)]
    Damaged(#[from] Damaged),
}

/// Looks a question up in a guide.
///
/// # Errors
///
/// A filter that the guide does not know.
pub fn find(guide: &Guide, question: &Question) -> Result<Answers, NoAnswer> {
    let selection = selection(guide, &question.filters)?;
    let engine = Engine::open(&search::index(findable::documents(guide), &findable::facets(guide), &findable::synonyms(guide)))?;
    let answer = engine.query(&Query { text: question.text.clone(), selection, limit: question.limit, deep: true, ..Query::default() });
    let best = answer.hits.iter().map(|hit| hit.score).max().unwrap_or(0).max(1);
    let found = answer.hits.iter().filter_map(|hit| {
        let found = engine.document(hit.document)?;
        let score = (f64::from(hit.score) / f64::from(best) * 1000.0).round() / 1000.0;
        Some(Answer { url: found.url, title: found.title.to_owned(), kind: found.kind, context: found.context.to_owned(), score })
    });
    Ok(Answers { answers: found.collect(), total: answer.total, correction: answer.correction })
}

/// The chosen values in groups of which one must hold: a group a facet, or one a value where all must hold.
fn selection(guide: &Guide, filters: &[(String, String)]) -> Result<Vec<Vec<u32>>, NoAnswer> {
    let mut groups: Vec<(usize, Vec<u32>)> = Vec::new();
    for (id, value) in filters {
        let Some(position) = guide.facet(id) else {
            let known = crate::schema::listed(guide.facets.iter().map(|facet| facet.id.as_str()), "and");
            return Err(NoAnswer::Facet(id.clone(), known));
        };
        let facet = &guide.facets[position];
        let ordinal = ordinal(&guide.index, position, facet, value)?;
        match groups.iter_mut().find(|(group, _)| *group == position && facet.matching == Matching::Any) {
            Some((_, ordinals)) => ordinals.push(ordinal),
            None => groups.push((position, vec![ordinal])),
        }
    }
    Ok(groups.into_iter().map(|(_, ordinals)| ordinals).collect())
}

fn ordinal(index: &FacetIndex, position: usize, facet: &Facet, value: &str) -> Result<u32, NoAnswer> {
    let vocabulary = &facet.vocabulary;
    let known = match vocabulary.read(value) {
        Reading::Known(at) => Some(at),
        Reading::OtherName(term) | Reading::Misspelt(term) => vocabulary.position(&term.id),
        Reading::Unknown => None,
    };
    known.map(|at| index.ordinal(position, at)).ok_or_else(|| {
        let near = vocabulary.nearest(value).map_or_else(String::new, |term| format!("; did you mean `{}`?", term.id));
        NoAnswer::Value(value.to_owned(), facet.id.clone(), near)
    })
}
