//! One table of questions, asked of both engines: what is typed, and what must come of it.

use guidepost::search::{self, Document, Engine, FacetTerms, Kind, Query, SearchFiles, ValueTerms};
use serde::Deserialize;

use super::alike::{case, in_node};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    query: String,
    first: Option<String>,
    #[serde(default)]
    suggests: Vec<String>,
    correction: Option<String>,
    total: Option<usize>,
}

#[test]
fn every_question_of_the_table_is_answered_as_it_says() {
    let rows: Vec<Row> = serde_json::from_str(include_str!("table.json")).unwrap();
    let files = guide();
    let engine = Engine::open(&files).unwrap();
    let query = |row: &Row| Query { text: row.query.clone(), limit: 10, ..Query::default() };
    for row in &rows {
        let answer = engine.query(&query(row));
        let first = answer.hits.first().map(|hit| engine.document(hit.document).unwrap().url);
        let named =
            answer.suggestions.iter().filter_map(|seen| engine.value(seen.value)).map(|(_, facet, value)| format!("{facet}:{value}"));
        assert!(row.first.is_none() || row.first == first, "{:?} gave {first:?}, not {:?}", row.query, row.first);
        assert!(
            row.suggests.is_empty() || row.suggests == named.clone().collect::<Vec<_>>(),
            "{:?} suggests {:?}",
            row.query,
            named.collect::<Vec<_>>()
        );
        assert!(
            row.correction.is_none() || row.correction == answer.correction,
            "{:?} was corrected to {:?}",
            row.query,
            answer.correction
        );
        assert!(row.total.is_none_or(|total| total == answer.total), "{:?} has {} answers", row.query, answer.total);
    }
    in_node(&files, rows.iter().map(|row| case(&engine, &query(row))).collect());
}

#[test]
fn the_order_of_documents_does_not_change_a_byte() {
    let (mut documents, facets) = parts();
    let there = files(&documents, &facets);
    documents.reverse();
    assert_eq!(there, files(&documents, &facets));
}

fn guide() -> SearchFiles {
    let (documents, facets) = parts();
    files(&documents, &facets)
}

fn files(documents: &[Document], facets: &[FacetTerms]) -> SearchFiles {
    let documents = documents.iter().map(|document| (document.clone(), search::terms(document)));
    search::index(documents.collect(), facets, &[("PLC".to_owned(), vec!["professional learning community".to_owned()])])
}

/// A small guide with one thing of each kind that the table asks about.
fn parts() -> (Vec<Document>, Vec<FacetTerms>) {
    let facets = vec![
        facet(
            "pl_types",
            "Type of professional learning",
            0,
            &[("launching", "Initial implementation", "launch"), ("ongoing", "Ongoing support for teachers", "")],
        ),
        facet(
            "subjects",
            "Subject",
            10,
            &[("ela", "English language arts", "literacy"), ("math", "Mathematics", "math"), ("science", "Science", "")],
        ),
        facet("grade_bands", "Grades", 20, &[("k-2", "K–2", ""), ("3-5", "3–5", ""), ("6-8", "6–8", ""), ("9-12", "9–12", "high school")]),
        facet(
            "hqim",
            "Curriculum",
            30,
            &[
                ("wit-wisdom", "Wit & Wisdom", ""),
                ("openscied", "OpenSciEd", ""),
                ("el-education", "EL Education", ""),
                ("odell", "Odell Education Literacy", "Odell Education"),
            ],
        ),
        facet("states", "State", 40, &[("in", "Indiana", ""), ("la", "Louisiana", ""), ("tx", "Texas", ""), ("ne", "Nebraska", "")]),
    ];
    let documents = vec![
        provider(
            "great-minds",
            "Great Minds",
            "",
            "Coaching in math and in reading for grades 6 to 8. Two days cost $24,000.",
            &[0, 10, 11, 21, 22, 30, 42],
        ),
        provider(
            "tntp",
            "TNTP",
            "The New Teacher Project",
            "Helps in districts with science, in classrooms and in teams.",
            &[1, 12, 22, 23, 31, 43],
        ),
        provider("anet", "Achievement Network (ANet)", "ANet", "Works in schools on leadership.", &[1, 10, 11, 20, 21, 41]),
        provider("schoolkit", "SchoolKit", "", "Helps to launch materials on-site and in workshops.", &[0, 10, 20, 21, 32, 41]),
        provider("odell-education", "Odell Education", "", "Wrote a literacy program for high schools.", &[10]),
        provider("elan-institute", "Élan Institute", "", "Teams in Indiana.", &[1, 11, 23, 33, 40]),
        provider("teachers-lab", "Teachers’ Lab", "", "Labs in which teachers learn.", &[1, 11, 22, 33, 40]),
        provider("bandwagon", "Bandwagon", "", "Works in high schools.", &[1, 10, 23, 33, 40]),
        item(Kind::Page, "/playbook/select/", "Select a partner", "Steps in order, with a 2015 study of costs."),
        item(Kind::Section, "/playbook/select/#define-process", "Define the process", "Say who decides, and when."),
        item(
            Kind::Question,
            "/playbook/interview/#facilitators",
            "How do you train facilitators?",
            "Listen for practice in front of others.",
        ),
        Document {
            aliases: vec!["HQIM".to_owned()],
            ..item(Kind::Term, "/glossary/#hqim", "High-quality instructional materials", "Materials that reviewers rate well.")
        },
        Document {
            aliases: vec!["PLC".to_owned()],
            ..item(Kind::Term, "/glossary/#plc", "Professional learning community", "Teachers who meet in teams.")
        },
    ];
    (documents, facets)
}

fn facet(id: &str, label: &str, first: u32, values: &[(&str, &str, &str)]) -> FacetTerms {
    let value = |(ordinal, (id, label, alias)): (u32, &(&str, &str, &str))| ValueTerms {
        ordinal,
        id: (*id).to_owned(),
        label: (*label).to_owned(),
        aliases: Some((*alias).to_owned()).filter(|alias| !alias.is_empty()).into_iter().collect(),
        extra: Vec::new(),
    };
    FacetTerms { id: id.to_owned(), label: label.to_owned(), values: (first..).zip(values).map(value).collect() }
}

fn item(kind: Kind, url: &str, title: &str, body: &str) -> Document {
    let own = |text: &str| text.to_owned();
    Document {
        kind,
        url: own(url),
        title: own(title),
        aliases: vec![],
        summary: String::new(),
        headings: vec![],
        body: own(body),
        values: vec![],
        context: String::new(),
    }
}

fn provider(slug: &str, name: &str, alias: &str, body: &str, values: &[u32]) -> Document {
    let aliases = Some(alias.to_owned()).filter(|alias| !alias.is_empty()).into_iter().collect();
    Document { aliases, values: values.to_vec(), ..item(Kind::Provider, &format!("/providers/{slug}/"), name, body) }
}
