//! How good the answers are, in figures: questions of the kinds people ask, made from what is known of a
//! guide, and floors under the figures. Run with `--nocapture` to see them by kind.

use std::collections::{BTreeMap, BTreeSet};

use guidepost::search::{Document, Engine, Query};

use super::corpus::{Corpus, Dice};

/// A question and the addresses that answer it.
struct Question {
    kind: &'static str,
    text: String,
    right: BTreeSet<String>,
}

#[derive(Default)]
struct Figures {
    asked: usize,
    reciprocal: f64,
    recall: f64,
    empty: usize,
}

impl Figures {
    fn add(&mut self, question: &Question, found: &[String]) {
        self.asked += 1;
        self.reciprocal += found.iter().position(|url| question.right.contains(url)).map_or(0.0, |place| 1.0 / (place + 1) as f64);
        let right = found.iter().filter(|url| question.right.contains(*url)).count();
        self.recall += right as f64 / question.right.len().min(10) as f64;
        self.empty += usize::from(found.is_empty());
    }

    fn mean(&self) -> (f64, f64, f64) {
        let asked = self.asked.max(1) as f64;
        (self.reciprocal / asked, self.recall / asked, self.empty as f64 / asked)
    }
}

#[test]
fn the_right_document_is_first_or_nearly_so() {
    let mut all = Figures::default();
    let mut kinds: BTreeMap<&str, Figures> = BTreeMap::new();
    for (seed, providers) in [(1, 40), (2, 200), (3, 500)] {
        let corpus = Corpus::of(seed, providers);
        let engine = Engine::open(&corpus.files()).unwrap();
        for question in questions(&corpus, seed) {
            let answer = engine.query(&Query { text: question.text.clone(), limit: 10, ..Query::default() });
            let found: Vec<String> = answer.hits.iter().map(|hit| engine.document(hit.document).unwrap().url).collect();
            if !found.first().is_some_and(|first| question.right.contains(first)) {
                println!(
                    "{}: {:?} gave {:?} ({:?}), not {:?}",
                    question.kind,
                    question.text,
                    found.first(),
                    answer.correction,
                    question.right.first()
                );
            }
            kinds.entry(question.kind).or_default().add(&question, &found);
            all.add(&question, &found);
        }
    }
    for (kind, figures) in &kinds {
        let (reciprocal, recall, empty) = figures.mean();
        println!("{kind:28} {:4} MRR {reciprocal:.3} recall {recall:.3} empty {empty:.3}", figures.asked);
        assert!(reciprocal > 0.8, "{kind}: {reciprocal:.3}");
    }
    let (reciprocal, recall, empty) = all.mean();
    println!("{:28} {:4} MRR {reciprocal:.4} recall {recall:.4} empty {empty:.4}", "all", all.asked);
    assert!(all.asked >= 500, "{} questions are too few", all.asked);
    assert!(reciprocal > 0.97 && recall > 0.96 && empty < 0.005, "MRR {reciprocal:.4}, recall {recall:.4}, empty {empty:.4}");
}

#[test]
fn a_provider_called_like_a_curriculum_comes_before_its_many_users() {
    let mut corpus = Corpus::of(4, 500);
    let curriculum = corpus.value("hqim", "harborlight-reading").ordinal;
    for document in
        corpus.documents.iter_mut().filter(|document| document.url.starts_with("/providers/") && document.title != "Harborlight Reading")
    {
        document.values.push(curriculum);
    }
    let engine = Engine::open(&corpus.files()).unwrap();
    for text in ["Harborlight Reading", "harborlight reading", "Harborlight Readng"] {
        let answer = engine.query(&Query { text: text.to_owned(), limit: 10, ..Query::default() });
        assert_eq!(engine.document(answer.hits[0].document).unwrap().title, "Harborlight Reading", "{text}");
        assert!(answer.total > 400, "{text} finds the users too");
    }
}

fn questions(corpus: &Corpus, seed: u64) -> Vec<Question> {
    let mut dice = Dice::new(seed + 100);
    let mut asked = Vec::new();
    for _ in 0..10 {
        of_names(corpus, &mut dice, &mut asked);
        of_values(corpus, &mut dice, &mut asked);
        of_texts(corpus, &mut dice, &mut asked);
        as_people_ask(corpus, &mut dice, &mut asked);
        as_people_write(corpus, &mut dice, &mut asked);
    }
    asked.retain(|question| !question.right.is_empty());
    asked
}

