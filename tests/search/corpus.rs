//! A guide made of invented words: the same seed gives the same guide. Words are used as in real texts
//! (few often, most seldom), every provider has a name of its own, and what is true of each document is
//! known, so that questions can be asked whose answers are known too.

use guidepost::search::{self, Document, FacetTerms, Kind, SearchFiles, ValueTerms};

/// Numbers that look random and are the same everywhere.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % end.max(1)
    }

    pub(crate) fn of<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.below(list.len())]
    }

    /// A place in a list of `end`, the first ones most often.
    fn seldom(&mut self, end: usize) -> usize {
        let share = self.below(1 << 20) as f64 / f64::from(1 << 20);
        ((end as f64).powf(share) - 1.0) as usize
    }
}

const STATES: [(&str, &str); 16] = [
    ("al", "Alabama"),
    ("ca", "California"),
    ("in", "Indiana"),
    ("la", "Louisiana"),
    ("me", "Maine"),
    ("ms", "Mississippi"),
    ("ne", "Nebraska"),
    ("nm", "New Mexico"),
    ("ny", "New York"),
    ("nc", "North Carolina"),
    ("oh", "Ohio"),
    ("or", "Oregon"),
    ("ri", "Rhode Island"),
    ("tn", "Tennessee"),
    ("tx", "Texas"),
    ("wv", "West Virginia"),
];
const SUBJECTS: [(&str, &str, &[&str]); 4] = [
    ("ela", "English language arts", &["ELA", "literacy"]),
    ("math", "Mathematics", &["math"]),
    ("science", "Science", &[]),
    ("civics", "Social studies", &["civics"]),
];
const BANDS: [(&str, &str); 4] = [("k-2", "Grades K–2"), ("3-5", "Grades 3–5"), ("6-8", "Grades 6–8"), ("9-12", "Grades 9–12")];
const TYPES: [(&str, &str, &[&str]); 4] = [
    ("adoption", "Adoption", &["choosing materials"]),
    ("launching", "Initial implementation", &["launch"]),
    ("ongoing-teachers", "Ongoing support for teachers", &["teacher coaching"]),
    ("ongoing-leaders", "Ongoing support for leaders", &["leader coaching"]),
];
const SERIES: [&str; 8] = ["Harborlight", "Meridian", "OpenFieldEd", "Cedarpath", "Bright & Water", "Northstar", "Élan", "Wayfinder"];
const LINES: [&str; 3] = ["Math", "Reading", "Science Lab"];
const ENDINGS: [&str; 8] =
    ["Learning", "Education", "Learning Partners", "Education Group", "Collaborative", "Institute", "Center for Teaching", "Works"];
const FIELD: &str = "student teacher school district lesson coaching curriculum material leader classroom standard assessment grade literacy reading evidence practice team training session \
    principal feedback observation unit vocabulary fluency phonics rigor rubric benchmark inclusion pilot contract budget board cohort webinar protocol survey interview study tier strategy \
    culture identity trust algebra geometry fraction inquiry storyline phenomena civics seminar citation dyslexia";
const HYPHENED: [&str; 8] =
    ["on-site", "co-teaching", "lesson-study", "small-group", "learning-walk", "lab-site", "cross-grade", "read-aloud"];

/// A guide with everything that is known of it.
pub(crate) struct Corpus {
    pub(crate) documents: Vec<Document>,
    pub(crate) facets: Vec<FacetTerms>,
    pub(crate) synonyms: Vec<(String, Vec<String>)>,
}

