//! Turns what the system says of two folders into batches of paths that may have changed.
//!
//! It knows neither what the files mean nor what is done about them. A batch ends when the folder is quiet:
//! at once after one finished file, which is an author's save; a little later when several change, which is a
//! program at work; and not before a file that is being written is done, where the system tells of that. What happens while nobody asks for the next batch
//! waits and becomes one batch too.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, Event, EventKind, ModifyKind, RenameMode};
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::disk;

/// How long it must be quiet after one finished file. An editor that writes aside and renames is done by then.
const AFTER_A_SAVE: Duration = Duration::from_millis(4);
/// How long it must be quiet when several files changed.
const AFTER_MANY: Duration = Duration::from_millis(60);
/// How long a file that is being written is waited for. Linux tells when it is done, so a busy machine is given
/// time; a file read too early would be reported as empty. Other systems do not tell.
const UNFINISHED: Duration = if cfg!(target_os = "linux") { Duration::from_millis(500) } else { AFTER_MANY };
/// After this long a batch ends however much is going on.
const AT_MOST: Duration = Duration::from_millis(800);
/// How often a folder is looked through when the system cannot tell of changes.
const POLL: Duration = Duration::from_millis(400);
/// How often a watched folder that went away is looked for.
const LOOK_AGAIN: Duration = Duration::from_millis(250);

/// What may have changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    /// Files and folders that were written, made, moved or removed.
    pub(crate) paths: BTreeSet<PathBuf>,
    /// Whether anything may have changed: the system lost count, or a folder came back.
    pub(crate) everything: bool,
}

/// How changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// The system tells.
    Told,
    /// By looking again and again, for folders of which the system does not tell: shared and network folders.
    Polling,
}

/// Watches folders until it is dropped.
pub(crate) struct Watch {
    folders: Vec<PathBuf>,
    signals: Receiver<Signal>,
    /// Kept because dropping it ends the watch; none when polling.
    teller: Option<RecommendedWatcher>,
    /// Folders that went away and must be watched anew once they are back.
    lost: BTreeSet<PathBuf>,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Signal {
    /// A file was made; something will be written into it.
    Born(PathBuf),
    /// A file is being written; whether it is done is not known yet.
    Writing(PathBuf),
    /// A file or folder is as it shall be.
    Settled(PathBuf),
    /// A folder was made, or something changed about a file other than its text. It may not be all.
    Touched(PathBuf),
    /// A file or folder is gone from where it was.
    Gone(PathBuf),
    /// Anything may have happened.
    Anything,
}

impl Watch {
    /// Watches these folders. Their paths must be the true ones: see [`disk::true_path`].
    pub(crate) fn new(folders: Vec<PathBuf>, how: How) -> Result<Self, notify::Error> {
        let (sender, signals) = mpsc::channel();
        let teller = match how {
            How::Told => Some(listen(&folders, sender)?),
            How::Polling => {
                let looked_at = folders.clone();
                thread::spawn(move || poll(&looked_at, &sender));
                None
            }
        };
        Ok(Self { folders, signals, teller, lost: BTreeSet::new() })
    }