fn of_names(corpus: &Corpus, dice: &mut Dice, asked: &mut Vec<Question>) {
    let providers = corpus.providers();
    let mut ask = |kind, text: String, right: &Document| asked.push(Question { kind, text, right: BTreeSet::from([right.url.clone()]) });
    let known = *dice.of(&providers);
    let brand = known.title.split(' ').next().unwrap_or_default();
    let plain = brand.replace('é', "e").to_lowercase();
    let rest = known.title.strip_prefix(brand).unwrap_or_default();
    let alone = providers.iter().filter(|other| other.title.to_lowercase().replace('é', "e").starts_with(&plain)).count() == 1;
    ask("name", known.title.to_lowercase(), known);
    ask("name run together", format!("{plain}{}", rest.replace(' ', "").to_lowercase()), known);
    if alone {
        ask("name without accent", plain.clone(), known);
        ask("name with a slip", slip(dice, &plain) + rest, known);
        ask("name and more", format!("{brand}{rest} coaching"), known);
    }
    if plain.len() > 7 {
        let twice = slip(dice, &plain);
        ask("name with two slips", slip(dice, &twice) + rest, known);
    }
    if let Some(alias) = known.aliases.first() {
        let sharing = providers.iter().filter(|other| other.aliases.contains(alias)).map(|other| other.url.clone()).collect();
        asked.push(Question { kind: "alias", text: alias.to_lowercase(), right: sharing });
    }
    let section = loop {
        let any = dice.of(&corpus.documents);
        if any.url.contains('#') {
            break any;
        }
    };
    let same = corpus.documents.iter().filter(|other| other.title == section.title).map(|other| other.url.clone()).collect();
    asked.push(Question { kind: "heading", text: section.title.clone(), right: same });
}

fn of_values(corpus: &Corpus, dice: &mut Dice, asked: &mut Vec<Question>) {
    let (grade, band) = *dice.of(&[("1", "k-2"), ("4", "3-5"), ("7", "6-8"), ("11", "9-12"), ("K", "k-2")]);
    let (said, subject) = *dice.of(&[("math", "math"), ("literacy", "ela"), ("science", "science"), ("ELA", "ela")]);
    let (service, kind) =
        *dice.of(&[("launch", "launching"), ("teacher coaching", "ongoing-teachers"), ("choosing materials", "adoption")]);
    let state = dice.of(&corpus.facets[4].values);
    let curriculum = dice.of(&corpus.facets[3].values);
    let having = |ordinals: &[u32]| -> BTreeSet<String> {
        corpus
            .documents
            .iter()
            .filter(|document| ordinals.iter().all(|ordinal| document.values.contains(ordinal)))
            .map(|document| document.url.clone())
            .collect()
    };
    let (band, subject, kind) =
        (corpus.value("grade_bands", band).ordinal, corpus.value("subjects", subject).ordinal, corpus.value("pl_types", kind).ordinal);
    let mut ask = |kind, text: String, values: &[u32]| asked.push(Question { kind, text, right: having(values) });
    ask("curriculum", curriculum.label.to_lowercase(), &[curriculum.ordinal]);
    ask("curriculum run together", curriculum.label.to_lowercase().replace([' ', '&'], ""), &[curriculum.ordinal]);
    ask("state", state.label.clone(), &[state.ordinal]);
    ask("state code", state.id.to_uppercase(), &[state.ordinal]);
    ask("state with a slip", slip(dice, &state.label.to_lowercase()), &[state.ordinal]);
    ask("grade", format!("grade {grade}"), &[band]);
    ask("grade and subject", format!("grade {grade} {said}"), &[band, subject]);
    ask("subject and state", format!("{said} {}", state.label), &[subject, state.ordinal]);
    ask(
        "service, curriculum, state",
        format!("{service} {} in {}", curriculum.label, state.label),
        &[kind, curriculum.ordinal, state.ordinal],
    );
    ask("service, subject, state code", format!("{service} {said} {}", state.id.to_uppercase()), &[kind, subject, state.ordinal]);
}

/// The providers that have one value of each group.
fn having(corpus: &Corpus, groups: &[Vec<u32>]) -> BTreeSet<String> {
    let has = |document: &&Document| groups.iter().all(|group| group.iter().any(|value| document.values.contains(value)));
    corpus.documents.iter().filter(has).map(|document| document.url.clone()).collect()
}

