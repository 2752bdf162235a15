//! Makes the new state of a folder beside the old one, and swaps the two in one step.
//!
//! Whoever looks sees the old folder or the new one and never something between, whenever the program is killed and
//! whatever the disk does. While it is being made, the new state stands in `.NAME.guidepost-new` beside the folder
//! `NAME`. Files that stay as they are get a second name there; their bytes are not copied.
//!
//! Where two folders cannot be swapped in one step, the old one first gets the name `.NAME.guidepost-old`. That name is
//! the journal: a folder that has it was replaced by one that was whole, and the next run finishes what is left to do.
//!
//! A folder at which a disk is mounted can be neither moved nor swapped. There every new file is first written beside the
//! one that it replaces; once all of them are there, which [`WHOLE`] says, each gets its name. So a full disk leaves the old
//! state, and a run that is killed while names are given leaves the rest to the next one.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::kept;
use super::site::{MARKER, unfinished};
use super::{DiskError, reading, writing};

/// Where the new state is made when nothing can be made beside the folder.
const INSIDE: &str = ".guidepost-new";

/// Says, in the folder [`INSIDE`], that every new file stands beside the one that it replaces.
const WHOLE: &str = ".guidepost-whole";

/// What each folder holds for the program itself. These files are also replaced by themselves.
const OWN: [&str; 2] = [MARKER, kept::NAME];

/// A folder that is about to be replaced. Nobody else replaces it meanwhile.
#[derive(Debug)]
pub(super) struct Aside {
    folder: PathBuf,
    /// Where the new state is made.
    new: PathBuf,
    /// Where the old one goes for a moment when the two cannot be swapped.
    old: PathBuf,
    /// Whether the new state stands beside the folder, and not in it: then the two can be swapped.
    beside: bool,
    begun: bool,
    _lock: Option<File>,
}

/// How a folder was replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Replaced {
    /// In one step, or in two that the next run would have finished.
    Whole,
    /// File by file, because the folder can be neither moved nor swapped: it is where a disk is mounted.
    FileByFile,
}

impl Aside {
    /// Waits until nobody else replaces this folder, and finishes what a killed run has left.
    pub(super) fn of(folder: &Path) -> Result<Self, DiskError> {
        let folder = real(folder);
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let parent = folder.parent().unwrap_or(&folder);
        fs::create_dir_all(parent).map_err(writing(parent))?;
        let place = |what: &str| parent.join(format!(".{name}.guidepost-{what}"));
        let (new, old, lock) = (place("new"), place("old"), lock(parent, &place("lock")));
        let aside = Self { folder, new, old, beside: true, begun: false, _lock: lock };
        aside.recover()?;
        Ok(aside)
    }

    /// Whether a killed run has left something beside a folder, or in it.
    pub(super) fn is_left_over(folder: &Path) -> bool {
        let folder = real(folder);
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let parent = folder.parent().unwrap_or(&folder);
        ["new", "old"].iter().any(|what| exists(&parent.join(format!(".{name}.guidepost-{what}"))))
            || exists(&folder.join(INSIDE))
            || OWN.iter().any(|name| exists(&unfinished(&folder.join(name))))
    }