    /// Waits for the next changes. `None` when there can be none any more.
    pub(crate) fn next(&mut self) -> Option<Changes> {
        loop {
            let mut batch = Batch::new(Instant::now());
            let first = if self.lost.is_empty() {
                self.signals.recv().map_err(RecvTimeoutError::from)
            } else {
                self.signals.recv_timeout(LOOK_AGAIN)
            };
            match first {
                Ok(signal) => self.take(signal, &mut batch),
                Err(RecvTimeoutError::Timeout) => self.find_lost(&mut batch),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
            while let Ok(signal) = self.signals.recv_timeout(batch.ends().saturating_duration_since(Instant::now())) {
                self.take(signal, &mut batch);
                if Instant::now() >= batch.latest() {
                    break;
                }
            }
            if batch.changes != Changes::default() {
                return Some(batch.changes);
            }
        }
    }

    fn take(&mut self, signal: Signal, batch: &mut Batch) {
        if let Signal::Gone(path) = &signal
            && self.teller.is_some()
            && self.folders.contains(path)
        {
            self.lost.insert(path.clone());
        }
        batch.add(signal, Instant::now());
    }

    /// Watches folders anew that were taken away and put back, as version control and some editors do.
    fn find_lost(&mut self, batch: &mut Batch) {
        let Some(teller) = &mut self.teller else { return };
        let found: Vec<PathBuf> = self.lost.iter().filter(|folder| disk::is_folder(folder)).cloned().collect();
        for folder in found {
            let _ = teller.unwatch(&folder);
            if teller.watch(&folder, RecursiveMode::Recursive).is_ok() {
                self.lost.remove(&folder);
                batch.add(Signal::Anything, Instant::now());
            }
        }
    }
}

/// Changes that come closely one after the other.
#[derive(Debug)]
struct Batch {
    changes: Changes,
    /// Files that are being written.
    unfinished: BTreeSet<PathBuf>,
    /// Files that were made in this batch.
    born: BTreeSet<PathBuf>,
    /// Files that were made and taken away in this batch: what editors write aside first.
    passing: BTreeSet<PathBuf>,
    /// Whether what happened so far can be one save.
    alone: bool,
    began: Instant,
    last: Instant,
}

impl Batch {
    fn new(now: Instant) -> Self {
        Self {
            changes: Changes::default(),
            unfinished: BTreeSet::new(),
            born: BTreeSet::new(),
            passing: BTreeSet::new(),
            alone: true,
            began: now,
            last: now,
        }
    }

    fn add(&mut self, signal: Signal, now: Instant) {
        self.last = now;
        let path = match &signal {
            Signal::Born(path) | Signal::Writing(path) | Signal::Settled(path) | Signal::Touched(path) | Signal::Gone(path) => path.clone(),
            Signal::Anything => {
                self.changes.everything = true;
                return;
            }
        };
        let known = !self.changes.paths.insert(path.clone());
        match signal {
            Signal::Born(_) if !known => {
                self.born.insert(path.clone());
                self.unfinished.insert(path);
            }
            Signal::Born(_) | Signal::Writing(_) => {
                self.unfinished.insert(path);
            }
            Signal::Settled(_) => {
                self.unfinished.remove(&path);
            }
            Signal::Touched(_) | Signal::Anything => self.alone = false,
            Signal::Gone(_) => {
                self.unfinished.remove(&path);
                if self.born.remove(&path) {
                    self.passing.insert(path);
                }
            }
        }
    }

    /// When it ends if nothing more comes.
    fn ends(&self) -> Instant {
        let lasting = self.changes.paths.len() - self.passing.len();
        let quiet = match self.alone && lasting <= 1 && !self.changes.everything {
            _ if !self.unfinished.is_empty() => UNFINISHED,
            true => AFTER_A_SAVE,
            false => AFTER_MANY,
        };
        (self.last + quiet).min(self.latest())
    }

    fn latest(&self) -> Instant {
        self.began + AT_MOST
    }
}

fn listen(folders: &[PathBuf], sender: Sender<Signal>) -> Result<RecommendedWatcher, notify::Error> {
    let tell = move |event: Result<Event, notify::Error>| {
        for signal in signals(event) {
            // Nobody listens any more when the server is closing.
            let _ = sender.send(signal);
        }
    };
    let mut teller = RecommendedWatcher::new(tell, notify::Config::default().with_follow_symlinks(false))?;
    for folder in folders {
        teller.watch(folder, RecursiveMode::Recursive)?;
    }
    Ok(teller)
}

/// What an event of the system means. That a file was opened or read means nothing: we do so ourselves.
fn signals(event: Result<Event, notify::Error>) -> Vec<Signal> {
    let Ok(event) = event else { return vec![Signal::Anything] };
    if event.need_rescan() {
        return vec![Signal::Anything];
    }
    let signal = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) | EventKind::Modify(ModifyKind::Name(RenameMode::To)) => Signal::Settled,
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => Signal::Gone,
        // Both sides of a move have been told one by one already.
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => return Vec::new(),
        EventKind::Create(CreateKind::File) => Signal::Born,
        EventKind::Create(CreateKind::Folder) | EventKind::Modify(ModifyKind::Metadata(_)) => Signal::Touched,
        _ => Signal::Writing,
    };
    event.paths.into_iter().filter(|path| matters(path)).map(signal).collect()
}

