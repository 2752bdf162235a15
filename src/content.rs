//! What authors write, file by file: as written first, then as understood.
//!
//! Each kind of file has a room. A room sees one file and the vocabularies; what
//! two files say of each other is for [`crate::guide`].

pub mod chart;
pub mod front_matter;
pub mod logo;
pub mod markdown;
pub mod page;
pub mod playbook;
pub mod provider;
pub mod settings;
pub mod sources;
pub mod text;
pub mod vocabulary;
pub mod wording;
pub mod worksheet;

use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Checked, Reporter};
use crate::memo::{Drawn, Memo, Remembered};
use crate::rules;
use crate::schema::Schema;
use crate::source::{Picture, Source, Sources, Span};
use crate::vocabulary::Facet;
use logo::Logo;
use page::Page;
use playbook::Chapter;
use provider::Provider;
use settings::Settings;
use worksheet::Worksheet;

/// Every file of a guide, understood by itself.
#[derive(Debug, Clone)]
pub struct Documents {
    /// `guide.toml`.
    pub settings: Arc<Settings>,
    /// The facets with their vocabularies, in the order of `guide.toml`.
    pub facets: Vec<Arc<Facet>>,
    /// The profiles, by slug.
    pub providers: Vec<Arc<Provider>>,
    /// The playbook's pages, by folder and file.
    pub chapters: Vec<Arc<Chapter>>,
    /// All other pages, by folder and file.
    pub pages: Vec<Arc<Page>>,
    /// The tools, by file.
    pub worksheets: Vec<Arc<Worksheet>>,
    /// The logos, by file.
    pub logos: Vec<Arc<Logo>>,
}

/// The largest file that is read, in bytes.
pub const MAX_FILE: usize = 512 * 1024;
/// The largest text that is read, in bytes: twenty thousand words. Vocabularies may be larger.
pub const MAX_TEXT: usize = 128 * 1024;

/// What one file turned out to be, with everything that was found in it.
#[derive(Debug, Clone)]
pub enum Document {
    /// A profile.
    Provider(Arc<Provider>),
    /// A page of the playbook.
    Chapter(Arc<Chapter>),
    /// Another page.
    Page(Arc<Page>),
    /// A tool.
    Worksheet(Arc<Worksheet>),
    /// A file that could not be understood.
    Nothing,
}

impl Document {
    /// Whether it is shown only with `--drafts`.
    fn is_draft(&self) -> bool {
        match self {
            Self::Provider(provider) => provider.draft,
            Self::Chapter(chapter) => chapter.draft,
            Self::Page(page) => page.draft,
            Self::Worksheet(worksheet) => worksheet.draft,
            Self::Nothing => false,
        }
    }
}

/// Parses every file. Files that did not change since the last call are taken from `memo`.
pub fn parse(sources: &Sources, memo: &mut Memo) -> Checked<Documents> {
    let mut problems = Vec::new();
    let settings = Arc::new(settings::parse(sources, &mut problems));
    let facets: Vec<Arc<Facet>> = vocabulary::parse(sources, &settings, &mut problems);
    memo.start(&settings, &facets);
    let schemas = Schemas::new(&facets);
    let files: Vec<&Source> = sources.iter().collect();
    let parse = |(source, known): (&&Source, Option<Remembered>)| known.unwrap_or_else(|| parse_file(source, &facets, &schemas));
    let parsed: Vec<Remembered> = files.par_iter().zip(memo.recall(&files)).map(parse).collect();
    let mut documents = Documents {
        settings,
        facets,
        providers: Vec::new(),
        chapters: Vec::new(),
        pages: Vec::new(),
        worksheets: Vec::new(),
        logos: Vec::new(),
    };
    for file in &parsed {
        problems.extend(file.problems.iter().cloned());
        match &file.document {
            Document::Provider(provider) => documents.providers.push(provider.clone()),
            Document::Chapter(chapter) => documents.chapters.push(chapter.clone()),
            Document::Page(page) => documents.pages.push(page.clone()),
            Document::Worksheet(worksheet) => documents.worksheets.push(worksheet.clone()),
            Document::Nothing => {}
        }
    }
    memo.keep(parsed);
    let drawn: Vec<Drawn> = sources.pictures().par_iter().map(|picture| memo.drawn(picture).unwrap_or_else(|| draw(picture))).collect();
    for Drawn { logo, .. } in &drawn {
        match logo {
            Ok(logo) => documents.logos.push(logo.clone()),
            Err(problem) => problems.push((**problem).clone()),
        }
    }
    memo.keep_drawn(drawn);
    Checked::new(documents, problems)
}

