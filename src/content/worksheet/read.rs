//! Reads a worksheet's file, part by part: what its tables say, then what their names mean, then whether it can work.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::content::front_matter;
use crate::content::markdown::{self, Body, Reading};
use crate::content::text::is_id;
use crate::content::{provider, sources};
use crate::diagnostic::{Reporter, nearest};
use crate::rules;
use crate::schema::{Record, Schema, Understood, listed};
use crate::source::{Source, Span};
use crate::vocabulary::{Facet, NATIONWIDE};

use super::draft::{self, Known};
use super::expression::{self, Tree, Type};
use super::names::Names;
use super::reach::{Reach, bounds_of};
use super::{
    Answer, Band, Choice, Column, Comparison, Computed, Dimension, Event, Filter, Items, Next, Origin, Outcome, Part, Question, Rating,
    Reference, Row, Section, Worksheet,
};

/// The facet whose values are the types of professional learning.
const TYPES: &str = crate::content::playbook::TYPES;
/// What stands for the reader's shortlist of partners.
const SHORTLIST: &str = "shortlist";

/// Reads a worksheet.
pub fn parse(source: &Source, file: &str, facets: &[Arc<Facet>], schema: &Schema, reporter: &mut Reporter) -> Option<Worksheet> {
    let slug = crate::content::slug_of(file, reporter);
    let node = front_matter::read_toml(&source.text, reporter);
    let opening = Span::new(0..source.text.lines().next().map_or(0, str::len));
    let before = reporter.count();
    let record = schema.check(&node, opening, reporter);
    let sound = reporter.count() == before;
    let mut reader = Reader { reporter, facets, sound, texts: 0 };
    let sheet = reader.worksheet(source, slug?, &record, schema);
    Some(sheet)
}

struct Reader<'r> {
    reporter: &'r mut Reporter,
    facets: &'r [Arc<Facet>],
    /// Whether all keys and values are of the right kind. If not, what seems to be missing may only be misspelt.
    sound: bool,
    /// How many of the tool's texts were read. They stand on one page, so the ids of each begin with its number.
    texts: usize,
}

/// The ids that expressions may name beside those of questions.
struct Ids {
    values: Vec<String>,
    dimensions: Vec<String>,
}

