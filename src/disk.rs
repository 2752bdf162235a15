//! The only room that touches files: reads a content tree, writes what changed of a site.

#![expect(clippy::disallowed_methods, reason = "this is the one room that touches the machine")]

mod aside;
pub(crate) mod author;
pub(crate) mod clock;
pub(crate) mod git;
pub(crate) mod kept;
pub(crate) mod machine;
pub(crate) mod net;
pub(crate) mod site;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _, Write as _};
#[cfg(feature = "serve")]
use std::ops::Bound;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use guidepost::content::{self, MAX_FILE, logo};
use guidepost::diagnostic::{Checked, Diagnostic, Rule};
use guidepost::rules;
use guidepost::source::{Picture, Place, Source, Sources, Span};

/// What keeps a site from being read or written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DiskError {
    #[error("cannot read {path}: {error}", path = .path.display())]
    Read { path: PathBuf, error: io::Error },
    #[error("cannot write {path}: {error}", path = .path.display())]
    Write { path: PathBuf, error: io::Error },
    #[error("{path} holds files that guidepost did not write; name an empty or new folder with --output", path = .0.display())]
    Foreign(PathBuf),
    #[error("{path} is the content folder or holds it; name another folder with --output", path = .0.display())]
    Overlap(PathBuf),
    #[error("{path} exists already; nothing was written", path = .0.display())]
    Exists(PathBuf),
    #[error("{path} is not empty; name a new folder", path = .0.display())]
    NotEmpty(PathBuf),
    #[error("{path} is not text in UTF-8; save it again with the encoding UTF-8 (in a spreadsheet: \"CSV UTF-8\")", path = .0.display())]
    NotText(PathBuf),
    #[error("{path} has more than {most} MB", path = .0.display(), most = LARGEST_PAPER / 1024 / 1024)]
    TooLarge(PathBuf),
    #[error("git: {0}")]
    Git(String),
    #[error("addresses outside the guide are asked with `curl`, which cannot be started; install it first")]
    NoCurl,
    #[error("there is no folder {path}; name the guide's folder with --content, or make a new guide with `guidepost init`", path = .0.display())]
    NoContent(PathBuf),
}

fn reading(path: &Path) -> impl FnOnce(io::Error) -> DiskError {
    let path = path.to_owned();
    move |error| DiskError::Read { path, error }
}

fn writing(path: &Path) -> impl FnOnce(io::Error) -> DiskError {
    let path = path.to_owned();
    move |error| DiskError::Write { path, error }
}

/// The file to which a job of GitHub's adds what its summary shows, when this is such a job.
pub(crate) fn job_summary() -> Option<PathBuf> {
    std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// Adds text at the end of a file.
pub(crate) fn append(path: &Path, text: &str) -> Result<(), DiskError> {
    let outcome = fs::OpenOptions::new().append(true).create(true).open(path).and_then(|mut file| file.write_all(text.as_bytes()));
    outcome.map_err(writing(path))
}

/// Reads every text and logo of a content folder. A file that cannot be used becomes a problem, not a failure.
///
/// Hidden files and folders are left alone. Links are not followed.
pub(crate) fn read_content(folder: &Path) -> Result<Checked<Sources>, DiskError> {
    Ok(ContentFolder::read(folder)?.sources())
}

/// How many folders deep content may be.
const DEPTH: usize = 6;

/// A content folder as it was last read, so that a change costs the files that changed and not all of them.
#[derive(Debug)]
pub(crate) struct ContentFolder {
    /// Only a folder that is watched is read twice.
    #[cfg(feature = "serve")]
    root: PathBuf,
    files: BTreeMap<String, Result<Found, Box<Unread>>>,
}

/// A file that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Found {
    Text(Source),
    Picture(Picture),
}

/// A file that cannot be used: what to say of it, and what of it can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Unread {
    problem: Diagnostic,
    shown: Option<Source>,
}

impl ContentFolder {
    /// Reads the whole folder.
    pub(crate) fn read(root: &Path) -> Result<Self, DiskError> {
        if !root.is_dir() {
            return Err(DiskError::NoContent(root.to_owned()));
        }
        Ok(Self {
            #[cfg(feature = "serve")]
            root: root.to_owned(),
            files: scan(root, root)?,
        })
    }