    /// The folder as it can be read.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    fn recover(&self) -> Result<(), DiskError> {
        if exists(&self.old) && !exists(&self.folder) {
            let whole = if exists(&self.new) { &self.new } else { &self.old };
            fs::rename(whole, &self.folder).map_err(writing(&self.folder))?;
        }
        discard(&self.new)?;
        discard(&self.old)?;
        let inside = self.folder.join(INSIDE);
        if inside.join(WHOLE).is_file() {
            // Files were being named one by one.
            self.name_unfinished()?;
        }
        for name in OWN {
            remove(&unfinished(&self.folder.join(name)))?;
        }
        if exists(&inside) {
            self.remove_unfinished()?;
        }
        discard(&inside)
    }

    /// Removes what stands beside the files of the site and was to become one of them.
    fn remove_unfinished(&self) -> Result<(), DiskError> {
        for (path, _) in self.unfinished() {
            remove(&path)?;
            super::site::remove_empty_folders(&path, &self.folder);
        }
        Ok(())
    }

    /// Gives the names of the site's files to what stands beside them.
    fn name_unfinished(&self) -> Result<(), DiskError> {
        self.unfinished().into_iter().try_for_each(|(path, name)| fs::rename(&path, &name).map_err(writing(&name)))
    }

    /// The files that stand beside those of the site, each with the name that it is to get.
    fn unfinished(&self) -> Vec<(PathBuf, PathBuf)> {
        let entries = WalkDir::new(&self.folder).min_depth(1).into_iter().filter_map(Result::ok);
        let files = entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path);
        files
            .map(|path| (path.with_extension(""), path))
            .filter(|(name, path)| unfinished(name) == *path)
            .map(|(name, path)| (path, name))
            .collect()
    }

    /// Where a file of the new state is to be written. The folders above it are there.
    pub(super) fn place(&mut self, file: &str) -> Result<PathBuf, DiskError> {
        if !self.begun {
            if fs::create_dir(&self.new).is_err() {
                // Nothing may be made beside the folder, so it cannot be swapped either.
                self.beside = false;
                self.new = self.folder.join(INSIDE);
                fs::create_dir_all(&self.new).map_err(writing(&self.new))?;
            }
            // So that the next run knows what it may remove.
            fs::write(self.new.join(MARKER), "").map_err(writing(&self.new))?;
            self.begun = true;
        }
        let path = self.new.join(file);
        let folder = path.parent().unwrap_or(&self.new);
        fs::create_dir_all(folder).map_err(writing(folder))?;
        Ok(path)
    }

    /// The bytes of a file of the new state.
    pub(super) fn read(&self, file: &str) -> Result<Vec<u8>, DiskError> {
        let new = Some(self.new.join(file)).filter(|path| self.begun && exists(path));
        let path = new.unwrap_or_else(|| self.folder.join(file));
        fs::read(&path).map_err(reading(&path))
    }

    /// Takes everything over from the folder that is neither in the new state already nor among `gone`, and puts the
    /// new state in its place.
    pub(super) fn replace(mut self, changed: &[String], gone: &BTreeSet<String>) -> Result<Replaced, DiskError> {
        if self.beside {
            self.take_over(gone)?;
            match self.swap() {
                Ok(()) => return Ok(Replaced::Whole),
                Err(error) if !cannot_move(&error) => return Err(writing(&self.folder)(error)),
                Err(_) => {}
            }
        }
        self.move_in(changed, gone)?;
        Ok(Replaced::FileByFile)
    }

    fn take_over(&self, gone: &BTreeSet<String>) -> Result<(), DiskError> {
        let mut folders = BTreeSet::new();
        for entry in WalkDir::new(&self.folder).min_depth(1) {
            let Ok(entry) = entry else { continue };
            let inside = entry.path().strip_prefix(&self.folder).unwrap_or(entry.path());
            if entry.file_type().is_dir() || inside.to_str().is_some_and(|inside| gone.contains(inside.replace('\\', "/").as_str())) {
                continue;
            }
            let to = self.new.join(inside);
            let above = to.parent().unwrap_or(&self.new);
            if folders.insert(above.to_owned()) {
                fs::create_dir_all(above).map_err(writing(above))?;
            }
            match fs::hard_link(entry.path(), &to) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => copy(entry.path(), &to).map_err(writing(&to))?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Swaps the two folders, and removes the old one.
    fn swap(&mut self) -> io::Result<()> {
        if !exists(&self.folder) {
            fs::rename(&self.new, &self.folder)?;
            self.begun = false;
            return Ok(());
        }
        if exchange(&self.new, &self.folder)? {
            self.begun = false;
            // A leftover is removed by the next run.
            let _ = remove_folder(&self.new);
            return Ok(());
        }
        fs::rename(&self.folder, &self.old)?;
        if let Err(error) = fs::rename(&self.new, &self.folder) {
            fs::rename(&self.old, &self.folder)?;
            return Err(error);
        }
        self.begun = false;
        let _ = remove_folder(&self.old);
        Ok(())
    }

    /// Puts each changed file into its place by itself, and removes what is gone. Links in the folder are not followed.
    fn move_in(&self, changed: &[String], gone: &BTreeSet<String>) -> Result<(), DiskError> {
        let inside = self.folder.join(INSIDE);
        self.stand_beside(&inside, changed).inspect_err(|_| {
            // As if nothing had happened; what cannot be removed now is removed by the next run.
            let _ = self.remove_unfinished();
            let _ = discard(&inside);
        })?;
        self.name_unfinished()?;
        discard(&inside)?;
        for file in gone {
            let path = self.folder.join(file);
            if is_within(&self.folder, path.parent().unwrap_or(&path)) && fs::remove_file(&path).is_ok() {
                super::site::remove_empty_folders(&path, &self.folder);
            }
        }
        Ok(())
    }

    /// Writes every changed file beside the one that it replaces, and notes when that is done.
    fn stand_beside(&self, inside: &Path, changed: &[String]) -> Result<(), DiskError> {
        fs::create_dir_all(inside).and_then(|()| fs::write(inside.join(MARKER), "")).map_err(writing(inside))?;
        for file in changed {
            let (from, to) = (self.new.join(file), self.folder.join(file));
            let above = to.parent().unwrap_or(&self.folder);
            self.make_way(above).map_err(writing(above))?;
            let place = unfinished(&to);
            let _ = fs::remove_file(&place);
            // Made on the same disk, it takes no room a second time.
            if fs::rename(&from, &place).is_err() {
                let bytes = fs::read(&from).map_err(writing(&from))?;
                super::site::put_beside(&to, &bytes)?;
            }
        }
        let whole = inside.join(WHOLE);
        fs::write(&whole, "").map_err(writing(&whole))
    }

    /// Makes the folders of the site down to this one. A link that has the name of one goes; what it leads to stays.
    fn make_way(&self, folder: &Path) -> io::Result<()> {
        let mut path = self.folder.clone();
        for part in folder.strip_prefix(&self.folder).unwrap_or(folder).components() {
            path.push(part);
            if is_folder(&path) {
                continue;
            }
            if exists(&path) {
                // Windows removes a link to a folder as if it were one.
                fs::remove_file(&path).or_else(|_| fs::remove_dir(&path))?;
            }
            fs::create_dir(&path)?;
        }
        Ok(())
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        if self.begun {
            let _ = remove_folder(&self.new);
        }
    }
}

/// The folder itself, where its path leads over links.
fn real(folder: &Path) -> PathBuf {
    let absolute = || std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    folder.canonicalize().unwrap_or_else(|_| absolute())
}

fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Whether a folder is there, and not a link to one.
fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir())
}