impl Reader<'_> {
    fn worksheet(&mut self, source: &Source, slug: String, record: &Record, schema: &Schema) -> Worksheet {
        let (mut sections, conditions) = self.sections(record);
        let all: Vec<Question> = sections.iter().flat_map(|section| section.questions.clone()).collect();
        let ids = self.ids(record, &sections, &all);
        let dimensions = self.dimensions(record);
        self.check_scores(record, &ids.dimensions);
        self.conditions(&mut sections, &conditions, &all, &ids);
        let all: Vec<Question> = sections.iter().flat_map(|section| section.questions.clone()).collect();
        let names = Names { questions: &all, values: &ids.values, dimensions: &ids.dimensions };
        let values = self.values(record, names);
        let known: Vec<(String, Option<Tree>)> = values.iter().map(|value| (value.id.clone(), value.is.clone())).collect();
        let known = bounds_of(&all, &dimensions, &known);
        let reach = Reach { questions: &all, dimensions: &dimensions, values: &known };
        self.check_dimensions(record, &dimensions, &all, reach);
        let mut judge = Judge { reader: self, names, reach };
        let results = judge.results(record);
        let filters = judge.filters(record);
        let comparisons = judge.comparisons(record);
        let parts = judge.parts(record);
        let events = judge.events(record);
        let next = record.tables("next").map(|(table, _)| next(table)).collect();
        judge.section_conditions(&sections, &conditions);
        judge.value_conditions(record, &values);
        Worksheet {
            slug,
            file: source.path.clone(),
            title: record.text("title").to_owned(),
            summary: record.text("summary").to_owned(),
            order: record.whole("order").unwrap_or(i64::MAX),
            step: record.text("step").to_owned(),
            minutes: record.whole("minutes"),
            intro: self.words(record, "intro"),
            share: record.flag("share"),
            exports: record.texts("exports"),
            directory: record.text("directory").to_owned(),
            document: record.text("document").to_owned(),
            sources: sources::read(record, schema, self.reporter),
            redirect_from: provider::routes(record, "redirect_from"),
            draft: record.flag("draft"),
            sections,
            dimensions,
            values,
            results,
            filters,
            comparisons,
            parts,
            events,
            next,
        }
    }

    /// Reads Markdown that is the value of a key.
    fn words(&mut self, record: &Record, key: &str) -> Body {
        let (text, whole) = (record.text(key), record.span(key).unwrap_or_default());
        if text.is_empty() {
            return Body::default();
        }
        let inner = Source { path: self.reporter.file().clone(), text: text.into() };
        let mut scratch = Reporter::of(&inner);
        self.texts += 1;
        let id_prefix = format!("text{}-", self.texts);
        let mut body = markdown::read(text, 0, Reading { id_prefix: &id_prefix, items: false }, &mut scratch);
        for diagnostic in scratch.finish() {
            let place = self.reporter.part(text, whole, diagnostic.place.span.range()).unwrap_or(whole);
            self.reporter.report(diagnostic.rule, place, diagnostic.message).label(diagnostic.label).help(diagnostic.help);
        }
        for link in body.pieces.links_mut() {
            link.span = self.reporter.part(text, whole, link.span.range()).unwrap_or(whole);
        }
        body
    }

    /// The sections with their questions, and the conditions that are not read yet: by the section's position, and by the question's in it.
    fn sections(&mut self, record: &Record) -> (Vec<Section>, Vec<Written>) {
        let mut sections = Vec::new();
        let mut conditions = Vec::new();
        for (position, (table, _)) in record.tables("section").enumerate() {
            if let Some(written) = Written::of(table, (position, None)) {
                conditions.push(written);
            }
            let mut questions = Vec::new();
            for (inner, span) in table.tables("question") {
                if let Some(question) = self.question(inner, span) {
                    if let Some(written) = Written::of(inner, (position, Some(questions.len()))) {
                        conditions.push(written);
                    }
                    questions.push(question);
                }
            }
            sections.push(Section {
                id: table.text("id").to_owned(),
                title: table.text("title").to_owned(),
                about: self.words(table, "about"),
                when: None,
                questions,
            });
        }
        (sections, conditions)
    }

    fn question(&mut self, table: &Record, whole: Span) -> Option<Question> {
        let kind = Answer::of_word(table.text("kind"))?;
        let id = table.text("id").to_owned();
        if id.is_empty() {
            return None;
        }
        let span = table.span("id").unwrap_or(whole);
        let (facet, options) = self.options(table, kind, &id, span);
        let columns = self.columns(table);
        let rows = self.rows(table);
        let rating = (kind == Answer::Rating).then(|| Rating {
            of: table.text("of").to_owned(),
            items: match table.text("items") {
                "questions" => Items::Questions,
                "decisions" => Items::Decisions,
                other => Items::Rows(other.to_owned()),
            },
            by: table.text("by").to_owned(),
        });
        self.check_parts(table, kind, &id, span);
        Some(Question {
            help: self.words(table, "help"),
            ask: table.text("ask").to_owned(),
            when: None,
            dimension: table.text("dimension").to_owned(),
            unit: table.text("unit").to_owned(),
            lines: table.whole("lines").unwrap_or(if kind == Answer::Table { 3 } else { 1 }),
            from: self.origins(table, kind, !rows.is_empty()),
            id,
            span,
            kind,
            options,
            facet,
            columns,
            rows,
            rating,
        })
    }

    fn options(&mut self, table: &Record, kind: Answer, id: &str, span: Span) -> (Option<usize>, Vec<Choice>) {
        let wanted = table.text("facet");
        let facet = self.facets.iter().position(|facet| facet.id == wanted);
        if !wanted.is_empty() && facet.is_none() {
            self.unknown_facet(wanted, table.span("facet").unwrap_or(span));
        }
        if let Some(facet) = facet {
            let term = |term: &crate::vocabulary::Term| Choice {
                id: term.id.clone(),
                label: term.label.clone(),
                about: String::new(),
                score: Vec::new(),
            };
            // A reader lives in one state; "nationwide" is for profiles.
            let terms = self.facets[facet].vocabulary.terms().iter().filter(|term| term.id != NATIONWIDE);
            return (Some(facet), terms.map(term).collect());
        }
        let mut options: Vec<Choice> = Vec::new();
        for (option, place) in table.tables("options") {
            let id = option.text("id").to_owned();
            if options.iter().any(|known| known.id == id) {
                self.repeated(&id, option.span("id").unwrap_or(place));
                continue;
            }
            let score = option.table("score");
            let points = score.map(|score| score.keys().filter_map(|key| Some((key.to_owned(), score.whole(key)?))).collect());
            options.push(Choice {
                id,
                label: option.text("label").to_owned(),
                about: option.text("about").to_owned(),
                score: points.unwrap_or_default(),
            });
        }
        let choosing = kind.is_choice() || kind == Answer::Rating;
        if self.sound && choosing && wanted.is_empty() && options.len() < 2 {
            self.reporter
                .report(
                    &rules::QUESTION_PARTS,
                    span,
                    format!("`{id}` offers {} options; a question of this kind needs two at least", options.len()),
                )
                .help("add `options = [{ id = \"yes\", label = \"Yes\" }, { id = \"no\", label = \"No\" }]`");
        }
        (None, options)
    }

    fn columns(&mut self, table: &Record) -> Vec<Column> {
        let mut columns: Vec<Column> = Vec::new();
        for (column, place) in table.tables("columns") {
            let id = column.text("id").to_owned();
            if columns.iter().any(|known| known.id == id) {
                self.repeated(&id, column.span("id").unwrap_or(place));
                continue;
            }
            let kind = Answer::of_word(column.text("kind")).unwrap_or(Answer::Text);
            columns.push(Column { id, label: column.text("label").to_owned(), kind });
        }
        columns
    }

    fn rows(&mut self, table: &Record) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        for (row, place) in table.tables("rows") {
            let id = row.text("id").to_owned();
            if rows.iter().any(|known| known.id == id) {
                self.repeated(&id, row.span("id").unwrap_or(place));
                continue;
            }
            rows.push(Row { id, label: row.text("label").to_owned(), about: row.text("about").to_owned() });
        }
        rows
    }

    /// Where an answer comes from at first. Whether the other tool has what is named is for [`crate::guide`].
    fn origins(&mut self, table: &Record, kind: Answer, fixed: bool) -> Vec<Origin> {
        let mut origins = Vec::new();
        for given in table.list("from") {
            let Understood::Text(text) = &given.value else { continue };
            // Ids of facets may hold underscores.
            match text.split_once('.').filter(|(tool, name)| is_id(tool) && is_id(&name.replace('_', "-"))) {
                Some((tool, name)) => origins.push(Origin::Tool(tool.to_owned(), name.to_owned(), given.span)),
                None if text == SHORTLIST && kind == Answer::Table && !fixed => origins.push(Origin::Shortlist),
                None if text == SHORTLIST => {
                    self.reporter
                        .report(&rules::HANDED_ON, given.span, "only a table to which readers add rows can hold the shortlist")
                        .help("take it out, or make the question a table without `rows`");
                }
                None => {
                    self.reporter
                        .report(&rules::HANDED_ON, given.span, format!("`{text}` names no question of another tool"))
                        .help("write the tool and its question, as in `needs.subjects`, or `shortlist`");
                }
            }
        }
        origins
    }

    /// Reports what a question of this kind needs and does not have, and what it has no use for.
    fn check_parts(&mut self, table: &Record, kind: Answer, id: &str, span: Span) {
        let (needed, useless): (&[&str], &[&str]) = match kind {
            Answer::Single | Answer::Multiple => (&[], &["columns", "rows", "of", "items", "by", "dimension", "unit", "lines"]),
            Answer::Scale => (&[], &["columns", "rows", "of", "items", "by", "from", "facet", "unit", "lines"]),
            Answer::Number | Answer::Money => (&[], &["options", "columns", "rows", "of", "items", "by", "dimension", "facet", "lines"]),
            Answer::Date | Answer::Time => {
                (&[], &["options", "columns", "rows", "of", "items", "by", "dimension", "facet", "unit", "lines"])
            }
            Answer::Text => (&[], &["options", "columns", "rows", "of", "items", "by", "dimension", "facet", "unit"]),
            Answer::Table => (&["columns"], &["options", "of", "items", "by", "dimension", "facet", "unit"]),
            Answer::Rating => (&["of", "items"], &["columns", "rows", "from", "dimension", "facet", "unit", "lines"]),
        };
        for key in needed.iter().filter(|key| self.sound && table.get(key).is_none()) {
            self.reporter
                .report(&rules::QUESTION_PARTS, span, format!("`{id}` needs `{key}`, because its kind is `{}`", kind.word()))
                .help(format!("add a line that begins with `{key} = `"));
        }
        for key in useless {
            if let Some(place) = table.span(key) {
                self.reporter
                    .report(&rules::QUESTION_PARTS, place, format!("a question of the kind `{}` has no use for `{key}`", kind.word()))
                    .help("take it out, or change the kind");
            }
        }
    }

    fn repeated(&mut self, id: &str, span: Span) {
        if !id.is_empty() {
            self.reporter
                .report(&rules::DUPLICATE_ID, span, format!("the id `{id}` is used twice"))
                .help("give one of the two another id; answers and rules are kept by it");
        }
    }

    fn unknown_facet(&mut self, wanted: &str, span: Span) {
        let known = || self.facets.iter().map(|facet| facet.id.as_str());
        let near = nearest(wanted, known());
        let help = format!("the facets are {}; they stand in guide.toml", listed(known(), "and"));
        let note = self.reporter.report(&rules::UNKNOWN_FACET, span, format!("the guide has no facet `{wanted}`")).help(help);
        if let Some(near) = near {
            note.label(format!("did you mean `{near}`?"));
        }
    }

    /// Reports ids that are used twice, and gives those that expressions may name.
    fn ids(&mut self, record: &Record, sections: &[Section], questions: &[Question]) -> Ids {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for question in questions {
            if !seen.insert(question.id.clone()) {
                self.repeated(&question.id, question.span);
            }
        }
        let mut of = |reader: &mut Self, key: &str| {
            let mut ids = Vec::new();
            for (table, span) in record.tables(key) {
                let id = table.text("id").to_owned();
                if !id.is_empty() && !seen.insert(id.clone()) {
                    reader.repeated(&id, table.span("id").unwrap_or(span));
                }
                ids.push(id);
            }
            ids
        };
        let (values, dimensions) = (of(self, "value"), of(self, "dimension"));
        let mut own: BTreeSet<&str> = BTreeSet::new();
        for (section, (table, span)) in sections.iter().zip(record.tables("section")) {
            if !own.insert(&section.id) {
                self.repeated(&section.id, table.span("id").unwrap_or(span));
            }
        }
        for key in ["result", "comparison"] {
            let mut own: BTreeSet<String> = BTreeSet::new();
            for (table, span) in record.tables(key) {
                if !own.insert(table.text("id").to_owned()) {
                    self.repeated(table.text("id"), table.span("id").unwrap_or(span));
                }
            }
        }
        Ids { values, dimensions }
    }

    fn dimensions(&mut self, record: &Record) -> Vec<Dimension> {
        let band = |(band, _): (&Record, Span)| Band {
            from: band.decimal("from").unwrap_or_default(),
            label: band.text("label").to_owned(),
            text: band.text("text").to_owned(),
        };
        let dimension = |(table, _): (&Record, Span)| Dimension {
            id: table.text("id").to_owned(),
            label: table.text("label").to_owned(),
            about: table.text("about").to_owned(),
            mean: table.text("measure") == "mean",
            hidden: table.flag("hidden"),
            bands: table.tables("bands").map(band).collect(),
        };
        record.tables("dimension").map(dimension).collect()
    }

    /// Reports dimensions without points, and bands that are out of order.
    fn check_dimensions(&mut self, record: &Record, dimensions: &[Dimension], questions: &[Question], reach: Reach<'_>) {
        for (dimension, (table, whole)) in dimensions.iter().zip(record.tables("dimension")) {
            let scored = questions.iter().any(|question| {
                question.dimension == dimension.id
                    || question.options.iter().any(|option| option.score.iter().any(|(id, _)| *id == dimension.id))
            });
            if !scored && self.sound {
                let span = table.span("id").unwrap_or(whole);
                self.reporter
                    .report(&rules::UNUSED_DIMENSION, span, format!("nothing gives points to `{}`", dimension.id))
                    .help(format!("add `score = {{ {} = 1 }}` to an option", dimension.id));
            }
            let least = if dimension.mean { 1.0 } else { reach.points(&dimension.id).0 };
            let mut last: Option<f64> = None;
            for (band, place) in table.tables("bands") {
                let Some(from) = band.decimal("from") else { continue };
                let span = band.span("from").unwrap_or(place);
                match last {
                    None if from > least => {
                        self.reporter
                            .report(&rules::BAND_ORDER, span, format!("fewer points than {from} have no band"))
                            .help(format!("let the first band begin at {least}"));
                    }
                    Some(before) if from <= before => {
                        self.reporter
                            .report(
                                &rules::BAND_ORDER,
                                span,
                                format!("this band begins at {from}, not above {before}, where the one before it does"),
                            )
                            .help("put the bands in order, from low to high");
                    }
                    _ => {}
                }
                last = Some(from);
            }
        }
    }

    /// Reports points for dimensions that do not exist.
    fn check_scores(&mut self, record: &Record, dimensions: &[String]) {
        let tables = record.tables("section").flat_map(|(section, _)| section.tables("question"));
        let mut named: Vec<(String, Span)> = Vec::new();
        for (table, _) in tables {
            named.extend(table.span("dimension").map(|span| (table.text("dimension").to_owned(), span)));
            for score in table.tables("options").filter_map(|(option, _)| option.table("score")) {
                named.extend(score.keys().filter_map(|key| Some((key.to_owned(), score.span(key)?))));
            }
        }
        for (id, span) in named.into_iter().filter(|(id, _)| !dimensions.contains(id)) {
            let near = nearest(&id, dimensions.iter().map(String::as_str)).map(str::to_owned);
            let note = self.reporter.report(&rules::UNKNOWN_QUESTION, span, format!("the worksheet has no dimension `{id}`"));
            match near {
                Some(near) => note.label(format!("did you mean `{near}`?")),
                None => note.help("add a `[[dimension]]` with this id"),
            };
        }
    }

    /// Reads the conditions of sections and questions. Each may name what stands above it.
    fn conditions(&mut self, sections: &mut [Section], conditions: &[Written], all: &[Question], ids: &Ids) {
        for written in conditions {
            let (section, question) = written.owner;
            let before: usize = sections[..section].iter().map(|section| section.questions.len()).sum::<usize>() + question.unwrap_or(0);
            let above = Names { questions: &all[..before.min(all.len())], values: &[], dimensions: &[] };
            let everything = Names { questions: all, values: &ids.values, dimensions: &ids.dimensions };
            let tree = self.condition_above(written, above, everything);
            let Some(owner) = sections.get_mut(section) else { continue };
            match question {
                None => owner.when = tree,
                Some(question) => owner.questions[question].when = tree,
            }
        }
    }

    /// Reads a condition with everything that there is, then reports what comes too late.
    fn condition_above(&mut self, written: &Written, above: Names<'_>, everything: Names<'_>) -> Option<Tree> {
        let tree = expression::read(&written.text, written.span, Type::Flag, &everything, self.reporter)?;
        let mut late: Option<String> = None;
        tree.visit(&mut |part| {
            let id = match part {
                Tree::Answer(id)
                | Tree::Answered(id)
                | Tree::Count(id)
                | Tree::Column(id, _)
                | Tree::Cell(id, ..)
                | Tree::Chosen(id, _) => (above.question(id).is_none()).then_some(id),
                Tree::Value(id) | Tree::Points(id) => Some(id),
                Tree::Number(_) | Tree::Apply(..) => None,
            };
            if late.is_none() {
                late = id.cloned();
            }
        });
        let Some(late) = late else { return Some(tree) };
        let at = written.text.find(&late).unwrap_or(0);
        let span = self.reporter.part(&written.text, written.span, at..at + late.len()).unwrap_or(written.span);
        self.reporter
            .report(&rules::LATER_QUESTION, span, format!("`{late}` is not known yet where this condition is asked"))
            .help("a condition can be about the questions above it; move one of the two");
        None
    }

    fn values(&mut self, record: &Record, names: Names<'_>) -> Vec<Computed> {
        let mut values = Vec::new();
        for (table, _) in record.tables("value") {
            let is = self.expression(table, "is", Type::Number, names);
            let when = self.expression(table, "when", Type::Flag, names);
            values.push(Computed {
                id: table.text("id").to_owned(),
                label: table.text("label").to_owned(),
                is,
                unit: unit(table),
                about: table.text("about").to_owned(),
                hidden: table.flag("hidden"),
                when,
            });
        }
        for (position, circle) in circles(&values) {
            let span = record.tables("value").nth(position).and_then(|(table, _)| table.span("is")).unwrap_or_default();
            self.reporter
                .report(&rules::CYCLIC_VALUE, span, format!("`{}` depends on itself", values[position].id))
                .label(circle.join(" needs "))
                .help("compute one of them from answers alone");
            values[position].is = None;
        }
        values
    }

    fn expression(&mut self, table: &Record, key: &str, wanted: Type, names: Names<'_>) -> Option<Tree> {
        let span = table.span(key)?;
        expression::read(table.text(key), span, wanted, &names, self.reporter)
    }
}

