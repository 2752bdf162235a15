//! A whole small guide, and the files beside the content that any guide can have: workflows, forms, editors' settings.

use jiff::civil::Date;

use crate::content::{self, Documents};
use crate::json_schema::{self, Subject};
use crate::memo::Memo;
use crate::ordered::Json;
use crate::source::{Source, Sources};
use crate::{cms, form};

use super::{Start, code_owners};

/// How a workflow gets the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Install {
    /// A released version.
    Released,
    /// The repository itself: this is for Guidepost's own.
    FromHere,
}

impl Install {
    fn command(self) -> &'static str {
        match self {
            Self::Released => {
                concat!("cargo install --locked --git ", env!("CARGO_PKG_REPOSITORY"), " --tag v", env!("CARGO_PKG_VERSION"), " guidepost")
            }
            Self::FromHere => "cargo install --locked --path .",
        }
    }
}

/// A new guide that builds: every file with its path in the new folder.
#[must_use]
pub fn guide(title: &str, today: Date) -> Vec<Start> {
    let today = today.to_string();
    let title_in_toml = serde_json::Value::from(title).to_string();
    let texts = [
        ("guide.toml", include_str!("files/guide/guide.toml")),
        ("vocabulary/pl_types.toml", include_str!("../../content/vocabulary/pl_types.toml")),
        ("vocabulary/subjects.toml", include_str!("../../content/vocabulary/subjects.toml")),
        ("vocabulary/grade_bands.toml", include_str!("../../content/vocabulary/grade_bands.toml")),
        ("vocabulary/states.toml", include_str!("../../content/vocabulary/states.toml")),
        ("vocabulary/delivery.toml", include_str!("../../content/vocabulary/delivery.toml")),
        ("providers/example-learning-partners.md", include_str!("files/guide/provider.md")),
        ("playbook/select/index.md", include_str!("files/guide/select.md")),
        ("playbook/select/define-needs.md", include_str!("files/guide/define-needs.md")),
        ("pages/about.md", include_str!("files/guide/about.md")),
        ("pages/glossary.md", include_str!("files/guide/glossary.md")),
        ("pages/contribute.md", include_str!("files/guide/contribute.md")),
        ("pages/accessibility.md", include_str!("files/guide/accessibility.md")),
    ];
    let content: Vec<Source> = texts
        .into_iter()
        .map(|(path, text)| Source {
            path: path.into(),
            text: text.replace("\"{title}\"", &title_in_toml).replace("{today}", &today).into(),
        })
        .collect();
    let documents = content::parse(&Sources::new(content.clone()), &mut Memo::new()).value;
    let mut files: Vec<Start> =
        content.iter().map(|source| Start { path: format!("content/{}", source.path), text: source.text.to_string() }).collect();
    let file = |path: &str, text: &str| Start { path: path.to_owned(), text: text.to_owned() };
    files.push(file("README.md", &include_str!("files/guide/README.md").replace("{title}", title)));
    files.push(file("CONTRIBUTING.md", include_str!("files/guide/CONTRIBUTING.md")));
    files.push(file(".gitignore", "/public/\n"));
    files.extend(beside(&documents, Install::Released));
    files
}

/// The files beside the content of a guide, made from its schemas.
#[must_use]
pub fn beside(documents: &Documents, install: Install) -> Vec<Start> {
    let folder = if documents.settings.content_path.is_empty() { "content" } else { documents.settings.content_path.as_str() };
    let file = |path: String, text: String| Start { path, text };
    let workflows = [
        ("check", include_str!("files/github/check.yml")),
        ("preview", include_str!("files/github/preview.yml")),
        ("pages", include_str!("files/github/pages.yml")),
        ("freshness", include_str!("files/github/freshness.yml")),
        ("profile", include_str!("files/github/profile.yml")),
    ];
    let mut files: Vec<Start> = workflows
        .into_iter()
        .map(|(name, text)| file(format!(".github/workflows/{name}.yml"), text.replace("{install}", install.command())))
        .collect();
    files.push(file(".github/ISSUE_TEMPLATE/provider.yml".to_owned(), form::write(&documents.facets)));
    files.push(file(".github/ISSUE_TEMPLATE/config.yml".to_owned(), "blank_issues_enabled: true\n".to_owned()));
    files.push(file(".github/CODEOWNERS".to_owned(), code_owners(documents)));
    files.push(file("admin/index.html".to_owned(), include_str!("files/admin.html").to_owned()));
    files.push(file("admin/config.yml".to_owned(), cms::config(&documents.settings, &documents.facets)));
    files.extend(
        Subject::ALL
            .into_iter()
            .map(|subject| file(format!("schemas/{}.json", subject.name()), json_schema::document(subject, &documents.facets))),
    );
    files.push(file(".vscode/settings.json".to_owned(), editor_settings(folder)));
    files.push(file(".vscode/tasks.json".to_owned(), include_str!("files/vscode-tasks.json").to_owned()));
    files.push(file(
        ".vscode/extensions.json".to_owned(),
        Json::table([("recommendations", Json::texts(["tamasfe.even-better-toml", "redhat.vscode-yaml"]))]).document(),
    ));
    files.push(file(".taplo.toml".to_owned(), taplo(folder)));
    files.push(file(".editorconfig".to_owned(), EDITORCONFIG.to_owned()));
    files
}

const EDITORCONFIG: &str = include_str!("files/editorconfig");

fn editor_settings(folder: &str) -> String {
    let places = [
        (Subject::Provider, vec![format!("{folder}/providers/*.md")]),
        (Subject::Playbook, vec![format!("{folder}/playbook/*/*.md")]),
        (Subject::Article, vec![format!("{folder}/articles/*.md")]),
        (Subject::Page, ["pages", "case-studies", "toolkit"].iter().map(|section| format!("{folder}/{section}/*.md")).collect()),
    ];
    let schemas = places.into_iter().map(|(subject, globs)| (format!("./schemas/{}.json", subject.name()), Json::texts(globs))).collect();
    Json::table([
        ("files.eol", "\n".into()),
        ("files.encoding", "utf8".into()),
        ("[markdown]", Json::table([("editor.wordWrap", "on".into()), ("files.trimTrailingWhitespace", Json::Flag(false))])),
        // Of use in editors whose YAML support reaches the front matter of Markdown files.
        ("yaml.schemas", Json::Table(schemas)),
    ])
    .document()
}

/// The settings of the TOML language server: which schema a file has.
fn taplo(folder: &str) -> String {
    let rule = |glob: &str, subject: Subject| {
        format!(
            "[[rule]]\ninclude = [\"{folder}/{glob}\"]\n\n[rule.schema]\nenabled = true\npath = \"./schemas/{}.json\"\n",
            subject.name()
        )
    };
    format!(
        "{}\n{}\n{}",
        rule("guide.toml", Subject::Guide),
        rule("vocabulary/*.toml", Subject::Vocabulary),
        rule("worksheets/*.toml", Subject::Worksheet)
    )
}