/// Whether the folders from `root` down to `folder` are all there, and none is a link to somewhere else.
pub(super) fn is_within(root: &Path, folder: &Path) -> bool {
    folder.ancestors().take_while(|folder| *folder != root).all(is_folder)
}

/// A lock that is waited for: on the folder above, where folders can be locked, so that nothing is left lying about. Some
/// disks know no locks; there two runs at once are not kept apart.
fn lock(parent: &Path, name: &Path) -> Option<File> {
    let file = if cfg!(unix) { File::open(parent) } else { File::create(name) }.ok()?;
    file.lock().ok().map(|()| file)
}

/// Removes what an earlier run has left, if it was one of ours.
fn discard(folder: &Path) -> Result<(), DiskError> {
    if !exists(folder) {
        return Ok(());
    }
    // A run may have been killed before it had put anything into the folder.
    if fs::remove_dir(folder).is_ok() {
        return Ok(());
    }
    // What a link leads to is not ours, whatever it says of itself.
    if !is_folder(folder) || !folder.join(MARKER).is_file() {
        return Err(DiskError::Foreign(folder.to_owned()));
    }
    remove_folder(folder).map_err(writing(folder))
}

/// Removes a folder of ours with all that is in it. A run that is killed meanwhile leaves one that still says whose it is,
/// or nothing is in it any more.
fn remove_folder(folder: &Path) -> io::Result<()> {
    for path in marker_last(folder)? {
        if path.symlink_metadata()?.is_dir() { fs::remove_dir_all(&path)? } else { fs::remove_file(&path)? }
    }
    fs::remove_dir(folder)
}

/// What is in a folder, with what says whose it is at the end.
fn marker_last(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut inside = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    inside.sort_by_key(|path| path.ends_with(MARKER));
    Ok(inside)
}

/// Removes a file that may be there.
fn remove(file: &Path) -> Result<(), DiskError> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound && error.kind() != io::ErrorKind::NotADirectory => Err(writing(file)(error)),
        _ => Ok(()),
    }
}

/// A file with its bytes, or a link as the link that it is.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if from.symlink_metadata()?.is_symlink() {
        return std::os::unix::fs::symlink(fs::read_link(from)?, to);
    }
    fs::copy(from, to).map(|_| ())
}

