//! The only room that touches files: reads a content tree, writes what changed of a site.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use guidepost::content::MAX_FILE;
use guidepost::diagnostic::{Checked, Diagnostic};
use guidepost::rules;
use guidepost::site::Output;
use guidepost::source::{Place, Source, Sources, Span};

/// The file that says that an output folder is ours, and which files in it are.
const MARKER: &str = ".guidepost";
/// The marker's first line.
const MARKER_TITLE: &str = "Written by guidepost. The files listed here are replaced and removed by it.";

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

/// Reads every text file of a content folder. A file that cannot be used becomes a problem, not a failure.
///
/// Hidden files and folders are left alone. Links are not followed.
pub(crate) fn read_content(folder: &Path) -> Result<Checked<Sources>, DiskError> {
    if !folder.is_dir() {
        return Err(DiskError::NoContent(folder.to_owned()));
    }
    let mut files = Vec::new();
    let mut problems = Vec::new();
    let hidden = |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(folder).max_depth(6).sort_by_file_name().into_iter().filter_entry(|entry| !hidden(entry)) {
        let entry = entry.map_err(|error| DiskError::Read { path: error.path().unwrap_or(folder).to_owned(), error: error.into() })?;
        if entry.file_type().is_dir() {
            continue;
        }
        let name = relative(folder, entry.path());
        match read_file(&entry, &name) {
            Ok(Some(source)) => files.push(source),
            Ok(None) => {}
            Err(problem) => {
                files.push(Source { path: problem.place.file.clone(), text: "".into() });
                problems.push(*problem);
            }
        }
    }
    // A file that could not be read has been reported; an empty text in its place would be reported again.
    files.retain(|file| !problems.iter().any(|problem: &Diagnostic| problem.place.file == file.path));
    Ok(Checked::new(Sources::new(files), problems))
}

fn relative(folder: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<String> = inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

/// The endings of files that are content. Others are left alone.
fn is_content(name: &str) -> bool {
    name.ends_with(".md") || name.ends_with(".toml")
}

fn read_file(entry: &walkdir::DirEntry, name: &str) -> Result<Option<Source>, Box<Diagnostic>> {
    if !is_content(name) {
        return Ok(None);
    }
    let problem = |rule, message: String| Box::new(Diagnostic::new(rule, Place { file: name.into(), span: Span::default() }, message));
    if !entry.file_type().is_file() {
        return Err(problem(&rules::UNREADABLE_FILE, format!("`{name}` is a link or a device, not an ordinary file")).help_boxed("put an ordinary file in its place"));
    }
    let size = entry.metadata().map(|metadata| metadata.len()).unwrap_or(0);
    if size > 4 * MAX_FILE as u64 {
        return Err(problem(&rules::FILE_TOO_LARGE, format!("the file has {} KB; at most {} KB are read", size / 1024, MAX_FILE / 1024)).help_boxed("split it, or take out what is not text"));
    }
    let bytes = fs::read(entry.path()).map_err(|error| problem(&rules::UNREADABLE_FILE, format!("`{name}` cannot be read: {error}")))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(Source { path: name.into(), text: text.into() })),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
            Err(problem(&rules::INVALID_UTF8, format!("line {line} holds bytes that are not UTF-8 text")).help_boxed("save the file again with the encoding UTF-8"))
        }
    }
}

trait HelpBoxed {
    fn help_boxed(self, help: &str) -> Self;
}

impl HelpBoxed for Box<Diagnostic> {
    fn help_boxed(mut self, help: &str) -> Self {
        help.clone_into(&mut self.help);
        self
    }
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

/// How much was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// Files that were new or different.
    pub(crate) changed: usize,
    /// Files that were right already.
    pub(crate) same: usize,
    /// Files that are no longer part of the site.
    pub(crate) removed: usize,
}

/// Makes a folder hold exactly these files. Files that are right already are not touched.
pub(crate) fn write_site(outputs: &[Output], output: &Path, content: &Path) -> Result<Written, DiskError> {
    guard(output, content)?;
    let previous = previous_files(output)?;
    fs::create_dir_all(output).map_err(writing(output))?;
    let wanted: BTreeSet<&str> = outputs.iter().map(|file| file.path.as_str()).collect();
    write_marker(output, wanted.iter().copied().chain(previous.iter().map(String::as_str)).collect())?;
    let mut written = Written::default();
    let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
    for file in outputs {
        let path = output.join(&file.path);
        if is_same(&path, &file.bytes) {
            written.same += 1;
            continue;
        }
        if let Some(folder) = path.parent()
            && folders.insert(folder.to_owned())
        {
            fs::create_dir_all(folder).map_err(writing(folder))?;
        }
        replace(&path, &file.bytes)?;
        written.changed += 1;
    }
    for stale in previous.iter().filter(|file| !wanted.contains(file.as_str())) {
        let path = output.join(stale);
        if fs::remove_file(&path).is_ok() {
            written.removed += 1;
            remove_empty_folders(&path, output);
        }
    }
    write_marker(output, wanted)?;
    Ok(written)
}

/// Refuses folders whose contents are not ours to replace.
fn guard(output: &Path, content: &Path) -> Result<(), DiskError> {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
    let (out, inside) = (real(output), real(content));
    if inside.starts_with(&out) || out.starts_with(&inside) {
        return Err(DiskError::Overlap(output.to_owned()));
    }
    if !output.exists() || output.join(MARKER).is_file() {
        return Ok(());
    }
    let mut entries = fs::read_dir(output).map_err(reading(output))?;
    if entries.next().is_some() { Err(DiskError::Foreign(output.to_owned())) } else { Ok(()) }
}

fn previous_files(output: &Path) -> Result<BTreeSet<String>, DiskError> {
    let marker = output.join(MARKER);
    if !marker.is_file() {
        return Ok(BTreeSet::new());
    }
    let text = fs::read_to_string(&marker).map_err(reading(&marker))?;
    let inside = |line: &&str| !line.is_empty() && !line.starts_with('/') && !line.split('/').any(|part| part == ".." || part.contains('\\'));
    Ok(text.lines().skip(1).filter(inside).map(str::to_owned).collect())
}

fn write_marker(output: &Path, files: BTreeSet<&str>) -> Result<(), DiskError> {
    let mut text = String::from(MARKER_TITLE);
    text.push('\n');
    for file in files {
        text.push_str(file);
        text.push('\n');
    }
    let path = output.join(MARKER);
    if is_same(&path, text.as_bytes()) { Ok(()) } else { replace(&path, text.as_bytes()) }
}

fn is_same(path: &Path, bytes: &[u8]) -> bool {
    let same_size = fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() == bytes.len() as u64);
    same_size && fs::read(path).is_ok_and(|old| old == bytes)
}

/// Writes a file so that a reader sees the old bytes or the new ones, never a part.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    if !path.exists() {
        return fs::write(path, bytes).map_err(writing(path));
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".guidepost-new");
    let aside = path.with_file_name(name);
    let outcome = fs::File::create(&aside).and_then(|mut file| file.write_all(bytes)).and_then(|()| fs::rename(&aside, path));
    if outcome.is_err() {
        let _ = fs::remove_file(&aside);
    }
    outcome.map_err(writing(path))
}

fn remove_empty_folders(path: &Path, output: &Path) {
    let mut folder = path.parent();
    while let Some(current) = folder.filter(|folder| *folder != output) {
        if fs::remove_dir(current).is_err() {
            return;
        }
        folder = current.parent();
    }
}