/// Whether a path can be content, part of a theme, or a folder. Editors' own files are neither.
fn matters(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    !name.starts_with(['.', '#']) && !name.ends_with(['~', '#']) && !name.ends_with(".tmp")
}

/// Looks through the folders again and again, until nobody listens.
fn poll(folders: &[PathBuf], sender: &Sender<Signal>) {
    let look = || -> BTreeMap<PathBuf, _> { folders.iter().flat_map(|folder| disk::stamps(folder)).collect() };
    let mut before = look();
    loop {
        thread::sleep(POLL);
        let now = look();
        let written = now.iter().filter(|(path, stamp)| before.get(*path) != Some(stamp)).map(|(path, _)| Signal::Settled(path.clone()));
        let gone = before.keys().filter(|path| !now.contains_key(*path)).map(|path| Signal::Gone(path.clone()));
        let mut signals =
            written.chain(gone).filter(|signal| matches!(signal, Signal::Settled(path) | Signal::Gone(path) if matters(path)));
        if signals.any(|signal| sender.send(signal).is_err()) {
            return;
        }
        before = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(signals: &[Signal]) -> (Batch, Instant) {
        let now = Instant::now();
        let mut batch = Batch::new(now);
        for signal in signals {
            batch.add(signal.clone(), now);
        }
        (batch, now)
    }

    #[test]
    fn one_finished_file_is_acted_on_at_once() {
        let (batch, now) = batch(&[Signal::Writing("a.md".into()), Signal::Settled("a.md".into())]);
        assert_eq!(batch.ends(), now + AFTER_A_SAVE);
    }

    #[test]
    fn a_file_that_is_being_written_is_waited_for() {
        let (batch, now) = batch(&[Signal::Writing("a.md".into())]);
        assert_eq!(batch.ends(), now + UNFINISHED);
    }

    #[test]
    fn a_new_folder_may_not_be_all() {
        let (batch, now) = batch(&[Signal::Touched("playbook/select".into())]);
        assert_eq!(batch.ends(), now + AFTER_MANY);
    }

    #[test]
    fn a_file_written_aside_and_moved_into_place_is_one_save() {
        let aside = || PathBuf::from("a.md.x1");
        let (batch, now) = batch(&[
            Signal::Born(aside()),
            Signal::Writing(aside()),
            Signal::Settled(aside()),
            Signal::Gone(aside()),
            Signal::Settled("a.md".into()),
        ]);
        assert_eq!(batch.ends(), now + AFTER_A_SAVE);
        assert!(batch.changes.paths.contains(Path::new("a.md")));
    }

    #[test]
    fn many_files_become_one_batch() {
        let (batch, now) = batch(&[Signal::Settled("a.md".into()), Signal::Settled("b.md".into()), Signal::Gone("c.md".into())]);
        assert_eq!(batch.ends(), now + AFTER_MANY);
        assert_eq!(batch.changes.paths.len(), 3);
    }

    #[test]
    fn a_batch_ends_however_much_goes_on() {
        let (mut batch, now) = batch(&[Signal::Writing("a.md".into())]);
        batch.add(Signal::Writing("b.md".into()), now + AT_MOST);
        assert_eq!(batch.ends(), now + AT_MOST);
    }

    #[test]
    fn files_of_editors_are_left_alone() {
        for name in [".a.md.swp", "a.md~", "#a.md#", ".#a.md", "a.md.tmp"] {
            assert!(!matters(Path::new(name)), "{name}");
        }
        assert!(matters(Path::new("providers/a.md")));
    }

    #[test]
    fn reading_a_file_is_no_change() {
        let event = Event::new(EventKind::Access(AccessKind::Open(AccessMode::Any))).add_path("a.md".into());
        assert_eq!(signals(Ok(event)), []);
    }

    #[test]
    fn a_lost_count_means_that_anything_may_have_changed() {
        let event = Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan);
        assert_eq!(signals(Ok(event)), [Signal::Anything]);
    }
}
