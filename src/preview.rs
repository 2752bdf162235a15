//! Keeps a guide built while its files change: the texts, the theme and what a build remembers stay in memory.
//!
//! There is no second way to build: every pass is [`guidepost::plan`] and an [`Edition`], as for `build`. What is
//! spared is reading files that did not change, and making pages that nobody looks at.

use std::collections::HashSet;
use std::mem::Discriminant;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use guidepost::Choices;
use guidepost::content::settings::Settings;
use guidepost::diagnostic::{self, Checked, Diagnostic};
use guidepost::memo::Memo;
use guidepost::site::edition::Edition;
use guidepost::site::plan::Page;
use guidepost::site::route::Site;
use guidepost::site::theme::Theme;
use guidepost::source::Sources;

use crate::disk::{self, ContentFolder, DiskError};
use crate::watch::Changes;

/// A guide that is being worked on.
pub(crate) struct Preview {
    content_path: PathBuf,
    theme_path: Option<PathBuf>,
    content: ContentFolder,
    theme: Theme,
    choices: Choices,
    memo: Memo,
    /// The kinds of pages that were made without a mistake, with this theme and these settings.
    tried: HashSet<Discriminant<Page>>,
    settings: Arc<Settings>,
    /// Whether the last reading broke off, so that nothing read before it can be relied on.
    stale: bool,
}

/// What a build came to.
pub(crate) struct Built {
    /// The path under which the site lives, with a `/` at both ends.
    pub(crate) base: String,
    /// The site, ready to make any of its files; none when there are errors.
    pub(crate) edition: Option<Edition>,
    /// Everything there is to tell the author.
    pub(crate) problems: Vec<Diagnostic>,
    /// The texts that the problems point into.
    pub(crate) sources: Sources,
}

/// Why there is nothing to build from.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    #[error(transparent)]
    Disk(#[from] DiskError),
    #[error("{0}")]
    Theme(#[from] Box<Diagnostic>),
    #[error("the build broke off, which is a mistake in guidepost; the message above says where")]
    BrokeOff,
}

impl Preview {
    /// Reads a guide and its theme. Both paths must be true ones: see [`disk::true_path`].
    pub(crate) fn new(content: &Path, theme: Option<&Path>, choices: Choices) -> Result<Self, Trouble> {
        Ok(Self {
            content_path: content.to_owned(),
            theme_path: theme.map(Path::to_owned),
            content: ContentFolder::read(content)?,
            theme: read_theme(theme)?,
            choices,
            memo: Memo::new(),
            tried: HashSet::new(),
            settings: Arc::default(),
            stale: false,
        })
    }

    /// Reads what may have changed. Says whether anything did.
    pub(crate) fn reread(&mut self, changes: &Changes) -> Result<bool, Trouble> {
        let everything = changes.everything || self.stale;
        let again = std::mem::replace(&mut self.stale, true);
        let content = self.reread_content(changes, everything)?;
        let theme = self.reread_theme(changes, everything)?;
        self.stale = false;
        Ok(content || theme || again)
    }

    fn reread_content(&mut self, changes: &Changes, everything: bool) -> Result<bool, Trouble> {
        if everything {
            return Ok(self.content.reread(&self.content_path)?);
        }
        let mut changed = false;
        for path in changes.paths.iter().filter(|path| path.starts_with(&self.content_path)) {
            changed |= self.content.reread(path)?;
        }
        Ok(changed)
    }

    fn reread_theme(&mut self, changes: &Changes, everything: bool) -> Result<bool, Trouble> {
        let Some(folder) = &self.theme_path else { return Ok(false) };
        if !everything && !changes.paths.iter().any(|path| path.starts_with(folder)) {
            return Ok(false);
        }
        let theme = read_theme(Some(folder))?;
        let changed = theme != self.theme;
        if changed {
            self.theme = theme;
            self.tried.clear();
        }
        Ok(changed)
    }

    /// Builds the guide as it was last read.
    pub(crate) fn build(&mut self) -> Result<Built, Trouble> {
        let built = catch_unwind(AssertUnwindSafe(|| self.build_or_panic()));
        built.map_err(|_| {
            // What is half remembered cannot be trusted.
            self.memo = Memo::new();
            self.tried.clear();
            Trouble::BrokeOff
        })
    }

    fn build_or_panic(&mut self) -> Built {
        let Checked { value: sources, mut problems } = self.content.sources();
        let Checked { value: planned, problems: found } = guidepost::plan(&sources, &self.choices, &mut self.memo);
        problems.extend(found);
        let base = Site::new(&planned.guide.settings).base;
        if planned.guide.settings != self.settings {
            self.settings = planned.guide.settings.clone();
            self.tried.clear();
        }
        let mut edition = None;
        if !problems.iter().any(Diagnostic::is_error) {
            match Edition::new(&planned, &self.theme) {
                Ok(made) => {
                    problems.extend(made.try_out(&mut self.tried));
                    edition = Some(made);
                }
                Err(found) => problems.extend(found),
            }
        }
        edition = edition.filter(|_| !problems.iter().any(Diagnostic::is_error));
        diagnostic::sort(&mut problems);
        Built { base, edition, problems, sources }
    }
}

fn read_theme(folder: Option<&Path>) -> Result<Theme, Trouble> {
    match folder {
        Some(folder) => Ok(Theme::layered(disk::read_theme(folder)?)?),
        None => Ok(Theme::built_in()),
    }
}
