//! Lists the files of the built-in theme, so that the program carries it inside, and joins its scripts, so that no
//! build of a guide has to.

#![expect(clippy::disallowed_methods, reason = "a build script reads the theme and writes the list of its files")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[path = "src/site/scripts"]
#[expect(unreachable_pub, reason = "a part of the program, of which one function is used")]
mod scripts {
    mod constants;
    pub mod join;
    mod names;
    mod scopes;
    mod tokens;
    mod write;
}

fn main() -> io::Result<()> {
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("themes/default");
    println!("cargo::rerun-if-changed=themes/default");
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    files.sort();
    let mut list = String::from("&[\n");
    for file in files {
        let name = file.strip_prefix(&root).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
        println!("cargo::rerun-if-changed=themes/default/{name}");
        writeln!(list, "    ({name:?}, include_bytes!({:?})),", file.to_string_lossy()).map_err(io::Error::other)?;
    }
    list.push(']');
    fs::write(out.join("theme_files.rs"), list)?;
    println!("cargo::rerun-if-changed=src/site/scripts");
    fs::write(out.join("joined_scripts.rs"), joined(&root)?)
}

/// The scripts of the theme, by name, each with all that it imports. What stands on every page runs before the others.
fn joined(root: &Path) -> io::Result<String> {
    let theme = fs::read_to_string(root.join("theme.toml"))?;
    let entries = entries(&theme);
    let mut paths = Vec::new();
    collect(&root.join("js"), &mut paths)?;
    let mut texts = BTreeMap::new();
    for path in paths {
        let name = path.strip_prefix(root).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
        texts.insert(name, fs::read_to_string(&path)?);
    }
    let mut list = String::from("&[\n");
    for (name, entry) in &entries {
        let beside = entries.get("main").filter(|_| *name != "main").copied();
        let script = scripts::join::join(&|path| texts.get(path).map(String::as_str), entry, beside).map_err(io::Error::other)?;
        writeln!(list, "    ({name:?}, {script:?}),").map_err(io::Error::other)?;
    }
    list.push(']');
    Ok(list)
}

/// The names and paths in the table `[scripts]`, one a line.
fn entries(theme: &str) -> BTreeMap<&str, &str> {
    let table = theme.lines().skip_while(|line| *line != "[scripts]").skip(1).take_while(|line| !line.starts_with('['));
    table.filter_map(|line| line.split_once(" = ")).map(|(name, path)| (name, path.trim_matches('"'))).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
