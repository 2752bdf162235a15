//! Writes a site into its folder, file by file as they are finished.
//!
//! All is written from one thread: two that write into one folder wait for each other. What is new or different
//! stands aside until everything is finished; see [`super::aside`].

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use guidepost::diagnostic::Diagnostic;
use guidepost::site::{Output, press};

use super::aside::{self, Aside};
use super::kept::{self, Earlier, Inputs, Kept, Stamp};
use super::{DiskError, reading, writing};

/// The file that says that an output folder is ours, and which files in it are.
pub(super) const MARKER: &str = ".guidepost";
/// The marker's first line.
const MARKER_TITLE: &str = "Written by guidepost. The files listed here are replaced and removed by it.";
/// What the new bytes of a single file are called until they are all there.
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
/// touched, and when all are, nothing is.
///
/// What is there already stays as it is until [`SiteWriter::finish`], which puts the whole new site in its place. A
/// writer that is dropped before leaves the site as it was.
#[derive(Debug)]
pub(crate) struct SiteWriter {
    aside: Aside,
    /// What the marker says was written before.
    previous: BTreeSet<String>,
    /// What belongs to the site now.
    wanted: BTreeSet<String>,
    /// The folders that are there already, as far as they were looked for.
    folders: BTreeSet<PathBuf>,
    /// Files that are new or different.
    changed: Vec<String>,
    same: usize,
    /// What the files look like from outside.
    stamps: Vec<Stamp>,
    inputs: Inputs,
    /// What the last build left.
    earlier: Earlier,
    /// Files whose smaller forms are still to be made.
    large: Vec<String>,
}

impl SiteWriter {
    /// Opens a folder for a site. Folders whose contents are not ours to replace are refused.
    pub(crate) fn open(folder: &Path, content: &Path, inputs: &Inputs) -> Result<Self, DiskError> {
        guard(folder, content)?;
        let aside = Aside::of(folder)?;
        Ok(Self {
            previous: previous_files(aside.folder())?,
            earlier: Earlier::of(aside.folder(), inputs),
            inputs: inputs.clone(),
            large: Vec::new(),
            aside,
            wanted: BTreeSet::new(),
            folders: BTreeSet::new(),
            changed: Vec::new(),
            same: 0,
            stamps: Vec::new(),
        })
    }

    /// Takes one file of the site.
    pub(crate) fn put(&mut self, file: Output) -> Result<(), DiskError> {
        let there = self.there(&file);
        let same = there.is_some();
        let metadata = if let Some(metadata) = there {
            self.same += 1;
            metadata
        } else {
            let path = self.aside.place(&file.path)?;
            self.changed.push(file.path.clone());
            write(&path, &file.bytes).map_err(writing(&path))?
        };
        let stamp = Stamp::new(file.path.clone(), &metadata);
        if self.inputs.compressed && press::is_worth_it(&file) {
            let untouched = same && self.earlier.stamp(&file.path) == Some(&stamp);
            if !(untouched && self.keep_smaller(&file.path)) {
                self.large.push(file.path.clone());
            }
        }
        self.stamps.push(stamp);
        self.wanted.insert(file.path);
        Ok(())
    }

    /// Takes over a file that the last build left, if nobody has touched it since. Only for files in which there
    /// is always the same under their name.
    pub(crate) fn keep(&mut self, path: &str) -> bool {
        let Some(stamp) = self.earlier.stamp(path).filter(|stamp| stamp.holds(self.aside.folder())).cloned() else { return false };
        if !self.is_within(&self.aside.folder().join(path)) {
            return false;
        }
        self.same += 1;
        self.wanted.insert(path.to_owned());
        self.stamps.push(stamp);
        true
    }

    /// Takes over the smaller forms of a file that is the same as at the last build. What had no smaller form then
    /// has none now.
    fn keep_smaller(&mut self, path: &str) -> bool {
        let folder = self.aside.folder();
        let holds = |name: &String| self.earlier.stamp(name).is_none_or(|stamp| stamp.holds(folder));
        if !self.earlier.compressed() || !press::names(path).all(|name| holds(&name)) {
            return false;
        }
        for name in press::names(path) {
            self.keep(&name);
        }
        true
    }