fn draw(picture: &Picture) -> Drawn {
    Drawn { picture: picture.clone(), logo: logo::read(picture).map(Arc::new) }
}

/// The schemas that depend on the guide's facets.
#[derive(Debug)]
pub struct Schemas {
    /// Of a profile.
    pub provider: Schema,
    /// Of a page of the playbook.
    pub chapter: Schema,
    /// Of any other page.
    pub page: Schema,
    /// Of a tool.
    pub worksheet: Schema,
}

impl Schemas {
    /// The schemas of a guide with these facets.
    #[must_use]
    pub fn new(facets: &[Arc<Facet>]) -> Self {
        Self { provider: provider::schema(facets), chapter: playbook::schema(facets), page: page::schema(), worksheet: worksheet::schema() }
    }
}

impl Schemas {
    /// The schema of the front matter of the file at `path`; none for files without front matter.
    #[must_use]
    pub fn of(&self, path: &str) -> Option<&Schema> {
        let parts: Vec<&str> = path.split('/').collect();
        match parts[..] {
            ["providers", file] if file.ends_with(".md") => Some(&self.provider),
            ["playbook", _, file] if file.ends_with(".md") => Some(&self.chapter),
            [folder, file] if file.ends_with(".md") && page::Section::of_folder(folder).is_some() => Some(&self.page),
            _ => None,
        }
    }
}

fn parse_file(source: &Source, facets: &[Arc<Facet>], schemas: &Schemas) -> Remembered {
    let mut reporter = Reporter::of(source);
    let document = match check_size(source, &mut reporter) {
        true => parse_text(source, facets, schemas, &mut reporter),
        false => Document::Nothing,
    };
    forgive_draft(document.is_draft(), &mut reporter);
    Remembered { source: source.clone(), document, problems: Arc::new(reporter.finish()) }
}

/// A draft may be as unfinished as its template.
pub fn forgive_draft(draft: bool, reporter: &mut Reporter) {
    if draft {
        reporter.forget(&rules::UNFINISHED_TEMPLATE);
    }
}

fn check_size(source: &Source, reporter: &mut Reporter) -> bool {
    let most = match &*source.path {
        path if path.ends_with(".md") => MAX_TEXT,
        // A line for every page of a large guide.
        path if !path.ends_with(".toml") => 4 * MAX_FILE,
        _ => MAX_FILE,
    };
    let fits = source.text.len() <= most;
    if !fits {
        reporter
            .report(
                &rules::FILE_TOO_LARGE,
                Span::new(0..0),
                format!("the file has {} KB; at most {} KB are read", source.text.len().div_ceil(1024), most / 1024),
            )
            .help("split it, or take out what is not text");
    }
    fits
}

fn parse_text(source: &Source, facets: &[Arc<Facet>], schemas: &Schemas, reporter: &mut Reporter) -> Document {
    let parts: Vec<&str> = source.path.split('/').collect();
    match parts[..] {
        ["guide.toml" | "README.md" | crate::site::published::FILE] | ["vocabulary", _] => Document::Nothing,
        ["providers", file] if file.ends_with(".md") => provider::parse(source, file, facets, &schemas.provider, reporter)
            .map_or(Document::Nothing, |provider| Document::Provider(Arc::new(provider))),
        ["playbook", folder, file] if file.ends_with(".md") => playbook::parse(source, folder, file, &schemas.chapter, reporter)
            .map_or(Document::Nothing, |chapter| Document::Chapter(Arc::new(chapter))),
        [folder, file] if file.ends_with(".md") && page::Section::of_folder(folder).is_some() => {
            page::parse(source, folder, file, &schemas.page, reporter).map_or(Document::Nothing, |page| Document::Page(Arc::new(page)))
        }
        ["worksheets", file] if file.ends_with(".toml") => worksheet::parse(source, file, facets, &schemas.worksheet, reporter)
            .map_or(Document::Nothing, |worksheet| Document::Worksheet(Arc::new(worksheet))),
        _ => {
            report_misplaced(source, reporter);
            Document::Nothing
        }
    }
}

