//! The content folder of commands that read files but build no site.

use std::path::PathBuf;

use clap::Args;

use guidepost::content::{self, Documents, Schemas};
use guidepost::diagnostic::{self, Diagnostic, human};
use guidepost::memo::Memo;
use guidepost::source::Sources;
use guidepost::{Choices, Planned};

use super::say::Voice;
use super::{Failure, Outcome};
use crate::disk;

/// Where the guide is.
#[derive(Debug, Clone, Args)]
pub(super) struct Folder {
    /// The folder with the guide's content
    #[arg(long, value_name = "DIR", default_value = "content")]
    pub(super) content: PathBuf,
}

/// A content folder that has been read.
pub(super) struct Contents {
    pub(super) sources: Sources,
    pub(super) documents: Documents,
    pub(super) problems: Vec<Diagnostic>,
}

impl Folder {
    /// Reads every file, each by itself.
    pub(super) fn read(&self) -> Result<Contents, Failure> {
        let read = disk::read_content(&self.content)?;
        let parsed = content::parse(&read.value, &mut Memo::new());
        let problems = read.problems.into_iter().chain(parsed.problems).collect();
        Ok(Contents { sources: read.value, documents: parsed.value, problems })
    }

    /// Reads and plans the whole guide. Errors are told, and then there is no guide.
    pub(super) fn plan(&self, drafts: bool, voice: &Voice) -> Result<Option<Planned>, Failure> {
        let read = disk::read_content(&self.content)?;
        let planned = guidepost::plan(&read.value, &Choices { drafts, ..Choices::default() }, &mut Memo::new());
        let problems = read.problems.into_iter().chain(planned.problems).collect();
        Ok(self.tell_errors(problems, &read.value, voice).is_none().then_some(planned.value))
    }

    /// Tells the errors among these problems; `None` when there is none.
    pub(super) fn tell_errors(&self, mut problems: Vec<Diagnostic>, sources: &Sources, voice: &Voice) -> Option<Outcome> {
        problems.retain(Diagnostic::is_error);
        if problems.is_empty() {
            return None;
        }
        diagnostic::sort(&mut problems);
        voice.problems(&problems, sources, &super::check::prefix(&self.content));
        voice.news(&format!("{}; nothing was done.", human::summary(&problems, sources.len())));
        Some(Outcome::Errors)
    }
}

impl Contents {
    /// The schemas of this guide.
    pub(super) fn schemas(&self) -> Schemas {
        Schemas::new(&self.documents.facets)
    }
}
