//! Writes a site into its folder, file by file as they are finished.
//!
//! All is written from one thread: two that write into one folder wait for each other.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use guidepost::diagnostic::Diagnostic;
use guidepost::site::Output;

use super::kept::{Inputs, Kept, Stamp};
use super::{DiskError, reading, writing};

/// The file that says that an output folder is ours, and which files in it are.
const MARKER: &str = ".guidepost";
/// The marker's first line.
const MARKER_TITLE: &str = "Written by guidepost. The files listed here are replaced and removed by it.";
/// What the new bytes of a file that is there already are called until all files are finished.
const ASIDE: &str = ".guidepost-new";

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

/// Makes a folder hold exactly the files that it is given, in any order. Files that are right already are not
/// touched.
///
/// What is there already stays as it is until [`SiteWriter::finish`]: new bytes wait beside the old ones. A
/// writer that is dropped before leaves the site as it was.
#[derive(Debug)]
pub(crate) struct SiteWriter {
    folder: PathBuf,
    /// What the marker says was written before.
    previous: BTreeSet<String>,
    /// What belongs to the site now.
    wanted: BTreeSet<String>,
    /// The folders that are known to be there.
    folders: BTreeSet<PathBuf>,
    /// Files that were not there before.
    fresh: Vec<PathBuf>,
    /// Files whose new bytes wait beside them.
    waiting: Vec<PathBuf>,
    written: Written,
    /// What the files look like from outside.
    stamps: Vec<Stamp>,
    /// Whether the marker is this writer's.
    claimed: bool,
    finished: bool,
}

impl SiteWriter {
    /// Opens a folder for a site. Folders whose contents are not ours to replace are refused.
    pub(crate) fn open(folder: &Path, content: &Path) -> Result<Self, DiskError> {
        guard(folder, content)?;
        Ok(Self {
            folder: folder.to_owned(),
            previous: previous_files(folder)?,
            wanted: BTreeSet::new(),
            folders: BTreeSet::new(),
            fresh: Vec::new(),
            waiting: Vec::new(),
            written: Written::default(),
            stamps: Vec::new(),
            claimed: false,
            finished: false,
        })
    }

    /// Takes one file of the site.
    pub(crate) fn put(&mut self, file: Output) -> Result<(), DiskError> {
        let path = self.folder.join(&file.path);
        let metadata = match self.prepare(&path, &file)? {
            There::Same(metadata) => {
                self.written.same += 1;
                Ok(metadata)
            }
            There::Other => {
                self.waiting.push(path.clone());
                write(&aside(&path), &file.bytes)
            }
            There::Nothing => {
                self.fresh.push(path.clone());
                write(&path, &file.bytes)
            }
        };
        self.stamps.push(Stamp::new(file.path.clone(), &metadata.map_err(writing(&path))?));
        self.wanted.insert(file.path);
        Ok(())
    }

    /// Sees what is at a file's place, and makes the folder for it.
    fn prepare(&mut self, path: &Path, file: &Output) -> Result<There, DiskError> {
        if self.wanted.is_empty() {
            self.claim()?;
        }
        let folder = path.parent().unwrap_or(&self.folder);
        if self.folders.contains(folder) {
            return Ok(there(path, &file.bytes));
        }
        let is_new = !folder.is_dir();
        if is_new {
            fs::create_dir_all(folder).map_err(writing(folder))?;
        }
        let folder = folder.to_owned();
        self.folders.insert(folder);
        Ok(if is_new { There::Nothing } else { there(path, &file.bytes) })
    }

    /// Marks the folder as ours before anything else is in it.
    fn claim(&mut self) -> Result<(), DiskError> {
        fs::create_dir_all(&self.folder).map_err(writing(&self.folder))?;
        if !self.folder.join(MARKER).is_file() {
            self.claimed = true;
            write_marker(&self.folder, &self.previous)?;
        }
        Kept::forget(&self.folder)
    }

    /// Puts the new files into their places, and removes those that the site no longer has. Keeps for the next
    /// build what this one was made from and what it had to say.
    pub(crate) fn finish(mut self, inputs: &Inputs, problems: &[Diagnostic]) -> Result<Written, DiskError> {
        self.claim()?;
        // Until all is in its place, both the old and the new files are ours to remove.
        write_marker(&self.folder, &self.previous.union(&self.wanted).cloned().collect())?;
        for path in std::mem::take(&mut self.waiting) {
            fs::rename(aside(&path), &path).map_err(writing(&path))?;
            self.written.changed += 1;
        }
        self.written.changed += self.fresh.len();
        self.finished = true;
        for stale in self.previous.difference(&self.wanted) {
            let path = self.folder.join(stale);
            if fs::remove_file(&path).is_ok() {
                self.written.removed += 1;
                remove_empty_folders(&path, &self.folder);
            }
        }
        write_marker(&self.folder, &self.wanted)?;
        Kept::new(inputs, std::mem::take(&mut self.stamps), problems).leave(&self.folder)?;
        Ok(self.written)
    }
}

impl Drop for SiteWriter {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        for path in self.waiting.iter().map(|path| aside(path)).chain(self.fresh.iter().cloned()) {
            let _ = fs::remove_file(&path);
            remove_empty_folders(&path, &self.folder);
        }
        if self.claimed {
            let _ = fs::remove_file(self.folder.join(MARKER));
            let _ = fs::remove_dir(&self.folder);
        }
    }
}

/// What stands where a file is to be written.
enum There {
    Nothing,
    Same(fs::Metadata),
    Other,
}

