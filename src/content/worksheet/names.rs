//! What the names of an expression can mean: questions, their options, columns and cells, values and dimensions.

use crate::diagnostic::nearest;

use super::{Answer, Question};

/// Everything that an expression may name.
#[derive(Debug, Clone, Copy)]
pub struct Names<'n> {
    /// The questions that are known where the expression stands.
    pub questions: &'n [Question],
    /// The ids of the computed values.
    pub values: &'n [String],
    /// The ids of the dimensions.
    pub dimensions: &'n [String],
}

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thing {
    /// A question whose answer is a number.
    Number(String),
    /// An option of a question.
    Option(String, String),
    /// A column of a table of numbers.
    Column(String, usize),
    /// A cell of a table with fixed rows: the row's and the column's position.
    Cell(String, usize, usize),
    /// A computed value.
    Value(String),
    /// A dimension.
    Dimension(String),
}

impl Names<'_> {
    /// The question with this id.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// What a name means. When it means something that has no number, the reason; when it means nothing, `Err(None)`.
    ///
    /// # Errors
    ///
    /// As told above.
    pub fn find(&self, name: &str) -> Result<Thing, Option<String>> {
        let mut parts = name.split('.');
        let (first, second, third) = (parts.next().unwrap_or(""), parts.next(), parts.next());
        if parts.next().is_some() {
            return Err(None);
        }
        let Some(question) = self.question(first) else {
            let own = first.to_owned();
            return match second {
                None if self.values.contains(&own) => Ok(Thing::Value(own)),
                None if self.dimensions.contains(&own) => Ok(Thing::Dimension(own)),
                _ => Err(None),
            };
        };
        match (second, third) {
            (None, _) => whole(question),
            (Some(part), None) => part_of(question, part),
            (Some(row), Some(column)) => cell(question, row, column),
        }
    }

    /// The name that was probably meant.
    #[must_use]
    pub fn nearest(&self, name: &str) -> Option<String> {
        let (first, rest) = name.split_once('.').map_or((name, None), |(first, rest)| (first, Some(rest)));
        let Some(rest) = rest else {
            let questions = self.questions.iter().map(|question| question.id.as_str());
            let known = questions.chain(self.values.iter().map(String::as_str)).chain(self.dimensions.iter().map(String::as_str));
            return nearest(first, known).map(str::to_owned);
        };
        let Some(question) = self.question(first) else {
            let meant = nearest(first, self.questions.iter().map(|question| question.id.as_str()))?;
            return Some(format!("{meant}.{rest}"));
        };
        let last = rest.rsplit('.').next().unwrap_or(rest);
        let parts =
            question.options.iter().map(|option| option.id.as_str()).chain(question.columns.iter().map(|column| column.id.as_str()));
        let parts = parts.chain(question.rows.iter().map(|row| row.id.as_str()));
        Some(format!("{first}.{}", nearest(last, parts)?))
    }
}

fn whole(question: &Question) -> Result<Thing, Option<String>> {
    match question.kind {
        Answer::Number | Answer::Money | Answer::Scale => Ok(Thing::Number(question.id.clone())),
        Answer::Single | Answer::Multiple => {
            Err(Some(format!("`{0}` is a choice: name an option, as in `{0}.{1}`", question.id, first_option(question))))
        }
        Answer::Table => Err(Some(format!("`{}` is a table: name a column, as in `sum({0}.{1})`", question.id, first_column(question)))),
        Answer::Text | Answer::Date | Answer::Time | Answer::Rating => {
            Err(Some(format!("the answer to `{0}` is not a number; `answered({0})` says whether there is one", question.id)))
        }
    }
}

fn first_option(question: &Question) -> &str {
    question.options.first().map_or("option", |option| &option.id)
}

fn first_column(question: &Question) -> &str {
    question.columns.iter().find(|column| column.kind.is_number()).map_or("column", |column| &column.id)
}

fn part_of(question: &Question, part: &str) -> Result<Thing, Option<String>> {
    if question.options.iter().any(|option| option.id == part) {
        return Ok(Thing::Option(question.id.clone(), part.to_owned()));
    }
    let column = question.columns.iter().position(|column| column.id == part).ok_or(None)?;
    if !question.columns[column].kind.is_number() {
        return Err(Some(format!("the column `{part}` of `{}` holds no numbers", question.id)));
    }
    Ok(Thing::Column(question.id.clone(), column))
}

fn cell(question: &Question, row: &str, column: &str) -> Result<Thing, Option<String>> {
    let row = question.rows.iter().position(|known| known.id == row).ok_or(None)?;
    match part_of(question, column)? {
        Thing::Column(table, column) => Ok(Thing::Cell(table, row, column)),
        _ => Err(None),
    }
}
