//! The first file: what every document is called and where it is, what facet values are called, and
//! which other files there are. Columns rather than records, because columns compress.

use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::language::Language;
use super::words::slug;
use super::{Damaged, Document, FacetTerms, Kind};

/// The content of the `names` file, as JSON.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Names {
    /// A line for each document: its title, less what it shares with the line before.
    pub(crate) titles: String,
    /// What many documents have in common.
    pub(crate) groups: Vec<Group>,
    /// The group of each document.
    pub(crate) group: Vec<u32>,
    /// The last part of the address, for a document whose title does not give it.
    pub(crate) slugs: Vec<(u32, String)>,
    pub(crate) aliases: Vec<(u32, Vec<String>)>,
    /// Headings that few documents share.
    pub(crate) headings: Vec<(u32, Vec<String>)>,
    pub(crate) facets: Vec<FacetNames>,
    /// How many documents each value holds for, by ordinal.
    pub(crate) counts: Vec<u32>,
    /// Words that seldom say what somebody looks for, such as "in" and "who". Sorted.
    pub(crate) everyday: Vec<String>,
    /// Stems of common words that no document uses: they are not taken for a slip of another word. Sorted.
    pub(crate) common: Vec<String>,
    /// How grades are said.
    pub(crate) language: Language,
    pub(crate) synonyms: Vec<(String, Vec<String>)>,
    /// The first ordinal of each file of values, and the file's name.
    pub(crate) values: Vec<(u32, String)>,
    /// The first term of each file of text, and the file's name.
    pub(crate) text: Vec<(String, String)>,
    /// The first letter of each file of words, and the file's name.
    pub(crate) words: Vec<(String, String)>,
    /// The first document of each file of excerpts, and the file's name.
    pub(crate) excerpts: Vec<(u32, String)>,
}

/// Documents of one kind in one place: their kind, address up to the last part, what follows that part,
/// and what is shown beside the title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Group(pub(crate) Kind, pub(crate) String, pub(crate) String, pub(crate) String);

/// A facet's id and label, then its values.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct FacetNames(pub(crate) String, pub(crate) String, pub(crate) Vec<ValueNames>);

/// A value's ordinal, id, label, other names, and names that hint at it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ValueNames(pub(crate) u32, pub(crate) String, pub(crate) String, pub(crate) Vec<String>, pub(crate) Vec<String>);

impl Names {
    /// The names of documents that are in order already; the lists of other files are still empty.
    pub(crate) fn of(documents: &[Arc<Document>], facets: &[FacetTerms], synonyms: &[(String, Vec<String>)]) -> Names {
        let read = |document: &Arc<Document>| (line(&document.title), slug(&document.title) == parts(&document.url).1);
        let (titles, tells_slug): (Vec<String>, Vec<bool>) = documents.par_iter().map(read).unzip();
        let mut groups: Vec<Group> = Vec::new();
        let mut group = Vec::with_capacity(documents.len());
        let mut slugs = Vec::new();
        for (number, document) in numbered(documents) {
            let (before, last, after) = parts(&document.url);
            let own = Group(document.kind, before.to_owned(), after.to_owned(), document.context.clone());
            let place = groups.iter().position(|known| *known == own).unwrap_or_else(|| {
                groups.push(own);
                groups.len() - 1
            });
            group.push(place as u32);
            if !tells_slug[number as usize] {
                slugs.push((number, last.to_owned()));
            }
        }
        Names {
            titles: pack(titles.iter().map(String::as_str)),
            groups,
            group,
            slugs,
            aliases: sparse(documents, |document| &document.aliases),
            headings: Vec::new(),
            facets: facets.iter().map(FacetNames::of).collect(),
            counts: Vec::new(),
            everyday: Vec::new(),
            common: Vec::new(),
            language: Language::default(),
            synonyms: synonyms.to_vec(),
            values: Vec::new(),
            text: Vec::new(),
            words: Vec::new(),
            excerpts: Vec::new(),
        }
    }

