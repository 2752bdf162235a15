//! What people call facet values, ready to be recognised in a query: labels, other names, grades inside
//! a band.

use std::collections::BTreeMap;

use super::language::Language;
use super::names::FacetNames;
use super::vocabulary::Vocabulary;
use super::words::{Word, glued, key, letters, stem, words};

/// How sure a name makes us that its value is meant.
pub(crate) const NAMED: u32 = 8;
/// The same for a name that only hints, such as a publisher's.
pub(crate) const HINTED: u32 = 6;
/// An id of so many letters is a code that people type.
const CODE: usize = 3;

/// All names of all values.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    /// Names run together by stem, with the values they may mean and how surely.
    by_key: BTreeMap<String, Vec<(u32, u32)>>,
    /// Names run together as written, for what is still being typed.
    pub(crate) starts: Vocabulary,
    /// Single words of names.
    pub(crate) words: Vocabulary,
    /// Grade bands: value, first grade, last grade.
    bands: Vec<(u32, u32, u32)>,
}

impl Phrases {
    pub(crate) fn of(facets: &[FacetNames], counts: &[u32], language: &Language) -> Phrases {
        let mut values: Vec<_> = facets.iter().flat_map(|facet| facet.2.iter().map(move |value| (facet, value))).collect();
        values.sort_by_key(|(_, value)| value.0);
        let mut phrases = Phrases::default();
        for (facet, value) in values {
            let held = counts.get(value.0 as usize).is_some_and(|count| *count > 0);
            for name in [&value.2].into_iter().chain(&value.3) {
                phrases.name(name, value.0, held);
            }
            if held && value.1.len() <= CODE {
                phrases.add(key(&value.1), value.0, NAMED);
            }
            for hint in &value.4 {
                phrases.add(key(hint), value.0, HINTED);
            }
            for part in runs(&words(&value.2)) {
                phrases.add(part, value.0, HINTED);
            }
            phrases.band(&facet.1, &value.2, value.0, language);
        }
        phrases.schools(language);
        phrases
    }

    /// "middle school" is the bands that its grades touch, where no value is called so.
    fn schools(&mut self, language: &Language) {
        for (said, first, last) in &language.grades {
            let key = key(said);
            if self.by_key.contains_key(&key) {
                continue;
            }
            for value in self.spanned(first, last) {
                self.add(key.clone(), value, NAMED);
            }
        }
    }

    /// A name, and the forms it is also written in. A value that holds for nothing is only recognised by
    /// its longer names, so that an empty answer can say why.
    fn name(&mut self, name: &str, value: u32, held: bool) {
        let (before, rest) = name.split_once('(').unwrap_or_default();
        for form in [name, before, rest.split(')').next().unwrap_or_default()] {
            self.whole(form, value, held);
            self.whole(&form.replace('&', " and "), value, held);
        }
        for word in words(name).iter().filter(|_| held) {
            self.words.add(&word.text, value);
        }
    }

    fn whole(&mut self, name: &str, value: u32, held: bool) {
        let (key, start) = (key(name), glued(name));
        if held && !start.is_empty() {
            self.starts.add(&start, value);
        }
        if held || letters(&key) > CODE {
            self.add(key, value, NAMED);
        }
    }

    fn add(&mut self, key: String, value: u32, sure: u32) {
        if key.is_empty() {
            return;
        }
        let values = self.by_key.entry(key).or_default();
        if !values.iter().any(|(known, _)| *known == value) {
            values.push((value, sure));
        }
    }

    /// "3-5" and "Grades 3-5" are found by each of their grades, said as the label or the facet says it
    /// ("grade 4") or counted ("4th grade").
    fn band(&mut self, facet: &str, label: &str, value: u32, language: &Language) {
        let mut label = words(label);
        let (Some(to), Some(from)) = (label.pop(), label.pop()) else { return };
        let (Some(first), Some(last)) = (grade(&from.text), grade(&to.text)) else { return };
        if first >= last || label.len() > 1 {
            return;
        }
        self.bands.push((value, first, last));
        let called = label.into_iter().chain(words(facet)).next().map_or(String::new(), |word| stem(&word.text));
        for number in first..=last {
            let said = |list: &[String]| list.get(number as usize).map_or(String::new(), |word| stem(word));
            let (ordinal, cardinal, counted) = (said(&language.ordinals), said(&language.cardinals), counted(number));
            let short = if number == 0 { "k".to_owned() } else { number.to_string() };
            let alone = if number == 0 { ordinal.clone() } else { String::new() };
            let names = [
                format!("{called}{short}"),
                format!("{called}{cardinal}"),
                format!("{counted}{called}"),
                format!("{ordinal}{called}"),
                counted,
                alone,
            ];
            for name in names {
                if name.len() > 1 {
                    self.add(name, value, NAMED);
                }
            }
        }
    }