/// Whole questions, in any order, with words that ask and words that every partner would use.
fn as_people_ask(corpus: &Corpus, dice: &mut Dice, asked: &mut Vec<Question>) {
    let (grades, bands) = *dice.of(&[
        ("third grade", &["3-5"][..]),
        ("grade seven", &["6-8"]),
        ("kindergarten", &["k-2"]),
        ("elementary school", &["k-2", "3-5"]),
        ("middle school", &["6-8"]),
        ("high school", &["9-12"]),
        ("1st grade", &["k-2"]),
    ]);
    let (said, subject) = *dice.of(&[("math", "math"), ("literacy", "ela"), ("science", "science")]);
    let (service, kind) = *dice.of(&[("launch", "launching"), ("with choosing materials", "adoption")]);
    let state = dice.of(&corpus.facets[4].values);
    let curriculum = dice.of(&corpus.facets[3].values);
    let bands: Vec<u32> = bands.iter().map(|band| corpus.value("grade_bands", band).ordinal).collect();
    let (subject, kind) = (vec![corpus.value("subjects", subject).ordinal], vec![corpus.value("pl_types", kind).ordinal]);
    let (place, material) = (vec![state.ordinal], vec![curriculum.ordinal]);
    let (state, curriculum) = (&state.label, &curriculum.label);
    let mut ask = |kind, text: String, groups: &[Vec<u32>]| asked.push(Question { kind, text, right: having(corpus, groups) });
    ask("grade in words", grades.to_owned(), std::slice::from_ref(&bands));
    ask("subject for a grade", format!("{said} for {grades}"), &[bands.clone(), subject.clone()]);
    ask("who can help", format!("who can help us {service} {curriculum} in {state}?"), &[kind.clone(), material.clone(), place.clone()]);
    ask("which partners offer", format!("which partners offer {said} coaching for {grades}"), &[bands.clone(), subject.clone()]);
    ask("looking for", format!("looking for someone to support {curriculum} in {state}"), &[material.clone(), place.clone()]);
    ask("state first", format!("{state} {curriculum} {service}"), &[kind, material.clone(), place.clone()]);
    ask("state, subject, grade", format!("{state} {said} {grades}"), &[place.clone(), subject.clone(), bands]);
    ask("with noise", format!("best {curriculum} pd providers"), &[material]);
    ask("not only", format!("{said} not only online in {state}"), &[subject, place]);
}

/// Names as they are written in haste, with other hyphens, endings and spellings.
fn as_people_write(corpus: &Corpus, dice: &mut Dice, asked: &mut Vec<Question>) {
    let curriculum = dice.of(&corpus.facets[3].values);
    let lower = curriculum.label.to_lowercase();
    let (series, line) = lower.rsplit_once(' ').unwrap_or((&lower, ""));
    let of_series: Vec<u32> =
        corpus.facets[3].values.iter().filter(|value| value.extra == curriculum.extra).map(|value| value.ordinal).collect();
    let known = *dice.of(&corpus.providers());
    let own = || BTreeSet::from([known.url.clone()]);
    let mut ask = |kind, text: String, right| asked.push(Question { kind, text, right });
    ask("curriculum with a slip", slip(dice, &lower), having(corpus, &[vec![curriculum.ordinal]]));
    ask("curriculum begun", format!("{series} {}", &line[..line.len().min(4)]), having(corpus, &[vec![curriculum.ordinal]]));
    ask("hyphens for spaces", lower.replace(' ', "-"), having(corpus, &[vec![curriculum.ordinal]]));
    ask("publisher", curriculum.extra[0].to_lowercase(), having(corpus, &[of_series]));
    ask("possessive", format!("{}'s coaching", known.title), own());
    ask("name in a question", format!("who is {}?", known.title), own());
    let spelt = *dice.of(&["organisation of the programme", "organization of the programs", "organizations of a program"]);
    ask("other spelling", spelt.to_owned(), BTreeSet::from(["/glossary/#organization".to_owned()]));
}

fn of_texts(corpus: &Corpus, dice: &mut Dice, asked: &mut Vec<Question>) {
    let texts: Vec<(String, BTreeSet<String>)> = corpus.documents.iter().map(|document| (document.url.clone(), words(document))).collect();
    let using = |wanted: &[&str]| -> BTreeSet<String> {
        texts.iter().filter(|(_, words)| wanted.iter().all(|wanted| words.contains(*wanted))).map(|(url, _)| url.clone()).collect()
    };
    let rare = |word: &&String| {
        word.len() > 5 && word.bytes().all(|byte| byte.is_ascii_lowercase()) && using(&[word.as_str()]).len() * 10 < texts.len()
    };
    let own: Vec<&String> = dice.of(&texts).1.iter().filter(rare).collect();
    let [one, two] = [dice.below(own.len()), dice.below(own.len())];
    let (Some(one), Some(two)) = (own.get(one), own.get(two)) else { return };
    let mut ask = |kind, text: String, right| asked.push(Question { kind, text, right });
    ask("rare word", (*one).clone(), using(&[one.as_str()]));
    ask("two rare words", format!("{one} {two}"), using(&[one.as_str(), two.as_str()]));
    let slipped = slip(dice, one);
    if using(&[slipped.as_str()]).is_empty() {
        ask("word with a slip", slipped, using(&[one.as_str()]));
    }
    if !one.ends_with('s') && using(&[&format!("{one}s")]).is_empty() {
        ask("plural", format!("{one}s"), using(&[one.as_str()]));
    }
}

fn words(document: &Document) -> BTreeSet<String> {
    let all = [&document.title, &document.summary, &document.body];
    all.into_iter().flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric())).map(str::to_lowercase).collect()
}

/// A letter left out, added, changed or swapped with the one before; never the first.
fn slip(dice: &mut Dice, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + dice.below(letters.len() - 1);
    let other = char::from(b'a' + dice.below(26) as u8);
    match dice.below(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, other),
        2 => letters[at] = other,
        _ => letters.swap(at - 1, at),
    }
    letters.into_iter().collect()
}