    /// Reads the content of the file and checks that its columns fit together.
    pub(crate) fn read(content: &[u8]) -> Result<(Names, Vec<String>), Damaged> {
        let names: Names = serde_json::from_slice(content).map_err(|_| Damaged("the names cannot be read"))?;
        let titles = unpack(&names.titles)?;
        let documents = titles.len() as u32;
        let values = names.counts.len() as u32;
        let groups = names.groups.len() as u32;
        let sparse = [&names.aliases, &names.headings];
        let whole = names.group.len() == titles.len()
            && names.group.iter().all(|group| *group < groups)
            && names.slugs.iter().all(|(number, _)| *number < documents)
            && sparse.iter().all(|lists| lists.iter().all(|(number, _)| *number < documents))
            && names.facets.iter().flat_map(|facet| &facet.2).all(|value| value.0 < values)
            && names.counts.iter().all(|count| *count <= documents);
        if whole { Ok((names, titles)) } else { Err(Damaged("the names do not fit together")) }
    }
}

impl FacetNames {
    fn of(facet: &FacetTerms) -> FacetNames {
        let value = |value: &super::ValueTerms| {
            let value = value.clone();
            ValueNames(value.ordinal, value.id, value.label, value.aliases, value.extra)
        };
        FacetNames(facet.id.clone(), facet.label.clone(), facet.values.iter().map(value).collect())
    }
}

/// Documents with their numbers.
pub(crate) fn numbered(documents: &[Arc<Document>]) -> impl Iterator<Item = (u32, &Document)> {
    documents.iter().enumerate().map(|(number, document)| (number as u32, &**document))
}

/// A list of names for the documents that have any.
fn sparse(documents: &[Arc<Document>], names: impl Fn(&Document) -> &Vec<String>) -> Vec<(u32, Vec<String>)> {
    let all = numbered(documents).map(|(number, document)| (number, names(document).clone()));
    all.filter(|(_, names)| !names.is_empty()).collect()
}

/// A title in one line.
fn line(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An address in three: up to its last part, that part, and the slash after it.
fn parts(url: &str) -> (&str, &str, &str) {
    let (whole, after) = match url.strip_suffix('/') {
        Some(short) if !short.contains('#') => (short, "/"),
        _ => (url, ""),
    };
    let start = whole.rfind(['/', '#']).map_or(0, |at| at + 1);
    (&whole[..start], &whole[start..], after)
}

/// Letters shared with the line before are counted in one character from here on.
const NONE_SHARED: u8 = b'0';
const MOST_SHARED: usize = 70;

/// Sorted lines, each without the ASCII letters it shares with the line before.
pub(crate) fn pack<'t>(lines: impl Iterator<Item = &'t str>) -> String {
    let mut packed = String::new();
    let mut last = "";
    for line in lines {
        let shared = line.bytes().zip(last.bytes()).take(MOST_SHARED).take_while(|(one, other)| one == other && one.is_ascii()).count();
        packed.push(char::from(NONE_SHARED + shared as u8));
        packed.push_str(&line[shared..]);
        packed.push('\n');
        last = line;
    }
    packed
}

/// The lines again.
pub(crate) fn unpack(packed: &str) -> Result<Vec<String>, Damaged> {
    let mut lines: Vec<String> = Vec::new();
    for line in packed.lines() {
        let broken = Damaged("a list of names is broken");
        let shared = line.bytes().next().and_then(|first| first.checked_sub(NONE_SHARED)).ok_or(broken)?;
        let last = lines.last().map_or("", String::as_str);
        let start = last.get(..usize::from(shared)).filter(|start| start.is_ascii()).ok_or(broken)?;
        lines.push(format!("{start}{}", line.get(1..).ok_or(broken)?));
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_fall_into_three_parts() {
        assert_eq!(parts("/providers/tntp/"), ("/providers/", "tntp", "/"));
        assert_eq!(parts("/a/b/#c-d"), ("/a/b/#", "c-d", ""));
        assert_eq!(parts("/a.html"), ("/", "a.html", ""));
        assert_eq!(parts("/"), ("", "", "/"));
        assert_eq!(parts(""), ("", "", ""));
    }

    #[test]
    fn packed_lines_come_back() {
        let lines = ["", "Great Minds", "Great Oaks", "Greater", "Élan", "Éléphant"];
        let packed = pack(lines.into_iter());
        assert_eq!(packed, "0\n0Great Minds\n6Oaks\n5er\n0Élan\n0Éléphant\n");
        assert_eq!(unpack(&packed), Ok(lines.map(str::to_owned).to_vec()));
        assert!(unpack("9x\n").is_err());
        assert!(unpack("\n").is_err());
    }
}
