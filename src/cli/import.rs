//! `guidepost import`: profiles from a spreadsheet or from a submitted issue form.

use std::path::{Path, PathBuf};

use clap::Args;

use guidepost::Choices;
use guidepost::content::provider;
use guidepost::diagnostic::{self, Checked, Diagnostic, human};
use guidepost::memo::Memo;
use guidepost::source::{Source, Sources};
use guidepost::table::{self, Incoming};

use super::folder::{Contents, Folder};
use super::say::Voice;
use super::{Failure, Outcome};
use crate::disk::{author, clock};

/// What `import` can be told.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// A CSV file; its first row names the columns
    #[arg(required_unless_present = "issue", conflicts_with = "issue")]
    file: Option<PathBuf>,
    /// The text of an issue that was made with the guide's issue form
    #[arg(long, value_name = "FILE")]
    issue: Option<PathBuf>,
    /// Change profiles that exist already: an empty cell takes a fact out, a column that is missing leaves it as it was.
    /// Remarks in their front matter are lost
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    folder: Folder,
}

pub(super) fn run(options: &Options, voice: &Voice) -> Result<Outcome, Failure> {
    let contents = options.folder.read()?;
    let path = options.file.as_deref().or(options.issue.as_deref()).unwrap_or(Path::new(""));
    let source = Source { path: path.display().to_string().into(), text: author::read_text(path)?.into() };
    let facets = &contents.documents.facets;
    let Checked { value: profiles, problems } = match options.issue {
        Some(_) => guidepost::form::read(&source, facets, clock::today()),
        None => table::from_csv(&source, facets),
    };
    let failed = problems.iter().any(Diagnostic::is_error);
    voice.problems(&problems, &Sources::new(vec![source]), "");
    if failed {
        voice.news(&format!("{}; nothing was written.", human::summary(&problems, 1)));
        return Ok(Outcome::Errors);
    }
    write(profiles, options, &contents, voice)
}

/// Writes the profiles when the guide has no errors in them.
fn write(profiles: Vec<Incoming>, options: &Options, contents: &Contents, voice: &Voice) -> Result<Outcome, Failure> {
    let schema = provider::schema(&contents.documents.facets);
    let over = |profile: Incoming| match contents.sources.get(&profile.path) {
        Some(earlier) => profile.over(&earlier.text, &schema),
        None => profile,
    };
    let (same, changed): (Vec<Incoming>, Vec<Incoming>) = profiles
        .into_iter()
        .map(over)
        .partition(|profile| contents.sources.get(&profile.path).is_some_and(|old| profile.is_said_by(&old.text, &schema)));
    if let Some(taken) = changed.iter().find(|profile| !options.replace && contents.sources.get(&profile.path).is_some()) {
        return Err(Failure::Usage(format!(
            "{} exists already and says something else; `--replace` changes it; nothing was written",
            taken.path
        )));
    }
    let texts: Vec<Source> =
        changed.iter().map(|profile| Source { path: profile.path.as_str().into(), text: profile.text(&schema).into() }).collect();
    let problems = problems_of(&texts, &contents.sources);
    let failed = problems.iter().any(Diagnostic::is_error);
    let together = with(&contents.sources, &texts);
    voice.problems(&problems, &together, &super::check::prefix(&options.folder.content));
    if failed {
        voice.news(&format!("{}; nothing was written.", human::summary(&problems, texts.len())));
        return Ok(Outcome::Errors);
    }
    for text in &texts {
        let path = options.folder.content.join(&*text.path);
        author::write_over(&path, &text.text)?;
        voice.result(&path.display().to_string());
    }
    voice.news(&format!("{} written, {} as they were.", texts.len(), same.len()));
    Ok(Outcome::Done)
}

/// The files of the guide with these in place of those of the same name.
fn with(sources: &Sources, new: &[Source]) -> Sources {
    let kept = sources.iter().filter(|old| new.iter().all(|new| new.path != old.path)).cloned();
    Sources::new(kept.chain(new.iter().cloned()).collect())
}

/// What the whole guide would say of the new files.
fn problems_of(new: &[Source], sources: &Sources) -> Vec<Diagnostic> {
    let planned = guidepost::plan(&with(sources, new), &Choices { drafts: true, ..Choices::default() }, &mut Memo::new());
    let mut problems = planned.problems;
    problems.retain(|problem| new.iter().any(|file| file.path == problem.place.file));
    diagnostic::sort(&mut problems);
    problems
}