/// Whether an error means that a folder cannot be moved at all, such as one at which a disk is mounted.
fn cannot_move(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, PermissionDenied, ResourceBusy};
    matches!(error.kind(), ResourceBusy | CrossesDevices | PermissionDenied)
}

/// Swaps two folders in one step; says whether the system can do that.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder `site` with these files, in a folder of its own.
    fn place(files: &[&str]) -> (tempfile::TempDir, PathBuf) {
        let place = tempfile::tempdir().expect("a temporary folder can be made");
        let site = place.path().join("site");
        for file in files.iter().chain(&[MARKER]) {
            write(&site.join(file), "old");
        }
        (place, site)
    }

    fn write(path: &Path, text: &str) {
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    fn text(path: &Path) -> String {
        fs::read_to_string(path).unwrap_or_default()
    }

    fn gone() -> BTreeSet<String> {
        BTreeSet::from(["b/gone".to_owned()])
    }

    fn beside(site: &Path, what: &str) -> PathBuf {
        site.with_file_name(format!(".site.guidepost-{what}"))
    }

    #[test]
    fn what_changed_is_new_and_all_else_is_the_same_file() {
        let (_place, site) = place(&["a", "b/c", "b/gone", "others/CNAME"]);
        let mut aside = Aside::of(&site).expect("nobody else is at work");
        fs::write(aside.place("a").expect("a place"), "new").expect("a file can be written");
        assert_eq!(text(&site.join("a")), "old");
        let kept = fs::metadata(site.join("b/c")).expect("it is there").modified().ok();
        assert_eq!(aside.replace(&["a".to_owned()], &gone()).ok(), Some(Replaced::Whole));
        assert_eq!(
            (text(&site.join("a")), text(&site.join("b/c")), text(&site.join("others/CNAME"))),
            ("new".into(), "old".into(), "old".into())
        );
        assert_eq!(fs::metadata(site.join("b/c")).expect("it is there").modified().ok(), kept);
        assert!(!site.join("b/gone").exists() && !beside(&site, "new").exists());
    }

    #[test]
    fn what_is_given_up_leaves_nothing() {
        let (_place, site) = place(&["a"]);
        let mut aside = Aside::of(&site).expect("nobody else is at work");
        fs::write(aside.place("a").expect("a place"), "new").expect("a file can be written");
        drop(aside);
        assert_eq!(text(&site.join("a")), "old");
        assert!(!beside(&site, "new").exists());
    }

    #[test]
    fn a_swap_that_was_cut_off_is_finished() {
        let (_place, site) = place(&["a"]);
        // Killed between the two renames: the new folder was whole.
        write(&beside(&site, "new").join(MARKER), "");
        write(&beside(&site, "new").join("a"), "new");
        fs::rename(&site, beside(&site, "old")).expect("a folder can be renamed");
        Aside::of(&site).expect("it can be finished");
        assert_eq!(text(&site.join("a")), "new");
        assert!(!beside(&site, "new").exists() && !beside(&site, "old").exists());
    }

    #[test]
    fn a_state_that_was_not_whole_is_thrown_away() {
        let (_place, site) = place(&["a"]);
        write(&beside(&site, "new").join(MARKER), "");
        write(&beside(&site, "new").join("a"), "half");
        // Killed after the second rename, before the old folder was removed.
        write(&beside(&site, "old").join(MARKER), "");
        Aside::of(&site).expect("nobody else is at work");
        assert_eq!(text(&site.join("a")), "old");
        assert!(!beside(&site, "new").exists() && !beside(&site, "old").exists());
    }

    #[test]
    fn single_files_that_were_not_whole_are_thrown_away() {
        let (_place, site) = place(&["a", "b/c", ".guidepost-kept.guidepost-new", ".guidepost.guidepost-new"]);
        assert!(Aside::is_left_over(&site));
        drop(Aside::of(&site).expect("nobody else is at work"));
        assert!(!Aside::is_left_over(&site) && !site.join(".guidepost-kept.guidepost-new").exists());
        // Killed while files were being replaced one by one.
        write(&site.join(INSIDE).join(MARKER), "");
        write(&site.join("b/c.guidepost-new"), "half");
        drop(Aside::of(&site).expect("nobody else is at work"));
        assert_eq!((text(&site.join("a")), text(&site.join("b/c"))), ("old".into(), "old".into()));
        assert!(!site.join("b/c.guidepost-new").exists() && !site.join(INSIDE).exists());
    }

    #[test]
    fn single_files_that_were_all_there_get_their_names() {
        let (_place, site) = place(&["a", "b/c"]);
        // Killed while the files were being named: one has its name already.
        write(&site.join(INSIDE).join(MARKER), "");
        write(&site.join(INSIDE).join(WHOLE), "");
        write(&site.join("a"), "new");
        write(&site.join("b/c.guidepost-new"), "new");
        write(&site.join(".guidepost.guidepost-new"), "new list");
        assert!(Aside::is_left_over(&site));
        drop(Aside::of(&site).expect("nobody else is at work"));
        assert_eq!((text(&site.join("a")), text(&site.join("b/c"))), ("new".into(), "new".into()));
        assert_eq!(text(&site.join(MARKER)), "new list");
        assert!(!Aside::is_left_over(&site) && !site.join("b/c.guidepost-new").exists());
    }

    #[test]
    fn what_is_being_removed_says_whose_it_is_until_nothing_else_is_left() {
        let (_place, site) = place(&[".a", "z/z", "index.html", ".guidepost-kept"]);
        let order = marker_last(&site).expect("it can be read");
        assert_eq!((order.len(), order.last()), (5, Some(&site.join(MARKER))));
        remove_folder(&site).expect("it can be removed");
        assert!(!site.exists());
    }

    #[test]
    fn a_folder_of_others_is_not_removed() {
        let (_place, site) = place(&["a"]);
        write(&beside(&site, "new").join("thesis.txt"), "mine");
        assert!(matches!(Aside::of(&site), Err(DiskError::Foreign(_))));
        assert_eq!(text(&beside(&site, "new").join("thesis.txt")), "mine");
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_or_removed_through_a_link() {
        use std::os::unix::fs::symlink;
        for in_the_way in [false, true] {
            let (place, site) = place(&["a"]);
            let elsewhere = place.path().join("elsewhere");
            write(&elsewhere.join("b"), "theirs");
            for link in ["changed", "gone"] {
                symlink(&elsewhere, site.join(link)).expect("a link can be made");
            }
            symlink(elsewhere.join("b"), site.join("a.guidepost-new")).expect("a link can be made");
            let mut aside = Aside::of(&site).expect("nobody else is at work");
            if in_the_way {
                fs::write(beside(&site, "new"), "so files are replaced one by one").expect("a file can be written");
            }
            let changed = ["a", "changed/b", "changed/c/d"].map(str::to_owned);
            for file in &changed {
                fs::write(aside.place(file).expect("a place"), "new").expect("a file can be written");
            }
            let replaced = aside.replace(&changed, &BTreeSet::from(["gone/b".to_owned()])).ok();
            assert_eq!(replaced, Some(if in_the_way { Replaced::FileByFile } else { Replaced::Whole }));
            for file in &changed {
                assert_eq!(text(&site.join(file)), "new", "{file}");
            }
            assert_eq!(text(&elsewhere.join("b")), "theirs");
            assert_eq!(fs::read_dir(&elsewhere).expect("it can be read").count(), 1);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_with_the_name_of_a_leftover_is_not_emptied() {
        let (place, site) = place(&["a"]);
        let other = place.path().join("other");
        write(&other.join(MARKER), "");
        write(&other.join("index.html"), "another guide");
        std::os::unix::fs::symlink(&other, beside(&site, "new")).expect("a link can be made");
        assert!(matches!(Aside::of(&site), Err(DiskError::Foreign(_))));
        assert_eq!(text(&other.join("index.html")), "another guide");
    }

    #[test]
    fn a_folder_that_cannot_be_moved_is_changed_file_by_file() {
        let (_place, site) = place(&["a", "b/gone"]);
        let mut aside = Aside::of(&site).expect("nobody else is at work");
        // Something of others has the name beside it.
        fs::write(beside(&site, "new"), "in the way").expect("a file can be written");
        fs::write(aside.place("a").expect("a place"), "new").expect("a file can be written");
        assert_eq!(aside.replace(&["a".to_owned()], &gone()).ok(), Some(Replaced::FileByFile));
        assert_eq!(text(&site.join("a")), "new");
        assert!(!site.join("b").exists() && !site.join(INSIDE).exists());
    }
}