/// A condition as it is written, and whose it is: the section's position, and the question's in it.
struct Written {
    text: String,
    span: Span,
    owner: (usize, Option<usize>),
}

impl Written {
    fn of(table: &Record, owner: (usize, Option<usize>)) -> Option<Self> {
        Some(Self { text: table.text("when").to_owned(), span: table.span("when")?, owner })
    }
}

fn next(table: &Record) -> Next {
    Next {
        page: (table.text("page").to_owned(), table.span("page").unwrap_or_default()),
        label: table.text("label").to_owned(),
        text: table.text("text").to_owned(),
    }
}

fn unit(table: &Record) -> String {
    let unit = table.text("unit");
    if unit.is_empty() { "number".to_owned() } else { unit.to_owned() }
}

/// The values that need themselves, each circle once, with the ids along it.
fn circles(values: &[Computed]) -> Vec<(usize, Vec<String>)> {
    let positions: BTreeMap<&str, usize> = values.iter().enumerate().map(|(at, value)| (value.id.as_str(), at)).collect();
    let needs: Vec<Vec<usize>> = values.iter().map(|value| needed(value.is.as_ref(), &positions)).collect();
    let mut found: Vec<(usize, Vec<String>)> = Vec::new();
    for mut circle in rounds(&needs) {
        let first = circle.iter().enumerate().min_by_key(|(_, value)| **value).map_or(0, |(at, _)| at);
        circle.rotate_left(first);
        let ids = circle.iter().chain(circle.first()).map(|value| values[*value].id.clone()).collect();
        found.push((circle[0], ids));
    }
    found.sort_unstable();
    found
}