    /// The texts, and what is to be said of files that could not be read. Such a file has no text: an empty
    /// one in its place would be reported again.
    pub(crate) fn sources(&self) -> Checked<Sources> {
        let (mut sources, mut pictures) = (Vec::new(), Vec::new());
        for found in self.files.values().filter_map(|file| file.as_ref().ok()) {
            match found {
                Found::Text(source) => sources.push(source.clone()),
                Found::Picture(picture) => pictures.push(picture.clone()),
            }
        }
        let unread = || self.files.values().filter_map(|file| file.as_ref().err());
        let problems = unread().map(|unread| unread.problem.clone()).collect();
        let shown = unread().filter_map(|unread| unread.shown.clone()).collect();
        Checked::new(Sources::new(sources).with_unread(shown).with_pictures(pictures), problems)
    }

    /// Reads again what is at `path`: a file, a folder with everything in it, or nothing any more. Says whether
    /// anything is different from before.
    #[cfg(feature = "serve")]
    pub(crate) fn reread(&mut self, path: &Path) -> Result<bool, DiskError> {
        if !self.root.is_dir() {
            return Err(DiskError::NoContent(self.root.clone()));
        }
        let Ok(inside) = path.strip_prefix(&self.root) else { return Ok(false) };
        if inside.components().any(|part| is_hidden(part.as_os_str())) {
            return Ok(false);
        }
        let name = relative(&self.root, path);
        let found = scan(&self.root, path)?;
        // What is below a folder comes before the first name in which another character than `/` follows.
        let end = if name.is_empty() { Bound::Unbounded } else { Bound::Excluded(format!("{name}0")) };
        let below = self.files.extract_if((Bound::Included(name.clone()), end), |file, _| is_at_or_below(file, &name));
        let before: BTreeMap<_, _> = below.collect();
        let same = before == found;
        self.files.extend(if same { before } else { found });
        Ok(!same)
    }
}

#[cfg(feature = "serve")]
fn is_at_or_below(file: &str, name: &str) -> bool {
    name.is_empty() || file.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Reads the content at `start`, which is `root` or something in it. What is not there any more is no content.
fn scan(root: &Path, start: &Path) -> Result<BTreeMap<String, Result<Found, Box<Unread>>>, DiskError> {
    let depth = start.strip_prefix(root).map_or(0, |inside| inside.components().count());
    let walk = WalkDir::new(start).max_depth(DEPTH.saturating_sub(depth)).follow_root_links(depth == 0);
    let visible = |entry: &walkdir::DirEntry| entry.depth() == 0 || !is_hidden(entry.file_name());
    let mut files = BTreeMap::new();
    for entry in walk.into_iter().filter_entry(visible) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) if error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound) => continue,
            Err(error) => return Err(DiskError::Read { path: error.path().unwrap_or(start).to_owned(), error: error.into() }),
        };
        let name = relative(root, entry.path());
        let found = if entry.file_type().is_dir() { too_deep(&entry, depth, &name).map(Err) } else { read_file(&entry, &name).transpose() };
        if let Some(file) = found {
            files.insert(name, file);
        }
    }
    Ok(files)
}

/// What to say of a folder so deep that nothing in it is looked at. `above` is how deep the walk began.
fn too_deep(folder: &walkdir::DirEntry, above: usize, name: &str) -> Option<Box<Unread>> {
    (above + folder.depth() >= DEPTH).then(|| {
        let message = format!("`{name}` is a folder inside {DEPTH} others, and nothing is looked for so deep");
        Box::new(unread(&rules::MISPLACED_FILE, name, message, "move what is in it to where the guide looks for files, or delete it"))
    })
}

fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.to_string_lossy().starts_with('.')
}

