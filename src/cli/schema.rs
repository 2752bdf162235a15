//! `guidepost schema`: what files may say, for editors, forms and web editors.

use clap::{Args, ValueEnum};

use guidepost::json_schema::{self, Subject};
use guidepost::{cms, form};

use super::folder::Folder;
use super::say::Voice;
use super::{Failure, Outcome};

/// What `schema` can be told.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// What to describe
    kind: Kind,
    #[command(flatten)]
    folder: Folder,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// JSON Schema of a profile's front matter
    Provider,
    /// JSON Schema of guide.toml
    Guide,
    /// JSON Schema of a vocabulary
    Vocabulary,
    /// JSON Schema of the front matter of a playbook page
    Playbook,
    /// JSON Schema of an article's front matter
    Article,
    /// JSON Schema of any other page's front matter
    Page,
    /// JSON Schema of a worksheet
    Worksheet,
    /// GitHub issue form for a profile
    IssueForm,
    /// Configuration of the web editor Sveltia CMS
    Cms,
}

pub(super) fn run(options: &Options, voice: &Voice) -> Result<Outcome, Failure> {
    let documents = options.folder.read()?.documents;
    let subject = match options.kind {
        Kind::Provider => Subject::Provider,
        Kind::Guide => Subject::Guide,
        Kind::Vocabulary => Subject::Vocabulary,
        Kind::Playbook => Subject::Playbook,
        Kind::Article => Subject::Article,
        Kind::Page => Subject::Page,
        Kind::Worksheet => Subject::Worksheet,
        Kind::IssueForm => {
            voice.document(&form::write(&documents.facets));
            return Ok(Outcome::Done);
        }
        Kind::Cms => {
            voice.document(&cms::config(&documents.settings, &documents.facets));
            return Ok(Outcome::Done);
        }
    };
    voice.document(&json_schema::document(subject, &documents.facets));
    Ok(Outcome::Done)
}