/// The positions of the values that an expression names.
fn needed(tree: Option<&Tree>, positions: &BTreeMap<&str, usize>) -> Vec<usize> {
    let mut needed = Vec::new();
    if let Some(tree) = tree {
        tree.visit(&mut |part| {
            if let Tree::Value(id) = part {
                needed.extend(positions.get(id.as_str()));
            }
        });
    }
    needed
}

/// How far a walk has come with a value.
#[derive(Clone, Copy)]
enum Walked {
    NotYet,
    /// It stands on the way, at this place.
    OnTheWay(usize),
    Done,
}

/// Walks once along what each value needs, and gives the circles that it comes upon. Each edge is walked once, because a
/// file may hold thousands of values that all lead into one circle.
fn rounds(needs: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut walked = vec![Walked::NotYet; needs.len()];
    let mut told = vec![false; needs.len()];
    let mut found: Vec<Vec<usize>> = Vec::new();
    for start in 0..needs.len() {
        if !matches!(walked[start], Walked::NotYet) {
            continue;
        }
        // Each value on the way, and how many of those that it needs have been looked at.
        let mut way = vec![(start, 0)];
        walked[start] = Walked::OnTheWay(0);
        while let Some((at, looked_at)) = way.last_mut() {
            let Some(next) = needs[*at].get(*looked_at).copied() else {
                walked[*at] = Walked::Done;
                way.pop();
                continue;
            };
            *looked_at += 1;
            match walked[next] {
                Walked::NotYet => {
                    walked[next] = Walked::OnTheWay(way.len());
                    way.push((next, 0));
                }
                Walked::OnTheWay(from) if !told[next] => {
                    let circle: Vec<usize> = way[from..].iter().map(|(value, _)| *value).collect();
                    circle.iter().for_each(|value| told[*value] = true);
                    found.push(circle);
                }
                Walked::OnTheWay(_) | Walked::Done => {}
            }
        }
    }
    found
}

