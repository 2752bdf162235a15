//! What a build leaves in its output folder for the next one: what it was made from, what it made, and what it
//! had to say. When all of that is still so, there is nothing to build.
//!
//! Whatever is odd about the file means that it is not used; then everything is built, and the result is the same.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, Metadata};
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use guidepost::Choices;
use guidepost::diagnostic::{Checked, Diagnostic};
use guidepost::rules;
use guidepost::site::theme::Theme;
use guidepost::source::{Place, Sources, Span};

use super::aside::Aside;

/// The file's name in the output folder.
pub(super) const NAME: &str = ".guidepost-kept";
/// The version of the format.
const FORMAT: u32 = 2;

/// Everything that a build depends on, as a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Inputs {
    number: String,
    program: String,
    /// Whether smaller forms of files are wanted beside them.
    pub(crate) compressed: bool,
}

impl Inputs {
    /// The number of these files, this theme and these choices, for this very program.
    pub(crate) fn of(read: &Checked<Sources>, theme: &Theme, choices: &Choices, compressed: bool) -> Self {
        let mut digest = Sha256::new();
        let program = program();
        // What stands between two parts cannot be part of either, because lengths are counted too.
        let mut add = |bytes: &[u8]| {
            digest.update((bytes.len() as u64).to_le_bytes());
            digest.update(bytes);
        };
        add(program.as_bytes());
        add(format!("{choices:?}{compressed}{:?}", read.problems).as_bytes());
        for (name, bytes) in theme.files() {
            add(name.as_bytes());
            add(bytes);
        }
        for source in read.value.iter() {
            add(source.path.as_bytes());
            add(source.text.as_bytes());
        }
        for picture in read.value.pictures() {
            add(picture.path.as_bytes());
            add(&picture.bytes);
        }
        let digest = digest.finalize();
        let number = digest.iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        Self { number, program, compressed }
    }
}

/// This program: its version, and which of its builds it is.
fn program() -> String {
    let this = std::env::current_exe().and_then(fs::metadata).ok();
    format!("{} {:?}", env!("CARGO_PKG_VERSION"), this.map(|this| (this.len(), changed(&this))))
}

/// What a file looks like from outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    path: String,
    length: u64,
    changed: Option<u64>,
}

impl Stamp {
    pub(super) fn new(path: String, metadata: &Metadata) -> Self {
        Self { path, length: metadata.len(), changed: changed(metadata) }
    }

    /// Whether the file still looks like that.
    pub(super) fn holds(&self, folder: &Path) -> bool {
        self.changed.is_some()
            && fs::metadata(folder.join(&self.path))
                .is_ok_and(|now| now.is_file() && now.len() == self.length && changed(&now) == self.changed)
    }
}

/// When a file was last written, in nanoseconds.
fn changed(metadata: &Metadata) -> Option<u64> {
    metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos().try_into().ok()
}

/// What is kept of a build.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Kept {
    format: u32,
    program: String,
    inputs: String,
    compressed: bool,
    files: Vec<Stamp>,
    problems: Vec<Said>,
}

/// A problem as it is kept.
#[derive(Debug, Serialize, Deserialize)]
struct Said {
    rule: String,
    file: String,
    start: u32,
    end: u32,
    message: String,
    label: String,
    help: String,
}

impl Kept {
    /// What is to be kept of a build from `inputs`.
    pub(super) fn new(inputs: &Inputs, mut files: Vec<Stamp>, problems: &[Diagnostic]) -> Self {
        // Files are finished in any order.
        files.sort_unstable_by(|one, other| one.path.cmp(&other.path));
        Self {
            format: FORMAT,
            program: inputs.program.clone(),
            inputs: inputs.number.clone(),
            compressed: inputs.compressed,
            files,
            problems: problems.iter().map(Said::of).collect(),
        }
    }

    /// What the last build into `folder` had to say and how many files it made, when a build from `inputs` would
    /// make and say the same.
    pub(crate) fn same(folder: &Path, inputs: &Inputs) -> Option<(Vec<Diagnostic>, usize)> {
        if Aside::is_left_over(folder) {
            return None;
        }
        let kept = Self::read(folder)?;
        let same = kept.inputs == inputs.number && kept.files.iter().all(|file| file.holds(folder));
        let problems: Option<Vec<Diagnostic>> = kept.problems.into_iter().map(Said::diagnostic).collect();
        same.then_some((problems?, kept.files.len()))
    }

    /// What was kept in a folder, if this program can read it.
    fn read(folder: &Path) -> Option<Self> {
        let kept: Self = serde_json::from_slice(&fs::read(folder.join(NAME)).ok()?).ok()?;
        (kept.format == FORMAT).then_some(kept)
    }