    /// The files whose smaller forms are still to be made and given to [`SiteWriter::put`].
    pub(crate) fn large(&mut self) -> Vec<String> {
        std::mem::take(&mut self.large)
    }

    /// The bytes of a file that was given.
    pub(crate) fn read(&self, path: &str) -> Result<Vec<u8>, DiskError> {
        self.aside.read(path)
    }

    /// A file that is right already.
    fn there(&mut self, file: &Output) -> Option<fs::Metadata> {
        let path = self.aside.folder().join(&file.path);
        if self.is_within(&path) { there(&path, &file.bytes) } else { None }
    }

    /// Whether the folder of a file is there, and no link on the way leads out of the site. A folder that is there is
    /// looked at once only.
    fn is_within(&mut self, path: &Path) -> bool {
        let folder = path.parent().unwrap_or(path);
        let known = self.folders.contains(folder);
        if !known && aside::is_within(self.aside.folder(), folder) {
            self.folders.insert(folder.to_owned());
            return true;
        }
        known
    }

    /// Puts the new site in the place of the old one. Keeps for the next build what this one was made from and what it
    /// had to say.
    pub(crate) fn finish(mut self, problems: &[Diagnostic]) -> Result<Written, DiskError> {
        let folder = self.aside.folder().to_owned();
        let is_there = |file: &&String| folder.join(file).symlink_metadata().is_ok();
        let gone: BTreeSet<String> = self.previous.difference(&self.wanted).filter(is_there).cloned().collect();
        let written = Written { changed: self.changed.len(), same: self.same, removed: gone.len() };
        let marker = marker(&self.wanted);
        let kept = Kept::new(&self.inputs, std::mem::take(&mut self.stamps), problems).bytes();
        let beside = [(MARKER, marker.as_bytes()), (kept::NAME, kept.as_slice())];
        if written.changed + written.removed == 0 && folder.is_dir() {
            for (name, bytes) in beside {
                let path = folder.join(name);
                if there(&path, bytes).is_none() {
                    replace(&path, bytes)?;
                }
            }
            return Ok(written);
        }
        for (name, bytes) in beside {
            let path = self.aside.place(name)?;
            write(&path, bytes).map_err(writing(&path))?;
            self.changed.push(name.to_owned());
        }
        self.aside.replace(&self.changed, &gone)?;
        Ok(written)
    }
}

/// What stands at a place, when it is a file of these bytes.
fn there(path: &Path, bytes: &[u8]) -> Option<fs::Metadata> {
    let metadata = path.symlink_metadata().ok()?;
    let same = metadata.is_file() && metadata.len() == bytes.len() as u64 && fs::read(path).is_ok_and(|old| old == bytes);
    same.then_some(metadata)
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<fs::Metadata> {
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.metadata()
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

fn marker(files: &BTreeSet<String>) -> String {
    let lines: Vec<&str> = [MARKER_TITLE].into_iter().chain(files.iter().map(String::as_str)).collect();
    lines.join("\n") + "\n"
}

/// Writes a file so that a reader sees the old bytes or the new ones, never a part.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let aside = put_beside(path, bytes)?;
    let outcome = fs::rename(&aside, path);
    if outcome.is_err() {
        let _ = fs::remove_file(&aside);
    }
    outcome.map_err(writing(path))
}

/// Writes the new bytes of a file beside it; says where.
pub(super) fn put_beside(path: &Path, bytes: &[u8]) -> Result<PathBuf, DiskError> {
    let aside = unfinished(path);
    // Whatever has the name goes: it may be a link, which must not be written through.
    let _ = fs::remove_file(&aside);
    let outcome = write(&aside, bytes);
    if outcome.is_err() {
        let _ = fs::remove_file(&aside);
    }
    outcome.map_err(writing(path))?;
    Ok(aside)
}

/// Where the new bytes of a file wait until they are all there.
pub(super) fn unfinished(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ASIDE);
    path.with_file_name(name)
}

pub(super) fn remove_empty_folders(path: &Path, output: &Path) {
    let mut folder = path.parent();
    while let Some(current) = folder.filter(|folder| *folder != output) {
        if fs::remove_dir(current).is_err() {
            return;
        }
        folder = current.parent();
    }
}
