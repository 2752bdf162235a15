//! Reads a content folder as it was at a revision, by asking `git`. Nothing is checked out.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use guidepost::content::MAX_FILE;
use guidepost::source::{Source, Sources};

use super::{DiskError, is_content};

/// The text files of `folder` at a revision. Files that are not text are left out.
pub(crate) fn read_content(folder: &Path, revision: &str) -> Result<Sources, DiskError> {
    if !folder.is_dir() {
        return Err(DiskError::NoContent(folder.to_owned()));
    }
    let commit = commit(folder, revision)?;
    let listing = ask(folder, &["ls-tree", "-r", "-z", &commit, "--", "."])?;
    let files: Vec<(String, String)> = String::from_utf8_lossy(&listing).split('\0').filter_map(listed).collect();
    let blobs = contents(folder, files.iter().map(|(id, _)| id.as_str()))?;
    let source = |((_, path), bytes): (&(String, String), Vec<u8>)| {
        Some(Source { path: path.as_str().into(), text: String::from_utf8(bytes).ok()?.into() })
    };
    Ok(Sources::new(files.iter().zip(blobs).filter_map(source).collect()))
}

/// The files of `folder` that differ from a revision, by their paths inside it. New files count.
pub(crate) fn changed_since(folder: &Path, revision: &str) -> Result<BTreeSet<String>, DiskError> {
    if !folder.is_dir() {
        return Err(DiskError::NoContent(folder.to_owned()));
    }
    let commit = commit(folder, revision)?;
    let changed = ask(folder, &["diff", "--name-only", "-z", "--relative", &commit, "--", "."])?;
    let added = ask(folder, &["ls-files", "--others", "--exclude-standard", "-z", "--", "."])?;
    let paths = [changed, added].concat();
    Ok(String::from_utf8_lossy(&paths).split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
}

/// The commit that a revision names.
fn commit(folder: &Path, revision: &str) -> Result<String, DiskError> {
    let commit =
        ask(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")]).map_err(|error| {
            if matches!(&error, DiskError::Git(said) if said.is_empty()) {
                DiskError::Git(format!("there is no revision `{revision}`"))
            } else {
                error
            }
        })?;
    Ok(String::from_utf8_lossy(&commit).trim().to_owned())
}

/// The id and path of an ordinary content file: `100644 blob 1a2b…\tproviders/x.md`.
fn listed(entry: &str) -> Option<(String, String)> {
    let (about, path) = entry.split_once('\t')?;
    let mut about = about.split(' ');
    let (mode, kind, id) = (about.next()?, about.next()?, about.next()?);
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    (mode.starts_with("100") && kind == "blob" && is_content(path) && !hidden).then(|| (id.to_owned(), path.to_owned()))
}

/// What git answers.
fn ask(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, DiskError> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| DiskError::Git(format!("cannot be started: {error}")))?;
    if output.status.success() { Ok(output.stdout) } else { Err(DiskError::Git(String::from_utf8_lossy(&output.stderr).trim().to_owned())) }
}

/// The bytes of blobs, in order.
fn contents<'i>(folder: &Path, ids: impl Iterator<Item = &'i str>) -> Result<Vec<Vec<u8>>, DiskError> {
    let failed = |error: std::io::Error| DiskError::Git(format!("cannot be read: {error}"));
    let mut child = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(failed)?;
    let asked: String = ids.map(|id| format!("{id}\n")).collect();
    let input = child.stdin.take();
    // Both pipes are narrow: whoever writes all before reading would wait for ever.
    let writer = std::thread::spawn(move || input.map_or(Ok(()), |mut input| input.write_all(asked.as_bytes())));
    let output = child.wait_with_output().map_err(failed)?;
    if let Ok(Err(error)) = writer.join() {
        return Err(failed(error));
    }
    Ok(blobs(&output.stdout))
}

/// Takes apart what `cat-file --batch` says: `id blob length`, the bytes, a line end, and so on.
fn blobs(mut answer: &[u8]) -> Vec<Vec<u8>> {
    let mut blobs = Vec::new();
    while let Some(end) = answer.iter().position(|byte| *byte == b'\n') {
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        let length = head.rsplit(' ').next().and_then(|length| length.parse::<usize>().ok()).unwrap_or(0);
        let bytes = answer.get(end + 1..end + 1 + length).unwrap_or_default();
        blobs.push(if length <= 4 * MAX_FILE { bytes.to_vec() } else { Vec::new() });
        answer = answer.get(end + length + 2..).unwrap_or_default();
    }
    blobs
}
