//! `guidepost fmt`: front matter in its one canonical form.

use clap::Args;

use guidepost::diagnostic::Diagnostic;
use guidepost::format::{self, Formatted};

use super::folder::Folder;
use super::say::Voice;
use super::{Failure, Outcome};
use crate::disk::author;

/// What `fmt` can be told.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// Change nothing; say which files are not in canonical form, and fail when there are any
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    folder: Folder,
}

pub(super) fn run(options: &Options, voice: &Voice) -> Result<Outcome, Failure> {
    let contents = options.folder.read()?;
    let schemas = contents.schemas();
    let mut unreadable: Vec<Diagnostic> = Vec::new();
    let (mut changed, mut same) = (0_usize, 0_usize);
    for source in contents.sources.iter() {
        let Some(schema) = schemas.of(&source.path) else { continue };
        match format::format(&source.path, &source.text, schema) {
            Formatted::Unreadable(problems) => unreadable.extend(problems),
            Formatted::Text(text) if text == *source.text => same += 1,
            Formatted::Text(text) => {
                let path = options.folder.content.join(&*source.path);
                if !options.check {
                    author::write_over(&path, &text)?;
                }
                voice.result(&path.display().to_string());
                if options.check {
                    voice.news(&difference(&source.text, &text));
                }
                changed += 1;
            }
        }
    }
    voice.problems(&unreadable, &contents.sources, &super::check::prefix(&options.folder.content));
    voice.news(&match (options.check, changed) {
        (true, 1) => format!("1 file says what it should in another form; `guidepost fmt` rewrites it. {same} are in canonical form."),
        (true, 2..) => {
            format!("{changed} files say what they should in another form; `guidepost fmt` rewrites them. {same} are in canonical form.")
        }
        (false, 1..) => format!("{changed} rewritten, {same} as they were."),
        (_, 0) => format!("All {same} are in canonical form."),
    });
    let fine = unreadable.iter().all(|problem| !problem.is_error()) && !(options.check && changed > 0);
    Ok(if fine { Outcome::Done } else { Outcome::Errors })
}

/// The first line that would be written otherwise.
fn difference(old: &str, new: &str) -> String {
    let line = old.lines().zip(new.lines()).take_while(|(old, new)| old == new).count();
    let shown = |text: &str| text.lines().nth(line).map_or_else(|| "nothing".to_owned(), |line| format!("`{}`", line.trim_end()));
    format!("  line {}: {} in place of {}", line + 1, shown(new), shown(old))
}
