//! Files that belong to authors: new ones never take the place of old ones.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use super::site::replace;
use super::{DiskError, reading, writing};

/// The text of a file that the command line names.
pub(crate) fn read_text(path: &Path) -> Result<String, DiskError> {
    let bytes = fs::read(path).map_err(reading(path))?;
    String::from_utf8(bytes).map_err(|_| DiskError::NotText(path.to_owned()))
}

/// Writes a file that must not exist yet, with the folders above it.
pub(crate) fn write_new(path: &Path, text: &str) -> Result<(), DiskError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(writing(folder))?;
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => DiskError::Exists(path.to_owned()),
        _ => DiskError::Write { path: path.to_owned(), error },
    })?;
    file.write_all(text.as_bytes()).map_err(writing(path))
}

/// Writes a file in place of the one that is there.
pub(crate) fn write_over(path: &Path, text: &str) -> Result<(), DiskError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(writing(folder))?;
    }
    replace(path, text.as_bytes())
}

/// Whether something is at this path.
pub(crate) fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Refuses a folder that holds anything; the hidden folder of git does not count.
pub(crate) fn ensure_empty(folder: &Path) -> Result<(), DiskError> {
    if !exists(folder) {
        return Ok(());
    }
    let mut entries = fs::read_dir(folder).map_err(reading(folder))?;
    let other = entries.any(|entry| entry.is_ok_and(|entry| entry.file_name() != ".git"));
    if other { Err(DiskError::NotEmpty(folder.to_owned())) } else { Ok(()) }
}