/// Reads what is made of the answers, when all names are known.
struct Judge<'j, 'r, 'n> {
    reader: &'j mut Reader<'r>,
    names: Names<'n>,
    reach: Reach<'n>,
}

impl Judge<'_, '_, '_> {
    /// A condition; one that no answers can make true is reported.
    fn condition(&mut self, table: &Record, what: &str) -> Option<Tree> {
        let tree = self.reader.expression(table, "when", Type::Flag, self.names)?;
        self.check_reach(&tree, table.span("when").unwrap_or_default(), what);
        Some(tree)
    }

    fn check_reach(&mut self, tree: &Tree, span: Span, what: &str) {
        if !self.reach.can_hold(tree) {
            self.reader
                .reporter
                .report(&rules::UNREACHABLE, span, format!("no answers make this true, so {what} is never shown"))
                .help("look for a number that is too high, or two choices where only one can be made");
        }
    }

    fn section_conditions(&mut self, sections: &[Section], conditions: &[Written]) {
        for written in conditions {
            let Some(section) = sections.get(written.owner.0) else { continue };
            let (tree, what) = match written.owner.1 {
                None => (&section.when, "the section"),
                Some(question) => (&section.questions[question].when, "the question"),
            };
            if let Some(tree) = tree {
                self.check_reach(tree, written.span, what);
            }
        }
    }

    fn value_conditions(&mut self, record: &Record, values: &[Computed]) {
        for (value, (table, _)) in values.iter().zip(record.tables("value")) {
            if let Some(tree) = &value.when {
                self.check_reach(tree, table.span("when").unwrap_or_default(), "the value");
            }
        }
    }

    fn results(&mut self, record: &Record) -> Vec<Outcome> {
        let mut results = Vec::new();
        let mut always = false;
        for (table, span) in record.tables("result") {
            let instead = table.flag("instead");
            if instead && always {
                self.reader
                    .reporter
                    .report(
                        &rules::UNREACHABLE,
                        table.span("instead").unwrap_or(span),
                        "a result above is always shown, so this one never is",
                    )
                    .help("give the results above it conditions, or take `instead` out");
            }
            let when = self.condition(table, "the result");
            always |= table.get("when").is_none() && !instead && table.text("kind") != "note";
            let mut because = Vec::new();
            for (reason, _) in table.tables("because") {
                if let Some(tree) = self.condition(reason, "the reason") {
                    because.push((tree, self.reader.words(reason, "text")));
                }
            }
            results.push(Outcome {
                id: table.text("id").to_owned(),
                title: table.text("title").to_owned(),
                kind: if table.text("kind").is_empty() { "result".to_owned() } else { table.text("kind").to_owned() },
                instead,
                when,
                text: self.reader.words(table, "text"),
                because,
            });
        }
        results
    }

    fn filters(&mut self, record: &Record) -> Vec<Filter> {
        let mut filters = Vec::new();
        for (table, span) in record.tables("filter") {
            let when = self.condition(table, "the filter");
            let id = table.text("facet");
            let Some(facet) = self.reader.facets.iter().find(|facet| facet.id == id).cloned() else {
                if !id.is_empty() {
                    self.reader.unknown_facet(id, table.span("facet").unwrap_or(span));
                }
                continue;
            };
            let filter =
                Filter { facet: id.to_owned(), question: table.text("question").to_owned(), value: table.text("value").to_owned(), when };
            self.check_filter(table, span, &facet, &filter);
            filters.push(filter);
        }
        filters
    }

    fn check_filter(&mut self, table: &Record, whole: Span, facet: &Facet, filter: &Filter) {
        let reporter = &mut *self.reader.reporter;
        match (filter.question.as_str(), filter.value.as_str()) {
            ("", "") => {
                reporter
                    .report(&rules::MISSING_KEY, whole, "a filter needs `question` or `value`")
                    .help("name the question whose answers are filtered for, or one value of the facet");
            }
            ("", value) => {
                let terms = facet.vocabulary.terms();
                if !terms.iter().any(|term| term.id == value) {
                    let span = table.span("value").unwrap_or(whole);
                    let near = facet.vocabulary.nearest(value).map(|term| term.id.clone());
                    let note = reporter
                        .report(&rules::UNKNOWN_VALUE, span, format!("`{value}` is not a value of `{}`", facet.id))
                        .help(format!("the values stand in vocabulary/{}.toml", facet.id));
                    if let Some(near) = near {
                        note.label(format!("did you mean `{near}`?"));
                    }
                }
            }
            (question, _) => {
                let span = table.span("question").unwrap_or(whole);
                match self.names.question(question) {
                    None => self.unknown(question, span),
                    Some(known) if known.facet.and_then(|at| self.reader.facets.get(at)).is_none_or(|of| of.id != facet.id) => {
                        self.reader
                            .reporter
                            .report(
                                &rules::UNKNOWN_VALUE,
                                span,
                                format!("the options of `{question}` are not the values of `{}`", facet.id),
                            )
                            .help(format!("give the question `facet = \"{}\"` in place of its options", facet.id));
                    }
                    Some(_) => {}
                }
            }
        }
    }

    /// Reports an id that no question has.
    fn unknown(&mut self, id: &str, span: Span) {
        let near = nearest(id, self.names.questions.iter().map(|question| question.id.as_str())).map(str::to_owned);
        let note = self.reader.reporter.report(&rules::UNKNOWN_QUESTION, span, format!("the worksheet has no question `{id}`"));
        if let Some(near) = near {
            note.label(format!("did you mean `{near}`?"));
        }
    }

    /// The id of a question of one of these kinds.
    fn question_of(&mut self, table: &Record, key: &str, kinds: &[Answer]) -> String {
        let (id, span) = (table.text(key), table.span(key).unwrap_or_default());
        if id.is_empty() {
            return String::new();
        }
        match self.names.question(id) {
            None => self.unknown(id, span),
            Some(question) if !kinds.contains(&question.kind) => {
                let wanted = listed(kinds.iter().map(|kind| kind.word()), "or");
                self.reader
                    .reporter
                    .report(
                        &rules::EXPRESSION_TYPE,
                        span,
                        format!("`{id}` is a question of the kind `{}`; {wanted} is needed here", question.kind.word()),
                    )
                    .help("name another question, or change its kind");
            }
            Some(_) => {}
        }
        id.to_owned()
    }

    fn comparisons(&mut self, record: &Record) -> Vec<Comparison> {
        let mut comparisons = Vec::new();
        for (table, _) in record.tables("comparison") {
            let is = self.reader.expression(table, "is", Type::Number, self.names);
            let when = self.condition(table, "the comparison");
            let reference = |(reference, _): (&Record, Span)| Reference {
                label: reference.text("label").to_owned(),
                value: reference.decimal("value"),
                to: reference.decimal("to"),
                as_of: reference.text("as_of").to_owned(),
                source: reference.text("source").to_owned(),
                note: reference.text("note").to_owned(),
                page: (reference.text("page").to_owned(), reference.span("page").unwrap_or_default()),
            };
            comparisons.push(Comparison {
                id: table.text("id").to_owned(),
                title: table.text("title").to_owned(),
                is,
                unit: unit(table),
                about: self.reader.words(table, "about"),
                when,
                references: table.tables("references").map(reference).collect(),
            });
        }
        comparisons
    }

    fn parts(&mut self, record: &Record) -> Vec<Part> {
        let mut parts = Vec::new();
        for (table, _) in record.tables("part") {
            let when = self.condition(table, "the part");
            let Names { questions, values, .. } = self.names;
            let known = Known { questions, values, each: None };
            parts.push(Part {
                heading: table.text("heading").to_owned(),
                lines: draft::lines(table.text("text"), table.span("text").unwrap_or_default(), known, self.reader.reporter),
                table: self.question_of(table, "table", &[Answer::Table, Answer::Rating]),
                when,
            });
        }
        parts
    }

    fn events(&mut self, record: &Record) -> Vec<Event> {
        let mut events = Vec::new();
        for (table, _) in record.tables("event") {
            let when = self.condition(table, "the meeting");
            let each = self.question_of(table, "each", &[Answer::Table]);
            let each_question = self.names.questions.iter().find(|question| question.id == each);
            let Names { questions, values, .. } = self.names;
            let known = Known { questions, values, each: each_question };
            let title = draft::line(table.text("title"), table.span("title").unwrap_or_default(), known, self.reader.reporter);
            let text = draft::lines(table.text("text"), table.span("text").unwrap_or_default(), known, self.reader.reporter);
            events.push(Event {
                title,
                text,
                start: self.question_of(table, "start", &[Answer::Date]),
                time: self.question_of(table, "time", &[Answer::Time]),
                minutes: table.whole("minutes").unwrap_or(60),
                every: table.text("every").to_owned(),
                count: table.whole("count").unwrap_or(1),
                each,
                when,
            });
        }
        self.check_ratings(record);
        events
    }

    /// Holds what ratings name against the questions.
    fn check_ratings(&mut self, record: &Record) {
        let tables: Vec<&Record> =
            record.tables("section").flat_map(|(section, _)| section.tables("question")).map(|(table, _)| table).collect();
        for table in tables.into_iter().filter(|table| table.text("kind") == "rating") {
            self.question_of(table, "of", &[Answer::Table]);
            if !matches!(table.text("items"), "questions" | "decisions") {
                self.question_of(table, "items", &[Answer::Table]);
            }
            let by = self.question_of(table, "by", &[Answer::Single, Answer::Multiple]);
            let of_types = self
                .names
                .question(&by)
                .is_none_or(|question| question.facet.and_then(|at| self.reader.facets.get(at)).is_some_and(|facet| facet.id == TYPES));
            if !by.is_empty() && !of_types {
                let span = table.span("by").unwrap_or_default();
                self.reader
                    .reporter
                    .report(&rules::UNKNOWN_FACET, span, format!("the options of `{by}` are not the types of professional learning"))
                    .help(format!("give that question `facet = \"{TYPES}\"`"));
            }
        }
    }
}