impl Corpus {
    pub(crate) fn of(seed: u64, providers: usize) -> Corpus {
        let mut dice = Dice::new(seed);
        let lexicon = lexicon(&mut dice);
        let facets = facets();
        let mut documents: Vec<Document> = (0..providers).map(|_| provider(&mut dice, &lexicon, &facets)).collect();
        documents.push(Document {
            url: "/providers/harborlight-reading/".to_owned(),
            title: "Harborlight Reading".to_owned(),
            values: Vec::new(),
            ..provider(&mut dice, &lexicon, &facets)
        });
        for page in 0..10 {
            chapter(&mut dice, &lexicon, page, &mut documents);
        }
        let term = |(name, id, alias, body): (&str, &str, &str, &str)| Document {
            aliases: vec![alias.to_owned()],
            body: body.to_owned(),
            ..document(Kind::Term, &format!("/glossary/#{id}"), name, "Glossary")
        };
        documents.extend(
            [
                ("Instructional materials of high quality", "hqim", "HQIM", "Materials that reviewers rate well."),
                ("Team that learns together", "plc", "PLC", "Teachers who meet and study."),
                ("Organization of the program", "organization", "OOTP", "How a center models the behavior that its programs ask for."),
            ]
            .map(term),
        );
        documents.sort_by(|one, other| one.url.cmp(&other.url));
        documents.dedup_by(|one, other| one.url == other.url);
        let synonyms = vec![("IPG".to_owned(), vec!["observation rubric".to_owned()])];
        Corpus { documents, facets, synonyms }
    }

    pub(crate) fn files(&self) -> SearchFiles {
        let documents = self.documents.iter().map(|document| (document.clone(), search::terms(document)));
        search::index(documents.collect(), &self.facets, &self.synonyms)
    }

    pub(crate) fn providers(&self) -> Vec<&Document> {
        self.documents.iter().filter(|document| document.kind == Kind::Provider).collect()
    }

    /// The value of a facet, by its id.
    pub(crate) fn value(&self, facet: &str, id: &str) -> &ValueTerms {
        let facet = self.facets.iter().find(|known| known.id == facet).unwrap();
        facet.values.iter().find(|value| value.id == id).unwrap()
    }
}

fn facets() -> Vec<FacetTerms> {
    let curricula = SERIES.iter().flat_map(|series| LINES.map(|line| format!("{series} {line}")));
    let named = |pairs: Vec<(String, String, Vec<String>, Vec<String>)>| pairs;
    let plain = |(id, label): (&str, &str)| (id.to_owned(), label.to_owned(), Vec::new(), Vec::new());
    let aliased = |(id, label, aliases): (&str, &str, &[&str])| {
        (id.to_owned(), label.to_owned(), aliases.iter().map(|&alias| alias.to_owned()).collect(), Vec::new())
    };
    let lists = [
        ("pl_types", "Type of professional learning", named(TYPES.map(aliased).to_vec())),
        ("subjects", "Subject", named(SUBJECTS.map(aliased).to_vec())),
        ("grade_bands", "Grades", named(BANDS.map(plain).to_vec())),
        (
            "hqim",
            "Curriculum",
            named(
                curricula
                    .map(|label| {
                        (
                            label.to_lowercase().replace(' ', "-"),
                            label.clone(),
                            Vec::new(),
                            vec![format!("{} Press", label.split(' ').next().unwrap())],
                        )
                    })
                    .collect(),
            ),
        ),
        ("states", "State", named(STATES.map(plain).to_vec())),
    ];
    let mut ordinals = 0..;
    let mut value = |(id, label, aliases, extra)| ValueTerms { ordinal: ordinals.next().unwrap(), id, label, aliases, extra };
    lists
        .into_iter()
        .map(|(id, label, values)| FacetTerms {
            id: id.to_owned(),
            label: label.to_owned(),
            values: values.into_iter().map(&mut value).collect(),
        })
        .collect()
}