/// What to say of a file that is neither Markdown nor TOML but stands among them: it would never be shown, and
/// nobody would notice. `None` for files that may stand there.
#[must_use]
pub fn stray(path: &str) -> Option<(String, String)> {
    const PICTURES: [&str; 8] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "heic"];
    const TEXTS: [&str; 10] = ["markdown", "mdown", "mdx", "txt", "yaml", "yml", "json", "html", "htm", "rtf"];
    const OFFICE: [&str; 5] = ["doc", "docx", "odt", "pages", "pdf"];
    let (folder, file) = path.rsplit_once('/')?;
    let known = matches!(folder.split('/').next(), Some("providers" | "playbook" | "vocabulary" | "worksheets"))
        || page::Section::of_folder(folder).is_some_and(|section| section != page::Section::Toolkit);
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    let ending = ending.to_ascii_lowercase();
    let wanted = if matches!(folder, "vocabulary" | "worksheets") { "toml" } else { "md" };
    let name = text::slugify(stem.trim_end_matches(".md"));
    let rename = format!("rename it to {folder}/{name}.{wanted}, with front matter at its top");
    let (message, help) = if PICTURES.contains(&ending.as_str()) {
        match folder {
            "providers" => (
                format!("`{file}` is a picture of a kind that cannot be a logo"),
                format!("save it as PNG, about 400 pixels wide, as providers/{name}.png"),
            ),
            _ => (
                format!("`{file}` is a picture, and the guide shows none but the logos of partners"),
                "delete it; say in words what it shows, or link to the page that shows it".to_owned(),
            ),
        }
    } else if OFFICE.contains(&ending.as_str()) {
        (format!("`{file}` is not a text file"), format!("write its text into {folder}/{}.{wanted}", text::slugify(stem)))
    } else if TEXTS.contains(&ending.as_str()) || ending == "md" || ending == "toml" || ending.is_empty() {
        (format!("`{file}` does not end in `.{wanted}`, so it would not be shown"), rename)
    } else {
        return None;
    };
    known.then_some((message, help))
}

fn report_misplaced(source: &Source, reporter: &mut Reporter) {
    reporter
        .report(&rules::MISPLACED_FILE, Span::new(0..0), format!("`{}` is not a place where the guide looks for files", source.path))
        .help("profiles go into providers/<name>.md, the playbook into playbook/<guide>/<page>.md, tools into worksheets/<name>.toml, other pages into pages/, articles/, case-studies/ or toolkit/");
}

/// The part of a file name before its ending, when it can be part of an address.
pub(crate) fn slug_of(file: &str, reporter: &mut Reporter) -> Option<String> {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    if text::is_device(stem) {
        reporter
            .report(
                &rules::BAD_FILE_NAME,
                Span::new(0..0),
                format!("Windows keeps the name `{stem}` for a device, so the page could not be saved there"),
            )
            .help("give the file another name");
        return None;
    }
    if text::is_id(stem) && stem.len() <= 100 {
        return Some(stem.to_owned());
    }
    reporter
        .report(&rules::BAD_FILE_NAME, Span::new(0..0), format!("the file name `{file}` cannot be part of an address"))
        .label(format!("did you mean `{}.{}`?", text::slugify(stem), if file.ends_with(".toml") { "toml" } else { "md" }))
        .help("file names have lower-case letters, digits and hyphens, at most 100");
    None
}
