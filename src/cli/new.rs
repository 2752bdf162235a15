//! `guidepost new`: a valid, commented file to start from.

use clap::{Args, ValueEnum};

use guidepost::content::text::is_id;
use guidepost::scaffold::{self, What};

use super::folder::Folder;
use super::say::Voice;
use super::{Failure, Outcome};
use crate::disk::{author, clock};

/// What `new` can be told.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// What to start
    kind: Kind,
    /// Its name or title
    name: String,
    /// Its part of the address, in place of one made from the name
    #[arg(long, value_name = "ID", value_parser = id)]
    slug: Option<String>,
    /// The guide of the playbook that the page belongs to (for `playbook`)
    #[arg(long, value_name = "GUIDE", value_parser = id, required_if_eq("kind", "playbook"))]
    guide: Option<String>,
    #[command(flatten)]
    folder: Folder,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// The profile of a provider
    Provider,
    /// A dated piece
    Article,
    /// A page such as /about/
    Page,
    /// A system studied
    CaseStudy,
    /// A template or protocol
    Toolkit,
    /// A tool: questions, and what is made of the answers
    Worksheet,
    /// A page of a guide of the playbook
    Playbook,
}

fn id(text: &str) -> Result<String, String> {
    if is_id(text) && text.len() <= 100 { Ok(text.to_owned()) } else { Err("use lower-case letters, digits and hyphens".to_owned()) }
}

pub(super) fn run(options: &Options, voice: &Voice) -> Result<Outcome, Failure> {
    let contents = options.folder.read()?;
    let name = options.name.trim();
    let what = match (options.kind, &options.guide) {
        (Kind::Provider, _) => What::Provider,
        (Kind::Article, _) => What::Article,
        (Kind::CaseStudy, _) => What::CaseStudy,
        (Kind::Toolkit, _) => What::Toolkit,
        (Kind::Worksheet, _) => What::Worksheet,
        (Kind::Playbook, Some(guide)) => What::Chapter(guide),
        (Kind::Page | Kind::Playbook, _) => What::Page,
    };
    let first_of_guide = matches!(what, What::Chapter(guide) if contents.sources.get(&format!("playbook/{guide}/index.md")).is_none());
    let slug = match &options.slug {
        Some(slug) => slug.clone(),
        None if first_of_guide => "index".to_owned(),
        None => scaffold::slug_of(name)
            .ok_or_else(|| Failure::Usage(format!("no address can be made from `{name}`; choose one with --slug")))?,
    };
    let start = scaffold::start(what, name, &slug, &contents.schemas(), clock::today());
    let path = options.folder.content.join(&start.path);
    author::write_new(&path, &start.text)?;
    voice.result(&path.display().to_string());
    voice.news("It is a draft, which is not published. Replace every TODO, delete the line `draft: true`, then run `guidepost check`.");
    Ok(Outcome::Done)
}