    /// The bytes of the file in which it is left for the next build.
    pub(super) fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("texts and numbers always serialize")
    }
}

/// What the last build left in a folder, when it was by this very program. Such a file need not be made again if
/// nothing but its name, or nothing but a file that is the same, decides what is in it.
#[derive(Debug, Default)]
pub(super) struct Earlier {
    files: BTreeMap<String, Stamp>,
    compressed: bool,
}

impl Earlier {
    /// What stands in `folder`.
    pub(super) fn of(folder: &Path, inputs: &Inputs) -> Self {
        let Some(kept) = Kept::read(folder).filter(|kept| kept.program == inputs.program) else { return Self::default() };
        let files = kept.files.into_iter().map(|stamp| (stamp.path.clone(), stamp)).collect();
        Self { files, compressed: kept.compressed }
    }

    /// What a file looked like.
    pub(super) fn stamp(&self, path: &str) -> Option<&Stamp> {
        self.files.get(path)
    }

    /// Whether smaller forms of files were made.
    pub(super) fn compressed(&self) -> bool {
        self.compressed
    }
}

impl Said {
    fn of(problem: &Diagnostic) -> Self {
        Self {
            rule: problem.rule.code.to_owned(),
            file: problem.place.file.to_string(),
            start: problem.place.span.start,
            end: problem.place.span.end,
            message: problem.message.clone(),
            label: problem.label.clone(),
            help: problem.help.clone(),
        }
    }

    fn diagnostic(self) -> Option<Diagnostic> {
        let place = Place { file: self.file.into(), span: Span { start: self.start, end: self.end } };
        Some(Diagnostic::new(rules::by_code(&self.rule)?, place, self.message).label(self.label).help(self.help))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guidepost::source::Source;

    fn inputs(text: &str) -> Inputs {
        let sources = Sources::new(vec![Source { path: "a.md".into(), text: text.into() }]);
        Inputs::of(&Checked::new(sources, Vec::new()), &Theme::built_in(), &Choices::default(), false)
    }

    /// A folder with one file, and what a build from `text` that warned of something left there.
    fn built(text: &str) -> (tempfile::TempDir, Diagnostic) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        fs::write(folder.path().join("index.html"), "page").expect("a file can be written");
        let metadata = fs::metadata(folder.path().join("index.html")).expect("the file is there");
        let place = Place { file: "a.md".into(), span: Span { start: 1, end: 2 } };
        let warning = Diagnostic::new(&rules::BROKEN_LINK, place, "nowhere").help("elsewhere");
        let stamps = vec![Stamp::new("index.html".to_owned(), &metadata)];
        let kept = Kept::new(&inputs(text), stamps, std::slice::from_ref(&warning)).bytes();
        fs::write(folder.path().join(NAME), kept).expect("it can be kept");
        (folder, warning)
    }

    #[test]
    fn the_same_inputs_and_files_mean_that_nothing_is_to_be_done() {
        let (folder, warning) = built("one");
        assert_eq!(Kept::same(folder.path(), &inputs("one")), Some((vec![warning], 1)));
    }

    #[test]
    fn other_inputs_or_files_mean_a_build() {
        let (folder, _) = built("one");
        assert_eq!(Kept::same(folder.path(), &inputs("two")), None);
        fs::write(folder.path().join("index.html"), "other").expect("a file can be written");
        assert_eq!(Kept::same(folder.path(), &inputs("one")), None);
    }

    #[test]
    fn a_damaged_file_means_a_build() {
        let (folder, _) = built("one");
        let whole = fs::read(folder.path().join(NAME)).expect("it was kept");
        for length in 0..whole.len() {
            fs::write(folder.path().join(NAME), &whole[..length]).expect("a file can be written");
            assert_eq!(Kept::same(folder.path(), &inputs("one")), None, "cut at {length}");
        }
        fs::remove_file(folder.path().join(NAME)).expect("it can be removed");
        assert_eq!(Kept::same(folder.path(), &inputs("one")), None);
    }

    #[test]
    fn choices_and_themes_are_inputs() {
        let read = Checked::new(Sources::new(Vec::new()), Vec::new());
        let plain = Inputs::of(&read, &Theme::built_in(), &Choices::default(), false);
        assert_ne!(plain, Inputs::of(&read, &Theme::built_in(), &Choices { drafts: true, ..Choices::default() }, false));
        assert_ne!(plain.number, Inputs::of(&read, &Theme::built_in(), &Choices::default(), true).number);
        let theme = Theme::layered(vec![("icon.svg".to_owned(), b"<svg/>".to_vec())]).expect("a whole theme");
        assert_ne!(plain, Inputs::of(&read, &theme, &Choices::default(), false));
        assert_eq!(plain, Inputs::of(&read, &Theme::built_in(), &Choices::default(), false));
    }
}
