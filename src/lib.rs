//! Guidepost turns plain text files into a searchable guide to professional-learning partners.
//!
//! A build is a list of stages, and this file is that list:
//!
//! ```text
//! Sources ─ content::parse ─▶ Documents ─ guide::assemble ─▶ Guide ─ site::plan ─▶ Plan ─ Edition::print ─▶ Outputs
//! ```
//!
//! Each stage is an ordinary function over whole values. What authors must be told
//! comes back beside the value as [`diagnostic::Diagnostic`]s; nothing here reads a
//! file, a clock or the environment.

pub mod cms;
pub mod content;
pub mod diagnostic;
pub mod facet;
pub mod find;
pub mod form;
pub mod format;
pub mod guide;
pub mod json_schema;
pub mod memo;
pub mod observe;
pub mod report;
pub mod rules;
pub mod scaffold;
pub mod schema;
pub mod search;
pub mod site;
pub mod source;
pub mod table;
pub mod vocabulary;

mod derived;
mod findable;
mod ordered;
mod partners;

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::content::Documents;
use crate::diagnostic::Checked;
use crate::guide::Guide;
use crate::memo::Memo;
use crate::observe::{Observer, Stage, Unobserved};
use crate::site::Output;
use crate::site::edition::Edition;
use crate::site::legacy::Legacy;
use crate::site::papers::Papers;
use crate::site::plan::Plan;
use crate::site::theme::Theme;
use crate::source::Sources;

/// What a caller may change about a build without changing the content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// Whether drafts are shown.
    pub drafts: bool,
    /// The address of the site, in place of the one in `guide.toml`.
    pub base_url: Option<String>,
    /// The repository of the guide's files, in place of the one in `guide.toml`.
    pub repository: Option<String>,
    /// The playbook as files to print, published beside its pages.
    pub papers: Papers,
}

/// A guide that has been read, checked and planned.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The guide.
    pub guide: Arc<Guide>,
    /// Its pages.
    pub plan: Arc<Plan>,
    /// The playbook as files to print.
    papers: Papers,
    /// What the last edition of it left.
    legacy: Arc<Legacy>,
}

/// Reads, checks and plans a guide: everything that can be said about its content.
pub fn plan(sources: &Sources, choices: &Choices, memo: &mut Memo) -> Checked<Planned> {
    plan_observed(sources, choices, memo, &Unobserved)
}

/// [`plan`], with somebody who is told which stage takes how long.
pub fn plan_observed(sources: &Sources, choices: &Choices, memo: &mut Memo, observer: &dyn Observer) -> Checked<Planned> {
    let Checked { value: mut documents, mut problems } = observe::stage(observer, Stage::Parse, || content::parse(sources, memo));
    apply(choices, &mut documents);
    let Checked { value: guide, problems: found } =
        observe::stage(observer, Stage::Assemble, || guide::assemble(&documents, choices.drafts, &mut memo.lineup));
    problems.extend(found);
    let guide = Arc::new(guide);
    let Checked { value: plan, problems: found } = observe::stage(observer, Stage::Plan, || memo.plan.plan(&guide, choices.drafts));
    problems.extend(found);
    problems.extend(site::published::check(sources, &plan, &problems));
    diagnostic::sort(&mut problems);
    Checked::new(Planned { guide, plan, papers: choices.papers.clone(), legacy: memo.legacy.clone() }, problems)
}

/// Builds a whole site. When there are errors, what comes back must not be published.
pub fn build(sources: &Sources, theme: &Theme, choices: &Choices, memo: &mut Memo) -> Checked<Vec<Output>> {
    let Checked { value: planned, mut problems } = plan(sources, choices, memo);
    let Checked { value: outputs, problems: found } = render(&planned, theme);
    problems.extend(found);
    diagnostic::sort(&mut problems);
    Checked::new(outputs, problems)
}

/// Renders every file of a planned site except the pictures of pages, sorted by path. Large sites are better taken file by file: [`Edition::print`].
pub fn render(planned: &Planned, theme: &Theme) -> Checked<Vec<Output>> {
    let edition = match Edition::new(planned, theme) {
        Ok(edition) => edition,
        Err(problems) => return Checked::new(Vec::new(), problems),
    };
    let mut outputs = Vec::new();
    let problems = edition.print(&Unobserved, &mut |batch| {
        outputs.extend(batch);
        ControlFlow::Continue(())
    });
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    Checked::new(outputs, problems)
}

fn apply(choices: &Choices, documents: &mut Documents) {
    if choices.base_url.is_none() && choices.repository.is_none() {
        return;
    }
    let mut settings = (*documents.settings).clone();
    if let Some(base_url) = &choices.base_url {
        settings.base_url = if base_url.ends_with('/') { base_url.clone() } else { format!("{base_url}/") };
    }
    if let Some(repository) = &choices.repository {
        settings.repository.clone_from(repository);
    }
    documents.settings = Arc::new(settings);
}
