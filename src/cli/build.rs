//! `guidepost build`: the site into a folder.

use std::collections::BTreeSet;
use std::mem::ManuallyDrop;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Args;
use rayon::prelude::*;

use guidepost::diagnostic::{self, Checked, Diagnostic, human};
use guidepost::memo::Memo;
use guidepost::observe::{self, Stage};
use guidepost::site::edition::Edition;
use guidepost::site::papers::Papers;
use guidepost::site::press;
use guidepost::site::theme::Theme;
use guidepost::source::Sources;
use guidepost::{Choices, Planned};

use super::say::Voice;
use super::timings::{Form, Watch};
use super::{Failure, Input, Outcome};
use crate::disk::kept::{Inputs, Kept};
use crate::disk::site::{SiteWriter, Written};
use crate::disk::{self, DiskError};

/// What `build` can be told.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    input: Input,
    /// The folder to write the site into
    #[arg(long, value_name = "DIR", default_value = "public")]
    output: PathBuf,
    /// Put smaller forms beside the files of text (.br and .gz), for hosts that send those
    #[arg(long)]
    precompress: bool,
    /// A folder with the playbook as PDFs, made by a browser from the pages for printing: NAME.pdf for a guide, playbook.pdf for all
    #[arg(long, value_name = "DIR")]
    papers: Option<PathBuf>,
    /// Say how long each stage took, as a table or as JSON
    #[arg(long, value_enum, value_name = "FORM", num_args = 0..=1, require_equals = true, default_missing_value = "table")]
    timings: Option<Form>,
}

impl Options {
    fn choices(&self) -> Result<Choices, Failure> {
        let papers = self.papers.as_deref().map(papers).transpose()?.unwrap_or_default();
        Ok(Choices { papers, ..self.input.choices() })
    }
}

/// The PDFs of a folder.
fn papers(folder: &Path) -> Result<Papers, Failure> {
    let mut papers = Papers::default();
    for (name, bytes) in disk::read_papers(folder)? {
        papers.add(&name, bytes).map_err(|why| Failure::Usage(format!("{name}.pdf among the papers: {why}")))?;
    }
    Ok(papers)
}

pub(super) fn run(options: &Options, voice: &Voice) -> Result<Outcome, Failure> {
    let watch = Watch::start(voice.speaks());
    let theme = options.input.theme()?;
    let choices = options.choices()?;
    let mut read = observe::stage(&watch, Stage::Read, || disk::read_content(&options.input.content))?;
    let inputs = observe::stage(&watch, Stage::Read, || Inputs::of(&read, &theme, &choices, options.precompress));
    let (problems, written) = match observe::stage(&watch, Stage::Write, || Kept::same(&options.output, &inputs)) {
        Some((problems, files)) => (problems, Some(Written { same: files, ..Written::default() })),
        None => build(&mut read, &theme, &choices, &inputs, options, &watch)?,
    };
    watch.rest();
    voice.problems(&problems, &read.value, &super::check::prefix(&options.input.content));
    let outcome = match written {
        Some(written) => {
            voice.news(&summary(written, options, &problems, read.value.len()));
            Outcome::Done
        }
        None => {
            voice.news(&format!("{}; nothing was written.", human::summary(&problems, read.value.len())));
            Outcome::Errors
        }
    };
    if let Some(form) = options.timings {
        voice.result(&watch.report(form));
    }
    Ok(outcome)
}

