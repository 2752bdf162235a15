//! `guidepost search`: what the site's search would find.

use clap::{Args, ValueEnum};

use guidepost::find::{self, Answer, Answers, Question};

use super::folder::Folder;
use super::say::Voice;
use super::{Failure, Outcome};

/// What `search` can be told.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// What to look for
    query: String,
    /// Only what has this value; of several values of one facet, one is enough
    #[arg(long = "filter", value_name = "FACET=VALUE", value_parser = filter)]
    filters: Vec<(String, String)>,
    /// How many answers to give
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: u16,
    /// How to answer
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    #[command(flatten)]
    folder: Folder,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text for people
    Human,
    /// One JSON array of `url`, `title` and `score`
    Json,
}

fn filter(text: &str) -> Result<(String, String), String> {
    let (facet, value) = text.split_once('=').ok_or("write FACET=VALUE, such as subjects=math")?;
    Ok((facet.trim().to_owned(), value.trim().to_owned()))
}

pub(super) fn run(options: &Options, voice: &Voice) -> Result<Outcome, Failure> {
    let Some(planned) = options.folder.plan(false, voice)? else { return Ok(Outcome::Errors) };
    let question = Question { text: options.query.clone(), filters: options.filters.clone(), limit: usize::from(options.limit) };
    let answers = find::find(&planned.guide, &question).map_err(|error| Failure::Usage(error.to_string()))?;
    match options.format {
        Format::Json => voice.result(&json(&answers)),
        Format::Human => human(&answers, voice),
    }
    Ok(Outcome::Done)
}

fn json(answers: &Answers) -> String {
    let entry = |answer: &Answer| serde_json::json!({ "url": answer.url, "title": answer.title, "score": answer.score });
    serde_json::Value::Array(answers.answers.iter().map(entry).collect()).to_string()
}

fn human(answers: &Answers, voice: &Voice) {
    if let Some(correction) = &answers.correction {
        voice.news(&format!("Looked for: {correction}"));
    }
    for answer in &answers.answers {
        let context = if answer.context.is_empty() { String::new() } else { format!(" ({})", answer.context) };
        voice.result(&format!("{}{context}\n  {}", answer.title, answer.url));
    }
    voice.news(&format!("{} found.", answers.total));
}