fn relative(folder: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<String> = inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

/// The endings of files that are content. Others are left alone.
fn is_content(name: &str) -> bool {
    name.ends_with(".md") || name.ends_with(".toml") || name == guidepost::site::published::FILE
}

fn read_file(entry: &walkdir::DirEntry, name: &str) -> Result<Option<Found>, Box<Unread>> {
    let refuse = |rule, message: String, help: &str| Err(Box::new(unread(rule, name, message, help)));
    let is_logo = logo::slug(name).is_some();
    if !is_content(name) && !is_logo && !entry.file_type().is_symlink() {
        return match content::stray(name) {
            Some((message, help)) => refuse(&rules::MISPLACED_FILE, message, &help),
            None => Ok(None),
        };
    }
    if !entry.file_type().is_file() {
        let message = format!("`{name}` is a link or a device, not an ordinary file");
        return refuse(&rules::UNREADABLE_FILE, message, "put an ordinary file in its place");
    }
    let (most, read, help) = match is_logo {
        true => (logo::MAX_FILE, logo::MAX_FILE, "save it smaller: about 400 pixels wide is enough"),
        false => (MAX_FILE, 4 * MAX_FILE, "split it, or take out what is not text"),
    };
    match read_at_most(entry.path(), read as u64) {
        Ok(Some(bytes)) if is_logo => Ok(Some(Found::Picture(Picture { path: name.into(), bytes: bytes.into() }))),
        Ok(Some(bytes)) => match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(Found::Text(Source { path: name.into(), text: text.into() }))),
            Err(error) => Err(Box::new(not_text(name, error.as_bytes(), error.utf8_error().valid_up_to()))),
        },
        Ok(None) => {
            let size = entry.metadata().map_or_else(|_| "too many".to_owned(), |metadata| (metadata.len() / 1024).to_string());
            refuse(&rules::FILE_TOO_LARGE, format!("the file has {size} KB; at most {} KB are read", most / 1024), help)
        }
        Err(error) => refuse(&rules::UNREADABLE_FILE, format!("`{name}` cannot be read: {error}"), ""),
    }
}

/// The bytes of a file, or none when it has more than `most`. What it says of its own size is not relied on.
fn read_at_most(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

fn unread(rule: &'static Rule, name: &str, message: String, help: &str) -> Unread {
    let place = Place { file: name.into(), span: Span::default() };
    Unread { problem: Diagnostic::new(rule, place, message).help(help), shown: None }
}

/// Points at the first byte that is not text, in the file as far as it can be shown.
fn not_text(name: &str, bytes: &[u8], at: usize) -> Unread {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let message = "the file is in the encoding UTF-16, which some editors call Unicode".to_owned();
        return unread(&rules::INVALID_UTF8, name, message, "save the file again with the encoding UTF-8");
    }
    let message = "this byte is not UTF-8 text; the file was saved in another encoding".to_owned();
    let mut unread = unread(&rules::INVALID_UTF8, name, message, "save the file again with the encoding UTF-8");
    unread.problem.place.span = Span::new(at..at + char::REPLACEMENT_CHARACTER.len_utf8());
    unread.shown = Some(Source { path: name.into(), text: String::from_utf8_lossy(bytes).into() });
    unread
}

/// When each file below a folder was last written and how long it is: enough to see that one changed.
#[cfg(feature = "serve")]
pub(crate) fn stamps(folder: &Path) -> BTreeMap<PathBuf, (Option<std::time::SystemTime>, u64)> {
    let stamp = |entry: walkdir::DirEntry| {
        let metadata = entry.metadata().ok().filter(fs::Metadata::is_file)?;
        Some((entry.into_path(), (metadata.modified().ok(), metadata.len())))
    };
    WalkDir::new(folder).max_depth(DEPTH).into_iter().filter_map(Result::ok).filter_map(stamp).collect()
}

/// How many files the system lets this program have open, where it says so.
#[cfg(feature = "serve")]
pub(crate) fn open_files() -> Option<usize> {
    let limits = fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The one true path of a folder, under which the system reports its changes.
#[cfg(feature = "serve")]
pub(crate) fn true_path(folder: &Path) -> Result<PathBuf, DiskError> {
    folder.canonicalize().map_err(reading(folder))
}

/// Whether there is a folder at `path`.
#[cfg(feature = "serve")]
pub(crate) fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Reads the files of a theme folder, by their names inside it.
pub(crate) fn read_theme(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, DiskError> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).max_depth(6).sort_by_file_name() {
        let entry = entry.map_err(|error| DiskError::Read { path: error.path().unwrap_or(folder).to_owned(), error: error.into() })?;
        if entry.file_type().is_file() {
            files.push((relative(folder, entry.path()), fs::read(entry.path()).map_err(reading(entry.path()))?));
        }
    }
    Ok(files)
}

