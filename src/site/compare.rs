//! The facts of all profiles in small files, for the page that compares a few of them.
//!
//! A page that shows five partners must not fetch ten thousand. So profiles are
//! dealt out over files by a number made from their slug, and a script asks for
//! the files that hold its partners. The files are scripts that hand over their
//! data, because nothing else loads from a folder on disk.

use std::fmt::Write as _;

use crate::site::Output;
use crate::site::view::ComparedView;

/// Where the files are.
const FOLDER: &str = "data/compare/";
/// About how many profiles share a file.
const TOGETHER: usize = 32;

/// How many files there are for so many profiles.
#[must_use]
pub fn shards(profiles: usize) -> u32 {
    let wanted = profiles.div_ceil(TOGETHER).max(1).next_power_of_two();
    u32::try_from(wanted).unwrap_or(1 << 31)
}

/// The file that holds a profile: FNV-1a over its slug. `partners.js` does the same.
#[must_use]
pub fn shard(slug: &str, shards: u32) -> u32 {
    let hash = slug.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash % shards.max(1)
}

/// The files. What is said of a profile, by its position, is made when its file is: all of it at once would fill memory.
pub fn files<'s>(slugs: impl ExactSizeIterator<Item = &'s str>, partner: impl Fn(usize) -> ComparedView) -> Vec<Output> {
    let shards = shards(slugs.len());
    let mut dealt = vec![Vec::new(); shards as usize];
    for (position, slug) in slugs.enumerate() {
        dealt[shard(slug, shards) as usize].push(position);
    }
    dealt.into_iter().enumerate().map(|(number, positions)| file(number, positions, &partner)).collect()
}

/// The one at a path; nothing when it is none of them.
pub fn file_at<'s>(path: &str, slugs: impl ExactSizeIterator<Item = &'s str>, partner: impl Fn(usize) -> ComparedView) -> Option<Output> {
    if !path.starts_with(FOLDER) {
        return None;
    }
    let shards = shards(slugs.len());
    let number = (0..shards).find(|number| path_of(*number as usize) == path)?;
    let positions = slugs.enumerate().filter(|(_, slug)| shard(slug, shards) == number).map(|(position, _)| position);
    Some(file(number as usize, positions.collect(), &partner))
}

fn path_of(number: usize) -> String {
    format!("{FOLDER}{number}.js")
}

fn file(number: usize, positions: Vec<usize>, partner: &impl Fn(usize) -> ComparedView) -> Output {
    let mut text = String::from("guidepostPartners([\n");
    for position in positions {
        let json = serde_json::to_string(&partner(position)).expect("text and numbers always serialise");
        let _ = writeln!(text, "{json},");
    }
    text.push_str("]);\n");
    Output { path: path_of(number), bytes: text.into_bytes() }
}

#[cfg(test)]
mod tests {
    use super::{shard, shards};

    #[test]
    fn a_file_holds_a_few_dozen_profiles_at_any_size() {
        assert_eq!(shards(0), 1);
        assert_eq!(shards(40), 2);
        assert_eq!(shards(10_000), 512);
    }

    /// The same numbers as in `tests/js/shortlist.test.mjs`.
    #[test]
    fn the_file_of_a_profile_follows_from_its_slug() {
        assert_eq!(shard("great-minds", 512), 498);
        assert_eq!(shard("tntp", 512), 171);
    }
}