/// Builds the site; it is not written when something is wrong.
///
/// The program ends soon after, so the guide and the edition are not taken apart, which would take a large one as long as
/// to read it.
fn build(
    read: &mut Checked<Sources>,
    theme: &Theme,
    choices: &Choices,
    inputs: &Inputs,
    options: &Options,
    watch: &Watch,
) -> Result<(Vec<Diagnostic>, Option<Written>), Failure> {
    let Checked { value: planned, problems: found } = guidepost::plan_observed(&read.value, choices, &mut Memo::new(), watch);
    let planned = ManuallyDrop::new(planned);
    if let Some((name, why)) = choices.papers.stray(&planned.guide) {
        return Err(Failure::Usage(format!("{name}.pdf among the papers: {why}")));
    }
    let mut problems = [read.problems.clone(), found].concat();
    let fine = !problems.iter().any(Diagnostic::is_error);
    let writer = if fine { print(&planned, theme, &mut read.value, inputs, options, watch, &mut problems)? } else { None };
    diagnostic::sort(&mut problems);
    let finish = |writer: SiteWriter| observe::stage(watch, Stage::Write, || writer.finish(&problems));
    let written = writer.map(finish).transpose()?;
    Ok((problems, written))
}

/// Writes the site while it is being made; `None` when something is wrong with the theme.
fn print(
    planned: &Planned,
    theme: &Theme,
    sources: &mut Sources,
    inputs: &Inputs,
    options: &Options,
    watch: &Watch,
    problems: &mut Vec<Diagnostic>,
) -> Result<Option<SiteWriter>, Failure> {
    let edition = match Edition::new(planned, theme) {
        Ok(edition) => ManuallyDrop::new(edition),
        Err(found) => {
            problems.extend(found);
            return Ok(None);
        }
    };
    // From here on the texts are only pointed at.
    let pointed_at: BTreeSet<&str> = problems.iter().chain(edition.problems()).map(|problem| &*problem.place.file).collect();
    sources.forget_texts(|path| pointed_at.contains(path));
    let mut writer = SiteWriter::open(&options.output, &options.input.content, inputs)?;
    let mut outcome = Ok(());
    let found = edition.print(watch, &mut |batch| {
        outcome = observe::stage(watch, Stage::Write, || batch.into_iter().try_for_each(|file| writer.put(file)));
        if outcome.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    outcome?;
    problems.extend(found);
    if problems.iter().any(Diagnostic::is_error) {
        return Ok(None);
    }
    draw(&edition, &mut writer, watch, problems)?;
    compress(&mut writer, watch)?;
    Ok((!problems.iter().any(Diagnostic::is_error)).then_some(writer))
}

/// How many files are made at once before they are written.
const AT_ONCE: usize = 64;

/// Draws the pictures of pages that the last build has not left.
fn draw(edition: &Edition, writer: &mut SiteWriter, watch: &Watch, problems: &mut Vec<Diagnostic>) -> Result<(), DiskError> {
    let new: Vec<_> = edition.cards().iter().filter(|(path, _)| !writer.keep(path)).collect();
    for cards in new.chunks(AT_ONCE) {
        let drawn: Vec<_> =
            cards.par_iter().map(|(path, words)| observe::stage(watch, Stage::Draw, || edition.draw(path, words))).collect();
        for card in drawn {
            match card {
                Ok(card) => writer.put(card)?,
                // One mistake in the template is met on every card.
                Err(problem) => {
                    problems.push(*problem);
                    return Ok(());
                }
            }
        }
    }
    Ok(())
}

/// Makes the smaller forms of files, as far as they are wanted.
fn compress(writer: &mut SiteWriter, watch: &Watch) -> Result<(), DiskError> {
    for paths in writer.large().chunks(AT_ONCE) {
        let files: Vec<_> = paths.iter().map(|path| Ok((path, writer.read(path)?))).collect::<Result<_, DiskError>>()?;
        let made: Vec<_> =
            files.par_iter().map(|(path, bytes)| observe::stage(watch, Stage::Compress, || press::smaller(path, bytes))).collect();
        made.into_iter().flatten().try_for_each(|file| writer.put(file))?;
    }
    Ok(())
}

fn summary(written: Written, options: &Options, problems: &[Diagnostic], files: usize) -> String {
    let warnings = if problems.is_empty() { String::new() } else { format!(" {}.", human::summary(problems, files)) };
    format!(
        "{} pages and files in {}: {} new or changed, {} as they were, {} removed.{warnings}",
        written.changed + written.same,
        options.output.display(),
        written.changed,
        written.same,
        written.removed
    )
}