/// The most that is read of a paper, in bytes.
const LARGEST_PAPER: u64 = 64 * 1024 * 1024;

/// The PDFs of a folder, by their names without the ending.
pub(crate) fn read_papers(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, DiskError> {
    let mut papers = Vec::new();
    for entry in fs::read_dir(folder).map_err(reading(folder))? {
        let path = entry.map_err(reading(folder))?.path();
        let name = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".pdf"));
        if let Some(name) = name {
            let bytes = read_at_most(&path, LARGEST_PAPER).map_err(reading(&path))?;
            papers.push((name.to_owned(), bytes.ok_or_else(|| DiskError::TooLarge(path.clone()))?));
        }
    }
    papers.sort();
    Ok(papers)
}

#[cfg(all(test, feature = "serve"))]
mod tests {
    use super::*;

    /// A folder with these files, read once.
    fn folder(files: &[&str]) -> (tempfile::TempDir, ContentFolder) {
        let place = tempfile::tempdir().expect("a temporary folder can be made");
        for file in files {
            write(place.path(), file, file);
        }
        let content = ContentFolder::read(place.path()).expect("the folder can be read");
        (place, content)
    }

    fn write(root: &Path, file: &str, text: &str) {
        let path = root.join(file);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    fn names(content: &ContentFolder) -> Vec<String> {
        content.sources().value.iter().map(|source| source.path.to_string()).collect()
    }

    #[test]
    fn only_what_is_named_is_read_again() {
        let (place, mut content) = folder(&["a.md", "b/c.md", "b-d.md"]);
        write(place.path(), "a.md", "new");
        write(place.path(), "b-d.md", "new");
        assert!(content.reread(&place.path().join("a.md")).is_ok_and(|changed| changed));
        let sources = content.sources().value;
        assert_eq!(sources.get("a.md").map(|source| &*source.text), Some("new"));
        assert_eq!(sources.get("b-d.md").map(|source| &*source.text), Some("b-d.md"));
    }

    #[test]
    fn a_file_saved_without_a_change_is_no_change() {
        let (place, mut content) = folder(&["a.md"]);
        write(place.path(), "a.md", "a.md");
        assert!(content.reread(&place.path().join("a.md")).is_ok_and(|changed| !changed));
    }

    #[test]
    fn a_folder_is_read_again_with_everything_in_it() {
        let (place, mut content) = folder(&["a/b.md", "a/c/d.md", "a-b.md"]);
        fs::rename(place.path().join("a"), place.path().join("e")).expect("a folder can be renamed");
        for name in ["a", "e"] {
            assert!(content.reread(&place.path().join(name)).is_ok_and(|changed| changed), "{name}");
        }
        assert_eq!(names(&content), ["a-b.md", "e/b.md", "e/c/d.md"]);
    }

    #[test]
    fn hidden_files_and_files_elsewhere_are_left_alone() {
        let (place, mut content) = folder(&["a.md"]);
        write(place.path(), ".git/b.md", "");
        for path in [place.path().join(".git/b.md"), PathBuf::from("/elsewhere/a.md")] {
            assert!(content.reread(&path).is_ok_and(|changed| !changed), "{}", path.display());
        }
        assert_eq!(names(&content), ["a.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_takes_the_place_of_a_file_is_a_problem() {
        let (place, mut content) = folder(&["a.md", "b.md"]);
        let path = place.path().join("a.md");
        fs::remove_file(&path).and_then(|()| std::os::unix::fs::symlink("/etc/passwd", &path)).expect("a link can be made");
        assert!(content.reread(&path).is_ok_and(|changed| changed));
        assert_eq!(names(&content), ["b.md"]);
        assert_eq!(content.sources().problems.len(), 1);
    }
}