    /// The values a name means, with how surely.
    pub(crate) fn exact(&self, key: &str) -> &[(u32, u32)] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }

    /// The bands that a span of grades touches.
    pub(crate) fn spanned(&self, first: &str, last: &str) -> Vec<u32> {
        match (grade(first), grade(last)) {
            (Some(first), Some(last)) if first < last => {
                self.bands.iter().filter(|(_, from, to)| *from <= last && *to >= first).map(|(value, _, _)| *value).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Runs of words inside a longer name that say something by themselves, by their stems: "initial
/// implementation" of "Launch and initial implementation".
fn runs(name: &[Word]) -> Vec<String> {
    let telling = |word: &Word| letters(&word.text) > 3;
    let mut runs = Vec::new();
    for first in 0..name.len() {
        for end in first + 2..=name.len() {
            if end - first < name.len() && telling(&name[first]) && telling(&name[end - 1]) {
                runs.push(name[first..end].iter().map(|word| stem(&word.text)).collect());
            }
        }
    }
    runs
}

/// A school year: kindergarten is 0.
fn grade(word: &str) -> Option<u32> {
    match word {
        "k" | "pk" => Some(0),
        _ if word.len() < 3 && !word.starts_with('0') => word.parse().ok().filter(|grade| (1..=12).contains(grade)),
        _ => None,
    }
}

fn counted(number: u32) -> String {
    match number {
        0 => "k".to_owned(),
        1 => "1st".to_owned(),
        2 => "2nd".to_owned(),
        3 => "3rd".to_owned(),
        other => format!("{other}th"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::names::ValueNames;
    use super::*;

    fn phrases() -> Phrases {
        let value = |ordinal, id: &str, label: &str, hint: &str| {
            ValueNames(
                ordinal,
                id.to_owned(),
                label.to_owned(),
                vec![],
                Some(hint.to_owned()).filter(|hint| !hint.is_empty()).into_iter().collect(),
            )
        };
        let bands = vec![value(0, "k-2", "Grades K–2", ""), value(1, "3-5", "Grades 3–5", ""), value(2, "9-12", "Grades 9–12", "")];
        let states = vec![value(3, "tx", "Texas", ""), value(4, "ri", "Rhode Island", "")];
        let hqim = vec![value(5, "wit-wisdom", "Wit & Wisdom (W&W)", "Great Minds")];
        let facet = |label: &str, values| FacetNames("f".to_owned(), label.to_owned(), values);
        Phrases::of(
            &[facet("Grade band", bands), facet("State", states), facet("Curriculum", hqim)],
            &[1, 1, 1, 1, 0, 1],
            &super::super::language::english().0,
        )
    }

    fn meant(text: &str) -> Vec<(u32, u32)> {
        phrases().exact(&key(text)).to_vec()
    }

    #[test]
    fn a_value_goes_by_its_label_its_code_and_what_is_in_brackets() {
        assert_eq!(meant("texas"), [(3, NAMED)]);
        assert_eq!(meant("TX"), [(3, NAMED)]);
        assert_eq!(meant("wit and wisdom"), [(5, NAMED)]);
        assert_eq!(meant("Wit & Wisdom"), [(5, NAMED)]);
        assert_eq!(meant("great minds"), [(5, HINTED)]);
    }

    #[test]
    fn a_value_of_nothing_goes_by_its_long_name_only() {
        assert_eq!(meant("rhode island"), [(4, NAMED)]);
        assert!(meant("ri").is_empty());
    }

    #[test]
    fn a_grade_is_found_inside_its_band() {
        assert_eq!(meant("grade 4"), [(1, NAMED)]);
        assert_eq!(meant("grades 4"), [(1, NAMED)]);
        assert_eq!(meant("11th grade"), [(2, NAMED)]);
        assert_eq!(meant("kindergarten"), [(0, NAMED)]);
        assert_eq!(phrases().spanned("k", "5"), [0, 1]);
        assert_eq!(phrases().spanned("4", "9"), [1, 2]);
        assert!(phrases().spanned("9", "4").is_empty());
    }
}