fn there(path: &Path, bytes: &[u8]) -> There {
    match fs::metadata(path) {
        Err(_) => There::Nothing,
        Ok(metadata) if metadata.is_file() && metadata.len() == bytes.len() as u64 && fs::read(path).is_ok_and(|old| old == bytes) => {
            There::Same(metadata)
        }
        Ok(_) => There::Other,
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<fs::Metadata> {
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.metadata()
}

fn aside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ASIDE);
    path.with_file_name(name)
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
    let inside =
        |line: &&str| !line.is_empty() && !line.starts_with('/') && !line.split('/').any(|part| part == ".." || part.contains('\\'));
    Ok(text.lines().skip(1).filter(inside).map(str::to_owned).collect())
}

fn write_marker(output: &Path, files: &BTreeSet<String>) -> Result<(), DiskError> {
    let mut text = String::from(MARKER_TITLE);
    text.push('\n');
    for file in files {
        text.push_str(file);
        text.push('\n');
    }
    let path = output.join(MARKER);
    match there(&path, text.as_bytes()) {
        There::Same(_) => Ok(()),
        There::Nothing | There::Other => replace(&path, text.as_bytes()),
    }
}

/// Writes a file so that a reader sees the old bytes or the new ones, never a part.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let aside = aside(path);
    let outcome = write(&aside, bytes).and_then(|_| fs::rename(&aside, path));
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

#[cfg(test)]
mod tests {
    use super::*;
    use guidepost::Choices;
    use guidepost::diagnostic::Checked;
    use guidepost::site::theme::Theme;
    use guidepost::source::Sources;

    fn inputs() -> Inputs {
        Inputs::of(&Checked::new(Sources::default(), Vec::new()), &Theme::built_in(), &Choices::default())
    }

    /// A place for a site, with a content folder beside it.
    struct Desk(tempfile::TempDir);

    impl Desk {
        fn new() -> Self {
            let place = tempfile::tempdir().expect("a temporary folder can be made");
            fs::create_dir(place.path().join("content")).expect("a folder can be made");
            Self(place)
        }

        fn site(&self) -> PathBuf {
            self.0.path().join("public")
        }

        /// A writer that has been given these files.
        fn writer(&self, files: &[(&str, &str)]) -> SiteWriter {
            let mut writer = SiteWriter::open(&self.site(), &self.0.path().join("content")).expect("the folder is ours");
            for (path, text) in files {
                writer.put(Output { path: (*path).to_owned(), bytes: text.as_bytes().to_vec() }).expect("a file can be written");
            }
            writer
        }

        fn write(&self, files: &[(&str, &str)]) -> (usize, usize, usize) {
            let written = self.writer(files).finish(&inputs(), &[]).expect("a site can be written");
            (written.changed, written.same, written.removed)
        }

        /// What the site holds, the files that begin with a dot excepted.
        fn files(&self) -> Vec<(String, String)> {
            let entries = walkdir::WalkDir::new(self.site()).sort_by_file_name().into_iter().filter_map(Result::ok);
            let files = entries.filter(|entry| entry.file_type().is_file());
            let named = files.map(|entry| (super::super::relative(&self.site(), entry.path()), fs::read_to_string(entry.path())));
            named.filter(|(path, _)| !path.starts_with('.')).map(|(path, text)| (path, text.expect("text"))).collect()
        }
    }

    fn owned(files: &[(&str, &str)]) -> Vec<(String, String)> {
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn only_what_changed_is_written_and_what_is_stale_is_removed() {
        let desk = Desk::new();
        assert_eq!(desk.write(&[("b/index.html", "1"), ("a.txt", "1"), ("c/d/index.html", "1")]), (3, 0, 0));
        assert_eq!(desk.write(&[("a.txt", "1"), ("b/index.html", "22"), ("e.txt", "1")]), (2, 1, 1));
        assert_eq!(desk.files(), owned(&[("a.txt", "1"), ("b/index.html", "22"), ("e.txt", "1")]));
        assert!(!desk.site().join("c").exists(), "folders that became empty go too");
    }

    #[test]
    fn until_it_is_finished_the_site_stays_as_it_was() {
        let desk = Desk::new();
        desk.write(&[("a.txt", "old"), ("b.txt", "old")]);
        let writer = desk.writer(&[("a.txt", "new"), ("c/d.txt", "new")]);
        assert_eq!(fs::read_to_string(desk.site().join("a.txt")).expect("it is there"), "old");
        drop(writer);
        assert_eq!(desk.files(), owned(&[("a.txt", "old"), ("b.txt", "old")]));
        assert_eq!(desk.write(&[("a.txt", "old"), ("b.txt", "old")]), (0, 2, 0));
    }

    #[test]
    fn a_first_site_that_is_given_up_leaves_nothing() {
        let desk = Desk::new();
        drop(desk.writer(&[("a/b.txt", "new")]));
        assert!(!desk.site().exists());
    }

    #[test]
    fn a_folder_of_other_peoples_files_is_refused() {
        let desk = Desk::new();
        fs::create_dir(desk.site()).expect("a folder can be made");
        fs::write(desk.site().join("theirs.txt"), "").expect("a file can be written");
        let refused = SiteWriter::open(&desk.site(), &desk.0.path().join("content"));
        assert!(matches!(refused, Err(DiskError::Foreign(_))));
        assert!(matches!(SiteWriter::open(desk.0.path(), &desk.0.path().join("content")), Err(DiskError::Overlap(_))));
    }
}