/// Words of the field first, because they are used most.
fn lexicon(dice: &mut Dice) -> Vec<String> {
    let mut words: Vec<String> =
        "the and of to in a for with or is that we our on at as by be me it".split(' ').map(str::to_owned).collect();
    words.extend(FIELD.split_whitespace().map(str::to_owned));
    while words.len() < 2_500 {
        let length = 2 + dice.below(2);
        let word = invented(dice, length);
        if word.len() > 4 && !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

fn invented(dice: &mut Dice, syllables: usize) -> String {
    const STARTS: [&str; 20] = ["b", "br", "c", "d", "dr", "f", "fl", "g", "gr", "h", "j", "l", "m", "n", "p", "r", "st", "t", "tr", "v"];
    const MIDDLES: [&str; 8] = ["a", "e", "i", "o", "u", "ai", "ea", "io"];
    const ENDS: [&str; 8] = ["", "", "l", "m", "n", "r", "nd", "rt"];
    (0..syllables)
        .map(|at| format!("{}{}{}", dice.of(&STARTS), dice.of(&MIDDLES), if at + 1 == syllables { dice.of(&ENDS) } else { "" }))
        .collect()
}

/// Running words: those of a document's own topics more often than elsewhere.
fn sentences(dice: &mut Dice, lexicon: &[String], count: usize) -> String {
    let topics: Vec<&String> = (0..8).map(|_| dice.of(lexicon)).collect();
    let mut text = String::new();
    for at in 0..count {
        let word = match dice.below(100) {
            0..12 => (*dice.of(&topics)).clone(),
            12..14 => (*dice.of(&HYPHENED)).to_owned(),
            14 => format!("{}", 2 + dice.below(400)),
            _ => lexicon[dice.seldom(lexicon.len())].clone(),
        };
        text.push_str(&word);
        text.push_str(if at % 13 == 12 { ". " } else { " " });
    }
    text
}

fn document(kind: Kind, url: &str, title: &str, context: &str) -> Document {
    let own = |text: &str| text.to_owned();
    Document {
        kind,
        url: own(url),
        title: own(title),
        aliases: vec![],
        summary: String::new(),
        headings: vec![],
        body: String::new(),
        values: vec![],
        context: own(context),
    }
}

fn provider(dice: &mut Dice, lexicon: &[String], facets: &[FacetTerms]) -> Document {
    let syllables = 2 + dice.below(2);
    let brand = invented(dice, syllables);
    let mut name = brand[..1].to_uppercase() + &brand[1..];
    if dice.below(12) == 0 {
        name = name.replacen('e', "é", 1);
    }
    let title = format!("{name} {}", dice.of(&ENDINGS));
    let mut values = Vec::new();
    for facet in facets {
        let most = if facet.id == "states" { 6 } else { 3 };
        for _ in 0..=dice.below(most) {
            values.push(dice.of(&facet.values).ordinal);
        }
    }
    let initials: String = title.split(' ').filter_map(|word| word.chars().next()).collect();
    Document {
        aliases: if initials.len() > 2 { vec![format!("{initials}{}", brand.len())] } else { vec![] },
        summary: sentences(dice, lexicon, 16),
        headings: vec!["What they do".to_owned(), "Questions to ask".to_owned()],
        body: sentences(dice, lexicon, 160),
        values,
        ..document(Kind::Provider, &format!("/providers/{brand}/"), &title, "")
    }
}

fn chapter(dice: &mut Dice, lexicon: &[String], page: usize, documents: &mut Vec<Document>) {
    let route = format!("/playbook/choosing/step-{page}/");
    let title = sentences(dice, lexicon, 4).replace(['.', '-'], "");
    documents.push(Document {
        summary: sentences(dice, lexicon, 14),
        body: sentences(dice, lexicon, 40),
        ..document(Kind::Page, &route, title.trim(), "Choosing a partner")
    });
    for section in 0..5 {
        let heading = sentences(dice, lexicon, 4).replace(['.', '-'], "");
        let kind = if section == 4 { Kind::Question } else { Kind::Section };
        documents.push(Document {
            body: sentences(dice, lexicon, 60),
            ..document(kind, &format!("{route}#part-{section}"), heading.trim(), title.trim())
        });
    }
}
